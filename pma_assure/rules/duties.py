"""What must happen next: every duty derived from facts, with who, by when, and the rule it rests on.

Each function takes the facts of one record and the as-of day and gives its duties. "As soon as reasonably
practicable" has no due day: elapsed days are shown instead (domain.md 6.4 k). Nothing here is stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pma_assure.rules.deadlines import MilestoneClock
from pma_assure.rules.sources import paragraph
from pma_assure.rules.state_sets import ENDED_MILESTONES
from pma_assure.rules.vocabulary import (
    AdviceState,
    BreachState,
    CaseState,
    ExtractState,
    FindingState,
    ItemState,
    MeetingState,
    MilestoneState,
    PlanState,
)
from pma_assure.rules.wording import count
from pma_assure.rules.wording import day as say_day
from pma_assure.values.duties import Duty

PMA = "The PMA"
PANEL = "The SEC Panel"
SPECIALIST = "The PKI Specialist"
REVIEWER = "A second reviewer"
CHAIR = "The Chair"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """Where a record belongs: its case and the organisation it concerns."""

    case: str | None
    organisation: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The item of a coming meeting that a record is on; ``quorate`` is the forecast for it."""

    item: str
    day: date
    quorate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The newest valid, carried decision on a record; ``changed``: what stands there now is not what it was on."""

    reference: str
    on: date
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneDuty:
    reference: str
    number: int
    title: str
    owner: str
    state: MilestoneState
    reported_on: date | None
    clock: MilestoneClock


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDuty:
    """``state_on`` is the day the present state began.

    ``draft_advice`` is the draft on the submitted version, ``decided_advice`` whether a decision on it is recorded: the
    advice itself then owes what follows. ``advised``: advice on the submitted version is issued. ``listed`` and
    ``decided`` are of what the state waits for: the draft advice, or the plan whose completion is reported.
    """

    reference: str
    title: str
    folder: Folder
    state: PlanState
    state_on: date
    submit_by: date | None
    resubmit_by: date | None
    version: int
    unanswered: tuple[str, ...]
    draft_advice: str | None
    decided_advice: bool
    advised: bool
    listed: Listed | None
    decided: Decided | None
    milestones: tuple[MilestoneDuty, ...]
    extracts: int
    approved_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractDuty:
    """``state_on`` is the day the present state of the newest version began, ``tell_since`` that of the recall."""

    reference: str
    title: str
    folder: Folder
    state: ExtractState
    state_on: date
    respond_by: date | None
    heard: bool
    unanswered: tuple[int, ...]
    undecided: int
    review_date: date | None
    listed: Listed | None
    decided: Decided | None
    to_tell: tuple[str, ...]
    tell_since: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDuty:
    reference: str
    title: str
    folder: Folder
    state: ItemState
    circulated: bool
    quorate: bool
    forecast: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDuty:
    reference: str
    title: str
    day: date
    papers_due: date
    state: MeetingState
    items: tuple[ItemDuty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IrregularDuty:
    reference: str
    folder: Folder
    rule: str
    paragraph: str
    sentence: str
    noted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceDuty:
    """``unanswered`` counts the requirements of the plan without an answer; until then advice on it is not issued."""

    reference: str
    title: str
    folder: Folder
    state: AdviceState
    decided: Decided | None
    listed: Listed | None
    unanswered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDuty:
    reference: str
    title: str
    folder: Folder
    state: FindingState
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachDuty:
    reference: str
    title: str
    folder: Folder
    state: BreachState
    since: date
    plan_closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDuty:
    reference: str
    title: str
    folder: Folder
    decided_on: date
    reevaluate: bool
    purported: bool


def _by(
    reference: str,
    who: str,
    what: str,
    due: date,
    as_of: date,
    rule: str,
    folder: Folder,
    *,
    detail: str = "",
    deed: str | None = None,
    blocked_by: tuple[str, ...] = (),
    inputs: tuple[tuple[str, str], ...] = (),
    overdue: int | None = None,
) -> Duty:
    """A duty with a day: met through 23:59 UK time of it, overdue from the next (6.4 a)."""
    return Duty(
        reference=reference,
        who=who,
        what=what,
        due=due,
        elapsed_days=None,
        days_overdue=max(0, (as_of - due).days) if overdue is None else overdue,
        rule=rule,
        paragraph=paragraph(rule),
        blocked_by=blocked_by,
        detail=detail,
        case=folder.case,
        organisation=folder.organisation,
        deed=deed,
        inputs=(("due", say_day(due)), ("as of", say_day(as_of)), *inputs),
    )


def _soon(
    reference: str,
    who: str,
    what: str,
    since: date,
    as_of: date,
    rule: str,
    folder: Folder,
    *,
    detail: str = "",
    deed: str | None = None,
    blocked_by: tuple[str, ...] = (),
    cited: str | None = None,
) -> Duty:
    """A duty owed as soon as reasonably practicable: elapsed days, no due day (6.4 k)."""
    return Duty(
        reference=reference,
        who=who,
        what=what,
        due=None,
        elapsed_days=max(0, (as_of - since).days),
        days_overdue=0,
        rule=rule,
        paragraph=paragraph(rule) if cited is None else cited,
        blocked_by=blocked_by,
        detail=detail,
        case=folder.case,
        organisation=folder.organisation,
        deed=deed,
        inputs=(("owed since", say_day(since)), ("as of", say_day(as_of))),
    )


def _to_decide(
    reference: str,
    what: str,
    since: date,
    as_of: date,
    rule: str,
    folder: Folder,
    *,
    listed: Listed | None,
    decided: Decided | None,
    blocked_by: tuple[str, ...] = (),
) -> Duty:
    """What waits for a decision of the PMA: first an agenda, then the decision; a changed text waits anew."""
    detail = [] if decided is None else [f"changed since {decided.reference}"]
    blocks = list(blocked_by)
    if listed is None:
        blocks.append("not on an agenda")
    else:
        detail.append(f"listed as {listed.item} on {say_day(listed.day)}")
        if not listed.quorate:
            blocks.append(f"{listed.item} is forecast to be inquorate")
    return _soon(
        reference,
        PMA,
        what,
        since,
        as_of,
        rule,
        folder,
        detail="; ".join(detail),
        blocked_by=tuple(blocks),
        deed="item.list" if listed is None else "decision.record",
    )


def _decided_by(decided: Decided) -> str:
    return f"decided by {decided.reference} on {say_day(decided.on)}"


def _stands(decided: Decided | None) -> Decided | None:
    """The decision, if what it was on still stands."""
    return None if decided is None or decided.changed else decided


def of_plan(plan: PlanDuty, as_of: date) -> tuple[Duty, ...]:
    """What a plan owes in its state, and each milestone while it runs (R70, paragraph 60)."""
    named = plan.reference
    who = plan.folder.organisation or "The participant"
    duties: list[Duty] = []
    if plan.state == PlanState.REQUIRED:
        duties.append(_submission_owed(plan, f"Submit the remediation plan: {plan.title}", plan.submit_by, as_of))
    elif plan.state == PlanState.RETURNED:
        duties.append(_submission_owed(plan, f"Resubmit the remediation plan: {plan.title}", plan.resubmit_by, as_of))
    elif plan.state == PlanState.VARIATION_PROPOSED and plan.advised:
        duties.append(
            _soon(
                named,
                PANEL,
                f"Decide on version {plan.version} of the plan, a variation",
                plan.state_on,
                as_of,
                "R70",
                plan.folder,
                detail="the PMA has advised; record what the Panel decides",
                deed="plan.record_variation",
            )
        )
    elif plan.state in (PlanState.SUBMITTED, PlanState.VARIATION_PROPOSED):
        duties.extend(_advice_owed(plan, as_of))
    elif plan.state == PlanState.ADVISED:
        duties.append(
            _soon(
                named,
                PANEL,
                f"Decide on version {plan.version} of the plan",
                plan.state_on,
                as_of,
                "R70",
                plan.folder,
                detail="the PMA has advised; record what the Panel decides",
                deed="plan.record_approval",
            )
        )
    elif plan.state == PlanState.COMPLETION_REPORTED:
        duties.append(_completion_owed(plan, as_of))
    elif plan.state == PlanState.VERIFIED:
        duties.append(
            _soon(
                named,
                SPECIALIST,
                "Report to the Panel that the plan is verified",
                plan.state_on,
                as_of,
                "R70",
                plan.folder,
                deed="plan.close",
            )
        )
    elif plan.state == PlanState.FAILED:
        duties.append(
            _soon(
                named,
                PANEL,
                "Decide what follows the failure of the plan",
                plan.state_on,
                as_of,
                "R69",
                plan.folder,
                deed="plan.record_failed_outcome",
            )
        )
    if plan.state in (PlanState.APPROVED, PlanState.VARIATION_PROPOSED, PlanState.COMPLETION_REPORTED):
        for milestone in plan.milestones:
            duties.extend(_of_milestone(milestone, plan, as_of))
        if plan.state == PlanState.APPROVED and plan.milestones and not _unfinished(plan):
            since = max(
                (one.reported_on for one in plan.milestones if one.reported_on is not None), default=plan.state_on
            )
            duties.append(
                _soon(
                    named,
                    who,
                    "Report the plan complete",
                    since,
                    as_of,
                    "R70",
                    plan.folder,
                    detail="every milestone is verified or cancelled",
                    deed="plan.report_completion",
                )
            )
    if plan.approved_on is not None and plan.extracts == 0 and plan.state != PlanState.CLOSED:
        duties.append(
            _soon(
                named,
                SPECIALIST,
                "Prepare the extract for SEC Parties and consult the participant on it",
                plan.approved_on,
                as_of,
                "R73",
                plan.folder,
                detail="only what the Parties need is published",
                deed="extract.prepare",
            )
        )
    return tuple(duties)


def _submission_owed(plan: PlanDuty, what: str, by: date | None, as_of: date) -> Duty:
    who = plan.folder.organisation or "The participant"
    if by is None:
        return _soon(
            plan.reference, who, what, plan.state_on, as_of, "R70", plan.folder, detail="no day", deed="plan.submit"
        )
    return _by(plan.reference, who, what, by, as_of, "R70", plan.folder, deed="plan.submit")


def _advice_owed(plan: PlanDuty, as_of: date) -> Iterable[Duty]:
    if plan.draft_advice is not None and plan.decided_advice:
        return  # said by of_advice: to issue it, or to put the changed text to a meeting
    blocks: list[str] = []
    if plan.unanswered:
        blocks.append(f"{count(len(plan.unanswered), 'requirement')} not answered")
    named = "variation" if plan.state == PlanState.VARIATION_PROPOSED else "plan"
    what = f"Advise the Panel on version {plan.version} of the {named}"
    if plan.draft_advice is None:
        yield _soon(
            plan.reference,
            PMA,
            what,
            plan.state_on,
            as_of,
            "R70",
            plan.folder,
            detail="SMKI matters only",
            blocked_by=(*blocks, "advice not drafted"),
            deed="advice.draft",
        )
        return
    yield _to_decide(
        plan.reference,
        what,
        plan.state_on,
        as_of,
        "R70",
        plan.folder,
        listed=plan.listed,
        decided=None,
        blocked_by=tuple(blocks),
    )


def _completion_owed(plan: PlanDuty, as_of: date) -> Duty:
    decided = _stands(plan.decided)
    if decided is None:
        return _to_decide(
            plan.reference,
            "Decide whether the plan is put into effect",
            plan.state_on,
            as_of,
            "R70",
            plan.folder,
            listed=plan.listed,
            decided=plan.decided,
            blocked_by=_unfinished(plan),
        )
    return _soon(
        plan.reference,
        SPECIALIST,
        "Record the plan as verified",
        decided.on,
        as_of,
        "R70",
        plan.folder,
        detail=_decided_by(decided),
        blocked_by=_unfinished(plan),
        deed="plan.verify",
    )


def _unfinished(plan: PlanDuty) -> tuple[str, ...]:
    return tuple(f"M{one.number} is not verified" for one in plan.milestones if one.state not in ENDED_MILESTONES)


def _of_milestone(milestone: MilestoneDuty, plan: PlanDuty, as_of: date) -> Iterable[Duty]:
    named = f"milestone {milestone.number}: {milestone.title}"
    if milestone.state == MilestoneState.REPORTED_COMPLETE and milestone.reported_on is not None:
        yield _soon(
            milestone.reference,
            PMA,
            f"Examine the evidence for {named}",
            milestone.reported_on,
            as_of,
            "R70",
            plan.folder,
            detail=f"reported complete on {say_day(milestone.reported_on)}; the verifier must not be its owner",
            deed="milestone.verify",
        )
    elif milestone.state in (MilestoneState.NOT_STARTED, MilestoneState.IN_PROGRESS):
        slipped = milestone.clock.slippage
        yield _by(
            milestone.reference,
            plan.folder.organisation or milestone.owner,
            f"Complete {named}",
            milestone.clock.current_due,
            as_of,
            "R70",
            plan.folder,
            detail=f"{count(slipped, 'day')} after the first date" if slipped else f"owner: {milestone.owner}",
            deed="milestone.report_complete",
            overdue=milestone.clock.days_overdue,
            inputs=milestone.clock.because.inputs,
        )


def of_extract(extract: ExtractDuty, as_of: date) -> tuple[Duty, ...]:
    """What an extract owes in its state (R73, R74, paragraphs 64 and 75)."""
    named, folder = extract.reference, extract.folder
    who = folder.organisation or "The participant"
    duties: list[Duty] = []
    if extract.state == ExtractState.DRAFTING:
        blocks = (f"{count(extract.undecided, 'passage')} undecided",) if extract.undecided else ()
        duties.append(
            _soon(
                named,
                SPECIALIST,
                "Decide each passage of the extract and consult the participant",
                extract.state_on,
                as_of,
                "R73",
                folder,
                blocked_by=blocks,
                deed="extract.consult",
            )
        )
    elif extract.state == ExtractState.PARTICIPANT_CONSULTED:
        if not extract.heard and extract.respond_by is not None and as_of <= extract.respond_by:
            duties.append(
                _by(
                    named,
                    who,
                    "Make representations on the draft extract",
                    extract.respond_by,
                    as_of,
                    "R74",
                    folder,
                    deed="extract.record_representation",
                )
            )
        elif extract.unanswered:
            numbers = ", ".join(map(str, extract.unanswered))
            duties.append(
                _soon(
                    named,
                    PMA,
                    f"Answer representation {numbers} on the draft extract",
                    extract.state_on,
                    as_of,
                    "R74",
                    folder,
                    deed="extract.answer_representation",
                )
            )
        else:
            duties.append(
                _soon(
                    named,
                    SPECIALIST,
                    "Send the draft extract to the second reviewer",
                    extract.state_on,
                    as_of,
                    "R73",
                    folder,
                    deed="extract.send_to_review",
                )
            )
    elif extract.state == ExtractState.SECURITY_REVIEW:
        duties.append(
            _soon(
                named,
                REVIEWER,
                "Review the draft extract",
                extract.state_on,
                as_of,
                "R73",
                folder,
                detail="the reviewer must not be the preparer",
                deed="extract.review",
            )
        )
    elif extract.state == ExtractState.READY_FOR_DECISION:
        duties.append(_extract_decision_owed(extract, as_of))
    elif extract.state == ExtractState.APPROVED:
        duties.append(
            _soon(
                named,
                SPECIALIST,
                "Release the extract to the Parties",
                extract.state_on,
                as_of,
                "R73",
                folder,
                detail="the finished files are searched for every withheld passage",
                deed="extract.release",
            )
        )
    elif extract.state == ExtractState.WITHHELD_ENTIRELY and extract.review_date is not None:
        duties.append(
            _by(
                named,
                PMA,
                "Look again at whether anything of the plan can be published",
                extract.review_date,
                as_of,
                "R73",
                folder,
                deed="extract.redraft",
            )
        )
    if extract.to_tell:
        duties.append(
            _soon(
                named,
                SPECIALIST,
                f"Tell {count(len(extract.to_tell), 'recipient')} that the extract was replaced or recalled",
                extract.tell_since or extract.state_on,
                as_of,
                "R73",
                folder,
                detail=", ".join(extract.to_tell),
                deed="extract.tell_recipient",
            )
        )
    return tuple(duties)


def _extract_decision_owed(extract: ExtractDuty, as_of: date) -> Duty:
    decided = _stands(extract.decided)
    if decided is None:
        return _to_decide(
            extract.reference,
            "Decide on the extract",
            extract.state_on,
            as_of,
            "R73",
            extract.folder,
            listed=extract.listed,
            decided=extract.decided,
        )
    return _soon(
        extract.reference,
        SPECIALIST,
        "Record what the PMA decided on the extract",
        decided.on,
        as_of,
        "R73",
        extract.folder,
        detail=_decided_by(decided),
        deed="extract.approve",
    )


def of_meeting(meeting: MeetingDuty, as_of: date) -> tuple[Duty, ...]:
    """Papers five Working Days before, items forecast to be inquorate, minutes (R12, R28, R30)."""
    duties: list[Duty] = []
    for item in meeting.items:
        if meeting.state == MeetingState.SCHEDULED and item.state == ItemState.LISTED:
            if not item.circulated:
                duties.append(
                    _by(
                        item.reference,
                        SPECIALIST,
                        f"Circulate the paper “{item.title}”",
                        meeting.papers_due,
                        as_of,
                        "R12",
                        item.folder,
                        detail=f"{meeting.title}, {say_day(meeting.day)}: five Working Days before",
                        deed="item.circulate",
                    )
                )
            if not item.quorate and meeting.day >= as_of:
                duties.append(
                    _by(
                        item.reference,
                        CHAIR,
                        f"Find an alternate for “{item.title}”, or put it off",
                        meeting.day,
                        as_of,
                        "R28",
                        item.folder,
                        detail=item.forecast,
                        deed="seat.nominate_alternate",
                    )
                )
        elif meeting.state == MeetingState.CLOSED and item.state == ItemState.LISTED:
            duties.append(
                _soon(
                    item.reference,
                    SPECIALIST,
                    f"Put “{item.title}” on a later agenda: the meeting did not take it",
                    meeting.day,
                    as_of,
                    "R12",
                    item.folder,
                    deed="item.list",
                )
            )
    none = Folder(case=None, organisation=None)
    if meeting.state == MeetingState.SCHEDULED and meeting.day < as_of:
        duties.append(
            _soon(
                meeting.reference,
                SPECIALIST,
                f"Record what became of {meeting.title}",
                meeting.day,
                as_of,
                "R12",
                none,
                deed="meeting.open",
            )
        )
    elif meeting.state == MeetingState.IN_SESSION and meeting.day < as_of:
        duties.append(
            _soon(
                meeting.reference,
                SPECIALIST,
                f"Record the end of {meeting.title}",
                meeting.day,
                as_of,
                "R12",
                none,
                deed="meeting.close",
            )
        )
    elif meeting.state == MeetingState.CLOSED:
        duties.append(
            _soon(
                meeting.reference,
                SPECIALIST,
                f"Draft the minutes of {meeting.title}",
                meeting.day,
                as_of,
                "R12",
                none,
                deed="meeting.draft_minutes",
            )
        )
    elif meeting.state == MeetingState.MINUTES_DRAFTED:
        duties.append(
            _soon(
                meeting.reference,
                PMA,
                f"Approve the minutes of {meeting.title}",
                meeting.day,
                as_of,
                "R12",
                none,
                deed="meeting.approve_minutes",
            )
        )
    return tuple(duties)


def of_irregular(fact: IrregularDuty, as_of: date) -> tuple[Duty, ...]:
    """An irregular fact is owed its mending (states.md, *record what happened*)."""
    sentence = fact.sentence[0].upper() + fact.sentence[1:]
    return (
        _soon(
            fact.reference,
            PMA,
            "Put right what was irregular",
            fact.noted_on,
            as_of,
            fact.rule,
            fact.folder,
            detail=sentence,
            deed="irregular.settle",
            cited=fact.paragraph,
        ),
    )


def of_advice(advice: AdviceDuty, as_of: date) -> tuple[Duty, ...]:
    """Advice that was decided on and not issued, or changed since it was decided on (R68, paragraph 59)."""
    if advice.state != AdviceState.DRAFT or advice.decided is None:
        return ()
    blocks = (f"{count(advice.unanswered, 'requirement')} not answered",) if advice.unanswered else ()
    if advice.decided.changed:
        return (
            _to_decide(
                advice.reference,
                f"Decide on the changed text of “{advice.title}”",
                advice.decided.on,
                as_of,
                "R68",
                advice.folder,
                listed=advice.listed,
                decided=advice.decided,
                blocked_by=blocks,
            ),
        )
    return (
        _soon(
            advice.reference,
            SPECIALIST,
            f"Issue the advice “{advice.title}” to the Panel",
            advice.decided.on,
            as_of,
            "R68",
            advice.folder,
            detail=_decided_by(advice.decided),
            blocked_by=blocks,
            deed="advice.issue",
        ),
    )


def of_finding(finding: FindingDuty, as_of: date) -> tuple[Duty, ...]:
    """A finding waits for the assessor, then for the participant (R48, paragraph 56)."""
    who = finding.folder.organisation or "The participant"
    if finding.state == FindingState.DRAFT:
        return (
            _soon(
                finding.reference,
                "The assessor",
                f"Open or discard the draft finding “{finding.title}”",
                finding.since,
                as_of,
                "R48",
                finding.folder,
                deed="finding.open",
            ),
        )
    if finding.state == FindingState.OPEN:
        return (
            _soon(
                finding.reference,
                who,
                f"Respond to the finding “{finding.title}”",
                finding.since,
                as_of,
                "R48",
                finding.folder,
                deed="finding.respond",
            ),
        )
    return ()


def of_breach(breach: BreachDuty, as_of: date) -> tuple[Duty, ...]:
    """A breach consideration is owed a view, then the Panel's outcome (R67, R69)."""
    if breach.state in (BreachState.OPENED, BreachState.GATHERING_FACTS):
        return (
            _soon(
                breach.reference,
                PMA,
                f"Consider whether there was a material breach: {breach.title}",
                breach.since,
                as_of,
                "R67",
                breach.folder,
                deed="breach.gather_facts" if breach.state == BreachState.OPENED else None,
            ),
        )
    if breach.state == BreachState.ADVISED:
        return (
            _soon(
                breach.reference,
                PANEL,
                f"Decide on {breach.title}",
                breach.since,
                as_of,
                "R69",
                breach.folder,
                detail="record what the Panel decides",
                deed="plan.require",
            ),
        )
    if breach.state == BreachState.PANEL_DECIDED and breach.plan_closed:
        return (
            _soon(
                breach.reference,
                SPECIALIST,
                f"Close the consideration {breach.title}",
                breach.since,
                as_of,
                "R67",
                breach.folder,
                deed="breach.close",
            ),
        )
    return ()


