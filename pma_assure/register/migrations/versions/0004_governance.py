"""governance and the emergency powers

Revision: 0004; follows 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_DAY, _NAME = "DATE", "VARCHAR(200)"


def _to(table: str, name: str, target: str) -> str:
    return f'CHAR(32) CONSTRAINT "fk_{table}_{name}" REFERENCES "{target}" (id)'


ADDED: dict[str, tuple[tuple[str, str], ...]] = {
    "agenda_item": (
        ("carried_from_id", _to("agenda_item", "carried_from_id", "agenda_item")),
        ("paper_by", _NAME),
    ),
    "appointment": (
        ("election_id", _to("appointment", "election_id", "seat_election")),
        ("notice_to_secas_on", _DAY),
    ),
    "attendance": (
        ("invited_by_id", _to("attendance", "invited_by_id", "person")),
        ("item_id", _to("attendance", "item_id", "agenda_item")),
    ),
    "attends_for": (("appointed_by", _NAME),),
    "set_document": (("incorporated_on", _DAY), ("review_months", "INTEGER")),
}
"""Columns for tables that are there, added in place: see schema 0003."""


def upgrade() -> None:
    op.create_table(
        "seat_election",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("constituency", sa.String(length=200), nullable=False),
        sa.Column("seats", sa.String(length=200), nullable=False),
        sa.Column("nominations_closed_on", sa.Date(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_election")),
        sa.UniqueConstraint("reference", name=op.f("uq_seat_election_reference")),
    )
    with op.batch_alter_table("seat_election", schema=None) as batch_op:
        batch_op.create_index(
            "ix_seat_election_list", ["reference", "title", "constituency", "reported_on"], unique=False
        )

    op.create_table(
        "independence_declared",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_independence_declared_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_independence_declared")),
    )
    with op.batch_alter_table("independence_declared", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_independence_declared_person_id"), ["person_id"], unique=False)

    op.create_table(
        "meeting_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("opening", sa.Text(), nullable=False),
        sa.Column("other_business", sa.Text(), nullable=False),
        sa.Column("corrections", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_text_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_text")),
    )
    op.create_index("ix_meeting_text_meeting_id", "meeting_text", ["meeting_id"], unique=False)
    op.create_table(
        "nomination",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Uuid(), nullable=False),
        sa.Column("nominee", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("nominator", sa.String(length=200), nullable=False),
        sa.Column("nominated_on", sa.Date(), nullable=True),
        sa.Column("votes", sa.Integer(), nullable=True),
        sa.Column("seat_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["election_id"], ["seat_election.id"], name=op.f("fk_nomination_election_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_nomination_person_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_nomination_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination")),
    )
    with op.batch_alter_table("nomination", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_nomination_election_id"), ["election_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_nomination_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_nomination_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "item_interest",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("declared_at", sa.DateTime(), nullable=False),
        sa.Column(
            "ruling", sa.Enum("stays", "leaves", name="chairruling", native_enum=False, length=40), nullable=True
        ),
        sa.Column("ruled_by_id", sa.Uuid(), nullable=True),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("ruling_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_item_interest_item_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_item_interest_person_id")),
        sa.ForeignKeyConstraint(["ruled_by_id"], ["person.id"], name=op.f("fk_item_interest_ruled_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_interest")),
    )
    with op.batch_alter_table("item_interest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_interest_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_item_interest_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_item_interest_ruled_by_id"), ["ruled_by_id"], unique=False)

    op.create_table(
        "meeting_action",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_meeting_action_item_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_action_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_action")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_meeting_action_meeting_id_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_meeting_action_reference")),
    )
    with op.batch_alter_table("meeting_action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_action_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_action_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(
            "ix_meeting_action_open",
            ["reference"],
            unique=False,
            sqlite_where=sa.text("done_on is null and withdrawn_on is null"),
        )

    op.create_table(
        "policy_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document_version_id", sa.Uuid(), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "scheme",
                "dcc_duties",
                "subscriber_rules",
                "monitoring",
                name="policypart",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "presence",
            sa.Enum("set_out", "in_part", "missing", "not_needed", name="policypresence", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("clause", sa.String(length=40), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_version_id"], ["document_version.id"], name=op.f("fk_policy_check_document_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_check")),
        sa.UniqueConstraint("document_version_id", "part", name=op.f("uq_policy_check_document_version_id_part")),
    )
    with op.batch_alter_table("policy_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_policy_check_document_version_id"), ["document_version_id"], unique=False)

    op.create_table(
        "document_review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column(
            "recommendation",
            sa.Enum(
                "no_change", "modification", "further_study", name="reviewrecommendation", native_enum=False, length=40
            ),
            nullable=True,
        ),
        sa.Column("concluded_on", sa.Date(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("actions", sa.Text(), nullable=False),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_document_review_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["set_document.id"], name=op.f("fk_document_review_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_review")),
        sa.UniqueConstraint("reference", name=op.f("uq_document_review_reference")),
    )
    with op.batch_alter_table("document_review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_review_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_review_document_id"), ["document_id"], unique=False)
        batch_op.create_index(
            "ix_document_review_list",
            [
                "reference",
                "title",
                "document_id",
                "due",
                "done_on",
                "recommendation",
                "concluded_on",
                "withdrawn_on",
            ],
            unique=False,
        )

    op.create_table(
        "suspension",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "target",
            sa.Enum("dcc_service", "participant_rights", name="suspensiontarget", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "considered",
                "ordered",
                "not_pursued",
                "instructed",
                "in_effect",
                "rescinded",
                "lifted",
                "closed",
                name="suspensionstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "ground", sa.Enum("threat", "compromise", name="groundkind", native_enum=False, length=40), nullable=True
        ),
        sa.Column(
            "likelihood",
            sa.Enum("occurred", "likely", name="groundlikelihood", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("immediate", sa.Boolean(), nullable=True),
        sa.Column("considered_at", sa.DateTime(), nullable=False),
        sa.Column("ordered_at", sa.DateTime(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("instructed_at", sa.DateTime(), nullable=True),
        sa.Column("effective_at", sa.DateTime(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(), nullable=True),
        sa.Column("lift_decision_id", sa.Uuid(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_suspension_case_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_suspension_decision_id")),
        sa.ForeignKeyConstraint(["lift_decision_id"], ["decision.id"], name=op.f("fk_suspension_lift_decision_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_suspension_meeting_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_suspension_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspension")),
        sa.UniqueConstraint("reference", name=op.f("uq_suspension_reference")),
    )
    with op.batch_alter_table("suspension", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suspension_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_suspension_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_suspension_lift_decision_id"), ["lift_decision_id"], unique=False)
        batch_op.create_index(
            "ix_suspension_list",
            [
                "reference",
                "title",
                "state",
                "case_id",
                "organisation_id",
                "target",
                "ordered_at",
                "effective_at",
                "lifted_at",
                "review_on",
            ],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_suspension_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(
            "ix_suspension_open",
            ["reference"],
            unique=False,
            sqlite_where=sa.text("state not in ('closed', 'not_pursued', 'rescinded')"),
        )
        batch_op.create_index(batch_op.f("ix_suspension_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "appeal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("suspension_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "lodged",
                "upheld",
                "upheld_in_part",
                "dismissed",
                "withdrawn",
                name="appealstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("lodged_on", sa.Date(), nullable=False),
        sa.Column("heard_on", sa.Date(), nullable=True),
        sa.Column("outcome_on", sa.Date(), nullable=True),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("interim_effect", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["suspension_id"], ["suspension.id"], name=op.f("fk_appeal_suspension_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint("reference", name=op.f("uq_appeal_reference")),
        sa.UniqueConstraint("suspension_id", "number", name=op.f("uq_appeal_suspension_id_number")),
    )
    with op.batch_alter_table("appeal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appeal_suspension_id"), ["suspension_id"], unique=False)

    op.create_table(
        "crl_instruction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("suspension_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum("decided", "issued", "confirmed", name="crlstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("clause", sa.String(length=60), nullable=True),
        sa.Column("requirement_id", sa.Uuid(), nullable=True),
        sa.Column(
            "classification",
            sa.Enum("open", "parties", "restricted", "sensitive", name="classification", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("issued_at", sa.DateTime(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("confirmed_by", sa.String(length=200), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_crl_instruction_case_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_crl_instruction_decision_id")),
        sa.ForeignKeyConstraint(["requirement_id"], ["requirement.id"], name=op.f("fk_crl_instruction_requirement_id")),
        sa.ForeignKeyConstraint(["suspension_id"], ["suspension.id"], name=op.f("fk_crl_instruction_suspension_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crl_instruction")),
        sa.UniqueConstraint("reference", name=op.f("uq_crl_instruction_reference")),
    )
    with op.batch_alter_table("crl_instruction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_crl_instruction_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_crl_instruction_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(
            "ix_crl_instruction_list",
            ["reference", "title", "state", "case_id", "decided_at", "issued_at", "confirmed_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_crl_instruction_requirement_id"), ["requirement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_crl_instruction_suspension_id"), ["suspension_id"], unique=False)

    op.create_table(
        "emergency_call",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("suspension_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("whom", sa.String(length=200), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("dialogue", sa.Boolean(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_emergency_call_person_id")),
        sa.ForeignKeyConstraint(["suspension_id"], ["suspension.id"], name=op.f("fk_emergency_call_suspension_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_call")),
    )
    with op.batch_alter_table("emergency_call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_emergency_call_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_emergency_call_suspension_id"), ["suspension_id"], unique=False)

    op.create_table(
        "modification",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("concerns", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "raised",
                "reported",
                "in_effect",
                "rejected",
                "withdrawn",
                name="modificationstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("review_id", sa.Uuid(), nullable=True),
        sa.Column("external_reference", sa.String(length=200), nullable=True),
        sa.Column("reported_status", sa.String(length=200), nullable=True),
        sa.Column("comments_from", sa.Date(), nullable=True),
        sa.Column("comments_to", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("explicit_charge", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("limited_purpose", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_modification_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["set_document.id"], name=op.f("fk_modification_document_id")),
        sa.ForeignKeyConstraint(["review_id"], ["document_review.id"], name=op.f("fk_modification_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_modification")),
        sa.UniqueConstraint("reference", name=op.f("uq_modification_reference")),
    )
    with op.batch_alter_table("modification", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_modification_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_modification_document_id"), ["document_id"], unique=False)
        batch_op.create_index(
            "ix_modification_list",
            ["reference", "title", "state", "document_id", "raised_on", "effective_on"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_modification_review_id"), ["review_id"], unique=False)

    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("suspension_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "addressee",
            sa.Enum(
                "panel", "authority", "parties", "participant", "dcc", name="noticeto", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("about_scope", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("owed", "sent", "not_necessary", "excepted", name="noticestate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("channel", sa.String(length=200), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("proof_id", sa.Uuid(), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["proof_id"], ["evidence.id"], name=op.f("fk_notice_proof_id")),
        sa.ForeignKeyConstraint(["suspension_id"], ["suspension.id"], name=op.f("fk_notice_suspension_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("reference", name=op.f("uq_notice_reference")),
        sa.UniqueConstraint("suspension_id", "number", name=op.f("uq_notice_suspension_id_number")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index("ix_notice_owed", ["suspension_id", "reference", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_proof_id"), ["proof_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_suspension_id"), ["suspension_id"], unique=False)

    op.create_table(
        "suspension_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("suspension_id", sa.Uuid(), nullable=False),
        sa.Column("effect_on_service", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("proportionality", sa.Text(), nullable=False),
        sa.Column("impact", sa.Text(), nullable=False),
        sa.Column("no_dialogue_because", sa.Text(), nullable=False),
        sa.Column("proposed_services", sa.Text(), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["suspension_id"], ["suspension.id"], name=op.f("fk_suspension_text_suspension_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspension_text")),
    )
    with op.batch_alter_table("suspension_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suspension_text_suspension_id"), ["suspension_id"], unique=False)

    op.create_table(
        "charge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("cost", sa.Integer(), nullable=True),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column(
            "basis",
            sa.Enum("fixed_costs", "explicit_charge", name="chargebasis", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "fault",
            sa.Enum("none_yet", "at_fault", "not_at_fault", name="faultview", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("fault_on", sa.Date(), nullable=True),
        sa.Column("fault_decision_id", sa.Uuid(), nullable=True),
        sa.Column(
            "recommended",
            sa.Enum("fixed_costs", "explicit_charge", name="chargebasis", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("recommended_on", sa.Date(), nullable=True),
        sa.Column("modification_id", sa.Uuid(), nullable=True),
        sa.Column("fault_basis", sa.Text(), nullable=False),
        sa.Column("recommendation", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_charge_assessment_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_charge_case_id")),
        sa.ForeignKeyConstraint(["fault_decision_id"], ["decision.id"], name=op.f("fk_charge_fault_decision_id")),
        sa.ForeignKeyConstraint(["modification_id"], ["modification.id"], name=op.f("fk_charge_modification_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charge")),
        sa.UniqueConstraint("assessment_id", name=op.f("uq_charge_assessment_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_charge_reference")),
    )
    with op.batch_alter_table("charge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_charge_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_charge_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_charge_fault_decision_id"), ["fault_decision_id"], unique=False)
        batch_op.create_index(
            "ix_charge_list",
            ["reference", "title", "assessment_id", "cost", "basis", "fault", "recommended"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_charge_modification_id"), ["modification_id"], unique=False)

    op.create_table(
        "crl_certificate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("crl_instruction_id", sa.Uuid(), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("serial", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.String(length=200), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["crl_instruction_id"], ["crl_instruction.id"], name=op.f("fk_crl_certificate_crl_instruction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crl_certificate")),
        sa.UniqueConstraint(
            "crl_instruction_id", "issuer", "serial", name=op.f("uq_crl_certificate_crl_instruction_id_issuer_serial")
        ),
    )
    with op.batch_alter_table("crl_certificate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_crl_certificate_crl_instruction_id"), ["crl_instruction_id"], unique=False)

    op.create_table(
        "modification_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("modification_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("reported_by", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["modification_id"], ["modification.id"], name=op.f("fk_modification_report_modification_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_modification_report")),
        sa.UniqueConstraint("modification_id", "number", name=op.f("uq_modification_report_modification_id_number")),
    )
    with op.batch_alter_table("modification_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_modification_report_modification_id"), ["modification_id"], unique=False)

    op.create_table(
        "notice_exception",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("judged_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_notice_exception_decision_id")),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_notice_exception_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_exception")),
        sa.UniqueConstraint("notice_id", "number", name=op.f("uq_notice_exception_notice_id_number")),
    )
    with op.batch_alter_table("notice_exception", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_exception_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_exception_notice_id"), ["notice_id"], unique=False)

    op.create_table(
        "support_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "direction",
            sa.Enum("asked_of_pma", "asked_of_secas", name="supportdirection", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "modification_advice",
                "panel_support",
                "sub_committee_support",
                "secas_assistance",
                name="supportkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum("received", "answered", "declined", name="supportstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("body", sa.String(length=200), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("modification_id", sa.Uuid(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_support_request_case_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_support_request_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["set_document.id"], name=op.f("fk_support_request_document_id")),
        sa.ForeignKeyConstraint(
            ["modification_id"], ["modification.id"], name=op.f("fk_support_request_modification_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_request")),
        sa.UniqueConstraint("reference", name=op.f("uq_support_request_reference")),
    )
    with op.batch_alter_table("support_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_support_request_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_support_request_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_support_request_document_id"), ["document_id"], unique=False)
        batch_op.create_index(
            "ix_support_request_list",
            ["reference", "title", "state", "direction", "kind", "body", "received_on", "due", "answered_on"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_support_request_modification_id"), ["modification_id"], unique=False)

    op.create_table(
        "suspension_scope",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("suspension_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "change",
            sa.Enum("ordered", "varied", "lifted_in_part", "lifted", name="scopechange", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("from_at", sa.DateTime(), nullable=True),
        sa.Column("services", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("appeal_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name=op.f("fk_suspension_scope_appeal_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_suspension_scope_decision_id")),
        sa.ForeignKeyConstraint(["suspension_id"], ["suspension.id"], name=op.f("fk_suspension_scope_suspension_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspension_scope")),
        sa.UniqueConstraint("suspension_id", "number", name=op.f("uq_suspension_scope_suspension_id_number")),
    )
    with op.batch_alter_table("suspension_scope", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suspension_scope_appeal_id"), ["appeal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_suspension_scope_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_suspension_scope_suspension_id"), ["suspension_id"], unique=False)

    for table, columns in ADDED.items():
        for name, declared in columns:
            op.execute(f'ALTER TABLE "{table}" ADD COLUMN "{name}" {declared}')
    for table, name in (
        ("agenda_item", "carried_from_id"),
        ("appointment", "election_id"),
        ("attendance", "invited_by_id"),
        ("attendance", "item_id"),
    ):
        op.create_index(f"ix_{table}_{name}", table, [name], unique=False)
