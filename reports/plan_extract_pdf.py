"""The extract as PDF: one bookmark, no attachments, annotations, pictures, forms or scripts."""

from __future__ import annotations

from reportlab.platypus import Flowable, HRFlowable, Spacer, Table, TableStyle

from pma_assure.rules import wording
from pma_assure.values.documents import ExtractDocument, ExtractSection, MilestoneTable, Paragraph, Summary
from reports import plan_extract_words as words
from reports.paper import ACCENT, PALE, RULE, STYLES, WIDTH, Furniture, Writer, build, heading, room_for
from reports.schedule import schedule
from reports.text_pieces import blocks, short_blocks


def render(document: ExtractDocument) -> bytes:
    """The finished PDF. Bookmark and file properties hold the extract's reference and title, nothing of its text."""
    story = _story(document)
    return build(_furniture(document), lambda _known: story)


def _furniture(document: ExtractDocument) -> Furniture:
    writer = Writer()
    title = words.file_title(document)
    return Furniture(
        title=title,
        subject=title,
        dated=document.dated,
        head_left=writer.shown(f"{words.name_line(document)} · {words.BODY}"),
        head_right=writer.shown(words.classification_line(document)),
        foot_left=writer.shown(words.standing_line(document)),
        draft=words.state_line(document),
    )


def _story(document: ExtractDocument) -> list[Flowable]:
    writer = Writer()
    standing = f"{words.standing_line(document)} · {words.name_line(document)} · {words.dated_line(document)}"
    story: list[Flowable] = [
        heading(words.file_title(document), writer.markup(document.title), "title", 0, "extract"),
        writer.text(standing, "quiet"),
    ]
    if words.state_line(document):
        story.append(writer.marked(f'<font color="#8a5200"><b>{words.state_line(document)}</b></font>', "quiet"))
    story += [HRFlowable(width="100%", thickness=1.3, color=ACCENT, spaceBefore=3, spaceAfter=9)]
    if document.corrects:
        story += writer.prose(document.corrects)
    story.append(writer.text(words.participant_line(document)))
    for section in document.sections:
        story += _section(writer, section)
    story += _closing(writer, document)
    return [*story, *writer.closing_note()]


def _section(writer: Writer, section: ExtractSection) -> list[Flowable]:
    story: list[Flowable] = []
    if section.heading:
        story += [room_for(64), writer.text(section.heading, "h1")]
    else:
        story.append(Spacer(1, 6))
    for block in section.blocks:
        if isinstance(block, MilestoneTable):
            story += _milestones(writer, block)
        elif isinstance(block, Summary):
            story += [_summary(writer, block), Spacer(1, 7)]
        else:
            story += _paragraph(writer, block)
    return story


def _paragraph(writer: Writer, block: Paragraph) -> list[Flowable]:
    return [writer.text(text) for text in blocks(block.text)]


def _summary(writer: Writer, block: Summary) -> Table:
    """The PMA's own words, set apart so that nobody takes them for the participant's."""
    inside = [
        writer.text(words.SUMMARY_LABEL, "label"),
        *(writer.text(text, "summary") for text in short_blocks(block.text)),
    ]
    table = Table([[paragraph] for paragraph in inside], colWidths=[WIDTH], hAlign="LEFT")
    style = [
        ("LEFTPADDING", (0, 0), (-1, -1), 10),
        ("RIGHTPADDING", (0, 0), (-1, -1), 10),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ("TOPPADDING", (0, 0), (-1, 0), 5),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 6),
        ("BACKGROUND", (0, 0), (-1, -1), PALE),
        ("LINEBEFORE", (0, 0), (0, -1), 1.6, RULE),
        # A label alone at the foot of a page would leave the words after it unlabelled.
        ("NOSPLIT", (0, 0), (-1, 1)),
    ]
    table.setStyle(TableStyle(style))
    return table


def _milestones(writer: Writer, block: MilestoneTable) -> list[Flowable]:
    """Rows are not numbered: a gap in the numbers would tell how many were left out."""
    if not block.rows:
        return []
    rows = [(row.action, wording.day(row.due) if row.due else "") for row in block.rows]
    return [Spacer(1, 2), schedule(writer, ("Action", "Due"), rows, (77, 23)), Spacer(1, 8)]


def _closing(writer: Writer, document: ExtractDocument) -> list[Flowable]:
    lines = [line for line in (document.general_sentence, document.decision_line) if line]
    height = sum(writer.text(line, "quiet").wrap(WIDTH, 1000)[1] + STYLES["quiet"].spaceAfter for line in lines)
    return [Spacer(1, 10), room_for(height), *(writer.text(line, "quiet") for line in lines)]
