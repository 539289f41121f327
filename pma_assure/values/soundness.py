"""What ``pma-assure check`` says of a register: sound or not, and every problem it found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is not as it should be.

    ``code`` is a word for scripts ("chain_broken", "row_altered"). ``severity`` is "fault" (the register is not sound)
    or "warning" (a fact kept as irregular). ``reference`` is the record people know, None where there is none;
    ``table`` the table, "" for the file as a whole. ``sentence`` never holds the text of a passage.
    """

    code: str
    severity: str
    reference: str | None
    table: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Soundness:
    """``sound`` is true when there is no fault; warnings leave it true (design.md 5)."""

    sound: bool
    problems: tuple[Problem, ...]

    @property
    def faults(self) -> tuple[Problem, ...]:
        return tuple(each for each in self.problems if each.severity == "fault")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(each for each in self.problems if each.severity == "warning")
