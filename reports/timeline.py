"""The milestone timeline: where each date stood first, where it stands now, and when it was verified.

Shape tells what colour tells: a hollow diamond is the baseline, a full one the current date, a disc the verification.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Polygon, Rect, String
from reportlab.lib.colors import white
from reportlab.pdfbase.pdfmetrics import stringWidth

from pma_assure.rules import wording
from reports import typeface
from reports.paper import ACCENT, AMBER, GREEN, QUIET, RULE, WIDTH, fitted

_ROW = 15.0
_LABELS = 182.0
_HEAD = 17.0
_LEGEND = 20.0
_ROWS_IN_ONE = 30
_SIZE = 7.6


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineMark:
    name: str
    title: str
    baseline: date
    due: date
    verified: date | None
    cancelled: bool = False


def words(marks: Sequence[TimelineMark], as_of: date) -> str:
    """What the picture says, for those who cannot see it."""
    verified = sum(mark.verified is not None for mark in marks)
    cancelled = sum(mark.cancelled for mark in marks)
    open_marks = [mark for mark in marks if mark.verified is None and not mark.cancelled]
    late = [mark for mark in open_marks if mark.due < as_of]
    said = [f"{wording.count(len(marks), 'milestone')} as of {wording.day(as_of)}: {verified} verified"]
    if cancelled:
        said.append(f"{cancelled} cancelled")
    said.append(f"{len(open_marks)} open" + (f", of which {len(late)} overdue" if late else ", none overdue"))
    sentence = "; ".join(said) + "."
    slipped = [mark for mark in marks if mark.due > mark.baseline]
    if slipped:
        worst = max(slipped, key=lambda mark: (mark.due - mark.baseline).days)
        days = wording.count((worst.due - worst.baseline).days, "day")
        sentence += f" Dates moved later: {len(slipped)}, at most by {days} ({worst.name})."
    else:
        sentence += " No date has moved later."
    return sentence


def picture(marks: Sequence[TimelineMark], as_of: date, shown: Callable[[str], str]) -> Iterator[Drawing]:
    """The timeline in drawings of at most thirty rows; all have the same scale."""
    days = [day for mark in marks for day in (mark.baseline, mark.due, mark.verified) if day] + [as_of]
    scale = _Scale(min(days), max(days))
    for start in range(0, len(marks), _ROWS_IN_ONE):
        yield _drawing(marks[start : start + _ROWS_IN_ONE], as_of, scale, shown)


class _Scale:
    """Days to points. A little air on both sides keeps the outermost marks whole."""

    def __init__(self, first: date, last: date) -> None:
        air = max(7, (last - first).days // 20)
        # A register may hold a date at the very end of the calendar; air beyond it would not be a date.
        self.first = first - timedelta(days=min(air, (first - date.min).days))
        self.days = (last - self.first).days + min(air, (date.max - last).days)
        self.width = WIDTH - _LABELS

    def x(self, day: date) -> float:
        return _LABELS + float(self.width) * (day - self.first).days / self.days

    def months(self) -> Iterator[tuple[float, str]]:
        """Where months begin, thinned until the names fit."""
        whole = self.days / 30.4
        step = next((s for s in (1, 2, 3, 6, 12, 24, 60, 120) if whole / s <= self.width / 44), 1200)
        year, month = self.first.year, 1
        while year < 9999:
            day = date(year, month, 1)
            if (day - self.first).days > self.days:
                return
            if day >= self.first:
                yield self.x(day), f"{wording.short_day(day)[2:]}"
            month += step
            year, month = year + (month - 1) // 12, (month - 1) % 12 + 1


def _drawing(marks: Sequence[TimelineMark], as_of: date, scale: _Scale, shown: Callable[[str], str]) -> Drawing:
    height = _LEGEND + _HEAD + _ROW * len(marks)
    drawing = Drawing(WIDTH, height)
    bottom, top = _LEGEND, height - _HEAD
    for x, name in scale.months():
        drawing.add(Line(x, bottom, x, top, strokeColor=RULE, strokeWidth=0.5))
        # A name that would run over the edge is left out; its line stays.
        if x + stringWidth(name, typeface.REGULAR, _SIZE) <= WIDTH:
            drawing.add(_words(x, top + 5, name))
    today = scale.x(as_of)
    drawing.add(Line(today, bottom, today, top, strokeColor=ACCENT, strokeWidth=0.9, strokeDashArray=[2, 2]))
    for index, mark in enumerate(marks):
        y = top - _ROW * (index + 0.5)
        drawing.add(_row(mark, y, scale, shown, as_of))
        drawing.add(Line(0, y - _ROW / 2, WIDTH, y - _ROW / 2, strokeColor=RULE, strokeWidth=0.25))
    drawing.add(_legend(as_of))
    return drawing


def _row(mark: TimelineMark, y: float, scale: _Scale, shown: Callable[[str], str], as_of: date) -> Group:
    group = Group()
    label = fitted(shown(f"{mark.name}  {mark.title}".replace("\n", " ")), _LABELS - 10, typeface.REGULAR, _SIZE)
    group.add(_words(0, y - 2.6, label, colour=QUIET if mark.cancelled else None))
    baseline, due = scale.x(mark.baseline), scale.x(mark.due)
    late = mark.verified is None and not mark.cancelled and mark.due < as_of
    if mark.due != mark.baseline:
        group.add(Line(baseline, y, due, y, strokeColor=AMBER, strokeWidth=1.3))
        group.add(_diamond(baseline, y, QUIET, hollow=True))
    group.add(_diamond(due, y, QUIET if mark.cancelled else AMBER if late else ACCENT, hollow=mark.cancelled))
    if mark.cancelled:
        group.add(Line(due - 5, y, due + 5, y, strokeColor=QUIET, strokeWidth=0.9))
    if mark.verified:
        group.add(Circle(scale.x(mark.verified), y, 2.9, fillColor=GREEN, strokeColor=white, strokeWidth=0.8))
    return group


def _diamond(x: float, y: float, colour: object, *, hollow: bool) -> Polygon:
    r = 3.7
    points = [x - r, y, x, y + r, x + r, y, x, y - r]
    return Polygon(points, fillColor=white if hollow else colour, strokeColor=colour, strokeWidth=0.9)


def _legend(as_of: date) -> Group:
    legend = Group()
    x, y = 4.0, 5.0
    entries: list[tuple[str, object]] = [
        ("due", _diamond(0, y, ACCENT, hollow=False)),
        ("overdue", _diamond(0, y, AMBER, hollow=False)),
        ("baseline, where the date moved", _diamond(0, y, QUIET, hollow=True)),
        ("verified", Circle(0, y, 2.9, fillColor=GREEN, strokeColor=white, strokeWidth=0.8)),
        (f"as of {wording.short_day(as_of)}", Rect(-0.5, y - 4, 1, 8, fillColor=ACCENT, strokeColor=None)),
    ]
    for said, mark in entries:
        legend.add(Group(mark, _words(8, y - 2.6, said), transform=(1, 0, 0, 1, x, 0)))
        x += 26 + stringWidth(said, typeface.REGULAR, _SIZE)
    return legend


def _words(x: float, y: float, text: str, *, colour: object = None) -> String:
    return String(x, y, text, fontName=typeface.REGULAR, fontSize=_SIZE, fillColor=colour or QUIET)
