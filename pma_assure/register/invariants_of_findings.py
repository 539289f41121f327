"""The facts of findings and actions that the invariants are about (domain.md 5.10): columns, never records."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from pma_assure.rules import invariants_of_findings as rules
from pma_assure.rules.ownership import proves
from pma_assure.values.soundness import Problem


def problems(driver: Any, irregular: set[Any], staff: rules.Staff) -> Iterator[Problem]:
    """Everything that does not hold of findings and of actions."""
    proofs = _proofs(driver)
    yield from _findings(driver, irregular, staff, proofs)
    yield from _actions(driver, irregular, staff, proofs)


def _proofs(driver: Any) -> dict[Any, int]:
    """Record -> how many items it can rest on."""
    found: dict[Any, int] = defaultdict(int)
    rows = driver.execute(
        "SELECT l.record_id, e.state, e.verifiable, e.received_on FROM evidence_link l"
        " JOIN evidence e ON e.id = l.evidence_id WHERE l.withdrawn_on IS NULL"
    )
    for key, state, verifiable, received_on in rows:
        found[key] += proves(state, verifiable=verifiable == 1, received_on=_day(received_on) or date.min)
    return found


def _first_baselines(driver: Any) -> dict[Any, str]:
    """Finding -> the due day that the audit trail says was set first."""
    first: dict[Any, str] = {}
    rows = driver.execute(
        "SELECT row_id, changes FROM audit_entry WHERE table_name = 'finding' AND changes LIKE '%\"baseline_due\"%'"
        " ORDER BY number"
    )
    for key, changes in rows:
        try:
            value = json.loads(changes)["baseline_due"][1]
        except (ValueError, KeyError, TypeError, IndexError):
            continue  # the replay of the trail names an entry that cannot be read
        if isinstance(value, str):
            first.setdefault(key, value)
    return first


def reached(driver: Any, table: str) -> defaultdict[Any, set[str]]:
    """Row -> the states it came into after it was there, by other deeds than those of an import."""
    found: defaultdict[Any, set[str]] = defaultdict(set)
    rows = driver.execute(
        "SELECT row_id, changes FROM audit_entry WHERE table_name = ? AND operation = 'update'"
        " AND deed NOT LIKE 'import.%' AND changes LIKE '%\"state\"%'",
        (table,),
    )
    for key, changes in rows:
        try:
            found[key].add(str(json.loads(changes)["state"][1]))
        except (ValueError, KeyError, TypeError, IndexError):
            continue  # the replay of the trail names an entry that cannot be read
    return found


def _findings(driver: Any, irregular: set[Any], staff: rules.Staff, proofs: dict[Any, int]) -> Iterable[Problem]:
    first, steps = _first_baselines(driver), reached(driver, "finding")
    owners: dict[Any, list[str]] = defaultdict(list)
    for key, owner in driver.execute(
        "SELECT f.finding_id, a.owner FROM cap_finding f JOIN corrective_action_plan c ON c.id = f.cap_id"
        " JOIN action a ON a.cap_id = c.id WHERE f.withdrawn_on IS NULL AND c.state = 'accepted'"
        " AND a.owner IS NOT NULL ORDER BY a.reference"
    ):
        owners[key].append(str(owner))
    accepted = dict(
        driver.execute("SELECT finding_id, id FROM submission WHERE result = 'accepted' ORDER BY number").fetchall()
    )
    rows = driver.execute(
        "SELECT f.id, f.reference, f.state, coalesce(f.began_on, f.identified_on), r.reference, v.effective_from,"
        " v.effective_to, f.baseline_due, o.reference, p.reference, f.closed_on, f.imported_on FROM finding f"
        " LEFT JOIN requirement r ON r.id = f.requirement_id"
        " LEFT JOIN document_version v ON v.id = r.document_version_id LEFT JOIN case_file c ON c.id = f.case_id"
        " LEFT JOIN organisation o ON o.id = c.organisation_id LEFT JOIN person p ON p.id = f.verified_by_id"
        " ORDER BY f.reference"
    )
    for row in rows:
        key = row[0]
        yield from rules.finding(
            rules.FindingFact(
                reference=str(row[1]),
                state=str(row[2]),
                occurred_on=_day(row[3]),
                requirement=_text(row[4]),
                effective_from=_day(row[5]),
                effective_to=_day(row[6]),
                baseline_due=_text(row[7]),
                first_baseline=first.get(key),
                participant=str(row[8]),
                verifier=_text(row[9]),
                closed_on=_day(row[10]),
                owners=tuple(owners[key]),
                evidence=proofs[accepted[key]] if key in accepted else 0,
                irregular=key in irregular,
                imported=row[11] is not None,
                reached=frozenset(steps[key]),
            ),
            staff,
        )


def _actions(driver: Any, irregular: set[Any], staff: rules.Staff, proofs: dict[Any, int]) -> Iterable[Problem]:
    rows = driver.execute(
        "SELECT a.id, a.reference, a.state, a.owner, o.reference, p.reference, a.verified_on FROM action a"
        " LEFT JOIN corrective_action_plan k ON k.id = a.cap_id LEFT JOIN case_file c ON c.id = k.case_id"
        " LEFT JOIN organisation o ON o.id = c.organisation_id LEFT JOIN person p ON p.id = a.verified_by_id"
        " ORDER BY a.reference"
    )
    for key, reference, state, owner, participant, verifier, verified_on in rows:
        yield from rules.action(
            rules.ActionFact(
                reference=str(reference),
                state=str(state),
                owner=str(owner or ""),
                participant=str(participant),
                verifier=_text(verifier),
                verified_on=_day(verified_on),
                evidence=proofs[key],
                irregular=key in irregular,
            ),
            staff,
        )


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _text(value: object) -> str | None:
    return None if value is None else str(value)
