"""Advice to the SEC Panel: drafted, decided on word for word, issued, corrected (R68, R70)."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Annotated

from pma_assure.records import advice_values
from pma_assure.records.cases import BreachConsideration, Case
from pma_assure.records.meetings import Decision, DecisionText
from pma_assure.records.papers import Advice, AdviceText, AdviceVersion, IssuedBytes, IssuedDocument
from pma_assure.records.plans import Milestone, Plan
from pma_assure.rules.refusal import Refused
from pma_assure.rules.state_sets import SMKI_VIEWS
from pma_assure.rules.vocabulary import (
    AdvicePurpose,
    AdviceState,
    Asked,
    BreachView,
    Classification,
    PlanVersionState,
    PlanView,
)
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.values.leak_check import AdviceRenderer
from pma_assure.workflows import advice_answers, breach_advice, plan_advice
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.cases import still_open
from pma_assure.workflows.decisions import valid_decision_on
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import Service, line, plain, ref, rows, words
from pma_assure.workflows.plan_answers import AnswerGiven
from pma_assure.workflows.plans import PlanRef, version_of
from pma_assure.workflows.whose_word import say_whose_word

AdviceRef = Annotated[str, ref("advice", label="Advice")]
ABOUT_A_MILESTONE = (PlanView.EXTEND, PlanView.CANCEL_MILESTONE)


def newest(desk: Desk, advice: Advice) -> AdviceVersion:
    """The version that the advice's label names."""
    return desk.all(AdviceVersion, advice_id=advice.id, label=advice.label)[0]


@deed(
    "advice.draft",
    "Draft advice on a plan",
    refuses=(
        "the version was not submitted, or another one has taken its place (R70, paragraph 60)",
        "the version is not before the Panel, or advice on it is issued already: that is corrected (R70, paragraph 60)",
        "advice to extend without the milestone and the day",
        "advice that a plan is failing, on another version than the approved one",
    ),
)
def draft(
    desk: Desk,
    *,
    plan: PlanRef,
    version: Annotated[int, plain("Version of the plan")],
    title: Annotated[str, line("Title")],
    view: Annotated[PlanView, plain("The PMA advises that the plan")],
    recommendation: Annotated[str, words("Recommendation to the Panel")],
    reasons: Annotated[str, words("Reasons")],
    proportionality: Annotated[str, words("Why this is proportionate")] = "",
    milestone: Annotated[
        str | None, ref("milestone", label="Milestone", help="For an extension or a cancellation.")
    ] = None,
    proposed_due: Annotated[date | None, plain("Recommended due date")] = None,
    classification: Annotated[Classification, plain("Classification")] = Classification.RESTRICTED,
) -> str:
    """Draft the PMA's advice to the Panel on a plan; it is issued once a meeting decided on exactly this text."""
    found = desk.find(Plan, plan, field="plan")
    about = version_of(desk, found, version)
    if about.state == PlanVersionState.DRAFT:
        raise Refused(f"{about.reference} is not submitted yet.", rule="R70", paragraph="60", field="version")
    if about.state == PlanVersionState.SUPERSEDED and view in SMKI_VIEWS:
        raise Refused(
            f"{about.reference} is superseded: advise on the version that stands before the Panel.",
            rule="R70",
            paragraph="60",
            field="version",
        )
    if view not in SMKI_VIEWS and about.number != found.approved_version:
        approved = found.approved_version
        raise Refused(
            f"“{label(view)}” is about the plan as the Panel approved it: "
            + ("none is approved yet." if approved is None else f"that is version {approved}."),
            rule="R70",
            paragraph="60",
            field="version",
        )
    still_open(desk.session.get_one(Case, found.case_id))
    subject = _milestone(desk, found, view, milestone, proposed_due)
    if view in SMKI_VIEWS:
        plan_advice.before_the_panel(desk, found, about)
    advice = desk.add(
        Advice(
            reference=desk.allot("ADV", desk.day.year),
            case_id=found.case_id,
            purpose=AdvicePurpose.PLAN,
            title=title,
            plan_id=found.id,
            state=AdviceState.DRAFT,
            label="1.0",
        )
    )
    desk.session.flush()
    row = desk.add(
        AdviceVersion(
            reference=f"{advice.reference}/1.0",
            advice_id=advice.id,
            label="1.0",
            state=AdviceState.DRAFT,
            plan_version_id=about.id,
            milestone_id=None if subject is None else subject.id,
            proposed_due=proposed_due,
            view=view,
            classification=classification,
        )
    )
    desk.session.flush()
    desk.add(
        AdviceText(
            advice_version_id=row.id, recommendation=recommendation, reasons=reasons, proportionality=proportionality
        )
    )
    say_whose_word(desk, advice.reference, title, recommendation, reasons, proportionality)
    return advice.reference


