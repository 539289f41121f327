"""UUIDv7 keys: valid, unique, and rising whatever the clock does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import RFC_4122, UUID

import pytest
from hypothesis import given, strategies

from pma_assure.records.mapping import new_key
from pma_assure.register.keys import KeySource

START = datetime(2026, 6, 16, 12, tzinfo=UTC)
STEPS = strategies.lists(strategies.integers(min_value=-5_000, max_value=5_000), min_size=1, max_size=60)


def source(milliseconds: list[int], bits: list[int]) -> KeySource:
    instants = iter(milliseconds)
    drawn = iter(bits * 1000)
    return KeySource(lambda: START + timedelta(milliseconds=next(instants)), lambda width: next(drawn) % (1 << width))


@given(steps=STEPS, bits=strategies.lists(strategies.integers(min_value=0), min_size=1, max_size=9))
def test_keys_rise_and_are_valid(steps: list[int], bits: list[int]) -> None:
    keys = [make() for make in [source(steps, bits)] for _ in steps]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert {key.version for key in keys} == {7}
    assert {key.variant for key in keys} == {RFC_4122}


def test_many_keys_in_one_millisecond() -> None:
    make = KeySource(lambda: START, lambda _: 0)
    keys = [make() for _ in range(10_000)]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert {key.version for key in keys} == {7}


def test_a_key_tells_when_it_was_made() -> None:
    key = KeySource(lambda: START)()
    assert key.int >> 80 == int(START.timestamp() * 1000)


@given(strategies.integers(min_value=0, max_value=2**62 - 1))
def test_the_random_part_is_kept(bits: int) -> None:
    key = KeySource(lambda: START, lambda width: bits % (1 << width))()
    assert key.int & ((1 << 62) - 1) == bits
    assert isinstance(key, UUID)


def test_no_record_is_made_outside_a_deed() -> None:
    with pytest.raises(RuntimeError, match="made inside a deed"):
        new_key()
