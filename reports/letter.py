"""A letter of the PMA as PDF: letterhead, to whom, what it is about, and its text as it was written (R12).

A letter that is not sent says so on every page; one that is sent is kept byte for byte.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, Paragraph, Spacer, Table, TableStyle

from pma_assure.rules import wording
from pma_assure.rules.letter_templates import Block, layout
from pma_assure.rules.vocabulary import Classification, LetterState
from pma_assure.values.documents import LetterPaper
from reports.codes import in_words
from reports.paper import (
    ACCENT,
    AMBER,
    HEIGHT,
    STYLES,
    WIDTH,
    Contents,
    Furniture,
    Prose,
    Writer,
    build,
    heading,
    room_for,
)
from reports.text_pieces import LONGEST_BLOCK

_BODY = ParagraphStyle("letter", parent=STYLES["body"], fontSize=10.2, leading=15, spaceAfter=8)
_ITEM = ParagraphStyle("letter item", parent=_BODY, leftIndent=12, bulletIndent=1, spaceAfter=4)
_TO = ParagraphStyle("letter to", parent=_BODY, spaceAfter=0)
_HEAD = ParagraphStyle("letter head", parent=STYLES["h1"], fontSize=10.8, leading=15, spaceBefore=8, spaceAfter=3)
_SUBJECT = ParagraphStyle("letter subject", parent=STYLES["lead"], fontSize=12, leading=17, spaceBefore=4, spaceAfter=8)


def render(paper: LetterPaper) -> bytes:
    """The letter as PDF. The same value gives the same bytes."""
    writer = Writer()
    story = [*_opening(writer, paper), *_text(writer, paper), *writer.closing_note()]

    def same(_known: Contents) -> list[Flowable]:
        return story

    # A letter has no table of contents, however long it is.
    return build(_furniture(paper), same, contents_over=100_000)


def standing(paper: LetterPaper) -> str:
    """What a letter that was not sent says of itself; "" of one that was."""
    if paper.state == LetterState.SENT:
        return ""
    return "WITHDRAWN: not sent" if paper.state == LetterState.WITHDRAWN else "DRAFT: not sent"


def _furniture(paper: LetterPaper) -> Furniture:
    writer = Writer()
    return Furniture(
        title=f"{paper.reference}: {paper.subject}",
        subject=f"Letter to {paper.organisation} about {paper.about}",
        dated=paper.dated,
        head_left=writer.shown(f"{paper.reference} · {paper.body}"),
        head_right=writer.shown(in_words(Classification, paper.classification)),
        foot_left=writer.shown(f"{paper.organisation} · {paper.reference} · {wording.day(paper.dated)}"),
        draft=standing(paper),
    )


def _opening(writer: Writer, paper: LetterPaper) -> list[Flowable]:
    office = paper.body if paper.office == paper.body else f"{paper.body}\n{paper.office}"
    story: list[Flowable] = [
        writer.text(office.split("\n")[0], "lead"),
        *(writer.text(line, "quiet") for line in office.split("\n")[1:]),
        HRFlowable(width="100%", thickness=1.2, color=ACCENT, spaceBefore=2, spaceAfter=5 * mm),
        _to_and_facts(writer, paper),
        Spacer(1, 6 * mm),
    ]
    if standing(paper):
        story.append(_marked(writer, standing(paper)))
    subject = heading(paper.subject, writer.markup(paper.subject), "lead", 0, "letter")
    subject.style = _SUBJECT
    return [*story, subject]


def _marked(writer: Writer, text: str) -> Prose:
    style = ParagraphStyle("letter draft", parent=STYLES["lead"], textColor=AMBER)
    return Prose(writer.markup(text), style)


def _to_and_facts(writer: Writer, paper: LetterPaper) -> Table:
    """To whom on the left, as in the window of an envelope; date, reference and the day to answer by on the right."""
    lines = [line.strip() for line in paper.addressee.split(",") if line.strip()]
    if paper.organisation not in lines:
        lines.append(paper.organisation)
    to = [Prose(writer.markup(line), _TO) for line in lines]
    pairs = [
        ("Date", wording.day(paper.dated)),
        ("Our reference", paper.reference),
        ("About", paper.about),
        ("Classification", in_words(Classification, paper.classification)),
    ]
    if paper.answer_by is not None:
        pairs.append(("Please answer by", wording.day(paper.answer_by)))
    facts = Table(
        [[writer.text(name, "cell quiet"), writer.text(value, "cell")] for name, value in pairs],
        colWidths=[WIDTH * 0.17, WIDTH * 0.25],
        hAlign="RIGHT",
    )
    facts.setStyle(_tight(0.5))
    table = Table([[to, facts]], colWidths=[WIDTH * 0.58, WIDTH * 0.42], hAlign="LEFT")
    table.setStyle(_tight(0))
    return table


def _tight(between: float) -> TableStyle:
    style: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    style += [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT")]
    style += [(f"{side}PADDING", (0, 0), (-1, -1), between) for side in ("TOP", "BOTTOM")]
    return TableStyle(style)


def _text(writer: Writer, paper: LetterPaper) -> list[Flowable]:
    story: list[Flowable] = []
    blocks = layout(paper.text)
    end = _end(blocks)
    for place, block in enumerate(blocks):
        if place == end:
            story.append(room_for(_height(writer, blocks[end:])))
        if block.kind == "heading":
            story += [room_for(_HEAD.leading + _HEAD.spaceBefore + 2 * _BODY.leading), *_laid(writer, block)]
        else:
            story += _laid(writer, block)
            if block.kind == "item" and (place + 1 == len(blocks) or blocks[place + 1].kind != "item"):
                story.append(Spacer(1, 4))
    return story


def _end(blocks: Sequence[Block]) -> int:
    """Where the end begins that no page parts: the last words before the farewell, with a heading right above them."""
    end = max(0, len(blocks) - 3)
    return end - 1 if end and blocks[end - 1].kind == "heading" else end


def _height(writer: Writer, blocks: Sequence[Block]) -> float:
    """How high the blocks are; nothing where they are too long to be kept together."""
    if sum(len(block.text) for block in blocks) > LONGEST_BLOCK:
        return 0.0
    laid = [paragraph for block in blocks for paragraph in _laid(writer, block)]
    found = sum(one.wrap(WIDTH, HEIGHT)[1] + one.getSpaceBefore() + one.getSpaceAfter() for one in laid)
    return float(found) if found < HEIGHT / 3 else 0.0


def _laid(writer: Writer, block: Block) -> list[Paragraph]:
    if block.kind == "heading":
        return [Prose(writer.markup(block.text), _HEAD)]
    if block.kind == "item":
        return [Prose(f"<bullet>•</bullet>{writer.markup(block.text)}", _ITEM)]
    return writer.lines(block.text, _BODY)