def _milestone(
    desk: Desk, plan: Plan, view: PlanView, milestone: str | None, proposed_due: date | None
) -> Milestone | None:
    if view not in ABOUT_A_MILESTONE:
        if milestone is not None or proposed_due is not None:
            raise Refused(f"“{label(view)}” is about the plan, not about a milestone.", field="milestone")
        return None
    if milestone is None:
        raise Refused("Name the milestone.", rule="R70", paragraph="60", field="milestone")
    found = desk.find(Milestone, milestone, field="milestone")
    if found.plan_id != plan.id:
        raise Refused(f"{found.reference} belongs to another plan.", field="milestone")
    if view == PlanView.EXTEND and proposed_due is None:
        raise Refused(
            "Say to which day the PMA recommends to extend it.", rule="R70", paragraph="60", field="proposed_due"
        )
    if view == PlanView.CANCEL_MILESTONE and proposed_due is not None:
        raise Refused("A cancelled milestone has no due date: leave it out.", field="proposed_due")
    return found


@deed(
    "advice.edit",
    "Change the draft",
    refuses=("the advice is issued: its text never changes (R68, paragraph 59)", "somebody else changed it since"),
)
def edit(
    desk: Desk,
    *,
    advice: AdviceRef,
    title: Annotated[str | None, line("Title")] = None,
    view: Annotated[PlanView | None, plain("The PMA advises that the plan")] = None,
    recommendation: Annotated[str | None, words("Recommendation to the Panel")] = None,
    reasons: Annotated[str | None, words("Reasons")] = None,
    proportionality: Annotated[str | None, words("Why this is proportionate")] = None,
    version: Annotated[
        int | None, plain("Version", "The version of the text you read; a later one is not overwritten.")
    ] = None,
) -> str:
    """Change a draft. After a decision on it, a changed draft needs a new decision."""
    found = desk.find(Advice, advice, field="advice")
    current = newest(desk, found)
    _is_draft(found, current)
    text = desk.beside(AdviceText, advice_version_id=current.id)
    _in_words(found, recommendation, reasons, proportionality)
    if view is not None and found.plan_id is None:
        raise Refused(
            "This is not advice on a plan. The view on a breach is the paper's before the PMA: propose it there.",
            rule="R67",
            paragraph="59",
            field="view",
        )
    if title and title != found.title and current.label != "1.0":
        raise Refused(f"{found.reference} was issued under its title; a corrected version keeps it.", field="title")
    if view is not None and view != current.view and not {view, current.view} <= set(SMKI_VIEWS):
        raise Refused(
            "Advice on a milestone, or that a plan is failing, is another advice: draft it anew.", field="view"
        )
    given: dict[str, object] = {
        "title": title or None,
        "view": view,
        "recommendation": recommendation,
        "reasons": reasons,
        "proportionality": proportionality,
    }
    desk.expect_version(text, version, given, beside=(current, found), named=found.reference)
    desk.change(text, given, beside=(current, found))
    say_whose_word(desk, found.reference, title, recommendation, reasons, proportionality)
    return found.reference


