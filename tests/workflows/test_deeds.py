"""Every deed: described, for whom, and what it answers to input that would hurt the register."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pma_assure.records.people import CapacityHeld
from pma_assure.rules.refusal import Refused
from pma_assure.rules.states import STEPS
from pma_assure.rules.vocabulary import Capacity
from pma_assure.workflows.acting import act_as
from pma_assure.workflows.arguments import WrongUsage, arguments_for, converted
from pma_assure.workflows.deeds import DEEDS, Deed, Parameter, check_value
from pma_assure.workflows.parameters import FileGiven
from tests.workflows.conftest import Bench
from tests.workflows.desk import READER, REVIEWER, Office

TYPES = {
    "line",
    "words",
    "day",
    "instant",
    "number",
    "money",
    "yes_no",
    "choice",
    "reference",
    "references",
    "rows",
    "file",
}
FOR_OTHERS = {"extract.review", "extract.return_to_drafting"}
"""What a second reviewer or the Chair may do besides the keepers."""
ONLY_THE_SPECIALIST = {"person.grant", "person.revoke", "person.withdraw", "setting.choose"}
GOOD: dict[str, Any] = {
    "line": "A line",
    "words": "Some words",
    "day": "2026-06-30",
    "instant": "2026-06-30T10:15",
    "number": 1,
    "money": "18,400.50",
    "yes_no": True,
    "reference": "CASE-2026-0001",
    "references": ["CASE-2026-0001"],
    "file": FileGiven(name="a.txt", content=b"a"),
}
WRONG: dict[str, tuple[Any, ...]] = {
    "line": (7, True, ["a"], {"a": 1}, 1.5),
    "words": (7, False, ["a"]),
    "day": (
        "30.6.2026",
        "2026-02-30",
        "2026-W23-1",
        "tomorrow",
        20260630,
        "0001-01-01T00:00",
        [],
        "２０２６-０６-３０",
    ),
    "instant": (
        "2026-06-30",
        "10:15",
        "soon",
        7,
        [],
        "2026-W10-1T10:00",
        "20260301T1000",
        "2024-03-31T01:30",
        "2024-10-27T01:30",
        "0001-01-01T00:00:00+14:00",
    ),
    "number": ("two", "²", "--5", "1.5", True, "", "9" * 5000, [1], "٣"),
    "money": ("two", "18.400,50", "1,2", "-1", "1.005", True, "", "9" * 5000, [1], "£", "1e3", "NaN", "٣"),
    "yes_no": ("yes", 1, 0, "true"),
    "choice": ("nonsense", 7, ["a"], "Major"),
    "reference": (7, ["CASE-2026-0001"]),
    "references": ("CASE-2026-0001", [7], {"a": 1}),
    "rows": ("a row", [7], [{"nonsense": 1}], {"a": 1}),
    "file": ("/no/such/file/anywhere", ["a"]),
}
HURTFUL = {
    "ten megabytes": "x" * (10 * 1024 * 1024),
    "a control character": "a\x00b",
    "an escape": "a\x1b[31mb",
    "a C1 control": "a\x85b",
    "half a surrogate pair": "a\ud800b",
    "no character at all": "a\uffffb",
    "nothing but blanks": "  \t ",
    "nothing that is seen": "\u200b\u2060\ufeff\u00ad\u3164",
    "a mark that turns the line": "a\u202eb",
    "a mark that sets it apart": "a\u2067b",
}


def every_parameter() -> Iterator[tuple[Deed, Parameter]]:
    for deed in DEEDS.values():
        for parameter in deed.parameters:
            yield deed, parameter


def good(parameter: Parameter) -> Any:
    if parameter.type == "choice":
        return parameter.choices[0]
    if parameter.type == "rows":
        return [{column.name: good(column) for column in parameter.columns}]
    return GOOD[parameter.type]


def whole(deed: Deed) -> dict[str, Any]:
    return {parameter.name: good(parameter) for parameter in deed.parameters}


SERVICES = {name: object() for deed in DEEDS.values() for name in deed.services}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=lambda deed: deed.name)
def test_a_deed_describes_itself(deed: Deed) -> None:
    assert DEEDS[deed.name] is deed
    assert deed.name.count(".") == 1
    assert deed.title[0].isupper()
    assert deed.help.endswith(".")
    assert "\n" not in deed.help
    names = [parameter.name for parameter in deed.parameters]
    assert len(names) == len(set(names))
    for parameter in deed.parameters:
        assert parameter.type in TYPES
        assert parameter.label
        assert len(parameter.choices) == len(parameter.choice_labels)
        assert (parameter.type == "choice") == bool(parameter.choices)
        assert (parameter.type == "rows") == bool(parameter.columns)
    assert all(sentence and not sentence.endswith(".") for sentence in deed.refuses)
    assert Capacity.READER not in deed.capacities


def test_every_deed_of_the_table_of_steps_is_a_deed() -> None:
    for step in STEPS:
        for name in step.deeds:
            assert name in DEEDS


def test_a_step_with_a_guard_says_what_it_refuses() -> None:
    for step in STEPS:
        for name in step.deeds:
            if step.reason:
                assert any(
                    one.name in ("reason", "words_given") and one.required for one in DEEDS[name].parameters
                ) or (name.startswith("plan.record_") or name == "milestone.cancel")


@pytest.mark.parametrize("deed", DEEDS.values(), ids=lambda deed: deed.name)
def test_good_arguments_are_taken_and_unknown_ones_are_not(deed: Deed) -> None:
    given_values = whole(deed)
    arguments = arguments_for(deed, given_values, SERVICES)
    assert set(arguments) == set(given_values) | set(deed.services)
    with pytest.raises(WrongUsage, match="nonsense"):
        arguments_for(deed, given_values | {"nonsense": 1}, SERVICES)


@pytest.mark.parametrize("deed", DEEDS.values(), ids=lambda deed: deed.name)
def test_what_is_required_is_asked_for(deed: Deed) -> None:
    for parameter in deed.parameters:
        given_values = {name: value for name, value in whole(deed).items() if name != parameter.name}
        if not parameter.required:
            assert parameter.name not in arguments_for(deed, given_values, SERVICES)
            continue
        for missing in (given_values, given_values | {parameter.name: None}):
            with pytest.raises(WrongUsage) as refused:
                arguments_for(deed, missing, SERVICES)
            assert refused.value.field == parameter.name


def test_a_service_that_is_missing_is_said() -> None:
    with pytest.raises(WrongUsage, match="no checker at hand"):
        arguments_for(DEEDS["extract.release"], whole(DEEDS["extract.release"]), {"renderer": object()})


@pytest.mark.parametrize("deed", DEEDS.values(), ids=lambda deed: deed.name)
def test_wrong_types_are_answered_with_a_sentence(deed: Deed) -> None:
    for parameter in deed.parameters:
        for wrong in WRONG[parameter.type]:
            if wrong == "" and not parameter.required:
                continue
            with pytest.raises(Refused) as refused:
                arguments_for(deed, whole(deed) | {parameter.name: wrong}, SERVICES)
            assert refused.value.field == parameter.name
            assert len(refused.value.sentence) < 400
        for column in parameter.columns:
            for wrong in WRONG[column.type]:
                if wrong == "" and not column.required:
                    continue
                row = {one.name: good(one) for one in parameter.columns} | {column.name: wrong}
                with pytest.raises(Refused):
                    arguments_for(deed, whole(deed) | {parameter.name: [row]}, SERVICES)


@pytest.mark.parametrize("kind", HURTFUL)
def test_text_that_would_hurt_is_refused_by_every_deed(office: Office, kind: str) -> None:
    hurtful = HURTFUL[kind]
    before = office.head()
    tried = 0
    for deed, parameter in every_parameter():
        bad: Any
        if parameter.type in ("line", "words", "reference"):
            if kind.startswith("nothing") and parameter.type == "words" and not parameter.required:
                continue
            bad = hurtful
        elif parameter.type == "references":
            bad = (hurtful,)
        elif parameter.type == "file":
            bad = FileGiven(name=hurtful, content=b"a")
        else:
            continue
        tried += 1
        with pytest.raises(Refused) as refused:
            deed.run(office.keeper, **{parameter.name: bad})
        assert refused.value.field == parameter.name
        assert len(refused.value.sentence) < 300
        refused.value.sentence.encode()
    assert tried > 200
    assert office.head() == before


def test_rows_are_looked_at_cell_by_cell(office: Office) -> None:
    for deed, parameter in every_parameter():
        for column in parameter.columns:
            if column.type not in ("line", "words", "reference"):
                continue
            row = {one.name: converted(one, good(one)) for one in parameter.columns} | {column.name: "a\x00b"}
            assert parameter.row_class is not None
            with pytest.raises(Refused):
                deed.run(office.keeper, **{parameter.name: (parameter.row_class(**row),)})


def test_a_line_is_one_line() -> None:
    parameter = next(one for one in DEEDS["case.open"].parameters if one.name == "title")
    for ending in ("\n", "\r", "\u2028"):
        with pytest.raises(Refused, match="one line"):
            check_value(parameter, f"a{ending}b")


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(list(every_parameter())), st.one_of(st.text(), st.integers(), st.booleans(), st.lists(st.text()))
)
def test_anything_at_all_is_taken_or_refused(which: tuple[Deed, Parameter], value: object) -> None:
    _, parameter = which
    try:
        check_value(parameter, converted(parameter, value))
    except Refused as refused:
        message = str(refused)
        assert message


def test_a_reader_can_do_nothing(bench: Bench) -> None:
    with bench.at("office") as (office, _):
        reader, before = office.person(READER), office.head()
        for deed in DEEDS.values():
            with pytest.raises(Refused, match=f"this is for the .*{READER} acts as"):
                deed.run(reader)
        assert office.head() == before


def test_the_second_reviewer_reviews_and_does_nothing_else(office: Office) -> None:
    for deed in DEEDS.values():
        allowed = Capacity.SECOND_REVIEWER in deed.capacities
        assert allowed == (deed.name in FOR_OTHERS)
        assert (Capacity.CHAIR in deed.capacities) == allowed
        assert (Capacity.ASSESSOR in deed.capacities) != (deed.name in ONLY_THE_SPECIALIST)
        assert Capacity.PKI_SPECIALIST in deed.capacities
    with pytest.raises(Refused, match=REVIEWER):
        office.do("case.open", acting=office.reviewer, title="A case", organisation="Halden Power")


def test_a_capacity_that_was_taken_away_no_longer_works(office: Office) -> None:
    reviewer = office.reviewer
    office.do("person.revoke", person=REVIEWER, capacity=Capacity.SECOND_REVIEWER, last_day=date(2026, 11, 1))
    refused = office.refuse(
        "extract.review", acting=reviewer, extract="EXT-2026-0001", note="read", comparison_answer="none"
    )
    assert "any more" in refused.sentence


def test_nobody_is_left_without_a_keeper(office: Office) -> None:
    refused = office.refuse(
        "person.revoke", person="R. Sharma", capacity=Capacity.PKI_SPECIALIST, last_day=date(2026, 11, 1)
    )
    assert "keep the register" in refused.sentence


def test_no_deed_lets_an_assessor_say_who_uses_the_program(office: Office) -> None:
    """Whatever takes a Capacity, in a field of its own or in a row, is the PKI Specialist's."""
    office.do("person.grant", person=READER, capacity=Capacity.ASSESSOR, first_day=date(2026, 1, 1))
    assessor = office.person(READER, Capacity.ASSESSOR)
    taking = [
        (deed, parameter)
        for deed, parameter in every_parameter()
        if Capacity in {parameter.choice_class, *(column.choice_class for column in parameter.columns)}
    ]
    assert {"person.add", "person.grant", "person.revoke"} <= {deed.name for deed, _ in taking}
    for deed, parameter in taking:
        for capacity in Capacity:
            given = {one.name: good(one) for one in deed.parameters if one.required} | {parameter.name: capacity.value}
            arguments = arguments_for(deed, given, services=SERVICES)
            refused = office.refuse(deed.name, acting=assessor, **arguments)
            assert "PKI Specialist" in refused.sentence, deed.name
    assert office.ref("person.add", acting=assessor, name="B. Thorne")


