"""What the Panel decided, as it was reported to the PMA: never computed, never in the PMA's name (R69)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.cases import BreachConsideration, PanelOutcome
from pma_assure.records.papers import AdviceVersion
from pma_assure.records.plans import Plan, PlanVersion
from pma_assure.rules.outcomes import differs, differs_on_breach
from pma_assure.rules.vocabulary import AdviceState, BreachView, PanelOutcomeKind, PlanView
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.parameters import line, plain, words

PanelDay = Annotated[date, plain("Decided by the Panel on")]
PanelSource = Annotated[str, line("As reported in", "Panel minutes 62, item 7; a letter of a day.")]
PanelWords = Annotated[str, words("In the Panel's words")]


def report_outcome(
    desk: Desk,
    *,
    case_id: object,
    prefix: str,
    kind: PanelOutcomeKind,
    decided_on: date,
    source: str,
    words_given: str,
    due: date | None = None,
    plan: Plan | None = None,
    breach: BreachConsideration | None = None,
    version: PlanVersion | None = None,
    advice: AdviceVersion | None = None,
    view: BreachView | None = None,
    advised_view: BreachView | None = None,
) -> PanelOutcome:
    """Keep what the Panel decided, as reported. Never computed, never in the PMA's name (R69).

    ``view`` is what the Panel took a breach for, ``advised_view`` what the PMA had advised that it was.
    """
    desk.not_ahead(decided_on, field="decided_on")
    outcome = desk.add(
        PanelOutcome(
            reference=f"{prefix}/P{desk.count_up(f'{prefix}/P')}",
            case_id=case_id,
            breach_id=None if breach is None else breach.id,
            plan_id=None if plan is None else plan.id,
            plan_version_id=None if version is None else version.id,
            kind=kind,
            decided_on=decided_on,
            reported_on=desk.day,
            source=source,
            due=due,
            advice_version_id=None if advice is None else advice.id,
            differs_from_advice=differs_on_breach(advised_view, view)
            or (advice is not None and differs(advice.view, kind, advised_due=advice.proposed_due, decided_due=due)),
            words=words_given,
            view=view,
        )
    )
    desk.session.flush()
    return outcome


def advice_on(
    desk: Desk, plan: Plan, *views: PlanView, version: int | None = None, by: date | None = None
) -> AdviceVersion | None:
    """The newest issued advice on the plan with one of these views (any, where none is named).

    ``by`` asks for what the Panel had before it on that day: a version corrected since counts as it was.
    """
    found: AdviceVersion | None = None
    versions = {row.id: row.number for row in desk.all(PlanVersion, plan_id=plan.id)}
    stood = (AdviceState.ISSUED,) if by is None else (AdviceState.ISSUED, AdviceState.SUPERSEDED)
    for row in desk.all(
        AdviceVersion,
        AdviceVersion.plan_version_id.in_(versions),
        AdviceVersion.state.in_(stood),
        order_by=AdviceVersion.reference,
    ):
        if by is not None and (row.issued_on or date.max) > by:
            continue
        if views and row.view not in views:
            continue
        if version is not None and versions.get(row.plan_version_id) != version:  # type: ignore[arg-type]  # filtered above
            continue
        if found is None or (row.issued_on or date.min) >= (found.issued_on or date.min):
            found = row
    return found
