"""The suspensions of a case in its strip: the order, whether it is in effect, how it ended, an appeal."""

from __future__ import annotations

from collections.abc import Sequence

from pma_assure.rules.calendar import uk_day
from pma_assure.rules.state_sets import ENDED_SUSPENSIONS
from pma_assure.rules.vocabulary import AppealState, SuspensionState
from pma_assure.rules.wording import label, short_day
from pma_assure.values.case_page import StripStep
from pma_assure.values.emergency_page import SuspensionView

APPEALS_IN_SHORT = {
    AppealState.LODGED: "lodged",
    AppealState.UPHELD: "upheld",
    AppealState.UPHELD_IN_PART: "upheld in part",
    AppealState.DISMISSED: "dismissed",
    AppealState.WITHDRAWN: "withdrawn",
}


TITLES = {
    "suspension.order": "Record the order…",
    "suspension.instruct": "Record the instruction to the DCC…",
    "suspension.take_effect": "Record when it took effect…",
    "suspension.give_reasons": "Write down the reasons…",
    "suspension.review": "Record the review…",
    "suspension.lift": "Record the lift…",
    "suspension.lift_in_part": "Record the lift in part…",
    "suspension.close": "Close the suspension…",
    "suspension.confirm_order": "A quorate meeting decided…",
    "notice.send": "Record the notice…",
    "notice.give_reason": "Say why it was late…",
    "notice.extend_exception": "Withhold it longer…",
    "appeal.record_outcome": "Record the outcome of the appeal…",
    "crl.issue": "Record the issue to the DCC…",
    "crl.confirm": "Record the DCC's confirmation…",
}
"""The deeds by which duties of an emergency are discharged from a case page."""


def strip(suspensions: Sequence[SuspensionView]) -> list[StripStep]:
    """What each suspension has been through; one that is purported says so."""
    steps: list[StripStep] = []
    for one in suspensions:
        steps.append(_order(one))
        if one.effective_at is not None:
            steps.append(_effect(one))
        steps += [
            StripStep(
                title="Appeal",
                detail=APPEALS_IN_SHORT[AppealState(appeal.state)],
                status="now" if appeal.state == AppealState.LODGED else "done",
                reference=appeal.reference,
                on=appeal.outcome_on or appeal.lodged_on,
            )
            for appeal in one.appeals
        ]
        if one.state == SuspensionState.LIFTED:
            steps.append(StripStep(title="Closed", detail="owed", status="owed", reference=one.reference))
    return steps


def _order(one: SuspensionView) -> StripStep:
    at = one.ordered_at or one.considered_at
    done = one.ordered_at is not None or one.state in ENDED_SUSPENSIONS
    detail = short_day(uk_day(at)) if one.ordered_at is not None else label(SuspensionState(one.state)).lower()
    if one.purported:
        detail = "purported"
    return StripStep(
        title="Suspension",
        detail=detail,
        status="now" if one.purported or not done else "done",
        reference=one.reference,
        on=uk_day(at),
    )


def _effect(one: SuspensionView) -> StripStep:
    assert one.effective_at is not None
    on = uk_day(one.lifted_at or one.effective_at)
    in_part = len(one.services) < len(one.scopes[0].services) if one.scopes else False
    detail = f"lifted {short_day(on)}" if one.lifted_at is not None else "lifted in part" if in_part else "in effect"
    return StripStep(
        title="In effect",
        detail=detail,
        status="done" if one.lifted_at is not None else "now",
        reference=one.reference,
        on=on,
    )
