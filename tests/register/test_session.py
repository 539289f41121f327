"""The one session that writes: every flush writes its entries, and no statement slips past (design.md 3 and 4)."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import create_engine, delete, event, insert, select, text, update
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from pma_assure.records.every import BY_TABLE, CLASSES
from pma_assure.records.house import AuditEntry
from pma_assure.records.mapping import keys_from, new_key
from pma_assure.records.meetings import Meeting
from pma_assure.records.organisations import Organisation
from pma_assure.register import audit_rows, engine
from pma_assure.register.check import check
from pma_assure.register.register import Register, open_register
from pma_assure.register.session import RegisterSession, UnauditedStatement, is_write
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import MeetingMode, MeetingState, PartyCategory
from tests.register.conftest import PASSPHRASE, Template, context


def halden(reference: str = "ORG-A", name: str = "Halden Power") -> Organisation:
    return Organisation(reference=reference, name=name, category=PartyCategory.LARGE_SUPPLIER)


def row_of(reference: str = "ORG-Z") -> dict[str, Any]:
    return {
        "id": new_key(),
        "version": 1,
        "reference": reference,
        "name": f"Slipped past {reference}",
        "category": PartyCategory.DCC,
    }


RAW = (
    "INSERT INTO organisation (id, version, reference, name, category)"
    " VALUES ('0123456789abcdef0123456789abcdef', 1, 'ORG-Z', 'Slipped past', 'dcc')"
)


def state(register: Register) -> list[Any]:
    with register.reading() as session:
        organisations = session.execute(select(Organisation.reference, Organisation.name, Organisation.version)).all()
        entries = session.execute(select(AuditEntry.number, AuditEntry.digest)).all()
    return [*map(tuple, organisations), *map(tuple, entries)]


def test_every_flush_writes_its_entries(opened: Register) -> None:
    with opened.writing(context(opened, "organisations.add")) as session:
        organisation = halden()
        session.add(organisation)
        session.flush()
        organisation.name = "Halden Power Limited"
        session.flush()
        organisation.category = PartyCategory.OTHER_SEC_PARTY
    with opened.reading() as session:
        entries = session.execute(select(AuditEntry).order_by(AuditEntry.number)).scalars().all()
        assert [(entry.number, entry.operation, entry.deed_number) for entry in entries] == [
            (1, "insert", 1),
            (2, "update", 1),
            (3, "update", 1),
        ]
        changes = [json.loads(entry.changes) for entry in entries]
        assert changes[0]["name"] == [None, "Halden Power"]
        assert set(changes[0]) == {column.name for column in Organisation.__table__.columns}
        assert changes[1] == {"name": ["Halden Power", "Halden Power Limited"], "version": [1, 2]}
        assert changes[2] == {"category": ["large_supplier", "other_sec_party"], "version": [2, 3]}
        assert {(entry.deed, entry.person, entry.capacity, entry.reference) for entry in entries} == {
            ("organisations.add", "A. Tester", "pki_specialist", "ORG-A")
        }
        assert entries[0].previous == audit_rows.FIRST_PREVIOUS
        assert [entry.previous for entry in entries[1:]] == [entry.digest for entry in entries[:-1]]


def test_one_entry_for_every_row_of_every_table(full: Register) -> None:
    with full.reading() as session:
        for class_ in CLASSES:
            if class_ is AuditEntry:
                continue
            for (key,) in session.execute(select(class_.id)):
                entries = session.execute(select(AuditEntry.operation).where(AuditEntry.row_id == key)).scalars().all()
                assert entries[0] == "insert", class_
    assert check(full).problems == ()


def test_a_change_to_the_same_value_is_no_change(opened: Register) -> None:
    with opened.writing(context(opened)) as session:
        organisation = halden()
        session.add(organisation)
        session.flush()
        organisation.name = "Halden Power"
    assert state(opened)[0] == ("ORG-A", "Halden Power", 1)
    assert len(state(opened)) == 2


def test_text_is_kept_in_one_writing(opened: Register) -> None:
    with opened.writing(context(opened)) as session:
        session.add(halden(name="Cwmni Pw\u0302er"))  # w and a circumflex beside it
    assert state(opened)[0][1] == "Cwmni P\u0175er"
    assert check(opened).sound


# Each tries to change a row so that no audit entry is written. ``session`` is inside a deed.
PAST: dict[str, Callable[[Session], object]] = {
    "orm update": lambda s: s.execute(update(Organisation).values(name="Slipped past")),
    "orm delete": lambda s: s.execute(delete(Organisation)),
    "query update": lambda s: s.query(Organisation).update({"name": "Slipped past"}),
    "query delete": lambda s: s.query(Organisation).delete(),
    "orm insert": lambda s: s.execute(insert(Organisation), [row_of()]),
    "orm insert of many": lambda s: s.execute(insert(Organisation), [row_of("ORG-Y"), row_of("ORG-Z")]),
    "core insert": lambda s: s.execute(insert(Organisation.__table__).values(**row_of())),
    "core update": lambda s: s.connection().execute(update(Organisation.__table__).values(name="Slipped past")),
    "text": lambda s: s.execute(text(RAW)),
    "text in lower case": lambda s: s.execute(text("  insert" + RAW[6:])),
    "text behind a comment": lambda s: s.execute(text("/* SELECT */ " + RAW)),
    "text behind a line comment": lambda s: s.execute(text("-- SELECT\n" + RAW)),
    "WITH before INSERT": lambda s: s.execute(text("WITH one AS (SELECT 1) " + RAW)),
    "WITH before UPDATE": lambda s: s.execute(text("WITH one AS (SELECT 1) UPDATE organisation SET name = 'x'")),
    "WITH before DELETE": lambda s: s.execute(text("WITH one AS (SELECT 1) DELETE FROM organisation")),
    "REPLACE": lambda s: s.execute(text("REPLACE" + RAW[6:])),
    "INSERT OR REPLACE": lambda s: s.execute(text("INSERT OR REPLACE" + RAW[6:])),
    "exec_driver_sql": lambda s: s.connection().exec_driver_sql(RAW),
    "bulk_insert_mappings": lambda s: s.bulk_insert_mappings(Organisation.__mapper__, [row_of()]),
    "bulk_update_mappings": lambda s: s.bulk_update_mappings(
        Organisation.__mapper__, [{"id": s.scalars(select(Organisation.id)).first(), "name": "x", "version": 1}]
    ),
    "bulk_save_objects": lambda s: s.bulk_save_objects([halden("ORG-Z", "Slipped past")]),
    "DROP TRIGGER": lambda s: s.execute(text("DROP TRIGGER organisation_kept")),
    "DROP TABLE": lambda s: s.execute(text("DROP TABLE release")),
    "CREATE TABLE": lambda s: s.execute(text("CREATE TABLE beside (a)")),
    "VACUUM": lambda s: s.execute(text("VACUUM")),
    "ATTACH": lambda s: s.execute(text("ATTACH ':memory:' AS other")),
    "a pragma that sets": lambda s: s.execute(text("PRAGMA foreign_keys = OFF")),
    "a pragma that sets, in brackets": lambda s: s.execute(text("PRAGMA writable_schema(1)")),
    "query_only off": lambda s: s.execute(text("PRAGMA query_only = OFF")),
    "COMMIT": lambda s: s.execute(text("COMMIT")),
    "ROLLBACK": lambda s: s.execute(text("ROLLBACK")),
    "the search index": lambda s: s.execute(text("DELETE FROM search_words")),
    "the audit trail": lambda s: s.execute(text("UPDATE audit_entry SET person = 'Somebody else'")),
}


@pytest.mark.parametrize("how", PAST)
def test_no_statement_slips_past(opened: Register, how: str) -> None:
    with opened.writing(context(opened)) as session:
        session.add(halden())
    before = state(opened)

    def in_a_deed() -> None:
        with opened.writing(context(opened)) as session:
            session.add(halden("ORG-B", "Brightwater Energy"))
            PAST[how](session)

    def while_reading() -> None:
        with keys_from(opened.keys), opened.reading() as session:
            PAST[how](session)

    for attempt in (in_a_deed, while_reading):
        with pytest.raises(UnauditedStatement):
            attempt()
        assert state(opened) == before
    assert check(opened).problems == ()


def test_the_driver_itself_refuses_outside_a_flush(opened: Register) -> None:
    """Below SQLAlchemy there is no cursor to watch; SQLite's own ``query_only`` says no."""
    before = state(opened)
    for opening in (opened.writing(context(opened)), opened.reading()):
        with opening as session:
            driver: Any = session.connection().connection.driver_connection
            with pytest.raises(Exception, match="readonly database"):
                driver.execute(RAW)
    assert state(opened) == before


