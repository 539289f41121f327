"""What else the check finds than altered values: missing and added things, bytes, counters, the order of the chain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pma_assure.records.house import Counter
from pma_assure.records.organisations import Organisation
from pma_assure.register import check_schema, findings
from pma_assure.register.check import check, check_file
from pma_assure.register.register import Register
from pma_assure.rules.vocabulary import PartyCategory
from pma_assure.values.soundness import Problem, Soundness
from tests.register.conftest import Template, context
from tests.register.test_alterations import shell

Statements = tuple[str, ...]


def after(template: Template, folder: Path, *statements: str) -> Soundness:
    """What the check says after somebody ran the statements in a plain shell."""
    path = template.copy(folder)
    driver = shell(template, path)
    for statement in statements:
        driver.execute(statement)
    driver.close()
    return check_file(path, template.passphrase)


def said(found: Soundness, code: str) -> list[str]:
    return [problem.sentence for problem in found.faults if problem.code == code]


def test_a_register_with_a_row_in_every_table_is_sound(filled_template: Template, tmp_path: Path) -> None:
    assert after(filled_template, tmp_path) == Soundness(sound=True, problems=())


@pytest.mark.parametrize(
    ("statement", "code", "sentence"),
    [
        ("DROP TRIGGER decision_frozen", "schema_missing", "The trigger decision_frozen is missing."),
        ("DROP INDEX ix_case_file_list", "schema_missing", "The index ix_case_file_list is missing."),
        ("CREATE TABLE beside (a)", "schema_extra", "The table beside is none of this program's."),
        ("CREATE INDEX more ON person (email)", "schema_extra", "The index more is none of this program's."),
        ("CREATE VIEW seen AS SELECT 1", "schema_extra", "The view seen is none of this program's."),
        (
            "CREATE TRIGGER quiet AFTER INSERT ON vote BEGIN UPDATE decision SET votes_for = 0; END",
            "schema_extra",
            "The trigger quiet is none of this program's.",
        ),
        ("ALTER TABLE person ADD COLUMN nickname TEXT", "schema_altered", "The table person is not as this program"),
        ("PRAGMA user_version = 7", "schema_altered", "The file's user_version is 7"),
        ("DELETE FROM alembic_version", "schema_version", "it holds 0"),
        ("INSERT INTO alembic_version VALUES ('0000')", "schema_version", "it holds 2"),
        ("DROP TABLE alembic_version", "schema_missing", "The table alembic_version is missing."),
        ("DROP TABLE search_words", "schema_missing", "The table search_words is missing."),
        ("DELETE FROM search_row WHERE number = 3", "search_row_missing", "is not in the search index"),
        ("DELETE FROM search_words WHERE rowid = 3", "search_row_missing", "search_words_content"),
        (
            "INSERT INTO search_row VALUES (900, 'ffffffffffffffffffffffffffffffff', 'person', 'PERS-0900')",
            "search_astray",
            "Row 900 of search_row belongs to no searchable row",
        ),
        ("INSERT INTO search_words (rowid, words) VALUES (901, 'planted')", "search_astray", "Row 901 of search_words"),
        ("DELETE FROM search_words_data", "search_altered", "search_words_data"),
    ],
)
def test_what_was_done_to_the_file(
    filled_template: Template, tmp_path: Path, statement: str, code: str, sentence: str
) -> None:
    found = after(filled_template, tmp_path, statement)
    assert not found.sound
    assert any(sentence in each for each in said(found, code)), found.problems


def test_every_table_dropped(filled_template: Template, tmp_path: Path) -> None:
    for table in check_schema.laid_out():
        if table[0] == "table" and not table[1].startswith("search_words_"):
            found = after(filled_template, tmp_path, f'DROP TABLE "{table[1]}"')
            assert f"The table {table[1]} is missing." in said(found, "schema_missing")


@pytest.mark.parametrize(("table", "holder"), [("evidence", "evidence_bytes"), ("issued_document", "issued_bytes")])
def test_bytes_are_held_to_their_digest(filled_template: Template, tmp_path: Path, table: str, holder: str) -> None:
    open_up = f"DROP TRIGGER {holder}_frozen"
    altered = after(filled_template, tmp_path, open_up, f"UPDATE {holder} SET content = CAST('x' || content AS BLOB)")
    assert len(said(altered, "bytes_altered")) == 2
    assert f"{holder}.content" in said(altered, "row_altered")[0]
    emptied = after(filled_template, tmp_path, open_up, f"UPDATE {holder} SET content = 7")
    assert said(emptied, "bytes_missing")
    gone = after(filled_template, tmp_path, f"DROP TRIGGER {holder}_kept", f"DELETE FROM {holder}")
    assert said(gone, "bytes_missing")
    assert said(gone, "entry_without_row")


def test_rows_and_entries_belong_together(filled_template: Template, tmp_path: Path) -> None:
    planted = after(
        filled_template,
        tmp_path,
        "INSERT INTO counter (id, version, prefix, year, last) VALUES (lower(hex(randomblob(16))), 1, 'CASE', 2026, 5)",
    )
    assert [problem.table for problem in planted.faults] == ["counter"]
    assert said(planted, "row_without_entry")
    removed = after(filled_template, tmp_path, "DROP TRIGGER vote_kept", "DELETE FROM vote")
    assert [problem.table for problem in removed.faults if problem.code == "entry_without_row"] == ["vote"]


@pytest.mark.parametrize("number", [1, 20])
def test_the_first_entry_that_does_not_fit_is_named(filled_template: Template, tmp_path: Path, number: int) -> None:
    opened = ("DROP TRIGGER audit_entry_frozen", "DROP TRIGGER audit_entry_kept")
    one = f"WHERE number = {number}"
    altered = after(filled_template, tmp_path, *opened, f"UPDATE audit_entry SET person = 'Nobody' {one}")
    assert said(altered, "chain_broken")[0].startswith(f"Audit entry {number}: its columns and its digest")
    removed = after(filled_template, tmp_path, *opened, f"DELETE FROM audit_entry {one}")
    assert said(removed, "chain_broken")[0].startswith(f"Audit entry {number}: column number should be {number}")
    later = after(filled_template, tmp_path, *opened, f"UPDATE audit_entry SET previous = digest {one}")
    assert said(later, "chain_broken")[0].startswith(f"Audit entry {number}: column previous")


def test_a_chain_forged_as_a_whole_does_not_fit_the_rows(filled_template: Template, tmp_path: Path) -> None:
    """Somebody who alters an entry and mends every digest after it is found out by the row."""
    from pma_assure.register.audit_rows import FIRST_PREVIOUS
    from pma_assure.register.session import digest_of
    from pma_assure.register.stored import as_in_trail, columns_of

    path = filled_template.copy(tmp_path)
    driver = shell(filled_template, path)
    driver.execute("DROP TRIGGER audit_entry_frozen")
    columns = columns_of("audit_entry")
    previous = FIRST_PREVIOUS
    names = ", ".join(columns)
    for row in driver.execute(f"SELECT {names} FROM audit_entry ORDER BY number").fetchall():
        entry = {name: as_in_trail(kind, row[place]) for place, (name, kind) in enumerate(columns.items())}
        if entry["table_name"] == "organisation":
            changes = json.loads(str(entry["changes"]))
            changes["name"][1] = "Another name"
            entry["changes"] = json.dumps(changes, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        entry["previous"] = previous
        entry["digest"] = previous = digest_of(entry)
        driver.execute(
            "UPDATE audit_entry SET changes = ?, previous = ?, digest = ? WHERE number = ?",
            (entry["changes"], entry["previous"], entry["digest"], entry["number"]),
        )
    driver.close()
    found = check_file(path, filled_template.passphrase)
    assert said(found, "chain_broken") == []
    assert ["organisation.name of" in each for each in said(found, "row_altered")] == [True]


def test_values_are_shown_and_long_text_is_not(filled_template: Template, tmp_path: Path) -> None:
    opened = ("DROP TRIGGER decision_frozen", "DROP TRIGGER passage_text_frozen")
    found = after(
        filled_template,
        tmp_path,
        *opened,
        "UPDATE decision SET votes_for = 6",
        "UPDATE passage_text SET text = 'the combination of the safe is 4711'",
    )
    (votes, passage) = said(found, "row_altered")
    assert votes.endswith("the trail says “1”, the row says “6”.")
    assert "passage_text.text" in passage
    assert "combination" not in json.dumps([problem.sentence for problem in found.problems])
    assert "a text of 35 letters" in passage


def test_rubbish_in_every_kind_of_column(filled_template: Template, tmp_path: Path) -> None:
    """Values no mapping could read are described, not tripped over."""
    found = after(
        filled_template,
        tmp_path,
        "PRAGMA ignore_check_constraints = ON",
        "UPDATE plan SET state = 'sanctioned'",
        "UPDATE plan SET required_on = 'yesterday'",
        "UPDATE meeting SET starts_at = x'00ff'",
        "UPDATE person SET name = CAST(x'fffe41' AS TEXT)",
        "UPDATE case_file SET version = 'two'",
        "UPDATE evidence_link SET record_id = 3.5",
        "UPDATE finding SET began_on = 'soon'",
    )
    altered = " ".join(said(found, "row_altered"))
    for place in ("plan.state", "plan.required_on", "meeting.starts_at", "person.name", "case_file.version"):
        assert place in altered


def test_a_counter_is_never_behind(opened: Register) -> None:
    def add(number: int) -> Organisation:
        name = f"Organisation {number}"
        return Organisation(reference=f"ORG-{number:04d}", name=name, category=PartyCategory.OTHER_SEC_PARTY)

    with opened.writing(context(opened)) as session:
        session.add_all([add(1), add(2), Counter(prefix="ORG", year=0, last=2)])
    assert check(opened).sound
    with opened.writing(context(opened)) as session:
        session.add(add(3))
    (problem,) = check(opened).faults
    assert (problem.code, problem.reference) == ("counter_behind", "ORG-0003")
    assert problem.sentence == "counter.last for ORG is 2, but ORG-0003 was allotted."


def test_a_check_while_somebody_works(opened: Register) -> None:
    """The check sees one state, and does not hold up who only reads."""
    with opened.reading() as reading:
        reading.execute(Organisation.__table__.select())
        assert check(opened).sound


def test_the_same_complaint_has_an_end() -> None:
    found = findings.Findings()
    for number in range(findings.LIMIT_OF_ONE_CODE + 7):
        found.add(Problem(code="irregular", severity="warning", reference=None, table="", sentence=str(number)))
    answer = found.soundness()
    assert answer.sound
    assert len(answer.problems) == findings.LIMIT_OF_ONE_CODE + 1
    assert answer.problems[-1].sentence == "7 more problems of the kind irregular are not listed."
