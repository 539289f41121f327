"""Labels, days, references and the catalogue of rules."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pma_assure.rules import references, sources, vocabulary, wording
from pma_assure.rules.calendar import Nation
from pma_assure.rules.references import by_number, format_reference, format_requirement, kind_of, parse_reference
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Ground, PlanView, RequirementAnswer, SeatCode

ENUMS = [
    each
    for _, each in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(each, StrEnum) and each is not StrEnum
] + [Nation]
MEMBERS = [member for each in ENUMS for member in each]


@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: f"{type(member).__name__}.{member.name}")
def test_every_code_has_words(member: StrEnum) -> None:
    words = wording.label(member)
    assert words != member.value
    assert words[0].isupper()
    assert "_" not in words


def test_labels_of_one_enum_differ() -> None:
    for each in ENUMS:
        assert len({wording.label(member) for member in each}) == len(each), each


def test_whose_word_is_whose() -> None:
    for member in MEMBERS:
        words = wording.label(member).lower()
        assert not re.search(r"determin|sanction|authoris", words), words
        assert not re.search(r"(approved|required|extended|cancelled|returned) by the pma", words), words
    for kind in vocabulary.PanelOutcomeKind:
        assert wording.label(kind).startswith("Panel ")
    assert wording.label(vocabulary.PlanState.APPROVED) == "Approved by the Panel"


def test_some_words() -> None:
    assert wording.label(SeatCode.LARGE_SUPPLIER_A) == wording.seat_name("LS-A") == "Large Supplier A"
    assert wording.label(RequirementAnswer.MEETS_IN_PART) == "Meets in part"
    assert wording.label(PlanView.MEETS_IN_PART) != wording.label(RequirementAnswer.MEETS_IN_PART)
    assert wording.label(Ground.NOT_NECESSARY) == "Withhold: not necessary"


def test_days_and_instants() -> None:
    assert wording.day(date(2026, 3, 31)) == "31 March 2026"
    assert wording.short_day(date(2026, 9, 1)) == "1 Sep 2026"
    assert wording.instant(datetime(2026, 6, 16, 9, 31, tzinfo=UTC)) == "16 June 2026, 10:31 (BST)"
    assert wording.instant(datetime(2026, 12, 1, 0, 5, tzinfo=UTC)) == "1 December 2026, 00:05 (GMT)"
    with pytest.raises(ValueError, match="time zone"):
        wording.instant(datetime(2026, 6, 16, 9, 31))  # noqa: DTZ001  a naive instant is the point


def test_counts() -> None:
    assert [wording.count(n, "day") for n in (0, 1, 3)] == ["0 days", "1 day", "3 days"]
    assert wording.count(2, "body", "bodies") == "2 bodies"
    assert wording.count(12345, "finding") == "12,345 findings"


def test_catalogue() -> None:
    assert list(sources.CATALOGUE) == [f"R{n:02d}" for n in range(1, 91)]
    for number, rule in sources.CATALOGUE.items():
        assert rule.number == number
        assert rule.paragraphs == tuple(sorted(set(rule.paragraphs)))
        assert all(1 <= each <= 78 for each in rule.paragraphs)
        assert rule.status in {"CON", "PROP", "RESP", "CTX"}
        assert rule.text.endswith(".")
    assert sources.paragraph("R29") == "26, 35"
    assert sources.paragraph("R30") == "35"


# --- references -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "written", "kind", "suffix"),
    [
        ("CASE-2026-0014", "CASE-2026-0014", "case", ""),
        (" case-2026-0014 ", "CASE-2026-0014", "case", ""),
        ("plan - 2026 - 0009 / m2", "PLAN-2026-0009/M2", "plan", "M2"),
        ("PLAN-2026-0009/V2", "PLAN-2026-0009/V2", "plan", "V2"),
        ("EXT-2026-0014/2.17", "EXT-2026-0014/2.17", "extract", "2.17"),
        ("MTG-2026-0007/3", "MTG-2026-0007/3", "meeting", "3"),
        ("BRCH-2026-0006/P1", "BRCH-2026-0006/P1", "breach", "P1"),
        ("org-0012", "ORG-0012", "organisation", ""),
        ("PERS-0031", "PERS-0031", "person", ""),
        ("FIND-LAP2-0003", "FIND-LAP2-0003", "finding", ""),
        ("REQ-RAPP-2.1-7.4", "REQ-RAPP-2.1-7.4", "requirement", "RAPP-2.1-7.4"),
        ("ADV–2026–0005", "ADV-2026-0005", "advice", ""),
    ],
)
def test_read(typed: str, written: str, kind: str, suffix: str) -> None:
    parsed = parse_reference(typed)
    assert (str(parsed), parsed.kind, parsed.suffix) == (written, kind, suffix)
    assert parsed.record == written.split("/")[0]
    assert kind_of(typed) == kind


@pytest.mark.parametrize(
    "nonsense",
    ["", "CASE", "CASE-14", "CASE-0014", "ORG-2026-0012", "XYZ-2026-0001", "CASE-2026-0000", "CASE-2026-0014/", "REQ-",
     "REQ-2026-0001", "CASE-2026-0014; drop", "PLAN-2026-0009/M2/M3", "CASE-26-0014"],
)  # fmt: skip
def test_nonsense_is_refused_with_a_sentence(nonsense: str) -> None:
    with pytest.raises(Refused, match="is not a reference"):
        parse_reference(nonsense)


@given(
    st.sampled_from(sorted(set(references.KINDS) - {"REQ"})), st.integers(1000, 9999), st.integers(1, 10**6), st.data()
)
def test_what_is_written_is_read(prefix: str, year: int, number: int, data: st.DataObject) -> None:
    dated = None if prefix in references.WITHOUT_YEAR else year
    text = format_reference(prefix, dated, number)
    changed = "".join(data.draw(st.sampled_from((letter.lower(), letter, f" {letter}"))) for letter in text)
    parsed = parse_reference(changed)
    assert (parsed.prefix, parsed.year, parsed.number, str(parsed)) == (prefix, dated, number, text)


def test_written_wrongly() -> None:
    for prefix, year in (("CASE", None), ("ORG", 2026), ("REQ", None), ("NOPE", 2026)):
        with pytest.raises(ValueError, match=r"year|prefix"):
            format_reference(prefix, year, 1)
    assert format_requirement("rapp", "2.1", "7.4") == "REQ-RAPP-2.1-7.4"
    with pytest.raises(Refused):
        format_requirement("RAPP", "two", "7.4")


def test_numbers_in_texts_are_in_order_as_numbers() -> None:
    mixed = [
        "L10",
        "L2",
        "9.10",
        "9.9",
        "10.1",
        "FIND-2026-10000",
        "FIND-2026-9999",
        "FIND-2025-10001",
        "Annual",
        "L02",
    ]
    assert sorted(mixed, key=by_number) == [
        *("9.9", "9.10", "10.1", "Annual", "FIND-2025-10001", "FIND-2026-9999", "FIND-2026-10000", "L2", "L02", "L10")
    ]


@given(st.text(alphabet="AL-./0123456789"), st.text(alphabet="AL-./0123456789"))
def test_the_length_of_a_number_never_matters(one: str, other: str) -> None:
    def parts(text: str) -> list[str | int]:
        return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", text)]

    assert (by_number(one) == by_number(other)) == (parts(one) == parts(other))


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([], ""),
        ([4], "4"),
        ([2, 1], "1, 2"),
        ([3, 1, 2, 7], "1 to 3, 7"),
        (range(1, 22), "1 to 21"),
        ([5, 5, 6], "5, 6"),
    ],
)
def test_numbers_that_follow_each_other_are_drawn_together(numbers: Iterable[int], said: str) -> None:
    assert wording.runs(numbers) == said
