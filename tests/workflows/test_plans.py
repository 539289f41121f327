"""Plans and milestones: baselines for ever, extensions, proof by somebody else, variation, failure, a plan anew."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState

from pma_assure.records import document_values
from pma_assure.records.cases import BreachConsideration, CaseNote, PanelOutcome
from pma_assure.records.papers import CustodyEntry, Evidence, EvidenceLink
from pma_assure.records.plans import (
    CompletionReport,
    Extension,
    Milestone,
    Plan,
    PlanPart,
    PlanVersion,
    ProposedMilestone,
)
from pma_assure.register.check import check
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import (
    AfterFailure,
    BreachState,
    Capacity,
    CompletionResult,
    FindingClass,
    MilestoneState,
    PlanState,
    PlanVersionState,
    PlanView,
)
from pma_assure.workflows.parameters import FileGiven
from pma_assure.workflows.plan_versions import MilestoneGiven, PartGiven
from tests.workflows.conftest import Bench
from tests.workflows.desk import MILESTONES, PARTICIPANT, PLAN_TEXT, READER, Office, render_advice

Stage = tuple[Office, dict[str, str]]


def milestone(office: Office, plan: str, number: int = 1) -> Milestone:
    return office.row(Milestone, reference=f"{plan}/M{number}")


def test_an_approval_baselines_each_milestone_once_and_for_ever(approved: Stage) -> None:
    office, notes = approved
    held = milestone(office, notes["plan"])
    assert (held.baseline_due, held.current_due) == (date(2026, 9, 30), date(2026, 9, 30))
    with pytest.raises(Refused, match="never changes"):
        office.force(Milestone, held.id, baseline_due=date(2026, 10, 1))
    office.panel(
        "milestone.extend",
        milestone=held.reference,
        to_due=date(2026, 12, 1),
        decided_on=date(2026, 10, 5),
        reason="cards are late",
    )
    after = milestone(office, notes["plan"])
    assert (after.baseline_due, after.current_due) == (date(2026, 9, 30), date(2026, 12, 1))
    kept = office.row(Extension)
    assert (kept.from_due, kept.to_due, kept.decided_on) == (date(2026, 9, 30), date(2026, 12, 1), date(2026, 10, 5))


def test_extensions_follow_each_other_in_the_order_of_the_panels_days(approved: Stage) -> None:
    office, notes = approved
    named = {"milestone": f"{notes['plan']}/M1", "source": "m", "words_given": "w", "reason": "late"}
    office.do("milestone.extend", to_due=date(2026, 12, 1), decided_on=date(2026, 10, 5), **named)
    assert office.refuse("milestone.extend", to_due=date(2026, 12, 1), decided_on=date(2026, 10, 6), **named)
    assert office.refuse("milestone.extend", to_due=date(2026, 12, 2), decided_on=date(2026, 12, 1), **named)
    refused = office.refuse("milestone.extend", to_due=date(2026, 12, 2), decided_on=date(2026, 10, 4), **named)
    assert refused.field == "decided_on"
    office.do("milestone.extend", to_due=date(2026, 12, 24), decided_on=date(2026, 11, 5), **named)
    assert [row.number for row in office.rows(Extension)] == [1, 2]


@pytest.mark.parametrize("cancel", [False, True])
def test_what_the_panel_does_on_the_pmas_advice_is_regular(approved: Stage, cancel: bool) -> None:
    office, notes = approved
    reference = f"{notes['plan']}/M1"
    view = PlanView.CANCEL_MILESTONE if cancel else PlanView.EXTEND
    proposed = None if cancel else date(2026, 12, 1)
    office.issued(notes["plan"], date(2026, 9, 1), view=view, milestone=reference, proposed_due=proposed)
    arguments = {"milestone": reference, "decided_on": date(2026, 9, 20), "reason": "late"}
    if cancel:
        done = office.panel("milestone.cancel", **arguments)
    else:
        done = office.panel("milestone.extend", to_due=date(2026, 12, 1), **arguments)
        assert office.row(Extension).advice_version_id is not None
    assert not done.irregular


def test_advice_on_a_milestone_names_it_and_its_day(approved: Stage) -> None:
    office, notes = approved
    named = {"plan": notes["plan"], "version": 1, "title": "t", "recommendation": "r", "reasons": "r"}
    reference = f"{notes['plan']}/M1"
    day = date(2026, 12, 1)
    assert office.refuse("advice.draft", view=PlanView.EXTEND, **named).field == "milestone"
    assert office.refuse("advice.draft", view=PlanView.EXTEND, milestone=reference, **named).field == "proposed_due"
    assert office.refuse("advice.draft", view=PlanView.MEETS, milestone=reference, **named).field == "milestone"
    cancel = {"view": PlanView.CANCEL_MILESTONE, "milestone": reference}
    assert office.refuse("advice.draft", proposed_due=day, **cancel, **named).field == "proposed_due"
    advice = office.ref("advice.draft", view=PlanView.EXTEND, milestone=reference, proposed_due=day, **named)
    assert office.refuse("advice.edit", advice=advice, view=PlanView.MEETS).field == "view"
    assert office.refuse("advice.edit", advice=advice, recommendation=" ").field == "recommendation"


def test_a_milestone_of_another_plan_or_case_is_refused(approved: Stage) -> None:
    office, notes = approved
    case, other = office.approved()
    named = {"plan": notes["plan"], "version": 1, "title": "t", "recommendation": "r", "reasons": "r"}
    assert (
        "another plan"
        in office.refuse(
            "advice.draft", view=PlanView.EXTEND, milestone=f"{other}/M1", proposed_due=date(2026, 12, 1), **named
        ).sentence
    )
    proof = office.evidence(case)
    assert "belongs to" in office.refuse("evidence.link", evidence=proof, supports=f"{notes['plan']}/M1").sentence
    reference = f"{notes['plan']}/M1"
    office.do("milestone.report_complete", milestone=reference, reported_on=date(2026, 9, 28))
    refused = office.refuse("milestone.verify", milestone=reference, verified_on=date(2026, 10, 2), evidence=(proof,))
    assert refused.field == "evidence"
    finding = office.finding(case)
    elsewhere = MilestoneGiven(title="x", owner="x", due=date(2026, 12, 1), finding=finding)
    refused = office.refuse(
        "plan.draft_version",
        plan=notes["plan"],
        title="v2",
        parts=(PartGiven(heading="h", text="t"),),
        milestones=(elsewhere,),
    )
    assert "another case" in refused.sentence
    assert (
        "another case"
        in office.refuse(
            "plan.require",
            case=notes["case"],
            title="x",
            decided_on=date(2026, 9, 1),
            source="m",
            words_given="w",
            submit_by=date(2026, 10, 1),
            requirements=(),
            findings=(finding,),
        ).sentence
    )


def test_verification_needs_proof_and_another_person(approved: Stage) -> None:
    office, notes = approved
    reference = f"{notes['plan']}/M1"
    named = {"milestone": reference, "verified_on": date(2026, 10, 2)}
    office.do("milestone.report_complete", milestone=reference, reported_on=date(2026, 9, 28))
    refused = office.refuse("milestone.verify", **named)
    assert (refused.rule, refused.field) == ("R70", "evidence")
    for proof in (
        office.evidence(notes["case"], verifiable=False),
        office.evidence(notes["case"], received_on=date(2026, 10, 3)),
    ):
        assert office.refuse("milestone.verify", evidence=(proof,), **named).field == "evidence"
    proof = office.evidence(notes["case"], received_on=date(2026, 9, 28))
    office.do("person.add", name="O. Weir", employer=PARTICIPANT, first_day=date(2026, 1, 1))
    assert "owns" in office.refuse("milestone.verify", evidence=(proof,), verified_by="O. Weir", **named).sentence
    office.do("milestone.assign", milestone=reference, owner="R. Sharma")
    assert "R. Sharma owns" in office.refuse("milestone.verify", evidence=(proof,), **named).sentence
    early = named | {"verified_on": date(2026, 9, 27)}
    assert office.refuse("milestone.verify", evidence=(proof,), verified_by="C. Vale", **early).field == "verified_on"
    office.do("milestone.verify", evidence=(proof,), verified_by="C. Vale", **named)
    assert office.refuse("milestone.assign", milestone=reference, owner="C. Vale")
    assert milestone(office, notes["plan"]).state == MilestoneState.VERIFIED


def test_a_rejection_resumes_and_keeps_both_reports(approved: Stage) -> None:
    office, notes = approved
    reference = f"{notes['plan']}/M1"
    office.do("milestone.start", milestone=reference, started_on=date(2026, 9, 1))
    assert office.refuse("milestone.report_complete", milestone=reference, reported_on=date(2026, 8, 31)).field == (
        "reported_on"
    )
    office.do("milestone.report_complete", milestone=reference, reported_on=date(2026, 9, 28))
    assert office.refuse("milestone.reject", milestone=reference, rejected_on=date(2026, 9, 27), reason="x")
    office.do("milestone.reject", milestone=reference, rejected_on=date(2026, 10, 2), reason="one officer only")
    held = milestone(office, notes["plan"])
    assert (held.state, held.reported_on, held.current_due) == (MilestoneState.IN_PROGRESS, None, date(2026, 9, 30))
    office.finish(notes["case"], reference, date(2026, 10, 9))
    reports = [(row.result, row.reported_on) for row in office.rows(CompletionReport)]
    assert reports == [
        (CompletionResult.REJECTED, date(2026, 9, 28)),
        (CompletionResult.ACCEPTED, date(2026, 10, 9)),
    ]


def test_a_variation_keeps_the_baselines_and_turns_days_into_extensions(approved: Stage) -> None:
    office, notes = approved
    plan = notes["plan"]
    office.finish(notes["case"], f"{plan}/M1", date(2026, 9, 28))
    first = MILESTONES[0]
    office.version(
        plan,
        milestones=(first, ("Ceremony", date(2026, 12, 15), "The log"), ("New", date(2027, 1, 29), "x")),
        continues=(f"{plan}/M1", f"{plan}/M2"),
    )
    office.do("plan.propose_variation", plan=plan, version=2, submitted_on=date(2026, 10, 1))
    office.answer(plan, 2)
    office.issued(plan, date(2026, 10, 6), version=2)
    done = office.panel("plan.record_variation", plan=plan, approved=True, decided_on=date(2026, 10, 20))
    assert not done.irregular
    rows = {row.number: (row.baseline_due, row.current_due, row.state) for row in office.rows(Milestone)}
    assert rows == {
        1: (date(2026, 9, 30), date(2026, 9, 30), MilestoneState.VERIFIED),
        2: (date(2026, 10, 31), date(2026, 12, 15), MilestoneState.NOT_STARTED),
        3: (date(2027, 1, 29), date(2027, 1, 29), MilestoneState.NOT_STARTED),
    }
    extension = office.row(Extension)
    assert (extension.from_due, extension.to_due) == (date(2026, 10, 31), date(2026, 12, 15))
    assert extension.advice_version_id is not None
    states = {row.number: row.state for row in office.rows(PlanVersion)}
    assert states == {1: PlanVersionState.SUPERSEDED, 2: PlanVersionState.FROZEN}
    office.sound()


def test_a_variation_leaves_out_and_rejects(approved: Stage) -> None:
    office, notes = approved
    plan = notes["plan"]
    office.version(plan, milestones=MILESTONES[:1], continues=(f"{plan}/M1",))
    office.do("plan.propose_variation", plan=plan, version=2, submitted_on=date(2026, 10, 1))
    office.panel("plan.record_variation", plan=plan, approved=False, decided_on=date(2026, 10, 20))
    assert milestone(office, plan, 2).state == MilestoneState.NOT_STARTED
    assert office.row(Plan, reference=plan).approved_version == 1
    office.version(plan, milestones=MILESTONES[:1], continues=(f"{plan}/M1",))
    office.do("plan.propose_variation", plan=plan, version=3, submitted_on=date(2026, 10, 21))
    office.panel("plan.record_variation", plan=plan, approved=True, decided_on=date(2026, 10, 28))
    assert milestone(office, plan, 2).state == MilestoneState.CANCELLED


def test_a_verified_milestone_is_not_proposed_anew_under_its_number(approved: Stage) -> None:
    office, notes = approved
    office.finish(notes["case"], f"{notes['plan']}/M1", date(2026, 9, 28))
    changed = {"milestones": (("Something else", date(2026, 12, 15), "x"),), "continues": (f"{notes['plan']}/M1",)}
    office.version(notes["plan"], **changed)
    refused = office.refuse("plan.propose_variation", plan=notes["plan"], version=2, submitted_on=date(2026, 10, 1))
    assert "M1 is Verified and stands" in refused.sentence


def test_a_failed_plan_opens_a_consideration_and_may_be_required_anew(approved: Stage) -> None:
    office, notes = approved
    plan = notes["plan"]
    named = {"plan": plan, "failed_on": date(2026, 10, 20), "reason": "nothing was done"}
    assert office.refuse("plan.fail", **named).rule == "R68"
    office.finish(notes["case"], f"{plan}/M1", date(2026, 9, 28))
    office.issued(plan, date(2026, 10, 6), view=PlanView.FAILING, title="It is failing")
    assert office.refuse("plan.fail", **(named | {"failed_on": date(2026, 10, 5)})).rule == "R68"
    office.do("plan.fail", **named)
    breach = office.row(BreachConsideration)
    assert (breach.state, office.row(Plan).failed_breach_id) == (BreachState.OPENED, breach.id)
    assert office.refuse("milestone.start", milestone=f"{plan}/M2", started_on=date(2026, 10, 21)).rule == "R70"
    anew = {"plan": plan, "outcome": AfterFailure.REQUIRED}
    panel = {"source": "m", "words_given": "w"}
    assert (
        office.refuse("plan.record_failed_outcome", decided_on=date(2026, 10, 27), **anew, **panel).field == "submit_by"
    )
    office.panel("plan.record_failed_outcome", decided_on=date(2026, 10, 27), submit_by=date(2026, 11, 6), **anew)
    office.version(
        plan,
        milestones=(MILESTONES[0], ("Ceremony by a contractor", date(2027, 2, 26), "The log")),
        continues=(f"{plan}/M1", f"{plan}/M2"),
    )
    office.do("plan.submit", plan=plan, version=2, submitted_on=date(2026, 11, 6))
    office.answer(plan, 2)
    office.issued(plan, date(2026, 11, 10), version=2)
    office.panel("plan.record_approval", plan=plan, decided_on=date(2026, 11, 17))
    rows = {row.number: (row.baseline_due, row.current_due, row.state) for row in office.rows(Milestone)}
    assert rows == {
        1: (date(2026, 9, 30), date(2026, 9, 30), MilestoneState.VERIFIED),
        2: (date(2026, 10, 31), date(2027, 2, 26), MilestoneState.NOT_STARTED),
    }
    assert office.refuse("plan.fail", plan=plan, failed_on=date(2026, 11, 20), reason="again").rule == "R68"
    office.sound()


def test_a_plan_to_its_end(approved: Stage) -> None:
    office, notes = approved
    plan = notes["plan"]
    office.finish(notes["case"], f"{plan}/M1", date(2026, 9, 28))
    office.do("plan.report_completion", plan=plan, reported_on=date(2026, 10, 26))
    early = office.decide(plan, date(2026, 10, 27))
    refused = office.refuse("plan.verify", plan=plan, decision=early)
    assert "M2 (Ceremony repeated under dual control) is neither" in refused.sentence
    office.do("plan.reject_completion", plan=plan, reason="the second is missing")
    office.finish(notes["case"], f"{plan}/M2", date(2026, 10, 29))
    before = office.decide(plan, date(2026, 10, 30))
    office.do("plan.report_completion", plan=plan, reported_on=date(2026, 11, 2))
    assert "changed since" in office.refuse("plan.verify", plan=plan, decision=early).sentence
    assert "before the plan was reported complete" in office.refuse("plan.verify", plan=plan, decision=before).sentence
    office.do("plan.verify", plan=plan, decision=office.decide(plan, date(2026, 11, 10)))
    assert office.row(Plan).verified_on == date(2026, 11, 10)
    assert (
        office.refuse("plan.close", plan=plan, reported_to_panel_on=date(2026, 11, 9)).field == "reported_to_panel_on"
    )
    assert f"{plan}" in office.refuse("case.close", case=notes["case"], reason="done").sentence
    office.do("plan.close", plan=plan, reported_to_panel_on=date(2026, 11, 17))
    assert office.row(Plan).state == PlanState.CLOSED
    assert office.refuse("plan.draft_version", plan=plan, title="x", parts=()).field == "plan"
    office.sound()


def test_the_panel_approves_against_the_advice_and_it_shows(submitted: Stage) -> None:
    office, notes = submitted
    office.issued(notes["plan"], date(2026, 7, 14), view=PlanView.DOES_NOT_MEET)
    done = office.panel("plan.record_approval", plan=notes["plan"], decided_on=date(2026, 8, 20))
    assert not done.irregular
    assert any("against the PMA's advice" in note for note in done.notes)
    assert [row.differs_from_advice for row in office.rows(PanelOutcome)] == [False, True]


def test_a_submitted_version_is_frozen(submitted: Stage) -> None:
    office, notes = submitted
    named = {"plan": notes["plan"], "version": 1}
    assert office.refuse("plan.edit_part", position=1, heading="h", text="t", **named).rule == "R70"
    assert (
        office.refuse("plan.edit_milestone", number=1, title="t", owner="o", due=date(2026, 12, 1), **named).rule
        == "R70"
    )
    with pytest.raises(Refused, match="never changes"):
        office.force(PlanPart, office.rows(PlanPart)[0].id, text="other")
    assert [row.text for row in office.rows(PlanPart)] == [text for _, text in PLAN_TEXT]


def test_a_draft_is_changed_until_it_is_submitted(office: Office) -> None:
    plan = office.plan(office.case())
    office.version(plan)
    named = {"plan": plan, "version": 1}
    assert office.refuse("plan.edit_part", position=9, heading="h", text="t", **named).field == "position"
    office.do("plan.edit_part", position=3, heading="More", text="More.", **named)
    for position in (1, 2, 3):
        office.do("plan.edit_part", position=position, heading="h", text="t", withdrawn=True, **named)
    assert "no part" in office.refuse("plan.submit", submitted_on=date(2026, 6, 29), **named).sentence
    assert office.refuse("plan.submit", submitted_on=date(2026, 12, 29), **named).field == "submitted_on"
    assert "still a draft" in office.refuse("plan.draft_version", plan=plan, title="x", parts=()).sentence


def test_findings_a_plan_cannot_answer(office: Office) -> None:
    case = office.case()
    remark = office.finding(case, finding_class=FindingClass.OBSERVATION, requirement=None)
    dropped = office.finding(case)
    office.do("finding.discard", finding=dropped, reason="entered twice")
    assert f"{dropped} was discarded as a draft: entered twice" in [row.note for row in office.rows(CaseNote)]
    required = {
        "case": case,
        "title": "x",
        "decided_on": date(2026, 6, 1),
        "source": "m",
        "words_given": "w",
        "submit_by": date(2026, 6, 30),
        "requirements": (),
    }
    assert "names no requirement" in office.refuse("plan.require", findings=(remark,), **required).sentence
    assert "no plan answers it" in office.refuse("plan.require", findings=(dropped,), **required).sentence
    assert office.refuse("plan.require", **required).rule == "R70"
    one, two = office.finding(case), office.finding(case)
    done = office.do("plan.require", findings=(one, two), **required)
    assert any(two in note for note in done.notes)


def test_nothing_begins_in_a_closed_case(office: Office) -> None:
    case = office.case()
    office.do("case.close", case=case, reason="done")
    for deed, arguments in (
        (
            "finding.draft",
            {"title": "t", "finding_class": FindingClass.MINOR, "statement": "s", "identified_on": date(2026, 9, 1)},
        ),
        ("breach.open", {"title": "t", "trigger": "other", "allegation": "a"}),
    ):
        assert "Reopen it" in office.refuse(deed, case=case, **arguments).sentence
    with pytest.raises(Refused, match="Reopen it"):
        office.plan(case)
    with pytest.raises(Refused, match="Reopen it"):
        office.evidence(case)


def test_days_of_a_finding_are_in_their_order(office: Office) -> None:
    case = office.case()
    for days, wrong in (
        ({"identified_on": date(2026, 12, 1)}, "identified_on"),
        ({"began_on": date(2026, 4, 3)}, "began_on"),
        ({"ended_on": date(2026, 2, 1)}, "ended_on"),
    ):
        with pytest.raises(Refused) as refused:
            office.finding(case, **days)
        assert refused.value.field == wrong


def test_evidence_is_replaced_withdrawn_and_unlinked_with_a_trace(office: Office) -> None:
    case = office.case()
    finding = office.finding(case)
    proof = office.evidence(case, finding)
    office.do("evidence.unlink", evidence=proof, supports=finding, reason="of another site")
    assert "of another site" in " ".join(row.what for row in office.rows(CustodyEntry))
    office.do("evidence.link", evidence=proof, supports=finding)
    newer = office.ref(
        "evidence.supersede",
        evidence=proof,
        file=FileGiven(name="..\\..\\secret/ceremony 2.log", content=b"two"),
        received_on=date(2026, 5, 1),
        reason="a better copy",
    )
    links = {(row.evidence_id, row.withdrawn_on) for row in office.rows(EvidenceLink)}
    assert len(links) == 3
    assert office.refuse("evidence.link", evidence=proof, supports=finding)
    office.do("finding.open", finding=finding)
    assert office.do("evidence.withdraw", evidence=newer, reason="forged").irregular[0].rule == "R48"
    office.sound()


DIFFERS = {
    (PlanView.MEETS, True): False,
    (PlanView.MEETS, False): True,
    (PlanView.MEETS_IN_PART, True): False,
    (PlanView.MEETS_IN_PART, False): False,
    (PlanView.DOES_NOT_MEET, True): True,
    (PlanView.DOES_NOT_MEET, False): False,
}


@pytest.mark.parametrize(("view", "yes"), DIFFERS, ids=str)
def test_the_panel_differs_on_a_plan_and_on_a_variation_alike(
    submitted: Stage, bench: Bench, view: PlanView, yes: bool
) -> None:
    office, notes = submitted
    plan = notes["plan"]
    office.issued(plan, date(2026, 7, 14), view=view)
    if yes:
        office.panel("plan.record_approval", plan=plan, decided_on=date(2026, 8, 20))
    else:
        returned = {"decided_on": date(2026, 8, 20), "resubmit_by": date(2026, 9, 20)}
        office.panel("plan.record_return", plan=plan, **returned)
    assert office.row(PanelOutcome, decided_on=date(2026, 8, 20)).differs_from_advice is DIFFERS[view, yes]
    with bench.at("approved") as (other, theirs):
        other.version(theirs["plan"])
        other.do("plan.propose_variation", plan=theirs["plan"], version=2, submitted_on=date(2026, 10, 1))
        other.answer(theirs["plan"], 2)
        other.issued(theirs["plan"], date(2026, 10, 6), version=2, view=view)
        other.panel("plan.record_variation", plan=theirs["plan"], approved=yes, decided_on=date(2026, 10, 20))
        assert other.row(PanelOutcome, decided_on=date(2026, 10, 20)).differs_from_advice is DIFFERS[view, yes]


def test_what_the_panel_decided_without_advice_stands_in_the_table_of_versions(approved: Stage) -> None:
    office, notes = approved
    plan = office.row(Plan, reference=notes["plan"])
    for number, day in ((2, date(2026, 9, 1)), (3, date(2026, 10, 1))):
        office.version(notes["plan"])
        office.do("plan.propose_variation", plan=notes["plan"], version=number, submitted_on=day)
        office.panel("plan.record_variation", plan=notes["plan"], approved=number == 2, decided_on=day + timedelta(9))
    asked: list[str] = []
    with office.register.reading() as session:

        def listen(state: ORMExecuteState) -> None:
            asked.append(str(state.statement))

        event.listen(session, "do_orm_execute", listen)
        lines = document_values.version_lines(session, plan.id)
    assert [(line.advised, line.panel, line.panel_on) for line in lines] == [
        ("meets", "plan_approved", date(2026, 8, 20)),
        (None, "variation_approved", date(2026, 9, 10)),
        (None, "plan_returned", date(2026, 10, 10)),
    ]
    assert len(asked) == 3, "as many questions for three versions as for one"


def test_a_link_made_again_keeps_that_it_was_withdrawn(approved: Stage) -> None:
    office, notes = approved
    reference = f"{notes['plan']}/M1"
    proof = office.evidence(notes["case"], reference)
    for _ in range(2):
        office.do("evidence.unlink", evidence=proof, supports=reference, reason="another ceremony")
        office.do("evidence.link", evidence=proof, supports=reference)
        office.do("evidence.link", evidence=proof, supports=reference)
    links = [row.withdrawn_on for row in office.rows(EvidenceLink, record_reference=reference)]
    assert sorted(links, key=str) == [date(2026, 11, 23), date(2026, 11, 23), None]
    office.do("milestone.report_complete", milestone=reference, reported_on=date(2026, 9, 28))
    office.do("milestone.verify", milestone=reference, verified_on=date(2026, 10, 2))
    office.sound()


def test_a_part_and_a_milestone_are_not_saved_over_somebody_elses_words(office: Office) -> None:
    plan = office.plan(office.case())
    office.version(plan)
    part = {"plan": plan, "version": 1, "position": 1, "heading": "Summary"}
    office.do("plan.edit_part", text="Theirs.", version_read=1, **part)
    refused = office.refuse("plan.edit_part", text="Mine.", version_read=1, **part)
    assert "now “Theirs.”, yours “Mine.”" in refused.sentence
    assert refused.sentence.startswith("Part 1 of PLAN-2026-0001/V1 was changed")
    office.do("plan.edit_part", text="Mine.", version_read=2, **part)
    row = {"plan": plan, "version": 1, "title": "New", "due": date(2026, 12, 1), "criterion": "A log"}
    office.do("plan.edit_milestone", number=3, owner="Theirs", version_read=0, **row)
    refused = office.refuse("plan.edit_milestone", number=3, owner="Mine", version_read=0, **row)
    assert "owner: now “Theirs”, yours “Mine”" in refused.sentence
    office.do("plan.edit_milestone", number=3, owner="Mine", version_read=1, **row)
    assert office.row(ProposedMilestone, number=3).owner == "Mine"


FOUR = (
    ("Cards", date(2026, 9, 30), "Signed for"),
    ("Ceremony", date(2026, 10, 31), "Two officers"),
    ("Module", date(2026, 11, 30), "Two badges"),
    ("Review", date(2026, 12, 31), "Signed"),
)


def test_a_variation_that_leaves_one_out_moves_no_other(bench: Bench) -> None:
    """Milestone 2 is left out: 3 and 4 keep their own first dates, titles and owners; what is new is the fifth."""
    with bench.at("office") as (office, _):
        _, plan = office.approved(milestones=FOUR)
        office.do("milestone.assign", milestone=f"{plan}/M3", owner="H. Boyd")
        office.do("milestone.assign", milestone=f"{plan}/M4", owner="H. Boyd")
        varied = {
            "milestones": (
                FOUR[0],
                FOUR[2],
                ("Yearly review", FOUR[3][1], "Signed by two"),
                ("Training", FOUR[3][1], ""),
            ),
            "continues": (f"{plan}/M1", f"{plan}/M3", f"{plan}/M4"),
        }
        office.version(plan, **varied)
        office.do(
            "plan.edit_milestone",
            plan=plan,
            version=2,
            number=2,
            title=FOUR[2][0],
            owner="The contractor",
            due=date(2026, 12, 15),
            criterion=FOUR[2][2],
        )
        proposed = office.do("plan.propose_variation", plan=plan, version=2, submitted_on=date(2026, 10, 1))
        assert f"{plan}/M2 (Ceremony) is not in version 2." in proposed.notes
        office.answer(plan, 2)
        office.issued(plan, date(2026, 10, 6), version=2)
        done = office.panel("plan.record_variation", plan=plan, approved=True, decided_on=date(2026, 10, 20))
        held = {row.number: row for row in office.rows(Milestone)}
        assert {number: (row.title, row.baseline_due, row.current_due) for number, row in held.items()} == {
            1: ("Cards", FOUR[0][1], FOUR[0][1]),
            2: ("Ceremony", FOUR[1][1], FOUR[1][1]),
            3: ("Module", FOUR[2][1], date(2026, 12, 15)),
            4: ("Yearly review", FOUR[3][1], FOUR[3][1]),
            5: ("Training", FOUR[3][1], FOUR[3][1]),
        }
        cancelled = {number for number, row in held.items() if row.state == MilestoneState.CANCELLED}
        assert cancelled == {2}
        assert (held[3].owner, held[3].owner_person_id) == ("The contractor", None)
        assert held[4].owner_person_id is not None
        assert f"{plan}/M3: another owner; the former is kept in its history." in done.notes
        assert f"{plan}/M4: another title and criterion; the former is kept in its history." in done.notes
        assert any(f"{plan}/M2 (Ceremony)" in note for note in done.notes)
        assert held[5].reference == f"{plan}/M5"
        office.sound()


def test_what_a_milestone_continues(approved: Stage) -> None:
    office, notes = approved
    plan = notes["plan"]
    _, other = office.approved()
    row = {"title": "x", "owner": "x", "due": date(2026, 12, 1)}
    named = {"plan": plan, "title": "v2", "parts": (PartGiven(heading="h", text="t"),)}
    elsewhere = (MilestoneGiven(continues=f"{other}/M1", **row),)
    assert "another plan" in office.refuse("plan.draft_version", milestones=elsewhere, **named).sentence
    twice = (MilestoneGiven(continues=f"{plan}/M1", **row), MilestoneGiven(continues=f"{plan}/M1", **row))
    refused = office.refuse("plan.draft_version", milestones=twice, **named)
    assert f"Milestone 1 of {plan}/V2 continues {plan}/M1 already" in refused.sentence
    office.do("plan.draft_version", milestones=twice[:1], **named)
    edit = {"plan": plan, "version": 2, "number": 1, **row}
    office.do("plan.edit_milestone", withdrawn=True, **edit)
    office.do("plan.edit_milestone", **(edit | {"number": 2}), continues=f"{plan}/M1")
    assert office.refuse("plan.edit_milestone", **edit).field == "continues"


def test_one_reported_complete_is_not_cancelled_by_a_variation(approved: Stage) -> None:
    office, notes = approved
    plan = notes["plan"]
    office.do("milestone.report_complete", milestone=f"{plan}/M2", reported_on=date(2026, 9, 28))
    office.version(plan, milestones=MILESTONES[:1], continues=(f"{plan}/M1",))
    office.do("plan.propose_variation", plan=plan, version=2, submitted_on=date(2026, 10, 1))
    done = office.panel("plan.record_variation", plan=plan, approved=True, decided_on=date(2026, 10, 20))
    assert milestone(office, plan, 2).state == MilestoneState.REPORTED_COMPLETE
    assert any(note.startswith(f"{plan}/M2 is not in version 2 and is reported complete") for note in done.notes)


def test_one_version_has_one_view_and_a_correction_of_it(submitted: Stage) -> None:
    office, notes = submitted
    plan = notes["plan"]
    second = office.advice(plan, view=PlanView.DOES_NOT_MEET, title="Drafted beside it")
    decision = office.decide(second, date(2026, 7, 14))
    first = office.issued(plan, date(2026, 7, 14), view=PlanView.MEETS_IN_PART)
    draft = {"plan": plan, "version": 1, "title": "t", "recommendation": "r", "reasons": "r"}
    refused = office.refuse("advice.draft", view=PlanView.DOES_NOT_MEET, **draft)
    assert (refused.rule, f"{first}/1.0 on {plan}/V1 is issued: correct that advice" in refused.sentence) == (
        "R70",
        True,
    )
    issuing = {"advice": second, "decision": decision, "issued_on": date(2026, 7, 14), "renderer": render_advice}
    assert f"{first}/1.0" in office.refuse("advice.issue", **issuing).sentence
    office.panel("plan.record_approval", plan=plan, decided_on=date(2026, 8, 20))
    assert f"{first}/1.0" in office.refuse("advice.draft", view=PlanView.DOES_NOT_MEET, **draft).sentence
    office.do("advice.correct", advice=first, correction="One requirement is not met.")
    office.do("advice.edit", advice=first, view=PlanView.DOES_NOT_MEET)
    office.issue(first, office.decide(first, date(2026, 9, 1)), date(2026, 9, 1))
    office.sound()


def test_no_view_is_given_on_a_version_the_panel_has_decided_on(submitted: Stage) -> None:
    office, notes = submitted
    plan = notes["plan"]
    waiting = office.advice(plan)
    decision = office.decide(waiting, date(2026, 7, 14))
    office.force(Plan, office.row(Plan).id, state=PlanState.RETURNED)
    issuing = {"advice": waiting, "decision": decision, "issued_on": date(2026, 7, 14), "renderer": render_advice}
    for refused in (
        office.refuse("advice.issue", **issuing),
        office.refuse(
            "advice.draft", plan=plan, version=1, title="t", view=PlanView.MEETS, recommendation="r", reasons="r"
        ),
    ):
        assert refused.rule == "R70"
        assert f"{plan}/V1 is not before the Panel ({plan} is Returned by the Panel)" in refused.sentence


def test_staff_of_the_participant_or_an_affiliate_verify_nothing(approved: Stage) -> None:
    """Also where the plan names a department: the owner's words are not the organisation's name."""
    office, notes = approved
    reference = f"{notes['plan']}/M1"
    office.force(Milestone, milestone(office, notes["plan"]).id, owner=f"{PARTICIPANT}, Head of PKI")
    proof = office.evidence(notes["case"], received_on=date(2026, 9, 28))
    office.do("milestone.report_complete", milestone=reference, reported_on=date(2026, 9, 28))
    named = {"milestone": reference, "verified_on": date(2026, 10, 2), "evidence": (proof,)}
    office.do("person.add", name="O. Weir", employer=PARTICIPANT, first_day=date(2026, 1, 1))
    refused = office.refuse("milestone.verify", verified_by="O. Weir", **named)
    assert "O. Weir works for Wren Valley Power, whose plan it is" in refused.sentence
    for organisation in (PARTICIPANT, "Larkfield Energy Co-op"):
        office.do("organisation.affiliate", organisation=organisation, group="Wren", first_day=date(2026, 9, 1))
    refused = office.refuse("milestone.verify", verified_by="J. Pryce", **named)
    assert "affiliated to Wren Valley Power" in refused.sentence
    office.do("milestone.verify", verified_by="C. Vale", **named)
    office.sound()


def test_the_check_counts_only_evidence_that_proves(approved: Stage) -> None:
    office, notes = approved
    reference = f"{notes['plan']}/M1"
    office.finish(notes["case"], reference, date(2026, 9, 28))
    office.sound()
    proof = office.rows(EvidenceLink, record_reference=reference)[0]
    office.force(Evidence, proof.evidence_id, verifiable=False)
    faults = {one.code for one in check(office.register).problems if one.severity == "fault"}
    assert faults == {"invariant_8"}


def test_nothing_of_a_plan_is_complete_before_the_panel_approved_it(approved: Stage) -> None:
    office, notes = approved
    milestone = f"{notes['plan']}/M1"
    done = office.do("milestone.start", milestone=milestone, started_on=date(2026, 8, 3))
    assert any("before the Panel approved the plan (20 August 2026)" in note for note in done.notes)
    early = office.refuse("milestone.report_complete", milestone=milestone, reported_on=date(2026, 8, 19))
    assert (early.rule, early.paragraph, early.field) == ("R70", "60", "reported_on")
    assert "on 20 August 2026" in early.sentence
    office.do("milestone.report_complete", milestone=milestone, reported_on=date(2026, 8, 20))
    proof = office.evidence(notes["case"], received_on=date(2026, 8, 20))
    named = {"milestone": milestone, "evidence": (proof,), "verified_by": "C. Vale"}
    assert office.refuse("milestone.verify", **named, verified_on=date(2026, 8, 19)).field == "verified_on"
    office.do("milestone.verify", **named, verified_on=date(2026, 8, 20))


def test_a_milestone_is_verified_in_a_capacity_that_may(approved: Stage) -> None:
    office, notes = approved
    milestone = f"{notes['plan']}/M1"
    office.do("milestone.report_complete", milestone=milestone, reported_on=date(2026, 9, 28))
    proof = office.evidence(notes["case"], received_on=date(2026, 9, 28))
    named = {"milestone": milestone, "verified_on": date(2026, 10, 2), "evidence": (proof,)}
    for nobody in (READER, "T. Okafor"):
        refused = office.refuse("milestone.verify", verified_by=nobody, **named)
        assert (refused.rule, refused.field) == ("R70", "verified_by")
        assert f"{nobody} holds no capacity on 2 October 2026" in refused.sentence
    office.do("person.grant", person="T. Okafor", capacity=Capacity.CHAIR, first_day=date(2026, 10, 2))
    office.do("milestone.verify", verified_by="T. Okafor", **named)
