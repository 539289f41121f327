"""Scenarios 2, 7 and 8 of domain.md by ``pma-assure do`` alone, from ``new`` to the end."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.journeys import halden_plan, story_2, story_7, story_8
from tests.journeys.halden_plan import MODULE_CRITERION
from tests.journeys.played_once import played, with_the_roster
from tests.journeys.released_files import flat, found, pdf_texts, workbook_texts
from tests.journeys.story import KEEPER, Step, play
from tests.journeys.through_do import Ran, ThroughDo, in_a_process_of_its_own, in_this_process
from tests.reports import reading

END = "2026-12-31"


def going_on(before: ThroughDo, folder: Path) -> ThroughDo:
    path = Path(shutil.copy2(before.path, folder / "journey.pma"))
    return ThroughDo(path, folder, dict(before.references))


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> ThroughDo:
    """The first step of scenario 7, from which both scenarios go on: version 2 of the plan is approved."""

    def go(folder: Path) -> ThroughDo:
        player = going_on(with_the_roster(tmp_path_factory), folder)
        play(story_7.APPROVED, player)
        return player

    return played("approved", tmp_path_factory, go)


@pytest.fixture(scope="module")
def failed(approved: ThroughDo, tmp_path_factory: pytest.TempPathFactory) -> ThroughDo:
    """Scenario 7 to its end."""

    def go(folder: Path) -> ThroughDo:
        player = going_on(approved, folder)
        play((*story_7.MILESTONES, *story_7.FAILING), player)
        return player

    return played("failed", tmp_path_factory, go)


@pytest.fixture(scope="module")
def corrected(approved: ThroughDo, tmp_path_factory: pytest.TempPathFactory) -> ThroughDo:
    """Scenario 8 to its end. What was released before the correction lies in the folder as first.pdf and first.xlsx."""

    def go(folder: Path) -> ThroughDo:
        player = going_on(approved, folder)
        play((*story_8.MARKED, *story_8.HEARD, *story_8.BLOCKED, *story_8.RELEASED), player)
        for ending in ("pdf", "xlsx"):
            content = player.report("plan-extract", "$extract", "2026-10-14", ending)
            (player.folder / f"first.{ending}").write_bytes(content)
        play(story_8.CORRECTED, player)
        return player

    return played("corrected", tmp_path_factory, go)


def passages(player: ThroughDo, version: int) -> list[Any]:
    found_: list[Any] = player.show(f"$extract/{version}", END)["fields"]["passages"]
    return found_


def withheld(player: ThroughDo, version: int) -> list[str]:
    return [one["text"] for one in passages(player, version) if one["disposition"] == "withhold"]


def sound(player: ThroughDo) -> Ran:
    return in_this_process(["check", str(player.path), "--json"], None)


# --- scenario 2 -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def put_right(tmp_path_factory: pytest.TempPathFactory) -> ThroughDo:
    """Scenario 2 to its end."""

    def go(folder: Path) -> ThroughDo:
        player = going_on(with_the_roster(tmp_path_factory), folder)
        play(story_2.STORY, player)
        return player

    return played("put-right", tmp_path_factory, go)


def test_scenario_2_is_done_and_the_register_is_sound(put_right: ThroughDo) -> None:
    ran = sound(put_right)
    assert ran.status == 0
    assert ran.json == {"schema": 1, "sound": True, "problems": []}


def test_a_withdrawn_finding_stays_visible(put_right: ThroughDo) -> None:
    listed = {one["reference"]: one for one in put_right.list("findings", END)}
    assert listed[put_right.references["F3"]]["state"] == "withdrawn"
    shown = put_right.show("$F3", END)["fields"]
    assert shown["settling_decision"] == put_right.references["decision on F3"]
    assert [one["settled_on"] for one in shown["irregular"]] == ["2026-05-12"]


def test_a_finding_shows_each_submission_and_what_it_rested_on(put_right: ThroughDo) -> None:
    shown = put_right.show("$F1", END)
    assert [(one["reported_on"], one["result"], one["decided_on"]) for one in shown["fields"]["submissions"]] == [
        ("2026-06-29", "rejected", "2026-07-06"),
        ("2026-07-20", "accepted", "2026-07-24"),
    ]
    assert [one["evidence"] for one in shown["fields"]["submissions"]] == [
        [put_right.references["software"]],
        [put_right.references["sample"]],
    ]
    assert "Effective: Nobody approved alone" in shown["fields"]["submissions"][1]["verification"]
    linked = {(one["role"], one["reference"]) for one in shown["links"]}
    assert ("cap", put_right.references["plan of F1"]) in linked
    (plan,) = [one for one in put_right.list("caps", END) if one["reference"] == put_right.references["plan of F1"]]
    assert (plan["state"], plan["actions"], plan["verified"], plan["due"]) == ("accepted", 2, 2, None)
    kinds = {one["kind"] for one in put_right.list("actions", END) if one["cap"] == plan["reference"]}
    assert kinds == {"prevent", "detect"}


def test_a_recurrence_is_linked_both_ways_counted_and_owed(put_right: ThroughDo) -> None:
    earlier, recurring = (put_right.references[name] for name in ("earlier", "F2"))
    assert {"role": "recurred_as", "reference": recurring} in put_right.show(earlier, END)["links"]
    assert {"role": "recurrence_of", "reference": earlier} in put_right.show(recurring, END)["links"]
    counted = put_right.show("$case", END)["fields"]["findings_counted"]
    assert (counted["total"], counted["open"], counted["recurring"]) == (4, 2, 1)
    owed = [one for one in put_right.list("duties", END) if one["reference"] == recurring]
    assert any(f"is a recurrence of {earlier}" in one["what"] for one in owed)


# --- scenario 7 -----------------------------------------------------------------------------------------------------


def test_scenario_7_is_done_and_the_register_is_sound(failed: ThroughDo) -> None:
    ran = sound(failed)
    assert ran.status == 0
    assert ran.json == {"schema": 1, "sound": True, "problems": []}


def test_both_versions_are_kept_and_can_be_compared(failed: ThroughDo) -> None:
    first, second = (failed.show(f"$plan/V{number}", END)["fields"] for number in (1, 2))
    assert (first["state"], second["state"]) == ("superseded", "frozen")
    assert first["frozen_fingerprint"] != second["frozen_fingerprint"]
    assert [one["criterion"] for one in first["milestones"]][1] == ""
    assert [one["criterion"] for one in second["milestones"]][1] == MODULE_CRITERION
    assert first["parts"] == second["parts"]
    assert [one["answer"] for one in first["answers"]] == ["does_not_meet", "meets", "meets"]
    assert [one["answer"] for one in second["answers"]] == ["meets"] * 3


def test_milestones_were_baselined_and_the_saturday_not_moved(failed: ThroughDo) -> None:
    fields = failed.show("$plan", "2026-08-20")["fields"]
    assert [one["baseline_due"] for one in fields["milestones"]] == ["2026-09-30", "2026-10-31", "2026-12-15"]
    listed = failed.list("milestones", END)
    assert [one["baseline_due"] for one in listed] == ["2026-09-30", "2026-10-31", "2026-12-15"]


def test_extension_says_what_it_rests_on(failed: ThroughDo) -> None:
    extension = failed.show("$plan/M2/X1", END)["fields"]
    assert (extension["from_due"], extension["to_due"]) == ("2026-10-31", "2026-11-30")
    assert extension["advice_version"] == f"{failed.references['advice3']}/1.0"
    outcome = failed.show(extension["outcome"], END)["fields"]
    assert (outcome["kind"], outcome["decided_on"]) == ("milestone_extended", "2026-11-05")


def test_advice_is_about_smki_matters_only_and_the_pma_approved_nothing(failed: ThroughDo) -> None:
    for name in ("advice1", "advice2", "advice3", "advice4"):
        text = reading.flowing(failed.report("panel-advice", f"${name}", END, "pdf"))
        assert "SMKI matters only" in text
        assert not re.search(r"(approved|sanctioned|determined) by the PMA", text)
        kept = failed.show(f"${name}", END)["fields"]["documents"][0]
        again = failed.report("panel-advice", f"${name}", "2027-02-01", "pdf")
        assert hashlib.sha256(again).hexdigest() == kept["sha256"], "issued advice comes out byte for byte"


def test_a_failed_plan_leads_to_a_breach_consideration_and_no_sanction(failed: ThroughDo) -> None:
    (breach,) = failed.list("breaches", END)
    assert breach["state"] == "opened"
    assert failed.show(breach["reference"], END)["fields"]["trigger"] == "failed_plan"
    linked = [(one["role"], one["reference"]) for one in failed.show("$plan", END)["links"]]
    assert ("failed_breach", breach["reference"]) in linked
    for kind in ("decisions", "advice", "breaches", "plans"):
        assert "sanction" not in str(failed.list(kind, END)).lower()
    owed = [one for one in failed.list("duties", END) if one["reference"] == failed.references["plan"]]
    assert "The SEC Panel" in [one["who"] for one in owed], "what follows the failure is the Panel's to decide"


# --- scenario 8 -----------------------------------------------------------------------------------------------------


def test_scenario_8_is_done_and_the_register_is_sound(corrected: ThroughDo) -> None:
    ran = sound(corrected)
    assert ran.status == 0
    assert ran.json == {"schema": 1, "sound": True, "problems": []}


def test_passages_are_those_of_the_plan_and_all_are_withheld_at_first(approved: ThroughDo, tmp_path: Path) -> None:
    player = going_on(approved, tmp_path)
    play(story_8.MARKED[:1], player)
    made = player.show("$extract", "2026-09-01")["fields"]["passages"]
    assert {one["number"]: one["text"] for one in made} == halden_plan.passages()
    assert {one["disposition"] for one in made} == {"undecided"}
    out = tmp_path / "early.pdf"
    ran = player.report_to("plan-extract", "$extract", "2026-09-01", out)
    assert ran.status == 1, "an extract that was not approved is refused"
    assert ran.err.count("\n") == 1
    assert not out.exists()


def test_counts_of_what_is_published_and_withheld(corrected: ThroughDo) -> None:
    made = passages(corrected, 1)
    original = [one for one in made if one["disposition"] == "publish"]
    summaries = [one for one in made if one["summarised"]]
    grounds = [one["ground"] for one in made if one["disposition"] == "withhold"]
    assert (len(original), len(summaries), len(grounds), len(made)) == (8, 1, 23, 31)
    assert [grounds.count(one) for one in ("not_necessary", "commercial", "security")] == [15, 5, 3]
    assert all(one["necessity"] for one in (*original, *summaries))
    assert summaries[0]["summary"] == story_8.SUMMARY


def test_no_withheld_text_is_in_what_was_released(corrected: ThroughDo, tmp_path: Path) -> None:
    pdf, workbook = ((corrected.folder / f"first.{ending}").read_bytes() for ending in ("pdf", "xlsx"))
    texts = withheld(corrected, 1)
    assert len(texts) == 23
    for read in (pdf_texts(pdf, tmp_path), workbook_texts(workbook)):
        assert found(texts, read) == []
        assert story_7.HALDEN.casefold() not in " ".join(read.values()).casefold()
        everything = flat(" ".join(read.values()))
        for one in passages(corrected, 1):
            if one["disposition"] == "publish":
                assert flat(one["text"]) in everything
        assert flat(f"Summary by the PMA {story_8.SUMMARY}") in everything
    assert reading.bad_redactions(pdf) == {}


def test_correction_keeps_the_earlier_publication_and_lists_who_must_be_told(
    corrected: ThroughDo, tmp_path: Path
) -> None:
    misread = [one["text"] for one in passages(corrected, 2) if one["number"] == story_8.MISREAD]
    for ending in ("pdf", "xlsx"):
        first = (corrected.folder / f"first.{ending}").read_bytes()
        earlier = corrected.report("plan-extract", "$extract/1", END, ending)
        later = corrected.report("plan-extract", "$extract", END, ending)
        assert earlier == first, "the earlier publication is kept, byte for byte"
        assert hashlib.sha256(later).hexdigest() != hashlib.sha256(earlier).hexdigest()
        kept = corrected.show(f"$extract/2.{ending}", END)["fields"]
        assert kept["sha256"] == hashlib.sha256(later).hexdigest()
        before, after = (
            pdf_texts(one, tmp_path) if ending == "pdf" else workbook_texts(one) for one in (earlier, later)
        )
        assert found(misread, before), "the search itself finds what stands there"
        assert found(withheld(corrected, 2), after) == []
    recalled = corrected.show("$extract/1", END)["fields"]
    assert recalled["state"] == "corrected"
    assert [(one["name"], one["to_recall"]) for one in recalled["recipients"]] == [
        ("All Parties", True),
        ("Larkfield Energy Co-op", True),
    ]
    (tell,) = [one for one in corrected.list("duties", END) if one["deed"] == "extract.tell_recipient"]
    assert tell["detail"] == "All Parties, Larkfield Energy Co-op"


# --- as scripts start it --------------------------------------------------------------------------------------------


def test_the_program_itself_does_deeds_from_standard_input(approved: ThroughDo, tmp_path: Path) -> None:
    player = going_on(approved, tmp_path)
    player.run, player.by_file = in_a_process_of_its_own, False
    first = [part for part in story_7.MILESTONES if isinstance(part, Step) and part.day < "2026-11-01"]
    play(tuple(first), player)
    refusal = next(part for part in story_7.FAILING if isinstance(part, Step) and part.refused)
    play((refusal,), player)
    assert player.show("$plan/M1", "2026-10-02")["fields"]["state"] == "verified"
    ran = in_a_process_of_its_own(["check", str(player.path)], None)
    assert ran.status == 0


def test_wrong_usage_is_told_from_a_refusal(approved: ThroughDo, tmp_path: Path) -> None:
    player = going_on(approved, tmp_path)
    before = player.path.read_bytes()
    words = ["--today", END, "do", "milestone.verify", "--register", str(player.path), "--as", KEEPER, "--json", "-"]
    for given, status in ((b'{"milestone": "PLAN-2026-0001/M9", "verified_on": "2026-12-30"}', 1), (b"{}", 2)):
        ran = in_a_process_of_its_own(words, given)
        assert ran.status == status
        assert ran.err.count("\n") == 1
    assert player.path.read_bytes() == before
