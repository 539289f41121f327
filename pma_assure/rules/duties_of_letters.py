"""What letters owe: one that is written is sent, or dropped (R12, paragraph 18).

That an answer is outstanding is owed by the record that the letter is about, with that record's own duty.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pma_assure.rules.duties import SPECIALIST, Folder, soon
from pma_assure.rules.vocabulary import LetterKind, LetterState
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.values.duties import Duty

DAYS_TO_SEND = 5
"""How many days a draft may lie before it is a duty: a working week, weekends counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDuty:
    reference: str
    kind: LetterKind
    about: str
    folder: Folder
    state: LetterState
    dated: date
    answer_by: date | None


def of_letter(letter: LetterDuty, as_of: date) -> tuple[Duty, ...]:
    """A letter that was drafted and not sent within some days of the day it bears."""
    if letter.state != LetterState.DRAFT or (as_of - letter.dated).days < DAYS_TO_SEND:
        return ()
    answer = f"; it asks for an answer by {say_day(letter.answer_by)}" if letter.answer_by is not None else ""
    return (
        soon(
            letter.reference,
            SPECIALIST,
            f"Send the letter “{label(letter.kind)}” about {letter.about}, or withdraw it",
            letter.dated,
            as_of,
            "R12",
            letter.folder,
            detail=f"drafted and not sent{answer}",
            deed="letter.send",
        ),
    )
