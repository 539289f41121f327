"""The values of papers as they would be made now, and the bytes of papers as issued and of evidence as received."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records import advice_values, assurance_values, document_values, letter_facts
from pma_assure.records.assessments import Assessment
from pma_assure.records.extracts import Extract, ExtractVersion
from pma_assure.records.letters import Letter
from pma_assure.records.papers import Advice, AdviceVersion, Evidence, EvidenceBytes, IssuedBytes, IssuedDocument
from pma_assure.register.register import Register
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.state_sets import RELEASED_EXTRACTS
from pma_assure.rules.vocabulary import AdviceState, ExtractState
from pma_assure.values.assurance_papers import AssuranceSummary
from pma_assure.values.documents import AdvicePaper, ExtractDocument, LetterPaper


def stored(register: Register, reference: str, ending: str) -> bytes | None:
    """The bytes of an issued or released document, None when there are none.

    ``reference`` is a LTR, a SUSP, a notice or a CRL, or an ADV or an EXT with its version ("ADV-2026-0005/1.0",
    "EXT-2026-0014/1") or without: then the newest version that was issued. ``ending`` is "pdf" or "xlsx".
    """
    asked = reference.strip().upper()
    with register.reading() as session:
        statement = (
            select(IssuedBytes.content)
            .join(IssuedDocument, IssuedDocument.id == IssuedBytes.document_id)
            .order_by(IssuedDocument.issued_at.desc())
            .limit(1)
        )
        if "/" in asked or asked.startswith(("LTR", "SUSP", "CRL")):
            named = f"{asked}.{ending}".lower()
            statement = statement.where(IssuedDocument.reference.in_((f"{asked}.{ending}", named)))
        else:
            newest = _issued_of(session, asked)
            statement = statement.where(IssuedDocument.reference == f"{newest}.{ending}")
        return session.execute(statement).scalar()


def evidence(register: Register, reference: str) -> tuple[str, bytes]:
    """The name a piece of evidence came with, and its bytes exactly as received; also when it is withdrawn or replaced.

    Raises NotFound, and Refused when the bytes do not have the SHA-256 kept beside them (invariant 10).
    """
    asked = reference.strip().upper()
    with register.reading() as session:
        row = session.execute(
            select(Evidence.file_name, Evidence.sha256, EvidenceBytes.content)
            .outerjoin(EvidenceBytes, EvidenceBytes.evidence_id == Evidence.id)
            .where(Evidence.reference == asked)
        ).first()
    if row is None:
        raise NotFound(f"There is no evidence {reference.strip()[:40]!r} in this register.", field="reference")
    # A file that was altered from outside may hold text where the bytes were.
    if not isinstance(row.content, bytes) or hashlib.sha256(row.content).hexdigest() != row.sha256:
        what = "is missing" if row.content is None else "does not have the SHA-256 kept when it was received"
        raise Refused(
            f"The file of {asked} {what}, so no copy was made. Check the register, and take the file from a backup.",
            field="reference",
        )
    return row.file_name, row.content


def issued_version(register: Register, reference: str) -> str | None:
    """The reference of the newest version of an ADV or EXT that was issued or released, None when none was."""
    with register.reading() as session:
        return _issued_of(session, reference.strip().upper())


def _issued_of(session: Session, asked: str) -> str | None:
    """What is out stands while a newer version is being prepared; that one comes by its own reference (design.md 5)."""
    if asked.startswith("ADV"):
        statement = (
            select(AdviceVersion.reference)
            .join(Advice, Advice.id == AdviceVersion.advice_id)
            .join(IssuedDocument, IssuedDocument.record_id == AdviceVersion.id)
            .where(Advice.reference == asked, AdviceVersion.state != AdviceState.DRAFT)
            .order_by(IssuedDocument.issued_at.desc())
        )
    else:
        statement = (
            select(ExtractVersion.reference)
            .join(Extract, Extract.id == ExtractVersion.extract_id)
            .where(Extract.reference == asked, ExtractVersion.state.in_(RELEASED_EXTRACTS))
            .order_by(ExtractVersion.number.desc())
        )
    return session.execute(statement.limit(1)).scalar()


def paper(register: Register, reference: str, as_of: date) -> AdvicePaper:
    """The paper of the newest version of an advice (or of the version named) as it stands."""
    asked = reference.strip().upper()
    with register.reading() as session:
        statement = select(AdviceVersion.id, AdviceVersion.issued_on).join(Advice, Advice.id == AdviceVersion.advice_id)
        if "/" in asked:
            statement = statement.where(AdviceVersion.reference == asked)
        else:
            statement = statement.where(Advice.reference == asked, AdviceVersion.label == Advice.label)
        row = session.execute(statement).first()
        if row is None:
            raise NotFound(f"There is no advice {reference.strip()[:40]!r} in this register.", field="reference")
        return advice_values.paper(session, row.id, as_of=row.issued_on or as_of)


def assurance_summary(register: Register, reference: str, as_of: date) -> AssuranceSummary:
    """What the Panel is told of an assessment, as it stands on the day (R13, paragraph 53). Raises NotFound."""
    asked = reference.strip().upper()
    with register.reading() as session:
        key = session.execute(select(Assessment.id).where(Assessment.reference == asked)).scalar()
        if key is None:
            raise NotFound(f"There is no assessment {reference.strip()[:40]!r} in this register.", field="reference")
        return assurance_values.assurance_summary(session, key, as_of=as_of)


def letter(register: Register, reference: str) -> LetterPaper:
    """A letter as it stands. Raises NotFound."""
    asked = reference.strip().upper()
    with register.reading() as session:
        key = session.execute(select(Letter.id).where(Letter.reference == asked)).scalar()
        if key is None:
            raise NotFound(f"There is no letter {reference.strip()[:40]!r} in this register.", field="reference")
        return letter_facts.paper(session, key)


def extract(register: Register, reference: str, as_of: date) -> ExtractDocument:
    """What the Parties would receive now; a draft says that it is one.

    Reports for outside ask ``approved_extract``; this is for the preparer's preview.
    """
    with register.reading() as session:
        version = _extract_version(session, reference)
        stage = "released" if version.state in RELEASED_EXTRACTS else "draft"
        state = "approved" if version.state == ExtractState.APPROVED else stage
        dated = version.released_on or as_of
        return document_values.extract_document(session, version.id, state=state, dated=dated)


def approved_extract(register: Register, reference: str, as_of: date) -> ExtractDocument:
    """The value of an approved extract. Raises Refused when the PMA has not approved it (R73, paragraph 75)."""
    with register.reading() as session:
        version = _extract_version(session, reference)
        if version.state != ExtractState.APPROVED and version.state not in RELEASED_EXTRACTS:
            raise Refused(
                f"{reference.strip()} is not approved by the PMA, so no extract can be made of it.",
                rule="R73",
                paragraph="75",
            )
    return extract(register, reference, as_of)


def extract_version(register: Register, reference: str) -> str:
    """The reference of the newest version of an extract, or of the version named. Raises NotFound."""
    with register.reading() as session:
        return str(_extract_version(session, reference).reference)


def _extract_version(session: Session, reference: str) -> Any:
    asked = reference.strip().upper()
    statement = select(
        ExtractVersion.id, ExtractVersion.reference, ExtractVersion.state, ExtractVersion.released_on
    ).join(Extract, Extract.id == ExtractVersion.extract_id)
    if "/" in asked:
        statement = statement.where(ExtractVersion.reference == asked)
    else:
        statement = statement.where(Extract.reference == asked, ExtractVersion.number == Extract.number)
    row = session.execute(statement).first()
    if row is None:
        raise NotFound(f"There is no extract {reference.strip()[:40]!r} in this register.", field="reference")
    return row
