"""What becomes of each passage of an extract: cut, published, withheld, or put in the PMA's own words (R73, R74)."""

from __future__ import annotations

from typing import Annotated

from pma_assure.records.extracts import ExtractVersion, Passage, PassageText
from pma_assure.rules import redaction
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.vocabulary import Disposition, Ground, Marking, PassageKind
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.extracts import ExtractRef, add_passage, current, markable, not_quoted_in
from pma_assure.workflows.parameters import plain, ref, refs, words

PassageRef = Annotated[str, ref("passage", label="Passage", help="EXT-2026-0001/1.17, or just 17.")]


def find_passage(desk: Desk, version: ExtractVersion, asked: str) -> Passage:
    """By "EXT-2026-0001/1.17" or by its number alone."""
    tail = asked.strip().rsplit(".", 1)[-1]
    number = int(tail) if tail.isascii() and tail.isdecimal() and len(tail) < 7 else 0
    held = desk.all(Passage, extract_version_id=version.id, number=number)
    wrong_version = "/" in asked and not asked.strip().upper().startswith(f"{version.reference}.")
    if not held or wrong_version:
        raise NotFound(f"{version.reference} has no passage {asked[:40]!r}.", field="passage")
    return held[0]


@deed(
    "extract.split",
    "Split a passage",
    refuses=(
        "a cut leaves no words on one side, or falls inside a word",
        "the words stand there more than once, and it is not said where",
    ),
)
def split(
    desk: Desk,
    *,
    extract: ExtractRef,
    passage: PassageRef,
    before: Annotated[str, words("Cut before these words", "Exactly as they stand in the passage.")],
    after: Annotated[str, words("And after these words", "Empty: only one cut.")] = "",
    place: Annotated[
        int | None,
        plain("Characters before them", "Needed only where the words stand there more than once: which are meant."),
    ] = None,
) -> str:
    """Cut a passage, so that a part of a paragraph can be withheld; the pieces are undecided again."""
    found, version = current(desk, extract)
    markable(found, version)
    cut = find_passage(desk, version, passage)
    if cut.kind != PassageKind.TEXT:
        raise Refused("Only a paragraph of text can be cut.", field="passage")
    text = desk.beside(PassageText, passage_id=cut.id)
    start = _where(text.text, before, place)
    offsets = [start]
    if after:
        end = text.text.find(after, start)
        if end < 0:
            raise Refused("These words do not stand in the passage after the first cut.", field="after")
        offsets.append(end + len(after))
    try:
        pieces = redaction.split_at(text.text, [offset for offset in offsets if 0 < offset < len(text.text)])
    except ValueError as error:
        raise Refused(f"Cut elsewhere: {error}.", field="before") from None
    number = max(row.number for row in desk.all(Passage, extract_version_id=version.id))
    room = (_next_position(desk, version, cut) - cut.position) // (len(pieces) + 1)
    if room < 1:
        raise Refused("This passage has been cut too often; begin a new version of the extract.", field="passage")
    text.text, text.summary, text.necessity = pieces[0], "", ""
    cut.disposition, cut.ground, cut.summarised, cut.needs_consultation = Disposition.UNDECIDED, None, False, True
    for place, piece in enumerate(pieces[1:], 1):
        add_passage(
            desk, version, number + place, cut.position + place * room, cut.kind, cut.part, cut.paragraph, piece, None
        )
    return found.reference


def _where(text: str, before: str, place: int | None) -> int:
    """Where the words begin: at ``place`` (characters of the passage before them), or where they stand once."""
    start = text.find(before) if place is None else place
    if place is not None and (place < 0 or not text.startswith(before, place)):
        raise Refused(f"After {place} characters these words do not stand in the passage.", field="place")
    if start < 0:
        raise Refused("These words do not stand in the passage.", field="before")
    if place is None and text.find(before, start + 1) >= 0:
        raise Refused(
            "These words stand in the passage more than once: give more of them, or say which are meant.",
            field="before",
        )
    return start


def _next_position(desk: Desk, version: ExtractVersion, passage: Passage) -> int:
    later = [
        row.position for row in desk.all(Passage, extract_version_id=version.id) if row.position > passage.position
    ]
    return min(later, default=passage.position + 1000)


@deed(
    "extract.mark",
    "Publish or withhold",
    refuses=("published without a reason why it is necessary (R73, paragraph 75)", "the extract is past consultation"),
)
def mark(
    desk: Desk,
    *,
    extract: ExtractRef,
    passages: Annotated[tuple[str, ...], refs("passage", label="Passages")],
    marking: Annotated[Marking, plain("What becomes of them")],
    necessity: Annotated[
        str, words("Why the Parties need it", "How publishing it supports the integrity of the SMKI arrangements.")
    ] = "",
    note: Annotated[str, words("Note for the preparer")] = "",
) -> str:
    """Decide what becomes of passages: publish, each with its necessity, or withhold on a ground (R73, R74)."""
    found, version = current(desk, extract)
    markable(found, version)
    if marking == Marking.PUBLISH and not necessity.strip():
        raise Refused(
            "Say why publishing this is necessary to support the integrity of the SMKI arrangements.",
            rule="R73",
            paragraph="75",
            field="necessity",
        )
    if not passages:
        raise Refused("Name at least one passage.", field="passages")
    for asked in passages:
        passage = find_passage(desk, version, asked)
        text = desk.beside(PassageText, passage_id=passage.id)
        passage.summarised, text.summary = False, ""
        if marking == Marking.PUBLISH:
            passage.disposition, passage.ground, text.necessity = Disposition.PUBLISH, None, necessity
            passage.needs_consultation = True
        else:
            # Withholding more than the participant was shown takes nothing from it: no new consultation.
            passage.disposition, passage.ground, text.necessity = Disposition.WITHHOLD, Ground(marking.value), ""
            passage.needs_consultation = False
        text.note = note or text.note
    return found.reference


@deed("extract.summarise", "Put a summary in its place", refuses=("no ground, no summary or no reason",))
def summarise(
    desk: Desk,
    *,
    extract: ExtractRef,
    passage: PassageRef,
    summary: Annotated[str, words("Summary in the PMA's own words")],
    necessity: Annotated[str, words("Why the Parties need it")],
    ground: Annotated[Ground, plain("Ground on which the original is withheld")],
) -> str:
    """Withhold the participant's words and publish the PMA's own instead, labelled so and consulted upon again."""
    found, version = current(desk, extract)
    markable(found, version)
    row = find_passage(desk, version, passage)
    if row.kind == PassageKind.HEADING:
        raise Refused("A heading is published or withheld, not summarised.", field="passage")
    not_quoted_in(desk, version, summary, field="summary", also=(row.number,))
    text = desk.beside(PassageText, passage_id=row.id)
    row.disposition, row.ground, row.summarised, row.needs_consultation = Disposition.WITHHOLD, ground, True, True
    text.summary, text.necessity = summary, necessity
    return found.reference
