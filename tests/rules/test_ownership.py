"""Who may not verify a milestone, and what proves it."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.rules.ownership import ownership, proves
from pma_assure.values.quorum import Affiliation, Employment

DAY, SINCE = date(2026, 10, 2), date(2026, 1, 1)
NAMES = {"P-1": "Ann Lee", "P-2": "B. Cole", "O-1": "Halden Power", "O-2": "Halden Retail", "O-3": "Keys & Co"}
GROUP = tuple(Affiliation(organisation=one, group="Halden", first_day=SINCE, last_day=None) for one in ("O-1", "O-2"))


def owns(
    owner: str = "Halden Power, Head of PKI",
    *,
    employer: str | None = None,
    owner_person: str | None = None,
    last_day: date | None = None,
) -> str | None:
    employments = (
        ()
        if employer is None
        else (Employment(person="P-1", organisation=employer, first_day=SINCE, last_day=last_day),)
    )
    found = ownership(
        "P-1",
        day=DAY,
        owner=owner,
        owner_person=owner_person,
        participant="O-1",
        employments=employments,
        affiliations=GROUP,
        names=NAMES,
    )
    return None if found is None else found.because


def test_somebody_else_does_not_own_it() -> None:
    assert owns() is None
    assert owns(owner_person="P-2") is None
    assert owns(employer="O-3") is None
    assert owns(employer="O-1", last_day=date(2026, 10, 1)) is None


@pytest.mark.parametrize("owner", ["Joann Leeds", "Ann Leeds", "", "Ann"])
def test_a_name_is_a_whole_name(owner: str) -> None:
    assert owns(owner) is None


@pytest.mark.parametrize("owner", ["Lee, Ann", "LEE Ann (PKI)", "Halden Power: Lee, Ann", "Lee; Ann"])
def test_a_name_may_stand_surname_first(owner: str) -> None:
    assert owns(owner) == f"is its owner in the plan: {owner}"


def test_the_owner_in_each_way() -> None:
    assert owns(owner_person="P-1") == "is named as its owner"
    assert owns("Operations (ann lee)") == "is its owner in the plan: Operations (ann lee)"
    assert owns(employer="O-1") == "works for Halden Power, whose plan it is"
    assert owns("The contractor", employer="O-1") == "works for Halden Power, whose plan it is"
    assert owns(employer="O-2") == "works for Halden Retail, affiliated to Halden Power, whose plan it is"
    assert owns("Keys & Co, ceremonies", employer="O-3") == "works for Keys & Co, its owner in the plan"


@pytest.mark.parametrize(
    "spelled",
    [
        "Ann  Lee",
        "Ann\u00a0Lee, Head of PKI",
        "Anń Lee",
        "Ann-Lee",
        "Аnn Lee",
        "Head of PKI\u2028Ann\nLee",
        "ANN\u200b LEE",
    ],
)
def test_the_owner_spelled_otherwise_is_the_owner(spelled: str) -> None:
    assert owns(spelled) == f"is its owner in the plan: {spelled}"


def test_an_employer_spelled_otherwise_is_the_owner() -> None:
    assert owns("Keys&Co., ceremonies", employer="O-3") == "works for Keys & Co, its owner in the plan"


def test_proof() -> None:
    assert proves("held", verifiable=True, received_on=DAY, by=DAY)
    assert proves("held", verifiable=True, received_on=DAY)
    assert not proves("held", verifiable=True, received_on=DAY, by=date(2026, 10, 1))
    assert not proves("held", verifiable=False, received_on=DAY)
    for state in ("superseded", "withdrawn"):
        assert not proves(state, verifiable=True, received_on=DAY)
