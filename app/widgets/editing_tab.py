"""A register tab with the deeds of every plain register: new, edit, delete with undo, print where it has a sheet."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Protocol

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.core.progress import Progress
from app.core.records import Change, Outcome
from app.widgets import icons
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.output import Output
from app.widgets.preview import Sheet
from app.widgets.register_tab import RegisterTab
from app.widgets.register_view import Place, RegisterView
from app.widgets.spreadsheets import Spreadsheets, SpreadsheetWords
from app.widgets.workspace import RecordDeed, Workspace


class Editing(Protocol):
    """The use cases such a tab calls."""

    def create(self, draft: Any) -> Outcome[Any]:
        """Save a new record."""

    def update(self, record_id: int, version: int, draft: Any) -> Outcome[Any]:
        """Save changes."""

    def delete(self, record_id: int, version: int) -> Outcome[Any]:
        """Delete with undo."""

    def log(self, deed: str, records: Sequence[Any]) -> None:
        """Note in the log what was done with records."""


MakeForm = Callable[[Subject, FormServices, Save], RecordForm]


class EditingTab(RegisterTab):
    """``make_form`` builds the form of a subject; ``blank`` gives the draft of a new record.

    A view with a ``sheet`` is printed, and saved as PDF.
    """

    logs_prints: ClassVar[bool] = False
    """Whether the log tells which record was printed."""

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
        self._further: list[QAction] = []
        super().__init__(view, workspace, parent)
        self.new_action = self._action("add", self.tr("Dodaj…"), self._on_new, "Ctrl+N")
        self.edit_action = self._action("edit", self.tr("Edytuj…"), self._on_edit, "F2")
        self.delete_action = self._action("delete", self.tr("Usuń"), self._on_delete, "Delete")
        self.place_action(self.new_action, Place.PRIMARY)
        self.place_action(self.edit_action, Place.BUTTON)
        self.place_action(self.delete_action, Place.MENU)
        if view.sheet is not None:
            self._place_prints()
        self.finish_menu(workspace.deeds_on(view.key))
        self.table.addActions([self.edit_action, self.delete_action])
        self.offer_when_empty((self.new_action,))
        self.selection_changed(())

    def place_further(self, entity: str, first: Place = Place.MENU) -> None:
        """Offer what slices above can do with one chosen record, before „Usuń”; the ``first`` of them may be a button.

        A deed on several records is the tab's own to place.
        """
        for number, deed in enumerate(self._workspace.deeds_on(entity)):
            action = QAction(deed.text, self)
            action.setObjectName(deed.key)
            action.setProperty("iconName", deed.icon)
            action.setToolTip(deed.help)
            icons.dress(action, deed.icon)
            action.triggered.connect(partial(self._on_further, deed))
            place = Place.MENU if number else first
            self.place_action(action, place)
            if place is Place.MENU:
                self.more_menu.insertAction(self.delete_action, action)
            self.table.addAction(action)
            self._further.append(action)

    def place_deed(
        self, name: str, icon: str, text: str, slot: Callable[[], None], keys: str = "", place: Place = Place.MENU
    ) -> QAction:
        """Offer a deed on chosen records, in the menu before „Usuń”.

        Who may not edit is not offered one whose ``name`` begins with ``edit``.
        """
        action = self._action(icon, text, slot, keys)
        action.setObjectName(name)
        self.place_action(action, place)
        if place is Place.MENU:
            self.more_menu.insertAction(self.delete_action, action)
        self.table.addAction(action)
        return action

    def place_export(self, words: SpreadsheetWords, export: Callable[[Path, bool, Progress], Any]) -> None:
        """Offer last in the menu to write what the list shows; ``export`` as in :class:`Spreadsheets`."""
        self.place_spreadsheets(Spreadsheets(self._workspace, words, export))
        self.export_action.setToolTip(self.tr("Zapisz w arkuszu to, co jest na liście"))

    def place_spreadsheets(self, sheets: Spreadsheets) -> None:
        """Offer last in the menu to read a spreadsheet, where these can, and to write one."""
        self._spreadsheets = sheets
        self.more_menu.addSeparator()
        if sheets.can_read:
            self.import_action = self._action("import", self.tr("Wczytaj z arkusza…"), sheets.choose_import)
            # whoever may not edit is not offered this either
            self.import_action.setObjectName("edit_by_import")
            self.place_action(self.import_action, Place.MENU)
        self.export_action = self._action("export", self.tr("Zapisz w arkuszu…"), sheets.export)
        self.place_action(self.export_action, Place.MENU)

    def _on_further(self, deed: RecordDeed, _checked: bool = False) -> None:
        for record in self.selected()[:1]:
            deed.run(record.id)

    def _place_prints(self) -> None:
        self.more_menu.addSeparator()
        print_action = self._action("print", self.tr("Drukuj…"), self._on_print, "Ctrl+P")
        self.place_action(print_action, Place.MENU)
        save_pdf_action = self._action("pdf", self.tr("Zapisz jako PDF…"), self._on_save_pdf, "Ctrl+Shift+S")
        self.place_action(save_pdf_action, Place.MENU)
        self.table.addAction(print_action)

    def _action(self, icon_name: str, text: str, slot: Callable[[], None], shortcut: str = "") -> QAction:
        action = QAction(text, self)
        action.setObjectName(f"{icon_name}_{self.view.key}")
        action.setProperty("iconName", icon_name)
        said = text.removesuffix("…")
        action.setToolTip(said)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
            action.setToolTip(f"{said} ({shortcut})")
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
            for action in self._further:
                action.setEnabled(len(records) == 1)

    def note_printed(self, record: Any) -> None:
        """A print of the record left the program."""
        if self.logs_prints:
            self.log_print([record])

    def log_print(self, records: Sequence[Any]) -> None:
        """Note in the log that these were printed."""
        self.kit.jobs.run(lambda _progress: self._records.log("print", records), writes=True, owner=self)

    def _open(self, subject: Subject) -> None:
        def save(draft: Any, record: Any) -> Outcome[Any]:
            if record is None:
                return self._records.create(draft)
            return self._records.update(record.id, record.version, draft)

        form = self._make_form(subject, self._workspace.forms, save)
        self._workspace.show_form(form)

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

    @Slot()
    def _on_print(self) -> None:
        sheet, chosen = self._chosen_sheet(), self.selected()
        if sheet is not None:
            Output(self._workspace, self).print(sheet.make, sheet.title, lambda: self.note_printed(chosen[0]))

    @Slot()
    def _on_save_pdf(self) -> None:
        sheet, chosen = self._chosen_sheet(), self.selected()
        if sheet is not None:
            Output(self._workspace, self).save_pdf(
                sheet.make, sheet.title, then=lambda _path: self.note_printed(chosen[0])
            )

    def _chosen_sheet(self) -> Sheet | None:
        """The print of the one chosen record; otherwise the status line says what to do."""
        chosen = self.selected()
        if len(chosen) != 1 or self.view.sheet is None:
            self.kit.say(self.tr("Wybierz jedną pozycję, aby ją wydrukować."))
            return None
        return self.view.sheet(chosen[0])

    def _on_change_announced(self, change: Change) -> None:
        # a print may show other records too, so none is kept
        if self.preview is not None and change.entity in self.view.entities:
            self.preview.forget()
        super()._on_change_announced(change)

    def _delete(self, record: Any) -> None:
        self.carry_out(lambda: self._records.delete(record.id, record.version))
