"""Emergency suspension, its notices and appeals, and certificates put on the CRL (R76-R86).

Everything here may be recorded at night, in the order in which it happens: what is missing is empty until it is given.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from pma_assure.records.mapping import Record, code_of, link, long_text, reference_column
from pma_assure.rules.vocabulary import (
    AppealState,
    Classification,
    CrlState,
    GroundKind,
    GroundLikelihood,
    NoticeState,
    NoticeTo,
    ScopeChange,
    SuspensionState,
    SuspensionTarget,
)


class Suspension(Record):
    """An emergency suspension from the first call to its close. An order without a quorum is kept as purported."""

    __tablename__ = "suspension"
    __table_args__ = (
        Index(
            "ix_suspension_list",
            "reference",
            "title",
            "state",
            "case_id",
            "organisation_id",
            "target",
            "ordered_at",
            "effective_at",
            "lifted_at",
            "review_on",
        ),
        Index(
            "ix_suspension_open",
            "reference",
            sqlite_where=text("state not in ('closed', 'not_pursued', 'rescinded')"),
        ),
    )
    __searchable__ = ("title",)
    reference: Mapped[str] = reference_column()
    case_id: Mapped[UUID] = link("case_file.id")
    organisation_id: Mapped[UUID] = link("organisation.id")
    """Whose rights are suspended; for a suspension of the DCC's own service, the DCC."""
    title: Mapped[str]
    target: Mapped[SuspensionTarget] = mapped_column(code_of(SuspensionTarget))
    state: Mapped[SuspensionState] = mapped_column(code_of(SuspensionState))
    ground: Mapped[GroundKind | None] = mapped_column(code_of(GroundKind))
    likelihood: Mapped[GroundLikelihood | None] = mapped_column(code_of(GroundLikelihood))
    immediate: Mapped[bool | None]
    considered_at: Mapped[datetime]
    ordered_at: Mapped[datetime | None]
    decision_id: Mapped[UUID | None] = link("decision.id")
    """The order; a decision that is purported is not valid, and the order with it (Q3)."""
    meeting_id: Mapped[UUID | None] = link("meeting.id")
    instructed_at: Mapped[datetime | None]
    effective_at: Mapped[datetime | None]
    review_on: Mapped[date | None]
    lifted_at: Mapped[datetime | None]
    lift_decision_id: Mapped[UUID | None] = link("decision.id")
    closed_on: Mapped[date | None]


class SuspensionText(Record):
    __tablename__ = "suspension_text"
    __searchable__ = (
        "effect_on_service",
        "reasons",
        "proportionality",
        "impact",
        "no_dialogue_because",
        "proposed_services",
    )
    __owner_column__ = "suspension_id"
    suspension_id: Mapped[UUID] = link("suspension.id")
    effect_on_service: Mapped[str] = long_text()
    """How the security or integrity of the SMKI Service is threatened (R77)."""
    reasons: Mapped[str] = long_text()
    proportionality: Mapped[str] = long_text()
    impact: Mapped[str] = long_text()
    """Which obligations of the participant the suspension touches (R75, R86)."""
    no_dialogue_because: Mapped[str] = long_text()
    proposed_services: Mapped[str] = long_text()
    """The scope that is put to the members, one service to a line: the order, or what it is to be varied to."""
    state_reason: Mapped[str] = long_text()


class SuspensionScope(Record):
    """What is suspended from an instant on. Varied or lifted in part is a new row; the old one stays (R78)."""

    __tablename__ = "suspension_scope"
    __table_args__ = (UniqueConstraint("suspension_id", "number"),)
    __owner_column__ = "suspension_id"
    __frozen_when__ = "always"
    suspension_id: Mapped[UUID] = link("suspension.id")
    number: Mapped[int]
    change: Mapped[ScopeChange] = mapped_column(code_of(ScopeChange))
    from_at: Mapped[datetime | None]
    """None for the order: it holds from when the suspension took effect."""
    services: Mapped[str] = long_text()
    """One service to a line; empty after the whole was lifted."""
    decision_id: Mapped[UUID | None] = link("decision.id")
    appeal_id: Mapped[UUID | None] = link("appeal.id")
    reason: Mapped[str] = long_text()


class EmergencyCall(Record):
    """Who was called and when, whether reached; and each exchange with the participant (R81)."""

    __tablename__ = "emergency_call"
    __owner_column__ = "suspension_id"
    suspension_id: Mapped[UUID] = link("suspension.id")
    at: Mapped[datetime]
    person_id: Mapped[UUID | None] = link("person.id")
    """A member, an alternate or the PKI Specialist; None for somebody of the participant."""
    whom: Mapped[str]
    reached: Mapped[bool]
    dialogue: Mapped[bool] = mapped_column(default=False)
    """With the participant, before the order (R81, paragraph 72)."""
    said: Mapped[str] = long_text()


