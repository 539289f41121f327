"""The facts of a register that the invariants are about (domain.md 5.10): columns, never records.

A value that is no value of its column gives None here; the replay of the audit trail has named it already.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from pma_assure.records import contents
from pma_assure.register import invariants_of_findings
from pma_assure.register.findings import Findings
from pma_assure.register.invariants_of_assessments import check_assessments
from pma_assure.register.invariants_of_breaches import check_breaches
from pma_assure.register.invariants_of_emergencies import check_emergencies
from pma_assure.register.invariants_of_the_document_set import check_document_set
from pma_assure.rules import invariants as rules
from pma_assure.rules.fingerprint import fingerprint
from pma_assure.rules.invariants_of_findings import Staff
from pma_assure.rules.ownership import proves
from pma_assure.values.quorum import Affiliation, Employment, Term
from pma_assure.values.soundness import Problem

MORNING_OF_TIME = date.min


def check_invariants(driver: Any, found: Findings) -> None:
    # A settled one too: the fact stays what it was, only what was owed has been done.
    irregular = {row[0] for row in driver.execute("SELECT record_id FROM irregular_fact")}
    problems: list[Problem] = []
    problems += _decisions(driver, irregular)
    problems += _extracts(driver)
    problems += _milestones(driver, irregular)
    problems += _advice(driver)
    problems += _plan_versions(driver)
    problems += check_breaches(driver)
    problems += check_document_set(driver, irregular)
    problems += check_emergencies(driver)
    company = _company(driver)
    problems += check_assessments(driver, irregular, company.affiliations)
    staff = Staff(employments=company.employments, affiliations=company.affiliations, names=dict(company.names))
    problems += invariants_of_findings.problems(driver, irregular, staff)
    problems += rules.nothing_deleted(
        str(row[0]) for row in driver.execute("SELECT DISTINCT operation FROM audit_entry")
    )
    problems += _irregularities(driver)
    for problem in problems:
        found.add(problem)


def _decisions(driver: Any, irregular: set[Any]) -> Iterable[Problem]:
    company = _company(driver)
    votes = _grouped(
        driver.execute(
            "SELECT v.decision_id, p.reference, v.cast, v.casting, v.counted FROM vote v"
            " LEFT JOIN person p ON p.id = v.person_id"
        )
    )
    rows = driver.execute(
        "SELECT d.id, d.reference, d.state, d.manner, d.decided_on, d.quorate, d.quorum_count, d.quorum_needed,"
        " d.votes_for, d.votes_against, d.casting, d.reevaluate, d.subject_kind, d.fingerprint, t.frozen_copy, t.quorum"
        " FROM decision d LEFT JOIN decision_text t ON t.decision_id = d.id ORDER BY d.reference"
    )
    for row in rows:
        fact = rules.DecisionFact(
            reference=str(row[1]),
            state=str(row[2]),
            manner=str(row[3]),
            decided_on=_day(row[4]),
            quorate=row[5] == 1,
            quorum_count=_number(row[6]),
            quorum_needed=_number(row[7]),
            votes_for=_number(row[8]),
            votes_against=_number(row[9]),
            casting=_text(row[10]),
            reevaluate=row[11] == 1,
            subject_kind=_text(row[12]),
            fingerprint=str(row[13]),
            copy_fingerprint=hashlib.sha256(str(row[14] or "").encode("utf-8", "surrogateescape")).hexdigest(),
            people=_people(row[15]),
            votes=tuple(
                rules.VoteFact(person=str(vote[1]), cast=str(vote[2]), casting=vote[3] == 1, counted=vote[4] == 1)
                for vote in votes[row[0]]
            ),
            irregular=row[0] in irregular,
        )
        yield from rules.decision(fact, company)


def _people(frozen: object) -> tuple[rules.InQuorum, ...] | None:
    try:
        people = json.loads(str(frozen))["people"]
        return tuple(
            rules.InQuorum(
                person=each["person"],
                name=each["name"],
                seat=each["seat"],
                standing=each["standing"],
                counted=each["counted"],
            )
            for each in people
        )
    except (ValueError, KeyError, TypeError):
        return None


def _company(driver: Any) -> rules.Company:
    employments = driver.execute(
        "SELECT p.reference, o.reference, e.first_day, e.last_day FROM employed e"
        " JOIN person p ON p.id = e.person_id JOIN organisation o ON o.id = e.organisation_id"
    )
    affiliations = driver.execute(
        "SELECT o.reference, a.group_name, a.first_day, a.last_day FROM group_affiliation a"
        " JOIN organisation o ON o.id = a.organisation_id"
    )
    return rules.Company(
        employments=tuple(
            Employment(person=str(row[0]), organisation=str(row[1]), first_day=_since(row[2]), last_day=_day(row[3]))
            for row in employments.fetchall()
        ),
        affiliations=tuple(
            Affiliation(organisation=str(row[0]), group=str(row[1]), first_day=_since(row[2]), last_day=_day(row[3]))
            for row in affiliations.fetchall()
        ),
        terms=tuple(
            Term(seat=str(row[0]), person=str(row[1]), first_day=_since(row[2]), last_day=_day(row[3]))
            for row in driver.execute(
                "SELECT s.code, p.reference, a.first_day, a.last_day FROM appointment a"
                " JOIN seat s ON s.id = a.seat_id JOIN person p ON p.id = a.person_id WHERE a.state <> 'identified'"
            ).fetchall()
        ),
        names={
            str(row[0]): str(row[1])
            for table in ("person", "organisation")
            for row in driver.execute(f"SELECT reference, name FROM {table}")
        },
    )


def _extracts(driver: Any) -> Iterable[Problem]:
    passages = _grouped(
        driver.execute(
            "SELECT p.extract_version_id, p.number, p.disposition, p.ground, trim(coalesce(t.necessity, '')) <> '',"
            " p.summarised FROM passage p LEFT JOIN passage_text t ON t.passage_id = p.id ORDER BY p.position"
        )
    )
    releases = _grouped(
        driver.execute("SELECT extract_version_id, pdf_sha256, workbook_sha256, withheld_texts, places FROM release")
    )
    issued = _grouped(driver.execute("SELECT record_id, sha256 FROM issued_document"))
    rows = driver.execute(
        "SELECT v.id, v.extract_id, v.reference, v.state, d.state, d.asks FROM extract_version v"
        " LEFT JOIN decision d ON d.id = v.decision_id ORDER BY v.reference"
    )
    for key, extract, reference, state, decision_state, decision_asks in rows:
        yield from rules.released_extract(
            rules.ExtractFact(
                reference=str(reference),
                state=str(state),
                decision_state=_text(decision_state),
                decision_asks=_text(decision_asks),
                passages=tuple(
                    rules.PassageFact(
                        number=_number(each[1]),
                        disposition=str(each[2]),
                        ground=_text(each[3]),
                        necessity=each[4] == 1,
                        summarised=each[5] == 1,
                    )
                    for each in passages[key]
                ),
                releases=tuple(
                    rules.ReleaseFact(
                        pdf_sha256=str(each[1]),
                        workbook_sha256=str(each[2]),
                        withheld_texts=_number(each[3]),
                        places=bool(each[4]),
                    )
                    for each in releases[key]
                ),
                issued=frozenset(str(each[1]) for each in (*issued[key], *issued[extract])),
            )
        )


def _milestones(driver: Any, irregular: set[Any]) -> Iterable[Problem]:
    first: dict[Any, str | None] = {}
    statement = "SELECT row_id, changes FROM audit_entry WHERE table_name = 'milestone' AND operation = 'insert'"
    for key, changes in driver.execute(statement):
        try:
            first.setdefault(key, json.loads(changes)["baseline_due"][1])
        except (ValueError, KeyError, TypeError):
            first.setdefault(key, None)
    evidence = _grouped(
        driver.execute(
            "SELECT l.record_id, e.state, e.verifiable, e.received_on FROM evidence_link l"
            " JOIN evidence e ON e.id = l.evidence_id WHERE l.withdrawn_on IS NULL"
        )
    )
    company = _company(driver)
    rows = driver.execute(
        "SELECT m.id, m.reference, m.state, m.baseline_due, w.reference, m.owner, o.reference, v.reference,"
        " m.verified_on FROM milestone m LEFT JOIN plan p ON p.id = m.plan_id"
        " LEFT JOIN organisation o ON o.id = p.organisation_id LEFT JOIN person w ON w.id = m.owner_person_id"
        " LEFT JOIN person v ON v.id = m.verified_by_id ORDER BY m.reference"
    )
    for key, reference, state, baseline, owner, words, participant, verifier, verified_on in rows:
        proofs = [
            each for each in evidence[key] if proves(each[1], verifiable=each[2] == 1, received_on=_since(each[3]))
        ]
        yield from rules.milestone(
            rules.MilestoneFact(
                reference=str(reference),
                state=str(state),
                baseline_due=str(baseline),
                first_baseline=first.get(key),
                owner=_text(owner),
                owner_words=str(words),
                participant=str(participant),
                verifier=_text(verifier),
                verified_on=_day(verified_on),
                evidence=len(proofs),
                irregular=key in irregular,
            ),
            company,
        )


def _advice(driver: Any) -> Iterable[Problem]:
    rows = driver.execute(
        "SELECT v.reference, v.state, d.state, v.issued_on IS NOT NULL, (SELECT count(*) FROM issued_document i"
        " JOIN issued_bytes b ON b.document_id = i.id WHERE i.record_id = v.id) FROM advice_version v"
        " LEFT JOIN decision d ON d.id = v.decision_id ORDER BY v.reference"
    )
    for reference, state, decision_state, issued_on, documents in rows:
        yield from rules.advice(
            rules.AdviceFact(
                reference=str(reference),
                state=str(state),
                decision_state=_text(decision_state),
                issued_on=issued_on == 1,
                issued_documents=documents,
            )
        )


def _plan_versions(driver: Any) -> Iterable[Problem]:
    rows = driver.execute(
        "SELECT id, reference, state, frozen_fingerprint FROM plan_version ORDER BY reference"
    ).fetchall()
    with _session(driver) as session:
        for key, reference, state, frozen in rows:
            content = _content(session, key) if state != "draft" else None
            fact = rules.PlanVersionFact(
                reference=str(reference), state=str(state), frozen=_text(frozen), content=content
            )
            yield from rules.plan_version(fact)


def asked_of(driver: Any, question: Callable[[Session], Iterable[Problem]]) -> tuple[Problem, ...]:
    """What ``question`` finds, asked of the mapped records through the check's own connection, which reads only."""
    with _session(driver) as session:
        return tuple(question(session))


