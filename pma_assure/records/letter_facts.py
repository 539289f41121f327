"""What a letter is about, and the values that its template names, read as they stand now.

The names are those of ``rules.letter_names``. A letter goes to the organisation that its matter is about and to nobody
else, so nothing of another organisation's matters is read here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import null, select
from sqlalchemy.orm import Session

from pma_assure.records import letter_facts_of_assessments as of_assessments
from pma_assure.records import letter_facts_of_cases as of_cases
from pma_assure.records.assessments import Assessment, EvidenceRequest
from pma_assure.records.cases import BreachConsideration, Case, Finding
from pma_assure.records.extracts import Extract, ExtractVersion
from pma_assure.records.house import RegisterIdentity
from pma_assure.records.letters import Letter
from pma_assure.records.organisations import Organisation, OrganisationContact
from pma_assure.records.plans import Plan
from pma_assure.rules.letter_templates import Value
from pma_assure.rules.references import parse_reference
from pma_assure.rules.refusal import NotFound
from pma_assure.rules.vocabulary import Classification, ContactRole, LetterKind
from pma_assure.values.documents import LetterPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a letter is about. ``due`` is the record's own day to answer by; ``key`` of an extract is its version's."""

    record: str
    key: UUID
    reference: str
    state: StrEnum
    case_id: UUID
    organisation_id: UUID
    organisation: str
    classification: Classification
    due: date | None


def subject_of(session: Session, reference: str, *, field: str = "about") -> Subject:
    """The record a letter is to be about. Refused for no reference, NotFound where there is no such record."""
    parsed = parse_reference(reference)
    record = "evidence_request" if parsed.kind == "assessment" and parsed.suffix.startswith("R") else parsed.kind
    reader = _READERS.get(record)
    row = None if reader is None else reader(session, str(parsed))
    if row is None:
        raise NotFound(f"There is nothing {reference.strip()[:40]!r} that a letter could be about.", field=field)
    case = session.execute(
        select(Case.organisation_id, Case.classification, Organisation.name)
        .join(Organisation, Organisation.id == Case.organisation_id)
        .where(Case.id == row.case_id)
    ).one()
    return Subject(
        record=record,
        key=row.id,
        reference=row.reference,
        state=row.state,
        case_id=row.case_id,
        organisation_id=case.organisation_id,
        organisation=case.name,
        classification=case.classification,
        due=row.due,
    )


def officer_of(session: Session, organisation_id: UUID, as_of: date) -> str | None:
    """The responsible officer of an organisation on the day; None where none is entered."""
    return session.scalars(
        select(OrganisationContact.name)
        .where(
            OrganisationContact.organisation_id == organisation_id,
            OrganisationContact.role == ContactRole.RESPONSIBLE_OFFICER,
            OrganisationContact.withdrawn_on.is_(None) | (OrganisationContact.withdrawn_on > as_of),
        )
        .order_by(OrganisationContact.id.desc())
    ).first()


def values(
    session: Session,
    kind: LetterKind,
    subject: Subject,
    *,
    reference: str,
    dated: date,
    answer_by: date | None,
    addressee: str,
    sender: str,
) -> dict[str, Value]:
    """Every name that the kind knows, with what it stands for in a letter about ``subject``."""
    case = session.execute(select(Case.reference, Case.title).where(Case.id == subject.case_id)).one()
    common: dict[str, Value] = {
        "reference": reference,
        "dated": dated,
        "answer_by": answer_by,
        "addressee.name": addressee.split(",")[0],
        "organisation": subject.organisation,
        "case.reference": case.reference,
        "case.title": case.title,
        "office": office_name(session),
        "sender": sender,
    }
    return common | _VALUES[kind](session, subject.key, subject.record)


def paper(session: Session, letter_id: UUID, *, state: str | None = None) -> LetterPaper:
    """The letter as it is printed. ``state``: as which it is printed, where it is about to change."""
    letter = session.get_one(Letter, letter_id)
    identity = session.execute(select(RegisterIdentity.name, RegisterIdentity.body)).one()
    organisation = session.execute(
        select(Organisation.name).where(Organisation.id == letter.organisation_id)
    ).scalar_one()
    return LetterPaper(
        reference=letter.reference,
        state=state or letter.state.value,
        kind=letter.kind.value,
        subject=letter.title,
        about=letter.subject_reference,
        office=identity.name,
        body=identity.body,
        organisation=organisation,
        addressee=letter.addressee,
        dated=letter.dated,
        answer_by=letter.answer_by,
        classification=letter.classification.value,
        text=letter.text,
    )


def office_name(session: Session) -> str:
    return session.execute(select(RegisterIdentity.name)).scalar_one()


@dataclass(frozen=True, slots=True)
class _Read:
    id: UUID
    reference: str
    state: StrEnum
    case_id: UUID
    due: date | None


def _plain(record: Any, due: Any = None) -> Callable[[Session, str], _Read | None]:
    chosen = null().label("due") if due is None else due

    def read(session: Session, reference: str) -> _Read | None:
        row = session.execute(
            select(record.id, record.reference, record.state, record.case_id, chosen).where(
                record.reference == reference
            )
        ).first()
        return None if row is None else _Read(*row)

    return read


def _case(session: Session, reference: str) -> _Read | None:
    row = session.execute(select(Case.id, Case.reference, Case.state).where(Case.reference == reference)).first()
    return None if row is None else _Read(row.id, row.reference, row.state, row.id, None)


def _request(session: Session, reference: str) -> _Read | None:
    row = session.execute(
        select(
            EvidenceRequest.id,
            EvidenceRequest.reference,
            EvidenceRequest.state,
            Assessment.case_id,
            EvidenceRequest.due,
        )
        .join(Assessment, Assessment.id == EvidenceRequest.assessment_id)
        .where(EvidenceRequest.reference == reference)
    ).first()
    return None if row is None else _Read(*row)


def _extract(session: Session, reference: str) -> _Read | None:
    """The newest version; an older one that is named is none that anybody is consulted on."""
    row = session.execute(
        select(
            ExtractVersion.id,
            ExtractVersion.reference,
            ExtractVersion.state,
            Extract.case_id,
            ExtractVersion.respond_by,
        )
        .join(Extract, (Extract.id == ExtractVersion.extract_id) & (Extract.number == ExtractVersion.number))
        .where((Extract.reference == reference) | (ExtractVersion.reference == reference))
    ).first()
    return None if row is None else _Read(*row)


_READERS: Mapping[str, Callable[[Session, str], _Read | None]] = {
    "assessment": _plain(Assessment, Assessment.response_due),
    "evidence_request": _request,
    "breach": _plain(BreachConsideration, BreachConsideration.represent_by),
    "plan": _plain(Plan, Plan.resubmit_by),
    "extract": _extract,
    "case": _case,
    "finding": _plain(Finding),
}
_VALUES: Mapping[LetterKind, Callable[[Session, UUID, str], dict[str, Value]]] = {
    LetterKind.NOTIFICATION: lambda session, key, _: of_assessments.assessment(session, key),
    LetterKind.EVIDENCE_REQUEST: lambda session, key, _: of_assessments.evidence_request(session, key),
    LetterKind.REPORT: lambda session, key, _: of_assessments.report(session, key),
    LetterKind.REPRESENTATIONS: lambda session, key, _: of_cases.breach(session, key),
    LetterKind.PLAN_RETURN: lambda session, key, _: of_cases.returned_plan(session, key),
    LetterKind.EXTRACT_CONSULTATION: lambda session, key, _: of_cases.extract(session, key),
    LetterKind.CLOSURE: of_cases.closure,
}
