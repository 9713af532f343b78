"""The line at the bottom: what just happened, and a way back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPalette, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from app.widgets import icons
from app.widgets.tips import plain_tip
from app.widgets.zoom import line

_FEWEST = 10
"""Characters that are left of words at the right end in the narrowest window."""


class StatusLine(QWidget):
    """Says the last deed and offers „Cofnij”; the right side holds what always stands there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_line")
        self._undo: Callable[[], None] | None = None
        self._message = _Message()
        self._button = QToolButton()
        self._button.setObjectName("undo")
        self._button.setText(self.tr("Cofnij"))
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setAutoRaise(True)
        # reachable with Tab: a deed, not a decoration
        self._button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        icons.dress(self._button, "undo", QPalette.ColorRole.Link)
        self._button.setForegroundRole(QPalette.ColorRole.Link)
        # its place stays, so that the table above does not jump when it comes and goes
        kept = self._button.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._button.setSizePolicy(kept)
        self._button.hide()
        self._button.clicked.connect(self.undo)
        # a text field with focus takes Ctrl+Z for itself before this shortcut sees it
        self._shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        self._shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        self._shortcut.setEnabled(False)
        self._shortcut.activated.connect(self.undo)
        self._permanent = QHBoxLayout()
        self._permanent.setSpacing(line(self))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(line(self, 0.6), line(self, 0.2), line(self, 0.6), line(self, 0.2))
        layout.setSpacing(line(self, 0.5))
        # all the room up to its own width, before the empty space gets any
        layout.addWidget(self._message, 1000)
        layout.addWidget(self._button)
        layout.addStretch(1)
        layout.addLayout(self._permanent)
        self.setMinimumHeight(line(self, 1.9))

    @property
    def message(self) -> str:
        """What is said now."""
        return self._message.text()

    @property
    def can_undo(self) -> bool:
        """Whether „Cofnij” is offered."""
        return self._undo is not None

    def say(self, message: str, undo: Callable[[], None] | None = None, label: str = "", about: str = "") -> None:
        """Say what happened; ``label`` tells what „Cofnij” would do, ``about`` which earlier deed it takes back."""
        self._message.tell(message)
        self._undo = undo
        self._button.setText(self.tr("Cofnij: {deed}").format(deed=about) if about else self.tr("Cofnij"))
        self._button.setVisible(undo is not None)
        self._shortcut.setEnabled(undo is not None)
        self._button.setAccessibleName(self.tr("Cofnij: {label}").format(label=label or message))
        self._button.setToolTip(self.tr("{label} (Ctrl+Z)").format(label=label or self.tr("Cofnij")))

    def add_permanent(self, widget: QWidget) -> None:
        """Put something at the right end (age of the backup, who is logged in)."""
        self._permanent.addWidget(widget)

    @Slot()
    def undo(self) -> None:
        """Take the last deed back, once."""
        undo, self._undo = self._undo, None
        self._button.hide()
        self._shortcut.setEnabled(False)
        if undo is not None:
            undo()


class StatusText(QLabel):
    """Words at the right end that give way where the window is narrow; the tip says them whole."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setToolTip(plain_tip(text))
        self.setAccessibleName(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * _FEWEST, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class _Message(StatusText):
    """The last deed: as wide as its words where there is room, and the first to give way to the right end."""

    def __init__(self) -> None:
        super().__init__("message", "")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._fit()

    def tell(self, text: str) -> None:
        """Show other words."""
        self.setText(text)
        self.setToolTip(plain_tip(text) if text else "")
        self.setAccessibleName(text)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        # the painter may round up where the measure rounds down
        self.setMaximumWidth(self.fontMetrics().horizontalAdvance(self.text()) + 2)
