"""Advice on a plan: when the PMA says whether a version meets the requirements, and what follows for the plan (R70)."""

from __future__ import annotations

from datetime import date

from pma_assure.records.papers import Advice, AdviceVersion
from pma_assure.records.plans import Plan, PlanVersion
from pma_assure.rules.refusal import Refused
from pma_assure.rules.state_sets import SMKI_VIEWS
from pma_assure.rules.vocabulary import AdviceState, PlanState
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.plan_answers import unanswered


def before_the_panel(desk: Desk, plan: Plan, about: PlanVersion) -> None:
    """Whether a version meets the requirements is said once, while it waits for the Panel; then it is corrected."""
    standing = desk.all(
        AdviceVersion, AdviceVersion.view.in_(SMKI_VIEWS), plan_version_id=about.id, state=AdviceState.ISSUED
    )
    if standing:
        raise Refused(
            f"{standing[0].reference} on {about.reference} is issued: correct that advice by a new version of it.",
            rule="R70",
            paragraph="60",
            field="version",
        )
    waiting = plan.state in (PlanState.SUBMITTED, PlanState.VARIATION_PROPOSED)
    if not waiting or plan.submitted_version != about.number:
        raise Refused(
            f"{about.reference} is not before the Panel ({plan.reference} is {label(plan.state)}): the PMA says whether"
            " a version meets the requirements while it is Submitted, or proposed as a variation.",
            rule="R70",
            paragraph="60",
            field="version",
        )


def may_issue(desk: Desk, advice: Advice, version: AdviceVersion, *, first: bool) -> None:
    """Refuse advice that a version meets the requirements when it is not before the Panel, or not answered whole."""
    if version.view not in SMKI_VIEWS:
        return
    plan = desk.session.get_one(Plan, advice.plan_id)
    about = desk.session.get_one(PlanVersion, version.plan_version_id)
    if first:
        before_the_panel(desk, plan, about)
    missing = unanswered(desk, plan, about)
    if missing:
        raise Refused(
            f"Answer {', '.join(missing)} for {about.reference} first: the Panel is advised on each requirement.",
            rule="R70",
            paragraph="60",
            field="advice",
        )


def advised(desk: Desk, advice: Advice, version: AdviceVersion, issued_on: date) -> None:
    """Advice on the submitted version moves the plan to Advised; a correction or advice on a milestone does not."""
    plan = desk.session.get_one(Plan, advice.plan_id)
    about = desk.session.get_one(PlanVersion, version.plan_version_id)
    if (
        version.view in SMKI_VIEWS
        and plan.state == PlanState.SUBMITTED
        and plan.submitted_version == about.number
        and version.supersedes is None
    ):
        desk.step(plan, PlanState.ADVISED, kind="plan", deed="advice.issue")
        plan.state_on = issued_on