@deed(
    "advice.answer",
    "Correct the answers to the requirements",
    refuses=(
        "the advice is issued: its answers never change (R68, paragraph 59)",
        "the advice was not issued yet: the requirements are answered on the version of the plan (R70, paragraph 60)",
        "advice on a milestone, or that a plan is failing: it answers no requirement (R70, paragraph 60)",
        "a requirement the plan was not required to meet",
    ),
)
def answer(
    desk: Desk,
    *,
    advice: AdviceRef,
    answers: Annotated[tuple[AnswerGiven, ...], rows("Answers")],
) -> str:
    """Put answers right in a corrected version of advice, before it is decided on; the issued version keeps its own."""
    found = desk.find(Advice, advice, field="advice")
    current = newest(desk, found)
    _is_draft(found, current)
    if found.plan_id is None:
        raise Refused(f"{found.reference} is not on a plan: it answers no requirement of one.", field="advice")
    advice_answers.change(desk, current, desk.session.get_one(Plan, found.plan_id), answers)
    return found.reference


def _in_words(advice: Advice, recommendation: str | None, reasons: str | None, proportionality: str | None) -> None:
    """Refuse what would leave the paper without recommendation, reasons, or, on a breach, proportionality."""
    for name, value in (("recommendation", recommendation), ("reasons", reasons)):
        if value is not None and not value.strip():
            raise Refused("Say it in words; the Panel reads it.", field=name)
    if advice.breach_id is not None and proportionality is not None:
        breach_advice.proportionate(proportionality)


def _is_draft(advice: Advice, version: AdviceVersion) -> None:
    if version.state != AdviceState.DRAFT:
        raise Refused(
            f"{advice.reference} version {version.label} is issued and its text never changes. Correct it by a new"
            " version.",
            rule="R68",
            paragraph="59",
            field="advice",
        )


@deed(
    "advice.issue",
    "Issue the advice",
    refuses=(
        "there is no valid, carried decision of the PMA on exactly this text (R68, paragraph 59)",
        "a requirement of the plan is not answered (R70, paragraph 60)",
        "the version is not before the Panel any more, or other advice on it is issued (R70, paragraph 60)",
        "on a breach: it is not ready for the PMA or considered, or the advice says another view (R68, paragraph 59)",
    ),
)
def issue(
    desk: Desk,
    *,
    advice: AdviceRef,
    decision: Annotated[str, ref("decision", label="Decision", help="The one on exactly this text.")],
    issued_on: Annotated[date, plain("Issued on", usually_today=True)],
    renderer: Annotated[AdviceRenderer, Service()],
) -> str:
    """Issue the advice to the Panel: the PDF is made, kept byte for byte, and the text never changes again."""
    found = desk.find(Advice, advice, field="advice")
    current = newest(desk, found)
    _is_draft(found, current)
    held = valid_decision_on(desk, decision, "advice", current.id, asked=Asked.ISSUE_ADVICE)
    _motion_was_amended(desk, found, held)
    if issued_on < held.decided_on:
        raise Refused(f"It was decided on {say_day(held.decided_on)}; advice cannot be older.", field="issued_on")
    desk.not_ahead(issued_on, field="issued_on")
    earlier_versions = desk.all(AdviceVersion, advice_id=found.id, state=AdviceState.ISSUED)
    if found.breach_id is None:
        plan_advice.may_issue(desk, found, current, first=not earlier_versions)
    else:
        breach_advice.may_issue(desk, found, current, first=not earlier_versions)
    for earlier in earlier_versions:
        desk.step(earlier, AdviceState.SUPERSEDED, kind="advice", deed="advice.issue")
        current.supersedes = earlier.reference
    advice_answers.keep(desk, current)
    current.decision_id, current.issued_on = held.id, issued_on
    desk.step(current, AdviceState.ISSUED, kind="advice", deed="advice.issue")
    found.state = AdviceState.ISSUED
    if found.breach_id is None:
        plan_advice.advised(desk, found, current, issued_on)
    else:
        breach_advice.advised(desk, found, held, issued_on)
    desk.session.flush()
    paper = advice_values.paper(desk.session, current.id, as_of=issued_on)
    keep_issued(
        desk,
        kind="advice",
        record_id=current.id,
        case_id=found.case_id,
        reference=f"{current.reference}.pdf",
        title=found.title,
        media_type="application/pdf",
        content=renderer(paper),
    )
    return found.reference


