"""What must happen next, for the whole register or for one case: Today, the case page and ``list duties`` ask here."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, and_, exists, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from pma_assure.records import contents, meeting_facts
from pma_assure.records.cases import BreachConsideration, Case, Finding, PanelOutcome
from pma_assure.records.extracts import Extract, ExtractVersion, Passage, Recipient, Representation
from pma_assure.records.house import AuditEntry, IrregularFact
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
from pma_assure.rules.state_sets import (
    CARRIED,
    ENDED_BREACHES,
    ENDED_EXTRACTS,
    ENDED_FINDINGS,
    RELEASED_EXTRACTS,
    SMKI_VIEWS,
)
from pma_assure.rules.vocabulary import (
    AdviceState,
    CaseState,
    DecisionState,
    Disposition,
    ExtractState,
    FindingState,
    ItemState,
    MeetingState,
    PlanState,
    PlanVersionState,
)
from pma_assure.values.duties import Duty
from pma_assure.views import clocks

Listed = dict[UUID, rule.Listed]


def owed(register: Register, as_of: date) -> tuple[Duty, ...]:
    """Every duty in the register, late ones first."""
    with register.reading() as session:
        return of_session(session, as_of)


def of_session(session: Session, as_of: date) -> tuple[Duty, ...]:
    """The same, within a session that already reads.

    What was computed for a state of the register is kept until the audit trail goes on: every deed adds to it in the
    transaction that changes anything, whoever does it, so its head names the state. It is read first: should somebody
    save meanwhile, what is kept is newer than its name, and computed again.
    """
    head = session.execute(
        select(AuditEntry.number, AuditEntry.digest).order_by(AuditEntry.number.desc()).limit(1)
    ).first()
    key = (None, "") if head is None else (head.number, head.digest)
    file = session.connection().engine
    state, by_day = _KEPT.get(file, (None, {}))
    if state != key:
        by_day = {}
    if as_of not in by_day:
        # A new dictionary, never the old one changed: threads share the register.
        by_day = {**dict(list(by_day.items())[-2:]), as_of: _computed(session, as_of)}
        _KEPT[file] = (key, by_day)
    return by_day[as_of]


_KEPT: WeakKeyDictionary[Engine, tuple[tuple[int | None, str], dict[date, tuple[Duty, ...]]]] = WeakKeyDictionary()
"""Open register -> (head of its audit trail, the duties of the days last asked for)."""


def _computed(session: Session, as_of: date) -> tuple[Duty, ...]:
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
    for advice in _advice(session, folders, listed):
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
        # Withheld and recalled extracts owe something for years after the case was closed.
        owing = select(Extract.case_id).where(Extract.id.in_(_owing_extracts()))
        self._read((Case.state == CaseState.OPEN) | Case.id.in_(owing))

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
    coming = {row.id for row in rows if row.state in (MeetingState.SCHEDULED, MeetingState.IN_SESSION)}
    waiting = (ItemState.LISTED, ItemState.UNDER_DISCUSSION)
    undecided = [item.id for key in coming for item in items[key] if item.state in waiting]
    asked = meeting_facts.questions(session, dict.fromkeys(undecided)) if undecided else {}
    meetings: list[rule.MeetingDuty] = []
    listed: Listed = {}
    for row in rows:
        day = uk_day(row.starts_at)
        of_meeting = []
        for item in items[row.id]:
            quorate, sentence = True, ""
            if item.id in asked:
                forecast = decide(asked[item.id])
                quorate, sentence = forecast.quorate, forecast.sentence
                if item.subject_id is not None:
                    listed[item.subject_id] = rule.Listed(item=item.reference, day=day, quorate=quorate)
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
    advised = _advised(session)
    decided = _decided(session, "plan", _completions())
    extracts = set(session.scalars(select(Extract.plan_id).where(Extract.plan_id.in_(_still_open()))))
    approvals = dict(
        session.execute(
            select(PanelOutcome.plan_id, PanelOutcome.decided_on)
            .where(PanelOutcome.kind == "plan_approved", PanelOutcome.plan_id.in_(_still_open()))
            .order_by(PanelOutcome.decided_on.desc())
        ).all()
    )
    found = []
    for row in rows:
        version = row.submitted_version or 0
        draft = drafts.get((row.id, version))
        # A completion is decided on the plan itself, a version by the advice on it.
        waits_for = row.id if row.state == PlanState.COMPLETION_REPORTED or draft is None else draft.key
        found.append(
            rule.PlanDuty(
                reference=row.reference,
                title=row.title,
                folder=folders[row.case_id],
                state=row.state,
                state_on=row.state_on,
                submit_by=row.submit_by,
                resubmit_by=row.resubmit_by,
                version=version,
                unanswered=answers.get((row.id, version), ()),
                draft_advice=None if draft is None else draft.reference,
                decided_advice=draft is not None and draft.decided,
                advised=(row.id, version) in advised,
                listed=listed.get(waits_for),
                decided=decided.get(row.id),
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
        )
    return found


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


class _Draft(NamedTuple):
    """``key`` is that of the advice version, ``decided`` whether a valid decision on it is recorded."""

    reference: str
    key: UUID
    decided: bool


def _draft_advice(session: Session) -> dict[tuple[UUID, int], _Draft]:
    """(plan, version number) -> the draft advice on that version, for the plans that are not closed."""
    decided = set(
        session.scalars(
            select(Decision.subject_id).where(
                Decision.state == DecisionState.RECORDED,
                Decision.result.in_(CARRIED),
                Decision.subject_id.in_(_draft_versions()),
            )
        )
    )
    rows = session.execute(
        select(Advice.reference, AdviceVersion.id, PlanVersion.plan_id, PlanVersion.number)
        .join(AdviceVersion, AdviceVersion.advice_id == Advice.id)
        .join(PlanVersion, PlanVersion.id == AdviceVersion.plan_version_id)
        .where(AdviceVersion.state == AdviceState.DRAFT, AdviceVersion.view.in_(SMKI_VIEWS))
        .order_by(Advice.reference)
    )
    return {(row.plan_id, row.number): _Draft(row.reference, row.id, row.id in decided) for row in rows}


def _draft_versions() -> Any:
    return select(AdviceVersion.id).where(AdviceVersion.state == AdviceState.DRAFT)


def _advised(session: Session) -> set[tuple[UUID, int]]:
    """(plan, version number) of the submitted versions that the Panel was advised on."""
    rows = session.execute(
        select(PlanVersion.plan_id, PlanVersion.number)
        .join(AdviceVersion, AdviceVersion.plan_version_id == PlanVersion.id)
        .where(
            AdviceVersion.state == AdviceState.ISSUED,
            AdviceVersion.view.in_(SMKI_VIEWS),
            PlanVersion.plan_id.in_(select(Plan.id).where(Plan.state == PlanState.VARIATION_PROPOSED)),
        )
    )
    return {(row.plan_id, row.number) for row in rows}


def _completions() -> Any:
    return select(Plan.id).where(Plan.state == PlanState.COMPLETION_REPORTED)


def _decided(session: Session, kind: str, keys: Any) -> dict[UUID, rule.Decided]:
    """Record -> its newest valid, carried decision, for the records whose keys are asked for.

    A decision from before the plan was reported complete says nothing of its completion, and the one by which an
    extract was withheld says nothing of publishing it later.
    """
    rows = session.execute(
        select(Decision.id, Decision.reference, Decision.subject_id, Decision.decided_on, Decision.fingerprint)
        .outerjoin(Plan, Plan.id == Decision.subject_id)
        .outerjoin(ExtractVersion, ExtractVersion.id == Decision.subject_id)
        .where(
            Decision.subject_kind == kind,
            Decision.subject_id.in_(keys),
            Decision.state == DecisionState.RECORDED,
            Decision.result.in_(CARRIED),
            or_(Plan.completion_reported_on.is_(None), Decision.decided_on >= Plan.completion_reported_on),
            or_(ExtractVersion.decision_id.is_(None), Decision.id != ExtractVersion.decision_id),
        )
        .order_by(Decision.decided_at)
    ).all()
    latest = {row.subject_id: row for row in rows}
    return {
        key: rule.Decided(
            reference=row.reference,
            on=row.decided_on,
            changed=row.fingerprint != fingerprint(contents.content_of(session, kind, key)),
        )
        for key, row in latest.items()
    }


def _owing_extracts() -> Any:
    """The keys of the extracts that owe something: not out yet, to be looked at again, or recipients to be told."""
    to_tell = select(ExtractVersion.extract_id).join(Recipient, Recipient.extract_version_id == ExtractVersion.id)
    return select(Extract.id).where(
        or_(
            Extract.state.not_in(RELEASED_EXTRACTS),
            Extract.id.in_(to_tell.where(Recipient.to_recall.is_(True), Recipient.told_on.is_(None))),
        )
    )


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
            ExtractVersion.released_at,
            ExtractVersion.recalled_on,
            Extract.id.label("whole_id"),
            Decision.decided_on,
            Plan.state_on.label("plan_state_on"),
        )
        .join(ExtractVersion, (ExtractVersion.extract_id == Extract.id) & (ExtractVersion.number == Extract.number))
        .join(Plan, Plan.id == Extract.plan_id)
        .outerjoin(Decision, Decision.id == ExtractVersion.decision_id)
        .where(Extract.id.in_(_owing_extracts()))
        .order_by(Extract.reference)
    ).all()
    keys = [row.id for row in rows]
    counted = select(Passage.extract_version_id, func.count()).where(
        Passage.extract_version_id.in_(keys), Passage.disposition == Disposition.UNDECIDED
    )
    undecided: dict[UUID, int] = dict(session.execute(counted.group_by(Passage.extract_version_id)).all())
    heard: dict[UUID, list[Any]] = defaultdict(list)
    for given in session.execute(
        select(
            Representation.extract_version_id,
            Representation.number,
            Representation.received_on,
            Representation.answered_on,
        ).where(Representation.extract_version_id.in_(keys))
    ):
        heard[given.extract_version_id].append(given)
    began = _steps_of(session, keys)
    ready = [row.id for row in rows if row.state == ExtractState.READY_FOR_DECISION]
    decided = _decided(session, "extract", ready)
    to_tell = _to_tell(session)
    return [
        rule.ExtractDuty(
            reference=row.reference,
            title=row.title,
            folder=folders[row.case_id],
            state=row.state,
            state_on=_state_on(row, began.get(row.id, {})),
            respond_by=row.respond_by,
            heard=any(given.received_on >= row.consulted_on for given in heard[row.id] if row.consulted_on is not None),
            unanswered=tuple(given.number for given in heard[row.id] if given.answered_on is None),
            undecided=undecided.get(row.id, 0),
            review_date=row.review_date,
            listed=listed.get(row.id),
            decided=decided.get(row.id),
            to_tell=tuple(sorted(name for name, _ in to_tell[row.whole_id])),
            tell_since=min((day for _, day in to_tell[row.whole_id] if day is not None), default=None),
        )
        for row in rows
    ]


def _steps_of(session: Session, keys: list[UUID]) -> dict[UUID, dict[str, date]]:
    """Version -> deed -> the last day it was done with the version, as the audit trail has it."""
    found: dict[UUID, dict[str, date]] = defaultdict(dict)
    statement = select(AuditEntry.row_id, AuditEntry.deed, func.max(AuditEntry.day).label("day")).where(
        AuditEntry.row_id.in_(keys)
    )
    for row in session.execute(statement.group_by(AuditEntry.row_id, AuditEntry.deed)):
        found[row.row_id][row.deed] = row.day
    return found


def _state_on(row: Any, done: dict[str, date]) -> date:
    """The day the present state of an extract's version began: of the fact it came with, or of the deed."""
    deeds = {
        ExtractState.DRAFTING: ("extract.prepare", "extract.correct", "extract.return_to_drafting", "extract.redraft"),
        ExtractState.SECURITY_REVIEW: ("extract.send_to_review",),
    }.get(row.state, ())
    facts = {
        ExtractState.PARTICIPANT_CONSULTED: row.consulted_on,
        ExtractState.READY_FOR_DECISION: row.reviewed_on,
        ExtractState.RELEASED: None if row.released_at is None else uk_day(row.released_at),
        ExtractState.RECALLED: row.recalled_on,
    }
    known = facts.get(row.state, row.decided_on)
    days = [done[name] for name in deeds if name in done] or [known]
    latest = max((day for day in days if day is not None), default=None)
    return latest or row.consulted_on or row.plan_state_on


