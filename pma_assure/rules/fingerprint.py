"""The fingerprint of exactly what was decided on: SHA-256 of one canonical writing of a content."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any
from uuid import UUID


def canonical(content: object) -> str:
    """JSON in one writing only: keys sorted, no spaces, letters as they are and in Unicode form NFC.

    Takes dict, list, tuple, str, int, bool, None, date, aware datetime, Decimal, StrEnum and UUID. TypeError for
    anything else, for a float (it has no one writing) and for a naive datetime (it names no instant). Instants are
    written in UTC with Z, so that the same instant in two zones is the same content; a Decimal loses trailing zeros.
    """
    return json.dumps(_plain(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def fingerprint(content: object) -> str:
    """Hex SHA-256 of the canonical writing in UTF-8."""
    return hashlib.sha256(canonical(content).encode("utf-8")).hexdigest()


def _plain(content: object) -> object:
    """By its very type where that is one of the usual ones; a workbook taken in writes most of a million of them."""
    if type(content) in _AS_THEY_ARE:
        return content
    write = _WRITINGS.get(type(content))
    if write is not None:
        return write(content)
    if isinstance(content, Enum):
        if not isinstance(content, StrEnum):
            raise TypeError(f"a fingerprint cannot cover {type(content).__name__}: only enums of text have one writing")
        return unicodedata.normalize("NFC", content.value)
    if isinstance(content, int):
        return int(content)
    if isinstance(content, str):
        return unicodedata.normalize("NFC", content)
    if isinstance(content, datetime):
        return _instant(content)
    if isinstance(content, date):
        return content.isoformat()
    if isinstance(content, Decimal):
        return _number(content)
    if isinstance(content, UUID):
        return str(content)
    if isinstance(content, Mapping):
        return _members(content)
    if isinstance(content, list | tuple):
        return _items(content)
    raise TypeError(f"a fingerprint cannot cover a {type(content).__name__}")


def _instant(content: datetime) -> str:
    if content.tzinfo is None:
        raise TypeError("a fingerprint cannot cover a naive datetime: it names no instant")
    return content.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _number(content: Decimal) -> str:
    if not content.is_finite():
        raise TypeError("a fingerprint cannot cover a Decimal that is no number")
    text = format(content, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _text(content: str) -> str:
    return content if content.isascii() else unicodedata.normalize("NFC", content)


def _items(content: Iterable[object]) -> list[object]:
    return [each if type(each) in _AS_THEY_ARE else _plain(each) for each in content]


def _members(content: Mapping[object, object]) -> dict[str, object]:
    members: dict[str, object] = {}
    for key, value in content.items():
        if not isinstance(key, str):
            raise TypeError(f"a fingerprint needs names as keys, not a {type(key).__name__}")
        name = key if type(key) is str and key.isascii() else str(_plain(key))
        if name in members:
            raise TypeError(f"two keys are the same in Unicode form NFC: {name}")
        members[name] = value if type(value) in _AS_THEY_ARE else _plain(value)
    return members


_AS_THEY_ARE = frozenset({type(None), bool, int})
_WRITINGS: dict[type, Callable[[Any], object]] = {
    str: _text,
    dict: _members,
    list: _items,
    tuple: _items,
    date: date.isoformat,
    UUID: str,
}
