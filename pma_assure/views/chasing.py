"""The papers of a coming meeting that are not ready: who owes each, since when it is late, and what it lacks (R12)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records import contents, meeting_facts
from pma_assure.records.meetings import AgendaItem, AgendaItemText, Meeting
from pma_assure.records.papers import AdviceVersion
from pma_assure.records.plans import PlanVersion
from pma_assure.register.register import Register
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.duties import SPECIALIST
from pma_assure.rules.paper_needs import needs
from pma_assure.rules.refusal import NotFound
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import ItemState, MeetingState
from pma_assure.rules.wording import count
from pma_assure.rules.wording import day as say_day
from pma_assure.values.chasing import ChasedPaper
from pma_assure.values.readiness import Missing
from pma_assure.views import readiness
from pma_assure.views.duty_facts import unanswered


def of(register: Register, as_of: date, reference: str) -> tuple[ChasedPaper, ...]:
    """The papers of one meeting that are not ready, in the order of its items. Raises NotFound."""
    asked = reference.strip().upper().split("/")[0]
    with register.reading() as session:
        key = session.execute(select(Meeting.id).where(Meeting.reference == asked)).scalar()
        if key is None:
            raise NotFound(f"There is no meeting {reference.strip()[:40]!r} in this register.", field="reference")
        return of_meeting(session, key, as_of)


def of_meeting(session: Session, key: UUID, as_of: date) -> tuple[ChasedPaper, ...]:
    """The same within a session that already reads; none of a meeting that has begun."""
    meeting: Any = session.execute(select(Meeting.starts_at, Meeting.state).where(Meeting.id == key)).one()
    if meeting.state != MeetingState.SCHEDULED:
        return ()
    due = meeting_facts.papers_due(session, uk_day(meeting.starts_at))
    items = _listed(session, key)
    missing = readiness.by_case(session, as_of, {item.case_id for item in items if item.case_id is not None})
    answers = unanswered(session) if items else {}
    found = (_chased(session, item, due, as_of, missing, answers) for item in items)
    return tuple(one for one in found if one is not None)


def _listed(session: Session, key: UUID) -> list[Any]:
    return list(
        session.execute(
            select(
                AgendaItem.reference,
                AgendaItem.number,
                AgendaItem.title,
                AgendaItem.case_id,
                AgendaItem.subject_kind,
                AgendaItem.subject_id,
                AgendaItem.circulated_on,
                AgendaItem.circulated_fingerprint,
                AgendaItem.paper_by,
                AgendaItemText.motion,
            )
            .join(AgendaItemText, AgendaItemText.item_id == AgendaItem.id)
            .where(AgendaItem.meeting_id == key, AgendaItem.state == ItemState.LISTED)
            .order_by(AgendaItem.number)
        )
    )


def _chased(
    session: Session,
    item: Any,
    due: date,
    as_of: date,
    missing: dict[UUID, list[Missing]],
    answers: dict[tuple[UUID, int], tuple[str, ...]],
) -> ChasedPaper | None:
    """None for a paper that went out, stands as it went, and lacks nothing."""
    content = contents.content_of(session, item.subject_kind, item.subject_id)
    out = item.circulated_on is not None
    frozen = content or {"kind": "motion", "item": item.reference, "motion": item.motion}
    changed = out and not contents.is_as_frozen(frozen, item.circulated_fingerprint)
    lacks = [_lack(item, sentence, deed) for sentence, deed in needs(content, item.motion)]
    lacks += _unanswered(session, item, answers)
    lacks += missing.get(item.case_id, ())
    if out and not changed and not lacks:
        return None
    return ChasedPaper(
        item=item.reference,
        number=item.number,
        title=item.title,
        who=item.paper_by or SPECIALIST,
        due=due,
        days_late=0 if out else max(0, (as_of - due).days),
        standing=_standing(item.circulated_on, changed=changed, due=due, as_of=as_of),
        circulated=out,
        lacks=tuple(lacks),
    )


def _standing(circulated_on: date | None, *, changed: bool, due: date, as_of: date) -> str:
    if circulated_on is None:
        late = (as_of - due).days
        return f"Not circulated: {count(late, 'day')} late." if late > 0 else f"Not circulated: due {say_day(due)}."
    late_paper = ", late" if circulated_on > due else ""
    since = f"Circulated on {say_day(circulated_on)}{late_paper}"
    if changed:
        return f"{since}, and changed since: circulate it again, or tell the members at the meeting."
    return f"{since}."


def _lack(item: Any, sentence: str, deed: str) -> Missing:
    key = item.case_id.hex if item.case_id is not None else ""
    return Missing(
        reference=item.reference, sentence=sentence, deed=deed, rule="R12", paragraph=paragraph("R12"), case_key=key
    )


def _unanswered(session: Session, item: Any, answers: dict[tuple[UUID, int], tuple[str, ...]]) -> list[Missing]:
    """Requirements of the plan that advice on it does not answer yet (R70)."""
    if item.subject_kind != "advice":
        return []
    row: Any = session.execute(
        select(PlanVersion.plan_id, PlanVersion.number, PlanVersion.reference)
        .join(AdviceVersion, AdviceVersion.plan_version_id == PlanVersion.id)
        .where(AdviceVersion.id == item.subject_id)
    ).first()
    open_ = () if row is None else answers.get((row.plan_id, row.number), ())
    if not open_:
        return []
    sentence = (
        f"{count(len(open_), 'requirement')} of {row.reference} {'is' if len(open_) == 1 else 'are'} not answered."
    )
    key = item.case_id.hex if item.case_id is not None else ""
    return [
        Missing(
            reference=row.reference,
            sentence=f"{sentence} Answer each.",
            deed="plan.answer",
            rule="R70",
            paragraph=paragraph("R70"),
            case_key=key,
        )
    ]
