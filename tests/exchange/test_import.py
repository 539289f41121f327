"""New, changed, the same, conflict, refused: what becomes of a row, and that nothing else happens."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from pma_assure.exchange import workbook
from pma_assure.records import import_tables
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.vocabulary import Capacity, PartyCategory
from pma_assure.values.importing import Outcome, PlannedRow
from pma_assure.views import records
from pma_assure.workflows import cases, contacts, findings, imports, organisations, people
from pma_assure.workflows.acting import act_as
from pma_assure.workflows.every import DEEDS
from pma_assure.workflows.parameters import FileGiven
from tests.exchange import old_office
from tests.exchange.conftest import SERVICES, TODAY, Taking, refused

ORGANISATIONS = ("Title", "Category")
FINDINGS = ("Old reference", "Title", "Finding class", "State", "Organisation", "Identified on", "Statement")
FINDING = ["NC-1", "A card is missing", "minor", "open", "Wren Valley Power", date(2024, 3, 4), "One card."]


def of_findings(*rows: list[Any], organisation: str = "Wren Valley Power") -> bytes:
    return old_office.book(
        (
            ("Organisations", ORGANISATIONS, [[organisation, "small_supplier"]]),
            ("Findings", FINDINGS, list(rows)),
        )
    )


def changed(place: int, value: object) -> list[Any]:
    return [*FINDING[:place], value, *FINDING[place + 1 :]]


def the_finding(taking: Taking, content: bytes) -> PlannedRow:
    return next(row for row in taking.look(content).plan.rows if row.kind == "finding")


def renamed(exported: bytes, name: str) -> bytes:
    """An exported workbook in which somebody gave the first organisation another name."""
    book = load_workbook(io.BytesIO(exported))
    page = book["Organisations"]
    headings = [cell.value for cell in page[workbook.HEAD_ROWS]]
    page.cell(workbook.HEAD_ROWS + 1, headings.index("Title") + 1).value = name
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_an_imported_finding_is_marked_and_keeps_its_old_reference(taking: Taking) -> None:
    taking.look_and_do(of_findings(FINDING))
    (item,) = taking.items("findings")
    shown = records.show(taking.register, TODAY, str(item["reference"]))
    fields: Any = shown["fields"]
    assert item["reference"] == "FIND-2024-0001"
    assert (fields["old_reference"], fields["imported_on"]) == ("NC-1", TODAY.isoformat())
    (case,) = taking.items("cases")
    assert case["title"] == "Assurance work of earlier years: Wren Valley Power"
    assert item["case"] == case["reference"]


def test_a_changed_row_changes_the_record_and_nothing_else(taking: Taking) -> None:
    taking.look_and_do(of_findings(FINDING))
    row = the_finding(taking, of_findings(changed(6, "Two cards.")))
    assert row.outcome == Outcome.CHANGED
    assert row.reason == "Statement: “One card.” becomes “Two cards.”."
    before = taking.entries()
    taking.look_and_do(of_findings(changed(6, "Two cards.")))
    written = [entry["table"] for entry in taking.items("audit")][before:]
    assert sorted(str(table) for table in written) == ["finding", "finding_text", "import_run", "imported_row"]
    assert the_finding(taking, of_findings(changed(6, "Two cards."))).outcome == Outcome.SAME


def test_what_was_changed_here_and_there_is_a_conflict_and_not_overwritten(taking: Taking) -> None:
    taking.look_and_do(of_findings(FINDING))
    organisation = str(taking.items("organisations")[0]["reference"])
    organisations.edit(taking.acting, organisation=organisation, category=PartyCategory.LARGE_SUPPLIER)
    rows = [["Wren Valley Power", "gas_network"]]
    seen = taking.look_and_do(old_office.book((("Organisations", ORGANISATIONS, rows),)))
    (row,) = seen.plan.rows
    assert row.outcome == Outcome.CONFLICT
    assert "“Large Supplier” here and “Gas network" in row.reason or "here and" in row.reason
    assert "Nothing was overwritten." in row.reason
    assert taking.items("organisations")[0]["category"] == "large_supplier"
    unchanged = [["Wren Valley Power", "small_supplier"]]
    (row,) = taking.look(old_office.book((("Organisations", ORGANISATIONS, unchanged),))).plan.rows
    assert row.outcome == Outcome.SAME, "the source says what it said before: what was changed here stays"


def test_what_is_there_already_is_not_overwritten_by_a_first_import(taking: Taking) -> None:
    organisations.add(taking.acting, name="Wren Valley Power", category=PartyCategory.LARGE_SUPPLIER)
    (row,) = taking.look(
        old_office.book((("Organisations", ORGANISATIONS, [["WREN VALLEY POWER", "small_supplier"]]),))
    ).plan.rows
    assert row.outcome == Outcome.CONFLICT
    assert row.reference == "ORG-0001"


@pytest.mark.parametrize("state", ["closed", "noted", "withdrawn", "discarded"])
@pytest.mark.parametrize("again", ["open", "reopened", "in_remediation"])
def test_closed_never_reopens(taking: Taking, state: str, again: str) -> None:
    taking.look_and_do(of_findings(changed(3, state)))
    row = the_finding(taking, of_findings(changed(3, again)))
    assert row.outcome == Outcome.REFUSED
    assert "an import never opens it again" in row.reason
    taking.do(of_findings(changed(3, again)))
    assert taking.items("findings")[0]["state"] == state


CIRCLES = (("NC-1", None), ("NC-2", "NC-3"), ("NC-3", "NC-4"), ("NC-4", "NC-2"), ("NC-5", "NC-5"), ("NC-6", "NC-1"))


def test_what_leads_back_to_itself_is_refused(taking: Taking) -> None:
    headings = (*FINDINGS, "Recurrence of")
    rows = [[name, *FINDING[1:], earlier] for name, earlier in CIRCLES]
    organisation = ("Organisations", ORGANISATIONS, [["Wren Valley Power", "small_supplier"]])
    seen = taking.look_and_do(old_office.book((organisation, ("Findings", headings, rows))))
    assert [row.number for row in refused(seen)] == [3, 4, 5, 6]
    assert all("it leads back to this one" in row.reason for row in refused(seen))
    again = taking.look(old_office.book((("Findings", headings, [[*rows[0][:-1], "NC-6"]]),)))
    assert "it leads back to this one" in refused(again)[0].reason, "what the register holds is followed too"


@pytest.mark.parametrize(("state", "why"), [("open", "its state is “Open”"), ("closed", "")])
def test_what_is_not_closed_has_no_day_of_closing(taking: Taking, state: str, why: str) -> None:
    row = [*changed(3, state), date(2024, 5, 6)]
    organisation = ("Organisations", ORGANISATIONS, [["Wren Valley Power", "small_supplier"]])
    seen = taking.look(old_office.book((organisation, ("Findings", (*FINDINGS, "Closed on"), [row]))))
    assert [why in one.reason for one in refused(seen)] == ([True] if why else [])


def test_nothing_open_is_put_into_a_closed_case(taking: Taking) -> None:
    """A finding that came in open stood in a case that nobody looks at any more."""
    cases_sheet = ("Cases", ("Reference", "Title", "Organisation", "Opened on", "State", "Closed on"), [
        ["CASE-2024-0001", "Done", "Wren Valley Power", date(2024, 3, 1), "closed", date(2024, 5, 1)]
    ])  # fmt: skip
    findings_sheet = ("Findings", (*FINDINGS, "Case"), [
        [*FINDING, "CASE-2024-0001"], ["NC-2", *changed(3, "closed")[1:], "CASE-2024-0001"]
    ])  # fmt: skip
    organisation = ("Organisations", ORGANISATIONS, [["Wren Valley Power", "small_supplier"]])
    seen = taking.look_and_do(old_office.book((organisation, cases_sheet, findings_sheet)))
    (row,) = refused(seen)
    assert (row.number, row.reason.startswith("CASE-2024-0001 is closed, and the finding is not ended")) == (2, True)
    held = taking.look(
        old_office.book((("Findings", (*FINDINGS, "Case"), [["NC-3", *FINDING[1:], "CASE-2024-0001"]]),))
    )
    assert "is closed" in refused(held)[0].reason


def test_a_merged_cell_speaks_for_its_own_row_alone_and_a_hidden_sheet_is_named(taking: Taking) -> None:
    """What the second row of a merged day looks to say was lost without a word."""
    organisation = ("Organisations", ORGANISATIONS, [["Wren Valley Power", "small_supplier"]])
    rows = [[f"NC-{n}", *changed(3, "closed")[1:], date(2024, 5, 6) if n == 1 else None] for n in (1, 2, 3)]
    plain = old_office.book((organisation, ("Findings", (*FINDINGS, "Closed on"), rows)))
    book = load_workbook(io.BytesIO(plain))
    book["Findings"].merge_cells("H2:H3")
    book["Organisations"].sheet_state = "hidden"
    target = io.BytesIO()
    book.save(target)
    seen = taking.look(target.getvalue())
    (row,) = refused(seen)
    assert (row.number, row.reason) == (
        3,
        "Closed on: is merged with the cell above. Split the two, and put the value into each row.",
    )
    assert "Hidden in the workbook, and taken in all the same: “Organisations”." in seen.plan.notes


def test_a_column_that_no_field_takes_is_named_with_its_sheet(taking: Taking) -> None:
    """What stood in a column of the source that is unknown here was passed over without a word."""
    rows = [[*FINDING, "R. Vale", None, "by post", 7], [*changed(0, "NC-2"), None, None, None, None]]
    content = old_office.book(
        (
            ("Organisations", ORGANISATIONS, [["Wren Valley Power", "small_supplier"]]),
            ("Findings", (*FINDINGS, "Cost Centre", "Nothing in it", "Seen  by", None), rows),
        )
    )
    sentence = (
        "Not taken in from sheet “Findings”: the columns “Cost Centre”, “Seen by”, number 11 (without a heading)."
    )
    assert taking.look(content).plan.notes == (sentence,)
    assert taking.do(content).notes[1:] == (sentence,)


@pytest.mark.parametrize("approved_here", [True, False])
def test_what_was_approved_here_is_no_more_the_sources_to_change(taking: Taking, approved_here: bool) -> None:
    """The text of a version in force was changed by a second import, under the findings that cite it."""
    state = "draft" if approved_here else "in_force"

    def workbook_of(*clauses: tuple[str, str]) -> bytes:
        return old_office.book(
            (
                ("Documents", ("Short name", "Title", "Document type"), [["RDP", "Desk procedures", "rapp"]]),
                ("Versions", ("Document", "Label", "State", "Effective from"), [["RDP", "1.0", state, TODAY]]),
                (
                    "Requirements",
                    ("Document", "Label", "Clause", "Title", "Text"),
                    [["RDP", "1.0", clause, "A clause", words] for clause, words in clauses],
                ),
            )
        )

    taking.look_and_do(workbook_of(("7.1", "As it was.")))
    if approved_here:
        named: dict[str, Any] = {"document": "RDP", "version_label": "1.0"}
        DEEDS["document.approve_version"].run(taking.acting, **named, approved_on=TODAY, approved_by="the process")
        DEEDS["document.bring_into_force"].run(taking.acting, **named, effective_from=TODAY)
    seen = taking.look(workbook_of(("7.1", "As somebody wants it."), ("7.2", "One more.")))
    outcomes = [row.outcome for row in seen.plan.rows if row.kind == "requirement"]
    assert outcomes == ([Outcome.REFUSED] * 2 if approved_here else [Outcome.CHANGED, Outcome.NEW])
    assert all("is no draft any more" in row.reason for row in refused(seen))


VERSIONS = ("Document", "Label", "State", "Effective from", "Effective to")


def of_versions(*rows: list[Any]) -> bytes:
    documents = [["RDP", "Desk procedures", "rapp"], ["SA", "Subscriber Agreement", "subscriber_agreement"]]
    return old_office.book(
        (
            ("Documents", ("Short name", "Title", "Document type"), documents),
            ("Versions", VERSIONS, [[*row, *[None] * (len(VERSIONS) - len(row))] for row in rows]),
        )
    )


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ([["RDP", "1.0", "in_force"], ["RDP", "2.0", "in_force"]], [3]),
        ([["RDP", "1.0", "in_force", date(2023, 1, 1)], ["RDP", "2.0", "in_force", date(2024, 1, 1)]], [3]),
        ([["RDP", "2.0", "in_force", date(2024, 1, 1)], ["RDP", "1.0", "superseded", date(2023, 1, 1)]], [3]),
        (
            [
                ["RDP", "1.0", "superseded", date(2022, 1, 1), date(2023, 1, 1)],
                ["RDP", "2.0", "superseded", date(2023, 1, 1), date(2023, 12, 31)],
                ["RDP", "3.0", "in_force", date(2024, 1, 1)],
            ],
            [3],
        ),
        (
            [
                ["RDP", "3.0", "in_force", date(2024, 1, 1)],
                ["RDP", "2.0", "superseded", date(2023, 1, 1), date(2023, 12, 31)],
                ["RDP", "1.0", "superseded"],
                ["RDP", "0.9", "withdrawn", date(2022, 1, 1)],
                ["RDP", "4.0", "draft"],
                ["SA", "1.0", "in_force", date(2023, 1, 1)],
            ],
            [],
        ),
    ],
    ids=["no days", "no last day", "superseded without a last day", "on one day", "one after the other"],
)
def test_two_versions_of_a_document_are_not_in_force_at_once(
    taking: Taking, rows: list[list[Any]], wrong: list[int]
) -> None:
    seen = taking.look_and_do(of_versions(*rows))
    assert [row.number for row in refused(seen)] == wrong
    assert all("one version of a document is at a time" in row.reason for row in refused(seen))
    assert all("row 2" in row.reason for row in refused(seen))
    assert taking.look(of_versions(*rows)).plan.count(Outcome.CHANGED) == 0


def test_a_version_comes_into_force_when_the_one_before_it_is_ended(taking: Taking) -> None:
    taking.look_and_do(of_versions(["RDP", "1.0", "in_force", date(2023, 1, 1)]))
    later = ["RDP", "2.0", "in_force", date(2024, 1, 1)]
    (row,) = refused(taking.look(of_versions(later)))
    assert row.reason.startswith("Version 1.0 is in force from 1 January 2023, and one version"), row.reason
    ended = ["RDP", "1.0", "superseded", date(2023, 1, 1), date(2023, 12, 31)]
    assert not refused(taking.look_and_do(of_versions(later, ended)))
    again = ["RDP", "2.0", "in_force", date(2023, 6, 1)]
    assert [row.number for row in refused(taking.look(of_versions(again, ended)))] == [2]


def test_a_version_whose_last_day_has_passed_is_not_in_force(taking: Taking) -> None:
    ended = ["RDP", "1.0", "in_force", date(2023, 1, 1), date(2023, 12, 31)]
    later = ["RDP", "2.0", "in_force", date(2024, 1, 1)]
    (row,) = refused(taking.look_and_do(of_versions(ended, later)))
    assert row.number == 2
    assert row.reason == "Its last day was 31 December 2023, and its state is “In force”. Mend the one that is wrong."
    superseded = ["RDP", "1.0", "superseded", *ended[3:]]
    assert not refused(taking.look_and_do(of_versions(superseded, later)))


def test_two_versions_are_not_in_force_at_once_where_one_says_when_it_ends_and_neither_when_it_began(
    taking: Taking,
) -> None:
    ending = ["RDP", "1.0", "in_force", None, TODAY]
    assert [row.number for row in refused(taking.look(of_versions(ending, ["RDP", "2.0", "in_force"])))] == [3]
    following = ["RDP", "2.0", "in_force", TODAY + timedelta(days=1)]
    assert not refused(taking.look(of_versions(ending, following)))


def test_an_empty_cell_does_not_clear_the_day_of_a_version_and_no_overlap_passes_by_it(taking: Taking) -> None:
    first = ["RDP", "1.0", "superseded", date(2023, 1, 1), date(2023, 12, 31)]
    later = ["RDP", "2.0", "in_force", date(2024, 1, 1)]
    taking.look_and_do(of_versions(first, later))
    blank = ["RDP", "1.0", "superseded", None, date(2024, 6, 30)]
    (row,) = refused(taking.look_and_do(of_versions(blank, later)))
    assert (row.number, "one version of a document is at a time" in row.reason) == (2, True)
    seen = taking.look_and_do(of_versions(["RDP", "1.0", "superseded"], later))
    (kept,) = [each for each in seen.plan.rows if each.kind == "version" and each.number == 2]
    assert (kept.outcome, kept.changes) == (Outcome.SAME, {})
    assert kept.reason == (
        "Effective from stays “1 January 2023”: an empty cell does not clear it."
        " Effective to stays “31 December 2023”: an empty cell does not clear it."
    )
    mended = ["RDP", "1.0", "superseded", date(2023, 2, 1), date(2023, 12, 31)]
    again = taking.look(of_versions(mended, later))
    assert [each.changes for each in again.plan.rows if each.kind == "version"] == [
        {"effective_from": date(2023, 2, 1)},
        {},
    ]


def test_an_open_one_may_have_been_closed_there(taking: Taking) -> None:
    taking.look_and_do(of_findings(FINDING))
    taking.look_and_do(of_findings(changed(3, "closed")))
    assert taking.items("findings")[0]["state"] == "closed"


def test_what_was_made_here_is_changed_here(taking: Taking) -> None:
    organisations.add(taking.acting, name="Wren Valley Power", category=PartyCategory.SMALL_SUPPLIER)
    case = cases.open_case(taking.acting, title="Cards", organisation="Wren Valley Power").reference or ""
    reference = findings.draft(
        taking.acting,
        case=case,
        title="A card is missing",
        finding_class="minor",  # type: ignore[arg-type]  # its code
        statement="One card.",
        identified_on=date(2026, 3, 4),
    ).reference
    headings = ("Reference", *FINDINGS[1:])
    row = [reference, *changed(5, date(2026, 3, 4))[1:]]
    seen = taking.look(old_office.book((("Findings", headings, [[*row[:3], "closed", *row[4:]]]),)))
    assert seen.plan.rows[0].outcome == Outcome.CONFLICT
    assert (
        taking.look(old_office.book((("Findings", headings, [[*row[:3], "draft", *row[4:]]]),))).plan.rows[0].outcome
        == Outcome.SAME
    )


@pytest.mark.parametrize("typed", ["One.\r\nTwo.", "One.\rTwo.", "  \n ", f"{'x' * 15_999}\r\n{'y' * 15_999}"])
def test_how_lines_end_and_blanks_survive_an_export_and_change_nothing(
    taking: Taking, other: Taking, typed: str
) -> None:
    """Line ends were exported as unreadable characters, and taken in again over the text itself."""
    organisations.add(taking.acting, name="Wren Valley Power", category=PartyCategory.SMALL_SUPPLIER)
    cases.open_case(taking.acting, title="A matter", organisation="ORG-0001", summary=typed)
    exported = workbook.make(taking.register, TODAY).content
    assert {row.outcome for row in taking.look(exported).plan.rows} == {Outcome.SAME}
    other.look_and_do(exported)
    fields: Any = records.show(other.register, TODAY, "CASE-2026-0001")["fields"]
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    assert fields["summary"] == (lines if lines.strip() else "")


def test_a_formula_in_a_further_column_is_no_part_of_a_text(taking: Taking) -> None:
    headings = ("Title", "Organisation", "Opened on", "Summary", "Summary (2)", "Reference")
    row = ["A matter", "Wren Valley Power", date(2024, 3, 4), "Begun.", "Gone on.", "CASE-2024-0001"]
    organisation = ["Wren Valley Power", "small_supplier"]
    plain = old_office.book((("Organisations", ORGANISATIONS, [organisation]), ("Cases", headings, [row])))
    book = load_workbook(io.BytesIO(plain))
    book["Cases"]["E2"].value = "=NOW()"
    target = io.BytesIO()
    book.save(target)
    (found,) = refused(taking.look(target.getvalue()))
    assert "Summary: holds a formula" in found.reason


def test_an_exported_row_edited_there_is_taken_unless_it_changed_here_too(taking: Taking) -> None:
    taking.look_and_do(of_findings(FINDING))

    content = renamed(workbook.make(taking.register, TODAY).content, "Wren Valley Power Ltd")
    assert [row.outcome for row in taking.look(content).plan.rows if row.kind == "organisation"] == [Outcome.CHANGED]
    organisations.edit(taking.acting, organisation="ORG-0001", name="Wren Power")
    (row,) = [row for row in taking.look(content).plan.rows if row.kind == "organisation"]
    assert row.outcome == Outcome.CONFLICT
    assert "“Wren Power” here and “Wren Valley Power Ltd” in the workbook" in row.reason


def test_a_mended_row_comes_in_later(taking: Taking) -> None:
    wrong = changed(5, "03/04/2025")
    taking.look_and_do(of_findings(wrong))
    assert not taking.items("findings")
    seen = taking.look_and_do(of_findings(changed(5, date(2025, 4, 3))))
    assert [row.outcome for row in seen.plan.rows] == [Outcome.SAME, Outcome.NEW]
    assert len(taking.items("findings")) == 1


# --- people, references, capacities ---------------------------------------------------------------------------------


def test_people_are_matched_by_e_mail_and_name_and_asked_about_when_they_differ(taking: Taking) -> None:
    people.add(taking.acting, name="Ada Quill", email="ada@example.test")
    people.add(taking.acting, name="Bryn Vale", email="bryn@example.test")
    rows = [
        ["Ada QUILL", None],
        ["Cai Moss", "bryn@example.test"],
        ["Bryn Vale", "ada@example.test"],
        ["Adam Quill", None],
    ]
    same, other, both, new = taking.look(old_office.book((("People", ("Name", "E-mail"), rows),))).plan.rows
    assert (same.outcome, same.reference) == (Outcome.SAME, "PERS-0002")
    assert (other.outcome, other.reference) == (Outcome.CONFLICT, "PERS-0003")
    assert both.outcome == Outcome.REFUSED
    assert "it can be PERS-0002 or PERS-0003. Give the reference." in both.reason
    assert new.outcome == Outcome.NEW
    assert "Ada Quill (PERS-0002) has the same surname and initial" in new.reason


def test_a_reference_that_is_free_is_taken_over_and_the_counter_moves_beyond(taking: Taking) -> None:
    headings = ("Reference", *ORGANISATIONS)
    taking.look_and_do(old_office.book((("Organisations", headings, [["ORG-0007", "Wren", "dcc"]]),)))
    assert organisations.add(taking.acting, name="Next", category=PartyCategory.NONE).reference == "ORG-0008"


def test_a_reference_of_another_register_that_is_taken_here_is_kept_as_the_old_one(
    taking: Taking, other: Taking
) -> None:
    taking.look_and_do(of_findings(FINDING))
    other.look_and_do(of_findings(["X-1", *FINDING[1:4], "Halden Power", *FINDING[5:]], organisation="Halden Power"))
    seen = other.look_and_do(workbook.make(taking.register, TODAY).content)
    assert not refused(seen)
    assert [item["reference"] for item in other.items("findings")] == ["FIND-2024-0001", "FIND-2024-0002"]
    shown: Any = records.show(other.register, TODAY, "FIND-2024-0002")["fields"]
    assert shown["old_reference"] == "NC-1"
    assert other.items("findings")[1]["organisation_name"] == "Wren Valley Power"
    before = other.entries()
    other.look_and_do(workbook.make(taking.register, TODAY).content)
    assert other.entries() == before


def test_who_uses_the_program_is_for_the_pki_specialist_to_say(taking: Taking) -> None:
    people.add(taking.acting, name="Ada Quill", capacity=Capacity.ASSESSOR)
    content = old_office.book(
        (("Capacities", ("Person", "Capacity", "First day"), [["Ada Quill", "pki_specialist", date(2026, 1, 1)]]),)
    )
    assert taking.look(content).plan.rows[0].outcome == Outcome.NEW
    assessor = Taking(taking.register, act_as(taking.register, "Ada Quill", day=TODAY))
    assert "0 new" in assessor.do(content).notes[0]
    with pytest.raises(Refused, match="does not hold the capacity"):
        act_as(taking.register, "Ada Quill", capacity=Capacity.PKI_SPECIALIST, day=TODAY)


def test_two_kinds_may_stand_in_one_sheet(taking: Taking) -> None:
    mapping = {
        "organisation": {"sheet": "Staff", "columns": {"name": "Firm"}, "fixed": {"category": "contractor"}},
        "person": {"sheet": "Staff", "columns": {"name": "Who", "email": "Mail"}},
        "employment": {
            "sheet": "Staff",
            "columns": {"person": "Who", "organisation": "Firm", "first_day": "Since"},
            "day_order": "dmy",
        },
    }
    imports.save(
        taking.acting, name="Staff list", mapping=json.dumps({**mapping, "organisation": mapping["organisation"]})
    )
    rows = [["Ada Quill", "ada@example.test", "Corvane", "03/04/2025"], ["Bryn Vale", None, None, None]]
    seen = taking.look_and_do(
        old_office.book((("Staff", ("Who", "Mail", "Firm", "Since"), rows),)), mapping="Staff list"
    )
    assert [(row.kind, row.number, row.outcome) for row in seen.plan.rows if row.outcome == Outcome.REFUSED] == [
        ("organisation", 3, Outcome.REFUSED)
    ]
    ada = next(item for item in taking.items("people") if item["title"] == "Ada Quill")
    assert ada["organisation_name"] == "Corvane"
    shown: Any = records.show(taking.register, TODAY, str(ada["reference"]))["fields"]
    assert shown["employments"][0]["first_day"] == "2025-04-03"


# --- mappings -------------------------------------------------------------------------------------------------------

MAPPING: dict[str, Any] = {
    "finding": {
        "sheet": "NCs",
        "columns": {
            "old_reference": "Nr",
            "title": "Summary",
            "identified_on": "Seen",
            "finding_class": "Grade",
            "state": "Status",
        },
        "fixed": {"organisation": "Wren Valley Power"},
        "day_order": "dmy",
        "words": {"finding_class": {"NC 1": "major"}, "state": {"done": "closed"}},
    }
}  # fmt: skip


def test_a_mapping_says_the_columns_the_order_of_the_day_and_the_words(taking: Taking) -> None:
    organisations.add(taking.acting, name="Wren Valley Power", category=PartyCategory.DCC)
    imports.save(taking.acting, name="Tracker", mapping=json.dumps(MAPPING))
    content = old_office.book(
        (("NCs", ("Nr", "Summary", "Seen", "Grade", "Status"), [[17, "A card", "03/04/2025", "nc 1", "Done"]]),)
    )
    seen = taking.look_and_do(content, mapping="Tracker")
    assert [row.outcome for row in seen.plan.rows] == [Outcome.NEW]
    (item,) = taking.items("findings")
    assert (item["identified_on"], item["finding_class"], item["state"]) == ("2025-04-03", "major", "closed")
    assert [row.outcome for row in taking.look(content, mapping="Tracker").plan.rows] == [Outcome.SAME]
    with pytest.raises(Refused, match="No sheet has a title that this program knows"):
        taking.look(content)
    with pytest.raises(NotFound, match="There are: “Tracker”"):
        taking.look(content, mapping="Other")


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ("", "is not JSON"),
        ("[]", "A mapping is an object"),
        ('{"whale": {}}', "“whale” is no kind"),
        ('{"finding": {}}', "say in which sheet"),
        ('{"finding": {"sheet": "A", "pages": 3}}', "“pages” is no part of a mapping"),
        ('{"finding": {"sheet": "A"}}', "say which column is which field"),
        ('{"finding": {"sheet": "A", "columns": {"whale": "B"}}}', "“whale” is no field"),
        ('{"finding": {"sheet": "A", "columns": {"title": 3}}}', "columns must be an object of texts"),
        ('{"finding": {"sheet": "A", "columns": {"title": "B"}, "fixed": {"title": "C"}}}', "both a column and fixed"),
        ('{"finding": {"sheet": "A", "columns": {"title": "B"}, "day_order": "dd"}}', "is one of dmy, mdy, ymd"),
        ('{"finding": {"sheet": "A", "columns": {"title": "B"}, "words": {"state": 3}}}', "must be an object of texts"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(taking: Taking, mapping: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        imports.save(taking.acting, name="Wrong", mapping=mapping or "{")


@pytest.mark.parametrize(
    ("sheets", "sentence"),
    [
        ((("Other", ("A",), [["x"]]),), "No sheet has a title"),
        ((("Organisations", ("Name",), [["x"]]),), "no column “Category”, and every organisation needs it"),
        ((("Organisations", ("Title", "Title", "Category"), [["x", "y", "dcc"]]),), "more than one column “title”"),
    ],
)
def test_a_workbook_without_its_columns_is_refused_whole(taking: Taking, sheets: Any, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        taking.look(old_office.book(sheets))


def test_only_what_the_preview_said_is_done(taking: Taking) -> None:
    content = of_findings(FINDING)
    seen = taking.look(content)
    organisations.add(taking.acting, name="Wren Valley Power", category=PartyCategory.DCC)
    before = taking.entries()
    with pytest.raises(Refused, match="has changed since the preview"):
        taking.do(content, preview=seen.fingerprint)
    assert taking.entries() == before


def test_what_is_stopped_half_way_writes_nothing(taking: Taking) -> None:
    class Enough(Exception):
        pass

    def stop(done: int, total: int, words: str) -> None:
        if done == total:
            raise Enough

    before = taking.entries()
    with pytest.raises(Enough):
        imports.take_in(
            taking.acting,
            file=FileGiven(name="old.xlsx", content=of_findings(FINDING)),
            reader=SERVICES["reader"],
            progress=stop,
        )
    assert taking.entries() == before
    assert not taking.items("organisations")


def test_an_edited_export_is_taken_again_and_again(taking: Taking) -> None:
    """What counts is the version that was exported, not what an earlier export said."""
    taking.look_and_do(of_findings(FINDING))
    for name in ("Wren One", "Wren Two"):
        content = renamed(workbook.make(taking.register, TODAY).content, name)
        assert taking.look_and_do(content).plan.count(Outcome.CHANGED) == 1
        organisations.edit(taking.acting, organisation="ORG-0001", name=f"{name} Ltd")
    assert taking.items("organisations")[0]["title"] == "Wren Two Ltd"


ASSESSMENTS = (
    "Reference", "Old reference", "Title", "Kind", "State", "Organisation", "Follows", "Policy version", "Assessor",
    "Planned from", "Concluded on", "Set status", "Opinion", "Conclusion",
)  # fmt: skip


def of_assessments(*rows: list[Any]) -> bytes:
    documents = [["SCP", "SMKI Compliance Policy", "compliance_policy"]]
    return old_office.book(
        (
            ("Organisations", ORGANISATIONS, [["Wren Valley Power", "dcc"], ["Corvane Consulting", "assessor"]]),
            ("Documents", ("Short name", "Title", "Document type"), documents),
            ("Versions", ("Document", "Label", "State"), [["SCP", "1.0", "in_force"]]),
            ("Assessments", ASSESSMENTS, list(rows)),
        )
    )


def assessment(old: str, follows: str | None, state: str = "concluded") -> list[Any]:
    return [
        None, old, f"Assessment {old}", "Routine", state, "Wren Valley Power", follows, "SCP 1.0", "Corvane Consulting",
        date(2023, 2, 1), date(2023, 5, 2), "Approved with caveats", "qualified", "It complies, but for one card.",
    ]  # fmt: skip


def test_assessments_of_earlier_years_come_in_and_come_back_whole(taking: Taking, other: Taking) -> None:
    content = of_assessments(assessment("A-1", "A-2"), assessment("A-2", None))
    seen = taking.look_and_do(content)
    assert not refused(seen), refused(seen)[0].reason
    with taking.register.reading() as session:
        held = [dict(row.fields) for row in import_tables.exported(session)["assessment"]]
    first, second = held
    assert (first["reference"], first["old_reference"], first["follows"]) == (
        "ASMT-2023-0001",
        "A-1",
        second["reference"],
    )
    assert (first["policy_version"], first["assessor"]) == ("SCP 1.0", "ORG-0002")
    assert (first["set_status"], first["opinion"], first["state"]) == (
        "approved_with_caveats",
        "qualified",
        "concluded",
    )
    assert first["imported_on"] == TODAY
    assert first["state_on"] == date(2023, 5, 2)
    before = taking.entries()
    taking.look_and_do(content)
    assert taking.entries() == before
    again = taking.look(of_assessments(assessment("A-1", "A-2", "planned"), assessment("A-2", None)))
    assert ["an import never opens it again" in row.reason for row in refused(again)] == [True]
    assert not refused(other.look_and_do(workbook.make(taking.register, TODAY).content))
    with other.register.reading() as session:
        assert [dict(row.fields) for row in import_tables.exported(session)["assessment"]] == held


def test_what_names_a_refused_row_is_refused_with_it(taking: Taking) -> None:
    seen = taking.look(
        of_assessments(assessment("A-1", "A-2"), assessment("A-2", "A-3"), assessment("A-3", None, "nearly done"))
    )
    reasons = {row.title: row.reason for row in refused(seen)}
    assert reasons["Assessment A-1"] == "Follows: row 3 is refused. Mend that row first."
    assert reasons["Assessment A-2"] == "Follows: row 4 is refused. Mend that row first."
    assert "“nearly done” is no code" in reasons["Assessment A-3"]


# --- contacts, and the whole round ----------------------------------------------------------------------------------


def test_contacts_groups_and_long_texts_come_back_whole(taking: Taking, other: Taking) -> None:
    part = "=1+1\n" + "ŵ card, " * 2500
    headings = (*FINDINGS, "Statement (2)", "Statement (3)")
    taking.look_and_do(of_findings(FINDING))
    taking.look_and_do(old_office.book((("Findings", headings, [[*FINDING[:6], part, part, "end"]]),)))
    contacts.add_contact(
        taking.acting, organisation="ORG-0001", role="out_of_hours", name="Cai Moss", telephone="+44 20 7946 0000"  # type: ignore[arg-type]  # its code
    )  # fmt: skip
    organisations.affiliate(taking.acting, organisation="ORG-0001", group="2025-01-01", first_day=date(2020, 1, 1))
    seen = other.look_and_do(workbook.make(taking.register, TODAY).content)
    assert not refused(seen)
    held: Any = records.show(taking.register, TODAY, "FIND-2024-0001")["fields"]
    came: Any = records.show(other.register, TODAY, "FIND-2024-0001")["fields"]
    assert held["statement"] == f"{part}{part}end"
    assert came["statement"] == held["statement"]
    held = records.show(taking.register, TODAY, "ORG-0001")["fields"]
    came = records.show(other.register, TODAY, "ORG-0001")["fields"]
    assert held["contacts"][0]["telephone"] == "+44 20 7946 0000"
    for name in ("contacts", "affiliations", "contractors"):
        assert came[name] == held[name], name


@pytest.mark.parametrize(
    "reference", ["FIND-2024-" + "9" * 25, "FIND-2024-99999999999", "FIND-0000-0001", "FIND-9999-0001"]
)
def test_a_reference_with_a_slip_of_the_keys_does_not_number_what_comes_after_it(
    taking: Taking, reference: str
) -> None:
    headings = ("Reference", *FINDINGS[1:])
    organisation = ("Organisations", ORGANISATIONS, [["Wren Valley Power", "small_supplier"]])
    content = old_office.book((organisation, ("Findings", headings, [[reference, *FINDING[1:]]])))
    (row,) = refused(taking.look_and_do(content))
    assert "no register reached" in row.reason
    taking.look_and_do(of_findings(FINDING))
    assert [one["reference"] for one in taking.items("findings")] == ["FIND-2024-0001"]


def test_an_old_reference_in_other_capitals_is_the_same_one(taking: Taking) -> None:
    rows = [row for row in taking.look(of_findings(FINDING, changed(0, "nc-1"))).plan.rows if row.kind == "finding"]
    assert [row.outcome for row in rows] == [Outcome.NEW, Outcome.REFUSED]
    assert "is the same finding" in rows[1].reason
    taking.look_and_do(of_findings(FINDING))
    assert the_finding(taking, of_findings(changed(0, "nc-1"))).outcome == Outcome.SAME
    written = changed(6, "Two cards.")
    taking.look_and_do(of_findings(["nc-1", *written[1:]]))
    (item,) = taking.items("findings")
    fields: Any = records.show(taking.register, TODAY, str(item["reference"]))["fields"]
    assert (fields["old_reference"], fields["statement"]) == ("NC-1", "Two cards.")
    assert the_finding(taking, of_findings(written)).outcome == Outcome.SAME
