"""Which column is which field: what a workbook offers, and what is made of the answers."""

from __future__ import annotations

import json

from pma_assure.rules import mapping_drafts
from pma_assure.rules.import_kinds import FINDING, ORGANISATION
from pma_assure.rules.import_mapping import as_json, read_mapping
from pma_assure.values.importing import SheetRow, SourceSheet

SHEET = SourceSheet(
    title="NCs",
    rows=(
        SheetRow(number=1, cells=("Tracker of 2025",)),
        SheetRow(number=3, cells=("No", "Title", "Severity", "Raised", " Status ")),
        SheetRow(number=4, cells=("F1", None, "Major NC", "03/04/2025", "Open")),
        SheetRow(number=5, cells=("F2", "A" * 60, "minor", "03/04/2025", "closed")),
        SheetRow(number=6, cells=("F3", "B", "major  nc", "03/04/2025")),
    ),
)


def test_headings_stand_in_the_fullest_of_the_first_rows() -> None:
    assert mapping_drafts.headings(SHEET) == ("No", "Title", "Severity", "Raised", "Status")
    assert mapping_drafts.headings(SourceSheet(title="Empty", rows=())) == ()


def test_only_what_is_known_is_offered() -> None:
    draft = mapping_drafts.begun(FINDING, SHEET)
    assert draft.columns == {"title": "Title", "state": "Status"}
    assert mapping_drafts.lacking(FINDING, draft) == ("Finding class", "Identified on")
    draft.fixed["identified_on"] = "2025-07-01"
    assert mapping_drafts.lacking(FINDING, draft) == ("Finding class",)


def test_an_example_is_the_first_value_and_short() -> None:
    assert mapping_drafts.example(SHEET, "No") == "F1"
    assert mapping_drafts.example(SHEET, "Title") == "A" * 39 + "…"
    assert mapping_drafts.example(SHEET, "None such") == ""


def test_words_that_are_no_code_are_asked_about_once() -> None:
    assert mapping_drafts.odd_words(FINDING.field("finding_class"), SHEET, "Severity") == ("Major NC",)
    assert mapping_drafts.odd_words(FINDING.field("state"), SHEET, "Status") == ()
    assert mapping_drafts.odd_words(FINDING.field("title"), SHEET, "Title") == ()


def test_what_was_answered_is_a_mapping_that_can_be_kept_and_taken_up_again() -> None:
    draft = mapping_drafts.begun(FINDING, SHEET)
    draft.columns["finding_class"] = "Severity"
    draft.words["finding_class"] = {"Major NC": "major"}
    draft.words["source"] = {"x": "y"}
    draft.fixed.update({"title": "stands in a column already", "source": "", "identified_on": "2025-07-01"})
    draft.day_order = "dmy"
    kept = read_mapping(json.dumps(as_json({"finding": draft.finished()})))["finding"]
    assert kept.fixed == {"identified_on": "2025-07-01"}
    assert kept.words == {"finding_class": {"Major NC": "major"}}
    assert mapping_drafts.taken_up(kept).finished() == kept
    assert mapping_drafts.begun(ORGANISATION, SHEET).columns == {"name": "Title"}
