"""The strip of a case, and the deeds that can be done next from its page.

The strip shows the steps a case has taken and those it owes, not a fixed road (states.md, *Case*).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from datetime import date

from pma_assure.rules.next_step import in_process
from pma_assure.rules.state_sets import ENDED_EXTRACTS, ENDED_MILESTONES
from pma_assure.rules.vocabulary import (
    BreachState,
    BreachView,
    CaseState,
    ExtractState,
    FindingState,
    PlanVersionState,
    PlanView,
)
from pma_assure.rules.vocabulary import PlanState as P
from pma_assure.rules.wording import label, short_day
from pma_assure.values.breaches import BreachShown
from pma_assure.values.case_page import ExtractRow, PaperLine, StripStep
from pma_assure.values.case_page import PlanView as PlanShown
from pma_assure.values.documents import FindingLine
from pma_assure.values.duties import Duty
from pma_assure.values.screens import NextDeed
from pma_assure.views import assessment_steps, suspension_steps

VIEWS_IN_SHORT = {
    BreachView.MATERIAL: "material breach",
    BreachView.NOT_MATERIAL: "not material",
    BreachView.NO_NON_COMPLIANCE: "no non-compliance",
}
ADVICE_IN_SHORT = {
    PlanView.MEETS: "meets",
    PlanView.MEETS_IN_PART: "meets in part",
    PlanView.DOES_NOT_MEET: "does not meet",
    PlanView.EXTEND: "extend",
    PlanView.CANCEL_MILESTONE: "cancel",
    PlanView.FAILING: "failing",
}
"""Ten steps stand side by side at 1280 pixels: what each says has room for two short words."""


def strip(
    opened_on: date,
    findings: Sequence[FindingLine],
    breaches: Sequence[BreachShown],
    plans: Sequence[PlanShown],
    extracts: Sequence[ExtractRow],
) -> tuple[StripStep, ...]:
    """What the case has been through, in order; where it stands is marked, what comes after is shown as owed."""
    steps = [StripStep(title="Opened", detail=short_day(opened_on), status="done", on=opened_on)]
    if findings:
        steps.append(_findings(findings))
    for breach in breaches:
        steps.extend(_breach(breach))
    for plan in plans:
        steps.extend(_plan(plan))
    steps.extend(_extracts(plans, extracts))
    return tuple(steps)


def in_a_line(words: str) -> str:
    """A label within a line of words: its first letter small, unless it begins an abbreviation."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def _findings(findings: Sequence[FindingLine]) -> StripStep:
    waiting = [one for one in findings if one.state in (FindingState.DRAFT, FindingState.OPEN)]
    answered = len(findings) - len(waiting)
    detail = f"{answered} of {len(findings)} answered" if waiting else f"{len(findings)} answered"
    return StripStep(
        title="Findings", detail=detail, status="now" if waiting else "done", reference=findings[0].reference
    )


def _breach(breach: BreachShown) -> list[StripStep]:
    """The PMA's view; once there is one, its advice and the Panel: the PMA advises, the Panel decides."""
    state = BreachState(breach.state)
    viewed = breach.view is not None
    detail = in_a_line(label(state)) if breach.view is None else VIEWS_IN_SHORT[BreachView(breach.view)]
    over = viewed or state == BreachState.DISCONTINUED
    steps = [
        StripStep(
            title="PMA's view",
            detail=detail,
            status="done" if over else "now",
            reference=breach.reference,
            on=breach.considered_on,
        )
    ]
    if state == BreachState.CONSIDERED:
        steps.append(StripStep(title="Advice", detail="owed", status="now", reference=breach.reference))
        steps.append(StripStep(title="Panel", detail="decides", status="owed"))
    elif state == BreachState.ADVISED:
        steps.append(StripStep(title="Panel", detail="decides", status="now", reference=breach.reference))
    reported = next((one for one in reversed(breach.outcomes) if one.view is not None), None)
    if viewed and reported is not None and reported.view is not None:
        said = VIEWS_IN_SHORT[BreachView(reported.view)]
        steps.append(
            StripStep(
                title="Panel",
                detail=f"{said}, differs" if reported.differs_from_advice else said,
                status="done",
                reference=breach.reference,
                on=reported.decided_on,
            )
        )
    return steps


