"""Templates of letters: filled, or refused with the line; what a value holds is never read."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pma_assure.rules.letter_names import LISTS, NAMES
from pma_assure.rules.letter_templates import Block, Value, check, fill, layout, left_over, parse
from pma_assure.rules.letter_texts import TEXTS
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import LetterKind

KNOWN: dict[str, Value] = {
    "organisation": "Bryn Ŵyn Ynni",
    "answer_by": date(2026, 12, 3),
    "assessment.reference": "ASMT-2026-0001",
    "findings": ("FIND-2026-0001: One officer", "FIND-2026-0002: No log"),
    "nothing": "",
    "none": None,
    "no_entries": (),
}


def refused(text: str, field: str = "text") -> Refused:
    with pytest.raises(Refused) as error:
        fill(parse(text, field=field), KNOWN)
    assert error.value.field == field
    return error.value


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Dear {organisation}", "Dear Bryn Ŵyn Ynni"),
        ("By {answer_by}.", "By 3 December 2026."),
        (
            "{assessment.reference} of {organisation} ({organisation})",
            "ASMT-2026-0001 of Bryn Ŵyn Ynni (Bryn Ŵyn Ynni)",
        ),
        ("- {findings}.", "- FIND-2026-0001: One officer.\n- FIND-2026-0002: No log."),
        ("One\n?By {none}\nTwo", "One\nTwo"),
        ("One\n\n?{nothing} {organisation}\n\nTwo", "One\n\nTwo"),
        ("? By {answer_by}.", "By 3 December 2026."),
        ("?- {no_entries}", ""),
        ("# Findings\n\n?- {no_entries}\n\n# Limits\n\nNone.", "# Limits\n\nNone."),
        ("# Heading alone", "# Heading alone"),
        ("# A\n\n?{none}\n\nStill here", "# A\n\nStill here"),
        ("One\r\n\r\n\r\n\r\nTwo\r\n", "One\n\nTwo"),
        ("", ""),
    ],
)
def test_a_template_is_filled(text: str, filled: str) -> None:
    assert fill(text, KNOWN) == filled


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("One\nTwo {organisation", 2, "opening brace"),
        ("One\n\n{organ{isation}", 3, "opening brace"),
        ("{}", 1, "is no name"),
        ("One }", 1, "closing brace"),
        ("{organisation.__class__}", 1, "is no name"),
        ("{organisation!r}", 1, "is no name"),
        ("{organisation:>20}", 1, "is no name"),
        ("{findings[0]}", 1, "is no name"),
        ("{{organisation}}", 1, "opening brace"),
        ("a\nb\n{organisation.upper}", 3, "is no name of this kind of letter. There are answer_by"),
        ("{findings} {no_entries} {findings}", 1, "nothing to say"),
        ("Please answer by {none}.", 1, "let the line begin with ?"),
    ],
)
def test_what_cannot_be_filled_is_refused_with_its_line(text: str, line: int, said: str) -> None:
    refusal = refused(text)
    assert refusal.sentence.startswith(f"Line {line}: ")
    assert said in refusal.sentence


def test_two_lists_do_not_share_a_line() -> None:
    with pytest.raises(Refused, match="both lists"):
        fill("{a} {b}", {"a": ("1",), "b": ("2",)})


def test_a_refusal_about_the_subject_says_so() -> None:
    assert refused("{unknown}", "subject").sentence.startswith("The subject: {unknown}")


def test_a_subject_is_one_line_whatever_its_values_hold() -> None:
    assert fill(parse("On {a}", field="subject"), {"a": "one\ntwo"}) == "On one two"


names = st.sampled_from([*KNOWN, "unknown", "a.b", "organisation.upper"])
pieces = st.one_of(
    names.map(lambda name: f"{{{name}}}"),
    st.sampled_from(["?", "# ", "- ", "\n", "\n\n", "{", "}", "\\# ", "{{", "\r\n", " "]),
    st.text(max_size=8),
)
templates = st.lists(pieces, max_size=12).map("".join)


def lines_of(text: str) -> int:
    return len(re.split("\r\n|[\n\r\u2028\u2029\x0b\x0c\x1c-\x1e\x85]", text))


def tried(text: str) -> tuple[str | None, Refused | None]:
    try:
        return fill(text, KNOWN), None
    except Refused as refusal:
        return None, refusal


@given(templates | st.text())
def test_every_template_is_filled_or_refused_with_a_line(text: str) -> None:
    filled, refusal = tried(text)
    if refusal is not None:
        found = re.match(r"Line (\d+): ", refusal.sentence)
        assert found is not None
        assert 1 <= int(found[1]) <= lines_of(text)
        assert refusal.field == "text"
    if filled is not None:
        assert "\n\n\n" not in filled
        assert left_over(filled, KNOWN) is None


hostile = st.lists(
    st.one_of(
        st.sampled_from(["{organisation}", "{", "}", "# ", "\n", "\n# ", "?", "\\# ", "\\", "{unknown}", "%s", "{0}"]),
        st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=6),
    ),
    max_size=8,
).map("".join)


@given(hostile.filter(str.strip))
def test_what_a_value_holds_is_never_read(value: str) -> None:
    """Its braces stay, it begins no heading and asks for no line to be left out; nothing of it is lost."""
    filled = fill("# Heading\n\nBefore {value} after\n\n?{value}\n\n#{value}", {"value": value})
    blocks = layout(filled)
    assert [block.text for block in blocks if block.kind == "heading"] == ["Heading"]
    said = "".join("".join(block.text.split()) for block in blocks if block.kind == "paragraph")
    bare = "".join(value.split())
    assert said == f"Before{bare}after{bare}#{bare}"
    assert left_over(filled, {"value": value}) is None


def test_a_name_that_nobody_filled_is_found_and_a_value_that_looks_like_one_is_not() -> None:
    assert left_over("One\nBy {answer_by}", {}) == (2, "{answer_by}")
    assert left_over("The key is {answer_by}", {"words": "as {answer_by} says"}) is None
    assert left_over("A set {1, 2} of {X}", {}) is None


def test_a_finished_letter_is_laid_out() -> None:
    assert layout("# Head\nOne\nTwo\n\n\\# no head\n- entry\n- \n\\\\# x") == (
        Block("heading", "Head"),
        Block("paragraph", "One\nTwo"),
        Block("paragraph", "# no head"),
        Block("item", "entry"),
        Block("paragraph", "\\# x"),
    )


@pytest.mark.parametrize("kind", LetterKind)
def test_the_letters_of_the_program_name_only_what_their_kind_knows(kind: LetterKind) -> None:
    for text, field in ((TEXTS[kind].subject, "subject"), (TEXTS[kind].text, "text")):
        check(parse(text, field=field), NAMES[kind], LISTS[kind])
    assert re.search(r"paragraphs? \d\d", TEXTS[kind].text) or kind == LetterKind.CLOSURE


@pytest.mark.parametrize("kind", LetterKind)
def test_a_day_to_answer_by_is_printed_only_where_there_is_one(kind: LetterKind) -> None:
    values: dict[str, Value] = {name: f"<{name}>" for name in NAMES[kind]}
    with_it, without = fill(TEXTS[kind].text, values), fill(TEXTS[kind].text, values | {"answer_by": None})
    assert ("<answer_by>" in with_it) == (kind not in (LetterKind.CLOSURE, LetterKind.PLAN_RETURN))
    assert "<answer_by>" not in without
    assert not re.search(r"Working Day|\bwithin \d|\bdays\b(?! suit)", without), "no limit of our own making"


@pytest.mark.parametrize("kind", LetterKind)
def test_the_pma_sanctions_nothing(kind: LetterKind) -> None:
    for sentence in re.split(r"(?<=[.!?])\s", TEXTS[kind].text):
        assert not re.search(r"\bPMA\b[^.]*\b(requires|sanctions?|approves|orders|returns|rejects)\b", sentence)
