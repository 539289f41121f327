"""The leak check: what a finished extract holds, read back by readers that did not write it (R73, R74; paragraph 75).

A file that cannot be read to its last byte, or that has anything an extract does not have (an attachment, a script, a
picture, a hidden sheet), does not pass: what cannot be read cannot be cleared. How texts are compared, and what
explains a hit, is said in ``leak_text``. What the check cannot see: words drawn as lines, and letters whose picture
says something else than their code; the program's own renderer draws neither, and the check is bound to its bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from pma_assure.values.leak_check import Leak, LeakCheck, WithheldText
from reports.leak_places import Reading
from reports.leak_text import leaks_in


def check(content: bytes, format: str, withheld: Sequence[WithheldText], cleared: Sequence[str]) -> LeakCheck:
    """Look for every withheld text in a finished file.

    ``format`` is "pdf" or "xlsx". ``cleared`` holds each text that was cleared for the document, once for each time it
    was cleared: the participant's published passages, due days in words, and its name where it is named; none of the
    PMA's own words. The result fails for a file that cannot be read; nothing is raised.
    """
    reading = Reading()
    if format == "pdf":
        from reports import leak_pdf

        leak_pdf.read(content, reading)
    elif format == "xlsx":
        from reports import leak_workbook

        leak_workbook.read(content, reading)
    else:
        reading.stop("file", f'A file of the kind "{format}" cannot be checked. Make the extract as .pdf or .xlsx.')
    leaks: list[Leak] = [*reading.unexpected, *leaks_in(reading, withheld, cleared)]
    return LeakCheck(
        sha256=hashlib.sha256(content).hexdigest(),
        passed=not leaks,
        withheld_texts=len(withheld),
        places=tuple(dict.fromkeys(_in_short(place.name) for place in reading.places)),
        leaks=tuple(leaks),
    )


def _in_short(place: str) -> str:
    """Where was looked, without every single object and attribute."""
    if place.startswith("object "):
        return "objects and streams"
    return place if place.startswith("page ") else place.partition(",")[0]
