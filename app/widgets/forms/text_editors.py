"""Editors of several lines: running text, and lists with one entry in a line."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent, QTextBlock, QWheelEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from app.core.problems import Problem
from app.widgets.forms.editor import SingleEditor
from app.widgets.forms.outline import Outline
from app.widgets.forms.reading import Reading
from app.widgets.theme import colors


class TextBox(QPlainTextEdit):
    """Plain text that grows with its content between two heights and lets Tab move on."""

    def __init__(self, *, least_lines: int, most_lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most = least_lines, most_lines
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._outline = Outline(self, always=True)
        # the outline is drawn over the edge: text keeps away from it
        self.document().setDocumentMargin(6)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._on_content_changed)

    @property
    def written(self) -> str:
        """The text as it stands: ``toPlainText`` makes a plain space of every one that does not break."""
        return self.document().toRawText().replace("\N{PARAGRAPH SEPARATOR}", "\n").replace("\N{LINE SEPARATOR}", "\n")

    def mark_faulty(self, faulty: bool) -> None:
        """Draw or take away the outline of a fault."""
        self._outline.set_faulty(faulty)

    def sizeHint(self) -> QSize:
        # the layout of plain text counts its height in lines
        lines = int(self.document().documentLayout().documentSize().height())
        shown = max(self._least, min(lines, self._most))
        extra = 2 * (self.frameWidth() + int(self.document().documentMargin())) + 2
        return QSize(super().sizeHint().width(), shown * QFontMetrics(self.font()).lineSpacing() + extra)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self.verticalScrollBar()
        up = event.angleDelta().y() > 0
        # a text that does not focus, or stands at its end, leaves the wheel to the page
        if not self.hasFocus() or (bar.value() == (bar.minimum() if up else bar.maximum())):
            event.ignore()
            return
        super().wheelEvent(event)

    def _on_content_changed(self) -> None:
        self.updateGeometry()


class NumberedBox(TextBox):
    """A text box whose entries carry numbers, so that a wrapped entry is seen as one."""

    def __init__(self, *, least_lines: int, most_lines: int, parent: QWidget | None = None) -> None:
        super().__init__(least_lines=least_lines, most_lines=most_lines, parent=parent)
        self._gutter = _Gutter(self)
        self._gutter_width = QFontMetrics(self.font()).horizontalAdvance("00.") + 8
        self.setViewportMargins(self._gutter_width, 0, 0, 0)
        self.updateRequest.connect(self._on_update_requested)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._gutter.setGeometry(QRect(inside.left(), inside.top(), self._gutter_width, inside.height()))

    def entry_places(self) -> list[tuple[QRectF, str]]:
        """Where the visible entries stand, each with its number; blank lines carry none."""
        places = []
        block: QTextBlock = self.document().begin()
        number = 0
        while block.isValid():
            if block.text().strip():
                number += 1
                geometry = self.blockBoundingGeometry(block).translated(self.contentOffset())
                places.append((geometry, f"{number}."))
            block = block.next()
        return places

    def _on_update_requested(self, _rect: QRect, _dy: int) -> None:
        self._gutter.update()


class _Gutter(QWidget):
    def __init__(self, box: NumberedBox) -> None:
        super().__init__(box)
        self._box = box

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(colors(self.palette()).color("muted"))
        height = QFontMetrics(self.font()).lineSpacing()
        for place, number in self._box.entry_places():
            area = QRectF(0, place.top(), self.width() - 4, height)
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)


class LongTextEditor(SingleEditor):
    """Running text."""

    def __init__(
        self, *, example: str = "", least_lines: int = 3, most_lines: int = 12, parent: QWidget | None = None
    ) -> None:
        self.box = TextBox(least_lines=least_lines, most_lines=most_lines)
        super().__init__(self.box, parent)
        self.box.setPlaceholderText(example)
        self._loading = False
        self.box.textChanged.connect(self._on_changed)

    def load(self, value: Any) -> None:
        self._loading = True
        self.box.setPlainText(value or "")
        self._loading = False

    def read(self) -> Reading:
        return Reading(self.box.written.strip())

    def mark_faulty(self, faulty: bool) -> None:
        self.box.mark_faulty(faulty)

    def set_read_only(self, on: bool) -> None:
        self.box.setReadOnly(on)

    def length(self) -> int | None:
        return len(self.box.written.strip())

    def _on_changed(self) -> None:
        if not self._loading:
            self.edited.emit()


class TextsEditor(SingleEditor):
    """A list of texts, one in a line; blank lines do not count."""

    def __init__(self, *, example: str = "", least_lines: int = 3, parent: QWidget | None = None) -> None:
        self.box = NumberedBox(least_lines=least_lines, most_lines=16)
        super().__init__(self.box, parent)
        self.box.setPlaceholderText(example)
        self._loading = False
        self.box.textChanged.connect(self._on_changed)

    def load(self, value: Any) -> None:
        self._loading = True
        # a line break inside an entry would split it
        self.box.setPlainText("\n".join(" ".join(entry.splitlines()) for entry in value))
        self._loading = False

    def read(self) -> Reading:
        lines = (line.strip() for line in self.box.written.splitlines())
        return Reading(tuple(line for line in lines if line))

    def mark_faulty(self, faulty: bool) -> None:
        self.box.mark_faulty(faulty)

    def set_read_only(self, on: bool) -> None:
        self.box.setReadOnly(on)

    def show_problems(self, problems: Sequence[Problem], *, everything: bool) -> Sequence[Problem]:
        return problems

    def _on_changed(self) -> None:
        if not self._loading:
            self.edited.emit()
