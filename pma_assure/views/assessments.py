"""The assessments of a case as its page shows them: scope, criteria, requests, caveats, reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from pma_assure.records.arrived_reports import arrived
from pma_assure.records.assessments import (
    Assessment,
    AssessmentCriterion,
    AssessmentReport,
    AssessmentText,
    Caveat,
    EvidenceRequest,
    ScopeItem,
    TeamMember,
)
from pma_assure.records.charges import Charge
from pma_assure.records.document_set import DocumentVersion, SetDocument
from pma_assure.records.fieldwork import FieldLine
from pma_assure.records.governance import Modification
from pma_assure.records.meetings import Decision
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Evidence
from pma_assure.records.people import Person
from pma_assure.records.reliance import RelianceDecision
from pma_assure.rules.assessment_reports import standings
from pma_assure.rules.assessments import APPROVED_VERSIONS
from pma_assure.rules.duties import Decided, stands
from pma_assure.rules.fieldwork import AT_WORK, Progress, progress
from pma_assure.rules.state_sets import OPEN_REQUESTS
from pma_assure.rules.vocabulary import AssessmentKind, AssessmentState
from pma_assure.rules.wording import pounds, short_day
from pma_assure.values.assessment_page import (
    ArrivedReport,
    AssessmentView,
    CaveatLine,
    ChargeLine,
    CriterionLine,
    RequestLine,
    ScopeLine,
)
from pma_assure.views import assessment_overlaps, assessment_steps
from pma_assure.views.duty_facts import decided_on, on_agenda
from pma_assure.views.record_assessments import scope_count

Assessor = aliased(Organisation)
Later = aliased(Assessment)


def of_case(session: Session, case_id: UUID, as_of: date) -> tuple[AssessmentView, ...]:
    """By reference; nothing where the case has none."""
    rows = session.execute(
        select(
            Assessment.id,
            Assessment.reference,
            Assessment.title,
            Assessment.kind,
            Assessment.state,
            Assessment.state_on,
            Assessment.planned_from,
            Assessment.planned_to,
            Assessment.notified_on,
            Assessment.begun_on,
            Assessment.response_due,
            Assessment.responded_on,
            Assessment.imported_on,
            Assessment.old_reference,
            Assessment.recommended_status,
            Assessment.opinion,
            Assessment.set_status,
            Assessment.concluded_on,
            Assessment.policy_clause,
            Assessment.final_report_id,
            AssessmentText.response,
            AssessmentText.fact_check,
            AssessmentText.fact_checked_on,
            AssessmentText.conclusion,
            AssessmentText.scope_limitation,
            Assessor.name.label("assessor"),
            SetDocument.short_name,
            DocumentVersion.label,
            Decision.reference.label("decision"),
            Later.reference.label("superseded_by"),
        )
        .join(AssessmentText, AssessmentText.assessment_id == Assessment.id)
        .outerjoin(Assessor, Assessor.id == Assessment.assessor_id)
        .outerjoin(DocumentVersion, DocumentVersion.id == Assessment.policy_version_id)
        .outerjoin(SetDocument, SetDocument.id == DocumentVersion.document_id)
        .outerjoin(Decision, Decision.id == Assessment.conclusion_decision_id)
        .outerjoin(Later, Later.id == Assessment.superseded_by_id)
        .where(Assessment.case_id == case_id)
        .order_by(Assessment.reference)
    ).all()
    if not rows:
        return ()
    pairs, agreed = assessment_overlaps.pairs(session), assessment_overlaps.agreed(session)
    decided, listed = _decided(session, rows), on_agenda(session, [row.id for row in rows])
    found = []
    for row in rows:
        view = replace(_view(session, row, pairs, agreed, as_of), listed=listed.get(row.id))
        found.append(replace(view, actions=assessment_steps.offered(view, stands(decided.get(row.id)))))
    return tuple(found)


def _decided(session: Session, rows: Sequence[Any]) -> dict[UUID, Decided]:
    """Assessment -> the decision that orders it or, under review, the one on its conclusion."""
    proposed = [row.id for row in rows if row.kind == AssessmentKind.AD_HOC and row.state == AssessmentState.PROPOSED]
    reviewed = [row.id for row in rows if row.state == AssessmentState.UNDER_REVIEW]
    return {
        **decided_on(session, "assessment order", proposed),
        **decided_on(session, "assessment", reviewed),
    }


def _view(
    session: Session, row: Any, pairs: tuple[tuple[str, str], ...], agreed: frozenset[tuple[str, str]], as_of: date
) -> AssessmentView:
    mine = [pair for pair in pairs if row.reference in pair]
    others = {pair: pair[1] if pair[0] == row.reference else pair[0] for pair in mine}
    sheet = _sheet(session, row.id)
    return AssessmentView(
        reference=row.reference,
        title=row.title,
        kind=row.kind.value,
        state=row.state.value,
        state_on=row.state_on,
        planned_from=row.planned_from,
        planned_to=row.planned_to,
        notified_on=row.notified_on,
        begun_on=row.begun_on,
        assessor=row.assessor,
        team=_team(session, row.id),
        policy=None if row.short_name is None else f"{row.short_name} {row.label}, clause {row.policy_clause}",
        response_due=row.response_due,
        responded_on=row.responded_on,
        response=row.response,
        fact_checked_on=row.fact_checked_on,
        fact_check=row.fact_check,
        imported_on=row.imported_on,
        old_reference=row.old_reference,
        recommended_status=_code(row.recommended_status),
        opinion=_code(row.opinion),
        set_status=_code(row.set_status),
        concluded_on=row.concluded_on,
        decision=row.decision,
        conclusion=row.conclusion,
        scope_limitation=row.scope_limitation,
        superseded_by=row.superseded_by,
        coverage=scope_count(session, row.id).sentence,
        fieldwork=sheet.sentence if sheet.clauses else "",
        has_sheet=bool(sheet.clauses) or row.state in AT_WORK,
        scope=_scope(session, row.id),
        criteria=_criteria(session, row.id),
        requests=_requests(session, row.id, as_of),
        caveats=_caveats(session, row.id, as_of),
        reports=_reports(session, row),
        overlaps=tuple(others[pair] for pair in mine if pair not in agreed),
        coordinated=tuple(others[pair] for pair in mine if pair in agreed),
        charge=_charge(session, row.id),
        listed=None,
        actions=(),
    )


def _team(session: Session, key: UUID) -> tuple[str, ...]:
    rows = session.execute(
        select(Person.name, TeamMember.initials, TeamMember.last_day)
        .join(Person, Person.id == TeamMember.person_id)
        .where(TeamMember.assessment_id == key)
        .order_by(TeamMember.id)
    )
    return tuple(
        f"{row.name} ({row.initials}{f', until {short_day(row.last_day)}' if row.last_day else ''})" for row in rows
    )


def _sheet(session: Session, key: UUID) -> Progress:
    """How far its sheet of field work is."""
    lines = select(FieldLine.result).where(FieldLine.assessment_id == key, FieldLine.withdrawn_on.is_(None))
    return progress(session.scalars(lines))


def _code(value: Any) -> str | None:
    return None if value is None else str(value.value)


def _late(due: date | None, as_of: date) -> int:
    return 0 if due is None else max(0, (as_of - due).days)


def _scope(session: Session, key: UUID) -> tuple[ScopeLine, ...]:
    rows = session.execute(
        select(
            ScopeItem.reference,
            ScopeItem.component,
            ScopeItem.environment,
            ScopeItem.coverage,
            ScopeItem.coverage_note,
            Organisation.name,
            RelianceDecision.reference.label("reliance"),
        )
        .outerjoin(Organisation, Organisation.id == ScopeItem.operated_by_id)
        .outerjoin(RelianceDecision, RelianceDecision.id == ScopeItem.reliance_id)
        .where(ScopeItem.assessment_id == key, ScopeItem.withdrawn_on.is_(None))
        .order_by(ScopeItem.number)
    )
    return tuple(
        ScopeLine(
            reference=row.reference,
            component=row.component,
            environment=row.environment.value,
            coverage=row.coverage.value,
            operated_by=row.name,
            note=row.coverage_note,
            reliance=row.reliance,
        )
        for row in rows
    )


def _criteria(session: Session, key: UUID) -> tuple[CriterionLine, ...]:
    rows = session.execute(
        select(SetDocument.short_name, DocumentVersion.label, DocumentVersion.state, AssessmentCriterion.reason)
        .join(DocumentVersion, DocumentVersion.id == AssessmentCriterion.document_version_id)
        .join(SetDocument, SetDocument.id == DocumentVersion.document_id)
        .where(AssessmentCriterion.assessment_id == key, AssessmentCriterion.withdrawn_on.is_(None))
        .order_by(SetDocument.short_name, DocumentVersion.label)
    )
    return tuple(
        CriterionLine(
            document=row.short_name, label=row.label, approved=row.state in APPROVED_VERSIONS, reason=row.reason
        )
        for row in rows
    )


def _requests(session: Session, key: UUID, as_of: date) -> tuple[RequestLine, ...]:
    rows = session.execute(
        select(
            EvidenceRequest.reference,
            EvidenceRequest.title,
            EvidenceRequest.kind,
            EvidenceRequest.state,
            EvidenceRequest.due,
            Organisation.name,
        )
        .outerjoin(Organisation, Organisation.id == EvidenceRequest.contractor_id)
        .where(EvidenceRequest.assessment_id == key)
        .order_by(EvidenceRequest.number)
    )
    return tuple(
        RequestLine(
            reference=row.reference,
            title=row.title,
            kind=row.kind.value,
            state=row.state.value,
            contractor=row.name,
            due=row.due,
            days_overdue=_late(row.due, as_of) if row.state in OPEN_REQUESTS else 0,
            waits=row.state in OPEN_REQUESTS,
        )
        for row in rows
    )


def _caveats(session: Session, key: UUID, as_of: date) -> tuple[CaveatLine, ...]:
    rows = session.execute(
        select(Caveat.reference, Caveat.words, Caveat.owner, Caveat.due, Caveat.met_on, Caveat.withdrawn_on)
        .where(Caveat.assessment_id == key)
        .order_by(Caveat.number)
    )
    return tuple(
        CaveatLine(
            reference=row.reference,
            words=row.words,
            owner=row.owner,
            due=row.due,
            met_on=row.met_on,
            withdrawn_on=row.withdrawn_on,
            days_overdue=0 if row.met_on or row.withdrawn_on else _late(row.due, as_of),
        )
        for row in rows
    )


def _charge(session: Session, key: UUID) -> ChargeLine | None:
    row = session.execute(
        select(
            Charge.reference,
            Charge.cost,
            Charge.basis,
            Charge.fault,
            Charge.recommended,
            Decision.reference.label("decision"),
            Modification.reference.label("modification"),
            Modification.limited_purpose,
        )
        .outerjoin(Decision, Decision.id == Charge.fault_decision_id)
        .outerjoin(Modification, Modification.id == Charge.modification_id)
        .where(Charge.assessment_id == key)
    ).first()
    if row is None:
        return None
    return ChargeLine(
        reference=row.reference,
        cost="" if row.cost is None else pounds(row.cost),
        basis=row.basis.value,
        fault=row.fault.value,
        recommended=_code(row.recommended),
        decision=row.decision,
        modification=row.modification,
        purpose=row.limited_purpose or "",
        actions=assessment_steps.of_charge(row.reference, known=row.cost is not None, fault=row.fault),
    )


def _reports(session: Session, one: Any) -> tuple[ArrivedReport, ...]:
    rows = session.execute(
        select(
            AssessmentReport.id,
            AssessmentReport.reference,
            AssessmentReport.kind,
            AssessmentReport.received_on,
            AssessmentReport.recommended_status,
            AssessmentReport.opinion,
            Evidence.reference.label("evidence"),
        )
        .outerjoin(Evidence, Evidence.id == AssessmentReport.evidence_id)
        .where(AssessmentReport.assessment_id == one.id)
        .order_by(AssessmentReport.number)
    ).all()
    came = arrived(session, one.id)
    sent_back = {each.reference for each in came if each.sent_back}
    stand = standings(
        came,
        final=next((row.reference for row in rows if row.id == one.final_report_id), None),
        state=one.state,
        state_on=one.state_on,
        facts_checked=one.fact_checked_on is not None,
    )
    return tuple(
        ArrivedReport(
            reference=row.reference,
            kind=row.kind.value,
            received_on=row.received_on,
            recommended_status=_code(row.recommended_status),
            opinion=_code(row.opinion),
            standing=stand[row.reference].value,
            sent_back=row.reference in sent_back,
            evidence=row.evidence,
        )
        for row in rows
    )
