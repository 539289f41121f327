"""The package of a workbook: the zip that openpyxl writes, made the same for the same content (design.md 4)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date

NO_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no part of a workbook can hold."""
_LINE_END = re.compile("\r\n?")
_STAMP = re.compile(r"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def as_written(text: str) -> str:
    """Text as a part of a workbook holds it: lines end in one way, and what it cannot hold is seen to be missing."""
    return NO_XML.sub("\N{REPLACEMENT CHARACTER}", _LINE_END.sub("\n", text))


def normalised(content: bytes, dated: date, *, instead: Mapping[str, bytes] | None = None) -> bytes:
    """The same workbook with its parts in a fixed order, a fixed time on each, and noon of ``dated`` in its properties.

    ``instead`` holds parts to put in the place of those that openpyxl wrote, by their names.
    """
    others = instead or {}
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = others[name] if name in others else source.read(name)
            if name == "docProps/core.xml":
                stamp = rf"\g<1>{dated.isoformat()}T12:00:00Z\g<3>"
                part = _STAMP.sub(stamp, part.decode("utf-8")).encode("utf-8")
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            out.writestr(entry, part)
    return target.getvalue()