INSIDE: dict[str, str] = {
    "an insert": RAW,
    "an update": "UPDATE organisation SET name = name || '!'",
    "a delete": "DELETE FROM organisation",
    "a trigger dropped": "DROP TRIGGER organisation_kept",
    "WITH": "WITH one AS (SELECT 1) " + RAW,
}


@pytest.mark.parametrize("moment", ["before_flush", "before_insert", "after_insert", "after_flush"])
@pytest.mark.parametrize("how", INSIDE)
def test_nothing_slips_into_the_flush(opened: Register, how: str, moment: str) -> None:
    """Somebody listens to the flush and writes while the way is open: the rows are counted."""
    with opened.writing(context(opened)) as session:
        session.add(halden())
    before = state(opened)

    def on_row(_: object, connection: Any, __: object) -> None:
        connection.exec_driver_sql(INSIDE[how])

    def on_flush(session: Session, *_: object) -> None:
        session.connection().exec_driver_sql(INSIDE[how])

    target: Any = Organisation if "insert" in moment else RegisterSession
    listener: Any = on_row if "insert" in moment else on_flush
    event.listen(target, moment, listener)
    try:
        with pytest.raises((UnauditedStatement, Refused)), opened.writing(context(opened)) as session:
            session.add(halden("ORG-B", "Brightwater Energy"))
    finally:
        event.remove(target, moment, listener)
    assert state(opened) == before
    assert check(opened).problems == ()


