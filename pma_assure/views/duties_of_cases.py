"""The facts of cases and of what they hold, and what they owe."""

from __future__ import annotations

from sqlalchemy import and_, exists, not_, or_, select
from sqlalchemy.orm import Session

from pma_assure.records.assessments import Assessment, Caveat
from pma_assure.records.cases import BreachConsideration, Case, Finding
from pma_assure.records.emergency import Suspension
from pma_assure.records.extracts import Extract
from pma_assure.records.house import IrregularFact
from pma_assure.records.meetings import Decision
from pma_assure.records.plans import Plan
from pma_assure.rules.duties_of_cases import CaseDuty, IrregularDuty
from pma_assure.rules.state_sets import (
    ENDED_ASSESSMENTS,
    ENDED_BREACHES,
    ENDED_EXTRACTS,
    ENDED_FINDINGS,
    ENDED_SUSPENSIONS,
)
from pma_assure.rules.vocabulary import AssessmentState, CaseState, DecisionState, PlanState
from pma_assure.views.duty_facts import Folders

_IRREGULAR = select(
    IrregularFact.reference,
    IrregularFact.case_id,
    IrregularFact.rule,
    IrregularFact.paragraph,
    IrregularFact.sentence,
    IrregularFact.noted_on,
).where(IrregularFact.settled_on.is_(None))


def irregular(session: Session, folders: Folders) -> list[IrregularDuty]:
    """Irregular facts that nobody has settled."""
    rows = session.execute(_IRREGULAR)
    return [
        IrregularDuty(
            reference=row.reference,
            folder=folders[row.case_id],
            rule=row.rule,
            paragraph=row.paragraph,
            sentence=row.sentence,
            noted_on=row.noted_on,
        )
        for row in rows
    ]


_KINDS = (Assessment, Finding, BreachConsideration, Plan, Suspension)
_BEGAN = or_(*(exists().where(kind.case_id == Case.id) for kind in _KINDS))
_BUSY = or_(
    exists().where(Assessment.case_id == Case.id, Assessment.state.not_in(ENDED_ASSESSMENTS)),
    exists().where(Finding.case_id == Case.id, Finding.state.not_in(ENDED_FINDINGS)),
    exists().where(
        BreachConsideration.case_id == Case.id,
        BreachConsideration.state.not_in(ENDED_BREACHES),
    ),
    exists().where(Plan.case_id == Case.id, Plan.state != PlanState.CLOSED),
    exists().where(Extract.case_id == Case.id, Extract.state.not_in(ENDED_EXTRACTS)),
    exists().where(
        Caveat.assessment_id == Assessment.id,
        Assessment.case_id == Case.id,
        Assessment.state == AssessmentState.CONCLUDED,
        Assessment.superseded_by_id.is_(None),
        Caveat.met_on.is_(None),
        Caveat.withdrawn_on.is_(None),
    ),
    exists().where(Suspension.case_id == Case.id, Suspension.state.not_in(ENDED_SUSPENSIONS)),
    exists().where(IrregularFact.case_id == Case.id, IrregularFact.settled_on.is_(None)),
    exists().where(
        Decision.case_id == Case.id, Decision.reevaluate.is_(True), Decision.state == DecisionState.RECORDED
    ),
)


_CASES = select(
    Case.id,
    Case.reference,
    Case.title,
    Case.state,
    Case.opened_on,
    and_(_BEGAN, not_(_BUSY)).label("nothing_open"),
).where(Case.state == CaseState.OPEN)


def cases(session: Session, folders: Folders) -> list[CaseDuty]:
    """Open cases in which something was, and nothing is open any more."""
    rows = session.execute(_CASES)
    return [
        CaseDuty(
            reference=row.reference,
            title=row.title,
            folder=folders[row.id],
            state=row.state,
            opened_on=row.opened_on,
            nothing_open=bool(row.nothing_open),
        )
        for row in rows
    ]
