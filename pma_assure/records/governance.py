"""How the PMA's seats are filled, and what it is asked, reviews and raises (R04-R07, R11, R33-R41, R46, R66)."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pma_assure.records.mapping import Record, code_of, link, long_text, reference_column
from pma_assure.rules.vocabulary import (
    ModificationState,
    PolicyPart,
    PolicyPresence,
    ReviewRecommendation,
    SupportDirection,
    SupportKind,
    SupportState,
)


class SeatElection(Record):
    """Nominations for the seats of one constituency, and what came of them, as SECAS reported it (R34, R35).

    Contested or not is never stored: there are more nominations than seats, or there are not.
    """

    __tablename__ = "seat_election"
    __table_args__ = (Index("ix_seat_election_list", "reference", "title", "constituency", "reported_on"),)
    __searchable__ = ("title", "constituency")
    reference: Mapped[str] = reference_column()
    title: Mapped[str]
    constituency: Mapped[str]
    seats: Mapped[str]
    """The codes of the seats, comma separated: two Large Supplier seats may be filled at once."""
    nominations_closed_on: Mapped[date | None]
    reported_on: Mapped[date | None]
    """The day SECAS reported the result; None: nominations are still open, or no result was reported."""
    note: Mapped[str] = long_text()


class Nomination(Record):
    """One individual nominated, by anyone (R34). ``votes`` as reported, None where nobody voted."""

    __tablename__ = "nomination"
    __owner_column__ = "election_id"
    __searchable__ = ("nominee", "nominator")
    election_id: Mapped[UUID] = link("seat_election.id")
    nominee: Mapped[str]
    person_id: Mapped[UUID | None] = link("person.id")
    nominator: Mapped[str]
    nominated_on: Mapped[date | None]
    votes: Mapped[int | None]
    seat_id: Mapped[UUID | None] = link("seat.id")
    """The seat that the nominee got, as reported."""
    withdrawn_on: Mapped[date | None]


class IndependenceDeclared(Record):
    """What the Chair or the PKI Specialist declared of independence on appointment (R23, R25)."""

    __tablename__ = "independence_declared"
    __owner_column__ = "person_id"
    person_id: Mapped[UUID] = link("person.id")
    place: Mapped[str] = mapped_column(String(80))
    """For which place: Chair, or PKI Specialist."""
    declared_on: Mapped[date]
    words: Mapped[str] = long_text()


class DocumentReview(Record):
    """A periodical review of a document of the set: is it effective, does it serve the SEC's objectives (R04)?"""

    __tablename__ = "document_review"
    __table_args__ = (
        Index(
            "ix_document_review_list",
            "reference",
            "title",
            "document_id",
            "due",
            "done_on",
            "recommendation",
            "concluded_on",
            "withdrawn_on",
        ),
    )
    __searchable__ = ("title", "findings", "actions")
    reference: Mapped[str] = reference_column()
    title: Mapped[str]
    document_id: Mapped[UUID] = link("set_document.id")
    due: Mapped[date | None]
    done_on: Mapped[date | None]
    recommendation: Mapped[ReviewRecommendation | None] = mapped_column(code_of(ReviewRecommendation))
    concluded_on: Mapped[date | None]
    decision_id: Mapped[UUID | None] = link("decision.id")
    """The PMA's decision that concluded it, where it took one."""
    withdrawn_on: Mapped[date | None]
    findings: Mapped[str] = long_text()
    """Whether the document is effective, and whether it still contributes to the SEC's objectives."""
    actions: Mapped[str] = long_text()
    withdrawn_reason: Mapped[str] = long_text()


class PolicyCheck(Record):
    """One of the four parts that a version of the Compliance Policy sets, and where it does (R46, paragraph 55)."""

    __tablename__ = "policy_check"
    __table_args__ = (UniqueConstraint("document_version_id", "part"),)
    __owner_column__ = "document_version_id"
    document_version_id: Mapped[UUID] = link("document_version.id")
    part: Mapped[PolicyPart] = mapped_column(code_of(PolicyPart))
    presence: Mapped[PolicyPresence] = mapped_column(code_of(PolicyPresence))
    clause: Mapped[str | None] = mapped_column(String(40))
    checked_on: Mapped[date]
    note: Mapped[str] = long_text()


class Modification(Record):
    """A modification the PMA raised or follows; what becomes of it is decided elsewhere (R05, R54, R58, R65)."""

    __tablename__ = "modification"
    __table_args__ = (
        Index("ix_modification_list", "reference", "title", "state", "document_id", "raised_on", "effective_on"),
    )
    __searchable__ = ("title", "external_reference", "reason", "limited_purpose")
    reference: Mapped[str] = reference_column()
    title: Mapped[str]
    document_id: Mapped[UUID | None] = link("set_document.id")
    """None for a modification outside the document set, such as one to Section K; ``concerns`` then names it."""
    concerns: Mapped[str]
    state: Mapped[ModificationState] = mapped_column(code_of(ModificationState))
    raised_on: Mapped[date]
    decision_id: Mapped[UUID | None] = link("decision.id")
    """The decision to raise it."""
    review_id: Mapped[UUID | None] = link("document_review.id")
    external_reference: Mapped[str | None]
    reported_status: Mapped[str | None]
    """The newest status as reported from outside, in the words of whoever reported it."""
    comments_from: Mapped[date | None]
    comments_to: Mapped[date | None]
    effective_on: Mapped[date | None]
    explicit_charge: Mapped[bool] = mapped_column(default=False)
    """It introduces an explicit charge for an audit that a user's fault necessitated (R65, paragraph 67)."""
    reason: Mapped[str] = long_text()
    limited_purpose: Mapped[str] = long_text()


class ModificationReport(Record):
    """A status of a modification as somebody outside reported it; nothing here is the PMA's word."""

    __tablename__ = "modification_report"
    __table_args__ = (UniqueConstraint("modification_id", "number"),)
    __owner_column__ = "modification_id"
    __frozen_when__ = "always"
    modification_id: Mapped[UUID] = link("modification.id")
    number: Mapped[int]
    reported_on: Mapped[date]
    reported_by: Mapped[str]
    status: Mapped[str]
    note: Mapped[str] = long_text()


class SupportRequest(Record):
    """Support the PMA was asked for, or asked of SECAS; what was said is kept with its day (R07, R11, R66)."""

    __tablename__ = "support_request"
    __table_args__ = (
        Index(
            "ix_support_request_list",
            "reference",
            "title",
            "state",
            "direction",
            "kind",
            "body",
            "received_on",
            "due",
            "answered_on",
        ),
    )
    __searchable__ = ("title", "body", "what", "response")
    reference: Mapped[str] = reference_column()
    title: Mapped[str]
    direction: Mapped[SupportDirection] = mapped_column(code_of(SupportDirection))
    kind: Mapped[SupportKind] = mapped_column(code_of(SupportKind))
    state: Mapped[SupportState] = mapped_column(code_of(SupportState))
    body: Mapped[str]
    """Who asked; for what the PMA asked of SECAS, SECAS."""
    received_on: Mapped[date]
    due: Mapped[date | None]
    answered_on: Mapped[date | None]
    modification_id: Mapped[UUID | None] = link("modification.id")
    document_id: Mapped[UUID | None] = link("set_document.id")
    case_id: Mapped[UUID | None] = link("case_file.id")
    decision_id: Mapped[UUID | None] = link("decision.id")
    what: Mapped[str] = long_text()
    response: Mapped[str] = long_text()
    state_reason: Mapped[str] = long_text()
