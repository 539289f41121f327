"""Declarations of independence, and who appointed those who attend without a vote (R23, R25, R37, R38)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pma_assure.records.governance import IndependenceDeclared
from pma_assure.records.people import AttendsFor, Person
from pma_assure.rules.vocabulary import IndependentPlace
from pma_assure.views import records
from tests.workflows.desk import TODAY, Office


def test_a_declaration_is_kept_in_its_own_words_and_shown(office: Office) -> None:
    for day, said in ((date(2026, 1, 5), "Of every SEC Party."), (date(2026, 9, 1), "Still so; a cousin at Ondine.")):
        office.do(
            "person.declare_independence",
            person="E. Harcourt",
            place=IndependentPlace.CHAIR,
            declaration=said,
            declared_on=day,
        )
    held = office.rows(IndependenceDeclared)
    assert [(row.place, row.declared_on, row.words) for row in held] == [
        ("chair", date(2026, 1, 5), "Of every SEC Party."),
        ("chair", date(2026, 9, 1), "Still so; a cousin at Ondine."),
    ]
    reference = office.row(Person, name="E. Harcourt").reference
    shown = records.show(office.register, TODAY, reference)
    assert [line["declared_on"] for line in shown["fields"]["independence"]] == ["2026-01-05", "2026-09-01"]
    office.sound()


@pytest.mark.parametrize(("place", "rule"), [(IndependentPlace.CHAIR, "R23"), (IndependentPlace.PKI_SPECIALIST, "R25")])
def test_a_declaration_says_something_and_is_not_of_tomorrow(
    office: Office, place: IndependentPlace, rule: str
) -> None:
    given = {"person": "E. Harcourt", "place": place}
    refused = office.refuse("person.declare_independence", **given, declaration=" ", declared_on=TODAY)
    assert refused.field == "declaration"
    ahead = office.refuse(
        "person.declare_independence", **given, declaration="Of all.", declared_on=TODAY + timedelta(days=1)
    )
    assert ahead.field == "declared_on"
    assert rule in ("R23", "R25")


def test_who_appointed_an_attendee_stands_with_the_place(office: Office) -> None:
    added = office.ref("person.add", name="Q. Ellery", represents="Ofgem", appointed_by="Ofgem")
    office.do("person.edit", person="R. Sharma", appointed_by="The SEC Panel, by contract until 31 March 2028")
    by = {
        row.represents: row.appointed_by
        for row in office.rows(AttendsFor)
        if row.represents in ("Ofgem", "PKI Specialist") and row.appointed_by
    }
    assert by == {"Ofgem": "Ofgem", "PKI Specialist": "The SEC Panel, by contract until 31 March 2028"}
    shown = records.show(office.register, TODAY, added)
    assert [line["appointed_by"] for line in shown["fields"]["attends_for"]] == ["Ofgem"]
    office.sound()


def test_nobody_is_appointed_to_no_place(office: Office) -> None:
    refused = office.refuse("person.add", name="Q. Ellery", appointed_by="Ofgem")
    assert refused.field == "represents"
    assert office.refuse("person.edit", person="A. Whitcombe", appointed_by="Ofgem").field == "represents"
