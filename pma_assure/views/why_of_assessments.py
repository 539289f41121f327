"""*Why* of an assessment: its scope coverage, its live scope, and live certificates beside the conclusion."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records.assessments import Assessment, ScopeItem
from pma_assure.rules.assessments import Covered, live_too_early, missing_live
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import AssessmentKind
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.values.outcome import Because
from pma_assure.views.record_assessments import scope_count


def of(session: Session, reference: str) -> list[Because]:
    row = session.execute(
        select(Assessment.id, Assessment.kind, Assessment.concluded_on, Assessment.live_certificates_on).where(
            Assessment.reference == reference
        )
    ).first()
    if row is None:
        return []
    items = session.execute(
        select(ScopeItem.component, ScopeItem.part, ScopeItem.environment, ScopeItem.coverage)
        .where(ScopeItem.assessment_id == row.id, ScopeItem.withdrawn_on.is_(None))
        .order_by(ScopeItem.number)
    ).all()
    said = tuple((f"{one.component} ({label(one.environment).lower()})", label(one.coverage)) for one in items)
    found = []
    if items:
        found.append(_because("Scope coverage", scope_count(session, row.id).sentence, "R52", said))
    if row.kind == AssessmentKind.PRE_OPERATIONAL:
        lines = [Covered(component=one.component, part=one.part, environment=one.environment) for one in items]
        missing = missing_live(lines)
        value = f"lacks {' and '.join(missing)}" if missing else "has the live SMKI service and the live repository"
        found.append(_because("Live scope", value, "R52", said))
    if row.live_certificates_on is not None:
        early = live_too_early(row.live_certificates_on, row.concluded_on)
        inputs = (
            ("live certificates first issued", say_day(row.live_certificates_on)),
            ("concluded", "not yet" if row.concluded_on is None else say_day(row.concluded_on)),
        )
        value = "before the conclusion" if early else "not before the conclusion"
        found.append(_because("Live certificates", value, "R51", inputs))
    return found


def _because(what: str, value: str, rule: str, inputs: tuple[tuple[str, str], ...]) -> Because:
    return Because(what=what, value=value, rule=rule, paragraph=paragraph(rule), inputs=inputs)
