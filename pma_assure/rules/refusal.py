"""The one way to say no."""

from __future__ import annotations


class Refused(Exception):
    """A guard that failed: one sentence a person can act on, the rule number and the paragraph it rests on.

    ``rule`` and ``paragraph`` are "" where the guard is the program's own (a file that is none, a changed row).
    ``field`` names the argument the sentence belongs beside, when it belongs to one.
    """

    def __init__(self, sentence: str, *, rule: str = "", paragraph: str = "", field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.rule = rule
        self.paragraph = paragraph
        self.field = field

    def __str__(self) -> str:
        if not self.rule:
            return self.sentence
        source = f"{self.rule}, paragraph {self.paragraph}" if self.paragraph else self.rule
        return f"{self.sentence.rstrip('.')} ({source})."


class NotFound(Refused):
    """Nothing in the register has this reference or name."""
