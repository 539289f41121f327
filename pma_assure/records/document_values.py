"""From records to the frozen values that documents are made of.

The deed that issues a paper and the view that previews it both build it here, so that what was seen is what is sent.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records import contents
from pma_assure.records.cases import Case, Finding, PanelOutcome
from pma_assure.records.document_set import DocumentVersion, Requirement, SetDocument
from pma_assure.records.extracts import Extract, ExtractVersion, ExtractVersionText, Passage, PassageText
from pma_assure.records.house import AuditEntry
from pma_assure.records.meetings import AgendaItem, Decision, DecisionText, Meeting
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Advice, AdviceText, AdviceVersion, Evidence, EvidenceLink
from pma_assure.records.people import Person
from pma_assure.records.plans import (
    Extension,
    Milestone,
    MilestoneText,
    Plan,
    PlanRequirement,
    PlanVersion,
    ProposedMilestone,
)
from pma_assure.rules import redaction
from pma_assure.rules.calendar import is_weekend
from pma_assure.rules.classification import may_stand_in
from pma_assure.rules.state_sets import SMKI_VIEWS
from pma_assure.rules.vocabulary import Classification, ExtractState, MilestoneState
from pma_assure.rules.wording import day as say_day
from pma_assure.values.documents import (
    Changed,
    DecisionBlock,
    EvidenceLine,
    ExtractDocument,
    FindingLine,
    MilestoneLine,
    PanelAdvicePaper,
    RequirementLine,
    VersionLine,
)
from pma_assure.values.quorum import Counted

SMKI_MATTERS_ONLY = (
    "This advice concerns SMKI matters only: whether the plan meets the SMKI requirements, insofar as it applies to"
    " SMKI"
    " compliance (paragraph 60). What is required, approved or sanctioned is for the SEC Panel to decide."
)


DECIDED_TO_PUBLISH = (ExtractState.APPROVED, ExtractState.RELEASED, ExtractState.CORRECTED, ExtractState.RECALLED)
"""States in which an extract says by which decision it is published; a decision to withhold is not printed on it."""


def decision_block(session: Session, decision_id: UUID) -> DecisionBlock:
    """The decision as it was frozen, from its own snapshot and nowhere else."""
    row: Any = session.execute(
        select(Decision, DecisionText, AgendaItem.number, AgendaItem.title, Meeting.reference, Meeting.title)
        .join(DecisionText, DecisionText.decision_id == Decision.id)
        .join(AgendaItem, AgendaItem.id == Decision.item_id)
        .join(Meeting, Meeting.id == Decision.meeting_id)
        .where(Decision.id == decision_id)
    ).one()
    decision, text, item_number, item_title, meeting, meeting_title = row
    quorum = json.loads(text.quorum)
    return DecisionBlock(
        reference=decision.reference,
        meeting=meeting,
        meeting_title=meeting_title,
        decided_at=decision.decided_at,
        item_number=item_number,
        item_title=item_title,
        motion=text.motion,
        motion_as_first_put=text.motion_as_first_put or None,
        reasons=text.reasons,
        manner=decision.manner.value,
        result=decision.result.value,
        state=decision.state.value,
        votes_for=decision.votes_for,
        votes_against=decision.votes_against,
        abstentions=decision.abstentions,
        casting_vote=None if decision.casting is None else decision.casting.value,
        quorum_count=decision.quorum_count,
        quorum_needed=decision.quorum_needed,
        people=tuple(Counted(**person) for person in quorum["people"]),
        dissent=text.dissent,
        fingerprint=decision.fingerprint,
    )


def requirement_lines(
    session: Session, plan_id: UUID, plan_version_id: UUID, advice_version_id: UUID | None = None
) -> tuple[RequirementLine, ...]:
    """Each requirement the plan must meet with the answer for this version; "" while it is unanswered.

    The answers are those of the advice version, where it has its own (``contents.answering_advice``).
    """
    held = contents.requirement_answers(session, plan_version_id, advice_version_id)
    answers = {row["reference"]: row for row in held}
    rows = session.execute(
        select(
            Requirement.reference,
            SetDocument.short_name,
            DocumentVersion.label,
            Requirement.clause,
            Requirement.title,
        )
        .select_from(PlanRequirement)
        .join(Requirement, Requirement.id == PlanRequirement.requirement_id)
        .join(DocumentVersion, DocumentVersion.id == Requirement.document_version_id)
        .join(SetDocument, SetDocument.id == DocumentVersion.document_id)
        .where(PlanRequirement.plan_id == plan_id)
        .order_by(SetDocument.short_name, Requirement.position)
    )
    return tuple(
        RequirementLine(
            reference=row.reference,
            document=row.short_name,
            document_version=row.label,
            clause=row.clause,
            summary=row.title,
            answer=answers[row.reference]["answer"].value if row.reference in answers else "",
            reason=answers[row.reference]["reason"] if row.reference in answers else "",
        )
        for row in rows
    )


def milestone_lines(session: Session, plan_id: UUID, plan_version_id: UUID) -> tuple[MilestoneLine, ...]:
    """The milestones as they run; before the Panel's approval, as the version proposes them."""
    running = session.execute(
        select(Milestone, MilestoneText.criterion)
        .join(MilestoneText, MilestoneText.milestone_id == Milestone.id)
        .where(Milestone.plan_id == plan_id)
        .order_by(Milestone.number)
    ).all()
    if running:
        earlier: dict[UUID, list[date]] = {}
        for extension in session.execute(
            select(Extension.milestone_id, Extension.from_due).order_by(Extension.milestone_id, Extension.number)
        ):
            earlier.setdefault(extension.milestone_id, []).append(extension.from_due)
        return tuple(
            MilestoneLine(
                reference=row.reference,
                number=row.number,
                title=row.title,
                criterion=criterion,
                owner=row.owner,
                baseline_due=row.baseline_due,
                current_due=row.current_due,
                state=row.state.value,
                reported_on=row.reported_on,
                verified_on=row.verified_on,
                extended_from=tuple(earlier.get(row.id, ())),
                weekend=is_weekend(row.current_due),
            )
            for row, criterion in running
        )
    plan = session.execute(select(Plan.reference).where(Plan.id == plan_id)).scalar_one()
    proposed = session.scalars(
        select(ProposedMilestone)
        .where(ProposedMilestone.plan_version_id == plan_version_id, ProposedMilestone.withdrawn.is_(False))
        .order_by(ProposedMilestone.number)
    )
    return tuple(
        MilestoneLine(
            reference=f"{plan}/M{row.number}",
            number=row.number,
            title=row.title,
            criterion=row.criterion,
            owner=row.owner,
            baseline_due=row.due,
            current_due=row.due,
            state=MilestoneState.NOT_STARTED.value,
            weekend=is_weekend(row.due),
        )
        for row in proposed
    )


