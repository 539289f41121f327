"""Assessments and what belongs to them: criteria, scope, team, reports, caveats, evidence requests (R45-R62)."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from pma_assure.records.mapping import Record, code_of, link, long_text, reference_column
from pma_assure.rules.vocabulary import (
    AssessmentKind,
    AssessmentState,
    AssuranceStatus,
    Environment,
    EvidenceRequestKind,
    EvidenceRequestState,
    OpinionKind,
    ReportKind,
    ScopeCoverage,
    ServicePart,
)


class AssuranceScheme(Record):
    """The independent assurance scheme the DCC procured (R47), and who recognises it (R50)."""

    __tablename__ = "assurance_scheme"
    __searchable__ = ("name", "recognised_by")
    reference: Mapped[str] = reference_column()
    name: Mapped[str] = mapped_column(unique=True)
    recognised_by: Mapped[str]
    contract_from: Mapped[date | None]
    contract_to: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)


class AssessorStanding(Record):
    """An assessor under a scheme on these days, with the declaration of independence it gave (R50, paragraph 57)."""

    __tablename__ = "assessor_standing"
    __owner_column__ = "organisation_id"
    organisation_id: Mapped[UUID] = link("organisation.id")
    scheme_id: Mapped[UUID] = link("assurance_scheme.id")
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    independence_declared_on: Mapped[date | None]
    independence: Mapped[str] = long_text()
    """In the assessor's words: of whom it is independent, and any interest it declared."""
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)


class Assessment(Record):
    """One assessment of one participant; its subject is the organisation its case is about."""

    __tablename__ = "assessment"
    __table_args__ = (
        Index(
            "ix_assessment_list",
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
        ),
        Index(
            "ix_assessment_open",
            "reference",
            sqlite_where=text("state not in ('concluded', 'cancelled', 'discontinued')"),
        ),
        Index("ix_assessment_days", "organisation_id", "planned_from", "planned_to"),
    )
    __searchable__ = ("title",)
    reference: Mapped[str] = reference_column()
    case_id: Mapped[UUID] = link("case_file.id")
    organisation_id: Mapped[UUID] = link("organisation.id")
    title: Mapped[str]
    kind: Mapped[AssessmentKind] = mapped_column(code_of(AssessmentKind))
    state: Mapped[AssessmentState] = mapped_column(code_of(AssessmentState))
    state_on: Mapped[date]
    """The day the present state began."""
    follows_id: Mapped[UUID | None] = link("assessment.id")
    """For a follow-up: the assessment it follows."""
    policy_version_id: Mapped[UUID | None] = link("document_version.id")
    policy_clause: Mapped[str | None] = mapped_column(String(40))
    ordering_decision_id: Mapped[UUID | None] = link("decision.id")
    point_in_time: Mapped[date | None]
    """The day a point-in-time assessment speaks of; None: it speaks of the period."""
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    assessor_id: Mapped[UUID | None] = link("organisation.id")
    scheme_id: Mapped[UUID | None] = link("assurance_scheme.id")
    planned_from: Mapped[date | None]
    planned_to: Mapped[date | None]
    notified_on: Mapped[date | None]
    begun_on: Mapped[date | None]
    report_due: Mapped[date | None]
    final_report_id: Mapped[UUID | None]
    response_due: Mapped[date | None]
    responded_on: Mapped[date | None]
    recommended_status: Mapped[AssuranceStatus | None] = mapped_column(code_of(AssuranceStatus))
    opinion: Mapped[OpinionKind | None] = mapped_column(code_of(OpinionKind))
    """The assessor's, word for word beside it in the report; the PMA's own status stands in ``set_status``."""
    proposed_status: Mapped[AssuranceStatus | None] = mapped_column(code_of(AssuranceStatus))
    """What the paper proposes that the PMA sets; ``set_status`` is what it set."""
    set_status: Mapped[AssuranceStatus | None] = mapped_column(code_of(AssuranceStatus))
    concluded_on: Mapped[date | None]
    conclusion_decision_id: Mapped[UUID | None] = link("decision.id")
    superseded_by_id: Mapped[UUID | None]
    live_certificates_on: Mapped[date | None]
    """When live certificates were first issued: compared with the conclusion (R51, paragraph 57)."""
    old_reference: Mapped[str | None] = mapped_column(String(60))
    imported_on: Mapped[date | None]
    """Marked imported: exempt from guards about its past."""


