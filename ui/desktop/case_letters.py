"""The letters of a case, on its tab of letters and papers: to whom, about what, and what became of each."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pma_assure.rules.vocabulary import LetterKind, LetterState
from pma_assure.rules.wording import count, short_day
from pma_assure.values.case_page import CasePage, LetterLine
from ui.desktop.line_deeds import about_row
from ui.desktop.page_table import Badged, PageTable
from ui.desktop.pieces import button, held, row, words
from ui.desktop.screen import Guide
from ui.desktop.spoken import said, tone_of

TITLES = ("Reference", "Kind", "About", "To", "Dated", "Answer by", "State")
WIDTHS = (17, 20, 18, 22, 13, 13, 22)


def letters(page: CasePage, guide: Guide) -> list[QWidget]:
    """The heading with a button to draft one, and the letters with what can be done to the chosen one."""
    write = button("Draft a letter…", lambda: guide.form("letter.draft", {}))
    head = row(words(count(len(page.letters), "letter"), "heading"), write)
    head.setStretch(0, 1)
    if not page.letters:
        return [held(head), words("No letter has been drafted in this case.", "soft")]
    table = PageTable("Letters", TITLES, [_line(one) for one in page.letters], WIDTHS)
    references = [one.reference for one in page.letters]
    return [held(head), table, about_row(table, references, guide, case=page.reference)]


def _line(one: LetterLine) -> list[str | Badged]:
    sent = " · ".join(part for part in (short_day(one.sent_on) if one.sent_on else "", one.channel) if part)
    return [
        one.reference,
        said(LetterKind, one.kind),
        one.about,
        one.to,
        short_day(one.dated),
        short_day(one.answer_by) if one.answer_by else "—",
        Badged(said(LetterState, one.state), tone_of(LetterState, one.state), sent),
    ]
