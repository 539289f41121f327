"""Beside the form of a night: who counts of those on the call, and who else could make the quorum (R26, R27, R30)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from pma_assure.register.register import Register, open_register
from pma_assure.views import about
from pma_assure.views.about_emergencies import OF_THE_CALL
from tests import demonstrated

NIGHT = date(2026, 11, 16)


@pytest.fixture(scope="module")
def demo() -> Iterator[Register]:
    register = open_register(demonstrated.register())
    yield register
    register.close()


def reference_of(demo: Register, name: str) -> str:
    from pma_assure.views import choices

    return choices.offered(demo, ("person", "organisation"), name.lower())[0].reference


def lines(demo: Register, *on_call: str, organisation: str = "", not_reached: tuple[str, ...] = ()) -> dict[str, str]:
    given = {
        "on_call": [reference_of(demo, name) for name in on_call],
        "not_reached": [reference_of(demo, name) for name in not_reached],
        "organisation": organisation and reference_of(demo, organisation),
    }
    found = about.of(demo, given, NIGHT)
    (call,) = [one for one in found if one.reference == OF_THE_CALL]
    return {"": call.title, **dict(call.lines)}


def test_nobody_is_on_the_call_yet(demo: Register) -> None:
    said = lines(demo)
    assert "0 members count and 4 are needed" in said[""]
    assert "Prof. E. Harcourt — Chair" in said["Could still be reached"]
    assert "R. Sharma — Chair" in said["Could still be reached"], "the PKI Specialist is the Chair's alternate"
    assert "T. Lindqvist — alternate, Networks" in said["Could still be reached"]


def test_who_counts_and_who_else_could_be_reached(demo: Register) -> None:
    said = lines(demo, "Harcourt", "Whitcombe", "Boyd", not_reached=("Reyes",))
    assert "3 members count" in said[""]
    assert said["Counts"].split("\n") == [
        "Prof. E. Harcourt — Chair",
        "A. Whitcombe — Large Supplier B",
        "H. Boyd — Networks",
    ]
    others = said["Could still be reached"].split("\n")
    assert "D. Reyes — Large Supplier A (called, not reached)" in others
    assert not any(one.startswith(("R. Sharma", "T. Lindqvist")) for one in others), "the seat is taken"
    assert "can decide this item" in lines(demo, "Harcourt", "Whitcombe", "Boyd", "Bhriain")[""]


def test_whose_employer_is_suspended_is_neither_counted_nor_asked_for(demo: Register) -> None:
    said = lines(demo, "Harcourt", "Whitcombe", "Boyd", organisation="Halden Power")
    assert "2 members count" in said[""]
    assert "A. Whitcombe: Works for Halden Power" in said["Does not count"]
    alone = lines(demo, "Harcourt", organisation="Halden Power")
    assert "Whitcombe" not in alone["Could still be reached"]


def test_another_form_says_nothing_of_a_call(demo: Register) -> None:
    assert about.of(demo, {"organisation": reference_of(demo, "Halden Power")}, NIGHT) == ()
