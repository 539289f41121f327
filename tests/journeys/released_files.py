"""Everything that anybody could read out of a released extract, and the search for withheld texts in it."""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path

from tests.reports import reading


def flat(text: str) -> str:
    """Words alone, in one line: how a text is broken into lines or cells hides nothing."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def pdf_texts(content: bytes, folder: Path) -> dict[str, str]:
    """Place to text: pages by two readers, properties, outline, and the bytes as they are."""
    texts = {
        "pages, by pypdfium2": " ".join(reading.pages(content)),
        "properties": " ".join(reading.properties(content).values()),
        "outline": " ".join(reading.outline(content)),
        "raw bytes": content.decode("latin-1"),
    }
    program = shutil.which("pdftotext")
    if program is not None:
        path = folder / "looked-into.pdf"
        path.write_bytes(content)
        for options in ((), ("-raw",), ("-layout",)):
            made = subprocess.run([program, *options, str(path), "-"], capture_output=True, check=True)
            texts[f"pages, by pdftotext {' '.join(options)}".strip()] = made.stdout.decode("utf-8")
    return texts


def workbook_texts(content: bytes) -> dict[str, str]:
    """Place to text: every part of the workbook, properties and comments among them, with and without its tags."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    texts = {name: html.unescape(re.sub(r"<[^>]*>", " ", part)) for name, part in parts.items()}
    return texts | {f"{name}, as it is": html.unescape(part) for name, part in parts.items()}


def found(withheld: Iterable[str], texts: dict[str, str]) -> list[str]:
    """Which of the withheld texts stand where."""
    places = {place: f" {flat(text)} " for place, text in texts.items()}
    return [f"{one!r} in {place}" for one in withheld for place, text in places.items() if f" {flat(one)} " in text]
