"""Scenario 6 of domain.md, through the workflows and through ``do`` alone, to its end."""

from __future__ import annotations

import pytest

from pma_assure.register.check import check
from tests.journeys import story_6
from tests.journeys.played_once import with_the_roster
from tests.journeys.story import play
from tests.journeys.test_by_do_alone import END, sound
from tests.journeys.through_deeds import ThroughDeeds
from tests.reports import reading


def test_a_breach_with_no_assessment_is_advised_and_the_panel_sees_it_otherwise(player: ThroughDeeds) -> None:
    play(story_6.STORY, player)
    assert check(player.register).problems == ()


def test_the_advice_says_whose_word_is_whose(player: ThroughDeeds) -> None:
    play(story_6.STORY, player)
    advice = player.references["advice"]
    first, second = (reading.flowing(player.issued(f"{advice}/{label}.pdf")) for label in ("1.0", "1.1"))
    for text in (first, second):
        assert "The PMA advises the Panel that, in its view, there has been a material breach of the SEC." in text
        assert "4 for, 1 against" in text
        assert "5 counted, 4 needed" in text or "6 counted, 4 needed" in text
        assert "approved by the PMA" not in text
    assert "Kestral" in first
    assert f"Supersedes {advice}/1.0" in second
    assert "Correction: “Kestral” read “Kestrel”." in second


def test_by_do_alone(tmp_path_factory: pytest.TempPathFactory) -> None:
    player = with_the_roster(tmp_path_factory)
    play(story_6.STORY, player)
    ran = sound(player)
    assert (ran.status, ran.json) == (0, {"schema": 1, "sound": True, "problems": []})
    shown = player.show("$breach", END)
    links = {(one["role"], one["reference"]) for one in shown["links"]}
    advice = player.references["advice"]
    assert {("advice", advice), ("requirement", story_6.REQUIREMENT), ("fact", player.references["unused"])} <= links
    (listed,) = [one for one in player.list("breaches", END) if one["reference"] == shown["reference"]]
    assert (listed["panel_view"], listed["differs_from_advice"], listed["advice"]) == ("not_material", True, advice)
    assert player.show("$unused", END)["fields"]["words"] == "Neither was used."
    assert [one for one in player.list("duties", END) if one["reference"] == shown["reference"]] == []
