"""The list of findings comes in order from an index, whatever it is sorted by: long registers stay fast."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import String, select, text, type_coerce
from sqlalchemy.dialects import sqlite

from pma_assure.records.cases import Finding
from pma_assure.views import lists
from tests.workflows.desk import Office, found_office

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = found_office(tmp_path_factory.mktemp("findings") / "office.pma")
    case = office.case()
    for number in range(3):
        office.finding(case, title=f"Finding {number}")
    return office


@pytest.mark.parametrize("by", ["due", "finding_class", "state", "pma_class", "title"])
def test_keys_come_in_order_from_an_index(office: Office, by: str) -> None:
    """With the column that they are then put by; SQLite makes no order of its own, which would copy whole rows."""
    described = lists._kind("findings", TODAY)
    statement = described.joined(select(type_coerce(described.key, String), described.fields[by]))
    statement = statement.order_by(*lists._order(described, "reference", descending=False))
    sql = str(statement.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    with office.register.reading() as session:
        plan = [row[3] for row in session.execute(text(f"EXPLAIN QUERY PLAN {sql}"))]
    assert plan[0].startswith("SCAN finding USING INDEX"), plan
    assert not any("TEMP B-TREE" in step or "finding_text" in step for step in plan), plan


def test_what_is_overdue_is_counted_from_the_partial_index(office: Office) -> None:
    open_ = "state not in ('closed', 'withdrawn', 'noted', 'discarded')"
    sql = f"EXPLAIN QUERY PLAN SELECT count(*) FROM finding WHERE {open_} AND current_due < '2026-11-23'"
    with office.register.reading() as session:
        plan = [row[3] for row in session.execute(text(sql))]
    assert plan == ["SEARCH finding USING COVERING INDEX ix_finding_overdue (current_due<?)"]


def test_many_findings_have_the_clocks_of_few(office: Office) -> None:
    from pma_assure.views import finding_clocks

    finding = office.rows(Finding)[0]
    office.do("finding.set_due", finding=finding.reference, due=date(2026, 11, 20))
    with office.register.reading() as session:
        one = finding_clocks.of(session, TODAY, [finding.id])
        many = finding_clocks.of(session, TODAY, [finding.id, *(office.register.keys() for _ in range(600))])
    assert one[finding.id].days_overdue == 3
    assert many == one
