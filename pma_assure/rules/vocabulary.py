"""Every code the register may hold, once. Labels for people are in ``rules.wording``."""

from __future__ import annotations

from enum import StrEnum


class PartyCategory(StrEnum):
    LARGE_SUPPLIER = "large_supplier"
    SMALL_SUPPLIER = "small_supplier"
    ELECTRICITY_NETWORK = "electricity_network"
    GAS_NETWORK = "gas_network"
    DCC = "dcc"
    OTHER_SEC_PARTY = "other_sec_party"
    RDP = "rdp"
    ASSESSOR = "assessor"
    CONTRACTOR = "contractor"
    REGULATOR_GOVERNMENT = "regulator_government"
    NONE = "none"


class SeatCode(StrEnum):
    """The seven voting seats (R15, paragraph 29)."""

    CHAIR = "CH"
    LARGE_SUPPLIER_A = "LS-A"
    LARGE_SUPPLIER_B = "LS-B"
    SMALL_SUPPLIER = "SS"
    NETWORKS = "NW"
    SECURITY_SUB_COMMITTEE = "SSC"
    TECHNICAL_SUB_COMMITTEE = "TSC"


class SeatVote(StrEnum):
    CASTING = "casting"
    DELIBERATIVE = "deliberative"


class AppointmentRoute(StrEnum):
    PANEL_IDENTIFIED = "panel_identified"
    UNCONTESTED = "uncontested"
    ELECTED = "elected"
    SELECTED = "selected"


class AppointmentState(StrEnum):
    IDENTIFIED = "identified"
    IN_OFFICE = "in_office"
    ENDED = "ended"


class EndReason(StrEnum):
    TERM = "term"
    RESIGNATION = "resignation"
    REMOVAL = "removal"
    RULE = "rule"


class Capacity(StrEnum):
    """In what capacity somebody uses the program (domain.md 1, *Who uses the application*)."""

    PKI_SPECIALIST = "pki_specialist"
    ASSESSOR = "assessor"
    CHAIR = "chair"
    SECOND_REVIEWER = "second_reviewer"
    READER = "reader"


class Standing(StrEnum):
    """In what standing somebody sits at a meeting."""

    MEMBER = "member"
    ALTERNATE = "alternate"
    ACTING_CHAIR = "acting_chair"
    ATTENDEE = "attendee"


class DocumentType(StrEnum):
    """The SMKI SEC Document Set, and the CPS (R02, R03; paragraphs 15 and 52)."""

    ORGANISATION_CP = "organisation_cp"
    DEVICE_CP = "device_cp"
    RAPP = "rapp"
    SUBSCRIBER_AGREEMENT = "subscriber_agreement"
    RELYING_PARTY_AGREEMENT = "relying_party_agreement"
    COMPLIANCE_POLICY = "compliance_policy"
    RECOVERY_PROCESS = "recovery_process"
    CPS = "cps"


