"""Where everything stands in the workbook of a sheet, and how a cell is compared: writing and reading follow it."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

MARK = "PMA Assure field work"
FORMAT = 1
SHEET, KEY_SHEET = "Field work", "Key"
HIDDEN = ("Line", "Key", "Version", "As written")
SHOWN = ("Clause", "Requirement")
FILLED = ("test", "sample", "seen", "result", "initials", "tested_on")
HEADINGS = (
    *HIDDEN,
    *SHOWN,
    "Test",
    "Sample",
    "What was seen",
    "Result",
    "Initials",
    "Tested on",
    "Evidence",
)
HEAD_ROW = 5


def digest(value: object) -> str:
    """Eight hexadecimal digits that stand for what is in a cell; line ends and blanks around do not matter."""
    return sha256(plain(value).encode()).hexdigest()[:8]


def plain(value: object) -> str:
    """A cell as text, as it is compared and kept: days as ISO, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip()
