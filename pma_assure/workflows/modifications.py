"""Modifications that the PMA raises or follows; what becomes of one is kept as it was reported (R05, R54, R58, R65)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.document_set import SetDocument
from pma_assure.records.governance import DocumentReview, Modification, ModificationReport
from pma_assure.records.meetings import Decision
from pma_assure.rules import modifications as rules
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import Asked, ModificationState
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.decisions import carried_decision, valid_decision_on
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.document_set import find_document
from pma_assure.workflows.parameters import line, plain, ref, words

KIND = "modification"
ModificationRef = Annotated[str, ref("modification", label="Modification")]
ReportedBy = Annotated[str, line("Reported by", "Who said so: the Code Administrator, the Change Board, ...")]
ReportedOn = Annotated[date, plain("Reported on", usually_today=True)]


@deed(
    "modification.raise_one",
    "Record a modification that the PMA raised",
    refuses=(
        "neither a document of the set nor what else it concerns is named",
        "the PMA may not raise modifications to the document, unless it is kept as irregular (R06, paragraph 37)",
        "an explicit charge without its limited purpose (R65, paragraph 67)",
        "the decision named is not a valid, carried one to raise it (R05, paragraphs 16 and 36)",
    ),
)
def raise_one(
    desk: Desk,
    *,
    title: Annotated[str, line("Title")],
    reason: Annotated[str, words("Reason", "What it is to change, and why.")],
    raised_on: Annotated[date, plain("Raised on", usually_today=True)],
    document: Annotated[str | None, ref("document", label="Document", help="Empty: it is outside the set.")] = None,
    concerns: Annotated[str, line("Concerns", "Outside the set: Section K, for example. Within it: the clause.")] = "",
    external_reference: Annotated[str | None, line("Its number in the modification process")] = None,
    decision: Annotated[
        str | None, ref("decision", label="Decision to raise it", help="Where the PMA took one.")
    ] = None,
    review: Annotated[
        str | None, ref("document_review", label="Review it follows from", help="The one that recommends it.")
    ] = None,
    explicit_charge: Annotated[
        bool, plain("It introduces an explicit charge", "For an assessment that a user's fault necessitated.")
    ] = False,
    limited_purpose: Annotated[str, words("Its limited purpose", "Needed for an explicit charge (paragraph 67).")] = "",
    raised_all_the_same: Annotated[
        bool, plain("It was raised all the same", "To a document outside the PMA's scope: kept as irregular.")
    ] = False,
) -> str:
    """Record a modification raised in the SEC's ordinary process; the PMA raises, others decide (R05)."""
    desk.not_ahead(raised_on, field="raised_on")
    held = None if document is None else find_document(desk, document)
    if held is None and not concerns.strip():
        raise Refused("Name the document, or what else it concerns.", field="document")
    if explicit_charge and not limited_purpose.strip():
        raise Refused(
            "Say for which limited purpose the explicit charge is to be.",
            rule="R65",
            paragraph=paragraph("R65"),
            field="limited_purpose",
        )
    outside = "" if held is None else rules.outside_scope(held.short_name, held.pma_may_modify)
    if outside and not raised_all_the_same:
        raise Refused(f"{outside}.", rule="R06", paragraph=paragraph("R06"), field="document")
    follows = None if review is None else _recommending(desk, review, held)
    rests_on = None if decision is None else _decision_to_raise(desk, decision, follows, raised_on)
    modification = desk.add(
        Modification(
            reference=desk.allot("MOD", raised_on.year),
            title=title,
            document_id=None if held is None else held.id,
            concerns=concerns.strip(),
            state=ModificationState.RAISED,
            raised_on=raised_on,
            decision_id=None if rests_on is None else rests_on.id,
            review_id=None if follows is None else follows.id,
            external_reference=external_reference,
            explicit_charge=explicit_charge,
            reason=reason,
            limited_purpose=limited_purpose if explicit_charge else "",
        )
    )
    desk.session.flush()
    if outside:
        desk.keep_irregular(modification, outside, rule="R06", paragraph=paragraph("R06"))
    return modification.reference


def _recommending(desk: Desk, review: str, document: SetDocument | None) -> DocumentReview:
    found = desk.find(DocumentReview, review, field="review")
    if document is None or found.document_id != document.id:
        raise Refused(f"{found.reference} is a review of another document.", field="review")
    if found.done_on is None or found.withdrawn_on is not None:
        raise Refused(f"{found.reference} has found nothing that a modification could follow from.", field="review")
    return found


def _decision_to_raise(desk: Desk, decision: str, review: DocumentReview | None, raised_on: date) -> Decision:
    """A carried decision to raise it: on the review it follows from, or on a motion alone."""
    held = carried_decision(desk, decision)
    if held.subject_kind == "document review" and review is not None:
        held = valid_decision_on(desk, decision, "document review", review.id, asked=Asked.RAISE_MODIFICATION)
    elif held.asks != Asked.RAISE_MODIFICATION or held.subject_kind is not None:
        raise Refused(
            f"{held.reference} was not a decision to raise this modification.",
            rule="R05",
            paragraph=paragraph("R05"),
            field="decision",
        )
    if held.decided_on > raised_on:
        raise Refused(
            f"{held.reference} was taken on {say_day(held.decided_on)}, after it was raised; leave it out.",
            field="decision",
        )
    return held


@deed(
    "modification.rest_on",
    "Name the decision it rests on",
    refuses=(
        "it rests on a decision already",
        "there is no valid, carried decision to raise exactly this (R05, paragraphs 16 and 36)",
    ),
)
def rest_on(
    desk: Desk,
    *,
    modification: ModificationRef,
    decision: Annotated[str, ref("decision", label="Decision", help="The one on exactly this.")],
) -> str:
    """Name the decision by which the PMA stands behind a modification that was raised before it met."""
    found = desk.find(Modification, modification, field="modification")
    if found.decision_id is not None:
        raise Refused(f"{found.reference} rests on a decision already.", field="modification")
    found.decision_id = valid_decision_on(desk, decision, KIND, found.id, asked=Asked.RAISE_MODIFICATION).id
    return found.reference


