"""What a suspension, its notices and appeals, and a CRL instruction owe (R72-R86)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pma_assure.rules.calendar import uk_day
from pma_assure.rules.duties import PMA, SPECIALIST, Folder, Listed, by_day, soon
from pma_assure.rules.emergency import MAY_FOLLOW
from pma_assure.rules.notices import NoticeFact, addressed, rule_of, timing
from pma_assure.rules.state_sets import ENDED_SUSPENSIONS
from pma_assure.rules.vocabulary import AppealState, CrlState, NoticeState, NoticeTo, SuspensionState
from pma_assure.rules.wording import day as say_day
from pma_assure.values.duties import Duty

DCC = "The DCC"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeOwed:
    """A notice, and whether the judgement that withholds it rests on a recorded decision of the PMA."""

    fact: NoticeFact
    judged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealOwed:
    """``answered``: a scope that followed from it is recorded."""

    reference: str
    state: AppealState
    day: date
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionDuty:
    """The facts of a suspension that has not ended. ``missing`` are names of ``MAY_FOLLOW``; ``purported``: ordered,
    varied or lifted without a valid decision, and not put right."""

    reference: str
    title: str
    folder: Folder
    state: SuspensionState
    since: date
    review_on: date | None = None
    purported: bool = False
    missing: tuple[str, ...] = ()
    notices: tuple[NoticeOwed, ...] = ()
    appeals: tuple[AppealOwed, ...] = ()
    listed: Listed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrlDuty:
    reference: str
    title: str
    folder: Folder
    state: CrlState
    since: date


_NEXT = {
    SuspensionState.CONSIDERED: (
        "Order the suspension, or drop it",
        "R76",
        "suspension.order",
    ),
    SuspensionState.ORDERED: ("Instruct the DCC", "R78", "suspension.instruct"),
    SuspensionState.INSTRUCTED: ("Record when it took effect", "R78", "suspension.take_effect"),
}


def of_suspension(found: SuspensionDuty, as_of: date) -> tuple[Duty, ...]:
    """What must happen next: the order put right, the DCC, the notices, what is to be written down, review, closing."""
    if found.state in ENDED_SUSPENSIONS:
        return ()
    owed: list[Duty] = []
    if found.purported:
        owed.append(_put_right(found, as_of))
    if found.state in _NEXT:
        what, rule, deed = _NEXT[found.state]
        owed.append(_soon(found, SPECIALIST, f"{what}: {found.title}", as_of, rule, deed))
    for notice in found.notices:
        owed += _of_notice(found, notice, as_of)
    for name in found.missing:
        what, rule = MAY_FOLLOW[name]
        owed.append(_soon(found, SPECIALIST, f"Write down {what}", as_of, rule, "suspension.give_reasons"))
    for appeal in found.appeals:
        owed += _of_appeal(found, appeal, as_of)
    if found.state == SuspensionState.IN_EFFECT:
        owed.append(_review(found, as_of))
    if found.state == SuspensionState.LIFTED:
        blocks = tuple(dict.fromkeys(duty.what for duty in owed))
        owed.append(_soon(found, SPECIALIST, f"Close it: {found.title}", as_of, "R79", "suspension.close", blocks))
    return tuple(owed)


def _soon(
    found: SuspensionDuty,
    who: str,
    what: str,
    as_of: date,
    rule: str,
    deed: str,
    blocked_by: tuple[str, ...] = (),
    *,
    reference: str | None = None,
    detail: str = "",
    since: date | None = None,
) -> Duty:
    return soon(
        reference or found.reference,
        who,
        what,
        since or found.since,
        as_of,
        rule,
        found.folder,
        detail=detail,
        deed=deed,
        blocked_by=blocked_by,
    )


def _put_right(found: SuspensionDuty, as_of: date) -> Duty:
    listed = found.listed
    blocks = () if listed is not None else ("not on an agenda",)
    if listed is not None and not listed.quorate:
        blocks = (f"{listed.item} is forecast to be inquorate",)
    return _soon(
        found,
        PMA,
        f"Put before a quorate meeting what is purported and not valid: {found.title}",
        as_of,
        "R30",
        "item.list" if listed is None else "suspension.confirm_order",
        blocks,
        detail="" if listed is None else f"listed as {listed.item} on {say_day(listed.day)}",
    )


def _of_notice(found: SuspensionDuty, notice: NoticeOwed, as_of: date) -> list[Duty]:
    fact = notice.fact
    whom = addressed(fact.addressee)
    since = None if fact.told_of is None else uk_day(fact.told_of)
    if fact.state == NoticeState.EXCEPTED:
        return _withheld(found, notice, as_of)
    if fact.state == NoticeState.OWED:
        what = f"Notify the {whom}"
        if fact.addressee == NoticeTo.PARTIES:
            what = "Decide on notifying the Parties: send it, hold it unnecessary, or withhold it"
        test = timing(fact).test
        detail = f"before it takes effect as far as {test}" if test and fact.told_of is None else ""
        return [
            _soon(
                found,
                SPECIALIST,
                what,
                as_of,
                rule_of(fact.addressee),
                "notice.send",
                reference=fact.reference,
                detail=detail,
                since=since,
            )
        ]
    told = timing(fact)
    if not told.owes_reason:
        return []
    return [
        _soon(
            found,
            SPECIALIST,
            f"Say why it was not {told.test} to notify the {whom} before",
            as_of,
            rule_of(fact.addressee),
            "notice.give_reason",
            reference=fact.reference,
            detail=told.sentence,
            since=since,
        )
    ]


def _withheld(found: SuspensionDuty, notice: NoticeOwed, as_of: date) -> list[Duty]:
    fact = notice.fact
    owed = []
    if fact.review_on is not None:
        owed.append(
            by_day(
                fact.reference,
                PMA,
                "Look again at withholding the Parties' notice: extend the exception, or end it",
                fact.review_on,
                as_of,
                "R83",
                found.folder,
                deed="notice.extend_exception",
            )
        )
    if not notice.judged:
        owed.append(
            _soon(
                found,
                PMA,
                "Record the PMA's decision to withhold the Parties' notice",
                as_of,
                "R83",
                "item.list",
                reference=fact.reference,
                detail="withheld, and no decision of a meeting on it is recorded",
            )
        )
    return owed


def _of_appeal(found: SuspensionDuty, appeal: AppealOwed, as_of: date) -> list[Duty]:
    if appeal.state == AppealState.LODGED:
        what, deed = "Record what the Authority makes of the appeal", "appeal.record_outcome"
    elif appeal.state in (AppealState.UPHELD, AppealState.UPHELD_IN_PART) and not appeal.answered:
        whole = appeal.state == AppealState.UPHELD
        what = (
            "Lift the suspension: the appeal was upheld" if whole else "Vary it, or lift a part: the appeal was upheld"
        )
        deed = "suspension.lift" if whole else "suspension.lift_in_part"
    else:
        return []
    who = SPECIALIST if appeal.state == AppealState.LODGED else PMA
    return [_soon(found, who, what, as_of, "R84", deed, reference=appeal.reference, since=appeal.day)]


def _review(found: SuspensionDuty, as_of: date) -> Duty:
    if found.review_on is None:
        return _soon(found, PMA, "Set the day on which the suspension is reviewed", as_of, "R72", "suspension.review")
    return by_day(
        found.reference,
        PMA,
        f"Review the suspension in effect: {found.title}",
        found.review_on,
        as_of,
        "R72",
        found.folder,
        deed="suspension.review",
    )


def of_crl(found: CrlDuty, as_of: date) -> tuple[Duty, ...]:
    """Issued after it was decided, and confirmed by the DCC (R85)."""
    steps = {
        CrlState.DECIDED: (SPECIALIST, "Issue the instruction to the DCC", "crl.issue"),
        CrlState.ISSUED: (DCC, "Confirm that the certificates are on the CRL", "crl.confirm"),
    }
    if found.state not in steps:
        return ()
    who, what, deed = steps[found.state]
    return (soon(found.reference, who, what, found.since, as_of, "R85", found.folder, detail=found.title, deed=deed),)
