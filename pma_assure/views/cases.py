"""The case list and the case page: where a case stands, what must happen next, and everything in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from pma_assure.records import document_values, suspension_values
from pma_assure.records.assessments import Assessment
from pma_assure.records.cases import BreachConsideration, Case, CaseNote, CaseText, Finding
from pma_assure.records.corrective import CorrectiveActionPlan
from pma_assure.records.emergency import CrlInstruction, Suspension
from pma_assure.records.house import IrregularFact
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Advice, AdviceVersion, Evidence, IssuedDocument
from pma_assure.records.people import Person
from pma_assure.register.ordered_keys import keys_by, keys_by_reference
from pma_assure.register.register import Register
from pma_assure.rules.refusal import NotFound
from pma_assure.rules.vocabulary import AdviceState, CaseState
from pma_assure.rules.wording import count
from pma_assure.values.case_page import CasePage, PaperLine
from pma_assure.values.duties import Duty
from pma_assure.values.outcome import Irregularity
from pma_assure.values.screens import CaseRow
from pma_assure.views import (
    assessment_steps,
    assessments,
    breaches,
    case_findings,
    case_reliance,
    case_steps,
    duties,
    extracts,
    finding_rollups,
    letters,
    plans,
    suspension_steps,
)

SORTS: dict[str, Any] = {
    "reference": Case.reference,
    "title": Case.title,
    "organisation": Organisation.name,
    "opened_on": Case.opened_on,
    "state": Case.state,
}


def ids(
    register: Register,
    as_of: date,
    *,
    state: str | None = None,
    words: str = "",
    sort: str = "reference",
    descending: bool = True,
) -> list[str]:
    """The keys of the cases in order: ``state`` a code, ``words`` in title, reference or organisation."""
    statement: Select[Any] = select(Case.id)
    if words.strip() or sort == "organisation":
        statement = statement.join(Organisation, Organisation.id == Case.organisation_id)
    if state is not None:
        statement = statement.where(Case.state == CaseState(state))
    for word in words.split():
        like = f"%{word}%"
        statement = statement.where(Case.title.ilike(like) | Case.reference.ilike(like) | Organisation.name.ilike(like))
    with register.reading() as session:
        if sort == "reference" or sort not in SORTS:
            return keys_by_reference(session, statement.order_by(Case.reference), Case.reference, descending=descending)
        statement = statement.order_by(Case.reference)
        return keys_by(session, statement, SORTS[sort], Case.reference, descending=descending)


def rows(register: Register, as_of: date, ids: Sequence[str]) -> list[CaseRow]:
    """One page of the list, in the order of ``ids``; the badge says what matters now."""
    with register.reading() as session:
        found = {
            row.id.hex: row
            for row in session.execute(
                select(
                    Case.id,
                    Case.reference,
                    Case.title,
                    Case.state,
                    Case.opened_on,
                    Organisation.name,
                    Organisation.category,
                )
                .join(Organisation, Organisation.id == Case.organisation_id)
                .where(Case.id.in_([UUID(key) for key in ids]))
            )
        }
        findings: dict[UUID, int] = dict(
            session.execute(
                select(Finding.case_id, func.count())
                .where(Finding.case_id.in_([UUID(key) for key in ids]))
                .group_by(Finding.case_id)
            ).all()
        )
        owed: dict[str, list[Duty]] = defaultdict(list)
        for duty in duties.of_session(session, as_of):
            if duty.case is not None:
                owed[duty.case].append(duty)
    return [_row(found[key], owed[found[key].reference], findings, as_of) for key in ids if key in found]


def _row(row: Any, owed: list[Duty], findings: dict[UUID, int], as_of: date) -> CaseRow:
    badge, tone = badge_of(row.state, owed, as_of)
    dated = [duty.due for duty in owed if duty.due is not None]
    return CaseRow(
        id=row.id.hex,
        reference=row.reference,
        title=row.title,
        organisation=row.name,
        category=row.category.value,
        state=row.state.value,
        opened_on=row.opened_on,
        badge=badge,
        tone=tone,
        next_due=min(dated, default=None),
        days_overdue=max((duty.days_overdue for duty in owed), default=0),
        findings=findings.get(row.id, 0),
    )


def badge_of(state: CaseState, owed: Sequence[Duty], as_of: date) -> tuple[str, str]:
    """(words, tone) of what matters most now in a case."""
    if state == CaseState.CLOSED:
        return "Closed", "quiet"
    late = max((duty.days_overdue for duty in owed), default=0)
    if late:
        return f"{count(late, 'day')} late", "late"
    coming = sorted(duty.due for duty in owed if duty.due is not None)
    if coming and (coming[0] - as_of).days <= 7:
        days = (coming[0] - as_of).days
        return "Due today" if days == 0 else f"Due in {count(days, 'day')}", "attention"
    if any(duty.who == "The SEC Panel" for duty in owed):
        return "With the Panel", "panel"
    if any(duty.blocked_by for duty in owed):
        return "Blocked", "attention"
    return ("On track", "good") if owed else ("Nothing owed", "quiet")


def of(register: Register, reference: str) -> str | None:
    """The page that shows a reference: a case, a meeting or an extract; None when it has no page of its own."""
    asked = reference.strip().upper()
    head = asked.split("/")[0].split("-")[0]
    if head in ("CASE", "EXT", "MTG"):
        return asked.split("/")[0]
    with register.reading() as session:
        return _page_of(session, head, asked)


def _page_of(session: Session, head: str, asked: str) -> str | None:
    from pma_assure.records.charges import Charge
    from pma_assure.records.letters import Letter
    from pma_assure.records.meetings import Decision, Meeting
    from pma_assure.records.plans import Plan
    from pma_assure.records.reliance import RelianceDecision

    owners: dict[str, Any] = {
        "ASMT": Assessment,
        "FIND": Finding,
        "CAP": CorrectiveActionPlan,
        "BRCH": BreachConsideration,
        "PLAN": Plan,
        "ADV": Advice,
        "EVID": Evidence,
        "LTR": Letter,
        "CHG": Charge,
        "SUSP": Suspension,
        "CRL": CrlInstruction,
        "RELY": RelianceDecision,
    }
    if head in owners:
        kind = owners[head]
        return session.execute(
            select(Case.reference).join(kind, kind.case_id == Case.id).where(kind.reference == asked.split("/")[0])
        ).scalar()
    if head == "DEC":
        return session.execute(
            select(Meeting.reference)
            .join(Decision, Decision.meeting_id == Meeting.id)
            .where(Decision.reference == asked)
        ).scalar()
    return None


def page(register: Register, as_of: date, reference: str) -> CasePage:
    """Everything a case page shows. Raises NotFound."""
    with register.reading() as session:
        row: Any = session.execute(
            select(
                Case.id,
                Case.reference,
                Case.title,
                Case.classification,
                Case.state,
                Case.opened_on,
                Case.version,
                CaseText.summary,
                Organisation.name.label("organisation"),
                Organisation.reference.label("organisation_reference"),
                Organisation.category,
                Person.name.label("owner"),
            )
            .join(CaseText, CaseText.case_id == Case.id)
            .join(Organisation, Organisation.id == Case.organisation_id)
            .outerjoin(Person, Person.id == Case.owner_id)
            .where(Case.reference == reference.strip().upper())
        ).first()
        if row is None:
            raise NotFound(f"There is no case {reference.strip()[:40]!r} in this register.", field="reference")
        owed = tuple(duty for duty in duties.of_session(session, as_of) if duty.case == row.reference)
        of_plans = plans.of_case(session, row.id, as_of)
        of_extracts = extracts.of_case(session, row.id)
        findings = document_values.finding_lines(session, case_id=row.id)
        of_breaches = breaches.of_case(session, row.id)
        papers = _papers(session, row.id)
        assessed = assessments.of_case(session, row.id, as_of)
        suspended = suspension_values.of_case(session, row.id, as_of)
        steps = case_steps.strip(row.opened_on, findings, of_breaches, of_plans, of_extracts)
        return CasePage(
            id=row.id.hex,
            reference=row.reference,
            title=row.title,
            organisation=row.organisation,
            organisation_reference=row.organisation_reference,
            category=row.category.value,
            classification=row.classification.value,
            state=row.state.value,
            opened_on=row.opened_on,
            owner=row.owner,
            summary=row.summary,
            version=row.version,
            strip=(steps[0], *assessment_steps.strip(assessed), *steps[1:], *suspension_steps.strip(suspended)),
            duties=owed,
            findings=findings,
            breaches=of_breaches,
            plans=of_plans,
            extracts=of_extracts,
            papers=papers,
            letters=letters.of_case(session, row.id),
            evidence=document_values.evidence_lines(session, case_id=row.id),
            irregular=_irregular(session, row.id),
            notes=_notes(session, row.id),
            actions=case_steps.actions(row.reference, row.state, owed, of_plans, papers, as_of),
            assessments=assessed,
            finding_rows=case_findings.rows(session, as_of, row.id, owed),
            findings_counted=finding_rollups.of_case(session, as_of, row.id).sentence,
            caps=case_findings.caps(session, row.id),
            suspensions=suspended,
            crl=suspension_values.crl_of(session, CrlInstruction.case_id == row.id),
            reliances=case_reliance.of_case(session, row.id, as_of),
        )


EMERGENCY_PAPERS = ("suspension", "notice", "crl instruction")


def _papers(session: Session, case_id: UUID) -> tuple[PaperLine, ...]:
    """Advice in every version, drafts too, and every document that left the register."""
    issued = {
        row.reference: row
        for row in session.execute(
            select(
                IssuedDocument.reference,
                IssuedDocument.title,
                IssuedDocument.record_kind,
                IssuedDocument.media_type,
                IssuedDocument.issued_at,
            )
            .where(IssuedDocument.case_id == case_id)
            .order_by(IssuedDocument.issued_at)
        )
    }
    lines = [
        PaperLine(
            reference=row.reference,
            title=row.title,
            kind="advice",
            state=row.state.value,
            on=row.issued_on,
            media_type="application/pdf",
            stored=f"{row.reference}.pdf" in issued,
        )
        for row in session.execute(
            select(AdviceVersion.reference, Advice.title, AdviceVersion.state, AdviceVersion.issued_on)
            .join(Advice, Advice.id == AdviceVersion.advice_id)
            .where(Advice.case_id == case_id)
            .order_by(AdviceVersion.reference)
        )
    ]
    lines += [
        PaperLine(
            reference=row.reference,
            title=row.title,
            kind="extract" if row.record_kind == "extract" else "emergency",
            state=AdviceState.ISSUED.value,
            on=row.issued_at.date(),
            media_type=row.media_type,
            stored=True,
        )
        for row in issued.values()
        if row.record_kind in ("extract", *EMERGENCY_PAPERS)
    ]
    return tuple(lines)


def _irregular(session: Session, case_id: UUID) -> tuple[Irregularity, ...]:
    rows = session.execute(
        select(IrregularFact.rule, IrregularFact.paragraph, IrregularFact.sentence)
        .where(IrregularFact.case_id == case_id, IrregularFact.settled_on.is_(None))
        .order_by(IrregularFact.noted_on)
    )
    return tuple(Irregularity(rule=row.rule, paragraph=row.paragraph, sentence=row.sentence) for row in rows)


def _notes(session: Session, case_id: UUID) -> tuple[tuple[date, str, str], ...]:
    rows = session.execute(
        select(CaseNote.noted_on, Person.name, CaseNote.note)
        .join(Person, Person.id == CaseNote.noted_by_id)
        .where(CaseNote.case_id == case_id)
        .order_by(CaseNote.noted_on.desc())
    )
    return tuple((row.noted_on, row.name, row.note) for row in rows)
