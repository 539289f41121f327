"""what a person attends for, from day to day

Revision: 0002; follows 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

from pma_assure.register.audit_rows import FIRST_PREVIOUS
from pma_assure.register.session import digest_of
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.fingerprint import canonical

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_person = sa.table("person", sa.column("id", sa.Uuid()), sa.column("reference"), sa.column("represents"))
_attends_for = sa.table(
    "attends_for",
    sa.column("id", sa.Uuid()),
    sa.column("version"),
    sa.column("person_id", sa.Uuid()),
    sa.column("represents"),
    sa.column("first_day", sa.Date()),
    sa.column("last_day", sa.Date()),
)
_audit_entry = sa.table(
    "audit_entry",
    sa.column("id", sa.Uuid()),
    sa.column("version"),
    sa.column("number"),
    sa.column("deed_number"),
    sa.column("at", sa.DateTime()),
    sa.column("day", sa.Date()),
    sa.column("deed"),
    sa.column("person_id", sa.Uuid()),
    sa.column("person"),
    sa.column("capacity"),
    sa.column("table_name"),
    sa.column("row_id", sa.Uuid()),
    sa.column("reference"),
    sa.column("operation"),
    sa.column("changes"),
    sa.column("reason"),
    sa.column("previous"),
    sa.column("digest"),
)


def upgrade() -> None:
    op.create_table(
        "attends_for",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("represents", sa.String(length=80), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attends_for_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attends_for")),
    )
    op.create_index(op.f("ix_attends_for_person_id"), "attends_for", ["person_id"], unique=False)
    _carry_over()


def _carry_over() -> None:
    """What a person attended for counted for all days; it goes on to, with an audit entry for each row as any has."""
    connection = op.get_bind()
    attending = connection.execute(
        sa.select(_person).where(_person.c.represents.is_not(None), _person.c.represents != "").order_by(_person.c.id)
    ).all()
    if not attending:
        return
    new_key, now = context.config.attributes["keys"], context.config.attributes["clock"]()
    newest = _audit_entry.c.number.desc()
    head = connection.execute(sa.select(_audit_entry.c.number, _audit_entry.c.digest).order_by(newest).limit(1)).first()
    number, previous = (0, FIRST_PREVIOUS) if head is None else (head.number, head.digest)
    deed_number = number + 1
    for person in attending:
        row = {
            "id": new_key(),
            "version": 1,
            "person_id": person.id,
            "represents": person.represents,
            "first_day": None,
            "last_day": None,
        }
        number += 1
        entry = {
            "id": new_key(),
            "version": 1,
            "number": number,
            "deed_number": deed_number,
            "at": now,
            "day": uk_day(now),
            "deed": "register.bring_up_to_date",
            "person_id": None,
            "person": "PMA Assure",
            "capacity": "program",
            "table_name": "attends_for",
            "row_id": row["id"],
            "reference": person.reference,
            "operation": "insert",
            "changes": canonical({name: [None, value] for name, value in row.items()}),
            "reason": "Schema 0002 keeps from which day to which.",
            "previous": previous,
        }
        entry["digest"] = previous = digest_of(entry)
        connection.execute(_attends_for.insert(), row)
        connection.execute(_audit_entry.insert(), entry)
