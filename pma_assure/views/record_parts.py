"""What a record has beyond its own columns, kind by kind: its parts, and the records that hang on it."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records import contents, document_values
from pma_assure.records.assessments import Assessment
from pma_assure.records.cases import BreachConsideration, CaseNote, Finding, PanelOutcome
from pma_assure.records.corrective import CorrectiveActionPlan
from pma_assure.records.document_set import DocumentVersion, SetDocument
from pma_assure.records.extracts import (
    Extract,
    ExtractVersion,
    ExtractVersionText,
    Passage,
    PassageText,
    Recipient,
    Release,
    Representation,
)
from pma_assure.records.house import IrregularFact
from pma_assure.records.letters import Letter
from pma_assure.records.meetings import AgendaItem, Circulation, Decision, Vote
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import (
    Advice,
    AdviceAnswer,
    AdviceText,
    AdviceVersion,
    Evidence,
    EvidenceLink,
    IssuedDocument,
)
from pma_assure.records.people import (
    Person,
)
from pma_assure.records.plans import (
    CompletionReport,
    Extension,
    Milestone,
    Plan,
    PlanPart,
    PlanRequirement,
    PlanVersion,
    ProposedMilestone,
    RequirementReview,
)
from pma_assure.rules.deadlines import MilestoneClock
from pma_assure.rules.fingerprint import canonical
from pma_assure.rules.references import by_number
from pma_assure.views import clocks, finding_rollups, plans
from pma_assure.views.in_words import as_code
from pma_assure.views.record_fields import Shown, rows_of, without_keys


def of_a_part(session: Session, asked: str) -> Shown | None:
    """A part that has no reference column: a passage (EXT-2026-0001/1.17), a document's version (DOC-0001/2.1)."""
    wanted = re.sub(r"\s+", "", asked).upper()
    passage = re.fullmatch(r"(EXT-[A-Z0-9-]+/\d+)\.(\d+)", wanted)
    if passage is not None:
        lines = rows_of(session, Passage, extract_version_id=_key(session, ExtractVersion, passage[1]))
        return _part(session, "passage", wanted, lines, "number", int(passage[2]), Passage, extract_version=passage[1])
    version = re.fullmatch(r"(DOC-\d+)/([\w.]+)", wanted)
    if version is not None:
        lines = rows_of(session, DocumentVersion, document_id=_key(session, SetDocument, version[1]))
        return _part(
            session, "document_version", wanted, lines, "label", version[2], DocumentVersion, document=version[1]
        )
    return None


def _part(
    session: Session,
    kind: str,
    reference: str,
    lines: list[dict[str, Any]],
    name: str,
    value: object,
    record: Any,
    **owner: str,
) -> Shown | None:
    line = next((line for line in lines if line[name] == value), None)
    if line is None:
        return None
    version = session.execute(select(record.version).where(record.id == line["key"])).scalar_one()
    shown = Shown(kind=kind, reference=reference, version=version, key=line.pop("key"), fields={**owner, **line})
    shown.rows = (shown.key,)
    if kind == "passage":
        (text,) = rows_of(session, PassageText, passage_id=shown.key)
        shown.fields.update({key: text[key] for key in ("text", "necessity", "summary", "note")})
        shown.rows = (shown.key, text["key"])
    for role, owning in owner.items():
        shown.link(role, owning)
    return shown


def _key(session: Session, record: Any, reference: str) -> UUID | None:
    return session.execute(select(record.id).where(record.reference == reference)).scalar()


def link_all(session: Session, shown: Shown, role: str, record: Any, *criteria: Any) -> list[str]:
    references = sorted(session.scalars(select(record.reference).where(*criteria)), key=by_number)
    for reference in references:
        shown.link(role, reference)
    return references


def add_irregular(session: Session, shown: Shown) -> None:
    """Facts kept although a rule was not followed, settled ones too (states.md)."""
    lines = rows_of(session, IrregularFact, reference=shown.reference)
    shown.fields["irregular"] = [
        {
            "rule": line["rule"],
            "paragraph": line["paragraph"],
            "sentence": line["sentence"],
            "noted_on": line["noted_on"],
            "settled_on": line["settled_on"],
            "settled_reason": line["settled_reason"],
        }
        for line in lines
    ]