def of_decision(decision: DecisionDuty, as_of: date) -> tuple[Duty, ...]:
    """A decision that later facts put in question, or that was taken without a quorum (R30, paragraph 35)."""
    if decision.purported:
        return (
            _soon(
                decision.reference,
                CHAIR,
                f"Put “{decision.title}” before a quorate meeting",
                decision.decided_on,
                as_of,
                "R30",
                decision.folder,
                detail="purported, inquorate, not valid",
                deed="item.list",
            ),
        )
    if decision.reevaluate:
        return (
            _soon(
                decision.reference,
                CHAIR,
                f"Re-evaluate the decision “{decision.title}”",
                decision.decided_on,
                as_of,
                "R30",
                decision.folder,
                detail="facts recorded later would change its quorum",
                deed="item.list",
            ),
        )
    return ()


def of_case(
    case: str, title: str, folder: Folder, *, state: CaseState, nothing_open: bool, since: date, as_of: date
) -> tuple[Duty, ...]:
    """A case in which nothing is open any more can be closed."""
    if state != CaseState.OPEN or not nothing_open:
        return ()
    return (
        _soon(
            case,
            SPECIALIST,
            f"Close the case “{title}”",
            since,
            as_of,
            "R12",
            folder,
            detail="nothing in it is open any more",
            deed="case.close",
        ),
    )


def in_order(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """Late first, the worst first; then by due day; then what is owed as soon as practicable, the oldest first."""
    return tuple(
        sorted(
            duties,
            key=lambda duty: (
                duty.due is None,
                -duty.days_overdue,
                duty.due or date.max,
                -(duty.elapsed_days or 0),
                duty.reference,
                duty.what,
            ),
        )
    )
