"""the assurance work

Revision: 0003; follows 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


ADDED_TEXTS = {
    "breach_consideration_text": ("proportionality", "why_no_representations"),
    "finding_text": ("pma_class_reason", "state_reason"),
}


def upgrade() -> None:
    op.create_table(
        "assurance_scheme",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("recognised_by", sa.String(length=200), nullable=False),
        sa.Column("contract_from", sa.Date(), nullable=True),
        sa.Column("contract_to", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assurance_scheme")),
        sa.UniqueConstraint("name", name=op.f("uq_assurance_scheme_name")),
        sa.UniqueConstraint("reference", name=op.f("uq_assurance_scheme_reference")),
    )
    op.create_table(
        "import_mapping",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mapping")),
        sa.UniqueConstraint("name", name=op.f("uq_import_mapping_name")),
    )
    op.create_table(
        "import_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.Column("imported_on", sa.Date(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("same", sa.Integer(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    op.create_table(
        "imported_row",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("record_kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("record_reference", sa.String(length=60), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("values", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_row")),
        sa.UniqueConstraint("source", "record_kind", "key", name=op.f("uq_imported_row_source_record_kind_key")),
    )
    with op.batch_alter_table("imported_row", schema=None) as batch_op:
        batch_op.create_index("ix_imported_row_record", ["record_id"], unique=False)

    op.create_table(
        "letter_template",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "notification",
                "evidence_request",
                "report",
                "representations",
                "plan_return",
                "extract_consultation",
                "closure",
                name="letterkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_template")),
        sa.UniqueConstraint("kind", "number", name=op.f("uq_letter_template_kind_number")),
    )
    op.create_table(
        "assessor_standing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("independence_declared_on", sa.Date(), nullable=True),
        sa.Column("independence", sa.Text(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_assessor_standing_organisation_id")
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["assurance_scheme.id"], name=op.f("fk_assessor_standing_scheme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessor_standing")),
    )
    with op.batch_alter_table("assessor_standing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assessor_standing_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assessor_standing_scheme_id"), ["scheme_id"], unique=False)

    op.create_table(
        "organisation_contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("responsible_officer", "out_of_hours", name="contactrole", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("telephone", sa.String(length=200), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_contact_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_contact")),
    )
    with op.batch_alter_table("organisation_contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organisation_contact_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "corrective_action_plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "accepted",
                "returned",
                "superseded",
                name="capstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("supersedes_id", sa.Uuid(), nullable=True),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_corrective_action_plan_case_id")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["corrective_action_plan.id"], name=op.f("fk_corrective_action_plan_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrective_action_plan")),
        sa.UniqueConstraint("reference", name=op.f("uq_corrective_action_plan_reference")),
    )
    with op.batch_alter_table("corrective_action_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_corrective_action_plan_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            "ix_corrective_action_plan_list", ["case_id", "reference", "title", "state", "submitted_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_corrective_action_plan_supersedes_id"), ["supersedes_id"], unique=False)

    op.create_table(
        "finding_pattern",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "finding_class",
            sa.Enum("major", "minor", "observation", name="findingclass", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("clause", sa.String(length=40), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("impact", sa.Text(), nullable=False),
        sa.Column("root_cause", sa.Text(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["set_document.id"], name=op.f("fk_finding_pattern_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_pattern")),
        sa.UniqueConstraint("reference", name=op.f("uq_finding_pattern_reference")),
        sa.UniqueConstraint("title", name=op.f("uq_finding_pattern_title")),
    )
    with op.batch_alter_table("finding_pattern", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finding_pattern_document_id"), ["document_id"], unique=False)

    op.create_table(
        "letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "notification",
                "evidence_request",
                "report",
                "representations",
                "plan_return",
                "extract_consultation",
                "closure",
                name="letterkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum("draft", "sent", "withdrawn", name="letterstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("subject_reference", sa.String(length=60), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("addressee", sa.String(length=200), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column(
            "classification",
            sa.Enum("open", "parties", "restricted", "sensitive", name="classification", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("channel", sa.String(length=200), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_letter_case_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_letter_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("reference", name=op.f("uq_letter_reference")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            "ix_letter_list", ["reference", "title", "kind", "state", "case_id", "sent_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_letter_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index("ix_letter_subject", ["subject_id"], unique=False)

    op.create_table(
        "action",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("cap_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("prevent", "mitigate", "detect", name="actionkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("owner", sa.String(length=200), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "to_do",
                "under_way",
                "reported_done",
                "verified",
                "cancelled",
                name="actionstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("verified_by_id", sa.Uuid(), nullable=True),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("words_reported", sa.Text(), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["cap_id"], ["corrective_action_plan.id"], name=op.f("fk_action_cap_id")),
        sa.ForeignKeyConstraint(["verified_by_id"], ["person.id"], name=op.f("fk_action_verified_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sa.UniqueConstraint("cap_id", "number", name=op.f("uq_action_cap_id_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_action_reference")),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_cap_id"), ["cap_id"], unique=False)
        batch_op.create_index("ix_action_list", ["cap_id", "reference", "title", "owner", "state", "due"], unique=False)
        batch_op.create_index(
            "ix_action_open", ["due"], unique=False, sqlite_where=sa.text("state not in ('verified', 'cancelled')")
        )
        batch_op.create_index(batch_op.f("ix_action_verified_by_id"), ["verified_by_id"], unique=False)

    op.create_table(
        "assessment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "pre_operational", "routine", "ad_hoc", "follow_up", name="assessmentkind", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "planned",
                "notified",
                "in_progress",
                "draft_report_received",
                "final_report_received",
                "under_review",
                "concluded",
                "postponed",
                "cancelled",
                "discontinued",
                name="assessmentstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("state_on", sa.Date(), nullable=False),
        sa.Column("follows_id", sa.Uuid(), nullable=True),
        sa.Column("policy_version_id", sa.Uuid(), nullable=True),
        sa.Column("policy_clause", sa.String(length=40), nullable=True),
        sa.Column("ordering_decision_id", sa.Uuid(), nullable=True),
        sa.Column("point_in_time", sa.Date(), nullable=True),
        sa.Column("period_from", sa.Date(), nullable=True),
        sa.Column("period_to", sa.Date(), nullable=True),
        sa.Column("assessor_id", sa.Uuid(), nullable=True),
        sa.Column("scheme_id", sa.Uuid(), nullable=True),
        sa.Column("planned_from", sa.Date(), nullable=True),
        sa.Column("planned_to", sa.Date(), nullable=True),
        sa.Column("notified_on", sa.Date(), nullable=True),
        sa.Column("begun_on", sa.Date(), nullable=True),
        sa.Column("report_due", sa.Date(), nullable=True),
        sa.Column("final_report_id", sa.Uuid(), nullable=True),
        sa.Column("response_due", sa.Date(), nullable=True),
        sa.Column("responded_on", sa.Date(), nullable=True),
        sa.Column(
            "recommended_status",
            sa.Enum(
                "approved",
                "approved_with_caveats",
                "not_approved",
                name="assurancestatus",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "opinion",
            sa.Enum(
                "unqualified",
                "qualified",
                "scope_limitation",
                "adverse",
                "disclaimer",
                name="opinionkind",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "proposed_status",
            sa.Enum(
                "approved",
                "approved_with_caveats",
                "not_approved",
                name="assurancestatus",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "set_status",
            sa.Enum(
                "approved",
                "approved_with_caveats",
                "not_approved",
                name="assurancestatus",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("concluded_on", sa.Date(), nullable=True),
        sa.Column("conclusion_decision_id", sa.Uuid(), nullable=True),
        sa.Column("superseded_by_id", sa.Uuid(), nullable=True),
        sa.Column("live_certificates_on", sa.Date(), nullable=True),
        sa.Column("old_reference", sa.String(length=60), nullable=True),
        sa.Column("imported_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["assessor_id"], ["organisation.id"], name=op.f("fk_assessment_assessor_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_assessment_case_id")),
        sa.ForeignKeyConstraint(
            ["conclusion_decision_id"], ["decision.id"], name=op.f("fk_assessment_conclusion_decision_id")
        ),
        sa.ForeignKeyConstraint(["follows_id"], ["assessment.id"], name=op.f("fk_assessment_follows_id")),
        sa.ForeignKeyConstraint(
            ["ordering_decision_id"], ["decision.id"], name=op.f("fk_assessment_ordering_decision_id")
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_assessment_organisation_id")),
        sa.ForeignKeyConstraint(
            ["policy_version_id"], ["document_version.id"], name=op.f("fk_assessment_policy_version_id")
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["assurance_scheme.id"], name=op.f("fk_assessment_scheme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("reference", name=op.f("uq_assessment_reference")),
    )
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assessment_assessor_id"), ["assessor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assessment_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_assessment_conclusion_decision_id"), ["conclusion_decision_id"], unique=False
        )
        batch_op.create_index("ix_assessment_days", ["organisation_id", "planned_from", "planned_to"], unique=False)
        batch_op.create_index(batch_op.f("ix_assessment_follows_id"), ["follows_id"], unique=False)
        batch_op.create_index(
            "ix_assessment_list",
            [
                "reference",
                "title",
                "kind",
                "state",
                "case_id",
                "organisation_id",
                "planned_from",
                "planned_to",
                "response_due",
                "report_due",
                "responded_on",
            ],
            unique=False,
        )
        batch_op.create_index(
            "ix_assessment_open",
            ["reference"],
            unique=False,
            sqlite_where=sa.text("state not in ('concluded', 'cancelled', 'discontinued')"),
        )
        batch_op.create_index(batch_op.f("ix_assessment_ordering_decision_id"), ["ordering_decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assessment_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assessment_policy_version_id"), ["policy_version_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assessment_scheme_id"), ["scheme_id"], unique=False)

    op.create_table(
        "reliance_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("certificate", sa.String(length=200), nullable=False),
        sa.Column("issued_by", sa.String(length=200), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("invalid_from", sa.Date(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("invalid_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_reliance_decision_case_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_reliance_decision_decision_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_reliance_decision_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reliance_decision")),
        sa.UniqueConstraint("reference", name=op.f("uq_reliance_decision_reference")),
    )
    with op.batch_alter_table("reliance_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reliance_decision_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reliance_decision_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(
            "ix_reliance_decision_list",
            ["organisation_id", "reference", "title", "valid_from", "valid_to"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_reliance_decision_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "assessment_criterion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("document_version_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_assessment_criterion_assessment_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_version_id"], ["document_version.id"], name=op.f("fk_assessment_criterion_document_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_criterion")),
        sa.UniqueConstraint(
            "assessment_id",
            "document_version_id",
            name=op.f("uq_assessment_criterion_assessment_id_document_version_id"),
        ),
    )
    with op.batch_alter_table("assessment_criterion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assessment_criterion_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_assessment_criterion_document_version_id"), ["document_version_id"], unique=False
        )

    op.create_table(
        "assessment_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum("draft", "final", name="reportkind", native_enum=False, length=40), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        sa.Column(
            "recommended_status",
            sa.Enum(
                "approved",
                "approved_with_caveats",
                "not_approved",
                name="assurancestatus",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "opinion",
            sa.Enum(
                "unqualified",
                "qualified",
                "scope_limitation",
                "adverse",
                "disclaimer",
                name="opinionkind",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_assessment_report_assessment_id")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_assessment_report_evidence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_report")),
        sa.UniqueConstraint("assessment_id", "number", name=op.f("uq_assessment_report_assessment_id_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_assessment_report_reference")),
    )
    with op.batch_alter_table("assessment_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assessment_report_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assessment_report_evidence_id"), ["evidence_id"], unique=False)

    op.create_table(
        "assessment_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("proportionality", sa.Text(), nullable=False),
        sa.Column("fact_check", sa.Text(), nullable=False),
        sa.Column("fact_checked_on", sa.Date(), nullable=True),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("scope_limitation", sa.Text(), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_assessment_text_assessment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_text")),
    )
    with op.batch_alter_table("assessment_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assessment_text_assessment_id"), ["assessment_id"], unique=False)

    op.create_table(
        "caveat",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("verified_by_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_caveat_assessment_id")),
        sa.ForeignKeyConstraint(["verified_by_id"], ["person.id"], name=op.f("fk_caveat_verified_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_caveat")),
        sa.UniqueConstraint("assessment_id", "number", name=op.f("uq_caveat_assessment_id_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_caveat_reference")),
    )
    with op.batch_alter_table("caveat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_caveat_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_index(
            "ix_caveat_open",
            ["reference"],
            unique=False,
            sqlite_where=sa.text("met_on is null and withdrawn_on is null"),
        )
        batch_op.create_index(batch_op.f("ix_caveat_verified_by_id"), ["verified_by_id"], unique=False)

    op.create_table(
        "coordination",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_coordination_assessment_id")),
        sa.ForeignKeyConstraint(["other_id"], ["assessment.id"], name=op.f("fk_coordination_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coordination")),
    )
    with op.batch_alter_table("coordination", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coordination_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_coordination_other_id"), ["other_id"], unique=False)

    op.create_table(
        "evidence_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "data", "information", "premises", "staff", name="evidencerequestkind", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "issued",
                "provided",
                "partly_provided",
                "refused",
                "narrowed",
                "withdrawn",
                name="evidencerequeststate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("contractor_id", sa.Uuid(), nullable=True),
        sa.Column("requirement_id", sa.Uuid(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("narrows_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_evidence_request_assessment_id")),
        sa.ForeignKeyConstraint(["contractor_id"], ["organisation.id"], name=op.f("fk_evidence_request_contractor_id")),
        sa.ForeignKeyConstraint(["narrows_id"], ["evidence_request.id"], name=op.f("fk_evidence_request_narrows_id")),
        sa.ForeignKeyConstraint(
            ["requirement_id"], ["requirement.id"], name=op.f("fk_evidence_request_requirement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_request")),
        sa.UniqueConstraint("assessment_id", "number", name=op.f("uq_evidence_request_assessment_id_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_evidence_request_reference")),
    )
    with op.batch_alter_table("evidence_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_request_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_request_contractor_id"), ["contractor_id"], unique=False)
        batch_op.create_index(
            "ix_evidence_request_list",
            ["assessment_id", "reference", "title", "kind", "state", "issued_on", "due"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_evidence_request_narrows_id"), ["narrows_id"], unique=False)
        batch_op.create_index(
            "ix_evidence_request_open",
            ["reference"],
            unique=False,
            sqlite_where=sa.text("state in ('issued', 'partly_provided', 'refused')"),
        )
        batch_op.create_index(batch_op.f("ix_evidence_request_requirement_id"), ["requirement_id"], unique=False)

    op.create_table(
        "field_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("requirement_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "result",
            sa.Enum("not_tested", "met", "not_met", name="fieldresult", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("initials", sa.String(length=8), nullable=True),
        sa.Column("tested_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_field_line_assessment_id")),
        sa.ForeignKeyConstraint(["requirement_id"], ["requirement.id"], name=op.f("fk_field_line_requirement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_line")),
        sa.UniqueConstraint("assessment_id", "requirement_id", name=op.f("uq_field_line_assessment_id_requirement_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_field_line_reference")),
    )
    with op.batch_alter_table("field_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_field_line_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_index(
            "ix_field_line_list",
            ["assessment_id", "position", "requirement_id", "result", "initials", "tested_on"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_field_line_requirement_id"), ["requirement_id"], unique=False)

    op.create_table(
        "postponement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("postponed_on", sa.Date(), nullable=False),
        sa.Column("planned_from", sa.Date(), nullable=True),
        sa.Column("planned_to", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_postponement_assessment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postponement")),
    )
    with op.batch_alter_table("postponement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_postponement_assessment_id"), ["assessment_id"], unique=False)

    op.create_table(
        "reliance_coverage",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reliance_id", sa.Uuid(), nullable=False),
        sa.Column("requirement_id", sa.Uuid(), nullable=False),
        sa.Column(
            "covers", sa.Enum("fully", "in_part", "not", name="covers", native_enum=False, length=40), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("gap", sa.Text(), nullable=False),
        sa.Column("residual", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reliance_id"], ["reliance_decision.id"], name=op.f("fk_reliance_coverage_reliance_id")
        ),
        sa.ForeignKeyConstraint(
            ["requirement_id"], ["requirement.id"], name=op.f("fk_reliance_coverage_requirement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reliance_coverage")),
        sa.UniqueConstraint(
            "reliance_id", "requirement_id", name=op.f("uq_reliance_coverage_reliance_id_requirement_id")
        ),
    )
    with op.batch_alter_table("reliance_coverage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reliance_coverage_reliance_id"), ["reliance_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reliance_coverage_requirement_id"), ["requirement_id"], unique=False)

    op.create_table(
        "scope_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("component", sa.String(length=200), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "smki_service",
                "repository",
                "registration",
                "participant",
                "other",
                name="servicepart",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "environment",
            sa.Enum("live", "test", "both", "not_applicable", name="environment", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("operated_by_id", sa.Uuid(), nullable=True),
        sa.Column(
            "coverage",
            sa.Enum(
                "open", "assessed", "other_evidence", "not_covered", name="scopecoverage", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("reliance_id", sa.Uuid(), nullable=True),
        sa.Column("coverage_note", sa.Text(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_scope_item_assessment_id")),
        sa.ForeignKeyConstraint(["operated_by_id"], ["organisation.id"], name=op.f("fk_scope_item_operated_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scope_item")),
        sa.UniqueConstraint("assessment_id", "number", name=op.f("uq_scope_item_assessment_id_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_scope_item_reference")),
    )
    with op.batch_alter_table("scope_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scope_item_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_scope_item_operated_by_id"), ["operated_by_id"], unique=False)

    op.create_table(
        "team_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("initials", sa.String(length=8), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_team_member_assessment_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_team_member_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_member")),
    )
    with op.batch_alter_table("team_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_member_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_team_member_person_id"), ["person_id"], unique=False)

    op.create_table(
        "breach_fact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("breach_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["breach_id"], ["breach_consideration.id"], name=op.f("fk_breach_fact_breach_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_fact")),
        sa.UniqueConstraint("breach_id", "number", name=op.f("uq_breach_fact_breach_id_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_breach_fact_reference")),
    )
    with op.batch_alter_table("breach_fact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_breach_fact_breach_id"), ["breach_id"], unique=False)

    op.create_table(
        "breach_factor",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("breach_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "lean",
            sa.Enum("towards_material", "against_material", "neither", name="factorlean", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["breach_id"], ["breach_consideration.id"], name=op.f("fk_breach_factor_breach_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_factor")),
        sa.UniqueConstraint("breach_id", "number", name=op.f("uq_breach_factor_breach_id_number")),
    )
    with op.batch_alter_table("breach_factor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_breach_factor_breach_id"), ["breach_id"], unique=False)

    op.create_table(
        "breach_finding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("breach_id", sa.Uuid(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["breach_id"], ["breach_consideration.id"], name=op.f("fk_breach_finding_breach_id")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_breach_finding_finding_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_finding")),
        sa.UniqueConstraint("breach_id", "finding_id", name=op.f("uq_breach_finding_breach_id_finding_id")),
    )
    with op.batch_alter_table("breach_finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_breach_finding_breach_id"), ["breach_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_breach_finding_finding_id"), ["finding_id"], unique=False)

    op.create_table(
        "breach_representation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("breach_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["breach_id"], ["breach_consideration.id"], name=op.f("fk_breach_representation_breach_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_representation")),
        sa.UniqueConstraint("breach_id", "number", name=op.f("uq_breach_representation_breach_id_number")),
    )
    with op.batch_alter_table("breach_representation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_breach_representation_breach_id"), ["breach_id"], unique=False)

    op.create_table(
        "breach_requirement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("breach_id", sa.Uuid(), nullable=False),
        sa.Column("requirement_id", sa.Uuid(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["breach_id"], ["breach_consideration.id"], name=op.f("fk_breach_requirement_breach_id")
        ),
        sa.ForeignKeyConstraint(
            ["requirement_id"], ["requirement.id"], name=op.f("fk_breach_requirement_requirement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_requirement")),
        sa.UniqueConstraint("breach_id", "requirement_id", name=op.f("uq_breach_requirement_breach_id_requirement_id")),
    )
    with op.batch_alter_table("breach_requirement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_breach_requirement_breach_id"), ["breach_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_breach_requirement_requirement_id"), ["requirement_id"], unique=False)

    op.create_table(
        "cap_finding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cap_id", sa.Uuid(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["cap_id"], ["corrective_action_plan.id"], name=op.f("fk_cap_finding_cap_id")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_cap_finding_finding_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cap_finding")),
        sa.UniqueConstraint("cap_id", "finding_id", name=op.f("uq_cap_finding_cap_id_finding_id")),
    )
    with op.batch_alter_table("cap_finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cap_finding_cap_id"), ["cap_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cap_finding_finding_id"), ["finding_id"], unique=False)

    op.create_table(
        "evidence_request_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("evidence_request_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("review", sa.Text(), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_request_id"], ["evidence_request.id"], name=op.f("fk_evidence_request_text_evidence_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_request_text")),
    )
    with op.batch_alter_table("evidence_request_text", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evidence_request_text_evidence_request_id"), ["evidence_request_id"], unique=False
        )

    op.create_table(
        "field_line_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("field_line_id", sa.Uuid(), nullable=False),
        sa.Column("test", sa.Text(), nullable=False),
        sa.Column("sample", sa.Text(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["field_line_id"], ["field_line.id"], name=op.f("fk_field_line_text_field_line_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_line_text")),
    )
    with op.batch_alter_table("field_line_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_field_line_text_field_line_id"), ["field_line_id"], unique=False)

    op.create_table(
        "finding_extension",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("from_due", sa.Date(), nullable=True),
        sa.Column("to_due", sa.Date(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_finding_extension_decision_id")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_finding_extension_finding_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_extension")),
    )
    with op.batch_alter_table("finding_extension", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finding_extension_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_finding_extension_finding_id"), ["finding_id"], unique=False)

    op.create_table(
        "observation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("requirement_id", sa.Uuid(), nullable=True),
        sa.Column("observer_id", sa.Uuid(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_observation_assessment_id")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_observation_finding_id")),
        sa.ForeignKeyConstraint(["observer_id"], ["person.id"], name=op.f("fk_observation_observer_id")),
        sa.ForeignKeyConstraint(["requirement_id"], ["requirement.id"], name=op.f("fk_observation_requirement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        sa.UniqueConstraint("assessment_id", "number", name=op.f("uq_observation_assessment_id_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_observation_reference")),
    )
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_observation_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_observation_finding_id"), ["finding_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_observation_observer_id"), ["observer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_observation_requirement_id"), ["requirement_id"], unique=False)

    op.create_table(
        "report_scope",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("scope_item_id", sa.Uuid(), nullable=True),
        sa.Column("component", sa.String(length=200), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "smki_service",
                "repository",
                "registration",
                "participant",
                "other",
                name="servicepart",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "environment",
            sa.Enum("live", "test", "both", "not_applicable", name="environment", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("covered", sa.Boolean(), nullable=False),
        sa.Column("why_not", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["assessment_report.id"], name=op.f("fk_report_scope_report_id")),
        sa.ForeignKeyConstraint(["scope_item_id"], ["scope_item.id"], name=op.f("fk_report_scope_scope_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_scope")),
    )
    with op.batch_alter_table("report_scope", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_scope_report_id"), ["report_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_scope_scope_item_id"), ["scope_item_id"], unique=False)

    op.create_table(
        "root_cause",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_root_cause_finding_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_root_cause")),
        sa.UniqueConstraint("finding_id", "number", name=op.f("uq_root_cause_finding_id_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_root_cause_reference")),
    )
    with op.batch_alter_table("root_cause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_root_cause_finding_id"), ["finding_id"], unique=False)

    op.create_table(
        "submission",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column(
            "result",
            sa.Enum("pending", "accepted", "rejected", name="completionresult", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("verification", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_submission_decided_by_id")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_submission_finding_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("finding_id", "number", name=op.f("uq_submission_finding_id_number")),
    )
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_submission_decided_by_id"), ["decided_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_submission_finding_id"), ["finding_id"], unique=False)

    op.create_table(
        "action_cause",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("root_cause_id", sa.Uuid(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_action_cause_action_id")),
        sa.ForeignKeyConstraint(["root_cause_id"], ["root_cause.id"], name=op.f("fk_action_cause_root_cause_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_cause")),
        sa.UniqueConstraint("action_id", "root_cause_id", name=op.f("uq_action_cause_action_id_root_cause_id")),
    )
    with op.batch_alter_table("action_cause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_cause_action_id"), ["action_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_cause_root_cause_id"), ["root_cause_id"], unique=False)

    # A table that is made anew has its indexes made in no certain order: they are made here, so that two registers of
    # the same content are the same bytes.
    rebuilt = {name: _taken_down(name) for name in ("advice", "breach_consideration", "finding", *ADDED_TEXTS)}

    with op.batch_alter_table("advice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("breach_id", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_advice_breach_id"), ["breach_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_advice_breach_id"), "breach_consideration", ["breach_id"], ["id"])

    with op.batch_alter_table("advice_version", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "breach_view",
                sa.Enum(
                    "no_non_compliance",
                    "not_material",
                    "material_breach",
                    name="breachview",
                    native_enum=False,
                    length=40,
                ),
                nullable=True,
            )
        )

    with op.batch_alter_table("breach_consideration", schema=None) as batch_op:
        batch_op.add_column(sa.Column("state_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("represent_by", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("return_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("assessment_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("decision_id", sa.Uuid(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "proposed_view",
                sa.Enum(
                    "no_non_compliance",
                    "not_material",
                    "material_breach",
                    name="breachview",
                    native_enum=False,
                    length=40,
                ),
                nullable=True,
            )
        )
        batch_op.create_index(batch_op.f("ix_breach_consideration_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_breach_consideration_decision_id"), ["decision_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_breach_consideration_decision_id"), "decision", ["decision_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_breach_consideration_assessment_id"), "assessment", ["assessment_id"], ["id"]
        )

    with op.batch_alter_table("breach_consideration_text", schema=None) as batch_op:
        batch_op.add_column(sa.Column("proportionality", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("why_no_representations", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.add_column(sa.Column("assessment_id", sa.Uuid(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "pma_class",
                sa.Enum("major", "minor", "observation", name="findingclass", native_enum=False, length=40),
                nullable=True,
            )
        )
        batch_op.add_column(
            sa.Column(
                "impact",
                sa.Enum("critical", "medium", "low", "none", name="impact", native_enum=False, length=40),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("response_due", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("baseline_due", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("current_due", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("recurrence_of_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("closed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("verified_by_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("risk_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("settling_decision_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("old_reference", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("imported_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("reopened_on", sa.Date(), nullable=True))
        batch_op.create_index(
            "ix_finding_list",
            [
                "case_id",
                "reference",
                "title",
                "finding_class",
                "state",
                "requirement_id",
                "identified_on",
                "pma_class",
                "impact",
                "current_due",
                "recurrence_of_id",
                "assessment_id",
                "id",
            ],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_finding_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_index(
            "ix_finding_overdue",
            ["current_due", "state", "reference"],
            unique=False,
            sqlite_where=sa.text("state not in ('closed', 'withdrawn', 'noted', 'discarded')"),
        )
        batch_op.create_index(batch_op.f("ix_finding_recurrence_of_id"), ["recurrence_of_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_finding_settling_decision_id"), ["settling_decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_finding_verified_by_id"), ["verified_by_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_finding_assessment_id"), "assessment", ["assessment_id"], ["id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_finding_settling_decision_id"), "decision", ["settling_decision_id"], ["id"]
        )
        batch_op.create_foreign_key(batch_op.f("fk_finding_verified_by_id"), "person", ["verified_by_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_finding_recurrence_of_id"), "finding", ["recurrence_of_id"], ["id"])

    with op.batch_alter_table("finding_text", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pma_class_reason", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("state_reason", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("panel_outcome", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "view",
                sa.Enum(
                    "no_non_compliance",
                    "not_material",
                    "material_breach",
                    name="breachview",
                    native_enum=False,
                    length=40,
                ),
                nullable=True,
            )
        )

    # What stood there before has no such text; from now on the program always says it.
    for table, names in ADDED_TEXTS.items():
        with op.batch_alter_table(table) as batch_op:
            for name in names:
                batch_op.alter_column(name, existing_type=sa.Text(), existing_nullable=False, server_default=None)

    for indexes in rebuilt.values():
        for name, written in indexes:
            if name != "ix_finding_list":  # made above, with the columns that were added
                op.execute(written)


def _taken_down(table: str) -> list[tuple[str, str]]:
    """Drop the indexes of a table; returns name and statement of each, by name."""
    asked = sa.text(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = :table AND sql IS NOT NULL"
        " ORDER BY name"
    )
    indexes = [(row[0], row[1]) for row in op.get_bind().execute(asked, {"table": table})]
    for name, _ in indexes:
        op.drop_index(name, table_name=table)
    return indexes
