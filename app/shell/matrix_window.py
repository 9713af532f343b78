"""„Role i uprawnienia”: the one table of who may what, as the program keeps it; read only, printable."""

from collections.abc import Callable, Collection

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.access.roles import Matrix, Right, Role
from app.shell.labelled import paragraph
from app.widgets.buttons import DeedButton
from app.widgets.zoom import line

_Text = Qt.ItemDataRole.AccessibleTextRole


class MatrixWindow(QDialog):
    """``own`` are the keys of the person's roles; ``print_it`` and ``open_it`` get the table onto paper."""

    def __init__(
        self,
        matrix: Matrix,
        own: Collection[str],
        print_it: Callable[[], object],
        open_it: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("matrix_window")
        self.setWindowTitle(self.tr("Role i uprawnienia"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._matrix, self._own = matrix, frozenset(own)
        about = paragraph(
            self.tr(
                "Konto może mieć kilka ról; uprawnienia się sumują. „Swoi” znaczy: tylko pracownicy własnej komórki "
                "i komórek podległych. Role nadaje administrator w rejestrze kont."
            ),
            muted=True,
        )
        self.table = table = QTableWidget()
        table.setObjectName("matrix")
        table.setAccessibleName(self.tr("Role i uprawnienia"))
        table.setAccessibleDescription(about.text())
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        table.setColumnCount(len(matrix.roles))
        table.setCornerButtonEnabled(False)
        for corner in table.findChildren(QAbstractButton):
            corner.setAccessibleName(self.tr("Role i uprawnienia"))
        self._head()
        self._fill()
        buttons = QDialogButtonBox()
        for name, text, then in (
            ("print_matrix", self.tr("&Drukuj…"), print_it),
            ("open_matrix", self.tr("Otwórz jako &PDF"), open_it),
        ):
            button = DeedButton(text)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
            button.setObjectName(name)
            button.clicked.connect(_Deed(then))
        buttons.addButton(self.tr("Zamknij"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self).activated.connect(_Deed(print_it))
        layout = QVBoxLayout(self)
        layout.setSpacing(line(self, 0.6))
        layout.addWidget(about)
        layout.addWidget(table, 1)
        layout.addWidget(buttons)
        room = self.screen().availableGeometry().size() * 0.94
        width = self.fontMetrics().averageCharWidth() * 42 + _column_width(self, matrix, 1.2) * len(matrix.roles)
        self.resize(min(width, room.width()), min(line(self, 44), room.height()))
        table.setCurrentCell(1, 0)
        table.setFocus()

    def _head(self) -> None:
        for column, role in enumerate(self._matrix.roles):
            mine = role.key in self._own
            item = QTableWidgetItem(self.tr("{role}\n(Twoja rola)").format(role=role.label) if mine else role.label)
            item.setToolTip(role.help)
            if mine:
                bold = QFont(item.font())
                bold.setWeight(QFont.Weight.Bold)
                item.setFont(bold)
            self.table.setHorizontalHeaderItem(column, item)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap))
        header.setMinimumHeight(line(self, 4.2))
        # all columns share the window's width; where it is too narrow for whole words, the table scrolls
        header.setMinimumSectionSize(_column_width(self, self._matrix, 0.1))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        side = line(self, 0.2)
        self.table.setStyleSheet(
            "QHeaderView { background: palette(window) }"
            f"QHeaderView::section {{ background: palette(window); color: palette(window-text); padding: 0 {side}px;"
            " border: 0; border-right: 1px solid palette(mid); border-bottom: 1px solid palette(mid) }"
            "QTableCornerButton::section { background: palette(window); border: 0 }"
        )
        # bold is for the person's own roles
        header.setHighlightSections(False)
        self.table.verticalHeader().setHighlightSections(False)

    def _fill(self) -> None:
        area = ""
        for right in self._matrix.rights:
            if right.area != area:
                area = right.area
                self._add_area(area)
            self._add_right(right)
        self.table.verticalHeader().setDefaultSectionSize(line(self, 1.7))

    def _add_area(self, area: str) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        title = QTableWidgetItem(area)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.Bold)
        title.setFont(bold)
        self.table.setVerticalHeaderItem(row, title)
        empty = QTableWidgetItem()
        empty.setFlags(Qt.ItemFlag.ItemIsEnabled)
        empty.setData(_Text, area)
        self.table.setItem(row, 0, empty)
        self.table.setSpan(row, 0, 1, self.table.columnCount())

    def _add_right(self, right: Right) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        self.table.setVerticalHeaderItem(row, QTableWidgetItem(f"   {right.label}"))
        for column, role in enumerate(self._matrix.roles):
            words = self.answer(role, right)
            item = QTableWidgetItem(words)
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            if role.key in self._own and words != self.tr("nie"):
                bold = QFont(self.font())
                bold.setWeight(QFont.Weight.Bold)
                item.setFont(bold)
            if words == self.tr("nie"):
                item.setForeground(self.palette().placeholderText())
            item.setData(_Text, f"{right.area}, {right.label}, {role.label}: {words}")
            self.table.setItem(row, column, item)

    def answer(self, role: Role, right: Right) -> str:
        """What a role may, in a word; a sign alone would say nothing to a screen reader."""
        if right.key in role.rights or right.key in self._matrix.everyone:
            return self.tr("tak")
        return self.tr("swoi") if right.key in role.own else self.tr("nie")


def _column_width(window: QWidget, matrix: Matrix, room: float) -> int:
    """Wide enough for the longest word of a role's name in bold; ``room`` beside it in lines of text."""
    bold = QFont(window.font())
    bold.setWeight(QFont.Weight.Bold)
    words = [word for role in matrix.roles for word in role.label.split()]
    return QFontMetrics(bold).horizontalAdvance(max(words, key=len)) + line(window, room)


class _Deed:
    """A button's deed without the signal's argument."""

    def __init__(self, deed: Callable[[], object]) -> None:
        self._deed = deed

    def __call__(self, *_: object) -> None:
        self._deed()
