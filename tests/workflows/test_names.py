"""One person, or one organisation, is in the register once, however the name is written."""

from __future__ import annotations

import pytest

from pma_assure.rules.vocabulary import PartyCategory
from tests.workflows.desk import Office


@pytest.mark.parametrize("name", ["Zoë Smith", "Zoe  Smith", "ZOE SMITH", " zoe. smith", "Zoe\u0308 Smith"])
def test_a_person_is_not_entered_twice_by_writing_the_name_otherwise(office: Office, name: str) -> None:
    held = office.ref("person.add", name="Zoë Smith")
    refused = office.refuse("person.add", name=name)
    assert refused.field == "name"
    assert f"already in the register as {held}" in refused.sentence
    other = office.ref("person.add", name="B. Lowe")
    assert office.refuse("person.edit", person=other, name=name).field == "name"


def test_a_near_match_is_said_and_kept(office: Office) -> None:
    held = office.ref("person.add", name="Zoë Smith")
    done = office.do("person.add", name="Z. Smith")
    assert any(held in note and "same surname and initial" in note for note in done.notes)
    assert not office.do("person.add", name="B. Smith").notes


def test_a_name_may_be_written_otherwise_by_changing_it(office: Office) -> None:
    held = office.ref("person.add", name="ZOE SMITH")
    assert not office.do("person.edit", person=held, name="Zoë Smith").notes


def test_an_organisation_is_not_entered_twice(office: Office) -> None:
    for name in ("HALDEN POWER", "Halden  Power", "Hâlden Power."):
        refused = office.refuse("organisation.add", name=name, category=PartyCategory.NONE)
        assert (refused.field, "written Halden Power" in refused.sentence) == ("name", True)
    office.do("organisation.edit", organisation="Halden Power", name="HALDEN POWER")
