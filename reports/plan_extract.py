"""The extract of a remediation plan that SEC Parties receive (R73, R74; paragraphs 64 and 75), as PDF or workbook.

The value that comes in holds cleared text alone, so nothing here can leave anything out: there is nothing to leave out.
Two extracts that differ only in what was withheld are the same bytes.
"""

from __future__ import annotations

from pma_assure.rules.refusal import Refused
from pma_assure.values.documents import ExtractDocument


def render(document: ExtractDocument, format: str) -> bytes:
    """The finished file. ``format`` is "pdf" or "xlsx"; another is refused. The same value gives the same bytes."""
    # Each writer brings a large library, and a reader of one format does not need the other.
    if format == "pdf":
        from reports import plan_extract_pdf

        return plan_extract_pdf.render(document)
    if format == "xlsx":
        from reports import plan_extract_workbook

        return plan_extract_workbook.render(document)
    raise Refused(f'An extract is made as .pdf or .xlsx, not as "{format}".', field="format")