def finding_lines(
    session: Session, *, case_id: UUID | None = None, plan_id: UUID | None = None
) -> tuple[FindingLine, ...]:
    """The findings of a case, or those a plan answers."""
    statement = (
        select(
            Finding.reference,
            Finding.title,
            Finding.finding_class,
            Finding.state,
            Finding.identified_on,
            Requirement.clause,
            SetDocument.short_name,
        )
        .outerjoin(Requirement, Requirement.id == Finding.requirement_id)
        .outerjoin(DocumentVersion, DocumentVersion.id == Requirement.document_version_id)
        .outerjoin(SetDocument, SetDocument.id == DocumentVersion.document_id)
        .order_by(Finding.reference)
    )
    if plan_id is not None:
        answered = select(PlanRequirement.finding_id).where(PlanRequirement.plan_id == plan_id)
        statement = statement.where(Finding.id.in_(answered))
    if case_id is not None:
        statement = statement.where(Finding.case_id == case_id)
    return tuple(
        FindingLine(
            reference=row.reference,
            title=row.title,
            requirement=f"{row.short_name} {row.clause}" if row.short_name else "",
            finding_class=row.finding_class.value,
            state=row.state.value,
            identified_on=row.identified_on,
        )
        for row in session.execute(statement)
    )


def evidence_lines(
    session: Session, *, case_id: UUID | None = None, record_ids: list[UUID] | None = None
) -> tuple[EvidenceLine, ...]:
    statement = select(
        Evidence.reference,
        Evidence.title,
        Evidence.source,
        Evidence.received_on,
        Evidence.classification,
        Evidence.verifiable,
    ).order_by(Evidence.reference)
    if record_ids is not None:
        linked = select(EvidenceLink.evidence_id).where(
            EvidenceLink.record_id.in_(record_ids), EvidenceLink.withdrawn_on.is_(None)
        )
        statement = statement.where(Evidence.id.in_(linked))
    if case_id is not None:
        statement = statement.where(Evidence.case_id == case_id)
    return tuple(
        EvidenceLine(
            reference=row.reference,
            title=row.title,
            source=row.source,
            received_on=row.received_on,
            classification=row.classification.value,
            verifiable=row.verifiable,
        )
        for row in session.execute(statement)
    )


