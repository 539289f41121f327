"""Reading a finished PDF back, twice: as Chrome's reader shows it, and as its bytes lie in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import create_string_buffer

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from reports import font_bytes, pdf_syntax
from reports.leak_places import Kind, Reading, squeezed
from reports.own_words import own_words
from reports.pdf_letters import Letters, letters_by_font, read_with
from reports.pdf_syntax import Entry, Syntax, Token, texts_of, tokens_of

SHOWN = "shown pages"
STREAMS = "page streams"

# What an extract never has. The key as it is written in the file, and what it is in words.
_FOREIGN = {
    "EmbeddedFile": "an attachment", "EmbeddedFiles": "an attachment", "Filespec": "an attachment",
    "AF": "an attachment", "Collection": "an attachment", "FileAttachment": "an attachment",
    "JavaScript": "a script", "JS": "a script", "OpenAction": "an action", "AA": "an action", "Launch": "an action",
    "SubmitForm": "an action", "ImportData": "an action", "GoToR": "an action", "GoToE": "an action",
    "URI": "a link", "Annots": "an annotation", "Annot": "an annotation",
    "AcroForm": "a form", "XFA": "a form", "Fields": "a form", "Sig": "a signature field",
    "Image": "a picture", "XObject": "a picture or a form that can be drawn", "Form": "a form that can be drawn",
    "Pattern": "a pattern", "Shading": "a shading", "Thumb": "a picture", "Group": "a transparency group",
    "RichMedia": "a film or sound", "Movie": "a film or sound", "Sound": "a film or sound",
    "Rendition": "a film or sound", "Screen": "a film or sound", "3D": "a film or sound",
    "Encrypt": "encryption", "Metadata": "an XMP packet", "XML": "an XMP packet",
    "PieceInfo": "private data of a program",
    "OCProperties": "layers that can be hidden", "OCG": "layers that can be hidden", "OC": "layers that can be hidden",
    "ObjStm": "objects packed into a stream", "XRef": "a packed table of objects", "Prev": "an earlier revision",
    "StructTreeRoot": "alternative texts", "ActualText": "alternative texts", "Alt": "alternative texts",
    "Type3": "letters that are drawn", "Names": "a table of names", "Dests": "a table of names",
    "FFilter": "an outside file",
    "Threads": "article threads", "SpiderInfo": "captured pages", "Legal": "attestations", "Perms": "permissions",
    "DSS": "signature data", "Extensions": "extensions", "PresSteps": "a slide show",
}  # fmt: skip

# Every name in the bytes of an extract; any other stops the check, whether it is known above or not.
_KNOWN = frozenset(
    {
        "ASCII85Decode", "Ascent", "Author", "BaseFont", "CapHeight", "Catalog", "Contents", "Count", "CreationDate",
        "Creator", "Descent", "Dest", "DisplayDocTitle", "Encoding", "False", "Filter", "First", "FirstChar", "Fit",
        "Flags", "FlateDecode", "Font", "FontBBox", "FontDescriptor", "FontFile2", "FontName", "Helvetica", "ID",
        "ImageB", "ImageC", "ImageI", "Info", "ItalicAngle", "Keywords", "Kids", "Lang", "Last", "LastChar",
        "Length", "Length1", "MediaBox", "MissingWidth", "ModDate", "Name", "Outlines", "PDF", "Page", "PageMode",
        "Pages", "Parent", "ProcSet", "Producer", "Resources", "Root", "Rotate", "Size", "StemV", "Subject",
        "Subtype", "Text", "Title", "ToUnicode", "Trans", "Trapped", "TrueType", "Type", "Type1", "UseNone",
        "ViewerPreferences", "Widths", "WinAnsiEncoding",
    }
)  # fmt: skip
_FONT_NAME = re.compile(r"F[0-9]{1,3}(?:\+[0-9]{1,3})?|[A-Z]{6}\+OpenSans(?:-Bold|-Italic|-BoldItalic)?")

# What the pages of an extract are drawn with: text, lines and rectangles. Curves and pictures could be letters.
_DRAWN_WITH = frozenset(
    b"q Q cm w J j M d re m l h S s f f* n W W* rg RG g G k K BT ET Tf Td TD Tm T* Tj TJ ' \" TL Tc Tw Tz Ts".split()
)
_SHOW = frozenset((b"Tj", b"TJ"))
_INFO = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")
_PDF_DATE = re.compile(r"D:\d{4,14}(?:[+\-Z]\d{2}'\d{2}'?|Z)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd]")
# What may stand bare in an object besides numbers.
_BARE = frozenset((b"R", b"true", b"false", b"null"))
_NUMBER = re.compile(rb"[+\-]?(?:\d+\.?\d*|\.\d+)")
# Points from the edge of the page up to which its head and foot may stand; the text of a page keeps farther away.
_HEAD = 66
_FOOT = 56
_DAYS = re.compile(
    r"(?m)^[ \t]*\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" \d{4}[ \t]*$\n?"
)
_BLANK_LINES = re.compile(r"\n{2,}")
_NUMBERS = re.compile(r"\d+")


def read(content: bytes, reading: Reading) -> None:
    """Put everything that can be read in a PDF into ``reading``, and stop at what cannot be or does not belong."""
    margins: list[str] = []
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        reading.stop("file", f"The PDF cannot be opened ({error}). Make it again.")
    else:
        try:
            margins = _read_shown(document, reading)
        finally:
            document.close()
    _read_bytes(content, margins, reading)


def _read_shown(document: pdfium.PdfDocument, reading: Reading) -> list[str]:
    """What a reader program shows: pages, properties, bookmarks, attachments, annotations, fields, scripts.

    Returns the running head and foot of each page.
    """
    pages: list[list[str]] = []
    margins: list[str] = []
    for number in range(len(document)):
        try:
            page = document[number]
            text_page = page.get_textpage()
            text = text_page.get_text_range()
            pages.append(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
            head = text_page.get_text_bounded(bottom=page.get_height() - _HEAD)
            margins.append(f"{head}\n{text_page.get_text_bounded(top=_FOOT)}")
            if pdfium_c.FPDFPage_GetAnnotCount(page):
                reading.stop(
                    f"page {number + 1}", f"Page {number + 1} has an annotation or a link. An extract has none."
                )
            text_page.close()
            page.close()
        except pdfium.PdfiumError as error:
            reading.stop(f"page {number + 1}", f"Page {number + 1} cannot be read ({error}). Make the extract again.")
            return []
    running = _running(margins)
    _add_pages(pages, running, reading)
    _read_properties(document, reading)
    _read_extras(document, reading)
    return running


def _running(margins: list[str]) -> list[str]:
    """The letters in the head and foot of each page, where they are the same on all pages but for their numbers."""
    letters = [squeezed(text) for text in margins]
    return letters if len(letters) > 1 and len({_NUMBERS.sub("0", each) for each in letters}) == 1 else []


def _add_pages(
    pages: list[list[str]], running: list[str], reading: Reading, view: str = SHOWN, what: str = "text"
) -> None:
    """The text of the pages as one, so that what goes on over the page is found; running lines by themselves.

    A line is a running one only by standing in the margin. A line of the text that comes again on every page is text:
    taken out, it would part what stands before it from what goes on behind it.
    """
    shown: list[tuple[str, str]] = []
    for number, lines in enumerate(pages, start=1):
        left = running[number - 1] if len(running) == len(pages) else ""
        place = f"page {number}, {what}"
        body: list[str] = []
        for line in lines:
            letters = squeezed(line) if left else ""
            if letters and letters in left:
                left = left.replace(letters, "", 1)
                reading.add(f"page {number}, running head or foot", line, Kind.OTHER, own=own_words(line))
            else:
                body.append(line)
        text = "\n".join(body)
        shown.append((place, text))
        reading.add(place, text, Kind.BODY, view, own_words(text))
    # A text that is divided over the rows of a table goes on behind the day of its row.
    undated = [(place, _DAYS.sub("", text)) for place, text in shown]
    if undated != shown:
        for place, text in undated:
            reading.add(place, text, Kind.BODY, f"{view}, without days", own_words(text))


def _read_properties(document: pdfium.PdfDocument, reading: Reading) -> None:
    for key in _INFO:
        try:
            value = document.get_metadata_value(key)
        except pdfium.PdfiumError as error:
            reading.stop("file properties", f"The property {key} cannot be read ({error}). Make the extract again.")
            continue
        if value and not _PDF_DATE.fullmatch(value):
            kind = Kind.NAME if key in ("Title", "Subject") else Kind.OTHER
            reading.add(f"file properties, {key.lower()}", value, kind, own=own_words(value))
    for bookmark in document.get_toc():
        title = bookmark.get_title()
        reading.add("outline", title, Kind.NAME, own=own_words(title))


def _read_extras(document: pdfium.PdfDocument, reading: Reading) -> None:
    for number in range(document.count_attachments()):
        attachment = document.get_attachment(number)
        try:
            name, data = attachment.get_name(), bytes(attachment.get_data())
        except pdfium.PdfiumError:
            name, data = "", b""
        reading.stop("attachment", "The PDF has an attachment. An extract has none: make it again.")
        reading.add("attachment, name", name, Kind.OTHER)
        for text in texts_of(data):
            reading.add("attachment", text, Kind.OTHER)
    if pdfium_c.FPDF_GetFormType(document) != pdfium_c.FORMTYPE_NONE:
        reading.stop("form", "The PDF has a form. An extract has none: make it again.")
    if pdfium_c.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        reading.stop("script", "The PDF has a script. An extract has none: make it again.")
    if pdfium_c.FPDF_GetSignatureCount(document) > 0:
        reading.stop("signature field", "The PDF has a signature field. An extract has none: make it again.")
    for number in range(len(document)):
        size = pdfium_c.FPDF_GetPageLabel(document, number, None, 0)
        if size > 2:
            buffer = create_string_buffer(size)
            pdfium_c.FPDF_GetPageLabel(document, number, buffer, size)
            reading.add(f"page {number + 1}, label", buffer.raw.decode("utf-16-le").rstrip("\0"), Kind.OTHER)


def _read_bytes(content: bytes, margins: list[str], reading: Reading) -> None:
    """What lies in the file, whether a reader program shows it or not."""
    syntax = pdf_syntax.read(content)
    for trouble in syntax.troubles:
        reading.stop("file", f"{trouble} Make the extract again.")
    entries = [*syntax.entries, *_packed(syntax, reading)]
    _stop_foreign(entries, syntax, reading)
    reached = _reached(entries, syntax)
    contents = _page_contents(entries, reached)
    fonts = letters_by_font(entries)
    drawn: list[tuple[str, bytes]] = []
    for entry in entries:
        place = f"object {entry.number}"
        if entry.number not in reached:
            reading.stop(
                place, f"Object {entry.number} is in the file but not in the document. Make the extract again."
            )
        _add_strings(place, entry.tokens, reading)
        _stop_words(place, entry, reading)
        if entry.body is not None:
            if entry.number in contents:
                drawn.append(_page_stream(entry, fonts, reading))
            else:
                _add_stream(f"{place}, stream", entry, reading)
    _add_pages([text.split("\n") for text, _codes in drawn], margins, reading, f"{STREAMS}, letters", "as drawn")
    for number, text in enumerate(texts_of(b"\n".join(codes for _text, codes in drawn))):
        _add_pages([text.split("\n")], [], reading, f"{STREAMS}, codes {number}", "as drawn, letters without a table")
    _add_strings("file, between objects", syntax.outside, reading)
    words = b" ".join(token.value for token in syntax.outside if token.kind in ("word", "stray"))
    reading.add("file, between objects", words.decode("latin-1"), Kind.BYTES)
    comments = b"\n".join(token.value for token in syntax.outside if token.kind == "comment")
    for text in texts_of(comments):
        reading.add("file, comments", text, Kind.BYTES)


def _stop_words(place: str, entry: Entry, reading: Reading) -> None:
    """Words that stand bare in an object: a reader program passes over them, whoever opens the file reads them."""
    bare = [token.value for token in entry.tokens if token.kind in ("word", "stray")]
    words = [word for word in bare if word not in _BARE and not _NUMBER.fullmatch(word)]
    if words:
        reading.stop(place, f"The PDF has words that belong to no entry ({place}). Make the extract again.")
        reading.add(f"{place}, bare words", b" ".join(words).decode("latin-1"), Kind.BYTES)


def _packed(syntax: Syntax, reading: Reading) -> list[Entry]:
    """The objects inside object streams, one level down; an extract has none, but they shall be read."""
    found: list[Entry] = []
    for entry in syntax.entries:
        if b"ObjStm" in entry.names() and entry.body is not None:
            packed = Entry(entry.number, [token for token, _, _ in tokens_of(entry.body)])
            _add_strings(f"object {entry.number}, packed objects", packed.tokens, reading)
            found.append(packed)
    return found


def _stop_foreign(entries: list[Entry], syntax: Syntax, reading: Reading) -> None:
    outside = {token.value for token in syntax.outside if token.kind == "name"}
    holders: Iterator[tuple[str, set[bytes]]] = iter(
        [("file, trailer", outside), *((f"object {entry.number}", entry.names()) for entry in entries)]
    )
    for place, names in holders:
        for name in names:
            what = _FOREIGN.get(name.decode("latin-1"))
            if what:
                reading.stop(place, f"The PDF has {what} ({place}). An extract has none: make it again.")
            elif not _is_known(name):
                reading.stop(place, f"The PDF has an entry that no extract has ({place}). Make the extract again.")
    for entry in entries:
        if entry.has_stream and entry.value_of(b"F"):
            reading.stop(f"object {entry.number}", "The PDF refers to an outside file. An extract refers to none.")


def _is_known(name: bytes) -> bool:
    text = name.decode("latin-1")
    return text in _KNOWN or _FONT_NAME.fullmatch(text) is not None


def _reached(entries: list[Entry], syntax: Syntax) -> set[int]:
    """The objects that the document itself leads to."""
    to = {entry.number: set(entry.references()) for entry in entries}
    waiting = list(pdf_syntax.references([token for token in syntax.outside if token.kind != "comment"]))
    reached: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number not in reached:
            reached.add(number)
            waiting += to.get(number, ())
    return reached


def _page_contents(entries: list[Entry], reached: set[int]) -> set[int]:
    """The streams that the pages of the document are drawn from."""
    found: set[int] = set()
    for entry in entries:
        if entry.number in reached and b"Page" in entry.names():
            value = entry.value_of(b"Contents")
            found |= set(pdf_syntax.references(value))
    return found


def _page_stream(entry: Entry, fonts: dict[bytes, Letters], reading: Reading) -> tuple[str, bytes]:
    """The strings of a page as drawn, put together again, with a stop for what no page is drawn with.

    As letters by the fonts' tables, and as bare codes where a font has no table.
    """
    drawn: list[str] = []
    codes: list[bytes] = []
    letters: Letters = {}
    array = False
    for (kind, value), _begin, _end in tokens_of(entry.body or b""):
        if kind == "string":
            drawn.append(read_with(letters, value))
            # Where the font has no table, the codes themselves may be letters, in any of the usual codings.
            codes.append(b"" if letters else value)
        elif kind == "mark":
            array = value == b"["
        elif kind == "name":
            letters = fonts.get(value, {})
            said = value.decode("latin-1")
            if not _FONT_NAME.fullmatch(said):
                _stop_operator(entry, said, reading)
                reading.add(f"object {entry.number}, name", said, Kind.OTHER)
        elif kind == "word" and _NUMBER.fullmatch(value):
            # A wide gap inside an array of strings is the space between two words.
            if array and float(value) < -120:
                drawn.append(" ")
                codes.append(b" ")
        else:
            if value not in _SHOW:
                drawn.append("\n")
                codes.append(b"\n")
            if value not in _DRAWN_WITH:
                said = value.decode("latin-1")
                _stop_operator(entry, said, reading)
                reading.add(f"object {entry.number}, {kind}", said, Kind.OTHER)
    return _BLANK_LINES.sub("\n", "".join(drawn)), re.sub(rb"\n{2,}", b"\n", b"".join(codes))


def _stop_operator(entry: Entry, name: str, reading: Reading) -> None:
    reading.stop(
        f"object {entry.number}",
        f"A page is drawn with something other than text, lines and rectangles ({name[:20]}), which could hide words. "
        "Make the extract again.",
    )


def _add_stream(place: str, entry: Entry, reading: Reading) -> None:
    """Any other stream: its strings, and its bytes read as text in every way."""
    body = entry.body or b""
    if b"Length1" in entry.names():
        body = font_bytes.foreign(body)
    if not _CONTROL.search(body[:4096].decode("latin-1")):
        _add_strings(place, [token for token, _begin, _end in tokens_of(body)], reading, kind=Kind.BYTES)
    wide = (part.decode(code, "ignore") for code in ("utf-16-be", "utf-16-le") for part in (body, body[1:]))
    for text in dict.fromkeys((body.decode("latin-1"), body.decode("utf-8", "ignore"), *wide)):
        reading.add(place, text, Kind.BYTES)


def _add_strings(place: str, tokens: list[Token], reading: Reading, *, kind: Kind | None = None) -> None:
    """Each string by itself and all of them together, and names that are no names of PDF's own."""
    key = ""
    together: list[str] = []
    for token in tokens:
        if token.kind == "name":
            key = token.value.decode("latin-1")
            if not _is_known(token.value):
                reading.add(f"{place}, name", key, Kind.OTHER)
                together.append(key)
        elif token.kind == "string":
            for text in texts_of(token.value):
                if _PDF_DATE.fullmatch(text):
                    continue
                coarse = kind or (Kind.BYTES if _CONTROL.search(text) else Kind.OTHER)
                named = Kind.NAME if key in ("Title", "Subject") and coarse is Kind.OTHER else coarse
                reading.add(f"{place}, {key or 'string'}", text, named, own=own_words(text))
            if key not in ("Title", "Subject"):
                together.append(texts_of(token.value)[0])
    if kind is None:
        # In pieces that follow each other, a longer text can be told apart from PDF's own words.
        reading.add(place, " ".join(together), Kind.BYTES, own=own_words(" ".join(together)))
