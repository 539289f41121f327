"""The sets of states that several rooms ask about: each named once, so that no two rooms can mean different ones."""

from __future__ import annotations

from pma_assure.rules.vocabulary import (
    AssessmentState,
    BreachState,
    DecisionResult,
    EvidenceRequestState,
    ExtractState,
    FindingState,
    MilestoneState,
    PlanView,
    SuspensionState,
)

ENDED_FINDINGS = (FindingState.CLOSED, FindingState.NOTED, FindingState.WITHDRAWN, FindingState.DISCARDED)
"""Nothing is owed on these any more: they keep no case open."""
ENDED_BREACHES = (BreachState.CLOSED, BreachState.DISCONTINUED)
ENDED_EXTRACTS = (ExtractState.RELEASED, ExtractState.CORRECTED, ExtractState.RECALLED, ExtractState.WITHHELD_ENTIRELY)
ENDED_MILESTONES = (MilestoneState.VERIFIED, MilestoneState.CANCELLED)
"""Neither waited for nor changed any more."""
RELEASED_EXTRACTS = (ExtractState.RELEASED, ExtractState.CORRECTED, ExtractState.RECALLED)
"""The Parties have, or had, these: what stands in them never changes."""
CARRIED = (DecisionResult.CARRIED, DecisionResult.CARRIED_ON_CASTING_VOTE)
SMKI_VIEWS = (PlanView.MEETS, PlanView.MEETS_IN_PART, PlanView.DOES_NOT_MEET)
"""The PMA's view of a version of a plan: SMKI matters only (R70)."""
ENDED_ASSESSMENTS = (AssessmentState.CONCLUDED, AssessmentState.CANCELLED, AssessmentState.DISCONTINUED)
"""Nothing is assessed any more: they keep no case open."""
BEFORE_NOTICE = (AssessmentState.PROPOSED, AssessmentState.PLANNED, AssessmentState.POSTPONED)
"""The participant has not been told: criteria may change, and nothing is asked of it."""
OPEN_REQUESTS = (EvidenceRequestState.ISSUED, EvidenceRequestState.PARTLY_PROVIDED, EvidenceRequestState.REFUSED)
"""The participant still owes what was asked for (R48)."""
ENDED_SUSPENSIONS = (SuspensionState.CLOSED, SuspensionState.NOT_PURSUED, SuspensionState.RESCINDED)
"""Nothing is suspended any more, and all was told: they keep no case open."""
ORDERED_SUSPENSIONS = (
    SuspensionState.ORDERED,
    SuspensionState.INSTRUCTED,
    SuspensionState.IN_EFFECT,
    SuspensionState.RESCINDED,
    SuspensionState.LIFTED,
    SuspensionState.CLOSED,
)
"""An order was given: it has its grounds, its scope and its notices."""
