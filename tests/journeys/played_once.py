"""Journeys by ``do`` that several tests begin with, played once for a run of tests."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.roster import DAY, ROSTER
from tests.journeys.story import KEEPER, play
from tests.journeys.through_do import ThroughDo, in_this_process
from tests.made_once import made_once


def played(name: str, factory: pytest.TempPathFactory, go: Callable[[Path], ThroughDo]) -> ThroughDo:
    """Where ``go`` left off in the folder it is given; the register and the files beside it are copies of one's own."""

    def make(folder: Path) -> None:
        player = go(folder)
        kept = {"register": player.path.name, "references": player.references}
        (folder / "left-off.json").write_text(json.dumps(kept), encoding="utf-8")

    own = Path(shutil.copytree(made_once(f"journey-{name}", make), factory.mktemp(name), dirs_exist_ok=True))
    left_off = json.loads((own / "left-off.json").read_text(encoding="utf-8"))
    return ThroughDo(own / left_off["register"], own, left_off["references"])


def with_the_roster(factory: pytest.TempPathFactory) -> ThroughDo:
    """A register made by ``new``, with the roster of domain.md 6.1 put in by ``do``."""

    def go(folder: Path) -> ThroughDo:
        path = folder / "journey.pma"
        ran = in_this_process(["--today", DAY, "new", str(path), "--keeper", KEEPER, "--name", "Journeys"], None)
        assert (ran.status, ran.err) == (0, "")
        player = ThroughDo(path, folder)
        play(ROSTER, player)
        return player

    return played("roster", factory, go)
