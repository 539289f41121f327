"""A story as data: who does which deed on which day with which arguments, and what must then be seen.

A story knows no program: its arguments are what JSON can hold, so that the same story is played through the workflows,
through the command line and through the window. ``$name`` in an argument stands for the reference that an earlier step
was told to ``keep`` under that name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
KEEPER = "R. Sharma"
REVIEWER = "C. Vale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One deed, done on ``day`` by ``who``. A ``file`` argument is {"name": ..., "text": ...}."""

    day: str
    deed: str
    given: Mapping[str, Json]
    who: str = KEEPER
    keep: str = ""
    says: tuple[str, ...] = ()
    """Words that stand in the notes of what was done."""
    irregular: tuple[str, ...] = ()
    """Rules under which it is kept as irregular."""
    refused: tuple[str, ...] = ()
    """Words of the refusal; empty when it is to be done. A name with ``$`` is replaced here too."""
    rule: str = ""
    """The rule the refusal names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """What is seen of a record on ``day``: each name of ``seen`` has that value (of ``sees``, the player's look)."""

    day: str
    what: str
    of: str
    seen: Mapping[str, Json]


Story: TypeAlias = "tuple[Step | Expect, ...]"


class Player(Protocol):
    """Plays stories on one register by one way into the program."""

    references: dict[str, str]

    def do(self, step: Step) -> None: ...

    def look(self, expect: Expect) -> Mapping[str, Json]: ...


def play(story: Story, player: Player) -> None:
    """Play a story to its end; every refusal and every expectation is asserted on the way."""
    for part in story:
        if isinstance(part, Step):
            player.do(part)
            continue
        seen = player.look(part)
        for name, value in part.seen.items():
            wanted = filled_in(value, player.references)
            assert seen[name] == wanted, f"{part.day}, {part.what} {part.of}: {name} is {seen[name]!r}, not {value!r}"


def filled_in(value: Json, references: Mapping[str, str]) -> Json:
    """The value with each ``$name`` replaced; the longest name goes first."""
    if isinstance(value, dict):
        return {name: filled_in(inner, references) for name, inner in value.items()}
    if isinstance(value, list):
        return [filled_in(inner, references) for inner in value]
    if isinstance(value, str) and "$" in value:
        for name in sorted(references, key=len, reverse=True):
            value = value.replace(f"${name}", references[name])
        assert "$" not in value, f"nothing is kept under the name in {value!r}"
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item put to a meeting: ``keep`` names the decision."""

    title: str
    subject: str
    motion: str
    keep: str
    against: tuple[str, ...] = ()
    excused: tuple[str, ...] = ()
    voting: tuple[str, ...] = field(default=())


def meeting(day: str, name: str, *items: Item, present: tuple[str, ...]) -> Story:
    """A meeting with its items, listed a week before by the caller's own step; each item is voted on."""
    steps: list[Step] = [
        Step(
            day=day,
            deed="meeting.schedule",
            given={"title": f"PMA meeting, {name}", "starts_at": f"{day}T10:00", "place": "London"},
            keep=name,
        )
    ]
    for number, item in enumerate(items, 1):
        steps.append(
            Step(
                day=day,
                deed="item.list",
                given={
                    "meeting": f"${name}",
                    "title": item.title,
                    "subject": item.subject,
                    "motion": item.motion,
                },
                keep=f"{name} item {number}",
            )
        )
        steps.append(
            Step(day=day, deed="item.circulate", given={"item": f"${name} item {number}", "circulated_on": day})
        )
    steps.append(Step(day=day, deed="meeting.open", given={"meeting": f"${name}", "opened_at": f"{day}T10:00"}))
    for person in present:
        arrival: dict[str, Json] = {"meeting": f"${name}", "person": person, "arrived_at": f"{day}T10:00"}
        steps.append(Step(day=day, deed="meeting.arrive", given=arrival))
    for number, item in enumerate(items, 1):
        asked = f"${name} item {number}"
        for person in item.excused:
            excuse: dict[str, Json] = {
                "item": asked,
                "person": person,
                "reason": "Works for the organisation concerned.",
            }
            steps.append(Step(day=day, deed="item.excuse", given=excuse))
        steps.append(Step(day=day, deed="item.begin", given={"item": asked, "begun_at": f"{day}T10:{10 * number:02d}"}))
        votes: list[Json] = [
            {"person": person, "cast": "against" if person in item.against else "for"} for person in item.voting
        ]
        steps.append(
            Step(
                day=day,
                deed="decision.record",
                given={
                    "item": asked,
                    "manner": "vote",
                    "decided_at": f"{day}T10:{10 * number + 5:02d}",
                    "votes": votes,
                },
                keep=item.keep,
            )
        )
    steps.append(Step(day=day, deed="meeting.close", given={"meeting": f"${name}", "closed_at": f"{day}T11:30"}))
    return tuple(steps)
