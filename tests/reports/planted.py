"""Extracts into which a withheld text was put on purpose, each in another place. Every one must be stopped."""

from __future__ import annotations

import ctypes
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from reportlab.pdfgen.canvas import Canvas

from pma_assure.values.documents import ExtractDocument, ExtractSection, Paragraph
from reports import plan_extract
from tests.reports.samples import EXTRACT

SECRET = "The contractor, Coldharbour Key Services, had not been assessed."


def with_text(text: str) -> ExtractDocument:
    section = ExtractSection(heading=None, blocks=(Paragraph(text=text),))
    return replace(EXTRACT, sections=(*EXTRACT.sections, section))


def clean_pdf() -> bytes:
    return plan_extract.render(EXTRACT, "pdf")


def clean_workbook() -> bytes:
    return plan_extract.render(EXTRACT, "xlsx")


# --- PDF -------------------------------------------------------------------------------------------------------------


def body() -> bytes:
    return plan_extract.render(with_text(f"It was found that {SECRET} Nothing else."), "pdf")


def across_a_line_break() -> bytes:
    filler = "words that only lead up to the end of this line, so that what follows is divided by it:"
    return plan_extract.render(with_text(f"{filler} {SECRET}"), "pdf")


def hyphenated_by_hand() -> bytes:
    return plan_extract.render(
        with_text("The con-\ntractor, Cold-\nharbour Key Ser-\nvices, had not been as-\nsessed."), "pdf"
    )


def spaced_out() -> bytes:
    return plan_extract.render(with_text(" ".join(SECRET)), "pdf")


def with_invisible_characters() -> bytes:
    return plan_extract.render(with_text(SECRET.replace("e", "e\u00ad").replace("o", "o\u200b")), "pdf")


def in_other_letters() -> bytes:
    return plan_extract.render(with_text(SECRET.upper().replace("O", "О").replace("A", "Á")), "pdf")


def across_a_page_break() -> bytes:
    """The secret alone fills the line before and the line after a page break."""
    for lines in range(20, 60):
        text = "\n".join([*["A line of its own."] * lines, SECRET[:34], SECRET[34:], *["More of it."] * 3])
        content = plan_extract.render(replace(EXTRACT, sections=with_text(text).sections[-1:]), "pdf")
        document = pdfium.PdfDocument(content)
        pages = [page.get_textpage().get_text_range() for page in document]
        document.close()
        if len(pages) > 1 and SECRET[:30] in pages[0] and SECRET[40:] in pages[1]:
            return content
    raise AssertionError("the text never fell on a page break")


def part_of_it() -> bytes:
    return plan_extract.render(
        with_text("As the assessor says, Coldharbour Key Services had not been assessed before."), "pdf"
    )


def title_property() -> bytes:
    return _altered_string(b"/Title (EXT-2026-0014 version 1: Remediation plan extract)", b"/Title (%s)")


def author_property() -> bytes:
    return _altered_string(b"/Author (SMKI Policy Management Authority)", b"/Author (%s)")


def property_in_utf_16() -> bytes:
    return _replaced(
        clean_pdf(), b"/Keywords ()", b"/Keywords <" + (b"\xfe\xff" + SECRET.encode("utf-16-be")).hex().encode() + b">"
    )


def outline_title() -> bytes:
    content = clean_pdf()
    start = content.rindex(b"/Title (EXT-2026-0014 version 1")
    end = content.index(b")", start)
    return content[:start] + b"/Title (" + SECRET.encode() + content[end:]


def _altered_string(old: bytes, new: bytes) -> bytes:
    return _replaced(clean_pdf(), old, new % SECRET.encode())


def _replaced(content: bytes, old: bytes, new: bytes) -> bytes:
    assert old in content
    return content.replace(old, new, 1)


def xmp_packet() -> bytes:
    xmp = b"<x:xmpmeta><dc:description>" + SECRET.encode() + b"</dc:description></x:xmpmeta>"
    return _with_object(b"/Type /Metadata /Subtype /XML", xmp, key=b"/Metadata")


