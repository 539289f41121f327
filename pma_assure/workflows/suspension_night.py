"""An emergency suspension recorded in one go, in the order in which it happened: at three in the morning.

Only whom it is about and when the call began are needed. The urgent meeting by telephone, its item, who took part and
the decision are made by the very deeds one would do one by one; what is missing is owed afterwards. An order without a
quorum is kept as purported: nobody has to say so first, for it is said before it is saved (R30, R76; Q3).
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pma_assure.records.cases import Case
from pma_assure.records.organisations import Organisation
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.vocabulary import (
    NoticeTo,
    SuspensionTarget,
)
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.crl import CertificateGiven
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.night_parts import (
    AuthorityLate,
    AuthorityToldAt,
    CallEndedAt,
    Casting,
    Channel,
    DecidedAt,
    Dialogue,
    EffectiveAt,
    EffectOnService,
    Impact,
    InstructedAt,
    Night,
    NoDialogue,
    NotReached,
    Order,
    PanelLate,
    PanelToldAt,
    Proportionality,
    Reasons,
    ReviewOn,
    Votes,
    WithheldBecause,
    WithheldReview,
    end_the_call,
    issue_crl,
    keep_calls,
    meet,
    motion_of,
    put_the_order,
    take_effect,
    tell,
    withhold,
    write_down,
)
from pma_assure.workflows.parameters import line, plain, ref, refs, rows
from pma_assure.workflows.suspensions import Ground, Likelihood, Services


@deed(
    "suspension.record_night",
    "Record an emergency suspension",
    refuses=(
        "a time lies ahead, or times are not in order",
        "an order without its grounds or its scope (R77, R78, paragraph 20)",
        "the votes are tied and the Chair has not cast (R16, paragraphs 17 and 29)",
        "a serial number is not hexadecimal, or longer than 20 octets (R85, paragraph 21)",
    ),
)
def record_night(
    desk: Desk,
    *,
    organisation: Annotated[
        str, ref("organisation", label="Whose", help="Whose rights; for its own service, the DCC.")
    ],
    called_at: Annotated[datetime, plain("Call began at", usually_today=True)],
    on_call: Annotated[tuple[str, ...], refs("person", label="On the call")] = (),
    not_reached: NotReached = (),
    target: Annotated[SuspensionTarget, plain("What is suspended")] = SuspensionTarget.PARTICIPANT_RIGHTS,
    ground: Ground = None,
    likelihood: Likelihood = None,
    immediate: Annotated[bool, plain("Immediate")] = True,
    services: Services = "",
    effect_on_service: EffectOnService = "",
    decided_at: DecidedAt = None,
    votes: Votes = (),
    casting: Casting = None,
    instructed_at: InstructedAt = None,
    effective_at: EffectiveAt = None,
    review_on: ReviewOn = None,
    panel_told_at: PanelToldAt = None,
    authority_told_at: AuthorityToldAt = None,
    channel: Channel = "Telephone",
    panel_late_reason: PanelLate = "",
    authority_late_reason: AuthorityLate = "",
    parties_withheld_because: WithheldBecause = "",
    parties_review_on: WithheldReview = None,
    certificates: Annotated[tuple[CertificateGiven, ...], rows("Certificates for the CRL")] = (),
    clause: Annotated[str | None, line("Clause of the Organisation CP")] = None,
    crl_issued_at: Annotated[datetime | None, plain("CRL instruction issued at")] = None,
    crl_confirmed_at: Annotated[datetime | None, plain("DCC confirmed at")] = None,
    call_ended_at: CallEndedAt = None,
    dialogue: Dialogue = "",
    no_dialogue_because: NoDialogue = "",
    reasons: Reasons = "",
    proportionality: Proportionality = "",
    impact: Impact = "",
    title: Annotated[str, line("Title", "Empty: “Emergency suspension” with the name.")] = "",
    case: Annotated[str | None, ref("case", label="Case", help="Empty: a new one is opened.")] = None,
) -> str:
    """Record a night in one go, in the order in which it happened; what is left out is owed, and nothing is lost."""
    whose = desk.find(Organisation, organisation, field="organisation")
    named = title.strip() or f"Emergency suspension: {whose.name}"
    night = Night(desk=desk, case="", organisation=whose, day=uk_day(called_at))
    opened = case or night.do(
        "case.open", {"opened_on": "called_at"}, title=named, organisation=whose.reference, opened_on=night.day
    )
    night.case = desk.find(Case, opened, field="case").reference
    night.suspension = night.do(
        "suspension.consider",
        {"considered_at": "called_at"},
        case=night.case,
        organisation=whose.reference,
        title=named,
        considered_at=called_at,
        target=target,
        ground=ground,
        likelihood=likelihood,
        immediate=immediate,
        services=services,
        effect_on_service=effect_on_service,
    )
    keep_calls(night, called_at, on_call, not_reached, dialogue)
    if on_call:
        meet(night, called_at, on_call)
    instruction = None
    if certificates:
        instruction = night.do(
            "crl.decide",
            {"decided_at": "decided_at"},
            case=night.case,
            title=f"Certificates of {whose.name} onto the CRL",
            decided_at=decided_at or called_at,
            certificates=certificates,
            clause=clause,
            suspension=night.suspension,
        )
    order = Order(called_at=called_at, decided_at=decided_at, votes=votes, casting=casting)
    if decided_at is not None or instructed_at is not None or effective_at is not None:
        put_the_order(
            night, order, instructed_at or effective_at, motion_of(ground, likelihood, immediate, services, whose)
        )
        take_effect(night, instructed_at, effective_at, review_on)
        tell(night, NoticeTo.PANEL, panel_told_at, channel, panel_late_reason)
        tell(night, NoticeTo.AUTHORITY, authority_told_at, channel, authority_late_reason)
        withhold(night, parties_withheld_because, parties_review_on)
    if instruction is not None:
        issue_crl(night, order, instruction, crl_issued_at, crl_confirmed_at)
    write_down(
        night,
        no_dialogue_because=no_dialogue_because,
        reasons=reasons,
        proportionality=proportionality,
        impact=impact,
    )
    end_the_call(night, call_ended_at)
    return night.suspension