def _session(driver: Any) -> Session:
    """A session on the check's own connection."""
    return Session(
        create_engine("sqlite+pysqlite://", creator=lambda: _Borrowed(driver), poolclass=StaticPool, _initialize=False)
    )


class _Borrowed:
    """The check's connection as SQLAlchemy may use it: it must not end a transaction that is not its own."""

    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def __getattr__(self, name: str) -> Any:
        return getattr(self._driver, name)

    def commit(self) -> None: ...

    def rollback(self) -> None: ...

    def close(self) -> None: ...


def _content(session: Session, key: object) -> str | None:
    try:
        return fingerprint(contents.plan_version(session, UUID(str(key))))
    except (ValueError, LookupError, TypeError, AttributeError, SQLAlchemyError):
        return None


def _irregularities(driver: Any) -> Iterable[Problem]:
    rows = driver.execute(
        "SELECT reference, record_kind, rule, paragraph, sentence, settled_on FROM irregular_fact"
        " ORDER BY reference, id"
    )
    for reference, kind, rule, paragraph, sentence, settled in rows:
        yield from rules.irregularity(
            rules.IrregularityFact(
                reference=str(reference),
                table=str(kind),
                rule=str(rule),
                paragraph=str(paragraph),
                sentence=str(sentence),
                settled=settled is not None,
            )
        )


def _grouped(rows: Iterable[Any]) -> defaultdict[Any, list[Any]]:
    grouped: defaultdict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row[0]].append(row)
    return grouped


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _since(value: object) -> date:
    return _day(value) or MORNING_OF_TIME


def _number(value: object) -> int:
    return value if isinstance(value, int) else -1


def _text(value: object) -> str | None:
    return None if value is None else str(value)
