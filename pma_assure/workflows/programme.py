"""A year of assessments at once: a case and an assessment for each participant, in one deed (R55, R57)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pma_assure.records.assessments import Assessment
from pma_assure.records.cases import Case, CaseText
from pma_assure.records.organisations import Organisation
from pma_assure.rules.assessments import Planned, months_of, overlap
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.state_sets import ENDED_ASSESSMENTS
from pma_assure.rules.vocabulary import AssessmentKind, AssessmentState, CaseState, Classification
from pma_assure.rules.wording import count, label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.assessment_plans import PolicyClause, PolicyRef, cite_policy, finish_plan, plan_under
from pma_assure.workflows.assessment_scope import CriterionGiven, put_criteria
from pma_assure.workflows.assessments import Rationale, assign, make, say_overlaps, text_of
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import line, plain, ref, refs, rows

KINDS_OF_A_YEAR = (AssessmentKind.ROUTINE,)
"""What is planned by the year: the others are ordered, come before live operation, or follow something."""

ONLY_PROPOSED = (
    "They are proposed and not planned: no clause of the Compliance Policy was named. Plan them with it before anybody"
    " is notified (R09, paragraphs 16 and 55)."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """One participant's assessment in the year, from the first day of a month to the last day of another."""

    organisation: Annotated[str, ref("organisation", label="Organisation")]
    month_from: Annotated[int, plain("From month", "1 to 12")]
    month_to: Annotated[int, plain("To month", "1 to 12")]
    assessor: Annotated[str | None, ref("organisation", label="Assessor")] = None
    criteria: Annotated[str, line("Criteria", "Documents in their versions: RAPP 2.1; CPS 1.0. Empty: set later.")] = ""


@deed(
    "assessment.plan_year",
    "Plan a year of assessments",
    refuses=(
        "a row without months in their order, or with criteria that cannot be read: it is named, and none is made",
        "an organisation with a routine assessment in those months already",
        "planned, not only proposed: no Compliance Policy in force or no rationale (R09, R57)",
    ),
)
def plan_year(
    desk: Desk,
    *,
    year: Annotated[int, plain("Year")],
    programme: Annotated[tuple[YearRow, ...], rows("Programme")],
    policy_clause: Annotated[
        str | None, line("Clause of the Compliance Policy", "Empty: the assessments are proposed, and planned later.")
    ] = None,
    policy: PolicyRef = None,
    rationale: Rationale = "",
    scheme: Annotated[str | None, ref("scheme", label="Under the scheme")] = None,
) -> str | None:
    """Propose or plan the routine assessments of a year, each in a case of its own; all of them, or none (R55, R57)."""
    if not 1990 < year < 2200:
        raise Refused(f"{year} is no year this register can mean.", field="year")
    if not programme:
        raise Refused("Enter at least one row.", field="programme")
    made: list[Assessment] = []
    for number, row in enumerate(programme, 1):
        try:
            made.append(_make_row(desk, year, row, scheme, rationale))
            if policy_clause:
                _plan_row(desk, made[-1], policy, policy_clause)
            else:
                say_overlaps(desk, made[-1])
        except Refused as refused:
            raise Refused(
                f"Row {number}, {row.organisation[:60]}: {refused.sentence.rstrip('.')}. Nothing was made.",
                rule=refused.rule,
                paragraph=refused.paragraph,
                field="programme",
            ) from refused
    said = label(made[0].state).lower()
    only = "" if policy_clause else f" {ONLY_PROPOSED}"
    desk.notes.append(f"{count(len(made), 'assessment')} {said} for {year}, each in a case of its own.{only}")
    return made[0].reference


