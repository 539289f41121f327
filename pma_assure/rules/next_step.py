"""What is next of all that a case owes, as the process goes and not by the calendar alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pma_assure.rules.duties import CHAIR, PMA, REVIEWER, SPECIALIST
from pma_assure.rules.duties_of_findings import ASSESSOR
from pma_assure.values.duties import Duty

AT_WORK = frozenset({PMA, SPECIALIST, REVIEWER, CHAIR, ASSESSOR})
"""Who works with the register. What others owe is waited for, and recorded when it comes."""
STAGES = ("ASMT", "FIND", "CAP", "BRCH", "PLAN", "ADV", "EXT")
"""The records of a case in the order in which a matter goes through them, as its strip shows them."""
BESIDE = ("irregular.settle", "evidence.link")
"""Deeds that put something right beside the process."""
LAST = ("case.close",)


def in_process(duties: Iterable[Duty], as_of: date) -> tuple[Duty, ...]:
    """The duties of a case in the order in which they are gone on with; those that tie stay as they are.

    First what those who work with the register can do: at once where no day is set or it has come, later where it lies
    ahead. Then what is waited for, the late first. What is blocked comes after all that is not. Within each a case goes
    through its stages; a letter that lies drafted is sent before the step that it tells of; the case is closed last.
    """
    return tuple(sorted(duties, key=lambda duty: _place(duty, as_of)))


def _place(duty: Duty, as_of: date) -> tuple[bool, bool, bool, bool, bool, int]:
    prefix = duty.reference.partition("-")[0]
    stage = -1 if prefix == "LTR" else STAGES.index(prefix) if prefix in STAGES else len(STAGES)
    ahead = duty.due is not None and duty.due > as_of
    return (bool(duty.blocked_by), duty.deed in LAST, duty.who not in AT_WORK, ahead, duty.deed in BESIDE, stage)
