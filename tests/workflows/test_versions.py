"""Two people at one register: nobody overwrites what somebody else saved, and each sees what the other did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pma_assure.records.cases import Case, CaseText
from pma_assure.records.extracts import Extract, ExtractVersion
from pma_assure.records.house import AuditEntry
from pma_assure.records.meetings import Meeting
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Advice, AdviceText, AdviceVersion, IssuedBytes
from pma_assure.records.people import Person
from pma_assure.register.check import check
from pma_assure.register.register import open_register
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Classification, PlanView
from pma_assure.workflows.acting import act_as
from reports import leak_check, panel_advice, plan_extract
from tests.workflows.conftest import PASSPHRASE
from tests.workflows.desk import KEEPER, TODAY, Office, found_office

Stage = tuple[Office, dict[str, str]]


def text_of(office: Office, advice: str) -> AdviceText:
    """The text of the newest version of an advice."""
    label = office.row(Advice, reference=advice).label
    return office.row(AdviceText, advice_version_id=office.row(AdviceVersion, reference=f"{advice}/{label}").id)


@pytest.fixture
def second(approved: Stage) -> Iterator[Office]:
    """The same file, open a second time."""
    office, _ = approved
    register = open_register(office.register.path)
    yield Office(register, act_as(register, KEEPER, day=TODAY))
    register.close()


def test_the_second_window_sees_what_the_first_saved(approved: Stage, second: Office) -> None:
    office, notes = approved
    before = second.register.changes_elsewhere()
    office.do("case.edit", case=notes["case"], title="Another title")
    assert second.register.changes_elsewhere() != before
    assert second.row(Case).title == "Another title"
    assert second.head() == office.head()


def test_saving_over_somebody_elses_change_is_refused_with_both_values(approved: Stage, second: Office) -> None:
    office, notes = approved
    advice = office.advice(notes["plan"], view=PlanView.FAILING)
    extract = office.ref("extract.prepare", plan=notes["plan"], title="Dual control")
    meeting = office.meeting(date(2026, 12, 15))
    read = {
        "case.edit": (office.row(Case).version, {"case": notes["case"]}),
        "organisation.edit": (office.row(Organisation, name="Halden Power").version, {"organisation": "Halden Power"}),
        "person.edit": (office.row(Person, name="H. Boyd").version, {"person": "H. Boyd"}),
        "meeting.edit": (office.row(Meeting, reference=meeting).version, {"meeting": meeting}),
        "extract.edit": (office.row(Extract).version, {"extract": extract}),
        "advice.edit": (text_of(office, advice).version, {"advice": advice}),
    }
    changes = {
        "case.edit": ("title", "Theirs", "Mine"),
        "organisation.edit": ("name", "Halden Power plc", "Halden Power Ltd"),
        "person.edit": ("email", "h.boyd@marrick.example", "boyd@marrick.example"),
        "meeting.edit": ("place", "Leeds", "York"),
        "extract.edit": ("audience", "Some Parties", "Other Parties"),
        "advice.edit": ("reasons", "Theirs.", "Mine."),
    }
    for deed, (version, named) in read.items():
        name, theirs, mine = changes[deed]
        office.do(deed, **named, **{name: theirs}, version=version)
        if deed == "organisation.edit":
            named = {"organisation": "Halden Power plc"}
        refused = second.refuse(deed, **named, **{name: mine}, version=version)
        assert f"now “{theirs}”" in refused.sentence
        assert f"yours “{mine}”" in refused.sentence
        assert "Read it again, then save." in refused.sentence


def test_a_form_is_one_thing_though_it_stands_in_two_tables(approved: Stage) -> None:
    office, notes = approved
    version = office.row(Case).version
    office.do("case.edit", case=notes["case"], summary="Theirs.", version=version)
    refused = office.refuse("case.edit", case=notes["case"], summary="Mine.", version=version)
    assert "now “Theirs.”, yours “Mine.”" in refused.sentence
    office.do("case.edit", case=notes["case"], summary="Mine.", version=office.row(Case).version)
    assert office.row(CaseText).summary == "Mine."
    advice = office.row(Advice).reference
    office.do("advice.correct", advice=advice, correction="The view.")
    version = text_of(office, advice).version
    office.do("advice.edit", advice=advice, view=PlanView.DOES_NOT_MEET, version=version)
    assert (
        "does_not_meet"
        in office.refuse("advice.edit", advice=advice, view=PlanView.MEETS_IN_PART, version=version).sentence
    )
    extract = office.ref("extract.prepare", plan=notes["plan"], title="Dual control")
    version = office.row(Extract).version
    office.do("extract.edit", extract=extract, classification=Classification.OPEN, version=version)
    office.refuse("extract.edit", extract=extract, classification=Classification.SENSITIVE, version=version)
    assert office.row(ExtractVersion).classification == Classification.OPEN


def test_saving_what_is_there_already_changes_nothing_of_the_record(approved: Stage) -> None:
    office, notes = approved
    held = office.row(Case)
    office.do("case.edit", case=notes["case"], title=held.title, version=held.version)
    assert office.row(Case).version == held.version


def test_a_stale_row_is_not_saved(approved: Stage, second: Office) -> None:
    """Somebody reads, somebody else saves, the first writes what was read."""
    office, _ = approved
    with second.register.reading() as session:
        stale = session.query(Case).one()
        session.expunge(stale)
    office.do("case.edit", case=stale.reference, title="Another title")

    def write(session: object) -> None:
        session.add(stale)  # type: ignore[attr-defined]  # the writing session
        stale.title = "Mine"

    with pytest.raises(Refused, match="Somebody else changed this record"):
        second.writing(write)
    assert office.row(Case).title == "Another title"


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE], ids=["plain", "encrypted"])
def test_the_main_job_on_both_kinds_of_file(tmp_path: Path, passphrase: str | None) -> None:
    """From the Panel's requirement to the released extract, with the real documents and the real leak check."""
    path = tmp_path / "office.pma"
    office = found_office(path, passphrase)
    case, plan = office.submitted()
    advice = office.advice(plan)
    office.do(
        "advice.issue",
        advice=advice,
        decision=office.decide(advice, date(2026, 7, 14)),
        issued_on=date(2026, 7, 15),
        renderer=panel_advice.render,
    )
    office.panel("plan.record_approval", plan=plan, decided_on=date(2026, 8, 20))
    office.finish(case, f"{plan}/M1", date(2026, 9, 28))
    extract = office.ready(plan)
    office.do("extract.approve", extract=extract, decision=office.decide(extract, date(2026, 10, 6)))
    office.release(extract, renderer=plan_extract.render, checker=leak_check.check)
    assert [row.content[:4] for row in office.rows(IssuedBytes)] == [b"%PDF", b"%PDF", b"PK\x03\x04"]
    entries = office.count(AuditEntry)
    office.register.close()
    assert (path.read_bytes()[:15] == b"SQLite format 3") == (passphrase is None)
    again = open_register(path, passphrase=passphrase)
    try:
        reopened = Office(again, act_as(again, KEEPER, day=TODAY))
        assert reopened.count(AuditEntry) == entries
        assert reopened.row(Extract).state.value == "released"
        assert check(again).problems == ()
    finally:
        again.close()
