"""The register as a workbook, for the PMA's own use: one sheet a kind, codes beside labels, days as days.

What can be taken in again (``rules.import_kinds``) is in it whole, under its field's heading: text as text whatever it
looks like, long text in as many columns as it needs, and the version of each record, so that an import knows what
somebody changed since.

It holds what is withheld from the Parties, so every sheet says at its head that it is not for them. The same register
and day give the same bytes: nothing in the file says when it was written.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from pma_assure.exchange.workbook_package import as_written, normalised
from pma_assure.records import import_tables
from pma_assure.records.import_tables import ExportedRow
from pma_assure.register.register import Register
from pma_assure.rules import vocabulary
from pma_assure.rules.calendar import UK
from pma_assure.rules.import_kinds import CHOICE, WORDS, ImportKind
from pma_assure.rules.import_kinds import KINDS as IMPORTED
from pma_assure.rules.references import kind_of
from pma_assure.rules.refusal import Refused
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.views import lists, records

RESTRICTED = "Restricted: internal to the PMA; not for SEC Parties"
HEAD_ROWS = 4
"""Title, restriction, an empty row, the headings."""
LONGEST_CELL = 16_000
"""Half of what a cell may hold in UTF-16 units, so that any text fits."""
WIDEST, NARROWEST = 60, 9

CODES: dict[str, type[StrEnum]] = {
    "category": vocabulary.PartyCategory,
    "classification": vocabulary.Classification,
    "document_type": vocabulary.DocumentType,
    "finding_class": vocabulary.FindingClass,
    "manner": vocabulary.DecisionManner,
    "mode": vocabulary.MeetingMode,
    "impact_level": vocabulary.Impact,
    "pma_class": vocabulary.FindingClass,
    "purpose": vocabulary.AdvicePurpose,
    "result": vocabulary.DecisionResult,
    "route": vocabulary.AppointmentRoute,
    "seat": vocabulary.SeatCode,
    "trigger": vocabulary.BreachTrigger,
    "vote": vocabulary.SeatVote,
}
"""Fields that hold the same kind of code in every sheet; ``SHEETS`` names those that differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    title: str
    kind: str
    """The kind of list; "" where a sheet has only what is taken in again."""
    codes: Mapping[str, type[StrEnum]]
    texts: tuple[str, ...] = ()
    """Long texts of the record, fetched beside what its list has."""
    of_a_case: bool = True
    """Whether the sheet is left to what belongs to one case when one is asked for; else it stays whole."""
    imported: ImportKind | None = None
    """The kind of record that is taken in again from this sheet."""


