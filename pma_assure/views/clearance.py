"""What a leak check of an extract needs to know: the texts that must not be in the file, and those that may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from pma_assure.records import document_values, participants
from pma_assure.records.extracts import Extract, ExtractVersion
from pma_assure.register.register import Register
from pma_assure.rules import redaction
from pma_assure.rules.refusal import NotFound
from pma_assure.values.documents import ExtractDocument
from pma_assure.values.leak_check import WithheldText


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearance:
    """``cleared`` has each text once for each time the document shows it (``rules.redaction``)."""

    withheld: tuple[WithheldText, ...]
    cleared: tuple[str, ...]


def of(register: Register, reference: str, shown: ExtractDocument) -> Clearance:
    """For an EXT, its newest version or the one named, and the document that is made of it. Raises NotFound."""
    asked = reference.strip().upper()
    with register.reading() as session:
        statement = select(
            ExtractVersion.id, ExtractVersion.reference, ExtractVersion.name_participant, Extract.case_id
        ).join(Extract, Extract.id == ExtractVersion.extract_id)
        if "/" in asked:
            statement = statement.where(ExtractVersion.reference == asked)
        else:
            statement = statement.where(Extract.reference == asked, ExtractVersion.number == Extract.number)
        row: Any = session.execute(statement).first()
        if row is None:
            raise NotFound(f"There is no extract {asked[:40]} in this register.", field="reference")
        passages = document_values.passage_facts(session, row.id)
        unnamed = participants.names_not_to_be_said(session, row.case_id, named=row.name_participant)
    return Clearance(
        withheld=redaction.withheld_texts(passages, extract=row.reference, unnamed=unnamed),
        cleared=redaction.cleared_texts(passages, participant=shown.participant, unnamed=unnamed),
    )
