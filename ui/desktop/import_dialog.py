"""Import a workbook: choose it, look at what each of its rows would change and why, then take it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from pma_assure.exchange.import_preview import Preview, mapping_kept, mapping_names
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Capacity
from pma_assure.values.importing import Outcome, PlannedRow, SheetMapping, SourceWorkbook
from pma_assure.values.outcome import Done
from pma_assure.workflows.parameters import FileGiven
from ui.desktop.jobs import Job, Progress
from ui.desktop.page_table import Badged, CellDelegate, TupleModel
from ui.desktop.pieces import Combo, button, held, row, words
from ui.desktop.workplace import Workplace

T = TypeVar("T")
TITLES = ("What becomes of it", "Sheet", "Row", "Record", "Why")
WIDTHS = (140, 120, 52, 230)
TONES = {
    Outcome.NEW: "good",
    Outcome.CHANGED: "accent",
    Outcome.SAME: "quiet",
    Outcome.CONFLICT: "attention",
    Outcome.REFUSED: "late",
}
SAID = {
    Outcome.NEW: "New",
    Outcome.CHANGED: "Changed",
    Outcome.SAME: "The same",
    Outcome.CONFLICT: "Conflict",
    Outcome.REFUSED: "Refused",
}
OWN = "The program's own headings"
NOTHING = (
    "Choose a workbook, or drop one here.\n\n"
    "Before anything is written, each of its rows stands here with what would become of it and why: new, changed, the"
    " same, in conflict, or refused."
)


class ImportDialog(QDialog):
    """``taken_in`` gives the sentence that says what was done."""

    taken_in = Signal(str)

    def __init__(self, workplace: Workplace, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Import a workbook")
        self.setModal(True)
        self.workplace = workplace
        self._file: FileGiven | None = None
        self._preview: Preview | None = None
        self._rows: list[PlannedRow] = []
        self._job: Job | None = None
        self._build()
        self.setAcceptDrops(True)
        self.place.setAcceptDrops(False)
        self.resize(1040, 640)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._do_by_key)
        workplace.ask(lambda register, _: mapping_names(register), self._offer, owner=self, slot="mappings")
        self._show_state()

    # --- how it looks -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.place = QLineEdit()
        self.place.setAccessibleName("Workbook")
        self.place.setPlaceholderText("A workbook (.xlsx)")
        self.place.returnPressed.connect(self._typed)
        self.choose = button("Choose…", self._choose, name="Choose the workbook")
        self.mapping = Combo()
        self.mapping.setAccessibleName("Mapping")
        self.mapping.addItem(OWN, None)
        self.mapping.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.mapping.currentIndexChanged.connect(lambda _: self._look())
        self.filter = Combo()
        self.filter.setAccessibleName("Rows shown")
        self.filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.filter.setMinimumWidth(170)
        self.filter.currentIndexChanged.connect(lambda _: self._show_rows())
        self.table = self._table()
        self.nothing = words(NOTHING, "soft")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setContentsMargins(80, 20, 80, 20)
        self.rows = QStackedWidget()
        self.rows.addWidget(self.nothing)
        self.rows.addWidget(self.table)
        self.why = words("", select=True)
        self.why.setAccessibleName("Why")
        self.why.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.why.setMinimumHeight(self.why.fontMetrics().lineSpacing() * 3 + 6)
        self.says = words("", "soft")
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Progress")
        self.bar.setTextVisible(False)
        self.stop = button("Stop", self._stop, name="Stop what is being done")
        self.close_button = button("Cancel", self.reject)
        self.do_button = button("Import", self._do, kind="primary", help="Ctrl+Return")
        chosen = row(words("Workbook", "strong", wrap=False), self.place, self.choose, gap=8)
        self.map_button = button("Say which column is what…", self._map, name="Say which column is what")
        mapped = row(words("Mapping", "strong", wrap=False), self.mapping, self.map_button, gap=8)
        mapped.addStretch(1)
        self.show_label = words("Show", "strong", wrap=False)
        mapped.addWidget(self.show_label)
        mapped.addWidget(self.filter)
        keys = row(self.bar, self.stop, gap=8)
        keys.addStretch(1)
        keys.addWidget(self.close_button)
        keys.addWidget(self.do_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 16, 18, 14)
        box.setSpacing(8)
        box.addWidget(words("Import a workbook", "title"))
        for layout in (chosen, mapped):
            box.addWidget(held(layout))
        box.addWidget(self.rows, 1)
        box.addWidget(self.why)
        box.addWidget(self.says)
        box.addWidget(held(keys))

    def _table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("boxed")
        table.setAccessibleName("What becomes of each row")
        table.setItemDelegate(CellDelegate(table))
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 14)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return table

    def _show_state(self) -> None:
        """What can be done now."""
        busy = self._job is not None
        for one in (self.place, self.choose, self.mapping):
            one.setEnabled(not busy)
        self.map_button.setEnabled(self._file is not None and not busy)
        self.filter.setEnabled(self._preview is not None and not busy)
        self.rows.setCurrentWidget(self.nothing if self._preview is None else self.table)
        self.nothing.setText(NOTHING if self._file is None and not busy else "")
        shown: tuple[QWidget, ...] = (self.why, self.show_label, self.filter)
        for part in shown:
            part.setVisible(self._preview is not None)
        self.bar.setVisible(busy)
        self.stop.setVisible(busy)
        self.close_button.setEnabled(not busy)
        plan = None if self._preview is None else self._preview.plan
        brings = 0 if plan is None else plan.count(Outcome.NEW) + plan.count(Outcome.CHANGED)
        self.do_button.setEnabled(not busy and brings > 0)
        self.do_button.setText(f"Import {brings:,} {'row' if brings == 1 else 'rows'}" if brings else "Import")

    def _do_by_key(self) -> None:
        if self.do_button.isEnabled():
            self.do_button.click()

    # --- choosing ---------------------------------------------------------------------------------------------------

    def _offer(self, names: list[str]) -> None:
        for name in names:
            self.mapping.addItem(name, name)

    def _choose(self) -> None:
        folder = self.place.text() or str(self.workplace.register.path.parent)
        name, _ = QFileDialog.getOpenFileName(self, "Choose a workbook", folder, "Workbook (*.xlsx);;All files (*)")
        if name:
            self.take_file(Path(name))

    def _typed(self) -> None:
        if self.place.text().strip():
            self.take_file(Path(self.place.text().strip()).expanduser())

    def take_file(self, path: Path) -> None:
        """Read a workbook and show what would become of its rows."""
        self.place.setText(str(path))

        def read(_: Progress) -> FileGiven:
            from pma_assure.exchange.workbook_reading import LARGEST_FILE

            try:
                if path.stat().st_size > LARGEST_FILE:
                    raise Refused(f"{path.name} is larger than {LARGEST_FILE // 1024 // 1024} MB. Split it.")
                return FileGiven(name=path.name, content=path.read_bytes())
            except OSError as error:
                raise Refused(f"{path} cannot be read: {error.strerror or error}.") from error

        def given(file: FileGiven) -> None:
            self._ended()
            self._file = file
            self._look()

        self._forget()
        self._begin(read, given)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._job is None and _dropped(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.take_file(path)

    def _forget(self) -> None:
        self._file, self._preview = None, None
        self._fill_filter()
        self._tell("")

    def _look(self) -> None:
        """Make the preview: for another file, or another mapping."""
        file, mapping = self._file, self.mapping.currentData()
        if file is None or self._job is not None:
            return
        register, as_of, who = self.workplace.register, self.workplace.as_of, self.workplace.who
        may_give = who is not None and who.capacity == Capacity.PKI_SPECIALIST
        self._preview = None
        self._fill_filter()

        def look(progress: Progress) -> Preview:
            from pma_assure.exchange.import_preview import preview

            return preview(
                register,
                as_of,
                file.content,
                file.name,
                mapping=mapping,
                may_give_capacities=may_give,
                progress=progress.say,
            )

        self._begin(look, self._show)

    def _show(self, found: Preview) -> None:
        self._ended()
        self._preview = found
        self._fill_filter()
        self._tell(" ".join(found.plan.notes))
        self._show_state()
        self.table.setFocus()

    # --- saying which column is what --------------------------------------------------------------------------------

    def _map(self) -> None:
        """Read what the sheets hold, and what the chosen mapping says already; then ask."""
        file, chosen, register = self._file, self.mapping.currentData(), self.workplace.register
        if file is None or self._job is not None:
            return

        def read(progress: Progress) -> tuple[SourceWorkbook, dict[str, SheetMapping]]:
            from pma_assure.exchange import workbook_reading

            kept = {} if chosen is None else mapping_kept(register, chosen)
            return workbook_reading.read(file.content, file.name, progress=progress.say), kept

        def ask(found: tuple[SourceWorkbook, dict[str, SheetMapping]]) -> None:
            from ui.desktop.mapping_dialog import MappingDialog

            self._ended()
            self._tell("")
            workbook, kept = found
            opened = MappingDialog(self.workplace, workbook, chosen or Path(file.name).stem, kept, self)
            opened.saved.connect(self._mapped)
            opened.open()

        self._begin(read, ask)

    def _mapped(self, name: str) -> None:
        """Look at the workbook again with the mapping that was kept just now."""
        place = self.mapping.findData(name)
        self.mapping.blockSignals(True)
        if place < 0:
            self.mapping.addItem(name, name)
            place = self.mapping.count() - 1
        self.mapping.setCurrentIndex(place)
        self.mapping.blockSignals(False)
        self._look()

    # --- looking ----------------------------------------------------------------------------------------------------

    def _fill_filter(self) -> None:
        """The outcomes with how many rows each has; what needs somebody comes first where there is any."""
        rows = () if self._preview is None else self._preview.plan.rows
        self.filter.blockSignals(True)
        self.filter.clear()
        self.filter.addItem(f"All rows ({len(rows):,})", None)
        for outcome in Outcome:
            number = sum(one.outcome == outcome for one in rows)
            if number:
                self.filter.addItem(f"{SAID[outcome]} ({number:,})", outcome)
        self.filter.blockSignals(False)
        self._show_rows()

    def _show_rows(self) -> None:
        rows = () if self._preview is None else self._preview.plan.rows
        wanted = self.filter.currentData()
        self._rows = [one for one in rows if wanted is None or one.outcome == wanted]
        cells = [
            (
                Badged(SAID[one.outcome], TONES[one.outcome]),
                one.sheet,
                str(one.number),
                f"{one.reference}  {one.title}".strip(),
                one.reason,
            )
            for one in self._rows
        ]
        self.table.setModel(TupleModel(TITLES, cells))
        for number, width in enumerate(WIDTHS):
            self.table.setColumnWidth(number, width)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._say_why(now.row()))
        if self._rows:
            self.table.selectRow(0)
        self._say_why(0)

    def _say_why(self, number: int) -> None:
        if not 0 <= number < len(self._rows):
            self.why.setText("")
            return
        one = self._rows[number]
        said = one.reason or {
            Outcome.NEW: "Nothing in the register is this; it will be made.",
            Outcome.SAME: "The register has it already, as the workbook says it.",
        }.get(one.outcome, "")
        self.why.setText(f"{one.sheet}, row {one.number}: {said}")

    # --- doing ------------------------------------------------------------------------------------------------------

    def _do(self) -> None:
        if self._file is None or self._preview is None:
            return
        given = {"file": self._file, "mapping": self.mapping.currentData(), "preview": self._preview.fingerprint}
        self._tell("")
        self._job = self.workplace.do(
            "import.take_in", given, owner=self, then=self._done, failed=self._refused, services=self._services
        )
        self._watch()

    def _services(self, progress: Progress) -> Mapping[str, object]:
        from pma_assure.exchange.workbook_reading import read

        return {"reader": partial(read, progress=progress.say), "progress": progress.say}

    def _done(self, done: Done) -> None:
        self._ended()
        self.taken_in.emit(" ".join(done.notes))
        self.accept()

    # --- work under way ---------------------------------------------------------------------------------------------

    def _begin(self, work: Callable[[Progress], T], then: Callable[[T], None]) -> None:
        self._job = self.workplace.jobs.start(
            work, then, owner=self, slot="import", title="Reading the workbook", failed=self._refused
        )
        self._watch()

    def _watch(self) -> None:
        self.bar.setRange(0, 0)
        self.workplace.jobs.busy.connect(self._progressed)
        self._show_state()

    def _progressed(self, said: str, done: int, total: int) -> None:
        if self._job is None:
            return
        if not said:  # it has ended; if it brought nothing, it was stopped
            QTimer.singleShot(0, self, self._stopped)
            return
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self._tell(f"{said}…")

    def _ended(self) -> None:
        if self._job is not None:
            self.workplace.jobs.busy.disconnect(self._progressed)
        self._job = None
        self._show_state()

    def _stop(self) -> None:
        """Stop what runs; a transaction that was begun is undone whole."""
        if self._job is not None:
            self._job.cancel()
            self._tell("Stopping…")

    def _stopped(self) -> None:
        if self._job is not None and self._job.progress.cancelled:
            self._ended()
            self._tell("Stopped. Nothing was written.")

    def _tell(self, sentence: str, *, kind: str = "soft") -> None:
        self.says.setProperty("kind", kind)
        self.says.style().polish(self.says)
        self.says.setText(sentence)

    def _refused(self, refusal: Refused) -> None:
        self._ended()
        self._tell(refusal.sentence, kind="wrong")
        if self.map_button.isEnabled():
            self.map_button.setFocus()  # the fields were shut while it was read: the focus is at what mends it
        else:
            self.place.setFocus()

    def reject(self) -> None:
        if self._job is None:
            super().reject()
        else:
            self._stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.table.verticalHeader().setDefaultSectionSize(self.table.fontMetrics().height() + 14)


def _dropped(mime: QMimeData) -> Path | None:
    """The file that somebody drops: one, and one of this computer."""
    files = [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
    return Path(files[0]) if len(files) == 1 else None
