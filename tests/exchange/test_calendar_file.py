"""The calendar of what is due, read by another library: the duties with a day, references alone, the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from sqlalchemy import select

from pma_assure.exchange import calendar_file
from pma_assure.records.organisations import Organisation
from pma_assure.records.people import Person
from pma_assure.register.register import Register, open_register
from pma_assure.values.duties import Duty
from pma_assure.views import duties
from tests import demonstrated

DAY = date.fromisoformat(demonstrated.TODAY)
REGISTER = "0192f0c4-0000-7000-8000-000000000001"


@pytest.fixture(scope="module")
def demo() -> Iterator[Register]:
    register = open_register(demonstrated.register())
    yield register
    register.close()


def read(content: bytes) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(content.decode("utf-8"))


def duty(reference: str = "PLAN-2026-0009/M2", due: date | None = date(2026, 11, 30), **given: object) -> Duty:
    fields: dict[str, object] = {
        "reference": reference,
        "who": "Wren Valley Power",
        "what": "Report the milestone of Wren Valley Power",
        "due": due,
        "elapsed_days": None,
        "days_overdue": 0,
        "rule": "R70",
        "paragraph": "60",
        "deed": "milestone.report",
        "detail": "D. Reyes said so",
        "organisation": "ORG-0003",
        **given,
    }
    return Duty(**fields)  # type: ignore[arg-type]  # by name


def test_another_library_reads_the_same_duties(demo: Register) -> None:
    made = calendar_file.make(demo, DAY)
    events = read(made.content).events
    owed = [one for one in duties.owed(demo, DAY) if one.due is not None]
    assert made.entries == len(events) == len(owed) > 10
    assert made.undated == len(duties.owed(demo, DAY)) - len(owed)
    assert sorted((one.dtstart, one.summary, one.description) for one in events) == sorted(
        (one.due, f"Due: {one.reference}", f"{one.rule}, paragraph {one.paragraph}") for one in owed
    )
    assert all(one.dtend == one.dtstart + timedelta(days=1) for one in events)
    assert all(one.transparency == "TRANSPARENT" for one in events)
    assert len({one.uid for one in events}) == len(events)


def test_it_names_nobody(demo: Register) -> None:
    said = calendar_file.make(demo, DAY).content.replace(b"\r\n ", b"").decode("utf-8").casefold()
    with demo.reading() as session:
        names = [*session.scalars(select(Person.name)), *session.scalars(select(Organisation.name))]
    assert len(names) > 20
    for name in names:
        assert name.casefold() not in said, name


def test_of_a_duty_only_its_reference_day_and_rule_are_in_it() -> None:
    lines = calendar_file.written([duty()], REGISTER, DAY).decode("utf-8").replace("\r\n ", "").split("\r\n")
    assert [line for line in lines if not line.startswith("UID:")] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//PMA Assure//What is due//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:PMA Assure: what is due",
        "BEGIN:VEVENT",
        "SUMMARY:Due: PLAN-2026-0009/M2",
        "DTSTART;VALUE=DATE:20261130",
        "DTEND;VALUE=DATE:20261201",
        "DTSTAMP:20261123T000000Z",
        "CLASS:PRIVATE",
        "DESCRIPTION:R70\\, paragraph 60",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_the_same_register_and_day_give_the_same_bytes(demo: Register) -> None:
    first = calendar_file.make(demo, DAY).content
    assert calendar_file.make(demo, DAY).content == first
    assert first.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in first.split(b"\r\n"))


def test_an_entry_keeps_its_identifier_when_its_day_moves() -> None:
    def identifiers(*owed: Duty, register: str = REGISTER) -> list[str]:
        return [str(one.uid) for one in read(calendar_file.written(list(owed), register, DAY)).events]

    (first,) = identifiers(duty())
    assert identifiers(duty(due=date(2027, 1, 31), what="Other words")) == [first]
    assert identifiers(duty(), register="another") != [first]
    assert identifiers(duty(rule="R73")) != [first]
    assert identifiers(duty(reference="PLAN-2026-0009/M3")) != [first]
    assert len(set(identifiers(duty(), duty(what="And another")))) == 2


def test_the_ends_of_the_calendar_are_days_too() -> None:
    events = read(calendar_file.written([duty(due=date.max), duty("EXT-2026-0001", date(1, 1, 1))], REGISTER, DAY))
    assert [one.dtstart for one in events.events] == [date.max, date(1, 1, 1)]
