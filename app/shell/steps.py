"""A window that leads through steps: one question at a time, back and forth, and a deed at the end."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.shell.labelled import heading, paragraph
from app.widgets.buttons import deed_button
from app.widgets.forms.field_row import announce
from app.widgets.forms.note import ColoredLabel
from app.widgets.style import PRIMARY
from app.widgets.zoom import line


class Step(QWidget):
    """One page. ``check`` says what is wrong at its fields and gives the widget to go to; ``entered`` refreshes it."""

    title = ""
    next_text = ""
    """What the button says instead of „Dalej”."""

    def __init__(self) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, line(self, 0.5), 0)
        self.body.setSpacing(line(self, 0.8))

    def check(self) -> QWidget | None:
        """None when the person may go on."""
        return None

    def entered(self) -> None:
        """Called each time the step comes to the front."""

    def first(self) -> QWidget | None:
        """What takes the focus, None for the button."""
        return None


class StepsWindow(QDialog):
    """Nothing happens before the last step's button: then ``finish`` is called. Derived windows ``fill`` it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps: tuple[Step, ...] = ()
        self.busy = False
        self._count = paragraph(muted=True)
        self._count.setObjectName("count")
        self._title = heading("")
        self._title.setObjectName("title")
        self._pages = QStackedWidget()
        self._message = ColoredLabel("", "danger")
        self._message.setObjectName("message")
        self._message.hide()
        self.leave = deed_button("leave", self.tr("Anuluj"), self.reject)
        self.back = deed_button("back", self.tr("&Wstecz"), self._on_back)
        self.forward = deed_button("forward", "", self.go_on)
        self.forward.setProperty(PRIMARY, True)
        self.forward.setAutoDefault(True)
        self.forward.setDefault(True)
        below = QHBoxLayout()
        below.addWidget(self.leave)
        below.addStretch(1)
        below.addWidget(self.back)
        below.addWidget(self.forward)
        layout = QVBoxLayout(self)
        layout.setSpacing(line(self, 0.6))
        layout.setContentsMargins(*(line(self, 1.4),) * 4)
        layout.addWidget(self._count)
        layout.addWidget(self._title)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._message)
        layout.addLayout(below)
        width = self.fontMetrics().averageCharWidth() * 92
        room = self.screen().availableGeometry().height() * 0.9
        self.resize(width, min(line(self, 38), round(room)))

    def fill(self, steps: Sequence[Step]) -> None:
        """Say which steps there are, and show the first."""
        self.steps = tuple(steps)
        for step in steps:
            self._pages.addWidget(_scrolled(step))
        self.show_step(0)

    def finish(self) -> None:
        """What the last step's button does."""
        raise NotImplementedError

    @property
    def step(self) -> Step:
        """The step in front."""
        return self.steps[self._pages.currentIndex()]

    def show_step(self, number: int) -> None:
        """Bring a step to the front and its first field into focus."""
        step = self.steps[number]
        self.say("")
        step.entered()
        self._pages.setCurrentIndex(number)
        self._count.setText(self.tr("Krok {number} z {total}").format(number=number + 1, total=len(self.steps)))
        self._title.setText(step.title)
        self.setAccessibleName(f"{self.windowTitle()}, {self._count.text()}: {step.title}")
        self.back.setEnabled(number > 0)
        self.forward.setText(step.next_text or self.tr("&Dalej"))
        (step.first() or self.forward).setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{self._count.text()}: {step.title}")

    def say(self, text: str) -> None:
        """What the last deed was refused for."""
        self._message.setText(text)
        self._message.setVisible(bool(text))
        if text:
            announce(self.forward, text)

    def set_busy(self, on: bool) -> None:
        """Nothing may be pressed while the deed is under way."""
        self.busy = on
        self._pages.setEnabled(not on)
        for button in (self.leave, self.back, self.forward):
            button.setEnabled(not on)

    @Slot()
    def go_on(self) -> None:
        """Check the step in front; go to the next one, or do the deed after the last."""
        if self.busy:
            return
        wrong = self.step.check()
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        number = self._pages.currentIndex() + 1
        if number < len(self.steps):
            self.show_step(number)
        else:
            self.finish()

    @Slot()
    def _on_back(self) -> None:
        if not self.busy:
            self.show_step(max(0, self._pages.currentIndex() - 1))

    def reject(self) -> None:
        if not self.busy:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.busy:
            event.ignore()
            return
        super().closeEvent(event)


def _scrolled(step: Step) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(step)
    return scroll
