"""Advice on a breach, whichever way the view went, and what the Panel then decided, as reported (R68, R69, R72)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pma_assure.records.cases import BreachConsideration, BreachText, PanelOutcome
from pma_assure.records.house import IrregularFact
from pma_assure.records.papers import Advice, AdviceText, AdviceVersion, IssuedBytes, IssuedDocument
from pma_assure.records.plans import Plan
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import (
    AdvicePurpose,
    AdviceState,
    BreachState,
    BreachTrigger,
    BreachView,
    PlanState,
    PlanView,
)
from pma_assure.views import documents, plans
from pma_assure.workflows.acting import act_as
from pma_assure.workflows.every import DEEDS
from tests.workflows.breach_office import (
    ISSUED,
    MET,
    PANEL,
    advised,
    considered,
    draft,
    gathered,
    issue,
    item,
    propose,
    ready,
)
from tests.workflows.desk import KEEPER, TODAY, Office, render_advice


def state(office: Office, breach: str) -> BreachState:
    return office.row(BreachConsideration, reference=breach).state


@pytest.mark.parametrize("view", BreachView)
def test_the_panel_is_advised_whichever_way_the_view_went(office: Office, view: BreachView) -> None:
    breach = considered(office, view)
    advice = draft(office, breach)
    issue(office, advice)
    row, version = office.row(Advice), office.row(AdviceVersion)
    assert (row.purpose, row.plan_id, row.state) == (AdvicePurpose.BREACH, None, AdviceState.ISSUED)
    assert (version.breach_view, version.view, version.issued_on) == (view, None, ISSUED)
    assert state(office, breach) == BreachState.ADVISED
    assert office.row(BreachConsideration).state_on == ISSUED
    office.sound()


def test_one_decision_on_the_advice_considers_and_advises(office: Office) -> None:
    breach, _ = advised(office)
    row = office.row(BreachConsideration, reference=breach)
    assert (row.state, row.view, row.considered_on) == (BreachState.ADVISED, BreachView.MATERIAL, ISSUED)
    assert row.decision_id == office.row(AdviceVersion).decision_id
    office.sound()


def test_the_view_can_be_recorded_by_the_decision_on_the_advice(office: Office) -> None:
    breach, other = ready(office), ready(office)
    advice = draft(office, breach)
    decision = office.decide(advice, MET)
    assert "not on this" in office.refuse("breach.consider", breach=other, decision=decision).sentence
    office.do("breach.consider", breach=breach, decision=decision)
    assert state(office, breach) == BreachState.CONSIDERED
    office.do("advice.issue", advice=advice, decision=decision, issued_on=ISSUED, renderer=render_advice)
    assert state(office, breach) == BreachState.ADVISED


def test_a_fact_added_after_the_decision_on_the_advice_is_another_text(office: Office) -> None:
    case, breach = gathered(office)
    office.do("breach.make_ready", breach=breach, why_no_representations="heard")
    propose(office, breach)
    advice = draft(office, breach)
    decision = office.decide(advice, MET)
    office.do("breach.add_fact", breach=breach, words_given="Twice.", evidence=(item(office, case, name="b.txt"),))
    given = {"advice": advice, "decision": decision, "issued_on": ISSUED, "renderer": render_advice}
    assert "was changed since" in office.refuse("advice.issue", **given).sentence


def test_the_words_of_the_paper_stand_where_the_advice_says_no_others(office: Office) -> None:
    draft(office, ready(office))
    text = office.row(AdviceText)
    assert (text.reasons, text.proportionality) == ("It was late.", "The Panel can weigh its size.")


def test_what_no_advice_is_drafted_on(office: Office) -> None:
    _, breach = gathered(office)
    given = {"breach": breach, "title": "t", "recommendation": "r"}
    assert "is Gathering facts" in office.refuse("advice.draft_on_breach", **given).sentence
    office.do("breach.make_ready", breach=breach, why_no_representations="heard")
    assert "No view is proposed" in office.refuse("advice.draft_on_breach", **given).sentence
    propose(office, breach)
    advice = draft(office, breach)
    assert f"{advice} on {breach} is drafted already" in office.refuse("advice.draft_on_breach", **given).sentence
    issue(office, advice)
    no = office.refuse("advice.draft_on_breach", **given)
    assert (no.rule, "correct it by a new version" in no.sentence) == ("R68", True)


def test_a_draft_on_a_breach_is_edited_without_a_plan(office: Office) -> None:
    advice = draft(office, ready(office))
    office.do("advice.edit", advice=advice, title="On one officer", reasons="Twice late.")
    assert (office.row(Advice).title, office.row(AdviceText).reasons) == ("On one officer", "Twice late.")
    done = office.do("advice.edit", advice=advice, reasons="The PMA approved no plan.", proportionality="Twice late.")
    assert any("says of the PMA “approved”" in note for note in done.notes)
    done = office.do("advice.edit", advice=advice, reasons="Twice late.")
    assert not any("says of the PMA" in note for note in done.notes)
    assert office.refuse("advice.edit", advice=advice, proportionality=" ").rule == "R72"
    no = office.refuse("advice.edit", advice=advice, view=PlanView.MEETS)
    assert (no.field, no.rule) == ("view", "R67")
    assert "not on a plan" in office.refuse("advice.answer", advice=advice, answers=()).sentence


def test_another_view_in_the_paper_is_another_view_in_the_draft(office: Office) -> None:
    breach = ready(office)
    advice = draft(office, breach)
    notes = propose(office, breach, BreachView.NOT_MATERIAL)
    assert any(f"{advice}/1.0 proposes the same view now" in note for note in notes)
    assert office.row(AdviceVersion).breach_view == BreachView.NOT_MATERIAL


def test_advice_that_says_another_view_than_the_pma_is_not_issued(office: Office) -> None:
    breach = considered(office)
    advice = draft(office, breach)
    office.force(AdviceVersion, office.row(AdviceVersion).id, breach_view=BreachView.NOT_MATERIAL)
    given = {"advice": advice, "decision": office.decide(advice, MET), "issued_on": ISSUED, "renderer": render_advice}
    no = office.refuse("advice.issue", **given)
    assert (no.rule, "Material breach" in no.sentence) == ("R68", True)


def test_advice_on_what_went_back_is_not_issued(office: Office) -> None:
    breach = ready(office)
    advice = draft(office, breach)
    office.do("breach.defer", breach=breach, reason="a log is awaited", return_on=TODAY)
    given = {"advice": advice, "decision": office.decide(advice, MET), "issued_on": ISSUED, "renderer": render_advice}
    assert "is Deferred" in office.refuse("advice.issue", **given).sentence


def test_a_correction_leaves_the_first_version_as_it_was(office: Office) -> None:
    breach, advice = advised(office)
    before = office.row(IssuedBytes).content
    office.do("advice.correct", advice=advice, correction="“Wren” was misspelt.", reasons="It was late, by a day.")
    assert documents.stored(office.register, advice, "pdf") == before
    issue(office, advice, ISSUED + timedelta(days=2))
    first, second = office.rows(AdviceVersion)
    assert (first.state, second.state, second.supersedes) == (
        AdviceState.SUPERSEDED,
        AdviceState.ISSUED,
        f"{advice}/1.0",
    )
    assert (second.breach_view, office.row(BreachConsideration).state_on) == (BreachView.MATERIAL, ISSUED)
    assert [row.reference for row in office.rows(IssuedDocument)] == [f"{advice}/1.0.pdf", f"{advice}/1.1.pdf"]
    assert documents.stored(office.register, f"{advice}/1.0", "pdf") == before
    assert state(office, breach) == BreachState.ADVISED
    office.sound()


def test_the_panel_may_see_it_otherwise_and_that_is_no_error(office: Office) -> None:
    breach, advice = advised(office)
    done = office.do("breach.record_outcome", breach=breach, **PANEL, view=BreachView.NOT_MATERIAL)
    assert done.irregular == ()
    assert any("non-compliance, not material" in note and "differs" in note for note in done.notes)
    outcome = office.row(PanelOutcome)
    assert (outcome.view, outcome.differs_from_advice) == (BreachView.NOT_MATERIAL, True)
    assert outcome.advice_version_id == office.row(AdviceVersion, reference=f"{advice}/1.0").id
    row = office.row(BreachConsideration)
    # The Panel's view is its own: what the PMA considered stays.
    assert (row.state, row.view) == (BreachState.PANEL_DECIDED, BreachView.MATERIAL)
    office.do("breach.close", breach=breach)
    assert state(office, breach) == BreachState.CLOSED
    office.sound()


@pytest.mark.parametrize(("view", "differs"), [(BreachView.MATERIAL, False), (None, False)])
def test_what_the_panel_agrees_with_or_leaves_unsaid_differs_in_nothing(
    office: Office, view: BreachView | None, differs: bool
) -> None:
    breach, _ = advised(office)
    office.do("breach.record_outcome", breach=breach, **PANEL, view=view)
    assert office.row(PanelOutcome).differs_from_advice is differs
    assert office.refuse("breach.record_outcome", breach=breach, **(PANEL | {"decided_on": TODAY + timedelta(days=1)}))


def test_the_panel_decides_before_the_pma_advised(office: Office) -> None:
    breach = considered(office)
    done = office.do("breach.record_outcome", breach=breach, **PANEL, view=BreachView.NOT_MATERIAL)
    assert [(one.rule, one.paragraph) for one in done.irregular] == [("R68", "59")]
    assert office.row(PanelOutcome).differs_from_advice is False
    assert state(office, breach) == BreachState.CONSIDERED
    assert office.count(IrregularFact) == 1


def test_what_was_considered_before_the_register_is_compared_with_the_view_it_shows(office: Office) -> None:
    breach = office.ref(
        "breach.record_past",
        case=office.case(),
        title="Of last year",
        trigger=BreachTrigger.COMPLAINT,
        allegation="One officer.",
        view=BreachView.MATERIAL,
        reasons="As minuted.",
        opened_on=date(2025, 1, 10),
        considered_on=date(2025, 2, 10),
        source="Minutes of February 2025",
    )
    office.do("breach.record_outcome", breach=breach, **PANEL, view=BreachView.NO_NON_COMPLIANCE)
    assert office.row(PanelOutcome).differs_from_advice is True
    office.sound()


@pytest.mark.parametrize(
    ("considered_on", "kept"), [(TODAY - timedelta(days=1), 0), (TODAY, 1), (TODAY + timedelta(days=1), 1)]
)
def test_what_was_considered_since_the_register_is_kept_is_irregular_without_its_decision(
    office: Office, considered_on: date, kept: int
) -> None:
    """Recorded as past, a consideration went to its close, and its case with it, past every quorum."""
    case = office.case()
    acting = act_as(office.register, KEEPER, day=date(2027, 1, 15))
    breach = DEEDS["breach.record_past"].run(
        acting,
        case=case,
        title="Of last week",
        trigger=BreachTrigger.COMPLAINT,
        allegation="One officer.",
        view=BreachView.MATERIAL,
        reasons="As somebody remembers.",
        opened_on=considered_on,
        considered_on=considered_on,
        source="Nothing",
    )
    assert len(breach.irregular) == kept
    DEEDS["breach.record_outcome"].run(
        acting, breach=breach.reference, decided_on=date(2027, 1, 10), source="Panel", words_given="As it said."
    )
    DEEDS["breach.close"].run(acting, breach=breach.reference)
    if kept:
        with pytest.raises(Refused, match="is irregular under R67 and not settled"):
            DEEDS["case.close"].run(acting, case=case, reason="Done.")
    else:
        DEEDS["case.close"].run(acting, case=case, reason="Done.")


def test_it_closes_once_the_plan_that_followed_is_closed(office: Office) -> None:
    case = office.case()
    breach, _ = advised(office, case=case)
    plan = office.plan(case, breach=breach)
    assert state(office, breach) == BreachState.PANEL_DECIDED
    assert plan in office.refuse("breach.close", breach=breach).sentence
    office.do("breach.record_outcome", breach=breach, **PANEL, view=BreachView.MATERIAL)
    assert len(office.rows(PanelOutcome)) == 2
    office.force(Plan, office.row(Plan).id, state=PlanState.CLOSED)
    office.do("breach.close", breach=breach)
    assert state(office, breach) == BreachState.CLOSED


def test_reopened_it_is_considered_anew_and_the_advice_is_corrected(office: Office) -> None:
    breach, advice = advised(office)
    office.do("breach.record_outcome", breach=breach, **PANEL)
    office.do("breach.close", breach=breach)
    office.do("breach.reopen", breach=breach, reason="a second officer did sign")
    row = office.row(BreachConsideration)
    assert (row.state, row.view, row.decision_id) == (BreachState.REOPENED, None, None)
    office.do("breach.add_factor", breach=breach, name="A second officer", lean="against_material")
    with office.register.reading() as session:
        version = office.row(AdviceVersion)
        # What the Panel was told does not change with the new facts.
        assert plans.changed_since_decision(session, "advice", version.id) is None
    office.do("breach.make_ready", breach=breach, why_no_representations="it asked for this itself")
    propose(office, breach, BreachView.NO_NON_COMPLIANCE)
    office.do("advice.correct", advice=advice, correction="New facts.")
    assert office.row(AdviceVersion, label="1.1").breach_view == BreachView.NO_NON_COMPLIANCE
    issue(office, advice, TODAY - timedelta(days=1))
    row = office.row(BreachConsideration)
    assert (row.state, row.view) == (BreachState.ADVISED, BreachView.NO_NON_COMPLIANCE)
    assert office.row(BreachText).state_reason == "a second officer did sign"
    office.sound()