def compressed_stream_not_shown() -> bytes:
    return _with_object(b"/Filter /FlateDecode", zlib.compress(SECRET.encode()), key=b"")


def compressed_twice() -> bytes:
    import base64

    packed = base64.a85encode(zlib.compress(SECRET.encode("utf-16-be"))) + b"~>"
    return _with_object(b"/Filter [ /ASCII85Decode /FlateDecode ]", packed, key=b"")


def packed_object() -> bytes:
    inside = zlib.compress(b"90 0 << /Note (" + SECRET.encode() + b") >>")
    return _with_object(b"/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode", inside, key=b"")


def stream_of_unknown_kind() -> bytes:
    return _with_object(b"/Filter /JPXDecode", SECRET[::-1].encode(), key=b"")


def _with_object(entries: bytes, body_bytes: bytes, *, key: bytes) -> bytes:
    """One more object, tied to the catalogue with ``key`` or to nothing; the table of objects is left as it was."""
    content = clean_pdf()
    new = b"77 0 obj\n<< %s /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (entries, len(body_bytes), body_bytes)
    at = content.rindex(b"xref\n0 ")
    content = content[:at] + new + content[at:]
    return _replaced(content, b"/Type /Catalog", b"/Type /Catalog " + key + b" 77 0 R") if key else content


def annotation() -> bytes:
    def add(document: pdfium.PdfDocument) -> None:
        page = document[0]
        note = pdfium_c.FPDFPage_CreateAnnot(page, pdfium_c.FPDF_ANNOT_TEXT)
        wide = (SECRET + "\0").encode("utf-16-le")
        buffer = ctypes.create_string_buffer(wide)
        pdfium_c.FPDFAnnot_SetStringValue(note, b"Contents", ctypes.cast(buffer, pdfium_c.FPDF_WIDESTRING))
        pdfium_c.FPDFPage_CloseAnnot(note)
        page.gen_content()
        page.close()

    return _through_pdfium(add)


def attachment() -> bytes:
    return _through_pdfium(lambda document: document.new_attachment("notes.txt").set_data(SECRET.encode()))


def attachment_name() -> bytes:
    return _through_pdfium(lambda document: document.new_attachment(f"{SECRET}.txt").set_data(b"nothing"))


def _through_pdfium(change: Callable[[pdfium.PdfDocument], None]) -> bytes:
    document = pdfium.PdfDocument(clean_pdf())
    change(document)
    target = io.BytesIO()
    document.save(target)
    document.close()
    return target.getvalue()


def white_text() -> bytes:
    return _drawn(lambda canvas: (canvas.setFillColorRGB(1, 1, 1), canvas.drawString(72, 300, SECRET)))


def text_beside_the_page() -> bytes:
    return _drawn(lambda canvas: canvas.drawString(-2000, 300, SECRET))


def text_under_a_bar() -> bytes:
    return _drawn(lambda canvas: (canvas.drawString(72, 300, SECRET), canvas.rect(70, 296, 400, 14, fill=1)))


def invisible_text() -> bytes:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 300)
        text.setTextRenderMode(3)
        text.textLine(SECRET)
        canvas.drawText(text)

    return _drawn(draw)


def running_head() -> bytes:
    def draw(canvas: Canvas) -> None:
        for page in range(3):
            canvas.drawString(72, 800, SECRET)
            canvas.drawString(72, 600, f"Text of page {page}")
            canvas.showPage()

    return _drawn(draw)


def letters_one_by_one() -> bytes:
    def draw(canvas: Canvas) -> None:
        for number, letter in enumerate(SECRET):
            canvas.drawString(40 + 8 * number, 300, letter)

    return _drawn(draw)


def _drawn(draw: Callable[[Canvas], object]) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    draw(canvas)
    canvas.save()
    return target.getvalue()


