"""An assessor's day: the sheet of an assessment, clause by clause, and what is raised from it (R48, R59)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from sqlalchemy import select

from pma_assure.records import coverage_facts
from pma_assure.records.assessments import Assessment, AssessmentCriterion, TeamMember
from pma_assure.records.cases import Finding, FindingText
from pma_assure.records.document_set import Requirement
from pma_assure.records.fieldwork import FieldLine, FieldLineText, FindingPattern, Observation
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Evidence, EvidenceLink
from pma_assure.records.people import Person
from pma_assure.rules.coverage import applies, coverage
from pma_assure.rules.fieldwork import check_line, may_be_filled, raised_from
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import EvidenceState, FieldResult, FindingClass, FindingState
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.evidence import EvidenceRef, link_to
from pma_assure.workflows.fieldwork_signatures import keep_unknown_signatures
from pma_assure.workflows.parameters import line, plain, ref, refs, rows, words

AssessmentRef = Annotated[str, ref("assessment", label="Assessment")]
LineRef = Annotated[str, ref("field_line", label="Line", help="Its reference (ASMT-2026-0003/L12).")]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineGiven:
    """What an assessor writes down about one clause; what is left out stays as it is."""

    requirement: Annotated[str, ref("requirement", label="Requirement")]
    result: Annotated[FieldResult | None, plain("Result")] = None
    test: Annotated[str | None, words("Test")] = None
    sample: Annotated[str | None, words("Sample")] = None
    seen: Annotated[str | None, words("What was seen")] = None
    initials: Annotated[str | None, line("Initials")] = None
    tested_on: Annotated[date | None, plain("Tested on")] = None
    version: Annotated[int | None, plain("Version", "The version read; a later one is not overwritten.")] = None


def assessment_at_work(desk: Desk, assessment: str) -> Assessment:
    """The assessment whose sheet may be filled now; Refused before its planning and after its final report."""
    found = desk.find(Assessment, assessment, field="assessment")
    may_be_filled(found.reference, found.state)
    return found


@deed(
    "fieldwork.prepare",
    "Prepare the sheet",
    refuses=(
        "the assessment has no criteria yet, or none of their clauses applies to the participant (R45, paragraph 54)",
        "the assessment is over",
    ),
)
def prepare(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    requirements: Annotated[
        tuple[str, ...], refs("requirement", label="Requirements", help="Empty: every clause of the criteria.")
    ] = (),
    only_what_is_left: Annotated[
        bool,
        plain("Only what is left to test", "Leave out what is covered already; in part is not covered (paragraph 70)."),
    ] = False,
) -> str:
    """Put the clauses that are to be tested on the sheet; those that stand there stay as they are.

    With "only what is left", the gaps of the participant's coverage become the reduced scope (R59, R60).
    """
    found = assessment_at_work(desk, assessment)
    chosen = (
        [desk.find(Requirement, each, field="requirements") for each in requirements]
        if requirements
        else _of_criteria(desk, found)
    )
    if not chosen:
        raise Refused(
            f"{found.reference} has no criteria with a clause that applies to the participant: fix the criteria first.",
            rule="R45",
            paragraph="54",
            field="assessment",
        )
    if only_what_is_left:
        desk.session.flush()
        held_already = coverage_facts.applicable(desk.session, found.organisation_id, desk.day)
        left = coverage(held_already, desk.day).left
        chosen = [each for each in chosen if each.reference in left]
        if not chosen:
            raise Refused(
                "Everything that applies is covered already: nothing is left to test.",
                rule="R59",
                paragraph="63, 70",
                field="only_what_is_left",
            )
    held = {row.requirement_id for row in desk.all(FieldLine, assessment_id=found.id)}
    for requirement in chosen:
        if requirement.id not in held:
            _add_line(desk, found, requirement)
    return found.reference


def _of_criteria(desk: Desk, assessment: Assessment) -> list[Requirement]:
    """The clauses of the criteria that apply to the participant, document by document, in their order."""
    versions = [
        row.document_version_id
        for row in desk.all(
            AssessmentCriterion, assessment_id=assessment.id, withdrawn_on=None, order_by=AssessmentCriterion.id
        )
    ]
    category = desk.session.get_one(Organisation, assessment.organisation_id).category
    return [
        requirement
        for version in versions
        for requirement in desk.all(Requirement, document_version_id=version, order_by=Requirement.position)
        if applies(category, requirement.applies_to)
    ]


def _add_line(desk: Desk, assessment: Assessment, requirement: Requirement) -> FieldLine:
    number = desk.count_up(f"{assessment.reference}/L")
    row = desk.add(
        FieldLine(
            reference=f"{assessment.reference}/L{number}",
            assessment_id=assessment.id,
            requirement_id=requirement.id,
            position=number,
            result=FieldResult.NOT_TESTED,
        )
    )
    desk.session.flush()
    desk.add(FieldLineText(field_line_id=row.id))
    return row


@deed(
    "fieldwork.fill",
    "Fill in the sheet",
    refuses=(
        "a clause that is not on the sheet",
        "met or not met without what was seen, or without the initials of whoever saw it (R50, paragraph 57)",
        "a day ahead",
        "somebody else changed the line since it was read",
    ),
)
def fill(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    lines: Annotated[tuple[LineGiven, ...], rows("Lines")],
) -> str:
    """Write down what was tested and seen, clause by clause; what is left out of a line stays as it is.

    Initials and day are the acting assessor's, and today, where a result is given and they are not. Initials of nobody
    in the team are kept and marked irregular: the conclusion waits until that is put right (R50, paragraph 57).
    """
    found = assessment_at_work(desk, assessment)
    held = {
        requirement: (row, text)
        for row, text, requirement in desk.session.execute(
            select(FieldLine, FieldLineText, Requirement.reference)
            .join(FieldLineText, FieldLineText.field_line_id == FieldLine.id)
            .join(Requirement, Requirement.id == FieldLine.requirement_id)
            .where(FieldLine.assessment_id == found.id, FieldLine.withdrawn_on.is_(None))
        )
    }
    own = own_initials(desk, found.id)
    for given in lines:
        asked = given.requirement.strip().upper()
        if asked not in held:
            raise Refused(
                f"{asked} is not on the sheet of {found.reference}: prepare the sheet with it first.", field="lines"
            )
        _fill_line(desk, asked, *held[asked], given, own)
    keep_unknown_signatures(desk, found)
    return found.reference


def _fill_line(
    desk: Desk, requirement: str, row: FieldLine, text: FieldLineText, given: LineGiven, own: str | None
) -> None:
    if given.tested_on is not None:
        desk.not_ahead(given.tested_on, field="lines")
    values: dict[str, object] = {
        "result": given.result,
        "test": given.test,
        "sample": given.sample,
        "seen": given.seen,
        "initials": None if given.initials is None else given.initials.strip()[:8],
        "tested_on": given.tested_on,
    }
    desk.expect_version(row, given.version, values, beside=(text,), named=requirement)
    desk.change(row, values, beside=(text,))
    if row.result != FieldResult.NOT_TESTED:
        row.initials = row.initials or own
        row.tested_on = row.tested_on or desk.day
    elif given.result == FieldResult.NOT_TESTED:
        row.tested_on = None
    check_line(requirement, row.result, seen=text.seen, initials=row.initials)


def own_initials(desk: Desk, assessment_id: UUID) -> str | None:
    """The initials of who acts, as a member of the assessment's team; None for somebody else."""
    held = desk.all(TeamMember, assessment_id=assessment_id, person_id=desk.acting.person_id)
    return held[-1].initials if held else None


