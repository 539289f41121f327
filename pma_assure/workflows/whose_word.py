"""Saying, where somebody typed it, that a text lends the PMA what is the Panel's to do (R69, paragraph 60)."""

from __future__ import annotations

from pma_assure.rules.sources import paragraph
from pma_assure.rules.whose_word import lent_to_the_pma
from pma_assure.workflows.acting import Desk


def say_whose_word(desk: Desk, reference: str, *texts: str | None) -> None:
    """A note where one of the texts says that the PMA determined, sanctioned, approved; nothing is refused for it."""
    found = list(dict.fromkeys(word for text in texts for word in lent_to_the_pma(text or "")))
    if found:
        said = " and ".join((", ".join(found[:-1]), found[-1])) if len(found) > 1 else found[0]
        desk.notes.append(
            f"{reference} says of the PMA “{said}”: the PMA considers, views and advises; the Panel decides, requires,"
            f" approves, sanctions (R69, paragraph {paragraph('R69')}). Look at the words again."
        )
