"""Scenario 9 of domain.md, through the workflows and through ``do`` alone; and its variant without a quorum."""

from __future__ import annotations

from pathlib import Path

import pytest

from pma_assure.register.check import check
from tests.journeys import story_9
from tests.journeys.played_once import with_the_roster
from tests.journeys.story import play
from tests.journeys.test_by_do_alone import END, sound
from tests.journeys.through_deeds import ThroughDeeds
from tests.reports import reading


def test_a_night_a_withheld_notice_the_crl_and_an_appeal(player: ThroughDeeds) -> None:
    play(story_9.STORY, player)
    assert check(player.register).problems == ()


def test_without_a_quorum_the_order_is_kept_as_purported(player: ThroughDeeds) -> None:
    play(story_9.INQUORATE, player)
    problems = check(player.register).problems
    assert {one.severity for one in problems} == {"warning"}


def test_by_do_alone(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    player = with_the_roster(tmp_path_factory)
    play(story_9.STORY, player)
    ran = sound(player)
    assert (ran.status, ran.json) == (0, {"schema": 1, "sound": True, "problems": []})
    shown = player.show("$suspension", END)
    reference = shown["reference"]
    margins = {one["what"]: (one["value"], one["rule"], one["paragraph"]) for one in shown["why"]}
    assert margins["Duration of the full suspension"] == ("22 d 14 h 35 min", "R78", "20")
    whys = [(one["what"], one["value"], one["rule"]) for one in shown["why"]]
    assert ("Notice to the SEC Panel", "After: 15 min after it took effect.", "R79") in whys
    assert ("Notice to the Authority", "After: 25 min after it took effect.", "R80") in whys
    (confirmed,) = [one for one in player.show("CRL-2026-0001", END)["why"] if one["rule"] == "R85"]
    assert confirmed["value"] == "45 min"
    assert [one["serial"] for one in player.show("CRL-2026-0001", END)["fields"]["certificates"]] == [
        "0A1B2C01",
        "0A1B2C02",
        "0A1B2C03",
    ]
    (listed,) = player.list("suspensions", END)
    assert (listed["reference"], listed["state"], listed["notices_owed"]) == (reference, "closed", 0)
    assert {one["state"] for one in player.list("notices", END)} == {"sent"}
    assert [one["state"] for one in player.list("appeals", END)] == ["upheld_in_part"]
    assert [one["certificates"] for one in player.list("crl_instructions", END)] == [3]
    assert player.show("$suspension/N1", END)["fields"]["margin_minutes"] == -15
    assert player.show("$appeal", END)["fields"]["led_to"] == [2]
    for kind, name, words in (
        ("suspension-instruction", "$suspension", "has ordered an emergency suspension"),
        ("suspension-notice", "$suspension/N1", story_9.LATE_TO_PANEL),
        ("crl-instruction", "CRL-2026-0001", "serial number 0A:1B:2C:01"),
    ):
        assert words in reading.flowing(player.report(kind, name, END, "pdf")), kind
    wrong = player.report_to("suspension-notice", "$suspension", END, tmp_path / "no.pdf")
    assert wrong.status == 2
    links = {(one["role"], one["reference"]) for one in shown["links"]}
    assert {("crl_instruction", "CRL-2026-0001"), ("appeal", f"{reference}/A1"), ("notice", f"{reference}/N3")} <= links


def test_the_variant_by_do_alone(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    player = with_the_roster(tmp_path_factory)
    play(story_9.INQUORATE, player)
    ran = sound(player)
    assert ran.status == 0
    assert ran.json["sound"]
    owed = player.list("duties", "2026-10-13")
    (put_right,) = [one for one in owed if one["reference"] == player.references["suspension"] and one["rule"] == "R30"]
    assert put_right["who"] == "The PMA"
    assert "not on an agenda" in put_right["blocked_by"]
    refused = player.report_to("suspension-instruction", "$suspension", "2026-10-13", tmp_path / "no.pdf")
    assert refused.status == 1
    assert "purported and not valid" in refused.err
