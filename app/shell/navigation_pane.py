"""The left edge of the window: the list of registers under the button that folds it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.shell.navigation import ICON_LINES, SIDE_LINES, NavigationList
from app.widgets import icons
from app.widgets.theme import colors
from app.widgets.zoom import line


class NavigationPane(QWidget):
    """Titles or icons alone; it lies beside the page, or for a moment over it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("navigation_pane")
        self._over = False
        self.list = NavigationList()
        self.fold = _FoldButton()
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self.fold)
        self._rows.addWidget(self.list, 1)
        self.space()

    def space(self) -> None:
        """Distances for the present font."""
        unit = line(self)
        self._rows.setContentsMargins(0, unit // 3, 1, unit // 4)
        self._rows.setSpacing(unit // 4)

    def show_as(self, *, wide: bool, over: bool) -> None:
        """With titles or with icons alone; beside the page or over it."""
        self.list.set_wide(wide)
        self.fold.set_wide(wide)
        self._over = over
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = colors(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), scheme.color("base" if self._over else "window"))
        edge = scheme.color("outline" if self._over else "line")
        painter.fillRect(self.width() - 1, 0, 1, self.height(), edge)
        painter.end()


class _FoldButton(QToolButton):
    """Drawn like an entry of the list, so that icons stand below each other."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("fold_navigation")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_wide(self, wide: bool) -> None:
        """What pressing it would do now."""
        self.setText(self.tr("Zwiń") if wide else "")
        name = self.tr("Zwiń listę rejestrów") if wide else self.tr("Rozwiń listę rejestrów")
        self.setAccessibleName(name)
        self.setToolTip(f"{name} (F9)")

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + line(self, ICON_LINES + 2 * SIDE_LINES), line(self, 1.9))

    def minimumSizeHint(self) -> QSize:
        return QSize(line(self, ICON_LINES), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme, area = colors(self.palette()), QRectF(self.rect()).adjusted(4, 1, -4, -1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(scheme.color("selection" if self.isDown() else "soft"))
            painter.drawRoundedRect(area, 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(scheme.color("focus"), 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 4, 4)
        size, side = line(self, ICON_LINES), line(self, SIDE_LINES)
        left = side if self.text() else (self.width() - size) // 2
        picture = icons.pixmap("menu", scheme.muted, size, self.devicePixelRatio())
        painter.drawPixmap(left, (self.height() - size) // 2, picture)
        painter.setPen(scheme.color("muted"))
        place = self.rect().adjusted(left + size + side * 2 // 3, 0, -side // 2, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()
