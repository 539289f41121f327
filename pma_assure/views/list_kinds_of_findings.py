"""The lists of findings, of Corrective Action Plans and of their actions."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from pma_assure.records.assessments import Assessment
from pma_assure.records.cases import Case, Finding
from pma_assure.records.corrective import Action, CapFinding, CorrectiveActionPlan
from pma_assure.records.document_set import Requirement
from pma_assure.records.organisations import Organisation
from pma_assure.rules.vocabulary import ActionState, FindingState
from pma_assure.views.list_kind import ListKind, Through, of_a_case, through_a_case

ENDED_ACTIONS = (ActionState.VERIFIED, ActionState.CANCELLED)


def findings(as_of: date) -> ListKind:
    earlier = aliased(Finding)
    return ListKind(
        key=Finding.id,
        fields={
            "reference": Finding.reference,
            "title": Finding.title,
            "state": Finding.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "finding_class": Finding.finding_class,
            "pma_class": Finding.pma_class,
            "impact_level": Finding.impact,
            "requirement": Requirement.reference,
            "source": Finding.source,
            "assessment": Assessment.reference,
            "began_on": Finding.began_on,
            "identified_on": Finding.identified_on,
            "ended_on": Finding.ended_on,
            "response_due": Finding.response_due,
            "due": _due(),
            "baseline_due": Finding.baseline_due,
            "closed_on": Finding.closed_on,
            "risk_until": Finding.risk_until,
            "recurrence_of": earlier.reference,
            "old_reference": Finding.old_reference,
            "imported_on": Finding.imported_on,
        },
        joined=lambda chosen: (
            of_a_case(chosen, Finding)
            .outerjoin(Requirement, Requirement.id == Finding.requirement_id)
            .outerjoin(Assessment, Assessment.id == Finding.assessment_id)
            .outerjoin(earlier, earlier.id == Finding.recurrence_of_id)
        ),
        shown=(
            ("reference", "Reference", 15),
            ("title", "Title", 34),
            ("finding_class", "Class", 11),
            ("pma_class", "PMA's class", 11),
            ("state", "State", 32),
            ("due", "Due", 12),
            ("requirement", "Requirement", 18),
            ("organisation_name", "Organisation", 20),
        ),
        words=("reference", "title", "organisation_name", "case", "requirement"),
        through=(
            through_a_case(Finding),
            Through(Finding.requirement_id, select(Requirement.id), ("requirement",)),
        ),
    )


def _due() -> Any:
    """When it is to be put right; of an accepted risk, when that is looked at again (``rules.finding_clock``).

    That day is asked apart, and of few: the covering index of the list does not hold it.
    """
    same = aliased(Finding)
    looked_at = select(same.risk_until).where(same.id == Finding.id).correlate(Finding).scalar_subquery()
    return case((Finding.state == FindingState.ACCEPTED_RISK, looked_at), else_=Finding.current_due)


def _counted(of: Any, *criteria: Any) -> Any:
    return select(func.count()).where(of, *criteria).correlate(CorrectiveActionPlan).scalar_subquery()


def caps(as_of: date) -> ListKind:
    mine = Action.cap_id == CorrectiveActionPlan.id
    next_due = (
        select(func.min(Action.due))
        .where(mine, Action.state.not_in(ENDED_ACTIONS))
        .correlate(CorrectiveActionPlan)
        .scalar_subquery()
    )
    older = aliased(CorrectiveActionPlan)
    return ListKind(
        key=CorrectiveActionPlan.id,
        fields={
            "reference": CorrectiveActionPlan.reference,
            "title": CorrectiveActionPlan.title,
            "state": CorrectiveActionPlan.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "due": case((CorrectiveActionPlan.state != "superseded", next_due), else_=None),
            "submitted_on": CorrectiveActionPlan.submitted_on,
            "accepted_on": CorrectiveActionPlan.accepted_on,
            "supersedes": older.reference,
            "findings": _counted(CapFinding.cap_id == CorrectiveActionPlan.id, CapFinding.withdrawn_on.is_(None)),
            "actions": _counted(mine, Action.state != ActionState.CANCELLED),
            "verified": _counted(mine, Action.state == ActionState.VERIFIED),
        },
        joined=lambda chosen: of_a_case(chosen, CorrectiveActionPlan).outerjoin(
            older, older.id == CorrectiveActionPlan.supersedes_id
        ),
        shown=(
            ("reference", "Reference", 15),
            ("title", "Title", 44),
            ("state", "State", 24),
            ("due", "Next action due", 14),
            ("findings", "Findings", 8),
            ("actions", "Actions", 8),
            ("verified", "Verified", 8),
            ("organisation_name", "Organisation", 26),
        ),
        words=("reference", "title", "organisation_name", "case"),
        through=(through_a_case(CorrectiveActionPlan),),
    )


def actions(as_of: date) -> ListKind:
    return ListKind(
        key=Action.id,
        fields={
            "reference": Action.reference,
            "title": Action.title,
            "state": Action.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "due": case((Action.state.not_in(ENDED_ACTIONS), Action.due), else_=None),
            "cap": CorrectiveActionPlan.reference,
            "number": Action.number,
            "kind": Action.kind,
            "owner": Action.owner,
            "planned_for": Action.due,
            "reported_on": Action.reported_on,
            "verified_on": Action.verified_on,
        },
        joined=lambda chosen: (
            chosen.select_from(Action)
            .outerjoin(CorrectiveActionPlan, CorrectiveActionPlan.id == Action.cap_id)
            .outerjoin(Case, Case.id == CorrectiveActionPlan.case_id)
            .outerjoin(Organisation, Organisation.id == Case.organisation_id)
        ),
        shown=(
            ("reference", "Reference", 18),
            ("title", "Title", 44),
            ("kind", "Kind", 10),
            ("owner", "Owner", 22),
            ("state", "State", 16),
            ("due", "Due", 12),
            ("organisation_name", "Organisation", 26),
        ),
        words=("reference", "title", "owner", "organisation_name", "case"),
    )
