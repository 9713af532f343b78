"""The large search field: the resident's question, answered while it is typed."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from app.widgets import icons
from app.widgets.zoom import scale_font

_FRAME_MS = 16
_LONGEST_PAUSE_MS = 150


class SearchField(QLineEdit):
    """Emits ``words_changed`` shortly after typing; arrows and Page keys move in the list below it."""

    words_changed = Signal(str)
    leave_requested = Signal(object)
    open_requested = Signal()

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setClearButtonEnabled(True)
        self.setMaxLength(200)
        scale_font(self, 1.35)
        self._glass = QAction(self)
        icons.dress(self._glass, "search", QPalette.ColorRole.PlaceholderText)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._name_parts(name)
        self._last = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        # keys that wait in the queue join into one question even without a pause
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_pause)
        self.textChanged.connect(self._on_text_changed)

    def _name_parts(self, name: str) -> None:
        """Qt makes a nameless button for each of the two pictures inside the field."""
        self._glass.setText(name)
        clear = self.findChild(QAction, "_q_qlineeditclearaction")
        if clear is not None:
            clear.setText(self.tr("Wyczyść wyszukiwanie"))

    @property
    def words(self) -> str:
        """What was typed, without blanks around it."""
        return self.text().strip()

    @property
    def pause_ms(self) -> int:
        """How long the field waits for the next key before it asks."""
        return self._timer.interval()

    def adapt(self, answer_ms: float) -> None:
        """Told how long an answer took: quick answers come at every key, slow ones wait for a pause."""
        slow = answer_ms > 2 * _FRAME_MS
        self._timer.setInterval(min(round(answer_ms * 1.5), _LONGEST_PAUSE_MS) if slow else 0)

    def flush(self) -> None:
        """Do not wait for the pause."""
        self._timer.stop()
        self._on_pause()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z takes back the last deed while there is no typing to take back."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.isUndoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)

    def add_typed(self, text: str) -> None:
        """Take a key that was pressed in the table."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.end(False)
        self.insert(text)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), round(self.fontMetrics().height() * 2))

    @Slot()
    def _on_text_changed(self) -> None:
        self._timer.start()

    @Slot()
    def _on_pause(self) -> None:
        if self.words != self._last:
            self._last = self.words
            self.words_changed.emit(self.words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.flush()
            self.leave_requested.emit(event.key())
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.flush()
            self.open_requested.emit()
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.flush()
            event.accept()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setMinimumHeight(self.sizeHint().height())
