"""The lists of what stands in cases: plans, milestones, advice, extracts, evidence."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, literal, select

from pma_assure.records.cases import BreachConsideration, Case, Finding
from pma_assure.records.extracts import Extract, ExtractVersion, Passage
from pma_assure.records.house import IrregularFact
from pma_assure.records.meetings import Decision
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Advice, AdviceVersion, Evidence
from pma_assure.records.people import Person
from pma_assure.records.plans import Milestone, Plan, PlanVersion
from pma_assure.rules.vocabulary import (
    Disposition,
    ExtractState,
    FindingState,
    MilestoneState,
    PlanState,
)
from pma_assure.views.list_kind import ListKind, of_a_case, through_a_case

RUNNING = (MilestoneState.NOT_STARTED, MilestoneState.IN_PROGRESS)
SETTLED_FINDING = (FindingState.CLOSED, FindingState.WITHDRAWN, FindingState.NOTED, FindingState.DISCARDED)


def cases(as_of: date) -> ListKind:
    open_findings = (
        select(func.count())
        .where(Finding.case_id == Case.id, Finding.state.not_in((*SETTLED_FINDING, FindingState.DRAFT)))
        .correlate(Case)
        .scalar_subquery()
    )
    return ListKind(
        key=Case.id,
        fields={
            "reference": Case.reference,
            "title": Case.title,
            "state": Case.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "category": Organisation.category,
            "case": Case.reference,
            "classification": Case.classification,
            "owner": Person.reference,
            "opened_on": Case.opened_on,
            "closed_on": Case.closed_on,
            "open_findings": open_findings,
        },
        joined=lambda chosen: (
            chosen.select_from(Case)
            .outerjoin(Organisation, Organisation.id == Case.organisation_id)
            .outerjoin(Person, Person.id == Case.owner_id)
        ),
        shown=(
            ("reference", "Reference", 15),
            ("title", "Title", 44),
            ("organisation_name", "Organisation", 26),
            ("state", "State", 10),
            ("opened_on", "Opened", 12),
            ("open_findings", "Open findings", 8),
        ),
        words=("reference", "title", "organisation_name"),
    )


def advice(as_of: date) -> ListKind:
    newest = and_(AdviceVersion.advice_id == Advice.id, AdviceVersion.label == Advice.label)
    return ListKind(
        key=Advice.id,
        fields={
            "reference": Advice.reference,
            "title": Advice.title,
            "state": Advice.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "purpose": Advice.purpose,
            "label": Advice.label,
            "plan": Plan.reference,
            "plan_version": PlanVersion.number,
            "breach": BreachConsideration.reference,
            "view": AdviceVersion.view,
            "breach_view": AdviceVersion.breach_view,
            "classification": AdviceVersion.classification,
            "decision": Decision.reference,
            "issued_on": AdviceVersion.issued_on,
        },
        joined=lambda chosen: (
            of_a_case(chosen, Advice)
            .outerjoin(AdviceVersion, newest)
            .outerjoin(Plan, Plan.id == Advice.plan_id)
            .outerjoin(BreachConsideration, BreachConsideration.id == Advice.breach_id)
            .outerjoin(PlanVersion, PlanVersion.id == AdviceVersion.plan_version_id)
            .outerjoin(Decision, Decision.id == AdviceVersion.decision_id)
        ),
        shown=(
            ("reference", "Reference", 14),
            ("label", "Version", 7),
            ("title", "Title", 44),
            ("state", "State", 12),
            ("view", "View of the PMA", 26),
            ("breach_view", "View on a breach", 26),
            ("plan", "Plan", 15),
            ("case", "Case", 15),
            ("organisation_name", "Organisation", 26),
            ("issued_on", "Issued", 12),
        ),
        words=("reference", "title", "organisation_name", "case", "plan"),
        through=(through_a_case(Advice),),
    )


def plans(as_of: date) -> ListKind:
    next_milestone = (
        select(func.min(Milestone.current_due))
        .where(Milestone.plan_id == Plan.id, Milestone.state.in_(RUNNING))
        .correlate(Plan)
        .scalar_subquery()
    )
    due = case(
        (Plan.state == PlanState.REQUIRED, Plan.submit_by),
        (Plan.state == PlanState.RETURNED, Plan.resubmit_by),
        (Plan.state.in_((PlanState.APPROVED, PlanState.VARIATION_PROPOSED)), next_milestone),
        else_=None,
    )
    return ListKind(
        key=Plan.id,
        fields={
            "reference": Plan.reference,
            "title": Plan.title,
            "state": Plan.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "due": due,
            "required_on": Plan.required_on,
            "submit_by": Plan.submit_by,
            "resubmit_by": Plan.resubmit_by,
            "state_on": Plan.state_on,
            "submitted_version": Plan.submitted_version,
            "approved_version": Plan.approved_version,
            "completion_reported_on": Plan.completion_reported_on,
            "verified_on": Plan.verified_on,
            "closed_on": Plan.closed_on,
        },
        joined=lambda chosen: (
            chosen.select_from(Plan)
            .outerjoin(Case, Case.id == Plan.case_id)
            .outerjoin(Organisation, Organisation.id == Plan.organisation_id)
        ),
        shown=(
            ("reference", "Reference", 15),
            ("title", "Title", 44),
            ("organisation_name", "Organisation", 26),
            ("state", "State", 22),
            ("due", "Due", 12),
            ("case", "Case", 15),
        ),
        words=("reference", "title", "organisation_name", "case"),
    )


def milestones(as_of: date) -> ListKind:
    return ListKind(
        key=Milestone.id,
        fields={
            "reference": Milestone.reference,
            "title": Milestone.title,
            "state": Milestone.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "due": Milestone.current_due,
            "plan": Plan.reference,
            "number": Milestone.number,
            "owner": Milestone.owner,
            "baseline_due": Milestone.baseline_due,
            "current_due": Milestone.current_due,
            "started_on": Milestone.started_on,
            "reported_on": Milestone.reported_on,
            "verified_on": Milestone.verified_on,
            "cancelled_on": Milestone.cancelled_on,
            "finding": Finding.reference,
        },
        joined=lambda chosen: (
            chosen.select_from(Milestone)
            .outerjoin(Plan, Plan.id == Milestone.plan_id)
            .outerjoin(Case, Case.id == Plan.case_id)
            .outerjoin(Organisation, Organisation.id == Plan.organisation_id)
            .outerjoin(Finding, Finding.id == Milestone.finding_id)
        ),
        shown=(
            ("reference", "Reference", 18),
            ("title", "Title", 44),
            ("owner", "Owner", 20),
            ("state", "State", 18),
            ("due", "Due", 12),
            ("baseline_due", "First due", 12),
            ("organisation_name", "Organisation", 26),
        ),
        words=("reference", "title", "owner", "organisation_name", "case"),
    )


def extracts(as_of: date) -> ListKind:
    newest = and_(ExtractVersion.extract_id == Extract.id, ExtractVersion.number == Extract.number)

    def passages(disposition: Disposition) -> Any:
        return (
            select(func.count())
            .where(Passage.extract_version_id == ExtractVersion.id, Passage.disposition == disposition)
            .correlate(ExtractVersion)
            .scalar_subquery()
        )

    due = case(
        (Extract.state == ExtractState.PARTICIPANT_CONSULTED, ExtractVersion.respond_by),
        (Extract.state == ExtractState.WITHHELD_ENTIRELY, ExtractVersion.review_date),
        else_=None,
    )
    return ListKind(
        key=Extract.id,
        fields={
            "reference": Extract.reference,
            "title": Extract.title,
            "state": Extract.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "due": due,
            "number": Extract.number,
            "plan": Plan.reference,
            "plan_version": PlanVersion.number,
            "audience": Extract.audience,
            "classification": ExtractVersion.classification,
            "name_participant": ExtractVersion.name_participant,
            "consulted_on": ExtractVersion.consulted_on,
            "respond_by": ExtractVersion.respond_by,
            "decision": Decision.reference,
            "released_at": ExtractVersion.released_at,
            "published": passages(Disposition.PUBLISH),
            "withheld": passages(Disposition.WITHHOLD),
            "undecided": passages(Disposition.UNDECIDED),
        },
        joined=lambda chosen: (
            of_a_case(chosen, Extract)
            .outerjoin(ExtractVersion, newest)
            .outerjoin(PlanVersion, PlanVersion.id == ExtractVersion.plan_version_id)
            .outerjoin(Plan, Plan.id == Extract.plan_id)
            .outerjoin(Decision, Decision.id == ExtractVersion.decision_id)
        ),
        shown=(
            ("reference", "Reference", 14),
            ("number", "Version", 7),
            ("title", "Title", 44),
            ("state", "State", 22),
            ("plan", "Plan", 15),
            ("organisation_name", "Organisation", 26),
            ("published", "Published", 9),
            ("withheld", "Withheld", 9),
            ("undecided", "Undecided", 9),
        ),
        words=("reference", "title", "organisation_name", "case", "plan"),
        through=(through_a_case(Extract),),
    )


def evidence(as_of: date) -> ListKind:
    return ListKind(
        key=Evidence.id,
        fields={
            "reference": Evidence.reference,
            "title": Evidence.title,
            "state": Evidence.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "source": Evidence.source,
            "received_on": Evidence.received_on,
            "received_by": Person.reference,
            "file_name": Evidence.file_name,
            "media_type": Evidence.media_type,
            "size": Evidence.size,
            "sha256": Evidence.sha256,
            "classification": Evidence.classification,
            "verifiable": Evidence.verifiable,
            "superseded_by": Evidence.superseded_by,
        },
        joined=lambda chosen: of_a_case(chosen, Evidence).outerjoin(Person, Person.id == Evidence.received_by_id),
        shown=(
            ("reference", "Reference", 15),
            ("title", "Title", 44),
            ("source", "Source", 26),
            ("received_on", "Received", 12),
            ("state", "State", 14),
            ("verifiable", "Verifiable", 9),
            ("case", "Case", 15),
        ),
        words=("reference", "title", "source", "file_name", "case"),
    )


def irregular(as_of: date) -> ListKind:
    settled = and_(IrregularFact.settled_on.is_not(None), IrregularFact.settled_on <= as_of)
    return ListKind(
        key=IrregularFact.id,
        fields={
            "reference": IrregularFact.reference,
            "title": IrregularFact.sentence,
            "state": case((settled, literal("settled")), else_=literal("open")),
            "case": Case.reference,
            "rule": IrregularFact.rule,
            "paragraph": IrregularFact.paragraph,
            "noted_on": IrregularFact.noted_on,
            "settled_on": IrregularFact.settled_on,
            "settled_reason": IrregularFact.settled_reason,
        },
        joined=lambda chosen: chosen.select_from(IrregularFact).outerjoin(Case, Case.id == IrregularFact.case_id),
        shown=(
            ("reference", "Reference", 18),
            ("title", "What is irregular", 60),
            ("rule", "Rule", 6),
            ("paragraph", "Paragraph", 9),
            ("noted_on", "Noted", 12),
            ("state", "State", 9),
        ),
        words=("reference", "title", "rule", "case"),
    )
