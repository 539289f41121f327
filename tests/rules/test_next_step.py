"""What is next in a case, as the process goes and not by the calendar alone."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from pma_assure.rules.next_step import in_process
from pma_assure.values.duties import Duty

TODAY = date(2026, 11, 23)
AHEAD, PAST = date(2027, 2, 1), date(2026, 11, 6)


def duty(who: str, deed: str, reference: str, due: date | None = None, blocked_by: tuple[str, ...] = ()) -> Duty:
    return Duty(
        reference=reference,
        who=who,
        what=deed,
        due=due,
        elapsed_days=None if due else 3,
        days_overdue=max(0, (TODAY - due).days) if due else 0,
        rule="R57",
        paragraph="76",
        blocked_by=blocked_by,
        detail="",
        case="CASE-2026-0001",
        organisation="Fenwick Power",
        deed=deed,
        inputs=(),
    )


ASKED = duty("Fenwick Power", "evidence_request.answer", "ASMT-2026-0001/R2", PAST)
OPENED = duty("The assessor", "finding.open", "FIND-2026-0006")
REPORTED = duty("Tarn & Holt", "assessment.record_report", "ASMT-2026-0001", AHEAD)
IRREGULAR = duty("The PKI Specialist", "irregular.settle", "FIND-2026-0007")
LETTER = duty("The PKI Specialist", "letter.send", "LTR-2026-0006")
NOTIFIED = duty("The PKI Specialist", "assessment.notify", "ASMT-2026-0003", PAST)
PREPARED = duty("The PKI Specialist", "extract.prepare", "PLAN-2026-0001")
ADVISED = duty("The PMA", "decision.record", "BRCH-2026-0001", blocked_by=("not on an agenda",))
PLANNED = duty("The PKI Specialist", "assessment.plan", "ASMT-2026-0009", AHEAD)
CLOSED = duty("The PKI Specialist", "case.close", "CASE-2026-0001")


@pytest.mark.parametrize(
    "process",
    [
        (OPENED, IRREGULAR, ASKED),
        (OPENED, IRREGULAR, ASKED, REPORTED),
        (LETTER, NOTIFIED),
        (LETTER, OPENED, PREPARED, PLANNED, ASKED, CLOSED, ADVISED),
        (PREPARED, ASKED),
        (PLANNED, REPORTED),
    ],
)
def test_the_process_goes_before_the_calendar(process: tuple[Duty, ...]) -> None:
    for shuffled in list(permutations(process))[:200]:
        assert in_process(shuffled, TODAY) == process


def test_what_ties_stays_as_it_was() -> None:
    first, second = (duty("The PMA", "finding.uphold", f"FIND-2026-000{number}") for number in (8, 2))
    assert in_process((first, second), TODAY) == (first, second)
    assert in_process((second, first), TODAY) == (second, first)


def test_what_others_are_late_with_is_recorded_before_what_they_owe_later() -> None:
    assert in_process((REPORTED, ASKED), TODAY) == (ASKED, REPORTED)