SHEETS: tuple[Sheet, ...] = (
    Sheet(title="Cases", kind="cases", codes={"state": vocabulary.CaseState}, texts=("summary", "proportionality")),
    Sheet(
        title="Assessments",
        kind="assessments",
        codes={
            "kind": vocabulary.AssessmentKind,
            "opinion": vocabulary.OpinionKind,
            "recommended_status": vocabulary.AssuranceStatus,
            "set_status": vocabulary.AssuranceStatus,
            "state": vocabulary.AssessmentState,
        },
        texts=("reason", "rationale", "proportionality", "conclusion", "scope_limitation", "response"),
    ),
    Sheet(
        title="Evidence requests",
        kind="evidence_requests",
        codes={"kind": vocabulary.EvidenceRequestKind, "state": vocabulary.EvidenceRequestState},
    ),
    Sheet(
        title="Findings",
        kind="findings",
        codes={"state": vocabulary.FindingState},
        texts=("statement", "impact", "root_cause", "response"),
    ),
    Sheet(title="Corrective Action Plans", kind="caps", codes={"state": vocabulary.CapState}),
    Sheet(title="Actions", kind="actions", codes={"state": vocabulary.ActionState, "kind": vocabulary.ActionKind}),
    Sheet(
        title="Breach considerations",
        kind="breaches",
        codes={"state": vocabulary.BreachState, "view": vocabulary.BreachView},
        texts=("allegation", "reasons"),
    ),
    Sheet(title="Plans", kind="plans", codes={"state": vocabulary.PlanState}),
    Sheet(title="Milestones", kind="milestones", codes={"state": vocabulary.MilestoneState}, texts=("criterion",)),
    Sheet(
        title="Advice",
        kind="advice",
        codes={"state": vocabulary.AdviceState, "view": vocabulary.PlanView},
        texts=("recommendation", "reasons", "proportionality"),
    ),
    Sheet(title="Extracts", kind="extracts", codes={"state": vocabulary.ExtractState}),
    Sheet(
        title="Suspensions",
        kind="suspensions",
        codes={
            "state": vocabulary.SuspensionState,
            "target": vocabulary.SuspensionTarget,
            "decision_state": vocabulary.DecisionState,
        },
        texts=("effect_on_service", "reasons", "proportionality", "impact", "no_dialogue_because"),
    ),
    Sheet(
        title="Notices",
        kind="notices",
        codes={"state": vocabulary.NoticeState, "addressee": vocabulary.NoticeTo},
    ),
    Sheet(title="Appeals", kind="appeals", codes={"state": vocabulary.AppealState}),
    Sheet(title="CRL instructions", kind="crl_instructions", codes={"state": vocabulary.CrlState}),
    Sheet(title="Meetings", kind="meetings", codes={"state": vocabulary.MeetingState}, of_a_case=False),
    Sheet(
        title="Decisions",
        kind="decisions",
        codes={"state": vocabulary.DecisionState, "casting": vocabulary.VoteCast},
        texts=("motion", "reasons", "dissent"),
    ),
    Sheet(title="Asked by meetings", kind="meeting_actions", codes={}, of_a_case=False),
    Sheet(title="Letters", kind="letters", codes={"state": vocabulary.LetterState, "kind": vocabulary.LetterKind}),
    Sheet(title="Evidence", kind="evidence", codes={"state": vocabulary.EvidenceState}),
    Sheet(title="Reliance", kind="reliance", codes={}),
    Sheet(
        title="Charges",
        kind="charges",
        codes={
            "state": vocabulary.ChargeBasis,
            "basis": vocabulary.ChargeBasis,
            "recommended": vocabulary.ChargeBasis,
            "fault": vocabulary.FaultView,
        },
    ),
    Sheet(
        title="Field work", kind="fieldwork", codes={"state": vocabulary.FieldResult}, texts=("test", "sample", "seen")
    ),
    Sheet(title="Observations", kind="observations", codes={}),
    Sheet(title="Finding texts", kind="finding_patterns", codes={}, of_a_case=False),
    Sheet(title="Irregular facts", kind="irregular", codes={}),
    Sheet(title="Duties", kind="duties", codes={}),
    Sheet(title="Elections", kind="elections", codes={}, of_a_case=False),
    Sheet(title="Members", kind="members", codes={"state": vocabulary.AppointmentState}, of_a_case=False),
    Sheet(title="Organisations", kind="organisations", codes={}, of_a_case=False),
    Sheet(title="People", kind="people", codes={}, of_a_case=False),
    Sheet(title="Documents", kind="documents", codes={"state": vocabulary.DocumentVersionState}, of_a_case=False),
    Sheet(title="Requirements", kind="requirements", codes={"state": vocabulary.DocumentVersionState}, of_a_case=False),
    Sheet(
        title="Reviews of documents",
        kind="reviews",
        codes={"recommendation": vocabulary.ReviewRecommendation},
        of_a_case=False,
    ),
    Sheet(title="Modifications", kind="modifications", codes={"state": vocabulary.ModificationState}, of_a_case=False),
    Sheet(
        title="Requests for support",
        kind="support_requests",
        codes={
            "state": vocabulary.SupportState,
            "direction": vocabulary.SupportDirection,
            "kind": vocabulary.SupportKind,
        },
        of_a_case=False,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookMade:
    """The finished file, and (sheet, how many rows it has with its head) to count when it is opened again."""

    content: bytes
    rows: tuple[tuple[str, int], ...]


def make(
    register: Register, as_of: date, *, case: str | None = None, progress: Callable[[int, int, str], None] | None = None
) -> WorkbookMade:
    """The workbook of a register as of a day, or of what belongs to one case. Raises NotFound for no such case.

    ``progress`` is told (sheets done, sheets in all, what is next).
    """
    from openpyxl import Workbook

    asked = None if case is None else _case(register, as_of, case)
    book = Workbook(write_only=True)
    counted = []
    sheets = every_sheet()
    with register.reading() as session:
        whole = import_tables.exported(session)
        origin = import_tables.origin(session)
    for number, sheet in enumerate(sheets):
        if progress is not None:
            progress(number, len(sheets), sheet.title)
        items = lists.items(register, as_of, sheet.kind) if sheet.kind else []
        if sheet.texts:
            _add_texts(register, sheet, items)
        if sheet.imported is not None:
            items = _add_fields(sheet.imported, items, whole[sheet.imported.name], listed=bool(sheet.kind))
        if asked is not None and sheet.of_a_case:
            items = [item for item in items if item.get("case") == asked]
        counted.append((sheet.title, HEAD_ROWS + _write(book, sheet, items, as_of, asked, origin)))
    book.properties.title = f"Assurance register as of {say_day(as_of)}. {RESTRICTED}"
    book.properties.creator = "SMKI Policy Management Authority"
    book.properties.created = book.properties.modified = datetime(as_of.year, as_of.month, as_of.day, 12)  # noqa: DTZ001  # openpyxl wants it naive and writes it as UTC
    target = io.BytesIO()
    book.save(target)
    made = WorkbookMade(content=normalised(target.getvalue(), as_of), rows=tuple(counted))
    _count_again(made)
    return made


def _case(register: Register, as_of: date, case: str) -> str:
    if kind_of(case) != "case":
        raise Refused(f"{case.strip()[:40]} is no case. Cases look like CASE-2026-0014.", field="case")
    return str(records.show(register, as_of, case)["reference"])


def _add_texts(register: Register, sheet: Sheet, items: Iterable[dict[str, object]]) -> None:
    texts = lists.texts(register, sheet.kind)
    for item in items:
        held = texts.get(str(item["reference"]), {})
        item.update({name: held.get(name, "") for name in sheet.texts})


# --- what is taken in again -----------------------------------------------------------------------------------------

VERSION = "version_of_the_record"
_FURTHER = re.compile(r" \(\d+\)$")


def every_sheet() -> list[Sheet]:
    """The sheets of the lists, then one for each kind that can be taken in and has no list of its own."""
    by_title = {kind.sheet: kind for kind in IMPORTED.values()}
    sheets = [replace(sheet, imported=by_title.pop(sheet.title, None)) for sheet in SHEETS]
    return sheets + [
        Sheet(title=title, kind="", codes={}, of_a_case="case" in kind.names, imported=kind)
        for title, kind in by_title.items()
    ]


def _columns_of(kind: ImportKind) -> tuple[str, ...]:
    return (*(each.column or each.name for each in kind.fields), VERSION)


def _exact(kind: ImportKind | None, columns: Iterable[str]) -> set[str]:
    held = set() if kind is None else set(_columns_of(kind))
    return {column for column in columns if _FURTHER.sub("", column) in held}


def _add_fields(
    kind: ImportKind, items: list[dict[str, object]], rows: list[ExportedRow], *, listed: bool
) -> list[dict[str, object]]:
    """The items with every field of the kind; where there is no list of it, the rows themselves."""
    if not listed:
        items = [{} for _ in rows]
        pairs = list(zip(items, rows, strict=True))
    else:
        by_reference = {row.reference: row for row in rows}
        pairs = [(item, by_reference[str(item["reference"])]) for item in items]
    for item, row in pairs:
        for each in kind.fields:
            value = row.fields[each.name]
            parts = _parts(value) if each.type == WORDS and isinstance(value, str) else [value]
            item[each.column or each.name] = parts[0]
            item.update({f"{each.column or each.name} ({n})": part for n, part in enumerate(parts[1:], 2)})
        item[VERSION] = row.version
    return items


def _parts(text: str) -> list[str]:
    """A long text in pieces that a cell can hold each; no line end is parted."""
    text = as_written(text)
    return [text[start : start + LONGEST_CELL] for start in range(0, len(text), LONGEST_CELL)] or [""]


# --- one sheet ------------------------------------------------------------------------------------------------------


def _write(book: Any, sheet: Sheet, items: list[dict[str, object]], as_of: date, case: str | None, origin: str) -> int:
    """Write one sheet; returns how many rows it has below its head."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(sheet.title)
    names = _columns(sheet, items)
    exact = _exact(sheet.imported, names)
    columns = [(name, name.removesuffix(" in words"), _codes(sheet, name.removesuffix(" in words"))) for name in names]
    lines = [
        [_value(value, exact=name in exact) for name, value in zip(names, _line(item, columns), strict=True)]
        for item in items
    ]
    headings = [_heading(name) for name in names]
    last = get_column_letter(max(len(headings), 1))
    page.freeze_panes = f"B{HEAD_ROWS + 1}"
    page.auto_filter.ref = f"A{HEAD_ROWS}:{last}{HEAD_ROWS + len(lines)}"
    page.sheet_properties.tabColor = "1F4E79"
    page.oddHeader.center.text = RESTRICTED
    page.oddFooter.center.text = "&A, page &P of &N"
    page.print_title_rows = f"{HEAD_ROWS}:{HEAD_ROWS}"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for number, heading in enumerate(headings):
        widest = max([len(heading), *(len(str(line[number])) for line in lines[:500] if line[number] is not None)])
        page.column_dimensions[get_column_letter(number + 1)].width = min(max(widest + 2, NARROWEST), WIDEST)

    def cell(value: object, **style: object) -> Any:
        made = WriteOnlyCell(page, value=value)
        if isinstance(value, str):
            made.data_type = "s"  # text that begins with = + - or @ is text, never a formula
        elif isinstance(value, datetime):
            made.number_format = "yyyy-mm-dd hh:mm"
        elif isinstance(value, date):
            made.number_format = "yyyy-mm-dd"
        for name, setting in style.items():
            setattr(made, name, setting)
        return made

    of_what = "" if case is None else f" of {case}"
    page.append([cell(f"{sheet.title}{of_what}, as of {say_day(as_of)}", font=Font(bold=True, size=14))])
    page.append([cell(RESTRICTED, font=Font(bold=True, color="9C0006"))])
    page.append([cell(origin, font=Font(color="808080"))])
    bold, fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F4E79")
    page.append([cell(heading, font=bold, fill=fill, alignment=Alignment(wrap_text=True)) for heading in headings])
    top, wrapped = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
    styled: dict[tuple[type, bool], Any] = {}

    def plain(value: object) -> Any:
        """A cell of the table, its style found once a kind: openpyxl hashes a style each time that it is set."""
        if value is None:
            return None
        wide = isinstance(value, str) and len(value) > WIDEST
        kind = (type(value), wide)
        if kind not in styled:
            styled[kind] = cell(value, alignment=wrapped if wide else top)._style
        made = WriteOnlyCell(page, value=value)
        made._style = styled[kind]
        if isinstance(value, str):
            made.data_type = "s"
        return made

    for line in lines:
        page.append([plain(value) for value in line])
    return len(lines)


def _columns(sheet: Sheet, items: list[dict[str, object]]) -> list[str]:
    """The fields of the kind in their order, each code followed by its label; a sheet without rows has the usual."""
    of_list = () if items else lists.USUAL
    of_import = [] if sheet.imported is None or items else list(_columns_of(sheet.imported))
    names = list(dict.fromkeys((*(name for item in items for name in item), *of_list, *of_import)))
    columns = []
    for name in names:
        columns.append(name)
        if _codes(sheet, name) is not None:
            columns.append(f"{name} in words")
    return columns


def _line(item: dict[str, object], columns: Iterable[tuple[str, str, type[StrEnum] | None]]) -> list[object]:
    """The values of a row; a column is (itself, its field, the codes of the field)."""
    values: list[object] = []
    for column, name, codes in columns:
        value = item.get(name)
        if column != name and codes is not None:
            value = None if value is None else label(codes(str(value)))
        values.append(value)
    return values


def _codes(sheet: Sheet, name: str) -> type[StrEnum] | None:
    return sheet.codes.get(name) or CODES.get(name) or _codes_of(sheet.imported).get(name)


@cache
def _codes_of(kind: ImportKind | None) -> dict[str, type[StrEnum]]:
    fields = () if kind is None else kind.fields
    return {
        each.column or each.name: each.choices for each in fields if each.type == CHOICE and each.choices is not None
    }


def _heading(column: str) -> str:
    words = column.replace("_", " ").capitalize()
    return f"{words} (UK time)" if column.endswith("_at") or column == "at" else words


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+Z")


def _value(value: object, *, exact: bool = False) -> object:
    """A typed cell: days and instants (in UK time) as such, numbers as numbers, everything else as text.

    ``exact``: a text stays one even when it looks like a day.
    """
    if value is None or isinstance(value, (bool, int)):
        return value
    if exact and isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return _text("; ".join(f"{name}: {each}" for name, each in value.items()))
    if isinstance(value, (list, tuple)):
        return _text(", ".join(str(each) for each in value))
    text = str(value)
    if _DAY.fullmatch(text):
        return date.fromisoformat(text)
    if _INSTANT.fullmatch(text):
        moment = datetime.fromisoformat(text).astimezone(UK)
        return moment.replace(tzinfo=None, microsecond=0)  # a workbook knows no zones; the heading says UK time
    return _text(text)


def _text(text: str) -> str:
    plain = as_written(text)
    if len(plain) <= LONGEST_CELL:
        return plain
    return plain[:LONGEST_CELL] + f" … ({len(plain):,} characters; the register has the whole text)"


# --- the file -------------------------------------------------------------------------------------------------------


def _count_again(made: WorkbookMade) -> None:
    """Open what was made and count it, before anybody is told that it is done."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(made.content), read_only=True)
    try:
        found = tuple((page.title, sum(1 for _ in page.iter_rows(values_only=True))) for page in book.worksheets)
    finally:
        book.close()
    if found != made.rows:
        raise Refused("The workbook does not hold what the register holds. Make it again; nothing was written.")
