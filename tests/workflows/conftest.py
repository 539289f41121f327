"""Offices for the tests of deeds: each stage is reached once by deeds alone, and copied for every test."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from pma_assure.register.keys import KeySource
from pma_assure.register.register import open_register
from pma_assure.workflows.acting import act_as
from tests.made_once import made_once
from tests.workflows import assurance
from tests.workflows.desk import KEEPER, TODAY, Office, found_office, running_clock

PASSPHRASE = "a heron stands in the weir"


@dataclass
class Stages:
    """Closed register files, by the name of what has been done in them, with the references made so far."""

    passphrase: str | None

    def path(self, stage: str) -> Path:
        return self._reached(stage) / "stage.pma"

    def notes(self, stage: str) -> dict[str, str]:
        notes: dict[str, str] = json.loads((self._reached(stage) / "notes.json").read_text(encoding="utf-8"))
        return notes

    def _reached(self, stage: str) -> Path:
        return made_once(f"{stage}-{'plain' if self.passphrase is None else 'encrypted'}", partial(self._reach, stage))

    def _reach(self, stage: str, folder: Path) -> None:
        path, notes = folder / "stage.pma", {}
        if stage == "office":
            found_office(path, self.passphrase).register.close()
        else:
            shutil.copy2(self.path("office"), path)
            with opened(path, self.passphrase) as office:
                notes = STAGES[stage](office)
        (folder / "notes.json").write_text(json.dumps(notes), encoding="utf-8")


def _submitted(office: Office) -> dict[str, str]:
    case, plan = office.submitted()
    return {"case": case, "plan": plan}


def _approved(office: Office) -> dict[str, str]:
    case, plan = office.approved()
    return {"case": case, "plan": plan}


def _ready(office: Office) -> dict[str, str]:
    case, plan = office.approved()
    return {"case": case, "plan": plan, "extract": office.ready(plan)}


def _released(office: Office) -> dict[str, str]:
    case, plan = office.approved()
    return {"case": case, "plan": plan, "extract": office.released(plan)}


def _planned(office: Office) -> dict[str, str]:
    assurance.lay(office)
    return assurance.planned(office)


def _reviewed(office: Office) -> dict[str, str]:
    assurance.lay(office)
    return assurance.reviewed(office)


STAGES: dict[str, Callable[[Office], dict[str, str]]] = {
    "submitted": _submitted,
    "approved": _approved,
    "ready": _ready,
    "released": _released,
    "planned": _planned,
    "reviewed": _reviewed,
}


@contextmanager
def opened(path: Path, passphrase: str | None = None) -> Iterator[Office]:
    clock = running_clock()
    register = open_register(path, passphrase=passphrase, clock=clock, keys=KeySource(clock))
    try:
        yield Office(register, act_as(register, KEEPER, day=TODAY))
    finally:
        register.close()


@pytest.fixture(scope="session")
def stages() -> Stages:
    return Stages(None)


@dataclass
class Bench:
    """Makes offices at a stage, as many as a test wants; each has a file of its own."""

    stages: Stages
    folder: Path
    made: int = 0

    @contextmanager
    def at(self, stage: str) -> Iterator[tuple[Office, dict[str, str]]]:
        self.made += 1
        path = Path(shutil.copy2(self.stages.path(stage), self.folder / f"{stage}-{self.made}.pma"))
        with opened(path, self.stages.passphrase) as office:
            yield office, self.stages.notes(stage)
        path.unlink()


@pytest.fixture
def bench(stages: Stages, tmp_path: Path) -> Bench:
    return Bench(stages, tmp_path)


@pytest.fixture
def office(bench: Bench) -> Iterator[Office]:
    with bench.at("office") as (office, _):
        yield office


@pytest.fixture
def submitted(bench: Bench) -> Iterator[tuple[Office, dict[str, str]]]:
    with bench.at("submitted") as made:
        yield made


@pytest.fixture
def approved(bench: Bench) -> Iterator[tuple[Office, dict[str, str]]]:
    with bench.at("approved") as made:
        yield made


@pytest.fixture
def ready(bench: Bench) -> Iterator[tuple[Office, dict[str, str]]]:
    with bench.at("ready") as made:
        yield made


@pytest.fixture
def planned(bench: Bench) -> Iterator[tuple[Office, dict[str, str]]]:
    with bench.at("planned") as made:
        yield made


@pytest.fixture
def reviewed(bench: Bench) -> Iterator[tuple[Office, dict[str, str]]]:
    with bench.at("reviewed") as made:
        yield made


@pytest.fixture
def released(bench: Bench) -> Iterator[tuple[Office, dict[str, str]]]:
    with bench.at("released") as made:
        yield made