def earlier_revision() -> bytes:
    """A file that once said more: an incremental update changed a page, the old one is still there."""
    content = body()
    page = b"3 0 obj\n<< /Type /Page >>\nendobj\n"
    update = page + b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Prev 1 >>\nstartxref\n1\n%%EOF\n"
    return content + update


def behind_the_end() -> bytes:
    return clean_pdf() + SECRET.encode()


def comment_in_the_file() -> bytes:
    return _replaced(clean_pdf(), b"xref\n0 ", b"% " + SECRET.encode() + b"\nxref\n0 ")


def before_the_beginning() -> bytes:
    return SECRET.encode() + b"\n" + clean_pdf()


def escaped_string() -> bytes:
    octal = "".join(f"\\{ord(c):03o}" for c in SECRET).encode()
    return _replaced(clean_pdf(), b"/Keywords ()", b"/Keywords (" + octal + b")")


def entry_name() -> bytes:
    name = "".join(c if c.isalnum() else f"#{ord(c):02X}" for c in SECRET).encode()
    return _replaced(clean_pdf(), b"/Type /Catalog", b"/Type /Catalog /" + name + b" true")


PDFS: dict[str, Callable[[], bytes]] = {
    make.__name__: make
    for make in (
        body, across_a_line_break, hyphenated_by_hand, spaced_out, with_invisible_characters, in_other_letters,
        across_a_page_break, part_of_it, title_property, author_property, property_in_utf_16, outline_title, xmp_packet,
        compressed_stream_not_shown, compressed_twice, packed_object, stream_of_unknown_kind, annotation, attachment,
        attachment_name, white_text, text_beside_the_page, text_under_a_bar, invisible_text, running_head,
        letters_one_by_one, earlier_revision, behind_the_end, comment_in_the_file, before_the_beginning, escaped_string,
        entry_name,
    )
}  # fmt: skip

# Stopped because they cannot be read, or are not an extract: the words themselves are out of reach there.
UNREADABLE = {"stream_of_unknown_kind"}


# --- workbook --------------------------------------------------------------------------------------------------------


def cell() -> bytes:
    return plan_extract.render(with_text(f"It was found that {SECRET}"), "xlsx")


def across_two_cells() -> bytes:
    def put(book: object) -> None:
        book["Extract"]["B30"] = SECRET[:30]  # type: ignore[index]  # openpyxl has no types
        book["Extract"]["B31"] = SECRET[30:]  # type: ignore[index]  # openpyxl has no types

    return _through_openpyxl(put)


def hidden_sheet() -> bytes:
    def put(book: object) -> None:
        sheet = book.create_sheet("Notes")  # type: ignore[attr-defined]  # openpyxl has no types
        sheet["A1"] = SECRET
        sheet.sheet_state = "veryHidden"

    return _through_openpyxl(put)


def sheet_name() -> bytes:
    return _through_openpyxl(lambda book: book.create_sheet("Coldharbour Key Services"))


def note_on_a_cell() -> bytes:
    return _through_openpyxl(lambda book: setattr(book["Extract"]["B8"], "comment", Comment(SECRET, "R. Sharma")))


def defined_name() -> bytes:
    return _through_openpyxl(lambda book: book.defined_names.add(DefinedName("note", attr_text=f'"{SECRET}"')))


def workbook_property() -> bytes:
    return _through_openpyxl(lambda book: setattr(book.properties, "description", SECRET))


def workbook_author() -> bytes:
    return _through_openpyxl(lambda book: setattr(book.properties, "creator", SECRET))


def printed_foot() -> bytes:
    return _through_openpyxl(lambda book: setattr(book["About"].oddFooter.center, "text", SECRET))


def number_format() -> bytes:
    return _through_openpyxl(lambda book: setattr(book["About"]["B2"], "number_format", f'0 "{SECRET}"'))


def formula() -> bytes:
    return _through_openpyxl(lambda book: setattr(book["About"]["D1"], "value", f'=IF(1=2,"{SECRET}","")'))


