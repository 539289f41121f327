"""The paper of an item, part by part, and what changed in it: facts, texts, and tables with marks in their cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportlab.platypus import Flowable, Paragraph, Spacer

from pma_assure.rules.wording import count
from pma_assure.values.meeting_pack import (
    Compared,
    PaperFacts,
    PaperPart,
    PaperTable,
    RowChange,
    TableChange,
    TextChange,
)
from reports.marked_words import key, marked
from reports.paper import HEIGHT, STYLES, WIDTH, Heading, Writer, room_for
from reports.schedule import facts, schedule, section
from reports.text_pieces import LONGEST_CELL

MOST_COLUMNS = 6
SHORT = 48
"""Characters of what stands with others in one line."""
_NAMES = ("Number", "Reference", "Title", "Name")
_TEXTS = ("Text", "Summary", "Necessity", "Criterion", "Reason", "In words")
"""Cells that are texts, however short."""
_UNDER = 90.0
"""Points that the heading of a part of the paper keeps free below it."""
LONGEST_IN_A_TABLE = 320
"""Characters of a cell; rows with longer ones are set out one below the other."""
_KINDS = {"changed": "Changed", "added": "Added", "removed": "Taken out", "same": "As it was"}


def heading_of(writer: Writer, text: str) -> Heading:
    """A heading within a paper that is no bookmark: there would be hundreds."""
    return Heading(writer.markup(text), STYLES["h2"])


def set_out(writer: Writer, parts: Iterable[PaperPart]) -> list[Flowable]:
    """The paper as it stands."""
    story: list[Flowable] = []
    under = ""
    for part in parts:
        if part.under and part.under != under:
            # Never alone at the foot of a page: what it is the heading of begins below it.
            story += [room_for(_UNDER), Heading(writer.markup(part.under), STYLES["lead"])]
        under = part.under
        if isinstance(part, PaperFacts):
            story += [facts(writer, part.pairs), Spacer(1, 4)]
        elif isinstance(part, PaperTable):
            story += _table(writer, part)
        else:
            body = writer.prose(part.text)
            story += section(heading_of(writer, part.heading), *body) if body else []
    return story


def _table(writer: Writer, table: PaperTable) -> list[Flowable]:
    head = heading_of(writer, table.heading)
    if _fits(table.heads, table.rows):
        made = schedule(writer, table.heads, table.rows, _shares(table.heads, table.rows), strong=frozenset({0}))
        return [*section(head, made), Spacer(1, 4)]
    blocks = [flowable for row in table.rows for flowable in _block(writer, table.heads, row)]
    return section(head, *blocks)


def _block(writer: Writer, heads: Sequence[str], row: Sequence[str]) -> list[Flowable]:
    """A row of many or long cells: what it is, its texts, and its short facts in one line."""
    pairs = [pair for pair in zip(heads, row, strict=True) if pair[1]]
    named = [words for head, words in pairs if head in _NAMES]
    long = [(head, words) for head, words in pairs if head in _TEXTS or (head not in _NAMES and len(words) > SHORT)]
    short = [f"{head}: {words}" for head, words in pairs if head not in _NAMES and (head, words) not in long]
    story: list[Flowable] = [writer.text("  ".join(named), "label")] if named else []
    if short:
        story.append(writer.text(" · ".join(short), "cell quiet"))
    if long:
        story.append(facts(writer, long))
    height = sum(float(each.wrap(WIDTH, HEIGHT)[1]) + float(each.getSpaceAfter()) for each in story)
    return [room_for(min(height, HEIGHT / 2)), *story, Spacer(1, 7)]


def changed(writer: Writer, compared: Compared) -> list[Flowable]:
    """One comparison: the sentence that says with what, then each difference marked."""
    if not compared.changes:
        return [writer.text(f"{compared.sentence}: word for word the same.", "quiet")]
    told = f"{compared.sentence}: {count(len(compared.changes), 'part')} differ{'s' if _one(compared) else ''}."
    story: list[Flowable] = [writer.text(told, "quiet")]
    texts = [change for change in compared.changes if isinstance(change, TextChange)]
    if texts:
        story += [key(writer), _texts(writer, texts), Spacer(1, 4)]
    for change in compared.changes:
        if isinstance(change, TableChange):
            story += _changed_table(writer, change)
    return story


def _one(compared: Compared) -> bool:
    return len(compared.changes) == 1


def _texts(writer: Writer, changes: Sequence[TextChange]) -> Flowable:
    rows: list[tuple[str | Paragraph, str | Paragraph]] = []
    for change in changes:
        pieces = marked(writer, change.before, change.after)
        rows += [(change.where if number == 0 else "", piece) for number, piece in enumerate(pieces)]
    return schedule(writer, ("Where", "Change"), rows, (24, 76))


def _changed_table(writer: Writer, change: TableChange) -> list[Flowable]:
    """The rows that differ, marks in their cells; what is the same is counted."""
    rows = [row for row in change.rows if row.kind != "same"]
    same = len(change.rows) - len(rows)
    plain = [tuple(f"{before} {after}" for before, after in row.cells) for row in rows]
    body: list[Flowable]
    if _fits(change.heads, plain):
        heads = ("", *change.heads)
        cells = [_marked_row(writer, row) for row in rows]
        words = [(_KINDS[row.kind], *said) for row, said in zip(rows, plain, strict=True)]
        body = [schedule(writer, heads, cells, (10, *_shares(change.heads, plain)), measured=words)]
    else:
        body = [flowable for row in rows for flowable in _marked_block(writer, change.heads, row)]
    if same:
        body.append(writer.text(f"{count(same, 'other row')} {'is' if same == 1 else 'are'} as before.", "quiet"))
    return [*section(heading_of(writer, change.where), *body), Spacer(1, 4)]


def _marked_row(writer: Writer, row: RowChange) -> list[str | Paragraph]:
    cells: list[str | Paragraph] = [_KINDS[row.kind]]
    for before, after in row.cells:
        pieces = marked(writer, before, after, longest=2 * LONGEST_CELL)
        cells.append(pieces[0] if pieces else "")
    return cells


def _marked_block(writer: Writer, heads: Sequence[str], row: RowChange) -> list[Flowable]:
    """A row of long texts, one below the other; a long one that did not change is left out."""
    rows: list[tuple[str | Paragraph, str | Paragraph]] = []
    for head, (before, after) in zip(heads, row.cells, strict=True):
        if before == after and (not after or len(after) > LONGEST_IN_A_TABLE):
            continue
        pieces = marked(writer, before, after)
        rows += [(head if number == 0 else "", piece) for number, piece in enumerate(pieces)]
    return [schedule(writer, (_KINDS[row.kind], ""), rows, (22, 78)), Spacer(1, 6)]


def _fits(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    longest = max((len(cell) for row in rows for cell in row), default=0)
    return len(heads) <= MOST_COLUMNS and longest <= LONGEST_IN_A_TABLE


def _shares(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """The columns by how much stands in them, none so wide that the others have no room."""
    found = []
    for column, head in enumerate(heads):
        lengths = [len(row[column]) for row in rows]
        most = max((*lengths, len(head)), default=0)
        mean = sum(lengths) / max(1, len(lengths))
        found.append(min(max((most + mean) / 2, 9.0), 60.0))
    return found
