"""An invented office at work: its people and papers, and the deeds that carry a plan as far as a test needs it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import zip_longest
from typing import Any, TypeVar

import pytest
from sqlalchemy import func, select

from pma_assure.records.house import AuditEntry, IrregularFact
from pma_assure.records.mapping import Record
from pma_assure.register.check import check
from pma_assure.register.keys import KeySource
from pma_assure.register.register import Register, create
from pma_assure.register.session import AuditContext, RegisterSession
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import (
    ActionKind,
    AppointmentRoute,
    Asked,
    Capacity,
    DecisionManner,
    DocumentType,
    FindingClass,
    Marking,
    PartyCategory,
    PlanView,
    RequirementAnswer,
    Response,
    SeatCode,
    VoteCast,
)
from pma_assure.values.documents import AdvicePaper, ExtractDocument
from pma_assure.values.leak_check import LeakCheck, WithheldText
from pma_assure.values.outcome import Done
from pma_assure.workflows.acting import Acting, act_as
from pma_assure.workflows.caps import ActionGiven
from pma_assure.workflows.decisions import VoteGiven
from pma_assure.workflows.document_set import Clause
from pma_assure.workflows.every import DEEDS
from pma_assure.workflows.office import begin
from pma_assure.workflows.parameters import FileGiven
from pma_assure.workflows.plan_answers import AnswerGiven
from pma_assure.workflows.plan_versions import MilestoneGiven, PartGiven
from pma_assure.workflows.releases import RecipientGiven

R = TypeVar("R", bound=Record)
TODAY = date(2026, 11, 23)
KEEPER = "R. Sharma"
REVIEWER = "C. Vale"
READER = "M. Quill"
PARTICIPANT = "Wren Valley Power"
ORGANISATIONS = {
    "Meridian Data Communications": PartyCategory.DCC,
    "Brightwater Energy": PartyCategory.LARGE_SUPPLIER,
    "Brightwater Business Supply": PartyCategory.LARGE_SUPPLIER,
    "Halden Power": PartyCategory.LARGE_SUPPLIER,
    "Larkfield Energy Co-op": PartyCategory.SMALL_SUPPLIER,
    PARTICIPANT: PartyCategory.SMALL_SUPPLIER,
    "Marrick Networks": PartyCategory.ELECTRICITY_NETWORK,
    "Ondine Metering": PartyCategory.OTHER_SEC_PARTY,
    "Corvane Consulting": PartyCategory.NONE,
    "Coldharbour Key Services": PartyCategory.CONTRACTOR,
}
ROSTER = {
    SeatCode.CHAIR: ("E. Harcourt", None),
    SeatCode.LARGE_SUPPLIER_A: ("D. Reyes", "Brightwater Energy"),
    SeatCode.LARGE_SUPPLIER_B: ("A. Whitcombe", "Halden Power"),
    SeatCode.SMALL_SUPPLIER: ("J. Pryce", "Larkfield Energy Co-op"),
    SeatCode.NETWORKS: ("H. Boyd", "Marrick Networks"),
    SeatCode.SECURITY_SUB_COMMITTEE: ("S. Mistry", "Brightwater Energy"),
    SeatCode.TECHNICAL_SUB_COMMITTEE: ("T. Okafor", "Ondine Metering"),
}
EVERYBODY = tuple(name for name, _ in ROSTER.values())
ELECTED = (
    SeatCode.LARGE_SUPPLIER_A,
    SeatCode.LARGE_SUPPLIER_B,
    SeatCode.SMALL_SUPPLIER,
    SeatCode.NETWORKS,
)
QUORATE = ("E. Harcourt", "A. Whitcombe", "J. Pryce", "T. Okafor")
PLAN_TEXT = (
    ("Summary", "Two officers will hold the cards of the key ceremony.\n\nThe HSM stands in rack 14 at Ipswich."),
    ("Costs", "The supplier charges 48,200 pounds for the two modules."),
)
MILESTONES = (
    ("Cards issued to two officers", date(2026, 9, 30), "Both officers sign for their cards"),
    ("Ceremony repeated under dual control", date(2026, 10, 31), "The log of the ceremony shows two officers"),
)


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def running_clock() -> Callable[[], datetime]:
    """A clock that goes on by a second each time it is asked."""
    instant = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def tell() -> datetime:
        nonlocal instant
        instant += timedelta(seconds=1)
        return instant

    return tell


def render_advice(paper: AdvicePaper) -> bytes:
    return repr(paper).encode()


def render_extract(document: ExtractDocument, format: str) -> bytes:
    return f"{format}\n{document!r}".encode()


def check_leaks(content: bytes, format: str, withheld: Sequence[WithheldText], cleared: Sequence[str]) -> LeakCheck:
    """A checker that passes whatever it is given, bound to the bytes as it must be."""
    return LeakCheck(
        sha256=hashlib.sha256(content).hexdigest(),
        passed=True,
        withheld_texts=len(withheld),
        places=("text",),
        leaks=(),
    )


SERVICES = {"renderer": render_extract, "checker": check_leaks}


@dataclass
class Office:
    """An open register with a keeper. ``do`` does a deed by name; what the rest give is a reference."""

    register: Register
    keeper: Acting
    others: dict[str, Acting] = field(default_factory=dict)

    def do(self, deed: str, *, acting: Acting | None = None, **arguments: Any) -> Done:
        return DEEDS[deed].run(acting or self.keeper, **arguments)

    def ref(self, deed: str, **arguments: Any) -> str:
        reference = self.do(deed, **arguments).reference
        assert reference is not None
        return reference

    def refuse(self, deed: str, *, acting: Acting | None = None, **arguments: Any) -> Refused:
        """The refusal; that nothing was changed is part of it."""
        before = self.head()
        with pytest.raises(Refused) as refused:
            self.do(deed, acting=acting, **arguments)
        assert self.head() == before, f"{deed} was refused and wrote all the same"
        assert refused.value.sentence.strip()
        return refused.value

    def person(self, name: str, capacity: Capacity | None = None) -> Acting:
        return act_as(self.register, name, capacity=capacity, day=self.keeper.day)

    @property
    def reviewer(self) -> Acting:
        return self.person(REVIEWER)

    def head(self) -> tuple[int, str]:
        with self.register.reading() as session:
            row = session.execute(
                select(AuditEntry.number, AuditEntry.digest).order_by(AuditEntry.number.desc()).limit(1)
            ).one()
        return row.number, row.digest

    def row(self, kind: type[R], **equal: Any) -> R:
        with self.register.reading() as session:
            found = session.scalars(select(kind).filter_by(**equal)).one()
            session.expunge(found)
        return found

    def rows(self, kind: type[R], **equal: Any) -> list[R]:
        with self.register.reading() as session:
            found = list(session.scalars(select(kind).filter_by(**equal).order_by(kind.id)))
            session.expunge_all()
        return found

    def count(self, kind: type[Record]) -> int:
        with self.register.reading() as session:
            return session.scalar(select(func.count()).select_from(kind)) or 0

    def irregular(self, reference: str) -> list[tuple[str, str]]:
        """(rule, paragraph) of the irregular facts kept about a record."""
        return [(row.rule, row.paragraph) for row in self.rows(IrregularFact, reference=reference)]

    def sound(self) -> None:
        """What `pma-assure check` says of the file: no fault; irregular facts are warnings."""
        faults = [one for one in check(self.register).problems if one.severity != "warning"]
        assert not faults, faults

    def force(self, kind: type[R], key: object, *, by: str = "tests.force", **values: Any) -> None:
        """Set columns past every rule: only to bring a record to where a test begins; ``by`` is the deed it is of."""
        context = AuditContext(
            deed=by,
            person_id=None,
            person="A. Tester",
            capacity="tests",
            day=TODAY,
            at=self.register.clock(),
        )
        with self.register.writing(context) as session:
            row = session.get_one(kind, key)
            for name, value in values.items():
                getattr(row, name)
                setattr(row, name, value)

    def writing(self, change: Callable[[RegisterSession], None]) -> None:
        context = AuditContext(
            deed="tests.force",
            person_id=None,
            person="A. Tester",
            capacity="tests",
            day=TODAY,
            at=self.register.clock(),
        )
        with self.register.writing(context) as session:
            change(session)

    # --- as far as a plan -------------------------------------------------------------------------------------------

    def case(self, organisation: str = PARTICIPANT, title: str = "Key ceremony by one officer") -> str:
        return self.ref("case.open", title=title, organisation=organisation, opened_on=date(2026, 4, 1))

    def evidence(self, case: str, *supports: str, received_on: date = date(2026, 4, 3), **more: Any) -> str:
        return self.ref(
            "evidence.add",
            case=case,
            title="Log of the key ceremony",
            source=PARTICIPANT,
            received_on=received_on,
            file=FileGiven(name="ceremony.log", content=b"one officer signed"),
            supports=supports,
            **more,
        )

    def finding(self, case: str, **more: Any) -> str:
        given: dict[str, Any] = {
            "title": "One officer alone",
            "finding_class": FindingClass.MAJOR,
            "statement": "One officer held both cards.",
            "identified_on": date(2026, 4, 2),
            "began_on": date(2026, 3, 1),
            "requirement": "REQ-RAPP-2.1-5.2",
        }
        return self.ref("finding.draft", case=case, **(given | more))

    def open_finding(self, case: str) -> str:
        finding = self.finding(case)
        self.evidence(case, finding)
        self.do("finding.open", finding=finding)
        self.do("finding.respond", finding=finding, response=Response.ACCEPTED, responded_on=date(2026, 4, 20))
        return finding

    # --- findings put right -----------------------------------------------------------------------------------------

    def answered(self, case: str, **more: Any) -> str:
        """A finding with evidence and one root cause, which the participant accepted."""
        finding = self.finding(case, **more)
        self.evidence(case, finding)
        self.do("finding.open", finding=finding)
        self.do("finding.respond", finding=finding, response=Response.ACCEPTED, responded_on=date(2026, 4, 20))
        self.do("finding.add_root_cause", finding=finding, cause="Nobody else was trained.")
        return finding

    def cap(self, case: str, finding: str, **action: Any) -> tuple[str, str]:
        """(plan, action) of a submitted Corrective Action Plan for the finding, with one action for its first cause."""
        given: dict[str, Any] = {
            "title": "Train a second officer",
            "kind": ActionKind.PREVENT,
            "owner": "Head of Registration",
            "due": date(2026, 6, 30),
            "criterion": "Every ceremony shows two officers.",
            "root_cause": f"{finding}/C1",
        }
        actions = (ActionGiven(**(given | action)),)
        plan = self.ref("cap.draft", case=case, title="Two officers", findings=(finding,), actions=actions)
        self.do("cap.submit", cap=plan, submitted_on=date(2026, 5, 4))
        return plan, f"{plan}/A1"

    def verify_action(self, case: str, action: str, day: date) -> None:
        self.do("action.report_done", action=action, reported_on=day)
        self.do("action.verify", action=action, verified_on=day, evidence=(self.evidence(case, received_on=day),))

    def in_remediation(self, case: str, **more: Any) -> str:
        """A finding under an accepted plan, due on 30 June 2026, whose one action is verified."""
        finding = self.answered(case, **more)
        plan, action = self.cap(case, finding)
        self.do("cap.accept", cap=plan, accepted_on=date(2026, 5, 11))
        self.verify_action(case, action, date(2026, 6, 20))
        return finding

    def plan(self, case: str, *findings: str, **more: Any) -> str:
        return self.ref(
            "plan.require",
            case=case,
            title="Dual control of the key ceremony",
            decided_on=date(2026, 6, 1),
            source="Panel minutes 62, item 7",
            words_given="The Panel requires a remediation plan.",
            submit_by=date(2026, 6, 30),
            requirements=("REQ-RAPP-2.1-5.2", "REQ-RAPP-2.1-7.4"),
            findings=findings,
            **more,
        )

    def version(
        self,
        plan: str,
        *,
        parts: Sequence[tuple[str, str]] = PLAN_TEXT,
        milestones: Sequence[tuple[str, date, str]] = MILESTONES,
        continues: Sequence[str | None] = (),
    ) -> str:
        return self.ref(
            "plan.draft_version",
            plan=plan,
            title="Remediation plan",
            parts=tuple(PartGiven(heading=heading, text=text) for heading, text in parts),
            milestones=tuple(
                MilestoneGiven(title=title, owner=PARTICIPANT, due=due, criterion=criterion, continues=milestone)
                for (title, due, criterion), milestone in zip_longest(milestones, continues)
            ),
        )

    def submitted(self, **version: Any) -> tuple[str, str]:
        """(case, plan): version 1 submitted on 29 June, every requirement answered."""
        case = self.case()
        plan = self.plan(case, self.open_finding(case))
        self.version(plan, **version)
        self.do("plan.submit", plan=plan, version=1, submitted_on=date(2026, 6, 29))
        self.answer(plan, 1)
        return case, plan

    def answer(self, plan: str, version: int) -> None:
        self.do(
            "plan.answer",
            plan=plan,
            version=version,
            answers=tuple(
                AnswerGiven(requirement=f"REQ-RAPP-2.1-{clause}", answer=RequirementAnswer.MEETS, reason="It is met.")
                for clause in ("5.2", "7.4")
            ),
        )

    def advice(self, plan: str, version: int = 1, view: PlanView = PlanView.MEETS, **more: Any) -> str:
        given = {
            "title": "Advice on the plan",
            "recommendation": "The Panel may approve the plan.",
            "reasons": "Each requirement is met.",
        }
        return self.ref("advice.draft", plan=plan, version=version, view=view, **(given | more))

    def issue(self, advice: str, decision: str, issued_on: date) -> None:
        self.do("advice.issue", advice=advice, decision=decision, issued_on=issued_on, renderer=render_advice)

    def issued(self, plan: str, day: date, version: int = 1, view: PlanView = PlanView.MEETS, **more: Any) -> str:
        advice = self.advice(plan, version, view, **more)
        self.issue(advice, self.decide(advice, day), day)
        return advice

    def approved(self, **version: Any) -> tuple[str, str]:
        """(case, plan): approved on 20 August, two milestones running."""
        case, plan = self.submitted(**version)
        self.issued(plan, date(2026, 7, 14))
        self.panel("plan.record_approval", plan=plan, decided_on=date(2026, 8, 20))
        return case, plan

    def panel(self, deed: str, **arguments: Any) -> Done:
        return self.do(deed, source="Panel minutes", words_given="As the Panel said.", **arguments)

    def finish(self, case: str, milestone: str, day: date) -> None:
        evidence = self.evidence(case, received_on=day)
        self.do("milestone.report_complete", milestone=milestone, reported_on=day)
        self.do("milestone.verify", milestone=milestone, verified_on=day, evidence=(evidence,))

    # --- meetings ---------------------------------------------------------------------------------------------------

    def meeting(self, day: date, *, invite_members: bool = True) -> str:
        return self.ref(
            "meeting.schedule", title="PMA meeting", starts_at=at(day), place="London", invite_members=invite_members
        )

    def item(self, meeting: str, subject: str | None, **more: Any) -> str:
        given = {"title": "The item", "motion": "That the PMA agrees."}
        return self.ref("item.list", meeting=meeting, subject=subject, **(given | more))

    def sit(self, day: date, subject: str | None, present: Sequence[str] = QUORATE, **item: Any) -> tuple[str, str]:
        """(meeting, item) of a meeting in session, the item under discussion, everybody of ``present`` there."""
        meeting = self.meeting(day)
        listed = self.item(meeting, subject, **item)
        self.do("meeting.open", meeting=meeting, opened_at=at(day))
        for name in present:
            self.do("meeting.arrive", meeting=meeting, person=name, arrived_at=at(day))
        self.do("item.begin", item=listed, begun_at=at(day, 10, 5))
        return meeting, listed

    def record(self, item: str, day: date, minute: int = 30, **more: Any) -> Done:
        given: dict[str, Any] = {"manner": DecisionManner.AGREED}
        return self.do("decision.record", item=item, decided_at=at(day, 10, minute), **(given | more))

    def decide(
        self, subject: str | None, day: date, present: Sequence[str] = QUORATE, asks: Asked | None = None, **more: Any
    ) -> str:
        meeting, item = self.sit(day, subject, present, asks=asks)
        done = self.record(item, day, **more)
        self.do("meeting.close", meeting=meeting, closed_at=at(day, 12))
        assert done.reference is not None
        return done.reference

    # --- extracts ---------------------------------------------------------------------------------------------------

    def extract(self, plan: str) -> str:
        """Prepared and marked: the first paragraph is published, the rest is withheld for security."""
        extract = self.ref("extract.prepare", plan=plan, title="Dual control of key ceremonies")
        self.do(
            "extract.mark",
            extract=extract,
            passages=("1", "2"),
            marking=Marking.PUBLISH,
            necessity="Parties rely on it.",
        )
        self.do("extract.mark", extract=extract, passages=("3", "4", "5", "6"), marking=Marking.SECURITY)
        self.do("extract.mark", extract=extract, passages=("7", "8", "9", "10"), marking=Marking.NOT_NECESSARY)
        self.do("extract.name_participant", extract=extract, name_participant=False, reason="Not necessary.")
        return extract

    def consult(self, extract: str, consulted_on: date = date(2026, 9, 1)) -> None:
        self.do(
            "extract.consult",
            extract=extract,
            consulted_on=consulted_on,
            respond_by=consulted_on + timedelta(days=14),
        )

    def ready(self, plan: str) -> str:
        """An extract that waits for the PMA's decision."""
        extract = self.extract(plan)
        self.consult(extract)
        self.do("extract.send_to_review", extract=extract)
        self.review(extract)
        return extract

    def review(self, extract: str) -> None:
        self.do(
            "extract.review",
            acting=self.reviewer,
            extract=extract,
            note="Read whole.",
            comparison_answer="No reader could.",
        )

    def release(self, extract: str, **services: Any) -> Done:
        return self.do(
            "extract.release",
            extract=extract,
            recipients=(RecipientGiven(name="All Parties"),),
            **(SERVICES | services),
        )

    def released(self, plan: str, day: date = date(2026, 10, 6)) -> str:
        extract = self.ready(plan)
        self.do("extract.approve", extract=extract, decision=self.decide(extract, day))
        self.release(extract)
        return extract


