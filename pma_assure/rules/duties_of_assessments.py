"""What assessments owe: notifications, reports, responses, conclusions, requests, caveats, co-ordination (R48-R57)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pma_assure.rules.assessments import response_settled
from pma_assure.rules.duties import (
    PMA,
    SPECIALIST,
    Decided,
    Folder,
    Listed,
    by_day,
    decided_by,
    soon,
    stands,
    to_decide,
)
from pma_assure.rules.vocabulary import AssessmentKind, AssessmentState
from pma_assure.rules.wording import day as say_day
from pma_assure.values.duties import Duty

PARTICIPANT = "The participant"
ASSESSOR = "The assessor"
_S = AssessmentState
WITH_ASSESSOR = (_S.PLANNED, _S.NOTIFIED, _S.IN_PROGRESS, _S.DRAFT_REPORT_RECEIVED)
"""While an assessment is in one of these, its assessor has to stand under the scheme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentDuty:
    """``lapsed`` says why its assessor may not assess on the day; ``overlapping`` are later ones nothing is agreed on.

    ``ordered`` is the newest decision that orders an ad hoc one, ``decided`` the newest on its conclusion.
    """

    reference: str
    title: str
    folder: Folder
    kind: AssessmentKind
    state: AssessmentState
    state_on: date
    planned_from: date | None
    planned_to: date | None
    report_due: date | None
    fact_checked: bool
    response_due: date | None
    responded_on: date | None
    proposed: bool
    assessor: str | None
    lapsed: str
    overlapping: tuple[str, ...]
    incomplete_caveats: tuple[str, ...]
    listed: Listed | None
    ordered: Decided | None
    decided: Decided | None
    arrived: bool = False
    """Whether the report that its state waits for was taken in, and only has to be taken as the draft or final one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDuty:
    """A request the participant has not answered in full; ``contractor`` is who holds it, never who owes it (R49)."""

    reference: str
    title: str
    folder: Folder
    issued_on: date
    due: date | None
    refused: bool
    contractor: str | None
    reviewed: bool = False
    """Whether somebody wrote down that the request is reasonable: a refused one is owed by the participant again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaveatDuty:
    reference: str
    words: str
    folder: Folder
    owner: str | None
    due: date | None
    since: date


def of_assessment(one: AssessmentDuty, as_of: date) -> tuple[Duty, ...]:
    """What an assessment waits for in its state, and what is wrong around it."""
    return (*_in_its_state(one, as_of), *_around(one, as_of))


def _in_its_state(one: AssessmentDuty, as_of: date) -> Iterable[Duty]:
    if one.state == _S.PROPOSED:
        yield from _proposed(one, as_of)
    elif one.state == _S.POSTPONED:
        yield from _postponed(one, as_of)
    elif one.state == _S.PLANNED:
        yield _dated(one, SPECIALIST, "Notify the participant of", one.planned_from, as_of, "R48", "assessment.notify")
    elif one.state == _S.NOTIFIED:
        yield _dated(
            one, one.assessor or ASSESSOR, "Begin", one.planned_to, as_of, "R57", "assessment.begin", passed=True
        )
    elif one.state == _S.IN_PROGRESS and one.arrived:
        yield _take(one, "the draft", as_of, "assessment.receive_draft")
    elif one.state == _S.IN_PROGRESS:
        yield _dated(
            one, one.assessor or ASSESSOR, "Report on", one.report_due, as_of, "R50", "assessment.record_report"
        )
    elif one.state == _S.DRAFT_REPORT_RECEIVED:
        yield from _draft(one, as_of)
    elif one.state == _S.FINAL_REPORT_RECEIVED:
        yield soon(
            one.reference,
            SPECIALIST,
            f"Put “{one.title}” under the PMA's review",
            one.state_on,
            as_of,
            "R57",
            one.folder,
            deed="assessment.review",
        )
        yield from _response(one, as_of)
    elif one.state == _S.UNDER_REVIEW:
        yield from _response(one, as_of)
        yield from _conclusion(one, as_of)


