"""A window of the program: its menus and its foot, and inside the welcome or the register that is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QStyle

from pma_assure.rules.refusal import Refused
from ui.desktop.actions import ACTIONS, MENUS, Action
from ui.desktop.jobs import Jobs
from ui.desktop.letters import give_letters
from ui.desktop.pieces import words
from ui.desktop.settings import Settings
from ui.desktop.status import Foot
from ui.desktop.welcome import Welcome

if TYPE_CHECKING:
    from datetime import date

    from pma_assure.register.register import Register
    from ui.desktop.shell import Shell
    from ui.desktop.workplace import Who, Workplace


class Program(Protocol):
    """The program, as a window knows it."""

    settings: Settings

    def put_on(self, look: str) -> None: ...

    def resize_type(self, steps: int) -> None: ...

    def new_window(self, beside: Window) -> None: ...

    def closed(self, window: Window) -> None: ...

    def share(self, register: Register) -> None: ...

    def release(self, register: Register) -> None: ...


class Window(QMainWindow):
    def __init__(self, program: Program, today: date | None) -> None:
        super().__init__()
        self.program, self.settings, self._today = program, program.settings, today
        self.jobs = Jobs(self)
        self.jobs.refused.connect(self._say_refusal)
        self.workplace: Workplace | None = None
        self.shell: Shell | None = None
        # The foot says what was done and what was refused: on a low screen the title bar must not push it off.
        title_bar = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        self.resize(1280, min(720, self.screen().availableGeometry().height() - title_bar))
        self.setMinimumSize(900, 560)
        self.setWindowTitle("PMA Assure")
        self.foot = Foot(self.jobs)
        self.setStatusBar(self.foot)
        self.actions_: dict[str, QAction] = {}
        self.handlers = self._own_handlers()
        self._build_menus()
        self.welcome = Welcome(
            self.settings,
            new=self.new_register,
            choose=self.choose_register,
            take_up=self.open_path,
            demonstration=self.demonstration,
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.welcome)
        self.setCentralWidget(self.stack)
        self._allow()

    # --- menus ----------------------------------------------------------------------------------------------------

    def _own_handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "new": self.new_register,
            "open": self.choose_register,
            "who": self.ask_who,
            "close": self.close_register,
            "quit": self._quit,
            "look_system": lambda: self.program.put_on("system"),
            "look_light": lambda: self.program.put_on("light"),
            "look_dark": lambda: self.program.put_on("dark"),
            "larger": lambda: self.program.resize_type(1),
            "smaller": lambda: self.program.resize_type(-1),
            "usual_size": lambda: self.program.resize_type(0),
            "new_window": lambda: self.program.new_window(self),
            "close_window": self.close,
            "shortcuts": self._shortcuts,
            "log": self._log,
            "about": self._about,
        }

    def _build_menus(self) -> None:
        bar = self.menuBar()
        bar.setNativeMenuBar(False)  # the search stands in its corner on every system
        looks = QActionGroup(self)
        for title in MENUS:
            menu = bar.addMenu(title)
            menu.aboutToShow.connect(self._allow)
            group = 0
            for action in sorted((one for one in ACTIONS if one.menu == title), key=lambda one: one.group):
                if action.group != group:
                    menu.addSeparator()
                    group = action.group
                made = self._action(menu, action)
                if action.name.startswith("look_"):
                    made.setCheckable(True)
                    made.setChecked(action.name == f"look_{self.settings.look}")
                    looks.addAction(made)
            give_letters(menu)
        give_letters(bar)

    def _action(self, menu: QMenu, action: Action) -> QAction:
        made = menu.addAction(action.words)
        if action.shortcut:
            made.setShortcut(action.shortcut)
        made.triggered.connect(lambda _=False: self.take(action.name))
        self.actions_[action.name] = made
        return made

    def take(self, name: str) -> None:
        """Do what an action says."""
        handler = self.handlers.get(name)
        if handler is not None:
            handler()

    def _allow(self) -> None:
        """Only what can be done now can be chosen."""
        for action in ACTIONS:
            made = self.actions_.get(action.name)
            if made is not None:
                made.setEnabled(not action.needs or (self.shell is not None and self.shell.allowed(action.needs)))

    # --- registers ------------------------------------------------------------------------------------------------

    def choose_register(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        folder = str(self.settings.recent[0].parent) if self.settings.recent else str(Path.home())
        name, _ = QFileDialog.getOpenFileName(self, "Open a register", folder, "Registers (*.pma);;All files (*)")
        if name:
            self.open_path(Path(name))

    def expect(self, path: Path) -> None:
        """A quiet page for as long as a register that was named at the start is being opened."""
        waiting = words(f"Opening {path.name} …", "soft")
        waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack.addWidget(waiting)
        self.stack.setCurrentWidget(waiting)

    def open_path(self, path: Path) -> None:
        """Open a register; an encrypted one with the remembered passphrase, or by asking."""
        from ui.desktop import registers

        if not path.is_file():
            self.refuse(Refused(f"There is no register at {path}."))
            return
        try:
            locked = registers.is_locked(path)
        except Refused as refusal:
            self.refuse(refusal)
            return
        kept = registers.remembered(path) if locked else None
        if locked and kept is None:
            self._ask_passphrase(path, "")
            return

        def refused(refusal: Refused) -> None:
            if locked and refusal.field == "passphrase":
                registers.forget(path)
                self._ask_passphrase(path, "The passphrase that was remembered does not open it.")
            else:
                self.refuse(refusal)

        self._open(path, kept, refused)

    def _ask_passphrase(self, path: Path, sentence: str) -> None:
        from ui.desktop import registers
        from ui.desktop.dialogs import PassphraseDialog

        dialog = PassphraseDialog(path, sentence, self)

        def try_it() -> None:
            passphrase, keep = dialog.passphrase, dialog.remember.isChecked()

            def refused(refusal: Refused) -> None:
                self._ask_passphrase(path, refusal.sentence)

            def opened() -> None:
                if keep:
                    try:
                        registers.remember(path, passphrase)
                    except Refused as refusal:
                        self._say_refusal(refusal)

            self._open(path, passphrase, refused, opened)

        dialog.accepted.connect(try_it)
        self._say_on_welcome("")
        dialog.open()

    def _say_on_welcome(self, sentence: str) -> None:
        if self.shell is None:
            self.stack.setCurrentWidget(self.welcome)
            self.welcome.say(sentence)

    def _open(
        self,
        path: Path,
        passphrase: str | None,
        refused: Callable[[Refused], None],
        opened: Callable[[], None] = lambda: None,
        today: date | None = None,
    ) -> None:
        from ui.desktop import registers

        def take(register: Register) -> None:
            self.take_up(register, today=today)
            opened()

        self.jobs.start(
            lambda _: registers.opened(path, passphrase), take, owner=self, title=f"Opening {path.name}", failed=refused
        )

    def new_register(self) -> None:
        from ui.desktop import registers
        from ui.desktop.dialogs import NewRegisterDialog

        def make(
            path: Path, name: str, keeper: str, passphrase: str | None, refused: Callable[[Refused], None]
        ) -> None:
            def made(found: tuple[Register, Who]) -> None:
                dialog.accept()
                self.take_up(*found)

            day = self._day()
            self.jobs.start(
                lambda _: registers.made(path, name=name, keeper=keeper, passphrase=passphrase, day=day),
                made,
                owner=self,
                title=f"Making {path.name}",
                failed=refused,
            )

        dialog = NewRegisterDialog(make, self)
        dialog.open()

    def _day(self) -> date:
        from datetime import datetime

        from pma_assure.rules.calendar import UK

        return self._today or datetime.now(UK).date()

    def demonstration(self) -> None:
        from ui.desktop import registers

        def made(found: tuple[Path, date]) -> None:
            path, day = found
            self._open(path, None, self.refuse, today=day)

        self.jobs.start(
            registers.demonstration,
            made,
            owner=self,
            title="Making the demonstration register",
            failed=self.refuse,
        )

    def take_up(self, register: Register, who: Who | None = None, *, today: date | None = None) -> None:
        """Show an open register in this window; the demonstration on the day it was made for (``today``)."""
        from ui.desktop.shell import Shell
        from ui.desktop.workplace import Workplace

        self.close_register()
        self.program.share(register)
        self.settings.opened(register.path)
        workplace = Workplace(register, self.jobs, self.settings, today=today or self._today, parent=self)
        self.workplace = workplace
        shell = Shell(workplace, self.foot)
        self.shell = shell
        self.handlers = {**self._own_handlers(), **shell.handlers()}
        self.stack.addWidget(shell)
        self.stack.setCurrentWidget(shell)
        self.menuBar().setCornerWidget(shell.corner, Qt.Corner.TopRightCorner)
        shell.corner.show()
        shell.moved.connect(self._allow)
        self._allow()
        self._name_window(workplace)
        if who is not None:
            workplace.act(who)
        else:
            self._find_who(workplace)

    def _name_window(self, workplace: Workplace) -> None:
        from ui.desktop import registers

        workplace.ask(
            lambda register, _: registers.name_of(register),
            lambda name: self.setWindowTitle(f"{name} — PMA Assure"),
            owner=self,
            slot="name",
        )

    def close_register(self) -> None:
        if self.workplace is None or self.shell is None:
            return
        register = self.workplace.register
        self.workplace.close()
        self.jobs.finish()
        self.menuBar().setCornerWidget(None)  # type: ignore[arg-type]  # Qt takes none to mean none
        self.shell.search.popup.deleteLater()
        self.shell.corner.deleteLater()
        self.stack.setCurrentWidget(self.welcome)
        self.stack.removeWidget(self.shell)
        self.shell.deleteLater()
        self.workplace.deleteLater()
        self.workplace, self.shell = None, None
        self.handlers = self._own_handlers()
        self.program.release(register)
        self.foot.left.setText("")
        self.foot.right.setText("")
        self.foot.say("", "")
        self.welcome.say("")
        self.setWindowTitle("PMA Assure")
        self._allow()

    # --- who acts -------------------------------------------------------------------------------------------------

    def _find_who(self, workplace: Workplace) -> None:
        from ui.desktop import registers

        kept = self.settings.who(workplace.register.path)

        def found(people: list[Who]) -> None:
            if self.workplace is not workplace:
                return
            again = next((who for who in people if (who.reference, who.capacity.value) == kept), None)
            if again is not None or len(people) == 1:
                workplace.act(again or people[0])
            else:
                self._choose_who(people)

        workplace.ask(registers.may_act, found, owner=self, slot="who")

    def ask_who(self) -> None:
        from ui.desktop import registers

        if self.workplace is not None:
            self.workplace.ask(registers.may_act, self._choose_who, owner=self, slot="who")

    def _choose_who(self, people: list[Who]) -> None:
        from ui.desktop.dialogs import WhoDialog

        workplace = self.workplace
        if workplace is None:
            return
        if not people:
            self.foot.say("Nobody holds a capacity to use the program on this day.", "late")
            return
        dialog = WhoDialog(people, workplace.who, self)

        def take() -> None:
            if dialog.chosen is not None:
                workplace.act(dialog.chosen)

        dialog.accepted.connect(take)
        dialog.open()

    # --- sentences ------------------------------------------------------------------------------------------------

    def refuse(self, refusal: Refused) -> None:
        """Say why a register was not opened: on the welcome, or at the foot when another one is open."""
        if self.shell is None:
            self._say_on_welcome(str(refusal))
        else:
            self._say_refusal(refusal)

    def _say_refusal(self, refusal: Refused) -> None:
        self.foot.say(str(refusal), "late")

    def _shortcuts(self) -> None:
        from ui.desktop.sheets import shortcuts

        shortcuts(self).open()

    def _about(self) -> None:
        from ui.desktop.sheets import about

        about(self).open()

    def _log(self) -> None:
        from PySide6.QtWidgets import QMessageBox

        from ui.desktop import log

        path = log.path()
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        box = QMessageBox(self)
        box.setWindowTitle("The log")
        box.setText(
            f"Errors the program does not know are written to {path}." if text else "The log is empty: all is well."
        )
        box.setDetailedText(text[-20000:])
        box.open()

    def _quit(self) -> None:
        from PySide6.QtWidgets import QApplication

        QApplication.closeAllWindows()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.close_register()
        self.jobs.finish()
        self.program.closed(self)
        super().closeEvent(event)
