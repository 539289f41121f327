"""Registers for what is taken in: a begun one with a keeper, and one deed that takes a workbook in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pma_assure.exchange import import_preview, workbook_reading
from pma_assure.exchange.import_preview import Preview
from pma_assure.register.register import Register, create
from pma_assure.values.importing import Outcome, PlannedRow
from pma_assure.values.outcome import Done
from pma_assure.views import lists
from pma_assure.workflows import imports, office
from pma_assure.workflows.acting import Acting
from pma_assure.workflows.parameters import FileGiven

TODAY = date(2026, 11, 23)
KEEPER = "R. Sharma"


SERVICES: dict[str, Any] = {"reader": workbook_reading.read, "progress": lambda done, total, words: None}


@dataclass
class Taking:
    """A register, who takes workbooks in, and what was seen before it was done."""

    register: Register
    acting: Acting

    def look(self, content: bytes, *, mapping: str | None = None) -> Preview:
        return import_preview.preview(self.register, TODAY, content, "old.xlsx", mapping=mapping)

    def do(self, content: bytes, *, mapping: str | None = None, preview: str | None = None) -> Done:
        file = FileGiven(name="old.xlsx", content=content)
        return imports.take_in(self.acting, file=file, mapping=mapping, preview=preview, **SERVICES)

    def look_and_do(self, content: bytes, *, mapping: str | None = None) -> Preview:
        """Preview, do exactly that, and return what the preview said."""
        seen = self.look(content, mapping=mapping)
        self.do(content, mapping=mapping, preview=seen.fingerprint)
        return seen

    def items(self, kind: str) -> list[dict[str, object]]:
        return lists.items(self.register, TODAY, kind)

    def entries(self) -> int:
        return len(self.items("audit"))


def made(path: Path, name: str = "Office") -> Taking:
    register = create(path)
    return Taking(register, office.begin(register, name=name, keeper=KEEPER, day=TODAY))


def refused(seen: Preview) -> list[PlannedRow]:
    return [row for row in seen.plan.rows if row.outcome == Outcome.REFUSED]


@pytest.fixture
def taking(tmp_path: Path) -> Iterator[Taking]:
    found = made(tmp_path / "office.pma")
    yield found
    found.register.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Taking]:
    """Another, empty register with the same keeper."""
    found = made(tmp_path / "other.pma", "Other office")
    yield found
    found.register.close()
