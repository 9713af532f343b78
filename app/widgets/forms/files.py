"""Files in a form: chosen, checked and stored by the use case, shown with name and size, pictures as pictures."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QBuffer, QObject, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImageReader, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.widgets.dialogs import Dialogs
from app.widgets.forms.editor import FieldEditor
from app.widgets.forms.note import ColoredLabel
from app.widgets.forms.reading import Reading
from app.widgets.icons import dress
from app.widgets.jobs import Jobs


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
            self.jobs.run(lambda _progress: self.add_file(path), done=then, writes=True, title=title, owner=self.owner)

        self.dialogs.choose_open_file(title, name_filter, chosen)


class FileEditor(FieldEditor):
    """One optional file; the value is ``(sha256 or None, file name)``."""

    def __init__(self, picker: FilePicker, name_filter: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picker, self._filter = picker, name_filter
        self._sha: str | None = None
        self._file_name = ""
        self.choose = QPushButton(self.tr("Wybierz plik…"), self)
        dress(self.choose, "attachment")
        self.clear = QPushButton(self.tr("Odłącz plik"), self)
        self.shown = ColoredLabel("", "muted", self)
        self.shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.choose)
        layout.addWidget(self.clear)
        layout.addWidget(self.shown, 1)
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

    def set_read_only(self, on: bool) -> None:
        self.choose.setHidden(on)
        self.clear.setHidden(on or self._sha is None)

    def _tell(self) -> None:
        self.shown.setText(self._file_name or (self.tr("plik bez nazwy") if self._sha else self.tr("nie wybrano")))
        self.clear.setHidden(self._sha is None)

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
