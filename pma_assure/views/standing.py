"""How a record stands, for the menu of what can be done to it: its state and its case."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from pma_assure.records.assessments import Assessment, EvidenceRequest
from pma_assure.records.cases import BreachConsideration, Case, Finding
from pma_assure.records.corrective import Action, CorrectiveActionPlan
from pma_assure.register.register import Register
from pma_assure.values.screens import NOWHERE, Standing

_IN_A_CASE: dict[str, Any] = {
    "FIND": Finding,
    "BRCH": BreachConsideration,
    "ASMT": Assessment,
    "CAP": CorrectiveActionPlan,
}
_PARTS: dict[tuple[str, str], tuple[Any, Any, Any]] = {
    ("CAP", "A"): (Action, CorrectiveActionPlan, Action.cap_id),
    ("ASMT", "R"): (EvidenceRequest, Assessment, EvidenceRequest.assessment_id),
}
"""(prefix, letter of the part) -> its record, the record it is a part of, and by which column."""


def of(register: Register, reference: str) -> Standing:
    """The state and case of a finding, a breach consideration, an assessment, a plan of actions, or a part of one.

    Of any other record, and of one that is not there, nothing is said.
    """
    asked = reference.strip().upper()
    whole, _, part = asked.partition("/")
    prefix = whole.split("-")[0]
    if not part and prefix in _IN_A_CASE:
        record = owner = _IN_A_CASE[prefix]
        statement = select(record.state, Case.reference)
    elif (prefix, part[:1]) in _PARTS:
        record, owner, link = _PARTS[prefix, part[:1]]
        statement = select(record.state, Case.reference).join(owner, owner.id == link)
    else:
        return NOWHERE
    with register.reading() as session:
        row = session.execute(
            statement.join(Case, Case.id == owner.case_id).where(record.reference == asked)
        ).one_or_none()
    return NOWHERE if row is None else Standing(state=row.state.value, case=row.reference)
