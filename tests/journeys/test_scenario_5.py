"""Scenario 5 of domain.md through the workflows, and by ``do`` alone; every expectation is asserted in the story."""

from __future__ import annotations

from pma_assure.register.check import check
from tests.journeys import story_5
from tests.journeys.story import play
from tests.journeys.through_deeds import ThroughDeeds

END = "2026-12-31"


def test_who_pays_hangs_on_fault_and_on_the_day_it_was_ordered(player: ThroughDeeds) -> None:
    play(story_5.STORY, player)
    assert check(player.register).problems == ()
