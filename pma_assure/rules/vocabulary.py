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

    BREACH_DECIDED = "breach_decided"
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
    ORDER_ASSESSMENT = "order_assessment"
    CONCLUDE_ASSESSMENT = "conclude_assessment"
    SETTLE_DISPUTE = "settle_dispute"
    ADVISE_ACCEPTED_RISK = "advise_accepted_risk"
    CONSIDER_BREACH = "consider_breach"
    RELY = "rely"
    ORDER_SUSPENSION = "order_suspension"
    VARY_SUSPENSION = "vary_suspension"
    LIFT_SUSPENSION = "lift_suspension"
    EXCEPT_NOTICE = "except_notice"
    INSTRUCT_CRL = "instruct_crl"
    RECOMMEND_CHARGE = "recommend_charge"
    CONCLUDE_REVIEW = "conclude_review"
    RAISE_MODIFICATION = "raise_modification"
    ANSWER_REQUEST = "answer_request"
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


class IndependentPlace(StrEnum):
    """Whoever holds one of these says on appointment of whom they are independent (R23, R25)."""

    CHAIR = "chair"
    PKI_SPECIALIST = "pki_specialist"


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


class ContactRole(StrEnum):
    RESPONSIBLE_OFFICER = "responsible_officer"
    OUT_OF_HOURS = "out_of_hours"


class AssessmentKind(StrEnum):
    """R51, R55, R56: before live operation, in turn, or when the PMA determines; a follow-up looks at one before."""

    PRE_OPERATIONAL = "pre_operational"
    ROUTINE = "routine"
    AD_HOC = "ad_hoc"
    FOLLOW_UP = "follow_up"


class AssessmentState(StrEnum):
    PROPOSED = "proposed"
    PLANNED = "planned"
    NOTIFIED = "notified"
    IN_PROGRESS = "in_progress"
    DRAFT_REPORT_RECEIVED = "draft_report_received"
    FINAL_REPORT_RECEIVED = "final_report_received"
    UNDER_REVIEW = "under_review"
    CONCLUDED = "concluded"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    DISCONTINUED = "discontinued"


class AssuranceStatus(StrEnum):
    """Recommended by the assessor, set by the PMA; the labels are a setting (Q10)."""

    APPROVED = "approved"
    APPROVED_WITH_CAVEATS = "approved_with_caveats"
    NOT_APPROVED = "not_approved"


class OpinionKind(StrEnum):
    """The assessor's opinion (domain.md 4.2). Work that could not be done is a kind of its own: no control failed."""

    UNQUALIFIED = "unqualified"
    QUALIFIED = "qualified"
    SCOPE_LIMITATION = "scope_limitation"
    ADVERSE = "adverse"
    DISCLAIMER = "disclaimer"


class ServicePart(StrEnum):
    """What part of the SMKI a component is: there are two services and two repositories, test and live (R52)."""

    SMKI_SERVICE = "smki_service"
    REPOSITORY = "repository"
    REGISTRATION = "registration"
    PARTICIPANT = "participant"
    OTHER = "other"


class Environment(StrEnum):
    LIVE = "live"
    TEST = "test"
    BOTH = "both"
    NOT_APPLICABLE = "not_applicable"


class ScopeCoverage(StrEnum):
    OPEN = "open"
    ASSESSED = "assessed"
    OTHER_EVIDENCE = "other_evidence"
    NOT_COVERED = "not_covered"


class ReportKind(StrEnum):
    DRAFT = "draft"
    FINAL = "final"


class ReportStanding(StrEnum):
    """What became of a report that arrived; computed, never stored."""

    FACTS_TO_CHECK = "facts_to_check"
    FACTS_CHECKED = "facts_checked"
    KEPT_AS_DRAFT = "kept_as_draft"
    TAKEN_AS_FINAL = "taken_as_final"
    NOT_TAKEN = "not_taken"


class EvidenceRequestKind(StrEnum):
    """What a participant is asked for (R48, paragraph 56)."""

    DATA = "data"
    INFORMATION = "information"
    PREMISES = "premises"
    STAFF = "staff"


class EvidenceRequestState(StrEnum):
    ISSUED = "issued"
    PROVIDED = "provided"
    PARTLY_PROVIDED = "partly_provided"
    REFUSED = "refused"
    NARROWED = "narrowed"
    WITHDRAWN = "withdrawn"


class RequestAnswer(StrEnum):
    """What the participant did with an evidence request."""

    PROVIDED = "provided"
    PARTLY_PROVIDED = "partly_provided"
    REFUSED = "refused"


class FieldResult(StrEnum):
    NOT_TESTED = "not_tested"
    MET = "met"
    NOT_MET = "not_met"


class Impact(StrEnum):
    """What a finding means for the SMKI; the time limits suggested for it are FPKI practice (domain.md 4.3, 6.4)."""

    CRITICAL = "critical"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"


class CapState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    SUPERSEDED = "superseded"


class ActionKind(StrEnum):
    PREVENT = "prevent"
    MITIGATE = "mitigate"
    DETECT = "detect"


class ActionState(StrEnum):
    TO_DO = "to_do"
    UNDER_WAY = "under_way"
    REPORTED_DONE = "reported_done"
    VERIFIED = "verified"
    CANCELLED = "cancelled"


