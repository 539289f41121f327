"""From what was typed (JSON values, strings from a form) to a deed's arguments.

``WrongUsage`` is what the command line ends with status 2 for: a name the deed does not take, a date that is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from pma_assure.rules.calendar import UK, clock_change
from pma_assure.rules.refusal import Refused
from pma_assure.workflows.deeds import Deed, Parameter
from pma_assure.workflows.parameters import FileGiven

LARGEST_FILE = 256 * 1024 * 1024
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")
_POUNDS = re.compile(r"(?:£ ?)?([0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(\.[0-9]{1,2})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WITH_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:")


class WrongUsage(Refused):
    """The call itself is wrong: not a matter of the register's rules."""


def arguments_for(deed: Deed, given: Mapping[str, object], services: Mapping[str, object]) -> dict[str, Any]:
    """The keyword arguments of ``deed`` from JSON values; services are added by name."""
    by_name = {parameter.name: parameter for parameter in deed.parameters}
    unknown = [name for name in given if name not in by_name]
    if unknown:
        known = ", ".join(by_name) or "nothing"
        raise WrongUsage(f"{deed.name} does not take {unknown[0]!r}; it takes {known}.", field=unknown[0])
    arguments: dict[str, Any] = {}
    for parameter in deed.parameters:
        value = given.get(parameter.name)
        if value is None or (value == "" and parameter.type != "words"):
            if parameter.required:
                raise WrongUsage(f"{parameter.label}: {deed.name} needs it.", field=parameter.name)
            continue
        arguments[parameter.name] = converted(parameter, value)
    for name in deed.services:
        if name not in services:
            raise WrongUsage(f"{deed.name} cannot be done here: no {name} at hand.")
        arguments[name] = services[name]
    return arguments


def converted(parameter: Parameter, value: object) -> Any:
    """One value as its type; Raises WrongUsage with a sentence naming the field."""
    if parameter.type == "day":
        return _day(parameter, value)
    if parameter.type == "instant":
        return _instant(parameter, value)
    if parameter.type == "number":
        if isinstance(value, bool) or not _WHOLE_NUMBER.fullmatch(str(value).strip()):
            raise WrongUsage(f"{parameter.label}: {str(value)[:40]!r} is not a whole number.", field=parameter.name)
        return int(str(value))
    if parameter.type == "money":
        return _pounds(parameter, value)
    if parameter.type == "yes_no":
        if not isinstance(value, bool):
            raise WrongUsage(f"{parameter.label}: say true or false, not {str(value)[:40]!r}.", field=parameter.name)
        return value
    if parameter.type == "choice":
        assert parameter.choice_class is not None
        if value not in parameter.choices:
            raise WrongUsage(
                f"{parameter.label}: {str(value)[:40]!r} is none of {', '.join(parameter.choices)}.",
                field=parameter.name,
            )
        return parameter.choice_class(str(value))
    if parameter.type == "references":
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise WrongUsage(f"{parameter.label}: give a list of references.", field=parameter.name)
        return tuple(value)
    if parameter.type == "rows":
        return _rows(parameter, value)
    if parameter.type == "file":
        return read_file(parameter, value)
    if not isinstance(value, str):
        raise WrongUsage(f"{parameter.label}: give text, not {type(value).__name__}.", field=parameter.name)
    return value


def _pounds(parameter: Parameter, value: object) -> Decimal:
    """Pounds as people write them: 18400, 18,400 or £18,400.50. A float of JSON is taken as it was written."""
    if isinstance(value, Decimal):
        return value
    meant = None if isinstance(value, bool) else _POUNDS.fullmatch(str(value).strip())
    if meant is None:
        raise WrongUsage(
            f"{parameter.label}: {str(value)[:40]!r} is no amount of pounds. Write pounds and pence, as 18400 or"
            " 18,400.50.",
            field=parameter.name,
        )
    return Decimal(meant[1].replace(",", "") + (meant[2] or ""))


def _day(parameter: Parameter, value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        text = str(value)
        if not _DAY.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUsage(
            f"{parameter.label}: {str(value)[:40]!r} is no date. Write year-month-day, as 2026-06-30.",
            field=parameter.name,
        ) from None


def _instant(parameter: Parameter, value: object) -> datetime:
    """An ISO instant; without a zone it is UK time, as a person writes it; the clock change is not guessed at."""
    if isinstance(value, datetime):
        moment = value
    else:
        try:
            text = str(value)
            if not _WITH_TIME.match(text):
                raise ValueError  # a week, or a day without its hyphens, is not how people write one
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise WrongUsage(
                f"{parameter.label}: {str(value)[:40]!r} is no date and time. Write 2026-06-30T10:15 (UK time) or"
                " with a zone.",
                field=parameter.name,
            ) from None
    if moment.tzinfo is None:
        unclear = clock_change(moment)
        if unclear:
            raise WrongUsage(f"{parameter.label}: {unclear}.", field=parameter.name)
        moment = moment.replace(tzinfo=UK)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise WrongUsage(f"{parameter.label}: {str(value)[:40]!r} is out of all time.", field=parameter.name) from None


def _rows(parameter: Parameter, value: object) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise WrongUsage(f"{parameter.label}: give a list of rows.", field=parameter.name)
    assert parameter.row_class is not None
    rows = []
    names = {column.name for column in parameter.columns}
    for number, row in enumerate(value, 1):
        if not isinstance(row, dict):
            raise WrongUsage(
                f"{parameter.label}, row {number}: give an object with {', '.join(sorted(names))}.",
                field=parameter.name,
            )
        unknown = [name for name in row if name not in names]
        if unknown:
            raise WrongUsage(f"{parameter.label}, row {number}: {unknown[0]!r} is unknown.", field=parameter.name)
        cells = {}
        for column in parameter.columns:
            cell = row.get(column.name)
            if cell is None or (cell == "" and (column.required or column.type != "words")):
                if column.required:
                    raise WrongUsage(
                        f"{parameter.label}, row {number}: {column.label} is needed.", field=parameter.name
                    )
                continue
            cells[column.name] = converted(column, cell)
        rows.append(parameter.row_class(**cells))
    return tuple(rows)


def read_file(parameter: Parameter, value: object) -> FileGiven:
    if isinstance(value, FileGiven):
        return value
    path = Path(str(value))
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refused(
                f"{path.name} is larger than {LARGEST_FILE // (1024 * 1024)} MB. Keep it elsewhere and note where.",
                field=parameter.name,
            )
        return FileGiven(name=path.name, content=path.read_bytes())
    except (OSError, ValueError) as error:  # a ValueError for a name that holds a NUL
        why = getattr(error, "strerror", None) or error
        named = " ".join(str(path).replace("\0", " ").split())[:200]
        raise Refused(f"{parameter.label}: {named} cannot be read: {why}.", field=parameter.name) from error
