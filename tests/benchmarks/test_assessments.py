"""Duties and coverage of a thousand cases with an assessment each, beside their own statements by the bare driver."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event, select

from pma_assure.records.organisations import Organisation
from pma_assure.register.engine import raw_connection
from pma_assure.register.register import Register
from pma_assure.views import coverage, duties
from tests.benchmarks import goals
from tests.benchmarks.conftest import Scale
from tests.benchmarks.filled_register import DAY
from tests.benchmarks.goals import Goal
from tests.benchmarks.side_by_side import Measured, Timed, alternate
from tests.benchmarks.test_registers import owed


def covered(register: Register, participants: int | None = None) -> Timed:
    """The coverage of so many participants, or of all of them, requirement by requirement."""
    with register.reading() as session:
        keys = list(session.scalars(select(Organisation.id).order_by(Organisation.reference).limit(participants)))
    assert keys

    def ask() -> object:
        with register.reading() as session:
            return [coverage.of_organisation(session, key, DAY) for key in keys]

    return ask


def one_covered(register: Register) -> Timed:
    return covered(register, 1)


def its_statements(register: Register, ask: Timed) -> tuple[Timed, Callable[[], None]]:
    """The floor of ``ask``: what it has the file read, by the driver and nothing else; and how to be done with it."""
    asked: list[tuple[str, Any]] = []

    def note(_: object, __: object, statement: str, given: Any, *rest: object) -> None:
        asked.append((statement, given))

    event.listen(register.engine, "before_cursor_execute", note)
    ask()
    event.remove(register.engine, "before_cursor_execute", note)
    assert asked
    driver = raw_connection(register.path, register.file_key)

    def read() -> object:
        return [driver.execute(statement, given).fetchall() for statement, given in asked]

    return read, driver.close


@pytest.mark.benchmark
@pytest.mark.parametrize(
    ("goal", "question"), [(goals.DUTIES, owed), (goals.COVERAGE, covered)], ids=["duties", "coverage"]
)
def test_a_thousand_assessments(
    goal: Goal, question: Callable[[Register], Timed], keep: list[Measured], scale: Scale, assessed: Register
) -> None:
    ask = question(assessed)
    floor, close = its_statements(assessed, ask)
    keep.append(alternate(goal, floor, ask, rounds=scale.rounds(15)))
    close()


@pytest.mark.benchmark
@pytest.mark.parametrize(
    ("goal", "question"),
    [(goals.GROWTH_ASSESSED_DUTIES, owed), (goals.GROWTH_COVERAGE, one_covered)],
    ids=["duties", "coverage"],
)
def test_growth_of_assessments(
    goal: Goal,
    question: Callable[[Register], Timed],
    keep: list[Measured],
    scale: Scale,
    assessed: Register,
    assessed_little: Register,
) -> None:
    """Ten times the assessments that are concluded; the same hundred are under way."""
    keep.append(alternate(goal, question(assessed_little), question(assessed), rounds=scale.rounds(15)))


@pytest.mark.benchmark
def test_what_is_measured_is_there(assessed: Register) -> None:
    """Duties of assessments under way, and clauses that are covered: else nothing would be measured."""
    assert any(duty.reference.startswith("ASMT-") for duty in duties.owed(assessed, DAY))
    with assessed.reading() as session:
        keys = session.scalars(select(Organisation.id)).all()
        found = [line for key in keys for line in coverage.of_organisation(session, key, DAY).lines]
    assert any(line.by for line in found)
