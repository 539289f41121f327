"""Changed words between two texts, and the fingerprint of a content."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pma_assure.rules.comparison import Piece, word_changes
from pma_assure.rules.fingerprint import canonical, fingerprint
from pma_assure.rules.vocabulary import SeatCode

MOMENT = datetime(2026, 6, 16, 9, 31, tzinfo=UTC)
PROSE = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(("the", "HSM", "keys", "30", "June", ",", ".", "\n", "by")), max_size=20).map(" ".join),
)


@given(PROSE, PROSE)
def test_both_texts_can_be_put_together_again(before: str, after: str) -> None:
    pieces = word_changes(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after
    assert all(piece.text for piece in pieces)


@given(PROSE)
def test_nothing_changed_is_one_piece(text: str) -> None:
    assert word_changes(text, text) == ((Piece("same", text),) if text else ())


def test_reads_as_phrases() -> None:
    assert word_changes("Keys are held by one officer.", "Keys are held by two named officers.") == (
        Piece("same", "Keys are held by "),
        Piece("removed", "one officer"),
        Piece("added", "two named officers"),
        Piece("same", "."),
    )


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.dates())
CONTENTS = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcdef"), inner), max_leaves=8
)


def reordered(content: object) -> object:
    if isinstance(content, dict):
        return {key: reordered(content[key]) for key in reversed(list(content))}
    return tuple(reordered(each) for each in content) if isinstance(content, list) else content


@given(CONTENTS)
def test_order_of_names_does_not_matter(content: object) -> None:
    assert fingerprint(reordered(content)) == fingerprint(content)


@given(CONTENTS, CONTENTS)
def test_different_contents_differ(a: object, b: object) -> None:
    assert (canonical(a) == canonical(b)) == (fingerprint(a) == fingerprint(b))


def test_the_one_writing() -> None:
    moment = datetime(2026, 6, 16, 10, 31, tzinfo=timezone(timedelta(hours=1)))
    content = {"ŵ": [SeatCode.CHAIR, Decimal("1.50"), date(2026, 3, 31)], "at": moment, "id": UUID(int=1), "n": None}
    assert canonical(content) == (
        '{"at":"2026-06-16T09:31:00.000000Z","id":"00000000-0000-0000-0000-000000000001","n":null,'
        '"ŵ":["CH","1.5","2026-03-31"]}'
    )
    assert fingerprint({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def test_same_letters_same_fingerprint() -> None:
    assert fingerprint(unicodedata.normalize("NFD", "Tŷ Gwyn")) == fingerprint("Tŷ Gwyn")
    assert fingerprint(datetime(2026, 6, 16, tzinfo=UTC)) != fingerprint(date(2026, 6, 16))
    assert fingerprint(Decimal("100")) == fingerprint(Decimal("1E+2")) == fingerprint(Decimal("100.00"))


@pytest.mark.parametrize(
    "content",
    [1.5, {"a": [0.0]}, MOMENT.replace(tzinfo=None), {1: "a"}, b"bytes", {"a", "b"}, Decimal("NaN"),
     {"\u00e9": 1, "e\u0301": 2}],
)  # fmt: skip
def test_what_has_no_one_writing_is_refused(content: object) -> None:
    with pytest.raises(TypeError):
        fingerprint(content)
