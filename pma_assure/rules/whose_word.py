"""Whose word it is: the PMA considers, views and advises; the Panel decides, approves, sanctions (states.md, R69).

What the program writes never says otherwise; what a person types is not refused, but said.
"""

from __future__ import annotations

import re

_BODY = r"(?:SMKI\s+)?PMA(?:['’]s)?"
_BETWEEN = (
    r"(?:has|have|had|is|was|will|would|shall|may|can|must|hereby|therefore|formally|also|then|now|today|itself|"
    r"unanimously|accordingly|duly|finally)"
)
_WORDS = (
    r"(?:determin(?:e|es|ed|ing|ation)|sanction(?:s|ed|ing)?|approv(?:e|es|ed|ing|al)|authori[sz](?:e|es|ed|ing|ation)|"
    r"impos(?:e|es|ed|ing)|penalis(?:e|es|ed|ing)|fin(?:es|ed))"
)
_OF_THE_PMA = re.compile(rf"\b{_BODY}(?:\s+{_BETWEEN})*\s+({_WORDS})\b", re.IGNORECASE)
_BY_THE_PMA = re.compile(rf"\b({_WORDS})\s+(?:\w+\s+)?by\s+the\s+{_BODY}\b", re.IGNORECASE)
_ITS_OWN = re.compile(r"\b(?:CPS|Certification Practice Statement)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:[^.;!?\n]|\.(?=\S))+")


def lent_to_the_pma(text: str) -> tuple[str, ...]:
    """The words by which a text says that the PMA did what is the Panel's to do; each once, as written (R69).

    The approval of the Certification Practice Statement is the PMA's own (R08).
    """
    found: dict[str, str] = {}
    for sentence in _SENTENCE.findall(text):
        for match in (*_OF_THE_PMA.finditer(sentence), *_BY_THE_PMA.finditer(sentence)):
            word = match.group(1)
            if word.casefold().startswith("approv") and _ITS_OWN.search(sentence):
                continue
            found.setdefault(word.casefold(), word)
    return tuple(found.values())