def add_organisation_name(session: Session, shown: Shown) -> None:
    reference = shown.fields.get("organisation")
    if reference is not None:
        name = select(Organisation.name).where(Organisation.reference == reference)
        shown.fields["organisation_name"] = session.execute(name).scalar()


def add_evidence(session: Session, shown: Shown) -> None:
    statement = (
        select(Evidence.reference)
        .join(EvidenceLink, EvidenceLink.evidence_id == Evidence.id)
        .where(EvidenceLink.record_id == shown.key, EvidenceLink.withdrawn_on.is_(None))
        .order_by(Evidence.reference)
    )
    shown.fields["evidence"] = list(session.scalars(statement))
    for reference in shown.fields["evidence"]:
        shown.link("evidence", reference)


def add_issued(session: Session, shown: Shown, keys: list[UUID]) -> None:
    issued = [
        {
            "reference": row.reference,
            "media_type": row.media_type,
            "sha256": row.sha256,
            "size": row.size,
            "issued_at": as_code(row.issued_at),
        }
        for row in session.execute(
            select(
                IssuedDocument.reference,
                IssuedDocument.media_type,
                IssuedDocument.sha256,
                IssuedDocument.size,
                IssuedDocument.issued_at,
            )
            .where(IssuedDocument.record_id.in_(keys))
            .order_by(IssuedDocument.reference)
        )
    ]
    shown.fields["documents"] = issued
    for line in issued:
        shown.link("document", line["reference"])


def add_decision_change(session: Session, shown: Shown, kind: str, key: UUID) -> None:
    changed = plans.decision_changes(session, kind, key)
    shown.fields["changed_since_decision"] = None if changed is None else bool(changed[1])


# --- the case and what stands in it ---------------------------------------------------------------------------------


def complete_case(session: Session, shown: Shown, as_of: date) -> None:
    for role, record in (
        ("assessment", Assessment),
        ("finding", Finding),
        ("cap", CorrectiveActionPlan),
        ("breach", BreachConsideration),
        ("plan", Plan),
        ("advice", Advice),
        ("extract", Extract),
        ("evidence", Evidence),
        ("decision", Decision),
        ("item", AgendaItem),
        ("panel_outcome", PanelOutcome),
    ):
        link_all(session, shown, role, record, record.case_id == shown.key)
    shown.fields["findings_counted"] = finding_rollups.fields(finding_rollups.of_case(session, as_of, shown.key))
    shown.fields["notes"] = without_keys(rows_of(session, CaseNote, CaseNote.noted_on, case_id=shown.key))


def complete_advice(session: Session, shown: Shown, as_of: date) -> None:
    versions = rows_of(session, AdviceVersion, AdviceVersion.label, advice_id=shown.key)
    newest = next(line for line in versions if line["label"] == shown.fields["label"])
    shown.fields["versions"] = without_keys(versions)
    for name in (
        "view",
        "breach_view",
        "classification",
        "decision",
        "issued_on",
        "plan_version",
        "milestone",
        "proposed_due",
    ):
        shown.fields[name] = newest[name]
        if name in ("decision", "plan_version", "milestone"):
            shown.link(name, newest[name])
    _add_advice_text(session, shown, newest["key"])
    _add_advice_answers(session, shown, newest["key"])
    for line in versions:
        shown.link("version", line["reference"])
    add_issued(session, shown, [line["key"] for line in versions])
    add_decision_change(session, shown, "advice", newest["key"])


def _answers_of(session: Session, plan_version_id: UUID, advice_version_id: UUID | None = None) -> list[dict[str, Any]]:
    """Each answer with its reason: of the advice, where it has its own, else of the version of the plan."""
    answering = contents.answering_advice(session, plan_version_id, advice_version_id)
    if answering is None:
        return without_keys(rows_of(session, RequirementReview, plan_version_id=plan_version_id))
    return without_keys(rows_of(session, AdviceAnswer, advice_version_id=answering))


def _add_advice_answers(session: Session, shown: Shown, key: UUID) -> None:
    about = session.execute(select(AdviceVersion.plan_version_id).where(AdviceVersion.id == key)).scalar()
    shown.fields["answers"] = [] if about is None else _answers_of(session, about, key)


