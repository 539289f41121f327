"""Scenario 2 of domain.md through the workflows, to its end."""

from __future__ import annotations

from pma_assure.register.check import check
from tests.journeys import story_2
from tests.journeys.story import play
from tests.journeys.through_deeds import ThroughDeeds


def test_findings_are_disputed_recur_and_are_put_right(player: ThroughDeeds) -> None:
    play(story_2.STORY, player)
    assert check(player.register).problems == ()