@pytest.mark.parametrize(
    ("statement", "writes"),
    [
        ("SELECT 1", False),
        ("  select 1", False),
        ("WITH a AS (SELECT 1) SELECT * FROM a", False),
        ("WITH a AS (SELECT replace('a', 'b', 'c')) SELECT * FROM a", False),
        ("PRAGMA data_version", False),
        ('PRAGMA main.table_xinfo("organisation")', False),
        ("SAVEPOINT a", False),
        ("ROLLBACK TO SAVEPOINT a", False),
        ("ROLLBACK", True),
        ("PRAGMA user_version = 3", True),
        ("ANALYZE", True),
        ("", False),
    ],
)
def test_what_counts_as_writing(statement: str, writes: bool) -> None:
    assert is_write(statement) is writes


def test_a_savepoint_inside_a_deed(opened: Register) -> None:
    with opened.writing(context(opened)) as session:
        session.add(halden())
        session.flush()
        with session.begin_nested():
            session.add(halden("ORG-B", "Brightwater Energy"))
    assert [row[0] for row in state(opened)[:2]] == ["ORG-A", "ORG-B"]
    assert check(opened).problems == ()


@pytest.mark.parametrize("class_", CLASSES, ids=lambda class_: class_.__tablename__)
def test_no_row_is_deleted_by_the_session(full: Register, class_: Any) -> None:
    with pytest.raises(UnauditedStatement, match="nothing is deleted"), full.writing(context(full)) as session:
        session.delete(session.scalars(select(class_)).first())
    assert check(full).problems == ()


def test_a_reading_session_does_not_write(opened: Register) -> None:
    with keys_from(opened.keys), opened.reading() as session:
        session.add(halden())
        with pytest.raises(UnauditedStatement, match="only reads"):
            session.flush()


def test_a_deed_that_fails_leaves_nothing(opened: Register) -> None:
    def failing() -> None:
        with opened.writing(context(opened)) as session:
            session.add(halden())
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert state(opened) == []
    with opened.writing(context(opened)) as session:
        session.add(halden())
    assert len(state(opened)) == 2


def test_what_the_database_refuses_is_said_in_words(opened: Register) -> None:
    with opened.writing(context(opened)) as session:
        session.add(halden())
    with pytest.raises(Refused, match="refused this: UNIQUE"), opened.writing(context(opened)) as session:
        session.add(halden("ORG-B"))


