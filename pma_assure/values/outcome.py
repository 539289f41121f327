"""What a deed did, and why a computed thing is what it is."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Irregularity:
    """A fact that was kept although a rule was not followed (states.md, *record what happened*).

    ``rule`` is the catalogue number ("R30"), ``paragraph`` the paragraph of the response document ("35").
    """

    rule: str
    paragraph: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """The answer to *why*: one computed value with the rule, the paragraph and the inputs it came from."""

    what: str
    value: str
    rule: str
    paragraph: str
    inputs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What one deed changed. ``reference`` is the record the deed was about, ``changed`` every reference touched."""

    deed: str
    reference: str | None
    changed: tuple[str, ...] = ()
    irregular: tuple[Irregularity, ...] = field(default=())
    notes: tuple[str, ...] = field(default=())
    """Sentences a person should read that are no irregularity: a weekend date, a concentration of one employer."""
