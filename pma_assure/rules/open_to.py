"""What a record is open to in its state: the deeds that may be done to it now, and when the others may.

The steps say it for the deeds that take one; for the others it is what their workflows refuse. It is for who chooses
from a menu: the deed itself asks again.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from pma_assure.rules.breach import AT_WORK
from pma_assure.rules.state_sets import ENDED_FINDINGS
from pma_assure.rules.states import RECORDS, STEPS
from pma_assure.rules.vocabulary import BreachState, CapState, FindingState
from pma_assure.rules.wording import label

NAMED = {"breach": "breach consideration", "cap": "corrective action plan", "evidence_request": "evidence request"}
"""Kind of reference -> what the table of steps calls the record, where that is another word."""
BY_STATE = ("finding", "breach consideration", "corrective action plan", "action", "evidence request", "assessment")
"""Whose deeds all take the step that the table gives them, or are named below."""
AT_ANY_TIME = frozenset({"breach.record_outcome", "plan.require", "assessment.take_final"})
"""Deeds that take a step where one is due, and keep a fact where none is (record what happened)."""

OF_ANOTHER = frozenset({("corrective action plan", CapState.ACCEPTED, "cap.accept")})
"""Steps that a deed takes of another record than the one it is about: the version before it is superseded."""
MOST_NAMED = 2
"""States that are named where a deed waits for one of them."""

_RUNNING = frozenset(FindingState) - frozenset(ENDED_FINDINGS)
_PUT = frozenset(FindingState) - {FindingState.DRAFT, FindingState.DISCARDED, FindingState.WITHDRAWN}
OPEN_TO: dict[tuple[str, str], frozenset[StrEnum]] = {
    ("finding", "finding.classify"): frozenset(FindingState) - {FindingState.DISCARDED, FindingState.WITHDRAWN},
    ("finding", "finding.reclassify"): frozenset({FindingState.DRAFT, FindingState.OPEN}),
    ("finding", "finding.set_due"): _RUNNING,
    ("finding", "finding.extend"): _RUNNING - {FindingState.SUBMITTED},
    ("finding", "finding.link_recurrence"): _RUNNING,
    ("finding", "finding.add_root_cause"): _RUNNING,
    ("finding", "finding.escalate"): _PUT,
    ("finding", "breach.open"): _PUT,
    ("finding", "cap.draft"): _RUNNING - {FindingState.DRAFT},
    ("breach consideration", "advice.draft_on_breach"): frozenset({BreachState.READY, BreachState.CONSIDERED}),
    **{
        ("breach consideration", f"breach.{verb}"): frozenset(AT_WORK)
        for verb in (
            *("add_requirement", "withdraw_requirement", "link_finding", "unlink_finding", "add_fact", "add_factor"),
            *("change_factor", "withdraw_factor", "propose"),
        )
    },
}
"""(record, deed that takes no step of it) -> the states in which it is not refused."""


def states_for(record: str, deed: str) -> frozenset[StrEnum] | None:
    """The states of a record in which a deed may be done to it; None where the state does not say."""
    if record not in BY_STATE or deed in AT_ANY_TIME:
        return None
    taken = frozenset(
        step.source
        for step in STEPS
        if step.record == record and deed in step.deeds and (record, step.source, deed) not in OF_ANOTHER
    )
    return taken or OPEN_TO.get((record, deed))


def takes_a_step(kind: str, deed: str) -> bool:
    """Whether a deed moves a record of this kind from one state to another."""
    record = NAMED.get(kind, kind)
    return any(step.record == record and deed in step.deeds for step in STEPS)


def not_before(kind: str, state: str, deed: str) -> str:
    """When a deed may be done that may not be in this state: "when “Open” or “Disputed”"; "" where it may.

    Of more states than can be read in a line it says "not while “Closed”". ``state`` is a code. Of a state, or a kind,
    that is not known here nothing is said.
    """
    record = NAMED.get(kind, kind)
    states = states_for(record, deed)
    known = RECORDS.get(record)
    if states is None or known is None or state not in list(known) or known(state) in states:
        return ""
    if len(states) > MOST_NAMED:
        return f"not while “{label(known(state))}”"
    return f"when {_either(one for one in known if one in states)}"


def _either(states: Iterable[StrEnum]) -> str:
    named = [f"“{label(one)}”" for one in states]
    return " or ".join(filter(None, (", ".join(named[:-1]), named[-1])))
