"""What a breach consideration owes, from its first fact to what the Panel decided (R67-R69, R72)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pma_assure.rules.breach import AT_WORK
from pma_assure.rules.duties import (
    PANEL,
    PMA,
    SPECIALIST,
    Decided,
    Folder,
    Listed,
    by_day,
    decided_by,
    soon,
    stands,
    to_decide,
)
from pma_assure.rules.vocabulary import BreachState
from pma_assure.rules.wording import count
from pma_assure.rules.wording import day as say_day
from pma_assure.values.duties import Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachDuty:
    """The facts of a consideration.

    ``since`` is the day its present state began; ``unsupported`` are its facts without evidence that can be verified;
    ``heard`` says that representations came since they were sought. ``decided`` is the decision on it, ``advice`` its
    draft advice by reference, ``advice_decided`` that there is a decision on that draft (what it owes is then in
    ``duties_of_papers``), ``listed`` the item that either is on. ``told`` says that a meeting has noted that it was
    discontinued, or has decided something about that. ``plan_closed``: no plan that followed is open.
    """

    reference: str
    title: str
    folder: Folder
    state: BreachState
    since: date
    plan_closed: bool
    represent_by: date | None = None
    return_on: date | None = None
    unsupported: tuple[str, ...] = ()
    heard: bool = False
    unanswered: int = 0
    proposed: bool = False
    advice: str | None = None
    listed: Listed | None = None
    decided: Decided | None = None
    advice_decided: bool = False
    told: bool = False


def of_breach(breach: BreachDuty, as_of: date) -> tuple[Duty, ...]:
    """What must happen next in a consideration: support, hearing, the PMA's view, advice, the Panel, its end."""
    owed: list[Duty] = []
    if breach.state in AT_WORK:
        owed += [_support(breach, fact, as_of) for fact in breach.unsupported]
        if breach.unanswered:
            owed.append(_answer(breach, as_of))
    owed += _NEXT[breach.state](breach, as_of) if breach.state in _NEXT else []
    return tuple(owed)


def _support(breach: BreachDuty, fact: str, as_of: date) -> Duty:
    return soon(
        fact,
        SPECIALIST,
        "Support the fact with evidence that can be verified, or withdraw it",
        breach.since,
        as_of,
        "R67",
        breach.folder,
        detail=breach.title,
        deed="evidence.link",
    )


def _answer(breach: BreachDuty, as_of: date) -> Duty:
    said = count(breach.unanswered, "representation")
    return soon(
        breach.reference,
        SPECIALIST,
        f"Answer {said} on {breach.title}",
        breach.since,
        as_of,
        "R72",
        breach.folder,
        deed="breach.answer_representation",
    )


def _gather(breach: BreachDuty, as_of: date) -> list[Duty]:
    opened = breach.state == BreachState.OPENED
    return [
        soon(
            breach.reference,
            PMA,
            f"Consider whether there was a material breach: {breach.title}",
            breach.since,
            as_of,
            "R67",
            breach.folder,
            detail="" if opened else "gather the facts, and seek representations",
            deed="breach.gather_facts" if opened else "breach.seek_representations",
        )
    ]


def _hear(breach: BreachDuty, as_of: date) -> list[Duty]:
    """The participant may answer until the day; then, or once it did, the matter goes before the PMA (R72)."""
    over = breach.represent_by is not None and as_of > breach.represent_by
    if breach.heard or over:
        return [
            soon(
                breach.reference,
                SPECIALIST,
                f"Make {breach.title} ready for the PMA",
                breach.since if breach.represent_by is None or not over else breach.represent_by,
                as_of,
                "R67",
                breach.folder,
                detail="representations received" if breach.heard else "the day for representations has passed",
                deed="breach.make_ready",
                blocked_by=tuple(f"{fact} is not supported" for fact in breach.unsupported),
            )
        ]
    who = breach.folder.organisation or "The participant"
    what = f"Make representations on {breach.title}"
    if breach.represent_by is None:
        return [
            soon(
                breach.reference,
                who,
                what,
                breach.since,
                as_of,
                "R72",
                breach.folder,
                deed="breach.record_representation",
            )
        ]
    return [
        by_day(
            breach.reference,
            who,
            what,
            breach.represent_by,
            as_of,
            "R72",
            breach.folder,
            deed="breach.record_representation",
        )
    ]