def _add_advice_text(session: Session, shown: Shown, key: UUID) -> None:
    (text,) = rows_of(session, AdviceText, advice_version_id=key)
    shown.fields.update({name: text[name] for name in ("recommendation", "reasons", "proportionality", "correction")})


def complete_advice_version(session: Session, shown: Shown, as_of: date) -> None:
    _add_advice_answers(session, shown, shown.key)
    add_issued(session, shown, [shown.key])
    add_decision_change(session, shown, "advice", shown.key)


def complete_plan(session: Session, shown: Shown, as_of: date) -> None:
    shown.fields["versions"] = without_keys(rows_of(session, PlanVersion, PlanVersion.number, plan_id=shown.key))
    shown.fields["requirements"] = without_keys(rows_of(session, PlanRequirement, plan_id=shown.key))
    for line in shown.fields["versions"]:
        shown.link("version", line["reference"])
    for line in shown.fields["requirements"]:
        shown.link("requirement", line["requirement"])
        shown.link("finding", line["finding"])
    shown.fields["outcomes"] = without_keys(rows_of(session, PanelOutcome, PanelOutcome.decided_on, plan_id=shown.key))
    for line in shown.fields["outcomes"]:
        shown.link("panel_outcome", line["reference"])
    link_all(session, shown, "advice", Advice, Advice.plan_id == shown.key)
    link_all(session, shown, "extract", Extract, Extract.plan_id == shown.key)


def complete_plan_version(session: Session, shown: Shown, as_of: date) -> None:
    held = {"plan_version_id": shown.key}
    shown.fields["parts"] = without_keys(rows_of(session, PlanPart, PlanPart.position, **held))
    shown.fields["milestones"] = without_keys(rows_of(session, ProposedMilestone, ProposedMilestone.number, **held))
    shown.fields["answers"] = _answers_of(session, shown.key)
    link_all(
        session,
        shown,
        "advice",
        Advice,
        Advice.id.in_(select(AdviceVersion.advice_id).where(AdviceVersion.plan_version_id == shown.key)),
    )


def complete_milestone(session: Session, shown: Shown, as_of: date) -> None:
    plan_id = session.execute(select(Milestone.plan_id).where(Milestone.id == shown.key)).scalar_one()
    for row, clock in clocks.of_plans(session, as_of, [plan_id])[plan_id]:
        if row.id == shown.key:
            shown.fields.update(clock_fields(clock))
    held = {"milestone_id": shown.key}
    shown.fields["extensions"] = without_keys(rows_of(session, Extension, Extension.number, **held))
    shown.fields["reports"] = without_keys(rows_of(session, CompletionReport, CompletionReport.number, **held))
    for line in shown.fields["extensions"]:
        shown.link("extension", line["reference"])
    add_evidence(session, shown)


def clock_fields(clock: MilestoneClock) -> dict[str, object]:
    """How a milestone stands on the day (domain.md 6.4)."""
    return {
        "due": as_code(clock.current_due),
        "due_state": clock.state_of_due.state,
        "days_overdue": clock.days_overdue,
        "days_late": clock.closed_late_days,
        "slippage": clock.slippage,
        "overdue_history": [spell.sentence for spell in clock.overdue_history],
        "weekend": clock.state_of_due.weekend,
    }


# --- the extract ----------------------------------------------------------------------------------------------------


def complete_extract(session: Session, shown: Shown, as_of: date) -> None:
    versions = rows_of(session, ExtractVersion, ExtractVersion.number, extract_id=shown.key)
    newest = versions[-1]
    shown.fields["versions"] = without_keys(versions)
    taken = {name: value for name, value in newest.items() if name not in ("key", "reference", "extract", "state")}
    shown.fields.update({**taken, "version_reference": newest["reference"]})
    shown.link("plan_version", newest["plan_version"])
    shown.link("decision", newest["decision"])
    for line in versions:
        shown.link("version", line["reference"])
    (text,) = rows_of(session, ExtractVersionText, extract_version_id=newest["key"])
    shown.fields.update({name: value for name, value in text.items() if name not in ("key", "extract_version")})
    _add_passages(session, shown, newest["key"], newest["reference"])


