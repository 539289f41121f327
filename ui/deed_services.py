"""What a deed is given besides what a person types: the deeds themselves, renderers and the leak check, when needed."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pma_assure.rules.refusal import Refused

if TYPE_CHECKING:
    # Today is shown before anybody asks for a deed.
    from pma_assure.values.documents import AdvicePaper, ExtractDocument, LetterPaper
    from pma_assure.values.fieldwork_sheet import ReadSheet
    from pma_assure.values.importing import SourceWorkbook
    from pma_assure.values.leak_check import LeakCheck, WithheldText
    from pma_assure.workflows.deeds import Deed, Parameter


def deeds() -> dict[str, Deed]:
    """Every deed by its name. The workflows are imported with the first call."""
    from pma_assure.workflows.every import DEEDS

    return DEEDS


def titles() -> dict[str, str]:
    """Each deed's name with its title as a button says it."""
    return {name: deed.title.rstrip("…") for name, deed in deeds().items()}


def services_for(deed: Deed) -> dict[str, object]:
    """The services ``deed`` asks for by name; the libraries behind them are imported when they are called."""
    known: dict[str, dict[str, Callable[..., object]]] = {
        "advice": {"renderer": _advice},
        "extract": {"renderer": _extract, "checker": _checked},
        "letter": {"renderer": _letter},
        "emergency": {"renderer": _letter},
        "fieldwork": {"reader": _fieldwork_sheet},
        "import": {"reader": _workbook, "progress": _untold},
    }
    return {name: known[deed.noun][name] for name in deed.services if name in known.get(deed.noun, {})}


def _advice(paper: AdvicePaper) -> bytes:
    from reports.panel_advice import render

    return render(paper)


def _letter(paper: LetterPaper) -> bytes:
    from reports.letter import render

    return render(paper)


def _extract(document: ExtractDocument, format: str) -> bytes:
    from reports.plan_extract import render

    return render(document, format)


def _workbook(content: bytes, name: str) -> SourceWorkbook:
    from pma_assure.exchange.workbook_reading import read

    return read(content, name)


def _untold(done: int, total: int, words: str) -> None:
    """Nobody looks on."""


def _checked(content: bytes, format: str, withheld: Sequence[WithheldText], cleared: Sequence[str]) -> LeakCheck:
    from reports.leak_check import check

    return check(content, format, withheld, cleared)


def _fieldwork_sheet(content: bytes, name: str) -> ReadSheet:
    from pma_assure.exchange.fieldwork_reading import read

    return read(content, name)


def usual(deed: Deed, parameter: Parameter) -> object:
    """What a parameter is when nobody says anything; None when there is no usual value."""
    default = inspect.signature(deed.run).parameters[parameter.name].default
    return None if default is inspect.Parameter.empty else default


def deed_named(name: str) -> Deed:
    found = deeds().get(name)
    if found is None:
        raise Refused(f"This program does not know the deed {name}.")
    return found
