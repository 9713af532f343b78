"""Form windows that are open: one per record, never taller than the screen, asked before the program leaves."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from app.widgets.forms.record_form import RecordForm

_SHARE_OF_SCREEN = 0.94
"""The most of the screen that a form takes at first, leaving room for its frame."""
_Key = tuple[str, int | None, int]


class OpenForms(QObject):
    """``saved`` carries each Outcome. ``show_help`` gets the kind of record of the form in which F1 was pressed;
    ``search`` opens the search of the main window."""

    saved = Signal(object)
    added = Signal(str, int)
    all_closed = Signal()

    def __init__(self, window: QWidget, show_help: Callable[[str], None], search: Callable[[], None]) -> None:
        super().__init__(window)
        self.setObjectName("open_forms")
        self._window, self._show_help, self._search = window, show_help, search
        self._forms: dict[_Key, RecordForm] = {}
        self._leaving = False

    def __iter__(self) -> Any:
        return iter(tuple(self._forms.values()))

    def show(self, form: RecordForm) -> None:
        """Show a form's window; a record that is already open comes to the front instead."""
        record = form.record_id
        key = (form.entity, record, 0 if record is not None else id(form))
        existing = self._forms.get(key)
        if existing is not None:
            form.deleteLater()
            existing.show()
            existing.raise_()
            existing.activateWindow()
            return
        self._forms[key] = form
        form.saved.connect(self.saved)
        if record is None:
            form.saved.connect(lambda outcome: self.added.emit(form.entity, outcome.record.id))
        form.kept_open.connect(self._on_kept_open)
        form.closed.connect(lambda: self._forget(key))
        QShortcut(QKeySequence("F1"), form).activated.connect(lambda: self._show_help(form.entity))
        QShortcut(QKeySequence("Ctrl+K"), form).activated.connect(self._on_search_wanted)
        room = self._window.screen().availableGeometry().size()
        # a window taller than the screen would hide its buttons
        form.resize(form.size().boundedTo(room * _SHARE_OF_SCREEN))
        form.show()

    def close_all(self) -> bool:
        """Close every form; False when one of them wants an answer first."""
        self._leaving = True
        if all(form.close() for form in self):
            self._leaving = False
            return True
        return False

    def leave_work(self) -> None:
        """Close every form without a question; unsaved work stays in its drafts."""
        for form in self:
            form.leave_work()

    def forget_drafts(self) -> None:
        """Somebody was erased from the data: what is open now keeps nothing in a file until it is saved."""
        for form in self:
            form.forget_draft()

    def _on_kept_open(self) -> None:
        self._leaving = False

    def _on_search_wanted(self) -> None:
        if QApplication.activeModalWidget() is not None:
            # the search, or a question, is open over the main window already
            return
        # the search belongs to the main window, which may lie behind the form or be minimised
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.raise_()
        self._window.activateWindow()
        self._search()

    def _forget(self, key: _Key) -> None:
        form = self._forms.pop(key, None)
        if form is not None:
            # here, on the main thread: the collector might otherwise find it on another one
            form.deleteLater()
        # once everybody is out of their closing
        QTimer.singleShot(0, self, self._finish_leaving)

    def _finish_leaving(self) -> None:
        if self._leaving and not self._forms:
            self._leaving = False
            self.all_closed.emit()
