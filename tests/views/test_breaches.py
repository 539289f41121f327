"""A breach consideration in lists, in ``show``, on its case, in duties; like cases beside it; what the check finds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pma_assure.records.cases import BreachConsideration
from pma_assure.register.check import check
from pma_assure.rules.vocabulary import BreachState, BreachTrigger, BreachView
from pma_assure.views import cases, choices, duties, lists, records
from tests.workflows.breach_office import PANEL, REQUIREMENT, advised, considered, draft, gathered, item, propose, ready
from tests.workflows.desk import TODAY, Office, found_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = found_office(tmp_path / "office.pma", None)
    yield made
    made.register.close()


def listed(office: Office, breach: str) -> dict[str, Any]:
    (found,) = [one for one in lists.items(office.register, TODAY, "breaches") if one["reference"] == breach]
    return found


def shown(office: Office, reference: str) -> dict[str, Any]:
    answer: dict[str, Any] = records.show(office.register, TODAY, reference)
    assert json.loads(json.dumps(answer)) == answer
    return answer


def owed(office: Office, reference: str) -> list[str | None]:
    return [one.deed for one in duties.owed(office.register, TODAY) if one.reference.split("/")[0] == reference]


def test_the_list_tells_the_pmas_view_from_the_panels(office: Office) -> None:
    breach, advice = advised(office)
    office.do("breach.record_outcome", breach=breach, **PANEL, view=BreachView.NOT_MATERIAL)
    one = listed(office, breach)
    assert (one["view"], one["panel_view"], one["differs_from_advice"]) == ("material_breach", "not_material", True)
    assert (one["proposed_view"], one["advice"], one["trigger"]) == ("material_breach", advice, "self_report")
    assert (one["panel_decided_on"], one["due"], one["days_overdue"]) == ("2026-11-20", None, None)
    (paper,) = lists.items(office.register, TODAY, "advice")
    assert (paper["breach"], paper["breach_view"], paper["view"]) == (breach, "material_breach", None)


def test_the_list_has_the_day_something_is_due(office: Office) -> None:
    _, sought = gathered(office)
    office.do(
        "breach.seek_representations", breach=sought, sought_on=date(2026, 11, 2), represent_by=date(2026, 11, 20)
    )
    assert (listed(office, sought)["due"], listed(office, sought)["days_overdue"]) == ("2026-11-20", 3)
    put_off = ready(office)
    office.do("breach.defer", breach=put_off, reason="later", return_on=date(2026, 12, 3))
    assert (listed(office, put_off)["due"], listed(office, put_off)["days_overdue"]) == ("2026-12-03", 0)


def test_show_has_everything_it_is_made_of(office: Office) -> None:
    case, breach = gathered(office)
    finding = office.open_finding(case)
    office.do("breach.link_finding", breach=breach, finding=finding)
    office.do("breach.add_fact", breach=breach, words_given="Said.", evidence=(item(office, case, verifiable=False),))
    office.do("breach.add_fact", breach=breach, words_given="Wrong.")
    office.do("breach.withdraw_fact", fact=f"{breach}/F3", reason="another day")
    office.do("breach.record_representation", breach=breach, received_on=TODAY, words_given="We did.")
    answer = shown(office, breach)
    fields = answer["fields"]
    assert [(one["reference"], one["supported"]) for one in fields["facts"]] == [
        (f"{breach}/F1", True),
        (f"{breach}/F2", False),
    ]
    assert [one["reference"] for one in fields["withdrawn_facts"]] == [f"{breach}/F3"]
    assert fields["factors"] == [{"number": 1, "name": "Late report", "lean": "towards_material", "words": ""}]
    assert [(one["words"], one["answer"]) for one in fields["representations"]] == [("We did.", "")]
    assert (fields["requirements"], fields["findings"]) == ([REQUIREMENT], [finding])
    assert fields["changed_since_decision"] is None
    links = {(one["role"], one["reference"]) for one in answer["links"]}
    assert links >= {
        ("case", case),
        ("requirement", REQUIREMENT),
        ("finding", finding),
        ("fact", f"{breach}/F1"),
        ("fact", f"{breach}/F2"),
    }
    part = shown(office, f"{breach}/F1")
    assert (part["kind"], part["fields"]["breach"], part["fields"]["evidence"]) == (
        "breach_fact",
        breach,
        ["EVID-2026-0001"],
    )


def test_like_cases_stand_side_by_side_and_say_why(office: Office) -> None:
    near, _ = advised(office)
    office.do("breach.record_outcome", breach=near, **PANEL, view=BreachView.NOT_MATERIAL)
    plan_case = office.case("Coldharbour Key Services")
    far, _ = advised(office, view=BreachView.NOT_MATERIAL, case=plan_case, requirements=("REQ-RAPP-2.1-7.4",))
    plan = office.plan(plan_case, breach=far)
    apart = ready(office, view=BreachView.NO_NON_COMPLIANCE, requirements=())
    office.do("breach.consider", breach=apart, decision=office.decide(apart, date(2026, 11, 11)))
    breach = ready(office)
    answer = shown(office, breach)
    first, second = answer["fields"]["comparables"]
    assert (first["reference"], second["reference"]) == (near, far)
    assert first["alike"] == [
        "same requirement (RAPP 5.2)",
        "same view",
        "same trigger",
        "same participant category",
    ]
    assert (first["view"], first["panel_view"], first["differs_from_advice"]) == (
        "material_breach",
        "not_material",
        True,
    )
    assert (first["panel_words"], first["days_to_panel"], first["days_to_view"]) == ("As the Panel said.", 50, 42)
    assert [one["name"] for one in first["factors"]] == ["Late report"]
    assert second["alike"] == ["same document (RAPP)", "same trigger"]
    assert second["remedy"] == f"{plan}: Dual control of the key ceremony"
    assert ("comparable", near) in {(one["role"], one["reference"]) for one in answer["links"]}
    (why,) = [one for one in answer["why"] if one["what"] == "Comparable considerations"]
    assert (why["value"], why["rule"], why["paragraph"]) == ("2 earlier considerations", "R71", "73")
    assert "decided by the Panel, otherwise than advised, 50 days" in why["inputs"][near]
    assert shown(office, apart)["fields"]["comparables"] == []


def test_a_consideration_made_earlier_is_compared_by_its_requirements(office: Office) -> None:
    past = office.ref(
        "breach.record_past",
        case=office.case("Coldharbour Key Services"),
        title="Of last year",
        trigger=BreachTrigger.COMPLAINT,
        allegation="One officer.",
        view=BreachView.NOT_MATERIAL,
        reasons="As minuted.",
        opened_on=date(2025, 1, 10),
        considered_on=date(2025, 2, 10),
        source="Minutes of February 2025",
        requirements=(REQUIREMENT,),
    )
    (one,) = shown(office, ready(office))["fields"]["comparables"]
    assert (one["reference"], one["alike"][0]) == (past, "same requirement (RAPP 5.2)")
    office.sound()


def test_what_is_not_considered_is_compared_with_nothing(office: Office) -> None:
    gathered(office)
    breach = ready(office)
    assert shown(office, breach)["fields"]["comparables"] == []


def test_the_case_shows_it_with_the_deeds_of_its_state(office: Office) -> None:
    case, breach = gathered(office)
    page = cases.page(office.register, TODAY, case)
    (one,) = page.breaches
    assert (one.reference, one.state, [fact.supported for fact in one.facts]) == (breach, "gathering_facts", [True])
    offered = {deed.deed: dict(deed.given) for deed in page.actions}
    assert offered["breach.seek_representations"] == {"breach": breach}
    assert offered["breach.open"] == {"case": case}
    assert [(step.title, step.status) for step in page.strip][-1] == ("PMA's view", "now")


def test_the_strip_tells_the_pmas_view_and_the_panels_apart(office: Office) -> None:
    case = office.case()
    breach = considered(office, case=case)
    strip = [(step.title, step.detail, step.status) for step in cases.page(office.register, TODAY, case).strip]
    assert strip[1:] == [
        ("PMA's view", "material breach", "done"),
        ("Advice", "owed", "now"),
        ("Panel", "decides", "owed"),
    ]
    offered = {deed.deed: dict(deed.given) for deed in cases.page(office.register, TODAY, case).actions}
    assert offered["advice.draft_on_breach"] == {"breach": breach}
    office.force(BreachConsideration, office.row(BreachConsideration).id, state=BreachState.ADVISED)
    assert [step.status for step in cases.page(office.register, TODAY, case).strip][1:] == ["done", "now"]
    office.do("breach.record_outcome", breach=breach, **PANEL, view=BreachView.NOT_MATERIAL)
    last = cases.page(office.register, TODAY, case).strip[-1]
    assert (last.title, last.detail, last.status) == ("Panel", "not material, differs", "done")


def test_duties_follow_it_from_step_to_step(office: Office) -> None:
    case, breach = gathered(office)
    office.do("breach.add_fact", breach=breach, words_given="Said.", evidence=(item(office, case, verifiable=False),))
    assert sorted(map(str, owed(office, breach))) == ["breach.seek_representations", "evidence.link"]
    office.do("evidence.link", evidence=item(office, case, name="b.txt"), supports=f"{breach}/F2")
    office.do("breach.seek_representations", breach=breach, sought_on=TODAY, represent_by=date(2026, 12, 10))
    assert owed(office, breach) == ["breach.record_representation"]
    office.do("breach.record_representation", breach=breach, received_on=TODAY, words_given="We did.")
    assert sorted(map(str, owed(office, breach))) == ["breach.answer_representation", "breach.make_ready"]
    office.do("breach.answer_representation", breach=breach, representation=1, answer="Late.")
    office.do("breach.make_ready", breach=breach)
    assert owed(office, breach) == ["breach.propose"]
    propose(office, breach)
    assert owed(office, breach) == ["item.list"]
    meeting = office.meeting(date(2026, 12, 10))
    office.item(meeting, breach)
    assert owed(office, breach) == ["decision.record"]
    decision = office.decide(breach, date(2026, 11, 20))
    assert owed(office, breach) == ["breach.consider"]
    (consider,) = [one for one in cases.page(office.register, TODAY, case).actions if one.deed == "breach.consider"]
    assert dict(consider.given) == {"breach": breach, "decision": decision}
    office.do("breach.consider", breach=breach, decision=decision)
    assert owed(office, breach) == ["advice.draft_on_breach"]
    advice = draft(office, breach)
    assert (owed(office, breach), owed(office, advice)) == ([], ["item.list"])
    office.decide(advice, date(2026, 11, 21))
    assert (owed(office, breach), owed(office, advice)) == ([], ["advice.issue"])


def test_what_was_discontinued_is_owed_to_the_next_meeting(office: Office) -> None:
    _, breach = gathered(office)
    office.force(BreachConsideration, office.row(BreachConsideration).id, state_on=date(2026, 11, 2))
    office.do("breach.discontinue", breach=breach, reason="nothing in it")
    assert owed(office, breach) == ["item.list"]
    office.force(BreachConsideration, office.row(BreachConsideration).id, state_on=date(2026, 11, 2))
    _, listed_item = office.sit(date(2026, 11, 20), breach, asks=None)
    assert owed(office, breach) == ["item.note"]
    office.do("item.note", item=listed_item, note="Noted.")
    assert owed(office, breach) == []


def test_facts_are_offered_by_their_words_until_they_are_withdrawn(office: Office) -> None:
    _, breach = gathered(office)
    office.do("breach.add_fact", breach=breach, words_given="The second card was kept at Ipswich.")
    (found,) = choices.offered(office.register, ("breach fact",), "ipswich card")
    assert (found.reference, found.detail) == (f"{breach}/F2", "One officer alone")
    assert len(choices.offered(office.register, ("breach fact",), breach.lower())) == 2
    office.do("breach.withdraw_fact", fact=f"{breach}/F2", reason="another card")
    assert choices.offered(office.register, ("breach fact",), "ipswich") == ()


def test_the_check_finds_a_view_that_the_pma_did_not_decide_on(office: Office) -> None:
    breach, _ = advised(office)
    office.sound()
    office.force(BreachConsideration, office.row(BreachConsideration).id, view=BreachView.NOT_MATERIAL)
    (problem,) = [one for one in check(office.register).problems if one.severity != "warning"]
    assert (problem.code, problem.reference, problem.table) == ("invariant_5", breach, "breach_consideration")
    assert "the PMA decided on material_breach" in problem.sentence
