"""The facts of assessments that invariant 9 is about: columns, never records."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeVar

from pma_assure.rules.assessments import Covered
from pma_assure.rules.invariants_of_assessments import AssessmentFact, assessment
from pma_assure.rules.vocabulary import Environment, ServicePart
from pma_assure.values.soundness import Problem

E = TypeVar("E", bound=StrEnum)


def check_assessments(driver: Any) -> Iterable[Problem]:
    """Every problem of every assessment, by reference."""
    lines: defaultdict[Any, list[Covered]] = defaultdict(list)
    for report, component, part, environment, covered in driver.execute(
        "SELECT report_id, component, part, environment, covered FROM report_scope"
    ):
        known = _code(ServicePart, part), _code(Environment, environment)
        if known[0] is not None and known[1] is not None:
            lines[report].append(
                Covered(component=str(component), part=known[0], environment=known[1], covered=covered == 1)
            )
    rows = driver.execute(
        "SELECT a.reference, a.kind, a.state, a.set_status, r.id, d.state, d.asks, t.frozen_copy,"
        " a.imported_on IS NOT NULL FROM assessment a LEFT JOIN assessment_report r ON r.id = a.final_report_id"
        " AND r.assessment_id = a.id LEFT JOIN decision d ON d.id = a.conclusion_decision_id"
        " AND d.subject_id = a.id LEFT JOIN decision_text t ON t.decision_id = d.id ORDER BY a.reference"
    ).fetchall()
    for reference, kind, state, status, report, decision_state, asks, copy, imported in rows:
        yield from assessment(
            AssessmentFact(
                reference=str(reference),
                kind=str(kind),
                state=str(state),
                set_status=None if status is None else str(status),
                report=None if report is None else tuple(lines[report]),
                decision_state=None if decision_state is None else str(decision_state),
                decision_asks=None if asks is None else str(asks),
                decided_status=_decided(copy),
                imported=imported == 1,
            )
        )


def _decided(copy: object) -> str | None:
    """The status that a decision was on; None where it was on none."""
    try:
        status = json.loads(str(copy))["status"]
    except (ValueError, KeyError, TypeError):
        return None
    return None if status is None else str(status)


def _code(vocabulary: type[E], value: object) -> E | None:
    """The code, if it is one: what is none has been named by the replay of the audit trail."""
    return vocabulary(value) if value in {member.value for member in vocabulary} else None
