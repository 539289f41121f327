"""Scenario 1 of domain.md through the workflows, and by ``do`` alone; every expectation is asserted in the story."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pma_assure.register.check import check
from tests.journeys import story_1
from tests.journeys.played_once import played, with_the_roster
from tests.journeys.story import play
from tests.journeys.through_deeds import ThroughDeeds
from tests.journeys.through_do import ThroughDo, in_this_process

END = "2026-08-10"


def test_a_report_on_the_test_services_never_gives_a_status(player: ThroughDeeds) -> None:
    play(story_1.STORY, player)
    assert check(player.register).problems == ()


@pytest.fixture(scope="module")
def concluded(tmp_path_factory: pytest.TempPathFactory) -> ThroughDo:
    def go(folder: Path) -> ThroughDo:
        begun = with_the_roster(tmp_path_factory)
        player = ThroughDo(Path(shutil.copy2(begun.path, folder / "scenario.pma")), folder, dict(begun.references))
        play(story_1.STORY, player)
        return player

    return played("scenario-1", tmp_path_factory, go)


def test_by_do_alone_and_the_register_is_sound(concluded: ThroughDo) -> None:
    ran = in_this_process(["check", str(concluded.path), "--json"], None)
    assert ran.json == {"schema": 1, "sound": True, "problems": []}


def test_the_refused_report_is_kept_as_evidence_and_not_as_final(concluded: ThroughDo) -> None:
    report = concluded.show("$test report", END)["fields"]
    assert (report["final"], report["kind"]) == (False, "final")
    assert {line["environment"] for line in report["scope"]} == {"test"}
    kept = concluded.show(report["evidence"], END)["fields"]
    assert kept["state"] == "held"
    assert kept["file_name"] == "report-test.txt"
    out = concluded.folder / "kept.txt"
    words = ["evidence", report["evidence"], "--register", str(concluded.path), "--out", str(out)]
    assert in_this_process(words, None).status == 0
    assert out.read_text(encoding="utf-8") == "We assessed the test services."


def test_what_a_paper_for_the_panel_is_made_of_is_there(concluded: ThroughDo) -> None:
    """What was assessed, the status recommended and set, caveats with dates; nobody authorised anything (R13)."""
    shown = concluded.show("$assessment", END)
    fields = shown["fields"]
    assert [(line["component"], line["environment"], line["coverage"]) for line in fields["scope"]] == [
        (name, "live", "assessed") for name, _ in story_1.COMPONENTS
    ]
    assert fields["recommended_status"] == fields["set_status"] == "approved_with_caveats"
    assert all(line["owner"] and line["due"] and line["words"] for line in fields["caveats"])
    assert fields["changed_since_decision"] is False
    assert "authoris" not in str(shown).casefold()
    why = {because["what"]: because for because in shown["why"]}
    assert why["Scope coverage"]["value"] == "3 of 3"
    assert why["Live scope"]["rule"] == "R52"
    assert (why["Live certificates"]["value"], why["Live certificates"]["rule"]) == (
        "not before the conclusion",
        "R51",
    )
    roles = {link["role"] for link in shown["links"]}
    assert {"report", "caveat", "scope_item", "conclusion_decision", "final_report", "criterion", "policy"} <= roles


def test_the_decision_froze_exactly_what_was_concluded(concluded: ThroughDo) -> None:
    copy = concluded.show("$concluded", END)["fields"]["frozen_copy"]
    assert copy["status"] == "approved_with_caveats"
    assert copy["report"]["reference"] == concluded.references["live report"]
    assert [line["due"] for line in copy["caveats"]] == ["2026-06-30", "2026-07-31"]
    assert [line["component"] for line in copy["scope"]] == [name for name, _ in story_1.COMPONENTS]


def test_caveats_are_owed_by_their_date_and_the_case_waits(concluded: ThroughDo) -> None:
    owed = [one for one in concluded.list("duties", END) if one["deed"] == "caveat.meet"]
    assert [(one["reference"], one["due"], one["days_overdue"]) for one in owed] == [
        (concluded.references["caveat 1"], "2026-06-30", 41),
        (concluded.references["caveat 2"], "2026-07-31", 10),
    ]
    assert {one["who"] for one in owed} == {f"{story_1.OPERATOR}, Head of PKI"}
