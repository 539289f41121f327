"""What the demonstration promises is there: the organisations, the seats, the documents, and three cases."""

from __future__ import annotations

from datetime import date, timedelta

import pypdfium2
from sqlalchemy import func, select

from pma_assure.demonstration import DEFAULT_DAY, DemonstrationMade
from pma_assure.records import document_values, meeting_facts, suspension_values
from pma_assure.records.cases import Case, Finding
from pma_assure.records.document_set import DocumentVersion, Requirement, SetDocument
from pma_assure.records.emergency import Suspension
from pma_assure.records.extracts import Extract, ExtractVersion
from pma_assure.records.house import AuditEntry, IrregularFact, RegisterIdentity
from pma_assure.records.imports import ImportRun
from pma_assure.records.meetings import AgendaItem, Decision, DecisionText, Meeting
from pma_assure.records.organisations import Organisation, OrganisationContact
from pma_assure.records.papers import Advice, Evidence, IssuedBytes, IssuedDocument
from pma_assure.records.people import Person
from pma_assure.records.plans import CompletionReport, Extension, Milestone, Plan
from pma_assure.register.check import check_file
from pma_assure.register.register import Register
from pma_assure.rules.calendar import UK, is_working_day, uk_day, working_days_before
from pma_assure.rules.deadlines import DueChange, MilestoneClock, MilestoneFacts, Report, milestone_clock
from pma_assure.rules.participant_names import looked_for
from pma_assure.rules.quorum import decide
from pma_assure.rules.redaction import plain_words, withheld_texts
from pma_assure.rules.terms import ending_together, in_force
from pma_assure.rules.vocabulary import (
    AdviceState,
    Applicability,
    ContactRole,
    DecisionManner,
    DecisionResult,
    DocumentType,
    DocumentVersionState,
    ExtractState,
    FindingClass,
    FindingState,
    ItemState,
    MilestoneState,
    PlanState,
    SeatCode,
)
from pma_assure.views import duties
from tests.reports import reading


def clock_of(demonstration: Register, milestone: str, as_of: date) -> MilestoneClock:
    with demonstration.reading() as session:
        row = session.scalars(select(Milestone).where(Milestone.reference == milestone)).one()
        changes = session.scalars(select(Extension).where(Extension.milestone_id == row.id)).all()
        reported = session.scalars(select(CompletionReport).where(CompletionReport.milestone_id == row.id)).all()
        return milestone_clock(
            MilestoneFacts(
                baseline_due=row.baseline_due,
                changes=tuple(DueChange(one.decided_on, one.from_due, one.to_due) for one in changes),
                reports=tuple(Report(one.reported_on, one.result.value, one.decided_on) for one in reported),
            ),
            as_of,
        )


def issued(demonstration: Register, reference: str) -> bytes:
    with demonstration.reading() as session:
        return session.scalars(
            select(IssuedBytes.content)
            .join(IssuedDocument, IssuedDocument.id == IssuedBytes.document_id)
            .where(IssuedDocument.reference == reference)
        ).one()


def test_register_is_sound_with_two_irregular_facts_to_put_right(made: DemonstrationMade) -> None:
    found = check_file(made.path)
    assert found.sound
    assert [(problem.severity, problem.code) for problem in found.problems] == [("warning", "irregular")] * 2


def test_organisations_people_and_seats(demonstration: Register) -> None:
    with demonstration.reading() as session:
        assert (session.scalar(select(func.count()).select_from(Organisation)) or 0) >= 8
        names = set(session.scalars(select(Person.name)))
        terms = meeting_facts.terms(session)
    assert {"R. Sharma", "M. Okafor", "Prof. E. Harcourt", "Niamh Ní Bhriain", "Łukasz Wiśniewski"} <= names
    for seat in SeatCode:
        assert any(term.seat == seat and in_force(term, DEFAULT_DAY) for term in terms), f"{seat} is vacant"
    large = sorted((term for term in terms if term.seat == "LS-A"), key=lambda term: term.first_day)
    assert [(term.first_day, term.last_day) for term in large] == [
        (date(2024, 7, 1), date(2025, 6, 30)),
        (date(2025, 7, 1), date(2027, 6, 30)),
    ]
    together = ending_together(terms)
    assert any({"CH", "LS-A", "NW"} <= {term.seat for term in one.terms} for one in together)


