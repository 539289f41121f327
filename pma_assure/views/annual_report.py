"""The annual report to the Panel, read from the register: assessments, findings, recurrences (R13, paragraph 53).

It stands as at the last day it speaks of: what is dated later is left out, and clocks are those of that day. Where a
record keeps only its present state and came to it later, the report says since when.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from pma_assure.records import document_values
from pma_assure.records.assessments import Assessment, AssessmentReport, Caveat
from pma_assure.records.cases import Case, Finding
from pma_assure.records.document_set import DocumentVersion, Requirement, SetDocument
from pma_assure.records.meetings import Decision
from pma_assure.records.organisations import Organisation
from pma_assure.register.register import Register
from pma_assure.rules.annual_report import MARKED, middle, reported_days, shown_name
from pma_assure.rules.finding_clock import FindingClock
from pma_assure.rules.findings import weight_of
from pma_assure.rules.state_sets import ENDED_ASSESSMENTS, ENDED_FINDINGS
from pma_assure.rules.vocabulary import Classification, FindingClass, FindingState
from pma_assure.values.annual_report import (
    AnnualReport,
    AssessmentInYear,
    ClassInYear,
    OpenFinding,
    RecurrenceInYear,
)
from pma_assure.views import annual_report_remedies, finding_clocks

Assessor = aliased(Organisation)
Settling = aliased(Decision)


def of(register: Register, year: int, as_of: date) -> AnnualReport:
    """The report of ``year``, drawn up on ``as_of``. Refused for a year that has not begun."""
    first, until = reported_days(year, as_of)
    with register.reading() as session:
        findings = _findings(session, until)
        head, entries = document_values.audit_head(session)
        return AnnualReport(
            year=year,
            first=first,
            until=until,
            as_of=as_of,
            assessments=_assessments(session, first, until),
            classes=_classes(findings, first),
            open_findings=tuple(
                OpenFinding(finding_class=one.weight.value, identified_on=one.row.identified_on)
                for one in findings
                if one.running
            ),
            recurrences=_recurrences(session, findings, first),
            remedies=annual_report_remedies.remedies(session, first, until),
            plans=annual_report_remedies.plans(session, first, until),
            extensions=annual_report_remedies.extensions(session, first, until),
            marked=_marked(session, until),
            audit_head=head,
            audit_entries=entries,
        )


def _marked(session: Session, until: date) -> int:
    """How many cases are counted and not named."""
    return session.execute(
        select(func.count()).select_from(Case).where(Case.classification.in_(MARKED), Case.opened_on <= until)
    ).scalar_one()


# --- assessments ----------------------------------------------------------------------------------------------------


def _assessments(session: Session, first: date, until: date) -> tuple[AssessmentInYear, ...]:
    """What was planned into the year, at work in it or concluded in it, whatever became of it."""
    at_work = or_(
        and_(Assessment.planned_from <= until, Assessment.planned_to >= first),
        Assessment.begun_on.between(first, until),
        Assessment.concluded_on.between(first, until),
        and_(Assessment.notified_on <= until, Assessment.state.not_in(ENDED_ASSESSMENTS)),
        and_(Assessment.begun_on <= until, Assessment.concluded_on > until),
    )
    rows = session.execute(
        select(
            Assessment.id,
            Assessment.reference,
            Assessment.kind,
            Assessment.state,
            Assessment.state_on,
            Assessment.recommended_status,
            Assessment.set_status,
            Assessment.concluded_on,
            Organisation.name.label("participant"),
            Assessor.name.label("assessor"),
            AssessmentReport.received_on,
            Case.classification,
        )
        .join(Organisation, Organisation.id == Assessment.organisation_id)
        .join(Case, Case.id == Assessment.case_id)
        .outerjoin(Assessor, Assessor.id == Assessment.assessor_id)
        .outerjoin(AssessmentReport, AssessmentReport.id == Assessment.final_report_id)
        .where(at_work)
        .order_by(Assessment.reference)
    ).all()
    caveats = _caveats(session, until)
    return tuple(_assessment(row, caveats[row.id], until) for row in rows)


def _assessment(row: Any, caveats: tuple[int, int], until: date) -> AssessmentInYear:
    reported = row.received_on if row.received_on is not None and row.received_on <= until else None
    concluded = row.concluded_on if row.concluded_on is not None and row.concluded_on <= until else None
    return AssessmentInYear(
        reference=row.reference,
        participant=shown_name(row.participant, row.classification),
        assessor=shown_name(row.assessor or "", row.classification) if row.assessor else "",
        kind=row.kind.value,
        state=row.state.value,
        state_since=later(row.state_on, until),
        report_received=reported,
        recommended=None if reported is None or row.recommended_status is None else row.recommended_status.value,
        set_status=None if concluded is None or row.set_status is None else row.set_status.value,
        concluded_on=concluded,
        caveats_open=caveats[0],
        caveats_overdue=caveats[1],
    )


def later(on: date, until: date) -> date | None:
    """``on`` where it is after the day reported on: the state it is the first day of is not that day's."""
    return on if on > until else None


