"""The paper of an item beside the one the members had on the same matter at the last meeting or before it (R12)."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session

from pma_assure.records import contents
from pma_assure.records.meetings import AgendaItem, Circulation, Decision, DecisionText, Meeting
from pma_assure.records.papers import Advice, AdviceVersion
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.paper_changes import paper_changes
from pma_assure.rules.paper_parts import paper_parts, with_motion
from pma_assure.rules.wording import day as say_day
from pma_assure.values.meeting_pack import Compared, PaperPart


class Paper(NamedTuple):
    """A paper as the members had it, or have it now."""

    motion: str
    reasons: str
    content: dict[str, Any]

    @property
    def parts(self) -> tuple[PaperPart, ...]:
        return paper_parts(self.content)

    @property
    def whole(self) -> tuple[PaperPart, ...]:
        return with_motion(self.motion, self.reasons, self.parts)


class _Had(NamedTuple):
    on: date
    decided: bool
    said: str
    paper: Paper


def paper_of(session: Session, item: Any) -> Paper:
    """What is put to the members: as it was frozen where it is decided, else as it stands in the record now."""
    row = session.execute(
        select(DecisionText.motion, DecisionText.frozen_copy)
        .join(Decision, Decision.id == DecisionText.decision_id)
        .where(Decision.item_id == item.id)
        .order_by(Decision.decided_at.desc())
        .limit(1)
    ).first()
    if row is not None:
        return Paper(row.motion, item.reasons, json.loads(row.frozen_copy))
    return Paper(item.motion, item.reasons, contents.content_of(session, item.subject_kind, item.subject_id))


def compared(
    session: Session, item: Any, paper: Paper, last: datetime | None, *, changed_since: bool
) -> tuple[tuple[Compared, ...], bool]:
    """(the comparisons, whether the matter is new to the members).

    ``last`` is when the last meeting began, None where there was none. ``changed_since`` asks what is different from
    the paper of this very item that went out.
    """
    found: list[Compared] = []
    if changed_since:
        out = _circulated(session, AgendaItem.id == item.id, None)
        if out is not None:
            words = f"Changed since it went to the members on {say_day(out.on)}"
            found.append(Compared(sentence=words, changes=paper_changes(out.paper.whole, paper.whole)))
    had = None if last is None else _last_had(session, item, last)
    if had is not None:
        changes = paper_changes(had.paper.whole, paper.whole)
        found.append(Compared(sentence=f"Compared with the paper {had.said}", changes=changes))
    return tuple(found), had is None


def _last_had(session: Session, item: Any, last: datetime) -> _Had | None:
    """The newest paper on the same matter that the members had at the last meeting, or decided on at it or before."""
    matter = _same_matter(session, item)
    decided = session.execute(
        select(
            Decision.reference,
            Decision.decided_on,
            DecisionText.motion,
            DecisionText.reasons,
            DecisionText.frozen_copy,
        )
        .join(DecisionText, DecisionText.decision_id == Decision.id)
        .join(AgendaItem, AgendaItem.id == Decision.item_id)
        .join(Meeting, Meeting.id == Decision.meeting_id)
        .where(matter, AgendaItem.id != item.id, Meeting.starts_at <= last)
        .order_by(Decision.decided_at.desc())
        .limit(1)
    ).first()
    found = [] if decided is None else [_of_decision(decided)]
    circulated = _circulated(session, matter, uk_day(last))
    if circulated is not None:
        found.append(circulated)
    return max(found, key=lambda one: (one.on, one.decided), default=None)


def _of_decision(row: Any) -> _Had:
    said = f"decided on by {row.reference} on {say_day(row.decided_on)}"
    return _Had(row.decided_on, True, said, Paper(row.motion, row.reasons, json.loads(row.frozen_copy)))


def _circulated(session: Session, matter: ColumnElement[bool], until: date | None) -> _Had | None:
    """The newest paper that went out on a matter, up to a day."""
    in_time = Circulation.circulated_on <= until if until is not None else Circulation.circulated_on.is_not(None)
    row = session.execute(
        select(
            AgendaItem.reference,
            Circulation.circulated_on,
            Circulation.motion,
            Circulation.reasons,
            Circulation.copy,
        )
        .join(AgendaItem, AgendaItem.id == Circulation.item_id)
        .where(matter, in_time)
        .order_by(Circulation.circulated_on.desc(), Circulation.number.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    said = f"of {row.reference}, circulated on {say_day(row.circulated_on)}"
    return _Had(row.circulated_on, False, said, Paper(row.motion, row.reasons, json.loads(row.copy)))


def _same_matter(session: Session, item: Any) -> ColumnElement[bool]:
    """Items on the same record, or on other advice on the same plan or consideration; the item itself among them."""
    itself = AgendaItem.id.in_(_carried(session, item.id))
    if item.subject_kind is None:
        return itself
    record = str(item.subject_reference)
    if item.subject_kind == "document version":
        document = record.partition("/")[0]
        same: Any = AgendaItem.subject_reference.startswith(f"{document}/", autoescape=True)
    else:
        same = AgendaItem.subject_reference == record
    found = or_(itself, and_(AgendaItem.subject_kind == item.subject_kind, same))
    return or_(found, _other_advice(session, item)) if item.subject_kind == "advice" else found


def _carried(session: Session, key: UUID) -> list[UUID]:
    """The item and those it was carried over from."""
    found = [key]
    while True:
        before = session.execute(select(AgendaItem.carried_from_id).where(AgendaItem.id == found[-1])).scalar()
        if before is None or before in found:
            return found
        found.append(before)


def _other_advice(session: Session, item: Any) -> ColumnElement[bool]:
    row = session.execute(
        select(Advice.plan_id, Advice.breach_id)
        .join(AdviceVersion, AdviceVersion.advice_id == Advice.id)
        .where(AdviceVersion.id == item.subject_id)
    ).first()
    if row is None:
        return false()
    about = Advice.plan_id == row.plan_id if row.plan_id is not None else Advice.breach_id == row.breach_id
    versions = select(AdviceVersion.id).join(Advice, Advice.id == AdviceVersion.advice_id).where(about)
    return AgendaItem.subject_id.in_(versions)