def _to_tell(session: Session) -> dict[UUID, list[tuple[str, date | None]]]:
    """Extract -> (recipient still to be told, the day its version was recalled or replaced)."""
    later = aliased(ExtractVersion)
    replaced = (
        select(func.min(later.released_at))
        .where(later.extract_id == ExtractVersion.extract_id, later.number > ExtractVersion.number)
        .correlate(ExtractVersion)
        .scalar_subquery()
    )
    rows = session.execute(
        select(ExtractVersion.extract_id, ExtractVersion.recalled_on, Recipient.name, replaced.label("replaced_at"))
        .join(ExtractVersion, ExtractVersion.id == Recipient.extract_version_id)
        .where(Recipient.to_recall.is_(True), Recipient.told_on.is_(None))
    )
    found: dict[UUID, list[tuple[str, date | None]]] = defaultdict(list)
    for row in rows:
        replaced_on = None if row.replaced_at is None else uk_day(row.replaced_at)
        found[row.extract_id].append((row.name, row.recalled_on or replaced_on))
    return found


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


def _advice(session: Session, folders: _Folders, listed: Listed) -> list[rule.AdviceDuty]:
    """Draft advice a decision on which is recorded; without one, the plan owes what comes next."""
    decided = _decided(session, "advice", _draft_versions())
    answers = _unanswered(session)
    rows = session.execute(
        select(
            Advice.reference,
            Advice.title,
            Advice.case_id,
            AdviceVersion.id,
            AdviceVersion.state,
            AdviceVersion.view,
            PlanVersion.plan_id,
            PlanVersion.number,
        )
        .join(AdviceVersion, AdviceVersion.advice_id == Advice.id)
        .outerjoin(PlanVersion, PlanVersion.id == AdviceVersion.plan_version_id)
        .where(AdviceVersion.id.in_(list(decided)))
        .order_by(Advice.reference)
    )
    return [
        rule.AdviceDuty(
            reference=row.reference,
            title=row.title,
            folder=folders[row.case_id],
            state=row.state,
            decided=decided[row.id],
            listed=listed.get(row.id),
            unanswered=len(answers.get((row.plan_id, row.number), ())) if row.view in SMKI_VIEWS else 0,
        )
        for row in rows
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
    # A purported decision stays purported for ever; what it owes ends when its irregular fact is settled.
    settled = exists().where(
        IrregularFact.record_id == Decision.id, IrregularFact.rule == "R30", IrregularFact.settled_on.is_not(None)
    )
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
            | ((Decision.state == DecisionState.PURPORTED) & ~settled)
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
