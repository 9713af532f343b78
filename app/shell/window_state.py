"""Sizes, columns and the last tab, kept in Qt's settings; losing them is harmless."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow


class WindowState:
    """A ``LayoutStore`` in an INI file of the user's configuration folder."""

    def __init__(self, folder: Path) -> None:
        self._settings = QSettings(str(folder / "okna.ini"), QSettings.Format.IniFormat)

    def load(self, key: str) -> str | None:
        """What was saved, or None."""
        value = self._settings.value(key, None, type=str)
        return value if isinstance(value, str) and value else None

    def save(self, key: str, value: str) -> None:
        """Keep a text."""
        self._settings.setValue(key, value)

    def restore(self, window: QMainWindow) -> bool:
        """Give the window its last place and size; False when there is none."""
        saved = self.load("window/geometry")
        return saved is not None and window.restoreGeometry(QByteArray.fromBase64(saved.encode()))

    def keep(self, window: QMainWindow) -> None:
        """Remember the window's place and size."""
        self.save("window/geometry", bytes(window.saveGeometry().toBase64().data()).decode())
        self._settings.sync()
