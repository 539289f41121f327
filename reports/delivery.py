"""Handing a document over: written beside, opened again and counted, and only then put in the place of the old one.

Whatever goes wrong, the file that was there stays as it was, and the person is told what happened.
"""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pma_assure.register.file_header import may_be_a_register
from pma_assure.rules.refusal import Refused
from reports.characters import composed


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What a finished document has to hold when it is opened again.

    ``pages`` is for a PDF, ``rows`` (sheet and number of its rows) for a workbook, ``events`` for a calendar; None or
    empty is not counted.
    ``texts`` must each stand somewhere in the document; spaces and line breaks do not matter.
    """

    format: str
    pages: int | None = None
    rows: tuple[tuple[str, int], ...] = ()
    events: int | None = None
    texts: tuple[str, ...] = ()


def describe(content: bytes, format: str, texts: Sequence[str] = ()) -> Expectation:
    """Count a finished document, and expect of its file the same. Refused when it cannot be read or lacks a text."""
    found, words = _read(content, format, "The document")
    for text in texts:
        if _bare(text) not in words:
            raise Refused(f"The document lacks “{_short(text)}”. Make it again; nothing was written.")
    return replace(found, texts=tuple(texts))


def deliver(path: Path, content: bytes, *, expect: Expectation) -> None:
    """Write ``content`` to ``path`` as a whole or not at all. Refused, with the old file untouched, when it fails.

    A document takes the place of a document; never that of a register, whatever its name.

    The bytes that are counted are the ones read back from the disk, not the ones in memory.
    """
    if path.is_dir():
        raise Refused(f"{path.name} is a folder. Choose a name for the file.", field="out")
    _not_over_a_register(path)
    beside = _written_beside(path, content)
    try:
        written = beside.read_bytes()
        if written != content:
            raise Refused(
                f"{path.name} was not written whole: {len(written)} of {len(content)} bytes arrived. Free some "
                "space and try again; the file that was there is unchanged."
            )  # fmt: skip
        _compare(path, written, expect)
        beside.replace(path)
    except OSError as error:
        raise _not_written(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    _keep(path.parent)


def _not_over_a_register(path: Path) -> None:
    try:
        if not path.is_file() or not may_be_a_register(path):
            return
    except OSError as error:
        raise _not_written(path, error) from error
    raise Refused(
        f"{path.name} is a register, or may be an encrypted one; a document overwrites no register. Choose another"
        " name.",
        field="out",
    )


def _written_beside(path: Path, content: bytes) -> Path:
    beside: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        beside = Path(name)
        with os.fdopen(handle, "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        # mkstemp makes a file that nobody else may read; a document may be read like any other file of the folder.
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o666 & ~mask)
    except OSError as error:
        if beside is not None:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
        raise _not_written(path, error) from error
    return beside


def _not_written(path: Path, error: OSError) -> Refused:
    why = error.strerror or str(error)
    return Refused(
        f"{path.name} could not be written ({why}). The file that was there, if any, is unchanged.", field="out"
    )


def _keep(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can do that for a folder."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def _compare(path: Path, written: bytes, expect: Expectation) -> None:
    unchanged = "Make it again; the file that was there is unchanged."
    found, words = _read(written, expect.format, path.name)
    if expect.pages is not None and found.pages != expect.pages:
        raise Refused(f"{path.name} has {found.pages} pages and should have {expect.pages}. {unchanged}")
    if expect.events is not None and found.events != expect.events:
        raise Refused(f"{path.name} has {found.events} entries and should have {expect.events}. {unchanged}")
    counted = dict(found.rows)
    for sheet, rows in expect.rows:
        if counted.get(sheet) != rows:
            raise Refused(
                f"{path.name} has {counted.get(sheet, 'no')} rows in the sheet {sheet} and should have {rows}. "
                f"{unchanged}"
            )
    for text in expect.texts:
        if _bare(text) not in words:
            raise Refused(f"{path.name} lacks “{_short(text)}”. {unchanged}")


def _read(content: bytes, format: str, name: str) -> tuple[Expectation, str]:
    """What is in a finished document, and all its words without spaces."""
    if format == "pdf":
        return _read_pdf(content, name)
    if format == "xlsx":
        return _read_workbook(content, name)
    if format == "ics":
        return _read_calendar(content, name)
    raise Refused(
        f'A document of the kind "{format}" cannot be opened again to be counted. Choose .pdf, .xlsx or .ics.'
    )


def _read_pdf(content: bytes, name: str) -> tuple[Expectation, str]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(content)
        try:
            texts = []
            for page in document:
                text_page = page.get_textpage()
                texts.append(text_page.get_text_range())
                text_page.close()
                page.close()
        finally:
            document.close()
    except pdfium.PdfiumError as error:
        raise Refused(f"{name} cannot be opened again ({error}). Make it again; nothing was replaced.") from error
    return Expectation(format="pdf", pages=len(texts)), _bare("\n".join(texts))


def _read_workbook(content: bytes, name: str) -> tuple[Expectation, str]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True)
        rows: list[tuple[str, int]] = []
        words: list[str] = []
        try:
            for sheet in book.worksheets:
                lines = list(sheet.iter_rows(values_only=True))
                words += [str(value) for line in lines for value in line if value is not None]
                rows.append((sheet.title, len(lines)))
        finally:
            book.close()
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError) as error:
        raise Refused(f"{name} cannot be opened again ({error}). Make it again; nothing was replaced.") from error
    return Expectation(format="xlsx", rows=tuple(rows)), _bare("\n".join(words))


def _read_calendar(content: bytes, name: str) -> tuple[Expectation, str]:
    """By the lines of RFC 5545 alone, not by the library that wrote it: unfolded, one calendar, what begins ends."""
    try:
        lines = content.decode("utf-8").replace("\r\n ", "").split("\r\n")
    except UnicodeDecodeError as error:
        raise Refused(f"{name} cannot be opened again ({error}). Make it again; nothing was replaced.") from error
    begun, ended = lines.count("BEGIN:VEVENT"), lines.count("END:VEVENT")
    if [lines[0], *lines[-2:]] != ["BEGIN:VCALENDAR", "END:VCALENDAR", ""] or begun != ended:
        raise Refused(f"{name} is no whole calendar. Make it again; nothing was replaced.")
    return Expectation(format="ics", events=begun), _bare("\n".join(lines))


def _bare(text: str) -> str:
    """Without spaces, and without what a reader of a PDF puts where a line was divided."""
    return "".join(c for c in composed(text) if not c.isspace() and c.isprintable())


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57].rstrip() + "…"