class FactorLean(StrEnum):
    """To which side a factor leans when materiality is considered."""

    TOWARDS_MATERIAL = "towards_material"
    AGAINST_MATERIAL = "against_material"
    NEITHER = "neither"


class Covers(StrEnum):
    """How far other compliance activity covers a requirement; in part is never counted as covered (R60)."""

    FULLY = "fully"
    IN_PART = "in_part"
    NOT = "not"


class RelianceStanding(StrEnum):
    """How other compliance activity stands on a day; computed, never stored."""

    PROPOSED = "proposed"
    NOT_YET_VALID = "not_yet_valid"
    RELIED_ON = "relied_on"
    LAPSED = "lapsed"
    INVALID = "invalid"


class LetterKind(StrEnum):
    NOTIFICATION = "notification"
    EVIDENCE_REQUEST = "evidence_request"
    REPORT = "report"
    REPRESENTATIONS = "representations"
    PLAN_RETURN = "plan_return"
    EXTRACT_CONSULTATION = "extract_consultation"
    CLOSURE = "closure"


class LetterState(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


class ChairRuling(StrEnum):
    """How the Chair ruled on an interest that is suggested or declared, not a direct link (6.1)."""

    STAYS = "stays"
    LEAVES = "leaves"


class ReviewRecommendation(StrEnum):
    """What a review of a document recommends (R04)."""

    NO_CHANGE = "no_change"
    MODIFICATION = "modification"
    FURTHER_STUDY = "further_study"


class PolicyPart(StrEnum):
    """What the Compliance Policy sets (R46, paragraph 55)."""

    SCHEME = "scheme"
    DCC_DUTIES = "dcc_duties"
    SUBSCRIBER_RULES = "subscriber_rules"
    MONITORING = "monitoring"


class PolicyPresence(StrEnum):
    SET_OUT = "set_out"
    IN_PART = "in_part"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"


class ModificationState(StrEnum):
    """What became of a modification; all but *raised* as reported from outside (R05)."""

    RAISED = "raised"
    REPORTED = "reported"
    IN_EFFECT = "in_effect"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class SupportDirection(StrEnum):
    ASKED_OF_PMA = "asked_of_pma"
    ASKED_OF_SECAS = "asked_of_secas"


class SupportKind(StrEnum):
    """R07: advice on a modification; R11: support to the Panel or a sub-committee; R66: assistance by SECAS."""

    MODIFICATION_ADVICE = "modification_advice"
    PANEL_SUPPORT = "panel_support"
    SUB_COMMITTEE_SUPPORT = "sub_committee_support"
    SECAS_ASSISTANCE = "secas_assistance"


class SupportState(StrEnum):
    RECEIVED = "received"
    ANSWERED = "answered"
    DECLINED = "declined"


class ChargeBasis(StrEnum):
    """On what basis the cost of an assessment is borne: the DCC's fixed costs by default (R63)."""

    FIXED_COSTS = "fixed_costs"
    EXPLICIT_CHARGE = "explicit_charge"


class FaultView(StrEnum):
    """The PMA's view; nobody is given power to determine fault (R64)."""

    NONE_YET = "none_yet"
    AT_FAULT = "at_fault"
    NOT_AT_FAULT = "not_at_fault"


class SuspensionTarget(StrEnum):
    """R78: some or all of the DCC's SMKI Service, or a participant's rights to DCC Services."""

    DCC_SERVICE = "dcc_service"
    PARTICIPANT_RIGHTS = "participant_rights"


class SuspensionState(StrEnum):
    CONSIDERED = "considered"
    ORDERED = "ordered"
    NOT_PURSUED = "not_pursued"
    INSTRUCTED = "instructed"
    IN_EFFECT = "in_effect"
    RESCINDED = "rescinded"
    LIFTED = "lifted"
    CLOSED = "closed"


class GroundKind(StrEnum):
    """R77, paragraph 20: an immediate threat or compromise ..."""

    THREAT = "threat"
    COMPROMISE = "compromise"


class GroundLikelihood(StrEnum):
    """... that has occurred or is likely to occur."""

    OCCURRED = "occurred"
    LIKELY = "likely"


class ScopeChange(StrEnum):
    ORDERED = "ordered"
    VARIED = "varied"
    LIFTED_IN_PART = "lifted_in_part"
    LIFTED = "lifted"


class NoticeTo(StrEnum):
    """Each has a test of its own (R79, R80, R82)."""

    PANEL = "panel"
    AUTHORITY = "authority"
    PARTIES = "parties"
    PARTICIPANT = "participant"
    DCC = "dcc"


class NoticeState(StrEnum):
    OWED = "owed"
    SENT = "sent"
    NOT_NECESSARY = "not_necessary"
    EXCEPTED = "excepted"


class AppealState(StrEnum):
    LODGED = "lodged"
    UPHELD = "upheld"
    UPHELD_IN_PART = "upheld_in_part"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"


class AppealOutcome(StrEnum):
    """What the Authority made of an appeal, as it was reported (R84)."""

    UPHELD = "upheld"
    UPHELD_IN_PART = "upheld_in_part"
    DISMISSED = "dismissed"


class CrlState(StrEnum):
    DECIDED = "decided"
    ISSUED = "issued"
    CONFIRMED = "confirmed"
