"""What must hold of suspensions, notices and CRL instructions: what holds says nothing, what does not is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from pma_assure.rules.invariants_of_emergencies import (
    CrlFact,
    NoticeFact,
    SuspensionFact,
    crl_instruction,
    notice,
    suspension,
)

SUSPENSION = SuspensionFact(
    reference="SUSP-2026-0001",
    state="closed",
    grounds=True,
    decision_state="recorded",
    decision_asks="order_suspension",
    irregular=False,
    settled=True,
    scopes=(1, 2, 3),
    effective=True,
    lifted=True,
    owing=False,
)
NOTICE = NoticeFact(reference="SUSP-2026-0001/N1", addressee="parties", state="sent", sent=True, withheld=False)
ISSUED, CONFIRMED = (datetime(2026, 10, 12, 2, minute, tzinfo=UTC) for minute in (20, 59))
CRL = CrlFact(
    reference="CRL-2026-0001",
    state="confirmed",
    decision_state="recorded",
    decision_asks="instruct_crl",
    irregular=False,
    serials=("0A1B",),
    issued_at=ISSUED,
    confirmed_at=CONFIRMED,
)


def test_what_holds_says_nothing() -> None:
    assert suspension(SUSPENSION) == []
    assert suspension(replace(SUSPENSION, state="considered", grounds=False, scopes=(), decision_state=None)) == []
    assert suspension(replace(SUSPENSION, state="in_effect", decision_state=None, irregular=True, settled=False)) == []
    assert notice(NOTICE) == []
    assert notice(replace(NOTICE, state="excepted", sent=False, withheld=True)) == []
    assert crl_instruction(CRL) == []
    assert crl_instruction(replace(CRL, state="decided", decision_state=None, serials=(), issued_at=None)) == []


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"grounds": False}, "invariant_R77", "grounds"),
        ({"scopes": ()}, "invariant_R78", "scopes"),
        ({"scopes": (1, 3)}, "invariant_R78", "scopes"),
        ({"decision_state": "purported"}, "invariant_R76", "without a valid decision"),
        ({"decision_asks": "lift_suspension"}, "invariant_R76", "without a valid decision"),
        ({"effective": False}, "invariant_R78", "took effect"),
        ({"lifted": False}, "invariant_R78", "lifted"),
        ({"owing": True}, "invariant_R79", "a notice of it is owed"),
        ({"irregular": True, "settled": False}, "invariant_R76", "closed and purported"),
    ],
)
def test_a_suspension_that_does_not_hold_is_named(change: dict[str, Any], code: str, words: str) -> None:
    (problem,) = suspension(replace(SUSPENSION, **change))
    assert (problem.code, problem.severity, problem.reference) == (code, "fault", "SUSP-2026-0001")
    assert words in problem.sentence


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"sent": False}, "invariant_R79"),
        ({"withheld": True}, "invariant_R83"),
        ({"state": "excepted", "sent": False}, "invariant_R83"),
        ({"state": "owed", "sent": False, "withheld": True}, "invariant_R83"),
        ({"state": "not_necessary", "sent": False, "addressee": "panel"}, "invariant_R82"),
    ],
)
def test_a_notice_that_does_not_hold_is_named(change: dict[str, Any], code: str) -> None:
    (problem,) = notice(replace(NOTICE, **change))
    assert (problem.code, problem.table) == (code, "notice")


@pytest.mark.parametrize(
    "change",
    [
        {"serials": ("0a1b",)},
        {"serials": ("F" * 42,)},
        {"serials": ()},
        {"decision_state": "purported"},
        {"decision_asks": "other"},
        {"confirmed_at": None},
        {"issued_at": CONFIRMED, "confirmed_at": ISSUED},
    ],
)
def test_an_instruction_that_does_not_hold_is_named(change: dict[str, Any]) -> None:
    (problem,) = crl_instruction(replace(CRL, **change))
    assert (problem.code, problem.table) == ("invariant_R85", "crl_instruction")