def votes(cast: dict[str, VoteCast]) -> tuple[VoteGiven, ...]:
    return tuple(VoteGiven(person=name, cast=vote) for name, vote in cast.items())


def found_office(path: Any, passphrase: str | None = None) -> Office:
    """A new register with organisations, people, seats and one document in force."""
    clock = running_clock()
    register = create(path, passphrase=passphrase, clock=clock, keys=KeySource(clock))
    office = Office(register, begin(register, name="Test", keeper=KEEPER, day=TODAY))
    for name, category in ORGANISATIONS.items():
        office.do("organisation.add", name=name, category=category)
    for seat, (name, employer) in ROSTER.items():
        office.do("person.add", name=name, employer=employer, first_day=date(2024, 1, 1))
        office.do(
            "seat.appoint",
            seat=seat,
            person=name,
            first_day=date(2025, 7, 1),
            months=36,
            route=AppointmentRoute.ELECTED if seat in ELECTED else AppointmentRoute.PANEL_IDENTIFIED,
            authority="SEC Panel",
        )
    for name, capacity in ((REVIEWER, Capacity.SECOND_REVIEWER), (READER, Capacity.READER)):
        office.do("person.add", name=name, employer="Corvane Consulting", first_day=date(2025, 1, 1), capacity=capacity)
    office.do(
        "document.add", title="Registration Authority Policies", short_name="RAPP", document_type=DocumentType.RAPP
    )
    office.do(
        "document.add_version",
        document="RAPP",
        version_label="2.1",
        requirements=(Clause(clause="5.2", title="Two officers"), Clause(clause="7.4", title="Logs")),
    )
    office.do(
        "document.approve_version",
        document="RAPP",
        version_label="2.1",
        approved_on=date(2026, 1, 1),
        approved_by="the modification process",
    )
    office.do("document.bring_into_force", document="RAPP", version_label="2.1", effective_from=date(2026, 2, 1))
    return office
