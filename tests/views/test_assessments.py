"""Assessments as they are listed, shown, found, chosen and owed, on a register of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest

from pma_assure.records.assessments import Assessment, AssessmentReport, Caveat
from pma_assure.records.cases import Case
from pma_assure.records.organisations import Organisation
from pma_assure.records.reliance import RelianceDecision
from pma_assure.register.check import check
from pma_assure.register.register import Register
from pma_assure.rules.vocabulary import AssessmentState, AssuranceStatus, EvidenceRequestKind, RequestAnswer
from pma_assure.views import cases, choices, duties, lists, records, search
from pma_assure.workflows.parameters import FileGiven
from tests.workflows import assurance
from tests.workflows.assurance import ASSESSOR, CLAUSE, OPERATOR, SCHEME
from tests.workflows.desk import PARTICIPANT, TODAY, Office, found_office

Assured = tuple[Office, dict[str, str]]


@pytest.fixture(scope="module")
def assured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assured]:
    """A concluded pre-operational assessment, and two routine ones of one participant that overlap."""
    office = found_office(tmp_path_factory.mktemp("assured") / "office.pma")
    assurance.lay(office)
    notes = assurance.reviewed(office)
    assurance.conclude(office, notes)
    routine = assurance.planned(office)
    notes["routine"], notes["routine case"] = routine["assessment"], routine["case"]
    assurance.begin(office, notes["routine"])
    notes["open request"] = office.ref(
        "evidence_request.issue",
        assessment=notes["routine"],
        title="Card register",
        kind=EvidenceRequestKind.INFORMATION,
        what="Who holds which card.",
        issued_on=date(2026, 9, 2),
        due=date(2026, 11, 13),
        contractor="Coldharbour Key Services",
    )
    notes["second"] = office.ref(
        "assessment.propose",
        case=routine["case"],
        title="A second",
        kind="routine",
        planned_from=date(2026, 9, 30),
        planned_to=date(2026, 10, 9),
    )
    owner = office.row(Organisation, name=PARTICIPANT)
    case = office.row(Assessment, reference=notes["routine"]).case_id
    office.writing(
        lambda session: session.add(
            RelianceDecision(
                reference="RELY-2026-0001",
                case_id=case,
                organisation_id=owner.id,
                title="ISO/IEC 27001",
                certificate="C-1",
                issued_by="A body",
                valid_from=date(2026, 1, 1),
            )
        )
    )
    yield office, notes
    office.register.close()


def item(register: Register, kind: str, reference: str) -> dict[str, object]:
    return next(one for one in lists.items(register, TODAY, kind) if one["reference"] == reference)


@pytest.mark.parametrize("kind", ["assessments", "evidence_requests"])
def test_items_hold_what_the_contract_says(assured: Assured, kind: str) -> None:
    office, _ = assured
    items = lists.items(office.register, TODAY, kind)
    assert [one["reference"] for one in items] == sorted(str(one["reference"]) for one in items)
    assert items
    for one in items:
        assert set(one) >= set(lists.USUAL)
        assert str(one["organisation"]).startswith("ORG-")
        assert str(one["case"]).startswith("CASE-")
    assert json.loads(json.dumps(items)) == items
    keys = lists.ids(office.register, TODAY, kind, words="", sort="", descending=False)
    row = lists.rows(office.register, TODAY, kind, keys[-1:])[0]
    assert keys[-1] in lists.ids(office.register, TODAY, kind, words=row.reference.lower(), sort="", descending=False)
    assert lists.every_row(office.register, TODAY, kind) == lists.rows(office.register, TODAY, kind, keys)
    for column in lists.columns(kind):
        assert set(lists.ids(office.register, TODAY, kind, words="", sort=column.key, descending=True)) == set(keys)


def test_an_assessment_is_listed_with_its_status_and_counts(assured: Assured) -> None:
    office, notes = assured
    done = item(office.register, "assessments", notes["assessment"])
    assert (done["state"], done["set_status"], done["kind"]) == (
        "concluded",
        "approved_with_caveats",
        "pre_operational",
    )
    assert (done["scope_covered"], done["scope_items"], done["open_caveats"], done["due"]) == (3, 3, 2, None)
    assert done["final_report"] == notes["report"]
    assert done["conclusion_decision"] == notes["decision"]
    running = item(office.register, "assessments", notes["routine"])
    assert (running["open_requests"], running["assessor_name"], running["final_report"]) == (1, ASSESSOR, None)
    texts = lists.texts(office.register, "assessments")
    assert texts[notes["assessment"]]["conclusion"] == "It complies."


def test_a_request_is_as_late_as_its_date_says_and_the_participants(assured: Assured) -> None:
    office, notes = assured
    late = item(office.register, "evidence_requests", notes["open request"])
    assert (late["due"], late["days_overdue"], late["state"]) == ("2026-11-13", 10, "issued")
    assert (late["organisation_name"], late["contractor_name"]) == (PARTICIPANT, "Coldharbour Key Services")
    shown = records.show(office.register, TODAY, notes["open request"])
    assert shown["fields"]["days_overdue"] == 10  # type: ignore[index]  # fields are a mapping
    assert shown["fields"]["irregular"][0]["rule"] == "R49"  # type: ignore[index]  # fields are a mapping


def test_an_assessment_is_shown_with_everything_that_belongs_to_it(assured: Assured) -> None:
    office, notes = assured
    shown = records.show(office.register, TODAY, notes["assessment"])
    fields = shown["fields"]
    assert isinstance(fields, dict)
    assert shown["kind"] == "assessment"
    assert fields["scope_coverage"]["sentence"] == "3 of 3"
    assert [(one["short_name"], one["label"]) for one in fields["criteria"]] == [("RAPP", "2.1")]
    assert (fields["policy"].split("/")[1], fields["policy_clause"]) == ("1.0", CLAUSE)
    assert [one["final"] for one in fields["reports"]] == [True]
    assert [one["owner"] for one in fields["caveats"]] == [
        f"{OPERATOR}, Head of PKI",
        f"{OPERATOR}, Head of operations",
    ]
    assert fields["changed_since_decision"] is False
    roles = {link["role"]: link["reference"] for link in shown["links"]}  # type: ignore[attr-defined]  # a list
    assert roles["conclusion_decision"] == notes["decision"]
    assert shown["history"]


@pytest.mark.parametrize("part", ["S1", "P1", "R1", "C1"])
def test_each_part_has_a_reference_of_its_own(assured: Assured, part: str) -> None:
    office, notes = assured
    shown = records.show(office.register, TODAY, f"{notes['assessment']}/{part}")
    fields = shown["fields"]
    assert isinstance(fields, dict)
    assert fields["organisation_name"] == OPERATOR
    assert fields["assessment"] == notes["assessment"]
    assert shown["history"]


def test_a_scheme_is_shown_with_who_stands_under_it(assured: Assured) -> None:
    office, _ = assured
    fields = records.show(office.register, TODAY, "SCHM-0001")["fields"]
    assert isinstance(fields, dict)
    assert fields["name"] == SCHEME
    assert [one["name"] for one in fields["assessors"]] == [ASSESSOR]


def test_it_is_found_by_its_words_and_opens_its_case(assured: Assured) -> None:
    office, notes = assured
    (hit, *_) = search.find(office.register, notes["assessment"])
    assert (hit.reference, hit.opens) == (notes["assessment"], notes["case"])
    found = {one.reference for one in search.find(office.register, "card register")}
    assert notes["open request"] in found
    assert cases.of(office.register, notes["open request"]) == notes["routine case"]


@pytest.mark.parametrize(
    "kind", ["assessment", "scope_item", "report", "evidence_request", "caveat", "scheme", "reliance"]
)
def test_choices_are_found_by_their_words(assured: Assured, kind: str) -> None:
    office, _ = assured
    offered = choices.offered(office.register, (kind,), "", limit=500)
    assert offered
    assert offered[-1] in choices.offered(office.register, (kind,), offered[-1].reference.lower(), limit=500)
    assert choices.offered(office.register, (kind,), "no such word as this") == ()


def test_duties_are_owed_from_what_is_kept(assured: Assured) -> None:
    office, notes = assured
    owed = {(one.reference, one.deed): one for one in duties.owed(office.register, TODAY)}
    request = owed[notes["open request"], "evidence_request.answer"]
    assert (request.who, request.days_overdue, request.case) == (PARTICIPANT, 10, notes["routine case"])
    assert owed[notes["routine"], "assessment.record_report"].who == ASSESSOR
    overlap = owed[notes["routine"], "assessment.coordinate"]
    assert notes["second"] in overlap.what
    assert (notes["second"], "assessment.coordinate") not in owed, "each pair is owed once"
    assert owed[notes["caveat 1"], "caveat.meet"].due == date(2026, 12, 18)
    concluded_case = office.row(Case, id=office.row(Assessment, reference=notes["assessment"]).case_id).reference
    assert (concluded_case, "case.close") not in owed, "two caveats are not met"
    later = {(one.reference, one.deed): one for one in duties.owed(office.register, date(2028, 1, 1))}
    assert "until 31 December 2027" in later[notes["routine"], "assessment.assign_assessor"].detail


def test_an_agreement_on_an_overlap_settles_it(bench_office: Assured) -> None:
    office, notes = bench_office
    case = notes["case"]
    days = {"planned_from": date(2026, 9, 1), "planned_to": date(2026, 9, 9)}
    second = office.ref("assessment.propose", case=case, title="Second", kind="routine", **days)
    assert any(one.deed == "assessment.coordinate" for one in duties.owed(office.register, TODAY))
    office.do(
        "assessment.coordinate",
        assessment=second,
        other=notes["assessment"],
        agreed_on=date(2026, 8, 4),
        note="One visit.",
    )
    assert not any(one.deed == "assessment.coordinate" for one in duties.owed(office.register, TODAY))
    fields = records.show(office.register, TODAY, notes["assessment"])["fields"]
    assert isinstance(fields, dict)
    assert fields["overlaps"] == [second]
    assert fields["coordinations"][0]["note"] == "One visit."
    (page,) = [
        one for one in cases.page(office.register, TODAY, case).assessments if one.reference == notes["assessment"]
    ]
    assert (page.overlaps, page.coordinated) == ((), (second,)), "nothing is left to agree"


@pytest.fixture
def bench_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assured]:
    office = found_office(tmp_path_factory.mktemp("overlaps") / "office.pma")
    assurance.lay(office)
    yield office, assurance.planned(office)
    office.register.close()


def test_check_names_a_status_that_rests_on_a_test_report(tmp_path_factory: pytest.TempPathFactory) -> None:
    office = found_office(tmp_path_factory.mktemp("unsound") / "office.pma")
    assurance.lay(office)
    notes = assurance.reviewed(office)
    office.sound()
    test_only = assurance.report(office, notes["assessment"], assurance.TEST)
    row = office.row(Assessment, reference=notes["assessment"])
    report = office.row(AssessmentReport, reference=test_only)
    status = {"state": AssessmentState.CONCLUDED, "set_status": AssuranceStatus.APPROVED}
    office.force(Assessment, row.id, final_report_id=report.id, **status)
    problems = [one for one in check(office.register).problems if one.code == "invariant_9"]
    assert {one.reference for one in problems} == {notes["assessment"]}
    assert any("R52, paragraph 66" in one.sentence for one in problems)
    office.register.close()


def test_check_names_a_status_that_is_not_the_one_decided_on(tmp_path_factory: pytest.TempPathFactory) -> None:
    office = found_office(tmp_path_factory.mktemp("otherwise") / "office.pma")
    assurance.lay(office)
    notes = assurance.reviewed(office)
    assurance.conclude(office, notes)
    office.sound()
    row = office.row(Assessment, reference=notes["assessment"])
    office.force(Assessment, row.id, set_status=AssuranceStatus.APPROVED)
    (problem,) = [one for one in check(office.register).problems if one.severity == "fault"]
    assert "its status is approved, and the PMA decided on approved_with_caveats" in problem.sentence
    office.register.close()


def test_a_case_is_to_be_closed_once_its_caveats_are_met(tmp_path_factory: pytest.TempPathFactory) -> None:
    office = found_office(tmp_path_factory.mktemp("caveats") / "office.pma")
    assurance.lay(office)
    notes = assurance.reviewed(office)
    assurance.conclude(office, notes)
    proof = office.evidence(notes["case"], received_on=date(2026, 11, 12))

    def to_close() -> bool:
        return any(one.deed == "case.close" for one in duties.owed(office.register, TODAY))

    for number in (1, 2):
        assert not to_close()
        met = {"caveat": notes[f"caveat {number}"], "met_on": date(2026, 11, 12), "evidence": (proof,)}
        office.do("caveat.meet", **met)
    assert to_close()
    office.force(Caveat, office.row(Caveat, reference=notes["caveat 1"]).id, met_on=None, verified_by_id=None)
    done = office.do("case.close", case=notes["case"], reason="Nothing is open.")
    assert any(note.startswith(f"{notes['caveat 1']} is not met") for note in done.notes)
    office.register.close()


def test_a_refused_request_is_reviewed_once(bench_office: Assured) -> None:
    office, notes = bench_office
    assurance.begin(office, notes["assessment"])
    given = {"title": "Logs", "kind": EvidenceRequestKind.DATA, "what": "The logs.", "issued_on": date(2026, 9, 2)}
    request = office.ref("evidence_request.issue", assessment=notes["assessment"], **given, due=date(2026, 11, 13))
    office.do(
        "evidence_request.answer",
        evidence_request=request,
        answer=RequestAnswer.REFUSED,
        answered_on=date(2026, 9, 9),
        ground="Too much.",
    )

    def owed() -> list[tuple[str, str | None, int]]:
        return [
            (one.who, one.deed, one.days_overdue)
            for one in duties.owed(office.register, TODAY)
            if one.reference == request
        ]

    assert owed() == [("The PKI Specialist", "evidence_request.narrow", 0)]
    office.do("evidence_request.review", evidence_request=request, review="It is a month of logs, and reasonable.")
    assert owed() == [(PARTICIPANT, "evidence_request.answer", 10)]


def test_evidence_for_a_caveat_is_named_where_it_is_met(assured: Assured) -> None:
    office, notes = assured
    case = office.row(Case, id=office.row(Assessment, reference=notes["assessment"]).case_id).reference
    given = {
        "case": case,
        "title": "Change record",
        "source": OPERATOR,
        "received_on": TODAY,
        "file": FileGiven(name="a.txt", content=b"a"),
    }
    refused = office.refuse("evidence.add", **given, supports=(notes["caveat 1"],))
    assert "is a caveat: name the evidence by which it is met" in refused.sentence
    refused = office.refuse("evidence.add", **given, supports=(f"{notes['assessment']}/S1",))
    assert "Evidence supports a finding" in refused.sentence
