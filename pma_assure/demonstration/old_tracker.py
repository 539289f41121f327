"""The tracker of an earlier office: a small workbook such as people keep, with headings and words of its own.

It is written part by part, so that it is the same bytes on every machine and needs no library.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from pma_assure.demonstration.timetable import Timetable
from pma_assure.workflows.parameters import FileGiven

NAME = "tracker-of-the-old-office.xlsx"
MAPPING_NAME = "Tracker of the old office"
PARTICIPANT = "Quillbeck Heat & Power"
ASSESSED = "AUD-24-02"
FINDINGS = {"returns": "NC-24-03", "clock": "NC-24-07", "shares": "NC-24-09", "briefing": "NC-24-10"}
"""What a finding is called in the demonstration, and the number it bears in the tracker."""
MAPPING = json.dumps(
    {
        "organisation": {
            "sheet": "Participants",
            "columns": {"name": "Company"},
            "fixed": {"category": "small_supplier"},
        },
        "contact": {
            "sheet": "Whom to call",
            "columns": {"organisation": "Company", "name": "Name", "role": "Who", "email": "Mail", "telephone": "Call"},
            "words": {"role": {"Responsible": "responsible_officer", "Night": "out_of_hours"}},
        },
        "assessment": {
            "sheet": "Audits",
            "columns": {
                "old_reference": "Audit",
                "organisation": "Company",
                "title": "What",
                "begun_on": "Began",
                "concluded_on": "Report agreed",
                "conclusion": "Outcome",
            },
            "day_order": "dmy",
            "fixed": {"kind": "routine", "state": "concluded"},
        },
        "finding": {
            "sheet": "NCs",
            "columns": {
                "old_reference": "NC",
                "assessment": "Audit",
                "organisation": "Company",
                "title": "In short",
                "finding_class": "Grade",
                "state": "Where it stands",
                "requirement": "Clause",
                "identified_on": "Found",
                "closed_on": "Closed",
                "current_due": "Promised for",
                "statement": "Auditor's words",
                "response": "Company's answer",
                "responded_on": "Answered",
            },
            "day_order": "dmy",
            "words": {
                "finding_class": {"Maj": "major", "Min": "minor", "Obs": "observation"},
                "state": {"Done": "closed", "Agreed": "accepted", "For info": "noted"},
            },
        },
    },
    sort_keys=True,
)


def workbook(timetable: Timetable) -> FileGiven:
    """The file, with its days moved as all days of the demonstration are; days are written as 14/03/2024."""

    def day(year: int, month: int, number: int) -> str:
        return f"{timetable.day(year, month, number):%d/%m/%Y}"

    audits = (
        ("Audit", "Company", "What", "Began", "Report agreed", "Outcome"),
        (
            ASSESSED,
            PARTICIPANT,
            "Routine assessment for 2024",
            day(2024, 11, 11),
            day(2024, 12, 17),
            "Complied, except for the matters of two findings.",
        ),
    )
    headings = (
        *("NC", "Audit", "Company", "In short", "Grade", "Where it stands", "Clause", "Found", "Closed"),
        *("Promised for", "Auditor's words", "Company's answer", "Answered"),
    )
    found, answered = day(2024, 11, 13), day(2024, 12, 9)
    findings = (
        (
            *(FINDINGS["returns"], ASSESSED, PARTICIPANT, "Returned cards missing from the register", "Min", "Done"),
            *("REQ-RAPP-2.0-6.1", found, day(2025, 2, 14), day(2025, 2, 28)),
            "Four cards that officers had given back lay in the safe; the card register did not show them as returned.",
            "Agreed. The safe is opened with the register beside it from February on.",
            answered,
        ),
        (
            *(FINDINGS["clock"], ASSESSED, PARTICIPANT, "Clock of the logging server up to nine seconds slow", "Min"),
            *("Agreed", "REQ-OCP-1.4-5.4.1", found, "", day(2027, 6, 30)),
            "The logging server takes its time from a device that cannot be told a better source. It runs up to nine"
            " seconds slow in a week and is set by hand on Mondays.",
            "Agreed. The device goes when the building does, in 2027; we read its difference each day until then.",
            answered,
        ),
        (
            *(FINDINGS["shares"], ASSESSED, PARTICIPANT, "Two key shares in one hand for an afternoon", "Maj", "Done"),
            *("REQ-OCP-1.4-6.2.2", found, day(2025, 1, 24), day(2025, 1, 31)),
            "On the day of the visit one custodian carried the share of another, who was ill.",
            "Agreed. A stand-in is named for each custodian.",
            answered,
        ),
        (
            *(FINDINGS["briefing"], ASSESSED, PARTICIPANT, "Officers learn of new clauses by chance", "Obs"),
            *("For info", "", found, "", ""),
            "A short note to the officers when a version changes would help.",
            "",
            "",
        ),
    )
    to_call = (
        ("Company", "Who", "Name", "Mail", "Call"),
        (PARTICIPANT, "Responsible", "Iolanthe Varga", "i.varga@quillbeck.example", "01632 960 151"),
        (PARTICIPANT, "Night", "Duty engineer", "duty@quillbeck.example", "01632 960 152"),
    )
    participants = (("Company",), (PARTICIPANT,))
    sheets = {"Participants": participants, "Whom to call": to_call, "Audits": audits, "NCs": (headings, *findings)}
    return FileGiven(name=NAME, content=_package(sheets))


_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CELLS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def _package(sheets: Mapping[str, tuple[Sequence[str], ...]]) -> bytes:
    """The workbook: its parts unpacked and in order, with one time on each."""
    numbers = range(1, 1 + len(sheets))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{one}.xml" ContentType="{_TYPES}.worksheet+xml"/>'
            for one in numbers
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_CELLS}" xmlns:r="{_LINKS}"><sheets>'
        + "".join(
            f'<sheet name="{escape(title)}" sheetId="{one}" r:id="rId{one}"/>'
            for one, title in zip(numbers, sheets, strict=True)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{one}" Type="{_LINKS}/worksheet" Target="worksheets/sheet{one}.xml"/>'
            for one in numbers
        )
        + "</Relationships>",
    }
    for one, rows in zip(numbers, sheets.values(), strict=True):
        parts[f"xl/worksheets/sheet{one}.xml"] = _sheet(rows)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as out:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            out.writestr(entry, (_XML + text).encode("utf-8"))
    return target.getvalue()


def _sheet(rows: tuple[Sequence[str], ...]) -> str:
    written = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{chr(ord("A") + column)}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for column, text in enumerate(row)
            if text
        )
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    return f'<worksheet xmlns="{_CELLS}"><sheetData>{written}</sheetData></worksheet>'
