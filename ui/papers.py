"""The finished file of a paper, for the command line and the window alike.

What was issued or released comes back byte for byte; what was not is made now, an extract only when it is approved and
only through the leak check.
"""

from __future__ import annotations

from datetime import date

from pma_assure.register.register import Register
from pma_assure.rules.refusal import Refused
from pma_assure.rules.wording import count
from pma_assure.views import clearance, documents
from reports.delivery import Expectation


def made(register: Register, reference: str, format_: str, as_of: date) -> tuple[bytes, bool]:
    """The bytes as they were issued or released, byte for byte; what is not out yet is made now."""
    kept = documents.stored(register, reference, format_)
    if kept is not None:
        return kept, True
    if reference.startswith("ADV"):
        paper = documents.paper(register, reference, as_of)
        from reports.panel_advice import render

        return render(paper), False
    return _checked_extract(register, reference, format_, as_of), False


def _checked_extract(register: Register, reference: str, format_: str, as_of: date) -> bytes:
    """An approved extract that is not released yet: the leak check reads the finished file before anybody has it."""
    shown = documents.approved_extract(register, reference, as_of)
    from reports import leak_check, plan_extract

    content = plan_extract.render(shown, format_)
    known = clearance.of(register, reference, shown)
    check = leak_check.check(content, format_, known.withheld, known.cleared)
    if not check.passed:
        first = check.leaks[0]
        raise Refused(
            f"The leak check stopped the {format_.upper()}: {first.passage} in {first.place}: {first.sentence}",
            rule="R73",
            paragraph="75",
        )
    return content


def counted(expect: Expectation) -> str:
    if expect.pages is not None:
        return count(expect.pages, "page")
    return f"{count(len(expect.rows), 'sheet')}, {count(sum(rows for _, rows in expect.rows), 'row')}"
