"""Modifications: the PMA raises, the ordinary modification process decides (R05, R06, R54, R58, R65).

Nothing here is the PMA's word on what becomes of one: a state after *raised* is as somebody outside reported it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import ModificationState
from pma_assure.rules.wording import day as say_day

ENDED_MODIFICATIONS = (ModificationState.IN_EFFECT, ModificationState.REJECTED, ModificationState.WITHDRAWN)
NEWS_AFTER_DAYS = 90
"""For how many days a modification may be followed without news before somebody asks: a quarter."""
_ATTRIBUTED = re.compile(
    r"\b(?:approv|accept|adopt|authoris|reject)\w*\s+(?:in full |in part )?by\s+(?:the\s+)?(?:SMKI\s+)?PMA\b"
    r"|\bPMA[- ](?:has |have )?(?:approv|accept|adopt|authoris|reject)\w*"
    r"|\bPMA(?:['’]s)? approval\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A modification as it is known; ``effective_on`` may be announced before it has taken effect."""

    reference: str
    state: ModificationState
    raised_on: date
    effective_on: date | None
    explicit_charge: bool = False


def attributed_to_the_pma(words: str) -> bool:
    """Whether words say that the PMA decided on a modification, which it has no power to do (R05)."""
    return _ATTRIBUTED.search(words) is not None


def check_reported(words: str, *, field: str) -> None:
    """Refuse words by which the PMA would have approved a modification: a slip of the pen that others would quote."""
    if attributed_to_the_pma(words):
        raise Refused(
            "The PMA raises modifications and does not decide on them: say who did, as it was reported.",
            rule="R05",
            paragraph=paragraph("R05"),
            field=field,
        )


def outside_scope(document: str, pma_may_modify: bool) -> str:
    """What is wrong with raising a modification to a document, or "" (R06, paragraph 37)."""
    if pma_may_modify:
        return ""
    return (
        f"{document} is not among the documents to which the PMA may raise modifications, as the legal text defines"
        " them"
    )


def check_comment_period(first: date, last: date, *, raised_on: date) -> None:
    """Refuse days on which nobody could comment (R58, paragraph 76)."""
    if last < first:
        raise Refused(
            "The period ends before it begins; look at the days.",
            rule="R58",
            paragraph=paragraph("R58"),
            field="comments_to",
        )
    if first < raised_on:
        raise Refused(
            f"It was raised on {say_day(raised_on)}; Parties comment on it after that.",
            rule="R58",
            paragraph=paragraph("R58"),
            field="comments_from",
        )


def in_effect_on(one: Followed, day: date) -> bool:
    """Whether it was in effect on a day: reported as in effect, from that day or an earlier one."""
    return one.state == ModificationState.IN_EFFECT and one.effective_on is not None and one.effective_on <= day


def explicit_charge_on(known: Iterable[Followed], day: date) -> Followed | None:
    """The modification that introduced an explicit charge and was in effect on a day, the earliest; None: none was."""
    there = [one for one in known if one.explicit_charge and in_effect_on(one, day)]
    return min(there, key=lambda one: (one.effective_on or date.max, one.reference), default=None)


def says_when(one: Followed) -> str:
    """What is known of the time a modification takes effect: "raised on 2 March 2026, effective on 1 October 2026"."""
    if one.state == ModificationState.REJECTED:
        after = "rejected, as reported"
    elif one.state == ModificationState.WITHDRAWN:
        after = "withdrawn"
    elif one.effective_on is None:
        after = "with no day known on which it takes effect"
    else:
        after = f"effective on {say_day(one.effective_on)}"
    return f"raised on {say_day(one.raised_on)}, {after}"


def news_owed_since(last_news: date, as_of: date) -> bool:
    """Whether nothing has been heard of a modification for so long that somebody should ask."""
    return (as_of - last_news).days >= NEWS_AFTER_DAYS
