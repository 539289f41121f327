"""The shape of a step: one row of the table in ``rules.states``, and how the rows are written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    record: str
    source: StrEnum
    target: StrEnum
    deeds: tuple[str, ...]
    guard: str = ""
    rule: str = ""
    paragraph: str = ""
    reason: bool = False
    reported: bool = False


def steps(record: str, *rows: tuple[StrEnum, StrEnum, str, str, str, str, str]) -> tuple[Step, ...]:
    """Rows of (from, to, deeds, guard, rule, paragraph, marks); marks: "r" needs a reason, "p" is as reported."""
    return tuple(
        Step(
            record=record,
            source=source,
            target=target,
            deeds=tuple(deeds.split()),
            guard=guard,
            rule=rule,
            paragraph=paragraph,
            reason="r" in marks,
            reported="p" in marks,
        )
        for source, target, deeds, guard, rule, paragraph, marks in rows
    )
