"""The fingerprint of exactly what was decided on: SHA-256 of one canonical writing of a content."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
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
    if content is None or isinstance(content, bool):
        return content
    if type(content) is str:
        return content if content.isascii() else unicodedata.normalize("NFC", content)
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
        return [_plain(each) for each in content]
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


def _members(content: Mapping[object, object]) -> dict[str, object]:
    members: dict[str, object] = {}
    for key, value in content.items():
        if not isinstance(key, str):
            raise TypeError(f"a fingerprint needs names as keys, not a {type(key).__name__}")
        name = str(_plain(key))
        if name in members:
            raise TypeError(f"two keys are the same in Unicode form NFC: {name}")
        members[name] = _plain(value)
    return members
