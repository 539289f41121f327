"""One cell of a workbook as the value of a field, or the sentence that says why it cannot be taken.

Nothing is guessed: a day whose order could be read in two ways is asked about, a number is not taken for a text in
which 7.1 and 7.10 differ, a word is a code or the label of one or nothing, and the result of a formula is not taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache

from pma_assure.rules.import_kinds import CHOICE, CODES, DAY, MARK, NUMBER, WORDS, YES_NO, ImportField
from pma_assure.rules.legible import what_is_wrong
from pma_assure.rules.refusal import Refused
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.values.importing import MERGED, Cell, Fault, Formula

FIRST_YEAR, LAST_YEAR = 1990, 2200
ORDERS = {"dmy": "day, month, year", "mdy": "month, day, year", "ymd": "year, month, day"}
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{1,2}[-./ ]\d{1,2}[-./ ]\d{2}", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII)
_YES, _NO = ("yes", "true", "y"), ("no", "false", "n")
_LARGEST = 1_000_000


def read(
    field: ImportField, cell: Cell, *, today: date, order: str | None = None, words: Mapping[str, str] | None = None
) -> str | int | bool | date | None:
    """The value of a cell: None for an empty one. Raises Refused with the sentence that names the column.

    A code is returned as the code itself, a link as the text that names the record, codes with commas between them.
    """
    if isinstance(cell, Formula):
        raise _no(field, f"holds a formula ({_short(cell.text)}); its last result is not trusted. Paste the value.")
    if cell == MERGED:
        raise _no(field, "is merged with the cell above. Split the two, and put the value into each row.")
    if isinstance(cell, Fault):
        raise _no(field, f"holds the fault {_short(cell.code)}. Put the value there.")
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, str) and words:
        cell = _in_our_words(cell, words)
    if field.type == DAY:
        return _day(field, cell, today, order)
    if field.type == YES_NO:
        return _yes_no(field, cell)
    if field.type == NUMBER:
        return _number(field, cell)
    text = _text(field, cell)
    if field.type == CHOICE:
        return _code(field, text)
    if field.type == CODES:
        return ",".join(dict.fromkeys(_code(field, each) for each in text.split(",") if each.strip()))
    return text


def _in_our_words(cell: str, words: Mapping[str, str]) -> str:
    said = " ".join(cell.split()).casefold()
    return next((code for word, code in words.items() if " ".join(word.split()).casefold() == said), cell)


def _no(field: ImportField, sentence: str) -> Refused:
    return Refused(f"{field.said.capitalize()}: {sentence}", field=field.name)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 60 else plain[:59] + "…"


def _text(field: ImportField, cell: Cell) -> str:
    if isinstance(cell, bool):
        raise _no(field, f"holds the yes-or-no value {str(cell).upper()}, and text is wanted. Type it as text.")
    if isinstance(cell, (date, datetime, time, timedelta)):
        raise _no(field, f"holds a day or a time ({str(cell)[:40]}), and text is wanted. Format the column as text.")
    if isinstance(cell, float) or (isinstance(cell, int) and field.type == MARK and field.name == "telephone"):
        raise _no(
            field,
            f"holds the number {str(cell)[:40]}, which may have lost a nought. Format the column as text and type it"
            " again.",
        )
    text = str(cell)
    if field.type != WORDS:
        text = text.strip()
    wrong = what_is_wrong(text, most=field.limit, needed=True, one_line=field.type != WORDS)
    if wrong:
        raise _no(field, wrong)
    return text


@cache
def _codes(choices: type[StrEnum]) -> dict[str, str]:
    """What people may write -> code: the code itself, or its label; a label of two codes is left out."""
    labels = [label(member).casefold() for member in choices]
    written = {
        label(member).casefold(): member.value for member in choices if labels.count(label(member).casefold()) == 1
    }
    return written | {member.value.casefold(): member.value for member in choices}


def _code(field: ImportField, text: str) -> str:
    assert field.choices is not None
    code = _codes(field.choices).get(" ".join(text.split()).casefold())
    if code is None:
        known = ", ".join(member.value for member in field.choices)
        raise _no(field, f"“{_short(text)}” is no code and no label of one. It is one of {known}.")
    return code


def _yes_no(field: ImportField, cell: Cell) -> bool:
    if isinstance(cell, bool):
        return cell
    said = str(cell).strip().casefold()
    if said in _YES or said in _NO:
        return said in _YES
    raise _no(field, f"“{_short(str(cell))}” is neither yes nor no.")


def _number(field: ImportField, cell: Cell) -> int:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, str) and re.fullmatch(r"\d{1,7}", cell.strip(), re.ASCII):
        cell = int(cell.strip())
    if isinstance(cell, bool) or not isinstance(cell, int) or not 0 <= cell <= _LARGEST:
        raise _no(field, f"“{_short(str(cell))}” is no whole number from 0 to {_LARGEST:,}.")
    return cell


# --- days -----------------------------------------------------------------------------------------------------------


def _day(field: ImportField, cell: Cell, today: date, order: str | None) -> date:
    if isinstance(cell, datetime):
        found = cell.date()
    elif isinstance(cell, date):
        found = cell
    elif isinstance(cell, str):
        found = _written_day(field, " ".join(cell.split()), order)
    else:
        raise _no(field, f"“{_short(str(cell))}” is no day. Format the cell as a date.")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise _no(field, f"{found.isoformat()} is not a day this register can mean.")
    if field.past and found > today:
        raise _no(field, f"{say_day(found)} lies ahead of today; what happened lies behind.")
    return found


def _written_day(field: ImportField, text: str, order: str | None) -> date:
    if match := _ISO.fullmatch(text):
        return _made(field, text, int(match[1]), int(match[2]), int(match[3]))
    if match := _IN_WORDS.fullmatch(text):
        return _made(field, text, int(match[3]), _month(field, text, match[2]), int(match[1]))
    if match := _MONTH_FIRST.fullmatch(text):
        return _made(field, text, int(match[3]), _month(field, text, match[1]), int(match[2]))
    if match := _YEAR_FIRST.fullmatch(text):
        return _made(field, text, int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(text):
        return _numbered_day(field, text, int(match[1]), int(match[2]), int(match[3]), order)
    if _SHORT_YEAR.fullmatch(text):
        raise _no(field, f"“{text}” does not say which century. Write the year with four digits.")
    raise _no(field, f"“{_short(text)}” is no day. Write it as 2026-06-30, or format the cell as a date.")


def _numbered_day(field: ImportField, text: str, first: int, second: int, year: int, order: str | None) -> date:
    """A day in numbers, the year last; read in the order the mapping says, or where only one order is possible."""
    if order in ("dmy", "mdy"):
        day, month = (first, second) if order == "dmy" else (second, first)
        return _made(field, text, year, month, day, order)
    if order == "ymd":
        raise _no(field, f"“{text}” is not written as {ORDERS['ymd']}, as the mapping says.")
    if first <= 12 and second <= 12 and first != second:
        one, other = date(year or 1, second, first), date(year or 1, first, second)
        raise _no(
            field,
            f"“{text}” can be {say_day(one)} or {say_day(other)}. Say in the mapping which comes first, day or month,"
            " or format the cells as dates.",
        )
    month, day = (first, second) if second > 12 else (second, first)
    return _made(field, text, year, month, day)


def _month(field: ImportField, text: str, word: str) -> int:
    said = word.casefold()
    for number, name in enumerate(_MONTHS, 1):
        if said in (name, name[:3]) or (name == "september" and said == "sept"):
            return number
    raise _no(field, f"“{_short(text)}” is no day: {word} is no month.")


def _made(field: ImportField, text: str, year: int, month: int, day: int, order: str | None = None) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        how = f" when read as {ORDERS[order]}, as the mapping says" if order else ""
        raise _no(field, f"“{_short(text)}” is no day{how}.") from None
