"""What a sheet of field work must say, and when it may still be filled (R48, R50; paragraphs 56 and 57)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import AssessmentState, FieldResult
from pma_assure.rules.wording import label

AT_WORK = (
    AssessmentState.PLANNED,
    AssessmentState.NOTIFIED,
    AssessmentState.IN_PROGRESS,
    AssessmentState.DRAFT_REPORT_RECEIVED,
)
"""A sheet is prepared from the planning on and filled until the final report stands."""


def may_be_filled(reference: str, state: AssessmentState) -> None:
    """Refuse to write on the sheet of an assessment that is not planned yet, or whose final report is there."""
    if state not in AT_WORK:
        raise Refused(
            f"{reference} is {label(state)}: its sheet is filled from the planning until the final report.",
            rule="R50",
            paragraph="57",
            field="assessment",
        )


def check_line(requirement: str, result: FieldResult, *, seen: str, initials: str | None) -> None:
    """Refuse a result that nobody stands for: met and not met say what was seen, and who saw it."""
    if result == FieldResult.NOT_TESTED:
        return
    if not seen.strip():
        raise Refused(
            f"{requirement}: say what was seen; “{label(result)}” alone can be verified by nobody.",
            rule="R50",
            paragraph="57",
            field="lines",
        )
    if not (initials or "").strip():
        raise Refused(
            f"{requirement}: give the initials of who saw it, or enter yourself in the team.",
            rule="R50",
            paragraph="57",
            field="lines",
        )


def signed_by_nobody(initials: str, team: Iterable[str]) -> tuple[str, ...]:
    """Which of the initials on a line are of nobody in the team; two who tested together sign "MO/ZH"."""
    known = {one.casefold() for one in team}
    if initials.strip().casefold() in known:
        return ()
    signed = [one for one in re.split(r"[\s/,;+&]+", initials.strip()) if one]
    # A mere stroke is nobody's either.
    return tuple(one for one in signed or [initials.strip()] if one and one.casefold() not in known)


def raised_from(line: str) -> str:
    """What a finding that was raised from a line of the sheet says of its source."""
    return f"Field work, {line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a sheet is: ``met + not_met + not_tested == clauses``."""

    clauses: int
    met: int
    not_met: int
    not_tested: int

    @property
    def sentence(self) -> str:
        """ "12 of 60 clauses tested: 10 met, 2 not met"."""
        tested = self.met + self.not_met
        return f"{tested} of {self.clauses} clauses tested: {self.met} met, {self.not_met} not met"


def progress(results: Iterable[FieldResult]) -> Progress:
    """Count the results of a sheet."""
    held = list(results)
    return Progress(
        clauses=len(held),
        met=held.count(FieldResult.MET),
        not_met=held.count(FieldResult.NOT_MET),
        not_tested=held.count(FieldResult.NOT_TESTED),
    )