@deed("fieldwork.link_evidence", "Link evidence to a line", refuses=("the item was replaced or withdrawn",))
def link_evidence(desk: Desk, *, line: LineRef, evidence: EvidenceRef) -> str:
    """Say which item shows what was seen; a finding raised from the line takes its evidence along."""
    row = desk.find(FieldLine, line, field="line")
    link_to(desk, evidence, "field_line", row.id, row.reference)
    return row.reference


@deed(
    "fieldwork.take_off",
    "Take a clause off the sheet",
    refuses=("it was tested: what was seen stays",),
)
def take_off(desk: Desk, *, line: LineRef) -> str:
    """Take a clause off that is not to be tested after all; what was tested stays."""
    row = desk.find(FieldLine, line, field="line")
    if row.result != FieldResult.NOT_TESTED:
        raise Refused(f"{row.reference} was tested; what was seen stays on the sheet.", field="line")
    row.withdrawn_on = desk.day
    return row.reference


@deed(
    "fieldwork.raise_finding",
    "Raise a finding from the line",
    refuses=("neither words of its own nor a text of the library", "the requirement was found to be met"),
)
def raise_finding(
    desk: Desk,
    *,
    line: LineRef,
    pattern: Annotated[
        str | None,
        ref(
            "finding_pattern", label="Text of the library", help="Gives the class and the words; what you give stands."
        ),
    ] = None,
    finding_class: Annotated[FindingClass | None, plain("Class", "Empty: as the library's text says.")] = None,
    title: Annotated[str | None, line("Finding in short", "Empty: as the library's text says.")] = None,
    statement: Annotated[str | None, words("What was found", "Empty: what was seen, or the library's text.")] = None,
    began_on: Annotated[date | None, plain("Non-compliance began on")] = None,
    impact: Annotated[str, words("Impact")] = "",
) -> str:
    """Raise a draft finding where the requirement failed, with the line's evidence and, if wanted, a library text."""
    row = desk.find(FieldLine, line, field="line")
    assessment = _at_work_id(desk, row.assessment_id)
    if row.result == FieldResult.MET:
        raise Refused(f"{row.reference} is met: say first what was not.", field="line")
    seen = desk.beside(FieldLineText, field_line_id=row.id).seen
    text = None if pattern is None else desk.find(FindingPattern, pattern, field="pattern")
    found = _draft(
        desk,
        assessment,
        requirement_id=row.requirement_id,
        title=title or (text.title if text else ""),
        finding_class=finding_class or (text.finding_class if text else None),
        statement=statement or _joined(text.statement if text else "", seen),
        impact=impact or (text.impact if text else ""),
        root_cause=text.root_cause if text else "",
        began_on=began_on,
        source=raised_from(row.reference),
    )
    _take_evidence_along(desk, row.id, found)
    return found.reference


