"""Assessments proposed, planned, postponed, cancelled; who assesses; overlaps co-ordinated (R45-R57)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pma_assure.records.assessments import (
    Assessment,
    AssessmentText,
    AssessorStanding,
    AssuranceScheme,
    Coordination,
    ScopeItem,
)
from pma_assure.records.cases import Case
from pma_assure.records.organisations import Organisation
from pma_assure.rules.assessments import Covered, Planned, overlap
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.state_sets import ENDED_ASSESSMENTS
from pma_assure.rules.vocabulary import AssessmentKind, AssessmentState
from pma_assure.rules.wording import label, short_day
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.cases import CaseRef, open_folder
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import line, plain, ref, words

AssessmentRef = Annotated[str, ref("assessment", label="Assessment")]
PlannedFrom = Annotated[date | None, plain("Planned from")]
PlannedTo = Annotated[date | None, plain("Planned to")]
Rationale = Annotated[
    str, words("Why now, and why this scope", "The PMA's considered judgement of frequency and scope (paragraph 76).")
]


def find_assessment(desk: Desk, reference: str) -> Assessment:
    return desk.find(Assessment, reference, field="assessment")


def text_of(desk: Desk, assessment: Assessment) -> AssessmentText:
    desk.session.flush()
    return desk.beside(AssessmentText, assessment_id=assessment.id)


def under_way(assessment: Assessment, *, until: tuple[AssessmentState, ...] = ()) -> Assessment:
    """The assessment, if it has not ended and is in none of the states of ``until`` either."""
    if assessment.state in (*ENDED_ASSESSMENTS, *until):
        raise Refused(
            f"{assessment.reference} is {label(assessment.state)}: that stands as it is.",
            field="assessment",
        )
    return assessment


def happened_before_import(assessment: Assessment, day: date) -> bool:
    """Whether what was done on the day is of the past that an imported assessment came with.

    Of that past nothing is asked; of what is done to it afterwards the same is asked as of every other.
    """
    return assessment.imported_on is not None and day < assessment.imported_on


def in_order_of_days(first: date | None, last: date | None, *, field: str) -> None:
    if first is not None and last is not None and last < first:
        raise Refused("The last day lies before the first; look at the days.", field=field)


def make(
    desk: Desk,
    folder: Case,
    *,
    title: str,
    kind: AssessmentKind,
    days: tuple[date | None, date | None] = (None, None),
    year: int | None = None,
    texts: dict[str, str] | None = None,
    **columns: Any,
) -> Assessment:
    """A proposed assessment of the organisation that a case is about, with its texts."""
    made = desk.add(
        Assessment(
            reference=desk.allot("ASMT", year or desk.day.year),
            case_id=folder.id,
            organisation_id=folder.organisation_id,
            title=title,
            kind=kind,
            state=AssessmentState.PROPOSED,
            state_on=desk.day,
            planned_from=days[0],
            planned_to=days[1],
            **columns,
        )
    )
    desk.session.flush()
    desk.add(AssessmentText(assessment_id=made.id, **(texts or {})))
    return made


@deed(
    "assessment.propose",
    "Propose an assessment",
    refuses=(
        "the case is closed",
        "a follow-up that names nothing it follows, or something of another organisation",
        "days out of their order",
    ),
)
def propose(
    desk: Desk,
    *,
    case: CaseRef,
    title: Annotated[str, line("Title")],
    kind: Annotated[AssessmentKind, plain("Kind")],
    follows: Annotated[str | None, ref("assessment", label="Follows", help="For a follow-up: which one.")] = None,
    planned_from: PlannedFrom = None,
    planned_to: PlannedTo = None,
    period_from: Annotated[date | None, plain("Period from", "The time it speaks of.")] = None,
    period_to: Annotated[date | None, plain("Period to")] = None,
    point_in_time: Annotated[date | None, plain("As at", "Instead of a period: the day it speaks of.")] = None,
    assessor: Annotated[str | None, ref("organisation", label="Assessor")] = None,
    scheme: Annotated[str | None, ref("scheme", label="Under the scheme")] = None,
    reason: Annotated[str, words("Reason", "An ad hoc assessment is ordered for a reason.")] = "",
    proportionality: Annotated[str, words("Why it is proportionate")] = "",
    rationale: Rationale = "",
) -> str:
    """Put an assessment forward, in the case of the organisation it is about (R51, R55, R56)."""
    folder = open_folder(desk, case)
    in_order_of_days(planned_from, planned_to, field="planned_to")
    _one_time(period_from, period_to, point_in_time)
    made = make(
        desk,
        folder,
        title=title,
        kind=kind,
        days=(planned_from, planned_to),
        texts={"reason": reason, "proportionality": proportionality, "rationale": rationale},
        follows_id=_followed(desk, folder, kind, follows),
        period_from=period_from,
        period_to=period_to,
        point_in_time=point_in_time,
    )
    assign(desk, made, assessor, scheme)
    say_overlaps(desk, made)
    return made.reference


def _one_time(period_from: date | None, period_to: date | None, point_in_time: date | None) -> None:
    in_order_of_days(period_from, period_to, field="period_to")
    if point_in_time is not None and (period_from is not None or period_to is not None):
        raise Refused("It speaks of a day or of a period, not of both: leave one out.", field="point_in_time")


def _followed(desk: Desk, folder: Case, kind: AssessmentKind, follows: str | None) -> Any:
    if kind != AssessmentKind.FOLLOW_UP:
        if follows is not None:
            raise Refused(
                f"A {label(kind).lower()} follows nothing; choose the follow-up assessment, or leave it out.",
                field="follows",
            )
        return None
    if follows is None:
        raise Refused("A follow-up assessment names the assessment that it follows.", field="follows")
    earlier = desk.find(Assessment, follows, field="follows")
    if earlier.organisation_id != folder.organisation_id:
        raise Refused(f"{earlier.reference} was of another organisation than {folder.reference}.", field="follows")
    return earlier.id


@deed(
    "assessment.edit",
    "Change an assessment",
    refuses=(
        "it has ended",
        "reason and proportionality of an ad hoc assessment after it was ordered (R56, paragraphs 63 and 76)",
        "somebody else changed it since it was read",
    ),
)
def edit(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    title: Annotated[str | None, line("Title")] = None,
    period_from: Annotated[date | None, plain("Period from")] = None,
    period_to: Annotated[date | None, plain("Period to")] = None,
    point_in_time: Annotated[date | None, plain("As at")] = None,
    report_due: Annotated[date | None, plain("Report due")] = None,
    reason: Annotated[str | None, words("Reason")] = None,
    proportionality: Annotated[str | None, words("Why it is proportionate")] = None,
    rationale: Annotated[str | None, words("Why now, and why this scope")] = None,
    version: Annotated[
        int | None, plain("Version", "The version you read; saving over a later one is refused.")
    ] = None,
) -> str:
    """Change what is written of an assessment that has not ended."""
    found = under_way(find_assessment(desk, assessment))
    text = text_of(desk, found)
    given: dict[str, object] = {
        "title": title or None,
        "period_from": period_from,
        "period_to": period_to,
        "point_in_time": point_in_time,
        "report_due": report_due,
        "reason": reason,
        "proportionality": proportionality,
        "rationale": rationale,
    }
    desk.expect_version(found, version, given, beside=(text,))
    ordered = found.ordering_decision_id is not None and found.state not in (
        AssessmentState.PROPOSED,
        AssessmentState.POSTPONED,
    )
    if ordered and (title or reason is not None or proportionality is not None or rationale is not None):
        raise Refused(
            f"{found.reference} was ordered in these words: title, reason and proportionality stand as they were"
            " decided on.",
            rule="R56",
            paragraph=paragraph("R56"),
            field="reason",
        )
    desk.change(found, given, beside=(text,))
    _one_time(found.period_from, found.period_to, found.point_in_time)
    return found.reference


# --- who assesses ----------------------------------------------------------------------------------------------------


def _only_scheme(desk: Desk, assessor: Organisation) -> AssuranceScheme | None:
    """The scheme an assessor stands under, if it is one and no more."""
    held = {row.scheme_id for row in desk.all(AssessorStanding, organisation_id=assessor.id, withdrawn_on=None)}
    return desk.session.get_one(AssuranceScheme, held.pop()) if len(held) == 1 else None


def assign(desk: Desk, found: Assessment, assessor: str | None, scheme: str | None) -> None:
    """Set who assesses, and under which scheme: without one, the only one the assessor stands under."""
    if assessor is None:
        if scheme is not None:
            raise Refused("Say which assessor stands under the scheme.", field="assessor")
        return
    who = desk.find(Organisation, assessor, field="assessor")
    under = _only_scheme(desk, who) if scheme is None else desk.find(AssuranceScheme, scheme, field="scheme")
    found.assessor_id, found.scheme_id = who.id, None if under is None else under.id
    if under is None:
        desk.notes.append(f"{who.name} stands under no scheme, or under several: name one before it is notified.")


def scope_lines(desk: Desk, found: Assessment) -> list[Covered]:
    """The scope as it is asserted: what is to be covered, whether it was yet or not."""
    desk.session.flush()
    return [
        Covered(component=row.component, part=row.part, environment=row.environment)
        for row in desk.all(ScopeItem, assessment_id=found.id, withdrawn_on=None, order_by=ScopeItem.number)
    ]


# --- overlaps --------------------------------------------------------------------------------------------------------


def _days(row: Assessment) -> Planned:
    return Planned(
        reference=row.reference,
        organisation=str(row.organisation_id),
        first_day=row.planned_from,
        last_day=row.planned_to,
    )


def say_overlaps(desk: Desk, found: Assessment) -> None:
    """Say which other assessments of the participant fall into the same days (R55)."""
    desk.session.flush()
    for other in desk.all(
        Assessment,
        Assessment.state.not_in(ENDED_ASSESSMENTS),
        organisation_id=found.organisation_id,
        order_by=Assessment.reference,
    ):
        if overlap(_days(found), _days(other)) and other.planned_from is not None and other.planned_to is not None:
            name = desk.session.get_one(Organisation, found.organisation_id).name
            desk.notes.append(
                f"{found.reference} overlaps with {other.reference} ({short_day(other.planned_from)} to"
                f" {short_day(other.planned_to)}) on {name}: agree how the two are co-ordinated (R55, paragraph"
                f" {paragraph('R55')})."
            )


@deed(
    "assessment.coordinate",
    "Record how two assessments are co-ordinated",
    refuses=("they are of different organisations", "both are the same"),
)
def coordinate(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    other: Annotated[str, ref("assessment", label="And")],
    agreed_on: Annotated[date, plain("Agreed on")],
    note: Annotated[str, words("What was agreed")],
) -> str:
    """Keep what was agreed so that two assessments do not burden one participant twice (R55, paragraph 69)."""
    found = find_assessment(desk, assessment)
    second = desk.find(Assessment, other, field="other")
    desk.not_ahead(agreed_on, field="agreed_on")
    if second.id == found.id:
        raise Refused("Name the other assessment.", field="other")
    if second.organisation_id != found.organisation_id:
        raise Refused(
            f"{second.reference} is of another organisation than {found.reference}: there is nothing to co-ordinate.",
            rule="R55",
            paragraph=paragraph("R55"),
            field="other",
        )
    if not overlap(_days(found), _days(second)):
        desk.notes.append(f"{found.reference} and {second.reference} do not overlap on the days they have now.")
    desk.add(Coordination(assessment_id=found.id, other_id=second.id, agreed_on=agreed_on, note=note))
    return found.reference
