"""What Today says between the deeds of the main job: one next step, and the right one."""

from __future__ import annotations

from datetime import date

from pma_assure.values.duties import Duty
from pma_assure.views import cases, duties
from tests.workflows.desk import TODAY, Office

Begun = tuple[Office, dict[str, str]]


def owed(office: Office, *references: str) -> list[Duty]:
    return [duty for duty in duties.owed(office.register, TODAY) if duty.reference in references]


def test_between_decision_and_approval_the_extract_waits_to_be_recorded(ready: Begun) -> None:
    office, noted = ready
    (before,) = owed(office, noted["extract"])
    assert (before.deed, before.blocked_by) == ("item.list", ("not on an agenda",))
    decision = office.decide(noted["extract"], date(2026, 11, 20))
    (after,) = owed(office, noted["extract"])
    assert (after.what, after.deed) == ("Record what the PMA decided on the extract", "extract.approve")
    assert (after.blocked_by, after.elapsed_days) == ((), 3)
    assert decision in after.detail
    office.do("extract.approve", extract=noted["extract"], decision=decision)
    (then,) = owed(office, noted["extract"])
    assert (then.deed, then.elapsed_days) == ("extract.release", 3)


def test_between_decision_and_issue_there_is_one_duty(submitted: Begun) -> None:
    office, noted = submitted
    advice = office.advice(noted["plan"])
    (listing,) = owed(office, noted["plan"], advice)
    assert (listing.reference, listing.deed) == (noted["plan"], "item.list")
    decision = office.decide(advice, date(2026, 11, 20))
    (issuing,) = owed(office, noted["plan"], advice)
    assert (issuing.reference, issuing.deed, issuing.elapsed_days) == (advice, "advice.issue", 3)
    office.do("advice.edit", advice=advice, reasons="Another reason.")
    (changed,) = owed(office, noted["plan"], advice)
    assert (changed.deed, changed.blocked_by) == ("item.list", ("not on an agenda",))
    assert changed.detail == f"changed since {decision}"


def test_a_decision_on_the_completion_is_to_be_recorded_as_verification(approved: Begun) -> None:
    office, noted = approved
    for number, day in ((1, date(2026, 9, 28)), (2, date(2026, 10, 30))):
        office.finish(noted["case"], f"{noted['plan']}/M{number}", day)
    office.do("plan.report_completion", plan=noted["plan"], reported_on=date(2026, 11, 2))

    def of_completion() -> Duty:
        return next(duty for duty in owed(office, noted["plan"]) if duty.deed != "extract.prepare")

    assert (of_completion().deed, of_completion().blocked_by) == ("item.list", ("not on an agenda",))
    decision = office.decide(noted["plan"], date(2026, 11, 20))
    assert (of_completion().deed, of_completion().blocked_by) == ("plan.verify", ())
    office.do("plan.verify", plan=noted["plan"], decision=decision)
    assert of_completion().deed == "plan.close"


def test_a_corrected_version_is_owed_since_it_was_begun(released: Begun) -> None:
    office, noted = released
    office.do("extract.correct", extract=noted["extract"], correction="It replaces version 1.", reason="A date.")
    (drafting,) = owed(office, noted["extract"])
    assert (drafting.deed, drafting.elapsed_days) == ("extract.consult", 0)


def test_what_is_owed_is_never_the_answer_of_yesterday(submitted: Begun) -> None:
    office, noted = submitted
    first = duties.owed(office.register, TODAY)
    assert duties.owed(office.register, TODAY) is first
    assert duties.owed(office.register, date(2027, 1, 1)) != first
    office.advice(noted["plan"])
    again = duties.owed(office.register, TODAY)
    assert again != first
    assert next(duty for duty in again if duty.reference == noted["plan"]).blocked_by == ("not on an agenda",)
    (key,) = cases.ids(office.register, TODAY)
    assert cases.rows(office.register, TODAY, [key])[0].badge == "Blocked"
