"""A night recorded as it goes: each fact when it is known, with the same end as one recorded in one go (R76-R83)."""

from __future__ import annotations

from datetime import date

from pma_assure.records import suspension_values
from pma_assure.records.emergency import Suspension
from pma_assure.records.meetings import Attendance, Decision, Meeting
from pma_assure.rules.vocabulary import DecisionState, GroundKind, GroundLikelihood, MeetingState, Standing
from pma_assure.values.emergency_page import SuspensionView
from tests.workflows.desk import PARTICIPANT, Office
from tests.workflows.emergency_office import BOTH, bst, in_effect, purported

CALLED = ("E. Harcourt", "A. Whitcombe", "H. Boyd")


def begun(office: Office, *on_call: str) -> str:
    return office.ref("suspension.record_night", organisation=PARTICIPANT, called_at=bst(3, 5), on_call=on_call)


def seen(office: Office, reference: str) -> SuspensionView:
    with office.register.reading() as session:
        key = office.row(Suspension, reference=reference).id
        return suspension_values.one(session, key, date(2026, 11, 23))


def test_each_fact_is_saved_at_once_and_makes_the_same_night(office: Office) -> None:
    reference = begun(office, *CALLED)
    assert (seen(office, reference).state, seen(office, reference).meeting) == ("considered", "MTG-2026-0001")
    office.do(
        "suspension.go_on",
        suspension=reference,
        on_call=("T. Okafor",),
        joined_at=bst(3, 8),
        not_reached=("D. Reyes",),
        ground=GroundKind.COMPROMISE,
        likelihood=GroundLikelihood.LIKELY,
        services=BOTH,
    )
    office.do("suspension.go_on", suspension=reference, decided_at=bst(3, 10))
    ordered = seen(office, reference)
    assert (ordered.state, ordered.valid, ordered.quorum_count) == ("ordered", True, 4)
    office.do("suspension.go_on", suspension=reference, instructed_at=bst(3, 15), panel_told_at=bst(3, 20))
    office.do(
        "suspension.go_on",
        suspension=reference,
        effective_at=bst(3, 25),
        review_on=date(2026, 12, 1),
        authority_told_at=bst(3, 50),
        authority_late_reason="No line at night.",
        parties_withheld_because="It tells the thief.",
        parties_review_on=date(2026, 12, 1),
        call_ended_at=bst(4, 10),
    )
    found = seen(office, reference)
    assert (found.state, found.valid) == ("in_effect", True)
    assert [(one.addressee, one.state, one.margin_minutes) for one in found.notices] == [
        ("panel", "sent", 5),
        ("authority", "sent", -25),
        ("parties", "excepted", None),
    ]
    assert [(one.whom, one.reached) for one in found.calls][-2:] == [("T. Okafor", True), ("D. Reyes", False)]
    (meeting,) = office.rows(Meeting)
    assert meeting.state == MeetingState.CLOSED
    assert sum(row.arrived_at is not None for row in office.rows(Attendance, meeting_id=meeting.id)) == 4
    office.sound()


def test_whoever_joins_has_the_place_that_is_left(office: Office) -> None:
    """The PKI Specialist acts as Chair only while the Chair is not on the call (R26)."""
    reference = begun(office, "A. Whitcombe", "H. Boyd", "T. Okafor")
    office.do("suspension.go_on", suspension=reference, on_call=("R. Sharma",), joined_at=bst(3, 7))
    with_chair = begun(office, *CALLED)
    office.do("suspension.go_on", suspension=with_chair, on_call=("R. Sharma",), joined_at=bst(3, 7))
    acting, attends = (
        row.standing for row in office.rows(Attendance) if row.standing in (Standing.ACTING_CHAIR, Standing.ATTENDEE)
    )
    assert (acting, attends) == (Standing.ACTING_CHAIR, Standing.ATTENDEE)


def test_an_order_without_a_quorum_is_kept_as_purported(office: Office) -> None:
    reference = begun(office, *CALLED)
    done = office.do(
        "suspension.go_on",
        suspension=reference,
        ground=GroundKind.COMPROMISE,
        likelihood=GroundLikelihood.LIKELY,
        services=BOTH,
        decided_at=bst(3, 10),
        instructed_at=bst(3, 15),
        effective_at=bst(3, 25),
    )
    assert [one.rule for one in done.irregular] == ["R30", "R76"]
    assert any("Who else could make the quorum" in note for note in done.notes)
    assert sum("is purported: put it before a quorate meeting" in note for note in done.notes) == 1
    assert seen(office, reference).purported
    (decision,) = office.rows(Decision)
    assert decision.state == DecisionState.PURPORTED


def test_nobody_was_on_a_call_and_the_dcc_acted(office: Office) -> None:
    reference = office.ref("suspension.record_night", organisation=PARTICIPANT, called_at=bst(3, 5))
    office.do(
        "suspension.go_on",
        suspension=reference,
        ground=GroundKind.THREAT,
        likelihood=GroundLikelihood.OCCURRED,
        services=BOTH,
        effective_at=bst(3, 25),
    )
    found = seen(office, reference)
    assert (found.state, found.purported) == ("in_effect", True)
    assert found.instructed_at == found.effective_at


def test_what_was_ordered_is_not_ordered_again(office: Office) -> None:
    reference = in_effect(office)
    refused = office.refuse("suspension.go_on", suspension=reference, decided_at=bst(3, 30))
    assert (refused.rule, refused.field) == ("R77", "decided_at")
    assert office.refuse("suspension.go_on", suspension=reference, ground=GroundKind.THREAT).rule == "R77"
    assert office.refuse("suspension.go_on", suspension=reference, instructed_at=bst(3, 30)).sentence
    ahead = office.refuse("suspension.go_on", suspension=begun(office, *CALLED), effective_at=bst(3, 4))
    assert ahead.sentence


def test_the_reason_and_the_day_of_withholding_go_together(office: Office) -> None:
    refused = office.refuse(
        "suspension.go_on", suspension=in_effect(office), parties_withheld_because="It tells the thief."
    )
    assert (refused.rule, refused.field) == ("R83", "parties_review_on")


def test_a_night_that_is_over_does_not_go_on(office: Office) -> None:
    reference = begun(office, *CALLED)
    office.do("suspension.drop", suspension=reference, reason="A false alarm.")
    assert "the night is over" in office.refuse("suspension.go_on", suspension=reference, reasons="None.").sentence
    still = purported(office)
    assert office.do("suspension.go_on", suspension=still, reasons="The key store was stolen.").reference == still