def _consider(breach: BreachDuty, as_of: date) -> list[Duty]:
    """First the paper, then an agenda, then the decision; the advice itself may be what is decided on (R68)."""
    if breach.advice_decided:
        # Issuing the advice, or deciding on its changed text, is owed already, and takes this step with it.
        return []
    decided = stands(breach.decided)
    if decided is not None:
        return [_record(breach, decided, as_of)]
    if not breach.proposed:
        return [
            soon(
                breach.reference,
                SPECIALIST,
                f"Propose the view that the PMA may take of {breach.title}",
                breach.since,
                as_of,
                "R67",
                breach.folder,
                detail="like cases stand beside it",
                deed="breach.propose",
            )
        ]
    return [
        to_decide(
            breach.advice or breach.reference,
            f"Consider whether there was a material breach: {breach.title}",
            breach.since,
            as_of,
            "R67",
            breach.folder,
            listed=breach.listed,
            decided=breach.decided,
        )
    ]


def _record(breach: BreachDuty, decided: Decided, as_of: date) -> Duty:
    return soon(
        breach.reference,
        SPECIALIST,
        f"Record the PMA's view of {breach.title}",
        decided.on,
        as_of,
        "R67",
        breach.folder,
        detail=decided_by(decided),
        deed="breach.consider",
    )


def _return(breach: BreachDuty, as_of: date) -> list[Duty]:
    what = f"Bring {breach.title} back to the PMA"
    if breach.return_on is None:
        return [
            soon(
                breach.reference,
                SPECIALIST,
                what,
                breach.since,
                as_of,
                "R67",
                breach.folder,
                deed="breach.make_ready",
            )
        ]
    detail = f"put off until {say_day(breach.return_on)}"
    return [
        by_day(
            breach.reference,
            SPECIALIST,
            what,
            breach.return_on,
            as_of,
            "R67",
            breach.folder,
            detail=detail,
            deed="breach.make_ready",
        )
    ]


def _advise(breach: BreachDuty, as_of: date) -> list[Duty]:
    """The PMA advises whichever way its view went (R68)."""
    if breach.advice is None:
        return [
            soon(
                breach.reference,
                PMA,
                f"Advise the Panel on {breach.title}",
                breach.since,
                as_of,
                "R68",
                breach.folder,
                detail="advice is owed whichever way the view went",
                deed="advice.draft_on_breach",
            )
        ]
    if breach.advice_decided:
        return []
    return [
        to_decide(
            breach.advice,
            f"Decide on the advice on {breach.title}",
            breach.since,
            as_of,
            "R68",
            breach.folder,
            listed=breach.listed,
            decided=None,
        )
    ]


def _panel(breach: BreachDuty, as_of: date) -> list[Duty]:
    return [
        soon(
            breach.reference,
            PANEL,
            f"Decide on {breach.title}",
            breach.since,
            as_of,
            "R69",
            breach.folder,
            detail="record what the Panel decides",
            deed="breach.record_outcome",
        )
    ]


def _end(breach: BreachDuty, as_of: date) -> list[Duty]:
    if not breach.plan_closed:
        return []
    return [
        soon(
            breach.reference,
            SPECIALIST,
            f"Close the consideration {breach.title}",
            breach.since,
            as_of,
            "R67",
            breach.folder,
            deed="breach.close",
        )
    ]


def _tell(breach: BreachDuty, as_of: date) -> list[Duty]:
    """What was discontinued is reported to the next meeting: nobody buries one alone (states.md)."""
    if breach.told:
        return []
    listed = breach.listed
    return [
        soon(
            breach.reference,
            SPECIALIST,
            f"Report to the next meeting that {breach.title} was discontinued",
            breach.since,
            as_of,
            "R67",
            breach.folder,
            detail="" if listed is None else f"listed as {listed.item} on {say_day(listed.day)}",
            blocked_by=("not on an agenda",) if listed is None else (),
            deed="item.list" if listed is None else "item.note",
        )
    ]


_NEXT = {
    BreachState.OPENED: _gather,
    BreachState.GATHERING_FACTS: _gather,
    BreachState.REOPENED: _gather,
    BreachState.REPRESENTATIONS_SOUGHT: _hear,
    BreachState.READY: _consider,
    BreachState.DEFERRED: _return,
    BreachState.CONSIDERED: _advise,
    BreachState.ADVISED: _panel,
    BreachState.PANEL_DECIDED: _end,
    BreachState.DISCONTINUED: _tell,
}
