"""What SEC Parties may read of a plan: built up from what was cleared, never cut down from what was not (R73, R74).

``document`` is the only maker of an ``ExtractDocument``. It copies the words of a passage only when the passage is to
be published, or the PMA's own summary where one stands in for it; nothing else of a passage, not even that it exists,
enters the value (paragraph 75, invariants 6 and 14).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from pma_assure.rules.look_alikes import folded_places, folded_words
from pma_assure.rules.participant_names import is_one_of
from pma_assure.rules.vocabulary import Disposition, Ground, PassageKind
from pma_assure.rules.wording import day as say_day
from pma_assure.values.documents import (
    ExtractDocument,
    ExtractSection,
    MilestoneRow,
    MilestoneTable,
    Paragraph,
    Summary,
)
from pma_assure.values.leak_check import PARTICIPANTS_NAME, WithheldText

GENERAL_SENTENCE = (
    "This extract reproduces only those parts of the remediation plan that are necessary to support the overall"
    " integrity of the SMKI arrangements. Parts of the plan are not reproduced."
)
"""The one sentence that says something was left out; nothing else in an extract does (states.md, *Plan extract*)."""

CUT = "[…]"
"""Marks a sentence that the PMA cut in the middle, so that nobody reads half a sentence as the whole. One look
whatever it stands for; whole sentences are left out without a mark. Whether it stands there is read from the published
words alone (do they begin, or end, as a sentence does?): never from a word that is withheld."""

_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*\s*$")
_SENTENCE_START = re.compile(r"\s*[\"'“‘(\[]*(?=[^\W_])(?P<first>.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageFacts:
    """One passage in the plan's order. ``part`` and ``paragraph`` say from where in the plan it was cut."""

    number: int
    kind: PassageKind
    part: int
    paragraph: int
    text: str
    disposition: Disposition
    ground: Ground | None = None
    necessity: str = ""
    summarised: bool = False
    summary: str = ""
    due: date | None = None

    @property
    def published(self) -> bool:
        return self.disposition == Disposition.PUBLISH

    @property
    def withheld(self) -> bool:
        """Undecided counts as withheld: nothing is published by being forgotten."""
        return not self.published


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The paragraphs of a part, parted by empty lines."""
    return tuple(piece.strip() for piece in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if piece.strip())


def split_at(text: str, offsets: Sequence[int]) -> tuple[str, ...]:
    """The pieces of a passage cut at character offsets; put together again they are the passage, to the letter.

    A ValueError refuses blank pieces, and a cut inside a word: half a word tells the other half.
    """
    marks = [0, *sorted(set(offsets)), len(text)]
    pieces = tuple(text[start:end] for start, end in pairwise(marks))
    if len(pieces) < 2 or not all(piece.strip() for piece in pieces):
        raise ValueError("a cut must leave words on both sides")
    if any(left[-1].isalnum() and right[0].isalnum() for left, right in pairwise(pieces)):
        raise ValueError("a cut must not fall inside a word")
    return pieces


def sections_of(passages: Sequence[PassageFacts]) -> tuple[ExtractSection, ...]:
    """The sections the Parties read: parts with nothing to publish leave no trace."""
    sections: list[ExtractSection] = []
    for _, group in groupby(passages, key=lambda passage: passage.part):
        of_part = list(group)
        heading = next((one.text for one in of_part if one.kind == PassageKind.HEADING and one.published), None)
        blocks = [*_paragraphs(of_part), *_milestones(of_part)]
        if blocks:
            sections.append(ExtractSection(heading=heading, blocks=tuple(blocks)))
    return tuple(sections)


def _paragraphs(passages: Sequence[PassageFacts]) -> list[Paragraph | Summary | MilestoneTable]:
    blocks: list[Paragraph | Summary | MilestoneTable] = []
    texts = [one for one in passages if one.kind == PassageKind.TEXT]
    for _, group in groupby(texts, key=lambda passage: passage.paragraph):
        pieces = list(group)
        for published, run_of in groupby(enumerate(pieces), key=lambda placed: placed[1].published):
            run = list(run_of)
            if published:
                blocks.append(Paragraph(text=_run(run, first=0, last=len(pieces) - 1)))
            else:
                blocks.extend(Summary(text=piece.summary) for _, piece in run if piece.summarised)
    return blocks


def _run(run: Sequence[tuple[int, PassageFacts]], *, first: int, last: int) -> str:
    """Published pieces that follow each other, as they stood; a mark where a sentence was cut at either end."""
    text = "".join(piece.text for _, piece in run).strip()
    start = _SENTENCE_START.match(text)
    begins = start is not None and not start["first"].islower()
    opening = "" if run[0][0] == first or begins else f"{CUT} "
    closing = "" if run[-1][0] == last or _SENTENCE_END.search(text) else f" {CUT}"
    return f"{opening}{text}{closing}"


def _milestones(passages: Sequence[PassageFacts]) -> list[Paragraph | Summary | MilestoneTable]:
    shown = [one for one in passages if one.kind == PassageKind.MILESTONE and one.published]
    titles = {one.paragraph: one.text for one in shown}
    blocks: list[Paragraph | Summary | MilestoneTable] = []
    if shown:
        blocks.append(MilestoneTable(rows=tuple(MilestoneRow(action=one.text, due=one.due) for one in shown)))
    for one in passages:
        if one.kind == PassageKind.CRITERION and one.published:
            title = titles.get(one.paragraph)
            blocks.append(Paragraph(text=one.text if title is None else f"{title}: {one.text}"))
        elif one.kind in (PassageKind.MILESTONE, PassageKind.CRITERION) and one.summarised:
            blocks.append(Summary(text=one.summary))
    return blocks


def document(
    passages: Sequence[PassageFacts],
    *,
    reference: str,
    version: int,
    state: str,
    title: str,
    classification: str,
    audience: str,
    participant: str | None,
    dated: date,
    decision_line: str,
    corrects: str | None,
) -> ExtractDocument:
    """The value from which the extract is rendered. ``participant`` None: it is not named."""
    return ExtractDocument(
        reference=reference,
        version=version,
        state=state,
        title=title,
        classification=classification,
        audience=audience,
        participant=participant,
        dated=dated,
        decision_line=decision_line,
        sections=sections_of(passages),
        general_sentence=GENERAL_SENTENCE,
        corrects=corrects,
    )


def withheld_texts(
    passages: Iterable[PassageFacts], *, extract: str, unnamed: Sequence[str] = ()
) -> tuple[WithheldText, ...]:
    """Everything the leak check looks for: each withheld original, and the names of a participant not to be named."""
    texts = [
        WithheldText(passage=f"{extract}.{passage.number}", text=passage.text)
        for passage in passages
        if passage.withheld and passage.text.strip()
    ]
    return (*texts, *(WithheldText(passage=PARTICIPANTS_NAME, text=name) for name in unnamed))


def cleared_texts(
    passages: Iterable[PassageFacts], *, participant: str | None, unnamed: Sequence[str] = ()
) -> tuple[str, ...]:
    """Every text that explains why withheld words stand in the file, once for each time it is shown.

    These are passages of the participant that were published one by one, the due days of published milestones, and
    the participant's name where it was decided to name it. The PMA's own words (title, summaries, correction, decision
    line) explain nothing: nobody cleared them as the participant's, and they must not quote it. A passage that is
    nothing but a name not to be said explains nothing either.
    """
    held = list(passages)
    with_criterion = {one.paragraph for one in held if one.kind == PassageKind.CRITERION and one.published}
    cleared: list[str] = []
    for passage in held:
        if passage.published and not is_one_of(passage.text, unnamed):
            cleared.append(passage.text)
            if passage.kind == PassageKind.MILESTONE:
                cleared += [passage.text] if passage.paragraph in with_criterion else []
                cleared += [say_day(passage.due)] if passage.due is not None else []
    return (*cleared, *([participant] if participant else []))


def plain_words(text: str) -> str:
    """The words of a text alone, for asking whether the same words stand elsewhere (``look_alikes``)."""
    return " ".join(folded_words(text))


def standing_open(passages: Sequence[PassageFacts], *, unnamed: Sequence[str] = ()) -> tuple[tuple[int, int], ...]:
    """(withheld number, published number) where the withheld words also stand in what is published; 0 is the name.

    A passage of exactly the same words was published on purpose and is not among them.
    """
    shown = [(one.number, f" {plain_words(one.text)} ") for one in passages if one.published]
    hidden = [(one.number, plain_words(one.text)) for one in passages if one.withheld]
    exact = {text.strip() for _, text in shown}
    passages_open = [
        (number, where)
        for number, words in hidden
        if words and words not in exact
        for where, text in shown
        if f" {words} " in text
    ]
    named = [
        (0, where) for where, text in shown if any(f" {plain_words(name)} " in text for name in unnamed if name.strip())
    ]
    return (*passages_open, *named)


RUN_WORDS = 6
"""From so many words that follow each other on, words are somebody's, and no longer anybody's."""


def shared_runs(passages: Sequence[PassageFacts]) -> tuple[tuple[int, int, str], ...]:
    """(withheld number, published number, the words): runs of six or more words that both have.

    The published words were cleared, so the leak check lets them stand; whether they tell what is withheld is for the
    second reviewer to say (docs/decisions/0012). The longest run of each pair, in the words of the published passage.
    What ``standing_open`` names, the whole of a withheld passage in a longer published one, is not repeated here.
    """
    stopped = set(standing_open(passages))
    found = []
    for hidden in (one for one in passages if one.withheld):
        for shown in (one for one in passages if one.published):
            if (hidden.number, shown.number) not in stopped:
                run = _longest_run(hidden.text, shown.text)
                if run:
                    found.append((hidden.number, shown.number, run))
    return tuple(found)


def _longest_run(hidden: str, shown: str) -> str:
    """The longest run of at least six words of ``hidden`` in ``shown``, as it stands in ``shown``; "" for none."""
    left = folded_words(hidden)
    if len(left) < RUN_WORDS:
        return ""
    places = folded_places(shown)
    right = [word for word, _, _ in places]
    windows: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(left) - RUN_WORDS + 1):
        windows.setdefault(tuple(left[at : at + RUN_WORDS]), []).append(at)
    best = (0, 0)
    for start in range(len(right) - RUN_WORDS + 1):
        for at in windows.get(tuple(right[start : start + RUN_WORDS]), ()):
            length = RUN_WORDS
            while (
                at + length < len(left) and start + length < len(right) and left[at + length] == right[start + length]
            ):
                length += 1
            best = max(best, (length, -start))
    length, start = best[0], -best[1]
    return shown[places[start][1] : places[start + length - 1][2]] if length else ""


def quoted_in(words: str, passages: Sequence[PassageFacts]) -> tuple[int, ...]:
    """The withheld passages that words of the PMA's own quote: whole, or six words or more in a row.

    Only passages that somebody decided to withhold; what is undecided yet may still be published.
    """
    said = f" {plain_words(words)} "
    return tuple(
        one.number
        for one in passages
        if one.withheld
        and one.disposition != Disposition.UNDECIDED
        and (((whole := plain_words(one.text)) and f" {whole} " in said) or _longest_run(one.text, words))
    )


def own_words_quoting(
    passages: Sequence[PassageFacts], *, title: str, audience: str, correction: str
) -> tuple[tuple[int, str], ...]:
    """(withheld number, where): the PMA's words on the extract that quote what is withheld, each with its place."""
    own = [("title", title), ("line for whom it is", audience), ("sentence of the correction", correction)]
    own += [(f"summary of passage {one.number}", one.summary) for one in passages if one.withheld and one.summarised]
    return tuple((number, place) for place, words in own if words for number in quoted_in(words, passages))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """Something that must be mended before the extract can be approved; ``number`` is the passage, 0 for none."""

    sentence: str
    rule: str
    paragraph: str
    number: int = 0


