"""What must happen next, for the whole register or for one case: Today, the case page and ``list duties`` ask here."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, not_, or_, select
from sqlalchemy.orm import Session

from pma_assure.records import contents, meeting_facts
from pma_assure.records.cases import BreachConsideration, Case, Finding, PanelOutcome
from pma_assure.records.extracts import Extract, ExtractVersion, Passage, Recipient, Representation
from pma_assure.records.house import IrregularFact
from pma_assure.records.meetings import AgendaItem, Decision, Meeting
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Advice, AdviceVersion
from pma_assure.records.plans import Plan, PlanRequirement, PlanVersion, RequirementReview
from pma_assure.register.register import Register
from pma_assure.rules import duties as rule
from pma_assure.rules.calendar import uk_day, working_days_before
from pma_assure.rules.deadlines import PAPERS_DUE_WORKING_DAYS
from pma_assure.rules.fingerprint import fingerprint
from pma_assure.rules.quorum import decide
from pma_assure.rules.state_sets import CARRIED, ENDED_BREACHES, ENDED_EXTRACTS, ENDED_FINDINGS
from pma_assure.rules.vocabulary import (
    AdviceState,
    CaseState,
    DecisionState,
    Disposition,
    FindingState,
    ItemState,
    MeetingState,
    PlanState,
    PlanVersionState,
)
from pma_assure.values.duties import Duty
from pma_assure.views import clocks

Listed = dict[UUID, tuple[str, date, bool]]


def owed(register: Register, as_of: date) -> tuple[Duty, ...]:
    """Every duty in the register, late ones first."""
    with register.reading() as session:
        return of_session(session, as_of)


def of_session(session: Session, as_of: date) -> tuple[Duty, ...]:
    """The same, within a session that already reads."""
    folders = _Folders(session)
    meetings, listed = _meetings(session, as_of, folders)
    found: list[Duty] = []
    for meeting in meetings:
        found.extend(rule.of_meeting(meeting, as_of))
    plans = _plans(session, as_of, folders, listed)
    for plan in plans:
        found.extend(rule.of_plan(plan, as_of))
    for extract in _extracts(session, folders, listed):
        found.extend(rule.of_extract(extract, as_of))
    decisions = _decisions(session, folders)
    # A purported decision owes a quorate meeting, said below; its irregular fact would only say it again.
    purported = {decision.reference for decision in decisions if decision.purported}
    for fact in _irregular(session, folders):
        if not (fact.rule == "R30" and fact.reference in purported):
            found.extend(rule.of_irregular(fact, as_of))
    for advice in _advice(session, folders):
        found.extend(rule.of_advice(advice, as_of))
    for finding in _findings(session, folders):
        found.extend(rule.of_finding(finding, as_of))
    for breach in _breaches(session, folders):
        found.extend(rule.of_breach(breach, as_of))
    for decision in decisions:
        found.extend(rule.of_decision(decision, as_of))
    found.extend(_cases(session, folders, as_of))
    return rule.in_order(found)


class _Folders(dict[UUID | None, rule.Folder]):
    """Case key -> reference and organisation: what is open is read at once, an old case when something in it owes."""

    def __init__(self, session: Session) -> None:
        super().__init__({None: rule.Folder(case=None, organisation=None)})
        self._session = session
        # Released extracts owe their review for years after the case was closed.
        self._read((Case.state == CaseState.OPEN) | Case.id.in_(select(Extract.case_id)))

    def __missing__(self, key: UUID | None) -> rule.Folder:
        self._read(Case.id == key)
        return self[key] if key in self else self[None]

    def _read(self, which: Any) -> None:
        statement = select(Case.id, Case.reference, Organisation.name).join(
            Organisation, Organisation.id == Case.organisation_id
        )
        for row in self._session.execute(statement.where(which)):
            self[row.id] = rule.Folder(case=row.reference, organisation=row.name)


def _meetings(session: Session, as_of: date, folders: _Folders) -> tuple[list[rule.MeetingDuty], Listed]:
    """Meetings that owe something, and where each subject is listed: subject key -> (item, day, quorate)."""
    rows = session.execute(
        select(
            Meeting.id,
            Meeting.reference,
            Meeting.title,
            Meeting.starts_at,
            Meeting.state,
        ).where(Meeting.state.not_in((MeetingState.MINUTES_APPROVED, MeetingState.CANCELLED)))
    ).all()
    items: dict[UUID, list[Any]] = defaultdict(list)
    for item in session.execute(
        select(
            AgendaItem.id,
            AgendaItem.meeting_id,
            AgendaItem.reference,
            AgendaItem.title,
            AgendaItem.state,
            AgendaItem.case_id,
            AgendaItem.subject_id,
            AgendaItem.circulated_on,
        )
        .where(AgendaItem.meeting_id.in_([row.id for row in rows]))
        .order_by(AgendaItem.number)
    ):
        items[item.meeting_id].append(item)
    known = meeting_facts.roster(session)
    meetings, listed = [], {}
    for row in rows:
        day = uk_day(row.starts_at)
        of_meeting = []
        for item in items[row.id]:
            coming = row.state in (MeetingState.SCHEDULED, MeetingState.IN_SESSION)
            quorate, sentence = True, ""
            if coming and item.state in (ItemState.LISTED, ItemState.UNDER_DISCUSSION):
                forecast = decide(meeting_facts.question(session, item.id, at=None, known=known))
                quorate, sentence = forecast.quorate, forecast.sentence
                if item.subject_id is not None:
                    listed[item.subject_id] = (item.reference, day, quorate)
            of_meeting.append(
                rule.ItemDuty(
                    reference=item.reference,
                    title=item.title,
                    folder=folders[item.case_id],
                    state=item.state,
                    circulated=item.circulated_on is not None,
                    quorate=quorate,
                    forecast=sentence,
                )
            )
        meetings.append(
            rule.MeetingDuty(
                reference=row.reference,
                title=row.title,
                day=day,
                papers_due=working_days_before(day, PAPERS_DUE_WORKING_DAYS),
                state=row.state,
                items=tuple(of_meeting),
            )
        )
    return meetings, listed


def _plans(session: Session, as_of: date, folders: _Folders, listed: Listed) -> list[rule.PlanDuty]:
    rows = session.execute(
        select(
            Plan.id,
            Plan.reference,
            Plan.title,
            Plan.case_id,
            Plan.state,
            Plan.state_on,
            Plan.submit_by,
            Plan.resubmit_by,
            Plan.submitted_version,
            Plan.approved_version,
        )
        .where(Plan.state != PlanState.CLOSED)
        .order_by(Plan.reference)
    ).all()
    running = clocks.of_plans(session, as_of)
    answers = _unanswered(session)
    drafts = _draft_advice(session)
    extracts = dict(session.execute(select(Extract.plan_id, Extract.reference)).all())
    approvals = dict(
        session.execute(
            select(PanelOutcome.plan_id, PanelOutcome.decided_on)
            .where(PanelOutcome.kind == "plan_approved", PanelOutcome.plan_id.in_(_still_open()))
            .order_by(PanelOutcome.decided_on.desc())
        ).all()
    )
    return [
        rule.PlanDuty(
            reference=row.reference,
            title=row.title,
            folder=folders[row.case_id],
            state=row.state,
            state_on=row.state_on,
            submit_by=row.submit_by,
            resubmit_by=row.resubmit_by,
            version=row.submitted_version or 0,
            unanswered=answers.get((row.id, row.submitted_version or 0), ()),
            draft_advice=drafts.get((row.id, row.submitted_version or 0), (None, None, False))[0],
            decided_advice=drafts.get((row.id, row.submitted_version or 0), (None, None, False))[2],
            listed=listed.get(drafts.get((row.id, row.submitted_version or 0), (None, row.id, False))[1] or row.id),
            milestones=tuple(
                rule.MilestoneDuty(
                    reference=milestone.reference,
                    number=milestone.number,
                    title=milestone.title,
                    owner=milestone.owner,
                    state=milestone.state,
                    reported_on=milestone.reported_on,
                    clock=clock,
                )
                for milestone, clock in running.get(row.id, [])
            ),
            extracts=1 if row.id in extracts else 0,
            approved_on=approvals.get(row.id),
        )
        for row in rows
    ]


def _still_open() -> Any:
    """The keys of the plans that are not closed: what is read must not grow with the years that are done."""
    return select(Plan.id).where(Plan.state != PlanState.CLOSED)


def _unanswered(session: Session) -> dict[tuple[UUID, int], tuple[str, ...]]:
    """(plan, version number) -> keys of requirements without an answer, for frozen versions of open plans."""
    wanted: dict[UUID, set[UUID]] = defaultdict(set)
    for row in session.execute(
        select(PlanRequirement.plan_id, PlanRequirement.requirement_id).where(
            PlanRequirement.plan_id.in_(_still_open())
        )
    ):
        wanted[row.plan_id].add(row.requirement_id)
    frozen = select(PlanVersion.id, PlanVersion.plan_id, PlanVersion.number).where(
        PlanVersion.state == PlanVersionState.FROZEN, PlanVersion.plan_id.in_(_still_open())
    )
    answered: dict[UUID, set[UUID]] = defaultdict(set)
    for row in session.execute(
        select(RequirementReview.plan_version_id, RequirementReview.requirement_id).where(
            RequirementReview.plan_version_id.in_(select(frozen.subquery().c.id))
        )
    ):
        answered[row.plan_version_id].add(row.requirement_id)
    return {
        (row.plan_id, row.number): tuple(sorted(key.hex for key in wanted[row.plan_id] - answered[row.id]))
        for row in session.execute(frozen)
    }


def _draft_advice(session: Session) -> dict[tuple[UUID, int], tuple[str | None, UUID | None, bool]]:
    """(plan, version number) -> (draft advice, its version's key, whether a valid decision on it is recorded)."""
    decided = set(
        session.scalars(
            select(Decision.subject_id).where(
                Decision.state == DecisionState.RECORDED,
                Decision.result.in_(CARRIED),
                Decision.subject_id.in_(select(AdviceVersion.id).where(AdviceVersion.state == AdviceState.DRAFT)),
            )
        )
    )
    rows = session.execute(
        select(Advice.reference, AdviceVersion.id, PlanVersion.plan_id, PlanVersion.number)
        .join(AdviceVersion, AdviceVersion.advice_id == Advice.id)
        .join(PlanVersion, PlanVersion.id == AdviceVersion.plan_version_id)
        .where(AdviceVersion.state == AdviceState.DRAFT, AdviceVersion.milestone_id.is_(None))
    )
    return {(row.plan_id, row.number): (row.reference, row.id, row.id in decided) for row in rows}


def _extracts(session: Session, folders: _Folders, listed: Listed) -> list[rule.ExtractDuty]:
    rows = session.execute(
        select(
            Extract.reference,
            Extract.title,
            Extract.case_id,
            ExtractVersion.id,
            ExtractVersion.state,
            ExtractVersion.consulted_on,
            ExtractVersion.respond_by,
            ExtractVersion.reviewed_on,
            ExtractVersion.review_date,
            Extract.id.label("whole_id"),
            Decision.decided_on,
            Plan.state_on,
        )
        .join(ExtractVersion, (ExtractVersion.extract_id == Extract.id) & (ExtractVersion.number == Extract.number))
        .join(Plan, Plan.id == Extract.plan_id)
        .outerjoin(Decision, Decision.id == ExtractVersion.decision_id)
        .order_by(Extract.reference)
    ).all()
    undecided: dict[UUID, int] = defaultdict(int)
    for passage in session.execute(
        select(Passage.extract_version_id).where(Passage.disposition == Disposition.UNDECIDED)
    ):
        undecided[passage.extract_version_id] += 1
    heard: dict[UUID, list[Any]] = defaultdict(list)
    for given in session.execute(
        select(
            Representation.extract_version_id,
            Representation.number,
            Representation.received_on,
            Representation.answered_on,
        )
    ):
        heard[given.extract_version_id].append(given)
    to_tell: dict[UUID, list[str]] = defaultdict(list)
    for recipient in session.execute(
        select(ExtractVersion.extract_id, Recipient.name)
        .join(ExtractVersion, ExtractVersion.id == Recipient.extract_version_id)
        .where(Recipient.to_recall.is_(True), Recipient.recalled_on.is_(None))
    ):
        to_tell[recipient.extract_id].append(recipient.name)
    return [
        rule.ExtractDuty(
            reference=row.reference,
            title=row.title,
            folder=folders[row.case_id],
            state=row.state,
            state_on=row.decided_on or row.reviewed_on or row.consulted_on or row.state_on,
            respond_by=row.respond_by,
            heard=any(given.received_on >= row.consulted_on for given in heard[row.id] if row.consulted_on is not None),
            unanswered=tuple(given.number for given in heard[row.id] if given.answered_on is None),
            undecided=undecided[row.id],
            review_date=row.review_date,
            listed=listed.get(row.id),
            to_tell=tuple(sorted(to_tell[row.whole_id])),
        )
        for row in rows
    ]


def _irregular(session: Session, folders: _Folders) -> list[rule.IrregularDuty]:
    rows = session.execute(
        select(
            IrregularFact.reference,
            IrregularFact.case_id,
            IrregularFact.rule,
            IrregularFact.paragraph,
            IrregularFact.sentence,
            IrregularFact.noted_on,
        ).where(IrregularFact.settled_on.is_(None))
    )
    return [
        rule.IrregularDuty(
            reference=row.reference,
            folder=folders[row.case_id],
            rule=row.rule,
            paragraph=row.paragraph,
            sentence=row.sentence,
            noted_on=row.noted_on,
        )
        for row in rows
    ]


def _advice(session: Session, folders: _Folders) -> list[rule.AdviceDuty]:
    rows = session.execute(
        select(
            Advice.reference,
            Advice.title,
            Advice.case_id,
            AdviceVersion.id,
            AdviceVersion.state,
            Decision.reference.label("decision"),
            Decision.decided_on,
            Decision.fingerprint,
        )
        .join(AdviceVersion, AdviceVersion.advice_id == Advice.id)
        .join(
            Decision,
            (Decision.subject_id == AdviceVersion.id)
            & (Decision.state == DecisionState.RECORDED)
            & Decision.result.in_(CARRIED),
        )
        .where(AdviceVersion.state == AdviceState.DRAFT)
        .order_by(Decision.decided_at)
    ).all()
    latest = {row.id: row for row in rows}
    return [
        rule.AdviceDuty(
            reference=row.reference,
            title=row.title,
            folder=folders[row.case_id],
            state=row.state,
            decided_on=row.decided_on,
            decision=row.decision,
            changed_since=row.fingerprint != fingerprint(contents.advice_version(session, row.id)),
        )
        for row in latest.values()
    ]


def _findings(session: Session, folders: _Folders) -> list[rule.FindingDuty]:
    rows = session.execute(
        select(Finding.reference, Finding.title, Finding.case_id, Finding.state, Finding.identified_on).where(
            Finding.state.in_((FindingState.DRAFT, FindingState.OPEN))
        )
    )
    return [
        rule.FindingDuty(
            reference=row.reference,
            title=row.title,
            folder=folders[row.case_id],
            state=row.state,
            since=row.identified_on,
        )
        for row in rows
    ]


def _breaches(session: Session, folders: _Folders) -> list[rule.BreachDuty]:
    open_plans = set(
        session.scalars(
            select(PanelOutcome.breach_id)
            .join(Plan, Plan.outcome_id == PanelOutcome.id)
            .where(Plan.state != PlanState.CLOSED, PanelOutcome.breach_id.is_not(None))
        )
    )
    rows = session.execute(
        select(
            BreachConsideration.id,
            BreachConsideration.reference,
            BreachConsideration.title,
            BreachConsideration.case_id,
            BreachConsideration.state,
            BreachConsideration.opened_on,
            BreachConsideration.considered_on,
        ).where(BreachConsideration.state.not_in(ENDED_BREACHES))
    )
    return [
        rule.BreachDuty(
            reference=row.reference,
            title=row.title,
            folder=folders[row.case_id],
            state=row.state,
            since=row.considered_on or row.opened_on,
            plan_closed=row.id not in open_plans,
        )
        for row in rows
    ]


def _decisions(session: Session, folders: _Folders) -> list[rule.DecisionDuty]:
    rows = session.execute(
        select(
            Decision.reference,
            Decision.title,
            Decision.case_id,
            Decision.decided_on,
            Decision.reevaluate,
            Decision.state,
        ).where(
            (Decision.reevaluate.is_(True) & (Decision.state == DecisionState.RECORDED))
            | (Decision.state == DecisionState.PURPORTED)
        )
    )
    return [
        rule.DecisionDuty(
            reference=row.reference,
            title=row.title,
            folder=folders[row.case_id],
            decided_on=row.decided_on,
            reevaluate=row.reevaluate,
            purported=row.state == DecisionState.PURPORTED,
        )
        for row in rows
    ]


def _cases(session: Session, folders: _Folders, as_of: date) -> list[Duty]:
    """Open cases in which something was, and nothing is open any more."""
    began = or_(*(exists().where(kind.case_id == Case.id) for kind in (Finding, BreachConsideration, Plan)))
    busy = or_(
        exists().where(Finding.case_id == Case.id, Finding.state.not_in(ENDED_FINDINGS)),
        exists().where(
            BreachConsideration.case_id == Case.id,
            BreachConsideration.state.not_in(ENDED_BREACHES),
        ),
        exists().where(Plan.case_id == Case.id, Plan.state != PlanState.CLOSED),
        exists().where(Extract.case_id == Case.id, Extract.state.not_in(ENDED_EXTRACTS)),
        exists().where(IrregularFact.case_id == Case.id, IrregularFact.settled_on.is_(None)),
        exists().where(
            Decision.case_id == Case.id, Decision.reevaluate.is_(True), Decision.state == DecisionState.RECORDED
        ),
    )
    found: list[Duty] = []
    for row in session.execute(
        select(
            Case.id,
            Case.reference,
            Case.title,
            Case.opened_on,
            and_(began, not_(busy)).label("nothing_open"),
        ).where(Case.state == CaseState.OPEN)
    ):
        found.extend(
            rule.of_case(
                row.reference,
                row.title,
                folders[row.id],
                state=CaseState.OPEN,
                nothing_open=bool(row.nothing_open),
                since=row.opened_on,
                as_of=as_of,
            )
        )
    return found
