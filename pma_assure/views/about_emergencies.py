"""Beside the form of a night: who counts of those on the call, and who else could make the quorum (R26, R27, R30)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records import meeting_facts
from pma_assure.records.organisations import Organisation
from pma_assure.rules.emergency import candidates, places_on_call
from pma_assure.rules.quorum import decide
from pma_assure.rules.terms import holder
from pma_assure.rules.vocabulary import SeatCode, Standing
from pma_assure.rules.wording import seat_name
from pma_assure.values.quorum import Presence, Quorum, QuorumQuestion
from pma_assure.values.screens import AboutRecord

OF_THE_CALL = "Quorum of the call"


def the_call(session: Session, given: Mapping[str, object], day: date) -> AboutRecord | None:
    """The quorum of those who are named as on the call, on ``day``; None for a form that names nobody so."""
    on_call = given.get("on_call")
    if not isinstance(on_call, (list, tuple)):
        return None
    people = [str(one) for one in on_call]
    missed = {str(one) for one in _listed(given.get("not_reached"))}
    question = _question(session, people, given.get("organisation"), day)
    quorum = decide(question)
    return AboutRecord(
        reference=OF_THE_CALL,
        title=quorum.sentence,
        lines=(
            ("Counts", "\n".join(_in_seat(one.name, one.seat) for one in quorum.people if one.counted)),
            (
                "Does not count",
                "\n".join(f"{one.name}: {one.reason}" for one in quorum.people if one.seat and not one.counted),
            ),
            ("Could still be reached", "\n".join(_could_be_reached(question, quorum, missed))),
            ("To be known", "\n".join(quorum.warnings)),
        ),
    )


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, (list, tuple)) else ()


def _question(session: Session, people: list[str], organisation: object, day: date) -> QuorumQuestion:
    """The question of an item against the organisation, with these people there, at noon of the day."""
    known = meeting_facts.roster(session)
    names = dict(known.names)
    pairs, chairs = meeting_facts.nominations(session, day, every=known.nominations)
    specialists = meeting_facts.specialists_on(session, day, every=known.specialists)
    held = {code.value: holder(code.value, day, known.terms) for code in SeatCode}
    places = places_on_call(
        people,
        holders={seat: person for seat, person in held.items() if person is not None},
        specialists=specialists,
        nominated_chairs=chairs,
        nominated_alternates=pairs,
    )
    at = datetime.combine(day, time(12), UTC)
    return QuorumQuestion(
        day=day,
        at=at,
        subject=_reference_of(session, organisation),
        against_subject=True,
        presences=frozenset(
            Presence(
                person=one.person,
                name=names.get(one.person, one.person),
                standing=one.standing.value,
                seat=one.seat,
                arrived=at,
            )
            for one in places
        ),
        terms=known.terms,
        employments=known.employments,
        affiliations=known.affiliations,
        pki_specialists=specialists,
        nominated_chairs=chairs,
        nominated_alternates=pairs,
        names=known.names,
    )


def _reference_of(session: Session, organisation: object) -> str | None:
    asked = str(organisation or "").strip()
    return session.execute(
        select(Organisation.reference).where((Organisation.reference == asked.upper()) | (Organisation.name == asked))
    ).scalar()


def _could_be_reached(question: QuorumQuestion, quorum: Quorum, missed: set[str]) -> list[str]:
    """Everybody who would count beside those on the call, and who of them was called without being reached."""
    found: dict[str, str] = {}
    for one in candidates(question):
        then = decide(replace(question, presences=question.presences | {replace(one, arrived=question.at)}))
        if then.count > quorum.count or (then.chair_filled and not quorum.chair_filled):
            place = {Standing.ALTERNATE: "alternate, "}.get(Standing(one.standing), "")
            called = " (called, not reached)" if one.person in missed else ""
            found.setdefault(one.person, f"{_in_seat(one.name, one.seat, place)}{called}")
    return list(found.values())


def _in_seat(name: str, seat: str | None, place: str = "") -> str:
    return f"{name} — {place}{seat_name(seat)}" if seat else name
