"""The line under a table: how many were found, and where there is room for it, which keys do what."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class ResultLine(QLabel):
    """Keeps no table wider than its share: in a narrow one the keys are left out, then the line is shortened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("result_line")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._found, self._keys = "", ""

    def say(self, found: str, keys: str = "") -> None:
        """What was found, and the keys after it."""
        self._found, self._keys = found, keys
        self._fit()

    def _fit(self) -> None:
        whole, metrics = self._found + self._keys, self.fontMetrics()
        fits = metrics.horizontalAdvance(whole) <= self.width()
        self.setText(whole if fits else metrics.elidedText(self._found, Qt.TextElideMode.ElideRight, self.width()))
        self.setToolTip("" if fits else whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
