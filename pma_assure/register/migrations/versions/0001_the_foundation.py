"""the foundation

Revision: 0001; follows
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("deed_number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("deed", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("capacity", sa.String(length=40), nullable=False),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=True),
        sa.Column("operation", sa.String(length=10), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("number", name=op.f("uq_audit_entry_number")),
    )
    op.create_index("ix_audit_entry_deed", "audit_entry", ["deed_number"], unique=False)
    op.create_index("ix_audit_entry_reference", "audit_entry", ["reference", "number"], unique=False)
    op.create_index("ix_audit_entry_row", "audit_entry", ["row_id", "number"], unique=False)
    op.create_table(
        "counter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter")),
        sa.UniqueConstraint("prefix", "year", name=op.f("uq_counter_prefix_year")),
    )
    op.create_table(
        "irregular_fact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record_kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("rule", sa.String(length=10), nullable=False),
        sa.Column("paragraph", sa.String(length=20), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_irregular_fact")),
    )
    op.create_index("ix_irregular_fact_open", "irregular_fact", ["settled_on", "reference"], unique=False)
    op.create_index("ix_irregular_fact_record", "irregular_fact", ["record_id"], unique=False)
    op.create_table(
        "meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column(
            "mode",
            sa.Enum("in_person", "video", "telephone", name="meetingmode", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "scheduled",
                "in_session",
                "closed",
                "minutes_drafted",
                "minutes_approved",
                "cancelled",
                name="meetingstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("reference", name=op.f("uq_meeting_reference")),
    )
    op.create_index("ix_meeting_list", "meeting", ["starts_at", "reference", "title", "state", "number"], unique=False)
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "large_supplier",
                "small_supplier",
                "electricity_network",
                "gas_network",
                "dcc",
                "other_sec_party",
                "rdp",
                "assessor",
                "contractor",
                "regulator_government",
                "none",
                name="partycategory",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_organisation_name")),
        sa.UniqueConstraint("reference", name=op.f("uq_organisation_reference")),
    )
    op.create_index("ix_organisation_list", "organisation", ["name", "reference", "category"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("represents", sa.String(length=80), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("name", name=op.f("uq_person_name")),
        sa.UniqueConstraint("reference", name=op.f("uq_person_reference")),
    )
    op.create_index("ix_person_list", "person", ["name", "reference"], unique=False)
    op.create_table(
        "register_identity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("body", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_identity")),
    )
    op.create_table(
        "seat",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "code",
            sa.Enum("CH", "LS-A", "LS-B", "SS", "NW", "SSC", "TSC", name="seatcode", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("constituency", sa.String(length=200), nullable=False),
        sa.Column(
            "vote", sa.Enum("casting", "deliberative", name="seatvote", native_enum=False, length=40), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("code", name=op.f("uq_seat_code")),
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("adopted_by", sa.String(length=60), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("key", name=op.f("uq_setting_key")),
    )
    op.create_table(
        "alternate_nomination",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("alternate_id", sa.Uuid(), nullable=False),
        sa.Column("acting_chair", sa.Boolean(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("check_result", sa.Text(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["alternate_id"], ["person.id"], name=op.f("fk_alternate_nomination_alternate_id")),
        sa.ForeignKeyConstraint(["member_id"], ["person.id"], name=op.f("fk_alternate_nomination_member_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_alternate_nomination_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alternate_nomination")),
    )
    op.create_index(
        op.f("ix_alternate_nomination_alternate_id"), "alternate_nomination", ["alternate_id"], unique=False
    )
    op.create_index(op.f("ix_alternate_nomination_member_id"), "alternate_nomination", ["member_id"], unique=False)
    op.create_index(op.f("ix_alternate_nomination_seat_id"), "alternate_nomination", ["seat_id"], unique=False)
    op.create_table(
        "appointment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("identified", "in_office", "ended", name="appointmentstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "route",
            sa.Enum(
                "panel_identified",
                "uncontested",
                "elected",
                "selected",
                name="appointmentroute",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("identified_on", sa.Date(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("computed_last_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("authority", sa.Text(), nullable=True),
        sa.Column(
            "end_reason",
            sa.Enum("term", "resignation", "removal", "rule", name="endreason", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("end_note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_appointment_person_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_appointment_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    op.create_index("ix_appointment_days", "appointment", ["seat_id", "first_day", "last_day"], unique=False)
    op.create_index(op.f("ix_appointment_person_id"), "appointment", ["person_id"], unique=False)
    op.create_index(op.f("ix_appointment_seat_id"), "appointment", ["seat_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=True),
        sa.Column(
            "standing",
            sa.Enum("member", "alternate", "acting_chair", "attendee", name="standing", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("expected", sa.Boolean(), nullable=False),
        sa.Column("apologies", sa.Boolean(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(), nullable=True),
        sa.Column("left_at", sa.DateTime(), nullable=True),
        sa.Column("invited_for", sa.Text(), nullable=True),
        sa.Column("correction", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_attendance_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_person_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_attendance_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
    )
    op.create_index("ix_attendance_list", "attendance", ["meeting_id", "person_id", "seat_id"], unique=False)
    op.create_index(op.f("ix_attendance_meeting_id"), "attendance", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_attendance_person_id"), "attendance", ["person_id"], unique=False)
    op.create_index(op.f("ix_attendance_seat_id"), "attendance", ["seat_id"], unique=False)
    op.create_table(
        "capacity_held",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "capacity",
            sa.Enum(
                "pki_specialist",
                "assessor",
                "chair",
                "second_reviewer",
                "reader",
                name="capacity",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_capacity_held_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capacity_held")),
    )
    op.create_index(op.f("ix_capacity_held_person_id"), "capacity_held", ["person_id"], unique=False)
    op.create_table(
        "case_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column(
            "classification",
            sa.Enum("open", "parties", "restricted", "sensitive", name="classification", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("state", sa.Enum("open", "closed", name="casestate", native_enum=False, length=40), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_case_file_organisation_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_case_file_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_file")),
        sa.UniqueConstraint("reference", name=op.f("uq_case_file_reference")),
    )
    op.create_index(
        "ix_case_file_list",
        "case_file",
        ["state", "reference", "title", "organisation_id", "opened_on", "id"],
        unique=False,
    )
    op.create_index(
        "ix_case_file_open", "case_file", ["reference"], unique=False, sqlite_where=sa.text("state = 'open'")
    )
    op.create_index(op.f("ix_case_file_organisation_id"), "case_file", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_case_file_owner_id"), "case_file", ["owner_id"], unique=False)
    op.create_table(
        "contractor_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("contractor_id", sa.Uuid(), nullable=False),
        sa.Column("service", sa.String(length=200), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["contractor_id"], ["organisation.id"], name=op.f("fk_contractor_link_contractor_id")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["organisation.id"], name=op.f("fk_contractor_link_participant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contractor_link")),
    )
    op.create_index(op.f("ix_contractor_link_contractor_id"), "contractor_link", ["contractor_id"], unique=False)
    op.create_index(op.f("ix_contractor_link_participant_id"), "contractor_link", ["participant_id"], unique=False)
    op.create_table(
        "employed",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("post", sa.String(length=200), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_employed_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_employed_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employed")),
    )
    op.create_index(op.f("ix_employed_organisation_id"), "employed", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_employed_person_id"), "employed", ["person_id"], unique=False)
    op.create_table(
        "group_affiliation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("group_name", sa.String(length=200), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_group_affiliation_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_affiliation")),
    )
    op.create_index(
        op.f("ix_group_affiliation_organisation_id"), "group_affiliation", ["organisation_id"], unique=False
    )
    op.create_table(
        "interest_declared",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_interest_declared_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_interest_declared_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interest_declared")),
    )
    op.create_index(
        op.f("ix_interest_declared_organisation_id"), "interest_declared", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_interest_declared_person_id"), "interest_declared", ["person_id"], unique=False)
    op.create_table(
        "set_document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("short_name", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "document_type",
            sa.Enum(
                "organisation_cp",
                "device_cp",
                "rapp",
                "subscriber_agreement",
                "relying_party_agreement",
                "compliance_policy",
                "recovery_process",
                "cps",
                name="documenttype",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("pma_may_modify", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_set_document_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_document")),
        sa.UniqueConstraint("reference", name=op.f("uq_set_document_reference")),
        sa.UniqueConstraint("short_name", name=op.f("uq_set_document_short_name")),
    )
    op.create_index(op.f("ix_set_document_owner_id"), "set_document", ["owner_id"], unique=False)
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "listed",
                "under_discussion",
                "decided",
                "noted",
                "deferred",
                "withdrawn",
                name="itemstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("against_organisation", sa.Boolean(), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("subject_reference", sa.String(length=60), nullable=True),
        sa.Column(
            "asks",
            sa.Enum(
                "issue_advice",
                "publish",
                "withhold_entirely",
                "verify_completion",
                "approve_document",
                "other",
                name="asked",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("circulated_on", sa.Date(), nullable=True),
        sa.Column("circulated_fingerprint", sa.String(length=64), nullable=True),
        sa.Column("begun_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_agenda_item_case_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_item_meeting_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_agenda_item_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_agenda_item_meeting_id_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_agenda_item_reference")),
    )
    op.create_index(op.f("ix_agenda_item_case_id"), "agenda_item", ["case_id"], unique=False)
    op.create_index(
        "ix_agenda_item_list",
        "agenda_item",
        ["meeting_id", "number", "title", "state", "subject_reference"],
        unique=False,
    )
    op.create_index(op.f("ix_agenda_item_meeting_id"), "agenda_item", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_agenda_item_organisation_id"), "agenda_item", ["organisation_id"], unique=False)
    op.create_index("ix_agenda_item_subject", "agenda_item", ["subject_id"], unique=False)
    op.create_table(
        "breach_consideration",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "trigger",
            sa.Enum(
                "assessment",
                "incident_report",
                "complaint",
                "self_report",
                "panel_referral",
                "failed_plan",
                "other",
                name="breachtrigger",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "opened",
                "gathering_facts",
                "representations_sought",
                "ready",
                "considered",
                "deferred",
                "advised",
                "panel_decided",
                "closed",
                "discontinued",
                "reopened",
                name="breachstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "view",
            sa.Enum(
                "no_non_compliance", "not_material", "material_breach", name="breachview", native_enum=False, length=40
            ),
            nullable=True,
        ),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("considered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_breach_consideration_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_consideration")),
        sa.UniqueConstraint("reference", name=op.f("uq_breach_consideration_reference")),
    )
    op.create_index(op.f("ix_breach_consideration_case_id"), "breach_consideration", ["case_id"], unique=False)
    op.create_index(
        "ix_breach_consideration_list",
        "breach_consideration",
        ["case_id", "reference", "title", "state", "view"],
        unique=False,
    )
    op.create_table(
        "case_file_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("proportionality", sa.Text(), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_file_text_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_file_text")),
    )
    op.create_index(op.f("ix_case_file_text_case_id"), "case_file_text", ["case_id"], unique=False)
    op.create_table(
        "case_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("noted_by_id", sa.Uuid(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_note_case_id")),
        sa.ForeignKeyConstraint(["noted_by_id"], ["person.id"], name=op.f("fk_case_note_noted_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_note")),
    )
    op.create_index("ix_case_note_case", "case_note", ["case_id", "noted_on"], unique=False)
    op.create_index(op.f("ix_case_note_case_id"), "case_note", ["case_id"], unique=False)
    op.create_index(op.f("ix_case_note_noted_by_id"), "case_note", ["noted_by_id"], unique=False)
    op.create_table(
        "document_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.String(length=20), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "approved",
                "in_force",
                "superseded",
                "withdrawn",
                name="documentversionstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.String(length=200), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["set_document.id"], name=op.f("fk_document_version_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_version")),
        sa.UniqueConstraint("document_id", "label", name=op.f("uq_document_version_document_id_label")),
    )
    op.create_index(op.f("ix_document_version_document_id"), "document_version", ["document_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("received_by_id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column(
            "classification",
            sa.Enum("open", "parties", "restricted", "sensitive", name="classification", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("handling", sa.Text(), nullable=True),
        sa.Column("verifiable", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("held", "superseded", "withdrawn", name="evidencestate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("superseded_by", sa.String(length=60), nullable=True),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_evidence_case_id")),
        sa.ForeignKeyConstraint(["received_by_id"], ["person.id"], name=op.f("fk_evidence_received_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("reference", name=op.f("uq_evidence_reference")),
    )
    op.create_index(op.f("ix_evidence_case_id"), "evidence", ["case_id"], unique=False)
    op.create_index(
        "ix_evidence_list",
        "evidence",
        ["case_id", "reference", "title", "state", "received_on", "verifiable"],
        unique=False,
    )
    op.create_index(op.f("ix_evidence_received_by_id"), "evidence", ["received_by_id"], unique=False)
    op.create_table(
        "issued_document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("record_kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_issued_document_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_document")),
        sa.UniqueConstraint("reference", name=op.f("uq_issued_document_reference")),
    )
    op.create_index(op.f("ix_issued_document_case_id"), "issued_document", ["case_id"], unique=False)
    op.create_index("ix_issued_document_record", "issued_document", ["record_id", "media_type"], unique=False)
    op.create_table(
        "agenda_item_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("motion", sa.Text(), nullable=False),
        sa.Column("motion_as_first_put", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("not_against_because", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_agenda_item_text_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item_text")),
    )
    op.create_index(op.f("ix_agenda_item_text_item_id"), "agenda_item_text", ["item_id"], unique=False)
    op.create_table(
        "breach_consideration_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("breach_id", sa.Uuid(), nullable=False),
        sa.Column("allegation", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["breach_id"], ["breach_consideration.id"], name=op.f("fk_breach_consideration_text_breach_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_consideration_text")),
    )
    op.create_index(
        op.f("ix_breach_consideration_text_breach_id"), "breach_consideration_text", ["breach_id"], unique=False
    )
    op.create_table(
        "circulation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("circulated_on", sa.Date(), nullable=False),
        sa.Column("motion", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("copy", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_circulation_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circulation")),
        sa.UniqueConstraint("item_id", "number", name=op.f("uq_circulation_item_id_number")),
    )
    op.create_index(op.f("ix_circulation_item_id"), "circulation", ["item_id"], unique=False)
    op.create_table(
        "custody_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_custody_entry_evidence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custody_entry")),
    )
    op.create_index(op.f("ix_custody_entry_evidence_id"), "custody_entry", ["evidence_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("recorded", "purported", "superseded", name="decisionstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "manner", sa.Enum("vote", "agreed", name="decisionmanner", native_enum=False, length=40), nullable=False
        ),
        sa.Column(
            "result",
            sa.Enum(
                "carried",
                "carried_on_casting_vote",
                "lost",
                "lost_on_casting_vote",
                "tied",
                name="decisionresult",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("votes_for", sa.Integer(), nullable=False),
        sa.Column("votes_against", sa.Integer(), nullable=False),
        sa.Column("abstentions", sa.Integer(), nullable=False),
        sa.Column(
            "casting",
            sa.Enum("for", "against", "abstain", name="votecast", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("quorate", sa.Boolean(), nullable=False),
        sa.Column("quorum_count", sa.Integer(), nullable=False),
        sa.Column("quorum_needed", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("subject_reference", sa.String(length=60), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column(
            "asks",
            sa.Enum(
                "issue_advice",
                "publish",
                "withhold_entirely",
                "verify_completion",
                "approve_document",
                "other",
                name="asked",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reevaluate", sa.Boolean(), nullable=False),
        sa.Column("superseded_by", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_decision_case_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_decision_item_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_decision_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("reference", name=op.f("uq_decision_reference")),
    )
    op.create_index(op.f("ix_decision_case_id"), "decision", ["case_id"], unique=False)
    op.create_index(op.f("ix_decision_item_id"), "decision", ["item_id"], unique=False)
    op.create_index(
        "ix_decision_list", "decision", ["decided_on", "reference", "result", "state", "item_id"], unique=False
    )
    op.create_index(op.f("ix_decision_meeting_id"), "decision", ["meeting_id"], unique=False)
    op.create_index("ix_decision_subject", "decision", ["subject_id"], unique=False)
    op.create_table(
        "evidence_bytes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_bytes_evidence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_bytes")),
    )
    op.create_index(op.f("ix_evidence_bytes_evidence_id"), "evidence_bytes", ["evidence_id"], unique=False)
    op.create_table(
        "evidence_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("record_kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("record_reference", sa.String(length=60), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_link_evidence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_link")),
    )
    op.create_index(op.f("ix_evidence_link_evidence_id"), "evidence_link", ["evidence_id"], unique=False)
    op.create_index("ix_evidence_link_record", "evidence_link", ["record_id"], unique=False)
    op.create_index(
        "uq_evidence_link_standing",
        "evidence_link",
        ["evidence_id", "record_id"],
        unique=True,
        sqlite_where=sa.text("withdrawn_on is null"),
    )
    op.create_table(
        "issued_bytes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["issued_document.id"], name=op.f("fk_issued_bytes_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_bytes")),
    )
    op.create_index(op.f("ix_issued_bytes_document_id"), "issued_bytes", ["document_id"], unique=False)
    op.create_table(
        "panel_outcome",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("breach_id", sa.Uuid(), nullable=True),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("plan_version_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "plan_required",
                "no_plan_required",
                "plan_approved",
                "plan_returned",
                "variation_approved",
                "milestone_extended",
                "milestone_cancelled",
                "failed_plan_closed",
                "new_plan_required",
                name="paneloutcomekind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("advice_version_id", sa.Uuid(), nullable=True),
        sa.Column("differs_from_advice", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["breach_id"], ["breach_consideration.id"], name=op.f("fk_panel_outcome_breach_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_panel_outcome_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_outcome")),
        sa.UniqueConstraint("reference", name=op.f("uq_panel_outcome_reference")),
    )
    op.create_index(op.f("ix_panel_outcome_breach_id"), "panel_outcome", ["breach_id"], unique=False)
    op.create_index("ix_panel_outcome_case", "panel_outcome", ["case_id", "decided_on"], unique=False)
    op.create_index(op.f("ix_panel_outcome_case_id"), "panel_outcome", ["case_id"], unique=False)
    op.create_table(
        "recusal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("left_at", sa.DateTime(), nullable=True),
        sa.Column("returned_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_recusal_item_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recusal_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal")),
        sa.UniqueConstraint("item_id", "person_id", name=op.f("uq_recusal_item_id_person_id")),
    )
    op.create_index(op.f("ix_recusal_item_id"), "recusal", ["item_id"], unique=False)
    op.create_index(op.f("ix_recusal_person_id"), "recusal", ["person_id"], unique=False)
    op.create_table(
        "requirement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("document_version_id", sa.Uuid(), nullable=False),
        sa.Column("clause", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("applies_to", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_version_id"], ["document_version.id"], name=op.f("fk_requirement_document_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirement")),
        sa.UniqueConstraint("document_version_id", "clause", name=op.f("uq_requirement_document_version_id_clause")),
        sa.UniqueConstraint("reference", name=op.f("uq_requirement_reference")),
    )
    op.create_index(op.f("ix_requirement_document_version_id"), "requirement", ["document_version_id"], unique=False)
    op.create_index("ix_requirement_list", "requirement", ["document_version_id", "position", "clause"], unique=False)
    op.create_table(
        "decision_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("motion", sa.Text(), nullable=False),
        sa.Column("motion_as_first_put", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("dissent", sa.Text(), nullable=False),
        sa.Column("frozen_copy", sa.Text(), nullable=False),
        sa.Column("quorum", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_decision_text_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_text")),
    )
    op.create_index(op.f("ix_decision_text_decision_id"), "decision_text", ["decision_id"], unique=False)
    op.create_table(
        "finding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("requirement_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "finding_class",
            sa.Enum("major", "minor", "observation", name="findingclass", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "open",
                "discarded",
                "accepted",
                "disputed",
                "noted",
                "withdrawn",
                "in_remediation",
                "submitted",
                "closed",
                "reopened",
                "accepted_risk",
                name="findingstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=True),
        sa.Column("identified_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_finding_case_id")),
        sa.ForeignKeyConstraint(["requirement_id"], ["requirement.id"], name=op.f("fk_finding_requirement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("reference", name=op.f("uq_finding_reference")),
    )
    op.create_index(op.f("ix_finding_case_id"), "finding", ["case_id"], unique=False)
    op.create_index(
        "ix_finding_list",
        "finding",
        ["case_id", "reference", "title", "finding_class", "state", "requirement_id"],
        unique=False,
    )
    op.create_index(
        "ix_finding_open",
        "finding",
        ["reference"],
        unique=False,
        sqlite_where=sa.text("state not in ('closed', 'withdrawn', 'noted', 'discarded')"),
    )
    op.create_index(op.f("ix_finding_requirement_id"), "finding", ["requirement_id"], unique=False)
    op.create_table(
        "plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "required",
                "submitted",
                "advised",
                "returned",
                "approved",
                "completion_reported",
                "variation_proposed",
                "verified",
                "closed",
                "failed",
                name="planstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("outcome_id", sa.Uuid(), nullable=False),
        sa.Column("required_on", sa.Date(), nullable=False),
        sa.Column("submit_by", sa.Date(), nullable=True),
        sa.Column("resubmit_by", sa.Date(), nullable=True),
        sa.Column("state_on", sa.Date(), nullable=False),
        sa.Column("submitted_version", sa.Integer(), nullable=True),
        sa.Column("approved_version", sa.Integer(), nullable=True),
        sa.Column("completion_reported_on", sa.Date(), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("failed_breach_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_plan_case_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_plan_organisation_id")),
        sa.ForeignKeyConstraint(["outcome_id"], ["panel_outcome.id"], name=op.f("fk_plan_outcome_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("reference", name=op.f("uq_plan_reference")),
    )
    op.create_index(op.f("ix_plan_case_id"), "plan", ["case_id"], unique=False)
    op.create_index(
        "ix_plan_list",
        "plan",
        ["reference", "title", "state", "case_id", "organisation_id", "submit_by", "resubmit_by"],
        unique=False,
    )
    op.create_index(
        "ix_plan_open", "plan", ["reference"], unique=False, sqlite_where=sa.text("state not in ('closed')")
    )
    op.create_index(op.f("ix_plan_organisation_id"), "plan", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_plan_outcome_id"), "plan", ["outcome_id"], unique=False)
    op.create_table(
        "requirement_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("requirement_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["requirement_id"], ["requirement.id"], name=op.f("fk_requirement_text_requirement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirement_text")),
    )
    op.create_index(op.f("ix_requirement_text_requirement_id"), "requirement_text", ["requirement_id"], unique=False)
    op.create_table(
        "vote",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "cast", sa.Enum("for", "against", "abstain", name="votecast", native_enum=False, length=40), nullable=False
        ),
        sa.Column("casting", sa.Boolean(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_vote_decision_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_vote_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote")),
        sa.UniqueConstraint("decision_id", "person_id", name=op.f("uq_vote_decision_id_person_id")),
    )
    op.create_index(op.f("ix_vote_decision_id"), "vote", ["decision_id"], unique=False)
    op.create_index(op.f("ix_vote_person_id"), "vote", ["person_id"], unique=False)
    op.create_table(
        "advice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum("breach", "plan", "annual", "other", name="advicepurpose", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("draft", "issued", "superseded", name="advicestate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("label", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_advice_case_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_advice_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice")),
        sa.UniqueConstraint("reference", name=op.f("uq_advice_reference")),
    )
    op.create_index(op.f("ix_advice_case_id"), "advice", ["case_id"], unique=False)
    op.create_index(
        "ix_advice_list", "advice", ["reference", "title", "state", "case_id", "purpose", "label"], unique=False
    )
    op.create_index(op.f("ix_advice_plan_id"), "advice", ["plan_id"], unique=False)
    op.create_table(
        "extract",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("audience", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "drafting",
                "participant_consulted",
                "security_review",
                "ready_for_decision",
                "approved",
                "withheld_entirely",
                "released",
                "corrected",
                "recalled",
                name="extractstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_extract_case_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_extract_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extract")),
        sa.UniqueConstraint("reference", name=op.f("uq_extract_reference")),
    )
    op.create_index(op.f("ix_extract_case_id"), "extract", ["case_id"], unique=False)
    op.create_index("ix_extract_list", "extract", ["reference", "title", "state", "plan_id", "number"], unique=False)
    op.create_index(op.f("ix_extract_plan_id"), "extract", ["plan_id"], unique=False)
    op.create_table(
        "finding_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("impact", sa.Text(), nullable=False),
        sa.Column("root_cause", sa.Text(), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("responded_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_finding_text_finding_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_text")),
    )
    op.create_index(op.f("ix_finding_text_finding_id"), "finding_text", ["finding_id"], unique=False)
    op.create_table(
        "milestone",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("owner_person_id", sa.Uuid(), nullable=True),
        sa.Column("baseline_due", sa.Date(), nullable=False),
        sa.Column("current_due", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "not_started",
                "in_progress",
                "reported_complete",
                "verified",
                "cancelled",
                name="milestonestate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("verified_by_id", sa.Uuid(), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("finding_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_milestone_finding_id")),
        sa.ForeignKeyConstraint(["owner_person_id"], ["person.id"], name=op.f("fk_milestone_owner_person_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_milestone_plan_id")),
        sa.ForeignKeyConstraint(["verified_by_id"], ["person.id"], name=op.f("fk_milestone_verified_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_milestone_plan_id_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_milestone_reference")),
    )
    op.create_index(op.f("ix_milestone_finding_id"), "milestone", ["finding_id"], unique=False)
    op.create_index(
        "ix_milestone_list",
        "milestone",
        ["plan_id", "number", "title", "state", "current_due", "baseline_due"],
        unique=False,
    )
    op.create_index(
        "ix_milestone_owed",
        "milestone",
        ["current_due"],
        unique=False,
        sqlite_where=sa.text("state in ('not_started', 'in_progress')"),
    )
    op.create_index(op.f("ix_milestone_owner_person_id"), "milestone", ["owner_person_id"], unique=False)
    op.create_index(op.f("ix_milestone_plan_id"), "milestone", ["plan_id"], unique=False)
    op.create_index(op.f("ix_milestone_verified_by_id"), "milestone", ["verified_by_id"], unique=False)
    op.create_table(
        "plan_requirement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("requirement_id", sa.Uuid(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_plan_requirement_finding_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_requirement_plan_id")),
        sa.ForeignKeyConstraint(
            ["requirement_id"], ["requirement.id"], name=op.f("fk_plan_requirement_requirement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_requirement")),
        sa.UniqueConstraint("plan_id", "requirement_id", name=op.f("uq_plan_requirement_plan_id_requirement_id")),
    )
    op.create_index(op.f("ix_plan_requirement_finding_id"), "plan_requirement", ["finding_id"], unique=False)
    op.create_index(op.f("ix_plan_requirement_plan_id"), "plan_requirement", ["plan_id"], unique=False)
    op.create_index(op.f("ix_plan_requirement_requirement_id"), "plan_requirement", ["requirement_id"], unique=False)
    op.create_table(
        "plan_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_text_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_text")),
    )
    op.create_index(op.f("ix_plan_text_plan_id"), "plan_text", ["plan_id"], unique=False)
    op.create_table(
        "plan_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "frozen", "superseded", name="planversionstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("frozen_fingerprint", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_version_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_version_plan_id_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_plan_version_reference")),
    )
    op.create_index(op.f("ix_plan_version_plan_id"), "plan_version", ["plan_id"], unique=False)
    op.create_table(
        "advice_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("advice_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.String(length=10), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "issued", "superseded", name="advicestate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("plan_version_id", sa.Uuid(), nullable=True),
        sa.Column("milestone_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_due", sa.Date(), nullable=True),
        sa.Column(
            "view",
            sa.Enum(
                "meets",
                "meets_in_part",
                "does_not_meet",
                "extend",
                "cancel_milestone",
                "failing",
                name="planview",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "classification",
            sa.Enum("open", "parties", "restricted", "sensitive", name="classification", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("supersedes", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["advice_id"], ["advice.id"], name=op.f("fk_advice_version_advice_id")),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_advice_version_milestone_id")),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_version.id"], name=op.f("fk_advice_version_plan_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_version")),
        sa.UniqueConstraint("advice_id", "label", name=op.f("uq_advice_version_advice_id_label")),
        sa.UniqueConstraint("reference", name=op.f("uq_advice_version_reference")),
    )
    op.create_index(op.f("ix_advice_version_advice_id"), "advice_version", ["advice_id"], unique=False)
    op.create_index(op.f("ix_advice_version_milestone_id"), "advice_version", ["milestone_id"], unique=False)
    op.create_index(op.f("ix_advice_version_plan_version_id"), "advice_version", ["plan_version_id"], unique=False)
    op.create_table(
        "completion_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column(
            "result",
            sa.Enum("pending", "accepted", "rejected", name="completionresult", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_completion_report_decided_by_id")),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_completion_report_milestone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completion_report")),
    )
    op.create_index(op.f("ix_completion_report_decided_by_id"), "completion_report", ["decided_by_id"], unique=False)
    op.create_index(op.f("ix_completion_report_milestone_id"), "completion_report", ["milestone_id"], unique=False)
    op.create_index(
        "ix_completion_report_milestone_order", "completion_report", ["milestone_id", "number"], unique=False
    )
    op.create_table(
        "extension",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("milestone_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("from_due", sa.Date(), nullable=False),
        sa.Column("to_due", sa.Date(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("outcome_id", sa.Uuid(), nullable=False),
        sa.Column("advice_version_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_extension_milestone_id")),
        sa.ForeignKeyConstraint(["outcome_id"], ["panel_outcome.id"], name=op.f("fk_extension_outcome_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
        sa.UniqueConstraint("milestone_id", "number", name=op.f("uq_extension_milestone_id_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_extension_reference")),
    )
    op.create_index(op.f("ix_extension_milestone_id"), "extension", ["milestone_id"], unique=False)
    op.create_index(op.f("ix_extension_outcome_id"), "extension", ["outcome_id"], unique=False)
    op.create_table(
        "extract_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("extract_id", sa.Uuid(), nullable=False),
        sa.Column("plan_version_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "drafting",
                "participant_consulted",
                "security_review",
                "ready_for_decision",
                "approved",
                "withheld_entirely",
                "released",
                "corrected",
                "recalled",
                name="extractstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "classification",
            sa.Enum("open", "parties", "restricted", "sensitive", name="classification", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("prepared_by_id", sa.Uuid(), nullable=False),
        sa.Column("name_participant", sa.Boolean(), nullable=True),
        sa.Column("consulted_on", sa.Date(), nullable=True),
        sa.Column("respond_by", sa.Date(), nullable=True),
        sa.Column("reviewed_by_id", sa.Uuid(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("review_date", sa.Date(), nullable=True),
        sa.Column("released_at", sa.DateTime(), nullable=True),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("recalled_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["extract_id"], ["extract.id"], name=op.f("fk_extract_version_extract_id")),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_version.id"], name=op.f("fk_extract_version_plan_version_id")
        ),
        sa.ForeignKeyConstraint(["prepared_by_id"], ["person.id"], name=op.f("fk_extract_version_prepared_by_id")),
        sa.ForeignKeyConstraint(["reviewed_by_id"], ["person.id"], name=op.f("fk_extract_version_reviewed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extract_version")),
        sa.UniqueConstraint("extract_id", "number", name=op.f("uq_extract_version_extract_id_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_extract_version_reference")),
    )
    op.create_index(op.f("ix_extract_version_extract_id"), "extract_version", ["extract_id"], unique=False)
    op.create_index(op.f("ix_extract_version_plan_version_id"), "extract_version", ["plan_version_id"], unique=False)
    op.create_index(op.f("ix_extract_version_prepared_by_id"), "extract_version", ["prepared_by_id"], unique=False)
    op.create_index(op.f("ix_extract_version_reviewed_by_id"), "extract_version", ["reviewed_by_id"], unique=False)
    op.create_table(
        "milestone_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Uuid(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_milestone_text_milestone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_text")),
    )
    op.create_index(op.f("ix_milestone_text_milestone_id"), "milestone_text", ["milestone_id"], unique=False)
    op.create_table(
        "plan_part",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_version_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["plan_version_id"], ["plan_version.id"], name=op.f("fk_plan_part_plan_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_part")),
        sa.UniqueConstraint("plan_version_id", "position", name=op.f("uq_plan_part_plan_version_id_position")),
    )
    op.create_index(op.f("ix_plan_part_plan_version_id"), "plan_part", ["plan_version_id"], unique=False)
    op.create_table(
        "proposed_milestone",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_version_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=True),
        sa.Column("continues_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["continues_id"], ["milestone.id"], name=op.f("fk_proposed_milestone_continues_id")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_proposed_milestone_finding_id")),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_version.id"], name=op.f("fk_proposed_milestone_plan_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposed_milestone")),
        sa.UniqueConstraint("plan_version_id", "number", name=op.f("uq_proposed_milestone_plan_version_id_number")),
    )
    op.create_index(op.f("ix_proposed_milestone_continues_id"), "proposed_milestone", ["continues_id"], unique=False)
    op.create_index(op.f("ix_proposed_milestone_finding_id"), "proposed_milestone", ["finding_id"], unique=False)
    op.create_index(
        op.f("ix_proposed_milestone_plan_version_id"), "proposed_milestone", ["plan_version_id"], unique=False
    )
    op.create_table(
        "requirement_review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_version_id", sa.Uuid(), nullable=False),
        sa.Column("requirement_id", sa.Uuid(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum("meets", "meets_in_part", "does_not_meet", name="requirementanswer", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_version.id"], name=op.f("fk_requirement_review_plan_version_id")
        ),
        sa.ForeignKeyConstraint(
            ["requirement_id"], ["requirement.id"], name=op.f("fk_requirement_review_requirement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirement_review")),
        sa.UniqueConstraint(
            "plan_version_id", "requirement_id", name=op.f("uq_requirement_review_plan_version_id_requirement_id")
        ),
    )
    op.create_index(
        op.f("ix_requirement_review_plan_version_id"), "requirement_review", ["plan_version_id"], unique=False
    )
    op.create_index(
        op.f("ix_requirement_review_requirement_id"), "requirement_review", ["requirement_id"], unique=False
    )
    op.create_table(
        "advice_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("advice_version_id", sa.Uuid(), nullable=False),
        sa.Column("requirement_id", sa.Uuid(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum("meets", "meets_in_part", "does_not_meet", name="requirementanswer", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["advice_version_id"], ["advice_version.id"], name=op.f("fk_advice_answer_advice_version_id")
        ),
        sa.ForeignKeyConstraint(["requirement_id"], ["requirement.id"], name=op.f("fk_advice_answer_requirement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_answer")),
        sa.UniqueConstraint(
            "advice_version_id", "requirement_id", name=op.f("uq_advice_answer_advice_version_id_requirement_id")
        ),
    )
    op.create_index(op.f("ix_advice_answer_advice_version_id"), "advice_answer", ["advice_version_id"], unique=False)
    op.create_index(op.f("ix_advice_answer_requirement_id"), "advice_answer", ["requirement_id"], unique=False)
    op.create_table(
        "advice_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("advice_version_id", sa.Uuid(), nullable=False),
        sa.Column("recommendation", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("proportionality", sa.Text(), nullable=False),
        sa.Column("correction", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["advice_version_id"], ["advice_version.id"], name=op.f("fk_advice_text_advice_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_text")),
    )
    op.create_index(op.f("ix_advice_text_advice_version_id"), "advice_text", ["advice_version_id"], unique=False)
    op.create_table(
        "extract_version_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("extract_version_id", sa.Uuid(), nullable=False),
        sa.Column("naming_reason", sa.Text(), nullable=False),
        sa.Column("review_note", sa.Text(), nullable=False),
        sa.Column("comparison_answer", sa.Text(), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.Column("correction", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["extract_version_id"], ["extract_version.id"], name=op.f("fk_extract_version_text_extract_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extract_version_text")),
    )
    op.create_index(
        op.f("ix_extract_version_text_extract_version_id"), "extract_version_text", ["extract_version_id"], unique=False
    )
    op.create_table(
        "passage",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("extract_version_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("heading", "text", "milestone", "criterion", name="passagekind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column(
            "disposition",
            sa.Enum("undecided", "publish", "withhold", name="disposition", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "ground",
            sa.Enum("not_necessary", "commercial", "security", "personal", name="ground", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("summarised", sa.Boolean(), nullable=False),
        sa.Column("needs_consultation", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["extract_version_id"], ["extract_version.id"], name=op.f("fk_passage_extract_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
        sa.UniqueConstraint("extract_version_id", "position", name=op.f("uq_passage_extract_version_id_position")),
    )
    op.create_index(op.f("ix_passage_extract_version_id"), "passage", ["extract_version_id"], unique=False)
    op.create_index(
        "ix_passage_list", "passage", ["extract_version_id", "position", "disposition", "ground"], unique=False
    )
    op.create_table(
        "release",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("extract_version_id", sa.Uuid(), nullable=False),
        sa.Column("released_at", sa.DateTime(), nullable=False),
        sa.Column("released_by_id", sa.Uuid(), nullable=False),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=False),
        sa.Column("workbook_sha256", sa.String(length=64), nullable=False),
        sa.Column("withheld_texts", sa.Integer(), nullable=False),
        sa.Column("places", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["extract_version_id"], ["extract_version.id"], name=op.f("fk_release_extract_version_id")
        ),
        sa.ForeignKeyConstraint(["released_by_id"], ["person.id"], name=op.f("fk_release_released_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
    )
    op.create_index(op.f("ix_release_extract_version_id"), "release", ["extract_version_id"], unique=False)
    op.create_index(op.f("ix_release_released_by_id"), "release", ["released_by_id"], unique=False)
    op.create_table(
        "passage_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("necessity", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_passage_text_passage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage_text")),
    )
    op.create_index(op.f("ix_passage_text_passage_id"), "passage_text", ["passage_id"], unique=False)
    op.create_table(
        "recipient",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("extract_version_id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("channel", sa.String(length=200), nullable=False),
        sa.Column("to_recall", sa.Boolean(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["extract_version_id"], ["extract_version.id"], name=op.f("fk_recipient_extract_version_id")
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_recipient_organisation_id")),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_recipient_release_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient")),
    )
    op.create_index(op.f("ix_recipient_extract_version_id"), "recipient", ["extract_version_id"], unique=False)
    op.create_index(op.f("ix_recipient_organisation_id"), "recipient", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_recipient_release_id"), "recipient", ["release_id"], unique=False)
    op.create_table(
        "representation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("extract_version_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Uuid(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column(
            "claimed_ground",
            sa.Enum("not_necessary", "commercial", "security", "personal", name="ground", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["extract_version_id"], ["extract_version.id"], name=op.f("fk_representation_extract_version_id")
        ),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_representation_passage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_representation")),
    )
    op.create_index(
        op.f("ix_representation_extract_version_id"), "representation", ["extract_version_id"], unique=False
    )
    op.create_index(op.f("ix_representation_passage_id"), "representation", ["passage_id"], unique=False)
    op.execute(
        "CREATE TABLE search_row (number INTEGER PRIMARY KEY, row_id CHAR(32) NOT NULL UNIQUE, "
        "table_name VARCHAR(60) NOT NULL, reference VARCHAR(60))"
    )
    op.execute(
        "CREATE VIRTUAL TABLE search_words USING fts5(reference, words, tokenize = 'unicode61 remove_diacritics 2')"
    )
