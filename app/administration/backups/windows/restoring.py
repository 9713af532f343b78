"""Restoring a copy: what it holds, a rehearsal beside the database, and only then the swap."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.administration.backups import words
from app.administration.backups.copying import UnusableBackup
from app.administration.backups.domain import Made, Preview
from app.administration.backups.usecases import Backups, Rehearsal
from app.core.clock import Clock
from app.core.errors import Refusal
from app.core.progress import Progress
from app.widgets import icons
from app.widgets.buttons import DeedButton
from app.widgets.dialogs import Dialogs
from app.widgets.forms.note import ColoredLabel
from app.widgets.jobs import Jobs
from app.widgets.style import PRIMARY
from app.widgets.theme import colors
from app.widgets.zoom import line, resize_to_text, scale_font

Unlock = Callable[[Path, str, str], bytes]
"""The key of a copy from its own key file, by folder, login and password; raises Refusal."""


class RestoreWindow(QDialog):
    """Two pages, preview and rehearsal; ``restored`` comes after the swap with a sentence for the person."""

    restored = Signal(str)

    def __init__(
        self,
        backups: Backups,
        clock: Clock,
        jobs: Jobs,
        dialogs: Dialogs,
        path: Path,
        unlock: Unlock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("restore_window")
        self.setWindowTitle(self.tr("Odtwarzanie kopii"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._backups, self._clock, self._jobs, self._dialogs = backups, clock, jobs, dialogs
        self._path, self._unlock = path, unlock
        self._tried: Rehearsal | None = None
        self._busy = False
        self.title = QLabel(self.tr("Co jest w kopii"))
        self.title.setObjectName("title")
        scale_font(self.title, 1.25, QFont.Weight.DemiBold)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._preview_page())
        self._pages.addWidget(self._rehearsal_page())
        self.forward = QPushButton(self.tr("&Wypróbuj kopię"))
        self.forward.setObjectName("forward")
        self.forward.setProperty(PRIMARY, True)
        self.forward.setDefault(True)
        self.forward.setEnabled(False)
        self.forward.clicked.connect(lambda _checked=False: self._go_on())
        self.leave = DeedButton(self.tr("Anuluj"))
        self.leave.setObjectName("leave")
        self.leave.clicked.connect(lambda _checked=False: self.reject())
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.leave)
        below.addWidget(self.forward)
        layout = QVBoxLayout(self)
        layout.setSpacing(line(self, 0.7))
        layout.setContentsMargins(*(line(self, 1.2),) * 4)
        layout.addWidget(self.title)
        layout.addWidget(self._pages, 1)
        layout.addLayout(below)
        resize_to_text(self, 92, 31)
        self._run(
            lambda _progress: backups.preview(path), self._show_preview, self.tr("Czytam opis kopii…"), self._give_up
        )

    # -- building --------------------------------------------------------------------------------------------

    def _preview_page(self) -> QWidget:
        page = QWidget()
        self._facts = QFormLayout()
        self._facts.setHorizontalSpacing(line(self))
        self._facts.setVerticalSpacing(line(self, 0.25))
        self.table = QTableWidget(0, 4)
        self.table.setObjectName("differences")
        self.table.setAccessibleName(self.tr("Liczba pozycji w kopii i teraz, razem z usuniętymi"))
        self.table.setHorizontalHeaderLabels([self.tr("Dane"), self.tr("W kopii"), self.tr("Teraz"), self.tr("Zmiana")])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(line(self, 1.6))
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        counted = ColoredLabel(
            self.tr("Liczby obejmują też pozycje usunięte. „Tyle samo” nie znaczy, że treść jest ta sama."), "muted"
        )
        counted.setObjectName("counted")
        self._secret = self._secret_fields()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(line(self, 0.6))
        layout.addLayout(self._facts)
        layout.addWidget(self.table, 1)
        layout.addWidget(counted)
        layout.addWidget(self._secret)
        return page

    def _secret_fields(self) -> QWidget:
        box = QWidget()
        self.login, self.password = QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._why = QLabel()
        self._why.setWordWrap(True)
        form = QFormLayout(box)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(self._why)
        for name, label, field in (
            ("login", self.tr("&Nazwa użytkownika z tamtego dnia"), self.login),
            ("password", self.tr("&Hasło z tamtego dnia"), self.password),
        ):
            field.setObjectName(name)
            field.setAccessibleName(label.replace("&", ""))
            title = QLabel(label)
            title.setBuddy(field)
            form.addRow(title, field)
        box.hide()
        return box

    def _rehearsal_page(self) -> QWidget:
        page = QWidget()
        self._found = QLabel()
        self._found.setObjectName("found")
        self._found.setTextFormat(Qt.TextFormat.PlainText)
        self._found.setWordWrap(True)
        self._found.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._picture = QLabel()
        layout = QHBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(line(self, 0.8))
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._found, 1)
        return page

    # -- the way ---------------------------------------------------------------------------------------------

    def _run(
        self,
        work: Callable[[Progress], object],
        done: Callable[..., None],
        title: str,
        failed: Callable[[Refusal], None],
        *,
        cancellable: bool = True,
    ) -> None:
        self._set_busy(True)

        def finished(result: object) -> None:
            self._set_busy(False)
            done(result)

        def refused(refusal: Refusal) -> None:
            self._set_busy(False)
            failed(refusal)

        self._jobs.run(
            work,
            done=finished,
            failed=refused,
            cancelled=lambda: self._set_busy(False),
            writes=True,
            title=title,
            cancellable=cancellable,
            owner=self,
        )

    def _set_busy(self, on: bool) -> None:
        self._busy = on
        self.forward.setEnabled(not on)
        self.leave.setEnabled(not on)

    def _give_up(self, refusal: Refusal) -> None:
        self._dialogs.refuse(refusal)
        self.reject()

    def _show_preview(self, preview: Preview) -> None:
        for label, value in words.preview_facts(preview, self._clock.now()):
            fact = QLabel(value)
            fact.setTextFormat(Qt.TextFormat.PlainText)
            fact.setWordWrap(True)
            fact.setAccessibleName(f"{label}: {value}")
            self._facts.addRow(f"{label}:", fact)
        self.table.setRowCount(len(preview.differences))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row, one in enumerate(preview.differences):
            for column, text in enumerate(words.difference(one)):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(right)
                self.table.setItem(row, column, item)
        for column in (1, 2, 3):
            if (header := self.table.horizontalHeaderItem(column)) is not None:
                header.setTextAlignment(right)
        if preview.differences:
            self.table.setCurrentCell(0, 0)
        self.forward.setFocus()

    def _go_on(self) -> None:
        if self._busy:
            return
        if self._tried is not None:
            self._put_in_place(self._tried)
            return
        backups, path, unlock = self._backups, self._path, self._unlock
        login, password = self.login.text().strip(), self.password.text()
        needs_key = self._secret.isVisible()

        def work(progress: Progress) -> Rehearsal:
            key = unlock(path, login, password) if needs_key else None
            return backups.rehearse(path, key=key, progress=progress)

        self._run(work, self._show_rehearsal, self.tr("Próbuję kopię obok bazy…"), self._on_refused)

    def _on_refused(self, refusal: Refusal) -> None:
        if isinstance(refusal, UnusableBackup) and refusal.needs_password and not self._secret.isVisible():
            self._why.setText(str(refusal))
            self._secret.show()
            self.login.setFocus()
            return
        self._dialogs.refuse(refusal)

    def _show_rehearsal(self, tried: Rehearsal) -> None:
        self._tried = tried
        self.password.clear()
        lines = [*words.rehearsed(tried.preview, tried.reapplied, has_account=tried.has_account)]
        lines.append(
            self.tr(
                "Po zamianie program otworzy bazę od nowa. Obecna baza zostanie zachowana jako kopia „zastąpiona”, "
                "więc można do niej wrócić."
            )
        )
        self._found.setText("\n\n".join(lines))
        self._found.setAccessibleName(self._found.text())
        scheme = colors(self.palette())
        well = tried.has_account
        self._picture.setPixmap(
            icons.pixmap("ok" if well else "warning", scheme.ok if well else scheme.warning, line(self, 2))
        )
        self.title.setText(self.tr("Próba się powiodła"))
        self.forward.setText(self.tr("&Zastąp dane tą kopią"))
        self._pages.setCurrentIndex(1)
        self.forward.setDefault(False)
        self.leave.setDefault(True)
        self.leave.setFocus()

    def _put_in_place(self, tried: Rehearsal) -> None:
        backups = self._backups
        self._run(
            lambda progress: backups.put_in_place(tried, progress),
            self._on_restored,
            self.tr("Zachowuję obecną bazę i wstawiam kopię…"),
            self._give_up,
            cancellable=False,
        )

    def _on_restored(self, made: Made) -> None:
        tried, self._tried = self._tried, None
        assert tried is not None
        sentence = self.tr("Odtworzono kopię z {moment}. Poprzednia baza jest wśród kopii jako „{name}”.").format(
            moment=words.moment(tried.preview.backup.moment), name=made.backup.name
        )
        self.accept()
        self.restored.emit(sentence)

    def reject(self) -> None:
        """Leave everything as it is; the rehearsed copy goes."""
        if self._busy:
            return
        self._drop()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._busy:
            event.ignore()
            return
        self._drop()
        super().closeEvent(event)

    def _drop(self) -> None:
        tried, self._tried = self._tried, None
        if tried is not None:
            tried.discard()
