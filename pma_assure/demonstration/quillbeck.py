"""A case from the tracker of an earlier office: one finding is reopened, the risk of another accepted."""

from __future__ import annotations

from sqlalchemy import select

from pma_assure.demonstration import evidence_files as files
from pma_assure.demonstration import old_tracker
from pma_assure.demonstration.office import Conduct, Office
from pma_assure.demonstration.timetable import Story
from pma_assure.records.cases import Case, Finding
from pma_assure.rules.vocabulary import Asked
from pma_assure.workflows import cases, finding_closing, imports


def stories(office: Office) -> list[Story]:
    return [_taken_in(office), _reopened(office), _risk(office)]


def _taken_in(office: Office) -> Story:
    """The tracker comes in with a mapping that is kept; what it says of the past is marked imported."""
    yield office.timetable.at_work(2025, 12, 10)
    imports.save(office.keeper, name=old_tracker.MAPPING_NAME, mapping=old_tracker.MAPPING)
    imports.take_in(
        office.keeper,
        file=old_tracker.workbook(office.timetable),
        mapping=old_tracker.MAPPING_NAME,
        reader=office.renderers.workbook,
        progress=_untold,
    )
    with office.register.reading() as session:
        rows = session.execute(
            select(Finding.old_reference, Finding.reference, Case.reference)
            .join(Case, Case.id == Finding.case_id)
            .where(Finding.old_reference.in_(old_tracker.FINDINGS.values()))
        ).all()
    found = {old: (finding, case) for old, finding, case in rows}
    for key, old in old_tracker.FINDINGS.items():
        office.made[f"quillbeck {key}"], office.made["quillbeck case"] = found[old]


def _untold(done: int, total: int, words: str) -> None:
    """Nobody looks on."""


def _reopened(office: Office) -> Story:
    """What was closed before the register was begun turns out not to have lasted."""
    work, day, tell = office.timetable.at_work, office.timetable.day, office.timetable.tell
    yield work(2026, 10, 20)
    finding = office.made["quillbeck returns"]
    office.take_in(
        office.made["quillbeck case"],
        "Card register and count of October",
        old_tracker.PARTICIPANT,
        work(2026, 10, 19),
        files.table("cards-october.csv", "card,in register,in safe", ("QB-11,no,yes", "QB-12,no,yes", "QB-13,yes,yes")),
        supports=(finding,),
    )
    finding_closing.reopen(
        office.keeper,
        finding=finding,
        reopened_on=office.day,
        due=day(2026, 12, 18),
        reason=tell("Two cards that came back on {2026-08-03} are not in the register, as Quillbeck itself reports."),
    )


def _risk(office: Office) -> Story:
    """A clock that cannot be mended before a building is given up: the PMA advises the Panel to bear it till then."""
    work, day = office.timetable.at_work, office.timetable.day
    november = work(2026, 11, 3)
    yield office.paper_day(november)
    finding = office.made["quillbeck clock"]
    item = office.put(
        november,
        Conduct(against=("H. Boyd",), minutes=15),
        title="Quillbeck Heat & Power: the clock of the logging server",
        subject=finding,
        asks=Asked.ADVISE_ACCEPTED_RISK,
        motion="That the PMA advise the Panel of an accepted risk until the building is given up.",
        reasons="Nine seconds do not change the order of two entries, as both officers' logs have one clock. A new"
        " device for eight months would be no better.",
    )
    yield work(2026, 11, 6)
    finding_closing.advise_accepted_risk(
        office.keeper,
        finding=finding,
        decision=item.decision,
        risk_until=day(2027, 6, 30),
        reason="The difference is read and written down each working day; the server goes with the building.",
    )
    cases.note(
        office.keeper,
        case=office.made["quillbeck case"],
        note="The obligation stands; what is advised is to bear the risk until the day that was named.",
    )
