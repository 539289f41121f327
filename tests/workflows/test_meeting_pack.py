"""What the pack of a meeting is made of: forecasts with who would mend them, papers beside those of before, changes."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.records.meetings import AgendaItem
from pma_assure.rules.refusal import NotFound
from pma_assure.rules.vocabulary import SeatCode
from pma_assure.values.meeting_pack import Compared, MeetingPack, TableChange, TextChange
from pma_assure.values.outcome import Done
from pma_assure.views import chasing, duties, meeting_pack, records
from tests.workflows.desk import QUORATE, TODAY, Office, at

HELD, COMING = date(2026, 11, 3), date(2026, 12, 15)
DUE = date(2026, 12, 8)
NOT_QUORATE = ("A. Whitcombe", "J. Pryce", "H. Boyd", "T. Okafor")


def pack(office: Office, meeting: str, day: date = TODAY) -> MeetingPack:
    return meeting_pack.of(office.register, meeting, day)


def held(office: Office, subject: str | None = None, **more: object) -> str:
    """A meeting that was held before the coming one."""
    meeting, item = office.sit(HELD, subject, **more)  # type: ignore[arg-type]  # given as to an item
    office.record(item, HELD)
    office.do("meeting.close", meeting=meeting, closed_at=at(HELD, 12))
    return meeting


def urgent(office: Office, day: date) -> str:
    return office.ref("meeting.schedule", title="A call", starts_at=at(day), place="By telephone", urgent=True)


def changes(compared: Compared) -> dict[str, tuple[str, str]]:
    return {one.where: (one.before, one.after) for one in compared.changes if isinstance(one, TextChange)}


def test_there_is_no_pack_of_no_meeting(office: Office) -> None:
    with pytest.raises(NotFound):
        pack(office, "MTG-2026-0099")
    with pytest.raises(NotFound):
        chasing.of(office.register, TODAY, "MTG-2026-0099")


def test_a_pack_bears_the_highest_class_of_what_it_tells_of(office: Office) -> None:
    coming = office.meeting(COMING)
    assert pack(office, coming).classification == "Restricted"
    office.do("case.edit", case=office.case(), classification="sensitive")
    assert pack(office, coming).classification == "Sensitive"


def test_the_last_meeting_is_the_newest_that_was_held(office: Office) -> None:
    coming = office.meeting(COMING)
    assert pack(office, coming).last is None
    meeting = held(office)
    office.do("meeting.cancel", meeting=office.meeting(date(2026, 11, 20)), reason="Nothing to decide")
    office.meeting(date(2026, 12, 1))
    last = pack(office, coming).last
    assert last is not None
    assert (last.reference, last.state) == (meeting, "closed")


def test_a_call_in_the_night_is_not_the_last_meeting(office: Office) -> None:
    coming, meeting = office.meeting(COMING), held(office)
    case = office.case()
    night = urgent(office, date(2026, 11, 16))
    office.do("meeting.open", meeting=night, opened_at=at(date(2026, 11, 16), 10))
    office.do("meeting.close", meeting=night, closed_at=at(date(2026, 11, 16), 11))
    found = pack(office, coming)
    assert found.last is not None
    assert found.last.reference == meeting
    assert case in [one.reference for one in found.changes]


def test_the_forecast_names_who_would_mend_it(office: Office) -> None:
    coming = office.meeting(COMING)
    item = office.item(coming, None)
    (before,) = pack(office, coming).items
    assert (before.quorum.forecast, before.quorum.quorate, before.quorum.mend) == (True, True, ())
    assert "E. Harcourt (Chair)" in before.quorum.counted
    for name in ("D. Reyes", "S. Mistry", "H. Boyd", "J. Pryce"):
        office.do("meeting.apologies", meeting=coming, person=name)
    office.do("seat.nominate_alternate", seat=SeatCode.NETWORKS, alternate="C. Vale", first_day=COMING)
    (short,) = pack(office, coming).items
    assert (short.reference, short.quorum.count, short.quorum.quorate) == (item, 3, False)
    assert "J. Pryce for Small Supplier, who sent apologies" in short.quorum.mend
    assert "C. Vale as alternate for Networks" in short.quorum.mend
    assert set(pack(office, coming).apologies) >= {"H. Boyd (Networks)"}


def test_a_decided_item_shows_the_quorum_and_the_paper_as_they_were(submitted: tuple[Office, dict[str, str]]) -> None:
    office, notes = submitted
    advice = office.advice(notes["plan"])
    meeting = held(office, advice)
    office.do("advice.edit", advice=advice, reasons="Otherwise.")
    (item,) = pack(office, meeting).items
    assert item.decision is not None
    assert not item.quorum.forecast
    assert len(item.quorum.counted) == len(QUORATE)
    assert "Otherwise." not in str(item.parts)
    assert "Each requirement is met." in str(item.parts)


def test_a_paper_is_compared_with_the_one_decided_on_before(submitted: tuple[Office, dict[str, str]]) -> None:
    office, notes = submitted
    first = office.advice(notes["plan"])
    held(office, first, motion="That the advice be issued.")
    office.do("advice.edit", advice=first, reasons="Each requirement is met, and a witness signs.")
    coming = office.meeting(COMING)
    office.item(coming, first, motion="That the advice be issued again.")
    office.item(coming, None)
    again, other = pack(office, coming).items
    (compared,) = again.compared
    assert "DEC-2026-0001 on 3 November 2026" in compared.sentence
    assert changes(compared)["Reasons"] == ("Each requirement is met.", "Each requirement is met, and a witness signs.")
    assert changes(compared)["Motion"] == ("That the advice be issued.", "That the advice be issued again.")
    assert not again.new
    assert (other.new, other.compared) == (True, ())


def test_advice_on_the_next_version_of_a_plan_is_compared_inside_its_tables(
    submitted: tuple[Office, dict[str, str]],
) -> None:
    office, notes = submitted
    plan = notes["plan"]
    first = office.advice(plan)
    decision_day = date(2026, 7, 14)
    office.issue(first, office.decide(first, decision_day), decision_day)
    office.panel("plan.record_return", plan=plan, decided_on=date(2026, 7, 20), resubmit_by=date(2026, 8, 20))
    office.version(
        plan,
        milestones=(
            ("Cards issued to two officers", date(2026, 9, 30), "Both officers sign for their cards"),
            ("Ceremony repeated under dual control", date(2026, 11, 30), "The log of the ceremony shows two officers"),
        ),
    )
    office.do("plan.submit", plan=plan, version=2, submitted_on=date(2026, 8, 10))
    office.answer(plan, 2)
    second = office.advice(plan, version=2)
    coming = office.meeting(COMING)
    office.item(coming, second)
    (item,) = pack(office, coming).items
    tables = [one for one in item.compared[-1].changes if isinstance(one, TableChange)]
    (milestones,) = [one for one in tables if one.where == "The plan, Milestones"]
    assert [row.kind for row in milestones.rows] == ["same", "changed"]
    assert ("31 Oct 2026", "30 Nov 2026") in milestones.rows[1].cells


def test_a_circulated_paper_stays_and_what_changed_since_is_marked(submitted: tuple[Office, dict[str, str]]) -> None:
    office, notes = submitted
    advice = office.advice(notes["plan"])
    coming = office.meeting(COMING)
    item = office.item(coming, advice)
    office.do("item.circulate", item=item, circulated_on=TODAY)
    (as_sent,) = pack(office, coming).items
    assert as_sent.paper == "Circulated on 23 November 2026"
    assert as_sent.compared == ()
    office.do("advice.edit", advice=advice, recommendation="The Panel may approve the plan for a year.")
    (changed,) = pack(office, coming).items
    assert changed.paper.endswith(", changed since")
    (compared,) = changed.compared
    assert compared.sentence == "Changed since it went to the members on 23 November 2026"
    assert set(changes(compared)) == {"Recommendation"}


def test_a_carried_motion_is_compared_with_itself(office: Office) -> None:
    meeting, item = office.sit(HELD, None, motion="That the programme be noted.")
    office.do("item.defer", item=item, reason="No time")
    office.do("meeting.close", meeting=meeting, closed_at=at(HELD, 12))
    coming = office.meeting(COMING)
    office.do("item.carry_over", item=item, meeting=coming)
    (carried,) = pack(office, coming).items
    # It was never circulated, so nothing is known of what the members had.
    assert (carried.new, carried.compared) == (True, ())


def test_what_changed_in_the_records_since_the_last_meeting(office: Office) -> None:
    case = office.case()
    finding = office.open_finding(case)
    held(office)
    coming = office.meeting(COMING)
    assert pack(office, coming).changes == ()
    other = office.case("Halden Power", "Another matter")
    office.do("finding.add_root_cause", finding=finding, cause="Nobody else was trained.")
    office.cap(case, finding)
    found = {one.reference: one for one in pack(office, coming).changes}
    assert found[other].new
    assert found[other].fields == (("State", "", "Open"),)
    assert finding not in found
    office.do("case.edit", case=other, title="Another title")
    assert {one.reference: one for one in pack(office, coming).changes}[other].title == "Another title"
    assert pack(office, coming, HELD).changes == ()


def test_the_same_day_gives_the_same_pack_whatever_the_hour(office: Office) -> None:
    coming = office.meeting(COMING)
    office.item(coming, None)
    assert pack(office, coming) == pack(office, coming)


# --- papers that are not ready --------------------------------------------------------------------------------------


def unready(office: Office, meeting: str, day: date = TODAY) -> dict[str, list[str]]:
    return {
        one.item: [one.standing, *(lack.sentence for lack in one.lacks)]
        for one in chasing.of(office.register, day, meeting)
    }


def test_a_paper_is_chased_until_it_went_out_and_lacks_nothing(submitted: tuple[Office, dict[str, str]]) -> None:
    office, notes = submitted
    advice = office.advice(notes["plan"])
    coming = office.meeting(COMING)
    item = office.item(coming, advice, motion="")
    assert unready(office, coming)[item] == [
        "Not circulated: due 8 December 2026.",
        "It has no motion. Say what is put to the members.",
    ]
    assert unready(office, coming, date(2026, 12, 10))[item][0] == "Not circulated: 2 days late."
    office.do("item.amend_motion", item=item, motion="That the advice be issued.")
    office.do("item.circulate", item=item, circulated_on=TODAY)
    assert unready(office, coming) == {}
    office.do("advice.edit", advice=advice, reasons="Otherwise.")
    assert "changed since" in unready(office, coming)[item][0]


def test_a_paper_of_a_case_lacks_what_the_case_lacks(office: Office) -> None:
    case = office.case()
    finding = office.finding(case)
    coming = office.meeting(COMING)
    item = office.item(coming, None, case=case)
    (chased,) = chasing.of(office.register, TODAY, coming)
    assert [lack.reference for lack in chased.lacks] == [finding]
    assert chased.item == item


def test_advice_with_unanswered_requirements_is_not_ready(office: Office) -> None:
    case = office.case()
    plan = office.plan(case, office.open_finding(case))
    office.version(plan)
    office.do("plan.submit", plan=plan, version=1, submitted_on=date(2026, 6, 29))
    coming = office.meeting(COMING)
    item = office.item(coming, office.advice(plan))
    assert f"2 requirements of {plan}/V1 are not answered. Answer each." in unready(office, coming)[item]


def test_nothing_is_chased_once_the_meeting_has_begun(office: Office) -> None:
    meeting, _ = office.sit(HELD, None, motion="")
    assert chasing.of(office.register, TODAY, meeting) == ()


def test_who_prepares_a_paper_owes_it(office: Office) -> None:
    coming = office.meeting(COMING)
    first = office.item(coming, None, paper_by="D. Reyes")
    second = office.item(coming, None)
    assert office.row(AgendaItem, reference=first).paper_by == "D. Reyes"
    done: Done = office.do("item.assign_paper", item=second, paper_by=" The Security Sub-Committee ")
    assert done.reference == second
    owed = {duty.reference: duty for duty in duties.owed(office.register, TODAY)}
    assert (owed[first].who, owed[first].due) == ("D. Reyes", DUE)
    assert owed[second].who == "The Security Sub-Committee"
    assert [one.who for one in chasing.of(office.register, TODAY, coming)] == ["D. Reyes", "The Security Sub-Committee"]


def test_nobody_is_asked_for_the_paper_of_an_item_that_was_taken(office: Office) -> None:
    _, item = office.sit(HELD, None)
    assert office.refuse("item.assign_paper", item=item, paper_by="D. Reyes").rule == "R12"


def test_show_says_which_papers_are_not_ready(office: Office) -> None:
    coming = office.meeting(COMING)
    item = office.item(coming, None)
    shown = records.show(office.register, TODAY, coming)
    assert [one["item"] for one in shown["fields"]["papers_not_ready"]] == [item]


def test_the_office_chooses_when_papers_are_due(office: Office) -> None:
    coming = office.meeting(COMING)
    item = office.item(coming, None)
    assert pack(office, coming).papers_due == DUE
    office.do("setting.choose", key="papers.working_days", value=" 10 ")
    due = date(2026, 12, 1)
    assert pack(office, coming).papers_due == due
    assert [one.due for one in chasing.of(office.register, TODAY, coming)] == [due]
    assert [duty.due for duty in duties.owed(office.register, TODAY) if duty.reference == item] == [due]
    for value in ("", "0", "61", "five"):
        assert office.refuse("setting.choose", key="papers.working_days", value=value).field == "value"


def test_a_paper_that_goes_out_after_they_are_due_is_late_for_good(office: Office) -> None:
    coming = office.meeting(date(2026, 11, 27))
    item = office.item(coming, None)
    done = office.do("item.circulate", item=item, circulated_on=TODAY)
    assert any("The paper is late: papers for " in note for note in done.notes)
    (late,) = pack(office, coming).items
    assert late.late
    assert late.paper == "Circulated on 23 November 2026, late"
