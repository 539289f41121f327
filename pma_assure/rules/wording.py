"""The words people read: labels of every code, days, instants, counts. Codes are in ``vocabulary``.

Whose word is whose (states.md): the PMA considers, views and advises; the Panel decides, requires and approves. A label
for something that is the Panel's says that it is the Panel's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from pma_assure.rules import vocabulary as v
from pma_assure.rules.calendar import UK, Nation

# One table for each enum: members of two enums with the same text are equal, and would meet in one.
_LABELS: dict[type[StrEnum], dict[str, str]] = {
    v.PartyCategory: {
        v.PartyCategory.LARGE_SUPPLIER: "Large Supplier",
        v.PartyCategory.SMALL_SUPPLIER: "Small Supplier",
        v.PartyCategory.ELECTRICITY_NETWORK: "Electricity network",
        v.PartyCategory.GAS_NETWORK: "Gas network",
        v.PartyCategory.DCC: "DCC",
        v.PartyCategory.OTHER_SEC_PARTY: "Other SEC Party",
        v.PartyCategory.RDP: "Registration Data Provider",
        v.PartyCategory.ASSESSOR: "Assessor",
        v.PartyCategory.CONTRACTOR: "Contractor",
        v.PartyCategory.REGULATOR_GOVERNMENT: "Regulator or Government",
        v.PartyCategory.NONE: "No category",
    },
    v.SeatCode: {
        v.SeatCode.CHAIR: "Chair",
        v.SeatCode.LARGE_SUPPLIER_A: "Large Supplier A",
        v.SeatCode.LARGE_SUPPLIER_B: "Large Supplier B",
        v.SeatCode.SMALL_SUPPLIER: "Small Supplier",
        v.SeatCode.NETWORKS: "Networks",
        v.SeatCode.SECURITY_SUB_COMMITTEE: "Security Sub-Committee",
        v.SeatCode.TECHNICAL_SUB_COMMITTEE: "Technical Sub-Committee",
    },
    v.SeatVote: {
        v.SeatVote.CASTING: "Casting vote only",
        v.SeatVote.DELIBERATIVE: "Deliberative vote",
    },
    v.AppointmentRoute: {
        v.AppointmentRoute.PANEL_IDENTIFIED: "Identified by the Panel and SECAS",
        v.AppointmentRoute.UNCONTESTED: "Nominated, uncontested",
        v.AppointmentRoute.ELECTED: "Elected by the constituency",
        v.AppointmentRoute.SELECTED: "Selected by the sub-committee",
    },
    v.AppointmentState: {
        v.AppointmentState.IDENTIFIED: "Identified, not yet in office",
        v.AppointmentState.IN_OFFICE: "In office",
        v.AppointmentState.ENDED: "Ended",
    },
    v.EndReason: {
        v.EndReason.TERM: "End of term",
        v.EndReason.RESIGNATION: "Resigned",
        v.EndReason.REMOVAL: "Removed from office",
        v.EndReason.RULE: "Ended by a rule",
    },
    v.Capacity: {
        v.Capacity.PKI_SPECIALIST: "PKI Specialist",
        v.Capacity.ASSESSOR: "Assessor",
        v.Capacity.CHAIR: "Chair",
        v.Capacity.SECOND_REVIEWER: "Second reviewer",
        v.Capacity.READER: "Reader",
    },
    v.Standing: {
        v.Standing.MEMBER: "Member",
        v.Standing.ALTERNATE: "Alternate",
        v.Standing.ACTING_CHAIR: "Acting Chair",
        v.Standing.ATTENDEE: "Attendee",
    },
    v.DocumentType: {
        v.DocumentType.ORGANISATION_CP: "Organisation Certificate Policy",
        v.DocumentType.DEVICE_CP: "Device Certificate Policy",
        v.DocumentType.RAPP: "Registration Authority Policies and Procedures",
        v.DocumentType.SUBSCRIBER_AGREEMENT: "Subscriber Agreement",
        v.DocumentType.RELYING_PARTY_AGREEMENT: "Relying Party Agreement",
        v.DocumentType.COMPLIANCE_POLICY: "SMKI Compliance Policy",
        v.DocumentType.RECOVERY_PROCESS: "SMKI Recovery Process",
        v.DocumentType.CPS: "Certification Practice Statement",
    },
    v.DocumentVersionState: {
        v.DocumentVersionState.DRAFT: "Draft",
        v.DocumentVersionState.APPROVED: "Approved, not yet in force",
        v.DocumentVersionState.IN_FORCE: "In force",
        v.DocumentVersionState.SUPERSEDED: "Superseded by a later version",
        v.DocumentVersionState.WITHDRAWN: "Withdrawn",
    },
    v.Applicability: {
        v.Applicability.DCC_SERVICE_PROVIDER: "DCC as SMKI Service Provider",
        v.Applicability.DCC_REPOSITORY: "DCC as Repository Provider",
        v.Applicability.SUBSCRIBER: "Subscribers",
        v.Applicability.RELYING_PARTY: "Relying Parties",
    },
    v.CaseState: {
        v.CaseState.OPEN: "Open",
        v.CaseState.CLOSED: "Closed",
    },
    v.FindingClass: {
        v.FindingClass.MAJOR: "Major",
        v.FindingClass.MINOR: "Minor",
        v.FindingClass.OBSERVATION: "Observation",
    },
    v.FindingState: {
        v.FindingState.DRAFT: "Draft",
        v.FindingState.OPEN: "Open",
        v.FindingState.DISCARDED: "Discarded in draft",
        v.FindingState.ACCEPTED: "Accepted by the participant",
        v.FindingState.DISPUTED: "Disputed by the participant",
        v.FindingState.NOTED: "Noted",
        v.FindingState.WITHDRAWN: "Withdrawn",
        v.FindingState.IN_REMEDIATION: "In remediation",
        v.FindingState.SUBMITTED: "Reported done, to be verified",
        v.FindingState.CLOSED: "Closed",
        v.FindingState.REOPENED: "Reopened",
        v.FindingState.ACCEPTED_RISK: "Advised to the Panel as accepted risk",
    },
    v.BreachTrigger: {
        v.BreachTrigger.ASSESSMENT: "Assurance assessment",
        v.BreachTrigger.INCIDENT_REPORT: "Incident report",
        v.BreachTrigger.COMPLAINT: "Complaint",
        v.BreachTrigger.SELF_REPORT: "Self-report by the participant",
        v.BreachTrigger.PANEL_REFERRAL: "Referral by the Panel",
        v.BreachTrigger.FAILED_PLAN: "Failing remediation plan",
        v.BreachTrigger.OTHER: "Other",
    },
    v.BreachState: {
        v.BreachState.OPENED: "Opened",
        v.BreachState.GATHERING_FACTS: "Gathering facts",
        v.BreachState.REPRESENTATIONS_SOUGHT: "Representations sought",
        v.BreachState.READY: "Ready for the PMA",
        v.BreachState.CONSIDERED: "Considered by the PMA",
        v.BreachState.DEFERRED: "Deferred",
        v.BreachState.ADVISED: "Panel advised",
        v.BreachState.PANEL_DECIDED: "Decided by the Panel",
        v.BreachState.CLOSED: "Closed",
        v.BreachState.DISCONTINUED: "Discontinued",
        v.BreachState.REOPENED: "Reopened",
    },
    v.BreachView: {
        v.BreachView.NO_NON_COMPLIANCE: "No non-compliance, in the PMA's view",
        v.BreachView.NOT_MATERIAL: "Non-compliance, not material, in the PMA's view",
        v.BreachView.MATERIAL: "Material breach, in the PMA's view",
    },
    v.AdvicePurpose: {
        v.AdvicePurpose.BREACH: "Advice on a possible material breach",
        v.AdvicePurpose.PLAN: "Advice on a remediation plan",
        v.AdvicePurpose.ANNUAL: "Annual advice",
        v.AdvicePurpose.OTHER: "Other advice",
    },
    v.AdviceState: {
        v.AdviceState.DRAFT: "Draft",
        v.AdviceState.ISSUED: "Issued",
        v.AdviceState.SUPERSEDED: "Superseded by a later advice",
    },
    v.PlanView: {
        v.PlanView.MEETS: "Meets the SMKI requirements",
        v.PlanView.MEETS_IN_PART: "Meets the SMKI requirements in part",
        v.PlanView.DOES_NOT_MEET: "Does not meet the SMKI requirements",
        v.PlanView.EXTEND: "Advice to extend a milestone",
        v.PlanView.CANCEL_MILESTONE: "Advice to cancel a milestone",
        v.PlanView.FAILING: "Advice that the plan is failing",
    },
    v.RequirementAnswer: {
        v.RequirementAnswer.MEETS: "Meets the requirement",
        v.RequirementAnswer.MEETS_IN_PART: "Meets in part",
        v.RequirementAnswer.DOES_NOT_MEET: "Does not meet",
    },
    v.PlanState: {
        v.PlanState.REQUIRED: "Required by the Panel",
        v.PlanState.SUBMITTED: "Submitted by the participant",
        v.PlanState.ADVISED: "Advised upon by the PMA",
        v.PlanState.RETURNED: "Returned by the Panel",
        v.PlanState.APPROVED: "Approved by the Panel",
        v.PlanState.COMPLETION_REPORTED: "Completion reported",
        v.PlanState.VARIATION_PROPOSED: "Variation proposed",
        v.PlanState.VERIFIED: "Verified",
        v.PlanState.CLOSED: "Closed",
        v.PlanState.FAILED: "Failed",
    },
    v.PlanVersionState: {
        v.PlanVersionState.DRAFT: "Draft",
        v.PlanVersionState.FROZEN: "Frozen as submitted",
        v.PlanVersionState.SUPERSEDED: "Superseded by a later version",
    },
    v.MilestoneState: {
        v.MilestoneState.NOT_STARTED: "Not started",
        v.MilestoneState.IN_PROGRESS: "In progress",
        v.MilestoneState.REPORTED_COMPLETE: "Reported complete",
        v.MilestoneState.VERIFIED: "Verified",
        v.MilestoneState.CANCELLED: "Cancelled by the Panel",
    },
    v.CompletionResult: {
        v.CompletionResult.PENDING: "Awaiting verification",
        v.CompletionResult.ACCEPTED: "Completion accepted",
        v.CompletionResult.REJECTED: "Completion rejected",
    },
    v.PanelOutcomeKind: {
        v.PanelOutcomeKind.BREACH_DECIDED: "Panel decides on the advice about a breach",
        v.PanelOutcomeKind.PLAN_REQUIRED: "Panel requires a remediation plan",
        v.PanelOutcomeKind.NO_PLAN_REQUIRED: "Panel requires no remediation plan",
        v.PanelOutcomeKind.PLAN_APPROVED: "Panel approves the plan",
        v.PanelOutcomeKind.PLAN_RETURNED: "Panel returns the plan",
        v.PanelOutcomeKind.VARIATION_APPROVED: "Panel approves the variation",
        v.PanelOutcomeKind.MILESTONE_EXTENDED: "Panel extends a milestone",
        v.PanelOutcomeKind.MILESTONE_CANCELLED: "Panel cancels a milestone",
        v.PanelOutcomeKind.FAILED_PLAN_CLOSED: "Panel closes the failed plan",
        v.PanelOutcomeKind.NEW_PLAN_REQUIRED: "Panel requires a new plan",
    },
    v.ExtractState: {
        v.ExtractState.DRAFTING: "Drafting",
        v.ExtractState.PARTICIPANT_CONSULTED: "Participant consulted",
        v.ExtractState.SECURITY_REVIEW: "In security review",
        v.ExtractState.READY_FOR_DECISION: "Ready for decision",
        v.ExtractState.APPROVED: "Approved for release",
        v.ExtractState.WITHHELD_ENTIRELY: "Withheld entirely",
        v.ExtractState.RELEASED: "Released",
        v.ExtractState.CORRECTED: "Corrected by a new version",
        v.ExtractState.RECALLED: "Recalled",
    },
    v.PassageKind: {
        v.PassageKind.HEADING: "Heading",
        v.PassageKind.TEXT: "Paragraph",
        v.PassageKind.MILESTONE: "Milestone",
        v.PassageKind.CRITERION: "Acceptance criterion",
    },
    v.Disposition: {
        v.Disposition.UNDECIDED: "Undecided",
        v.Disposition.PUBLISH: "Publish",
        v.Disposition.WITHHOLD: "Withhold",
    },
    v.Ground: {
        v.Ground.NOT_NECESSARY: "Withhold: not necessary",
        v.Ground.COMMERCIAL: "Withhold: commercial",
        v.Ground.SECURITY: "Withhold: security",
        v.Ground.PERSONAL: "Withhold: personal",
    },
    v.MeetingState: {
        v.MeetingState.SCHEDULED: "Scheduled",
        v.MeetingState.IN_SESSION: "In session",
        v.MeetingState.CLOSED: "Closed",
        v.MeetingState.MINUTES_DRAFTED: "Minutes drafted",
        v.MeetingState.MINUTES_APPROVED: "Minutes approved",
        v.MeetingState.CANCELLED: "Cancelled",
    },
    v.MeetingMode: {
        v.MeetingMode.IN_PERSON: "In person",
        v.MeetingMode.VIDEO: "By video",
        v.MeetingMode.TELEPHONE: "By telephone",
    },
    v.ItemState: {
        v.ItemState.LISTED: "Listed",
        v.ItemState.UNDER_DISCUSSION: "Under discussion",
        v.ItemState.DECIDED: "Decided",
        v.ItemState.NOTED: "Noted",
        v.ItemState.DEFERRED: "Deferred",
        v.ItemState.WITHDRAWN: "Withdrawn",
    },
    v.Asked: {
        v.Asked.ISSUE_ADVICE: "To issue the advice",
        v.Asked.PUBLISH: "To publish the extract",
        v.Asked.WITHHOLD_ENTIRELY: "To publish nothing of it",
        v.Asked.VERIFY_COMPLETION: "To verify that the plan is complete",
        v.Asked.APPROVE_DOCUMENT: "To approve the document",
        v.Asked.ORDER_ASSESSMENT: "To order the ad hoc assessment",
        v.Asked.CONCLUDE_ASSESSMENT: "To conclude the assessment",
        v.Asked.SETTLE_DISPUTE: "To settle the dispute about the finding",
        v.Asked.ADVISE_ACCEPTED_RISK: "To advise the Panel of an accepted risk",
        v.Asked.CONSIDER_BREACH: "To consider whether there has been a material breach",
        v.Asked.RELY: "To rely on other compliance activity",
        v.Asked.ORDER_SUSPENSION: "To order the emergency suspension",
        v.Asked.VARY_SUSPENSION: "To vary the suspension",
        v.Asked.LIFT_SUSPENSION: "To lift the suspension",
        v.Asked.EXCEPT_NOTICE: "To withhold the notice as a security risk",
        v.Asked.INSTRUCT_CRL: "To require certificates onto the CRL",
        v.Asked.RECOMMEND_CHARGE: "To take a view of fault and recommend who bears the cost",
        v.Asked.CONCLUDE_REVIEW: "To conclude the review of the document",
        v.Asked.RAISE_MODIFICATION: "To raise the modification",
        v.Asked.ANSWER_REQUEST: "To answer the request",
        v.Asked.OTHER: "Something else",
    },
    v.DecisionState: {
        v.DecisionState.RECORDED: "Recorded",
        v.DecisionState.PURPORTED: "Purported, inquorate, not valid",
        v.DecisionState.SUPERSEDED: "Superseded by a later decision",
    },
    v.DecisionManner: {
        v.DecisionManner.VOTE: "By vote",
        v.DecisionManner.AGREED: "Agreed without a vote",
    },
    v.DecisionResult: {
        v.DecisionResult.CARRIED: "Carried",
        v.DecisionResult.CARRIED_ON_CASTING_VOTE: "Carried on casting vote",
        v.DecisionResult.LOST: "Lost",
        v.DecisionResult.LOST_ON_CASTING_VOTE: "Lost on casting vote",
        v.DecisionResult.TIED: "Tied, no casting vote",
    },
    v.VoteCast: {
        v.VoteCast.FOR: "For",
        v.VoteCast.AGAINST: "Against",
        v.VoteCast.ABSTAIN: "Abstention",
    },
    v.EvidenceState: {
        v.EvidenceState.HELD: "Held",
        v.EvidenceState.SUPERSEDED: "Superseded by a later item",
        v.EvidenceState.WITHDRAWN: "Withdrawn",
    },
    v.IndependentPlace: {
        v.IndependentPlace.CHAIR: "Chair",
        v.IndependentPlace.PKI_SPECIALIST: "PKI Specialist",
    },
    v.Classification: {
        v.Classification.OPEN: "Open",
        v.Classification.PARTIES: "SEC Parties",
        v.Classification.RESTRICTED: "Restricted",
        v.Classification.SENSITIVE: "Sensitive",
    },
    v.Response: {
        v.Response.ACCEPTED: "Accepted",
        v.Response.DISPUTED: "Disputed",
    },
    v.AfterFailure: {
        v.AfterFailure.CLOSED: "The matter is closed",
        v.AfterFailure.REQUIRED: "A plan is required anew",
    },
    v.Marking: {
        v.Marking.PUBLISH: "Publish",
        v.Marking.NOT_NECESSARY: "Withhold: not necessary",
        v.Marking.COMMERCIAL: "Withhold: commercial",
        v.Marking.SECURITY: "Withhold: security",
        v.Marking.PERSONAL: "Withhold: personal",
    },
    v.ContactRole: {
        v.ContactRole.RESPONSIBLE_OFFICER: "Responsible officer",
        v.ContactRole.OUT_OF_HOURS: "Out of hours",
    },
    v.AssessmentKind: {
        v.AssessmentKind.PRE_OPERATIONAL: "Pre-operational assessment",
        v.AssessmentKind.ROUTINE: "Routine assessment",
        v.AssessmentKind.AD_HOC: "Ad hoc assessment",
        v.AssessmentKind.FOLLOW_UP: "Follow-up assessment",
    },
    v.AssessmentState: {
        v.AssessmentState.PROPOSED: "Proposed",
        v.AssessmentState.PLANNED: "Planned",
        v.AssessmentState.NOTIFIED: "Notified",
        v.AssessmentState.IN_PROGRESS: "In progress",
        v.AssessmentState.DRAFT_REPORT_RECEIVED: "Draft report received",
        v.AssessmentState.FINAL_REPORT_RECEIVED: "Final report received",
        v.AssessmentState.UNDER_REVIEW: "Under PMA review",
        v.AssessmentState.CONCLUDED: "Concluded",
        v.AssessmentState.POSTPONED: "Postponed",
        v.AssessmentState.CANCELLED: "Cancelled",
        v.AssessmentState.DISCONTINUED: "Discontinued",
    },
    v.AssuranceStatus: {
        v.AssuranceStatus.APPROVED: "Approved",
        v.AssuranceStatus.APPROVED_WITH_CAVEATS: "Approved with caveats",
        v.AssuranceStatus.NOT_APPROVED: "Not approved",
    },
    v.OpinionKind: {
        v.OpinionKind.UNQUALIFIED: "Unqualified",
        v.OpinionKind.QUALIFIED: "Qualified: criteria not met",
        v.OpinionKind.SCOPE_LIMITATION: "Qualified: scope limitation",
        v.OpinionKind.ADVERSE: "Adverse",
        v.OpinionKind.DISCLAIMER: "Disclaimer of opinion",
    },
    v.ServicePart: {
        v.ServicePart.SMKI_SERVICE: "SMKI service",
        v.ServicePart.REPOSITORY: "Repository",
        v.ServicePart.REGISTRATION: "Registration desk",
        v.ServicePart.PARTICIPANT: "Participant's own systems",
        v.ServicePart.OTHER: "Something else",
    },
    v.Environment: {
        v.Environment.LIVE: "Live",
        v.Environment.TEST: "Test",
        v.Environment.BOTH: "Live and test",
        v.Environment.NOT_APPLICABLE: "Neither live nor test",
    },
    v.ScopeCoverage: {
        v.ScopeCoverage.OPEN: "Not yet said",
        v.ScopeCoverage.ASSESSED: "Covered by the assessment",
        v.ScopeCoverage.OTHER_EVIDENCE: "Covered by other evidence",
        v.ScopeCoverage.NOT_COVERED: "Not covered",
    },
    v.ReportKind: {
        v.ReportKind.DRAFT: "Draft report",
        v.ReportKind.FINAL: "Final report",
    },
    v.ReportStanding: {
        v.ReportStanding.FACTS_TO_CHECK: "Facts to be checked",
        v.ReportStanding.FACTS_CHECKED: "Facts checked",
        v.ReportStanding.KEPT_AS_DRAFT: "Kept as a draft",
        v.ReportStanding.TAKEN_AS_FINAL: "Taken as final",
        v.ReportStanding.NOT_TAKEN: "Not taken as final",
    },
    v.EvidenceRequestKind: {
        v.EvidenceRequestKind.DATA: "Data",
        v.EvidenceRequestKind.INFORMATION: "Information",
        v.EvidenceRequestKind.PREMISES: "Access to premises",
        v.EvidenceRequestKind.STAFF: "Access to staff",
    },
    v.EvidenceRequestState: {
        v.EvidenceRequestState.ISSUED: "Issued",
        v.EvidenceRequestState.PROVIDED: "Provided",
        v.EvidenceRequestState.PARTLY_PROVIDED: "Partly provided",
        v.EvidenceRequestState.REFUSED: "Refused",
        v.EvidenceRequestState.NARROWED: "Narrowed",
        v.EvidenceRequestState.WITHDRAWN: "Withdrawn",
    },
    v.RequestAnswer: {
        v.RequestAnswer.PROVIDED: "Provided",
        v.RequestAnswer.PARTLY_PROVIDED: "Partly provided",
        v.RequestAnswer.REFUSED: "Refused",
    },
    v.FieldResult: {
        v.FieldResult.NOT_TESTED: "Not tested",
        v.FieldResult.MET: "Met",
        v.FieldResult.NOT_MET: "Not met",
    },
    v.Impact: {
        v.Impact.CRITICAL: "Critical impact",
        v.Impact.MEDIUM: "Medium impact",
        v.Impact.LOW: "Low impact",
        v.Impact.NONE: "No impact",
    },
    v.CapState: {
        v.CapState.DRAFT: "Draft",
        v.CapState.SUBMITTED: "Submitted",
        v.CapState.ACCEPTED: "Accepted",
        v.CapState.RETURNED: "Returned",
        v.CapState.SUPERSEDED: "Superseded by a new version",
    },
    v.ActionKind: {
        v.ActionKind.PREVENT: "Prevent",
        v.ActionKind.MITIGATE: "Mitigate",
        v.ActionKind.DETECT: "Detect",
    },
    v.ActionState: {
        v.ActionState.TO_DO: "To do",
        v.ActionState.UNDER_WAY: "Under way",
        v.ActionState.REPORTED_DONE: "Reported done",
        v.ActionState.VERIFIED: "Verified",
        v.ActionState.CANCELLED: "Cancelled",
    },
    v.FactorLean: {
        v.FactorLean.TOWARDS_MATERIAL: "Towards a material breach",
        v.FactorLean.AGAINST_MATERIAL: "Against a material breach",
        v.FactorLean.NEITHER: "To neither side",
    },
    v.Covers: {
        v.Covers.FULLY: "Fully",
        v.Covers.IN_PART: "In part",
        v.Covers.NOT: "Not",
    },
    v.RelianceStanding: {
        v.RelianceStanding.PROPOSED: "Proposed",
        v.RelianceStanding.NOT_YET_VALID: "Not yet valid",
        v.RelianceStanding.RELIED_ON: "Relied on",
        v.RelianceStanding.LAPSED: "Lapsed",
        v.RelianceStanding.INVALID: "Invalid",
    },
    v.LetterKind: {
        v.LetterKind.NOTIFICATION: "Notification of assessment",
        v.LetterKind.EVIDENCE_REQUEST: "Evidence request",
        v.LetterKind.REPORT: "Report with the date to respond",
        v.LetterKind.REPRESENTATIONS: "Call for representations",
        v.LetterKind.PLAN_RETURN: "Return of a plan",
        v.LetterKind.EXTRACT_CONSULTATION: "Consultation on an extract",
        v.LetterKind.CLOSURE: "Closure",
    },
    v.LetterState: {
        v.LetterState.DRAFT: "Draft",
        v.LetterState.SENT: "Sent",
        v.LetterState.WITHDRAWN: "Withdrawn",
    },
    v.ChairRuling: {
        v.ChairRuling.STAYS: "May stay, as the Chair ruled",
        v.ChairRuling.LEAVES: "Leaves, as the Chair ruled",
    },
    v.ReviewRecommendation: {
        v.ReviewRecommendation.NO_CHANGE: "No change",
        v.ReviewRecommendation.MODIFICATION: "Raise a modification",
        v.ReviewRecommendation.FURTHER_STUDY: "Study further",
    },
    v.PolicyPart: {
        v.PolicyPart.SCHEME: "The assurance scheme and how it operates",
        v.PolicyPart.DCC_DUTIES: "What the DCC must do",
        v.PolicyPart.SUBSCRIBER_RULES: "Rules for Subscribers, if any",
        v.PolicyPart.MONITORING: "How the PMA monitors and enforces",
    },
    v.PolicyPresence: {
        v.PolicyPresence.SET_OUT: "Set out",
        v.PolicyPresence.IN_PART: "Set out in part",
        v.PolicyPresence.MISSING: "Missing",
        v.PolicyPresence.NOT_NEEDED: "Not needed",
    },
    v.ModificationState: {
        v.ModificationState.RAISED: "Raised",
        v.ModificationState.REPORTED: "In the modification process, as reported",
        v.ModificationState.IN_EFFECT: "In effect, as reported",
        v.ModificationState.REJECTED: "Rejected, as reported",
        v.ModificationState.WITHDRAWN: "Withdrawn",
    },
    v.SupportDirection: {
        v.SupportDirection.ASKED_OF_PMA: "Asked of the PMA",
        v.SupportDirection.ASKED_OF_SECAS: "Asked of SECAS by the PMA",
    },
    v.SupportKind: {
        v.SupportKind.MODIFICATION_ADVICE: "Advice on a modification",
        v.SupportKind.PANEL_SUPPORT: "Support to the Panel",
        v.SupportKind.SUB_COMMITTEE_SUPPORT: "Support to another sub-committee",
        v.SupportKind.SECAS_ASSISTANCE: "Assistance by SECAS",
    },
    v.SupportState: {
        v.SupportState.RECEIVED: "Received",
        v.SupportState.ANSWERED: "Answered",
        v.SupportState.DECLINED: "Declined",
    },
    v.ChargeBasis: {
        v.ChargeBasis.FIXED_COSTS: "In the DCC's fixed costs",
        v.ChargeBasis.EXPLICIT_CHARGE: "Explicit charge to the user",
    },
    v.FaultView: {
        v.FaultView.NONE_YET: "No view yet",
        v.FaultView.AT_FAULT: "At fault, in the PMA's view",
        v.FaultView.NOT_AT_FAULT: "Not at fault, in the PMA's view",
    },
    v.SuspensionTarget: {
        v.SuspensionTarget.DCC_SERVICE: "Some or all of the DCC's SMKI Service",
        v.SuspensionTarget.PARTICIPANT_RIGHTS: "A participant's rights to DCC Services",
    },
    v.SuspensionState: {
        v.SuspensionState.CONSIDERED: "Considered",
        v.SuspensionState.ORDERED: "Ordered",
        v.SuspensionState.NOT_PURSUED: "Not pursued",
        v.SuspensionState.INSTRUCTED: "DCC instructed",
        v.SuspensionState.IN_EFFECT: "In effect",
        v.SuspensionState.RESCINDED: "Rescinded before it took effect",
        v.SuspensionState.LIFTED: "Lifted",
        v.SuspensionState.CLOSED: "Closed",
    },
    v.GroundKind: {
        v.GroundKind.THREAT: "Threat",
        v.GroundKind.COMPROMISE: "Compromise",
    },
    v.GroundLikelihood: {
        v.GroundLikelihood.OCCURRED: "Has occurred",
        v.GroundLikelihood.LIKELY: "Is likely to occur",
    },
    v.ScopeChange: {
        v.ScopeChange.ORDERED: "As ordered",
        v.ScopeChange.VARIED: "Varied",
        v.ScopeChange.LIFTED_IN_PART: "Lifted in part",
        v.ScopeChange.LIFTED: "Lifted",
    },
    v.NoticeTo: {
        v.NoticeTo.PANEL: "SEC Panel",
        v.NoticeTo.AUTHORITY: "Authority",
        v.NoticeTo.PARTIES: "All SEC Parties",
        v.NoticeTo.PARTICIPANT: "Participant",
        v.NoticeTo.DCC: "DCC",
    },
    v.NoticeState: {
        v.NoticeState.OWED: "Owed",
        v.NoticeState.SENT: "Sent",
        v.NoticeState.NOT_NECESSARY: "Not necessary",
        v.NoticeState.EXCEPTED: "Withheld as a security risk",
    },
    v.AppealState: {
        v.AppealState.LODGED: "Lodged",
        v.AppealState.UPHELD: "Upheld by the Authority",
        v.AppealState.UPHELD_IN_PART: "Upheld in part by the Authority",
        v.AppealState.DISMISSED: "Dismissed by the Authority",
        v.AppealState.WITHDRAWN: "Withdrawn",
    },
    v.AppealOutcome: {
        v.AppealOutcome.UPHELD: "Upheld",
        v.AppealOutcome.UPHELD_IN_PART: "Upheld in part",
        v.AppealOutcome.DISMISSED: "Dismissed",
    },
    v.CrlState: {
        v.CrlState.DECIDED: "Decided",
        v.CrlState.ISSUED: "Issued to the DCC",
        v.CrlState.CONFIRMED: "Confirmed by the DCC",
    },
    Nation: {
        Nation.ENGLAND_AND_WALES: "England and Wales",
        Nation.SCOTLAND: "Scotland",
    },
}


def label(code: StrEnum) -> str:
    """The words for a code. KeyError for a code without words: a test sees to it that there is none."""
    return _LABELS[type(code)][code]


def view_alone(view: v.BreachView) -> str:
    """A view without whose it is: "material breach". The Panel takes one too, and the labels are the PMA's."""
    return label(view).removesuffix(", in the PMA's view").lower()


