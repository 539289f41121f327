"""The page that every paper shares: styles, running head and foot, bookmarks, and the build that makes same from same.

Sizes are in points. A story is placed before it is drawn: placing counts the pages and finds the headings, as often as
the contents need to settle, and draws nothing; then everything is drawn once.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import md5
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, PageTemplate, Paragraph, Spacer

from reports import typeface
from reports.characters import NOTE, lacking, printable
from reports.text_pieces import blocks, parts_of_lines

AUTHOR = "SMKI Policy Management Authority"

INK: Color = HexColor("#1b2230")
QUIET: Color = HexColor("#586174")
RULE: Color = HexColor("#d4d9e1")
PALE: Color = HexColor("#f6f7f9")
ACCENT: Color = HexColor("#1d4f9e")
AMBER: Color = HexColor("#8a5200")
GREEN: Color = HexColor("#1f7a45")

SIDE = 21 * mm
TOP = 25 * mm
BOTTOM = 21 * mm
WIDTH = A4[0] - 2 * SIDE
HEIGHT = A4[1] - TOP - BOTTOM

_BODY = ParagraphStyle(
    "body", fontName=typeface.REGULAR, fontSize=9.6, leading=14.2, textColor=INK, spaceAfter=6,
    allowWidows=0, allowOrphans=0, splitLongWords=1, uriWasteReduce=0, bulletFontName=typeface.REGULAR,
)  # fmt: skip
STYLES: dict[str, ParagraphStyle] = {
    "body": _BODY,
    "quiet": ParagraphStyle("quiet", parent=_BODY, fontSize=8.4, leading=12, textColor=QUIET, spaceAfter=4),
    "lead": ParagraphStyle("lead", parent=_BODY, fontName=typeface.BOLD, fontSize=11, leading=16, spaceAfter=4),
    "kicker": ParagraphStyle("kicker", parent=_BODY, fontSize=9.2, leading=13, textColor=QUIET, spaceAfter=2),
    "title": ParagraphStyle("title", parent=_BODY, fontName=typeface.BOLD, fontSize=18, leading=24, spaceAfter=5),
    "h1": ParagraphStyle(
        "h1", parent=_BODY, fontName=typeface.BOLD, fontSize=12.4, leading=17, spaceBefore=15, spaceAfter=5
    ),
    "h2": ParagraphStyle(
        "h2", parent=_BODY, fontName=typeface.BOLD, fontSize=9.8, leading=14, spaceBefore=8, spaceAfter=3
    ),
    "cell": ParagraphStyle("cell", parent=_BODY, fontSize=8.5, leading=12, spaceAfter=0),
    "cell quiet": ParagraphStyle("cell quiet", parent=_BODY, fontSize=8.5, leading=12, spaceAfter=0, textColor=QUIET),
    "cell head": ParagraphStyle(
        "cell head", parent=_BODY, fontName=typeface.BOLD, fontSize=8, leading=11, spaceAfter=0, textColor=QUIET
    ),
    "label": ParagraphStyle(
        "label", parent=_BODY, fontName=typeface.BOLD, fontSize=8, leading=11.5, spaceAfter=1, textColor=ACCENT
    ),
    "summary": ParagraphStyle("summary", parent=_BODY, spaceAfter=0),
}


class Prose(Paragraph):  # type: ignore[misc]  # reportlab has no types
    """A paragraph whose lines are broken once for each width, however often a page or a table asks how high it is."""

    broken_for: float | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        # A split that finds no room throws the lines away.
        if self.broken_for != width or not hasattr(self, "blPara"):
            super().wrap(width, height)
            self.broken_for = width
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Paragraph]:
        """What goes over the page keeps the lines it has: broken anew on each page, a long text takes minutes."""
        parts: list[Paragraph] = super().split(width, height)
        # Lines of several pieces, as after a line break, say by number which pieces they hold: those are broken anew.
        if len(parts) == 2 and self.broken_for == width and self.blPara.kind == 0:
            rest = parts[1]
            rest.blPara = self.blPara.clone(lines=self.blPara.lines[len(parts[0].blPara.lines) :])
            rest.width, rest.height = width, len(rest.blPara.lines) * self.style.leading
            rest.broken_for = width
        return parts


@dataclass(slots=True)
class Writer:
    """Turns the words of one paper into paragraphs, and remembers whether any character had to be spelt out."""

    spelt_out: bool = False

    def shown(self, text: str) -> str:
        """``text`` in characters that the typeface has."""
        covered = typeface.register()
        if lacking(text, covered):
            self.spelt_out = True
        return printable(text, covered)

    def markup(self, text: str) -> str:
        """The same, made safe inside reportlab's mark-up; a newline stays a line break."""
        return escape(self.shown(text)).replace("\n", "<br/>")

    def text(self, text: str, style: str = "body") -> Paragraph:
        return Prose(self.markup(text), STYLES[style])

    def marked(self, markup: str, style: str = "body") -> Paragraph:
        """A paragraph from mark-up whose words have already gone through :meth:`markup`."""
        return Prose(markup, STYLES[style])

    def prose(self, text: str, style: str = "body") -> list[Paragraph]:
        """One paragraph for each block of lines; blank lines separate them."""
        return [paragraph for block in blocks(text) for paragraph in self.lines(block, STYLES[style])]

    def lines(self, text: str, style: ParagraphStyle) -> list[Paragraph]:
        """A block of lines as one paragraph; a very long one as several, of whole lines, with no gap between them."""
        parts = parts_of_lines(text)
        joined = ParagraphStyle(f"{style.name} going on", parent=style, spaceAfter=0)
        return [*(Prose(self.markup(part), joined) for part in parts[:-1]), Prose(self.markup(parts[-1]), style)]

    def closing_note(self) -> list[Flowable]:
        return [Spacer(1, 8), self.text(NOTE, "quiet")] if self.spelt_out else []


