"""What a breach consideration needs before the PMA considers it, and which earlier ones are like it (R67-R72)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pma_assure.rules.vocabulary import BreachState, BreachView
from pma_assure.rules.wording import count
from pma_assure.rules.wording import day as say_day

AT_WORK = (
    BreachState.OPENED,
    BreachState.GATHERING_FACTS,
    BreachState.REPRESENTATIONS_SOUGHT,
    BreachState.READY,
    BreachState.DEFERRED,
    BreachState.REOPENED,
)
"""The PMA has not considered it yet: its facts, factors and paper may change."""
CONSIDERED = (BreachState.CONSIDERED, BreachState.ADVISED, BreachState.PANEL_DECIDED, BreachState.CLOSED)
"""The PMA's view stands, whatever the Panel makes of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What is missing, as a sentence, with the rule that asks for it and the field of a form that it is about."""

    sentence: str
    rule: str
    paragraph: str
    field: str = "breach"


def supported(verifiable: Iterable[bool]) -> bool:
    """Whether a fact stands on its items of evidence: what cannot be verified cannot be the only support (R67)."""
    return any(verifiable)


def unsupported(facts: Iterable[str]) -> Gap | None:
    """The facts, by reference, that have no verifiable item behind them."""
    named = tuple(facts)
    if not named:
        return None
    verb = "has" if len(named) == 1 else "have"
    return Gap(
        sentence=f"{', '.join(named)} {verb} no evidence that can be verified. Link such an item, or withdraw the fact:"
        " an item that cannot be verified cannot be the only support.",
        rule="R67",
        paragraph="59",
    )


def heard(
    state: BreachState, *, since: date | None, represent_by: date | None, received: Iterable[date], as_of: date
) -> Gap | None:
    """Whether the participant was heard: representations came, or the day for them passed (R72). Else what is missing.

    ``since`` is the day the present state began: once representations are sought, or the matter was reopened, only
    what came from that day on answers. Who comes back from a deferral was heard before.
    """
    if state == BreachState.DEFERRED:
        return None
    asked_again = state in (BreachState.REPRESENTATIONS_SOUGHT, BreachState.REOPENED)
    if any(not asked_again or since is None or day >= since for day in received):
        return None
    if represent_by is not None and state == BreachState.REPRESENTATIONS_SOUGHT:
        if as_of > represent_by:
            return None
        until = f"the participant has until {say_day(represent_by)}, and nothing has been received"
    elif state == BreachState.REPRESENTATIONS_SOUGHT:
        until = "representations were sought without a day, and nothing has been received"
    else:
        until = "no representations were sought or received"
    return Gap(
        sentence=f"{until[0].upper()}{until[1:]}. Wait for them, or say why the PMA considers it without.",
        rule="R72",
        paragraph="71",
        field="why_no_representations",
    )


def paper_gaps(
    view: BreachView | None, *, reasons: str, proportionality: str, facts: int, requirements: int, unanswered: int
) -> tuple[Gap, ...]:
    """What the paper before the PMA lacks: a view with its reasons and proportionality (R72), each answer given.

    That a requirement was not met rests on a requirement and on facts; that all were met may rest on none.
    """
    gaps: list[Gap] = []
    if view is None or not reasons.strip():
        gaps.append(Gap(sentence="No view is proposed yet: propose one, with its reasons.", rule="R67", paragraph="59"))
    if not proportionality.strip():
        gaps.append(Gap(sentence="Say why this is proportionate.", rule="R72", paragraph="71", field="proportionality"))
    if view in (BreachView.MATERIAL, BreachView.NOT_MATERIAL):
        if not requirements:
            gaps.append(
                Gap(
                    sentence="Name the requirement that was not met: a view that there was a non-compliance is on one.",
                    rule="R67",
                    paragraph="59",
                    field="view",
                )
            )
        if not facts:
            gaps.append(
                Gap(
                    sentence="Add the facts found: a view that there was a non-compliance rests on them.",
                    rule="R67",
                    paragraph="59",
                    field="view",
                )
            )
    if unanswered:
        gaps.append(
            Gap(
                sentence=f"Answer {count(unanswered, 'representation')} of the participant first: the Panel reads what"
                " the PMA makes of them.",
                rule="R72",
                paragraph="71",
            )
        )
    return tuple(gaps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What is compared of two considerations (R71, paragraph 73). ``documents`` and ``clauses`` are whatever version.

    A clause is its document's short name and its number: "RAPP 5.2".
    """

    clauses: frozenset[str]
    documents: frozenset[str]
    trigger: str
    view: str | None
    category: str


def likenesses(one: Matter, other: Matter) -> tuple[str, ...]:
    """In what two considerations are alike, the weightiest first; () where nothing but a category or trigger is.

    The same requirements apply to every participant whatever its size (paragraph 73): a category alone makes no case
    comparable, nor does the way by which it came to the PMA.
    """
    same = sorted(one.clauses & other.clauses)
    documents = sorted(one.documents & other.documents)
    found: list[str] = []
    if same:
        found.append(f"same requirement ({', '.join(same)})")
    elif documents:
        found.append(f"same document ({', '.join(documents)})")
    if one.view is not None and one.view == other.view:
        found.append("same view")
    if not found:
        return ()
    if one.trigger == other.trigger:
        found.append("same trigger")
    if one.category == other.category:
        found.append("same participant category")
    return tuple(found)


def weight(alike: tuple[str, ...]) -> int:
    """How near two considerations are: the requirement weighs more than all else together."""
    points = {"same requirement": 16, "same document": 8, "same view": 4, "same trigger": 2}
    return sum(points.get(one.split(" (")[0], 1) for one in alike)
