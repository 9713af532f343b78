"""Questions and messages behind one port, so that tests answer them without a window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.core.errors import Conflict, Refusal

_Then = Callable[[], None]
_ThenPath = Callable[[Path], None]
_last_folder: list[str] = []
"""Where the person last chose something, one for all windows until the program ends; empty before the first choice."""


@dataclass(frozen=True)
class Answer:
    """One button of a question; ``deed`` names what happens (``Usuń kartę``)."""

    deed: str
    then: _Then
    destructive: bool = False


class Dialogs(Protocol):
    """What a screen may ask of the person; answers arrive later, nothing blocks."""

    def confirm(self, title: str, text: str, deed: str, then: _Then) -> None:
        """Ask before a deed; ``Anuluj`` is the default and does nothing."""

    def ask(self, title: str, text: str, answers: Sequence[Answer], cancelled: _Then | None = None) -> None:
        """Ask which of several deeds; cancelling, the default, calls ``cancelled``."""

    def inform(self, title: str, text: str) -> None:
        """Say something that needs no decision."""

    def refuse(self, error: Refusal) -> None:
        """Say what the program will not do and what helps."""

    def choose_open_file(self, title: str, name_filter: str, then: _ThenPath) -> None:
        """Let the person pick an existing file."""

    def choose_save_file(self, title: str, suggested: str, name_filter: str, then: _ThenPath) -> None:
        """Let the person name a file to write; overwriting is asked about."""

    def choose_folder(self, title: str, then: _ThenPath) -> None:
        """Let the person pick an existing folder."""


class QtDialogs:
    """The real ones, belonging to the window in front."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def confirm(self, title: str, text: str, deed: str, then: _Then) -> None:
        """See :class:`Dialogs`."""
        self.ask(title, text, (Answer(deed, then),))

    def ask(self, title: str, text: str, answers: Sequence[Answer], cancelled: _Then | None = None) -> None:
        """See :class:`Dialogs`."""
        box = self._box(QMessageBox.Icon.Question, title, text)
        cancel = box.addButton(_tr("Anuluj"), QMessageBox.ButtonRole.RejectRole)
        deeds: dict[QObject, _Then] = {}
        for answer in answers:
            role = QMessageBox.ButtonRole.DestructiveRole if answer.destructive else QMessageBox.ButtonRole.AcceptRole
            deeds[box.addButton(answer.deed, role)] = answer.then
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        if cancelled is not None:
            deeds[cancel] = cancelled
        _Reply(box, deeds)
        box.open()

    def inform(self, title: str, text: str) -> None:
        """See :class:`Dialogs`."""
        box = self._box(QMessageBox.Icon.Information, title, text)
        box.addButton(_tr("Zamknij"), QMessageBox.ButtonRole.AcceptRole)
        box.open()

    def refuse(self, error: Refusal) -> None:
        """See :class:`Dialogs`."""
        title = _tr("Nie udało się")
        if isinstance(error, Conflict):
            title = _tr("Zmieniono w międzyczasie")
        box = self._box(QMessageBox.Icon.Warning, title, str(error))
        box.addButton(_tr("Zamknij"), QMessageBox.ButtonRole.AcceptRole)
        box.open()

    def choose_open_file(self, title: str, name_filter: str, then: _ThenPath) -> None:
        """See :class:`Dialogs`."""
        dialog = QFileDialog(self._owner(), title, _folder(), name_filter)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._open_file_dialog(dialog, then)

    def choose_save_file(self, title: str, suggested: str, name_filter: str, then: _ThenPath) -> None:
        """See :class:`Dialogs`."""
        dialog = QFileDialog(self._owner(), title, _folder(), name_filter)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(suggested).suffix.lstrip("."))
        dialog.selectFile(suggested)
        self._open_file_dialog(dialog, then)

    def choose_folder(self, title: str, then: _ThenPath) -> None:
        """See :class:`Dialogs`."""
        dialog = QFileDialog(self._owner(), title, _folder())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._open_file_dialog(dialog, then)

    def _open_file_dialog(self, dialog: QFileDialog, then: _ThenPath) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def remember(chosen: Path) -> None:
            _last_folder[:] = [str(chosen.parent)]
            then(chosen)

        _FileReply(dialog, remember)
        dialog.open()

    def _owner(self) -> QWidget:
        modal = self._parent.window().focusWidget()
        return modal.window() if modal is not None else self._parent.window()

    def _box(self, icon: QMessageBox.Icon, title: str, text: str) -> QMessageBox:
        box = QMessageBox(icon, title, text, QMessageBox.StandardButton.NoButton, self._owner())
        box.setObjectName("question")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return box


class _Reply(QObject):
    """Waits for the pressed button; a child of the box, so it goes with it."""

    def __init__(self, box: QMessageBox, deeds: dict[QObject, _Then]) -> None:
        super().__init__(box)
        self._box, self._deeds = box, deeds
        box.finished.connect(self._on_finished)

    @Slot()
    def _on_finished(self) -> None:
        then = self._deeds.get(self._box.clickedButton())
        if then is not None:
            then()


class _FileReply(QObject):
    def __init__(self, dialog: QFileDialog, then: _ThenPath) -> None:
        super().__init__(dialog)
        self._then = then
        dialog.fileSelected.connect(self._on_selected)

    @Slot(str)
    def _on_selected(self, path: str) -> None:
        self._then(Path(path))


def _folder() -> str:
    """Where a file dialog begins: where something was chosen last, else the person's documents, else the home folder.

    A remembered folder may have gone, for instance with a stick.
    """
    places = QStandardPaths.StandardLocation
    usual = (places.DocumentsLocation, places.HomeLocation)
    for folder in (*_last_folder, *(QStandardPaths.writableLocation(place) for place in usual)):
        if folder and Path(folder).is_dir():
            return folder
    return ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Dialogs", text)
