"""The assessments of a case in its strip, and the deeds that their states offer."""

from __future__ import annotations

from collections.abc import Sequence

from pma_assure.rules.assessment_reports import Arrived, newest
from pma_assure.rules.duties import Decided
from pma_assure.rules.state_sets import ENDED_ASSESSMENTS
from pma_assure.rules.vocabulary import AssessmentKind, AssessmentState, AssuranceStatus, FaultView, ReportKind
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
    _S.PROPOSED: ("assessment.plan", "item.list", "assessment.add_scope_item", "assessment.set_criteria"),
    _S.POSTPONED: ("assessment.plan", "assessment.cancel"),
    _S.PLANNED: (
        "assessment.notify",
        "assessment.set_criteria",
        "assessment.assign_assessor",
        "assessment.postpone",
    ),
    _S.NOTIFIED: ("assessment.begin", "evidence_request.issue", "assessment.postpone"),
    _S.IN_PROGRESS: ("assessment.record_report", "assessment.receive_draft", "evidence_request.issue"),
    _S.DRAFT_REPORT_RECEIVED: (
        "assessment.log_fact_check",
        "assessment.record_report",
        "assessment.take_final",
        "assessment.return_draft",
    ),
    _S.FINAL_REPORT_RECEIVED: ("assessment.review", "assessment.record_response", "caveat.add"),
    _S.UNDER_REVIEW: (
        "assessment.record_response",
        "assessment.propose_conclusion",
        "item.list",
        "assessment.conclude",
        "caveat.add",
        "assessment.return_for_work",
    ),
    _S.CONCLUDED: ("assessment.supersede",),
}
"""State -> the deeds that may stand beside an assessment; which is the usual next one, what is there already says."""
MORE_TITLES = {
    "assessment.add_scope_item": "Add to the scope…",
    "assessment.set_criteria": "Set the criteria…",
    "assessment.cancel": "Cancel…",
    "assessment.postpone": "Postpone…",
    "assessment.return_draft": "Return the draft…",
    "assessment.return_for_work": "Return for work…",
    "assessment.supersede": "Superseded by…",
    "evidence_request.issue": "Ask for evidence…",
    "caveat.add": "Add a caveat…",
    "item.list": "Put it on an agenda…",
}
BESIDE = 3
"""How many deeds stand beside an assessment; every other one is in its menu."""


CHARGE_TITLES = {
    "charge.open": "Keep what it costs…",
    "charge.set_cost": "Set the cost…",
    "charge.take_view": "Record the PMA's view of fault…",
    "charge.recommend": "Record the recommendation…",
}


def of_charge(reference: str, *, known: bool, fault: FaultView) -> tuple[NextDeed, ...]:
    """The deeds of a charge, what it waits for first: the cost, the view, the recommendation."""
    order = ["charge.set_cost", "charge.take_view", "charge.recommend"]
    first = 0 if not known else 1 if fault == FaultView.NONE_YET else 2
    return tuple(
        NextDeed(deed=deed, title=CHARGE_TITLES[deed], given=(("charge", reference),))
        for deed in (*order[first:], *order[:first])
    )


def offered(one: AssessmentView, decided: Decided | None) -> tuple[NextDeed, ...]:
    """The deeds of a state with what is known filled in, the usual next one first.

    ``decided`` is the decision on the order of an ad hoc one, or on the conclusion, as it stands. What is done already
    is not the next one again.
    """
    state = AssessmentState(one.state)
    following = _next(one, state, decided)
    deeds = [deed for deed in OFFERED.get(state, ()) if not _settled(one, deed, decided)]
    ordered = sorted(deeds, key=lambda deed: deed != following)
    titles = TITLES | MORE_TITLES
    return tuple(
        NextDeed(deed=deed, title=titles[deed], given=_given(one, deed, decided), primary=deed == following)
        for deed in ordered[:BESIDE]
    )