def evidence_within(
    session: Session, paper: Classification, *, case_id: UUID | None = None, record_ids: list[UUID] | None = None
) -> tuple[tuple[EvidenceLine, ...], int]:
    """The evidence that a reader of the paper may read of, and how many items that reader may not."""
    kept = evidence_lines(session, case_id=case_id, record_ids=record_ids)
    shown = tuple(line for line in kept if may_stand_in(paper, Classification(line.classification)))
    return shown, len(kept) - len(shown)


def version_lines(session: Session, plan_id: UUID) -> tuple[VersionLine, ...]:
    """Each submitted version, what the PMA advised on it, and what the Panel then decided, with advice or without."""
    versions = session.execute(
        select(PlanVersion.id, PlanVersion.number, PlanVersion.submitted_on)
        .where(PlanVersion.plan_id == plan_id, PlanVersion.submitted_on.is_not(None))
        .order_by(PlanVersion.number)
    ).all()
    outcomes = {
        row.plan_version_id: row
        for row in session.execute(
            select(PanelOutcome.kind, PanelOutcome.decided_on, PanelOutcome.plan_version_id)
            .where(PanelOutcome.plan_id == plan_id, PanelOutcome.plan_version_id.is_not(None))
            .order_by(PanelOutcome.decided_on, PanelOutcome.reference)
        )
    }
    issued = session.execute(
        select(AdviceVersion.plan_version_id, AdviceVersion.view, AdviceVersion.issued_on, AdviceVersion.label)
        .join(PlanVersion, PlanVersion.id == AdviceVersion.plan_version_id)
        .where(PlanVersion.plan_id == plan_id, AdviceVersion.issued_on.is_not(None), AdviceVersion.view.in_(SMKI_VIEWS))
    ).all()
    newest = {
        row.plan_version_id: row
        for row in sorted(issued, key=lambda row: (row.issued_on, [int(part) for part in row.label.split(".")]))
    }
    lines = []
    for version in versions:
        advised, panel = newest.get(version.id), outcomes.get(version.id)
        lines.append(
            VersionLine(
                number=version.number,
                submitted_on=version.submitted_on,
                advised=None if advised is None or advised.view is None else advised.view.value,
                advised_on=None if advised is None else advised.issued_on,
                panel=None if panel is None else panel.kind.value,
                panel_on=None if panel is None else panel.decided_on,
            )
        )
    return tuple(lines)


def version_changes(session: Session, plan_id: UUID, number: int) -> tuple[Changed, ...]:
    """What is different between a version and the one before it: part by part, milestone by milestone."""
    keys: dict[int, UUID] = {
        row.number: row.id
        for row in session.execute(
            select(PlanVersion.number, PlanVersion.id).where(
                PlanVersion.plan_id == plan_id, PlanVersion.number <= number
            )
        )
    }
    earlier = max((one for one in keys if one < number), default=None)
    if earlier is None:
        return ()
    return content_changes(contents.plan_version(session, keys[earlier]), contents.plan_version(session, keys[number]))


def content_changes(before: dict[str, Any], after: dict[str, Any]) -> tuple[Changed, ...]:
    """The differences of two contents, field by field, in words a reader can place."""
    left, right = dict(_flat(before, "")), dict(_flat(after, ""))
    return tuple(
        Changed(where=where, before=left.get(where, ""), after=right.get(where, ""))
        for where in dict.fromkeys((*left, *right))
        if left.get(where, "") != right.get(where, "") and where not in ("Number", "Kind")
    )


def _flat(value: Any, where: str) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [pair for key, inner in value.items() for pair in _flat(inner, _place(where, str(key)))]
    if isinstance(value, (list, tuple)):
        return [pair for place, inner in enumerate(value, 1) for pair in _flat(inner, f"{where} {_name(inner, place)}")]
    if value is None:
        return [(where, "")]
    if isinstance(value, date):
        return [(where, say_day(value))]
    return [(where, str(getattr(value, "value", value)))]


def _place(where: str, key: str) -> str:
    words = key.replace("_", " ")
    if not where:
        return {"parts": "Part", "milestones": "Milestone", "passages": "Passage", "answers": "Answer"}.get(
            key, words.capitalize()
        )
    return f"{where}, {words}"


def _name(inner: Any, place: int) -> str:
    if isinstance(inner, dict) and "number" in inner:
        return str(inner["number"])
    return str(place)


def audit_head(session: Session) -> tuple[str, int]:
    """(digest of the newest audit entry, how many there are): printed on committee papers as an outside witness."""
    row = session.execute(
        select(AuditEntry.digest, AuditEntry.number).order_by(AuditEntry.number.desc()).limit(1)
    ).first()
    return ("", 0) if row is None else (row.digest, row.number)


