"""What an extract for SEC Parties owes (R73, R74, paragraphs 64 and 75)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pma_assure.rules.duties import (
    PMA,
    REVIEWER,
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
from pma_assure.rules.vocabulary import ExtractState
from pma_assure.rules.wording import count
from pma_assure.values.duties import Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractDuty:
    """``state_on`` is the day the present state of the newest version began, ``tell_since`` that of the recall."""

    reference: str
    title: str
    folder: Folder
    state: ExtractState
    state_on: date
    respond_by: date | None
    heard: bool
    unanswered: tuple[int, ...]
    undecided: int
    review_date: date | None
    listed: Listed | None
    decided: Decided | None
    to_tell: tuple[str, ...]
    tell_since: date | None


def of_extract(extract: ExtractDuty, as_of: date) -> tuple[Duty, ...]:
    """What an extract owes in its state (R73, R74, paragraphs 64 and 75), and who is still to be told of its recall."""
    return (*_in_its_state(extract, as_of), *_telling_owed(extract, as_of))


def _in_its_state(extract: ExtractDuty, as_of: date) -> Iterable[Duty]:
    if extract.state == ExtractState.DRAFTING:
        yield _prepared(
            extract,
            SPECIALIST,
            "Decide each passage of the extract and consult the participant",
            as_of,
            deed="extract.consult",
            blocked_by=(f"{count(extract.undecided, 'passage')} undecided",) if extract.undecided else (),
        )
    elif extract.state == ExtractState.PARTICIPANT_CONSULTED:
        yield _hearing_owed(extract, as_of)
    elif extract.state == ExtractState.SECURITY_REVIEW:
        yield _prepared(
            extract,
            REVIEWER,
            "Review the draft extract",
            as_of,
            deed="extract.review",
            detail="the reviewer must not be the preparer",
        )
    elif extract.state == ExtractState.READY_FOR_DECISION:
        yield _decision_owed(extract, as_of)
    elif extract.state == ExtractState.APPROVED:
        yield _prepared(
            extract,
            SPECIALIST,
            "Release the extract to the Parties",
            as_of,
            deed="extract.release",
            detail="the finished files are searched for every withheld passage",
        )
    elif extract.state == ExtractState.WITHHELD_ENTIRELY and extract.review_date is not None:
        yield by_day(
            extract.reference,
            PMA,
            "Look again at whether anything of the plan can be published",
            extract.review_date,
            as_of,
            "R73",
            extract.folder,
            deed="extract.redraft",
        )


def _prepared(
    extract: ExtractDuty,
    who: str,
    what: str,
    as_of: date,
    *,
    deed: str,
    rule: str = "R73",
    detail: str = "",
    blocked_by: tuple[str, ...] = (),
) -> Duty:
    """A step of the preparation, owed since the present state began."""
    return soon(
        extract.reference,
        who,
        what,
        extract.state_on,
        as_of,
        rule,
        extract.folder,
        detail=detail,
        deed=deed,
        blocked_by=blocked_by,
    )


def _hearing_owed(extract: ExtractDuty, as_of: date) -> Duty:
    """The participant is heard, each representation answered; then the draft goes to the second reviewer."""
    if not extract.heard and extract.respond_by is not None and as_of <= extract.respond_by:
        return by_day(
            extract.reference,
            extract.folder.organisation or "The participant",
            "Make representations on the draft extract",
            extract.respond_by,
            as_of,
            "R74",
            extract.folder,
            deed="extract.record_representation",
        )
    if extract.unanswered:
        numbers = ", ".join(map(str, extract.unanswered))
        what = f"Answer representation {numbers} on the draft extract"
        return _prepared(extract, PMA, what, as_of, deed="extract.answer_representation", rule="R74")
    what = "Send the draft extract to the second reviewer"
    return _prepared(extract, SPECIALIST, what, as_of, deed="extract.send_to_review")


def _telling_owed(extract: ExtractDuty, as_of: date) -> Iterable[Duty]:
    if extract.to_tell:
        yield soon(
            extract.reference,
            SPECIALIST,
            f"Tell {count(len(extract.to_tell), 'recipient')} that the extract was replaced or recalled",
            extract.tell_since or extract.state_on,
            as_of,
            "R73",
            extract.folder,
            detail=", ".join(extract.to_tell),
            deed="extract.tell_recipient",
        )


def _decision_owed(extract: ExtractDuty, as_of: date) -> Duty:
    decided = stands(extract.decided)
    if decided is None:
        return to_decide(
            extract.reference,
            "Decide on the extract",
            extract.state_on,
            as_of,
            "R73",
            extract.folder,
            listed=extract.listed,
            decided=extract.decided,
        )
    return soon(
        extract.reference,
        SPECIALIST,
        "Record what the PMA decided on the extract",
        decided.on,
        as_of,
        "R73",
        extract.folder,
        detail=decided_by(decided),
        deed="extract.approve",
    )
