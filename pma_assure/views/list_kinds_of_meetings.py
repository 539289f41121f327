"""The lists of elections and of what meetings asked somebody to do."""

from __future__ import annotations

from datetime import date

from sqlalchemy import and_, case, func, literal, select

from pma_assure.records.governance import Nomination, SeatElection
from pma_assure.records.meetings import AgendaItem, Meeting, MeetingAction
from pma_assure.views.list_kind import ListKind


def elections(as_of: date) -> ListKind:
    """Each election with how many stood for its seats, and, once the result was reported, whether it was contested."""
    stood = (
        select(func.count())
        .where(Nomination.election_id == SeatElection.id, Nomination.withdrawn_on.is_(None))
        .correlate(SeatElection)
        .scalar_subquery()
    )
    seats = 1 + func.length(SeatElection.seats) - func.length(func.replace(SeatElection.seats, ",", ""))
    reported = SeatElection.reported_on.is_not(None)
    return ListKind(
        key=SeatElection.id,
        fields={
            "reference": SeatElection.reference,
            "title": SeatElection.title,
            "state": case((reported, literal("reported")), else_=literal("open")),
            "constituency": SeatElection.constituency,
            "seats": SeatElection.seats,
            "nominations": stood,
            "contested": case((and_(reported, stood > seats), True), (reported, False), else_=None),
            "nominations_closed_on": SeatElection.nominations_closed_on,
            "reported_on": SeatElection.reported_on,
        },
        joined=lambda chosen: chosen.select_from(SeatElection),
        shown=(
            ("reference", "Reference", 14),
            ("title", "Title", 40),
            ("constituency", "Constituency", 34),
            ("seats", "Seats", 12),
            ("nominations", "Stood", 8),
            ("reported_on", "Result reported", 14),
        ),
        words=("reference", "title", "constituency"),
    )


def meeting_actions(as_of: date) -> ListKind:
    """What meetings asked somebody to do; due while it is neither done nor withdrawn."""
    open_ = and_(MeetingAction.done_on.is_(None), MeetingAction.withdrawn_on.is_(None))
    return ListKind(
        key=MeetingAction.id,
        fields={
            "reference": MeetingAction.reference,
            "title": MeetingAction.what,
            "state": case(
                (MeetingAction.withdrawn_on.is_not(None), literal("withdrawn")),
                (MeetingAction.done_on.is_not(None), literal("done")),
                else_=literal("open"),
            ),
            "meeting": Meeting.reference,
            "item": AgendaItem.reference,
            "owner": MeetingAction.owner,
            "due": case((open_, MeetingAction.due), else_=None),
            "done_on": MeetingAction.done_on,
        },
        joined=lambda chosen: (
            chosen.select_from(MeetingAction)
            .outerjoin(Meeting, Meeting.id == MeetingAction.meeting_id)
            .outerjoin(AgendaItem, AgendaItem.id == MeetingAction.item_id)
        ),
        shown=(
            ("reference", "Reference", 18),
            ("title", "What", 52),
            ("owner", "Who", 22),
            ("due", "By", 12),
            ("state", "State", 10),
        ),
        words=("reference", "title", "owner"),
    )
