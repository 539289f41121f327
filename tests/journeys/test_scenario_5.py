"""Scenario 5 of domain.md through the workflows, and by ``do`` alone; every expectation is asserted in the story."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pma_assure.register.check import check
from pma_assure.rules.modifications import attributed_to_the_pma
from tests.journeys import story_5
from tests.journeys.played_once import played, with_the_roster
from tests.journeys.story import KEEPER, play
from tests.journeys.through_deeds import ThroughDeeds
from tests.journeys.through_do import ThroughDo, in_this_process

END = "2026-12-31"


def test_who_pays_hangs_on_fault_and_on_the_day_it_was_ordered(player: ThroughDeeds) -> None:
    play(story_5.STORY, player)
    assert check(player.register).problems == ()


@pytest.fixture(scope="module")
def paid(tmp_path_factory: pytest.TempPathFactory) -> ThroughDo:
    """Scenario 5 to its end."""

    def go(folder: Path) -> ThroughDo:
        begun = with_the_roster(tmp_path_factory)
        player = ThroughDo(Path(shutil.copy2(begun.path, folder / "scenario.pma")), folder, dict(begun.references))
        play(story_5.STORY, player)
        return player

    return played("scenario-5", tmp_path_factory, go)


def test_by_do_alone_and_the_register_is_sound(paid: ThroughDo) -> None:
    ran = in_this_process(["check", str(paid.path), "--json"], None)
    assert ran.json == {"schema": 1, "sound": True, "problems": []}


def test_each_charge_says_why_and_the_explicit_one_its_purpose(paid: ThroughDo) -> None:
    charges = {one["reference"]: one for one in paid.list("charges", END)}
    assert [charges[paid.references[f"charge of {name}"]]["basis"] for name in ("Halden", "Ondine", "Larkfield")] == [
        "fixed_costs",
        "explicit_charge",
        "fixed_costs",
    ]
    assert [one["limited_purpose"] for one in charges.values()].count(story_5.PURPOSE) == 1
    (halden,) = [one for one in paid.show("$charge of Halden", END)["why"] if one["what"] == "Who bears the cost"]
    assert (halden["rule"], halden["paragraph"], halden["value"]) == ("R65", "67, 68", "In the DCC's fixed costs")
    assert ["ordered on", "20 May 2026"] in [list(pair) for pair in halden["inputs"].items()]
    (ondine,) = [one for one in paid.show("$charge of Ondine", END)["why"] if one["what"] == "Who bears the cost"]
    assert ondine["inputs"]["modification in effect that day"] == paid.references["modification"]
    for name in ("Halden", "Ondine", "Larkfield"):
        assessment = paid.show(f"$assessment of {name}", END)
        assert assessment["fields"]["charge"] == paid.references[f"charge of {name}"]


def test_the_record_of_the_modification_links_what_was_asked_and_what_rests_on_it(paid: ThroughDo) -> None:
    shown = paid.show("$modification", END)
    linked = {(one["role"], one["reference"]) for one in shown["links"]}
    assert ("support_request", paid.references["assistance"]) in linked
    assert ("charge", paid.references["charge of Ondine"]) in linked
    assert ("charge", paid.references["charge of Halden"]) not in linked


def test_nowhere_does_it_say_that_the_pma_approved_the_modification(paid: ThroughDo) -> None:
    said = [str(paid.show("$modification", END))]
    said += [str(paid.list(kind, END)) for kind in ("modifications", "support_requests", "charges", "duties")]
    for words in (["show", paid.references["modification"]], ["list", "modifications"]):
        ran = in_this_process(["--today", END, *words, "--register", str(paid.path)], None)
        assert ran.status == 0
        said.append(ran.out)
    assert not [one for one in said if attributed_to_the_pma(one)]
    assert any("In effect, as reported" in one for one in said)


def test_an_amount_that_is_none_is_a_sentence(paid: ThroughDo) -> None:
    given = paid.folder / "cost.json"
    given.write_text('{"charge": "' + paid.references["charge of Halden"] + '", "cost": "18.400,50"}')
    words = ["--today", END, "do", "charge.set_cost", "--register", str(paid.path), "--as", KEEPER]
    ran = in_this_process([*words, "--json", str(given)], None)
    assert ran.status == 2
    assert "'18.400,50' is no amount of pounds" in ran.err
    assert ran.err.count("\n") == 1
