"""UUIDv7 keys (RFC 9562): records made on two laptops never collide, and keys sort by the time they were made.

Python 3.11's library has no uuid7, so the sixteen bytes are put together here.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

Clock = Callable[[], datetime]
"""Gives the present instant, aware."""


class KeySource:
    """Makes UUIDv7 keys from a clock and a source of random bits; within one millisecond they keep rising."""

    def __init__(self, clock: Clock, random_bits: Callable[[int], int] = secrets.randbits) -> None:
        self._clock = clock
        self._random_bits = random_bits
        self._last_millisecond = -1
        self._sequence = 0

    def __call__(self) -> UUID:
        millisecond = int(self._clock().timestamp() * 1000)
        if millisecond <= self._last_millisecond:
            # The clock stood still or went back: keep rising all the same.
            millisecond = self._last_millisecond
            self._sequence += 1
            if self._sequence >= 1 << 12:
                millisecond += 1
                self._sequence = 0
        else:
            self._sequence = self._random_bits(8)
        self._last_millisecond = millisecond
        value = (millisecond & ((1 << 48) - 1)) << 80
        value |= 0x7 << 76
        value |= self._sequence << 64
        value |= 0b10 << 62
        value |= self._random_bits(62)
        return UUID(int=value)
