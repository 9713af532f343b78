"""The buttons over a map."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app.widgets import zoom
from app.widgets.map.view import MapView


class MapTools(QWidget):
    """Buttons of a map in one row; a register adds its own behind them."""

    def __init__(self, view: MapView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map_tools")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(zoom.line(self, 0.3))
        lettered, plain = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        for action, style in (
            (view.fit_action, lettered),
            (view.zoom_in_action, plain),
            (view.zoom_out_action, plain),
            (view.measure_action, lettered),
        ):
            button = QToolButton()
            button.setObjectName(f"{action.objectName()}_button")
            button.setDefaultAction(action)
            button.setToolButtonStyle(style)
            button.setAccessibleName(action.text())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._row.addWidget(button)
        self._row.addStretch(1)

    def add(self, widget: QWidget) -> None:
        """One more button behind the others, for the Tab key as well."""
        last = self._row.itemAt(self._row.count() - 2).widget()
        self._row.insertWidget(self._row.count() - 1, widget)
        self.setTabOrder(last, widget)
