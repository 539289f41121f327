"""What is due as a calendar file (RFC 5545), to be shown beside other appointments.

Calendars travel: they are shared, and copied to telephones and to services of others. So an entry holds the reference
of the record, the day, and the rule with its paragraph: no name of a person or an organisation, and no words that
somebody wrote. Each is an event of a whole day that leaves the day free; many calendars show no tasks.

The same register and day give the same bytes. An entry keeps its identifier when its day moves, so that a calendar that
takes the file in again moves it and adds none.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from pma_assure.register.register import Register
from pma_assure.values.duties import Duty
from pma_assure.views import duties, identity

if TYPE_CHECKING:
    from icalendar import Event

NAME = "PMA Assure: what is due"
PRODUCT = "-//PMA Assure//What is due//EN"


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The bytes of the file, how many entries are in it, and how many duties have no day and are not."""

    content: bytes
    entries: int
    undated: int


def make(register: Register, as_of: date) -> CalendarFile:
    """Every duty of the register that has a day, as ``list duties`` shows them on ``as_of``."""
    owed = duties.owed(register, as_of)
    dated = sorted(
        (one for one in owed if one.due is not None),
        key=lambda one: (one.due or date.max, one.reference, one.rule, one.deed or "", one.what),
    )
    return CalendarFile(
        content=written(dated, identity.key(register), as_of), entries=len(dated), undated=len(owed) - len(dated)
    )


def written(dated: list[Duty], register: str, as_of: date) -> bytes:
    """These duties as a calendar; ``register`` tells the identifiers of one register from those of another."""
    # Every start of the program would pay for it.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", NAME)
    seen: dict[tuple[str, ...], int] = defaultdict(int)
    for duty in dated:
        same = (register, duty.reference, duty.rule, duty.deed or "")
        seen[same] += 1
        calendar.add_component(_event(duty, _identifier(*same, str(seen[same])), as_of))
    return bytes(calendar.to_ical())


def _event(duty: Duty, identifier: str, as_of: date) -> Event:
    from icalendar import Event

    assert duty.due is not None
    event = Event()
    event.add("uid", identifier)
    event.add("dtstamp", datetime.combine(as_of, time(), tzinfo=UTC))
    event.add("dtstart", duty.due)
    if duty.due < date.max:
        event.add("dtend", duty.due + timedelta(days=1))
    event.add("summary", f"Due: {duty.reference}")
    event.add("description", f"{duty.rule}, paragraph {duty.paragraph}")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _identifier(*parts: str) -> str:
    return f"{sha256(chr(10).join(parts).encode()).hexdigest()[:32]}@pma-assure"
