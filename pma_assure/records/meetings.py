"""Meetings, agenda items, who was there, who was excused, what was decided and how each voted."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from pma_assure.records.mapping import Record, code_of, link, long_text, reference_column
from pma_assure.rules.vocabulary import (
    Asked,
    ChairRuling,
    DecisionManner,
    DecisionResult,
    DecisionState,
    ItemState,
    MeetingMode,
    MeetingState,
    Standing,
    VoteCast,
)


class Meeting(Record):
    __tablename__ = "meeting"
    __table_args__ = (Index("ix_meeting_list", "starts_at", "reference", "title", "state", "number"),)
    __searchable__ = ("title", "place")
    reference: Mapped[str] = reference_column()
    number: Mapped[int]
    title: Mapped[str]
    starts_at: Mapped[datetime]
    place: Mapped[str]
    mode: Mapped[MeetingMode] = mapped_column(code_of(MeetingMode))
    urgent: Mapped[bool] = mapped_column(default=False)
    state: Mapped[MeetingState] = mapped_column(code_of(MeetingState))
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    state_reason: Mapped[str] = long_text()


class AgendaItem(Record):
    """One item of business. ``subject_*`` names the record it is about; ``organisation_id`` whom it concerns."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        Index("ix_agenda_item_list", "meeting_id", "number", "title", "state", "subject_reference"),
        Index("ix_agenda_item_subject", "subject_id"),
    )
    __searchable__ = ("title",)
    reference: Mapped[str] = reference_column()
    meeting_id: Mapped[UUID] = link("meeting.id")
    number: Mapped[int]
    title: Mapped[str]
    state: Mapped[ItemState] = mapped_column(code_of(ItemState))
    case_id: Mapped[UUID | None] = link("case_file.id")
    organisation_id: Mapped[UUID | None] = link("organisation.id")
    against_organisation: Mapped[bool] = mapped_column(default=False)
    """Action against the organisation is considered, so its people are excused (R29, paragraph 35)."""
    subject_kind: Mapped[str | None] = mapped_column(String(40))
    subject_id: Mapped[UUID | None]
    subject_reference: Mapped[str | None] = mapped_column(String(60))
    asks: Mapped[Asked] = mapped_column(code_of(Asked), default=Asked.OTHER)
    """What is to be decided of the subject: nothing else can rest on the decision."""
    circulated_on: Mapped[date | None]
    """The last time; each circulation is a :class:`Circulation` of its own."""
    circulated_fingerprint: Mapped[str | None] = mapped_column(String(64))
    begun_at: Mapped[datetime | None]
    carried_from_id: Mapped[UUID | None] = link("agenda_item.id")
    """The item of an earlier meeting that was deferred to this one."""
    paper_by: Mapped[str | None]
    """Who prepares the paper, for the chasing list."""


class AgendaItemText(Record):
    __tablename__ = "agenda_item_text"
    __searchable__ = ("motion", "reasons", "note")
    __owner_column__ = "item_id"
    item_id: Mapped[UUID] = link("agenda_item.id")
    motion: Mapped[str] = long_text()
    motion_as_first_put: Mapped[str] = long_text()
    """Kept when the motion is amended before it is put; "" when it never was."""
    reasons: Mapped[str] = long_text()
    not_against_because: Mapped[str] = long_text()
    """Why this is not held to be action against the organisation concerned, so that its people stay (R29)."""
    note: Mapped[str] = long_text()
    state_reason: Mapped[str] = long_text()


class Circulation(Record):
    """The paper of an item as it went to the members once; a paper that goes again is another row."""

    __tablename__ = "circulation"
    __table_args__ = (UniqueConstraint("item_id", "number"),)
    __frozen_when__ = "always"
    __owner_column__ = "item_id"
    item_id: Mapped[UUID] = link("agenda_item.id")
    number: Mapped[int]
    circulated_on: Mapped[date]
    motion: Mapped[str] = long_text()
    reasons: Mapped[str] = long_text()
    fingerprint: Mapped[str] = mapped_column(String(64))
    copy: Mapped[str] = mapped_column(Text)
    """Canonical JSON of what the item was about that day."""


