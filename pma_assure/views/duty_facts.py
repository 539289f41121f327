"""What the facts of several kinds of record share: folders, what is listed and decided, answers outstanding."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from pma_assure.records import contents
from pma_assure.records.cases import Case
from pma_assure.records.extracts import Extract, ExtractVersion, Recipient
from pma_assure.records.meetings import AgendaItem, Decision, Meeting
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import AdviceVersion
from pma_assure.records.plans import Plan, PlanRequirement, PlanVersion, RequirementReview
from pma_assure.rules.duties import Decided, Folder, Listed
from pma_assure.rules.state_sets import CARRIED, RELEASED_EXTRACTS
from pma_assure.rules.vocabulary import (
    AdviceState,
    CaseState,
    DecisionState,
    ItemState,
    MeetingState,
    PlanState,
    PlanVersionState,
)

Agenda = dict[UUID, Listed]
"""Subject -> the item of a coming meeting that it is on."""


class Folders(dict[UUID | None, Folder]):
    """Case key -> reference and organisation: what is open is read at once, an old case when something in it owes."""

    def __init__(self, session: Session) -> None:
        super().__init__({None: Folder(case=None, organisation=None)})
        self._session = session
        # Withheld and recalled extracts owe something for years after the case was closed.
        owing = select(Extract.case_id).where(Extract.id.in_(owing_extracts()))
        self._read((Case.state == CaseState.OPEN) | Case.id.in_(owing))

    def __missing__(self, key: UUID | None) -> Folder:
        self._read(Case.id == key)
        return self[key] if key in self else self[None]

    def _read(self, which: Any) -> None:
        statement = select(Case.id, Case.reference, Organisation.name).join(
            Organisation, Organisation.id == Case.organisation_id
        )
        for row in self._session.execute(statement.where(which)):
            self[row.id] = Folder(case=row.reference, organisation=row.name)


def open_plans() -> Any:
    """The keys of the plans that are not closed: what is read must not grow with the years that are done."""
    return select(Plan.id).where(Plan.state != PlanState.CLOSED)


_REQUIREMENTS = select(PlanRequirement.plan_id, PlanRequirement.requirement_id).where(
    PlanRequirement.plan_id.in_(open_plans())
)


_FROZEN = select(PlanVersion.id, PlanVersion.plan_id, PlanVersion.number).where(
    PlanVersion.state == PlanVersionState.FROZEN, PlanVersion.plan_id.in_(open_plans())
)


_UNANSWERED = select(RequirementReview.plan_version_id, RequirementReview.requirement_id).where(
    RequirementReview.plan_version_id.in_(select(_FROZEN.subquery().c.id))
)


def unanswered(session: Session) -> dict[tuple[UUID, int], tuple[str, ...]]:
    """(plan, version number) -> keys of requirements without an answer, for frozen versions of open plans."""
    wanted: dict[UUID, set[UUID]] = defaultdict(set)
    for row in session.execute(_REQUIREMENTS):
        wanted[row.plan_id].add(row.requirement_id)
    answered: dict[UUID, set[UUID]] = defaultdict(set)
    for row in session.execute(_UNANSWERED):
        answered[row.plan_version_id].add(row.requirement_id)
    return {
        (row.plan_id, row.number): tuple(sorted(key.hex for key in wanted[row.plan_id] - answered[row.id]))
        for row in session.execute(_FROZEN)
    }


def draft_versions() -> Any:
    return select(AdviceVersion.id).where(AdviceVersion.state == AdviceState.DRAFT)


_DECIDED = (
    select(Decision.id, Decision.reference, Decision.subject_id, Decision.decided_on, Decision.fingerprint)
    .outerjoin(Plan, Plan.id == Decision.subject_id)
    .outerjoin(ExtractVersion, ExtractVersion.id == Decision.subject_id)
    .where(
        Decision.subject_kind == bindparam("kind"),
        Decision.state == DecisionState.RECORDED,
        Decision.result.in_(CARRIED),
        or_(Plan.completion_reported_on.is_(None), Decision.decided_on >= Plan.completion_reported_on),
        or_(ExtractVersion.decision_id.is_(None), Decision.id != ExtractVersion.decision_id),
    )
    .order_by(Decision.decided_at)
)


def decided_on(session: Session, kind: str, keys: Any) -> dict[UUID, Decided]:
    """Record -> its newest valid, carried decision, for the records whose keys are asked for.

    A decision from before the plan was reported complete says nothing of its completion, and the one by which an
    extract was withheld says nothing of publishing it later.
    """
    if isinstance(keys, list) and not keys:
        return {}
    rows = session.execute(_DECIDED.where(Decision.subject_id.in_(keys)), {"kind": kind}).all()
    latest = {row.subject_id: row for row in rows}
    return {
        key: Decided(
            reference=row.reference,
            on=row.decided_on,
            changed=not contents.is_as_frozen(contents.content_of(session, kind, key), row.fingerprint),
        )
        for key, row in latest.items()
    }


def on_agenda(session: Session, keys: Any) -> dict[UUID, str]:
    """Record -> the item of a coming meeting that it is on, for the records whose keys are asked for."""
    rows = session.execute(
        select(AgendaItem.subject_id, AgendaItem.reference)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(
            AgendaItem.subject_id.in_(keys),
            AgendaItem.state.in_((ItemState.LISTED, ItemState.UNDER_DISCUSSION)),
            Meeting.state.in_((MeetingState.SCHEDULED, MeetingState.IN_SESSION)),
        )
        .order_by(Meeting.starts_at, AgendaItem.number)
    )
    found: dict[UUID, str] = {}
    for row in rows:
        found.setdefault(row.subject_id, row.reference)
    return found


def owing_extracts() -> Any:
    """The keys of the extracts that owe something: not out yet, to be looked at again, or recipients to be told."""
    to_tell = select(ExtractVersion.extract_id).join(Recipient, Recipient.extract_version_id == ExtractVersion.id)
    return select(Extract.id).where(
        or_(
            Extract.state.not_in(RELEASED_EXTRACTS),
            Extract.id.in_(to_tell.where(Recipient.to_recall.is_(True), Recipient.told_on.is_(None))),
        )
    )
