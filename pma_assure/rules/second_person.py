"""Who is a second person for an extract: somebody who made nothing of it (states.md, *Plan extract*; R73)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

PREPARING = (
    "extract.prepare",
    "extract.correct",
    "extract.redraft",
    "extract.split",
    "extract.mark",
    "extract.summarise",
    "extract.edit",
    "extract.name_participant",
    "extract.answer_representation",
)
"""Deeds that make what stands in an extract, or answer for it. A correction begins with everything that was marked
in the version before it, so these count on the versions it came from as well."""


def may_review(person: UUID, *, prepared_by: Iterable[UUID], worked: Iterable[UUID | None]) -> bool:
    """Whether ``person`` may review (R73, paragraph 75).

    ``prepared_by``: who began the version and each version before it; ``worked``: who did one of PREPARING on any of
    them, as the audit trail has it (None: the program itself).
    """
    return person not in {*prepared_by, *worked}