class Notice(Record):
    """A notice of a suspension that is owed, sent, not necessary, or withheld as a security risk (R79-R83).

    Prior or after is never stored: it is the effective instant less the sent one.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("suspension_id", "number"),
        Index("ix_notice_owed", "suspension_id", "reference", "state"),
    )
    __owner_column__ = "suspension_id"
    reference: Mapped[str] = reference_column()
    suspension_id: Mapped[UUID] = link("suspension.id")
    number: Mapped[int]
    addressee: Mapped[NoticeTo] = mapped_column(code_of(NoticeTo))
    about_scope: Mapped[int] = mapped_column(default=1)
    """The number of the scope it tells of: a lift or a variation owes notices of its own."""
    state: Mapped[NoticeState] = mapped_column(code_of(NoticeState))
    sent_at: Mapped[datetime | None]
    channel: Mapped[str | None]
    review_on: Mapped[date | None]
    """While excepted: the day the exception is looked at again."""
    proof_id: Mapped[UUID | None] = link("evidence.id")
    late_reason: Mapped[str] = long_text()
    """Why it was not sent before: for the Panel "not reasonably practicable", for the Authority "not practicable"."""
    state_reason: Mapped[str] = long_text()


class NoticeException(Record):
    """The PMA's judgement that notifying is itself a security risk, or its extension: with basis and review (R83)."""

    __tablename__ = "notice_exception"
    __table_args__ = (UniqueConstraint("notice_id", "number"),)
    __owner_column__ = "notice_id"
    __frozen_when__ = "always"
    notice_id: Mapped[UUID] = link("notice.id")
    number: Mapped[int]
    judged_on: Mapped[date]
    review_on: Mapped[date | None]
    """None: the exception ended that day, and the notice is owed."""
    decision_id: Mapped[UUID | None] = link("decision.id")
    basis: Mapped[str] = long_text()


class Appeal(Record):
    """The participant's appeal to the Authority, which may be heard after the event (R84, paragraph 20)."""

    __tablename__ = "appeal"
    __table_args__ = (UniqueConstraint("suspension_id", "number"),)
    __owner_column__ = "suspension_id"
    __searchable__ = ("grounds", "outcome")
    reference: Mapped[str] = reference_column()
    suspension_id: Mapped[UUID] = link("suspension.id")
    number: Mapped[int]
    state: Mapped[AppealState] = mapped_column(code_of(AppealState))
    lodged_on: Mapped[date]
    heard_on: Mapped[date | None]
    outcome_on: Mapped[date | None]
    grounds: Mapped[str] = long_text()
    interim_effect: Mapped[str] = long_text()
    outcome: Mapped[str] = long_text()
    """As the Authority reported it."""


_ISSUED = "EXISTS (SELECT 1 FROM crl_instruction i WHERE i.id = {row}.crl_instruction_id AND i.state <> 'decided')"


class CrlInstruction(Record):
    """The PMA requires the DCC to put certificates on the CRL, by the Organisation CP's process (R85)."""

    __tablename__ = "crl_instruction"
    __table_args__ = (
        Index(
            "ix_crl_instruction_list",
            "reference",
            "title",
            "state",
            "case_id",
            "decided_at",
            "issued_at",
            "confirmed_at",
        ),
    )
    __searchable__ = ("title", "reasons")
    reference: Mapped[str] = reference_column()
    case_id: Mapped[UUID] = link("case_file.id")
    suspension_id: Mapped[UUID | None] = link("suspension.id")
    title: Mapped[str]
    state: Mapped[CrlState] = mapped_column(code_of(CrlState))
    clause: Mapped[str | None] = mapped_column(String(60))
    """The clause of the Organisation CP whose process is followed."""
    requirement_id: Mapped[UUID | None] = link("requirement.id")
    classification: Mapped[Classification] = mapped_column(code_of(Classification))
    decided_at: Mapped[datetime]
    decision_id: Mapped[UUID | None] = link("decision.id")
    issued_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str | None]
    reasons: Mapped[str] = long_text()


class CrlCertificate(Record):
    """One certificate: its issuer, and its serial number in hexadecimal without separators, as it is compared."""

    __tablename__ = "crl_certificate"
    __table_args__ = (UniqueConstraint("crl_instruction_id", "issuer", "serial"),)
    __owner_column__ = "crl_instruction_id"
    __searchable__ = ("issuer", "serial")
    __frozen_when__ = _ISSUED.format(row="OLD")
    __closed_when__ = _ISSUED.format(row="NEW")
    crl_instruction_id: Mapped[UUID] = link("crl_instruction.id")
    issuer: Mapped[str]
    serial: Mapped[str] = mapped_column(String(40))
    holder: Mapped[str | None]
    withdrawn_on: Mapped[date | None]
