"""How it looks: one accent colour, colour otherwise only for state, light and dark, and a font with Welsh letters."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory


class Tone(NamedTuple):
    """A state's colour: ``back`` of a badge, ``ink`` of its words, ``solid`` where it is painted without words."""

    back: str
    ink: str
    solid: str


class Look(NamedTuple):
    """All colours of one look, light or dark. No dataclass: making one of this size costs a start 20 ms.

    ``dull`` are the words of what cannot be done now: quieter than ``soft``, but still to be read.
    """

    dark: bool
    page: str
    side: str
    raised: str
    line: str
    strong_line: str
    ink: str
    soft: str
    dull: str
    accent: str
    accent_hover: str
    on_accent: str
    chosen: str
    chosen_ink: str
    tones: dict[str, Tone]

    def tone(self, name: str) -> Tone:
        return self.tones.get(name, self.tones["quiet"])


LIGHT = Look(
    dark=False,
    page="#ffffff",
    side="#f9fafb",
    raised="#f3f4f7",
    line="#e3e5ea",
    strong_line="#c6cad3",
    ink="#1b202b",
    soft="#5f6776",
    dull="#858c99",
    accent="#1c4ea3",
    accent_hover="#173f85",
    on_accent="#ffffff",
    chosen="#e2eaf8",
    chosen_ink="#153b7e",
    tones={
        "good": Tone("#def3e4", "#14602f", "#2f8f57"),
        "attention": Tone("#fdeecb", "#7a4f00", "#dfa12c"),
        "late": Tone("#fde1e0", "#9d1c1c", "#c93a3a"),
        "panel": Tone("#e8e2fa", "#55309a", "#7a55c7"),
        "accent": Tone("#e2eaf8", "#153b7e", "#1c4ea3"),
        "quiet": Tone("#ebedf1", "#4d5564", "#b9bec9"),
    },
)
DARK = Look(
    dark=True,
    page="#1d2026",
    side="#17191e",
    raised="#262a32",
    line="#333842",
    strong_line="#4c5362",
    ink="#e7e9ee",
    soft="#a3abba",
    dull="#757d8d",
    accent="#3268c6",
    accent_hover="#4379d6",
    on_accent="#ffffff",
    chosen="#263a5c",
    chosen_ink="#c9dcff",
    tones={
        "good": Tone("#1d3d2a", "#93dcab", "#43a86c"),
        "attention": Tone("#453612", "#f2cd7c", "#d29a31"),
        "late": Tone("#4c2324", "#f7aaa7", "#d95a58"),
        "panel": Tone("#372c57", "#cbb8f8", "#8f6fdb"),
        "accent": Tone("#263a5c", "#c9dcff", "#5189e3"),
        "quiet": Tone("#2e333d", "#b6bdca", "#5a6170"),
    },
)

STYLED = "pma_assure_style"
"""Property of an application that has Fusion as its style. To ask Qt for the style itself costs a start 10 ms, because
PySide6 then makes every code that a style knows.
"""
_now = LIGHT


def look() -> Look:
    """The look that is in use."""
    return _now


def colour(name: str) -> QColor:
    return QColor(name)


def apply(application: QApplication, wish: str) -> None:
    """Put on the look ``wish``: system, light or dark."""
    global _now
    _now = DARK if wish == "dark" or (wish == "system" and _system_is_dark()) else LIGHT
    if not application.property(STYLED):
        application.setStyle(QStyleFactory.create("Fusion"))
        application.setProperty(STYLED, True)
    application.setPalette(_palette(_now))
    application.setStyleSheet(sheet(_now))


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def set_font(application: QApplication) -> None:
    """The system's own font where it is known to have Welsh letters; elsewhere the family shipped with the reports."""
    font = QFont(application.font())
    if sys.platform not in ("win32", "darwin"):
        families = _shipped_families()
        if families:
            font.setFamily(families[0])
        font.setPointSizeF(9.75)
    elif sys.platform == "win32":
        font.setFamily("Segoe UI")
        font.setPointSizeF(9.5)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    application.setFont(font)


