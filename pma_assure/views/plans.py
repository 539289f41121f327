"""Remediation plans as a case page shows them: versions, answers, milestones with their clocks, Panel outcomes."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records import contents, document_values
from pma_assure.records.cases import Finding, PanelOutcome
from pma_assure.records.document_set import Requirement
from pma_assure.records.meetings import Decision, DecisionText
from pma_assure.records.papers import Advice, AdviceVersion
from pma_assure.records.people import Person
from pma_assure.records.plans import (
    CompletionReport,
    Extension,
    MilestoneText,
    Plan,
    PlanPart,
    PlanRequirement,
    PlanVersion,
    ProposedMilestone,
    RequirementReview,
)
from pma_assure.rules.calendar import is_weekend
from pma_assure.rules.deadlines import plan_health
from pma_assure.rules.fingerprint import canonical
from pma_assure.rules.vocabulary import PlanVersionState
from pma_assure.values.case_page import (
    ExtensionLine,
    MilestoneView,
    OutcomeLine,
    PartView,
    PlanVersionView,
    PlanView,
    ProposedMilestoneView,
    ReportLine,
)
from pma_assure.values.documents import Changed
from pma_assure.values.outcome import Because
from pma_assure.views import clocks


def of_case(session: Session, case_id: UUID, as_of: date) -> tuple[PlanView, ...]:
    """The plans of a case."""
    rows = session.execute(
        select(
            Plan.id,
            Plan.reference,
            Plan.title,
            Plan.state,
            Plan.required_on,
            Plan.submit_by,
            Plan.resubmit_by,
            Plan.approved_version,
            Plan.outcome_id,
            Plan.version,
        )
        .where(Plan.case_id == case_id)
        .order_by(Plan.reference)
    ).all()
    running = clocks.of_plans(session, as_of, [row.id for row in rows])
    views = []
    for row in rows:
        milestones = running.get(row.id, [])
        health = plan_health(clock for _, clock in milestones)
        views.append(
            PlanView(
                reference=row.reference,
                title=row.title,
                state=row.state.value,
                required_on=row.required_on,
                submit_by=row.submit_by,
                resubmit_by=row.resubmit_by,
                approved_version=row.approved_version,
                versions=_versions(session, row),
                milestones=tuple(_milestone(session, milestone, clock) for milestone, clock in milestones),
                outcomes=_outcomes(session, row),
                health=health.sentence,
                overdue=health.overdue_count,
                version=row.version,
            )
        )
    return tuple(views)


def _outcomes(session: Session, plan: Any) -> tuple[OutcomeLine, ...]:
    rows = session.execute(
        select(
            PanelOutcome.reference,
            PanelOutcome.kind,
            PanelOutcome.decided_on,
            PanelOutcome.source,
            PanelOutcome.words,
            PanelOutcome.differs_from_advice,
        )
        .where((PanelOutcome.plan_id == plan.id) | (PanelOutcome.id == plan.outcome_id))
        .order_by(PanelOutcome.decided_on, PanelOutcome.reference)
    )
    return tuple(
        OutcomeLine(
            reference=row.reference,
            kind=row.kind.value,
            decided_on=row.decided_on,
            source=row.source,
            words=row.words,
            differs_from_advice=row.differs_from_advice,
        )
        for row in rows
    )


def _versions(session: Session, plan: Any) -> tuple[PlanVersionView, ...]:
    rows = session.execute(
        select(
            PlanVersion.id,
            PlanVersion.reference,
            PlanVersion.number,
            PlanVersion.title,
            PlanVersion.state,
            PlanVersion.submitted_on,
        )
        .where(PlanVersion.plan_id == plan.id)
        .order_by(PlanVersion.number)
    ).all()
    advised = _advised(session, [row.id for row in rows])
    views = []
    for row in rows:
        due = plan.submit_by if row.number == 1 else plan.resubmit_by
        advice, view, changed = advised.get(row.id, (None, None, None))
        views.append(
            PlanVersionView(
                reference=row.reference,
                number=row.number,
                title=row.title,
                state=row.state.value,
                submitted_on=row.submitted_on,
                late_days=0 if row.submitted_on is None or due is None else max(0, (row.submitted_on - due).days),
                parts=_parts(session, row.id),
                milestones=_proposed(session, row.id),
                answers=document_values.requirement_lines(session, plan.id, row.id),
                unanswered=() if row.state == PlanVersionState.DRAFT else _unanswered(session, plan.id, row.id),
                changes=document_values.version_changes(session, plan.id, row.number),
                advised=view,
                advice=advice,
                changed_since_decision=changed,
            )
        )
    return tuple(views)


def _parts(session: Session, key: UUID) -> tuple[PartView, ...]:
    rows = session.execute(
        select(PlanPart.position, PlanPart.heading, PlanPart.text)
        .where(PlanPart.plan_version_id == key, PlanPart.withdrawn.is_(False))
        .order_by(PlanPart.position)
    )
    return tuple(PartView(position=row.position, heading=row.heading, text=row.text) for row in rows)


def _proposed(session: Session, key: UUID) -> tuple[ProposedMilestoneView, ...]:
    rows = session.execute(
        select(
            ProposedMilestone.number,
            ProposedMilestone.title,
            ProposedMilestone.owner,
            ProposedMilestone.due,
            ProposedMilestone.criterion,
            Finding.reference,
        )
        .outerjoin(Finding, Finding.id == ProposedMilestone.finding_id)
        .where(ProposedMilestone.plan_version_id == key, ProposedMilestone.withdrawn.is_(False))
        .order_by(ProposedMilestone.number)
    )
    return tuple(
        ProposedMilestoneView(
            number=row.number,
            title=row.title,
            owner=row.owner,
            due=row.due,
            criterion=row.criterion,
            weekend=is_weekend(row.due),
            finding=row.reference,
        )
        for row in rows
    )


def _unanswered(session: Session, plan_id: UUID, version_id: UUID) -> tuple[str, ...]:
    answered = select(RequirementReview.requirement_id).where(RequirementReview.plan_version_id == version_id)
    return tuple(
        session.scalars(
            select(Requirement.reference)
            .join(PlanRequirement, PlanRequirement.requirement_id == Requirement.id)
            .where(PlanRequirement.plan_id == plan_id, Requirement.id.not_in(answered))
            .order_by(Requirement.reference)
        )
    )


def _advised(session: Session, keys: list[UUID]) -> dict[UUID, tuple[str, str | None, str | None]]:
    """version key -> (advice, its view once issued, the sentence when its draft changed since a decision)."""
    found: dict[UUID, tuple[str, str | None, str | None]] = {}
    rows = session.execute(
        select(
            Advice.reference,
            AdviceVersion.id,
            AdviceVersion.plan_version_id,
            AdviceVersion.view,
            AdviceVersion.issued_on,
        )
        .join(Advice, Advice.id == AdviceVersion.advice_id)
        .where(AdviceVersion.plan_version_id.in_(keys), AdviceVersion.milestone_id.is_(None))
        .order_by(AdviceVersion.reference)
    )
    for row in rows:
        view = row.view.value if row.issued_on is not None and row.view is not None else None
        changed = changed_since_decision(session, "advice", row.id) if row.issued_on is None else None
        found[row.plan_version_id] = (row.reference, view, changed)
    return found


def decision_changes(session: Session, kind: str | None, key: UUID | None) -> tuple[str, tuple[Changed, ...]] | None:
    """(decision, differences) between what the newest decision froze and what stands now; None without one."""
    if kind is None or key is None:
        return None
    row = session.execute(
        select(Decision.reference, DecisionText.frozen_copy)
        .join(DecisionText, DecisionText.decision_id == Decision.id)
        .where(Decision.subject_id == key, Decision.subject_kind == kind)
        .order_by(Decision.decided_at.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    frozen = json.loads(row.frozen_copy)
    now = json.loads(canonical(contents.content_beside(session, kind, key, frozen)))
    return row.reference, document_values.content_changes(frozen, now)


def changed_since_decision(session: Session, kind: str, key: UUID) -> str | None:
    """The sentence for "changed since the decision", None when nothing changed or nothing was decided."""
    found = decision_changes(session, kind, key)
    if found is None or not found[1]:
        return None
    places = ", ".join(change.where for change in found[1][:3])
    more = f" and {len(found[1]) - 3} more" if len(found[1]) > 3 else ""
    return f"Changed since {found[0]}: {places}{more}."


def _milestone(session: Session, row: Any, clock: Any) -> MilestoneView:
    criterion = session.execute(
        select(MilestoneText.criterion).where(MilestoneText.milestone_id == row.id)
    ).scalar_one()
    verifier = None
    if row.verified_by_id is not None:
        verifier = session.execute(select(Person.name).where(Person.id == row.verified_by_id)).scalar_one()
    finding = None
    if row.finding_id is not None:
        finding = session.execute(select(Finding.reference).where(Finding.id == row.finding_id)).scalar_one()
    slipped = Because(
        what="Slippage",
        value=f"{clock.slippage} days",
        rule=clock.because.rule,
        paragraph=clock.because.paragraph,
        inputs=(("first due date", row.baseline_due.isoformat()), ("current due date", clock.current_due.isoformat())),
    )
    return MilestoneView(
        reference=row.reference,
        number=row.number,
        title=row.title,
        criterion=criterion,
        owner=row.owner,
        state=row.state.value,
        baseline_due=row.baseline_due,
        current_due=clock.current_due,
        weekend=is_weekend(clock.current_due),
        due_state="provisional" if clock.provisional else clock.state_of_due.state,
        days_overdue=clock.days_overdue,
        slippage=clock.slippage,
        history=tuple(spell.sentence for spell in clock.overdue_history),
        reported_on=row.reported_on,
        verified_on=row.verified_on,
        verified_by=verifier,
        extensions=_extensions(session, row.id),
        reports=_reports(session, row.id),
        evidence=document_values.evidence_lines(session, record_ids=[row.id]),
        finding=finding,
        because=(clock.because, slipped),
        version=row.version,
    )


def _extensions(session: Session, key: UUID) -> tuple[ExtensionLine, ...]:
    rows = session.execute(
        select(
            Extension.number,
            Extension.from_due,
            Extension.to_due,
            Extension.decided_on,
            Extension.reason,
            AdviceVersion.reference.label("advice"),
            PanelOutcome.source,
        )
        .join(PanelOutcome, PanelOutcome.id == Extension.outcome_id)
        .outerjoin(AdviceVersion, AdviceVersion.id == Extension.advice_version_id)
        .where(Extension.milestone_id == key)
        .order_by(Extension.number)
    )
    return tuple(
        ExtensionLine(
            number=row.number,
            from_due=row.from_due,
            to_due=row.to_due,
            decided_on=row.decided_on,
            reason=row.reason,
            advice=row.advice,
            panel=row.source,
            regular=row.advice is not None,
        )
        for row in rows
    )


def _reports(session: Session, key: UUID) -> tuple[ReportLine, ...]:
    rows = session.execute(
        select(CompletionReport, Person.name)
        .outerjoin(Person, Person.id == CompletionReport.decided_by_id)
        .where(CompletionReport.milestone_id == key)
        .order_by(CompletionReport.number)
    )
    return tuple(
        ReportLine(
            number=row.number,
            reported_on=row.reported_on,
            result=row.result.value,
            decided_on=row.decided_on,
            decided_by=name,
            statement=row.statement,
            reason=row.reason,
        )
        for row, name in rows
    )
