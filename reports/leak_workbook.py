"""Reading a finished workbook back: every part of the package as XML and as bytes, with the standard library alone."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from xml.parsers import expat

from pma_assure.rules import wording
from reports.leak_places import Kind, Reading
from reports.own_words import own_words

LARGEST_PART = 64 * 1024 * 1024

_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:app|core)\.xml|xl/(?:workbook|styles|sharedStrings)\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/theme/theme1\.xml|xl/worksheets/sheet\d+\.xml"
)
_FOREIGN_PARTS = (
    ("vbaProject", "a macro"), ("macrosheets", "a macro"), ("comments", "comments"), ("threadedComments", "comments"),
    ("persons", "names of people who commented"), ("drawings", "a drawing"), ("media", "a picture"),
    ("externalLinks", "a link to another workbook"), ("embeddings", "an embedded file"), ("customXml", "custom data"),
    ("docProps/custom", "custom properties"), ("printerSettings", "settings of a printer"), ("pivot", "a pivot table"),
    ("queryTables", "a query"), ("connections", "a connection"), ("activeX", "a control"), ("ctrlProps", "a control"),
    ("charts", "a chart"), ("tables", "a table with a name"), ("calcChain", "formulas"),
    ("revisions", "earlier versions"),
)  # fmt: skip

# The elements that an extract's sheets and workbook part are made of; any other stops the check.
_ELEMENTS = frozenset(
    {
        "worksheet", "sheetPr", "outlinePr", "pageSetUpPr", "dimension", "sheetViews", "sheetView", "pane",
        "selection", "sheetFormatPr", "cols", "col", "sheetData", "row", "c", "is", "t", "v", "pageMargins",
        "pageSetup", "headerFooter", "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader",
        "firstFooter", "printOptions", "workbook", "workbookPr", "workbookProtection", "bookViews", "workbookView",
        "sheets", "sheet", "definedNames", "definedName", "calcPr", "sst", "si",
    }
)  # fmt: skip
_FOREIGN_ELEMENTS = {
    "f": "a formula", "hyperlink": "a link", "hyperlinks": "a link", "dataValidation": "a choice list",
    "conditionalFormatting": "conditional formatting", "legacyDrawing": "a comment", "drawing": "a drawing",
    "oleObject": "an embedded file", "extLst": "an extension", "mergeCell": "merged cells", "rPh": "a reading aid",
    "externalReference": "a link to another workbook", "r": "formatted pieces of text", "picture": "a picture",
    "customSheetView": "a second view", "scenario": "scenarios", "customProperty": "custom properties",
}  # fmt: skip

# Attributes in which somebody could have written; in the others only longer texts are looked for.
_WORDED = frozenset(
    {
        "name", "formatCode", "comment", "description", "prompt", "promptTitle", "error", "errorTitle", "title",
        "display", "tooltip", "location", "Target", "codeName", "userName", "lastEdited", "author", "help",
        "statusBar", "customMenu", "shortcutKey", "displayName", "uniqueName", "caption",
    }
)  # fmt: skip
# What openpyxl writes into every workbook.
_USUAL = frozenset(
    {
        "Normal", "Calibri", "Extract", "About", "Office", "General", "yyyy-mm-dd", "minor", "_xlnm.Print_Titles",
        "Hyperlink",
    }
) | {"d mmm yyyy"}  # fmt: skip
_HIDING = (("hidden", ("1", "true")), ("state", ("hidden", "veryHidden")), ("visibility", ("hidden", "veryHidden")))
_SHEETS = ("Extract", "About")
_PRINT_NAMES = ("_xlnm.Print_Titles", "_xlnm.Print_Area")
_PRINTED = frozenset(
    {
        "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter",
    }
)  # fmt: skip
_HEAD_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[A-Za-z&])')
# Left, centre, right, the page and how many there are: what an extract's head and foot are laid out with.
_HEAD_CODES = frozenset({"&L", "&C", "&R", "&P", "&N"})
# As many digits as a workbook keeps; a longer number is text to a reader of the file.
_WHOLE_NUMBER = re.compile(r"[0-9]{1,15}(?:\.0+)?")
_INDEX = re.compile(r"[0-9]{1,9}")
_INSTANT = re.compile(r"\s*[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\s*")
_FIRST_DAY = date(1899, 12, 30)


@dataclass(slots=True)
class _Cell:
    column: str = ""
    kind: str = ""
    value: str = ""
    text: str = ""


@dataclass(slots=True)
class _Part:
    """One XML part taken apart: its words, its attributes, its comments, and for a sheet its cells in order."""

    name: str
    reading: Reading
    words: list[str] = field(default_factory=list)
    cells: list[_Cell] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    print_name: bool = False
    names: set[str] = field(default_factory=set)
    """Names of elements, attributes and name spaces: somebody could have written there too."""
    said: set[tuple[str, str, str]] = field(default_factory=set)
    """(element, attribute, value) of each attribute: what is said of a thousand cells is read once."""


def read(content: bytes, reading: Reading) -> None:
    """Put everything that can be read in a workbook into ``reading``, and stop at what cannot be or does not belong."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        reading.stop("file", f"The workbook cannot be opened ({error}). Make it again.")
        _add_bytes("file", content, reading)
        return
    with archive:
        _check_package(content, archive, reading)
        parts = [part for info in archive.infolist() for part in _read_part(archive, info, reading)]
    shared = [text for part in parts for text in part.shared]
    used: set[int] = set()
    for part in parts:
        if part.name.startswith("xl/worksheets/"):
            _add_sheet(part, shared, used, reading)
    for number, text in enumerate(shared):
        if number not in used:
            reading.stop("xl/sharedStrings.xml", "The workbook keeps a text that no cell shows. Make it again.")
            reading.add("xl/sharedStrings.xml, not used", text, Kind.OTHER)