def complete_extract_version(session: Session, shown: Shown, as_of: date) -> None:
    _add_passages(session, shown, shown.key, shown.reference)


def _add_passages(session: Session, shown: Shown, key: UUID, reference: str) -> None:
    rows = session.execute(
        select(
            Passage.number,
            Passage.position,
            Passage.kind,
            Passage.part,
            Passage.paragraph,
            Passage.due,
            Passage.disposition,
            Passage.ground,
            Passage.summarised,
            Passage.needs_consultation,
            PassageText.text,
            PassageText.necessity,
            PassageText.summary,
            PassageText.note,
        )
        .join(PassageText, PassageText.passage_id == Passage.id)
        .where(Passage.extract_version_id == key)
        .order_by(Passage.position)
    )
    shown.fields["passages"] = [
        {"reference": f"{reference}.{row.number}", **{name: as_code(value) for name, value in row._mapping.items()}}
        for row in rows
    ]
    held = {"extract_version_id": key}
    representations = rows_of(session, Representation, Representation.number, **held)
    shown.fields["representations"] = without_keys(representations)
    shown.fields["releases"] = without_keys(rows_of(session, Release, **held))
    shown.fields["recipients"] = without_keys(rows_of(session, Recipient, Recipient.name, **held))
    for letter in session.scalars(select(Letter.reference).where(Letter.subject_id == key).order_by(Letter.reference)):
        shown.link("letter", letter)
    add_issued(session, shown, [key])
    add_decision_change(session, shown, "extract", key)


# --- meeting and decision -------------------------------------------------------------------------------------------


def complete_item(session: Session, shown: Shown, as_of: date) -> None:
    """Each paper as it went to the members, first to last."""
    circulations = session.execute(
        select(
            Circulation.number,
            Circulation.circulated_on,
            Circulation.motion,
            Circulation.reasons,
            Circulation.fingerprint,
            Circulation.copy,
        )
        .where(Circulation.item_id == shown.key)
        .order_by(Circulation.number)
    )
    shown.fields["circulations"] = [
        {
            "number": row.number,
            "circulated_on": as_code(row.circulated_on),
            "motion": row.motion,
            "reasons": row.reasons,
            "fingerprint": row.fingerprint,
            "copy": json.loads(row.copy),
        }
        for row in circulations
    ]
    shown.link("subject", shown.fields.get("subject_reference"))


def complete_decision(session: Session, shown: Shown, as_of: date) -> None:
    """The quorum and the copy as they were frozen; each vote; whether what was decided on still stands."""
    shown.fields["quorum"] = json.loads(shown.fields["quorum"])
    shown.fields["frozen_copy"] = json.loads(shown.fields["frozen_copy"])
    votes = session.execute(
        select(Person.reference, Person.name, Vote.cast, Vote.casting, Vote.counted)
        .join(Person, Person.id == Vote.person_id)
        .where(Vote.decision_id == shown.key)
        .order_by(Person.reference)
    )
    shown.fields["votes"] = [
        {
            "person": row.reference,
            "name": row.name,
            "cast": as_code(row.cast),
            "casting": row.casting,
            "counted": row.counted,
        }
        for row in votes
    ]
    shown.link("subject", shown.fields.get("subject_reference"))
    row: Any = session.execute(select(Decision.subject_kind, Decision.subject_id).where(Decision.id == shown.key)).one()
    shown.fields["changed_since_decision"] = False
    shown.fields["changes_since_decision"] = []
    if row.subject_id is not None:
        changes = _changes_since(session, shown.fields["frozen_copy"], row.subject_kind, row.subject_id)
        shown.fields["changed_since_decision"] = bool(changes)
        shown.fields["changes_since_decision"] = changes


def _changes_since(session: Session, frozen: Any, kind: str, key: UUID) -> list[dict[str, str]]:
    now = json.loads(canonical(contents.content_beside(session, kind, key, frozen)))
    return [
        {"where": change.where, "before": change.before, "after": change.after}
        for change in document_values.content_changes(frozen, now)
    ]
