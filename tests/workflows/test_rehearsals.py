"""A deed can be rehearsed: what would come of it is known, and nothing of it is left in the file."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pma_assure.register.engine import raw_connection
from pma_assure.register.register import Occupied, Register
from pma_assure.register.session import AuditContext
from pma_assure.rules.refusal import Refused
from pma_assure.values.outcome import Done
from pma_assure.workflows.deeds import DEEDS
from tests.workflows.conftest import PASSPHRASE
from tests.workflows.desk import TODAY, Office, found_office

DAYS = {"decided_on": date(2026, 11, 20), "to_due": date(2027, 3, 1)}
PANEL = {"source": "Panel minutes", "words_given": "Agreed."}


@pytest.fixture(params=[None, PASSPHRASE], ids=["plain", "encrypted"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    office = found_office(tmp_path / "office.pma", request.param)
    yield office
    office.register.close()


def everything(register: Register) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the file: counters, audit trail and the tables behind the search as well."""
    driver = raw_connection(register.path, register.file_key)
    try:
        tables = [row[0] for row in driver.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        assert {"counter", "audit_entry", "search_row", "search_words_data"} <= set(tables)
        return {table: list(driver.execute(f'SELECT * FROM "{table}"')) for table in tables}
    finally:
        driver.close()


def came_of(attempt: Callable[[], Done]) -> Done | Refused:
    try:
        return attempt()
    except Refused as refusal:
        return refusal


class Rehearsing(Office):
    """An office in which every deed is rehearsed before it is done."""

    rehearsed = 0

    def do(self, deed: str, *, acting: Any = None, **arguments: Any) -> Done:
        if not DEEDS[deed].can_be_rehearsed:
            return super().do(deed, acting=acting, **arguments)
        before = everything(self.register)
        foreseen = came_of(lambda: DEEDS[deed].rehearse(acting or self.keeper, **arguments))
        assert everything(self.register) == before, f"{deed} left something"
        self.rehearsed += 1
        done = came_of(lambda: super(Rehearsing, self).do(deed, acting=acting, **arguments))
        if isinstance(done, Refused):
            assert isinstance(foreseen, Refused), deed
            assert (foreseen.sentence, foreseen.field) == (done.sentence, done.field)
            raise done
        assert foreseen == done
        return done


def test_what_is_rehearsed_is_what_comes_of_it_and_leaves_nothing(fresh: Office) -> None:
    office = Rehearsing(**{field.name: getattr(fresh, field.name) for field in dataclasses.fields(Office)})
    plan = office.approved()[1]
    office.do("milestone.extend", milestone=f"{plan}/M1", reason="Late delivery", **DAYS, **PANEL)
    assert office.irregular(f"{plan}/M1")
    office.refuse("milestone.reject", milestone=f"{plan}/M1", rejected_on=TODAY, reason="Nothing is reported")
    assert office.rehearsed > 15
    office.sound()


def test_an_irregularity_is_known_before(approved: tuple[Office, dict[str, str]]) -> None:
    office, notes = approved
    seen = office.register.changes_elsewhere()
    milestone = f"{notes['plan']}/M1"
    rehearsed = DEEDS["milestone.extend"].rehearse(
        office.keeper, milestone=milestone, reason="Late delivery", **DAYS, **PANEL
    )
    assert [(one.rule, one.paragraph) for one in rehearsed.irregular] == [("R70", "60")]
    assert office.irregular(milestone) == []
    assert office.register.changes_elsewhere() == seen


def test_a_rehearsal_waits_for_nobody_and_saving_waits_as_before(office: Office) -> None:
    context = AuditContext(
        deed="tests.hold", person_id=None, person="A. Tester", capacity="tests", day=TODAY, at=office.register.clock()
    )
    note = {"title": "A matter", "organisation": "Fenwick Power"}
    with office.register.writing(context), pytest.raises(Occupied):
        DEEDS["case.open"].rehearse(office.keeper, **note)
    with office.register.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        assert driver.execute("PRAGMA busy_timeout").fetchone() == (10_000,)


def test_what_is_rendered_or_read_from_a_file_is_not_rehearsed() -> None:
    cannot = {deed.name for deed in DEEDS.values() if not deed.can_be_rehearsed}
    assert {"advice.issue", "extract.release", "evidence.add"} <= cannot
    assert all("file" in {one.type for one in DEEDS[name].parameters} or DEEDS[name].services for name in cannot)
