"""The command line, whose verbs, JSON and exit statuses are a contract with scripts outside (design.md 5)."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import demonstrated
from ui.command_line import main

TODAY = "2026-11-23"
KEEPER = demonstrated.KEEPER
PASSPHRASE = "a heron stands in the weir"


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """One command in this process, on a fixed day, where nobody can be asked for a passphrase."""
    monkeypatch.delenv("PMA_ASSURE_PASSPHRASE", raising=False)
    monkeypatch.setattr("ui.commands.opening._somebody_there", lambda: False)

    def command(*arguments: object, today: str | None = TODAY) -> Ran:
        before = [] if today is None else ["--today", today]
        capsys.readouterr()
        status = main([*before, *(str(argument) for argument in arguments)])
        said = capsys.readouterr()
        return Ran(status, said.out, said.err)

    return command


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return demonstrated.copy_to(tmp_path)


def given(tmp_path: Path, **values: object) -> Path:
    path = tmp_path / "given.json"
    path.write_text(json.dumps(values), encoding="utf-8")
    return path


def one_sentence(ran: Ran) -> str:
    """What stands on standard error: one line, no traceback, and it ends like a sentence."""
    assert ran.err.count("\n") == 1, ran.err
    assert "Traceback" not in ran.err
    assert ran.err.rstrip().endswith((".", ")"))
    return ran.err.strip()


# --- list, show, check ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["cases", "duties", "audit", "members", "milestones"])
def test_list_answers_for_scripts_and_for_people(run: Run, kind: str) -> None:
    ran = run("list", kind, "--register", demonstrated.register(), "--json")
    assert ran.status == 0
    assert list(ran.json) == ["schema", "kind", "as_of", "items"]
    assert (ran.json["schema"], ran.json["kind"], ran.json["as_of"]) == (1, kind, TODAY)
    assert ran.json["items"]
    for_people = run("list", kind, "--register", demonstrated.register())
    assert for_people.status == 0
    lines = for_people.out.splitlines()
    assert set(lines[1]) == {"-", " "}, "a table with its headings"
    assert lines[-1].startswith(f"{kind.capitalize()}: {len(ran.json['items']):,}, as of")


def test_the_day_is_the_one_given(run: Run) -> None:
    first = run("list", "milestones", "--register", demonstrated.register(), "--json").json["items"]
    later = run("list", "milestones", "--register", demonstrated.register(), "--json", today="2027-11-23").json["items"]
    assert sum(item["days_overdue"] for item in first) < sum(item["days_overdue"] for item in later)


@pytest.mark.parametrize("kind", ["sanctions", "nonsense", ""])
def test_a_kind_that_is_not_kept_is_wrong_usage(run: Run, kind: str) -> None:
    ran = run("list", kind, "--register", demonstrated.register())
    assert ran.status == 2
    assert ran.out == ""
    one_sentence(ran)


def test_show_answers_for_scripts_and_for_people(run: Run) -> None:
    for reference in ("CASE-2025-0001", "EXT-2026-0001", "MTG-2026-0001", "DEC-2026-0001", "PLAN-2026-0001/M1"):
        ran = run("show", reference, "--register", demonstrated.register(), "--json")
        assert ran.status == 0
        assert list(ran.json) == ["schema", "kind", "reference", "version", "fields", "links", "why", "history"]
        for because in ran.json["why"]:
            assert list(because) == ["what", "value", "rule", "paragraph", "inputs"]
        for_people = run("show", reference, "--register", demonstrated.register())
        assert for_people.status == 0
        assert for_people.out.startswith(reference)
        assert "History" in for_people.out


@pytest.mark.parametrize("reference", ["CASE-2026-9999", "nonsense", "ASMT-2026-0099", "PLAN-2026-0001/M99"])
def test_show_of_what_is_not_there(run: Run, reference: str) -> None:
    ran = run("show", reference, "--register", demonstrated.register(), "--json")
    assert ran.status == 1
    assert ran.out == ""
    one_sentence(ran)


def test_check_says_whether_a_register_is_sound(run: Run, kept: Path) -> None:
    ran = run("check", kept, "--json")
    assert ran.status == 0
    assert list(ran.json) == ["schema", "sound", "problems"]
    assert ran.json["sound"] is True
    for problem in ran.json["problems"]:
        assert set(problem) == {"code", "severity", "reference", "table", "sentence"}
        assert problem["severity"] == "warning"
    assert "is sound" in run("check", kept).out


def test_check_names_what_was_altered(run: Run, kept: Path) -> None:
    import sqlite3

    driver = sqlite3.connect(kept)
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'decision'"
    for (name,) in driver.execute(triggers).fetchall():
        driver.execute(f'DROP TRIGGER "{name}"')
    driver.execute("UPDATE decision SET votes_for = votes_for + 1 WHERE reference = 'DEC-2026-0001'")
    driver.commit()
    driver.close()
    ran = run("check", kept, "--json")
    assert ran.status == 1
    assert ran.json["sound"] is False
    assert any(problem["reference"] == "DEC-2026-0001" for problem in ran.json["problems"])
    assert "not sound" in run("check", kept).out


# --- deeds and do ---------------------------------------------------------------------------------------------------


def test_deeds_say_what_they_take_and_refuse(run: Run) -> None:
    ran = run("deeds", "--json")
    assert ran.status == 0
    assert ran.json["schema"] == 1
    deeds = {deed["name"]: deed for deed in ran.json["deeds"]}
    assert len(deeds) > 80
    taken = {parameter["name"]: parameter for parameter in deeds["case.open"]["takes"]}
    assert taken["title"]["required"] is True
    assert taken["classification"]["choices"]
    for deed in deeds.values():
        for parameter in deed["takes"]:
            assert set(parameter) >= {"name", "type", "required", "choices"}
    assert run("deeds", "plan", "--json").json["deeds"][0]["name"].startswith("plan.")
    assert "Takes" in run("deeds", "milestone").out
    assert "deeds." in run("deeds").out
    assert run("deeds", "nonsense").status == 2


def test_one_deed_is_done(run: Run, kept: Path, tmp_path: Path) -> None:
    arguments = given(tmp_path, title="Custody of keys", organisation="Halden Power", opened_on="2026-11-20")
    ran = run("do", "case.open", "--register", kept, "--as", demonstrated.KEEPER, "--json", arguments)
    assert ran.status == 0
    assert set(ran.json) >= {"schema", "deed", "reference", "changed", "irregular"}
    assert ran.json["deed"] == "case.open"
    assert ran.json["changed"] == sorted(ran.json["changed"])
    reference = ran.json["reference"]
    shown = run("show", reference, "--register", kept, "--json").json
    assert shown["fields"]["title"] == "Custody of keys"
    assert shown["history"][0]["deed"] == "case.open"
    assert shown["history"][0]["day"] == TODAY


def test_arguments_come_from_standard_input(run: Run, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    raw = json.dumps({"name": "Ŵyn & Ynys Môn", "category": "other_sec_party"}).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + raw)))
    ran = run(
        "do", "organisation.add", "--register", kept, "--as", f"{demonstrated.KEEPER}:pki_specialist", "--json", "-"
    )
    assert ran.status == 0
    assert "Ŵyn & Ynys Môn" in run("list", "organisations", "--register", kept).out


def test_an_irregular_fact_is_kept_and_said(run: Run, kept: Path, tmp_path: Path) -> None:
    running = [
        item
        for item in run("list", "milestones", "--register", kept, "--json").json["items"]
        if item["state"] in ("not_started", "in_progress")
    ]
    arguments = given(
        tmp_path, milestone=running[-1]["reference"], to_due="2027-03-31", decided_on="2026-11-20",
        source="Panel minutes 70, item 3", words_given="extended", reason="Parts were late",
    )  # fmt: skip
    ran = run("do", "milestone.extend", "--register", kept, "--as", demonstrated.KEEPER, "--json", arguments)
    assert ran.status == 0
    assert ran.json["irregular"]
    assert list(ran.json["irregular"][0]) == ["rule", "paragraph", "sentence"]
    assert run("check", kept).status == 0, "a fact kept as irregular is a warning"


def test_a_refusal_names_rule_and_paragraph(run: Run, kept: Path, tmp_path: Path) -> None:
    arguments = given(tmp_path, extract="EXT-2026-0001", recipients=[{"name": "All"}])
    ran = run("do", "extract.release", "--register", kept, "--as", demonstrated.KEEPER, "--json", arguments)
    assert ran.status == 1
    assert set(ran.json) >= {"schema", "refused", "rule", "paragraph"}
    assert ran.json["schema"] == 1
    assert ran.json["refused"].rstrip(".") in one_sentence(ran)


def test_a_reader_may_not_act(run: Run, kept: Path, tmp_path: Path) -> None:
    ran = run(
        "do",
        "case.open",
        "--register",
        kept,
        "--as",
        f"{demonstrated.KEEPER}:reader",
        "--json",
        given(tmp_path, title="x", organisation="Halden Power"),
    )
    assert ran.status == 1
    assert ran.json["refused"]


@pytest.mark.parametrize(
    ("deed", "arguments", "status"),
    [
        ("case.open", {"title": "x", "organisation": "Halden Power", "opened_on": "2026-02-30"}, 2),
        ("case.open", {"title": "x", "organisation": "Halden Power", "opened_on": "30.6.2026"}, 2),
        ("case.open", {"title": "x", "organisation": "Halden Power", "opened_on": 7}, 2),
        ("case.open", {"title": "x", "organisation": "Halden Power", "nonsense": 1}, 2),
        ("case.open", {"title": "x"}, 2),
        ("case.open", {"title": ["x"], "organisation": "Halden Power"}, 2),
        ("case.open", {"title": "x", "organisation": "Halden Power", "classification": "cosmic"}, 2),
        ("case.open", {"title": "x" * 10_000_000, "organisation": "Halden Power"}, 1),
        ("case.open", {"title": "a\x00b", "organisation": "Halden Power"}, 1),
        ("case.open", {"title": "a\ud800b", "organisation": "Halden Power"}, 1),
        ("case.open", {"title": "   ", "organisation": "Halden Power"}, 1),
        ("case.open", {"title": "x", "organisation": "Nobody at all"}, 1),
        ("case.close", {"case": "CASE-2026-9999", "reason": "x"}, 1),
        ("case.close", {"case": "nonsense", "reason": "x"}, 1),
        ("plan.submit", {"plan": "PLAN-2026-0001", "version": "one", "submitted_on": "2026-11-23"}, 2),
        ("evidence.add", {"case": "CASE-2025-0001", "title": "x", "source": "x", "received_on": "2026-11-20",
                          "file": "/no/such/file"}, 1),
        ("nonsense.verb", {}, 2),
        ("case", {}, 2),
    ],
)  # fmt: skip
def test_bad_arguments(run: Run, kept: Path, tmp_path: Path, deed: str, arguments: dict[str, Any], status: int) -> None:
    before = kept.read_bytes()
    ran = run("do", deed, "--register", kept, "--as", demonstrated.KEEPER, "--json", given(tmp_path, **arguments))
    assert ran.status == status, ran.err
    assert len(one_sentence(ran)) < 500
    if status == 1:
        assert ran.json["refused"]
    else:
        assert ran.out == ""
    assert kept.read_bytes() == before


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"", 2),
        (b"{", 2),
        (b"[]", 2),
        (b'"text"', 2),
        (b'{"title": 1, "title": 2}', 2),
        (b'{"title": NaN}', 2),
        (b"\xff\xfe\x00", 2),
        (b"[" * 100_000, 2),
        (b'{"title": ' + b"9" * 10_000 + b"}", 2),
    ],
)
def test_what_is_no_json(run: Run, kept: Path, tmp_path: Path, raw: bytes, status: int) -> None:
    path = tmp_path / "given.json"
    path.write_bytes(raw)
    ran = run("do", "case.open", "--register", kept, "--as", demonstrated.KEEPER, "--json", path)
    assert ran.status == status
    one_sentence(ran)


def test_arguments_that_cannot_be_read(run: Run, kept: Path, tmp_path: Path) -> None:
    for source in (tmp_path, tmp_path / "missing.json"):
        ran = run("do", "case.open", "--register", kept, "--as", demonstrated.KEEPER, "--json", source)
        assert ran.status == 1
        one_sentence(ran)


@pytest.mark.parametrize(("who", "status"), [("Nobody", 1), ("PERS-9999", 1), ("R. Sharma:emperor", 2), ("", 1)])
def test_somebody_must_act(run: Run, kept: Path, tmp_path: Path, who: str, status: int) -> None:
    arguments = given(tmp_path, title="x", organisation="Halden Power")
    ran = run("do", "case.open", "--register", kept, "--as", who, "--json", arguments)
    assert ran.status == status
    one_sentence(ran)


# --- registers ------------------------------------------------------------------------------------------------------


def test_a_new_register_has_seats_and_a_keeper(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "office.pma"
    ran = run("new", path, "--keeper", "A. Tester")
    assert ran.status == 0
    assert "A. Tester" in ran.out
    people = run("list", "people", "--register", path, "--json").json["items"]
    assert [(item["title"], item["capacities"]) for item in people] == [("A. Tester", ["pki_specialist"])]
    assert run("check", path).status == 0


def test_nothing_overwrites_a_register(run: Run, kept: Path, tmp_path: Path) -> None:
    before = kept.read_bytes()
    ran = run("new", kept)
    assert ran.status == 1
    assert "exists already" in one_sentence(ran)
    named = tmp_path / "book.xlsx"
    shutil.copy2(kept, named)
    assert run("export", "workbook", "--register", named, "--out", named).status == 1
    ran = run("export", "workbook", "--register", kept, "--out", named)
    assert ran.status == 1
    assert "a document overwrites no register" in one_sentence(ran)
    assert kept.read_bytes() == named.read_bytes() == before


def test_a_register_that_cannot_be_begun_is_not_left_behind(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "office.pma"
    ran = run("new", path, "--keeper", "x" * 300)
    assert ran.status == 1
    one_sentence(ran)
    assert list(tmp_path.iterdir()) == []


def test_an_encrypted_register(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.pma"
    assert run("new", path, "--encrypt").status == 1, "nobody there to type a passphrase"
    monkeypatch.setenv("PMA_ASSURE_PASSPHRASE", "short")
    assert run("new", path, "--encrypt").status == 1
    assert not path.exists()
    monkeypatch.setenv("PMA_ASSURE_PASSPHRASE", PASSPHRASE)
    assert run("new", path, "--encrypt", "--keeper", "A. Tester").status == 0
    assert b"SQLite format 3" not in path.read_bytes()[:64]
    assert run("list", "people", "--register", path).status == 0
    assert run("check", path).status == 0
    monkeypatch.setenv("PMA_ASSURE_PASSPHRASE", f"{PASSPHRASE}\n")  # read from a file, with its line end
    assert run("list", "people", "--register", path).status == 0
    for wrong in ("another passphrase altogether", None):
        if wrong is None:
            monkeypatch.delenv("PMA_ASSURE_PASSPHRASE")
        else:
            monkeypatch.setenv("PMA_ASSURE_PASSPHRASE", wrong)
        for command in (("list", "people", "--register", path), ("check", path)):
            ran = run(*command)
            assert ran.status == 1
            assert "passphrase" in one_sentence(ran)


def test_a_passphrase_is_typed_twice(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.pma"
    monkeypatch.setattr("ui.commands.opening._somebody_there", lambda: True)
    typed = iter([PASSPHRASE, "something else entirely", PASSPHRASE, PASSPHRASE, PASSPHRASE])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))
    assert run("new", path, "--encrypt").status == 1
    assert not path.exists()
    assert run("new", path, "--encrypt").status == 0
    assert run("list", "people", "--register", path).status == 0


@pytest.mark.parametrize("kind", ["missing", "empty", "text", "torn", "folder", "database"])
def test_what_is_no_register(run: Run, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "some.pma"
    if kind == "empty":
        path.touch()
    elif kind == "text":
        path.write_text("Dear Panel,\n" * 500, encoding="utf-8")
    elif kind == "torn":
        path.write_bytes(demonstrated.register().read_bytes()[:200_000])
    elif kind == "folder":
        path.mkdir()
    elif kind == "database":
        import sqlite3

        driver = sqlite3.connect(path)
        driver.execute("CREATE TABLE t (a)")
        driver.commit()
        driver.close()
    for command in (
        ("list", "cases", "--register", path, "--json"),
        ("show", "CASE-2025-0001", "--register", path),
        ("check", path),
        ("export", "workbook", "--register", path, "--out", tmp_path / "book.xlsx"),
    ):
        ran = run(*command)
        assert ran.status == 1
        if not (kind == "torn" and command[0] == "check"):
            one_sentence(ran)
    assert not (tmp_path / "book.xlsx").exists()


# --- documents ------------------------------------------------------------------------------------------------------


def test_what_was_issued_comes_out_byte_for_byte(run: Run, tmp_path: Path) -> None:
    for kind, reference, name, beside in (
        ("panel-advice", "ADV-2026-0001", "advice.pdf", "plan-advice.pdf"),
        ("plan-extract", "EXT-2026-0001", "extract.pdf", "plan-extract.pdf"),
        ("plan-extract", "EXT-2026-0001", "extract.xlsx", "plan-extract.xlsx"),
        ("plan-extract", "ext-2026-0001/1", "again.PDF", "plan-extract.pdf"),
        ("letter", "ltr-2026-0001", "letter.pdf", "letter.pdf"),
    ):
        ran = run("report", kind, reference, "--register", demonstrated.register(), "--out", tmp_path / name)
        assert ran.status == 0, ran.err
        assert ("as sent" if kind == "letter" else "as issued") in ran.out
        assert (tmp_path / name).read_bytes() == (demonstrated.folder() / beside).read_bytes()


def test_a_letter_is_drafted_changed_printed_and_sent_by_do_alone(run: Run, kept: Path, tmp_path: Path) -> None:
    def do(deed: str, **values: object) -> Any:
        ran = run("do", deed, "--register", kept, "--as", KEEPER, "--json", given(tmp_path, **values))
        assert ran.status == 0, ran.out
        return ran.json

    used = run("template", "closure", "--register", kept, "--json").json
    assert (used["kind"], used["number"], "closed.on" in used["names"]) == ("closure", 0, True)
    words = f"{used['text']}\n\nBy {{office}}."
    do("letter_template.adopt", kind="closure", subject=used["subject"], text=words)
    assert run("template", "closure", "--register", kept, "--json").json["text"] == words
    assert "Closure: template 1" in run("template", "closure", "--register", kept).out
    case = do("case.open", title="Nothing in it", organisation="Halden Power")["reference"]
    do("case.close", case=case, reason="opened by mistake")
    letter = do("letter.draft", kind="closure", about=case, addressee="A. Whitcombe")["reference"]
    version = run("show", letter, "--register", kept, "--json").json["version"]
    do("letter.edit", letter=letter, subject="Closed", version=version)
    out = tmp_path / "letter.pdf"
    ran = run("report", "letter", letter, "--register", kept, "--out", out)
    assert ran.status == 0
    assert f"{letter}, draft, not sent" in ran.out
    drafted = out.read_bytes()
    do("letter.send", letter=letter, channel="Secure e-mail", sent_at="2026-11-23T09:15")
    assert run("report", "letter", letter, "--register", kept, "--out", out).status == 0
    assert out.read_bytes() != drafted
    items = {one["reference"]: one for one in run("list", "letters", "--register", kept, "--json").json["items"]}
    item = items[letter]
    assert (item["state"], item["sent_at"], item["channel"]) == ("sent", "2026-11-23T09:15:00Z", "Secure e-mail")
    assert (item["case"], item["about"], item["title"]) == (case, case, "Closed")
    shown = run("show", letter, "--register", kept, "--json").json
    assert "{" not in shown["fields"]["text"]
    assert {"role": "document", "reference": f"{letter}.pdf"} in shown["links"]
    assert {"role": "case", "reference": case} in shown["links"]
    assert run("check", kept).status == 0


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("template", "nonsense"), 2),
        (("report", "letter", "LTR-2026-9999", "--out", "x.pdf"), 1),
        (("report", "letter", "CASE-2026-0001", "--out", "x.pdf"), 2),
        (("report", "letter", "LTR-2026-0001", "--out", "x.xlsx"), 2),
        (("show", "LTR-2026-9999"), 1),
    ],
)
def test_a_letter_that_is_none_is_said(run: Run, arguments: tuple[str, ...], status: int) -> None:
    ran = run(*arguments, "--register", demonstrated.register())
    assert ran.status == status
    one_sentence(ran)


def test_an_advice_that_is_not_issued_is_made_as_a_draft(run: Run, tmp_path: Path) -> None:
    drafts = [
        item["reference"]
        for item in run("list", "advice", "--register", demonstrated.register(), "--json").json["items"]
        if item["state"] == "draft"
    ]
    ran = run("report", "panel-advice", drafts[0], "--register", demonstrated.register(), "--out", tmp_path / "a.pdf")
    assert ran.status == 0
    assert "a.pdf: draft of version 1.0, not issued, " in ran.out
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")


def test_an_extract_that_was_not_approved_is_refused(run: Run, kept: Path, tmp_path: Path) -> None:
    plan = run("show", "EXT-2026-0001", "--register", kept, "--json").json["fields"]["plan"]
    prepared = run(
        "do", "extract.prepare", "--register", kept, "--as", demonstrated.KEEPER, "--json",
        given(tmp_path, plan=plan, title="Another extract"),
    )  # fmt: skip
    assert prepared.status == 0
    out = tmp_path / "extract.pdf"
    ran = run("report", "plan-extract", prepared.json["reference"], "--register", kept, "--out", out)
    assert ran.status == 1
    assert "not approved" in one_sentence(ran)
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("panel-advice", "ADV-2026-0001", "a.xlsx"), 2),
        (("panel-advice", "ADV-2026-0001", "a"), 2),
        (("plan-extract", "EXT-2026-0001", "a.docx"), 2),
        (("plan-extract", "ADV-2026-0001", "a.pdf"), 2),
        (("nonsense", "ADV-2026-0001", "a.pdf"), 2),
        (("minutes", "ADV-2026-0001", "a.pdf"), 2),
        (("meeting-pack", "MTG-2026-9999", "a.pdf"), 1),
        (("panel-advice", "ADV-2026-9999", "a.pdf"), 1),
        (("plan-extract", "EXT-2026-9999", "a.pdf"), 1),
        (("plan-extract", "EXT-2026-0001/99", "a.xlsx"), 1),
        (("panel-advice", "ADV-2026-0001", "no such folder/a.pdf"), 1),
        (("panel-advice", "ADV-2026-0001", "folder.pdf"), 1),
    ],
)
def test_reports_that_cannot_be_made(run: Run, tmp_path: Path, arguments: tuple[str, str, str], status: int) -> None:
    (tmp_path / "folder.pdf").mkdir()
    kind, reference, name = arguments
    ran = run("report", kind, reference, "--register", demonstrated.register(), "--out", tmp_path / name)
    assert ran.status == status
    one_sentence(ran)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.pdf"]


def test_the_meeting_pack_is_the_same_each_time(run: Run, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        ran = run(
            "--today", demonstrated.TODAY, "report", "meeting-pack", "MTG-2026-0007",
            "--register", demonstrated.register(), "--out", tmp_path / name,
        )  # fmt: skip
        assert ran.status == 0, ran.err
        assert "pack for MTG-2026-0007 as of 23 November 2026" in ran.out
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert (tmp_path / "a.pdf").read_bytes() == (demonstrated.folder() / "meeting-pack.pdf").read_bytes()


def test_a_report_that_fails_leaves_the_old_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "a.pdf"
    out.write_bytes(b"the old one")

    def torn(*_: object) -> bool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", torn)
    ran = run("report", "panel-advice", "ADV-2026-0001", "--register", demonstrated.register(), "--out", out)
    assert ran.status == 1
    one_sentence(ran)
    assert out.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [out]


def test_the_annual_report_is_of_a_year(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "annual.pdf"
    ran = run("report", "annual", "2026", "--register", demonstrated.register(), "--out", out)
    assert ran.status == 0, ran.err
    assert "the year 2026 as at 23 November 2026" in ran.out
    assert out.read_bytes() == (demonstrated.folder() / "annual-report.pdf").read_bytes()
    ran = run("report", "annual", "2025", "--register", demonstrated.register(), "--out", out)
    assert "the year 2025 as at 31 December 2025" in ran.out
    for year, status in (("2027", 1), ("1999", 1), ("26", 2), ("CASE-2026-0001", 2), ("²0²6", 2), ("", 2)):
        ran = run("report", "annual", year, "--register", demonstrated.register(), "--out", tmp_path / "none.pdf")
        assert ran.status == status, year
        one_sentence(ran)
    assert not (tmp_path / "none.pdf").exists()


def test_what_is_due_is_exported_as_a_calendar(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "due.ics"
    ran = run("export", "calendar", "--register", demonstrated.register(), "--out", out)
    assert ran.status == 0, ran.err
    assert "It holds references and no names." in ran.out
    assert out.read_bytes() == (demonstrated.folder() / "due.ics").read_bytes()
    for more in (("--out", tmp_path / "due.csv"), ("--out", out, "--case", "CASE-2026-0001")):
        ran = run("export", "calendar", "--register", demonstrated.register(), *more)
        assert ran.status == 2
        one_sentence(ran)


def test_the_workbook_is_exported(run: Run, tmp_path: Path) -> None:
    for more in ((), ("--case", "CASE-2025-0001")):
        out = tmp_path / "register.xlsx"
        ran = run("export", "workbook", "--register", demonstrated.register(), "--out", out, *more)
        assert ran.status == 0
        assert "not for SEC Parties" in ran.out
        assert out.read_bytes().startswith(b"PK")
    for kind, name, status in (("workbook", "a.csv", 2), ("oscal-poam", "a.xlsx", 2), ("nonsense", "a.xlsx", 2)):
        ran = run("export", kind, "--register", demonstrated.register(), "--out", tmp_path / name)
        assert ran.status == status
        one_sentence(ran)
    ran = run("export", "workbook", "--register", demonstrated.register(), "--out", out, "--case", "CASE-2026-9999")
    assert ran.status == 1


# --- the demonstration ----------------------------------------------------------------------------------------------


def test_the_demonstration_says_what_each_file_is_for() -> None:
    made = demonstrated.folder()
    said = (made.parent / "said.txt").read_text(encoding="utf-8")
    # A register that another test has open has SQLite's own files beside it.
    names = sorted(path.name for path in made.iterdir() if not path.name.endswith(("-wal", "-shm")))
    assert names == [
        "annual-report.pdf",
        "assurance-summary.pdf",
        "case-file.pdf",
        "demo.pma",
        "due.ics",
        "fieldwork-form.pdf",
        "fieldwork-form.xlsx",
        "letter.pdf",
        "meeting-pack.pdf",
        "minutes.pdf",
        "panel-advice.pdf",
        "plan-advice.pdf",
        "plan-extract.pdf",
        "plan-extract.xlsx",
        "register.xlsx",
    ]
    for name in names:
        assert name in said


def test_the_demonstration_replaces_its_own_register_and_no_other(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own"
    assert run("demo", "--no-window", "--out", own).status == 0
    for path in own.iterdir():
        assert path.read_bytes() == (demonstrated.folder() / path.name).read_bytes(), "the same bytes on every run"
    somebodys = tmp_path / "somebodys"
    somebodys.mkdir()
    assert run("new", somebodys / "demo.pma").status == 0
    before = (somebodys / "demo.pma").read_bytes()
    ran = run("demo", "--no-window", "--out", somebodys)
    assert ran.status == 1
    one_sentence(ran)
    assert (somebodys / "demo.pma").read_bytes() == before


def test_the_demonstration_needs_a_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    ran = run("demo", "--no-window", "--out", tmp_path / "out")
    assert ran.status == 1
    one_sentence(ran)


# --- the call itself ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("list",),
        ("list", "cases"),
        ("list", "cases", "--register"),
        ("list", "cases", "--register", "a.pma", "--nonsense"),
        ("do", "case.open", "--register", "a.pma"),
        ("report", "panel-advice", "ADV-2026-0001", "--register", "a.pma"),
        ("--today", "2026-02-30", "list", "cases", "--register", "a.pma"),
        ("--today", "tomorrow", "deeds"),
        ("--today", "20260630", "deeds"),
    ],
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments, today=None)
    assert ran.status == 2
    assert ran.out == ""
    one_sentence(ran)


def test_help_and_version(run: Run) -> None:
    ran = run("--help", today=None)
    assert ran.status == 0
    for verb in (
        "demo",
        "new",
        "open",
        "deeds",
        "do",
        "list",
        "show",
        "report",
        "evidence",
        "export",
        "import",
        "check",
    ):
        assert verb in ran.out
    assert run("--version", today=None).out.startswith("pma-assure ")


def test_a_window_needs_a_file_and_a_screen(
    run: Run, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("open", tmp_path / "missing.pma").status == 1
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    ran = run("open", kept)
    assert ran.status == 1
    assert "screen" in one_sentence(ran)
    assert run().status == 1


def test_what_nobody_foresaw_is_a_sentence_too(run: Run, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles(*_: object, **__: object) -> int:
        raise ZeroDivisionError("by nobody")

    monkeypatch.setattr("ui.commands.reading.listed", stumbles)
    monkeypatch.delenv("PMA_ASSURE_DEBUG", raising=False)
    ran = run("list", "cases", "--register", kept)
    assert ran.status == 1
    assert "did not foresee" in one_sentence(ran)
    monkeypatch.setenv("PMA_ASSURE_DEBUG", "1")
    assert "Traceback" in run("list", "cases", "--register", kept).err

    def stops(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("ui.commands.reading.listed", stops)
    ran = run("list", "cases", "--register", kept)
    assert ran.status == 1
    one_sentence(ran)


# --- as a process of its own ----------------------------------------------------------------------------------------


def apart(project: Path, *arguments: object, **more: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "ui", *(str(argument) for argument in arguments)]
    return subprocess.run(command, cwd=project, capture_output=True, check=False, **more)


def test_the_program_speaks_utf8_wherever_it_runs(project: Path) -> None:
    import os

    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ran = apart(project, "list", "organisations", "--register", demonstrated.register(), "--json", env=environment)
    assert ran.returncode == 0
    assert any("ŵ" in item["title"].lower() for item in json.loads(ran.stdout.decode("utf-8"))["items"])
    ran = apart(project, "show", "CASE-2026-9999", "--register", demonstrated.register())
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert ran.stderr.count(b"\n") == 1


def test_a_reader_that_goes_away_is_no_accident(project: Path) -> None:
    command = [sys.executable, "-m", "ui", "list", "audit", "--register", str(demonstrated.register()), "--json"]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        said = process.stderr.read()
        process.wait(timeout=60)
    assert said == b""


IMPORTED = """
import contextlib, io, sys
from ui.command_line import main
with contextlib.redirect_stdout(io.StringIO()):
    status = main(sys.argv[1:])