@deed(
    "assessment.plan_many",
    "Plan several assessments",
    refuses=(
        "one that cannot be planned: it is named, and none is",
        "no version of the Compliance Policy is in force, or its clause is not named (R09, paragraphs 16 and 55)",
        "no rationale of frequency and scope (R57, paragraph 76)",
    ),
)
def plan_many(
    desk: Desk,
    *,
    assessments: Annotated[tuple[str, ...], refs("assessment", label="Assessments")],
    policy_clause: PolicyClause,
    rationale: Rationale = "",
    month_from: Annotated[int | None, plain("From month", "1 to 12. Empty: the days that were proposed.")] = None,
    month_to: Annotated[int | None, plain("To month", "1 to 12. Empty: the same month.")] = None,
    assessor: Annotated[str | None, ref("organisation", label="Assessor", help="Empty: who is named already.")] = None,
    scheme: Annotated[str | None, ref("scheme", label="Under the scheme")] = None,
    criteria: Annotated[
        str, line("Criteria", "Documents in their versions: RAPP 2.1; CPS 1.0. Empty: as they are.")
    ] = "",
    policy: PolicyRef = None,
) -> str:
    """Plan assessments that were proposed or put off, under one clause; all of them, or none (R09, R57)."""
    asked = tuple(dict.fromkeys(one.strip().upper() for one in assessments if one.strip()))
    if not asked:
        raise Refused("Choose the assessments.", field="assessments")
    if month_from is None and month_to is not None:
        raise Refused("Say from which month.", field="month_from")
    last = month_from if month_to is None else month_to
    if month_from is not None and last is not None and not 1 <= month_from <= last <= 12:
        raise Refused(f"Months {month_from} to {last} are none of a year, or out of order.", field="month_to")
    for reference in asked:
        found = desk.find(Assessment, reference, field="assessments")
        try:
            desk.step(found, AssessmentState.PLANNED, kind="assessment", deed="assessment.plan_many")
            if month_from is not None and last is not None:
                found.planned_from, found.planned_to = months_of(_year_of(found, desk.day), month_from, last)
            if assessor is not None:
                assign(desk, found, assessor, scheme)
            if criteria.strip():
                put_criteria(desk, found, _criteria(criteria))
            plan_under(desk, found, policy, policy_clause, rationale=rationale)
        except Refused as refused:
            field = refused.field if refused.field in ("policy_clause", "policy", "rationale") else "assessments"
            said = refused.sentence if reference in refused.sentence else f"{reference}: {refused.sentence}"
            raise Refused(
                f"{said.rstrip('.')}. None was planned.",
                rule=refused.rule,
                paragraph=refused.paragraph,
                field=field,
            ) from refused
    desk.notes.append(f"{count(len(asked), 'assessment')} planned under clause {policy_clause.strip()}.")
    return asked[0]


def _year_of(found: Assessment, today: date) -> int:
    """The year an assessment was proposed for; without one, the year that runs."""
    return found.planned_from.year if found.planned_from is not None else today.year


def _make_row(desk: Desk, year: int, row: YearRow, scheme: str | None, rationale: str) -> Assessment:
    about = desk.find(Organisation, row.organisation, field="programme")
    if about.withdrawn_on is not None:
        raise Refused(f"{about.name} was taken out of use: {about.withdrawn_reason}", field="programme")
    if not 1 <= row.month_from <= row.month_to <= 12:
        raise Refused(f"months {row.month_from} to {row.month_to} are none of a year, or out of order.")
    days = months_of(year, row.month_from, row.month_to)
    _not_twice(desk, about, days)
    folder = desk.add(
        Case(
            reference=desk.allot("CASE", desk.day.year),
            title=f"{about.name}: assurance {year}"[:200],
            organisation_id=about.id,
            owner_id=desk.acting.person_id,
            opened_on=desk.day,
            classification=Classification.RESTRICTED,
            state=CaseState.OPEN,
        )
    )
    desk.session.flush()
    desk.add(CaseText(case_id=folder.id, summary=f"Routine assessment in the programme of {year}."))
    made = make(
        desk,
        folder,
        title=f"Routine assessment of {about.name} {year}"[:200],
        kind=AssessmentKind.ROUTINE,
        days=days,
        texts={"rationale": rationale},
    )
    if row.assessor is not None:
        assign(desk, made, row.assessor, scheme)
    if row.criteria.strip():
        put_criteria(desk, made, _criteria(row.criteria))
    return made


def _not_twice(desk: Desk, about: Organisation, days: tuple[date, date]) -> None:
    """A programme entered twice by mistake would notify each participant twice."""
    desk.session.flush()
    wanted = Planned(reference="", organisation=str(about.id), first_day=days[0], last_day=days[1])
    for held in desk.all(Assessment, Assessment.state.not_in(ENDED_ASSESSMENTS), organisation_id=about.id):
        there = Planned(
            reference=held.reference,
            organisation=str(about.id),
            first_day=held.planned_from,
            last_day=held.planned_to,
        )
        if held.kind in KINDS_OF_A_YEAR and overlap(wanted, there):
            raise Refused(
                f"{held.reference} is a routine assessment of it in those months already. Leave the row out.",
                rule="R55",
                paragraph=paragraph("R55"),
            )


def _criteria(text: str) -> tuple[CriterionGiven, ...]:
    """ "RAPP 2.1; CPS 1.0" as documents in their versions."""
    given = []
    for one in text.replace(",", ";").split(";"):
        if not one.strip():
            continue
        name, _, version = one.strip().rpartition(" ")
        if not name.strip():
            raise Refused(f"“{one.strip()[:40]}” names no document in a version; write RAPP 2.1.")
        given.append(CriterionGiven(document=name.strip(), version_label=version))
    return tuple(given)


def _plan_row(desk: Desk, made: Assessment, policy: str | None, clause: str) -> None:
    desk.step(made, AssessmentState.PLANNED, kind="assessment", deed="assessment.plan_year")
    cite_policy(desk, made, policy, clause)
    finish_plan(desk, made, text_of(desk, made))
