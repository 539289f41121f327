"""The finished file of a paper, for the command line and the window alike.

What was issued or released comes back byte for byte; what was not is made now, an extract only when it is approved and
only through the leak check.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pma_assure.register.register import Register
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import LetterState, MeetingState
from pma_assure.rules.wording import count
from pma_assure.rules.wording import day as say_day
from pma_assure.views import clearance, documents, fieldwork
from reports.delivery import Expectation, deliver

KEPT = ("ADV", "EXT", "LTR", "SUSP", "CRL")
"""Of these a document is kept as it left."""
SHEET = "/SHEET"
"""What follows the reference of an assessment where its sheet of field work is meant."""
PACK = "/PACK"
"""What follows the reference of a meeting where its pack is meant; the reference alone stands for its minutes."""

ANNUAL = "ANNUAL-"
"""What stands before the year where the annual report of that year is meant."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file, and which version it is: "version 1.0 as issued", "draft of version 1.1, not issued"."""

    content: bytes
    version: str


def made(register: Register, reference: str, format_: str, as_of: date) -> Made:
    """The bytes as they were issued or released, byte for byte; what is not out yet is made now.

    ``ASMT-2026-0001/sheet`` is the field-work form of an assessment, ``MTG-2026-0001/pack`` the pack of a meeting,
    ``ANNUAL-2026`` the annual report of that year.
    Without its version a reference stands for what is out; a correction that is begun comes by its own reference.
    """
    if reference.upper().endswith(SHEET):
        return _fieldwork_form(register, reference, format_, as_of)
    kept = documents.stored(register, reference, format_) if reference.startswith(KEPT) else None
    if reference.startswith(("SUSP", "CRL")):
        return _emergency(register, reference, as_of, kept)
    if reference.startswith("LTR"):
        return _letter(register, reference, kept)
    if kept is not None:
        named = reference if "/" in reference else documents.issued_version(register, reference)
        return Made(kept, f"version {_number(named or reference)} as issued")
    if reference.startswith("ADV"):
        paper = documents.paper(register, reference, as_of)
        from reports.panel_advice import render

        return Made(render(paper), f"draft of version {paper.version}, not issued")
    if reference.startswith("ASMT"):
        summary = documents.assurance_summary(register, reference, as_of)
        from reports.assurance_summary import render as rendered

        return Made(rendered(summary), f"as of {say_day(as_of)}")
    if reference.upper().endswith(PACK):
        from pma_assure.views import meeting_pack
        from reports.meeting_pack import render as packed

        pack = meeting_pack.of(register, reference, as_of)
        return Made(packed(pack), f"pack for {pack.reference} as of {say_day(as_of)}")
    if reference.startswith("MTG"):
        from pma_assure.views import minutes
        from reports.minutes import render as minuted

        shown = minutes.of(register, reference, as_of)
        agreed = shown.state == MeetingState.MINUTES_APPROVED
        return Made(minuted(shown), f"minutes of {shown.reference}, {'agreed' if agreed else 'draft'}")
    if reference.startswith(ANNUAL):
        return _annual_report(register, reference, as_of)
    if reference.startswith("CASE"):
        from pma_assure.views import case_file
        from reports.case_file import render as filed

        return Made(filed(case_file.of(register, reference, as_of)), f"as of {say_day(as_of)}")
    version = documents.extract_version(register, reference)
    content = _checked_extract(register, reference, format_, as_of)
    return Made(content, f"version {_number(version)} as approved, not released")


def _letter(register: Register, reference: str, kept: bytes | None) -> Made:
    """A letter as it was sent, byte for byte; one that was not sent says so on every page."""
    if kept is not None:
        return Made(kept, f"{reference.strip().upper()} as sent")
    shown = documents.letter(register, reference)
    from reports.letter import render

    return Made(render(shown), f"{shown.reference}, {shown.state}, not sent")


def _emergency(register: Register, reference: str, as_of: date, kept: bytes | None) -> Made:
    """An instruction or a notice as it left, byte for byte; else as it is recorded, and whether it was sent."""
    if kept is not None:
        return Made(kept, f"{reference.strip().upper()} as it left")
    from pma_assure.views import emergency_papers
    from reports.letter import render

    shown = emergency_papers.of(register, reference, as_of)
    return Made(render(shown), f"{shown.reference}, {'sent' if shown.state == LetterState.SENT else 'draft, not sent'}")


def _annual_report(register: Register, reference: str, as_of: date) -> Made:
    """The annual report to the Panel: of the year so far, or of one that is over."""
    from pma_assure.views import annual_report
    from reports.annual_report import render

    shown = annual_report.of(register, int(reference.removeprefix(ANNUAL)), as_of)
    return Made(render(shown), f"the year {shown.year} as at {say_day(shown.until)}")


def _fieldwork_form(register: Register, reference: str, format_: str, as_of: date) -> Made:
    """The form of field work as the sheet stands now: to print, or as a workbook that can be read back."""
    shown = fieldwork.form(register, reference, as_of)
    if format_ == "xlsx":
        from pma_assure.exchange.fieldwork_sheet import make

        content = make(shown).content
    else:
        from reports.fieldwork_form import render

        content = render(shown)
    return Made(content, f"the sheet of {shown.reference} with {count(len(shown.lines), 'clause')}")


def _number(reference: str) -> str:
    return reference.rpartition("/")[2]


def _checked_extract(register: Register, reference: str, format_: str, as_of: date) -> bytes:
    """An approved extract that is not released yet: the leak check reads the finished file before anybody has it."""
    shown = documents.approved_extract(register, reference, as_of)
    from reports import leak_check, plan_extract

    content = plan_extract.render(shown, format_)
    known = clearance.of(register, reference, shown)
    check = leak_check.check(content, format_, known.withheld, known.cleared)
    if not check.passed:
        first = check.leaks[0]
        raise Refused(
            f"The leak check stopped the {format_.upper()}: {first.passage} in {first.place}: {first.sentence}",
            rule="R73",
            paragraph="75",
        )
    return content


def write_workbook(register: Register, out: Path, as_of: date, case: str | None = None) -> Expectation:
    """Write the register, or one case of it, as a workbook; returns what was counted in it."""
    from pma_assure.exchange import workbook

    book = workbook.make(register, as_of, case=case)
    expect = Expectation(format="xlsx", rows=book.rows)
    deliver(out, book.content, expect=expect)
    return expect


def write_calendar(register: Register, out: Path, as_of: date) -> str:
    """Write what is due as a calendar file; returns the sentence that says what is in it, and what is not."""
    from pma_assure.exchange import calendar_file

    made = calendar_file.make(register, as_of)
    deliver(out, made.content, expect=Expectation(format="ics", events=made.entries))
    entries = count(made.entries, "entry", "entries")
    left = f" {count(made.undated, 'duty has', 'duties have')} no day and no entry." if made.undated else ""
    return f"Wrote {out.name}: {entries}, opened again and counted. It holds references and no names.{left}"


def not_the_register(out: Path, path: Path) -> None:
    """Refuse to write a document over the register that it is made from."""
    if out.exists() and path.exists() and out.samefile(path):
        raise Refused(f"{out} is the register itself; nothing overwrites a register. Choose another name.")


def counted(expect: Expectation) -> str:
    if expect.pages is not None:
        return count(expect.pages, "page")
    return f"{count(len(expect.rows), 'sheet')}, {count(sum(rows for _, rows in expect.rows), 'row')}"
