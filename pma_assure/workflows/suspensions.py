"""Emergency suspensions: considered and ordered; an order without a valid decision put before a quorate meeting.

Everything may be recorded in the order in which it happens at night. What is missing is owed, not asked for first; an
order without a valid decision of the PMA is kept as purported, and nothing rests on it (Q3).
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pma_assure.records.emergency import Notice, Suspension, SuspensionScope, SuspensionText
from pma_assure.records.house import IrregularFact
from pma_assure.records.meetings import Decision
from pma_assure.records.organisations import Organisation
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.emergency import grounds_lack, services_of
from pma_assure.rules.notices import OWED_ON_ORDER
from pma_assure.rules.refusal import Refused
from pma_assure.rules.state_sets import ORDERED_SUSPENSIONS
from pma_assure.rules.vocabulary import (
    Asked,
    GroundKind,
    GroundLikelihood,
    NoticeState,
    NoticeTo,
    ScopeChange,
    SuspensionState,
    SuspensionTarget,
)
from pma_assure.rules.wording import instant as say_instant
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.cases import CaseRef, open_folder
from pma_assure.workflows.decisions import valid_decision_on
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.meetings import not_later
from pma_assure.workflows.parameters import line, plain, ref, words

SuspensionRef = Annotated[str, ref("suspension", label="Suspension")]
DecisionRef = Annotated[str | None, ref("decision", label="Decision", help="Of the PMA, on exactly this.")]
Services = Annotated[str, words("Services", "One to a line: “Electricity supply User Gateway services”.")]
Purported = Annotated[
    bool,
    plain(
        "Keep it as purported", "It was in fact done without a valid decision: kept, not valid, nothing rests on it."
    ),
]
Immediate = Annotated[bool | None, plain("Immediate")]
Ground = Annotated[GroundKind | None, plain("Threat or compromise")]
Likelihood = Annotated[GroundLikelihood | None, plain("Occurred or likely")]
NOT_VALID = (
    "no valid decision of the PMA on exactly this is named, and it is not kept as purported (R76, paragraph 71)",
)
ORDER_RULE, ORDER_PARAGRAPH = "R76", "20, 71"


@deed(
    "suspension.consider",
    "Consider an emergency suspension",
    refuses=("the case is closed", "the time lies ahead"),
)
def consider(
    desk: Desk,
    *,
    case: CaseRef,
    title: Annotated[str, line("Title", "“Wren Valley Power: keys likely to be compromised”.")],
    considered_at: Annotated[datetime, plain("Considered at", "When it was first raised.", usually_today=True)],
    target: Annotated[SuspensionTarget, plain("What is suspended")] = SuspensionTarget.PARTICIPANT_RIGHTS,
    organisation: Annotated[
        str | None, ref("organisation", label="Whose", help="Empty: the organisation the case is about.")
    ] = None,
    ground: Ground = None,
    likelihood: Likelihood = None,
    immediate: Immediate = None,
    services: Services = "",
    effect_on_service: Annotated[
        str, words("How it threatens the SMKI Service", "Its security or its integrity.")
    ] = "",
) -> str:
    """Record that an emergency suspension is considered: the first facts, and what is known of its grounds."""
    folder = open_folder(desk, case)
    not_later(desk, considered_at, field="considered_at")
    whose = folder.organisation_id
    if organisation is not None:
        whose = desk.find(Organisation, organisation, field="organisation").id
    found = desk.add(
        Suspension(
            reference=desk.allot("SUSP", uk_day(considered_at).year),
            case_id=folder.id,
            organisation_id=whose,
            title=title,
            target=target,
            state=SuspensionState.CONSIDERED,
            ground=ground,
            likelihood=likelihood,
            immediate=immediate,
            considered_at=considered_at,
        )
    )
    desk.session.flush()
    desk.add(
        SuspensionText(
            suspension_id=found.id,
            effect_on_service=effect_on_service,
            proposed_services="\n".join(services_of(services)),
        )
    )
    desk.session.flush()
    return found.reference


@deed(
    "suspension.edit",
    "Change what is put to the members",
    refuses=("it is closed or was not pursued", "its grounds, once it was ordered: they stand as they were"),
)
def edit(
    desk: Desk,
    *,
    suspension: SuspensionRef,
    title: Annotated[str | None, line("Title")] = None,
    ground: Ground = None,
    likelihood: Likelihood = None,
    immediate: Immediate = None,
    services: Annotated[str | None, words("Services", "Once in effect: what it is to be varied or reduced to.")] = None,
    version: Annotated[
        int | None, plain("Version", "The version you read; saving over a later one is refused.")
    ] = None,
) -> str:
    """Change the grounds and the scope before the order; afterwards the scope that a variation is to have."""
    found = desk.find(Suspension, suspension, field="suspension")
    text = desk.beside(SuspensionText, suspension_id=found.id)
    if found.state in (SuspensionState.CLOSED, SuspensionState.NOT_PURSUED, SuspensionState.RESCINDED):
        raise Refused(f"{found.reference} is {label(found.state)} and stands as it was.", field="suspension")
    if found.state != SuspensionState.CONSIDERED and (ground, likelihood, immediate) != (None, None, None):
        raise Refused(
            f"{found.reference} is {label(found.state)}: the grounds of the order stand as they were.",
            rule="R77",
            paragraph="20",
            field="ground",
        )
    proposed = None if services is None else "\n".join(services_of(services))
    given: dict[str, object] = {
        "title": title or None,
        "ground": ground,
        "likelihood": likelihood,
        "immediate": immediate,
        "proposed_services": proposed,
    }
    desk.expect_version(found, version, given, beside=(text,))
    desk.change(found, given, beside=(text,))
    return found.reference


@deed(
    "suspension.order",
    "Record the order",
    refuses=(
        *NOT_VALID,
        "its grounds are not said: threat or compromise, occurred or likely, immediate or not (R77, paragraph 20)",
        "no service is named (R78, paragraph 20)",
        "the time lies ahead, or before it was considered",
    ),
)
def order(
    desk: Desk,
    *,
    suspension: SuspensionRef,
    ordered_at: Annotated[datetime, plain("Ordered at", usually_today=True)],
    decision: DecisionRef = None,
    ground: Ground = None,
    likelihood: Likelihood = None,
    immediate: Immediate = None,
    services: Services = "",
    purported: Purported = False,
) -> str:
    """Record that the PMA ordered the suspension, with its grounds and scope; reasons and dialogue may follow."""
    found = desk.find(Suspension, suspension, field="suspension")
    text = desk.beside(SuspensionText, suspension_id=found.id)
    not_later(desk, ordered_at, field="ordered_at")
    if ordered_at < found.considered_at:
        raise Refused(f"It was considered at {say_instant(found.considered_at)}, later than that.", field="ordered_at")
    desk.step(found, SuspensionState.ORDERED, kind="suspension", deed="suspension.order")
    desk.change(found, {"ground": ground, "likelihood": likelihood, "immediate": immediate})
    if services.strip():
        text.proposed_services = "\n".join(services_of(services))
    lacking = grounds_lack(found.ground, found.likelihood, found.immediate)
    if lacking:
        raise Refused(f"Say {' and '.join(lacking)}.", rule="R77", paragraph="20", field="ground")
    if not text.proposed_services.strip():
        raise Refused("Say which services are suspended, one to a line.", rule="R78", paragraph="20", field="services")
    made = resting_on(desk, found, decision, Asked.ORDER_SUSPENSION, done="ordered", purported=purported)
    found.ordered_at = ordered_at
    if made is not None:
        found.decision_id, found.meeting_id = made.id, made.meeting_id
        if ordered_at < made.decided_at:
            desk.notes.append(f"{made.reference} was decided after that, at {say_instant(made.decided_at)}.")
    add_scope(desk, found, ScopeChange.ORDERED, None, text.proposed_services, decision_id=found.decision_id)
    owe(desk, found, 1, OWED_ON_ORDER)
    return found.reference


def resting_on(
    desk: Desk, found: Suspension, decision: str | None, asked: Asked, *, done: str, purported: bool
) -> Decision | None:
    """The valid decision; or, where it is to be kept as purported, the one that was in fact taken, if any.

    Raises Refused where neither holds, and where what is to be kept as purported rests on a valid decision.
    """
    if decision is None and not purported:
        raise Refused(
            f"Name the decision by which the PMA decided on “{label(asked)}”; or, if {found.reference} was in fact"
            f" {done} without one, keep it as purported.",
            rule=ORDER_RULE,
            paragraph=ORDER_PARAGRAPH,
            field="decision",
        )
    named: Decision | None = None
    why = "no decision of the PMA on it is recorded"
    if decision is not None:
        try:
            made = valid_decision_on(desk, decision, "suspension", found.id, asked=asked)
        except Refused as refused:
            if not purported:
                raise
            named = desk.find(Decision, decision, field="decision")
            why = refused.sentence.rstrip(".")
        else:
            if purported:
                raise Refused(
                    f"By what is recorded {made.reference} is a valid decision on this: record it as it is.",
                    rule=ORDER_RULE,
                    paragraph=ORDER_PARAGRAPH,
                    field="purported",
                )
            return made
    desk.keep_irregular(
        found,
        f"{found.reference} was {done} without a valid decision of the PMA and is purported: {why}",
        rule=ORDER_RULE,
        paragraph=ORDER_PARAGRAPH,
        case_id=found.case_id,
    )
    return named if named is not None and named.subject_id == found.id else None


def add_scope(
    desk: Desk,
    found: Suspension,
    change: ScopeChange,
    from_at: datetime | None,
    services: str,
    *,
    decision_id: UUID | None = None,
    appeal_id: UUID | None = None,
    reason: str = "",
) -> SuspensionScope:
    """A new scope after those there are: what was before stays as it was (R78)."""
    row = desk.add(
        SuspensionScope(
            suspension_id=found.id,
            number=1 + len(scopes_of(desk, found)),
            change=change,
            from_at=from_at,
            services="\n".join(services_of(services)),
            decision_id=decision_id,
            appeal_id=appeal_id,
            reason=reason,
        )
    )
    desk.session.flush()
    return row


def scopes_of(desk: Desk, found: Suspension) -> list[SuspensionScope]:
    return desk.all(SuspensionScope, suspension_id=found.id, order_by=SuspensionScope.number)


def owe(desk: Desk, found: Suspension, scope: int, addressees: tuple[NoticeTo, ...]) -> None:
    """Owe a notice of one scope to each of these."""
    for addressee in addressees:
        number = 1 + len(desk.all(Notice, suspension_id=found.id))
        desk.add(
            Notice(
                reference=f"{found.reference}/N{number}",
                suspension_id=found.id,
                number=number,
                addressee=addressee,
                about_scope=scope,
                state=NoticeState.OWED,
            )
        )
        desk.session.flush()


def open_irregular(desk: Desk, found: Suspension) -> list[IrregularFact]:
    """What of the order, its variation or its lift is purported and not settled."""
    return desk.all(IrregularFact, record_id=found.id, rule=ORDER_RULE, settled_on=None)


@deed(
    "suspension.confirm_order",
    "Record that a quorate meeting decided on the order",
    refuses=("it was ordered by a valid decision already", "the decision is not valid, or on another text"),
)
def confirm_order(
    desk: Desk,
    *,
    suspension: SuspensionRef,
    decision: Annotated[str, ref("decision", label="Decision", help="Of the quorate meeting, on the order.")],
) -> str:
    """Record that an order given without a valid decision was put before a quorate meeting, which made it its own."""
    found = desk.find(Suspension, suspension, field="suspension")
    owing = open_irregular(desk, found)
    if found.state not in ORDERED_SUSPENSIONS or not owing:
        raise Refused(f"{found.reference} is not purported.", rule="R76", paragraph="20, 71", field="suspension")
    made = valid_decision_on(desk, decision, "suspension", found.id, asked=Asked.ORDER_SUSPENSION)
    settled = [*owing]
    if found.decision_id is not None:
        settled += desk.all(IrregularFact, record_id=found.decision_id, rule="R30", settled_on=None)
    for fact in settled:
        fact.settled_on, fact.settled_reason = desk.day, f"A quorate meeting decided on it: {made.reference}."
    found.decision_id, found.meeting_id = made.id, made.meeting_id
    return found.reference
