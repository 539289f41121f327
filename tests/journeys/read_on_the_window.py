"""What somebody reads on the window of an item, of who decided, and of a suspension; each asserts what is expected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pma_assure.rules import vocabulary as v
from pma_assure.rules.notices import signed
from pma_assure.rules.vocabulary import SeatCode
from pma_assure.rules.wording import seat_name
from tests.journeys.person import Person, as_typed
from tests.journeys.story import filled_in
from ui.desktop.pieces import Card
from ui.desktop.spoken import said

Seen = Mapping[str, Any]


def read_item(person: Person, seen: Seen) -> None:
    """The page of the meeting with the item chosen: the number that counts, who is kept out, and why."""
    if "count" in seen:
        counting = "would count" if seen.get("forecast") else "count"
        person.sees(f"{seen['count']} {counting}, 4 needed")
    if seen.get("quorate") is False:
        person.sees(f"at risk: {seen['count']}" if seen.get("forecast") else "The PMA cannot decide this item")
        if not seen.get("forecast"):
            assert person.button("Defer…") is not None, "what cannot be decided can be put off at once"
    for name, reason in seen.get("kept_out", {}).items():
        person.sees(name, "Excused: " if name in seen.get("excused_names", ()) else reason)
    for one in seen.get("suggested_recusals", ()):
        person.sees(f"{one['name']} may have to be excused: {one['why']}")
    person.sees(*seen.get("concentration", ()))
    if seen.get("state") == "deferred":
        person.sees("None: the item was deferred.")


def read_snapshot(person: Person, snapshot: list[list[Any]]) -> None:
    """Beside the decision: each seat with who sat in it, for whom they work, and who was excused."""
    (seats,) = [one for one in person.visible(Card) if one.accessibleName() == "The seats"]
    read = "\n".join(person.seen(seats))
    for name, seat, standing, employer, counted, excused in snapshot:
        assert seat in list(SeatCode)
        for words in (seat_name(seat), name, *([employer] if employer else [])):
            assert words in read, f"{words!r} cannot be read in {read}"
        assert standing != "alternate" or "alternate" in read or "for " in read
        assert counted or excused
        if excused:
            assert "Excused: " in read


def read_duties(person: Person, reference: str, seen: Seen) -> None:
    """What must happen next in the case: each duty that has a day, with its day."""
    cards = [one.accessibleName() for one in person.visible(Card)]
    for _, _, day, overdue in seen.get("due", ()):
        late = f", {overdue} day" if overdue else ""
        assert any(f"due {as_typed(day)}{late}" in one for one in cards), f"{reference}, {day}: {cards}"


def read_suspension(person: Person, reference: str, seen: Seen, references: Mapping[str, str]) -> None:
    """The tab of the suspension: its standing, scopes, notices with their margins, appeals, CRL instructions."""
    there = person.seen()
    if "state" in seen:
        person.sees(said(v.SuspensionState, seen["state"]))
    if "valid" in seen:
        assert any("Purported, not valid" in one for one in there) is not seen["valid"]
    if seen.get("quorum_count") is not None and seen.get("purported"):
        person.sees(f"{seen['quorum_count']} members counted of 4 needed")
    if "grounds" in seen:
        person.sees(f"{seen['grounds'][:1].upper()}{seen['grounds'][1:]}")
    person.sees(*seen.get("services", ()))
    for name, words in (("full_duration", "in full"), ("partial_duration", "in part")):
        if name in seen:
            person.sees(f"{words} {seen[name]}")
    _notices(there, seen)
    if "missing" in seen:
        assert any("Still to be written down" in one for one in there) is bool(seen["missing"])
    for name, badge in (("reached", "reached"), ("not_reached", "not reached")):
        for whom in seen.get(name, ()):
            assert any(f"| {whom} | {badge}" in one for one in there), f"{whom}: {there}"
    for name, not_reached in seen.get("could_make_quorum", ()):
        assert any(name in one and ("called, not reached" in one or not not_reached) for one in there)
    for crl, state, certificates, minutes in seen.get("crl", ()):
        (row,) = [one for one in there if one.startswith(f"{crl} | ")]
        assert said(v.CrlState, state) in row
        assert row.count(";") == certificates - 1
        assert f"{minutes} min later" in row
    for number, change, services, appeal in seen.get("scopes", ()):
        (row,) = [one for one in there if one.startswith(f"{number} | {said(v.ScopeChange, change)}")]
        assert all(service in row for service in services)
        assert not appeal or str(filled_in(appeal, references)) in row
    for appeal, state, heard_on, led_to in seen.get("appeals", ()):
        number = str(filled_in(appeal, references)).rpartition("/")[2]
        (row,) = [one for one in there if one.startswith(f"{number} | ")]
        assert said(v.AppealState, state) in row
        assert as_typed(heard_on) in row
        assert all(f"scope {scope}" in row for scope in led_to)
    if seen.get("lift_decision"):
        person.sees(f"lifted by {filled_in(seen['lift_decision'], references)}")
    if seen.get("exceptions") and seen["exceptions"][-1] is not None:
        person.sees(f"until {as_typed(seen['exceptions'][-1])}")


def _notices(there: list[str], seen: Seen) -> None:
    """Each notice of the order in its row: whom it is to, how it stands, its margin, and why it was late."""
    rows = [one for one in there if one.startswith("N")]
    for to, state, margin in seen.get("notices", ()):
        row = next(one for one in rows if f"| {said(v.NoticeTo, to)} | {said(v.ScopeChange, 'ordered')} |" in one)
        assert said(v.NoticeState, state) in row
        assert margin is None or signed(margin) in row, f"{signed(margin)} cannot be read in {row}"
    for to, _, reason in seen.get("told", ()):
        assert any(said(v.NoticeTo, to) in one and reason in one for one in rows)
    owed = [one for one in rows if "owed: why it was not" in one]
    assert "owes_reason" not in seen or len(owed) == len(seen["owes_reason"])
