"""``report``, ``export`` and ``evidence``: documents as files, whole or not at all, read again and compared."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from pma_assure.views import documents as kept_documents
from reports.delivery import deliver, describe
from ui.commands.opening import day_of, register_at
from ui.commands.plain_text import one_line
from ui.commands.usage import Usage
from ui.evidence_copies import place_for, write_copy
from ui.papers import ANNUAL, PACK, SHEET, counted, made, not_the_register, write_calendar, write_workbook

REPORTS = {
    "panel-advice": ("ADV", ("pdf",)),
    "plan-extract": ("EXT", ("pdf", "xlsx")),
    "assurance-summary": ("ASMT", ("pdf",)),
    "case-file": ("CASE", ("pdf",)),
    "letter": ("LTR", ("pdf",)),
    "fieldwork-form": ("ASMT", ("pdf", "xlsx")),
    "meeting-pack": ("MTG", ("pdf",)),
    "minutes": ("MTG", ("pdf",)),
    "suspension-instruction": ("SUSP", ("pdf",)),
    "suspension-notice": ("SUSP", ("pdf",)),
    "crl-instruction": ("CRL", ("pdf",)),
    "annual": ("ANNUAL", ("pdf",)),
}
"""Kind of report -> the prefix of what it is of, and the forms it is made in."""
EXPORTS = {"workbook": "xlsx", "calendar": "ics"}
"""What can be exported, and the ending of its file."""
_SUFFIXES = {"fieldwork-form": SHEET, "meeting-pack": PACK}
"""Reports of a record that has another one of its own: what follows the reference where this one is meant."""
LATER_EXPORTS = ("oscal-poam", "oscal-assessment-results")


def report(kind: str, reference: str, path: Path, out: Path, *, today: date | None) -> int:
    if kind not in REPORTS:
        raise Usage(f"There is no report {kind[:40]!r}. There are {' and '.join(REPORTS)}.")
    prefix, formats = REPORTS[kind]
    format_ = _ending(out, formats, kind)
    asked = _year(reference) if kind == "annual" else reference.strip().upper()
    if not asked.startswith(f"{prefix}-"):
        raise Usage(f"{kind} is made of an {prefix}, such as {prefix}-2026-0001; {reference[:40]!r} is none.")
    not_the_register(out, path)
    if kind.startswith("suspension-") and ("/N" in asked) != (kind == "suspension-notice"):
        raise Usage(f"An instruction is made of SUSP-2026-0001, a notice of SUSP-2026-0001/N1; not {reference[:40]!r}.")
    with register_at(path) as register:
        suffix = _SUFFIXES.get(kind)
        named = asked if suffix is None else f"{asked.partition('/')[0]}{suffix}"
        paper = made(register, named, format_, day_of(today))
    expect = describe(paper.content, format_)
    deliver(out, paper.content, expect=expect)
    print(f"Wrote {out}: {paper.version}, {counted(expect)}, opened again and counted.")
    return 0


def export(kind: str, path: Path, out: Path, case: str | None, *, today: date | None) -> int:
    if kind in LATER_EXPORTS:
        raise Usage(f"This version exports no {kind} yet; it exports a {' and a '.join(EXPORTS)}.")
    if kind not in EXPORTS:
        raise Usage(f"There is no export {kind[:40]!r}. There is {' and '.join(EXPORTS)}.")
    _ending(out, (EXPORTS[kind],), f"The {kind}")
    if kind == "calendar" and case is not None:
        raise Usage("The calendar holds what is due in the whole register; --case is for the workbook.")
    not_the_register(out, path)
    with register_at(path) as register:
        if kind == "calendar":
            print(write_calendar(register, out, day_of(today)))
            return 0
        expect = write_workbook(register, out, day_of(today), case)
    print(f"Wrote {out}: {counted(expect)}, opened again and counted. It is for the PMA alone, not for SEC Parties.")
    return 0


def evidence(reference: str, path: Path, out: Path) -> int:
    """Write the bytes of an evidence item as they were received, to a file that is not there yet."""
    asked = reference.strip().upper()
    with register_at(path) as register:
        name, content = kept_documents.evidence(register, asked)
    print(one_line(write_copy(asked, content, place_for(out, name, asked))))
    return 0


def _year(given: str) -> str:
    """The annual report of a year, as it is asked for further on."""
    if not re.fullmatch(r"[0-9]{4}", given.strip()):
        raise Usage(f"annual is made of a year, such as 2026; {given[:40]!r} is none.")
    return f"{ANNUAL}{given.strip()}"


def _ending(out: Path, formats: tuple[str, ...], what: str) -> str:
    ending = out.suffix.lower().removeprefix(".")
    if ending not in formats:
        raise Usage(f"{what} is made as .{' or .'.join(formats)}; {out.name!r} ends otherwise.")
    return ending
