"""By which names a participant is looked for in an extract that must not name it: former names and groups included."""

from __future__ import annotations

import json
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.cases import Case
from pma_assure.records.house import AuditEntry
from pma_assure.records.organisations import GroupAffiliation, Organisation
from pma_assure.rules.participant_names import looked_for


def names_not_to_be_said(session: Session, case_id: UUID, *, named: bool | None) -> tuple[str, ...]:
    """Every form of the participant's names; none where it was decided to name it (undecided: not named)."""
    if named:
        return ()
    row = session.execute(
        select(Organisation.id, Organisation.name)
        .join(Case, Case.organisation_id == Organisation.id)
        .where(Case.id == case_id)
    ).one()
    groups = session.scalars(select(GroupAffiliation.group_name).where(GroupAffiliation.organisation_id == row.id))
    return looked_for(row.name, others=(*former_names(session, row.id), *groups))


def former_names(session: Session, organisation_id: UUID) -> tuple[str, ...]:
    """The names an organisation had before, the latest first, as the audit trail keeps them."""
    entries = session.scalars(
        select(AuditEntry.changes)
        .where(AuditEntry.row_id == organisation_id, AuditEntry.table_name == Organisation.__tablename__)
        .order_by(AuditEntry.number.desc())
    )
    changed = (json.loads(changes).get("name") for changes in entries)
    return tuple(dict.fromkeys(str(pair[0]) for pair in changed if pair is not None and pair[0]))