@deed(
    "modification.report",
    "Record what was reported of it",
    refuses=(
        "it has ended: it is in effect, was rejected or withdrawn",
        "the words would have the PMA decide on it (R05, paragraphs 16 and 36)",
        "the day lies ahead, or before it was raised",
    ),
)
def report(
    desk: Desk,
    *,
    modification: ModificationRef,
    status: Annotated[str, line("Status, as reported", "In the words of whoever reported it.")],
    reported_by: ReportedBy,
    reported_on: ReportedOn,
    effective_on: Annotated[date | None, plain("To take effect on", "As announced; empty: not said.")] = None,
    external_reference: Annotated[str | None, line("Its number in the modification process")] = None,
    note: Annotated[str, words("Note")] = "",
) -> str:
    """Keep what somebody outside reported of a modification, row by row, in that person's words (R05)."""
    found = desk.find(Modification, modification, field="modification")
    rules.check_reported(status, field="status")
    rules.check_reported(note, field="note")
    if found.state != ModificationState.REPORTED:
        desk.step(found, ModificationState.REPORTED, kind=KIND, deed="modification.report")
    if effective_on is not None:
        _after_raised(found, effective_on, field="effective_on")
        found.effective_on = effective_on
    found.external_reference = external_reference or found.external_reference
    _keep_report(desk, found, status, reported_by, reported_on, note)
    return found.reference


def _after_raised(found: Modification, day: date, *, field: str) -> None:
    if day < found.raised_on:
        raise Refused(f"It was raised on {say_day(found.raised_on)}; look at the day.", field=field)


def _keep_report(
    desk: Desk, found: Modification, status: str, reported_by: str, reported_on: date, note: str = ""
) -> None:
    desk.not_ahead(reported_on, field="reported_on")
    _after_raised(found, reported_on, field="reported_on")
    held = desk.all(ModificationReport, modification_id=found.id)
    desk.add(
        ModificationReport(
            modification_id=found.id,
            number=1 + len(held),
            reported_on=reported_on,
            reported_by=reported_by,
            status=status,
            note=note,
        )
    )
    if all(row.reported_on <= reported_on for row in held):
        found.reported_status = status


@deed(
    "modification.take_effect",
    "Record that it is in effect",
    refuses=("no report is kept yet, or it has ended", "the day lies ahead, or before it was raised"),
)
def take_effect(
    desk: Desk,
    *,
    modification: ModificationRef,
    effective_on: Annotated[date, plain("In effect from")],
    reported_by: ReportedBy,
    reported_on: ReportedOn,
) -> str:
    """Record, as reported from outside, that a modification is in effect, and from which day."""
    found = desk.find(Modification, modification, field="modification")
    desk.not_ahead(effective_on, field="effective_on")
    _after_raised(found, effective_on, field="effective_on")
    desk.step(found, ModificationState.IN_EFFECT, kind=KIND, deed="modification.take_effect")
    found.effective_on = effective_on
    _keep_report(desk, found, label(ModificationState.IN_EFFECT), reported_by, reported_on)
    return found.reference


@deed("modification.reject", "Record that it was rejected", refuses=("no report is kept yet, or it has ended",))
def reject(
    desk: Desk,
    *,
    modification: ModificationRef,
    reported_by: ReportedBy,
    reported_on: ReportedOn,
    note: Annotated[str, words("Why, as reported")] = "",
) -> str:
    """Record, as reported from outside, that a modification was rejected."""
    found = desk.find(Modification, modification, field="modification")
    rules.check_reported(note, field="note")
    desk.step(found, ModificationState.REJECTED, kind=KIND, deed="modification.reject")
    found.effective_on = None
    _keep_report(desk, found, label(ModificationState.REJECTED), reported_by, reported_on, note)
    return found.reference


@deed(
    "modification.withdraw",
    "Record that it was withdrawn",
    refuses=("no report is kept yet, or it has ended",),
)
def withdraw(
    desk: Desk,
    *,
    modification: ModificationRef,
    reported_by: ReportedBy,
    reported_on: ReportedOn,
    reason: Annotated[str, words("Reason")],
) -> str:
    """Record that a modification was withdrawn from the process, and why."""
    found = desk.find(Modification, modification, field="modification")
    desk.step(found, ModificationState.WITHDRAWN, kind=KIND, deed="modification.withdraw")
    found.effective_on = None
    _keep_report(desk, found, label(ModificationState.WITHDRAWN), reported_by, reported_on, reason)
    return found.reference


@deed(
    "modification.set_comment_period",
    "Record when Parties may comment",
    refuses=("it has ended", "the period ends before it begins, or begins before it was raised (R58, paragraph 76)"),
)
def set_comment_period(
    desk: Desk,
    *,
    modification: ModificationRef,
    comments_from: Annotated[date, plain("Comments from")],
    comments_to: Annotated[date, plain("Comments until")],
) -> str:
    """Record the days on which Parties may comment on a modification (R58)."""
    found = desk.find(Modification, modification, field="modification")
    if found.state in rules.ENDED_MODIFICATIONS:
        raise Refused(
            f"{found.reference} is {label(found.state).lower()}: nobody comments on it any more.",
            rule="R58",
            paragraph=paragraph("R58"),
            field="modification",
        )
    rules.check_comment_period(comments_from, comments_to, raised_on=found.raised_on)
    found.comments_from, found.comments_to = comments_from, comments_to
    return found.reference