def seat_name(code: str) -> str:
    """The seat's name from its code: "LS-A" gives "Large Supplier A". ValueError for a code that is no seat."""
    return label(v.SeatCode(code))


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip


def day(d: date) -> str:
    """A day in full: "31 March 2026". Not by the system's locale, which would make documents differ."""
    return f"{d.day} {_MONTHS[d.month - 1]} {d.year}"


def short_day(d: date) -> str:
    """A day for tables: "31 Mar 2026"."""
    return f"{d.day} {_MONTHS[d.month - 1][:3]} {d.year}"


def instant(dt: datetime) -> str:
    """An aware instant in UK time: "16 June 2026, 10:31 (BST)". ValueError for a naive one."""
    if dt.tzinfo is None:
        raise ValueError("an instant must carry its time zone")
    local = dt.astimezone(UK)
    return f"{day(local.date())}, {local:%H:%M} ({local.tzname()})"


def pounds(amount: Decimal) -> str:
    """An amount as a paper prints it: "£18,400", "£18,400.50"."""
    return f"£{amount:,.2f}".removesuffix(".00")


def short_instant(dt: datetime) -> str:
    """An aware instant in UK time, for tables: "16 Jun 2026, 10:31 (BST)". ValueError for a naive one."""
    if dt.tzinfo is None:
        raise ValueError("an instant must carry its time zone")
    local = dt.astimezone(UK)
    return f"{short_day(local.date())}, {local:%H:%M} ({local.tzname()})"


def count(n: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: "1 day", "3 days", "12,345 findings"; ``plural`` for nouns that do not just take an s."""
    return f"{n:,} {singular if n == 1 else plural or singular + 's'}"


def runs(numbers: Iterable[int]) -> str:
    """Numbers with those that follow each other drawn together: "1 to 3, 7"; in the order of the numbers."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    said = [f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in found]
    return ", ".join(said)