def _at_work_id(desk: Desk, assessment_id: UUID) -> Assessment:
    found = desk.session.get_one(Assessment, assessment_id)
    may_be_filled(found.reference, found.state)
    return found


def _joined(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text.strip())


def _draft(
    desk: Desk,
    assessment: Assessment,
    *,
    requirement_id: UUID | None,
    title: str,
    finding_class: FindingClass | None,
    statement: str,
    impact: str,
    root_cause: str,
    began_on: date | None,
    source: str,
) -> Finding:
    if not title.strip() or not statement.strip() or finding_class is None:
        missing = [
            name
            for name, there in (
                ("its title", title.strip()),
                ("what was found", statement.strip()),
                ("its class", finding_class),
            )
            if not there
        ]
        raise Refused(f"Give {' and '.join(missing)}, or choose a text of the library.", field="title")
    if began_on is not None and began_on > desk.day:
        raise Refused("It was identified before it began; look at the days.", field="began_on")
    found = desk.add(
        Finding(
            reference=desk.allot("FIND", desk.day.year),
            case_id=assessment.case_id,
            requirement_id=requirement_id,
            title=title,
            finding_class=finding_class,
            state=FindingState.DRAFT,
            source=source,
            began_on=began_on,
            identified_on=desk.day,
            assessment_id=assessment.id,
        )
    )
    desk.session.flush()
    desk.add(FindingText(finding_id=found.id, statement=statement, impact=impact, root_cause=root_cause))
    return found


def _take_evidence_along(desk: Desk, record_id: UUID, finding: Finding) -> None:
    """Link what shows what was seen on a line; an item that was replaced or withdrawn shows it no longer."""
    for row in desk.all(EvidenceLink, record_id=record_id, withdrawn_on=None):
        item = desk.session.get_one(Evidence, row.evidence_id)
        if item.state == EvidenceState.HELD:
            link_to(desk, item.reference, "finding", finding.id, finding.reference)