def test_who_left_no_longer_uses_the_program(office: Office) -> None:
    keeper, reader = office.keeper, office.person(READER)
    refused = office.refuse("person.withdraw", person=keeper.name, reason="left")
    assert "keep the register" in refused.sentence
    office.do("person.grant", person=READER, capacity=Capacity.PKI_SPECIALIST, first_day=date(2026, 11, 1))
    ahead = {"person": READER, "reason": "left", "withdrawn_on": date(2026, 11, 24)}
    assert office.refuse("person.withdraw", **ahead).field == "withdrawn_on"
    office.do("person.withdraw", person=READER, reason="left the office", withdrawn_on=date(2026, 11, 23))
    for capacity in (None, Capacity.READER, Capacity.PKI_SPECIALIST):
        with pytest.raises(Refused, match="taken out of use"):
            office.person(READER, capacity)
    assert act_as(office.register, READER, day=date(2026, 11, 22)).capacity == Capacity.PKI_SPECIALIST
    assert {row.last_day for row in office.rows(CapacityHeld, person_id=reader.person_id)} == {date(2026, 11, 22)}
    assert office.refuse("person.withdraw", person=READER, reason="again").field == "person"
    again = {"person": READER, "capacity": Capacity.READER, "first_day": date(2026, 11, 23)}
    assert "left the office" in office.refuse("person.grant", **again).sentence
    assert "keep the register" in office.refuse("person.withdraw", person=keeper.name, reason="left").sentence
    office.sound()


