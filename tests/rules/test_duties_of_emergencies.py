"""What suspensions, notices, appeals and CRL instructions owe, and when they owe nothing (R72-R86)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from pma_assure.rules.duties import Folder, Listed
from pma_assure.rules.duties_of_emergencies import (
    AppealOwed,
    CrlDuty,
    NoticeOwed,
    SuspensionDuty,
    of_crl,
    of_suspension,
)
from pma_assure.rules.notices import NoticeFact
from pma_assure.rules.vocabulary import AppealState, CrlState, NoticeState, NoticeTo, ScopeChange, SuspensionState
from pma_assure.values.duties import Duty

DAY = date(2026, 10, 13)
EFFECTIVE = datetime(2026, 10, 12, 2, 25, tzinfo=UTC)
FOLDER = Folder(case="CASE-2026-0001", organisation="Wren Valley Power")
REFERENCE = "SUSP-2026-0001"


def notice(addressee: NoticeTo, state: NoticeState, **more: Any) -> NoticeFact:
    given: dict[str, Any] = {
        "reference": f"{REFERENCE}/N1",
        "addressee": addressee,
        "state": state,
        "change": ScopeChange.ORDERED,
        "told_of": EFFECTIVE,
        "sent_at": None,
    }
    return NoticeFact(**(given | more))


def owed(state: SuspensionState, as_of: date = DAY, **more: Any) -> list[Duty]:
    fact = SuspensionDuty(
        reference=REFERENCE, title="Keys", folder=FOLDER, state=state, since=date(2026, 10, 12), **more
    )
    return list(of_suspension(fact, as_of))


def deeds(duties: list[Duty]) -> list[str | None]:
    return [one.deed for one in duties]


@pytest.mark.parametrize(
    ("state", "deed"),
    [
        (SuspensionState.CONSIDERED, "suspension.order"),
        (SuspensionState.ORDERED, "suspension.instruct"),
        (SuspensionState.INSTRUCTED, "suspension.take_effect"),
        (SuspensionState.LIFTED, "suspension.close"),
    ],
)
def test_each_state_owes_its_next_step(state: SuspensionState, deed: str) -> None:
    (one,) = owed(state)
    assert (one.deed, one.elapsed_days, one.case) == (deed, 1, "CASE-2026-0001")


@pytest.mark.parametrize("state", [SuspensionState.CLOSED, SuspensionState.NOT_PURSUED, SuspensionState.RESCINDED])
def test_what_has_ended_owes_nothing(state: SuspensionState) -> None:
    assert owed(state, missing=("reasons",), purported=True) == []


def test_a_suspension_in_effect_is_reviewed_on_its_day() -> None:
    (due,) = owed(SuspensionState.IN_EFFECT, review_on=date(2026, 10, 12))
    assert (due.due, due.days_overdue, due.rule, due.who) == (date(2026, 10, 12), 1, "R72", "The PMA")
    (undated,) = owed(SuspensionState.IN_EFFECT)
    assert (undated.due, undated.deed) == (None, "suspension.review")


def test_what_is_purported_is_put_before_a_quorate_meeting() -> None:
    first = owed(SuspensionState.IN_EFFECT, purported=True)[0]
    assert (first.rule, first.paragraph, first.blocked_by) == ("R30", "35", ("not on an agenda",))
    listed = Listed(item="MTG-2026-0009/1", day=date(2026, 10, 14), quorate=False)
    second = owed(SuspensionState.IN_EFFECT, purported=True, listed=listed)[0]
    assert second.blocked_by == ("MTG-2026-0009/1 is forecast to be inquorate",)
    assert second.deed == "suspension.confirm_order"


def test_what_was_not_written_down_is_owed_each_by_its_rule() -> None:
    found = owed(SuspensionState.ORDERED, missing=("dialogue", "proportionality", "impact"))
    assert [one.rule for one in found[1:]] == ["R81", "R72", "R75"]


def test_notices_owed_late_and_withheld() -> None:
    late = notice(NoticeTo.AUTHORITY, NoticeState.SENT, sent_at=datetime(2026, 10, 12, 2, 50, tzinfo=UTC))
    withheld = notice(NoticeTo.PARTIES, NoticeState.EXCEPTED, review_on=date(2026, 10, 19))
    found = owed(
        SuspensionState.IN_EFFECT,
        review_on=date(2026, 10, 19),
        notices=(
            NoticeOwed(fact=notice(NoticeTo.PANEL, NoticeState.OWED)),
            NoticeOwed(fact=late),
            NoticeOwed(fact=withheld),
        ),
    )
    assert deeds(found) == [
        "notice.send",
        "notice.give_reason",
        "notice.extend_exception",
        "item.list",
        "suspension.review",
    ]
    assert [one.rule for one in found[:4]] == ["R79", "R80", "R83", "R83"]
    assert found[2].due == date(2026, 10, 19)
    assert "practicable to notify the Authority before" in found[1].what


def test_a_judgement_that_rests_on_a_decision_owes_none() -> None:
    withheld = notice(NoticeTo.PARTIES, NoticeState.EXCEPTED, review_on=date(2026, 10, 19))
    found = owed(SuspensionState.IN_EFFECT, review_on=DAY, notices=(NoticeOwed(fact=withheld, judged=True),))
    assert deeds(found) == ["notice.extend_exception", "suspension.review"]


def test_before_it_takes_effect_the_test_is_said() -> None:
    waiting = notice(NoticeTo.PANEL, NoticeState.OWED, told_of=None)
    found = owed(SuspensionState.INSTRUCTED, notices=(NoticeOwed(fact=waiting),))
    assert "reasonably practicable" in found[1].detail


def test_for_the_parties_nothing_is_assumed() -> None:
    found = owed(
        SuspensionState.IN_EFFECT,
        review_on=DAY,
        notices=(NoticeOwed(fact=notice(NoticeTo.PARTIES, NoticeState.OWED)),),
    )
    assert "hold it unnecessary, or withhold it" in found[0].what


@pytest.mark.parametrize(
    ("state", "answered", "deed"),
    [
        (AppealState.LODGED, False, "appeal.record_outcome"),
        (AppealState.UPHELD, False, "suspension.lift"),
        (AppealState.UPHELD_IN_PART, False, "suspension.lift_in_part"),
        (AppealState.UPHELD_IN_PART, True, None),
        (AppealState.DISMISSED, False, None),
    ],
)
def test_an_appeal_upheld_owes_a_lift_or_a_variation(state: AppealState, answered: bool, deed: str | None) -> None:
    appeal = AppealOwed(reference=f"{REFERENCE}/A1", state=state, day=date(2026, 10, 10), answered=answered)
    found = [one for one in owed(SuspensionState.IN_EFFECT, review_on=DAY, appeals=(appeal,)) if one.rule == "R84"]
    assert deeds(found) == ([] if deed is None else [deed])


def test_closing_waits_for_what_is_owed() -> None:
    found = owed(SuspensionState.LIFTED, missing=("reasons",))
    assert found[-1].blocked_by == ("Write down the reasons of the order",)


def test_the_crl_is_issued_and_confirmed() -> None:
    def crl(state: CrlState) -> tuple[Duty, ...]:
        fact = CrlDuty(reference="CRL-2026-0001", title="Two", folder=FOLDER, state=state, since=date(2026, 10, 12))
        return of_crl(fact, DAY)

    assert [one.deed for one in crl(CrlState.DECIDED)] == ["crl.issue"]
    (waiting,) = crl(CrlState.ISSUED)
    assert (waiting.who, waiting.deed, waiting.rule, waiting.elapsed_days) == ("The DCC", "crl.confirm", "R85", 1)
    assert crl(CrlState.CONFIRMED) == ()
