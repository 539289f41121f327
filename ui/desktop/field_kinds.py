"""The field of each type of parameter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pma_assure.workflows.deeds import Parameter
from ui.desktop.field_reference import Offers, ReferenceField, ReferencesField
from ui.desktop.field_rows import FileField, RowsField
from ui.desktop.field_ticks import Offered, TicksField
from ui.desktop.fields import ChoiceField, DayField, Field, LineField, WordsField, YesNoField


def made(parameter: Parameter, usual: object, today: Callable[[], date], offers: Offers, given: object = None) -> Field:
    """The field of a parameter; ``usual`` is what it is when nobody says anything, where there is such a value.

    ``given`` is what a screen fills in. Rows that it offers, for somebody to tick, have a field of their own.
    """
    if isinstance(given, tuple) and given and all(isinstance(one, Offered) for one in given):
        return TicksField(parameter, given, lambda column: made_in_a_row(column, today, offers))
    kinds: dict[str, Callable[[], Field]] = {
        "line": lambda: LineField(parameter),
        "number": lambda: LineField(parameter),
        "money": lambda: LineField(parameter),
        "words": lambda: WordsField(parameter),
        "day": lambda: DayField(parameter, today),
        "instant": lambda: DayField(parameter, today),
        "yes_no": lambda: YesNoField(parameter, usual),
        "choice": lambda: ChoiceField(parameter, usual),
        "reference": lambda: ReferenceField(parameter, offers),
        "references": lambda: ReferencesField(parameter, offers),
        "rows": lambda: RowsField(parameter, lambda column: made_in_a_row(column, today, offers)),
        "file": lambda: FileField(parameter),
    }
    field = kinds[parameter.type]()
    if parameter.type == "line" and isinstance(usual, str):
        field.put(usual)
    return field


def made_in_a_row(column: Parameter, today: Callable[[], date], offers: Offers) -> Field:
    return WordsField(column, lines=2) if column.type == "words" else made(column, None, today, offers)