class Heading(Prose):
    """A heading that is also a bookmark, and a line of the contents where there are any."""

    entry: tuple[str, int, str] | None = None
    """(what the bookmark says, level, key)."""

    def split(self, width: float, height: float) -> list[Paragraph]:
        """A heading of many lines may go on over the page; its bookmark is where it begins."""
        parts: list[Paragraph] = super().split(width, height)
        for part in parts[:1]:
            part.entry = self.entry
        return parts


def heading(text: str, markup: str, style: str, level: int, key: str) -> Heading:
    """A heading with ``text`` as its bookmark and ``markup`` as what stands on the page."""
    made = Heading(markup, STYLES[style])
    made.entry = (text, level, key)
    return made


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands around the text on every page, and what the file says of itself."""

    title: str
    subject: str
    dated: date
    head_left: str
    head_right: str
    foot_left: str
    draft: str = ""
    across: bool = False
    """Whether the page lies on its long side."""

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of the page."""
        return (A4[1], A4[0]) if self.across else (A4[0], A4[1])


@dataclass(frozen=True, slots=True)
class Contents:
    """What placing the story found: (title, level, page, key) of each heading, and the number of pages."""

    pages: int = 0
    entries: tuple[tuple[str, int, int, str], ...] = ()
    wanted: bool = False


class _FixedInstant:
    """reportlab's time stamp, without the clock or the environment: the paper's own date."""

    def __init__(self, day: date) -> None:
        self.YMDhms = (day.year, day.month, day.day, 12, 0, 0)
        self.t = 0.0
        self.dhh = self.dmm = 0
        self.tzname = "UTC"


class _Unmarked(Frame):  # type: ignore[misc]  # reportlab has no types
    """A frame that places flowables and leaves the page blank."""

    def _add(self, flowable: Flowable, canvas: Canvas, trySplit: int = 0) -> object:
        # Straight into its dictionary: drawings refuse names that they do not know.
        flowable.__dict__["drawOn"] = lambda *_arguments, **_options: None
        try:
            return super()._add(flowable, canvas, trySplit)
        finally:
            del flowable.__dict__["drawOn"]

    add = _add


