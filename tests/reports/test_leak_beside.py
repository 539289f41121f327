"""Withheld words beside what a reader program takes up: it passes over them, whoever unpacks the file reads them."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest

from pma_assure.values.leak_check import LeakCheck, WithheldText
from reports.leak_check import check
from tests.reports import planted
from tests.reports.samples import EXTRACT, cleared

SECRET = planted.SECRET.encode()
SHEET = "xl/worksheets/sheet1.xml"
CORE = "docProps/core.xml"


def checked(content: bytes, format: str, withheld: str = planted.SECRET) -> LeakCheck:
    return check(content, format, (WithheldText(passage="EXT-2026-0014/9.1", text=withheld),), cleared(EXTRACT))


def workbook(name: str, old: bytes, new: bytes) -> bytes:
    """The clean workbook with ``old`` (a pattern) changed once in one part."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(planted.clean_workbook())) as source, zipfile.ZipFile(target, "w") as out:
        for info in source.infolist():
            part = source.read(info)
            if info.filename == name:
                part, times = re.subn(old, new, part, count=1)
                assert times == 1
            out.writestr(zipfile.ZipInfo(info.filename), part)
    return target.getvalue()


def packed(pack: Callable[[bytes], tuple[int, bytes]]) -> bytes:
    """The clean workbook with the bytes of its first sheet as ``pack`` (method, bytes) makes them."""
    out, directory = bytearray(), bytearray()
    with zipfile.ZipFile(io.BytesIO(planted.clean_workbook())) as source:
        infos = source.infolist()
        for info in infos:
            part, name = source.read(info), info.filename.encode()
            method, data = pack(part) if info.filename == SHEET else deflated(part)
            sizes = (zlib.crc32(part), len(data), len(part), len(name), 0)
            head = struct.pack("<HHHHHIIIHH", 20, 0, method, 0, 33, *sizes)
            directory += (
                b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + name
            )
            out += b"PK\x03\x04" + head + name + data
    end = struct.pack("<HHHHIIH", 0, 0, len(infos), len(infos), len(directory), len(out), 0)
    return bytes(out + directory + b"PK\x05\x06" + end)


def deflated(part: bytes) -> tuple[int, bytes]:
    machine = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return zipfile.ZIP_DEFLATED, machine.compress(part) + machine.flush()


PACKED: dict[str, Callable[[bytes], tuple[int, bytes]]] = {
    "behind what is compressed": lambda part: (zipfile.ZIP_DEFLATED, deflated(part)[1] + SECRET),
    "compressed behind the announced length": lambda part: deflated(part + SECRET),
    "behind what is stored": lambda part: (zipfile.ZIP_STORED, part + SECRET),
}
CHANGED = {
    "an attribute that another of its name hides": (SHEET, rb'<c r="', rb'<c xmlns:x="u" x:r="' + SECRET + rb'" r="'),
    "the instant of making": (CORE, rb"(<dcterms:created[^>]*>)[^<]*", rb"\g<1>" + SECRET),
    "a text in the cell of a number": (SHEET, rb"(<v>[0-9]+</v>)", rb"\1<is><t>" + SECRET + rb"</t></is>"),
    "a typeface of the foot": (SHEET, b"<oddFooter>", b'<oddFooter>&amp;"' + SECRET + b'"'),
}
BARE: dict[str, Callable[[bytes], bytes]] = {
    "at the end of an object": lambda pdf: pdf.replace(b"endobj", SECRET + b" endobj", 1),
    "in a dictionary": lambda pdf: pdf.replace(b"/Type /Catalog", b"/Type /Catalog " + SECRET, 1),
    "in brackets that no string has": lambda pdf: pdf.replace(b"endobj", b"<" + SECRET + b"> endobj", 1),
}


@pytest.mark.parametrize("where", PACKED)
def test_bytes_behind_the_end_of_a_part_are_stopped(where: str) -> None:
    content = packed(PACKED[where])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
    found = checked(content, "xlsx")
    assert any(leak.passage and leak.place.startswith(f"part {SHEET}, behind its end") for leak in found.leaks)


def test_a_part_packed_in_another_way_is_stopped() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(planted.clean_workbook())) as source, zipfile.ZipFile(target, "w") as out:
        for info in source.infolist():
            out.writestr(zipfile.ZipInfo(info.filename), source.read(info), zipfile.ZIP_BZIP2)
    assert not checked(target.getvalue(), "xlsx").passed


def test_the_workbook_taken_apart_and_put_together_again_is_clean() -> None:
    assert checked(packed(deflated), "xlsx").leaks == ()


@pytest.mark.parametrize("where", CHANGED)
def test_words_that_a_spreadsheet_program_passes_over_are_found(where: str) -> None:
    found = checked(workbook(*CHANGED[where]), "xlsx")
    assert any(leak.passage == "EXT-2026-0014/9.1" for leak in found.leaks), found.leaks


def test_a_number_with_more_digits_than_a_workbook_keeps_is_found_as_it_stands() -> None:
    number = "12345678901234567891"
    content = workbook(SHEET, rb"<v>[0-9]+</v>", b"<v>" + number.encode() + b"</v>")
    assert any(leak.passage for leak in checked(content, "xlsx", number).leaks)


@pytest.mark.parametrize("value", ["9" * 400, "²", "9" * 5000])
def test_no_number_of_a_cell_ends_the_check(value: str) -> None:
    for kind in (b"n", b"s"):
        content = workbook(SHEET, rb't="n"><v>[0-9]+</v>', b't="' + kind + b'"><v>' + value.encode() + b"</v>")
        assert checked(content, "xlsx").sha256


@pytest.mark.parametrize("where", BARE)
def test_bare_words_in_an_object_are_found(where: str) -> None:
    found = checked(BARE[where](planted.clean_pdf()), "pdf")
    assert any(leak.passage and leak.place.endswith("bare words") for leak in found.leaks), found.leaks


def test_escaped_words_are_read_in_a_stream_that_says_it_is_a_typeface() -> None:
    escaped = b"(" + b"".join(b"\\%03o" % letter for letter in SECRET) + b")"
    pdf = planted.clean_pdf()
    stream = re.search(rb"/Filter \[ /FlateDecode \] /Length ([0-9]+) /Length1 [0-9]+\n>>\nstream\r?\n", pdf)
    assert stream is not None
    data = zlib.compress(escaped)
    head = stream.group().replace(b"/Length " + stream.group(1), b"/Length %d" % len(data))
    content = pdf[: stream.start()] + head + data + pdf[stream.end() + int(stream.group(1)) :]
    assert any(leak.passage for leak in checked(content, "pdf").leaks)


def test_a_number_in_the_name_of_a_font_is_stopped() -> None:
    content = planted.clean_pdf().replace(b"/F3", b"/F07700900123")
    assert any(leak.passage for leak in checked(content, "pdf", "07700900123").leaks)
