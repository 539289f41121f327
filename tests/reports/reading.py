"""Reading finished documents back, as the tests of documents do."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from typing import TypeVar

import pypdfium2 as pdfium
from openpyxl import Workbook, load_workbook

T = TypeVar("T")


def opened(content: bytes, read: Callable[[pdfium.PdfDocument], T]) -> T:
    document = pdfium.PdfDocument(content)
    try:
        return read(document)
    finally:
        document.close()


def pages(content: bytes) -> list[str]:
    """The text of each page; lines end with a newline."""

    def read(document: pdfium.PdfDocument) -> list[str]:
        found = []
        for page in document:
            text = page.get_textpage()
            found.append(text.get_text_range().replace("\r\n", "\n"))
            text.close()
            page.close()
        return found

    return opened(content, read)


def flowing(content: bytes) -> str:
    """All text on one line, with single spaces."""
    return " ".join(" ".join(pages(content)).split())


def properties(content: bytes) -> dict[str, str]:
    return opened(content, lambda document: dict(document.get_metadata_dict(skip_empty=True)))


def outline(content: bytes) -> list[str]:
    return opened(content, lambda document: [bookmark.get_title() for bookmark in document.get_toc()])


def workbook(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def bad_redactions(content: bytes) -> object:
    """What x-ray finds: words under bars. In a process of its own, because loading PyMuPDF warns of itself."""
    code = "import asyncio, json, sys, xray; print(json.dumps(asyncio.run(xray.inspect(sys.stdin.buffer.read()))))"
    made = subprocess.run([sys.executable, "-W", "ignore", "-c", code], input=content, capture_output=True, check=True)
    return json.loads(made.stdout.splitlines()[-1])