class _Template(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    def __init__(self, target: io.BytesIO, furniture: Furniture, pages: int, *, drawn: bool) -> None:
        super().__init__(
            target, pagesize=furniture.page, leftMargin=SIDE, rightMargin=SIDE, topMargin=TOP, bottomMargin=BOTTOM,
            title=furniture.title, author=AUTHOR, subject=furniture.subject, creator=AUTHOR, producer=AUTHOR,
            keywords="", invariant=1, pageCompression=1, lang="en-GB", displayDocTitle=True,
            initialFontName=typeface.REGULAR,
        )  # fmt: skip
        self.furniture = furniture
        self.page_count = pages
        self.entries: list[tuple[str, int, int, str]] = []
        self.drawn = drawn
        self._doSave = drawn
        make = Frame if drawn else _Unmarked
        width, height = furniture.page[0] - 2 * SIDE, furniture.page[1] - TOP - BOTTOM
        frame = make(SIDE, BOTTOM, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
        around = {"onPage": self._draw_furniture} if drawn else {}
        self.addPageTemplates([PageTemplate(id="page", frames=[frame], **around)])

    def afterFlowable(self, flowable: Flowable) -> None:
        if isinstance(flowable, Heading) and flowable.entry:
            text, level, key = flowable.entry
            if self.drawn:
                self.canv.bookmarkPage(key)
                self.canv.addOutlineEntry(text, key, level=level, closed=False)
            self.entries.append((text, level, self.page, key))

    def _draw_furniture(self, canvas: Canvas, _template: object) -> None:
        furniture = self.furniture
        right, width = furniture.page[0] - SIDE, furniture.page[0] - 2 * SIDE
        top = furniture.page[1] - 14 * mm
        canvas.saveState()
        canvas.setFillColor(QUIET)
        canvas.setFont(typeface.REGULAR, 7.8)
        canvas.drawRightString(right, top, furniture.head_right)
        room = width - stringWidth(furniture.head_right, typeface.REGULAR, 7.8) - 12 * mm
        if furniture.draft:
            room -= stringWidth(furniture.draft, typeface.BOLD, 7.8) + 12
        left = fitted(furniture.head_left, room, typeface.REGULAR, 7.8)
        canvas.drawString(SIDE, top, left)
        if furniture.draft:
            canvas.setFillColor(AMBER)
            canvas.setFont(typeface.BOLD, 7.8)
            canvas.drawString(SIDE + stringWidth(left, typeface.REGULAR, 7.8) + 12, top, furniture.draft)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.6)
        canvas.line(SIDE, top - 5, right, top - 5)
        foot = 12 * mm
        canvas.setFillColor(QUIET)
        canvas.setFont(typeface.REGULAR, 7.8)
        canvas.drawRightString(right, foot, f"page {canvas.getPageNumber()} of {self.page_count}")
        canvas.drawString(SIDE, foot, fitted(furniture.foot_left, width - 30 * mm, typeface.REGULAR, 7.8))
        canvas.restoreState()


def fitted(text: str, width: float, font: str, size: float) -> str:
    """``text``, shortened with an ellipsis where it is wider than ``width`` points."""
    if stringWidth(text, font, size) <= width:
        return text
    while text and stringWidth(text + "…", font, size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def build(furniture: Furniture, story: Callable[[Contents], Sequence[Flowable]], *, contents_over: int = 5) -> bytes:
    """Place until page numbers and contents agree with themselves, then draw. Same furniture and story, same bytes.

    ``story`` is asked once for each placing, and may give the same flowables again: only the contents differ, and only
    where they are wanted.
    """
    typeface.register()
    known = Contents()
    for _ in range(5):
        placed = _built(io.BytesIO(), furniture, story(known), known, drawn=False)
        wanted = known.wanted or placed.page > contents_over
        found = Contents(pages=placed.page, entries=tuple(placed.entries), wanted=wanted)
        settled = found == known or not wanted
        known = found
        if settled:
            break
    target = io.BytesIO()
    _built(target, furniture, story(known), known, drawn=True)
    return _without_maker_comments(target.getvalue())


def _built(
    target: io.BytesIO, furniture: Furniture, story: Sequence[Flowable], known: Contents, *, drawn: bool
) -> _Template:
    """Run the story through the pages; ``drawn`` False only finds out where everything would stand."""
    for flowable in story:
        # What did not fit is marked so that it is tried on one more page only; each run begins without such marks.
        flowable.__dict__.pop("_postponed", None)
    template = _Template(target, furniture, known.pages, drawn=drawn)
    template.build(list(story), canvasmaker=_canvas_dated(furniture.dated))
    return template


def _canvas_dated(day: date) -> Callable[..., Canvas]:
    def make(*arguments: object, **options: object) -> Canvas:
        canvas = Canvas(*arguments, **options)
        canvas._doc._timeStamp = _FixedInstant(day)
        # The file's identifier is a digest of what is in it, and was begun with the time of the environment.
        canvas._doc.signature = md5(usedforsecurity=False)
        return canvas

    return make


def _without_maker_comments(content: bytes) -> bytes:
    """Blank the two comments that name the maker, byte for byte, so that no offset moves."""
    for comment in (
        b" ReportLab Generated PDF document (opensource)",
        b"% ReportLab generated PDF document -- digest (opensource)",
    ):
        content = content.replace(comment, b" " * len(comment), 1)
    return content


def room_for(height: float) -> CondPageBreak:
    """Start a new page here unless ``height`` points are left, so that a heading is never alone at a foot."""
    return CondPageBreak(min(height, HEIGHT - 1))
