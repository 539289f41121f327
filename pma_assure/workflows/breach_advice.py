"""Advice to the Panel on a breach: given whichever way the PMA's view went (R68, paragraph 59)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.cases import BreachConsideration, BreachText, Case
from pma_assure.records.meetings import Decision
from pma_assure.records.papers import Advice, AdviceText, AdviceVersion
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import AdvicePurpose, AdviceState, BreachState, BreachView, Classification
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.breach_view import considered_by
from pma_assure.workflows.breaches import BreachRef, find_breach, move
from pma_assure.workflows.cases import still_open
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import line, plain, words
from pma_assure.workflows.whose_word import say_whose_word

TO_ADVISE_ON = (BreachState.READY, BreachState.CONSIDERED)
ADVISED_ALREADY = (BreachState.ADVISED, BreachState.PANEL_DECIDED, BreachState.CLOSED)


@deed(
    "advice.draft_on_breach",
    "Draft advice on a breach",
    refuses=(
        "the consideration is not ready for the PMA, or advice on it was given (R68, paragraph 59)",
        "no view is proposed yet (R67, paragraph 59)",
        "why it is proportionate is not said (R72, paragraph 71)",
    ),
)
def draft_on_breach(
    desk: Desk,
    *,
    breach: BreachRef,
    title: Annotated[str, line("Title")],
    recommendation: Annotated[str, words("Recommendation to the Panel")],
    reasons: Annotated[str, words("Reasons", "Empty: as in the paper before the PMA.")] = "",
    proportionality: Annotated[str, words("Why this is proportionate", "Empty: as in the paper before the PMA.")] = "",
    classification: Annotated[Classification, plain("Classification")] = Classification.RESTRICTED,
) -> str:
    """Draft the PMA's advice to the Panel on a breach; its view is the one proposed to the PMA, or considered by it."""
    found = find_breach(desk, breach)
    given = desk.all(Advice, breach_id=found.id, order_by=Advice.reference)
    if given:
        issued = desk.all(AdviceVersion, advice_id=given[0].id, state=AdviceState.ISSUED)
        said = "is issued: correct it by a new version" if issued else "is drafted already: change it"
        raise Refused(f"{given[0].reference} on {found.reference} {said}.", rule="R68", paragraph="59", field="breach")
    if found.state not in TO_ADVISE_ON:
        raise Refused(
            f"{found.reference} is {label(found.state)}: the PMA advises on what is ready for it, or considered by it.",
            rule="R68",
            paragraph="59",
            field="breach",
        )
    still_open(desk.session.get_one(Case, found.case_id))
    view = view_to_advise(found)
    text = desk.beside(BreachText, breach_id=found.id)
    proportionate(proportionality or text.proportionality)
    advice = desk.add(
        Advice(
            reference=desk.allot("ADV", desk.day.year),
            case_id=found.case_id,
            purpose=AdvicePurpose.BREACH,
            title=title,
            breach_id=found.id,
            state=AdviceState.DRAFT,
            label="1.0",
        )
    )
    desk.session.flush()
    row = desk.add(
        AdviceVersion(
            reference=f"{advice.reference}/1.0",
            advice_id=advice.id,
            label="1.0",
            state=AdviceState.DRAFT,
            breach_view=view,
            classification=classification,
        )
    )
    desk.session.flush()
    desk.add(
        AdviceText(
            advice_version_id=row.id,
            recommendation=recommendation,
            reasons=reasons or text.reasons,
            proportionality=proportionality or text.proportionality,
        )
    )
    whole = (title, recommendation, reasons or text.reasons, proportionality or text.proportionality)
    say_whose_word(desk, advice.reference, *whole)
    return advice.reference


def view_to_advise(breach: BreachConsideration) -> BreachView:
    """What the PMA considered; before it did, what is proposed to it. Refused where neither is."""
    view = breach.view or breach.proposed_view
    if view is None:
        raise Refused(
            f"No view is proposed in {breach.reference} yet: propose it first, with its reasons.",
            rule="R67",
            paragraph="59",
            field="breach",
        )
    return view


def proportionate(said: str) -> None:
    """Advice on a breach says why it is proportionate (R72)."""
    if not said.strip():
        raise Refused("Say why this is proportionate.", rule="R72", paragraph="71", field="proportionality")


def may_issue(desk: Desk, advice: Advice, version: AdviceVersion, *, first: bool) -> None:
    """Refuse advice on what the PMA has not before it, or with another view than the PMA's."""
    breach = desk.session.get_one(BreachConsideration, advice.breach_id)
    if breach.state not in (TO_ADVISE_ON if first else (*TO_ADVISE_ON, *ADVISED_ALREADY)):
        raise Refused(
            f"{breach.reference} is {label(breach.state)}: the PMA advises on what is ready for it, or considered by"
            " it.",
            rule="R68",
            paragraph="59",
            field="advice",
        )
    proportionate(desk.beside(AdviceText, advice_version_id=version.id).proportionality)
    wanted = view_to_advise(breach)
    if version.breach_view != wanted:
        said = "no view" if version.breach_view is None else label(version.breach_view)
        raise Refused(
            f"{version.reference} says “{said}”, and {breach.reference} “{label(wanted)}”. Draft a version that says"
            " the PMA's view.",
            rule="R68",
            paragraph="59",
            field="advice",
        )


def advised(desk: Desk, advice: Advice, held: Decision, issued_on: date) -> None:
    """Advice issued moves the consideration on, whichever way the view went (R68); a correction finds it advised.

    Where the PMA considered it by the decision on the advice itself, both steps are taken (docs/decisions/0006).
    """
    breach = desk.session.get_one(BreachConsideration, advice.breach_id)
    if breach.state == BreachState.READY:
        considered_by(desk, breach, held, "advice.issue")
    if breach.state == BreachState.CONSIDERED:
        move(desk, breach, BreachState.ADVISED, "advice.issue", issued_on)
