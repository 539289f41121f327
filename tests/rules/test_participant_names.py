"""Every name by which readers would know a participant (states.md, *Plan extract*)."""

from __future__ import annotations

import pytest

from pma_assure.rules.participant_names import distinctive_word, is_one_of, looked_for, without_legal_form


@pytest.mark.parametrize(
    ("name", "shorter", "word"),
    [
        ("Halden Power plc", "Halden Power", "Halden"),
        ("Wren Valley Power Ltd.", "Wren Valley Power", "Wren"),
        ("Brightwater Energy (Limited)", "Brightwater Energy", "Brightwater"),
        ("The Green Network Company", "The Green Network", None),
        ("Ondine Metering LLP", "Ondine Metering", "Ondine"),
        ("Business Supply of Larkfield", "Business Supply of Larkfield", "Larkfield"),
        ("plc", "plc", None),
        ("National Energy", "National Energy", None),
    ],
)
def test_the_forms_of_a_name(name: str, shorter: str, word: str | None) -> None:
    assert (without_legal_form(name), distinctive_word(name)) == (shorter, word)


def test_former_names_and_groups_are_looked_for_as_well_each_once() -> None:
    names = looked_for("Halden Power plc", others=("Fenwick Power Ltd", "Halden Group"))
    assert names == (
        "Fenwick Power Ltd",
        "Halden Power plc",
        "Fenwick Power",
        "Halden Group",
        "Halden Power",
        "Fenwick",
        "Halden",
    )
    assert is_one_of(" HALDEN power. ", names)
    assert not is_one_of("Halden's staff", names)