def _plan(plan: PlanShown) -> list[StripStep]:
    state = P(plan.state)
    steps = [
        StripStep(
            title="Panel", detail=f"requires a plan {short_day(plan.required_on)}", status="done", on=plan.required_on
        )
    ]
    newest = plan.versions[-1] if plan.versions else None
    named = f"Plan v{newest.number}" if newest else "Plan"
    if state in (P.REQUIRED, P.RETURNED):
        due = plan.resubmit_by if state == P.RETURNED else plan.submit_by
        detail = ("returned, " if state == P.RETURNED else "") + (f"due {short_day(due)}" if due else "owed")
        steps.append(StripStep(title=named, detail=detail, status="now", reference=plan.reference, on=due))
        return steps
    if newest is not None:
        submitted = (
            f"submitted {short_day(newest.submitted_on)}"
            if newest.submitted_on
            else label(PlanVersionState(newest.state))
        )
        steps.append(
            StripStep(title=named, detail=submitted, status="done", reference=newest.reference, on=newest.submitted_on)
        )
    if state in (P.SUBMITTED, P.VARIATION_PROPOSED):
        steps.append(StripStep(title="Advice", detail="owed", status="now", reference=plan.reference))
        steps.append(StripStep(title="Panel", detail="decides", status="owed"))
        return [*steps, *_milestones(plan)]
    advised = next((one for one in reversed(plan.versions) if one.advised), None)
    if advised is not None and advised.advised is not None:
        steps.append(
            StripStep(
                title="Advice",
                detail=ADVICE_IN_SHORT[PlanView(advised.advised)],
                status="done",
                reference=advised.advice,
            )
        )
    if state == P.ADVISED:
        steps.append(StripStep(title="Panel", detail="decides", status="now", reference=plan.reference))
        return steps
    approved = next(
        (one for one in reversed(plan.outcomes) if one.kind in ("plan_approved", "variation_approved")), None
    )
    if approved is not None:
        steps.append(
            StripStep(
                title="Panel",
                detail=f"approved {short_day(approved.decided_on)}",
                status="done",
                on=approved.decided_on,
            )
        )
    return [*steps, *_milestones(plan), *_end(plan, state)]


def _milestones(plan: PlanShown) -> list[StripStep]:
    if not plan.milestones:
        return []
    finished = sum(1 for one in plan.milestones if one.state in ENDED_MILESTONES)
    done = finished == len(plan.milestones)
    detail = f"{finished} of {len(plan.milestones)} verified"
    return [StripStep(title="Milestones", detail=detail, status="done" if done else "now", reference=plan.reference)]


def _end(plan: PlanShown, state: P) -> list[StripStep]:
    if state == P.APPROVED:
        return []
    if state == P.COMPLETION_REPORTED:
        return [StripStep(title="Closing", detail="PMA decides", status="now", reference=plan.reference)]
    if state == P.VERIFIED:
        return [StripStep(title="Closing", detail="Panel is told", status="now", reference=plan.reference)]
    if state == P.FAILED:
        return [StripStep(title="Plan failed", detail="Panel decides", status="now", reference=plan.reference)]
    return [StripStep(title="Plan", detail=in_a_line(label(state)), status="done", reference=plan.reference)]


def _extracts(plans: Sequence[PlanShown], extracts: Sequence[ExtractRow]) -> list[StripStep]:
    if extracts:
        return [
            StripStep(
                title="Extract",
                detail=in_a_line(label(ExtractState(one.state))),
                status="done" if one.state in ENDED_EXTRACTS else "now",
                reference=one.reference,
            )
            for one in extracts
        ]
    if any(plan.approved_version is not None for plan in plans):
        return [StripStep(title="Extract", detail="owed", status="owed")]
    return []


def actions(
    reference: str,
    state: CaseState,
    owed: Sequence[Duty],
    plans: Sequence[PlanShown],
    papers: Sequence[PaperLine],
    as_of: date,
) -> tuple[NextDeed, ...]:
    """The deeds of the case page: the next step of the process is primary, the usual ones follow.

    What is blocked is offered and never primary.
    """
    if state == CaseState.CLOSED:
        return (NextDeed(deed="case.reopen", title="Reopen…", given=(("case", reference),)),)
    found: list[NextDeed] = []
    for duty in in_process(owed, as_of):
        offered = of_duty(duty, plans, papers)
        if offered is not None and offered.deed not in {one.deed for one in found}:
            found.append(dataclasses.replace(offered, primary=not duty.blocked_by))
    primary = found[:1] if found and found[0].primary else []
    rest = [NextDeed(deed=one.deed, title=one.title, given=one.given) for one in found[len(primary) : 4]]
    usual = [
        NextDeed(deed="evidence.add", title="Add evidence…", given=(("case", reference),)),
        NextDeed(deed="case.note", title="Add a note…", given=(("case", reference),)),
        NextDeed(deed="finding.draft", title="Raise a finding…", given=(("case", reference),)),
        NextDeed(deed="breach.open", title="Open a breach consideration…", given=(("case", reference),)),
    ]
    if not plans:
        usual.append(NextDeed(deed="plan.require", title="Panel requires a plan…", given=(("case", reference),)))
    return (*primary, *rest, *usual)


