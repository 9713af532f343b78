"""A small window with the markers of one place: no zoom takes them apart, so they are chosen from a list."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.core.polish import sort_key
from app.geo.clusters import number_of_subjects
from app.geo.shapes import Marker, MarkerGroup
from app.widgets import zoom
from app.widgets.map.hover_card import APPROXIMATE, ORGANISATIONS, Counted, number_of
from app.widgets.map.look import Sizes, ground
from app.widgets.map.sprites import Sprites
from app.widgets.tips import plain_tip

_WIDE = 72
"""Letters that the window is wide."""
_ROWS = 12
"""Rows shown at most without scrolling."""


class ClusterList(QDialog):
    """Markers of one place by title; Enter or a click chooses one and closes the window, Esc closes it."""

    chosen = Signal(int)

    def __init__(
        self,
        markers: Sequence[Marker],
        groups: Sequence[MarkerGroup],
        parent: QWidget | None = None,
        *,
        counted: Counted = ORGANISATIONS,
        heading: str = "",
    ) -> None:
        """``heading`` says why these are offered; blank for markers of one place."""
        super().__init__(parent)
        self.setObjectName("cluster_list")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(number_of(number_of_subjects(markers), counted))
        self._sprites = Sprites(groups, ground(self.palette()), Sizes(self.font()), self.devicePixelRatioF())
        places = {marker.address for marker in markers if marker.address}
        self._one_address = len(places) == 1 and not heading
        layout = QVBoxLayout(self)
        told = QLabel(heading or (next(iter(places)) if self._one_address else self.tr("W tym miejscu:")))
        told.setTextFormat(Qt.TextFormat.PlainText)
        told.setWordWrap(True)
        zoom.scale_font(told, 1.05, told.font().Weight.DemiBold)
        self._list = QListWidget()
        self._list.setObjectName("places")
        self._list.setAccessibleName(f"{self.windowTitle()}, {told.text()}")
        side = round(2 * self._sprites.sizes.single + 6)
        self._list.setIconSize(QSize(side, side))
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setSpacing(zoom.line(self, 0.15))
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        for marker in sorted(markers, key=lambda each: (sort_key(each.title), each.id)):
            self._list.addItem(self._item(marker))
        hint = QLabel(self.tr("Enter wybiera, Esc zamyka."))
        hint.setForegroundRole(hint.palette().ColorRole.PlaceholderText)
        for widget in (told, self._list, hint):
            layout.addWidget(widget)
        self._list.itemClicked.connect(self._on_item)
        # Enter reaches the dialog before the list would tell of it
        self._list.installEventFilter(self)
        self._list.setCurrentRow(0)
        self._list.setFocus()
        row = max(self._list.sizeHintForRow(0), side)
        height = min(len(markers), _ROWS) * (row + 2 * self._list.spacing())
        zoom.resize_to_text(self, _WIDE, height / zoom.line(self) + 6)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            item = self._list.currentItem()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
                self._on_item(item)
                return True
        return super().eventFilter(watched, event)

    def _item(self, marker: Marker) -> QListWidgetItem:
        group = self._sprites.group(marker.group).name
        notes = [group, "" if self._one_address else marker.address, "" if marker.exact else APPROXIMATE]
        text = f"{marker.title}\n{' · '.join(note for note in notes if note)}"
        picture = self._sprites.disc(marker.group, exact=marker.exact)
        icon = QIcon(picture)
        # a chosen row keeps the colour of its group
        icon.addPixmap(picture, QIcon.Mode.Selected)
        item = QListWidgetItem(icon, text)
        item.setData(Qt.ItemDataRole.UserRole, marker.id)
        item.setToolTip(plain_tip(marker.title))
        return item

    def _on_item(self, item: QListWidgetItem) -> None:
        number = int(item.data(Qt.ItemDataRole.UserRole))
        self.chosen.emit(number)
        self.accept()
