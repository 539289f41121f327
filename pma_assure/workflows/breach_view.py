"""From the facts to the PMA's view: ready, the paper with the view it proposes, what the PMA considered (R67, R72)."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from pma_assure.records import breach_contents, comparable_cases
from pma_assure.records.breaches import BreachRepresentation
from pma_assure.records.cases import BreachConsideration, BreachText
from pma_assure.records.meetings import Decision, DecisionText
from pma_assure.records.papers import Advice, AdviceVersion
from pma_assure.rules import breach as rule
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import AdviceState, Asked, BreachState, BreachView
from pma_assure.rules.wording import count, label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.breaches import KIND, BreachRef, at_work, find_breach, move
from pma_assure.workflows.decisions import carried_decision, valid_decision_on
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import plain, ref, words
from pma_assure.workflows.whose_word import say_whose_word


def refuse(gap: rule.Gap | None, reference: str) -> None:
    """Refuse while something is missing, with the sentence that says what to do."""
    if gap is not None:
        raise Refused(f"{reference}: {gap.sentence}", rule=gap.rule, paragraph=gap.paragraph, field=gap.field)


@deed(
    "breach.make_ready",
    "Make it ready for the PMA",
    refuses=(
        "a fact has no evidence that can be verified (R67, paragraph 59)",
        "the participant may still make representations, and no reason is given (R72, paragraph 71)",
    ),
)
def make_ready(
    desk: Desk,
    *,
    breach: BreachRef,
    why_no_representations: Annotated[
        str, words("Why without representations", "Only where none came and their day has not passed.")
    ] = "",
) -> str:
    """The facts are found, each on evidence, and the participant was heard: it can go before the PMA."""
    found = find_breach(desk, breach)
    _supported(desk, found)
    text = desk.beside(BreachText, breach_id=found.id)
    received = [row.received_on for row in desk.all(BreachRepresentation, breach_id=found.id)]
    missing = rule.heard(
        found.state, since=found.state_on, represent_by=found.represent_by, received=received, as_of=desk.day
    )
    if not why_no_representations.strip():
        refuse(missing, found.reference)
    else:
        text.why_no_representations = why_no_representations
    move(desk, found, BreachState.READY, "breach.make_ready")
    found.return_on = None
    return found.reference


def _supported(desk: Desk, breach: BreachConsideration) -> None:
    desk.session.flush()
    facts = breach_contents.facts_of(desk.session, [breach.id])
    refuse(rule.unsupported(fact.reference for fact in facts if not fact.proofs), breach.reference)


@deed(
    "breach.propose",
    "Propose the view",
    refuses=(
        "why it is proportionate is not said (R72, paragraph 71)",
        "a view that there was a non-compliance, without a requirement or without facts (R67, paragraph 59)",
        "a representation is not answered (R72, paragraph 71)",
        "the PMA has considered it (R67, paragraph 59)",
    ),
)
def propose(
    desk: Desk,
    *,
    breach: BreachRef,
    view: Annotated[BreachView, plain("The view proposed to the PMA")],
    reasons: Annotated[str, words("Reasons")],
    proportionality: Annotated[str, words("Why this is proportionate")],
) -> str:
    """Write the paper: the view that is proposed to the PMA, with its reasons. Like cases are counted beside it."""
    found = at_work(desk, breach)
    text = desk.beside(BreachText, breach_id=found.id)
    found.proposed_view, text.reasons, text.proportionality = view, reasons, proportionality
    _complete(desk, found)
    say_whose_word(desk, found.reference, reasons, proportionality)
    for advice in desk.all(Advice, breach_id=found.id):
        for draft in desk.all(AdviceVersion, advice_id=advice.id, state=AdviceState.DRAFT):
            draft.breach_view = view
            desk.notes.append(f"{draft.reference} proposes the same view now; look at its words.")
    desk.session.flush()
    alike = comparable_cases.like(desk.session, found.id)
    if alike:
        views = Counter(label(BreachView(one.view)) for one in alike)
        said = "; ".join(f"{name}: {number}" for name, number in sorted(views.items()))
        desk.notes.append(
            f"{count(len(alike), 'earlier consideration')} compare with it ({said}). They stand side by side on the"
            f" case and in {found.reference}."
        )
    return found.reference


def _complete(desk: Desk, breach: BreachConsideration) -> None:
    """Refuse a paper that lacks something; what stands in it is read as a decision would freeze it."""
    desk.session.flush()
    content = breach_contents.consideration(desk.session, breach.id)
    gaps = rule.paper_gaps(
        content["proposed_view"],
        reasons=content["reasons"],
        proportionality=content["proportionality"],
        facts=len(content["facts"]),
        requirements=len(content["requirements"]),
        unanswered=sum(not one["answer"].strip() for one in content["representations"]),
    )
    refuse(gaps[0] if gaps else None, breach.reference)


@deed(
    "breach.consider",
    "Record the PMA's view",
    refuses=(
        "there is no valid, carried decision of the PMA on exactly what stands in it (R67, paragraph 59)",
        "no view is proposed, or its reasons or proportionality are missing (R72, paragraph 71)",
        "a fact has lost its evidence (R67, paragraph 59)",
    ),
)
def consider(
    desk: Desk,
    *,
    breach: BreachRef,
    decision: Annotated[
        str, ref("decision", label="Decision", help="On exactly this, or to issue advice that holds it.")
    ],
) -> str:
    """Record what the PMA considered, by its decision on the consideration, or on advice that holds all of it."""
    found = find_breach(desk, breach)
    named = carried_decision(desk, decision)
    if named.subject_kind == "advice":
        version = desk.session.get_one(AdviceVersion, named.subject_id)
        if desk.session.get_one(Advice, version.advice_id).breach_id != found.id:
            raise Refused(f"{named.reference} was on {named.subject_reference}, not on this.", field="decision")
        held = valid_decision_on(desk, decision, "advice", version.id, asked=Asked.ISSUE_ADVICE)
    else:
        held = valid_decision_on(desk, decision, KIND, found.id, asked=Asked.CONSIDER_BREACH)
    considered_by(desk, found, held, "breach.consider")
    if desk.beside(DecisionText, decision_id=held.id).motion_as_first_put:
        desk.notes.append(
            f"The motion was amended before {held.reference}. See that the view and the reasons say the same; if not,"
            " the PMA has to consider the changed paper."
        )
    return found.reference


def considered_by(desk: Desk, breach: BreachConsideration, held: Decision, deed_name: str) -> None:
    """The PMA's view is that of the paper it decided on: its own decision, never what the Panel makes of it."""
    _supported(desk, breach)
    _complete(desk, breach)
    move(desk, breach, BreachState.CONSIDERED, deed_name, held.decided_on)
    breach.view, breach.considered_on, breach.decision_id = breach.proposed_view, held.decided_on, held.id