def test_a_time_at_the_clock_change_is_asked_about_and_taken_with_its_zone() -> None:
    began = Parameter(name="at", type="instant", required=True, label="Begun at", help="")
    with pytest.raises(WrongUsage, match="01:30 does not exist on that day") as refused:
        converted(began, "2024-03-31T01:30")
    assert refused.value.field == "at"
    with pytest.raises(WrongUsage, match="01:30 comes twice on that day"):
        converted(began, "2024-10-27T01:30")
    assert converted(began, "2024-10-27T01:30+01:00").isoformat() == "2024-10-27T00:30:00+00:00"
    assert converted(began, "2024-10-27T01:30+00:00").isoformat() == "2024-10-27T01:30:00+00:00"
    assert converted(began, "2024-10-27T00:59").isoformat() == "2024-10-26T23:59:00+00:00"
    assert converted(began, "2024-03-31T02:00").isoformat() == "2024-03-31T01:00:00+00:00"


def test_a_file_whose_name_no_system_takes_is_answered_with_a_sentence() -> None:
    parameter = Parameter(name="file", type="file", required=True, label="File", help="")
    with pytest.raises(Refused, match=r"File: a b cannot be read: embedded null byte") as refusal:
        converted(parameter, "a\0b")
    assert refusal.value.field == "file"


def test_every_duty_names_a_deed_that_there_is(project: Path) -> None:
    """The window looks for it only once somebody wants to do it."""
    named = {
        value.value
        for path in sorted((project / "pma_assure" / "rules").glob("duties_of_*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "deed"
        for value in ast.walk(node.value)
        if isinstance(value, ast.Constant) and isinstance(value.value, str)
    }
    assert len(named) > 40
    assert named <= DEEDS.keys()