def test_document_set(demonstration: Register) -> None:
    with demonstration.reading() as session:
        in_force_now = session.execute(
            select(SetDocument.document_type, Requirement.reference, Requirement.applies_to)
            .select_from(SetDocument)
            .join(DocumentVersion, DocumentVersion.document_id == SetDocument.id)
            .join(Requirement, Requirement.document_version_id == DocumentVersion.id)
            .where(DocumentVersion.state == DocumentVersionState.IN_FORCE)
        ).all()
        rapp = session.execute(
            select(DocumentVersion.label, DocumentVersion.state)
            .join(SetDocument, SetDocument.id == DocumentVersion.document_id)
            .where(SetDocument.short_name == "RAPP")
        ).all()
    assert len(in_force_now) >= 40
    assert {row.document_type for row in in_force_now} == set(DocumentType)
    assert {code for row in in_force_now for code in row.applies_to.split(",")} == set(Applicability)
    assert {row.label: row.state for row in rapp} == {
        "2.0": DocumentVersionState.SUPERSEDED,
        "2.1": DocumentVersionState.IN_FORCE,
    }


def test_first_case_went_all_the_way(demonstration: Register, made: DemonstrationMade) -> None:
    with demonstration.reading() as session:
        plan = session.scalars(select(Plan).where(Plan.reference == made.finished_plan)).one()
        milestones = session.scalars(select(Milestone).where(Milestone.plan_id == plan.id)).all()
        extract = session.scalars(select(Extract).where(Extract.reference == made.released_extract)).one()
        classes = set(session.scalars(select(Finding.finding_class).where(Finding.case_id == plan.case_id)))
        empty = session.scalar(select(func.count()).select_from(Evidence).where(Evidence.size == 0))
    assert plan.state == PlanState.COMPLETION_REPORTED
    assert [one.state for one in milestones] == [MilestoneState.VERIFIED] * 6
    assert extract.state == ExtractState.RELEASED
    assert classes == set(FindingClass)
    assert empty == 0
    late = clock_of(demonstration, f"{made.finished_plan}/M3", DEFAULT_DAY)
    assert late.closed_late_days == 17
    extended = clock_of(demonstration, f"{made.finished_plan}/M4", DEFAULT_DAY)
    assert (extended.slippage, extended.overdue_history, extended.closed_late_days) == (61, (), None)


def test_nothing_withheld_is_in_the_released_extract(demonstration: Register, made: DemonstrationMade) -> None:
    with demonstration.reading() as session:
        version = session.scalars(
            select(ExtractVersion).where(ExtractVersion.reference == f"{made.released_extract}/1")
        ).one()
        passages = document_values.passage_facts(session, version.id)
    withheld = withheld_texts(passages, extract=made.released_extract, unnamed=looked_for("Halden Power"))
    assert len(passages) == 31
    assert {one.ground.value for one in passages if one.ground} == {
        "security",
        "commercial",
        "personal",
        "not_necessary",
    }
    assert sum(one.summarised for one in passages) == 1
    pdf = plain_words(reading.flowing(issued(demonstration, f"{made.released_extract}/1.pdf")))
    book = reading.workbook(issued(demonstration, f"{made.released_extract}/1.xlsx"))
    cells = plain_words(" ".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value))
    for text in withheld:
        assert plain_words(text.text) not in pdf
        assert plain_words(text.text) not in cells
    assert plain_words("Parties that cached one of these certificates") in pdf


def test_advice_on_the_first_plan_is_a_paper_of_some_pages(demonstration: Register, made: DemonstrationMade) -> None:
    content = issued(demonstration, f"{made.plan_advice}/1.0.pdf")
    document = pypdfium2.PdfDocument(content)
    pages = len(document)
    document.close()
    assert 8 <= pages <= 11
    text = reading.flowing(content)
    assert "SMKI matters only" in text
    assert "H. Boyd would have advised that the plan be returned" in text
    welsh = reading.flowing(issued(demonstration, f"{made.returned_advice[0]}/1.0.pdf"))
    assert "Bryn Ŵyn Energy" in welsh


