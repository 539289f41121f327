"""The words of a text with everything taken off that only looks different.

Whether withheld words stand in what is published is asked in two rooms, of passages before and of finished files
after. Both ask it of the same plain words, so that what a reader cannot tell apart is no difference in either: case,
accents and other marks, ligatures, soft hyphens and zero-width characters, the digits of other scripts, small
capitals, letters in circles and squares, and letters of other alphabets that look like ours.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
# What no decomposition takes apart is known by its Unicode name, which names the Latin letter.
_NAMED = re.compile(
    r"(?:LATIN LETTER SMALL CAPITAL|LATIN SMALL LETTER(?: SCRIPT| DOTLESS)?|LATIN SUBSCRIPT SMALL LETTER|"
    r"MODIFIER LETTER (?:SMALL(?: CAPITAL)?|CAPITAL)|REGIONAL INDICATOR SYMBOL LETTER|"
    r"(?:NEGATIVE|CROSSED NEGATIVE) (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER) ([A-Z])(?: WITH .+)?"
)
_ALIKE = {
    # Capitals whose small letters look like another of ours than they do.
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ", "abezhikmnoptyxc", strict=True)),
    **dict(zip("аеорсухіјѕԁһӏкмтвнԛԝгпүѵ", "aeopcyxijsdhlkmtbhqwrnyv", strict=True)),
    **dict(zip("αβεζηγιοκνρτυχϲωσϳ", "abezhyiokvptuxcwoj", strict=True)),
    **dict(zip("օսոհցզ", "ounhgq", strict=True)),
    **dict(zip("ɑŋĸðþſ", "ankdps", strict=True)),
    **dict(zip("ᎠᎡᎢᎥᎩᎪᎫᎬᎳᎷᎻᎽᏀᏂᏃᏎᏏᏒᏔᏕᏙᏚᏞᏟᏢᏦᏧᏮᏳᏴ", "drtiyajewmhyghz4brwsvslcpkd6gb", strict=True)),
    **dict(zip("ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ", "bpdtgkjczfmnlsrvhwxyaeiou", strict=True)),
    # Letters by name, and nothing to the eye.
    **dict.fromkeys("\u115f\u1160\u3164\uffa0", ""),
    "æ": "ae",
    "œ": "oe",
}


class _Plain(dict[int, str]):
    """For ``str.translate``: what each character is folded to, found when it is first met."""

    def __missing__(self, point: int) -> str:
        self[point] = plain = _plain(chr(point))
        return plain


def _plain(character: str) -> str:
    """One character as its plain small letters or digits; "" for marks and for what nobody can see."""
    if character in _ALIKE:
        return _ALIKE[character]
    taken_apart = unicodedata.normalize("NFKD", character)
    # Once more after folding the case: some capitals are taken apart only as small letters.
    small = unicodedata.normalize("NFKD", "".join(_ALIKE.get(one, one) for one in taken_apart).casefold())
    return "".join(_one(one) for one in small)


def _one(character: str) -> str:
    # "Cf" are soft hyphens and zero-width characters: they part no words.
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return ""
    if character.isascii():
        return character
    number = unicodedata.numeric(character, None) if unicodedata.category(character) in ("Nd", "No") else None
    if number is not None and number.is_integer():
        return str(int(number))
    named = _NAMED.fullmatch(unicodedata.name(character, ""))
    if character in _ALIKE:
        return _ALIKE[character]
    return named.group(1).casefold() if named else character


_PLAIN = _Plain()


def folded(text: str) -> str:
    """The text in plain small letters and digits, with whatever parts its words left between them."""
    return (text if text.isascii() else text.translate(_PLAIN)).casefold()


def folded_words(text: str) -> list[str]:
    """The plain words of a text, in order: letters and digits alone."""
    return _WORD.findall(folded(text))


def folded_places(text: str) -> list[tuple[str, int, int]]:
    """Each plain word with the (start, end) where it stands in ``text``."""
    plain: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in (character if character.isascii() else _PLAIN[ord(character)]).casefold():
            plain.append(letter)
            places.append(place)
    return [
        (found.group(), places[found.start()], places[found.end() - 1] + 1) for found in _WORD.finditer("".join(plain))
    ]
