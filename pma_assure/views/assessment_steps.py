"""The assessments of a case in its strip, and the deeds that their states offer."""

from __future__ import annotations

from collections.abc import Sequence

from pma_assure.rules.state_sets import ENDED_ASSESSMENTS
from pma_assure.rules.vocabulary import AssessmentKind, AssessmentState, AssuranceStatus
from pma_assure.rules.wording import label, short_day
from pma_assure.values.assessment_page import AssessmentView
from pma_assure.values.case_page import StripStep
from pma_assure.values.screens import NextDeed

_S = AssessmentState
IN_SHORT = {
    AssuranceStatus.APPROVED: "approved",
    AssuranceStatus.APPROVED_WITH_CAVEATS: "with caveats",
    AssuranceStatus.NOT_APPROVED: "not approved",
}
TITLES = {
    "assessment.plan": "Plan the assessment…",
    "assessment.notify": "Record the notification…",
    "assessment.begin": "Begin the assessment…",
    "assessment.record_report": "Take in a report…",
    "assessment.receive_draft": "Take it as the draft…",
    "assessment.log_fact_check": "Log the fact check…",
    "assessment.take_final": "Take the final report…",
    "assessment.review": "Put under the PMA's review…",
    "assessment.record_response": "Record the response…",
    "assessment.propose_conclusion": "Propose the conclusion…",
    "assessment.conclude": "Conclude the assessment…",
    "assessment.assign_assessor": "Name the assessor…",
    "assessment.coordinate": "Record the co-ordination…",
    "evidence_request.answer": "Record the answer…",
    "evidence_request.narrow": "Narrow the request…",
    "caveat.meet": "Record the caveat as met…",
    "caveat.set": "Set owner and date…",
}
"""The deeds by which duties of assessments are discharged from a case page."""
OFFERED: dict[AssessmentState, tuple[str, ...]] = {
    _S.PROPOSED: ("assessment.plan", "assessment.add_scope_item", "assessment.set_criteria", "assessment.cancel"),
    _S.POSTPONED: ("assessment.plan", "assessment.cancel"),
    _S.PLANNED: ("assessment.notify", "assessment.set_criteria", "assessment.postpone", "assessment.cancel"),
    _S.NOTIFIED: ("assessment.begin", "evidence_request.issue", "assessment.postpone"),
    _S.IN_PROGRESS: ("assessment.record_report", "assessment.receive_draft", "evidence_request.issue"),
    _S.DRAFT_REPORT_RECEIVED: ("assessment.log_fact_check", "assessment.take_final", "assessment.return_draft"),
    _S.FINAL_REPORT_RECEIVED: ("assessment.review", "assessment.record_response", "caveat.add"),
    _S.UNDER_REVIEW: (
        "assessment.propose_conclusion",
        "assessment.conclude",
        "caveat.add",
        "assessment.record_response",
    ),
    _S.CONCLUDED: ("assessment.supersede",),
}
"""State -> the deeds that stand beside an assessment, the usual next one first."""
MORE_TITLES = {
    "assessment.add_scope_item": "Add to the scope…",
    "assessment.set_criteria": "Set the criteria…",
    "assessment.cancel": "Cancel…",
    "assessment.postpone": "Postpone…",
    "assessment.return_draft": "Return the draft…",
    "assessment.supersede": "Superseded by…",
    "evidence_request.issue": "Ask for evidence…",
    "caveat.add": "Add a caveat…",
}


def offered(reference: str, state: AssessmentState) -> tuple[NextDeed, ...]:
    """The deeds of a state, with the assessment filled in."""
    titles = TITLES | MORE_TITLES
    return tuple(
        NextDeed(
            deed=deed,
            title=titles[deed],
            given=(("assessment", reference),),
            primary=number == 0 and state != _S.CONCLUDED,
        )
        for number, deed in enumerate(OFFERED.get(state, ()))
    )


def strip(assessments: Sequence[AssessmentView]) -> tuple[StripStep, ...]:
    """One step for each assessment that was not called off."""
    return tuple(_step(one) for one in assessments if one.state != _S.CANCELLED)


def _step(one: AssessmentView) -> StripStep:
    state = AssessmentState(one.state)
    detail = label(state).lower().replace("pma", "PMA")
    if state == _S.CONCLUDED and one.set_status is not None:
        detail = IN_SHORT[AssuranceStatus(one.set_status)]
    elif state == _S.CONCLUDED and one.concluded_on is not None:
        detail = f"concluded {short_day(one.concluded_on)}"
    elif state in (_S.PLANNED, _S.NOTIFIED) and one.planned_from is not None:
        detail = f"{detail}, {short_day(one.planned_from)}"
    title = {
        AssessmentKind.PRE_OPERATIONAL: "Pre-operational",
        AssessmentKind.ROUTINE: "Assessment",
        AssessmentKind.AD_HOC: "Ad hoc",
        AssessmentKind.FOLLOW_UP: "Follow-up",
    }[AssessmentKind(one.kind)]
    status = "done" if state in ENDED_ASSESSMENTS else "now"
    return StripStep(title=title, detail=detail, status=status, reference=one.reference, on=one.concluded_on)
