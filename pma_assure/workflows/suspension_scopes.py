"""A suspension in effect: varied, lifted in part, lifted, closed. Every scope it had stays as it was (R78)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, NamedTuple
from uuid import UUID

from pma_assure.records.emergency import (
    Appeal,
    EmergencyCall,
    Notice,
    NoticeException,
    Suspension,
    SuspensionScope,
    SuspensionText,
)
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.emergency import MAY_FOLLOW, is_part_of, services_of, still_owed
from pma_assure.rules.notices import OWED_ON_ORDER, NoticeFact, keeps_open
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import AppealState, Asked, NoticeState, NoticeTo, ScopeChange, SuspensionState
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import instant as say_instant
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.meetings import not_later
from pma_assure.workflows.parameters import plain, ref, words
from pma_assure.workflows.suspensions import (
    NOT_VALID,
    DecisionRef,
    Purported,
    SuspensionRef,
    add_scope,
    open_irregular,
    owe,
    resting_on,
    scopes_of,
)

AppealRef = Annotated[str | None, ref("appeal", label="Appeal", help="Whose outcome, as reported, this follows.")]
_UPHELD = (AppealState.UPHELD, AppealState.UPHELD_IN_PART)
_ORDER = (
    "the time lies ahead, or before the scope that stands",
    "no decision of the PMA on exactly this and no upheld appeal is named, and it is not kept as purported (R76)",
)


class _Ground(NamedTuple):
    """What a change of scope rests on."""

    decision_id: UUID | None
    appeal_id: UUID | None


@deed(
    "suspension.vary",
    "Record that its scope was varied",
    refuses=(*_ORDER, "the scope is the one that stands"),
)
def vary(
    desk: Desk,
    *,
    suspension: SuspensionRef,
    from_at: Annotated[datetime, plain("From", usually_today=True)],
    reason: Annotated[str, words("Reason")],
    services: Annotated[
        str, words("Services", "All that is suspended from then on; empty: as put to the members.")
    ] = "",
    decision: DecisionRef = None,
    appeal: AppealRef = None,
    purported: Purported = False,
) -> str:
    """Record a new scope from a time on; the one before stays in the record."""
    found, new, before = _new_scope(desk, suspension, from_at, services, deed_name="suspension.vary")
    if {one.casefold() for one in new} == {one.casefold() for one in before}:
        raise Refused("That is the scope that stands.", rule="R78", paragraph="20", field="services")
    ground = _ground(desk, found, decision, appeal, Asked.VARY_SUSPENSION, done="varied", purported=purported)
    row = add_scope(desk, found, ScopeChange.VARIED, from_at, "\n".join(new), reason=reason, **ground._asdict())
    owe(desk, found, row.number, OWED_ON_ORDER)
    return found.reference


@deed(
    "suspension.lift_in_part",
    "Record that it was lifted in part",
    refuses=(*_ORDER, "what stays suspended is not a part of the scope that stands"),
)
def lift_in_part(
    desk: Desk,
    *,
    suspension: SuspensionRef,
    from_at: Annotated[datetime, plain("From", usually_today=True)],
    reason: Annotated[str, words("Reason")],
    services: Annotated[str, words("Services that stay suspended", "Empty: as put to the members.")] = "",
    decision: DecisionRef = None,
    appeal: AppealRef = None,
    purported: Purported = False,
) -> str:
    """Record that some services were given back from a time on; the scope before stays in the record."""
    found, new, before = _new_scope(desk, suspension, from_at, services, deed_name="suspension.lift_in_part")
    if not is_part_of(new, before):
        raise Refused(
            f"What stays suspended is a part of what is: {', '.join(before)}. To suspend something else, vary it; to"
            " give everything back, lift it.",
            rule="R78",
            paragraph="20",
            field="services",
        )
    ground = _ground(desk, found, decision, appeal, Asked.VARY_SUSPENSION, done="lifted in part", purported=purported)
    row = add_scope(desk, found, ScopeChange.LIFTED_IN_PART, from_at, "\n".join(new), reason=reason, **ground._asdict())
    owe(desk, found, row.number, _told(desk, found))
    return found.reference


@deed(
    "suspension.lift",
    "Record that it was lifted",
    refuses=(*NOT_VALID, "the time lies ahead, or before the scope that stands", "it is not in effect"),
)
def lift(
    desk: Desk,
    *,
    suspension: SuspensionRef,
    lifted_at: Annotated[datetime, plain("Lifted at", usually_today=True)],
    decision: DecisionRef = None,
    appeal: AppealRef = None,
    reason: Annotated[str, words("Reason")] = "",
    purported: Purported = False,
) -> str:
    """Record that everything was given back from a time on, by a decision of the PMA."""
    found = desk.find(Suspension, suspension, field="suspension")
    not_later(desk, lifted_at, field="lifted_at")
    desk.step(found, SuspensionState.LIFTED, kind="suspension", deed="suspension.lift")
    _after_the_last(desk, found, lifted_at, field="lifted_at")
    made = resting_on(desk, found, decision, Asked.LIFT_SUSPENSION, done="lifted", purported=purported)
    heard = None if appeal is None else _upheld(desk, found, appeal)
    row = add_scope(
        desk,
        found,
        ScopeChange.LIFTED,
        lifted_at,
        "",
        decision_id=None if made is None else made.id,
        appeal_id=None if heard is None else heard.id,
        reason=reason,
    )
    found.lifted_at = lifted_at
    found.lift_decision_id = None if made is None else made.id
    owe(desk, found, row.number, _told(desk, found))
    return found.reference


def _new_scope(
    desk: Desk, suspension: str, from_at: datetime, services: str, *, deed_name: str
) -> tuple[Suspension, tuple[str, ...], tuple[str, ...]]:
    """(suspension, new services, those suspended so far), once the step may be taken and the time is in order."""
    found = desk.find(Suspension, suspension, field="suspension")
    not_later(desk, from_at, field="from_at")
    desk.step(found, SuspensionState.IN_EFFECT, kind="suspension", deed=deed_name)
    _after_the_last(desk, found, from_at, field="from_at")
    text = desk.beside(SuspensionText, suspension_id=found.id)
    if services.strip():
        text.proposed_services = "\n".join(services_of(services))
    new = services_of(text.proposed_services)
    if not new:
        raise Refused("Say which services are suspended from then on.", rule="R78", paragraph="20", field="services")
    return found, new, services_of(scopes_of(desk, found)[-1].services)


def _after_the_last(desk: Desk, found: Suspension, moment: datetime, *, field: str) -> None:
    since = scopes_of(desk, found)[-1].from_at or found.effective_at
    if since is not None and moment < since:
        raise Refused(f"The scope that stands holds from {say_instant(since)}, later than that.", field=field)


def _ground(
    desk: Desk,
    found: Suspension,
    decision: str | None,
    appeal: str | None,
    asked: Asked,
    *,
    done: str,
    purported: bool,
) -> _Ground:
    """A decision of the PMA, or what the Authority made of an appeal; else it is purported."""
    heard = None if appeal is None else _upheld(desk, found, appeal)
    if heard is not None and decision is None and not purported:
        return _Ground(None, heard.id)
    made = resting_on(desk, found, decision, asked, done=done, purported=purported)
    return _Ground(None if made is None else made.id, None if heard is None else heard.id)


def _upheld(desk: Desk, found: Suspension, appeal: str) -> Appeal:
    heard = desk.find(Appeal, appeal, field="appeal")
    if heard.suspension_id != found.id:
        raise Refused(f"{heard.reference} is an appeal against another suspension.", field="appeal")
    if heard.state not in _UPHELD:
        raise Refused(
            f"{heard.reference} is {label(heard.state)}: nothing follows from it.",
            rule="R84",
            paragraph="20",
            field="appeal",
        )
    return heard


def _told(desk: Desk, found: Suspension) -> tuple[NoticeTo, ...]:
    """Whoever was told of the suspension is told of what becomes of it."""
    sent = {row.addressee for row in desk.all(Notice, suspension_id=found.id, state=NoticeState.SENT)}
    owing = {row.addressee for row in desk.all(Notice, suspension_id=found.id, state=NoticeState.OWED)}
    return tuple(one for one in NoticeTo if one in sent - owing)


@deed(
    "suspension.close",
    "Close the suspension",
    refuses=(
        "a notice is neither sent nor held unnecessary, or withheld and not looked at again (R79, paragraph 71)",
        "a late notice says not why it was late; reasons or proportionality are missing",
        "it is purported and no quorate meeting decided on it; an appeal is open",
    ),
)
def close(
    desk: Desk,
    *,
    suspension: SuspensionRef,
    closed_on: Annotated[date | None, plain("Closed on", usually_today=True)] = None,
) -> str:
    """Close a lifted suspension when everybody was told, or need not be, and everything is written down."""
    found = desk.find(Suspension, suspension, field="suspension")
    day = closed_on or desk.day
    desk.not_ahead(day, field="closed_on")
    desk.step(found, SuspensionState.CLOSED, kind="suspension", deed="suspension.close")
    said = list(keeps_open(notice_facts(desk, found), exceptions_of(desk, found), day))
    said += [f"{MAY_FOLLOW[name][0]} is missing" for name in _missing(desk, found)]
    if open_irregular(desk, found):
        said.append(f"{found.reference} is purported, and no quorate meeting has decided on it")
    said += [f"{row.reference} is open" for row in desk.all(Appeal, suspension_id=found.id, state=AppealState.LODGED)]
    if said:
        raise Refused(
            f"{found.reference} cannot be closed: {'; '.join(said)}.", rule="R79", paragraph="71", field="suspension"
        )
    if found.lifted_at is not None and day < uk_day(found.lifted_at):
        raise Refused(f"It was lifted on {say_day(uk_day(found.lifted_at))}, later than that.", field="closed_on")
    found.closed_on = day
    return found.reference


def _missing(desk: Desk, found: Suspension) -> tuple[str, ...]:
    text = desk.beside(SuspensionText, suspension_id=found.id)
    given = {
        name: str(getattr(text, name))
        for name in ("effect_on_service", "reasons", "proportionality", "impact", "no_dialogue_because")
    }
    calls = desk.all(EmergencyCall, suspension_id=found.id, dialogue=True)
    return still_owed(given, dialogue=any(found.ordered_at is None or row.at < found.ordered_at for row in calls))


def notice_facts(desk: Desk, found: Suspension) -> list[NoticeFact]:
    scopes: dict[int, SuspensionScope] = {row.number: row for row in scopes_of(desk, found)}
    return [
        notice_fact(found, scopes[row.about_scope], row)
        for row in desk.all(Notice, suspension_id=found.id, order_by=Notice.number)
    ]


def notice_fact(found: Suspension, scope: SuspensionScope, row: Notice) -> NoticeFact:
    return NoticeFact(
        reference=row.reference,
        addressee=row.addressee,
        state=row.state,
        change=scope.change,
        told_of=found.effective_at if scope.change == ScopeChange.ORDERED else scope.from_at,
        sent_at=row.sent_at,
        late_reason=row.late_reason,
        review_on=row.review_on,
    )


def exceptions_of(desk: Desk, found: Suspension) -> dict[str, tuple[date | None, ...]]:
    """Notice -> the review days of its exceptions in order; None: it ended."""
    by_notice: dict[str, tuple[date | None, ...]] = {}
    for row in desk.all(Notice, suspension_id=found.id):
        held = desk.all(NoticeException, notice_id=row.id, order_by=NoticeException.number)
        by_notice[row.reference] = tuple(one.review_on for one in held)
    return by_notice
