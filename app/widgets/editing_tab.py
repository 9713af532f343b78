"""A register tab with the deeds of every plain register: new, edit, delete with undo."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.core.progress import Progress
from app.core.records import Outcome
from app.widgets import icons
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.register_tab import Place, RegisterTab, RegisterView
from app.widgets.workspace import Workspace


class Editing(Protocol):
    """The use cases such a tab calls."""

    def create(self, draft: Any) -> Outcome[Any]:
        """Save a new record."""

    def update(self, record_id: int, version: int, draft: Any) -> Outcome[Any]:
        """Save changes."""

    def delete(self, record_id: int, version: int) -> Outcome[Any]:
        """Delete with undo."""


MakeForm = Callable[[Subject, FormServices, Save], RecordForm]


class EditingTab(RegisterTab):
    """``make_form`` builds the form of a subject; ``blank`` gives the draft of a new record."""

    def __init__(
        self,
        view: RegisterView[Any],
        workspace: Workspace,
        records: Editing,
        make_form: MakeForm,
        blank: Callable[[], Any],
        parent: QWidget | None = None,
    ) -> None:
        self._records, self._make_form, self._blank, self._workspace = records, make_form, blank, workspace
        super().__init__(view, workspace, parent)
        self.new_action = self._action("add", self.tr("Dodaj…"), self._on_new, "Ctrl+N")
        self.edit_action = self._action("edit", self.tr("Edytuj…"), self._on_edit, "F2")
        self.delete_action = self._action("delete", self.tr("Usuń"), self._on_delete, "Delete")
        self.place_action(self.new_action, Place.PRIMARY)
        self.place_action(self.edit_action, Place.BUTTON)
        self.place_action(self.delete_action, Place.MENU)
        self.finish_menu()
        self.table.addActions([self.edit_action, self.delete_action])
        self.offer_when_empty((self.new_action,))
        self.selection_changed(())

    def _action(self, icon_name: str, text: str, slot: Callable[[], None], shortcut: str) -> QAction:
        action = QAction(text, self)
        action.setObjectName(f"{icon_name}_{self.view.key}")
        action.setProperty("iconName", icon_name)
        action.setShortcut(QKeySequence(shortcut))
        action.setToolTip(f"{text.removesuffix('…')} ({shortcut})")
        icons.dress(action, icon_name)
        action.triggered.connect(slot)
        return action

    def open_record(self, record: Any) -> None:
        """Open the form."""
        self._open(Subject(record=record))

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """One record is edited or deleted at a time."""
        if hasattr(self, "delete_action"):
            self.edit_action.setEnabled(len(records) == 1)
            self.delete_action.setEnabled(len(records) == 1)

    def _open(self, subject: Subject) -> None:
        def save(draft: Any, record: Any) -> Outcome[Any]:
            if record is None:
                return self._records.create(draft)
            return self._records.update(record.id, record.version, draft)

        self._workspace.show_form(self._make_form(subject, self._workspace.forms, save))

    @Slot()
    def _on_new(self) -> None:
        self._open(Subject(start=self._blank()))

    @Slot()
    def _on_edit(self) -> None:
        for record in self.selected()[:1]:
            self.open_record(record)

    @Slot()
    def _on_delete(self) -> None:
        for record in self.selected()[:1]:
            self._delete(record)

    def _delete(self, record: Any) -> None:
        def work(_progress: Progress) -> Outcome[Any]:
            return self._records.delete(record.id, record.version)

        self.kit.jobs.run(work, done=self._workspace.report, writes=True, cancellable=False, owner=self)
