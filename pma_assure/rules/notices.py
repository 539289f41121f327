"""Notices of a suspension: prior or after, by how much, which reason is owed, and what withholds one (R79-R83, 6.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pma_assure.rules.emergency import minutes_between, span_in_words
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import NoticeState, NoticeTo, ScopeChange
from pma_assure.rules.wording import instant, label
from pma_assure.values.outcome import Because

OWED_ON_ORDER = (NoticeTo.PANEL, NoticeTo.AUTHORITY, NoticeTo.PARTIES)
"""Each is owed from the order on. For the Parties nothing is assumed: it is sent, not necessary or excepted (Q13)."""
TESTS: dict[NoticeTo, tuple[str, str]] = {
    NoticeTo.PANEL: ("reasonably practicable", "R79"),
    NoticeTo.AUTHORITY: ("practicable", "R80"),
}
"""Who is to be told before, as far as that is (paragraphs 71 and 72): the tests differ, so each owes a reason of its
own."""
RULES = {NoticeTo.PANEL: "R79", NoticeTo.AUTHORITY: "R80", NoticeTo.PARTIES: "R82"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFact:
    """A notice and what it tells of: ``told_of`` is when that took effect, ``change`` what it was."""

    reference: str
    addressee: NoticeTo
    state: NoticeState
    change: ScopeChange
    told_of: datetime | None
    sent_at: datetime | None
    late_reason: str = ""
    review_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """``margin``: minutes before it took effect (above 0: prior), None while either instant is unknown.

    ``owes_reason``: it was not given before, and its own test wants to know why.
    """

    margin: int | None
    prior: bool | None
    test: str
    owes_reason: bool
    sentence: str
    because: Because


def rule_of(addressee: NoticeTo) -> str:
    return RULES.get(addressee, "R81")


def timing(notice: NoticeFact) -> Timing:
    """Prior or after, by how much, and whether a reason is owed (6.5; R79, paragraph 71; R80, paragraph 72)."""
    margin = None
    if notice.sent_at is not None and notice.told_of is not None:
        margin = minutes_between(notice.sent_at, notice.told_of)
    prior = None if margin is None else margin > 0
    test, _ = TESTS.get(notice.addressee, ("", ""))
    tested = bool(test) and notice.change in (ScopeChange.ORDERED, ScopeChange.VARIED)
    owes = tested and prior is False and not notice.late_reason.strip()
    sentence = _said(notice, margin)
    rule = rule_of(notice.addressee)
    inputs = [
        ("sent", "not sent" if notice.sent_at is None else instant(notice.sent_at)),
        ("took effect", "not yet" if notice.told_of is None else instant(notice.told_of)),
    ]
    if tested:
        inputs.append(("to be told before, as far as", test))
    if notice.late_reason.strip():
        inputs.append(("why not before", notice.late_reason.strip()))
    return Timing(
        margin=margin,
        prior=prior,
        test=test if tested else "",
        owes_reason=owes,
        sentence=sentence,
        because=Because(
            what=f"Notice to the {addressed(notice.addressee)}",
            value=sentence,
            rule=rule,
            paragraph=paragraph(rule),
            inputs=tuple(inputs),
        ),
    )


def addressed(addressee: NoticeTo) -> str:
    """Whom a notice goes to, as a sentence says it after "the": "SEC Panel", "Parties"."""
    return {NoticeTo.PARTIES: "Parties", NoticeTo.PARTICIPANT: "participant"}.get(addressee, label(addressee))


def _said(notice: NoticeFact, margin: int | None) -> str:
    if notice.state != NoticeState.SENT:
        return f"{label(notice.state)}."
    if margin is None:
        return "Sent; it has not taken effect."
    if margin == 0:
        return "After: sent in the minute in which it took effect."
    what = "before it took effect" if margin > 0 else "after it took effect"
    return f"{'Prior' if margin > 0 else 'After'}: {span_in_words(margin)} {what}."


def signed(margin: int) -> str:
    """A margin as tables give it: "+50 min", "−15 min", "−10 d 10 h 35 min"."""
    length = f"{abs(margin)} min" if abs(margin) < 24 * 60 else span_in_words(margin)
    return f"{'+' if margin > 0 else '−' if margin < 0 else ''}{length}"


def exception_stands(reviews: Sequence[date | None]) -> bool:
    """Whether a judgement that notifying is itself a security risk stands: its last row names a review (R83)."""
    return bool(reviews) and reviews[-1] is not None


def was_reviewed(reviews: Sequence[date | None], as_of: date) -> bool:
    """Whether a standing exception was looked at again, and its next review has not passed (states.md)."""
    last = reviews[-1] if reviews else None
    return len(reviews) > 1 and last is not None and last >= as_of


def keeps_open(
    notices: Iterable[NoticeFact], exceptions: dict[str, tuple[date | None, ...]], as_of: date
) -> tuple[str, ...]:
    """Why a lifted suspension cannot be closed yet, each by its notice: "SUSP-…/N1 is owed"."""
    said = []
    for one in notices:
        if one.state == NoticeState.OWED:
            said.append(f"{one.reference}, to the {addressed(one.addressee)}, is neither sent nor held unnecessary")
        elif one.state == NoticeState.EXCEPTED and not was_reviewed(exceptions.get(one.reference, ()), as_of):
            said.append(f"{one.reference} is withheld, and that has not been looked at again")
        elif timing(one).owes_reason:
            said.append(f"{one.reference} was late and says not why it was not {timing(one).test} before")
    return tuple(said)