def _dated(
    one: AssessmentDuty,
    who: str,
    what: str,
    due: date | None,
    as_of: date,
    rule: str,
    deed: str,
    *,
    passed: bool = False,
) -> Duty:
    """By its day, where it has one; as soon as practicable otherwise. ``passed``: planned days that went by."""
    said = f"{what} “{one.title}”"
    if due is None:
        return soon(one.reference, who, said, one.state_on, as_of, rule, one.folder, deed=deed)
    detail = f"it was planned to be done by {say_day(due)}" if passed and due < as_of else ""
    return by_day(one.reference, who, said, due, as_of, rule, one.folder, detail=detail, deed=deed)


def _proposed(one: AssessmentDuty, as_of: date) -> Iterable[Duty]:
    ordered = stands(one.ordered)
    if one.kind == AssessmentKind.AD_HOC and ordered is None:
        yield to_decide(
            one.reference,
            f"Decide whether to order “{one.title}”",
            one.state_on,
            as_of,
            "R56",
            one.folder,
            listed=one.listed,
            decided=one.ordered,
        )
        return
    what, deed = f"Plan “{one.title}”", "assessment.plan"
    detail = "" if ordered is None else decided_by(ordered)
    if one.planned_from is None:
        yield soon(one.reference, SPECIALIST, what, one.state_on, as_of, "R57", one.folder, detail=detail, deed=deed)
    else:
        yield by_day(
            one.reference, SPECIALIST, what, one.planned_from, as_of, "R57", one.folder, detail=detail, deed=deed
        )


def _postponed(one: AssessmentDuty, as_of: date) -> Iterable[Duty]:
    what = f"Plan “{one.title}” again" if one.planned_from else f"Find a new date for “{one.title}”"
    detail = f"postponed on {say_day(one.state_on)}"
    if one.planned_from is None:
        yield soon(
            one.reference,
            SPECIALIST,
            what,
            one.state_on,
            as_of,
            "R57",
            one.folder,
            detail=f"{detail}, without a new date",
            deed="assessment.plan",
        )
    else:
        yield by_day(
            one.reference,
            SPECIALIST,
            what,
            one.planned_from,
            as_of,
            "R57",
            one.folder,
            detail=detail,
            deed="assessment.plan",
        )


def _take(one: AssessmentDuty, which: str, as_of: date, deed: str) -> Duty:
    what = f"Take the report that came of “{one.title}” as {which}"
    return soon(one.reference, SPECIALIST, what, one.state_on, as_of, "R50", one.folder, deed=deed)


def _draft(one: AssessmentDuty, as_of: date) -> Iterable[Duty]:
    if one.fact_checked and one.arrived:
        yield _take(one, "the final one", as_of, "assessment.take_final")
        return
    if one.fact_checked:
        yield _dated(
            one,
            one.assessor or ASSESSOR,
            "Deliver the final report of",
            one.report_due,
            as_of,
            "R50",
            "assessment.record_report",
        )
        return
    yield soon(
        one.reference,
        one.folder.organisation or PARTICIPANT,
        f"Check the facts of the draft report of “{one.title}”",
        one.state_on,
        as_of,
        "R48",
        one.folder,
        deed="assessment.log_fact_check",
    )


def _response(one: AssessmentDuty, as_of: date) -> Iterable[Duty]:
    """The participant answers the report; after its date the PMA goes on without it, and the answer is still owed."""
    if one.responded_on is not None:
        return
    who, what = one.folder.organisation or PARTICIPANT, f"Respond to the report of “{one.title}”"
    if one.response_due is None:
        yield soon(
            one.reference,
            who,
            what,
            one.state_on,
            as_of,
            "R48",
            one.folder,
            detail="no day was set for it",
            deed="assessment.record_response",
        )
        return
    yield by_day(
        one.reference, who, what, one.response_due, as_of, "R48", one.folder, deed="assessment.record_response"
    )


