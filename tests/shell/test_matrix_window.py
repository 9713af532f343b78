"""„Role i uprawnienia”: the table says in words what the file says, also to a screen reader and on paper."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.access.roles import matrix
from app.people.office.domain import Office
from app.shell.matrix_window import MatrixWindow
from app.shell.roles_print import areas, roles_pdf


@pytest.fixture
def window(qapp: QApplication) -> Iterator[MatrixWindow]:
    """The window for a person with one role."""
    shown = MatrixWindow(matrix(), ["personnel"], lambda: None, lambda: None)
    shown.show()
    yield shown
    shown.close()


def spoken(window: MatrixWindow) -> set[str]:
    table = window.table
    items = [table.item(row, column) for row in range(table.rowCount()) for column in range(table.columnCount())]
    return {str(item.data(Qt.ItemDataRole.AccessibleTextRole)) for item in items if item is not None}


def test_every_role_and_right_is_answered_in_words(window: MatrixWindow) -> None:
    table, said = matrix(), spoken(window)
    assert window.table.columnCount() == len(table.roles)
    for role in table.roles:
        for right in table.rights:
            everywhere = right.key in role.rights | table.everyone
            word = "tak" if everywhere else "swoi" if right.key in role.own else "nie"
            assert f"{right.area}, {right.label}, {role.label}: {word}" in said


def test_own_roles_are_named_not_only_bold(window: MatrixWindow) -> None:
    heads = [window.table.horizontalHeaderItem(column) for column in range(window.table.columnCount())]
    own = [head.text() for head in heads if head is not None and "Twoja rola" in head.text()]
    label = matrix().labels()["personnel"]
    assert own == [f"{label}\n(Twoja rola)"]


def test_all_roles_are_in_sight_on_a_small_screen(window: MatrixWindow) -> None:
    window.resize(1284, 700)
    QApplication.processEvents()
    assert window.table.horizontalScrollBar().maximum() == 0


def test_the_print_holds_every_right_of_every_role() -> None:
    from app.printing.render import page_count

    table = matrix()
    for role in table.roles:
        told = " ".join(f"{area}: {labels}" for area, labels in areas(table, role))
        for right in table.rights:
            assert (right.label in told) or not (role.has(right.key) or right.key in table.everyone)
    pdf = roles_pdf(table, Office(id=1, version=1, name="Urząd Gminy Żółkiewka"), date(2026, 11, 22))
    assert page_count(pdf) >= 1