def plan_advice_paper(session: Session, advice_version_id: UUID, *, as_of: date) -> PanelAdvicePaper:
    """The paper of one version of an advice on a plan, as the Panel receives it (R68, R70)."""
    version = session.get_one(AdviceVersion, advice_version_id)
    advice = session.get_one(Advice, version.advice_id)
    text = session.scalars(select(AdviceText).where(AdviceText.advice_version_id == version.id)).one()
    case = session.get_one(Case, advice.case_id)
    plan = session.get_one(Plan, advice.plan_id)
    organisation = session.get_one(Organisation, case.organisation_id)
    plan_version = session.get_one(PlanVersion, version.plan_version_id)
    outcome = session.get_one(PanelOutcome, plan.outcome_id)
    milestones = milestone_lines(session, plan.id, plan_version.id)
    milestone_ids = list(session.scalars(select(Milestone.id).where(Milestone.plan_id == plan.id)))
    finding_ids = list(
        session.scalars(
            select(PlanRequirement.finding_id).where(
                PlanRequirement.plan_id == plan.id, PlanRequirement.finding_id.is_not(None)
            )
        )
    )
    head, entries = audit_head(session)
    evidence, above = evidence_within(
        session,
        version.classification,
        record_ids=[*milestone_ids, *(key for key in finding_ids if key is not None)],
    )
    return PanelAdvicePaper(
        reference=advice.reference,
        version=version.label,
        state=version.state.value,
        purpose=advice.purpose.value,
        title=advice.title,
        classification=version.classification.value,
        organisation=organisation.name,
        case=case.reference,
        case_title=case.title,
        plan=plan.reference,
        plan_title=plan.title,
        plan_version=plan_version.number,
        required_on=plan.required_on,
        required_words=outcome.words,
        submitted_on=plan_version.submitted_on,
        issued_on=version.issued_on,
        as_of=as_of,
        view="" if version.view is None else version.view.value,
        recommendation=text.recommendation,
        reasons=text.reasons,
        proportionality=text.proportionality,
        scope_statement=SMKI_MATTERS_ONLY,
        requirements=requirement_lines(session, plan.id, plan_version.id, version.id),
        milestones=milestones,
        findings=finding_lines(session, plan_id=plan.id),
        evidence=evidence,
        evidence_above=above,
        versions=version_lines(session, plan.id),
        changes=version_changes(session, plan.id, plan_version.number),
        decision=None if version.decision_id is None else decision_block(session, version.decision_id),
        supersedes=version.supersedes,
        correction=text.correction or None,
        audit_head=head,
        audit_entries=entries,
    )


def passage_facts(session: Session, extract_version_id: UUID) -> tuple[redaction.PassageFacts, ...]:
    """Every passage of an extract version, in the plan's order."""
    rows = session.execute(
        select(
            Passage.number,
            Passage.kind,
            Passage.part,
            Passage.paragraph,
            Passage.due,
            Passage.disposition,
            Passage.ground,
            Passage.summarised,
            PassageText.text,
            PassageText.summary,
            PassageText.necessity,
        )
        .join(PassageText, PassageText.passage_id == Passage.id)
        .where(Passage.extract_version_id == extract_version_id)
        .order_by(Passage.position)
    )
    return tuple(redaction.PassageFacts(**row._mapping) for row in rows)


def extract_document(session: Session, extract_version_id: UUID, *, state: str, dated: date) -> ExtractDocument:
    """What the Parties would receive of this version. ``state``: draft, approved or released."""
    version = session.get_one(ExtractVersion, extract_version_id)
    extract = session.get_one(Extract, version.extract_id)
    text = session.scalars(select(ExtractVersionText).where(ExtractVersionText.extract_version_id == version.id)).one()
    named = participant_of(session, extract.case_id) if version.name_participant else None
    decision_line = ""
    if version.decision_id is not None and version.state in DECIDED_TO_PUBLISH:
        decision = session.get_one(Decision, version.decision_id)
        meeting = session.get_one(Meeting, decision.meeting_id)
        decided = f"{say_day(decision.decided_on)} ({meeting.reference}, {decision.reference})"
        decision_line = f"The PMA decided on this extract on {decided}."
    return redaction.document(
        passage_facts(session, version.id),
        reference=extract.reference,
        version=version.number,
        state=state,
        title=extract.title,
        classification=version.classification.value,
        audience=extract.audience,
        participant=named,
        dated=dated,
        decision_line=decision_line,
        corrects=text.correction or None,
    )


def participant_of(session: Session, case_id: UUID) -> str:
    return session.execute(
        select(Organisation.name).join(Case, Case.organisation_id == Organisation.id).where(Case.id == case_id)
    ).scalar_one()


def people_names(session: Session, keys: list[UUID]) -> dict[UUID, str]:
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(keys)))
    return {row.id: row.name for row in rows}
