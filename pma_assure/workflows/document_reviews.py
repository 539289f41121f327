"""Reviews of the documents of the set: how often, what they found, what came of them (R04, R53, R54)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.document_set import DocumentVersion, SetDocument
from pma_assure.records.governance import DocumentReview
from pma_assure.rules import document_reviews as rules
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import Asked, ReviewRecommendation
from pma_assure.rules.wording import day as say_day
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.decisions import valid_decision_on
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.document_set import DocumentRef, find_document
from pma_assure.workflows.parameters import plain, ref, words

ReviewRef = Annotated[str, ref("document_review", label="Review")]


@deed("document.set_review_interval", "Set how often it is reviewed", refuses=("no number of months, or over 120",))
def set_review_interval(
    desk: Desk, *, document: DocumentRef, months: Annotated[int, plain("Every so many months")]
) -> str:
    """Set how often the PMA reviews the effectiveness of a document (R04); the next review is due accordingly."""
    found = find_document(desk, document)
    rules.check_interval(months)
    found.review_months = months
    due = _next_due(desk, found)
    desk.notes.append(f"Next review of {found.short_name}: {rules.say_due(due, months)}.")
    return found.reference


@deed("document.record_incorporation", "Record when it became part of the Code", refuses=("the day lies ahead",))
def record_incorporation(
    desk: Desk, *, document: DocumentRef, incorporated_on: Annotated[date, plain("Part of the Code since")]
) -> str:
    """Record when a document was incorporated: what follows as soon as reasonably practicable counts days from then.

    It is never a deadline (R54, paragraph 68).
    """
    found = find_document(desk, document)
    desk.not_ahead(incorporated_on, field="incorporated_on")
    found.incorporated_on = incorporated_on
    return found.reference


@deed(
    "review.plan",
    "Plan a review of a document",
    refuses=("a review of the document is planned already", "no day is given, and no interval says one"),
)
def plan(
    desk: Desk,
    *,
    document: DocumentRef,
    due: Annotated[date | None, plain("By", "Empty: as the interval of the document says.")] = None,
) -> str:
    """Plan the next review of a document's effectiveness (R04)."""
    found = find_document(desk, document)
    for held in desk.all(DocumentReview, document_id=found.id, done_on=None, withdrawn_on=None):
        raise Refused(f"{held.reference} of {found.short_name} is planned already.", field="document")
    by = due or _next_due(desk, found)
    if by is None:
        raise Refused(
            f"Say by when: no interval says when {found.short_name} is next reviewed.",
            rule="R04",
            paragraph=paragraph("R04"),
            field="due",
        )
    review = desk.add(
        DocumentReview(
            reference=desk.allot("REV", desk.day.year),
            title=f"Review of {found.short_name}",
            document_id=found.id,
            due=by,
        )
    )
    return review.reference


@deed(
    "review.record",
    "Record what the review found",
    refuses=(
        "the review is concluded or withdrawn",
        "nothing is said of the document (R04, paragraph 16)",
        "it recommends something, and nothing is to be done (R04, paragraph 16)",
    ),
)
def record(
    desk: Desk,
    *,
    review: ReviewRef,
    done_on: Annotated[date, plain("Done on", usually_today=True)],
    findings: Annotated[str, words("Findings", "Is it effective? Does it still contribute to the SEC's objectives?")],
    recommendation: Annotated[ReviewRecommendation, plain("Recommends")],
    actions: Annotated[str, words("What is to be done")] = "",
) -> str:
    """Record whether the document is effective and still contributes to the SEC's objectives (R04).

    Until the review is concluded, what it found can be put right.
    """
    found = _open(desk, review)
    desk.not_ahead(done_on, field="done_on")
    rules.check_record(findings=findings, recommendation=recommendation, actions=actions)
    found.done_on, found.recommendation = done_on, recommendation
    found.findings, found.actions = findings, actions
    return found.reference


@deed(
    "review.conclude",
    "Conclude the review",
    refuses=(
        "nothing is recorded yet",
        "the decision named is not a valid, carried one on exactly this review (R04, paragraph 16)",
    ),
)
def conclude(
    desk: Desk,
    *,
    review: ReviewRef,
    concluded_on: Annotated[date, plain("Concluded on", usually_today=True)],
    decision: Annotated[
        str | None, ref("decision", label="Decision", help="Where the PMA took one on this review.")
    ] = None,
) -> str:
    """Conclude a review, with the decision of the PMA where it took one; from then on the findings stand."""
    found = _open(desk, review)
    if found.done_on is None:
        raise Refused(
            f"{found.reference} says nothing yet: record what it found first.",
            rule="R04",
            paragraph=paragraph("R04"),
            field="review",
        )
    desk.not_ahead(concluded_on, field="concluded_on")
    if concluded_on < found.done_on:
        raise Refused(f"It was done on {say_day(found.done_on)}; look at the day.", field="concluded_on")
    if decision is not None:
        held = valid_decision_on(desk, decision, "document review", found.id, asked=Asked.CONCLUDE_REVIEW)
        found.decision_id = held.id
    found.concluded_on = concluded_on
    document = desk.session.get_one(SetDocument, found.document_id)
    desk.session.flush()
    due = _next_due(desk, document)
    desk.notes.append(f"Next review of {document.short_name}: {rules.say_due(due, document.review_months)}.")
    return found.reference


@deed("review.withdraw", "Withdraw the review", refuses=("it is concluded: what it found stands",))
def withdraw(desk: Desk, *, review: ReviewRef, reason: Annotated[str, words("Reason")]) -> str:
    """Take a review back that was planned or recorded by mistake; it counts for nothing, and stays visible."""
    found = _open(desk, review)
    found.withdrawn_on, found.withdrawn_reason = desk.day, reason
    return found.reference


def _open(desk: Desk, review: str) -> DocumentReview:
    found = desk.find(DocumentReview, review, field="review")
    if found.withdrawn_on is not None:
        raise Refused(f"{found.reference} was withdrawn on {say_day(found.withdrawn_on)}.", field="review")
    if found.concluded_on is not None:
        raise Refused(
            f"{found.reference} was concluded on {say_day(found.concluded_on)}: what it found stands. Plan a new one.",
            rule="R04",
            paragraph=paragraph("R04"),
            field="review",
        )
    return found


def _next_due(desk: Desk, document: SetDocument) -> date | None:
    done = [
        row.done_on
        for row in desk.all(DocumentReview, document_id=document.id, withdrawn_on=None)
        if row.done_on is not None
    ]
    since = [
        row.effective_from
        for row in desk.all(DocumentVersion, document_id=document.id)
        if row.effective_from is not None
    ]
    return rules.next_due(
        months=document.review_months, last_done=max(done, default=None), in_force_since=min(since, default=None)
    )
