"""Files in a form: chosen, checked and stored by the use case, shown with name and size, pictures as pictures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QBuffer, QCoreApplication, QObject, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImageReader, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.core.file_sizes import size_text
from app.widgets.dialogs import Dialogs
from app.widgets.forms.editor import FieldEditor
from app.widgets.forms.note import Headline
from app.widgets.forms.reading import Reading
from app.widgets.icons import dress
from app.widgets.jobs import Jobs
from app.widgets.stored_files import FileOutlet, kind_of


class FileRef(Protocol):
    """A stored file: its SHA-256, name, kind and size in bytes."""

    @property
    def sha256(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def size(self) -> int: ...


AddFile = Callable[[Path], FileRef]
"""Checks and stores a file; raises Invalid for an empty, too large or foreign one. Runs on the writer's thread."""


@dataclass(frozen=True)
class FilePicker:
    """Lets the person choose a file and stores it; refusals are told by the dialogs."""

    dialogs: Dialogs
    jobs: Jobs
    add_file: AddFile
    owner: QObject

    def pick(self, title: str, name_filter: str, then: Callable[[FileRef], None]) -> None:
        """Ask for a file, store it off the window's thread and hand it on."""

        def chosen(path: Path) -> None:
            self.jobs.run(
                lambda _progress: self.add_file(path),
                done=then,
                failed=self.dialogs.refuse,
                writes=True,
                title=title,
                owner=self.owner,
            )

        self.dialogs.choose_open_file(title, name_filter, chosen)


class FileDeeds:
    """The buttons „Otwórz” and „Zapisz jako…” of one stored file, None while there is none."""

    def __init__(self, outlet: FileOutlet, parent: QWidget) -> None:
        self._outlet = outlet
        self._file: tuple[str, str] | None = None
        self.open = QPushButton(QCoreApplication.translate("FileDeeds", "Otwórz"), parent)
        self.open.setToolTip(QCoreApplication.translate("FileDeeds", "Otwiera plik w programie systemu, do odczytu."))
        dress(self.open, "open_external")
        self.save = QPushButton(QCoreApplication.translate("FileDeeds", "Zapisz jako…"), parent)
        self.save.setToolTip(QCoreApplication.translate("FileDeeds", "Zapisuje kopię pliku na dysku."))
        dress(self.save, "save")
        self.open.clicked.connect(self._on_open)
        self.save.clicked.connect(self._on_save)

    def show_file(self, sha256: str | None, name: str) -> None:
        """Offer the deeds for a file; hide them without one."""
        self._file = (sha256, name) if sha256 else None
        for button in (self.open, self.save):
            button.setHidden(self._file is None)

    def name_parts(self, label: str) -> None:
        """Tell screen readers whose buttons these are."""
        for button in (self.open, self.save):
            button.setAccessibleName(f"{label}: {button.text()}")

    def describe(self, text: str) -> None:
        """Tell screen readers which file is meant."""
        for button in (self.open, self.save):
            button.setAccessibleDescription(text)

    def _on_open(self) -> None:
        if self._file is not None:
            self._outlet.open(*self._file)

    def _on_save(self) -> None:
        if self._file is not None:
            self._outlet.save(*self._file)