def test_second_case_came_back_and_was_extended_late(demonstration: Register, made: DemonstrationMade) -> None:
    with demonstration.reading() as session:
        plan = session.scalars(select(Plan).where(Plan.reference == made.returned_plan)).one()
        lines = document_values.version_lines(session, plan.id)
        extracts = session.scalars(select(Extract).where(Extract.plan_id == plan.id)).all()
    assert [(line.advised, line.panel) for line in lines] == [
        ("does_not_meet", "plan_returned"),
        ("meets", "plan_approved"),
    ]
    assert extracts == []
    second = clock_of(demonstration, f"{made.returned_plan}/M2", DEFAULT_DAY)
    assert clock_of(demonstration, f"{made.returned_plan}/M2", date(2026, 10, 31)).state_of_due.weekend
    assert [spell.sentence for spell in second.overdue_history] == ["5 days overdue before extension"]
    assert (second.slippage, second.days_overdue) == (30, 0)
    third = clock_of(demonstration, f"{made.returned_plan}/M3", DEFAULT_DAY)
    assert third.days_overdue == 10


def test_third_case_waits_for_a_meeting_that_would_be_inquorate(
    demonstration: Register, made: DemonstrationMade
) -> None:
    with demonstration.reading() as session:
        item = session.scalars(select(AgendaItem).where(AgendaItem.reference == made.waiting_item)).one()
        meeting = session.get_one(Meeting, item.meeting_id)
        question = meeting_facts.question(session, item.id, at=None)
        others = session.scalars(
            select(AgendaItem).where(AgendaItem.meeting_id == meeting.id, AgendaItem.id != item.id)
        ).all()
        elsewhere = [decide(meeting_facts.question(session, one.id, at=None)) for one in others]
        plan = session.scalars(select(Plan).where(Plan.reference == made.waiting_plan)).one()
    assert plan.state == PlanState.SUBMITTED
    assert item.state == ItemState.LISTED
    assert item.circulated_on is not None
    day = uk_day(meeting.starts_at)
    assert working_days_before(day, 10) <= DEFAULT_DAY <= working_days_before(day, 8)
    forecast = decide(question)
    assert (forecast.count, forecast.needed, forecast.quorate) == (3, 4, False)
    kept_out = {one.seat: one.reason for one in forecast.people if one.seat in ("LS-A", "SSC")}
    assert all("since 2 November 2026" in reason and "excused" in reason for reason in kept_out.values())
    assert set(kept_out) == {"LS-A", "SSC"}
    assert ("LS-A", "PERS-0010") in question.nominated_alternates
    assert all(one.quorate for one in elsewhere)


def test_findings_stand_in_every_state_that_lasts(demonstration: Register) -> None:
    with demonstration.reading() as session:
        states = set(session.scalars(select(Finding.state)))
    assert states == set(FindingState)


def test_case_from_an_old_tracker_has_a_reopened_finding_and_an_accepted_risk(
    demonstration: Register, made: DemonstrationMade
) -> None:
    with demonstration.reading() as session:
        case = session.scalars(select(Case).where(Case.reference == made.imported_case)).one()
        found = session.execute(
            select(Finding.old_reference, Finding.state, Finding.imported_on, Finding.risk_until)
            .where(Finding.case_id == case.id)
            .order_by(Finding.old_reference)
        ).all()
        (run,) = session.execute(select(ImportRun.new, ImportRun.refused, ImportRun.conflicts)).all()
        contacts = session.scalars(
            select(OrganisationContact.role).where(OrganisationContact.organisation_id == case.organisation_id)
        ).all()
    assert [(one.old_reference, one.state, one.risk_until) for one in found] == [
        ("NC-24-03", FindingState.REOPENED, None),
        ("NC-24-07", FindingState.ACCEPTED_RISK, date(2027, 6, 30)),
        ("NC-24-09", FindingState.CLOSED, None),
        ("NC-24-10", FindingState.NOTED, None),
    ]
    assert all(one.imported_on is not None for one in found)
    assert run == (8, 0, 0)
    assert set(contacts) == {ContactRole.RESPONSIBLE_OFFICER, ContactRole.OUT_OF_HOURS}


