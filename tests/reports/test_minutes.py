"""The minutes, read back: the decisions first, their text word for word, and no vote where a setting keeps it out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from pma_assure.values.meeting_papers import ActionLine, MinutedItem, Minutes, PresentLine
from reports import minutes
from tests.reports.reading import flowing, pages
from tests.reports.samples import DECISION


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, 16, hour, minute, tzinfo=UTC)


def there(name: str, seat: str, *times: tuple[datetime, datetime | None], **more: str) -> PresentLine:
    given = {"standing": "member", "employer": "", "stands_for": "", "invited_for": ""} | more
    return PresentLine(name=name, seat=seat, times=times, **given)


DECIDED = MinutedItem(
    number=1,
    reference="MTG-2026-0007/1",
    title="Advice on the plan of Bryn Ŵyn Energy",
    state="decided",
    about="Bryn Ŵyn Energy, ADV-2026-0005",
    paper="circulated on 8 June 2026",
    interests=("S. Mistry: holds shares in the contractor (May stay, as the Chair ruled)",),
    excused=("Siân Prydderch: works for Bryn Ŵyn Energy",),
    note="",
    reason="",
    decision=DECISION,
    votes=(("H. Boyd", "Networks", "For"), ("A. Whitcombe", "Large Supplier B", "Against")),
)
DEFERRED = replace(
    DECIDED,
    number=2,
    reference="MTG-2026-0007/2",
    title="Reliance on a certificate",
    state="deferred",
    about="",
    paper="",
    interests=(),
    excused=(),
    reason="Three members count and four are needed",
    decision=None,
    votes=(),
)
MINUTES = Minutes(
    reference="MTG-2026-0007",
    number=31,
    title="PMA meeting 31",
    state="minutes_drafted",
    place="Fleet Place, London",
    mode="in_person",
    urgent=False,
    starts_at=at(9),
    opened_at=at(9, 2),
    closed_at=at(11),
    seated=(
        there("Prof. E. Harcourt", "Chair", (at(9), at(11))),
        there(
            "C. Vale",
            "Large Supplier A",
            (at(9), at(9, 30)),
            (at(10), at(11)),
            standing="alternate",
            employer="Corvane Consulting",
            stands_for="D. Reyes",
        ),
    ),
    attending=(there("F. MacAskill", "", (at(9), None), standing="attendee", employer="Ofgem"),),
    apologies=("D. Reyes (Large Supplier A)",),
    absent=("Technical Sub-Committee: vacant",),
    opening="The Chair welcomed everybody.",
    other_business="None.",
    corrections="",
    items=(DECIDED, DEFERRED),
    actions=(
        ActionLine(
            reference="MTG-2026-0007/A1",
            what="Write to SECAS about Section K",
            owner="R. Sharma",
            due=date(2026, 7, 1),
            done_on=None,
            item="MTG-2026-0007/1",
        ),
    ),
    votes_shown=True,
    next_meeting="PMA meeting 32 (MTG-2026-0008), 14 July 2026, 10:00 (BST)",
    as_of=date(2026, 6, 17),
    audit_entries=1412,
    audit_head="b1946ac92492d234",
)


def test_page_one_says_what_was_decided_before_anything_else() -> None:
    first = " ".join(pages(minutes.render(MINUTES))[0].split())
    decided = first.index("Item 1, Advice on the plan of Bryn Ŵyn Energy:")
    assert decided < first.index("Item 2, Reliance on a certificate: deferred.") < first.index("Held")
    assert "Draft, not yet agreed by the members" in first


def test_the_text_of_a_decision_is_the_frozen_one() -> None:
    text = flowing(minutes.render(MINUTES))
    assert " ".join(DECISION.motion.split()) in text
    assert " ".join(DECISION.reasons.split()) in text


def test_everybody_stands_with_seat_standing_and_times() -> None:
    text = flowing(minutes.render(MINUTES))
    for said in (
        "Alternate for D. Reyes", "Corvane Consulting", "10:00 to 10:30; 11:00 to 12:00", "from 10:00",
        "Technical Sub-Committee: vacant", "D. Reyes (Large Supplier A)", "Siân Prydderch: works for Bryn Ŵyn Energy",
        "May stay, as the Chair ruled", "Deferred: Three members count and four are needed",
        "Write to SECAS about Section K", "1 Jul 2026", "PMA meeting 32 (MTG-2026-0008)",
        "Audit trail: 1,412 entries, head b1946ac92492d234",
    ):  # fmt: skip
        assert said in text, said


def test_votes_stand_in_the_minutes_unless_the_office_keeps_them_out() -> None:
    assert "Against" in flowing(minutes.render(MINUTES))
    kept = replace(MINUTES, votes_shown=False, items=(replace(DECIDED, votes=()), DEFERRED))
    text = flowing(minutes.render(kept))
    assert "A. Whitcombe" not in text
    assert "How each member voted is kept in the register" in text


def test_agreed_minutes_are_no_draft() -> None:
    text = flowing(minutes.render(replace(MINUTES, state="minutes_approved")))
    assert "Agreed by the members" in text
    assert "Draft" not in text


def test_the_same_minutes_give_the_same_bytes() -> None:
    assert minutes.render(MINUTES) == minutes.render(MINUTES)
