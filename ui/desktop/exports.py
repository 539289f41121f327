"""Documents and evidence of a case as files: in a job, written whole or not at all, read again and compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from pma_assure.register.register import Register
from pma_assure.rules.notices import addressed
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import AdviceState, LetterState, NoticeState, NoticeTo
from ui.desktop.dialogs import YearDialog
from ui.desktop.jobs import Progress
from ui.desktop.screen import Guide
from ui.evidence_copies import plain_file_name, write_copy

if TYPE_CHECKING:
    from pma_assure.values.case_page import CasePage, PaperLine

KINDS = {"pdf": "PDF document (*.pdf)", "xlsx": "Workbook (*.xlsx)", "ics": "Calendar (*.ics)"}


@dataclass(frozen=True, slots=True)
class ExportEntry:
    """One document that can be written: ``format`` is "pdf" or "xlsx"."""

    title: str
    reference: str
    format: str

    def run(self, guide: Guide, parent: QWidget) -> None:
        """Ask where to, then write."""
        folder = guide.workplace.register.path.parent
        name, _ = QFileDialog.getSaveFileName(
            parent,
            self.title,
            str(folder / f"{self.reference.lower().replace('/', '-')}.{self.format}"),
            KINDS[self.format],
        )
        if name:
            path = Path(name) if name.endswith(f".{self.format}") else Path(f"{name}.{self.format}")
            self.write(guide, parent, path)

    def write(self, guide: Guide, owner: QWidget, path: Path) -> None:
        register, as_of = guide.workplace.register, guide.workplace.as_of
        guide.workplace.jobs.start(
            lambda progress: written(register, as_of, self.reference, self.format, path, progress),
            lambda sentence: guide.say(sentence, "good"),
            owner=owner,
            title=f"Writing {path.name}",
            failed=lambda refusal: guide.say(str(refusal), "late"),
        )


def export_entries(page: CasePage) -> list[ExportEntry]:
    """What a case can be exported as: the case file, a summary of each assessment, every advice, every letter, every
    paper of an emergency, and every extract in both its forms.

    Once a correction of advice is begun, what is issued and the draft are offered each by its own version.
    """
    versions: dict[str, list[PaperLine]] = {}
    for paper in page.papers:
        if paper.kind == "advice":
            versions.setdefault(paper.reference.partition("/")[0], []).append(paper)
    entries = []
    for reference, papers in sorted(versions.items()):
        out = [one for one in papers if one.state == AdviceState.ISSUED]
        drafts = [one for one in papers if one.state == AdviceState.DRAFT]
        if not (out and drafts):
            entries.append(ExportEntry(f"Panel advice {reference} as PDF", reference, "pdf"))
            continue
        for said, one in [("as issued", one) for one in out] + [("draft", one) for one in drafts]:
            entries.append(ExportEntry(f"Panel advice {one.reference} ({said}) as PDF", one.reference, "pdf"))
    for letter in reversed(page.letters):
        as_ = "" if letter.state == LetterState.SENT else f" ({letter.state})"
        entries.append(ExportEntry(f"Letter {letter.reference}{as_} as PDF", letter.reference, "pdf"))
    for ordered in (each for each in page.suspensions if each.valid):
        entries.append(ExportEntry(f"Instruction to the DCC {ordered.reference} as PDF", ordered.reference, "pdf"))
        for told in ordered.notices:
            if told.state in (NoticeState.OWED, NoticeState.SENT):
                to = addressed(NoticeTo(told.addressee))
                entries.append(ExportEntry(f"Notice to the {to} {told.reference} as PDF", told.reference, "pdf"))
    for crl in page.crl:
        entries.append(ExportEntry(f"CRL instruction {crl.reference} as PDF", crl.reference, "pdf"))
    for extract in page.extracts:
        entries.append(ExportEntry(f"Extract {extract.reference} as PDF", extract.reference, "pdf"))
        entries.append(ExportEntry(f"Extract {extract.reference} as workbook", extract.reference, "xlsx"))
    for assessed in page.assessments:
        entries.append(ExportEntry(f"Assurance summary of {assessed.reference} as PDF", assessed.reference, "pdf"))
    entries.append(ExportEntry(f"Case file {page.reference} as PDF", page.reference, "pdf"))
    return entries


def written(register: Register, as_of: date, reference: str, format: str, path: Path, progress: Progress) -> str:
    """Write one document; returns the sentence that says what was written and counted. Raises Refused."""
    from reports.delivery import deliver, describe
    from ui.papers import counted, made

    progress.say(0, 3, f"Making {path.name}")
    paper = made(register, reference, format, as_of)
    progress.say(1, 3, f"Writing {path.name}")
    expect = describe(paper.content, format)
    progress.check()
    deliver(path, paper.content, expect=expect)
    progress.say(3, 3, f"Wrote {path.name}")
    return f"Wrote {path.name}: {paper.version}, {counted(expect)}, opened again and counted."


def export_workbook(guide: Guide, owner: QWidget) -> None:
    """Ask where the register's workbook goes, and write it there: for the PMA alone, and to be imported elsewhere."""
    beside = guide.workplace.register.path.with_suffix(".xlsx")
    name, _ = QFileDialog.getSaveFileName(owner, "Export the register as a workbook", str(beside), KINDS["xlsx"])
    if not name:
        return
    path = Path(name) if name.endswith(".xlsx") else Path(f"{name}.xlsx")
    register, as_of = guide.workplace.register, guide.workplace.as_of

    def write(progress: Progress) -> str:
        from ui.papers import counted, not_the_register, write_workbook

        progress.say(0, 1, f"Writing {path.name}")
        not_the_register(path, register.path)
        expect = write_workbook(register, path, as_of)
        return f"Wrote {path.name}: {counted(expect)}. It is for the PMA alone, not for SEC Parties."

    guide.workplace.jobs.start(
        write,
        lambda sentence: guide.say(sentence, "good"),
        owner=owner,
        title=f"Writing {path.name}",
        failed=lambda refusal: guide.say(str(refusal), "late"),
    )


