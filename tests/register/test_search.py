"""Full-text search: what people type finds what they mean, and nothing they type makes it fall over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from pma_assure.records.organisations import Organisation
from pma_assure.register import search_index
from pma_assure.register.register import Register, create
from pma_assure.rules.vocabulary import PartyCategory
from tests.register.conftest import context, running_clock

NAMES = {
    "ORG-1": "Halden Power",
    "ORG-2": "Wren Valley Power",
    "ORG-3": "Cwmni Ŵyn a'r Tŷ Gwydr",
    "ORG-4": "Zakład Łącznik Świętokrzyski",
    "ORG-5": "Power of the Valley",
}


@pytest.fixture
def peopled(opened: Register) -> Register:
    with opened.writing(context(opened)) as session:
        for reference, name in NAMES.items():
            session.add(Organisation(reference=reference, name=name, category=PartyCategory.OTHER_SEC_PARTY))
    return opened


def find(register: Register, asked: str) -> set[str]:
    with register.reading() as session:
        return {hit.reference for hit in search_index.find(session.connection(), asked)}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("halden", {"ORG-1"}),
        ("HALD", {"ORG-1"}),
        ("pow", {"ORG-1", "ORG-2", "ORG-5"}),
        ("valley power", {"ORG-2", "ORG-5"}),
        ('"valley power"', {"ORG-2"}),
        ("power -valley", {"ORG-2", "ORG-5"}),
        ("ŵyn", {"ORG-3"}),
        ("wyn", {"ORG-3"}),
        ("WYN TY", {"ORG-3"}),
        ("Tŷ", {"ORG-3"}),
        ("w\u0302yn", {"ORG-3"}),
        ("świętok", {"ORG-4"}),
        ("ORG-2", {"ORG-2"}),
        ("org", set(NAMES)),
        ("nobody", set()),
        ("", set()),
        ("   ", set()),
        ("***", set()),
    ],
)
def test_what_is_found(peopled: Register, asked: str, found: set[str]) -> None:
    assert find(peopled, asked) == found


TYPED = (
    '"',
    '""',
    '"""',
    "'",
    "halden'",
    "AND",
    "NOT",
    "halden AND",
    "halden OR NOT power",
    "NEAR(halden power, 2)",
    "reference:halden",
    "words : power",
    "{reference words} : halden",
    "(halden",
    "halden)",
    "^halden",
    "hal*den",
    "-halden",
    "halden+power",
    "a;DROP TABLE organisation",
    "%_\\",
    "\x00",
    "halden\x00power",
    "😀",
    "x" * 5000,
)


@pytest.mark.parametrize("asked", TYPED)
def test_nothing_typed_falls_over(peopled: Register, asked: str) -> None:
    assert find(peopled, asked) <= set(NAMES)


@given(asked=strategies.text(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_nothing_at_all_falls_over(searched: Register, asked: str) -> None:
    assert find(searched, asked) <= set(NAMES)


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    register = create(Path(tmp_path_factory.mktemp("searched")) / "a.pma", clock=running_clock())
    with register.writing(context(register)) as session:
        for reference, name in NAMES.items():
            session.add(Organisation(reference=reference, name=name, category=PartyCategory.OTHER_SEC_PARTY))
    yield register
    register.close()


def test_a_change_replaces_the_words(peopled: Register) -> None:
    with peopled.writing(context(peopled)) as session:
        session.query(Organisation).filter_by(reference="ORG-1").one().name = "Brightwater Energy"
    assert find(peopled, "halden") == set()
    assert find(peopled, "brightwater") == {"ORG-1"}
    assert find(peopled, "power") == {"ORG-2", "ORG-5"}


def test_a_failed_deed_leaves_the_words(peopled: Register) -> None:
    def failing() -> None:
        with peopled.writing(context(peopled)) as session:
            session.query(Organisation).filter_by(reference="ORG-1").one().name = "Brightwater Energy"
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert find(peopled, "halden") == {"ORG-1"}
    assert find(peopled, "brightwater") == set()


def test_a_hit_shows_the_words_in_their_place(peopled: Register) -> None:
    with peopled.reading() as session:
        (hit,) = search_index.find(session.connection(), "wren")
    assert (hit.reference, hit.table_name, hit.snippet) == ("ORG-2", "organisation", "‹Wren› Valley Power")


def test_every_searchable_column_is_indexed(full: Register) -> None:
    with full.reading() as session:
        for table, columns in search_index.searchable_tables().items():
            hits = search_index.find(session.connection(), f'"{table} {columns[0]}"', limit=200)
            assert table in {hit.table_name for hit in hits}, table


def test_of_more_hits_than_are_ranked_the_newest_are_found(peopled: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that is everywhere would be ranked for as long as it takes to read the whole index."""
    monkeypatch.setattr(search_index, "RESULT_LIMIT", 2)
    assert find(peopled, "power") == {"ORG-2", "ORG-5"}
    monkeypatch.setattr(search_index, "RESULT_LIMIT", 3)
    assert find(peopled, "power") == {"ORG-1", "ORG-2", "ORG-5"}
    assert find(peopled, "wren") == {"ORG-2"}
