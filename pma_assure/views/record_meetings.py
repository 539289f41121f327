"""What elections and meetings have beyond their own columns: who stood, what was asked, what the minutes say."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from pma_assure.records.governance import Nomination
from pma_assure.records.meetings import MeetingAction, MeetingText
from pma_assure.rules.elections import contested
from pma_assure.views.record_fields import Shown, rows_of, without_keys
from pma_assure.views.record_parts import link_all


def complete_election(session: Session, shown: Shown, as_of: date) -> None:
    """Who stood, and whether there were more of them than seats (R35); null until the result was reported."""
    stood = rows_of(session, Nomination, Nomination.nominee, election_id=shown.key)
    shown.fields["nominations"] = without_keys(stood)
    seats = [code for code in shown.fields["seats"].split(",") if code]
    shown.fields["seats"] = seats
    standing = [line for line in stood if line["withdrawn_on"] is None]
    reported = shown.fields["reported_on"] is not None
    shown.fields["contested"] = contested(len(standing), len(seats)) if reported else None
    for line in stood:
        shown.link("nominee", line["person"])


def complete_meeting(session: Session, shown: Shown, as_of: date) -> None:
    words = rows_of(session, MeetingText, meeting_id=shown.key)
    for name in ("opening", "other_business", "corrections"):
        shown.fields[name] = words[0][name] if words else ""
    shown.fields["actions"] = link_all(session, shown, "action", MeetingAction, MeetingAction.meeting_id == shown.key)