def _check_package(content: bytes, archive: zipfile.ZipFile, reading: Reading) -> None:
    """The package from its first byte to its last: names, comments, extra fields, and nothing between the parts."""
    infos = archive.infolist()
    if archive.comment:
        reading.stop("zip comment", "The workbook's package has a comment. An extract has none: make it again.")
        _add_bytes("zip comment", archive.comment, reading)
    names = [info.filename for info in infos]
    if len(set(names)) != len(names):
        reading.stop("file", "The workbook has a part twice: an earlier one may still be in it. Make it again.")
    at = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        place = f"part {info.filename}"
        reading.add("names of the parts", info.filename, Kind.BYTES)
        for what in (info.comment, info.extra):
            if what:
                reading.stop(
                    place, f"The part {info.filename} has a note of its own. An extract has none: make it again."
                )
                _add_bytes(f"{place}, note", what, reading)
        if info.header_offset != at or info.flag_bits & 0x08:
            reading.stop(place, "Bytes stand between the parts of the workbook that belong to none. Make it again.")
            _add_bytes("between the parts", content[at : info.header_offset], reading)
        at = _end_of_part(content, info, reading, place)
    directory = content.rfind(b"PK\x05\x06")
    if directory < 0 or len(content) - directory - 22 != len(archive.comment):
        reading.stop("file", "Something stands behind the end of the workbook. Make it again.")
        _add_bytes("behind the end", content[max(0, directory) :], reading)
    elif struct.unpack("<I", content[directory + 16 : directory + 20])[0] != at:
        reading.stop("file", "Bytes stand between the parts of the workbook that belong to none. Make it again.")
        _add_bytes("between the parts", content[at:], reading)


def _end_of_part(content: bytes, info: zipfile.ZipInfo, reading: Reading, place: str) -> int:
    head = content[info.header_offset : info.header_offset + 30]
    if len(head) < 30:
        return len(content)
    name_length: int
    extra_length: int
    name_length, extra_length = struct.unpack("<HH", head[26:30])
    start = info.header_offset + 30
    name = content[start : start + name_length]
    if name.decode("utf-8", "replace") != info.filename or extra_length:
        reading.stop(place, f"The part {info.filename} goes by two names or has a note of its own. Make it again.")
        _add_bytes(f"{place}, head", content[start : start + name_length + extra_length], reading)
    start += name_length + extra_length
    end = start + info.compress_size
    if info.file_size <= LARGEST_PART:
        _stop_unread(content[start:end], info, reading, place)
    return end


def _stop_unread(raw: bytes, info: zipfile.ZipInfo, reading: Reading, place: str) -> None:
    """A program that unpacks a part reads as many bytes as are announced; behind them, more could stand."""
    if info.compress_type == zipfile.ZIP_STORED:
        body, behind = raw, b""
    elif info.compress_type == zipfile.ZIP_DEFLATED:
        machine = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            body = machine.decompress(raw, LARGEST_PART + 1)
        except zlib.error:
            return  # said where the part is read
        behind = machine.unused_data
    else:
        reading.stop(place, f"The part {info.filename} is packed in a way that no extract is. Make it again.")
        return
    behind = body[info.file_size :] + behind
    if behind:
        reading.stop(place, f"Bytes stand behind the end of the part {info.filename}. Make the extract again.")
        _add_bytes(f"{place}, behind its end", behind, reading)


