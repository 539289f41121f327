"""Bars with their numbers beside them: what stands in a schedule, as lengths. Words say what colour says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from reports import typeface
from reports.paper import INK, QUIET, RULE, WIDTH, fitted, room_for

FILLS: tuple[Color, ...] = (HexColor("#1d4f9e"), HexColor("#8fb0de"), HexColor("#4f7cc0"), HexColor("#eef1f5"))
_ON_DARK = (True, False, True, False)
_ROW, _BAR, _LABELS, _NUMBERS, _LEGEND, _SIZE = 20.0, 12.0, 132.0, 84.0, 24.0, 7.8
_WIDEST = 46.0
"""Points for one at the most: a single one is no full bar."""
_ROWS_IN_ONE = 30
WITH_WORDS = 120.0
"""Points for a heading with some lines of words under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: what it is of, its parts in the order of the legend, and the words beside it ("14 days")."""

    name: str
    parts: tuple[int, ...]
    said: str


def bars(rows: Sequence[Bar], legend: Sequence[str], shown: Callable[[str], str]) -> list[Drawing]:
    """The bars, at most thirty to a drawing and all to one scale; none where every number is 0.

    ``legend`` names the parts, at most four. ``shown`` gives a name in letters that the typeface has.
    """
    typeface.register()
    most = max((sum(one.parts) for one in rows), default=0)
    if not most:
        return []
    unit = min((WIDTH - _LABELS - _NUMBERS) / most, _WIDEST)
    return [
        _drawing(rows[start : start + _ROWS_IN_ONE], legend, unit, shown) for start in range(0, len(rows), _ROWS_IN_ONE)
    ]


def kept_with(heading_and_words: float, drawings: Sequence[Drawing]) -> list[Flowable]:
    """Room for a heading with its words, as many points, and the first picture under them; none where none is."""
    return [room_for(heading_and_words + float(drawings[0].height))] if drawings else []


def _drawing(rows: Sequence[Bar], legend: Sequence[str], unit: float, shown: Callable[[str], str]) -> Drawing:
    height = _ROW * len(rows) + _LEGEND
    drawing = Drawing(WIDTH, height)
    for place, one in enumerate(rows):
        y = height - _ROW * (place + 1) + (_ROW - _BAR) / 2
        drawing.add(_word(fitted(shown(one.name), _LABELS - 8, typeface.BOLD, _SIZE), 0, y + 3, bold=True))
        x = _LABELS
        for part, number in enumerate(one.parts):
            width = unit * number
            if not width:
                continue
            drawing.add(Rect(x, y, width, _BAR, fillColor=FILLS[part], strokeColor=RULE, strokeWidth=0.5))
            if width > stringWidth(str(number), typeface.REGULAR, _SIZE) + 4:
                ink = HexColor("#ffffff") if _ON_DARK[part] else INK
                drawing.add(_word(str(number), x + width / 2, y + 3, middle=True, ink=ink))
            x += width
        drawing.add(_word(fitted(shown(one.said), WIDTH - x - 6, typeface.REGULAR, _SIZE), x + 6, y + 3))
    x = _LABELS
    for part, words in enumerate(legend):
        drawing.add(Rect(x, 4, 8, 8, fillColor=FILLS[part], strokeColor=RULE, strokeWidth=0.5))
        drawing.add(_word(shown(words), x + 12, 5, ink=QUIET))
        x += 12 + stringWidth(words, typeface.REGULAR, _SIZE) + 16
    return drawing


def _word(text: str, x: float, y: float, *, bold: bool = False, middle: bool = False, ink: Color = INK) -> String:
    return String(
        x,
        y,
        text,
        fontName=typeface.BOLD if bold else typeface.REGULAR,
        fontSize=_SIZE,
        fillColor=ink,
        textAnchor="middle" if middle else "start",
    )
