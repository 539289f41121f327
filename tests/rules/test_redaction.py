"""What the Parties receive is built from what was cleared, and from nothing else (R73, R74; paragraphs 64 and 75)."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pma_assure.rules.redaction import (
    CUT,
    GENERAL_SENTENCE,
    PassageFacts,
    cleared_texts,
    document,
    lacking_for_approval,
    own_words_quoting,
    paragraphs_of,
    quoted_in,
    sections_of,
    shared_runs,
    split_at,
    standing_open,
    withheld_texts,
)
from pma_assure.rules.vocabulary import Disposition, Ground, PassageKind
from pma_assure.values.documents import ExtractDocument, MilestoneTable, Paragraph, Summary

NAME = "Wren Valley Power"


def fact(text: str, *, publish: bool = False, part: int = 1, paragraph: int = 1, **more: object) -> PassageFacts:
    given_facts: dict[str, object] = {
        "number": 1,
        "kind": PassageKind.TEXT,
        "part": part,
        "paragraph": paragraph,
        "text": text,
        "disposition": Disposition.PUBLISH if publish else Disposition.WITHHOLD,
        "ground": None if publish else Ground.SECURITY,
        "necessity": "needed" if publish else "",
    }
    return PassageFacts(**(given_facts | more))  # type: ignore[arg-type]  # a test's own mixture


def made(passages: list[PassageFacts], *, participant: str | None = None) -> ExtractDocument:
    return document(
        passages,
        reference="EXT-2026-0001",
        version=1,
        state="released",
        title="Dual control",
        classification="parties",
        audience="All SEC Parties",
        participant=participant,
        dated=date(2026, 10, 6),
        decision_line="The PMA decided on this extract.",
        corrects=None,
    )


def blocks(*passages: PassageFacts) -> list[object]:
    return [block for section in sections_of(passages) for block in section.blocks]


letters = st.text(st.characters(categories=("L", "N", "P", "Z"), exclude_characters="\n\r"), min_size=1, max_size=40)
words = letters.filter(str.strip)


@st.composite
def plans(draw: st.DrawFn) -> list[PassageFacts]:
    """A plan cut up and marked at random, with its milestones last."""
    passages: list[PassageFacts] = []
    number = 0
    for part in range(1, draw(st.integers(1, 4)) + 1):
        shapes: list[tuple[PassageKind, int]] = [(PassageKind.HEADING, 0)]
        for paragraph in range(1, draw(st.integers(0, 3)) + 1):
            shapes += [(PassageKind.TEXT, paragraph)] * draw(st.integers(1, 3))
        for milestone in range(1, draw(st.integers(0, 2)) + 1):
            shapes += [(PassageKind.MILESTONE, milestone), (PassageKind.CRITERION, milestone)]
        for kind, paragraph in shapes:
            number += 1
            disposition = draw(st.sampled_from(Disposition))
            summarised = kind != PassageKind.HEADING and disposition == Disposition.WITHHOLD and draw(st.booleans())
            passages.append(
                PassageFacts(
                    number=number,
                    kind=kind,
                    part=part,
                    paragraph=paragraph,
                    text=draw(words),
                    disposition=disposition,
                    ground=Ground.SECURITY if disposition == Disposition.WITHHOLD else None,
                    necessity=draw(words),
                    summarised=summarised,
                    summary=draw(words) if summarised else "",
                    due=date(2026, 12, number % 28 + 1) if kind == PassageKind.MILESTONE else None,
                )
            )
    return passages


@given(plans())
def test_no_withheld_word_is_anywhere_in_the_value(passages: list[PassageFacts]) -> None:
    """Every withheld text and every necessity is a secret that stands nowhere else, so it can be looked for."""
    planted = [
        dataclasses.replace(
            one,
            text=f"SECRET{one.number}TEXT {one.text}" if one.withheld else one.text,
            necessity=f"SECRET{one.number}NECESSITY",
            due=date(1999, 1, 1) if one.withheld and one.due else one.due,
        )
        for one in passages
    ]
    value = made(planted)
    assert "SECRET" not in repr(value)
    assert "1999" not in repr(value)
    assert NAME not in repr(value)


@given(plans(), st.data())
def test_the_value_is_the_same_whatever_was_withheld(passages: list[PassageFacts], data: st.DataObject) -> None:
    """Non-interference: other withheld words, of any length and however they end, give the very same document."""
    others = [
        dataclasses.replace(
            one,
            text=data.draw(st.one_of(words, st.just("It ended."), st.just("and so on"), st.just("x" * 3000))),
            ground=data.draw(st.sampled_from(Ground)),
            due=date(2031, 1, 1) if one.due else None,
        )
        if one.withheld
        else one
        for one in passages
    ]
    assert made(others) == made(passages)


@given(plans())
def test_undecided_is_withheld(passages: list[PassageFacts]) -> None:
    decided = [
        dataclasses.replace(one, disposition=Disposition.WITHHOLD, ground=Ground.SECURITY)
        if one.disposition == Disposition.UNDECIDED
        else one
        for one in passages
    ]
    assert made(decided) == made(passages)


@given(plans())
def test_what_is_published_is_all_there_in_the_order_of_the_plan(passages: list[PassageFacts]) -> None:
    marked = [dataclasses.replace(one, text=f"N{one.number}N {one.text}") for one in passages]
    shown = repr(made(marked))
    for kind in (PassageKind.TEXT, PassageKind.MILESTONE):
        places = [shown.find(f"N{one.number}N ") for one in marked if one.published and one.kind == kind]
        assert -1 not in places
        assert places == sorted(places)
    for one in marked:
        if one.kind == PassageKind.HEADING and one.published:
            beside = [two for two in marked if two.part == one.part and two.kind != PassageKind.HEADING]
            has_blocks = any(two.published or two.summarised for two in beside)
            assert (f"N{one.number}N " in shown) == has_blocks


@given(plans())
def test_summaries_stand_as_the_pmas_own_words(passages: list[PassageFacts]) -> None:
    value = made(passages)
    summaries = [block.text for section in value.sections for block in section.blocks if isinstance(block, Summary)]
    assert sorted(summaries) == sorted(one.summary for one in passages if one.summarised)


@given(plans())
def test_a_part_with_nothing_to_publish_leaves_no_trace(passages: list[PassageFacts]) -> None:
    last = max(one.part for one in passages)
    hidden = [fact(f"hidden {number}", part=last + 1, paragraph=number, number=100 + number) for number in range(1, 4)]
    assert made([*passages, *hidden]) == made(passages)


@given(words, st.lists(st.integers(0, 40), max_size=4))
def test_pieces_put_together_are_the_passage(text: str, offsets: list[int]) -> None:
    inside = [one for one in offsets if 0 < one < len(text)]
    try:
        pieces = split_at(text, inside)
    except ValueError:
        return
    assert "".join(pieces) == text
    assert all(piece.strip() for piece in pieces)
    published = [fact(piece, publish=True, number=number) for number, piece in enumerate(pieces, 1)]
    assert blocks(*published) == [Paragraph(text=text.strip())]


@pytest.mark.parametrize(("text", "offsets"), [("two words", []), ("two words", [1]), ("  words", [2]), ("a", [1])])
def test_a_cut_leaves_words_on_both_sides_and_words_whole(text: str, offsets: list[int]) -> None:
    with pytest.raises(ValueError, match="a cut must"):
        split_at(text, offsets)


def test_a_cut_sentence_is_marked_by_what_is_published_alone() -> None:
    whole = fact("The HSM stands at Ipswich.")
    assert blocks(fact("Two officers sign.", publish=True), whole) == [Paragraph(text="Two officers sign.")]
    assert blocks(fact("Two officers sign", publish=True), whole) == [Paragraph(text=f"Two officers sign {CUT}")]
    assert blocks(whole, fact("and they sign.", publish=True)) == [Paragraph(text=f"{CUT} and they sign.")]
    assert blocks(whole, fact("They sign.", publish=True)) == [Paragraph(text="They sign.")]
    assert blocks(whole, fact("“They” sign.", publish=True)) == [Paragraph(text="“They” sign.")]
    assert blocks(fact("a list item", publish=True)) == [Paragraph(text="a list item")]


def test_a_passage_in_the_middle_parts_two_paragraphs() -> None:
    shown = blocks(
        fact("First.", publish=True),
        fact("Hidden."),
        fact("Last.", publish=True),
        fact("Next.", publish=True, paragraph=2),
    )
    assert shown == [Paragraph(text="First."), Paragraph(text="Last."), Paragraph(text="Next.")]


def test_a_criterion_names_its_milestone_only_when_that_is_published() -> None:
    milestone = fact("Cards issued", kind=PassageKind.MILESTONE, due=date(2026, 9, 30))
    criterion = fact("Both sign", publish=True, kind=PassageKind.CRITERION)
    assert blocks(milestone, criterion) == [Paragraph(text="Both sign")]
    shown = blocks(dataclasses.replace(milestone, disposition=Disposition.PUBLISH), criterion)
    assert isinstance(shown[0], MilestoneTable)
    assert shown[1] == Paragraph(text="Cards issued: Both sign")


def test_one_general_sentence_says_that_something_is_not_reproduced() -> None:
    assert made([fact("Hidden.")]).general_sentence == GENERAL_SENTENCE
    assert made([fact("Shown.", publish=True)]).general_sentence == GENERAL_SENTENCE


@given(plans(), st.booleans())
def test_the_leak_check_looks_for_every_withheld_text(passages: list[PassageFacts], named: bool) -> None:
    looked_for = withheld_texts(passages, extract="EXT-2026-0001/1", unnamed=() if named else (NAME,))
    texts = [one.text for one in looked_for]
    assert texts.count(NAME) >= (not named)
    assert len(texts) == sum(one.withheld for one in passages) + (not named)
    assert {one.passage for one in looked_for if one.text != NAME} <= {
        f"EXT-2026-0001/1.{one.number}" for one in passages
    }
    cleared = cleared_texts(passages, participant=None)
    for one in passages:
        if one.published:
            assert one.text in cleared


def test_withheld_words_that_stand_in_published_ones_are_shown() -> None:
    hidden = fact("Rack 14, Ipswich", number=1)
    shown = fact("The HSM in rack 14 (Ipswich) is new.", publish=True, number=2)
    assert standing_open([hidden, shown]) == ((1, 2),)
    assert standing_open([shown], unnamed=("HSM",)) == ((0, 2),)
    same = fact("Rack 14, Ipswich", publish=True, number=3)
    assert standing_open([hidden, same]) == ()


def test_what_an_approval_lacks() -> None:
    def lacking(*passages: PassageFacts, named: bool | None = False, answer: str = "No.") -> list[str]:
        found = lacking_for_approval(passages, extract="E", name_participant=named, comparison_answer=answer)
        assert all(one.rule and one.paragraph for one in found)
        return [one.sentence for one in found]

    assert lacking(fact("a", publish=True), fact("b")) == []
    assert lacking(fact("a", disposition=Disposition.UNDECIDED, ground=None)) == ["E.1 is undecided"]
    assert "without a reason" in lacking(fact("a", publish=True, necessity=" "))[0]
    assert "without a ground" in lacking(fact("a", ground=None))[0]
    assert "summary" in lacking(fact("a", summarised=True, summary=" ", necessity="x"))[0]
    assert "named" in lacking(named=None)[0]
    assert "work out" in lacking(answer="\n")[0]


def test_paragraphs_are_parted_by_empty_lines() -> None:
    assert paragraphs_of("One.\nStill one.\r\n \r\nTwo.\n\n\n") == ("One.\nStill one.", "Two.")


LONG = "The HSM of the desk stands in rack 14 at Ipswich and has no alarm."


def test_runs_that_published_and_withheld_words_share_are_put_before_the_reviewer() -> None:
    hidden = fact(LONG, number=1)
    shown = fact("As known, the HSM of the desk stands in Rack 14, locked.", publish=True, number=2)
    assert shared_runs([hidden, shown]) == ((1, 2, "the HSM of the desk stands in Rack 14"),)
    assert shared_runs([hidden, fact("The HSM of the desk is new.", publish=True, number=2)]) == ()
    whole = fact(f"It is so: {LONG}", publish=True, number=3)
    assert shared_runs([hidden, whole]) == ()
    assert standing_open([hidden, whole]) == ((1, 3),)


def test_the_pmas_own_words_must_not_quote_what_is_withheld() -> None:
    hidden = fact(LONG, number=4, summarised=True, summary="The HSM of the desk stands in a rack.")
    short = fact("Costs", number=5)
    undecided = fact("The tea is cold.", number=6, disposition=Disposition.UNDECIDED)
    passages = [hidden, short, undecided]
    assert quoted_in("It has costs.", passages) == (5,)
    assert quoted_in("It costsaves. The tea is cold.", passages) == ()
    assert quoted_in("The module is kept apart.", passages) == ()
    found = own_words_quoting(passages, title="Costs", audience="All", correction=f"It was said: {LONG}")
    assert found == ((5, "title"), (4, "sentence of the correction"), (4, "summary of passage 4"))


def test_only_published_words_of_the_participant_are_cleared() -> None:
    passages = [
        fact("Shown.", publish=True, number=1),
        fact("Hidden.", number=2, summarised=True, summary="Ours."),
        fact("Wren", publish=True, number=3),
    ]
    assert cleared_texts(passages, participant=None, unnamed=(NAME, "Wren")) == ("Shown.",)
    assert cleared_texts(passages, participant=NAME) == ("Shown.", "Wren", NAME)
