"""Evidence requests, caveats, the year's programme, schemes and time limits: each deed, and each way it says no."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.records.assessments import (
    Assessment,
    AssessmentCriterion,
    AssessmentText,
    AssessorStanding,
    Caveat,
    EvidenceRequest,
    EvidenceRequestText,
)
from pma_assure.records.cases import Case
from pma_assure.records.papers import EvidenceLink
from pma_assure.rules.vocabulary import (
    Asked,
    AssessmentState,
    Capacity,
    EvidenceRequestKind,
    EvidenceRequestState,
    RequestAnswer,
)
from pma_assure.workflows.parameters import FileGiven
from pma_assure.workflows.programme import YearRow
from tests.workflows import assurance
from tests.workflows.assurance import ASSESSOR, CLAUSE, OPERATOR, SCHEME, SECOND_ASSESSOR
from tests.workflows.desk import PARTICIPANT, Office

Begun = tuple[Office, dict[str, str]]
CONTRACTOR = "Coldharbour Key Services"


@pytest.fixture
def laid(office: Office) -> Office:
    assurance.lay(office)
    return office


@pytest.fixture
def notified(planned: Begun) -> Begun:
    office, notes = planned
    office.do("assessment.notify", assessment=notes["assessment"], notified_on=date(2026, 8, 3))
    return office, notes


def ask(office: Office, notes: dict[str, str], **more: object) -> str:
    given: dict[str, object] = {
        "title": "Logs",
        "kind": EvidenceRequestKind.DATA,
        "what": "The logs of every key ceremony.",
        "issued_on": date(2026, 9, 2),
        "due": date(2026, 9, 16),
    }
    return office.ref("evidence_request.issue", assessment=notes["assessment"], **(given | more))


# --- requests ---------------------------------------------------------------------------------------------------------


def test_nothing_is_asked_before_the_participant_was_notified(planned: Begun) -> None:
    office, notes = planned
    given = {"assessment": notes["assessment"], "title": "Logs", "kind": EvidenceRequestKind.DATA, "what": "All."}
    refused = office.refuse("evidence_request.issue", **given)
    assert (refused.rule, refused.paragraph) == ("R48", "56")
    office.do("assessment.notify", assessment=notes["assessment"], notified_on=date(2026, 8, 3))
    days = {"issued_on": date(2026, 9, 2), "due": date(2026, 9, 1)}
    assert office.refuse("evidence_request.issue", **given, **days).field == "due"
    assert "ahead" in office.refuse("evidence_request.issue", **given, issued_on=date(2026, 12, 1)).sentence
    done = office.do("evidence_request.issue", **given, requirement="REQ-RAPP-2.1-5.2")
    assert any("no due date" in note for note in done.notes)


def test_a_request_is_due_by_the_adopted_limit(notified: Begun) -> None:
    """Domain.md 6.4, example 3: ten Working Days over Easter."""
    office, notes = notified
    adopted = office.decide(None, date(2026, 8, 4))
    office.do("setting.choose", key="limit.evidence_request", value="10")
    assert office.row(EvidenceRequest, reference=ask(office, notes, due=None)).due is None, "chosen, and not adopted"
    office.do("setting.choose", key="limit.evidence_request", value="10", adopted_by=adopted)
    over_easter = ask(office, notes, due=None, issued_on=date(2026, 4, 2))
    assert office.row(EvidenceRequest, reference=over_easter).due == date(2026, 4, 20)
    office.do("setting.choose", key="limit.evidence_request", value="ten", adopted_by=adopted)
    given = {"assessment": notes["assessment"], "title": "Logs", "kind": EvidenceRequestKind.DATA, "what": "All."}
    assert "no number" in office.refuse("evidence_request.issue", **given).sentence


def test_a_contractor_may_be_named_and_the_participant_owns_the_request(notified: Begun) -> None:
    office, notes = notified
    office.do(
        "organisation.contract",
        participant=PARTICIPANT,
        contractor=CONTRACTOR,
        service="Keys",
        first_day=date(2026, 1, 1),
        last_day=date(2026, 9, 2),
    )
    regular = ask(office, notes, contractor=CONTRACTOR)
    assert office.irregular(regular) == []
    irregular = ask(office, notes, contractor=CONTRACTOR, issued_on=date(2026, 9, 3))
    assert office.irregular(irregular) == [("R49", "62, 65")]
    office.sound()


def test_an_answer_says_what_is_missing_or_on_what_ground(notified: Begun) -> None:
    office, notes = notified
    named = {"evidence_request": ask(office, notes), "answered_on": date(2026, 9, 14)}
    partly = named | {"answer": RequestAnswer.PARTLY_PROVIDED}
    refuse = named | {"answer": RequestAnswer.REFUSED}
    assert office.refuse("evidence_request.answer", **partly).field == "words_given"
    assert (office.refuse("evidence_request.answer", **refuse).rule) == "R48"
    early = partly | {"answered_on": date(2026, 9, 1), "words_given": "Half."}
    assert office.refuse("evidence_request.answer", **early).field == "answered_on"
    done = office.do("evidence_request.answer", **refuse, ground="It is a trade secret.")
    assert any("duty to co-operate stays" in note for note in done.notes)
    text = office.row(EvidenceRequestText)
    assert text.ground == "It is a trade secret."
    office.do("evidence_request.review", evidence_request=named["evidence_request"], review="It is reasonable.")
    office.do("evidence_request.answer", **named, answer=RequestAnswer.PROVIDED)
    review = {"evidence_request": named["evidence_request"], "review": "Again."}
    assert "nothing is left" in office.refuse("evidence_request.review", **review).sentence


def test_a_narrowed_request_is_followed_by_one_that_points_back(notified: Begun) -> None:
    office, notes = notified
    first = ask(office, notes, requirement="REQ-RAPP-2.1-5.2")
    narrow = {"evidence_request": first, "what": "The logs of March.", "reason": "A year of logs is too much."}
    second = office.ref("evidence_request.narrow", **narrow, due=date(2026, 12, 4))
    old, new = (office.row(EvidenceRequest, reference=one) for one in (first, second))
    assert (old.state, new.state, new.narrows_id) == (
        EvidenceRequestState.NARROWED,
        EvidenceRequestState.ISSUED,
        old.id,
    )
    assert (new.title, new.requirement_id, new.due) == (old.title, old.requirement_id, date(2026, 12, 4))
    assert office.row(EvidenceRequestText, evidence_request_id=old.id).review == "A year of logs is too much."
    assert office.refuse("evidence_request.narrow", **narrow)
    office.do("assessment.cancel", assessment=notes["assessment"], reason="not needed")
    assert "Cancelled" in office.refuse("evidence_request.narrow", **(narrow | {"evidence_request": second})).sentence
    office.do("evidence_request.withdraw", evidence_request=second, reason="not needed")


# --- caveats ----------------------------------------------------------------------------------------------------------


def test_a_caveat_is_met_by_evidence_and_verified_by_another(reviewed: Begun) -> None:
    office, notes = reviewed
    assurance.conclude(office, notes)
    proof = office.evidence(notes["case"], received_on=date(2026, 11, 12))
    office.do("person.add", name="L. Brook", employer=OPERATOR, first_day=date(2024, 1, 1))
    meet = {"caveat": notes["caveat 1"], "met_on": date(2026, 11, 12)}
    refused = office.refuse("caveat.meet", **meet, evidence=(proof,), verified_by="L. Brook")
    assert (refused.rule, refused.field) == ("R51", "verified_by")
    assert "which was assessed" in refused.sentence
    assert office.refuse("caveat.meet", **meet, evidence=()).field == "evidence"
    late_proof = office.evidence(notes["case"], received_on=date(2026, 11, 13))
    assert office.refuse("caveat.meet", **meet, evidence=(late_proof,)).field == "evidence"
    elsewhere = office.evidence(office.case(), received_on=date(2026, 11, 12))
    assert "another case" in office.refuse("caveat.meet", **meet, evidence=(elsewhere,)).sentence
    ahead = meet | {"met_on": date(2026, 12, 12)}
    assert "ahead" in office.refuse("caveat.meet", **ahead, evidence=(proof,)).sentence
    refused = office.refuse("caveat.meet", **meet, evidence=(proof,), verified_by="M. Okafor")
    assert (refused.field, "holds no capacity" in refused.sentence) == ("verified_by", True)
    given = {"person": "M. Okafor", "capacity": Capacity.ASSESSOR, "first_day": date(2026, 1, 1)}
    office.do("person.grant", **given)
    office.do("caveat.meet", **meet, evidence=(proof,), verified_by="M. Okafor")
    row = office.row(Caveat, reference=notes["caveat 1"])
    assert row.met_on == date(2026, 11, 12)
    assert office.row(EvidenceLink, record_id=row.id).record_kind == "caveat"
    assert "was met" in office.refuse("caveat.meet", **meet, evidence=(proof,)).sentence
    assert "was met" in office.refuse("caveat.withdraw", caveat=notes["caveat 1"], reason="again").sentence
    office.sound()


def test_a_caveat_follows_its_evidence(reviewed: Begun) -> None:
    office, notes = reviewed
    assurance.conclude(office, notes)
    proof = office.evidence(notes["case"], received_on=date(2026, 11, 12))
    office.do("caveat.meet", caveat=notes["caveat 1"], met_on=date(2026, 11, 12), evidence=(proof, proof))
    new = office.ref(
        "evidence.supersede",
        evidence=proof,
        file=FileGiven(name="whole.log", content=b"all of it"),
        received_on=date(2026, 11, 16),
        reason="The first copy was cut off.",
    )
    key = office.row(Caveat, reference=notes["caveat 1"]).id
    assert len(office.rows(EvidenceLink, record_id=key)) == 2
    done = office.do("evidence.withdraw", evidence=new, reason="It was of another desk.")
    assert [(one.rule, one.paragraph) for one in done.irregular] == [("R51", "57")]
    office.sound()


def test_the_owner_named_in_the_caveat_does_not_verify_it(reviewed: Begun) -> None:
    office, notes = reviewed
    office.do("caveat.set", caveat=notes["caveat 1"], owner="M. Okafor")
    proof = office.evidence(notes["case"], received_on=date(2026, 11, 12))
    meet = {"caveat": notes["caveat 1"], "met_on": date(2026, 11, 12), "evidence": (proof,)}
    assert office.refuse("caveat.meet", **meet, verified_by="M. Okafor").rule == "R51"
    office.force(Caveat, office.row(Caveat, reference=notes["caveat 1"]).id, owner=None)
    assert "no owner" in office.refuse("caveat.meet", **meet).sentence


def test_caveats_stand_as_the_pma_decided_on_them(reviewed: Begun) -> None:
    office, notes = reviewed
    weekend = office.do("caveat.set", caveat=notes["caveat 1"], due=date(2026, 12, 19))
    assert any("Saturday" in note for note in weekend.notes)
    assurance.conclude(office, notes)
    assert office.refuse("caveat.set", caveat=notes["caveat 1"], due=date(2027, 1, 1)).rule == "R51"
    add = {"assessment": notes["assessment"], "words_given": "A third."}
    assert office.refuse("caveat.add", **add).rule == "R51"
    withdraw = {"caveat": notes["caveat 1"], "reason": "It was put right before."}
    refused = office.refuse("caveat.withdraw", **withdraw)
    assert (refused.rule, refused.field) == ("R51", "decision"), "nobody takes away alone what the PMA concluded"
    refused = office.refuse("caveat.withdraw", **withdraw, decision=notes["decision"])
    assert "did not withdraw a caveat" in refused.sentence
    decision = office.decide(notes["assessment"], date(2026, 11, 17), asks=Asked.OTHER)
    office.do("caveat.withdraw", **withdraw, decision=decision)
    assert "withdrawn" in office.refuse("caveat.set", caveat=notes["caveat 1"], owner="X").sentence


# --- the year ---------------------------------------------------------------------------------------------------------


def rows(*names: str, first: int = 3, last: int = 4, **more: str) -> tuple[YearRow, ...]:
    return tuple(YearRow(organisation=name, month_from=first, month_to=last, **more) for name in names)


def test_a_year_of_sixty_is_planned_in_one_deed(laid: Office) -> None:
    names = [f"Participant {number:02d}" for number in range(60)]
    for name in names:
        laid.do("organisation.add", name=name, category="small_supplier")
    before = laid.head()[0]
    done = laid.do(
        "assessment.plan_year",
        year=2027,
        programme=rows(*names, assessor=ASSESSOR, criteria="RAPP 2.1; CP 1.0"),
        policy_clause=CLAUSE,
        rationale="Each participant once a year, as the PMA judged.",
    )
    assert done.notes == ("60 assessments planned for 2027, each in a case of its own.",)
    planned = laid.rows(Assessment)
    assert len(planned) == laid.count(Case) == 60
    assert {row.state for row in planned} == {AssessmentState.PLANNED}
    assert {(row.planned_from, row.planned_to) for row in planned} == {(date(2027, 3, 1), date(2027, 4, 30))}
    assert laid.head()[0] > before
    told = laid.do(
        "assessment.notify_many",
        assessments=tuple(row.reference for row in planned),
        notified_on=date(2026, 11, 20),
    )
    assert told.notes == ("60 participants notified on 20 November 2026.",)


def test_overlaps_of_a_year_are_said_and_a_programme_is_not_entered_twice(laid: Office) -> None:
    done = laid.do("assessment.plan_year", year=2027, programme=rows("Halden Power"))
    (held,) = laid.rows(Assessment)
    assert held.state == AssessmentState.PROPOSED, "without a clause of the policy it is proposed"
    assert "They are proposed and not planned: no clause of the Compliance Policy was named." in done.notes[-1]
    refused = laid.refuse("assessment.plan_year", year=2027, programme=rows(PARTICIPANT, "Halden Power"))
    assert refused.rule == "R55"
    assert "Row 2, Halden Power" in refused.sentence
    assert "Nothing was made" in refused.sentence
    assert laid.count(Case) == 1
    case = laid.row(Case).reference
    done = laid.do(
        "assessment.propose",
        case=case,
        title="A follow-up",
        kind="ad_hoc",
        planned_from=date(2027, 4, 30),
        planned_to=date(2027, 5, 7),
    )
    assert any(held.reference in note for note in done.notes)


@pytest.mark.parametrize(
    ("row", "rule", "words"),
    [
        (YearRow(organisation="Nobody Ltd", month_from=1, month_to=2), "", "no organisation"),
        (YearRow(organisation=PARTICIPANT, month_from=5, month_to=4), "", "out of order"),
        (YearRow(organisation=PARTICIPANT, month_from=0, month_to=13), "", "none of a year"),
        (YearRow(organisation=PARTICIPANT, month_from=1, month_to=2, criteria="RAPP"), "", "RAPP 2.1"),
        (YearRow(organisation=PARTICIPANT, month_from=1, month_to=2, criteria="RAPP 9.9"), "", "no version"),
        (YearRow(organisation=PARTICIPANT, month_from=1, month_to=2, criteria="CPS 1.0"), "R08", "not approved"),
        (YearRow(organisation=PARTICIPANT, month_from=1, month_to=2, assessor="Nobody"), "", "no organisation"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_wrong_row_is_named_and_nothing_is_made(laid: Office, row: YearRow, rule: str, words: str) -> None:
    refused = laid.refuse("assessment.plan_year", year=2027, programme=(*rows("Halden Power"), row))
    assert refused.rule == rule
    assert refused.sentence.startswith("Row 2, ")
    assert words in refused.sentence
    assert laid.count(Assessment) == laid.count(Case) == 0


def test_a_year_that_is_none_or_empty_is_refused(laid: Office) -> None:
    assert laid.refuse("assessment.plan_year", year=20, programme=rows(PARTICIPANT)).field == "year"
    assert laid.refuse("assessment.plan_year", year=2027, programme=()).field == "programme"
    refused = laid.refuse("assessment.plan_year", year=2027, programme=rows(PARTICIPANT), policy_clause=CLAUSE)
    assert refused.rule == "R57"
    laid.do("organisation.withdraw", organisation=PARTICIPANT, reason="It left the market.")
    assert "out of use" in laid.refuse("assessment.plan_year", year=2027, programme=rows(PARTICIPANT)).sentence


def test_what_was_proposed_is_planned_at_once(laid: Office) -> None:
    laid.do("assessment.plan_year", year=2027, programme=rows("Halden Power", PARTICIPANT))
    first, second = (row.reference for row in laid.rows(Assessment))
    given = {
        "assessments": (first, second.lower(), first),
        "policy_clause": CLAUSE,
        "rationale": "Each participant once a year.",
        "assessor": ASSESSOR,
        "criteria": "RAPP 2.1; CP 1.0",
        "month_from": 5,
        "month_to": 6,
    }
    done = laid.do("assessment.plan_many", **given)
    assert done.notes[-1] == f"2 assessments planned under clause {CLAUSE}."
    for row in laid.rows(Assessment):
        assert row.state == AssessmentState.PLANNED
        assert row.policy_clause == CLAUSE
        assert (row.planned_from, row.planned_to) == (date(2027, 5, 1), date(2027, 6, 30))
        assert row.assessor_id is not None
        assert len(laid.rows(AssessmentCriterion, assessment_id=row.id)) == 2
        assert laid.row(AssessmentText, assessment_id=row.id).rationale == "Each participant once a year."
    refused = laid.refuse("assessment.plan_many", **given)
    assert refused.sentence.startswith(f"{first} is Planned already")
    assert refused.sentence.endswith("None was planned.")


@pytest.mark.parametrize(
    ("more", "rule", "field"),
    [
        ({"assessments": ()}, "", "assessments"),
        ({"assessments": ("ASMT-2026-9999",)}, "", "assessments"),
        ({"rationale": ""}, "R57", "rationale"),
        ({"policy_clause": "99.9"}, "R09", "policy_clause"),
        ({"month_to": 4}, "", "month_from"),
        ({"month_from": 5, "month_to": 4}, "", "month_to"),
        ({"criteria": "RAPP 9.9"}, "", "assessments"),
        ({"assessor": "Nobody"}, "", "assessments"),
    ],
    ids=str,
)
def test_several_are_planned_or_none(laid: Office, more: dict[str, object], rule: str, field: str) -> None:
    laid.do("assessment.plan_year", year=2027, programme=rows("Halden Power", PARTICIPANT))
    given: dict[str, object] = {
        "assessments": tuple(row.reference for row in laid.rows(Assessment)),
        "policy_clause": CLAUSE,
        "rationale": "Each participant once a year.",
    }
    refused = laid.refuse("assessment.plan_many", **{**given, **more})
    assert (refused.rule, refused.field) == (rule, field)
    assert {row.state for row in laid.rows(Assessment)} == {AssessmentState.PROPOSED}


# --- schemes ----------------------------------------------------------------------------------------------------------


def test_a_scheme_has_one_name_and_days_in_order(laid: Office) -> None:
    given = {"name": "Second Scheme", "recognised_by": "UK Government"}
    days = {"contract_from": date(2026, 2, 1), "contract_to": date(2026, 1, 1)}
    assert laid.refuse("scheme.add", **given, **days).field == "contract_to"
    assert laid.refuse("scheme.add", **(given | {"name": SCHEME})).field == "name"
    assert laid.ref("scheme.add", **given) == "SCHM-0002"
    laid.do("scheme.withdraw", scheme="SCHM-0002", reason="The contract ended.")
    assert "already" in laid.refuse("scheme.withdraw", scheme="SCHM-0002", reason="again").sentence
    admit = {"assessor": SECOND_ASSESSOR, "scheme": "SCHM-0002", "first_day": date(2026, 12, 1)}
    assert laid.refuse("assessor.admit", **admit).field == "scheme"


def test_an_assessor_stands_under_a_scheme_once_at_a_time(laid: Office) -> None:
    admit = {"assessor": SECOND_ASSESSOR, "scheme": SCHEME, "first_day": date(2026, 6, 1)}
    refused = laid.refuse("assessor.admit", **(admit | {"assessor": "Halden Power"}))
    assert (refused.rule, refused.field) == ("R50", "assessor")
    assert laid.refuse("assessor.admit", **admit, last_day=date(2026, 5, 1)).field == "last_day"
    assert "ahead" in laid.refuse("assessor.admit", **admit, independence_declared_on=date(2026, 12, 1)).sentence
    assert "already" in laid.refuse("assessor.admit", **(admit | {"assessor": ASSESSOR})).sentence
    done = laid.do("assessor.admit", **admit)
    assert any("has not declared" in note for note in done.notes)
    declare = {"independence_declared_on": date(2026, 6, 2), "independence": "Independent."}
    laid.do("assessor.declare", assessor=SECOND_ASSESSOR, scheme=SCHEME, **declare)
    end = {"assessor": SECOND_ASSESSOR, "scheme": SCHEME, "reason": "It left."}
    assert laid.refuse("assessor.end", **end, withdrawn_on=date(2026, 5, 1)).field == "withdrawn_on"
    laid.do("assessor.end", **end, withdrawn_on=date(2026, 9, 1))
    assert laid.refuse("assessor.end", **end, withdrawn_on=date(2026, 9, 1)).field == "assessor"
    assert laid.count(AssessorStanding) == 2
