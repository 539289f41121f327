"""Codes as words and tones, for every screen: what is green, amber or red is decided once, here."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pma_assure.rules import vocabulary as v
from pma_assure.rules.wording import count, label
from pma_assure.values.duties import Duty
from ui.desktop.typed_days import show_day

_TONES: dict[type[StrEnum], dict[str, str]] = {
    v.CaseState: {v.CaseState.OPEN: "accent"},
    v.FindingClass: {v.FindingClass.MAJOR: "late", v.FindingClass.MINOR: "attention"},
    v.FindingState: {
        v.FindingState.CLOSED: "good",
        v.FindingState.DISPUTED: "attention",
        v.FindingState.REOPENED: "late",
        v.FindingState.SUBMITTED: "attention",
        v.FindingState.IN_REMEDIATION: "accent",
        v.FindingState.OPEN: "accent",
    },
    v.PlanState: {
        v.PlanState.REQUIRED: "panel",
        v.PlanState.SUBMITTED: "attention",
        v.PlanState.ADVISED: "panel",
        v.PlanState.RETURNED: "late",
        v.PlanState.APPROVED: "good",
        v.PlanState.VERIFIED: "good",
        v.PlanState.FAILED: "late",
        v.PlanState.VARIATION_PROPOSED: "panel",
        v.PlanState.COMPLETION_REPORTED: "attention",
    },
    v.MilestoneState: {
        v.MilestoneState.VERIFIED: "good",
        v.MilestoneState.REPORTED_COMPLETE: "attention",
        v.MilestoneState.IN_PROGRESS: "accent",
    },
    v.ExtractState: {
        v.ExtractState.DRAFTING: "attention",
        v.ExtractState.PARTICIPANT_CONSULTED: "panel",
        v.ExtractState.SECURITY_REVIEW: "attention",
        v.ExtractState.READY_FOR_DECISION: "panel",
        v.ExtractState.APPROVED: "accent",
        v.ExtractState.RELEASED: "good",
        v.ExtractState.RECALLED: "late",
    },
    v.BreachState: {v.BreachState.ADVISED: "panel", v.BreachState.CLOSED: "good", v.BreachState.REOPENED: "late"},
    v.MeetingState: {
        v.MeetingState.IN_SESSION: "accent",
        v.MeetingState.MINUTES_APPROVED: "good",
        v.MeetingState.CANCELLED: "quiet",
    },
    v.ItemState: {
        v.ItemState.UNDER_DISCUSSION: "accent",
        v.ItemState.DECIDED: "good",
        v.ItemState.DEFERRED: "attention",
    },
    v.AssessmentState: {
        v.AssessmentState.PLANNED: "accent",
        v.AssessmentState.NOTIFIED: "accent",
        v.AssessmentState.IN_PROGRESS: "accent",
        v.AssessmentState.DRAFT_REPORT_RECEIVED: "attention",
        v.AssessmentState.FINAL_REPORT_RECEIVED: "attention",
        v.AssessmentState.UNDER_REVIEW: "panel",
        v.AssessmentState.CONCLUDED: "good",
        v.AssessmentState.POSTPONED: "attention",
        v.AssessmentState.DISCONTINUED: "late",
    },
    v.ScopeCoverage: {
        v.ScopeCoverage.ASSESSED: "good",
        v.ScopeCoverage.OTHER_EVIDENCE: "good",
        v.ScopeCoverage.NOT_COVERED: "late",
        v.ScopeCoverage.OPEN: "attention",
    },
    v.ReportStanding: {
        v.ReportStanding.FACTS_TO_CHECK: "attention",
        v.ReportStanding.FACTS_CHECKED: "accent",
        v.ReportStanding.TAKEN_AS_FINAL: "good",
    },
    v.RelianceStanding: {
        v.RelianceStanding.PROPOSED: "attention",
        v.RelianceStanding.RELIED_ON: "good",
        v.RelianceStanding.LAPSED: "late",
        v.RelianceStanding.INVALID: "late",
    },
    v.Covers: {v.Covers.FULLY: "good", v.Covers.IN_PART: "attention", v.Covers.NOT: "late"},
    v.EvidenceRequestState: {
        v.EvidenceRequestState.ISSUED: "accent",
        v.EvidenceRequestState.PROVIDED: "good",
        v.EvidenceRequestState.PARTLY_PROVIDED: "attention",
        v.EvidenceRequestState.REFUSED: "late",
    },
    v.RequirementAnswer: {
        v.RequirementAnswer.MEETS: "good",
        v.RequirementAnswer.MEETS_IN_PART: "attention",
        v.RequirementAnswer.DOES_NOT_MEET: "late",
    },
    v.Disposition: {v.Disposition.PUBLISH: "good", v.Disposition.UNDECIDED: "attention"},
    v.DecisionState: {v.DecisionState.RECORDED: "good", v.DecisionState.PURPORTED: "late"},
    v.DecisionResult: {
        v.DecisionResult.CARRIED: "good",
        v.DecisionResult.CARRIED_ON_CASTING_VOTE: "good",
        v.DecisionResult.LOST: "late",
        v.DecisionResult.LOST_ON_CASTING_VOTE: "late",
        v.DecisionResult.TIED: "attention",
    },
    v.SuspensionState: {
        v.SuspensionState.CONSIDERED: "attention",
        v.SuspensionState.ORDERED: "attention",
        v.SuspensionState.INSTRUCTED: "attention",
        v.SuspensionState.IN_EFFECT: "late",
        v.SuspensionState.LIFTED: "accent",
        v.SuspensionState.CLOSED: "good",
    },
    v.NoticeState: {
        v.NoticeState.OWED: "attention",
        v.NoticeState.SENT: "good",
        v.NoticeState.EXCEPTED: "late",
    },
    v.AppealState: {
        v.AppealState.LODGED: "panel",
        v.AppealState.UPHELD: "late",
        v.AppealState.UPHELD_IN_PART: "late",
    },
    v.CrlState: {
        v.CrlState.DECIDED: "attention",
        v.CrlState.ISSUED: "accent",
        v.CrlState.CONFIRMED: "good",
    },
    v.LetterState: {v.LetterState.DRAFT: "attention", v.LetterState.SENT: "good"},
    v.FieldResult: {v.FieldResult.MET: "good", v.FieldResult.NOT_MET: "late"},
    v.CompletionResult: {v.CompletionResult.ACCEPTED: "good", v.CompletionResult.REJECTED: "late"},
}


def tone_of(kind: type[StrEnum], code: str) -> str:
    return _TONES.get(kind, {}).get(code, "quiet")


def said(kind: type[StrEnum], code: str) -> str:
    """The label of a code; the code itself, readable, where a later program wrote one that this one does not know."""
    try:
        return label(kind(code))
    except ValueError:
        return code.replace("_", " ").capitalize()


def due_words(duty: Duty) -> str:
    return f"due {show_day(duty.due)}" if duty.due is not None else "when practicable"


def due_badge(duty: Duty, as_of: date) -> tuple[str, str]:
    """(words, tone) that say how near or late a duty is."""
    if duty.due is None:
        return (f"{count(duty.elapsed_days, 'day')} so far" if duty.elapsed_days else "owed", "quiet")
    if duty.days_overdue:
        return f"{count(duty.days_overdue, 'day')} late", "late"
    left = (duty.due - as_of).days
    if left <= 0:
        return "today", "attention"
    return f"in {count(left, 'day')}", "attention" if left <= 14 else "quiet"
