"""„Struktura na dzień”: units, heads and people as they were on a chosen day."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QBrush, QFont, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.core.dates import format_date
from app.people.structure.domain import Branch, Position, Structure
from app.people.structure.words import counted, superior_in_short, superior_in_words, unit_title
from app.widgets.buttons import DeedButton
from app.widgets.forms.date_editor import DateEditor
from app.widgets.forms.note import ColoredLabel
from app.widgets.theme import colors
from app.widgets.tips import plain_tip
from app.widgets.zoom import line, resize_to_text


class StructureWindow(QDialog):
    """A tree for any day; ``symbols`` are those of the units by id, also of closed ones."""

    def __init__(
        self, structure: Structure, symbols: Mapping[int, str], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("structure_window")
        self.setWindowTitle(self.tr("Struktura na dzień"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._structure, self._symbols = structure, symbols
        self._names = {each.employee_id: each.person for each in structure.latest()}
        self._today = today
        self._shown: date | None = None
        self._named_alike: Counter[str] = Counter()
        self._row = QSize(0, line(self, 1.6))
        label = QLabel(self.tr("&Dzień"))
        self.day = DateEditor(required=True)
        self.day.load(today)
        self.day.name_parts(self.tr("Dzień"))
        self.day.setMaximumWidth(self.fontMetrics().averageCharWidth() * 24)
        label.setBuddy(self.day.focus_target())
        self.note = ColoredLabel("", "danger", self)
        self.note.setObjectName("day_note")
        top = QHBoxLayout()
        top.setSpacing(line(self, 0.6))
        top.addWidget(label)
        top.addWidget(self.day)
        top.addWidget(self.note, 1)
        self.tree = self._tree()
        self.summary = QLabel()
        self.summary.setObjectName("summary")
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        self.summary.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        buttons = QDialogButtonBox()
        buttons.addButton(DeedButton(self.tr("Zamknij")), QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(line(self, 1),) * 4)
        layout.setSpacing(line(self, 0.6))
        layout.addLayout(top)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.summary)
        layout.addWidget(buttons)
        resize_to_text(self, 130, 38)
        self.day.edited.connect(self._on_day)
        buttons.rejected.connect(self.reject)
        self.show_day(today)
        self.tree.setFocus()

    def show_day(self, day: date) -> None:
        """Show the office as it was on that day."""
        if day == self._shown:
            return
        self._shown = day
        self.tree.clear()
        self._named_alike = Counter(each.person for each in self._structure.positions(day))
        branches = self._structure.tree(day)
        for branch in branches:
            self._add(self.tree.invisibleRootItem(), branch, day)
        self.tree.expandAll()
        first = self.tree.topLevelItem(0)
        if first is not None:
            self.tree.setCurrentItem(first)
        self.summary.setText(counted(self._structure, day))

    def _tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setObjectName("structure")
        tree.setAccessibleName(self.tr("Komórki i pracownicy w wybranym dniu"))
        tree.setColumnCount(3)
        tree.setHeaderLabels([self.tr("Komórka, pracownik"), self.tr("Stanowisko"), self.tr("Bezpośredni przełożony")])
        tree.setUniformRowHeights(True)
        tree.setAlternatingRowColors(True)
        tree.setAllColumnsShowFocus(True)
        header = tree.header()
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        # names of superiors are short
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        return tree

    def _add(self, above: QTreeWidgetItem, branch: Branch, day: date) -> None:
        symbol = self._symbols.get(branch.unit_id or 0, "")
        item = QTreeWidgetItem(above, [unit_title(branch, symbol)])
        item.setFirstColumnSpanned(True)
        item.setSizeHint(0, self._row)
        font = QFont(self.tree.font())
        font.setWeight(QFont.Weight.DemiBold)
        item.setFont(0, font)
        if branch.closed_on is not None:
            # the words say it too: colour is never alone
            item.setForeground(0, QBrush(colors(self.palette()).color("muted")))
        for person in branch.people:
            self._add_person(item, person, branch, day)
        for below in branch.below:
            self._add(item, below, day)

    def _add_person(self, above: QTreeWidgetItem, person: Position, branch: Branch, day: date) -> None:
        shared = person.number and self._named_alike[person.person] > 1
        name = f"{person.person} (nr {person.number})" if shared else person.person
        if person.employee_id == branch.head:
            name = self.tr("{name} – kieruje").format(name=name)
        found = self._structure.superior(person.employee_id, day)
        item = QTreeWidgetItem(above, [name, person.post, superior_in_short(found, self._names)])
        item.setSizeHint(0, self._row)
        for column in range(2):
            item.setToolTip(column, plain_tip(item.text(column)))
        item.setToolTip(2, plain_tip(superior_in_words(found, self._names)))

    @Slot()
    def _on_day(self) -> None:
        reading = self.day.read()
        if isinstance(reading.value, date) and not reading.problems:
            self.note.setText("")
            self.show_day(reading.value)
        else:
            self.note.setText(self.tr("Wpisz dzień, na przykład {day}.").format(day=format_date(self._today)))
