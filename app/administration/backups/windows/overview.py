"""„Kopie zapasowe”: which copies there are, and what one can do with them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QFont, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.administration.backups import words
from app.administration.backups.domain import Backup, Made, State, Status
from app.administration.backups.usecases import Backups, Safeguard
from app.administration.backups.windows.restoring import RestoreWindow, Unlock
from app.core.clock import Clock
from app.core.errors import Refusal
from app.core.file_sizes import size_text
from app.core.progress import Progress
from app.core.settings import Settings
from app.widgets import icons
from app.widgets.buttons import close_box, deed_button
from app.widgets.dialogs import Dialogs
from app.widgets.jobs import Jobs
from app.widgets.style import PRIMARY
from app.widgets.theme import colors
from app.widgets.zoom import line, resize_to_text, scale_font


@dataclass(frozen=True, kw_only=True)
class BackupTools:
    """What the window works with. ``may`` tells whether the person has a right; ``unlock`` opens an older copy."""

    backups: Backups
    safeguard: Safeguard
    clock: Clock
    settings: Settings
    jobs: Jobs
    dialogs: Dialogs
    may: Callable[[str], bool]
    unlock: Unlock
    forms: Iterable[object]
    """The open forms; none of them may outlive a restore."""
    show_help: Callable[[], object]


class BackupsWindow(QDialog):
    """``restored`` comes when the database was replaced and everything has to be opened anew."""

    restored = Signal(str)
    changed = Signal()

    def __init__(self, tools: BackupTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("backups_window")
        self.setWindowTitle(self.tr("Kopie zapasowe"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tools = tools
        self._copies: Sequence[Backup] = ()
        self._build()
        QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), self).activated.connect(tools.show_help)
        resize_to_text(self, 132, 32)
        self.refresh()

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._picture = QLabel()
        self._title = QLabel()
        self._title.setObjectName("title")
        self._title.setWordWrap(True)
        scale_font(self._title, 1.2, QFont.Weight.DemiBold)
        self._details = QLabel()
        self._details.setObjectName("details")
        self._details.setTextFormat(Qt.TextFormat.PlainText)
        self._details.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(line(self, 0.6))
        head.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(line(self, 0.2))
        said.addWidget(self._title)
        said.addWidget(self._details)
        head.addLayout(said, 1)
        self.table = self._table()
        self._rule = QLabel()
        self._rule.setObjectName("rule")
        self._rule.setWordWrap(True)
        self._rule.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        middle = QHBoxLayout()
        middle.setSpacing(line(self, 0.8))
        middle.addWidget(self.table, 1)
        middle.addLayout(self._deeds())
        buttons = close_box(self, self.tr("Zamknij"))
        layout = QVBoxLayout(self)
        layout.setSpacing(line(self, 0.7))
        layout.setContentsMargins(*(line(self, 1),) * 4)
        layout.addLayout(head)
        layout.addLayout(middle, 1)
        layout.addWidget(self._rule)
        layout.addWidget(buttons)

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 5)
        table.setObjectName("backups")
        table.setAccessibleName(self.tr("Kopie zapasowe, najnowsze najpierw"))
        table.setHorizontalHeaderLabels(
            [self.tr("Zrobiona"), self.tr("Powód"), self.tr("Wielkość"), self.tr("Stan"), self.tr("Folder")]
        )
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(line(self, 1.7))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        # on a small screen the last column is not squeezed to nothing: the table scrolls
        header.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 12)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        table.itemSelectionChanged.connect(self._on_selected)
        return table

    def _deeds(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(line(self, 0.4))
        self.create_now = deed_button("create", self.tr("Zrób kopię &teraz"), self._on_create)
        self.create_now.setProperty(PRIMARY, True)
        self.create_now.setDefault(True)
        self.check = deed_button("check", self.tr("&Sprawdź"), self._on_check)
        self.restore = deed_button("restore", self.tr("&Odtwórz…"), self._on_restore)
        self.restore_other = deed_button("restore_other", self.tr("Odtwórz z &innego folderu…"), self._on_other)
        self.open_folder = deed_button("open_folder", self.tr("Pokaż w &folderze"), self._on_open_folder)
        self.delete = deed_button("delete", self.tr("&Usuń…"), self._on_delete)
        self.add_folder = deed_button("add_folder", self.tr("&Dodaj folder na kopie…"), self._on_add_folder)
        for button in (self.create_now, self.check, self.restore, self.open_folder, self.delete):
            column.addWidget(button)
        column.addSpacing(line(self))
        column.addWidget(self.restore_other)
        column.addWidget(self.add_folder)
        column.addStretch(1)
        self.create_now.setVisible(self._tools.may("backup.create"))
        self.add_folder.setVisible(self._tools.may("backup.create"))
        for button in (self.restore, self.restore_other, self.delete):
            button.setVisible(self._tools.may("backup.restore"))
        return column

    # -- showing ---------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> Backup | None:
        """The copy in the chosen row."""
        row = self.table.currentRow()
        return self._copies[row] if 0 <= row < len(self._copies) else None

    def refresh(self) -> None:
        """Read the folders again."""
        tools = self._tools

        def work(_progress: Progress) -> tuple[Status, Sequence[Backup]]:
            status = tools.safeguard.status()
            return status, () if status.on_server else tools.backups.copies()

        tools.jobs.run(work, done=self._show, owner=self)

    def _show(self, found: tuple[Status, Sequence[Backup]]) -> None:
        status, copies = found
        if status.on_server:
            self._show_server(status)
            return
        chosen = self.chosen.path if self.chosen is not None else None
        self._copies = copies
        self._show_status(status)
        self._rule.setText(words.keeping(self._tools.backups.plan.keeping))
        self.table.setRowCount(len(copies))
        for row, copy in enumerate(copies):
            self._fill_row(row, copy)
        paths = [copy.path for copy in copies]
        if copies:
            self.table.setCurrentCell(paths.index(chosen) if chosen in paths else 0, 0)
        self._on_selected()

    def _show_status(self, status: Status) -> None:
        now = self._tools.clock.now()
        scheme = colors(self.palette())
        name, ink = ("ok", scheme.ok) if status.is_well else ("error", scheme.danger)
        self._picture.setPixmap(icons.pixmap(name, ink, line(self, 2)))
        self._title.setText(words.status(status, now))
        self._title.setAccessibleName(self._title.text())
        self._details.setText("\n".join(words.status_details(status, now)))
        self._details.setAccessibleName(self._details.text())

    def _show_server(self, status: Status) -> None:
        self._show_status(status)
        todo = () if status.is_well else (words.ASK_IT,)
        told = (*words.status_details(status, self._tools.clock.now()), *todo, words.ON_SERVER)
        self._details.setText("\n".join(told))
        self._details.setAccessibleName(self._details.text())
        self.table.hide()
        for button in (self.create_now, self.check, self.restore, self.restore_other):
            button.hide()
        for button in (self.open_folder, self.delete, self.add_folder):
            button.hide()

    def _fill_row(self, row: int, copy: Backup) -> None:
        cells = (
            words.moment(copy.moment),
            words.reason(copy.reason),
            size_text(copy.size),
            words.state(copy),
            words.place(copy, self._tools.backups.own_place),
        )
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setToolTip(copy.fault or (str(copy.path) if column == 4 else ""))
            if column == 3 and copy.state is State.FAULTY:
                item.setIcon(icons.icon("error"))
            self.table.setItem(row, column, item)

    @Slot()
    def _on_selected(self) -> None:
        copy = self.chosen
        for button in (self.check, self.open_folder, self.delete):
            button.setEnabled(copy is not None)
        self.restore.setEnabled(copy is not None and copy.state is State.SOUND)

    # -- deeds -----------------------------------------------------------------------------------------------

    def _on_create(self) -> None:
        backups = self._tools.backups
        self._run(
            lambda progress: backups.create(progress=progress),
            self._on_made,
            self.tr("Robię i sprawdzam kopię…"),
            writes=True,
        )

    def _on_made(self, made: Made) -> None:
        self._tell(words.made(made.backup.name, made.places))

    def _on_check(self) -> None:
        copy, backups = self.chosen, self._tools.backups
        if copy is not None:
            self._run(
                lambda progress: backups.verify(copy.path, progress),
                lambda _found: self._tell(self.tr("Kopia jest cała i zgodna ze swoim opisem.")),
                self.tr("Sprawdzam kopię…"),
            )

    def _run(
        self, work: Callable[[Progress], object], done: Callable[..., None], title: str, *, writes: bool = False
    ) -> None:
        def failed(refusal: Refusal) -> None:
            self._tools.dialogs.refuse(refusal)
            self.refresh()
            self.changed.emit()

        self._tools.jobs.run(work, done=done, failed=failed, title=title, writes=writes, owner=self)

    def _tell(self, sentence: str) -> None:
        self._tools.dialogs.inform(self.tr("Kopie zapasowe"), sentence)
        self.refresh()
        self.changed.emit()

    def _on_restore(self) -> None:
        if (copy := self.chosen) is not None:
            self._begin_restore(copy.path)

    def _on_other(self) -> None:
        self._tools.dialogs.choose_folder(self.tr("Wskaż folder kopii"), self._begin_restore)

    def _begin_restore(self, path: Path) -> None:
        tools = self._tools
        if any(True for _ in tools.forms):
            sentence = self.tr("Najpierw zapisz i zamknij otwarte formularze, a potem odtwórz kopię.")
            tools.dialogs.refuse(Refusal(sentence))
            return
        window = RestoreWindow(tools.backups, tools.clock, tools.jobs, tools.dialogs, path, tools.unlock, self)
        window.restored.connect(self._on_restored)
        window.open()

    @Slot(str)
    def _on_restored(self, sentence: str) -> None:
        self.close()
        self.restored.emit(sentence)

    def _on_open_folder(self) -> None:
        if (copy := self.chosen) is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy.path)))

    def _on_delete(self) -> None:
        copy, backups = self.chosen, self._tools.backups
        if copy is None:
            return

        def delete() -> None:
            self._run(
                lambda _progress: backups.delete(copy.path),
                lambda _nothing: self._tell(self.tr("Usunięto kopię {name}.").format(name=copy.name)),
                self.tr("Usuwam kopię…"),
                writes=True,
            )

        self._tools.dialogs.confirm(
            self.tr("Usunąć kopię?"),
            self.tr("Kopia z {moment} zniknie z dysku na zawsze. Tego nie można cofnąć.").format(
                moment=words.moment(copy.moment)
            ),
            self.tr("Usuń kopię"),
            delete,
        )

    def _on_add_folder(self) -> None:
        self._tools.dialogs.choose_folder(self.tr("Wskaż folder na kopie"), self._add_folder)

    def _add_folder(self, folder: Path) -> None:
        settings = self._tools.settings
        known = [part.strip() for part in settings.text("backup_folders").split(";") if part.strip()]
        if ";" in str(folder):
            self._tools.dialogs.refuse(Refusal(self.tr("Nazwa folderu nie może zawierać średnika. Wskaż inny.")))
            return
        if str(folder) not in known:
            try:
                settings.change({"backup_folders": "; ".join([*known, str(folder)])})
            except OSError:
                sentence = self.tr("Nie udało się zapisać ustawień. Sprawdź prawa do folderu „{path}”.")
                self._tools.dialogs.refuse(Refusal(sentence.format(path=settings.path.parent)))
                return
        self._on_create()
