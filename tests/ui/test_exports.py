"""What the window offers to write as a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pma_assure.views import cases
from tests.workflows.conftest import Bench, Stages
from ui.desktop import exports

DAY = date(2026, 11, 23)


def test_the_window_offers_issued_advice_and_its_begun_correction(tmp_path: Path) -> None:
    with Bench(Stages(None), tmp_path).at("submitted") as (office, notes):
        advice = office.issued(notes["plan"], date(2026, 7, 14))
        office.do("advice.correct", advice=advice, correction="A typing error.")
        titles = [entry.title for entry in exports.export_entries(cases.page(office.register, DAY, notes["case"]))]
    assert titles == [
        f"Panel advice {advice}/1.0 (as issued) as PDF",
        f"Panel advice {advice}/1.1 (draft) as PDF",
        f"Case file {notes['case']} as PDF",
    ]
