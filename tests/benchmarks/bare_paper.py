"""The floor of a document: the same words as plain paragraphs, set by reportlab with nothing else."""

from __future__ import annotations

import io
from collections.abc import Sequence
from xml.sax.saxutils import escape


def render(lines: Sequence[str]) -> bytes:
    """One paragraph a line, no tables, no bookmarks, a built-in typeface."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    plain = getSampleStyleSheet()["BodyText"]
    out = io.BytesIO()
    SimpleDocTemplate(out).build([Paragraph(escape(line), plain) for line in lines])
    return out.getvalue()