class AssessmentText(Record):
    __tablename__ = "assessment_text"
    __searchable__ = ("reason", "rationale", "proportionality", "conclusion", "scope_limitation", "response")
    __owner_column__ = "assessment_id"
    assessment_id: Mapped[UUID] = link("assessment.id")
    reason: Mapped[str] = long_text()
    """Why an ad hoc assessment was ordered (R56)."""
    rationale: Mapped[str] = long_text()
    """The PMA's considered judgement of frequency and scope (R57, paragraph 76)."""
    proportionality: Mapped[str] = long_text()
    fact_check: Mapped[str] = long_text()
    """What the participant said to the draft report, and what came of it."""
    fact_checked_on: Mapped[date | None]
    response: Mapped[str] = long_text()
    scope_limitation: Mapped[str] = long_text()
    """What work could not be done, and why."""
    conclusion: Mapped[str] = long_text()
    state_reason: Mapped[str] = long_text()


class AssessmentCriterion(Record):
    """A document version that is assessed against. ``reason``: why one that is not approved is used (R08)."""

    __tablename__ = "assessment_criterion"
    __table_args__ = (UniqueConstraint("assessment_id", "document_version_id"),)
    __owner_column__ = "assessment_id"
    assessment_id: Mapped[UUID] = link("assessment.id")
    document_version_id: Mapped[UUID] = link("document_version.id")
    reason: Mapped[str] = long_text()
    withdrawn_on: Mapped[date | None]


class ScopeItem(Record):
    """One line of the assertion of scope: who operates it, and what covers it or why nothing does."""

    __tablename__ = "scope_item"
    __table_args__ = (UniqueConstraint("assessment_id", "number"),)
    __owner_column__ = "assessment_id"
    reference: Mapped[str] = reference_column()
    assessment_id: Mapped[UUID] = link("assessment.id")
    number: Mapped[int]
    component: Mapped[str]
    part: Mapped[ServicePart] = mapped_column(code_of(ServicePart))
    environment: Mapped[Environment] = mapped_column(code_of(Environment))
    operated_by_id: Mapped[UUID | None] = link("organisation.id")
    coverage: Mapped[ScopeCoverage] = mapped_column(code_of(ScopeCoverage))
    reliance_id: Mapped[UUID | None]
    coverage_note: Mapped[str] = long_text()
    """Why it is not covered, or which other evidence covers it."""
    withdrawn_on: Mapped[date | None]


class TeamMember(Record):
    """A person assigned to the assessment, from a day to a day."""

    __tablename__ = "team_member"
    __owner_column__ = "assessment_id"
    assessment_id: Mapped[UUID] = link("assessment.id")
    person_id: Mapped[UUID] = link("person.id")
    initials: Mapped[str] = mapped_column(String(8))
    first_day: Mapped[date]
    last_day: Mapped[date | None]


class AssessmentReport(Record):
    """A report as it arrived, word for word, whether it was taken as the final one or not."""

    __tablename__ = "assessment_report"
    __table_args__ = (UniqueConstraint("assessment_id", "number"),)
    __owner_column__ = "assessment_id"
    __frozen_when__ = "always"
    __searchable__ = ("words",)
    reference: Mapped[str] = reference_column()
    assessment_id: Mapped[UUID] = link("assessment.id")
    number: Mapped[int]
    kind: Mapped[ReportKind] = mapped_column(code_of(ReportKind))
    dated: Mapped[date]
    received_on: Mapped[date]
    evidence_id: Mapped[UUID | None] = link("evidence.id")
    recommended_status: Mapped[AssuranceStatus | None] = mapped_column(code_of(AssuranceStatus))
    opinion: Mapped[OpinionKind | None] = mapped_column(code_of(OpinionKind))
    words: Mapped[str] = long_text()


