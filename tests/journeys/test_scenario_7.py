"""Scenario 7 of domain.md through the workflows, to its end."""

from __future__ import annotations

from pma_assure.register.check import check
from tests.journeys import story_7
from tests.journeys.story import play
from tests.journeys.through_deeds import ThroughDeeds
from tests.reports import reading


def test_plan_is_returned_approved_extended_late_and_fails(player: ThroughDeeds) -> None:
    play(story_7.STORY, player)
    assert check(player.register).problems == ()


def test_issued_advice_says_that_it_is_about_smki_matters_only(player: ThroughDeeds) -> None:
    play(story_7.APPROVED, player)
    for name in ("advice1", "advice2"):
        text = reading.flowing(player.issued(f"{player.references[name]}/1.0.pdf"))
        assert "SMKI matters only" in text
        assert "approved by the PMA" not in text
    second = reading.flowing(player.issued(f"{player.references['advice2']}/1.0.pdf"))
    assert "a trial restoration with one of them alone is refused" in second
