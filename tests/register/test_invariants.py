"""The invariants on a real register: the facts reach the rules, and what a person recorded as irregular only warns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from pma_assure.records.cases import Finding
from pma_assure.records.contents import plan_version
from pma_assure.records.corrective import Action
from pma_assure.records.extracts import ExtractVersion
from pma_assure.records.house import IrregularFact
from pma_assure.records.meetings import Decision, DecisionText, Vote
from pma_assure.records.papers import AdviceVersion, Evidence, EvidenceLink
from pma_assure.records.people import Person
from pma_assure.records.plans import Milestone, PlanVersion
from pma_assure.register.check import check
from pma_assure.register.register import Register
from pma_assure.register.session import RegisterSession
from pma_assure.rules.fingerprint import canonical, fingerprint
from pma_assure.rules.vocabulary import (
    ActionState,
    AdviceState,
    EvidenceState,
    ExtractState,
    FindingState,
    MilestoneState,
    PlanVersionState,
    VoteCast,
)
from tests.register import filled
from tests.register.conftest import context


def one(session: RegisterSession, class_: Any) -> Any:
    return session.scalars(select(class_)).first()


def another_decision(session: RegisterSession, **changes: Any) -> Decision:
    """A second decision like the first, as only a mistake in the program could record it."""
    first = one(session, Decision)
    given = {column.name: getattr(first, column.name) for column in Decision.__table__.columns}
    for name in ("id", "version"):
        given.pop(name)
    second = Decision(**(given | {"reference": "second decision"} | changes))
    session.add(second)
    session.flush()
    text = DecisionText(
        decision_id=second.id,
        motion="That the plan meets the requirements",
        frozen_copy=canonical(filled.COPY),
        quorum=canonical(filled.QUORUM),
    )
    cast = Vote(decision_id=second.id, person_id=one(session, Person).id, cast=VoteCast.FOR)
    session.add_all([text, cast])
    return second


def verified(session: RegisterSession) -> Milestone:
    milestone: Milestone = one(session, Milestone)
    milestone.state = MilestoneState.VERIFIED
    verifier = Person(reference="second person", name="Second person")
    session.add(verifier)
    session.flush()
    milestone.verified_by_id = verifier.id
    return milestone


def thawed_text(session: RegisterSession) -> None:
    first = one(session, PlanVersion)
    number = first.number + 1
    session.add(
        PlanVersion(
            reference="second version",
            plan_id=first.plan_id,
            number=number,
            title="Another text",
            state=PlanVersionState.FROZEN,
            frozen_fingerprint=first.frozen_fingerprint,
        )
    )


def here(session: RegisterSession, **values: object) -> Finding:
    """The finding, raised in this register and not imported, with these values."""
    finding: Finding = one(session, Finding)
    finding.imported_on = None
    for name, value in values.items():
        setattr(finding, name, value)
    return finding


def issued(session: RegisterSession) -> None:
    """Advice on a plan: of the invented row, which has a word of everything, the view of a breach is taken."""
    version = one(session, AdviceVersion)
    version.breach_view = None
    version.state = AdviceState.ISSUED


BROKEN: dict[str, tuple[int, Callable[[RegisterSession], object]]] = {
    "a decision without a quorum": (1, lambda s: another_decision(s, quorate=False, quorum_count=3)),
    "a casting vote without a tie": (4, lambda s: another_decision(s, casting="for")),
    "a decision on the Panel's outcome": (5, lambda s: another_decision(s, subject_kind="panel_outcome")),
    "a release without a leak check": (6, lambda s: setattr(one(s, ExtractVersion), "state", ExtractState.RELEASED)),
    "a milestone verified without evidence": (8, verified),
    "advice issued without its document": (10, issued),
    "a decision on another text": (10, lambda s: another_decision(s, fingerprint="0" * 64)),
    "a frozen version of another text": (10, thawed_text),
    "a requirement that was not in force": (11, lambda s: here(s, began_on=date(2019, 1, 1))),
    "the first due day of a finding moved": (7, lambda s: here(s, baseline_due=date(2031, 1, 1))),
    "a finding closed without evidence": (8, lambda s: here(s, state=FindingState.CLOSED)),
    "an action verified without evidence": (8, lambda s: setattr(one(s, Action), "state", ActionState.VERIFIED)),
}


@pytest.mark.parametrize("how", BROKEN)
def test_what_must_hold_is_looked_at(full: Register, how: str) -> None:
    number, break_it = BROKEN[how]
    with full.writing(context(full)) as session:
        break_it(session)
    found = check(full)
    assert not found.sound
    assert {problem.code for problem in found.faults} == {f"invariant_{number}"}, found.problems


def test_evidence_for_a_verified_milestone(full: Register) -> None:
    with full.writing(context(full)) as session:
        milestone = verified(session)
        evidence = one(session, EvidenceLink)
        item = session.get_one(Evidence, evidence.evidence_id)
        item.state, item.verifiable = EvidenceState.HELD, True
        session.add(
            EvidenceLink(
                evidence_id=evidence.evidence_id,
                record_kind="milestone",
                record_id=milestone.id,
                record_reference=milestone.reference,
            )
        )
    assert check(full).problems == ()


def test_an_irregular_fact_is_a_warning(full: Register) -> None:
    with full.writing(context(full)) as session:
        finding = here(session, began_on=date(2019, 1, 1))
        session.add(
            IrregularFact(
                record_kind="finding",
                record_id=finding.id,
                reference=finding.reference,
                rule="R02",
                paragraph="15",
                sentence="The assessor cited a version that was not in force",
                noted_on=filled.DAY,
            )
        )
    found = check(full)
    assert found.sound
    assert [problem.code for problem in found.warnings] == ["invariant_11", "irregular"]
    assert {problem.reference for problem in found.warnings} == {"finding reference Ŵyn"}


def test_the_content_of_a_version_is_what_workflows_freeze(full: Register) -> None:
    with full.reading() as session:
        version = session.scalars(select(PlanVersion)).one()
        assert version.frozen_fingerprint == fingerprint(plan_version(session, version.id))
