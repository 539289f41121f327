"""What a workbook needs beyond openpyxl: text that a cell can hold, and bytes that come from its content alone."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

from reports.characters import composed, in_words

# Excel's limit is 32,767 UTF-16 units; half of it is safe for any text.
LONGEST_CELL = 16_000

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")

_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"></Properties>'
)
_STAMP = re.compile(r"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def cell_text(text: str) -> str:
    """``text`` as a cell can hold it: composed, with characters that a workbook cannot hold spelt out."""
    return _CONTROL.sub(lambda match: in_words(match.group()), composed(text))


def header_text(text: str) -> str:
    """Text for a printed head or foot, where a single "&" begins a code."""
    return cell_text(text).replace("&", "&&").replace("\n", " ")


def normalised(content: bytes, *, dated: date) -> bytes:
    """The same workbook with fixed order, times and properties: created and changed at noon of ``dated``."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = source.read(name)
            if name == "docProps/core.xml":
                stamp = rf"\g<1>{dated.isoformat()}T12:00:00Z\g<3>"
                part = _STAMP.sub(stamp, part.decode("utf-8")).encode("utf-8")
            elif name == "docProps/app.xml":
                part = _APP.encode("utf-8")
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            out.writestr(entry, part)
    return target.getvalue()