def _conclusion(one: AssessmentDuty, as_of: date) -> Iterable[Duty]:
    blocks = [] if response_settled(one.responded_on, one.response_due, as_of) else ["the participant's response"]
    blocks += [f"{reference} without owner or date" for reference in one.incomplete_caveats]
    decided = stands(one.decided)
    if not one.proposed:
        yield soon(
            one.reference,
            SPECIALIST,
            f"Propose the conclusion of “{one.title}”",
            one.state_on,
            as_of,
            "R57",
            one.folder,
            deed="assessment.propose_conclusion",
        )
    elif decided is None:
        yield to_decide(
            one.reference,
            f"Conclude “{one.title}”",
            one.state_on,
            as_of,
            "R57",
            one.folder,
            listed=one.listed,
            decided=one.decided,
            blocked_by=tuple(blocks),
        )
    else:
        yield soon(
            one.reference,
            SPECIALIST,
            f"Record how the PMA concluded “{one.title}”",
            decided.on,
            as_of,
            "R57",
            one.folder,
            detail=decided_by(decided),
            blocked_by=tuple(blocks),
            deed="assessment.conclude",
        )


def _around(one: AssessmentDuty, as_of: date) -> Iterable[Duty]:
    if one.state in WITH_ASSESSOR and one.lapsed:
        yield soon(
            one.reference,
            SPECIALIST,
            f"Put the assessor of “{one.title}” right",
            one.state_on,
            as_of,
            "R50",
            one.folder,
            detail=one.lapsed,
            deed="assessment.assign_assessor",
        )
    if one.overlapping:
        yield soon(
            one.reference,
            PMA,
            f"Agree how “{one.title}” is co-ordinated with {', '.join(one.overlapping)}",
            one.state_on,
            as_of,
            "R55",
            one.folder,
            detail="they overlap on one participant",
            deed="assessment.coordinate",
        )


def of_request(request: RequestDuty, as_of: date) -> tuple[Duty, ...]:
    """The participant owes what was asked for, also where a contractor holds it (R48, R49)."""
    who = request.folder.organisation or PARTICIPANT
    if request.refused and not request.reviewed:
        return (
            soon(
                request.reference,
                SPECIALIST,
                f"Review whether the refused request “{request.title}” is reasonable",
                request.issued_on,
                as_of,
                "R48",
                request.folder,
                detail="the duty to co-operate stays",
                deed="evidence_request.narrow",
            ),
        )
    what = f"Provide what was asked for: {request.title}"
    detail = f"held by the contractor {request.contractor}" if request.contractor else ""
    if request.refused:
        detail = "refused, and found reasonable in review: the duty to co-operate stays"
    if request.due is None:
        return (
            soon(
                request.reference,
                who,
                what,
                request.issued_on,
                as_of,
                "R48",
                request.folder,
                detail=detail,
                deed="evidence_request.answer",
            ),
        )
    return (
        by_day(
            request.reference,
            who,
            what,
            request.due,
            as_of,
            "R48",
            request.folder,
            detail=detail,
            deed="evidence_request.answer",
        ),
    )


def of_caveat(caveat: CaveatDuty, as_of: date) -> tuple[Duty, ...]:
    """A caveat is met by its owner by its date, or gets owner and date before the conclusion (R51)."""
    short = caveat.words if len(caveat.words) <= 80 else caveat.words[:79].rstrip() + "…"
    if caveat.owner is None or caveat.due is None:
        missing = "owner and date" if caveat.owner is None and caveat.due is None else "a date"
        if caveat.owner is None and caveat.due is not None:
            missing = "an owner"
        return (
            soon(
                caveat.reference,
                SPECIALIST,
                f"Give the caveat {missing}: {short}",
                caveat.since,
                as_of,
                "R51",
                caveat.folder,
                deed="caveat.set",
            ),
        )
    return (
        by_day(
            caveat.reference,
            caveat.owner,
            f"Meet the caveat: {short}",
            caveat.due,
            as_of,
            "R51",
            caveat.folder,
            deed="caveat.meet",
        ),
    )
