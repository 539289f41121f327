"""The sheet of an assessment as a form to print: a clause a row, boxes to tick, room to write by hand."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, HRFlowable, Spacer, Table, TableStyle
from reportlab.platypus import Paragraph as Words

from pma_assure.rules.vocabulary import AssessmentKind, FieldResult
from pma_assure.rules.wording import count, day, label, short_day
from pma_assure.values.documents import FieldworkForm, FormLine
from reports import typeface
from reports.paper import ACCENT, AUTHOR, PALE, RULE, SIDE, STYLES, Furniture, Writer, build, heading
from reports.text_pieces import pieces

WIDTH = A4[1] - 2 * SIDE
HEADS = ("Clause", "Requirement", "Test", "Sample", "What was seen", "Result", "Evidence", "Initials, day")
SHARES = (9, 25, 17, 11, 24, 10.5, 11, 9)
LEAST = 62.0
"""Points: a row is at least so high that one can write in it."""
LONGEST = 420
"""Characters of one cell in one row; what is longer goes on in the next, so that a page can divide it."""
MOST_LINES = 12
BOX = 7.5
ORDER = (FieldResult.MET, FieldResult.NOT_MET, FieldResult.NOT_TESTED)

_CELL = ParagraphStyle("form cell", parent=STYLES["cell"], fontSize=7.8, leading=10.4)
_QUIET = ParagraphStyle("form quiet", parent=STYLES["cell quiet"], fontSize=7.8, leading=10.4)


def render(form: FieldworkForm) -> bytes:
    """The finished PDF, A4 on its long side. The same value gives the same bytes."""
    writer = Writer()
    story = _story(writer, form)
    return build(_furniture(writer, form), lambda _known: story, contents_over=10_000)


class Boxes(Flowable):  # type: ignore[misc]  # reportlab has no types
    """The three results, each with a box; the one that was given is ticked, met or not met."""

    def __init__(self, result: FieldResult) -> None:
        super().__init__()
        self.result = result

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, len(ORDER) * 13.0
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        for number, one in enumerate(ORDER):
            # What nobody has tested yet is left open: somebody may be about to tick it by hand.
            ticked = one == self.result != FieldResult.NOT_TESTED
            base = self.height - 13.0 * (number + 1) + 3.5
            canvas.setStrokeColor(ACCENT)
            canvas.setLineWidth(0.8)
            canvas.rect(0, base - 0.8, BOX, BOX)
            if ticked:
                canvas.setLineWidth(1.3)
                canvas.lines([(1.6, base + 2.8, 3.2, base + 0.9), (3.2, base + 0.9, 6.2, base + 5.2)])
            canvas.setFont(typeface.BOLD if ticked else typeface.REGULAR, 7.8)
            canvas.drawString(BOX + 4, base, label(one))


def _furniture(writer: Writer, form: FieldworkForm) -> Furniture:
    title = f"Field work {form.reference}"
    return Furniture(
        title=title,
        subject=title,
        dated=form.dated,
        head_left=writer.shown(f"{form.reference} · {form.participant} · {AUTHOR}"),
        head_right="Restricted: internal to the PMA and its assessors",
        foot_left=writer.shown(f"Field-work form · {form.title} · as of {day(form.dated)}"),
        across=True,
    )


def _story(writer: Writer, form: FieldworkForm) -> list[Flowable]:
    team = ", ".join(f"{name} ({initials})" for initials, name in form.team) or "nobody is in the team yet"
    title = f"Field work: {form.title}"
    about = f"{form.participant} · {label(AssessmentKind(form.kind))} · {form.reference} · {day(form.dated)}"
    story: list[Flowable] = [
        heading(f"Field work {form.reference}", writer.markup(title), "title", 0, "form"),
        writer.text(about, "quiet"),
        writer.text(f"Against {'; '.join(form.criteria) or 'no criteria yet'}. Team: {team}.", "quiet"),
        HRFlowable(width="100%", thickness=1.3, color=ACCENT, spaceBefore=3, spaceAfter=5),
        writer.text(f"{form.progress}. A result needs what was seen, and the initials of who saw it.", "quiet"),
        Spacer(1, 4),
    ]
    if form.lines:
        story.append(_table(writer, form.lines))
    else:
        story.append(writer.text("No clause is on the sheet yet."))
    story += [Spacer(1, 6), writer.text(f"{count(len(form.lines), 'clause')} on this form.", "quiet")]
    return [*story, *writer.closing_note()]


def _table(writer: Writer, lines: tuple[FormLine, ...]) -> Table:
    data: list[list[object]] = [[writer.text(head, "cell head") for head in HEADS]]
    heights: list[float | None] = [None]
    total = sum(SHARES)
    widths = [WIDTH * share / total for share in SHARES]
    style: list[tuple[object, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, ACCENT),
        ("LINEBEFORE", (1, 0), (-1, -1), 0.4, RULE),
        ("LINEAFTER", (-1, 0), (-1, -1), 0.4, RULE),
        ("LINEBEFORE", (0, 0), (0, -1), 0.4, RULE),
    ]
    for line in lines:
        first = len(data)
        rows = _rows(writer, line)
        data += rows
        needed = [max(_height(cell, width) for cell, width in zip(row, widths, strict=True)) + 7 for row in rows]
        needed[-1] = max(needed[-1], LEAST if len(rows) == 1 else 0)
        heights += needed
        style.append(("LINEBELOW", (0, len(data) - 1), (-1, len(data) - 1), 0.4, RULE))
        style.append(("BACKGROUND", (0, first), (1, len(data) - 1), PALE))
    table = Table(data, colWidths=widths, rowHeights=heights, repeatRows=1, hAlign="LEFT")
    table.setStyle(TableStyle(style))
    return table


def _height(cell: object, width: float) -> float:
    return float(cell.wrap(width - 8, 10_000)[1]) if isinstance(cell, Flowable) else 0.0


def _rows(writer: Writer, line: FormLine) -> list[list[object]]:
    """The rows of a line: one, or more where a text is long."""
    clause = f"<b>{writer.markup(line.clause)}</b><br/>{writer.markup(line.document)}"
    signed = "\n".join(filter(None, (line.initials, short_day(line.tested_on) if line.tested_on else "")))
    texts = [_cut(text) for text in (line.text, line.test, line.sample, line.seen, "\n".join(line.evidence))]
    rows: list[list[object]] = []
    for number in range(max(len(text) for text in texts)):
        asked, test, sample, seen, evidence = (
            writer.markup(text[number]) if number < len(text) else "" for text in texts
        )
        first = number == 0
        if first and line.title:
            asked = f"<b>{writer.markup(line.title)}</b><br/>{asked}"
        rows.append(
            [
                Words(clause, _QUIET) if first else "",
                *(Words(markup, _CELL) if markup else "" for markup in (asked, test, sample, seen)),
                Boxes(FieldResult(line.result)) if first else "",
                Words(evidence, _CELL) if evidence else "",
                Words(writer.markup(signed), _CELL) if first else "",
            ]
        )
    return rows


def _cut(text: str) -> list[str]:
    """A text in pieces that are lower than a page in the narrowest column."""
    found = []
    for piece in pieces(text, LONGEST):
        lines = piece.split("\n")
        found += ["\n".join(lines[start : start + MOST_LINES]) for start in range(0, len(lines), MOST_LINES)]
    return found