def _read_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, reading: Reading) -> Iterator[_Part]:
    name = info.filename
    if not _PARTS.fullmatch(name):
        what = next((what for mark, what in _FOREIGN_PARTS if mark in name), "a part that does not belong")
        reading.stop(name, f"The workbook has {what} ({name}). An extract has none: make it again.")
    if info.flag_bits & 0x01 or info.file_size > LARGEST_PART:
        reading.stop(name, f"The part {name} is encrypted or too large to be read. Make the extract again.")
        return
    try:
        body = archive.read(info)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        reading.stop(name, f"The part {name} cannot be read ({error}). Make the extract again.")
        return
    _add_bytes(name, body, reading)
    if name.endswith((".xml", ".rels", ".vml")):
        yield _parsed(name, body, reading)


def _parsed(name: str, body: bytes, reading: Reading) -> _Part:
    part = _Part(name, reading)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.ordered_attributes = True
    parser.StartElementHandler = lambda tag, attributes: _start(part, tag, attributes)
    parser.EndElementHandler = lambda _tag: part.path.pop()
    parser.StartNamespaceDeclHandler = lambda prefix, uri: part.names.update((prefix or "", uri or ""))
    parser.CharacterDataHandler = lambda text: _characters(part, text)
    parser.CommentHandler = lambda text: _aside(part, "XML comment", text)
    parser.ProcessingInstructionHandler = lambda target, text: _aside(part, "XML instruction", f"{target} {text}")
    parser.StartDoctypeDeclHandler = lambda *words: _aside(part, "document type", " ".join(str(word) for word in words))
    parser.EntityDeclHandler = lambda *words: _aside(part, "entity", " ".join(str(word) for word in words))
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        reading.stop(name, f"The part {name} cannot be read as XML ({error}). Make the extract again.")
    reading.add(f"{name}, names", "\n".join(sorted(part.names)), Kind.BYTES)
    kind = Kind.BYTES if name.startswith(("xl/theme/", "[Content", "_rels", "xl/_rels")) else Kind.OTHER
    if not name.startswith("xl/worksheets/"):
        reading.add(f"{name}, words", "\n".join(part.words), kind, own=own_words("\n".join(part.words)))
    return part


def _local(tag: str) -> str:
    return tag.rpartition(" ")[2]


def _start(part: _Part, tag: str, attributes: list[str]) -> None:
    element = _local(tag)
    part.path.append(element)
    keys = [_local(key) for key in attributes[::2]]
    part.names.update((element, *keys))
    pairs = list(zip(keys, attributes[1::2], strict=True))
    values = dict(pairs)
    if len(values) < len(pairs):
        part.reading.stop(
            part.name, f"An entry of {part.name} says the same thing twice, which could hide one. Make it again."
        )
    for key, value in pairs:
        if (element, key, value) in part.said:
            continue
        part.said.add((element, key, value))
        worded = key in _WORDED and value not in _USUAL and not part.name.startswith(("xl/theme/", "_rels", "xl/_rels"))
        part.reading.add(
            f"{part.name}, {element} {key}", value, Kind.OTHER if worded else Kind.BYTES, own=own_words(value)
        )
    if "xl/worksheets/" in part.name or part.name in ("xl/workbook.xml", "xl/sharedStrings.xml"):
        _check_element(part, element, values)
    if element == "Relationship" and values.get("TargetMode", "Internal") != "Internal":
        part.reading.stop(
            part.name, "The workbook refers to an outside file. An extract refers to none: make it again."
        )
    if element == "c":
        part.cells.append(_Cell(column=values.get("r", "").rstrip("0123456789"), kind=values.get("t", "n")))
    elif element == "si":
        part.shared.append("")


def _check_element(part: _Part, element: str, values: dict[str, str]) -> None:
    if element not in _ELEMENTS:
        what = _FOREIGN_ELEMENTS.get(element, f"something that does not belong ({element})")
        part.reading.stop(part.name, f"The workbook has {what} in {part.name}. An extract has none: make it again.")
    for key, hiding in _HIDING:
        if values.get(key) in hiding:
            part.reading.stop(
                part.name, f"The workbook hides a sheet, row, column or name ({part.name}). Show or remove it."
            )
    if element == "sheet" and values.get("name") not in _SHEETS:
        part.reading.stop(part.name, "The workbook has a sheet that no extract has. Make it again.")
    if element == "definedName":
        part.print_name = values.get("name") in _PRINT_NAMES
        if not part.print_name:
            part.reading.stop(
                part.name, "The workbook has a defined name. An extract has none but what it prints with."
            )