def keep_issued(
    desk: Desk,
    *,
    kind: str,
    record_id: object,
    case_id: object,
    reference: str,
    title: str,
    media_type: str,
    content: bytes,
) -> IssuedDocument:
    """Keep a document exactly as it leaves; from then on a report of it yields these bytes (invariant 10)."""
    document = desk.add(
        IssuedDocument(
            reference=reference,
            record_kind=kind,
            record_id=record_id,
            case_id=case_id,
            title=title,
            media_type=media_type,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            issued_at=desk.now,
        )
    )
    desk.session.flush()
    desk.add(IssuedBytes(document_id=document.id, content=content))
    return document


def _motion_was_amended(desk: Desk, advice: Advice, decision: Decision) -> None:
    """The motion is the members' words, the advice the Panel's paper: an amendment of one is not yet in the other."""
    text = desk.beside(DecisionText, decision_id=decision.id)
    if text.motion_as_first_put:
        desk.notes.append(
            f"The motion was amended before {decision.reference}. See that {advice.reference} says the same; if not,"
            " correct the advice and have the meeting decide on it."
        )


@deed(
    "advice.correct", "Correct issued advice", refuses=("the advice is not issued", "a correction is drafted already")
)
def correct(
    desk: Desk,
    *,
    advice: AdviceRef,
    correction: Annotated[str, words("What is corrected, and why")],
    recommendation: Annotated[str | None, words("Recommendation to the Panel")] = None,
    reasons: Annotated[str | None, words("Reasons")] = None,
    proportionality: Annotated[str | None, words("Why this is proportionate")] = None,
) -> str:
    """Begin a new version of issued advice (1.1 after 1.0): the issued one stays until the new one is issued."""
    found = desk.find(Advice, advice, field="advice")
    current = newest(desk, found)
    if current.state != AdviceState.ISSUED:
        raise Refused(f"{found.reference} {current.label} is a draft: change it as it is.", field="advice")
    major, minor = current.label.split(".")
    label_now = f"{major}.{int(minor) + 1}"
    _in_words(found, recommendation, reasons, proportionality)
    text = desk.beside(AdviceText, advice_version_id=current.id)
    row = desk.add(
        AdviceVersion(
            reference=f"{found.reference}/{label_now}",
            advice_id=found.id,
            label=label_now,
            state=AdviceState.DRAFT,
            plan_version_id=current.plan_version_id,
            milestone_id=current.milestone_id,
            proposed_due=current.proposed_due,
            view=current.view,
            breach_view=_breach_view(desk, found),
            classification=current.classification,
        )
    )
    desk.session.flush()
    desk.add(
        AdviceText(
            advice_version_id=row.id,
            recommendation=recommendation if recommendation is not None else text.recommendation,
            reasons=reasons if reasons is not None else text.reasons,
            proportionality=proportionality if proportionality is not None else text.proportionality,
            correction=correction,
        )
    )
    say_whose_word(desk, row.reference, recommendation, reasons, proportionality)
    advice_answers.carry_over(desk, current, row)
    found.label, found.state = label_now, AdviceState.DRAFT
    return found.reference


def _breach_view(desk: Desk, advice: Advice) -> BreachView | None:
    """On a breach: the view as it is considered now, which may be another since the consideration was reopened."""
    if advice.breach_id is None:
        return None
    return breach_advice.view_to_advise(desk.session.get_one(BreachConsideration, advice.breach_id))
