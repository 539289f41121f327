"""Scenario 4 of domain.md through the workflows, and by ``do`` alone; every expectation is asserted in the story."""

from __future__ import annotations

import pytest

from pma_assure.register.check import check
from tests.journeys import story_4
from tests.journeys.played_once import with_the_roster
from tests.journeys.story import play
from tests.journeys.test_by_do_alone import sound
from tests.journeys.through_deeds import ThroughDeeds


def test_an_affiliation_breaks_the_quorum_and_alternates_mend_it(player: ThroughDeeds) -> None:
    play(story_4.STORY, player)
    assert check(player.register).problems == ()


def test_by_do_alone(tmp_path_factory: pytest.TempPathFactory) -> None:
    player = with_the_roster(tmp_path_factory)
    play(story_4.STORY, player)
    ran = sound(player)
    assert (ran.status, ran.json) == (0, {"schema": 1, "sound": True, "problems": []})
    shown = player.show("$june", story_4.SECOND)["fields"]
    assert [(one["number"], one["state"], one["quorum"]["count"]) for one in shown["items"]] == [
        (1, "decided", 5),
        (2, "noted", 5),
        (3, "deferred", 3),
        (4, "decided", 5),
    ]
    decided = player.show("$decision", story_4.SECOND)
    assert ("advice", player.references["advice"]) == (
        decided["fields"]["subject_kind"],
        decided["fields"]["subject_reference"],
    )
    assert [(one["name"], one["cast"], one["counted"]) for one in decided["fields"]["votes"]] == [
        (story_4.LS_B, "against", True),
        (story_4.NETWORKS, "for", True),
        (story_4.OF_CORVANE, "for", True),
    ]
