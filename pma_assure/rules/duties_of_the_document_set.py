"""What the document set owes: reviews, modifications, requests for support (R04-R07, R11, R46, R53-R58, R66).

A document for which nobody chose an interval owes no review: undated is not late (6.4 l). "As soon as reasonably
practicable" after incorporation is elapsed days (R54).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pma_assure.rules.document_reviews import PolicyLack
from pma_assure.rules.duties import (
    PMA,
    SPECIALIST,
    Decided,
    Folder,
    Listed,
    by_day,
    decided_by,
    soon,
    stands,
    to_decide,
)
from pma_assure.rules.modifications import ENDED_MODIFICATIONS, news_owed_since
from pma_assure.rules.vocabulary import ModificationState, ReviewRecommendation, SupportDirection, SupportState
from pma_assure.rules.wording import count, label
from pma_assure.rules.wording import day as say_day
from pma_assure.values.duties import Duty

PLANNED_BEFORE = timedelta(days=90)
"""How long before it is due a review is planned: a quarter."""
SECAS = "SECAS"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDuty:
    """``planned``: a review of it is open. ``raised``: a modification to it was raised, and not taken back."""

    reference: str
    short_name: str
    folder: Folder
    is_policy: bool
    next_due: date | None
    planned: bool
    reviewed: bool
    raised: bool
    incorporated_on: date | None


def of_document(document: DocumentDuty, as_of: date) -> tuple[Duty, ...]:
    """A review that comes near; of the first Compliance Policy, its review and the first full one (R53)."""
    found = []
    due = document.next_due
    if due is not None and not document.planned and due <= as_of + PLANNED_BEFORE:
        found.append(
            by_day(
                document.reference,
                PMA,
                f"Review {document.short_name}: is it effective, does it serve the SEC's objectives?",
                due,
                as_of,
                "R04",
                document.folder,
                deed="review.plan",
            )
        )
    since = document.incorporated_on
    if document.is_policy and since is not None and since <= as_of and not document.raised:
        what = (
            "Develop the first full Compliance Policy and raise it as a modification"
            if document.reviewed
            else "Review the first Compliance Policy"
        )
        found.append(
            soon(
                document.reference,
                PMA,
                what,
                since,
                as_of,
                "R53",
                document.folder,
                detail=f"part of the Code since {say_day(since)}",
                deed="modification.raise_one" if document.reviewed else "review.plan",
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDuty:
    """A review that is neither withdrawn nor done with. ``raised``: the modification it recommends was raised."""

    reference: str
    short_name: str
    folder: Folder
    due: date | None
    done_on: date | None
    concluded_on: date | None
    recommendation: ReviewRecommendation | None
    raised: bool
    listed: Listed | None
    decided: Decided | None


def of_review(review: ReviewDuty, as_of: date) -> tuple[Duty, ...]:
    if review.done_on is None:
        what = f"Review {review.short_name} as planned, and record what was found"
        if review.due is None:
            return (soon(review.reference, PMA, what, as_of, as_of, "R04", review.folder, deed="review.record"),)
        return (by_day(review.reference, PMA, what, review.due, as_of, "R04", review.folder, deed="review.record"),)
    if review.concluded_on is None:
        return (_to_conclude(review, review.done_on, as_of),)
    if review.recommendation == ReviewRecommendation.MODIFICATION and not review.raised:
        return (
            soon(
                review.reference,
                PMA,
                f"Raise the modification to {review.short_name} that the review recommends",
                review.concluded_on,
                as_of,
                "R05",
                review.folder,
                deed="modification.raise_one",
            ),
        )
    return ()


def _to_conclude(review: ReviewDuty, done_on: date, as_of: date) -> Duty:
    """By a decision where the review is put to one; otherwise the office concludes it."""
    what = f"Conclude the review of {review.short_name}"
    held = stands(review.decided)
    if review.listed is not None and held is None:
        return to_decide(
            review.reference,
            what,
            done_on,
            as_of,
            "R04",
            review.folder,
            listed=review.listed,
            decided=review.decided,
        )
    return soon(
        review.reference,
        SPECIALIST,
        what,
        done_on,
        as_of,
        "R04",
        review.folder,
        detail="" if held is None else decided_by(held),
        deed="review.conclude",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDuty:
    """A version of the Compliance Policy that is in force, and what it lacks of its four parts."""

    reference: str
    version: str
    folder: Folder
    since: date
    lacks: tuple[PolicyLack, ...]


def of_policy(policy: PolicyDuty, as_of: date) -> tuple[Duty, ...]:
    """What it lacks is owed by a modification; what nobody has looked at is looked at first (R46)."""
    if not policy.lacks:
        return ()
    unseen = [lack for lack in policy.lacks if lack.presence is None]
    if unseen:
        what = f"Look whether version {policy.version} of the Compliance Policy sets out its four parts"
        deed = "policy.check"
        said = [label(lack.part) for lack in unseen]
    else:
        what = (
            f"Raise a modification: version {policy.version} of the Compliance Policy lacks"
            f" {count(len(policy.lacks), 'part')} of four"
        )
        deed = "modification.raise_one"
        said = [lack.sentence for lack in policy.lacks]
    return (
        soon(
            policy.reference,
            PMA if deed == "modification.raise_one" else SPECIALIST,
            what,
            policy.since,
            as_of,
            "R46",
            policy.folder,
            detail="; ".join(said),
            deed=deed,
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ModificationDuty:
    """A modification that has not ended. ``last_news``: the newest report, or the day it was raised."""

    reference: str
    title: str
    folder: Folder
    state: ModificationState
    last_news: date
    effective_on: date | None


def of_modification(modification: ModificationDuty, as_of: date) -> tuple[Duty, ...]:
    """What was announced has come, or nothing was heard for long: somebody asks what became of it."""
    if modification.state in ENDED_MODIFICATIONS:
        return ()
    announced = modification.effective_on
    if announced is not None and announced <= as_of:
        return (
            soon(
                modification.reference,
                SPECIALIST,
                f"Record whether {modification.reference} took effect, as reported",
                announced,
                as_of,
                "R05",
                modification.folder,
                detail=f"{modification.title}; announced for {say_day(announced)}",
                deed="modification.take_effect",
            ),
        )
    if announced is None and news_owed_since(modification.last_news, as_of):
        return (
            soon(
                modification.reference,
                SPECIALIST,
                f"Ask what became of {modification.reference}, and record it as reported",
                modification.last_news,
                as_of,
                "R05",
                modification.folder,
                detail=modification.title,
                deed="modification.report",
            ),
        )
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportDuty:
    reference: str
    title: str
    folder: Folder
    direction: SupportDirection
    body: str
    state: SupportState
    received_on: date
    due: date | None


def of_support(request: SupportDuty, as_of: date) -> tuple[Duty, ...]:
    """An answer that is owed: by the PMA, or by SECAS where the PMA asked for assistance (R07, R11, R66)."""
    if request.state != SupportState.RECEIVED:
        return ()
    ours = request.direction == SupportDirection.ASKED_OF_PMA
    who, rule = (PMA, "R11") if ours else (SECAS, "R66")
    what = f"Answer {request.body}: {request.title}" if ours else f"Assist the PMA: {request.title}"
    if request.due is None:
        return (
            soon(request.reference, who, what, request.received_on, as_of, rule, request.folder, deed="support.answer"),
        )
    return (by_day(request.reference, who, what, request.due, as_of, rule, request.folder, deed="support.answer"),)
