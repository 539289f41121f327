"""What a decision freezes: every word that is decided on, in one writing, and nothing that changes by itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from pma_assure.records import contents
from pma_assure.records.assessments import (
    Assessment,
    AssessmentCriterion,
    AssessmentText,
    Caveat,
    ScopeItem,
)
from pma_assure.records.cases import BreachConsideration, BreachText, Case, Finding, FindingText
from pma_assure.records.charges import Charge
from pma_assure.records.document_set import Requirement, RequirementText
from pma_assure.records.document_values import content_changes, version_changes
from pma_assure.records.emergency import (
    CrlCertificate,
    CrlInstruction,
    Notice,
    Suspension,
    SuspensionText,
)
from pma_assure.records.extracts import ExtractVersion, ExtractVersionText, Passage, PassageText
from pma_assure.records.governance import DocumentReview, Modification, SupportRequest
from pma_assure.records.mapping import Record
from pma_assure.records.papers import AdviceText, AdviceVersion
from pma_assure.records.plans import Milestone, MilestoneText, Plan, PlanVersion
from pma_assure.records.reliance import RelianceCoverage, RelianceDecision
from pma_assure.register.register import open_register
from pma_assure.rules.fingerprint import canonical, fingerprint
from pma_assure.rules.vocabulary import (
    AssuranceStatus,
    BreachTrigger,
    BreachView,
    Covers,
    Disposition,
    FindingClass,
    GroundKind,
    GroundLikelihood,
    NoticeTo,
    PlanView,
    ReviewRecommendation,
    ScopeCoverage,
)
from pma_assure.workflows.acting import act_as
from tests.workflows import assurance, emergency_office
from tests.workflows.desk import KEEPER, MILESTONES, TODAY, Office, found_office
from tests.workflows.test_reliance import proposed


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str, str]:
    path = tmp_path_factory.mktemp("contents") / "office.pma"
    office = found_office(path)
    _, plan = office.approved()
    assurance.lay(office)
    assurance.reviewed(office)
    advice, extract = office.advice(plan, view=PlanView.FAILING), office.ready(plan)
    proposed(office)
    office.do(
        "breach.open",
        case=office.rows(Case)[0].reference,
        title="One officer",
        trigger=BreachTrigger.COMPLAINT,
        allegation="One officer alone.",
    )
    _document_set(office)
    case = office.rows(Case)[0].reference
    emergency_office.ordered(office, case=case)
    emergency_office.instruction(office, case=case)
    office.register.close()
    return path, plan, advice, extract


def _document_set(office: Office) -> None:
    day = date(2026, 11, 10)
    review = office.ref("review.plan", document="RAPP", due=day)
    office.do(
        "review.record",
        review=review,
        done_on=day,
        findings="It is effective.",
        recommendation=ReviewRecommendation.NO_CHANGE,
    )
    office.do("modification.raise_one", title="Logs", reason="They are lost.", raised_on=day, document="RAPP")
    office.do("support.ask_secas", title="Draft text", what="Please draft.", asked_on=day)
    office.do("charge.open", assessment=office.row(Assessment).reference, ordered_on=day, cost=Decimal(18400))


@pytest.fixture
def office(made: tuple[Path, str, str, str], tmp_path: Path) -> Iterator[Office]:
    register = open_register(Path(shutil.copy2(made[0], tmp_path / "office.pma")))
    yield Office(register, act_as(register, KEEPER, day=TODAY))
    register.close()


KEYS: dict[str, Callable[[Office], UUID]] = {
    "advice": lambda office: office.rows(AdviceVersion)[-1].id,
    "plan version": lambda office: office.row(PlanVersion).id,
    "plan": lambda office: office.row(Plan).id,
    "extract": lambda office: office.row(ExtractVersion).id,
    "reliance": lambda office: office.row(RelianceDecision).id,
    "document version": lambda office: office.rows(Requirement)[-1].document_version_id,
    "assessment": lambda office: office.row(Assessment).id,
    "assessment order": lambda office: office.row(Assessment).id,
    "finding": lambda office: office.row(Finding).id,
    "breach consideration": lambda office: office.row(BreachConsideration).id,
    "document review": lambda office: office.row(DocumentReview).id,
    "modification": lambda office: office.row(Modification).id,
    "support request": lambda office: office.row(SupportRequest).id,
    "charge": lambda office: office.row(Charge).id,
    "suspension": lambda office: office.row(Suspension).id,
    "notice": lambda office: office.rows(Notice)[-1].id,
    "crl instruction": lambda office: office.row(CrlInstruction).id,
}
CHANGES: dict[str, tuple[tuple[type[Record], dict[str, Any]], ...]] = {
    "advice": ((AdviceText, {"recommendation": "Other."}), (AdviceText, {"proportionality": "Other."})),
    "plan version": (),
    "plan": ((Milestone, {"current_due": date(2027, 1, 1)}), (MilestoneText, {"criterion": "Other"})),
    "extract": (
        (PassageText, {"text": "Other."}),
        (PassageText, {"necessity": "Other."}),
        (Passage, {"disposition": Disposition.UNDECIDED}),
        (ExtractVersion, {"name_participant": True}),
        (ExtractVersionText, {"comparison_answer": "Other."}),
    ),
    "assessment": (
        (AssessmentText, {"conclusion": "Other."}),
        (AssessmentText, {"response": "Other."}),
        (Assessment, {"proposed_status": AssuranceStatus.NOT_APPROVED}),
        (ScopeItem, {"coverage": ScopeCoverage.OPEN}),
        (ScopeItem, {"withdrawn_on": date(2026, 11, 1)}),
        (Caveat, {"due": date(2027, 1, 1)}),
        (Caveat, {"owner": "Somebody else"}),
        (AssessmentCriterion, {"withdrawn_on": date(2026, 11, 1)}),
    ),
    "assessment order": (
        (AssessmentText, {"reason": "Other."}),
        (AssessmentText, {"proportionality": "Other."}),
        (Assessment, {"title": "Other"}),
    ),
    "document version": ((RequirementText, {"text": "Other."}),),
    "reliance": (
        (RelianceDecision, {"scope": "Other."}),
        (RelianceDecision, {"valid_to": date(2027, 1, 1)}),
        (RelianceCoverage, {"covers": Covers.NOT}),
        (RelianceCoverage, {"residual": "Other."}),
    ),
    "finding": (
        (Finding, {"pma_class": FindingClass.MINOR}),
        (FindingText, {"statement": "Other."}),
        (FindingText, {"response": "Other."}),
    ),
    "breach consideration": (
        (BreachText, {"allegation": "Other."}),
        (BreachText, {"reasons": "Other."}),
        (BreachText, {"proportionality": "Other."}),
        (BreachConsideration, {"proposed_view": BreachView.MATERIAL}),
    ),
    "document review": (
        (DocumentReview, {"findings": "Other."}),
        (DocumentReview, {"actions": "Other."}),
        (DocumentReview, {"recommendation": ReviewRecommendation.FURTHER_STUDY}),
    ),
    "modification": (
        (Modification, {"reason": "Other."}),
        (Modification, {"concerns": "Other"}),
        (Modification, {"limited_purpose": "Other."}),
        (Modification, {"document_id": None}),
    ),
    "support request": ((SupportRequest, {"what": "Other."}), (SupportRequest, {"due": date(2027, 1, 1)})),
    "charge": (
        (Charge, {"cost": Decimal("18400.01")}),
        (Charge, {"ordered_on": date(2026, 11, 9)}),
        (Assessment, {"title": "Other"}),
    ),
    "suspension": (
        (Suspension, {"ground": GroundKind.THREAT}),
        (Suspension, {"likelihood": GroundLikelihood.OCCURRED}),
        (Suspension, {"immediate": False}),
        (SuspensionText, {"proposed_services": "Other services"}),
    ),
    "notice": ((Notice, {"addressee": NoticeTo.AUTHORITY}), (Notice, {"about_scope": 2})),
    "crl instruction": (
        (CrlInstruction, {"clause": "4.9.4"}),
        (CrlInstruction, {"reasons": "Other."}),
        (CrlCertificate, {"serial": "0A1D"}),
        (CrlCertificate, {"withdrawn_on": date(2026, 11, 1)}),
    ),
}


def content(office: Office, kind: str) -> contents.Content:
    with office.register.reading() as session:
        return contents.content_of(session, kind, KEYS[kind](office))


def test_every_kind_that_can_be_decided_on_is_tried() -> None:
    assert set(contents.DECIDABLE) == set(KEYS) == set(CHANGES)


@pytest.mark.parametrize("kind", KEYS)
def test_a_content_has_one_writing_and_says_what_it_is(office: Office, kind: str) -> None:
    held = content(office, kind)
    assert held["kind"] == kind
    assert canonical(held) == canonical(content(office, kind))


@pytest.mark.parametrize(
    ("kind", "number"), [(kind, number) for kind, changes in CHANGES.items() for number in range(len(changes))]
)
def test_any_change_is_another_content(office: Office, kind: str, number: int) -> None:
    before = content(office, kind)
    table, values = CHANGES[kind][number]
    office.force(table, office.rows(table)[-1].id, **values)
    after = content(office, kind)
    assert fingerprint(after) != fingerprint(before)
    assert content_changes(before, after)
    assert content_changes(before, before) == ()


def test_an_item_without_a_subject_has_no_content(office: Office) -> None:
    with office.register.reading() as session:
        assert contents.content_of(session, None, None) == {}
        assert contents.content_of(session, "plan", None) == {}


def test_the_versions_of_a_plan_are_compared_place_by_place(office: Office, made: tuple[Path, str, str, str]) -> None:
    plan = made[1]
    later = (MILESTONES[0], ("Ceremony repeated under dual control", date(2026, 12, 15), MILESTONES[1][2]))
    office.version(plan, parts=(("Summary", "Three officers will hold the cards."),), milestones=later)
    with office.register.reading() as session:
        changes = version_changes(session, office.row(Plan).id, 2)
        assert version_changes(session, office.row(Plan).id, 1) == ()
    by_place = {change.where: (change.before, change.after) for change in changes}
    assert by_place["Milestone 2, due"] == ("31 October 2026", "15 December 2026")
    assert by_place["Part 1, text"][1] == "Three officers will hold the cards."
    assert by_place["Part 2, heading"] == ("Costs", "")
    assert "Milestone 1, due" not in by_place