class Attendance(Record):
    """``arrived_at`` None: expected. Somebody who leaves and comes back has two rows."""

    __tablename__ = "attendance"
    __table_args__ = (Index("ix_attendance_list", "meeting_id", "person_id", "seat_id"),)
    __owner_column__ = "meeting_id"
    meeting_id: Mapped[UUID] = link("meeting.id")
    person_id: Mapped[UUID] = link("person.id")
    seat_id: Mapped[UUID | None] = link("seat.id")
    standing: Mapped[Standing] = mapped_column(code_of(Standing))
    expected: Mapped[bool] = mapped_column(default=True)
    apologies: Mapped[bool] = mapped_column(default=False)
    arrived_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    invited_for: Mapped[str | None] = mapped_column(Text)
    correction: Mapped[str] = long_text()
    """Why the row was put right afterwards; what it said before is in the audit trail."""
    invited_by_id: Mapped[UUID | None] = link("person.id")
    """The Chair, or who acted as Chair, for somebody invited (R18)."""
    item_id: Mapped[UUID | None] = link("agenda_item.id")
    """The item somebody is invited for; None: the whole meeting."""


class MeetingText(Record):
    """What the minutes say beyond the items: opening remarks, matters arising, any other business."""

    __tablename__ = "meeting_text"
    __owner_column__ = "meeting_id"
    __searchable__ = ("opening", "other_business", "corrections")
    meeting_id: Mapped[UUID] = link("meeting.id")
    opening: Mapped[str] = long_text()
    other_business: Mapped[str] = long_text()
    corrections: Mapped[str] = long_text()
    """What the members put right in the draft minutes before they agreed them."""


class MeetingAction(Record):
    """Something a meeting asked somebody to do, with its day; it becomes a duty until it is done."""

    __tablename__ = "meeting_action"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        Index("ix_meeting_action_open", "reference", sqlite_where=text("done_on is null and withdrawn_on is null")),
    )
    __owner_column__ = "meeting_id"
    __searchable__ = ("what", "outcome")
    reference: Mapped[str] = reference_column()
    meeting_id: Mapped[UUID] = link("meeting.id")
    item_id: Mapped[UUID | None] = link("agenda_item.id")
    number: Mapped[int]
    owner: Mapped[str]
    due: Mapped[date | None]
    done_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    what: Mapped[str] = long_text()
    outcome: Mapped[str] = long_text()


class ItemInterest(Record):
    """An interest declared in one item, and how the Chair ruled on it (6.1)."""

    __tablename__ = "item_interest"
    __owner_column__ = "item_id"
    __searchable__ = ("nature",)
    item_id: Mapped[UUID] = link("agenda_item.id")
    person_id: Mapped[UUID] = link("person.id")
    declared_at: Mapped[datetime]
    ruling: Mapped[ChairRuling | None] = mapped_column(code_of(ChairRuling))
    ruled_by_id: Mapped[UUID | None] = link("person.id")
    nature: Mapped[str] = long_text()
    ruling_reason: Mapped[str] = long_text()


class Recusal(Record):
    __tablename__ = "recusal"
    __table_args__ = (UniqueConstraint("item_id", "person_id"),)
    __owner_column__ = "item_id"
    __searchable__ = ("reason",)
    item_id: Mapped[UUID] = link("agenda_item.id")
    person_id: Mapped[UUID] = link("person.id")
    left_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    withdrawn_on: Mapped[date | None]
    """Recorded by mistake, or the Chair ruled otherwise; the reason says which."""
    reason: Mapped[str] = mapped_column(Text)