def test_meetings_show_a_tie_an_agreement_an_amendment_and_a_dissent(demonstration: Register) -> None:
    with demonstration.reading() as session:
        decisions = session.execute(
            select(Decision.result, Decision.manner, DecisionText.motion_as_first_put, DecisionText.dissent).join(
                DecisionText, DecisionText.decision_id == Decision.id
            )
        ).all()
        meetings = session.scalars(select(Meeting.starts_at)).all()
    assert DecisionResult.CARRIED_ON_CASTING_VOTE in {row.result for row in decisions}
    assert {row.manner for row in decisions} == set(DecisionManner)
    assert any(row.motion_as_first_put for row in decisions)
    assert any(row.dissent for row in decisions)
    assert all(is_working_day(uk_day(one)) for one in meetings)


def test_history_reads_like_a_year_of_work(demonstration: Register) -> None:
    with demonstration.reading() as session:
        entries = session.execute(
            select(AuditEntry.number, AuditEntry.at, AuditEntry.day, AuditEntry.deed).order_by(AuditEntry.number)
        ).all()
        (name,) = session.scalars(select(RegisterIdentity.name))
    assert name == "Demonstration register of the SMKI PMA"
    days = {row.day for row in entries}
    assert max(days) == DEFAULT_DAY - timedelta(days=3)
    assert max(days) - min(days) > timedelta(days=340)
    assert all(is_working_day(day) for day in days)
    for row in entries:
        assert uk_day(row.at) == row.day
        assert 9 <= row.at.astimezone(UK).hour < 18, f"{row.deed} at {row.at}"
    assert [row.at for row in entries] == sorted(row.at for row in entries)


def test_two_irregular_facts_wait_and_every_advice_but_one_is_issued(
    demonstration: Register, made: DemonstrationMade
) -> None:
    with demonstration.reading() as session:
        facts = session.scalars(select(IrregularFact).where(IrregularFact.settled_on.is_(None))).all()
        drafts = session.scalars(select(Advice.reference).where(Advice.state == AdviceState.DRAFT)).all()
    assert sorted((one.rule, one.paragraph) for one in facts) == [("R02", "15"), ("R27", "35")]
    assert drafts == [made.waiting_advice]


def test_an_item_without_a_quorum_was_put_off_and_decided_at_the_next_meeting(demonstration: Register) -> None:
    with demonstration.reading() as session:
        (put_off,) = session.scalars(select(AgendaItem).where(AgendaItem.state == ItemState.DEFERRED)).all()
        again = session.scalars(select(AgendaItem).where(AgendaItem.carried_from_id == put_off.id)).one()
        then = decide(meeting_facts.question(session, put_off.id, at=put_off.begun_at))
        decision = session.scalars(select(Decision).where(Decision.item_id == again.id)).one()
        none = session.scalars(select(Decision).where(Decision.item_id == put_off.id)).all()
    assert (then.count, then.quorate) == (3, False)
    assert none == []
    assert (decision.quorum_count, decision.quorate, decision.result) == (4, True, DecisionResult.CARRIED)


def test_a_night_with_a_withheld_notice_an_appeal_and_the_crl(demonstration: Register, made: DemonstrationMade) -> None:
    with demonstration.reading() as session:
        key = session.scalars(select(Suspension.id).where(Suspension.reference == made.suspension)).one()
        found = suspension_values.one(session, key, DEFAULT_DAY)
        owed = {duty.deed for duty in duties.of_session(session, DEFAULT_DAY) if duty.case == made.emergency_case}
        documents = set(session.scalars(select(IssuedDocument.reference)))
    assert (found.state, found.valid, found.quorum_count, found.missing) == ("in_effect", True, 4, ())
    assert [(one.addressee, one.state, one.margin_minutes) for one in found.notices] == [
        ("panel", "sent", 11),
        ("authority", "sent", -11),
        ("parties", "excepted", None),
    ]
    assert [(one.state, one.led_to) for one in found.appeals] == [("lodged", ())]
    assert [(one.state, len(one.certificates), one.minutes) for one in found.crl] == [("confirmed", 2, 42)]
    assert {"suspension.review", "notice.extend_exception"} <= owed
    papers = {f"{one}.pdf" for one in (made.suspension, f"{made.suspension}/N1", found.crl[0].reference)}
    assert papers <= documents
