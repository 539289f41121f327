"""Findings by class and age: one bar a class, its parts the ages. Words and patterns say what colour says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth

from pma_assure.rules import wording
from pma_assure.rules.vocabulary import FindingClass
from reports import typeface
from reports.paper import INK, QUIET, RULE, WIDTH

AGES = ((30, "up to 30 days"), (90, "31 to 90 days"), (180, "91 to 180 days"), (None, "over 180 days"))
_FILLS: tuple[Color, ...] = (HexColor("#c9d8ef"), HexColor("#8fb0de"), HexColor("#4f7cc0"), HexColor("#1d4f9e"))
_ON_DARK = (False, False, True, True)
_ROW, _BAR, _LABELS, _SIZE = 22.0, 13.0, 88.0, 7.8
_WIDEST = 46.0
"""Points for one finding at the most: a single one is no full bar."""


def age_of(identified_on: date, as_of: date) -> int:
    """Which of ``AGES`` a finding is in: its place in the list. One of a day ahead counts as new."""
    days = max(0, (as_of - identified_on).days)
    return next(place for place, (most, _) in enumerate(AGES) if most is None or days <= most)


def findings_by_class_and_age(findings: Sequence[tuple[FindingClass, date]], as_of: date) -> tuple[Drawing | None, str]:
    """The picture of open findings (class, identified on), and the same in a sentence; no picture of none."""
    counts = {each: [0] * len(AGES) for each in FindingClass}
    for finding_class, identified_on in findings:
        counts[finding_class][age_of(identified_on, as_of)] += 1
    if not findings:
        return None, f"No finding is open as of {wording.day(as_of)}."
    said = ", ".join(f"{sum(ages)} {wording.label(each)}" for each, ages in counts.items() if sum(ages))
    oldest = max((as_of - identified_on).days for _, identified_on in findings)
    sentence = (
        f"{wording.count(len(findings), 'finding')} open as of {wording.day(as_of)}: {said}. The oldest was identified"
        f" {wording.count(max(0, oldest), 'day')} ago."
    )
    return _drawn(counts), sentence


def _drawn(counts: dict[FindingClass, list[int]]) -> Drawing:
    typeface.register()
    shown = [(each, ages) for each, ages in counts.items() if sum(ages)]
    most = max(sum(ages) for _, ages in shown)
    room = WIDTH - _LABELS - 40
    height = _ROW * len(shown) + 26
    drawing = Drawing(WIDTH, height)
    for place, (each, ages) in enumerate(shown):
        y = height - _ROW * (place + 1) + (_ROW - _BAR) / 2
        drawing.add(_word(wording.label(each), 0, y + 3.4, bold=True))
        x = _LABELS
        for age, number in enumerate(ages):
            if not number:
                continue
            width = min(room / most, _WIDEST) * number
            drawing.add(Rect(x, y, width, _BAR, fillColor=_FILLS[age], strokeColor=RULE, strokeWidth=0.5))
            if width > 12:
                white = _ON_DARK[age]
                drawing.add(_word(str(number), x + width / 2, y + 3.4, middle=True, white=white))
            x += width
        drawing.add(_word(str(sum(ages)), x + 6, y + 3.4, bold=True))
    x = _LABELS
    for age, (_, words) in enumerate(AGES):
        drawing.add(Rect(x, 4, 8, 8, fillColor=_FILLS[age], strokeColor=RULE, strokeWidth=0.5))
        drawing.add(_word(words, x + 12, 5, quiet=True))
        x += 12 + stringWidth(words, typeface.REGULAR, _SIZE) + 16
    return drawing


def _word(
    text: str,
    x: float,
    y: float,
    *,
    bold: bool = False,
    middle: bool = False,
    quiet: bool = False,
    white: bool = False,
) -> String:
    colour = HexColor("#ffffff") if white else QUIET if quiet else INK
    return String(
        x,
        y,
        text,
        fontName=typeface.BOLD if bold else typeface.REGULAR,
        fontSize=_SIZE,
        fillColor=colour,
        textAnchor="middle" if middle else "start",
    )
