"""Reports as they arrive: each kept word for word with its file and what it says it covers, never changed (R52)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pma_assure.records.assessments import Assessment, AssessmentReport, ReportScope, ScopeItem
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Evidence
from pma_assure.rules.assessments import Covered, missing_live
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import (
    AssessmentKind,
    AssuranceStatus,
    Classification,
    Environment,
    OpinionKind,
    ReportKind,
    ServicePart,
)
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.assessment_scope import standing_items
from pma_assure.workflows.assessments import AssessmentRef, find_assessment
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.evidence import take_in
from pma_assure.workflows.parameters import FileGiven, line, plain, ref, rows, words


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportScopeGiven:
    """What a report says of one component. Without ``item`` the line of the scope with that name is meant."""

    component: Annotated[str, line("Component")]
    part: Annotated[ServicePart, plain("Part")]
    environment: Annotated[Environment, plain("Environment")]
    covered: Annotated[bool, plain("Covered")] = True
    why_not: Annotated[str, words("Why not")] = ""
    item: Annotated[str | None, ref("scope_item", label="Scope item")] = None


@deed(
    "assessment.record_report",
    "Take in a report",
    refuses=(
        "neither a file, nor evidence in this case, nor its words",
        "it was received before it was dated, or on a day ahead",
        "it names a line of another assessment's scope",
    ),
)
def record_report(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    kind: Annotated[ReportKind, plain("It is a")],
    dated: Annotated[date, plain("Dated")],
    received_on: Annotated[date, plain("Received on")],
    scope: Annotated[tuple[ReportScopeGiven, ...], rows("What it covers")] = (),
    file: Annotated[FileGiven | None, plain("File")] = None,
    evidence: Annotated[
        str | None, ref("evidence", label="Or evidence", help="Where its file was taken in before.")
    ] = None,
    words_given: Annotated[str, words("Word for word", "The conclusion as the assessor wrote it.")] = "",
    recommended_status: Annotated[AssuranceStatus | None, plain("Recommends the status")] = None,
    opinion: Annotated[
        OpinionKind | None, plain("Opinion", "Work that could not be done is an opinion of its own kind.")
    ] = None,
    classification: Annotated[Classification, plain("Classification")] = Classification.RESTRICTED,
) -> str:
    """Keep a report exactly as it arrived, with its file and what it says it covers; it is never changed.

    Whether it is taken as the draft or as the final one is another matter: a report on the wrong service is kept too.
    """
    found = find_assessment(desk, assessment)
    desk.not_ahead(received_on, field="received_on")
    if dated > received_on:
        raise Refused("It was received before it was dated; look at the days.", field="received_on")
    if file is None and evidence is None and not words_given.strip():
        raise Refused("Hand in the report's file, name the evidence that holds it, or write its words.", field="file")
    held = desk.all(AssessmentReport, assessment_id=found.id)
    number = 1 + len(held)
    kept = _file_of(desk, found, f"{label(kind)}, {found.title}"[:200], received_on, file, evidence, classification)
    report = desk.add(
        AssessmentReport(
            reference=f"{found.reference}/P{number}",
            assessment_id=found.id,
            number=number,
            kind=kind,
            dated=dated,
            received_on=received_on,
            evidence_id=None if kept is None else kept.id,
            recommended_status=recommended_status,
            opinion=opinion,
            words=words_given,
        )
    )
    desk.session.flush()
    _keep_scope(desk, found, report, scope)
    missing = missing_live(report_lines(desk, report))
    if found.kind == AssessmentKind.PRE_OPERATIONAL and missing:
        desk.notes.append(
            f"{report.reference} is kept as it arrived. It does not cover {' and '.join(missing)}: it cannot be the"
            f" final report (R52, paragraph {paragraph('R52')})."
        )
    return report.reference


def _file_of(
    desk: Desk,
    found: Assessment,
    title: str,
    received_on: date,
    file: FileGiven | None,
    evidence: str | None,
    classification: Classification,
) -> Evidence | None:
    if file is not None:
        source = "The assessor"
        if found.assessor_id is not None:
            source = desk.session.get_one(Organisation, found.assessor_id).name
        return take_in(
            desk,
            found.case_id,
            title=title,
            source=source,
            received_on=received_on,
            file=file,
            classification=classification,
            handling=None,
            verifiable=True,
        )
    if evidence is None:
        return None
    item = desk.find(Evidence, evidence, field="evidence")
    if item.case_id != found.case_id:
        raise Refused(f"{item.reference} belongs to another case than {found.reference}.", field="evidence")
    return item


def _keep_scope(desk: Desk, found: Assessment, report: AssessmentReport, given: tuple[ReportScopeGiven, ...]) -> None:
    items = standing_items(desk, found)
    for line_ in given:
        item = _item(desk, found, items, line_)
        if not line_.covered and not line_.why_not.strip():
            desk.notes.append(f"{report.reference} does not say why {line_.component} is not covered.")
        desk.add(
            ReportScope(
                report_id=report.id,
                scope_item_id=None if item is None else item.id,
                component=line_.component,
                part=line_.part,
                environment=line_.environment,
                covered=line_.covered,
                why_not=line_.why_not,
            )
        )
    desk.session.flush()


def _item(desk: Desk, found: Assessment, items: list[ScopeItem], given: ReportScopeGiven) -> ScopeItem | None:
    """The line of the scope that is meant: only in the environment the report speaks of, and no other."""
    if given.item is not None:
        named = desk.find(ScopeItem, given.item, field="scope")
        if named.assessment_id != found.id:
            raise Refused(f"{named.reference} is no line of the scope of {found.reference}.", field="scope")
        if named.environment != given.environment:
            desk.notes.append(
                f"{named.reference} is {label(named.environment).lower()}, and the report speaks of"
                f" {label(given.environment).lower()}: it does not cover the item."
            )
            return None
        return named
    same = [
        item
        for item in items
        if item.component.casefold() == given.component.casefold() and item.environment == given.environment
    ]
    return same[0] if len(same) == 1 else None


def report_lines(desk: Desk, report: AssessmentReport) -> list[Covered]:
    return [
        Covered(component=row.component, part=row.part, environment=row.environment, covered=row.covered)
        for row in desk.all(ReportScope, report_id=report.id, order_by=ReportScope.id)
    ]