print(status, *sorted(name for name in ("PySide6", "alembic", "openpyxl", "pypdfium2", "reportlab", "sqlalchemy")
                      if name in sys.modules))
"""


@pytest.mark.parametrize(
    ("arguments", "imported"),
    [
        (("--help",), ""),
        (("--version",), ""),
        (("list", "cases", "--register", "{register}", "--json"), "sqlalchemy"),
        (("list", "duties", "--register", "{register}"), "sqlalchemy"),
        (("show", "CASE-2025-0001", "--register", "{register}", "--json"), "sqlalchemy"),
        (("deeds", "--json"), "sqlalchemy"),
        (("do", "case.close", "--register", "{register}", "--as", "Nobody"), "sqlalchemy"),
    ],
)
def test_nothing_is_imported_before_it_is_needed(project: Path, arguments: tuple[str, ...], imported: str) -> None:
    filled = [argument.format(register=demonstrated.register()) for argument in arguments]
    ran = subprocess.run(
        [sys.executable, "-c", IMPORTED, *filled], cwd=project, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split()[1:] == imported.split()


def test_the_way_to_the_first_window_needs_no_register(project: Path) -> None:
    """A window that opens on the welcome asks for no database; each module on the way is paid for before it paints."""
    code = (
        "import sys\n"
        "from ui import command_line\n"
        "import ui.desktop.application as application\n"
        "application.run = lambda path, *, today: print('sqlalchemy' in sys.modules) or 0\n"
        "sys.exit(command_line.main([]))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == "False"


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "a\0b.pma"),
        ("check", "a\0b.pma"),
        ("list", "cases", "--register", "a\0b.pma"),
        ("report", "plan-extract", "EXT-2026-0001", "--register", "x.pma", "--out", "a\0b.pdf"),
    ],
)
def test_a_name_that_no_file_can_have_is_wrong_usage(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert (ran.status, ran.err) == (2, f"'{arguments[-1]}' is the name of no file.\n".replace("\0", "\\x00"))