def export_calendar(guide: Guide, owner: QWidget) -> None:
    """Ask where the calendar of what is due goes, and write it there: references and days, no names."""
    beside = guide.workplace.register.path.with_suffix(".ics")
    name, _ = QFileDialog.getSaveFileName(owner, "Export what is due as a calendar", str(beside), KINDS["ics"])
    if not name:
        return
    path = Path(name) if name.endswith(".ics") else Path(f"{name}.ics")
    register, as_of = guide.workplace.register, guide.workplace.as_of

    def write(progress: Progress) -> str:
        from ui.papers import not_the_register, write_calendar

        progress.say(0, 1, f"Writing {path.name}")
        not_the_register(path, register.path)
        return write_calendar(register, path, as_of)

    guide.workplace.jobs.start(
        write,
        lambda sentence: guide.say(sentence, "good"),
        owner=owner,
        title=f"Writing {path.name}",
        failed=lambda refusal: guide.say(str(refusal), "late"),
    )


def annual_report(guide: Guide, owner: QWidget) -> None:
    """Ask of which year and where to, and write the annual report to the Panel there."""
    asked = YearDialog(guide.workplace.as_of, owner)

    def write() -> None:
        entry = ExportEntry(f"Annual report of {asked.year} as PDF", f"ANNUAL-{asked.year}", "pdf")
        entry.run(guide, owner)

    asked.accepted.connect(write)
    asked.finished.connect(asked.deleteLater)
    asked.open()


OF_THE_REGISTER: dict[str, Callable[[Guide, QWidget], None]] = {
    "export": export_workbook,
    "calendar": export_calendar,
    "annual": annual_report,
}
"""What is written of the register as a whole, by the name of its action."""


def save_evidence(guide: Guide, owner: QWidget, reference: str) -> None:
    """Read a piece of evidence, ask where its copy goes, and write it there; what is there already stays as it is."""
    register = guide.workplace.register

    def read(progress: Progress) -> tuple[str, bytes]:
        from pma_assure.views import documents

        progress.say(0, 1, f"Reading {reference}")
        return documents.evidence(register, reference)

    def ask(found: tuple[str, bytes]) -> None:
        name, content = found
        # Nothing is overwritten, so the dialog does not ask whether it may be.
        chosen, _ = QFileDialog.getSaveFileName(
            owner,
            f"Save a copy of {reference}",
            str(register.path.parent / plain_file_name(name, reference)),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            write(content, Path(chosen))

    def write(content: bytes, path: Path) -> None:
        guide.workplace.jobs.start(
            lambda _: write_copy(reference, content, path),
            lambda sentence: guide.say(sentence, "good"),
            owner=owner,
            title=f"Writing {path.name}",
            failed=refused,
        )

    def refused(refusal: Refused) -> None:
        guide.say(str(refusal), "late")

    guide.workplace.jobs.start(read, ask, owner=owner, title=f"Reading {reference}", failed=refused)