class FileEditor(FieldEditor):
    """One optional file; the value is ``(sha256 or None, file name)``."""

    def __init__(self, picker: FilePicker, outlet: FileOutlet, name_filter: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picker, self._filter = picker, name_filter
        self._sha: str | None = None
        self._file_name = ""
        self._read_only = False
        # made in the order of the keyboard
        self.deeds = FileDeeds(outlet, self)
        self.choose = QPushButton(self.tr("Wybierz plik…"), self)
        dress(self.choose, "attachment")
        self.clear = QPushButton(self.tr("Odłącz plik"), self)
        self.shown = Headline(self)
        self.shown.set_color("muted")
        _name_over_buttons(self, self.shown, (self.deeds.open, self.deeds.save), (self.choose, self.clear))
        self.choose.clicked.connect(self._on_choose)
        self.clear.clicked.connect(self._on_clear)
        self._tell()

    def load(self, value: Any) -> None:
        self._sha, self._file_name = value
        self._tell()

    def read(self) -> Reading:
        return Reading((self._sha, self._file_name))

    def focus_target(self) -> QWidget:
        return self.choose

    def name_parts(self, label: str) -> None:
        self.choose.setAccessibleName(f"{label}: {self.choose.text()}")
        self.clear.setAccessibleName(f"{label}: {self.clear.text()}")
        self.deeds.name_parts(label)

    def set_read_only(self, on: bool) -> None:
        self._read_only = on
        self._tell()

    def _tell(self) -> None:
        name = self._file_name or (self.tr("plik bez nazwy") if self._sha else self.tr("nie wybrano"))
        self.shown.set_full_text(name)
        self.choose.setHidden(self._read_only)
        self.clear.setHidden(self._read_only or self._sha is None)
        self.deeds.show_file(self._sha, name)
        self.deeds.describe(name)

    def _on_choose(self) -> None:
        self._picker.pick(self.tr("Wybierz plik"), self._filter, self._on_picked)

    def _on_picked(self, ref: FileRef) -> None:
        self._sha, self._file_name = ref.sha256, ref.name
        self._tell()
        self.edited.emit()

    def _on_clear(self) -> None:
        self._sha, self._file_name = None, ""
        self._tell()
        self.choose.setFocus(Qt.FocusReason.TabFocusReason)
        self.edited.emit()


class StoredFileView(FieldEditor):
    """A file that stays what it is: name, kind and size, to be opened and saved.

    The value is ``(file name, sha256, media type, size in bytes)``, in the order of the draft's fields.
    """

    def __init__(self, outlet: FileOutlet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: tuple[str, str, str, int] = ("", "", "", 0)
        self.shown = Headline(self)
        self.deeds = FileDeeds(outlet, self)
        _name_over_buttons(self, self.shown, (self.deeds.open, self.deeds.save))

    def load(self, value: Any) -> None:
        self._value = value
        name, sha256, _media_type, size = self._value
        self.shown.set_full_text(" – ".join(filter(None, (name, f"{kind_of(name)}, {size_text(size)}"))))
        self.deeds.show_file(sha256, name)

    def read(self) -> Reading:
        return Reading(self._value)

    def focus_target(self) -> QWidget:
        return self.deeds.open

    def name_parts(self, label: str) -> None:
        self.deeds.name_parts(label)

    def describe(self, text: str) -> None:
        self.deeds.describe(text)

    def set_read_only(self, on: bool) -> None:
        """Nothing to lock: looking changes nothing."""


def _name_over_buttons(editor: QWidget, name: QWidget, *lines: Sequence[QWidget]) -> None:
    """Names of files are long, so they get a line of their own; four buttons are too many for a narrow window."""
    line = QFontMetrics(editor.font()).height()
    layout = QVBoxLayout(editor)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(line // 3)
    layout.addWidget(name)
    for buttons in lines:
        row = QHBoxLayout()
        row.setSpacing(line // 3)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        layout.addLayout(row)


class PictureEditor(FieldEditor):
    """One optional picture; the value is its SHA-256. ``picture`` gives the bytes of a stored file."""

    def __init__(
        self,
        picker: FilePicker,
        name_filter: str,
        picture: Callable[[str], bytes | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._picker, self._filter, self._picture = picker, name_filter, picture
        self._sha: str | None = None
        line = QFontMetrics(self.font()).height()
        self._side = QSize(line * 6, line * 7)
        self.preview = QLabel(self)
        self.preview.setFrameShape(QFrame.Shape.StyledPanel)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setFixedSize(self._side + QSize(line, line))
        self.preview.setWordWrap(True)
        self.choose = QPushButton(self.tr("Wybierz obraz…"), self)
        dress(self.choose, "attachment")
        self.clear = QPushButton(self.tr("Usuń obraz"), self)
        column = QVBoxLayout()
        column.setSpacing(line // 2)
        for button in (self.choose, self.clear):
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            column.addWidget(button)
        column.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(line)
        layout.addWidget(self.preview)
        layout.addLayout(column)
        layout.addStretch(1)
        self.choose.clicked.connect(self._on_choose)
        self.clear.clicked.connect(self._on_clear)

    def load(self, value: Any) -> None:
        self._sha = value
        self._draw()

    def read(self) -> Reading:
        return Reading(self._sha)

    def focus_target(self) -> QWidget:
        return self.choose

    def name_parts(self, label: str) -> None:
        self.choose.setAccessibleName(f"{label}: {self.choose.text()}")
        self.clear.setAccessibleName(f"{label}: {self.clear.text()}")
        self.preview.setAccessibleName(f"{label}: {self.tr('podgląd')}")

    def set_read_only(self, on: bool) -> None:
        self.choose.setHidden(on)
        self.clear.setHidden(on or self._sha is None)

    def _draw(self) -> None:
        self.clear.setHidden(self._sha is None)
        content = self._picture(self._sha) if self._sha else None
        pixmap = self._fitted(content) if content else None
        if pixmap is not None and not pixmap.isNull():
            self.preview.setPixmap(pixmap)
        else:
            self.preview.setText(self.tr("brak podglądu") if self._sha else self.tr("brak obrazu"))

    def _fitted(self, content: bytes) -> QPixmap:
        data = QBuffer()
        data.setData(content)
        reader = QImageReader(data)
        ratio = self.devicePixelRatioF()
        # asked for the size wanted, the reader draws an SVG sharp instead of stretching it
        reader.setScaledSize(reader.size().scaled(self._side * ratio, Qt.AspectRatioMode.KeepAspectRatio))
        pixmap = QPixmap.fromImageReader(reader)
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _on_choose(self) -> None:
        self._picker.pick(self.tr("Wybierz obraz"), self._filter, self._on_picked)

    def _on_picked(self, ref: FileRef) -> None:
        self._sha = ref.sha256
        self._draw()
        self.edited.emit()

    def _on_clear(self) -> None:
        self._sha = None
        self._draw()
        self.choose.setFocus(Qt.FocusReason.TabFocusReason)
        self.edited.emit()
