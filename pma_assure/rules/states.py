"""Every record's steps, once, readable by machines: workflows take them, tests try every pair, screens offer them.

A row is one allowed step; what is no row is refused (states.md). ``guard`` says in words what is checked when the
step is taken; ``deeds`` which deeds take it. ``reason`` marks steps that need one, ``reported`` facts that the Panel
or the participant decided and the program only records.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from pma_assure.rules.refusal import Refused
from pma_assure.rules.steps import Step, steps
from pma_assure.rules.steps_of_assurance import ASSURANCE_STEPS
from pma_assure.rules.steps_of_governance import GOVERNANCE_STEPS
from pma_assure.rules.vocabulary import (
    ActionState,
    AdviceState,
    AppealState,
    AppointmentState,
    AssessmentState,
    BreachState,
    CapState,
    CaseState,
    CrlState,
    DecisionState,
    DocumentVersionState,
    EvidenceRequestState,
    EvidenceState,
    ExtractState,
    FindingState,
    ItemState,
    LetterState,
    MeetingState,
    MilestoneState,
    ModificationState,
    NoticeState,
    PlanState,
    PlanVersionState,
    SupportState,
    SuspensionState,
)
from pma_assure.rules.wording import label

RECORDS: dict[str, type[StrEnum]] = {
    "case": CaseState,
    "assessment": AssessmentState,
    "evidence request": EvidenceRequestState,
    "finding": FindingState,
    "corrective action plan": CapState,
    "action": ActionState,
    "breach consideration": BreachState,
    "advice": AdviceState,
    "plan": PlanState,
    "plan version": PlanVersionState,
    "milestone": MilestoneState,
    "extract": ExtractState,
    "meeting": MeetingState,
    "item": ItemState,
    "decision": DecisionState,
    "document version": DocumentVersionState,
    "evidence": EvidenceState,
    "letter": LetterState,
    "appointment": AppointmentState,
    "modification": ModificationState,
    "support request": SupportState,
    "suspension": SuspensionState,
    "notice": NoticeState,
    "appeal": AppealState,
    "crl instruction": CrlState,
}

FIRST: dict[str, StrEnum] = {
    "case": CaseState.OPEN,
    "assessment": AssessmentState.PROPOSED,
    "evidence request": EvidenceRequestState.ISSUED,
    "finding": FindingState.DRAFT,
    "corrective action plan": CapState.DRAFT,
    "action": ActionState.TO_DO,
    "breach consideration": BreachState.OPENED,
    "advice": AdviceState.DRAFT,
    "plan": PlanState.REQUIRED,
    "plan version": PlanVersionState.DRAFT,
    "milestone": MilestoneState.NOT_STARTED,
    "extract": ExtractState.DRAFTING,
    "meeting": MeetingState.SCHEDULED,
    "item": ItemState.LISTED,
    "document version": DocumentVersionState.DRAFT,
    "evidence": EvidenceState.HELD,
    "letter": LetterState.DRAFT,
    "appointment": AppointmentState.IDENTIFIED,
    "modification": ModificationState.RAISED,
    "support request": SupportState.RECEIVED,
    "suspension": SuspensionState.CONSIDERED,
    "notice": NoticeState.OWED,
    "appeal": AppealState.LODGED,
    "crl instruction": CrlState.DECIDED,
}
"""The state a record is made in; a decision is made Recorded or Purported."""


_C, _A, _P, _V = CaseState, AdviceState, PlanState, PlanVersionState
_M, _X, _G, _I, _D, _T, _E = (
    MilestoneState,
    ExtractState,
    MeetingState,
    ItemState,
    DecisionState,
    DocumentVersionState,
    EvidenceState,
)

STEPS: tuple[Step, ...] = (
    *ASSURANCE_STEPS,
    *GOVERNANCE_STEPS,
    *steps(
        "case",
        (
            _C.OPEN,
            _C.CLOSED,
            "case.close",
            "every assessment and finding ended; no breach consideration, plan or extract open; nothing irregular left"
            " to settle",
            "",
            "",
            "r",
        ),
        (_C.CLOSED, _C.OPEN, "case.reopen", "", "", "", "r"),
    ),
    *steps(
        "advice",
        (_A.DRAFT, _A.ISSUED, "advice.issue", "a valid Decision on exactly this text", "R68", "59", ""),
        (_A.ISSUED, _A.SUPERSEDED, "advice.issue", "a new version is issued", "R68", "59", ""),
    ),
    *steps(
        "plan",
        (
            _P.REQUIRED,
            _P.SUBMITTED,
            "plan.submit",
            "the Panel's outcome requires it; the version is frozen",
            "R70",
            "60",
            "p",
        ),
        (
            _P.SUBMITTED,
            _P.ADVISED,
            "advice.issue",
            "each requirement answered; advice issued on a Decision",
            "R70",
            "60",
            "",
        ),
        (_P.ADVISED, _P.RETURNED, "plan.record_return", "the Panel, as reported; a date to resubmit", "R70", "60", "p"),
        (_P.RETURNED, _P.SUBMITTED, "plan.submit", "a new version", "R70", "60", "p"),
        (
            _P.ADVISED,
            _P.APPROVED,
            "plan.record_approval",
            "the Panel, as reported; milestones baselined",
            "R70",
            "60",
            "p",
        ),
        (_P.APPROVED, _P.COMPLETION_REPORTED, "plan.report_completion", "", "R70", "60", "p"),
        (
            _P.APPROVED,
            _P.VARIATION_PROPOSED,
            "plan.propose_variation",
            "a new version; the baseline is kept",
            "R70",
            "60",
            "p",
        ),
        (
            _P.VARIATION_PROPOSED,
            _P.APPROVED,
            "plan.record_variation",
            "the PMA's advice on it, then the Panel, as reported",
            "R70",
            "60",
            "p",
        ),
        (_P.COMPLETION_REPORTED, _P.APPROVED, "plan.reject_completion", "", "", "", "r"),
        (
            _P.COMPLETION_REPORTED,
            _P.VERIFIED,
            "plan.verify",
            "every milestone Verified or Cancelled; a Decision",
            "R70",
            "60",
            "",
        ),
        (_P.VERIFIED, _P.CLOSED, "plan.close", "reported to the Panel", "R70", "60", ""),
        (
            _P.APPROVED,
            _P.FAILED,
            "plan.fail",
            "advice issued on a Decision; opens a breach consideration",
            "R67",
            "59",
            "",
        ),
        (_P.FAILED, _P.CLOSED, "plan.record_failed_outcome", "the Panel, as reported", "R69", "60", "p"),
        (_P.FAILED, _P.REQUIRED, "plan.record_failed_outcome", "the Panel, as reported", "R69", "60", "p"),
    ),
    *steps(
        "plan version",
        (_V.DRAFT, _V.FROZEN, "plan.submit plan.propose_variation", "at least one part", "R70", "60", ""),
        (
            _V.FROZEN,
            _V.SUPERSEDED,
            "plan.submit plan.record_approval plan.record_variation",
            "a newer version takes its place",
            "",
            "",
            "",
        ),
    ),
    *steps(
        "milestone",
        (_M.NOT_STARTED, _M.IN_PROGRESS, "milestone.start milestone.report_complete", "", "", "", "p"),
        (_M.IN_PROGRESS, _M.REPORTED_COMPLETE, "milestone.report_complete", "the day it was reported", "", "", "p"),
        (
            _M.REPORTED_COMPLETE,
            _M.VERIFIED,
            "milestone.verify",
            "evidence named; the verifier is not the owner",
            "R70",
            "60",
            "",
        ),
        (
            _M.REPORTED_COMPLETE,
            _M.IN_PROGRESS,
            "milestone.reject",
            "the clock resumes from the current due date",
            "",
            "",
            "r",
        ),
        (
            _M.NOT_STARTED,
            _M.CANCELLED,
            "milestone.cancel plan.record_variation plan.record_approval",
            "the Panel on the PMA's advice, as reported",
            "R70",
            "60",
            "rp",
        ),
        (
            _M.IN_PROGRESS,
            _M.CANCELLED,
            "milestone.cancel plan.record_variation plan.record_approval",
            "the Panel on the PMA's advice, as reported",
            "R70",
            "60",
            "rp",
        ),
    ),
    *steps(
        "extract",
        (
            _X.DRAFTING,
            _X.PARTICIPANT_CONSULTED,
            "extract.consult",
            "the source version is approved by the Panel",
            "R73",
            "75",
            "",
        ),
        (
            _X.PARTICIPANT_CONSULTED,
            _X.SECURITY_REVIEW,
            "extract.send_to_review",
            "representations received or their date passed, each answered",
            "R74",
            "75",
            "",
        ),
        (
            _X.SECURITY_REVIEW,
            _X.READY_FOR_DECISION,
            "extract.review",
            "a second reviewer, who is not the preparer",
            "R73",
            "75",
            "",
        ),
        (
            _X.SECURITY_REVIEW,
            _X.DRAFTING,
            "extract.return_to_drafting",
            "a changed passage needs consultation again",
            "",
            "",
            "r",
        ),
        (
            _X.READY_FOR_DECISION,
            _X.DRAFTING,
            "extract.return_to_drafting",
            "a changed passage needs consultation again",
            "",
            "",
            "r",
        ),
        (
            _X.READY_FOR_DECISION,
            _X.APPROVED,
            "extract.approve",
            "a Decision on exactly this version; no passage undecided; necessity and grounds given; comparison"
            " answered",
            "R73",
            "75",
            "",
        ),
        (
            _X.READY_FOR_DECISION,
            _X.WITHHELD_ENTIRELY,
            "extract.withhold_entirely",
            "a Decision; a review date",
            "R73",
            "75",
            "",
        ),
        (_X.WITHHELD_ENTIRELY, _X.DRAFTING, "extract.redraft", "", "", "", ""),
        (
            _X.APPROVED,
            _X.RELEASED,
            "extract.release",
            "a passing leak check bound to the very bytes released; recipients; the time",
            "R73",
            "75",
            "",
        ),
        (_X.RELEASED, _X.CORRECTED, "extract.release", "a new version is released; recall list", "R73", "75", ""),
        (_X.RELEASED, _X.RECALLED, "extract.recall", "recall list", "R73", "75", "r"),
    ),
    *steps(
        "meeting",
        (_G.SCHEDULED, _G.IN_SESSION, "meeting.open", "", "R12", "18", "p"),
        (_G.IN_SESSION, _G.CLOSED, "meeting.close", "no item under discussion", "R12", "18", "p"),
        (_G.CLOSED, _G.MINUTES_DRAFTED, "meeting.draft_minutes", "", "R12", "18", ""),
        (_G.MINUTES_DRAFTED, _G.MINUTES_APPROVED, "meeting.approve_minutes", "", "R12", "18", ""),
        (_G.SCHEDULED, _G.CANCELLED, "meeting.cancel", "", "R12", "18", "r"),
    ),
    *steps(
        "item",
        (_I.LISTED, _I.UNDER_DISCUSSION, "item.begin", "the meeting is in session", "R12", "18", "p"),
        (
            _I.UNDER_DISCUSSION,
            _I.DECIDED,
            "decision.record",
            "quorate for this item; votes or agreement",
            "R30",
            "35",
            "",
        ),
        (_I.UNDER_DISCUSSION, _I.NOTED, "item.note", "", "R12", "18", ""),
        (_I.UNDER_DISCUSSION, _I.DEFERRED, "item.defer", "", "R12", "18", "r"),
        (_I.UNDER_DISCUSSION, _I.WITHDRAWN, "item.withdraw", "", "R12", "18", ""),
    ),
    *steps(
        "decision",
        (_D.RECORDED, _D.SUPERSEDED, "decision.supersede", "a later decision takes its place", "R12", "18", "r"),
    ),
    *steps(
        "document version",
        (_T.DRAFT, _T.APPROVED, "document.approve_version", "a CPS: by the PMA", "R08", "16", ""),
        (_T.APPROVED, _T.IN_FORCE, "document.bring_into_force", "the day it takes effect", "R02", "15", ""),
        (_T.IN_FORCE, _T.SUPERSEDED, "document.bring_into_force", "a newer version takes effect", "R02", "15", ""),
        (_T.IN_FORCE, _T.WITHDRAWN, "document.withdraw_version", "", "", "", "r"),
    ),
    *steps(
        "evidence",
        (_E.HELD, _E.SUPERSEDED, "evidence.supersede", "a new item points back", "", "", "r"),
        (_E.HELD, _E.WITHDRAWN, "evidence.withdraw", "", "", "", "r"),
    ),
    *steps(
        "letter",
        (
            LetterState.DRAFT,
            LetterState.SENT,
            "letter.send",
            "every name in the template is known; the day and the channel",
            "R12",
            "18",
            "",
        ),
        (LetterState.DRAFT, LetterState.WITHDRAWN, "letter.withdraw", "", "", "", "r"),
    ),
)

_BY_PAIR: dict[tuple[str, StrEnum, StrEnum], Step] = {(step.record, step.source, step.target): step for step in STEPS}


def steps_from(record: str, source: StrEnum) -> tuple[Step, ...]:
    """The steps that may be taken from a state, in the order of the table."""
    return tuple(step for step in STEPS if step.record == record and step.source == source)


def step_between(
    record: str,
    source: StrEnum,
    target: StrEnum,
    *,
    deed: str = "",
    reference: str = "",
    titles: Mapping[str, str] = MappingProxyType({}),
) -> Step:
    """The row for this step. Raises Refused, naming what is possible instead, when there is none.

    ``titles`` are those of the deeds, by name: what the refusal calls the deeds that lead on.
    """
    step = _BY_PAIR.get((record, source, target))
    if step is not None and (not deed or deed in step.deeds):
        return step
    possible = sorted({_onward(option, titles) for option in steps_from(record, source)})
    rest = f"from there it can only become {', '.join(possible)}" if possible else "nothing follows from there"
    named = f"{reference} " if reference else f"This {record} "
    what = "already" if source == target else f"and cannot become {label(target)} this way"
    rule, paragraph = _source_of(record, target)
    raise Refused(f"{named}is {label(source)} {what}; {rest}.", rule=rule, paragraph=paragraph)


def _onward(step: Step, titles: Mapping[str, str]) -> str:
    """The state a step leads to, and the deeds that take it, as their buttons say it."""
    known = " or ".join(f"“{titles[name]}”" for name in step.deeds if name in titles)
    return f"{label(step.target)} ({known})" if known else label(step.target)


def _source_of(record: str, target: StrEnum) -> tuple[str, str]:
    """(rule, paragraph) of the record's steps to this state; ("", "") where they name none, or more than one."""
    to_there = [step for step in STEPS if step.record == record and step.target == target and step.rule]
    sources = {(step.rule, step.paragraph) for step in to_there}
    return sources.pop() if len(sources) == 1 else ("", "")