TITLES = {
    "plan.submit": "Record the submission…",
    "advice.draft": "Draft the advice…",
    "advice.issue": "Issue the advice…",
    "plan.record_approval": "Panel approved…",
    "plan.record_return": "Panel returned…",
    "plan.record_variation": "Panel decided on the variation…",
    "milestone.verify": "Examine milestone {number}…",
    "milestone.report_complete": "Milestone {number} reported…",
    "plan.report_completion": "Plan reported complete…",
    "plan.verify": "Record as verified…",
    "plan.close": "Reported to the Panel…",
    "extract.prepare": "Prepare an extract…",
    "finding.open": "Open the finding…",
    "finding.respond": "Record the response…",
    "finding.uphold": "Uphold the finding…",
    "finding.submit": "Finding reported done…",
    "finding.close": "Examine the finding…",
    "finding.begin_remediation": "Take up remediation…",
    "finding.escalate": "Escalate the finding…",
    "finding.reopen": "Reopen the finding…",
    "cap.draft": "Enter a Corrective Action Plan…",
    "cap.submit": "Record its submission…",
    "cap.accept": "Accept the plan…",
    "cap.return_plan": "Return the plan…",
    "action.report_done": "Action reported done…",
    "action.verify": "Examine the action…",
    "irregular.settle": "Settle what was irregular…",
    "plan.record_failed_outcome": "Panel decided…",
    "breach.gather_facts": "Begin to gather facts…",
    "breach.seek_representations": "Seek representations…",
    "breach.record_representation": "Record a representation…",
    "breach.answer_representation": "Answer the representation…",
    "breach.make_ready": "Ready for the PMA…",
    "breach.propose": "Propose the view…",
    "breach.consider": "Record the PMA's view…",
    "advice.draft_on_breach": "Draft the advice…",
    "breach.record_outcome": "Panel decided…",
    "breach.close": "Close the consideration…",
    "evidence.link": "Link evidence…",
    "case.close": "Close the case…",
    **assessment_steps.TITLES,
    **suspension_steps.TITLES,
    "letter.send": "Send the letter…",
}
"""Only deeds that are done from a case page; an extract's and a meeting's are done on their own."""


def of_duty(duty: Duty, plans: Sequence[PlanShown], papers: Sequence[PaperLine]) -> NextDeed | None:
    """The deed that discharges a duty, with what is known filled in; None when it is done on another page."""
    if duty.deed not in TITLES:
        return None
    given: list[tuple[str, object]] = []
    noun = duty.deed.split(".")[0]
    title = TITLES[duty.deed]
    if duty.deed == "advice.draft_on_breach":
        given.append(("breach", duty.reference))
    elif duty.deed == "evidence.link":
        given.append(("supports", duty.reference))
    elif duty.deed == "breach.consider":
        given.append(("breach", duty.reference))
        decided = re.search(r"\bDEC-\d{4}-\d+\b", duty.detail)
        if decided is not None:
            given.append(("decision", decided.group()))
    elif duty.deed == "advice.draft" or duty.deed == "extract.prepare":
        given.append(("plan", duty.reference))
        number = next(
            (one.versions[-1].number for one in plans if one.reference == duty.reference and one.versions), None
        )
        if duty.deed == "advice.draft" and number is not None:
            given.append(("version", number))
    elif duty.deed == "advice.issue":
        drafts = [
            paper.reference.split("/")[0] for paper in papers if paper.kind == "advice" and paper.state == "draft"
        ]
        given.append(
            ("advice", duty.reference if duty.reference.startswith("ADV") else (drafts or [duty.reference])[-1])
        )
        decided = re.search(r"\bDEC-\d{4}-\d+\b", duty.detail)  # the duty says which decision it rests on
        if decided is not None:
            given.append(("decision", decided.group()))
    elif duty.deed == "plan.submit":
        given.append(("plan", duty.reference))
        drafts_of = [
            one.versions[-1].number
            for one in plans
            if one.reference == duty.reference and one.versions and one.versions[-1].state == PlanVersionState.DRAFT
        ]
        if not drafts_of:
            return NextDeed(
                deed="plan.draft_version",
                title="Enter a version of the plan…",
                given=(("plan", duty.reference),),
                primary=True,
            )
        given.append(("version", drafts_of[0]))
    elif duty.deed == "cap.draft":
        given += [("case", duty.case or ""), ("findings", (duty.reference,))]
    elif duty.deed == "cap.submit" and not duty.reference.startswith("CAP"):
        return None  # which plan it is, is chosen on the tab of the findings
    elif noun == "crl":
        given.append(("instruction", duty.reference))
    elif duty.deed == "irregular.settle":
        given += [("reference", duty.reference), ("rule", duty.rule)]
    else:
        given.append((noun, duty.reference))
    if "{number}" in title:
        title = title.format(number=duty.reference.rsplit("/M", 1)[-1])
    return NextDeed(deed=duty.deed, title=title, given=tuple(given), primary=True)
