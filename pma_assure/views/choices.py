"""What a form's picker offers: records of the kinds a deed takes, found by what is typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from pma_assure.records.assessments import (
    Assessment,
    AssessmentReport,
    AssuranceScheme,
    Caveat,
    EvidenceRequest,
    ScopeItem,
)
from pma_assure.records.breaches import BreachFact
from pma_assure.records.cases import BreachConsideration, Case, Finding
from pma_assure.records.charges import Charge
from pma_assure.records.corrective import Action, CorrectiveActionPlan, RootCause
from pma_assure.records.document_set import DocumentVersion, Requirement, SetDocument
from pma_assure.records.emergency import Appeal, CrlInstruction, Notice, Suspension
from pma_assure.records.extracts import Extract, ExtractVersion, Passage, PassageText
from pma_assure.records.fieldwork import FieldLine, FindingPattern, Observation
from pma_assure.records.governance import DocumentReview, Modification, SeatElection, SupportRequest
from pma_assure.records.letters import Letter
from pma_assure.records.meetings import AgendaItem, Decision, Meeting, MeetingAction
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Advice, Evidence
from pma_assure.records.people import Person
from pma_assure.records.plans import Milestone, Plan
from pma_assure.records.reliance import RelianceDecision
from pma_assure.register.register import Register
from pma_assure.rules.references import parse_reference
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import EvidenceState
from pma_assure.values.screens import Choice
from pma_assure.views.in_words import as_words
from pma_assure.views.list_kind import typed

LONGEST = 90


def _plain(record: Any, title: Any, detail: Any) -> Select[Any]:
    return select(record.reference.label("reference"), title.label("title"), detail.label("detail"))


def _in_a_case(record: Any, detail: Any) -> Select[Any]:
    return (
        _plain(record, record.title, detail)
        .add_columns(Case.reference.label("of"))
        .join(Case, Case.id == record.case_id)
        .order_by(record.reference.desc())
    )


def _of_an_assessment(record: Any, title: Any, detail: Any) -> Select[Any]:
    return (
        _plain(record, title, detail)
        .add_columns(Assessment.title.label("of"))
        .join(Assessment, Assessment.id == record.assessment_id)
        .order_by(Assessment.reference.desc(), record.number)
    )


OFFERED: dict[str, Select[Any]] = {
    "organisation": _plain(Organisation, Organisation.name, Organisation.category)
    .where(Organisation.withdrawn_on.is_(None))
    .order_by(Organisation.name),
    "person": _plain(Person, Person.name, Person.represents).where(Person.withdrawn_on.is_(None)).order_by(Person.name),
    "case": _plain(Case, Case.title, Organisation.name)
    .join(Organisation, Organisation.id == Case.organisation_id)
    .order_by(Case.reference.desc()),
    "assessment": _in_a_case(Assessment, Assessment.state),
    "scope_item": _of_an_assessment(ScopeItem, ScopeItem.component, ScopeItem.environment).where(
        ScopeItem.withdrawn_on.is_(None)
    ),
    "report": _of_an_assessment(AssessmentReport, AssessmentReport.words, AssessmentReport.kind),
    "evidence_request": _of_an_assessment(EvidenceRequest, EvidenceRequest.title, EvidenceRequest.state),
    "caveat": _of_an_assessment(Caveat, Caveat.words, Caveat.due),
    "scheme": _plain(AssuranceScheme, AssuranceScheme.name, AssuranceScheme.recognised_by)
    .where(AssuranceScheme.withdrawn_on.is_(None))
    .order_by(AssuranceScheme.name),
    "reliance": _in_a_case(RelianceDecision, RelianceDecision.certificate),
    "finding": _in_a_case(Finding, Finding.state),
    "root_cause": _plain(RootCause, RootCause.words, Finding.title)
    .join(Finding, Finding.id == RootCause.finding_id)
    .where(RootCause.withdrawn_on.is_(None))
    .order_by(Finding.reference.desc(), RootCause.number),
    "cap": _in_a_case(CorrectiveActionPlan, CorrectiveActionPlan.state),
    "action": _plain(Action, Action.title, Action.state)
    .add_columns(CorrectiveActionPlan.title.label("of"))
    .join(CorrectiveActionPlan, CorrectiveActionPlan.id == Action.cap_id)
    .order_by(CorrectiveActionPlan.reference.desc(), Action.number),
    "breach": _in_a_case(BreachConsideration, BreachConsideration.state),
    "breach fact": _plain(BreachFact, BreachFact.words, BreachFact.occurred_on)
    .add_columns(BreachConsideration.title.label("of"))
    .join(BreachConsideration, BreachConsideration.id == BreachFact.breach_id)
    .where(BreachFact.withdrawn_on.is_(None))
    .order_by(BreachConsideration.reference.desc(), BreachFact.number),
    "plan": _in_a_case(Plan, Plan.state),
    "milestone": _plain(Milestone, Milestone.title, Milestone.state)
    .add_columns(Plan.title.label("of"))
    .join(Plan, Plan.id == Milestone.plan_id)
    .order_by(Plan.reference.desc(), Milestone.number),
    "advice": _in_a_case(Advice, Advice.state),
    "extract": _in_a_case(Extract, Extract.state),
    "passage": select(
        (ExtractVersion.reference + "." + Passage.number.cast(Extract.reference.type)).label("reference"),
        PassageText.text.label("title"),
        Passage.disposition.label("detail"),
    )
    .join(PassageText, PassageText.passage_id == Passage.id)
    .join(ExtractVersion, ExtractVersion.id == Passage.extract_version_id)
    .join(Extract, Extract.id == ExtractVersion.extract_id)
    .where(ExtractVersion.number == Extract.number)
    .order_by(ExtractVersion.reference.desc(), Passage.position),
    "suspension": _in_a_case(Suspension, Suspension.state),
    "notice": _plain(Notice, Suspension.title, Notice.addressee)
    .add_columns(Notice.state.label("of"))
    .join(Suspension, Suspension.id == Notice.suspension_id)
    .order_by(Suspension.reference.desc(), Notice.number),
    "appeal": _plain(Appeal, Suspension.title, Appeal.state)
    .add_columns(Suspension.reference.label("of"))
    .join(Suspension, Suspension.id == Appeal.suspension_id)
    .order_by(Suspension.reference.desc(), Appeal.number),
    "crl_instruction": _in_a_case(CrlInstruction, CrlInstruction.state),
    "meeting": _plain(Meeting, Meeting.title, Meeting.starts_at).order_by(Meeting.starts_at.desc()),
    "item": _plain(AgendaItem, AgendaItem.title, AgendaItem.state)
    .add_columns(Meeting.title.label("of"))
    .join(Meeting, Meeting.id == AgendaItem.meeting_id)
    .order_by(Meeting.starts_at.desc(), AgendaItem.number),
    "election": _plain(SeatElection, SeatElection.title, SeatElection.reported_on),
    "meeting action": _plain(MeetingAction, MeetingAction.what, MeetingAction.owner),
    "decision": _plain(Decision, Decision.title, Decision.result)
    .add_columns(Decision.subject_reference.label("of"))
    .order_by(Decision.decided_at.desc()),
    "evidence": _in_a_case(Evidence, Evidence.source).where(Evidence.state == EvidenceState.HELD),
    "requirement": _plain(Requirement, Requirement.title, DocumentVersion.state)
    .add_columns(SetDocument.title.label("of"))
    .join(DocumentVersion, DocumentVersion.id == Requirement.document_version_id)
    .join(SetDocument, SetDocument.id == DocumentVersion.document_id)
    .order_by(SetDocument.short_name, Requirement.position),
    "document": _plain(SetDocument, SetDocument.title, SetDocument.short_name).order_by(SetDocument.short_name),
    "letter": _in_a_case(Letter, Letter.state),
    "document_review": _plain(DocumentReview, DocumentReview.title, DocumentReview.due)
    .add_columns(SetDocument.title.label("of"))
    .join(SetDocument, SetDocument.id == DocumentReview.document_id)
    .where(DocumentReview.withdrawn_on.is_(None))
    .order_by(DocumentReview.reference.desc()),
    "modification": _plain(Modification, Modification.title, Modification.state).order_by(
        Modification.reference.desc()
    ),
    "support_request": _plain(SupportRequest, SupportRequest.title, SupportRequest.state).order_by(
        SupportRequest.reference.desc()
    ),
    "charge": _in_a_case(Charge, Charge.basis),
    "finding_pattern": _plain(FindingPattern, FindingPattern.title, FindingPattern.finding_class)
    .where(FindingPattern.withdrawn_on.is_(None))
    .order_by(FindingPattern.title),
    "field_line": _plain(FieldLine, Requirement.title, FieldLine.result)
    .add_columns(Requirement.reference.label("of"))
    .join(Requirement, Requirement.id == FieldLine.requirement_id)
    .join(Assessment, Assessment.id == FieldLine.assessment_id)
    .where(FieldLine.withdrawn_on.is_(None))
    .order_by(FieldLine.assessment_id.desc(), FieldLine.position),
    "observation": _plain(Observation, Observation.words, Observation.seen_on)
    .join(Assessment, Assessment.id == Observation.assessment_id)
    .where(Observation.withdrawn_on.is_(None))
    .order_by(Observation.assessment_id.desc(), Observation.number),
}
"""Kind of record (``rules.references.kind_of``, and the parts that deeds take) -> what may be chosen."""


IN_A_CASE: dict[str, Any] = {
    "case": Case.id,
    "assessment": Assessment.case_id,
    "scope_item": Assessment.case_id,
    "report": Assessment.case_id,
    "evidence_request": Assessment.case_id,
    "caveat": Assessment.case_id,
    "field_line": Assessment.case_id,
    "observation": Assessment.case_id,
    "reliance": RelianceDecision.case_id,
    "finding": Finding.case_id,
    "root_cause": Finding.case_id,
    "cap": CorrectiveActionPlan.case_id,
    "action": CorrectiveActionPlan.case_id,
    "breach": BreachConsideration.case_id,
    "breach fact": BreachConsideration.case_id,
    "plan": Plan.case_id,
    "milestone": Plan.case_id,
    "advice": Advice.case_id,
    "extract": Extract.case_id,
    "passage": Extract.case_id,
    "item": AgendaItem.case_id,
    "decision": Decision.case_id,
    "evidence": Evidence.case_id,
    "letter": Letter.case_id,
}
"""Kind -> the column that says in which case a record of it stands, for the kinds that stand in one."""


def offered(
    register: Register, kinds: Iterable[str], words: str, limit: int = 50, *, case: str = "", only: bool = False
) -> tuple[Choice, ...]:
    """At most ``limit`` records of these kinds with every word in reference or title; kinds in the order given.

    Those of ``case`` come first. ``only`` leaves out the records of other cases, unless one is named by its reference,
    or the case has nothing of these kinds.
    """
    wanted = [kind for kind in kinds if kind in OFFERED]
    with register.reading() as session:
        key = session.scalar(select(Case.id).where(Case.reference == case)) if case else None
        if key is None:
            return tuple(_found(session, wanted, words, limit))
        own = [kind for kind in wanted if kind in IN_A_CASE]
        choices = _found(session, own, words, limit, key)
        apart = only and not _is_reference(words) and bool(choices or _found(session, own, "", 1, key))
        others = [kind for kind in wanted if not (apart and kind in IN_A_CASE)]
        known = {choice.reference for choice in choices}
        more = _found(session, others, words, limit)
    return (*choices, *(one for one in more if one.reference not in known))[:limit]


def _is_reference(words: str) -> bool:
    try:
        parse_reference(words)
    except Refused:
        return False
    return True


def _found(session: Session, kinds: Sequence[str], words: str, limit: int, case: UUID | None = None) -> list[Choice]:
    choices: list[Choice] = []
    for kind in kinds:
        if len(choices) >= limit:
            break
        statement = OFFERED[kind] if case is None else OFFERED[kind].where(IN_A_CASE[kind] == case)
        columns = {column.key: column for column in statement.exported_columns}
        looked_in = [_bare(columns[name]) for name in ("reference", "title")]
        for word in typed(words):
            statement = statement.where(or_(*(column.icontains(word, autoescape=True) for column in looked_in)))
        choices += [_choice(row) for row in session.execute(statement.limit(limit - len(choices)))]
    return choices


def _bare(column: Any) -> Any:
    return getattr(column, "element", column)


def _choice(row: Any) -> Choice:
    title = " ".join(str(row.title).split())
    of = as_words(getattr(row, "of", None))
    return Choice(
        reference=row.reference,
        title=title if len(title) <= LONGEST else title[: LONGEST - 1].rstrip() + "…",
        detail=", ".join(part for part in (as_words(row.detail), of) if part),
    )
