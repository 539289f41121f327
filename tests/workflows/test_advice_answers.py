"""The answers to the requirements: frozen with the advice they were issued in, put right in a corrected version."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from pma_assure.records.papers import IssuedBytes, IssuedDocument
from pma_assure.rules.vocabulary import PlanView, RequirementAnswer
from pma_assure.views import cases, documents, records
from pma_assure.workflows.plan_answers import AnswerGiven
from tests.workflows.desk import TODAY, Office, render_advice

Stage = tuple[Office, dict[str, str]]


def test_a_wrong_answer_is_put_right_in_a_corrected_version(submitted: Stage) -> None:
    office, notes = submitted
    plan, wrong = notes["plan"], "REQ-RAPP-2.1-7.4"
    right = AnswerGiven(requirement=wrong, answer=RequirementAnswer.DOES_NOT_MEET, reason="The log names one officer.")
    other = replace(right, requirement="REQ-RAPP-2.1-9.9")
    advice = office.issued(plan, date(2026, 7, 14))
    assert "begin a corrected version" in office.refuse("plan.answer", plan=plan, version=1, answers=(right,)).sentence
    assert "is issued" in office.refuse("advice.answer", advice=advice, answers=(right,)).sentence
    first = office.row(IssuedBytes).content
    office.do("advice.correct", advice=advice, correction="Requirement 7.4 is not met.")
    decided_too_early = office.decide(advice, date(2026, 7, 20))
    office.do("advice.answer", advice=advice, answers=(right,))
    assert office.refuse("advice.answer", advice=advice, answers=(other,)).field == "answers"
    issuing = {"advice": advice, "issued_on": date(2026, 7, 21), "renderer": render_advice}
    assert "was changed since" in office.refuse("advice.issue", decision=decided_too_early, **issuing).sentence

    def answers(reference: str) -> dict[str, str]:
        fields: Any = records.show(office.register, TODAY, reference)["fields"]
        return {row["requirement"]: row["answer"] for row in fields["answers"]}

    assert answers(f"{plan}/V1")[wrong] == "meets"
    assert answers(f"{advice}/1.1")[wrong] == answers(advice)[wrong] == "does_not_meet"
    office.do("advice.issue", decision=office.decide(advice, date(2026, 7, 21)), **issuing)
    stored = {row.reference: row.id for row in office.rows(IssuedDocument)}
    assert office.row(IssuedBytes, document_id=stored[f"{advice}/1.0.pdf"]).content == first
    assert b"The log names one officer." in office.row(IssuedBytes, document_id=stored[f"{advice}/1.1.pdf"]).content
    for version, said in (("1.0", "meets"), ("1.1", "does_not_meet")):
        paper = documents.paper(office.register, f"{advice}/{version}", TODAY)
        assert {line.reference: line.answer for line in paper.requirements}[wrong] == said
        assert answers(f"{advice}/{version}")[wrong] == said
    (shown,) = cases.page(office.register, TODAY, notes["case"]).plans
    assert {line.reference: line.answer for line in shown.versions[0].answers}[wrong] == "does_not_meet"
    assert answers(f"{plan}/V1")[wrong] == "does_not_meet"
    assert "is issued" in office.refuse("advice.answer", advice=advice, answers=(right,)).sentence
    office.sound()


def test_the_answers_are_put_right_where_they_stand(submitted: Stage) -> None:
    office, notes = submitted
    plan = notes["plan"]
    given = (AnswerGiven(requirement="REQ-RAPP-2.1-7.4", answer=RequirementAnswer.DOES_NOT_MEET, reason="No logs."),)
    advice = office.advice(plan)
    assert "on the version of the plan" in office.refuse("advice.answer", advice=advice, answers=given).sentence
    office.issue(advice, office.decide(advice, date(2026, 7, 14)), date(2026, 7, 14))
    office.panel("plan.record_approval", plan=plan, decided_on=date(2026, 8, 20))
    failing = office.advice(plan, view=PlanView.FAILING)
    assert "answers no requirement" in office.refuse("advice.answer", advice=failing, answers=given).sentence
    office.do("advice.correct", advice=advice, correction="Requirement 7.4 is not met.")
    office.do("advice.answer", advice=advice, answers=given)
    office.issue(advice, office.decide(advice, date(2026, 9, 1)), date(2026, 9, 1))
    paper = documents.paper(office.register, failing, TODAY)
    assert {line.reference: line.answer for line in paper.requirements}[given[0].requirement] == "does_not_meet"
