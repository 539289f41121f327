"""The words that stand on every extract, whatever it is about: they tell nobody anything and explain themselves."""

from __future__ import annotations

import re

from pma_assure.rules import wording
from pma_assure.rules.vocabulary import Classification
from reports import plan_extract_words as words
from reports.characters import NOTE

_CLASSIFICATIONS = "|".join(re.escape(wording.label(code)) for code in Classification)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_ABOUT = (
    "Reference|Version|Title|State|Dated|From|For|Classification|Participant|Decision|Corrects|"
    "Parts reproduced|Released"
)

# Sentences and labels long enough to be nobody else's words: they explain themselves wherever they stand.
_ANYWHERE = (
    rf"{re.escape(words.BODY)}(?:, for (?:all )?SEC Parties)?",
    *(re.escape(said) for said in (words.SUMMARY_LABEL, words.NOT_NAMED, words.DRAFT, words.APPROVED, NOTE)),
)
# Each of these stands at the beginning of a line, or behind the point that parts the pieces of a head.
_IN_PLACE = (
    r"Participant(?=: )",
    rf"Dated \d{{1,2}} (?:{_MONTH}) \d{{4}}(?= ·|$)",
    rf"Dated\n\d{{1,2}} (?:{_MONTH}) \d{{4}}$",
    r"EXT-[A-Z0-9-]+(?: version \d+)?(?= ·|:|$)",
    rf"(?:{_CLASSIFICATIONS})(?= ·|$)",
    r"en-GB$",
    r"(?:Action|Due|Action Due|Part|Text|Part Text Due|Heading|Text of the plan)$",
    rf"(?:{_ABOUT})$",
)
_AT_THE_END = (rf"(?<= )(?:{_CLASSIFICATIONS})$", r"page \d+ of \d+$")
_OWN = re.compile(
    "|".join((*_ANYWHERE, r"(?:^|(?<= · ))[ \t]*(?:" + "|".join(_IN_PLACE) + ")", *_AT_THE_END)), re.MULTILINE
)


def own_words(text: str) -> tuple[tuple[int, int], ...]:
    """Where in ``text`` (lines end with a newline) the words of every extract stand, as (start, end)."""
    return tuple(match.span() for match in _OWN.finditer(text))
