"""What stands under a list beside the columns of the chosen record: whom to reach, or the words of a text."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.fieldwork import FindingPattern
from pma_assure.records.organisations import Organisation, OrganisationContact
from pma_assure.register.register import Register
from pma_assure.rules.wording import label

Pairs = tuple[tuple[str, str], ...]


def of(register: Register, kind: str, reference: str) -> Pairs:
    """(name, words) of what the list of this kind leaves out of its columns; nothing for most kinds."""
    with register.reading() as session:
        if kind == "organisations":
            return _contacts(session, reference)
        if kind == "finding_patterns":
            return _pattern(session, reference)
    return ()


def _contacts(session: Session, reference: str) -> Pairs:
    """By role, those who can be reached today: "Bethan Rowe · b.rowe@larkfield.example"."""
    rows = session.execute(
        select(
            OrganisationContact.role,
            OrganisationContact.name,
            OrganisationContact.email,
            OrganisationContact.telephone,
        )
        .join(Organisation, Organisation.id == OrganisationContact.organisation_id)
        .where(Organisation.reference == reference, OrganisationContact.withdrawn_on.is_(None))
        .order_by(OrganisationContact.id)
    )
    return tuple(
        (label(row.role), " · ".join(part for part in (row.name, row.email, row.telephone) if part)) for row in rows
    )


def _pattern(session: Session, reference: str) -> Pairs:
    row = session.execute(
        select(
            FindingPattern.statement, FindingPattern.impact, FindingPattern.root_cause, FindingPattern.criterion
        ).where(FindingPattern.reference == reference)
    ).first()
    if row is None:
        return ()
    named = (
        ("What was found", row.statement),
        ("Impact", row.impact),
        ("Usual root cause", row.root_cause),
        ("Put right when", row.criterion),
    )
    return tuple((name, text) for name, text in named if text)
