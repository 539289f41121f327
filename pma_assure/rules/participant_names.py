"""By which names a reader would know a participant that is not to be named (states.md, *Plan extract*; R73)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pma_assure.rules.look_alikes import folded_words

_LEGAL_FORM = re.compile(
    r"[\s,]+\(?(?:plc|p\.l\.c\.?|ltd|limited|llp|l\.l\.p\.?|lp|cic|c\.i\.c\.?|inc|incorporated|gmbh|ag|se|sa|bv|nv|"
    r"cyf|cyfyngedig|ccc|company|co)\.?\)?$",
    re.IGNORECASE,
)
_IN_COMMON_USE = """
a advanced affordable all alliance alternative an and associated association at better big blue bright british
bulb business by central centre choice city clean clear co co-op co-operative coast combined commercial
communications community company connect connections consolidated consulting cooperative corporation council
country county cymru data de digital direct district domestic east eastern eco economy electric electrical
electricity energies energise energy england english enterprise enterprises environment environmental essential
europe european fair first flow for free fresh from fuel fuels full future gas general generation global gold
good grand great green grid group heat high holding holdings home homes house household in independent
industrial industries infrastructure infrastructures innovation international investments ireland key large lead
light limited little local logic london low main management meter metering meters mid midland midlands modern
mutual my national natural neighbourhood net network networks new next north northern of ofgem on one online
open operations operator or orange our partners partnership people pipelines plain plant plc plus policy power
powers premier primary prime private pro public pure purple real red regional reliable renewable renewables
resource resources retail river royal safe scheme scotland scottish sea secure security select service services
shared simple simply single small smart society software solar solution solutions south southern square standard
star storage sun supplier suppliers supply sure sustainable switch system systems team technologies technology
telecom the to together total trade transmission trust uk union united universal university urban utilities
utility valley value wales warehouse waste water welsh west western white wind wireless with works world y
yellow yorkshire young your zero
"""
_COMMON = frozenset(_IN_COMMON_USE.split())
"""Words that many organisations and many plans have: alone they name nobody."""


def without_legal_form(name: str) -> str:
    """ "Halden Power plc" -> "Halden Power"; a name that is nothing else stays as it is."""
    shorter = _LEGAL_FORM.sub("", name.strip()).strip(" ,")
    return shorter or name.strip()


def distinctive_word(name: str) -> str | None:
    """The first word that is not in common use: "Halden" of "Halden Power plc"; None where every word is."""
    words: list[str] = re.findall(r"[^\W_]+(?:[-.&][^\W_]+)*", without_legal_form(name))
    return next((word for word in words if len(word) > 1 and word.casefold() not in _COMMON), None)


def looked_for(name: str, *, others: Iterable[str] = ()) -> tuple[str, ...]:
    """Every form under which a participant is looked for, the longest first, each once.

    ``others`` are the names it had before and those of its groups. Of each name: as it is written, without its legal
    form, and its distinctive word.
    """
    forms: dict[str, str] = {}
    for one in (name, *others):
        for form in (one.strip(), without_legal_form(one), distinctive_word(one)):
            if form:
                forms.setdefault(form.casefold(), form)
    return tuple(sorted(forms.values(), key=lambda form: (-len(form), form)))


def is_one_of(text: str, names: Sequence[str]) -> bool:
    """Whether a text is nothing but one of the names."""
    plain = folded_words(text)
    return any(plain == folded_words(name) for name in names)
