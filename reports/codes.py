"""A code of the register in the words people read; anything that is no code is already in words."""

from __future__ import annotations

from enum import StrEnum

from pma_assure.rules import wording


def in_words(kind: type[StrEnum], value: str) -> str:
    """``rules.wording``'s label where ``value`` is a code of ``kind``, else ``value`` as it stands."""
    try:
        return wording.label(kind(value))
    except ValueError:
        return value
