"""An assessor's sheet: prepared, filled clause by clause, and what is raised from it (R48, R50, R59)."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.records.assessments import Assessment, AssessmentCriterion, AssessmentText, TeamMember
from pma_assure.records.cases import Case, Finding, FindingText
from pma_assure.records.document_set import DocumentVersion, Requirement
from pma_assure.records.fieldwork import FieldLine, FieldLineText, FindingPattern, Observation
from pma_assure.records.house import Counter, IrregularFact
from pma_assure.records.papers import Evidence, EvidenceLink
from pma_assure.records.people import Person
from pma_assure.register.session import RegisterSession
from pma_assure.rules.vocabulary import (
    AssessmentKind,
    AssessmentState,
    Covers,
    FieldResult,
    FindingClass,
    FindingState,
)
from pma_assure.values.outcome import Done
from pma_assure.views import history
from pma_assure.workflows.fieldwork import LineGiven
from pma_assure.workflows.reliance import CoverageGiven
from tests.workflows.desk import KEEPER, Office

CLAUSE, OTHER = "REQ-RAPP-2.1-5.2", "REQ-RAPP-2.1-7.4"
REFERENCE = "ASMT-2026-0001"
SEEN = "Of 20 requests, 3 carry one signature."


@pytest.fixture
def at_work(office: Office) -> Office:
    """An assessment in progress with the RAPP as its criterion and the keeper in its team."""
    case = office.row(Case, reference=office.case())
    version = office.row(Requirement, reference=CLAUSE).document_version_id
    keeper = office.row(Person, name=KEEPER).id

    def begin(session: RegisterSession) -> None:
        assessment = Assessment(
            reference=REFERENCE,
            case_id=case.id,
            organisation_id=case.organisation_id,
            title="Routine assessment 2026",
            kind=AssessmentKind.ROUTINE,
            state=AssessmentState.IN_PROGRESS,
            state_on=date(2026, 11, 2),
            policy_version_id=version,
        )
        session.add(assessment)
        session.add(Counter(prefix="ASMT", year=2026, last=1))
        session.flush()
        session.add(AssessmentText(assessment_id=assessment.id))
        session.add(AssessmentCriterion(assessment_id=assessment.id, document_version_id=version))
        session.add(
            TeamMember(assessment_id=assessment.id, person_id=keeper, initials="RS", first_day=date(2026, 11, 2))
        )

    office.writing(begin)
    return office


def prepared(office: Office, **more: object) -> list[str]:
    office.do("fieldwork.prepare", assessment=REFERENCE, **more)
    references = {row.id: row.reference for row in office.rows(Requirement)}
    return [references[row.requirement_id] for row in office.rows(FieldLine)]


def fill(office: Office, *lines: LineGiven) -> None:
    office.do("fieldwork.fill", assessment=REFERENCE, lines=lines)


def line_of(office: Office, clause: str = CLAUSE) -> FieldLine:
    return office.row(FieldLine, requirement_id=office.row(Requirement, reference=clause).id)


def test_the_sheet_has_every_clause_of_the_criteria_that_applies(at_work: Office) -> None:
    on_sheet = prepared(at_work)
    assert CLAUSE in on_sheet
    assert OTHER in on_sheet
    version = at_work.row(Requirement, reference=CLAUSE).document_version_id
    assert at_work.row(DocumentVersion, id=version).label == "2.1"
    assert len(set(on_sheet)) == len(on_sheet)
    assert prepared(at_work) == on_sheet, "prepared again, nothing stands twice"
    at_work.sound()


def test_what_is_covered_already_is_left_out_of_a_reduced_scope(at_work: Office) -> None:
    reliance = at_work.ref(
        "reliance.propose",
        case=at_work.row(Case).reference,
        title="ISO/IEC 27001 certification",
        certificate="IS 501 772",
        issued_by="Penhallow Certification",
        scope="The registration desk.",
        valid_from=date(2026, 1, 1),
        requirements=(
            CoverageGiven(requirement=CLAUSE, covers=Covers.FULLY, reason="The same control."),
            CoverageGiven(requirement=OTHER, covers=Covers.IN_PART, gap="The desk.", residual="A sample."),
        ),
    )
    at_work.do("reliance.decide", reliance=reliance, decision=at_work.decide(reliance, date(2026, 11, 10)))
    on_sheet = prepared(at_work, only_what_is_left=True)
    assert CLAUSE not in on_sheet
    assert OTHER in on_sheet, "in part is not covered"


def test_a_line_keeps_what_is_not_given_and_takes_the_assessors_initials(at_work: Office) -> None:
    prepared(at_work)
    fill(at_work, LineGiven(requirement=CLAUSE, test="Draw 20 requests.", sample="20 of 412"))
    fill(at_work, LineGiven(requirement=CLAUSE.lower(), result=FieldResult.NOT_MET, seen=SEEN))
    row = line_of(at_work)
    text = at_work.row(FieldLineText, field_line_id=row.id)
    assert (row.result, row.initials, row.tested_on) == (FieldResult.NOT_MET, "RS", at_work.keeper.day)
    assert (text.test, text.sample, text.seen) == ("Draw 20 requests.", "20 of 412", SEEN)
    at_work.sound()


def test_initials_of_nobody_in_the_team_are_kept_and_marked_until_they_are_put_right(at_work: Office) -> None:
    prepared(at_work)

    def signed(requirement: str, initials: str) -> Done:
        given = LineGiven(requirement=requirement, result=FieldResult.MET, seen=SEEN, initials=initials)
        return at_work.do("fieldwork.fill", assessment=REFERENCE, lines=(given,))

    (kept,) = signed(CLAUSE, "RS/XY").irregular
    assert (kept.rule, kept.paragraph) == ("R50", "57")
    assert "signs as XY, and nobody in its team does" in kept.sentence
    assert line_of(at_work).initials == "RS/XY"
    assert not signed(OTHER, "xy").irregular, "the same initials are marked once"
    signed(OTHER, "RS")
    assert at_work.row(IrregularFact).settled_on is None, "another line is signed so still"
    signed(CLAUSE, "rs")
    assert at_work.row(IrregularFact).settled_on == at_work.keeper.day
    assert len(signed(CLAUSE, "ZH").irregular) == 1
    at_work.do("person.add", name="Z. Hale")
    at_work.do("assessment.join_team", assessment=REFERENCE, person="Z. Hale", initials="ZH")
    assert [fact for fact in at_work.rows(IrregularFact) if fact.settled_on is None] == []
    at_work.sound()


@pytest.mark.parametrize(
    "given",
    [
        LineGiven(requirement=CLAUSE, result=FieldResult.MET),
        LineGiven(requirement="REQ-RAPP-2.1-99.9", seen=SEEN),
        LineGiven(requirement=CLAUSE, seen=SEEN, tested_on=date(2027, 1, 1)),
    ],
)
def test_a_line_that_cannot_stand_is_refused_with_all_others(at_work: Office, given: LineGiven) -> None:
    prepared(at_work)
    good = LineGiven(requirement=OTHER, result=FieldResult.MET, seen="All of it.")
    at_work.refuse("fieldwork.fill", assessment=REFERENCE, lines=(good, given))
    assert line_of(at_work, OTHER).result == FieldResult.NOT_TESTED


def test_two_laptops_do_not_overwrite_each_other(at_work: Office) -> None:
    prepared(at_work)
    read = line_of(at_work).version
    fill(at_work, LineGiven(requirement=CLAUSE, seen=SEEN, version=read))
    refused = at_work.refuse(
        "fieldwork.fill", assessment=REFERENCE, lines=(LineGiven(requirement=CLAUSE, seen="None.", version=read),)
    )
    assert SEEN in refused.sentence
    assert "None." in refused.sentence


@pytest.mark.parametrize("state", [AssessmentState.PROPOSED, AssessmentState.UNDER_REVIEW, AssessmentState.CONCLUDED])
def test_a_sheet_has_its_time(at_work: Office, state: AssessmentState) -> None:
    prepared(at_work)
    at_work.force(Assessment, at_work.row(Assessment).id, state=state)
    at_work.refuse("fieldwork.prepare", assessment=REFERENCE)
    at_work.refuse("fieldwork.fill", assessment=REFERENCE, lines=(LineGiven(requirement=CLAUSE, seen=SEEN),))
    at_work.refuse("observation.record", assessment=REFERENCE, what="One card.")


def test_a_clause_is_taken_off_until_it_is_tested(at_work: Office) -> None:
    prepared(at_work)
    at_work.do("fieldwork.take_off", line=line_of(at_work, OTHER).reference)
    assert line_of(at_work, OTHER).withdrawn_on == at_work.keeper.day
    fill(at_work, LineGiven(requirement=CLAUSE, result=FieldResult.MET, seen=SEEN))
    at_work.refuse("fieldwork.take_off", line=line_of(at_work).reference)


def test_a_finding_is_raised_where_the_requirement_failed_with_its_evidence(at_work: Office) -> None:
    prepared(at_work)
    fill(at_work, LineGiven(requirement=CLAUSE, result=FieldResult.NOT_MET, seen=SEEN))
    line = line_of(at_work).reference
    evidence = at_work.evidence(at_work.row(Case).reference)
    at_work.do("fieldwork.link_evidence", line=line, evidence=evidence)
    pattern = at_work.ref(
        "finding_pattern.add",
        title="One signature where two are required",
        finding_class=FindingClass.MAJOR,
        statement="Requests were approved by one officer.",
        impact="A single person can obtain certificates.",
        root_cause="The form has one field.",
    )
    reference = at_work.ref("fieldwork.raise_finding", line=line, pattern=pattern)
    found = at_work.row(Finding, reference=reference)
    text = at_work.row(FindingText, finding_id=found.id)
    assert (found.state, found.finding_class) == (FindingState.DRAFT, FindingClass.MAJOR)
    assert found.requirement_id == at_work.row(Requirement, reference=CLAUSE).id
    assert found.assessment_id == at_work.row(Assessment).id
    assert text.statement == f"Requests were approved by one officer.\n\n{SEEN}"
    links = at_work.rows(EvidenceLink, record_id=found.id)
    assert [row.record_reference for row in links] == [reference]
    at_work.do("finding.open", finding=reference)
    at_work.sound()


def test_nothing_is_raised_without_words_or_from_what_is_met(at_work: Office) -> None:
    prepared(at_work)
    at_work.refuse("fieldwork.raise_finding", line=line_of(at_work).reference)
    fill(at_work, LineGiven(requirement=CLAUSE, result=FieldResult.MET, seen=SEEN))
    at_work.refuse(
        "fieldwork.raise_finding",
        line=line_of(at_work).reference,
        title="One officer",
        finding_class=FindingClass.MINOR,
    )
    assert at_work.count(Finding) == 0


def observed(office: Office, what: str, requirement: str | None = CLAUSE) -> str:
    return office.ref("observation.record", assessment=REFERENCE, what=what, requirement=requirement)


def test_observations_of_two_assessors_become_one_finding_that_keeps_both(at_work: Office) -> None:
    first = observed(at_work, "Three forms carry one signature.")
    second = observed(at_work, "The officer says that colleagues are often away.", None)
    reference = at_work.ref(
        "observation.consolidate",
        observations=(first, second, first),
        title="One officer",
        finding_class=FindingClass.MINOR,
    )
    found = at_work.row(Finding, reference=reference)
    statement = at_work.row(FindingText, finding_id=found.id).statement
    assert statement == "Three forms carry one signature.\n\nThe officer says that colleagues are often away."
    assert [row.finding_id for row in at_work.rows(Observation)] == [found.id, found.id]
    assert found.source == f"Observations O1, O2 of {REFERENCE}"
    (told, *_) = history.of(at_work.register, at_work.row(Case).reference)
    assert (told.deed, told.reference) == ("observation.consolidate", reference)
    at_work.refuse(
        "observation.consolidate", observations=(first,), title="Once more", finding_class=FindingClass.MINOR
    )
    at_work.refuse("observation.withdraw", observation=first)


def test_one_finding_of_observations_rests_on_the_evidence_of_their_lines(at_work: Office) -> None:
    prepared(at_work)
    line, other = line_of(at_work), line_of(at_work, OTHER)
    shown, withdrawn, elsewhere = (at_work.evidence(at_work.row(Case).reference) for _ in range(3))
    for item, seen_on in ((shown, line), (withdrawn, line), (elsewhere, other)):
        at_work.do("fieldwork.link_evidence", line=seen_on.reference, evidence=item)
    at_work.do("evidence.withdraw", evidence=withdrawn, reason="It is of another desk.")
    reference = at_work.ref(
        "observation.consolidate",
        observations=(observed(at_work, "Three forms carry one signature."), observed(at_work, "No list.", None)),
        title="One officer",
        finding_class=FindingClass.MAJOR,
    )
    found = at_work.row(Finding, reference=reference)
    links = at_work.rows(EvidenceLink, record_id=found.id)
    assert [at_work.row(Evidence, id=link.evidence_id).reference for link in links] == [shown]
    both = at_work.ref(
        "observation.consolidate",
        observations=(observed(at_work, "One card."), observed(at_work, "No list.", OTHER)),
        requirement=CLAUSE,
        title="Cards",
        finding_class=FindingClass.MINOR,
    )
    links = at_work.rows(EvidenceLink, record_id=at_work.row(Finding, reference=both).id)
    assert {at_work.row(Evidence, id=link.evidence_id).reference for link in links} == {shown, elsewhere}


def test_observations_on_two_requirements_say_which_was_not_met(at_work: Office) -> None:
    both = (observed(at_work, "One card."), observed(at_work, "No list.", OTHER))
    given = {"observations": both, "title": "One officer", "finding_class": FindingClass.MINOR}
    refused = at_work.refuse("observation.consolidate", **given)
    assert refused.field == "requirement"
    reference = at_work.ref("observation.consolidate", requirement=OTHER, **given)
    assert at_work.row(Finding, reference=reference).requirement_id == at_work.row(Requirement, reference=OTHER).id


def test_a_withdrawn_observation_is_kept_and_used_no_more(at_work: Office) -> None:
    first = observed(at_work, "Three forms carry one signature.")
    at_work.do("observation.withdraw", observation=first)
    at_work.refuse(
        "observation.consolidate", observations=(first,), title="One officer", finding_class=FindingClass.MINOR
    )
    assert at_work.row(Observation).words == "Three forms carry one signature."


def test_the_library_changes_and_findings_keep_their_words(at_work: Office) -> None:
    prepared(at_work)
    pattern = at_work.ref(
        "finding_pattern.add", title="One officer", finding_class=FindingClass.MINOR, statement="One officer alone."
    )
    at_work.refuse("finding_pattern.add", title="One officer", finding_class=FindingClass.MAJOR, statement="Another.")
    reference = at_work.ref("fieldwork.raise_finding", line=line_of(at_work).reference, pattern=pattern)
    at_work.do("finding_pattern.change", pattern=pattern, statement="[number] officers alone.")
    found = at_work.row(Finding, reference=reference)
    assert at_work.row(FindingText, finding_id=found.id).statement == "One officer alone."
    at_work.do("finding_pattern.withdraw", pattern=pattern)
    assert at_work.row(FindingPattern).withdrawn_on == at_work.keeper.day
