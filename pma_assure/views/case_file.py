"""The whole of a case in the order in which it is read: what the case-file paper is made of.

Selects columns, puts them in words, and leaves out sections that have nothing. Nothing is left out of a record that a
reader of the case would need: a text that is empty is not said.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records import document_values
from pma_assure.records.cases import Case, CaseText
from pma_assure.records.extracts import Extract, ExtractVersion
from pma_assure.records.letters import Letter
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Advice, AdviceVersion, Evidence
from pma_assure.records.people import Person
from pma_assure.register.register import Register
from pma_assure.rules.classification import highest
from pma_assure.rules.refusal import NotFound
from pma_assure.rules.vocabulary import Classification
from pma_assure.rules.wording import label
from pma_assure.values.assurance_papers import CaseFile, FileSection
from pma_assure.views import case_file_assurance as assurance
from pma_assure.views import case_file_emergency, duties
from pma_assure.views import case_file_papers as papers
from pma_assure.views.in_words import as_words

_Part = Callable[[Session, UUID], FileSection | None]
_UP_TO_DECISIONS: tuple[_Part, ...] = (
    assurance.assessments,
    assurance.findings,
    assurance.corrective,
    assurance.breaches,
    papers.decided,
)
_FROM_PLANS: tuple[_Part, ...] = (
    papers.plans,
    papers.published,
    assurance.reliance,
    papers.letters,
    papers.irregular,
    papers.notes,
    papers.evidence,
)


def of(register: Register, reference: str, as_of: date) -> CaseFile:
    """Everything in the case as it stands on the day. Raises NotFound."""
    asked = reference.strip().upper()
    with register.reading() as session:
        row = _case(session, asked)
        if row is None:
            raise NotFound(f"There is no case {reference.strip()[:40]!r} in this register.", field="reference")
        parts = (
            *(part(session, row.id) for part in _UP_TO_DECISIONS),
            case_file_emergency.part(session, row.id, as_of),
            *(part(session, row.id) for part in _FROM_PLANS),
        )
        sections = [one for one in parts if one is not None]
        head, entries = document_values.audit_head(session)
        return CaseFile(
            reference=row.reference,
            title=row.title,
            state=label(row.state),
            classification=label(highest([row.classification, *_held(session, row.id)])),
            own_classification=label(row.classification),
            organisation=row.organisation,
            category=label(row.category),
            opened_on=row.opened_on,
            closed_on=row.closed_on,
            owner=row.owner or "",
            summary=row.summary,
            proportionality=row.proportionality,
            counts=tuple((each.title, _size(each)) for each in sections),
            owed=_owed(session, asked, as_of),
            sections=tuple(sections),
            as_of=as_of,
            audit_head=head,
            audit_entries=entries,
        )


def _case(session: Session, reference: str) -> Any:
    return session.execute(
        select(
            Case.id,
            Case.reference,
            Case.title,
            Case.state,
            Case.classification,
            Case.opened_on,
            Case.closed_on,
            CaseText.summary,
            CaseText.proportionality,
            Organisation.name.label("organisation"),
            Organisation.category,
            Person.name.label("owner"),
        )
        .join(CaseText, CaseText.case_id == Case.id)
        .join(Organisation, Organisation.id == Case.organisation_id)
        .outerjoin(Person, Person.id == Case.owner_id)
        .where(Case.reference == reference)
    ).first()


def _held(session: Session, case: UUID) -> list[Classification]:
    """The classifications of what stands in the file."""
    advice = select(AdviceVersion.classification).join(Advice, Advice.id == AdviceVersion.advice_id)
    extracts = select(ExtractVersion.classification).join(Extract, Extract.id == ExtractVersion.extract_id)
    statements = (
        select(Evidence.classification).where(Evidence.case_id == case),
        select(Letter.classification).where(Letter.case_id == case),
        advice.where(Advice.case_id == case),
        extracts.where(Extract.case_id == case),
    )
    return [found for statement in statements for found in session.scalars(statement.distinct())]


def _owed(session: Session, case: str, as_of: date) -> tuple[tuple[str, str, str, str], ...]:
    """What the case owes: (what, who, by when, the rule it rests on)."""
    return tuple(
        (
            duty.what,
            duty.who,
            "As soon as practicable" if duty.due is None else as_words(duty.due),
            f"{duty.rule}, paragraph {duty.paragraph}",
        )
        for duty in duties.of_session(session, as_of)
        if duty.case == case
    )


def _size(section: FileSection) -> int:
    return len(section.entries) or sum(len(table.rows) for table in section.tables[:1])