class DocumentVersionState(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Applicability(StrEnum):
    DCC_SERVICE_PROVIDER = "dcc_sp"
    DCC_REPOSITORY = "dcc_repository"
    SUBSCRIBER = "subscriber"
    RELYING_PARTY = "relying_party"


class CaseState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class FindingClass(StrEnum):
    MAJOR = "major"
    MINOR = "minor"
    OBSERVATION = "observation"


class FindingState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    DISCARDED = "discarded"
    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    NOTED = "noted"
    WITHDRAWN = "withdrawn"
    IN_REMEDIATION = "in_remediation"
    SUBMITTED = "submitted"
    CLOSED = "closed"
    REOPENED = "reopened"
    ACCEPTED_RISK = "accepted_risk"


class BreachTrigger(StrEnum):
    ASSESSMENT = "assessment"
    INCIDENT_REPORT = "incident_report"
    COMPLAINT = "complaint"
    SELF_REPORT = "self_report"
    PANEL_REFERRAL = "panel_referral"
    FAILED_PLAN = "failed_plan"
    OTHER = "other"


class BreachState(StrEnum):
    OPENED = "opened"
    GATHERING_FACTS = "gathering_facts"
    REPRESENTATIONS_SOUGHT = "representations_sought"
    READY = "ready"
    CONSIDERED = "considered"
    DEFERRED = "deferred"
    ADVISED = "advised"
    PANEL_DECIDED = "panel_decided"
    CLOSED = "closed"
    DISCONTINUED = "discontinued"
    REOPENED = "reopened"


class BreachView(StrEnum):
    NO_NON_COMPLIANCE = "no_non_compliance"
    NOT_MATERIAL = "not_material"
    MATERIAL = "material_breach"


class AdvicePurpose(StrEnum):
    BREACH = "breach"
    PLAN = "plan"
    ANNUAL = "annual"
    OTHER = "other"


class AdviceState(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"
    SUPERSEDED = "superseded"


class PlanView(StrEnum):
    """What the PMA advises of a plan: whether it meets the SMKI requirements (R70), or that it is failing."""

    MEETS = "meets"
    MEETS_IN_PART = "meets_in_part"
    DOES_NOT_MEET = "does_not_meet"
    EXTEND = "extend"
    CANCEL_MILESTONE = "cancel_milestone"
    FAILING = "failing"


class RequirementAnswer(StrEnum):
    MEETS = "meets"
    MEETS_IN_PART = "meets_in_part"
    DOES_NOT_MEET = "does_not_meet"


class PlanState(StrEnum):
    REQUIRED = "required"
    SUBMITTED = "submitted"
    ADVISED = "advised"
    RETURNED = "returned"
    APPROVED = "approved"
    COMPLETION_REPORTED = "completion_reported"
    VARIATION_PROPOSED = "variation_proposed"
    VERIFIED = "verified"
    CLOSED = "closed"
    FAILED = "failed"


class PlanVersionState(StrEnum):
    DRAFT = "draft"
    FROZEN = "frozen"
    SUPERSEDED = "superseded"


class MilestoneState(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    REPORTED_COMPLETE = "reported_complete"
    VERIFIED = "verified"
    CANCELLED = "cancelled"


class CompletionResult(StrEnum):
    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class PanelOutcomeKind(StrEnum):
    """What the SEC Panel decided, as reported. Sanctions are the Panel's words, never a code of ours (R69)."""

    PLAN_REQUIRED = "plan_required"
    NO_PLAN_REQUIRED = "no_plan_required"
    PLAN_APPROVED = "plan_approved"
    PLAN_RETURNED = "plan_returned"
    VARIATION_APPROVED = "variation_approved"
    MILESTONE_EXTENDED = "milestone_extended"
    MILESTONE_CANCELLED = "milestone_cancelled"
    FAILED_PLAN_CLOSED = "failed_plan_closed"
    NEW_PLAN_REQUIRED = "new_plan_required"


class ExtractState(StrEnum):
    DRAFTING = "drafting"
    PARTICIPANT_CONSULTED = "participant_consulted"
    SECURITY_REVIEW = "security_review"
    READY_FOR_DECISION = "ready_for_decision"
    APPROVED = "approved"
    WITHHELD_ENTIRELY = "withheld_entirely"
    RELEASED = "released"
    CORRECTED = "corrected"
    RECALLED = "recalled"


class PassageKind(StrEnum):
    HEADING = "heading"
    TEXT = "text"
    MILESTONE = "milestone"
    CRITERION = "criterion"


class Disposition(StrEnum):
    UNDECIDED = "undecided"
    PUBLISH = "publish"
    WITHHOLD = "withhold"


class Ground(StrEnum):
    """Why a passage is left out (R73, R74; paragraphs 64 and 75)."""

    NOT_NECESSARY = "not_necessary"
    COMMERCIAL = "commercial"
    SECURITY = "security"
    PERSONAL = "personal"


class MeetingState(StrEnum):
    SCHEDULED = "scheduled"
    IN_SESSION = "in_session"
    CLOSED = "closed"
    MINUTES_DRAFTED = "minutes_drafted"
    MINUTES_APPROVED = "minutes_approved"
    CANCELLED = "cancelled"


class MeetingMode(StrEnum):
    IN_PERSON = "in_person"
    VIDEO = "video"
    TELEPHONE = "telephone"


class ItemState(StrEnum):
    LISTED = "listed"
    UNDER_DISCUSSION = "under_discussion"
    DECIDED = "decided"
    NOTED = "noted"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"


class Asked(StrEnum):
    """What an item asks the PMA to decide: a decision carries that, and nothing else (R68, R70, R73)."""

    ISSUE_ADVICE = "issue_advice"
    PUBLISH = "publish"
    WITHHOLD_ENTIRELY = "withhold_entirely"
    VERIFY_COMPLETION = "verify_completion"
    APPROVE_DOCUMENT = "approve_document"
    OTHER = "other"


class DecisionState(StrEnum):
    RECORDED = "recorded"
    PURPORTED = "purported"
    SUPERSEDED = "superseded"


class DecisionManner(StrEnum):
    VOTE = "vote"
    AGREED = "agreed"


class DecisionResult(StrEnum):
    CARRIED = "carried"
    CARRIED_ON_CASTING_VOTE = "carried_on_casting_vote"
    LOST = "lost"
    LOST_ON_CASTING_VOTE = "lost_on_casting_vote"
    TIED = "tied"


class VoteCast(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class EvidenceState(StrEnum):
    HELD = "held"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Classification(StrEnum):
    """A neutral default set; the labels an office uses are a setting (Q11)."""

    OPEN = "open"
    PARTIES = "parties"
    RESTRICTED = "restricted"
    SENSITIVE = "sensitive"


class Response(StrEnum):
    """The participant's answer to a finding."""

    ACCEPTED = "accepted"
    DISPUTED = "disputed"


class AfterFailure(StrEnum):
    """What the Panel decided after a plan failed: the matter is closed, or a plan is required anew."""

    CLOSED = "closed"
    REQUIRED = "required"


class Marking(StrEnum):
    """What becomes of a passage: published, or withheld on a ground."""

    PUBLISH = "publish"
    NOT_NECESSARY = "not_necessary"
    COMMERCIAL = "commercial"
    SECURITY = "security"
    PERSONAL = "personal"
