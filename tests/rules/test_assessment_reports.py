"""Which report is meant where none is named, and how each stands (R50, R52)."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.rules.assessment_reports import Arrived, newest, standings, why_none
from pma_assure.rules.vocabulary import AssessmentState, ReportKind, ReportStanding

MAY, JUNE, JULY = date(2026, 5, 4), date(2026, 6, 1), date(2026, 7, 1)


def arrived(number: int, kind: ReportKind, on: date, *, sent_back: bool = False) -> Arrived:
    return Arrived(reference=f"ASMT-2026-0001/P{number}", kind=kind, received_on=on, sent_back=sent_back)


FIRST, SECOND = arrived(1, ReportKind.DRAFT, MAY), arrived(2, ReportKind.DRAFT, JUNE)
FINAL = arrived(3, ReportKind.FINAL, JUNE)


@pytest.mark.parametrize(
    ("kind", "since", "meant"),
    [
        (ReportKind.DRAFT, None, SECOND),
        (ReportKind.DRAFT, JUNE, SECOND),
        (ReportKind.DRAFT, JULY, None),
        (ReportKind.FINAL, MAY, FINAL),
        (ReportKind.FINAL, JULY, None),
    ],
)
def test_the_newest_of_a_kind_since_a_day(kind: ReportKind, since: date | None, meant: Arrived | None) -> None:
    assert newest((FIRST, SECOND, FINAL), kind, since) == meant


def test_what_was_in_when_the_work_went_back_is_not_meant_be_it_on_the_same_day() -> None:
    back = arrived(1, ReportKind.DRAFT, JUNE, sent_back=True)
    assert newest((back,), ReportKind.DRAFT, JUNE) is None
    assert newest((back, SECOND), ReportKind.DRAFT, JUNE) == SECOND
    said = why_none("ASMT-2026-0001", (back,), ReportKind.DRAFT, JUNE)
    assert said.startswith(f"{back.reference} was in when ASMT-2026-0001 last went back")


def test_why_there_is_none_says_what_to_do() -> None:
    assert why_none("ASMT-2026-0001", (), ReportKind.DRAFT, MAY) == (
        "ASMT-2026-0001 has no draft report yet: take it in first."
    )
    assert f"name {FINAL.reference}" in why_none("ASMT-2026-0001", (FINAL,), ReportKind.DRAFT, MAY)
    late = why_none("ASMT-2026-0001", (FIRST,), ReportKind.DRAFT, JUNE)
    assert late.startswith(f"{FIRST.reference} came before 1 June 2026")
    assert why_none("ASMT-2026-0001", (FIRST,), ReportKind.FINAL, None).endswith(
        "no final report yet: take it in first."
    )


def standing(state: AssessmentState, state_on: date, *, final: str | None = None, checked: bool = False) -> list[str]:
    reports = (FIRST, SECOND, FINAL)
    found = standings(reports, final=final, state=state, state_on=state_on, facts_checked=checked)
    return [found[one.reference].value for one in reports]


def test_each_report_stands_as_what_became_of_it() -> None:
    kept, not_taken = ReportStanding.KEPT_AS_DRAFT, ReportStanding.NOT_TAKEN
    drafted = AssessmentState.DRAFT_REPORT_RECEIVED
    assert standing(AssessmentState.IN_PROGRESS, MAY) == [kept, kept, not_taken]
    assert standing(drafted, MAY) == [ReportStanding.FACTS_TO_CHECK, kept, not_taken]
    assert standing(drafted, JUNE, checked=True) == [kept, ReportStanding.FACTS_CHECKED, not_taken]
    assert standing(AssessmentState.CONCLUDED, JULY, final=FINAL.reference, checked=True) == [
        kept,
        kept,
        ReportStanding.TAKEN_AS_FINAL,
    ]


def test_a_final_report_that_was_taken_as_the_draft_is_the_one_whose_facts_are_checked() -> None:
    found = standings(
        (FIRST, FINAL),
        final=None,
        state=AssessmentState.DRAFT_REPORT_RECEIVED,
        state_on=JUNE,
        facts_checked=False,
    )
    assert found == {
        FIRST.reference: ReportStanding.KEPT_AS_DRAFT,
        FINAL.reference: ReportStanding.FACTS_TO_CHECK,
    }
