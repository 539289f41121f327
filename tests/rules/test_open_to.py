"""What a record is open to in its state, and when it will be open to the rest."""

from __future__ import annotations

import pytest

from pma_assure.rules.open_to import BY_STATE, NAMED, OF_ANOTHER, OPEN_TO, not_before, states_for, takes_a_step
from pma_assure.rules.state_sets import ENDED_FINDINGS
from pma_assure.rules.states import RECORDS, STEPS
from pma_assure.rules.vocabulary import BreachState, FindingState


@pytest.mark.parametrize(
    ("kind", "state", "deed", "when"),
    [
        ("finding", "open", "finding.respond", ""),
        ("finding", "draft", "finding.respond", "when “Open”"),
        ("finding", "open", "finding.close", "when “Reported done, to be verified”"),
        ("finding", "submitted", "finding.extend", "not while “Reported done, to be verified”"),
        ("finding", "closed", "finding.reopen", ""),
        ("finding", "open", "finding.reopen", "when “Closed” or “Advised to the Panel as accepted risk”"),
        ("finding", "closed", "evidence.link", ""),
        ("breach", "closed", "breach.add_fact", "not while “Closed”"),
        ("breach", "opened", "breach.add_fact", ""),
        ("breach", "opened", "breach.record_outcome", ""),
        ("breach", "opened", "plan.require", ""),
        ("breach", "opened", "breach.consider", "when “Ready for the PMA”"),
        ("cap", "draft", "cap.accept", "when “Submitted”"),
        ("assessment", "concluded", "assessment.begin", "when “Notified”"),
        ("assessment", "concluded", "assessment.take_final", ""),
        ("evidence_request", "refused", "evidence_request.answer", ""),
        ("milestone", "verified", "milestone.begin", ""),
        ("finding", "no such state", "finding.close", ""),
        ("", "", "finding.close", ""),
    ],
)
def test_when_a_deed_may_be_done_is_said_where_it_may_not_be_now(kind: str, state: str, deed: str, when: str) -> None:
    assert not_before(kind, state, deed) == when


def test_every_step_of_the_table_is_open_to_the_state_it_leaves() -> None:
    kinds = {record: kind for kind, record in NAMED.items()}
    for step in STEPS:
        for deed in step.deeds:
            if (step.record, step.source, deed) in OF_ANOTHER:
                continue
            assert not not_before(kinds.get(step.record, step.record), step.source.value, deed), (step, deed)
            assert takes_a_step(kinds.get(step.record, step.record), deed)


def test_what_takes_no_step_is_named_for_records_whose_states_say_it() -> None:
    for record, deed in OPEN_TO:
        assert record in BY_STATE
        assert not any(step.record == record and deed in step.deeds for step in STEPS)
        assert OPEN_TO[record, deed] < frozenset(RECORDS[record])
    assert states_for("finding", "finding.set_due") == frozenset(FindingState) - frozenset(ENDED_FINDINGS)
    assert states_for("breach consideration", "breach.add_fact") is not None
    assert BreachState.CLOSED not in (states_for("breach consideration", "breach.add_fact") or ())
