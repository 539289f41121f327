"""Every record in every state, every deed that takes its steps: only what states.md has as a row is done.

A record is brought to a state by force, past every rule; then each deed is tried with arguments that leave nothing to
object to but the state. What is refused leaves the register as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest

from pma_assure.records.assessments import Assessment, EvidenceRequest
from pma_assure.records.cases import BreachConsideration, Case, Finding
from pma_assure.records.corrective import Action, CorrectiveActionPlan, Submission
from pma_assure.records.document_set import DocumentVersion
from pma_assure.records.emergency import Appeal, CrlInstruction, Notice, Suspension
from pma_assure.records.extracts import Extract, ExtractVersion
from pma_assure.records.governance import Modification, SupportRequest
from pma_assure.records.letters import Letter
from pma_assure.records.mapping import Record
from pma_assure.records.meetings import AgendaItem, Decision, Meeting
from pma_assure.records.papers import Advice, AdviceVersion, Evidence
from pma_assure.records.plans import CompletionReport, Milestone, Plan, PlanVersion
from pma_assure.rules.breach import CONSIDERED
from pma_assure.rules.refusal import Refused
from pma_assure.rules.states import RECORDS, STEPS
from pma_assure.rules.vocabulary import (
    AdviceState,
    AfterFailure,
    Asked,
    BreachState,
    BreachTrigger,
    BreachView,
    CompletionResult,
    DecisionManner,
    FindingClass,
    FindingState,
    LetterKind,
    MilestoneState,
    PlanState,
    PlanView,
    RequestAnswer,
    Response,
    SupportKind,
)
from pma_assure.workflows.parameters import FileGiven
from pma_assure.workflows.releases import RecipientGiven
from tests.workflows import emergency_office
from tests.workflows.conftest import Bench
from tests.workflows.desk import EVERYBODY, SERVICES, Office, at, render_advice
from tests.workflows.letter_subjects import add_assessment

PANEL = {"decided_on": date(2026, 11, 20), "source": "Panel minutes", "words_given": "So decided."}
DAY = date(2026, 11, 10)
Attempt = tuple[str, dict[str, Any]]


@dataclass
class Subject:
    """One record with everything its deeds need. ``also`` brings what stands beside it to the same state."""

    kind: type[Record]
    key: UUID
    attempts: list[Attempt]
    also: Callable[[Office, StrEnum], None] = lambda office, state: None
    reviewer: frozenset[str] = frozenset()


def case(office: Office, notes: dict[str, str]) -> Subject:
    reference = office.case()
    attempts = [
        ("case.close", {"case": reference, "reason": "done"}),
        ("case.reopen", {"case": reference, "reason": "new"}),
    ]
    return Subject(Case, office.row(Case, reference=reference).id, attempts)


def finding(office: Office, notes: dict[str, str]) -> Subject:
    reference = office.finding(office.case(), finding_class=FindingClass.OBSERVATION, requirement=None)
    named = {"finding": reference}
    attempts: list[Attempt] = [
        ("finding.open", named),
        ("finding.discard", named | {"reason": "twice"}),
        ("finding.respond", named | {"response": Response.ACCEPTED, "responded_on": DAY}),
        ("finding.respond", named | {"response": Response.DISPUTED, "responded_on": DAY}),
        ("finding.note", named),
    ]
    return Subject(Finding, office.row(Finding, reference=reference).id, attempts)


def finding_put_right(office: Office, notes: dict[str, str]) -> Subject:
    """A Minor with an accepted plan whose action is verified, and every decision that settles it."""
    case = office.case()
    reference = office.in_remediation(case, finding_class=FindingClass.MINOR)
    proof = office.evidence(case, received_on=DAY)
    row = office.row(Finding, reference=reference)
    settled = office.decide(reference, DAY)
    advised = office.decide(reference, DAY, asks=Asked.ADVISE_ACCEPTED_RISK)
    named = {"finding": reference}

    def also(office: Office, state: StrEnum) -> None:
        if state == FindingState.SUBMITTED:
            office.writing(
                lambda session: session.add(
                    Submission(finding_id=row.id, number=1, reported_on=DAY, result=CompletionResult.PENDING)
                )
            )

    attempts: list[Attempt] = [
        ("finding.uphold", named | {"reason": "it stands", "decision": settled}),
        ("finding.withdraw", named | {"reason": "it falls", "decision": settled}),
        ("finding.begin_remediation", named),
        ("finding.submit", named | {"reported_on": DAY, "evidence": (proof,)}),
        ("finding.close", named | {"closed_on": DAY, "verification": "The log was read.", "evidence": (proof,)}),
        ("finding.reject", named | {"rejected_on": DAY, "reason": "one officer"}),
        ("finding.reopen", named | {"reason": "again"}),
        (
            "finding.advise_accepted_risk",
            named | {"decision": advised, "risk_until": date(2027, 6, 30), "reason": "small"},
        ),
    ]
    return Subject(Finding, row.id, attempts, also)


def finding_with_a_plan(office: Office, notes: dict[str, str]) -> Subject:
    """What accepting a Corrective Action Plan does to the finding that it answers."""
    case = office.case()
    reference = office.answered(case, finding_class=FindingClass.MINOR)
    plan, _ = office.cap(case, reference)
    return Subject(Finding, office.row(Finding, reference=reference).id, [("cap.accept", {"cap": plan})])


def cap(office: Office, notes: dict[str, str]) -> Subject:
    case = office.case()
    reference, _ = office.cap(case, office.answered(case, finding_class=FindingClass.MINOR))
    named = {"cap": reference}
    attempts: list[Attempt] = [
        ("cap.submit", named | {"submitted_on": DAY}),
        ("cap.accept", named),
        ("cap.return_plan", named | {"reason": "no date"}),
    ]
    return Subject(CorrectiveActionPlan, office.row(CorrectiveActionPlan, reference=reference).id, attempts)


def earlier_cap(office: Office, notes: dict[str, str]) -> Subject:
    case = office.case()
    found = office.answered(case, finding_class=FindingClass.MINOR)
    earlier, _ = office.cap(case, found)
    office.do("cap.accept", cap=earlier)
    later, _ = office.cap(case, found)
    row = office.row(CorrectiveActionPlan, reference=earlier)
    return Subject(CorrectiveActionPlan, row.id, [("cap.accept", {"cap": later})])


def action(office: Office, notes: dict[str, str]) -> Subject:
    case = office.case()
    plan, reference = office.cap(case, office.answered(case, finding_class=FindingClass.MINOR))
    office.do("cap.accept", cap=plan)
    proof = office.evidence(case, reference, received_on=DAY)
    named = {"action": reference}
    attempts: list[Attempt] = [
        ("action.start", named),
        ("action.report_done", named | {"reported_on": DAY}),
        ("action.verify", named | {"verified_on": DAY, "evidence": (proof,)}),
        ("action.reject", named | {"reason": "one officer"}),
        ("action.cancel", named | {"reason": "not needed"}),
    ]
    return Subject(Action, office.row(Action, reference=reference).id, attempts)


def breach(office: Office, notes: dict[str, str]) -> Subject:
    folder = office.case()
    reference = office.ref(
        "breach.open",
        case=folder,
        title="One officer",
        trigger=BreachTrigger.COMPLAINT,
        allegation="One officer alone.",
    )
    named = {"breach": reference}
    required = {
        "case": folder,
        "title": "A plan",
        "submit_by": DAY,
        "requirements": ("REQ-RAPP-2.1-5.2",),
        "breach": reference,
    }
    row = office.row(BreachConsideration, reference=reference)
    paper = {"view": BreachView.NO_NON_COMPLIANCE, "reasons": "Two signed.", "proportionality": "No more is asked."}
    office.do("breach.propose", **named, **paper)
    office.force(BreachConsideration, row.id, state=BreachState.READY)
    on_it = office.decide(reference, DAY)
    paper_for_panel = office.ref(
        "advice.draft_on_breach", breach=reference, title="On one officer", recommendation="Take note."
    )
    issue = {
        "advice": paper_for_panel,
        "decision": office.decide(paper_for_panel, DAY),
        "issued_on": DAY,
        "renderer": render_advice,
    }

    def also(office: Office, state: StrEnum) -> None:
        if state in CONSIDERED:
            decided = office.row(Decision, reference=on_it).id
            office.force(BreachConsideration, row.id, view=BreachView.NO_NON_COMPLIANCE, decision_id=decided)

    attempts: list[Attempt] = [
        ("breach.gather_facts", named),
        ("breach.seek_representations", named),
        ("breach.make_ready", named | {"why_no_representations": "it was heard before"}),
        ("breach.consider", named | {"decision": on_it}),
        ("breach.defer", named | {"reason": "a log is awaited", "return_on": date(2026, 12, 20)}),
        ("advice.issue", issue),
        ("breach.record_outcome", PANEL | named),
        ("breach.discontinue", named | {"reason": "nothing in it"}),
        ("breach.reopen", named | {"reason": "a second log"}),
        ("breach.close", named),
        ("plan.require", PANEL | required),
    ]
    return Subject(BreachConsideration, row.id, attempts, also)


def advice(office: Office, notes: dict[str, str]) -> Subject:
    reference = office.advice(notes["plan"])
    decision = office.decide(reference, DAY)
    version = office.row(AdviceVersion, reference=f"{reference}/1.0")
    issue = {"advice": reference, "decision": decision, "issued_on": DAY, "renderer": render_advice}
    head = office.row(Advice, reference=reference).id

    def also(office: Office, state: StrEnum) -> None:
        office.force(Advice, head, state=state)

    return Subject(AdviceVersion, version.id, [("advice.issue", issue)], also)


def plan(office: Office, notes: dict[str, str]) -> Subject:
    reference = notes["plan"]
    row = office.row(Plan, reference=reference)
    office.version(reference)
    failing = office.issued(reference, date(2026, 9, 1), view=PlanView.FAILING, title="It is failing")
    assert failing
    for milestone in office.rows(Milestone, plan_id=row.id):
        office.force(Milestone, milestone.id, state=MilestoneState.VERIFIED, verified_on=DAY)
    for held in office.rows(AdviceVersion, view=PlanView.MEETS):
        office.force(AdviceVersion, held.id, state=AdviceState.SUPERSEDED)
    office.force(Plan, row.id, state=PlanState.SUBMITTED)
    again = office.advice(reference)
    on_it = office.decide(again, DAY)
    done = office.decide(reference, DAY)
    named = {"plan": reference}
    attempts: list[Attempt] = [
        ("plan.submit", named | {"version": 2, "submitted_on": DAY}),
        ("advice.issue", {"advice": again, "decision": on_it, "issued_on": DAY, "renderer": render_advice}),
        ("plan.record_return", PANEL | named | {"resubmit_by": date(2026, 12, 20)}),
        ("plan.record_approval", PANEL | named),
        ("plan.report_completion", named | {"reported_on": DAY}),
        ("plan.propose_variation", named | {"version": 2, "submitted_on": DAY}),
        ("plan.record_variation", PANEL | named | {"approved": True}),
        ("plan.reject_completion", named | {"reason": "not yet"}),
        ("plan.verify", named | {"decision": done}),
        ("plan.close", named | {"reported_to_panel_on": DAY}),
        ("plan.fail", named | {"failed_on": DAY, "reason": "nothing was done"}),
        ("plan.record_failed_outcome", PANEL | named | {"outcome": AfterFailure.CLOSED}),
        ("plan.record_failed_outcome", PANEL | named | {"outcome": AfterFailure.REQUIRED, "submit_by": DAY}),
    ]
    return Subject(Plan, row.id, attempts)


def plan_version(office: Office, notes: dict[str, str]) -> Subject:
    reference = notes["plan"]
    row = office.row(Plan, reference=reference)
    office.force(Plan, row.id, state=PlanState.RETURNED)
    version = office.version(reference)
    attempts: list[Attempt] = [("plan.submit", {"plan": reference, "version": 2, "submitted_on": DAY})]
    return Subject(PlanVersion, office.row(PlanVersion, reference=version).id, attempts)


def earlier_version(office: Office, notes: dict[str, str]) -> Subject:
    subject = plan_version(office, notes)
    earlier = office.row(PlanVersion, reference=f"{notes['plan']}/V1")
    return Subject(PlanVersion, earlier.id, subject.attempts)


def milestone(office: Office, notes: dict[str, str]) -> Subject:
    reference = f"{notes['plan']}/M1"
    row = office.row(Milestone, reference=reference)
    proof = office.evidence(notes["case"], reference, received_on=DAY)
    named = {"milestone": reference}

    def also(office: Office, state: StrEnum) -> None:
        if state != MilestoneState.REPORTED_COMPLETE:
            return
        office.writing(
            lambda session: session.add(
                CompletionReport(
                    milestone_id=row.id, number=1, reported_on=DAY, result=CompletionResult.PENDING, statement="done"
                )
            )
        )

    attempts: list[Attempt] = [
        ("milestone.start", named | {"started_on": DAY}),
        ("milestone.report_complete", named | {"reported_on": DAY}),
        ("milestone.verify", named | {"verified_on": DAY, "evidence": (proof,)}),
        ("milestone.reject", named | {"rejected_on": DAY, "reason": "one officer"}),
        ("milestone.cancel", PANEL | named | {"reason": "not needed"}),
    ]
    return Subject(Milestone, row.id, attempts, also)


def extract(office: Office, notes: dict[str, str]) -> Subject:
    reference = notes["extract"]
    decision = office.decide(reference, DAY)
    nothing = office.decide(reference, DAY, asks=Asked.WITHHOLD_ENTIRELY)
    row = office.row(Extract, reference=reference)
    version = office.row(ExtractVersion, extract_id=row.id)
    named = {"extract": reference}

    def also(office: Office, state: StrEnum) -> None:
        office.force(Extract, row.id, state=state)
        if state == "approved":
            office.force(ExtractVersion, version.id, decision_id=office.row(Decision, reference=decision).id)

    release = SERVICES | {"recipients": (RecipientGiven(name="All"),)}
    attempts: list[Attempt] = [
        ("extract.consult", named | {"consulted_on": DAY, "respond_by": DAY}),
        ("extract.send_to_review", named),
        ("extract.review", named | {"note": "read", "comparison_answer": "No reader could."}),
        ("extract.return_to_drafting", named | {"reason": "again"}),
        ("extract.approve", named | {"decision": decision}),
        (
            "extract.withhold_entirely",
            named | {"decision": nothing, "review_date": date(2027, 3, 1), "reason": "security"},
        ),
        ("extract.redraft", named),
        ("extract.release", named | release),
        ("extract.recall", named | {"recalled_on": date(2026, 11, 23), "reason": "an error"}),
    ]
    return Subject(ExtractVersion, version.id, attempts, also, frozenset({"extract.review"}))


def meeting(office: Office, notes: dict[str, str]) -> Subject:
    reference = office.meeting(DAY)
    named = {"meeting": reference}
    attempts: list[Attempt] = [
        ("meeting.open", named | {"opened_at": at(DAY)}),
        ("meeting.close", named | {"closed_at": at(DAY, 12)}),
        ("meeting.draft_minutes", named),
        ("meeting.approve_minutes", named),
        ("meeting.cancel", named | {"reason": "snow"}),
    ]
    return Subject(Meeting, office.row(Meeting, reference=reference).id, attempts)


def item(office: Office, notes: dict[str, str]) -> Subject:
    sitting = office.meeting(DAY)
    reference = office.item(sitting, None)
    office.do("meeting.open", meeting=sitting, opened_at=at(DAY))
    for name in EVERYBODY:
        office.do("meeting.arrive", meeting=sitting, person=name, arrived_at=at(DAY))
    named = {"item": reference}
    attempts: list[Attempt] = [
        ("item.begin", named | {"begun_at": at(DAY, 10, 5)}),
        ("decision.record", named | {"manner": DecisionManner.AGREED, "decided_at": at(DAY, 10, 30)}),
        ("item.note", named | {"note": "noted"}),
        ("item.defer", named | {"reason": "later"}),
        ("item.withdraw", named | {"reason": "not needed"}),
    ]
    return Subject(AgendaItem, office.row(AgendaItem, reference=reference).id, attempts)


def decision(office: Office, notes: dict[str, str]) -> Subject:
    earlier, later = office.decide(None, date(2026, 10, 6)), office.decide(None, DAY)
    attempts: list[Attempt] = [("decision.supersede", {"decision": earlier, "by": later, "reason": "again"})]
    return Subject(Decision, office.row(Decision, reference=earlier).id, attempts)


def purported(office: Office, notes: dict[str, str]) -> Subject:
    _, sitting = office.sit(date(2026, 10, 6), None, EVERYBODY[:3])
    earlier = office.record(sitting, date(2026, 10, 6), purported=True).reference
    later = office.decide(None, DAY)
    attempts: list[Attempt] = [("decision.supersede", {"decision": earlier, "by": later, "reason": "again"})]
    return Subject(Decision, office.row(Decision, reference=earlier).id, attempts)


def document_version(office: Office, notes: dict[str, str]) -> Subject:
    office.do("document.add_version", document="RAPP", version_label="2.2")
    row = office.row(DocumentVersion, label="2.2")
    named = {"document": "RAPP", "version_label": "2.2"}
    attempts: list[Attempt] = [
        ("document.approve_version", named | {"approved_on": DAY, "approved_by": "the modification process"}),
        ("document.bring_into_force", named | {"effective_from": DAY}),
        ("document.withdraw_version", named | {"reason": "an error"}),
    ]
    return Subject(DocumentVersion, row.id, attempts)


def earlier_document_version(office: Office, notes: dict[str, str]) -> Subject:
    office.do("document.add_version", document="RAPP", version_label="2.2")
    named = {"document": "RAPP", "version_label": "2.2"}
    office.do("document.approve_version", **named, approved_on=DAY, approved_by="the modification process")
    row = office.row(DocumentVersion, label="2.1")
    return Subject(DocumentVersion, row.id, [("document.bring_into_force", named | {"effective_from": DAY})])


def evidence(office: Office, notes: dict[str, str]) -> Subject:
    reference = office.evidence(office.case())
    named = {"evidence": reference, "reason": "an error"}
    file = FileGiven(name="new.log", content=b"two officers signed")
    attempts: list[Attempt] = [
        ("evidence.supersede", named | {"file": file, "received_on": DAY}),
        ("evidence.withdraw", named),
    ]
    return Subject(Evidence, office.row(Evidence, reference=reference).id, attempts)


def assessment(office: Office, notes: dict[str, str]) -> Subject:
    """Under review with everything its conclusion needs, so that in any state only the state can be objected to."""
    reference = notes["assessment"]
    decision = office.decide(reference, DAY)
    row = office.row(Assessment, reference=reference)
    named = {"assessment": reference}

    def also(office: Office, state: StrEnum) -> None:
        if state in ("proposed", "postponed"):
            office.force(Assessment, row.id, planned_from=date(2027, 1, 4), planned_to=date(2027, 1, 8))

    attempts: list[Attempt] = [
        ("assessment.plan", named | {"policy_clause": "3.1"}),
        ("assessment.notify", named | {"notified_on": DAY}),
        ("assessment.notify_many", {"assessments": (reference,), "notified_on": DAY}),
        ("assessment.begin", named | {"begun_on": DAY}),
        ("assessment.receive_draft", named | {"report": notes["report"]}),
        ("assessment.take_final", named | {"report": notes["report"]}),
        ("assessment.return_draft", named | {"reason": "pages are missing"}),
        ("assessment.review", named),
        ("assessment.conclude", named | {"decision": decision}),
        ("assessment.return_for_work", named | {"reason": "a desk was left out"}),
        ("assessment.postpone", named | {"reason": "the desk moves"}),
        ("assessment.cancel", named | {"reason": "not needed"}),
        ("assessment.discontinue", named | {"reason": "access was refused"}),
    ]
    return Subject(Assessment, row.id, attempts, also)


def evidence_request(office: Office, notes: dict[str, str]) -> Subject:
    reference = notes["request"]
    named = {"evidence_request": reference}
    answered = named | {"answered_on": DAY, "words_given": "Half of it.", "ground": "A trade secret."}
    attempts: list[Attempt] = [
        *(("evidence_request.answer", answered | {"answer": answer}) for answer in RequestAnswer),
        ("evidence_request.narrow", named | {"what": "Less.", "reason": "It was too much."}),
        ("evidence_request.withdraw", named | {"reason": "not needed"}),
    ]
    return Subject(EvidenceRequest, office.row(EvidenceRequest, reference=reference).id, attempts)


def letter(office: Office, notes: dict[str, str]) -> Subject:
    reference = office.ref("letter.draft", kind=LetterKind.NOTIFICATION, about=add_assessment(office, office.case()))
    named = {"letter": reference}
    attempts: list[Attempt] = [
        ("letter.send", named | {"channel": "Post", "renderer": lambda paper: repr(paper).encode()}),
        ("letter.withdraw", named | {"reason": "not needed"}),
    ]
    return Subject(Letter, office.row(Letter, reference=reference).id, attempts)


def modification(office: Office, notes: dict[str, str]) -> Subject:
    reference = office.ref(
        "modification.raise_one", title="Daily logs", reason="Logs are lost.", raised_on=DAY, document="RAPP"
    )
    named = {"modification": reference, "reported_by": "The Code Administrator", "reported_on": DAY}
    attempts: list[Attempt] = [
        ("modification.report", named | {"status": "With the Change Board"}),
        ("modification.take_effect", named | {"effective_on": DAY}),
        ("modification.reject", named),
        ("modification.withdraw", named | {"reason": "overtaken"}),
    ]
    return Subject(Modification, office.row(Modification, reference=reference).id, attempts)


def support_request(office: Office, notes: dict[str, str]) -> Subject:
    reference = office.ref(
        "support.receive",
        title="Key lengths",
        kind=SupportKind.PANEL_SUPPORT,
        body="The SEC Panel",
        what="Are they long enough?",
        received_on=DAY,
    )
    attempts: list[Attempt] = [
        ("support.answer", {"request": reference, "response": "They are.", "answered_on": DAY}),
        ("support.decline", {"request": reference, "reason": "not ours", "declined_on": DAY}),
    ]
    return Subject(SupportRequest, office.row(SupportRequest, reference=reference).id, attempts)


def suspension(office: Office, notes: dict[str, str]) -> Subject:
    return Subject(Suspension, *emergency_office.suspension_to_step(office))


def notice(office: Office, notes: dict[str, str]) -> Subject:
    return Subject(Notice, *emergency_office.notice_to_step(office))


def appeal(office: Office, notes: dict[str, str]) -> Subject:
    return Subject(Appeal, *emergency_office.appeal_to_step(office))


def crl_instruction(office: Office, notes: dict[str, str]) -> Subject:
    return Subject(CrlInstruction, *emergency_office.crl_to_step(office))


SUBJECTS: dict[str, tuple[str, str, Callable[[Office, dict[str, str]], Subject]]] = {
    "case": ("case", "office", case),
    "assessment": ("assessment", "reviewed", assessment),
    "evidence request": ("evidence request", "reviewed", evidence_request),
    "finding": ("finding", "office", finding),
    "finding put right": ("finding", "office", finding_put_right),
    "finding with a plan": ("finding", "office", finding_with_a_plan),
    "corrective action plan": ("corrective action plan", "office", cap),
    "earlier corrective action plan": ("corrective action plan", "office", earlier_cap),
    "action": ("action", "office", action),
    "breach consideration": ("breach consideration", "office", breach),
    "advice": ("advice", "submitted", advice),
    "plan": ("plan", "approved", plan),
    "plan version": ("plan version", "submitted", plan_version),
    "earlier plan version": ("plan version", "submitted", earlier_version),
    "milestone": ("milestone", "approved", milestone),
    "extract": ("extract", "ready", extract),
    "meeting": ("meeting", "office", meeting),
    "item": ("item", "office", item),
    "decision": ("decision", "office", decision),
    "purported decision": ("decision", "office", purported),
    "document version": ("document version", "office", document_version),
    "earlier document version": ("document version", "office", earlier_document_version),
    "evidence": ("evidence", "office", evidence),
    "letter": ("letter", "office", letter),
    "modification": ("modification", "office", modification),
    "support request": ("support request", "office", support_request),
    "suspension": ("suspension", "office", suspension),
    "notice": ("notice", "office", notice),
    "appeal": ("appeal", "office", appeal),
    "crl instruction": ("crl instruction", "office", crl_instruction),
}
OF_A_LATER_VERSION = {("advice", "issued", "superseded"), ("extract", "released", "corrected")}
"""Rows that the deed of a newer version takes: tried in test_decisions.py and test_releases.py."""

IN_TWO_STEPS = {
    ("milestone", "not_started"): ("reported_complete", "milestone.report_complete"),
    ("action", "to_do"): ("reported_done", "action.report_done"),
    ("breach consideration", "ready"): ("advised", "advice.issue"),
}
"""The deed takes both rows: reported complete without a word that it had begun; considered by the advice itself."""


def states_to_try() -> Iterator[tuple[str, StrEnum]]:
    for name, (record, _, _) in SUBJECTS.items():
        for state in RECORDS[record]:
            # The database itself refuses these: a submitted version is no draft again, a decision is made as it stands.
            if (name, state.value) in {("earlier plan version", "draft"), ("decision", "purported")}:
                continue
            if name == "purported decision" and state.value != "purported":
                continue
            yield name, state


def tried(office: Office, subject: Subject, deed: str, arguments: dict[str, Any]) -> bool:
    before = office.head()
    with suppress(Refused):
        office.do(deed, acting=office.reviewer if deed in subject.reviewer else None, **arguments)
        return True
    assert office.head() == before, f"{deed} was refused and wrote all the same"
    return False


@pytest.mark.parametrize(("name", "state"), list(states_to_try()), ids=lambda value: str(value).replace(" ", "_"))
def test_only_the_rows_of_the_table_are_steps(bench: Bench, name: str, state: StrEnum) -> None:
    record, stage, make = SUBJECTS[name]
    waiting: list[int] | None = None
    taken: set[tuple[str, str]] = set()
    while waiting is None or waiting:
        with bench.at(stage) as (office, notes):
            subject = make(office, notes)
            office.force(subject.kind, subject.key, state=state)
            subject.also(office, state)
            waiting = list(range(len(subject.attempts))) if waiting is None else waiting
            while waiting:
                deed, arguments = subject.attempts[waiting.pop(0)]
                if not tried(office, subject, deed, arguments):
                    continue
                now: Any = office.row(subject.kind, id=subject.key)
                if now.state != state:
                    taken.add((now.state.value, deed))
                break  # something was done: the next deed has a fresh office
    allowed = {
        (step.target.value, deed)
        for step in STEPS
        if step.record == record and step.source == state
        for deed in step.deeds
        if deed in {attempt for attempt, _ in subject.attempts}
    }
    left = {pair for pair in allowed - taken if (record, state.value, pair[0]) not in OF_A_LATER_VERSION}
    if (name, state.value) in IN_TWO_STEPS:
        assert IN_TWO_STEPS[name, state.value] in taken
        taken.remove(IN_TWO_STEPS[name, state.value])
        left = {pair for pair in left if pair[1] != IN_TWO_STEPS[name, state.value][1]}
    assert taken <= allowed, f"not in the table: {taken - allowed}"
    assert not own_rows(name, left), f"in the table, and no deed took it: {left}"


def own_rows(name: str, left: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Of two subjects of one record each answers for the rows of its own deed."""
    if name in ("plan version", "document version", "corrective action plan"):
        return {pair for pair in left if pair[0] != "superseded"}
    if name.startswith("earlier"):
        return {pair for pair in left if pair[0] == "superseded"}
    return left
