"""Creating and opening a register: what is refused, and that a refusal changes nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from pma_assure.records.organisations import Organisation
from pma_assure.register import check, file_header, register
from pma_assure.register.check import check_file
from pma_assure.register.register import Register, create, open_register
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.vocabulary import PartyCategory
from tests.register.conftest import PASSPHRASE, Template, context, running_clock
from tests.register.test_alterations import shell

SECRET_WORDS = ("Halden Power Cyfyngedig", "Halden", "organisation", "CREATE TABLE")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_an_existing_file_is_never_overwritten(tmp_path: Path, passphrase: str | None) -> None:
    path = tmp_path / "kept.pma"
    path.write_bytes(b"somebody's file")
    with pytest.raises(Refused, match="nothing overwrites a register"):
        create(path, passphrase=passphrase)
    assert bytes_of(tmp_path) == {"kept.pma": b"somebody's file"}


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"folder .*absent does not exist"):
        create(tmp_path / "absent" / "new.pma")


@pytest.mark.parametrize("passphrase", ["", "short", "elevenchars"])
def test_a_short_passphrase_is_refused(tmp_path: Path, passphrase: str) -> None:
    with pytest.raises(Refused, match="at least 12 characters") as refusal:
        create(tmp_path / "new.pma", passphrase=passphrase)
    assert refusal.value.field == "passphrase"
    assert bytes_of(tmp_path) == {}


def test_a_failed_creation_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pma_assure.register.register._lay_out", fail)
    with pytest.raises(Refused, match="No space left on device"):
        create(tmp_path / "new.pma")
    assert bytes_of(tmp_path) == {}


def test_a_new_register_is_one_file_and_sound(empty_template: Template, tmp_path: Path) -> None:
    path = empty_template.copy(tmp_path)
    assert check_file(path, empty_template.passphrase).problems == ()
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_no_file(tmp_path: Path) -> None:
    for attempt in (open_register, check_file):
        with pytest.raises(NotFound, match="There is no register at"):
            attempt(tmp_path / "absent.pma")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "0 bytes long"),
        (b"Minutes of the 14th meeting", "27 bytes long"),
        (b"Minutes of the 14th meeting\n" * 100, "is a text file and no register"),
        ("Cofnodion y 14eg cyfarfod: tŷ, gŵr\n".encode() * 40, "is a text file and no register"),
        (b"\x93\xfa\x01\x02" * 500, "encrypted, or no register"),
    ],
)
def test_what_is_no_register(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "minutes.pma"
    path.write_bytes(content)
    for attempt in (open_register, check_file):
        with pytest.raises(Refused, match=sentence):
            attempt(path)
    assert bytes_of(tmp_path) == {"minutes.pma": content}


def test_text_with_a_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "minutes.pma"
    path.write_bytes(b"Minutes of the 14th meeting\n" * 100)
    with pytest.raises(Refused, match="is a text file"):
        open_register(path, passphrase=PASSPHRASE)
    with pytest.raises(Refused, match="is a text file"):
        check_file(path, PASSPHRASE)


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_link_to_nothing_is_not_followed_nor_replaced(tmp_path: Path, passphrase: str | None) -> None:
    path = tmp_path / "office.pma"
    path.symlink_to(tmp_path / "elsewhere.pma")
    with pytest.raises(Refused, match=r"is a link to .*elsewhere\.pma, where nothing is"):
        create(path, passphrase=passphrase)
    assert path.is_symlink()
    assert [each.name for each in tmp_path.iterdir()] == ["office.pma"]


def test_a_database_that_is_no_register(tmp_path: Path) -> None:
    path = tmp_path / "stock.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE meter (serial TEXT)")
        connection.execute("INSERT INTO meter VALUES ('E6S1000001')")
    connection.close()
    before = bytes_of(tmp_path)
    for attempt in (open_register, check_file):
        with pytest.raises(Refused, match="not a register of PMA Assure"):
            attempt(path)
    assert bytes_of(tmp_path) == before


def test_a_missing_or_wrong_passphrase(empty_template: Template, tmp_path: Path) -> None:
    path = empty_template.copy(tmp_path)
    before = bytes_of(tmp_path)
    if empty_template.passphrase is None:
        open_register(path, passphrase="a passphrase it does not need").close()
        return
    for attempt in (open_register, check_file):
        with pytest.raises(Refused, match="Give its passphrase") as refusal:
            attempt(path)
        assert refusal.value.field == "passphrase"
    with pytest.raises(Refused, match="does not open") as refusal:
        open_register(path, passphrase="a heron stands in the wier")
    assert refusal.value.field == "passphrase"
    with pytest.raises(Refused, match="does not open"):
        check_file(path, "a heron stands in the wier")
    assert bytes_of(tmp_path) == before


@pytest.mark.parametrize("kept", [0.02, 0.5, 0.97])
def test_a_torn_file(filled_template: Template, tmp_path: Path, kept: float) -> None:
    path = filled_template.copy(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept)])
    before = bytes_of(tmp_path)
    with pytest.raises(Refused):
        open_register(path, passphrase=filled_template.passphrase)
    assert bytes_of(tmp_path) == before
    found = check_file(path, filled_template.passphrase)
    assert not found.sound
    assert "file_damaged" in {problem.code for problem in found.problems}


def test_a_flipped_bit_in_an_encrypted_page(filled_template: Template, tmp_path: Path) -> None:
    path = filled_template.copy(tmp_path)
    whole = bytearray(path.read_bytes())
    whole[len(whole) * 2 // 3] ^= 1
    path.write_bytes(bytes(whole))
    if filled_template.passphrase is not None:
        assert "file_damaged" in {problem.code for problem in check_file(path, filled_template.passphrase).faults}


def test_a_newer_schema_is_refused_and_nothing_changed(filled_template: Template, tmp_path: Path) -> None:
    path = filled_template.copy(tmp_path)
    driver = shell(filled_template, path)
    driver.execute("UPDATE alembic_version SET version_num = '9001'")
    driver.close()
    before = bytes_of(tmp_path)
    with pytest.raises(Refused, match=r"newer PMA Assure .*9001"):
        open_register(path, passphrase=filled_template.passphrase)
    assert bytes_of(tmp_path) == before
    (problem,) = check_file(path, filled_template.passphrase).problems
    assert (problem.code, problem.table) == ("schema_version", "alembic_version")
    assert "9001" in problem.sentence
    assert bytes_of(tmp_path) == before


def test_checking_changes_no_byte(filled_template: Template, tmp_path: Path) -> None:
    path = filled_template.copy(tmp_path)
    before = bytes_of(tmp_path)
    stamp = path.stat().st_mtime_ns
    assert check_file(path, filled_template.passphrase).sound
    assert bytes_of(tmp_path) == before
    assert path.stat().st_mtime_ns == stamp


def test_checking_leaves_unmoved_what_a_killed_program_saved(opened: Register, tmp_path: Path) -> None:
    """The newest deeds of a killed program stand in the file beside; the check reads them and moves nothing."""
    with opened.writing(context(opened)) as session:
        session.add(Organisation(reference="ORG-A", name="Halden Power", category=PartyCategory.LARGE_SUPPLIER))
    killed = tmp_path / "killed"
    killed.mkdir()
    for name in ("test.pma", "test.pma-wal"):
        (killed / name).write_bytes((tmp_path / name).read_bytes())
    before = bytes_of(killed)
    found = check_file(killed / "test.pma", PASSPHRASE if opened.encrypted else None)
    assert found.problems == ()
    after = bytes_of(killed)
    after.pop("test.pma-shm", None)
    assert after == before
    again = open_register(killed / "test.pma", passphrase=PASSPHRASE if opened.encrypted else None)
    with again.reading() as session:
        assert session.query(Organisation.name).all() == [("Halden Power",)]
    again.close()


PRAGMAS = {
    "foreign_keys": 1,
    "synchronous": 2,
    "journal_mode": "wal",
    "recursive_triggers": 1,
    "temp_store": 2,
    "query_only": 1,
}


@pytest.mark.parametrize(("name", "value"), PRAGMAS.items())
def test_how_every_connection_is_set_up(opened: Register, name: str, value: object) -> None:
    with opened.reading() as session:
        assert session.connection().exec_driver_sql(f"PRAGMA {name}").scalar() == value


def test_an_encrypted_file_holds_no_plain_word(opened: Register, tmp_path: Path) -> None:
    with opened.writing(context(opened)) as session:
        session.add(Organisation(reference="ORG-A", name=SECRET_WORDS[0], category=PartyCategory.LARGE_SUPPLIER))
    files = bytes_of(tmp_path)  # with the register still open, so that the -wal file is there
    assert "test.pma-wal" in files
    opened.close()
    files |= {f"closed {name}": content for name, content in bytes_of(tmp_path).items()}
    found = {word for word in SECRET_WORDS for content in files.values() if word.encode() in content}
    assert found == (set() if opened.encrypted else set(SECRET_WORDS))
    assert opened.encrypted != any(content.startswith(file_header.SQLITE_HEADER) for content in files.values())


def test_a_key_never_shows_itself(opened: Register) -> None:
    key: Any = opened.file_key
    if key is not None:
        assert key.raw.hex() not in f"{key!r} {key} {opened!r}"
        assert repr(key) == "FileKey(...)"


def test_a_register_is_opened_with_its_own_clock(empty_template: Template, tmp_path: Path) -> None:
    register = open_register(empty_template.copy(tmp_path), passphrase=empty_template.passphrase, clock=running_clock())
    assert register.clock().year == 2026
    register.close()


def test_a_passphrase_is_the_same_however_its_letters_were_typed(tmp_path: Path) -> None:
    composed, decomposed = "tŷ gŵyr y dŵr glân", "ty\u0302 gw\u0302yr y dw\u0302r gla\u0302n"
    assert composed != decomposed
    for made, typed in ((composed, decomposed), (decomposed, composed)):
        path = tmp_path / f"{len(made)}.pma"
        create(path, passphrase=made, clock=running_clock()).close()
        open_register(path, passphrase=typed).close()
        assert check_file(path, typed).sound
        with pytest.raises(Refused, match="does not open"):
            open_register(path, passphrase=typed + "\n")


def test_marks_do_not_make_a_passphrase_longer(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="at least 12 characters"):
        create(tmp_path / "new.pma", passphrase="w\u0302" * 11)


@pytest.mark.parametrize("said", ["database or disk is full", "disk I/O error"])
def test_a_register_for_which_there_is_no_room_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    def no_room(*_: object) -> None:
        raise OperationalError("CREATE TABLE organisation", {}, sqlite3.OperationalError(said))

    monkeypatch.setattr(register, "_lay_out", no_room)
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=4096))
    with pytest.raises(Refused, match=r"The disk is full: .* was not made") as refused:
        create(tmp_path / "new.pma")
    assert "check" not in refused.value.sentence, "there is no file that could be looked at"
    assert list(tmp_path.iterdir()) == []


def test_what_sqlite_says_otherwise_of_a_new_register_is_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*_: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(register, "_lay_out", wrong)
    with pytest.raises(Refused, match=r"could not be made: unable to open database file\. There is no file there"):
        create(tmp_path / "new.pma")


def test_a_full_disk_is_not_a_damaged_register(
    empty_template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To read, SQLite makes a small file beside; that it cannot is no reason to take a backup."""
    path = empty_template.copy(tmp_path)

    class NoRoom:
        def execute(self, _: str) -> None:
            raise sqlite3.OperationalError("disk I/O error")

        def close(self) -> None:
            pass

    for module in (register, check):
        monkeypatch.setattr(module, "inspecting_connection", lambda *_, **__: NoRoom())
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=4096))
    with pytest.raises(Refused, match=r"disk that .* lies on is full"):
        open_register(path, passphrase=empty_template.passphrase)
    with pytest.raises(Refused, match=r"disk that .* lies on is full"):
        check_file(path, empty_template.passphrase)
