"""Schedules: tables whose head is repeated, whose rows never break a page, and whose heading never stands alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph, Spacer, Table, TableStyle

from reports import typeface
from reports.paper import ACCENT, HEIGHT, PALE, RULE, WIDTH, Contents, Heading, Writer, room_for
from reports.text_pieces import LONGEST_ROW, pieces, short_blocks

_BESIDE = 7.0
"""Points between the words of a cell and the next column."""
_WIDEST_WORD = 0.24
"""Of the width: a word that needs more, such as a digest, is broken."""
_DAY = re.compile(r"\b(\d{1,2}) ([A-Z][a-z]{2,8}) (\d{4})\b")
_GRID: list[tuple[object, ...]] = [
    ("FONTNAME", (0, 0), (-1, -1), typeface.REGULAR),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), _BESIDE),
    ("TOPPADDING", (0, 0), (-1, -1), 4),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
]


def schedule(
    writer: Writer,
    heads: Sequence[str],
    rows: Sequence[Sequence[str | Paragraph]],
    shares: Sequence[float],
    *,
    quiet: frozenset[int] = frozenset(),
    strong: frozenset[int] = frozenset(),
    measured: Sequence[Sequence[str]] | None = None,
) -> Table:
    """A table over the full width; ``shares`` are the columns' parts of it. Long cells go on in rows of their own.

    ``measured`` gives the words of cells that are paragraphs already, so that none of them is broken.
    """
    total = sum(shares)
    widths = _widths(heads, rows if measured is None else measured, shares, strong)
    data: list[list[Paragraph | str]] = [[writer.text(head, "cell head") for head in heads]]
    style = [*_GRID, ("LINEBELOW", (0, 0), (-1, 0), 0.9, ACCENT)]
    for row in rows:
        wide = [cell for cell, share in zip(row, shares, strict=True) if _is_wide(cell, share / total)]
        cut = [
            ["Set out below."] if cell in wide else pieces(cell) if isinstance(cell, str) else [cell] for cell in row
        ]
        height = max(len(cell) for cell in cut)
        for line in range(height):
            data.append([_cell(writer, cut, column, line, quiet, strong) for column in range(len(heads))])
            if line + 1 < height or wide:
                style.append(("BOTTOMPADDING", (0, len(data) - 1), (-1, len(data) - 1), 0))
            else:
                style.append(("LINEBELOW", (0, len(data) - 1), (-1, len(data) - 1), 0.4, RULE))
        for text in wide:
            _add_wide(writer, str(text), data, style)
    table = Table(data, colWidths=widths, repeatRows=1, hAlign="LEFT")
    table.setStyle(TableStyle(style))
    table.setStyle(TableStyle(_kept_together(table)))
    return table


def _widths(
    heads: Sequence[str], rows: Sequence[Sequence[str | Paragraph]], shares: Sequence[float], strong: frozenset[int]
) -> list[float]:
    """The columns by their shares, but none so narrow that a word, a reference or a day in it would be broken."""
    typeface.register()
    total = sum(shares)
    least = []
    for column, head in enumerate(heads):
        words = {word for row in rows for word in _words(row[column])}
        face = typeface.BOLD if column in strong else typeface.REGULAR
        needed = [stringWidth(word, typeface.BOLD, 8) for word in _words(head)]
        needed += [stringWidth(word, face, 8.5) for word in words]
        most = max(WIDTH * shares[column] / total, WIDTH * _WIDEST_WORD)
        least.append(max((one + _BESIDE + 1 for one in needed if one + _BESIDE + 1 <= most), default=0.0))
    if sum(least) >= WIDTH:
        return [WIDTH * one / sum(least) for one in least]
    short: set[int] = set()
    while True:
        left = WIDTH - sum(least[place] for place in short)
        parts = sum(share for place, share in enumerate(shares) if place not in short)
        found = [least[place] if place in short else left * share / parts for place, share in enumerate(shares)]
        more = {place for place, width in enumerate(found) if width < least[place] - 0.01}
        if not more:
            return found
        short |= more


def _words(cell: str | Paragraph) -> list[str]:
    """The words of a cell, a day being one of them."""
    return _DAY.sub("\\1\u00a0\\2\u00a0\\3", cell).replace("\n", " ").split(" ") if isinstance(cell, str) else []


def _kept_together(table: Table) -> list[tuple[object, ...]]:
    """The first two rows stay with the head, and the last two with each other: a row alone looks like another table.

    Not where they are so tall that keeping them together would leave half a page empty.
    """
    table.wrap(WIDTH, HEIGHT)
    return [("NOSPLIT", (0, first), (-1, end)) for first, end in _not_parted(table._rowHeights)]


def _not_parted(heights: Sequence[float]) -> list[tuple[int, int]]:
    """(first, last) of the rows that no page parts."""
    last = len(heights) - 1
    wanted = [(0, 2), (last - 1, last)] if last > 1 else []
    return [(first, end) for first, end in wanted if sum(heights[first : end + 1]) < HEIGHT / 2]


_SHORT = HEIGHT / 3
"""Facts that need less stay on one page, with their heading."""


def _is_wide(cell: str | Paragraph, share: float) -> bool:
    """Whether a text is so long that it would run over pages in its column, most of each page empty."""
    return isinstance(cell, str) and len(cell) > LONGEST_ROW and share < 0.5


def _add_wide(writer: Writer, text: str, data: list[list[Paragraph | str]], style: list[tuple[object, ...]]) -> None:
    """A long text over all columns but the first, in rows that a page can divide between."""
    for piece in pieces(text, LONGEST_ROW):
        row = len(data)
        data.append(["", writer.text(piece, "cell"), *[""] * (len(data[0]) - 2)])
        style += [("SPAN", (1, row), (-1, row)), ("BOTTOMPADDING", (0, row), (-1, row), 2)]
    style.append(("LINEBELOW", (0, len(data) - 1), (-1, len(data) - 1), 0.4, RULE))


def _cell(
    writer: Writer,
    cut: Sequence[Sequence[str | Paragraph]],
    column: int,
    line: int,
    quiet: frozenset[int],
    strong: frozenset[int],
) -> Paragraph | str:
    if line >= len(cut[column]):
        return ""
    piece = cut[column][line]
    if not isinstance(piece, str):
        return piece
    if column in strong:
        return writer.marked(f"<b>{writer.markup(piece)}</b>", "cell")
    return writer.text(piece, "cell quiet" if column in quiet else "cell")


def facts(writer: Writer, pairs: Sequence[tuple[str, str]], label_share: float = 0.22) -> Table:
    """Names and values, one a line, without lines between."""
    data: list[list[Paragraph | str]] = []
    style = [*_GRID, ("TOPPADDING", (0, 0), (-1, -1), 1.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5)]
    for name, value in pairs:
        for line, piece in enumerate(pieces(value, LONGEST_ROW)):
            label: Paragraph | str = writer.text(name, "cell quiet") if line == 0 else ""
            data.append([label, writer.text(piece, "cell")])
    table = Table(data, colWidths=[WIDTH * label_share, WIDTH * (1 - label_share)], hAlign="LEFT")
    table.setStyle(TableStyle(style))
    table.wrap(WIDTH, HEIGHT)
    if sum(table._rowHeights) < _SHORT:
        table.setStyle(TableStyle([("NOSPLIT", (0, 0), (-1, -1))]))
    return table


def block(writer: Writer, texts: Sequence[tuple[str, str]]) -> Table:
    """A quiet bordered block of (style, text). Each piece is a row, so that a long text goes on over the page."""
    inside = [writer.text(piece, style) for style, text in texts for piece in short_blocks(text)]
    table = Table([[paragraph] for paragraph in inside], colWidths=[WIDTH], hAlign="LEFT")
    style: list[tuple[object, ...]] = [
        ("LEFTPADDING", (0, 0), (-1, -1), 12),
        ("RIGHTPADDING", (0, 0), (-1, -1), 12),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ("TOPPADDING", (0, 0), (-1, 0), 9),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 10),
        ("BACKGROUND", (0, 0), (-1, -1), PALE),
        ("BOX", (0, 0), (-1, -1), 0.6, RULE),
    ]
    for row, paragraph in enumerate(inside):
        if row and paragraph.style.name == "label":
            style.append(("TOPPADDING", (0, row), (-1, row), 7))
    style.append(("LINEBEFORE", (0, 0), (0, -1), 2.4, ACCENT))
    table.setStyle(TableStyle(style))
    return table


def section(heading: Heading, *body: Flowable) -> list[Flowable]:
    """A heading with what belongs under it, kept from standing alone at the foot of a page."""
    return [room_for(_heading_height(heading) + _first_height(body)), heading, *body]


def _heading_height(heading: Heading) -> float:
    height = heading.wrap(WIDTH, HEIGHT)[1] + heading.getSpaceBefore() + heading.getSpaceAfter()
    return float(height)


def _first_height(body: Sequence[Flowable]) -> float:
    """How much of the body has to stand under its heading: the first rows of a table, some lines of prose."""
    height = 0.0
    for flowable in body:
        flowable.wrap(WIDTH, HEIGHT)
        if isinstance(flowable, Table):
            rows = flowable._rowHeights
            if not flowable.repeatRows and sum(rows) < _SHORT:
                return height + float(sum(rows))
            kept = 1
            for first, last in _not_parted(rows) if flowable.repeatRows else ():
                kept = last if first <= kept else kept
            return height + float(sum(rows[: kept + 1]))
        if isinstance(flowable, Paragraph):
            height += min(float(flowable.height), 3 * float(flowable.style.leading)) + float(flowable.getSpaceAfter())
        elif not isinstance(flowable, Spacer):
            return height + float(flowable.height)
        if height > 60:
            break
    return height


def contents_line(writer: Writer, known: Contents) -> list[Flowable]:
    """The headings of the first level with their pages, as links in one line of a long paper's first page."""
    lines = [(text, page, key) for text, level, page, key in known.entries if key != "title" and level == 0]
    markup = " &nbsp;·&nbsp; ".join(
        f'<a href="#{key}">{writer.markup(text)}</a>&nbsp;<font color="#586174">{page}</font>'
        for text, page, key in lines
    )
    return [Spacer(1, 8), writer.text("Contents, with pages", "label"), writer.marked(markup, "cell")]
