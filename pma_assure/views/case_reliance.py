"""What is relied on in a case, as its page shows it: how it stands, what it covers, and what can be done (R59, R60)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.assessments import ScopeItem
from pma_assure.records.document_set import Requirement
from pma_assure.records.meetings import Decision
from pma_assure.records.reliance import RelianceCoverage, RelianceDecision
from pma_assure.rules import coverage
from pma_assure.rules.duties import Decided, stands
from pma_assure.rules.vocabulary import RelianceStanding
from pma_assure.values.assessment_page import RelianceView, ReliedOn
from pma_assure.values.screens import NextDeed
from pma_assure.views.duty_facts import decided_on, on_agenda


def of_case(session: Session, case_id: UUID, as_of: date) -> tuple[RelianceView, ...]:
    """By reference; nothing where the case relies on nothing."""
    rows = session.execute(
        select(
            RelianceDecision.id,
            RelianceDecision.reference,
            RelianceDecision.title,
            RelianceDecision.certificate,
            RelianceDecision.issued_by,
            RelianceDecision.valid_from,
            RelianceDecision.valid_to,
            RelianceDecision.decided_on,
            RelianceDecision.invalid_from,
            RelianceDecision.invalid_reason,
            RelianceDecision.scope,
            Decision.reference.label("decision"),
        )
        .outerjoin(Decision, Decision.id == RelianceDecision.decision_id)
        .where(RelianceDecision.case_id == case_id)
        .order_by(RelianceDecision.reference)
    ).all()
    if not rows:
        return ()
    keys = [row.id for row in rows]
    requirements, items = _requirements(session, keys), _items(session, keys)
    decided = decided_on(session, "reliance", [row.id for row in rows if row.decision is None])
    listed = on_agenda(session, keys)
    return tuple(
        replace(
            _view(row, listed.get(row.id), stands(decided.get(row.id)), as_of),
            requirements=tuple(requirements[row.id]),
            items=tuple(items[row.id]),
        )
        for row in rows
    )


def _view(row: Any, listed: str | None, decided: Decided | None, as_of: date) -> RelianceView:
    standing = coverage.standing(
        decided=row.decision is not None,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        invalid_from=row.invalid_from,
        as_of=as_of,
    )
    return RelianceView(
        reference=row.reference,
        title=row.title,
        certificate=row.certificate,
        issued_by=row.issued_by,
        scope=row.scope,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        standing=standing.value,
        decision=row.decision,
        decided_on=row.decided_on,
        invalid_from=row.invalid_from,
        invalid_reason=row.invalid_reason,
        requirements=(),
        items=(),
        listed=listed,
        actions=offered(row.reference, standing, decided, listed),
    )


def _requirements(session: Session, keys: Sequence[UUID]) -> dict[UUID, list[ReliedOn]]:
    found: dict[UUID, list[ReliedOn]] = defaultdict(list)
    for row in session.execute(
        select(
            RelianceCoverage.reliance_id,
            Requirement.reference,
            Requirement.title,
            RelianceCoverage.covers,
            RelianceCoverage.reason,
            RelianceCoverage.gap,
            RelianceCoverage.residual,
        )
        .join(Requirement, Requirement.id == RelianceCoverage.requirement_id)
        .where(RelianceCoverage.reliance_id.in_(keys))
        .order_by(Requirement.document_version_id, Requirement.position)
    ):
        found[row.reliance_id].append(
            ReliedOn(
                requirement=row.reference,
                title=row.title,
                covers=row.covers.value,
                reason=row.reason,
                gap=row.gap,
                residual=row.residual,
            )
        )
    return found


def _items(session: Session, keys: Sequence[UUID]) -> dict[UUID, list[str]]:
    """The lines of a scope that it covers, of assessments in this case or another."""
    found: dict[UUID, list[str]] = defaultdict(list)
    for row in session.execute(
        select(ScopeItem.reliance_id, ScopeItem.reference)
        .where(ScopeItem.reliance_id.in_(keys), ScopeItem.withdrawn_on.is_(None))
        .order_by(ScopeItem.assessment_id, ScopeItem.number)
    ):
        found[row.reliance_id].append(row.reference)
    return found


def offered(
    reference: str, standing: RelianceStanding, decided: Decided | None, listed: str | None
) -> tuple[NextDeed, ...]:
    """The deeds that its standing allows, the usual next one first: the PMA decides on exactly what is proposed."""
    own: tuple[tuple[str, object], ...] = (("reliance", reference),)
    if standing == RelianceStanding.INVALID:
        return ()
    if standing != RelianceStanding.PROPOSED:
        return (NextDeed(deed="reliance.invalidate", title="Counts no longer…", given=own),)
    cover = NextDeed(deed="reliance.cover", title="Change what it covers…", given=own)
    if decided is None and listed is not None:
        return (cover,)
    if decided is None:
        put = NextDeed(deed="item.list", title="Put it on an agenda…", given=(("subject", reference),), primary=True)
        return (put, cover)
    rely = (*own, ("decision", decided.reference))
    return (NextDeed(deed="reliance.decide", title="Record that it is relied on…", given=rely, primary=True), cover)
