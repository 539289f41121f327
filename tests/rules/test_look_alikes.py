"""What a reader cannot tell apart is the same words, wherever withheld words are looked for."""

from __future__ import annotations

import pytest

from pma_assure.rules.look_alikes import folded_places, folded_words
from pma_assure.rules.redaction import PassageFacts, plain_words, quoted_in, shared_runs, standing_open
from pma_assure.rules.vocabulary import Disposition, Ground, PassageKind
from reports.leak_text import words_of

WRITTEN_OTHERWISE = (
    "The VENDOR holds key 7 of 10",
    "The ᴠᴇɴᴅᴏʀ holds key ٧ of ١٠",
    "The ᵛᵉⁿᵈᵒʳ holds key ⑦ of ➉",
    "The 🅅🄴🄽🄳🄾🅁 holds key ❼ of １０",
    "The 🅥🅔🅝🅓🅞🅡 holds key 𝟕 of 𝟙𝟘",
    "The ve\u200bn\u00addor holds key ७ of १०",
    "Тhe vеndоr hоlds кеу 7 оf 10",
    "Τhe νεndοr hοlds key ７ οf 10",
    "The vėņđør ħøłds ķey 7 of 10",
    "The 𝐯𝐞𝐧𝐝𝐨𝐫 ʜᴏʟᴅs ᴋᴇʏ 7 of 10",
)


def passage(number: int, text: str, disposition: Disposition) -> PassageFacts:
    return PassageFacts(
        number=number,
        kind=PassageKind.TEXT,
        part=1,
        paragraph=number,
        text=text,
        disposition=disposition,
        ground=Ground.SECURITY if disposition == Disposition.WITHHOLD else None,
    )


@pytest.mark.parametrize("text", WRITTEN_OTHERWISE)
def test_what_looks_the_same_is_the_same_in_both_rooms(text: str) -> None:
    plain = ["the", "vendor", "holds", "key", "7", "of", "10"]
    assert folded_words(text) == words_of(text) == plain
    assert plain_words(text) == " ".join(plain)


@pytest.mark.parametrize("text", WRITTEN_OTHERWISE)
def test_withheld_words_written_otherwise_are_found_in_what_is_published(text: str) -> None:
    hidden = passage(1, "The vendor holds key 7 of 10", Disposition.WITHHOLD)
    shown = passage(2, f"It says: {text}, no less.", Disposition.PUBLISH)
    assert standing_open([hidden, shown]) == ((1, 2),)
    assert quoted_in(f"In short: {text}.", [hidden]) == (1,)
    longer = passage(1, "The vendor holds key 7 of 10 in a safe of its own", Disposition.WITHHOLD)
    assert shared_runs([longer, shown]) == ((1, 2, text),)


@pytest.mark.parametrize("text", WRITTEN_OTHERWISE)
def test_each_word_is_known_where_it_stands(text: str) -> None:
    places = folded_places(text)
    assert [word for word, _, _ in places] == folded_words(text)
    assert all(folded_words(text[start:end]) == [word] for word, start, end in places)
