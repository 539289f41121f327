"""One thing that is missing before a meeting, and what mends it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """``reference`` is the record it is missing in, where a click goes; ``deed`` the one that mends it."""

    reference: str
    sentence: str
    deed: str
    rule: str
    paragraph: str
    case_key: str
    """The key of the record's case as 32 hexadecimal digits; "" for one of no case."""
