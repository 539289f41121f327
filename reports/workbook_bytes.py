"""What a workbook needs beyond openpyxl: text that a cell or a head can hold, and properties that name no maker."""

from __future__ import annotations

import re

from reports.characters import composed, in_words

# Excel's limit is 32,767 UTF-16 units; half of it is safe for any text.
LONGEST_CELL = 16_000

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")

OWN_PARTS = {
    "docProps/app.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"></Properties>'
    )
}
"""Put in the place of what openpyxl writes, which names itself and its version."""


def cell_text(text: str) -> str:
    """``text`` as a cell can hold it: composed, with characters that a workbook cannot hold spelt out."""
    return _CONTROL.sub(lambda match: in_words(match.group()), composed(text))


def header_text(text: str) -> str:
    """Text for a printed head or foot, where a single "&" begins a code."""
    return cell_text(text).replace("&", "&&").replace("\n", " ")