class ReportScope(Record):
    """What a report says it covers: one component, in one environment; or why it does not."""

    __tablename__ = "report_scope"
    __owner_column__ = "report_id"
    __frozen_when__ = "always"
    report_id: Mapped[UUID] = link("assessment_report.id")
    scope_item_id: Mapped[UUID | None] = link("scope_item.id")
    component: Mapped[str]
    part: Mapped[ServicePart] = mapped_column(code_of(ServicePart))
    environment: Mapped[Environment] = mapped_column(code_of(Environment))
    covered: Mapped[bool]
    why_not: Mapped[str] = long_text()


class Postponement(Record):
    """The days an assessment was planned for before it was postponed: the old date is kept."""

    __tablename__ = "postponement"
    __owner_column__ = "assessment_id"
    __frozen_when__ = "always"
    assessment_id: Mapped[UUID] = link("assessment.id")
    postponed_on: Mapped[date]
    planned_from: Mapped[date | None]
    planned_to: Mapped[date | None]
    reason: Mapped[str] = long_text()


class Coordination(Record):
    """How two assessments that overlap on one participant were co-ordinated (R55, paragraph 69)."""

    __tablename__ = "coordination"
    __owner_column__ = "assessment_id"
    assessment_id: Mapped[UUID] = link("assessment.id")
    other_id: Mapped[UUID] = link("assessment.id")
    agreed_on: Mapped[date]
    note: Mapped[str] = long_text()


class Caveat(Record):
    """A condition of *approved with caveats*: it has an owner and a day before the assessment is concluded."""

    __tablename__ = "caveat"
    __table_args__ = (
        UniqueConstraint("assessment_id", "number"),
        Index("ix_caveat_open", "reference", sqlite_where=text("met_on is null and withdrawn_on is null")),
    )
    __owner_column__ = "assessment_id"
    __searchable__ = ("words",)
    reference: Mapped[str] = reference_column()
    assessment_id: Mapped[UUID] = link("assessment.id")
    number: Mapped[int]
    owner: Mapped[str | None]
    due: Mapped[date | None]
    met_on: Mapped[date | None]
    verified_by_id: Mapped[UUID | None] = link("person.id")
    withdrawn_on: Mapped[date | None]
    words: Mapped[str] = long_text()
    note: Mapped[str] = long_text()


class EvidenceRequest(Record):
    """Data, information, access to premises or staff asked of the participant, who owns it (R48, R49)."""

    __tablename__ = "evidence_request"
    __table_args__ = (
        UniqueConstraint("assessment_id", "number"),
        Index("ix_evidence_request_list", "assessment_id", "reference", "title", "kind", "state", "issued_on", "due"),
        Index(
            "ix_evidence_request_open",
            "reference",
            sqlite_where=text("state in ('issued', 'partly_provided', 'refused')"),
        ),
    )
    __owner_column__ = "assessment_id"
    __searchable__ = ("title",)
    reference: Mapped[str] = reference_column()
    assessment_id: Mapped[UUID] = link("assessment.id")
    number: Mapped[int]
    title: Mapped[str]
    kind: Mapped[EvidenceRequestKind] = mapped_column(code_of(EvidenceRequestKind))
    state: Mapped[EvidenceRequestState] = mapped_column(code_of(EvidenceRequestState))
    contractor_id: Mapped[UUID | None] = link("organisation.id")
    requirement_id: Mapped[UUID | None] = link("requirement.id")
    issued_on: Mapped[date]
    due: Mapped[date | None]
    answered_on: Mapped[date | None]
    narrows_id: Mapped[UUID | None] = link("evidence_request.id")


class EvidenceRequestText(Record):
    __tablename__ = "evidence_request_text"
    __searchable__ = ("what", "answer", "ground", "review")
    __owner_column__ = "evidence_request_id"
    evidence_request_id: Mapped[UUID] = link("evidence_request.id")
    what: Mapped[str] = long_text()
    format: Mapped[str] = long_text()
    """In which form it is wanted; for access, where and when."""
    answer: Mapped[str] = long_text()
    ground: Mapped[str] = long_text()
    """The participant's ground for refusing, or for calling the request unreasonable."""
    review: Mapped[str] = long_text()
    """Whether the request is reasonable, reviewed, and what came of it (R48)."""
    state_reason: Mapped[str] = long_text()
