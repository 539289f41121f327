"""The list of breach considerations: the PMA's view, and the Panel's as it was reported."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import case, select

from pma_assure.records.assessments import Assessment
from pma_assure.records.cases import BreachConsideration, Case, PanelOutcome
from pma_assure.records.meetings import Decision
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Advice
from pma_assure.rules.vocabulary import BreachState
from pma_assure.views.list_kind import ListKind, of_a_case, through_a_case


def breaches(as_of: date) -> ListKind:
    def of_the_panel(column: Any) -> Any:
        """Of its newest outcome on the consideration, one that tells its view before one that does not."""
        return (
            select(column)
            .where(PanelOutcome.breach_id == BreachConsideration.id)
            .order_by(PanelOutcome.view.is_not(None).desc(), PanelOutcome.decided_on.desc())
            .limit(1)
            .correlate(BreachConsideration)
            .scalar_subquery()
        )

    due = case(
        (BreachConsideration.state == BreachState.REPRESENTATIONS_SOUGHT, BreachConsideration.represent_by),
        (BreachConsideration.state == BreachState.DEFERRED, BreachConsideration.return_on),
        else_=None,
    )
    return ListKind(
        key=BreachConsideration.id,
        fields={
            "reference": BreachConsideration.reference,
            "title": BreachConsideration.title,
            "state": BreachConsideration.state,
            "organisation": Organisation.reference,
            "organisation_name": Organisation.name,
            "case": Case.reference,
            "due": due,
            "trigger": BreachConsideration.trigger,
            "assessment": Assessment.reference,
            "proposed_view": BreachConsideration.proposed_view,
            "view": BreachConsideration.view,
            "opened_on": BreachConsideration.opened_on,
            "considered_on": BreachConsideration.considered_on,
            "decision": Decision.reference,
            "advice": Advice.reference,
            "panel_view": of_the_panel(PanelOutcome.view),
            "panel_decided_on": of_the_panel(PanelOutcome.decided_on),
            "differs_from_advice": of_the_panel(PanelOutcome.differs_from_advice),
        },
        joined=lambda chosen: (
            of_a_case(chosen, BreachConsideration)
            .outerjoin(Assessment, Assessment.id == BreachConsideration.assessment_id)
            .outerjoin(Decision, Decision.id == BreachConsideration.decision_id)
            .outerjoin(Advice, Advice.breach_id == BreachConsideration.id)
        ),
        shown=(
            ("reference", "Reference", 15),
            ("title", "Title", 44),
            ("state", "State", 24),
            ("view", "View of the PMA", 34),
            ("panel_decided_on", "Panel decided", 12),
            ("due", "Due", 12),
            ("organisation_name", "Organisation", 26),
        ),
        words=("reference", "title", "organisation_name", "case"),
        through=(through_a_case(BreachConsideration),),
    )