def _caveats(session: Session, until: date) -> dict[UUID, tuple[int, int]]:
    """Assessment -> (caveats not met on the day, of these overdue)."""
    found: dict[UUID, tuple[int, int]] = defaultdict(lambda: (0, 0))
    rows = session.execute(
        select(Caveat.assessment_id, Caveat.due)
        .join(Assessment, Assessment.id == Caveat.assessment_id)
        .where(
            Assessment.concluded_on <= until,
            or_(Caveat.met_on.is_(None), Caveat.met_on > until),
            or_(Caveat.withdrawn_on.is_(None), Caveat.withdrawn_on > until),
        )
    )
    for row in rows:
        standing, late = found[row.assessment_id]
        found[row.assessment_id] = (standing + 1, late + (row.due is not None and row.due < until))
    return found


# --- findings -------------------------------------------------------------------------------------------------------


class _Counted(NamedTuple):
    """A finding as the report counts it; ``ended`` is the day it was closed by the day reported on."""

    row: Any
    weight: FindingClass
    clock: FindingClock
    closed_on: date | None
    running: bool


def _findings(session: Session, until: date) -> list[_Counted]:
    """Every finding that was known on the day, but the assessors' drafts and what was discarded of them."""
    rows = session.execute(
        select(
            Finding.id,
            Finding.reference,
            Finding.case_id,
            Finding.finding_class,
            Finding.pma_class,
            Finding.state,
            Finding.identified_on,
            Finding.closed_on,
            Finding.recurrence_of_id,
            Finding.requirement_id,
            Settling.decided_on.label("settled_on"),
        )
        .outerjoin(Settling, Settling.id == Finding.settling_decision_id)
        .where(
            Finding.identified_on <= until,
            Finding.state.not_in((FindingState.DRAFT, FindingState.DISCARDED)),
        )
        .order_by(Finding.reference)
    ).all()
    clocks = finding_clocks.of(session, until, [row.id for row in rows])
    return [_counted(row, clocks[row.id], until) for row in rows]


def _counted(row: Any, clock: FindingClock, until: date) -> _Counted:
    ended = row.state in ENDED_FINDINGS
    on = row.closed_on if row.state == FindingState.CLOSED else row.settled_on
    if ended and on is not None and on > until:
        ended = False
    closed = row.closed_on if ended and row.state == FindingState.CLOSED else None
    return _Counted(row, weight_of(row.finding_class, row.pma_class), clock, closed, not ended)


def _classes(findings: list[_Counted], first: date) -> tuple[ClassInYear, ...]:
    return tuple(_class(each, [one for one in findings if one.weight == each], first) for each in FindingClass)


def _class(weight: FindingClass, findings: list[_Counted], first: date) -> ClassInYear:
    closed = [one for one in findings if one.closed_on is not None and one.closed_on >= first]
    dated = [one for one in closed if one.clock.current_due is not None]
    late = sum(one.clock.closed_late_days is not None for one in dated)
    days = [((one.clock.met_on or one.closed_on) - one.row.identified_on).days for one in closed]
    overdue = [one.clock.days_overdue for one in findings if one.running and one.clock.days_overdue]
    return ClassInYear(
        finding_class=weight.value,
        raised=sum(one.row.identified_on >= first for one in findings),
        closed=len(closed),
        closed_on_time=len(dated) - late,
        closed_late=late,
        middle_days=middle(days),
        longest_days=max(days, default=None),
        open=sum(one.running for one in findings),
        overdue=len(overdue),
        worst_days=max(overdue, default=0),
    )


def _recurrences(session: Session, findings: list[_Counted], first: date) -> tuple[RecurrenceInYear, ...]:
    repeating = [
        one
        for one in findings
        if one.row.recurrence_of_id is not None and (one.running or one.row.identified_on >= first)
    ]
    if not repeating:
        return ()
    earlier = {
        row.id: row
        for row in session.execute(
            select(Finding.id, Finding.reference, Finding.closed_on).where(
                Finding.id.in_([one.row.recurrence_of_id for one in repeating])
            )
        )
    }
    about = {
        row.id: row
        for row in session.execute(
            select(Case.id, Case.classification, Organisation.name)
            .join(Organisation, Organisation.id == Case.organisation_id)
            .where(Case.id.in_([one.row.case_id for one in repeating]))
        )
    }
    clauses = _clauses(session, (one.row.requirement_id for one in repeating))
    return tuple(_recurrence(one, earlier, about[one.row.case_id], clauses) for one in repeating)


def _recurrence(one: _Counted, earlier: dict[UUID, Any], case: Any, clauses: dict[UUID, str]) -> RecurrenceInYear:
    before = earlier[one.row.recurrence_of_id]
    classification: Classification = case.classification
    return RecurrenceInYear(
        reference=one.row.reference,
        participant=shown_name(case.name, classification),
        requirement=shown_name(clauses.get(one.row.requirement_id, ""), classification),
        finding_class=one.weight.value,
        identified_on=one.row.identified_on,
        repeats=before.reference,
        # Closed anew after it came back is no closing before it.
        closed_before=before.closed_on
        if before.closed_on is not None and before.closed_on <= one.row.identified_on
        else None,
    )


def _clauses(session: Session, keys: Iterable[UUID | None]) -> dict[UUID, str]:
    """Requirement -> "RAPP 2.0, 5.2"."""
    rows = session.execute(
        select(Requirement.id, Requirement.clause, DocumentVersion.label, SetDocument.short_name)
        .join(DocumentVersion, DocumentVersion.id == Requirement.document_version_id)
        .join(SetDocument, SetDocument.id == DocumentVersion.document_id)
        .where(Requirement.id.in_([key for key in keys if key is not None]))
    )
    return {row.id: f"{row.short_name} {row.label}, {row.clause}" for row in rows}
