"""„Dodaj stanowiska z wykazu”: the posts of the pay regulation that the register does not have yet, to be ticked."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from app.core.polish import plural
from app.people.posts.domain import PostDraft
from app.people.posts.words import kind_label
from app.widgets.buttons import DeedButton
from app.widgets.style import PRIMARY
from app.widgets.zoom import line, resize_to_text


class OfferedPostsWindow(QDialog):
    """``chosen`` carries the names of the ticked posts; the heading of a kind ticks all posts under it."""

    chosen = Signal(object)

    def __init__(self, offered: Sequence[PostDraft], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("offered_posts_window")
        self.setWindowTitle(self.tr("Dodaj stanowiska z wykazu"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        about = QLabel(
            self.tr(
                "Najczęstsze stanowiska z rozporządzenia Rady Ministrów z 25 października 2021 r. w sprawie "
                "wynagradzania pracowników samorządowych (Dz.U. 2021 poz. 1960 ze zm.), bez tych, które już są "
                "w rejestrze. Potwierdź nazwy i rodzaje w obowiązującym brzmieniu rozporządzenia."
            )
        )
        about.setTextFormat(Qt.TextFormat.PlainText)
        about.setWordWrap(True)
        self.list = self._list(offered)
        buttons = QDialogButtonBox()
        self.add = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.add.setObjectName("add_offered")
        self.add.setProperty(PRIMARY, True)
        buttons.addButton(DeedButton(self.tr("Anuluj")), QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(line(self, 1),) * 4)
        layout.setSpacing(line(self, 0.7))
        layout.addWidget(about)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        resize_to_text(self, 84, 34)
        self.list.itemChanged.connect(self._on_ticked)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        self._on_ticked()

    def _list(self, offered: Sequence[PostDraft]) -> QTreeWidget:
        listed = QTreeWidget()
        listed.setObjectName("offered_posts")
        listed.setAccessibleName(self.tr("Stanowiska z wykazu, spacja zaznacza"))
        listed.setHeaderHidden(True)
        listed.setUniformRowHeights(True)
        groups: dict[str, QTreeWidgetItem] = {}
        row = QSize(0, line(self, 1.6))
        for draft in offered:
            title = kind_label(draft.kind)
            if title not in groups:
                groups[title] = group = QTreeWidgetItem(listed, [title])
                font = QFont(listed.font())
                font.setWeight(QFont.Weight.DemiBold)
                group.setFont(0, font)
                group.setSizeHint(0, row)
                group.setFlags(group.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
            item = QTreeWidgetItem(groups[title], [draft.name])
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Unchecked)
            item.setSizeHint(0, row)
        listed.expandAll()
        first = listed.topLevelItem(0)
        if first is not None:
            listed.setCurrentItem(first)
        return listed

    def ticked(self) -> frozenset[str]:
        """Names of the ticked posts."""
        found = []
        for place in range(self.list.topLevelItemCount()):
            group = self.list.topLevelItem(place)
            children = [] if group is None else [group.child(number) for number in range(group.childCount())]
            found += [item.text(0) for item in children if item.checkState(0) is Qt.CheckState.Checked]
        return frozenset(found)

    @Slot()
    def _on_ticked(self) -> None:
        number = len(self.ticked())
        counted = f"{number} {plural(number, 'stanowisko', 'stanowiska', 'stanowisk')}"
        self.add.setText(self.tr("Dodaj {counted}").format(counted=counted) if number else self.tr("Dodaj zaznaczone"))
        self.add.setEnabled(bool(number))

    @Slot()
    def _on_accepted(self) -> None:
        self.chosen.emit(self.ticked())
        self.accept()
