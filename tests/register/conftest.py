"""Registers for the storage tests, each on plain SQLite and on SQLCipher, copied from one made once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pma_assure.register import engine, register
from pma_assure.register.keys import KeySource
from pma_assure.register.register import Register, create, open_register
from pma_assure.register.session import AuditContext
from tests.conftest import lay_out
from tests.made_once import made_once
from tests.register import filled

PASSPHRASE = "a heron stands in the weir"
DAY = date(2026, 6, 16)
KINDS = {"plain": None, "encrypted": PASSPHRASE}


def running_clock() -> Callable[[], datetime]:
    """A clock that goes on by a second each time it is asked, from noon of a fixed day."""
    instant = datetime(2026, 6, 16, 12, tzinfo=UTC)

    def tell() -> datetime:
        nonlocal instant
        instant += timedelta(seconds=1)
        return instant

    return tell


@dataclass(frozen=True)
class Template:
    """A closed register file, which of the two kinds it is, and what opens it."""

    kind: str
    path: Path
    passphrase: str | None

    def copy(self, folder: Path, name: str = "test.pma") -> Path:
        return Path(shutil.copy2(self.path, folder / name))


def context(register: Register, deed: str = "tests.write") -> AuditContext:
    return AuditContext(
        deed=deed, person_id=None, person="A. Tester", capacity="pki_specialist", day=DAY, at=register.clock()
    )


@pytest.fixture(autouse=True)
def _laid_out_for_real(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the migrations make every register that a test asks for, and a deed is written through to the disk."""
    monkeypatch.setattr(register, "_lay_out", lay_out)
    monkeypatch.setattr(engine, "WRITTEN_THROUGH", "FULL")


@pytest.fixture(scope="session", params=KINDS)
def empty_template(request: pytest.FixtureRequest) -> Template:
    """A register without a row."""
    kind: str = request.param

    def make(folder: Path) -> None:
        create(folder / "empty.pma", passphrase=KINDS[kind], clock=running_clock()).close()

    return Template(kind, made_once(f"empty-{kind}", make) / "empty.pma", KINDS[kind])


@pytest.fixture(scope="session")
def filled_template(empty_template: Template) -> Template:
    """A register with a row in every table."""

    def make(folder: Path) -> None:
        path = empty_template.copy(folder, "filled.pma")
        clock = running_clock()
        filling = open_register(path, passphrase=empty_template.passphrase, clock=clock, keys=KeySource(clock))
        with filling.writing(context(filling)) as session:
            filled.fill(session)
        filling.close()

    path = made_once(f"filled-{empty_template.kind}", make) / "filled.pma"
    return Template(empty_template.kind, path, empty_template.passphrase)


@pytest.fixture
def opened(empty_template: Template, tmp_path: Path) -> Iterator[Register]:
    """An empty register of the test's own, open."""
    register = open_register(empty_template.copy(tmp_path), passphrase=empty_template.passphrase, clock=running_clock())
    yield register
    register.close()


@pytest.fixture
def full(filled_template: Template, tmp_path: Path) -> Iterator[Register]:
    """A register of the test's own with a row in every table, open."""
    register = open_register(
        filled_template.copy(tmp_path), passphrase=filled_template.passphrase, clock=running_clock()
    )
    yield register
    register.close()
