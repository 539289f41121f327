"""The facts of assessments, caveats and closed cases that must hold: columns, never records."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from pma_assure.register.invariants_of_findings import reached
from pma_assure.rules.assessments import Contract, Covered
from pma_assure.rules.invariants_of_assessments import (
    VALID,
    AssessmentFact,
    CaseFact,
    CaveatFact,
    Surroundings,
    assessment,
    case,
    open_ones,
)
from pma_assure.rules.vocabulary import Asked, Environment, ServicePart
from pma_assure.values.quorum import Affiliation
from pma_assure.values.soundness import Problem

E = TypeVar("E", bound=StrEnum)


def check_assessments(driver: Any, irregular: set[Any], affiliations: tuple[Affiliation, ...]) -> Iterator[Problem]:
    """Every problem of every assessment and of every closed case, by reference."""
    yield from _assessments(driver, irregular, affiliations)
    yield from _cases(driver)


def _assessments(driver: Any, irregular: set[Any], affiliations: tuple[Affiliation, ...]) -> Iterator[Problem]:
    lines: defaultdict[Any, list[Covered]] = defaultdict(list)
    for report, component, part, environment, covered in driver.execute(
        "SELECT report_id, component, part, environment, covered FROM report_scope"
    ):
        known = _code(ServicePart, part), _code(Environment, environment)
        if known[0] is not None and known[1] is not None:
            lines[report].append(
                Covered(component=str(component), part=known[0], environment=known[1], covered=covered == 1)
            )
    caveats, steps = _caveats(driver), reached(driver, "assessment")
    around = _surroundings(driver, affiliations)
    rows = driver.execute(
        "SELECT a.id, a.reference, a.kind, a.state, a.set_status, r.id, d.state, d.asks, t.frozen_copy,"
        " a.imported_on, o.state, o.asks, a.policy_version_id, a.concluded_on, d.decided_on, a.notified_on,"
        " w.reference, p.reference FROM assessment a LEFT JOIN assessment_report r ON r.id = a.final_report_id"
        " AND r.assessment_id = a.id LEFT JOIN decision d ON d.id = a.conclusion_decision_id"
        " AND d.subject_id = a.id LEFT JOIN decision_text t ON t.decision_id = d.id"
        " LEFT JOIN decision o ON o.id = a.ordering_decision_id AND o.subject_id = a.id"
        " LEFT JOIN organisation w ON w.id = a.assessor_id LEFT JOIN organisation p ON p.id = a.organisation_id"
        " ORDER BY a.reference"
    ).fetchall()
    for row in rows:
        fact = AssessmentFact(
            reference=str(row[1]),
            kind=str(row[2]),
            state=str(row[3]),
            set_status=_text(row[4]),
            report=None if row[5] is None else tuple(lines[row[5]]),
            decision_state=_text(row[6]),
            decision_asks=_text(row[7]),
            decided_status=_decided(row[8]),
            imported=row[9] is not None,
            reached=frozenset(steps[row[0]]),
            ordered=row[10] in VALID and row[11] == Asked.ORDER_ASSESSMENT,
            under_policy=row[12] is not None,
            concluded_on=_day(row[13]),
            decided_on=_day(row[14]),
            notified_on=_day(row[15]),
            assessor=_text(row[16]),
            participant=str(row[17]),
            caveats=tuple(caveats[row[0]]),
            irregular=row[0] in irregular,
        )
        yield from assessment(fact, around)


def _caveats(driver: Any) -> defaultdict[Any, list[CaveatFact]]:
    found: defaultdict[Any, list[CaveatFact]] = defaultdict(list)
    for key, reference, owner, due, met_on, verifier in driver.execute(
        "SELECT assessment_id, reference, owner, due, met_on, verified_by_id FROM caveat WHERE withdrawn_on IS NULL"
        " ORDER BY reference"
    ):
        found[key].append(
            CaveatFact(
                reference=str(reference),
                owner=_text(owner),
                due=_day(due),
                met=met_on is not None,
                verified=verifier is not None,
            )
        )
    return found


def _surroundings(driver: Any, affiliations: tuple[Affiliation, ...]) -> Surroundings:
    contracts = driver.execute(
        "SELECT p.reference, c.reference, l.first_day, l.last_day FROM contractor_link l"
        " JOIN organisation p ON p.id = l.participant_id JOIN organisation c ON c.id = l.contractor_id"
    ).fetchall()
    names = driver.execute("SELECT reference, name FROM organisation").fetchall()
    return Surroundings(
        affiliations=affiliations,
        contracts=tuple(
            Contract(
                participant=str(row[0]),
                contractor=str(row[1]),
                first_day=_day(row[2]) or date.min,
                last_day=_day(row[3]),
            )
            for row in contracts
        ),
        names={str(reference): str(name) for reference, name in names},
    )


def _cases(driver: Any) -> Iterator[Problem]:
    closed_here = reached(driver, "case_file")
    within: defaultdict[Any, list[tuple[str, str]]] = defaultdict(list)
    for key, reference, state in driver.execute("SELECT case_id, reference, state FROM assessment ORDER BY reference"):
        within[key].append((str(reference), str(state)))
    for key, reference, state in driver.execute("SELECT id, reference, state FROM case_file ORDER BY reference"):
        yield from case(
            CaseFact(
                reference=str(reference),
                state=str(state),
                closed_here=str(state) in closed_here[key],
                open_assessments=open_ones(within[key]),
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


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _text(value: object) -> str | None:
    return None if value is None else str(value)