def link() -> bytes:
    return _through_openpyxl(lambda book: setattr(book["About"]["B1"], "hyperlink", "https://example.org/coldharbour"))


def hidden_column() -> bytes:
    def put(book: object) -> None:
        sheet = book["About"]  # type: ignore[index]  # openpyxl has no types
        sheet["F1"] = SECRET
        sheet.column_dimensions["F"].hidden = True

    return _through_openpyxl(put)


def _through_openpyxl(change: Callable[..., object]) -> bytes:
    book = load_workbook(io.BytesIO(clean_workbook()))
    change(book)
    target = io.BytesIO()
    book.save(target)
    book.close()
    return target.getvalue()


def shared_text_not_used() -> bytes:
    shared = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{SECRET}</t></si></sst>'
    return _with_part("xl/sharedStrings.xml", shared.encode())


def macro() -> bytes:
    return _with_part("xl/vbaProject.bin", b"\x00\x01" + SECRET.encode("utf-16-le"))


def custom_part() -> bytes:
    return _with_part("customXml/item1.xml", f"<note>{SECRET}</note>".encode())


def part_name() -> bytes:
    return _with_part(f"xl/{SECRET}", b"")


def zip_comment() -> bytes:
    target = io.BytesIO(clean_workbook())
    with zipfile.ZipFile(target, "a") as archive:
        archive.comment = SECRET.encode()
    return target.getvalue()


def xml_comment() -> bytes:
    return _changed_part("xl/worksheets/sheet1.xml", b"<sheetData>", b"<!-- " + SECRET.encode() + b" --><sheetData>")


def xml_attribute() -> bytes:
    return _changed_part("xl/styles.xml", b"<fonts ", b'<fonts note="' + SECRET.encode() + b'" ')


def xml_entity() -> bytes:
    declared = b'<!DOCTYPE x [<!ENTITY a "' + SECRET.encode() + b'">]>'
    return _changed_part("docProps/app.xml", b"<Properties", declared + b"<Properties")


def broken_part() -> bytes:
    return _changed_part("xl/worksheets/sheet2.xml", b"</worksheet>", b"<unclosed>")


def extra_field() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(clean_workbook())) as source, zipfile.ZipFile(target, "w") as out:
        for info in source.infolist():
            entry = zipfile.ZipInfo(info.filename)
            if info.filename == "xl/styles.xml":
                note = SECRET.encode()
                entry.extra = b"\xfe\xca" + len(note).to_bytes(2, "little") + note
            out.writestr(entry, source.read(info))
    return target.getvalue()


def between_the_parts() -> bytes:
    """Bytes before the first part; the directory at the end is moved with them, so that the file still opens."""
    return SECRET.encode() + clean_workbook()


def behind_the_workbook() -> bytes:
    return clean_workbook() + SECRET.encode()


def _with_part(name: str, part: bytes) -> bytes:
    target = io.BytesIO(clean_workbook())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(zipfile.ZipInfo(name), part)
    return target.getvalue()


def _changed_part(name: str, old: bytes, new: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(clean_workbook())) as source, zipfile.ZipFile(target, "w") as out:
        for info in source.infolist():
            part = source.read(info)
            if info.filename == name:
                part, times = re.subn(re.escape(old), lambda _: new, part, count=1)
                assert times == 1
            out.writestr(zipfile.ZipInfo(info.filename), part)
    return target.getvalue()


WORKBOOKS: dict[str, Callable[[], bytes]] = {
    make.__name__: make
    for make in (
        cell, across_two_cells, hidden_sheet, sheet_name, note_on_a_cell, defined_name, workbook_property,
        workbook_author, printed_foot, number_format, formula, link, hidden_column, shared_text_not_used, macro,
        custom_part, part_name, zip_comment, xml_comment, xml_attribute, xml_entity, broken_part, extra_field,
        between_the_parts, behind_the_workbook,
    )
}  # fmt: skip

# Stopped for what they are: the whole text is not in them.
WITHOUT_THE_WORDS = {"link", "broken_part", "sheet_name"}
