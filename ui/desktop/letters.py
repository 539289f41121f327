"""The Alt letters of menus: each entry's own, unique in its menu, the first letter of a word where that is free."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMenu, QMenuBar


def letter_places(titles: Sequence[str]) -> list[int | None]:
    """Where in each title its letter stands; None for a title for which none is left.

    A title takes the first of its letters that is free; only where none is, an earlier one has to take another.
    """
    taken: dict[str, tuple[int, int]] = {}

    def give(number: int, asked: set[str]) -> bool:
        wished = [(place, titles[number][place].lower()) for place in _wished(titles[number])]
        for place, letter in wished:
            if letter not in taken:
                taken[letter] = (number, place)
                return True
        for place, letter in wished:
            if letter not in asked:
                asked.add(letter)
                if give(taken[letter][0], asked):
                    taken[letter] = (number, place)
                    return True
        return False

    for number in range(len(titles)):
        give(number, set())
    places = dict(taken.values())
    return [places.get(number) for number in range(len(titles))]


def _wished(title: str) -> list[int]:
    """The places of a title's letters, the first of each word before all others. Letters every keyboard has."""
    able = [place for place, character in enumerate(title) if character.isascii() and character.isalnum()]
    return sorted(able, key=lambda place: (place > 0 and title[place - 1].isalnum(), place))


def give_letters(menu: QMenu | QMenuBar) -> None:
    """Mark a letter in each entry of a menu that is filled."""
    entries = [one for one in menu.actions() if not one.isSeparator()]
    titles = [without_letter(one.text()) for one in entries]
    for entry, title, place in zip(entries, titles, letter_places(titles), strict=True):
        entry.setText(title.replace("&", "&&") if place is None else _marked(title, place))


def _marked(title: str, place: int) -> str:
    return f"{title[:place].replace('&', '&&')}&{title[place:].replace('&', '&&')}"


def without_letter(text: str) -> str:
    """An entry's words as they are read."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
