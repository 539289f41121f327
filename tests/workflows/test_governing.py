"""Interests and the Chair's rulings, invitations, and items that are put off to another meeting (R12, R18, R29)."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.records.meetings import AgendaItem, AgendaItemText, Attendance, ItemInterest, Recusal
from pma_assure.rules.vocabulary import ChairRuling, DecisionManner, ItemState, Standing
from tests.workflows.desk import KEEPER, Office, at

DAY, LATER = date(2026, 9, 15), date(2026, 10, 13)


def sits(office: Office) -> tuple[str, str]:
    return office.sit(DAY, None, motion="That the programme of the year be noted.")


def declared(office: Office, item: str, person: str = "J. Pryce") -> None:
    office.do("item.declare_interest", item=item, person=person, nature="A cousin audits it.", declared_at=at(DAY, 11))


# --- interests ------------------------------------------------------------------------------------------------------


def test_an_interest_excuses_nobody_until_the_chair_ruled(office: Office) -> None:
    _, item = sits(office)
    declared(office, item)
    assert office.rows(Recusal) == []
    refused = office.refuse("item.declare_interest", item=item, person="J. Pryce", nature="Again")
    assert (refused.rule, refused.field) == ("R29", "person")


def test_who_leaves_by_ruling_is_excused_and_does_not_count(office: Office) -> None:
    _, item = sits(office)
    declared(office, item)
    done = office.do(
        "item.rule_on_interest", item=item, person="J. Pryce", ruling=ChairRuling.LEAVES, ruled_by="E. Harcourt"
    )
    assert done.irregular == ()
    (excused,) = office.rows(Recusal)
    assert "A cousin audits it." in excused.reason
    given = {"item": item, "decided_at": at(DAY, 11), "manner": DecisionManner.AGREED}
    assert office.refuse("decision.record", **given).rule == "R30"


def test_who_stays_by_ruling_counts(office: Office) -> None:
    _, item = sits(office)
    declared(office, item)
    office.do(
        "item.rule_on_interest",
        item=item,
        person="J. Pryce",
        ruling=ChairRuling.STAYS,
        ruled_by="E. Harcourt",
        reason="The cousin left the firm.",
    )
    assert office.rows(Recusal) == []
    assert office.row(ItemInterest).ruling == ChairRuling.STAYS
    office.record(item, DAY, 40)


@pytest.mark.parametrize(
    ("person", "ruled_by", "said"),
    [("J. Pryce", "T. Okafor", "neither the Chair"), ("E. Harcourt", "E. Harcourt", "was in the chair")],
)
def test_a_ruling_by_somebody_else_is_kept_and_marked(office: Office, person: str, ruled_by: str, said: str) -> None:
    _, item = sits(office)
    declared(office, item, person)
    done = office.do(
        "item.rule_on_interest", item=item, person=person, ruling=ChairRuling.STAYS, ruled_by=ruled_by, reason="So"
    )
    (irregular,) = done.irregular
    assert irregular.rule == "R29"
    assert said in irregular.sentence


def test_there_is_nothing_to_rule_on(office: Office) -> None:
    _, item = sits(office)
    given = {"item": item, "person": "J. Pryce", "ruling": ChairRuling.STAYS, "ruled_by": "E. Harcourt"}
    assert "waits for a ruling" in office.refuse("item.rule_on_interest", **given).sentence


# --- invitations ----------------------------------------------------------------------------------------------------


def test_the_chair_invites_for_an_item(office: Office) -> None:
    meeting = office.meeting(DAY)
    item = office.item(meeting, None)
    given = {"meeting": meeting, "person": "C. Vale", "because": "PKI law", "invited_by": "E. Harcourt"}
    assert office.do("meeting.invite", item=item, **given).irregular == ()
    row = office.row(Attendance, standing=Standing.ATTENDEE)
    assert (row.invited_for, row.seat_id, row.item_id is not None) == ("PKI law", None, True)
    assert office.refuse("meeting.invite", **given).field == "person"


def test_an_invitation_by_somebody_else_is_marked(office: Office) -> None:
    meeting = office.meeting(DAY)
    done = office.do("meeting.invite", meeting=meeting, person="C. Vale", because="PKI law", invited_by="T. Okafor")
    assert [fact.rule for fact in done.irregular] == ["R18"]


def test_the_pki_specialist_invites_in_the_chairs_place(office: Office) -> None:
    meeting = office.meeting(DAY)
    done = office.do("meeting.invite", meeting=meeting, person="C. Vale", because="PKI law", invited_by=KEEPER)
    assert done.irregular == ()


def test_somebody_is_invited_for_an_item_of_that_meeting(office: Office) -> None:
    meeting, other = office.meeting(DAY), office.item(office.meeting(LATER), None)
    given = {"meeting": meeting, "person": "C. Vale", "because": "PKI law", "invited_by": "E. Harcourt"}
    assert office.refuse("meeting.invite", item=other, **given).field == "item"


# --- put off --------------------------------------------------------------------------------------------------------


def test_a_deferred_item_is_carried_over_as_it_stands(office: Office) -> None:
    _, item = sits(office)
    office.do("item.defer", item=item, reason="Three members count and four are needed")
    later = office.meeting(LATER)
    carried = office.ref("item.carry_over", item=item, meeting=later)
    row, before = office.row(AgendaItem, reference=carried), office.row(AgendaItem, reference=item)
    assert (row.state, row.title, row.carried_from_id) == (ItemState.LISTED, before.title, before.id)
    text = office.row(AgendaItemText, item_id=row.id)
    assert text.motion == "That the programme of the year be noted."
    refused = office.refuse("item.carry_over", item=item, meeting=later)
    assert carried in refused.sentence


def test_what_is_still_to_be_taken_or_was_decided_is_not_carried_over(office: Office) -> None:
    later = office.meeting(LATER)
    listed = office.item(office.meeting(date(2026, 9, 22)), None)
    assert office.refuse("item.carry_over", item=listed, meeting=later).rule == "R12"
    _, item = sits(office)
    office.record(item, DAY)
    assert office.refuse("item.carry_over", item=item, meeting=later).rule == "R12"


def test_what_a_meeting_did_not_take_is_carried_over(office: Office) -> None:
    meeting = office.meeting(DAY)
    item = office.item(meeting, None)
    office.do("meeting.open", meeting=meeting, opened_at=at(DAY))
    office.do("meeting.close", meeting=meeting, closed_at=at(DAY, 12))
    assert office.ref("item.carry_over", item=item, meeting=office.meeting(LATER)).endswith("/1")
