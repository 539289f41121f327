"""The typeface of every paper: Open Sans, which has the Welsh, Gaelic and Polish letters that the standard fonts lack.

The four files and their licence (Apache-2.0) are in ``reports/fonts``. They are registered when the first paper is
made, and only the letters a paper uses are embedded in it.
"""

from __future__ import annotations

from collections.abc import Container
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from pma_assure.rules.refusal import Refused

REGULAR = "OpenSans"
BOLD = "OpenSans-Bold"
ITALIC = "OpenSans-Italic"
BOLD_ITALIC = "OpenSans-BoldItalic"

FOLDER = Path(__file__).parent / "fonts"
_FILES = {
    REGULAR: "OpenSans-Regular.ttf",
    BOLD: "OpenSans-Bold.ttf",
    ITALIC: "OpenSans-Italic.ttf",
    BOLD_ITALIC: "OpenSans-BoldItalic.ttf",
}


@cache
def register() -> Container[int]:
    """Register the family once. Returns the code points that all four faces have."""
    covered: set[int] | None = None
    for name, file in _FILES.items():
        path = FOLDER / file
        if not path.is_file():
            raise Refused(f"The typeface file {file} is missing from the program's folder. Install the program again.")
        font = TTFont(name, str(path))
        pdfmetrics.registerFont(font)
        points = set(font.face.charToGlyph)
        covered = points if covered is None else covered & points
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC)
    return frozenset(covered or ())