def _shipped_families() -> list[str]:
    spec = find_spec("reports")
    if spec is None or not spec.submodule_search_locations:
        return []
    families: list[str] = []
    # Screens set nothing in italics; each file read costs a start its time.
    for path in sorted(Path(spec.submodule_search_locations[0], "fonts").glob("*.ttf")):
        if "Italic" in path.name:
            continue
        number = QFontDatabase.addApplicationFont(str(path))
        families += [family for family in QFontDatabase.applicationFontFamilies(number) if family not in families]
    return families


def _palette(look: Look) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for one, name in (
        (role.Window, look.page),
        (role.WindowText, look.ink),
        (role.Base, look.page),
        (role.AlternateBase, look.side),
        (role.Text, look.ink),
        (role.Button, look.page),
        (role.ButtonText, look.ink),
        (role.ToolTipBase, look.raised),
        (role.ToolTipText, look.ink),
        (role.PlaceholderText, look.soft),
        (role.Highlight, look.accent),
        (role.HighlightedText, look.on_accent),
        (role.Link, look.accent if not look.dark else "#8ab4ff"),
        (role.LinkVisited, look.accent if not look.dark else "#8ab4ff"),
        (role.Light, look.raised),
        (role.Midlight, look.raised),
        (role.Mid, look.line),
        (role.Dark, look.strong_line),
        (role.Shadow, look.strong_line),
    ):
        palette.setColor(one, QColor(name))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(look.dull))
    return palette


