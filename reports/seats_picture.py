"""The seats over the years: a row for each seat, a bar for each term, and what is vacant between them.

Words and outlines say what colour says: the holder's name stands in the bar, a vacancy is empty and says so, a term of
somebody identified only has a broken outline, and where terms end together a full line goes down through all seats.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from reportlab.graphics.shapes import Drawing, Group, Line, Rect, String
from reportlab.lib.colors import Color, HexColor, white
from reportlab.pdfbase.pdfmetrics import stringWidth

from pma_assure.rules import wording
from pma_assure.rules.vocabulary import AppointmentState
from pma_assure.values.seats import SeatLine, SeatsOverYears, SeatTerm
from reports import typeface
from reports.paper import ACCENT, AMBER, INK, QUIET, RULE, WIDTH, fitted

_ROW, _BAR, _LABELS, _HEAD, _LEGEND, _SIZE = 21.0, 13.0, 116.0, 17.0, 22.0, 7.6
_NOW: Color = HexColor("#c9d8ef")
_PAST: Color = HexColor("#e9edf3")


def picture(seats: SeatsOverYears, shown: Callable[[str], str]) -> Drawing:
    """The whole of it in one drawing. ``shown`` puts a name in characters that the typeface has."""
    typeface.register()
    height = _HEAD + _ROW * len(seats.seats) + _LEGEND
    drawing = Drawing(WIDTH, height)
    top, bottom = height - _HEAD, _LEGEND
    inside = Group()
    _years(drawing, seats, top, bottom)
    for number, line in enumerate(seats.seats):
        y = top - _ROW * (number + 0.5)
        drawing.add(_words(0, y - 2.6, fitted(line.name, _LABELS - 8, typeface.REGULAR, _SIZE), INK))
        bars, words = _seat(line, y, seats, shown)
        drawing.add(bars)
        inside.add(words)
        drawing.add(Line(0, y - _ROW / 2, WIDTH, y - _ROW / 2, strokeColor=RULE, strokeWidth=0.25))
    for group in seats.together:
        for x in {_x(seats, group.first), _x(seats, group.last)}:
            drawing.add(Line(x, bottom, x, top + 3, strokeColor=AMBER, strokeWidth=1.4))
    today = _x(seats, seats.as_of)
    drawing.add(Line(today, bottom, today, top, strokeColor=ACCENT, strokeWidth=0.9, strokeDashArray=[2, 2]))
    # Words come last: no line goes through a name.
    drawing.add(inside)
    drawing.add(_legend(seats))
    return drawing


def _x(seats: SeatsOverYears, day: date) -> float:
    days = max(1, (seats.last - seats.first).days)
    return _LABELS + float(WIDTH - _LABELS) * min(max((day - seats.first).days, 0), days) / days


def _years(drawing: Drawing, seats: SeatsOverYears, top: float, bottom: float) -> None:
    """A line where each year begins; of many years only as many have their number as there is room for."""
    room = (WIDTH - _LABELS) / max(1, seats.last.year - seats.first.year + 1)
    step = next((each for each in (1, 2, 5, 10, 25, 50, 100) if room * each >= 26), 1000)
    for year in range(seats.first.year, seats.last.year + 1):
        if (year - seats.first.year) % step:
            continue
        x = _x(seats, date(year, 1, 1))
        drawing.add(Line(x, bottom, x, top, strokeColor=RULE, strokeWidth=0.5))
        drawing.add(_words(x + 2, top + 5, str(year), QUIET))


def _seat(line: SeatLine, y: float, seats: SeatsOverYears, shown: Callable[[str], str]) -> tuple[Group, Group]:
    """(the bars of a seat, the words in them)."""
    bars, inside = Group(), Group()
    for first, last in line.vacancies:
        x, width = _span(seats, first, last)
        vacant = first <= seats.as_of
        colour = AMBER if vacant else QUIET
        edge = {"strokeColor": colour, "strokeWidth": 0.7, "strokeDashArray": [1.5, 1.5]}
        bars.add(Rect(x, y - _BAR / 2, width, _BAR, fillColor=white, **edge))
        words = "vacant" if vacant else "nobody yet"
        if stringWidth(words, typeface.REGULAR, _SIZE) < width - 6:
            _inside(inside, words, x, width, y, colour)
    for term in line.terms:
        x, width = _span(seats, term.first_day, term.last_day)
        bars.add(_bar(term, x, width, y, seats.as_of))
        _inside(inside, shown(term.name), x, width, y, INK)
    return bars, inside


def _bar(term: SeatTerm, x: float, width: float, y: float, as_of: date) -> Rect:
    identified = term.state == AppointmentState.IDENTIFIED
    past = term.last_day is not None and term.last_day < as_of
    fill = white if identified else _PAST if past else _NOW
    dash = {"strokeDashArray": [3, 2]} if identified else {}
    edge = QUIET if past else ACCENT
    return Rect(x, y - _BAR / 2, width, _BAR, fillColor=fill, strokeColor=edge, strokeWidth=0.6, **dash)


def _inside(group: Group, words: str, x: float, width: float, y: float, colour: Color) -> None:
    """Words in a bar, shortened to its room; in a bar too narrow for three letters, none."""
    room = width - 6
    said = fitted(words, room, typeface.REGULAR, _SIZE) if room > 12 else ""
    if len(said) > 2:
        group.add(_words(x + 3, y - 2.6, said, colour))


def _span(seats: SeatsOverYears, first: date, last: date | None) -> tuple[float, float]:
    """(x, width) of a bar; half a point is left between two that follow each other."""
    x = _x(seats, first)
    return x, max(1.2, _x(seats, last or seats.last) - x - 0.6)


def _legend(seats: SeatsOverYears) -> Group:
    legend = Group()
    x, y = 0.0, 6.0
    marks: list[tuple[str, Rect]] = [
        ("in office or to come", Rect(0, y - 4, 12, 8, fillColor=_NOW, strokeColor=ACCENT, strokeWidth=0.6)),
        ("over", Rect(0, y - 4, 12, 8, fillColor=_PAST, strokeColor=QUIET, strokeWidth=0.6)),
        (
            "vacant, or nobody yet",
            Rect(0, y - 4, 12, 8, fillColor=white, strokeColor=AMBER, strokeWidth=0.7, strokeDashArray=[1.5, 1.5]),
        ),
    ]
    if any(term.state == AppointmentState.IDENTIFIED for line in seats.seats for term in line.terms):
        dashed = Rect(0, y - 4, 12, 8, fillColor=white, strokeColor=ACCENT, strokeWidth=0.6, strokeDashArray=[3, 2])
        marks.append(("identified", dashed))
    if seats.together:
        marks.append(("terms end together", Rect(5.3, y - 4, 1.4, 8, fillColor=AMBER, strokeColor=None)))
    marks.append(
        (f"as of {wording.short_day(seats.as_of)}", Rect(5.5, y - 4, 1, 8, fillColor=ACCENT, strokeColor=None))
    )
    for said, mark in marks:
        legend.add(Group(mark, _words(16, y - 2.6, said, QUIET), transform=(1, 0, 0, 1, x, 0)))
        x += 28 + stringWidth(said, typeface.REGULAR, _SIZE)
    return legend


def _words(x: float, y: float, text: str, colour: Color) -> String:
    return String(x, y, text, fontName=typeface.REGULAR, fontSize=_SIZE, fillColor=colour)
