"""A suspension as people see it: its course, scopes, calls, notices with their margins, appeals, CRL instructions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pma_assure.values.outcome import Because


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeLine:
    """``from_at``: when it took effect, for the order too; None before that."""

    number: int
    change: str
    from_at: datetime | None
    services: tuple[str, ...]
    decision: str | None
    appeal: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    at: datetime
    person: str | None
    whom: str
    reached: bool
    dialogue: bool
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionLine:
    """``review_on`` None: the exception ended that day."""

    number: int
    judged_on: date
    review_on: date | None
    decision: str | None
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """``margin_minutes`` above 0: prior. ``owes_reason``: it was late and says not why by its own ``test``."""

    reference: str
    number: int
    addressee: str
    about_scope: int
    change: str
    state: str
    told_of: datetime | None
    sent_at: datetime | None
    channel: str | None
    margin_minutes: int | None
    prior: bool | None
    test: str
    owes_reason: bool
    late_reason: str
    sentence: str
    review_on: date | None
    state_reason: str
    proof: str | None
    exceptions: tuple[ExceptionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealLine:
    """``led_to`` are the numbers of the scopes that followed from it."""

    reference: str
    state: str
    lodged_on: date
    heard_on: date | None
    outcome_on: date | None
    grounds: str
    interim_effect: str
    outcome: str
    led_to: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateLine:
    issuer: str
    serial: str
    holder: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrlLine:
    """``minutes`` from the issue to the DCC's confirmation."""

    reference: str
    title: str
    state: str
    clause: str | None
    decision: str | None
    decided_at: datetime
    issued_at: datetime | None
    confirmed_at: datetime | None
    confirmed_by: str | None
    minutes: int | None
    certificates: tuple[CertificateLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpingLine:
    """Somebody who could make the quorum; ``not_reached`` when a call to them is recorded that reached nobody."""

    person: str
    name: str
    place: str
    not_reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionView:
    """``purported``: not ordered, varied or lifted by a valid decision, and not put right. ``missing``: what may follow
    and is owed, by its name and in words. Durations are minutes; None for what goes on still, or never was."""

    reference: str
    version: int
    title: str
    state: str
    case: str
    organisation: str
    organisation_name: str
    target: str
    grounds: str
    considered_at: datetime
    ordered_at: datetime | None
    instructed_at: datetime | None
    effective_at: datetime | None
    review_on: date | None
    lifted_at: datetime | None
    closed_on: date | None
    decision: str | None
    lift_decision: str | None
    meeting: str | None
    valid: bool
    purported: bool
    quorum_count: int | None
    quorum_needed: int | None
    could_make_quorum: tuple[HelpingLine, ...]
    full_minutes: int | None
    full_duration: str
    partial_minutes: int | None
    partial_duration: str
    effect_on_service: str
    reasons: str
    proportionality: str
    impact: str
    no_dialogue_because: str
    state_reason: str
    proposed_services: tuple[str, ...]
    services: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]
    scopes: tuple[ScopeLine, ...]
    calls: tuple[CallLine, ...]
    notices: tuple[NoticeLine, ...]
    appeals: tuple[AppealLine, ...]
    crl: tuple[CrlLine, ...]
    why: tuple[Because, ...]