class Decision(Record):
    """A decision of the PMA. ``fingerprint`` is that of exactly what was decided on; the copy stands beside."""

    __tablename__ = "decision"
    __table_args__ = (
        Index("ix_decision_list", "decided_on", "reference", "result", "state", "item_id"),
        Index("ix_decision_subject", "subject_id"),
    )
    # A decision may only be superseded, or flagged for re-evaluation, afterwards.
    __frozen_when__ = (
        "NEW.reference IS NOT OLD.reference OR NEW.item_id IS NOT OLD.item_id OR NEW.meeting_id IS NOT OLD.meeting_id"
        " OR NEW.decided_at IS NOT OLD.decided_at OR NEW.decided_on IS NOT OLD.decided_on"
        " OR NEW.manner IS NOT OLD.manner OR NEW.result IS NOT OLD.result"
        " OR NEW.subject_kind IS NOT OLD.subject_kind OR NEW.subject_id IS NOT OLD.subject_id"
        " OR NEW.subject_reference IS NOT OLD.subject_reference OR NEW.fingerprint IS NOT OLD.fingerprint"
        " OR NEW.asks IS NOT OLD.asks"
        " OR NEW.votes_for IS NOT OLD.votes_for OR NEW.votes_against IS NOT OLD.votes_against"
        " OR NEW.abstentions IS NOT OLD.abstentions OR NEW.casting IS NOT OLD.casting"
        " OR NEW.quorum_count IS NOT OLD.quorum_count OR NEW.quorum_needed IS NOT OLD.quorum_needed"
        " OR NEW.quorate IS NOT OLD.quorate"
        " OR (NEW.state IS NOT OLD.state AND NEW.state <> 'superseded')"
    )
    __searchable__ = ("title",)
    reference: Mapped[str] = reference_column()
    title: Mapped[str]
    meeting_id: Mapped[UUID] = link("meeting.id")
    item_id: Mapped[UUID] = link("agenda_item.id")
    case_id: Mapped[UUID | None] = link("case_file.id")
    decided_at: Mapped[datetime]
    decided_on: Mapped[date]
    state: Mapped[DecisionState] = mapped_column(code_of(DecisionState))
    manner: Mapped[DecisionManner] = mapped_column(code_of(DecisionManner))
    result: Mapped[DecisionResult] = mapped_column(code_of(DecisionResult))
    votes_for: Mapped[int]
    votes_against: Mapped[int]
    abstentions: Mapped[int]
    casting: Mapped[VoteCast | None] = mapped_column(code_of(VoteCast))
    quorate: Mapped[bool]
    quorum_count: Mapped[int]
    quorum_needed: Mapped[int]
    subject_kind: Mapped[str | None] = mapped_column(String(40))
    subject_id: Mapped[UUID | None]
    subject_reference: Mapped[str | None] = mapped_column(String(60))
    fingerprint: Mapped[str] = mapped_column(String(64))
    asks: Mapped[Asked] = mapped_column(code_of(Asked))
    """What was decided of the subject, as the item asked."""
    reevaluate: Mapped[bool] = mapped_column(default=False)
    """A fact recorded later would change the quorum; the decision itself is never changed."""
    superseded_by: Mapped[str | None] = mapped_column(String(60))


class DecisionText(Record):
    __tablename__ = "decision_text"
    __frozen_when__ = "always"
    __closed_when__ = "EXISTS (SELECT 1 FROM decision_text t WHERE t.decision_id = NEW.decision_id)"
    __searchable__ = ("motion", "reasons")
    __owner_column__ = "decision_id"
    decision_id: Mapped[UUID] = link("decision.id")
    motion: Mapped[str] = mapped_column(Text)
    motion_as_first_put: Mapped[str] = long_text()
    reasons: Mapped[str] = long_text()
    dissent: Mapped[str] = long_text()
    frozen_copy: Mapped[str] = mapped_column(Text)
    """Canonical JSON of exactly what was decided on."""
    quorum: Mapped[str] = mapped_column(Text)
    """Canonical JSON of the quorum as it was: each person, seat, standing, employer, counted or why not."""


class Vote(Record):
    __tablename__ = "vote"
    __table_args__ = (UniqueConstraint("decision_id", "person_id"),)
    __frozen_when__ = "always"
    __owner_column__ = "decision_id"
    decision_id: Mapped[UUID] = link("decision.id")
    person_id: Mapped[UUID] = link("person.id")
    cast: Mapped[VoteCast] = mapped_column(code_of(VoteCast))
    casting: Mapped[bool] = mapped_column(default=False)
    counted: Mapped[bool] = mapped_column(default=True)