def _characters(part: _Part, text: str) -> None:
    element = part.path[-1] if part.path else ""
    if element in _PRINTED:
        shown = "\n".join(piece for piece in _HEAD_CODE.split(text.replace("&&", "＆")) if piece.strip())
        part.reading.add(f"{part.name}, printed head or foot", shown, Kind.OTHER, own=_own_printed(shown))
        for code in _HEAD_CODE.findall(text.replace("&&", "＆")):
            if code not in _HEAD_CODES:
                _aside(part, "code of a head or foot", code)
    elif element == "definedName" and part.print_name:
        part.reading.add(f"{part.name}, print titles", text, Kind.BYTES)
    elif part.cells and element == "v":
        part.cells[-1].value += text
    elif part.cells and element == "t":
        part.cells[-1].text += text
    elif part.shared and element == "t":
        part.shared[-1] += text
    elif part.name.startswith("xl/worksheets/"):
        if text.strip():
            part.reading.add(f"{part.name}, {element}", text, Kind.OTHER)
    elif text.strip() and not (
        part.name == "docProps/core.xml" and element in ("created", "modified") and _INSTANT.fullmatch(text)
    ):
        if part.name == "docProps/core.xml" and element in ("title", "subject"):
            part.reading.add(f"{part.name}, {element}", text, Kind.NAME, own=own_words(text))
        else:
            part.words.append(text)


def _own_printed(shown: str) -> tuple[tuple[int, int], ...]:
    """The program's own words in a printed head or foot; of the page number only the codes' words are left there."""
    found = [match.span() for match in re.finditer(r"(?m)^(?:page| of )[ \t]*$", shown)]
    return (*own_words(shown), *found)


def _aside(part: _Part, what: str, text: str) -> None:
    place = f"{part.name}, {what}"
    part.reading.stop(place, f"The part {part.name} has a hidden note ({what}). An extract has none: make it again.")
    part.reading.add(place, text, Kind.OTHER)


def _add_sheet(part: _Part, shared: list[str], used: set[int], reading: Reading) -> None:
    """The cells of a sheet as a reader sees them, each a line: row by row, and each column down by itself."""
    columns: dict[str, list[str]] = {}
    lines: list[str] = []
    for cell in part.cells:
        if cell.kind == "s" and _INDEX.fullmatch(cell.value) and int(cell.value) < len(shared):
            used.add(int(cell.value))
            said = [text for text in (shared[int(cell.value)], cell.text) if text]
        elif cell.kind == "n" and _WHOLE_NUMBER.fullmatch(cell.value):
            # A day or a number is whole in its cell.
            lines.append(_number(cell.value))
            said = [cell.text] if cell.text else []
        else:
            said = [text for text in (cell.text, cell.value) if text]
            if cell.kind not in ("n", "inlineStr", "s", "d"):
                reading.stop(part.name, f"A cell of {part.name} holds something other than text, number or day.")
        lines += said
        columns.setdefault(cell.column, []).extend(said)
    views = {part.name: lines, **{f"{part.name}, column {column}": cells for column, cells in columns.items() if cells}}
    for name, cells in views.items():
        text = "\n".join(cells)
        reading.add(name, text, Kind.BODY, name, own_words(text))


def _number(value: str) -> str:
    """A whole number as a cell shows it: one that can be a day of this age is shown as a day."""
    number = int(float(value))
    if 20_000 <= number <= 80_000:
        return f"{wording.day(_FIRST_DAY + timedelta(days=number))}"
    return str(number)


def _add_bytes(place: str, body: bytes, reading: Reading) -> None:
    """The bytes of a part in every way in which they could be text."""
    if place.startswith("xl/worksheets/") or place in ("xl/sharedStrings.xml", "docProps/core.xml"):
        # Their words are read as XML, every one; here they would be found again without what explains them.
        return
    for text in dict.fromkeys(
        (body.decode("utf-8", "ignore"), body.decode("latin-1"), body.decode("utf-16-le", "ignore"),
         body.decode("utf-16-be", "ignore"))
    ):  # fmt: skip
        reading.add(f"{place}, bytes", text, Kind.BYTES)
