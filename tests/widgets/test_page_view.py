"""Tables of reports: texts wrap before a column of figures is pushed out of sight."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.report_pages import Column, Page, PageTable
from app.widgets.page_view import PageView

_COLUMNS = (
    Column("Sfera"),
    Column("Rodzaj"),
    *(Column(name, money=True) for name in ("Plan", "Przyznano", "Wypłacono")),
)
_ROW = (
    "kultura, sztuka, ochrona dóbr kultury i dziedzictwa narodowego",
    "projekt aktu prawa miejscowego",
    1e6,
    1e6,
    1e6,
)


@pytest.mark.parametrize(("chars", "wrapped"), [(180, False), (112, True)])
def test_figures_stay_in_sight_and_texts_wrap(qtbot: QtBot, chars: int, wrapped: bool) -> None:
    view = PageView()
    view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    qtbot.addWidget(view)
    view.resize(view.fontMetrics().averageCharWidth() * chars, 400)
    view.show()
    view.show_page(Page("a", "Strona", (), (), (PageTable("Kwoty", _COLUMNS, (_ROW, _ROW)),)), as_tables=False)
    (table,) = view.tables
    assert table.horizontalHeader().length() <= table.viewport().width()
    lines = table.rowHeight(0) / table.fontMetrics().height()
    assert (lines > 2) is wrapped
    assert table.height() >= 2 * table.rowHeight(0) + table.horizontalHeader().height()