def test_instants_are_aware(opened: Register) -> None:
    def meeting(starts_at: datetime) -> Meeting:
        return Meeting(
            reference="MTG-X",
            number=14,
            title="PMA meeting 14",
            starts_at=starts_at,
            place="By telephone",
            mode=MeetingMode.TELEPHONE,
            state=MeetingState.SCHEDULED,
        )

    with pytest.raises((TypeError, StatementError)), opened.writing(context(opened)) as session:
        session.add(meeting(datetime(2026, 6, 16, 10, 0)))  # noqa: DTZ001  # a naive instant is what is refused here
    with opened.writing(context(opened)) as session:
        session.add(meeting(datetime(2026, 6, 16, 10, 0, tzinfo=UTC)))
    with opened.reading() as session:
        assert session.execute(select(Meeting.starts_at)).scalar_one() == datetime(2026, 6, 16, 10, 0, tzinfo=UTC)


def test_a_stale_version_is_refused(opened: Register) -> None:
    """Two people read version 1; the second to save is told."""
    with opened.writing(context(opened)) as session:
        session.add(halden())
    with opened.reading() as session:
        read = session.scalars(select(Organisation)).one()
    with opened.writing(context(opened)) as session:
        session.scalars(select(Organisation)).one().name = "Halden Power Limited"
    before = state(opened)

    def save() -> None:
        with opened.writing(context(opened)) as session:
            session.add(read)
            read.name = "Halden Power plc"

    with pytest.raises(Refused, match="Somebody else changed this record"):
        save()
    assert state(opened) == before


def test_a_second_writer_waits_or_is_told(
    empty_template: Template, opened: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    other = open_register(opened.path, passphrase=PASSPHRASE if opened.encrypted else None)
    with opened.writing(context(opened)) as session:
        session.add(halden())
        session.flush()
        with pytest.raises(Refused, match="Somebody else is saving"), other.writing(context(other)):
            pass
    with other.writing(context(other)) as session:
        session.add(halden("ORG-B", "Brightwater Energy"))
    assert [row[0] for row in state(opened)[:2]] == ["ORG-A", "ORG-B"]
    assert check(opened).problems == ()
    other.close()


def test_what_another_program_saves_is_seen(opened: Register) -> None:
    other = open_register(opened.path, passphrase=PASSPHRASE if opened.encrypted else None)
    first = opened.changes_elsewhere()
    assert opened.changes_elsewhere() == first
    with other.writing(context(other)) as session:
        session.add(halden())
    assert opened.changes_elsewhere() != first
    other.close()


def test_tables_are_named_once() -> None:
    assert len(BY_TABLE) == len(CLASSES)


def test_an_entry_is_written_as_sqlalchemy_would_write_it(opened: Register) -> None:
    """The trail goes to the driver itself; what stands in the file must not tell."""
    with opened.writing(context(opened)) as session:
        session.add(halden())
    raw = "SELECT * FROM audit_entry"
    beside = create_engine("sqlite://")
    with opened.reading() as reading, beside.begin() as other:
        AuditEntry.__table__.create(other)  # type: ignore[attr-defined]  # a FromClause to the checker, a Table in truth
        other.execute(insert(AuditEntry), session.entries)
        assert reading.connection().exec_driver_sql(raw).all() == other.exec_driver_sql(raw).all()
    beside.dispose()


def test_a_full_disk_under_the_trail_is_said_in_a_sentence(opened: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """The entries go past SQLAlchemy, which would have wrapped the driver's error."""
    head = audit_rows.head

    def no_more_room(driver: Any) -> tuple[int, str]:
        driver.execute("PRAGMA max_page_count = 1")  # never below what there is
        return head(driver)

    before = state(opened)
    monkeypatch.setattr(audit_rows, "head", no_more_room)
    with pytest.raises(Refused, match="The disk is full"), opened.writing(context(opened)) as session:
        session.add_all([halden(f"ORG-{number}", f"Halden Power {number}") for number in range(300)])
    assert state(opened) == before


def test_no_error_repeats_what_was_being_written(opened: Register) -> None:
    """The log keeps errors with where they came from, and stands in clear beside an encrypted register."""
    names = ("Coldharbour Key Services", "Coldharbour Keys")

    def write() -> None:
        with opened.writing(context(opened)) as session:
            session.add_all([halden(name=name) for name in names])
            session.flush()

    with pytest.raises(Exception, match="reference") as failed:
        write()
    assert "Coldharbour" not in "".join(traceback.format_exception(failed.value))