def _next(one: AssessmentView, state: AssessmentState, decided: Decided | None) -> str | None:
    """The usual next deed, from what is there already; None where nothing has to follow."""
    if _to_order(one) and decided is None:
        return None if one.listed else "item.list"
    if state == _S.PLANNED and not one.criteria:
        return "assessment.set_criteria"
    if state == _S.PLANNED and one.assessor is None:
        return "assessment.assign_assessor"
    if state == _S.IN_PROGRESS and _arrived(one, ReportKind.DRAFT) is not None:
        return "assessment.receive_draft"
    if state == _S.DRAFT_REPORT_RECEIVED and one.fact_checked_on is not None:
        final = _arrived(one, ReportKind.FINAL)
        return "assessment.record_report" if final is None else "assessment.take_final"
    if state == _S.UNDER_REVIEW and one.conclusion.strip():
        return "assessment.conclude" if decided is not None else None if one.listed else "item.list"
    if state == _S.UNDER_REVIEW:
        return "assessment.propose_conclusion"
    return None if state == _S.CONCLUDED else next(iter(OFFERED.get(state, ())), None)


def _to_order(one: AssessmentView) -> bool:
    """Whether it waits for the PMA to order it: an ad hoc one is planned on a decision alone (R56)."""
    return one.kind == AssessmentKind.AD_HOC and one.state == _S.PROPOSED


def _settled(one: AssessmentView, deed: str, decided: Decided | None) -> bool:
    """Whether a deed is done, or cannot be done yet: it stays in the menu, and takes no room here."""
    return {
        "assessment.assign_assessor": one.assessor is not None,
        "assessment.log_fact_check": one.fact_checked_on is not None,
        "assessment.take_final": one.fact_checked_on is None,
        "assessment.record_response": one.responded_on is not None,
        "assessment.receive_draft": not one.reports,
        "assessment.plan": _to_order(one) and decided is None,
        "item.list": bool(decided or one.listed) or not (_to_order(one) or one.conclusion.strip()),
        "assessment.conclude": decided is None,
    }.get(deed, False)


def _given(one: AssessmentView, deed: str, decided: Decided | None) -> tuple[tuple[str, object], ...]:
    own = ("assessment", one.reference)
    if deed == "item.list":
        return (("subject", one.reference), *_put_to_the_members(one))
    if decided is not None and (deed == "assessment.conclude" or (deed == "assessment.plan" and _to_order(one))):
        return (own, ("decision", decided.reference))
    if deed == "assessment.record_report" and one.state == _S.DRAFT_REPORT_RECEIVED:
        return (own, ("kind", ReportKind.FINAL.value))
    kind = {"assessment.receive_draft": ReportKind.DRAFT, "assessment.take_final": ReportKind.FINAL}.get(deed)
    meant = None if kind is None else _arrived(one, kind)
    return (own,) if meant is None else (own, ("report", meant.reference))


def _put_to_the_members(one: AssessmentView) -> tuple[tuple[str, object], ...]:
    """The title and the motion of an item on the conclusion that is proposed; one on an order has its own words."""
    conclusion = one.conclusion.strip()
    if _to_order(one) or not conclusion:
        return ()
    return (
        ("title", f"Conclusion of {one.reference}"),
        ("motion", f"That the PMA concludes {one.reference}: {conclusion}"),
    )


def _arrived(one: AssessmentView, kind: ReportKind) -> Arrived | None:
    """The report that is meant where none is named: the newest of a kind since the state began.

    What was in when the work last went back is not meant.
    """
    reports = [
        Arrived(
            reference=line.reference,
            kind=ReportKind(line.kind),
            received_on=line.received_on,
            sent_back=line.sent_back,
        )
        for line in one.reports
    ]
    return newest(reports, kind, one.state_on)


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
        detail = f"{detail}, begins {short_day(one.planned_from)}"
    title = {
        AssessmentKind.PRE_OPERATIONAL: "Pre-operational",
        AssessmentKind.ROUTINE: "Assessment",
        AssessmentKind.AD_HOC: "Ad hoc",
        AssessmentKind.FOLLOW_UP: "Follow-up",
    }[AssessmentKind(one.kind)]
    status = "done" if state in ENDED_ASSESSMENTS else "now"
    return StripStep(title=title, detail=detail, status=status, reference=one.reference, on=one.concluded_on)