def sheet(look: Look) -> str:
    """The style sheet. Margins are multiples of four."""
    return f"""
QWidget {{ color: {look.ink}; }}
QMainWindow, QDialog, QStackedWidget, #page {{ background: {look.page}; }}
QToolTip {{ background: {look.raised}; color: {look.ink}; border: 1px solid {look.strong_line}; padding: 4px; }}
QMenuBar {{ background: {look.page}; border-bottom: 1px solid {look.line}; padding: 2px 4px; }}
QMenuBar::item {{ padding: 7px 9px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {look.chosen}; color: {look.chosen_ink}; }}
QMenu {{ background: {look.page}; border: 1px solid {look.strong_line}; padding: 4px; }}
QMenu::item {{ padding: 5px 26px 5px 14px; border-radius: 4px; }}
QMenu::item:selected {{ background: {look.chosen}; color: {look.chosen_ink}; }}
QMenu::item:disabled {{ color: {look.dull}; }}
QMenu::separator {{ height: 1px; background: {look.line}; margin: 4px 8px; }}
QStatusBar {{ background: {look.page}; border-top: 1px solid {look.line}; color: {look.soft}; }}
QStatusBar QLabel {{ color: {look.soft}; padding: 1px 6px; }}
QStatusBar::item {{ border: none; }}
QSplitter::handle {{ background: {look.line}; }}
QScrollArea, QScrollArea > QWidget > QWidget#scrolled {{ background: transparent; border: none; }}
QLabel[kind="title"] {{ font-size: 13pt; font-weight: 600; }}
QLabel[kind="heading"] {{ font-weight: 600; }}
QLabel[kind="strong"] {{ font-weight: 600; }}
QLabel[kind="large"] {{ font-size: 16pt; font-weight: 600; }}
QLabel[kind="soft"] {{ color: {look.soft}; }}
QLabel[kind="wrong"] {{ color: {look.tone("late").ink}; }}
QFrame#card {{ background: {look.page}; border: 1px solid {look.line}; border-radius: 6px; }}
QFrame#card[chosen="true"] {{ border: 2px solid {look.accent}; }}
QFrame#card:focus {{ border: 2px solid {look.accent}; }}
QScrollArea#beside, QScrollArea#beside > QWidget > QWidget {{ background: {look.raised}; }}
QScrollArea#beside {{ border: 0; border-left: 1px solid {look.line}; }}
QFrame#notice {{ border-radius: 6px; border: 1px solid {look.line}; background: {look.raised}; }}
QFrame#notice[tone="late"] {{ background: {look.tone("late").back}; border-color: {look.tone("late").solid}; }}
QFrame#notice[tone="late"] QLabel {{ color: {look.tone("late").ink}; }}
QFrame#notice[tone="attention"] {{ background: {look.tone("attention").back};
  border-color: {look.tone("attention").solid}; }}
QFrame#notice[tone="attention"] QLabel {{ color: {look.tone("attention").ink}; }}
QFrame#notice[tone="good"] {{ background: {look.tone("good").back}; border-color: {look.tone("good").solid}; }}
QFrame#notice[tone="good"] QLabel {{ color: {look.tone("good").ink}; }}
QFrame#side {{ background: {look.side}; border: none; }}
QFrame#rule {{ background: {look.line}; border: none; max-height: 1px; min-height: 1px; }}
QPushButton, QToolButton {{ background: {look.page}; border: 1px solid {look.strong_line}; border-radius: 5px;
  padding: 4px 12px; min-height: 18px; }}
QPushButton:hover, QToolButton:hover {{ background: {look.raised}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {look.accent}; padding: 3px 11px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {look.dull}; border-color: {look.line}; }}
QPushButton:checked {{ background: {look.accent}; color: {look.on_accent}; border-color: {look.accent}; }}
QPushButton[kind="primary"] {{ background: {look.accent}; color: {look.on_accent}; border-color: {look.accent};
  font-weight: 600; }}
QPushButton[kind="primary"]:hover {{ background: {look.accent_hover}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {look.ink}; }}
QPushButton[kind="primary"]:disabled {{ background: {look.line}; color: {look.soft}; border-color: {look.line}; }}
QPushButton[kind="link"] {{ border: 1px solid transparent; background: transparent; padding: 1px 4px;
  color: {look.accent if not look.dark else "#8ab4ff"}; text-align: left; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 1px solid {look.accent}; }}
QPushButton::menu-indicator {{ width: 10px; subcontrol-position: right center; right: 5px; }}
QLineEdit, QPlainTextEdit, QComboBox, QTextEdit {{ background: {look.page}; border: 1px solid {look.strong_line};
  border-radius: 5px; padding: 4px 7px; selection-background-color: {look.accent};
  selection-color: {look.on_accent}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QTextEdit:focus {{ border: 2px solid {look.accent};
  padding: 3px 6px; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {{
  border-color: {look.tone("late").solid}; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QTextEdit:disabled {{ background: {look.side};
  color: {look.soft}; border-color: {look.line}; }}
QComboBox {{ padding-right: 22px; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {look.page}; border: 1px solid {look.strong_line}; padding: 3px;
  selection-background-color: {look.chosen}; selection-color: {look.chosen_ink}; }}
QAbstractItemView {{ background: {look.page}; border: none; outline: none;
  selection-background-color: {look.chosen}; selection-color: {look.ink}; }}
QListView#lines {{ border: 1px solid {look.line}; border-radius: 5px; padding: 3px; }}
QListView#lines::item {{ padding: 4px 6px; border-radius: 4px; }}
QListView#lines::item:selected {{ background: {look.chosen}; color: {look.chosen_ink}; }}
QTableView {{ border: none; gridline-color: {look.line}; }}
QTableView#boxed {{ border: 1px solid {look.line}; border-radius: 4px; }}
QTableView#boxed::item {{ padding: 5px 6px; border-bottom: 1px solid {look.line}; color: {look.ink}; }}
QTableView#boxed::item:selected {{ background: {look.chosen}; color: {look.ink}; }}
QTableView:focus, QListView:focus {{ border: 1px solid {look.accent}; }}
QHeaderView {{ background: {look.side}; }}
QHeaderView::section {{ background: {look.side}; color: {look.soft}; border: none; font-weight: 600;
  border-bottom: 1px solid {look.line}; padding: 5px 8px; text-align: left; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{ padding: 6px 3px; margin-right: 12px; border-bottom: 2px solid transparent; background: transparent; }}
QTabBar::tab:selected {{ color: {look.accent if not look.dark else "#8ab4ff"}; font-weight: 600;
  border-bottom: 2px solid {look.accent}; }}
QTabBar::tab:hover {{ border-bottom: 2px solid {look.strong_line}; }}
QTabBar::tab:selected:hover {{ border-bottom: 2px solid {look.accent}; }}
QCheckBox:focus, QRadioButton:focus {{ background: {look.chosen}; }}
QScrollBar:vertical {{ background: transparent; width: 11px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 11px; margin: 0; }}
QScrollBar::handle {{ background: {look.strong_line}; border-radius: 4px; margin: 2px; min-height: 28px;
  min-width: 28px; }}
QScrollBar::handle:hover {{ background: {look.soft}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ border: none; background: {look.line}; border-radius: 3px; max-height: 6px; }}
QProgressBar::chunk {{ background: {look.accent}; border-radius: 3px; }}
"""