@deed("observation.record", "Write down an observation", refuses=("a day ahead", "the assessment is over"))
def record_observation(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    what: Annotated[str, words("What was observed", "In the observer's own words.")],
    requirement: Annotated[str | None, ref("requirement", label="Requirement")] = None,
    observer: Annotated[str | None, ref("person", label="Observer", help="Empty: who writes it down.")] = None,
    seen_on: Annotated[date | None, plain("Seen on")] = None,
) -> str:
    """Keep what one assessor saw, in that assessor's words; two of them can become one finding."""
    found = assessment_at_work(desk, assessment)
    desk.not_ahead(seen_on or desk.day, field="seen_on")
    number = desk.count_up(f"{found.reference}/O")
    row = desk.add(
        Observation(
            reference=f"{found.reference}/O{number}",
            assessment_id=found.id,
            number=number,
            requirement_id=None if requirement is None else desk.find(Requirement, requirement, field="requirement").id,
            observer_id=desk.acting.person_id if observer is None else desk.find(Person, observer, field="observer").id,
            seen_on=seen_on or desk.day,
            words=what,
        )
    )
    return row.reference


ObservationRef = Annotated[str, ref("observation", label="Observation")]


@deed("observation.withdraw", "Withdraw an observation", refuses=("a finding rests on it",))
def withdraw_observation(desk: Desk, *, observation: ObservationRef) -> str:
    """Withdraw what was written down by mistake; it stays in the register."""
    row = desk.find(Observation, observation, field="observation")
    if row.finding_id is not None:
        raise Refused(f"{row.reference} is a source of a finding and stays.", field="observation")
    row.withdrawn_on = desk.day
    return row.reference


@deed(
    "observation.consolidate",
    "Make one finding of observations",
    refuses=(
        "an observation of another assessment, withdrawn, or part of another finding",
        "observations on different requirements, without saying which was not met",
    ),
)
def consolidate(
    desk: Desk,
    *,
    observations: Annotated[tuple[str, ...], refs("observation", label="Observations")],
    title: Annotated[str, line("Finding in short")],
    finding_class: Annotated[FindingClass, plain("Class")],
    statement: Annotated[str, words("What was found", "Empty: the observations one after the other.")] = "",
    requirement: Annotated[str | None, ref("requirement", label="Requirement")] = None,
    began_on: Annotated[date | None, plain("Non-compliance began on")] = None,
    impact: Annotated[str, words("Impact")] = "",
) -> str:
    """Make one draft finding of what several assessors observed; each stays as its source, in its own words.

    The evidence of the lines of the sheet that they are about supports the finding too, as of one raised from a line.
    """
    held = list(dict.fromkeys(desk.find(Observation, each, field="observations") for each in observations))
    if not held:
        raise Refused("Choose the observations.", field="observations")
    assessment = _at_work_id(desk, held[0].assessment_id)
    for row in held:
        if row.assessment_id != assessment.id:
            raise Refused(f"{row.reference} belongs to another assessment.", field="observations")
        if row.finding_id is not None or row.withdrawn_on is not None:
            raise Refused(
                f"{row.reference} is withdrawn, or a source of another finding already.", field="observations"
            )
    cited = {row.requirement_id for row in held if row.requirement_id is not None}
    if requirement is None and len(cited) > 1:
        raise Refused(
            "They are about different requirements: say which one was not met.",
            rule="R02",
            paragraph="15",
            field="requirement",
        )
    chosen = (
        next(iter(cited), None) if requirement is None else desk.find(Requirement, requirement, field="requirement").id
    )
    found = _draft(
        desk,
        assessment,
        requirement_id=chosen,
        title=title,
        finding_class=finding_class,
        statement=statement or _joined(*(row.words for row in held)),
        impact=impact,
        root_cause="",
        began_on=began_on,
        source=f"Observations {', '.join(row.reference.rpartition('/')[2] for row in held)} of {assessment.reference}",
    )
    for row in held:
        row.finding_id = found.id
    for clause in dict.fromkeys([*(row.requirement_id for row in held), chosen]):
        for line_ in desk.all(FieldLine, assessment_id=assessment.id, requirement_id=clause, withdrawn_on=None):
            _take_evidence_along(desk, line_.id, found)
    return found.reference
