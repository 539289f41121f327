"""Initials on a sheet of field work that nobody in the team signs with: kept, marked, settled once put right (R50)."""

from __future__ import annotations

from sqlalchemy import select

from pma_assure.records.assessments import Assessment, TeamMember
from pma_assure.records.fieldwork import FieldLine
from pma_assure.records.house import IrregularFact
from pma_assure.rules.fieldwork import signed_by_nobody
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import FieldResult
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.assessments import happened_before_import

NOBODY = ", and nobody in its team does"
"""What the sentence of such a fact ends with."""


def keep_unknown_signatures(desk: Desk, found: Assessment) -> None:
    """Mark the assessment for each of the initials that nobody in its team has; settle what was put right since.

    Somebody tested, and that is kept (states.md); but an opinion rests on people who are known to be independent, so
    the PMA's conclusion waits until the person is in the team, or the initials are corrected (R50, paragraph 57).
    """
    desk.session.flush()
    unknown = {f"{found.reference} was tested by who signs as {one}{NOBODY}" for one in _unknown(desk, found)}
    marked = {
        fact.sentence: fact
        for fact in desk.all(IrregularFact, record_id=found.id, rule="R50", settled_on=None)
        if fact.sentence.endswith(NOBODY)
    }
    for sentence in sorted(unknown - marked.keys()):
        desk.keep_irregular(found, sentence, rule="R50", paragraph=paragraph("R50"), case_id=found.case_id)
    for sentence in marked.keys() - unknown:
        marked[sentence].settled_on = desk.day
        marked[sentence].settled_reason = "Every line is signed by somebody in the team now."


def _unknown(desk: Desk, found: Assessment) -> set[str]:
    team = [member.initials for member in desk.all(TeamMember, assessment_id=found.id)]
    signed = desk.session.execute(
        select(FieldLine.initials, FieldLine.tested_on)
        .where(
            FieldLine.assessment_id == found.id,
            FieldLine.withdrawn_on.is_(None),
            FieldLine.result != FieldResult.NOT_TESTED,
        )
        .distinct()
    )
    return {
        one.upper()
        for initials, tested_on in signed
        if tested_on is None or not happened_before_import(found, tested_on)
        for one in signed_by_nobody(initials or "", team)
    }