def lacking_for_approval(
    passages: Sequence[PassageFacts], *, extract: str, name_participant: bool | None, comparison_answer: str
) -> tuple[Lacking, ...]:
    """What states.md asks of an approval, apart from the decision: every passage decided, reasons and grounds given."""
    found: list[Lacking] = []
    for passage in passages:
        named = f"{extract}.{passage.number}"
        if passage.disposition == Disposition.UNDECIDED:
            found.append(Lacking(sentence=f"{named} is undecided", rule="R73", paragraph="75", number=passage.number))
        elif passage.published and not passage.necessity.strip():
            found.append(
                Lacking(
                    sentence=f"{named} is to be published without a reason why that is necessary",
                    rule="R73",
                    paragraph="75",
                    number=passage.number,
                )
            )
        elif passage.withheld and passage.ground is None:
            found.append(
                Lacking(
                    sentence=f"{named} is withheld without a ground",
                    rule="R74",
                    paragraph="64, 75",
                    number=passage.number,
                )
            )
        if passage.summarised and (not passage.summary.strip() or not passage.necessity.strip()):
            found.append(
                Lacking(
                    sentence=f"{named} is to be summarised, but the summary or its reason is missing",
                    rule="R73",
                    paragraph="75",
                    number=passage.number,
                )
            )
    if name_participant is None:
        found.append(Lacking(sentence="whether the participant is named is not decided", rule="R73", paragraph="75"))
    if not comparison_answer.strip():
        found.append(
            Lacking(
                sentence="nobody has answered whether a reader could work out what is withheld",
                rule="R73",
                paragraph="75",
            )
        )
    return tuple(found)
