"""Whom to reach at an organisation, and how each deed about it says no."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.vocabulary import ContactRole
from pma_assure.views import records
from pma_assure.workflows import contacts
from tests.workflows.desk import PARTICIPANT, TODAY, Office

OFFICER = ContactRole.RESPONSIBLE_OFFICER


def held(office: Office) -> list[dict[str, Any]]:
    with office.register.reading():
        shown: Any = records.show(office.register, TODAY, reference(office))
    found: list[dict[str, Any]] = shown["fields"]["contacts"]
    return found


def reference(office: Office) -> str:
    from pma_assure.views import lists

    items = lists.items(office.register, TODAY, "organisations")
    return next(str(item["reference"]) for item in items if item["title"] == PARTICIPANT)


def test_a_contact_is_kept_and_shown_with_its_role(office: Office) -> None:
    done = contacts.add_contact(
        office.keeper, organisation=PARTICIPANT, role=OFFICER, name=" Cai Moss ", telephone="+44 20 7946 0000"
    )
    assert done.reference == reference(office)
    (one,) = held(office)
    assert (one["role"], one["name"], one["telephone"]) == ("responsible_officer", "Cai Moss", "+44 20 7946 0000")
    assert one["withdrawn_on"] is None


def test_a_contact_that_ended_stays_and_may_come_again(office: Office) -> None:
    given: dict[str, Any] = {"organisation": PARTICIPANT, "role": OFFICER, "name": "Cai Moss"}
    contacts.add_contact(office.keeper, **given, email="cai@example.test")
    contacts.end_contact(office.keeper, **{**given, "name": "CAI MOSS"}, ended_on=date(2026, 11, 20))
    assert [one["withdrawn_on"] for one in held(office)] == ["2026-11-20"]
    contacts.add_contact(office.keeper, **given, email="cai@example.test")
    assert [one["withdrawn_on"] for one in held(office)] == ["2026-11-20", None]


def test_a_contact_that_cannot_be_reached_is_refused(office: Office) -> None:
    with pytest.raises(Refused, match="Give an e-mail or a telephone number"):
        contacts.add_contact(office.keeper, organisation=PARTICIPANT, role=OFFICER, name="Cai Moss")


def test_the_same_person_twice_in_a_role_is_refused(office: Office) -> None:
    contacts.add_contact(office.keeper, organisation=PARTICIPANT, role=OFFICER, name="Cai Moss", email="c@example.test")
    with pytest.raises(Refused, match="is already Responsible officer of"):
        contacts.add_contact(
            office.keeper, organisation=PARTICIPANT, role=OFFICER, name="cai moss", email="c@example.test"
        )
    contacts.add_contact(
        office.keeper,
        organisation=PARTICIPANT,
        role=ContactRole.OUT_OF_HOURS,
        name="Cai Moss",
        email="c@example.test",
    )
    assert len(held(office)) == 2


def test_nobody_is_ended(office: Office) -> None:
    with pytest.raises(NotFound, match="Cai Moss is not Responsible officer of"):
        contacts.end_contact(office.keeper, organisation=PARTICIPANT, role=OFFICER, name="Cai Moss")


def test_a_contact_does_not_end_ahead_of_today(office: Office) -> None:
    contacts.add_contact(office.keeper, organisation=PARTICIPANT, role=OFFICER, name="Cai Moss", email="c@example.test")
    with pytest.raises(Refused, match="lies ahead of today"):
        contacts.end_contact(
            office.keeper,
            organisation=PARTICIPANT,
            role=OFFICER,
            name="Cai Moss",
            ended_on=TODAY + timedelta(days=1),
        )
