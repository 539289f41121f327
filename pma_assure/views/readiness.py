"""What is missing before a meeting, each with the sentence that mends it (R08, R28, R30, R70, R73; invariant 11).

The register may be sound and still not be ready: a finding without evidence is no fault of the file, and a member
will ask for it all the same. ``pma-assure check`` gives these as warnings, the page of a meeting for its own cases.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import exists, or_, select, true
from sqlalchemy.orm import Session

from pma_assure.records.assessments import Assessment, Caveat
from pma_assure.records.cases import Finding
from pma_assure.records.document_set import DocumentVersion, Requirement
from pma_assure.records.extracts import Extract, ExtractVersion, Passage, PassageText
from pma_assure.records.meetings import AgendaItem, Decision, DecisionText, Meeting
from pma_assure.records.papers import EvidenceLink
from pma_assure.records.plans import Milestone, Plan, PlanVersion, ProposedMilestone
from pma_assure.register.register import Register
from pma_assure.rules.state_sets import ENDED_FINDINGS
from pma_assure.rules.vocabulary import (
    AssessmentState,
    AssuranceStatus,
    DecisionState,
    Disposition,
    ExtractState,
    FindingClass,
    FindingState,
    MeetingState,
    PlanState,
)
from pma_assure.values.readiness import Missing
from pma_assure.values.soundness import Problem
from pma_assure.views import finding_versions

BEFORE_APPROVAL = (
    ExtractState.DRAFTING,
    ExtractState.PARTICIPANT_CONSULTED,
    ExtractState.SECURITY_REVIEW,
    ExtractState.READY_FOR_DECISION,
)
NEEDS_MILESTONES = (PlanState.SUBMITTED, PlanState.ADVISED)
CARRIED_OUT = (PlanState.APPROVED, PlanState.COMPLETION_REPORTED, PlanState.VARIATION_PROPOSED)
WITHOUT_VERSION_NEED = (FindingState.DRAFT, FindingState.DISPUTED, *ENDED_FINDINGS)
"""A citation may still be wrong while a finding is one of these (invariant 11)."""


def before_meeting(register: Register, as_of: date, reference: str) -> tuple[Missing, ...]:
    """What is missing in the cases on the agenda of one meeting, in the order of its items."""
    with register.reading() as session:
        return of_meeting(session, as_of, reference)


def of_meeting(session: Session, as_of: date, reference: str) -> tuple[Missing, ...]:
    """The same, within a session that already reads; only the meeting's own cases are looked at."""
    asked = reference.strip().upper().split("/")[0]
    cases = session.scalars(
        select(AgendaItem.case_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(Meeting.reference == asked, AgendaItem.case_id.is_not(None))
        .order_by(AgendaItem.number)
    ).all()
    wanted = [case for case in dict.fromkeys(cases) if case is not None]
    found = by_case(session, as_of, wanted)
    return tuple(one for case in wanted for one in found.get(case, ()))


def by_case(session: Session, as_of: date, cases: Collection[UUID]) -> dict[UUID, list[Missing]]:
    """What is missing in each of these cases, within a session that already reads."""
    found: dict[UUID, list[Missing]] = {case: [] for case in cases}
    for one in _all(session, as_of, cases) if cases else ():
        if one.case_key and UUID(one.case_key) in found:
            found[UUID(one.case_key)].append(one)
    return found


def everywhere(register: Register, as_of: date) -> tuple[Missing, ...]:
    """What is missing in the whole register."""
    with register.reading() as session:
        return tuple(_all(session, as_of))


def problems(session: Session, as_of: date) -> list[Problem]:
    """The same as warnings of ``pma-assure check``: the file is sound, and a member would still miss it."""
    return [
        Problem(code="not_ready", severity="warning", reference=one.reference, table="", sentence=one.sentence)
        for one in _all(session, as_of)
    ]


Cases = Collection[UUID] | None


def _all(session: Session, as_of: date, cases: Cases = None) -> Iterator[Missing]:
    """What is missing in these cases; None: everywhere."""
    yield from _findings_without_evidence(session, cases)
    yield from _versions_not_in_force(session, cases)
    yield from _plans_without_milestones(session, cases)
    yield from _passages(session, cases)
    yield from _decisions_without_quorum(session, cases)
    yield from _caveats(session, cases)
    yield from _decisions_coming(session, cases)


def _of(column: Any, cases: Cases) -> Any:
    """The criterion that leaves a statement to these cases."""
    return true() if cases is None else column.in_(cases)


def _missing(row: Any, sentence: str, *, deed: str, rule: str, paragraph: str) -> Missing:
    return Missing(
        reference=row.reference,
        sentence=sentence,
        deed=deed,
        rule=rule,
        paragraph=paragraph,
        case_key=row.case_id.hex if isinstance(row.case_id, UUID) else "",
    )


def _findings_without_evidence(session: Session, cases: Cases) -> Iterator[Missing]:
    """A nonconformity that is put to the members rests on evidence; what was imported is exempt about its past."""
    supported = exists().where(EvidenceLink.record_id == Finding.id, EvidenceLink.withdrawn_on.is_(None))
    rows = session.execute(
        select(Finding.reference, Finding.case_id, Finding.title)
        .where(_of(Finding.case_id, cases))
        .where(
            Finding.state.not_in(ENDED_FINDINGS),
            Finding.finding_class != FindingClass.OBSERVATION,
            Finding.imported_on.is_(None),
            ~supported,
        )
        .order_by(Finding.reference)
    )
    for row in rows:
        sentence = f"{row.reference}, “{row.title}”, has no evidence. Add it, or link an item that is held."
        yield _missing(row, sentence, deed="evidence.add", rule="R10", paragraph="16")


def _versions_not_in_force(session: Session, cases: Cases) -> Iterator[Missing]:
    rows = session.execute(
        select(Finding.reference, Finding.case_id, Finding.id, DocumentVersion.label)
        .join(Requirement, Requirement.id == Finding.requirement_id)
        .join(DocumentVersion, DocumentVersion.id == Requirement.document_version_id)
        .where(_of(Finding.case_id, cases))
        .where(
            Finding.state.not_in(WITHOUT_VERSION_NEED),
            Finding.imported_on.is_(None),
            true() if cases is None else Finding.case_id.in_(cases),
        )
        .order_by(Finding.reference)
    ).all()
    for row in rows:
        then = finding_versions.of(session, row.id)
        if then is not None and then.label != row.label:
            sentence = (
                f"{row.reference} cites v{row.label}; {then.sentence}. Raise it anew against the version that was in"
                " force, and withdraw this one."
            )
            yield _missing(row, sentence, deed="finding.draft", rule="R02", paragraph="15")


def _plans_without_milestones(session: Session, cases: Cases) -> Iterator[Missing]:
    proposed = (
        exists()
        .where(PlanVersion.plan_id == Plan.id, ProposedMilestone.plan_version_id == PlanVersion.id)
        .where(ProposedMilestone.withdrawn.is_(False))
    )
    baselined = exists().where(Milestone.plan_id == Plan.id)
    rows = session.execute(
        select(Plan.reference, Plan.case_id, Plan.title)
        .where(_of(Plan.case_id, cases))
        .where(
            or_(Plan.state.in_(NEEDS_MILESTONES) & ~proposed, Plan.state.in_(CARRIED_OUT) & ~baselined),
        )
        .order_by(Plan.reference)
    )
    for row in rows:
        sentence = (
            f"{row.reference}, “{row.title}”, has no milestone, so nothing says when it is done."
            " Ask the participant for a version with milestones."
        )
        yield _missing(row, sentence, deed="plan.draft_version", rule="R70", paragraph="60")


def _passages(session: Session, cases: Cases) -> Iterator[Missing]:
    """Withheld without a ground, published without a necessity, undecided: in extracts that are not approved yet."""
    rows = session.execute(
        select(
            Extract.reference,
            Extract.case_id,
            Passage.number,
            Passage.disposition,
            Passage.ground,
            PassageText.necessity,
        )
        .join(ExtractVersion, ExtractVersion.extract_id == Extract.id)
        .join(Passage, Passage.extract_version_id == ExtractVersion.id)
        .join(PassageText, PassageText.passage_id == Passage.id)
        .where(_of(Extract.case_id, cases))
        .where(ExtractVersion.number == Extract.number, ExtractVersion.state.in_(BEFORE_APPROVAL))
        .order_by(Extract.reference, Passage.position)
    )
    for row in rows:
        if row.disposition == Disposition.WITHHOLD and row.ground is None:
            said = "is withheld without a ground. Say which"
        elif row.disposition == Disposition.PUBLISH and not row.necessity.strip():
            said = "is published without saying why that is necessary. Say it"
        elif row.disposition == Disposition.UNDECIDED:
            said = "is undecided. Decide whether it is published"
        else:
            continue
        sentence = f"Passage {row.number} of {row.reference} {said}."
        yield _missing(row, sentence, deed="extract.mark", rule="R73", paragraph="75")


def _decisions_without_quorum(session: Session, cases: Cases) -> Iterator[Missing]:
    rows = session.execute(
        select(Decision.reference, Decision.case_id, DecisionText.quorum)
        .outerjoin(DecisionText, DecisionText.decision_id == Decision.id)
        .where(_of(Decision.case_id, cases))
        .where(Decision.state == DecisionState.RECORDED)
        .order_by(Decision.reference)
    )
    for row in rows:
        if not has_people(row.quorum):
            sentence = f"{row.reference} keeps no record of who counted. Put it before a quorate meeting again."
            yield _missing(row, sentence, deed="item.list", rule="R30", paragraph="35")


def has_people(quorum: str | None) -> bool:
    """Whether a decision's quorum record, canonical JSON, names anybody."""
    if not quorum:
        return False
    try:
        return bool(json.loads(quorum).get("people"))
    except (ValueError, AttributeError):
        # A file altered from outside: no record of the quorum can be read in it, which is what is asked.
        return False


def _caveats(session: Session, cases: Cases) -> Iterator[Missing]:
    rows = session.execute(
        select(Caveat.reference, Assessment.case_id, Caveat.owner, Caveat.due)
        .join(Assessment, Assessment.id == Caveat.assessment_id)
        .where(_of(Assessment.case_id, cases))
        .where(
            Caveat.met_on.is_(None),
            Caveat.withdrawn_on.is_(None),
            or_(Caveat.owner.is_(None), Caveat.due.is_(None)),
            Assessment.imported_on.is_(None),
            Assessment.state.not_in((AssessmentState.CANCELLED, AssessmentState.DISCONTINUED)),
        )
        .order_by(Caveat.reference)
    )
    for row in rows:
        lacks = " and ".join(said for said, there in (("an owner", row.owner), ("a day", row.due)) if there is None)
        sentence = f"{row.reference} has not {lacks}: give it {lacks} before the assessment is concluded."
        yield _missing(row, sentence, deed="caveat.set", rule="R51", paragraph="57")


def _decisions_coming(session: Session, cases: Cases) -> Iterator[Missing]:
    """An assessment whose conclusion proposes caveats and has none: the members would set a status without them."""
    listed = exists().where(
        AgendaItem.subject_id == Assessment.id,
        AgendaItem.meeting_id == Meeting.id,
        Meeting.state.in_((MeetingState.SCHEDULED, MeetingState.IN_SESSION)),
    )
    standing = exists().where(Caveat.assessment_id == Assessment.id, Caveat.withdrawn_on.is_(None))
    rows = session.execute(
        select(Assessment.reference, Assessment.case_id)
        .where(_of(Assessment.case_id, cases))
        .where(
            Assessment.state == AssessmentState.UNDER_REVIEW,
            Assessment.proposed_status == AssuranceStatus.APPROVED_WITH_CAVEATS,
            listed,
            ~standing,
        )
        .order_by(Assessment.reference)
    )
    for row in rows:
        sentence = f"{row.reference} is proposed as approved with caveats and has none. Add them."
        yield _missing(row, sentence, deed="caveat.add", rule="R51", paragraph="57")
