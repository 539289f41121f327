"""The words that stand on every extract, whatever it is about: they tell nobody anything, so they explain themselves."""

from __future__ import annotations

import re

from pma_assure.rules import wording
from pma_assure.rules.vocabulary import Classification
from reports import plan_extract_words as words
from reports.characters import NOTE

_CLASSIFICATIONS = "|".join(re.escape(wording.label(code)) for code in Classification)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_ABOUT = "Reference|Version|Title|State|Dated|From|For|Classification|Participant|Decision|Corrects|Parts reproduced|Released"

# Each stands at the beginning of a line, or behind the point that parts the pieces of a head.
_PHRASES = (
    rf"{re.escape(words.BODY)}(?:, for SEC Parties)?(?= ·|$)",
    rf"{re.escape(words.SUMMARY_LABEL)}$",
    rf"{re.escape(words.NOT_NAMED)}$",
    r"Participant(?=: )",
    rf"(?:{re.escape(words.DRAFT)}|{re.escape(words.APPROVED)})(?= ·|$)",
    rf"Dated \d{{1,2}} (?:{_MONTH}) \d{{4}}(?= ·|$)",
    r"EXT-[A-Z0-9-]+(?: version \d+)?(?= ·|:|$)",
    rf"(?:{_CLASSIFICATIONS})(?= ·|$)",
    r"en-GB$",
    r"page \d+ of \d+$",
    r"(?:Action|Due|Action Due|Part|Text|Part Text Due|Heading|Text of the plan)$",
    rf"(?:{_ABOUT})$",
    re.escape(NOTE) + "$",
)
_OWN = re.compile(r"(?:^|(?<= · ))[ \t]*(?:" + "|".join(_PHRASES) + ")", re.MULTILINE)


def own_words(text: str) -> tuple[tuple[int, int], ...]:
    """Where in ``text`` (lines end with a newline) the words of every extract stand, as (start, end)."""
    return tuple(match.span() for match in _OWN.finditer(text))
