"""The table: pages on demand, one query, place kept over a refresh, layout remembered, keys."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.core.errors import EnvironmentProblem
from app.core.records import Query
from app.widgets.columns import Column, Tone
from app.widgets.table_model import PAGE, RECORD_ROLE, RecordTableModel
from app.widgets.table_view import RecordTable
from tests.widgets.fakes import PLACE_COLUMNS, MemoryLayouts, Place, Places


def _places(number: int) -> Places:
    return Places([Place(n, f"Miejscowość {n:05d}", county="ab"[n % 2]) for n in range(number)])


class _Table(RecordTable):
    def reload(self) -> None:
        model = self.model()
        assert isinstance(model, RecordTableModel)
        model.reload()
        self.keep_place()


def _table(source: Places, qtbot: QtBot, layouts: MemoryLayouts | None = None) -> _Table:
    model: RecordTableModel[Place] = RecordTableModel(source, PLACE_COLUMNS)
    table = _Table(model, name="Miejscowości", key="places", layouts=layouts)
    model.setParent(table)
    qtbot.addWidget(table)
    table.resize(700, 400)
    model.load(Query())
    table.show()
    return table


def test_the_model_keeps_qts_rules(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    model: RecordTableModel[Place] = RecordTableModel(_places(3), PLACE_COLUMNS)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.load(Query())
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert model.rowCount() == 3


def test_only_pages_looked_at_are_read(qtbot: QtBot) -> None:
    source = _places(100_000)
    model: RecordTableModel[Place] = RecordTableModel(source, PLACE_COLUMNS)
    model.load(Query())
    assert model.rowCount() == 100_000
    assert source.pages == [(0, PAGE)]
    assert model.index(50_001, 1).data() == "Miejscowość 50001"
    assert source.pages == [(0, PAGE), (50_000, PAGE)]
    assert model.index(50_002, 1).data(RECORD_ROLE) == source.places[50_002]
    assert len(source.pages) == 2


def test_a_short_answer_needs_no_counting(qtbot: QtBot) -> None:
    source = _places(5)
    model: RecordTableModel[Place] = RecordTableModel(source, PLACE_COLUMNS)
    model.load(Query("00003"))
    assert (model.rowCount(), source.counted) == (1, 0)


def test_data_never_raises(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    broken: Column[Place] = Column(key="broken", title="Zły", text=lambda place: str(1 // (place.id - place.id)))
    source = _places(PAGE + 1)
    model: RecordTableModel[Place] = RecordTableModel(source, (broken,))
    model.load(Query())
    assert model.index(0, 0).data() is None
    assert "broken" in caplog.text
    failures: list[object] = []
    model.failed.connect(failures.append)
    source.error = EnvironmentProblem("Baza jest zajęta.")
    assert model.index(PAGE, 0).data() is None
    assert model.index(PAGE, 0).data() is None
    assert failures == [source.error]


def test_a_refused_query_leaves_the_table_empty_and_says_so(qtbot: QtBot) -> None:
    source = _places(3)
    source.error = EnvironmentProblem("Baza jest zajęta.")
    model: RecordTableModel[Place] = RecordTableModel(source, PLACE_COLUMNS)
    with qtbot.waitSignal(model.failed):
        model.load(Query())
    assert model.rowCount() == 0


def test_a_two_line_cell_is_read_out_whole(qtbot: QtBot) -> None:
    model: RecordTableModel[Place] = RecordTableModel(Places([Place(1, "Łódź", "miasto")]), PLACE_COLUMNS)
    model.load(Query())
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Łódź, miasto"


def test_a_refresh_keeps_chosen_records_and_scroll_position(qtbot: QtBot) -> None:
    source = _places(300)
    table = _table(source, qtbot)
    table.select_row(120)
    table.scrollTo(table.model().index(120, 0), RecordTable.ScrollHint.PositionAtCenter)
    before = table.verticalScrollBar().value()
    assert before > 0
    table.reload()
    assert [place.id for place in table.selected_records()] == [120]
    assert table.verticalScrollBar().value() == before
    del source.places[0]
    table.reload()
    assert table.current_record() == Place(120, "Miejscowość 00120", county="a")
    assert table.currentIndex().row() == 119


def test_long_names_wrap_instead_of_being_cut(qtbot: QtBot) -> None:
    long_name = "Zezwolenie na sprzedaż napojów alkoholowych do spożycia poza miejscem sprzedaży w gminie"
    table = _table(Places([Place(1, "Krótka", "a"), Place(2, long_name, "b")]), qtbot)
    table.resize(420, 400)
    assert table.rowHeight(1) > table.rowHeight(0)


def test_the_flexible_column_fills_the_width_and_layout_is_remembered(qtbot: QtBot) -> None:
    layouts = MemoryLayouts()
    table = _table(_places(3), qtbot, layouts)
    header = table.horizontalHeader()
    assert header.length() == table.viewport().width()
    assert table.isColumnHidden(3)
    menu = table.column_menu(table)
    (notes,) = [action for action in menu.actions() if action.text() == "Uwagi"]
    notes.setChecked(True)
    assert not table.isColumnHidden(3)
    table.setColumnWidth(0, 111)
    header.moveSection(0, 2)
    again = _table(_places(3), qtbot, layouts)
    assert not again.isColumnHidden(3)
    assert again.columnWidth(0) == pytest.approx(111, abs=1)
    assert again.horizontalHeader().visualIndex(0) == 2
    again.reset_layout()
    assert again.isColumnHidden(3)
    assert again.horizontalHeader().visualIndex(0) == 0


@pytest.mark.parametrize("junk", ["", "nie json", "[]", '{"widths": {"name": "x"}}', json.dumps({"order": [1, None]})])
def test_a_damaged_layout_is_forgotten(qtbot: QtBot, junk: str) -> None:
    layouts = MemoryLayouts()
    layouts.kept["table/places"] = junk
    table = _table(_places(3), qtbot, layouts)
    assert not table.isColumnHidden(1)


def test_enter_opens_and_letters_go_to_the_search_field(qtbot: QtBot, type_text: Callable[[Any, str], None]) -> None:
    table = _table(_places(3), qtbot)
    table.select_row(2)
    with qtbot.waitSignal(table.open_requested) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [Place(2, "Miejscowość 00002")]
    typed: list[str] = []
    table.typed.connect(typed.append)
    type_text(table, "żó")
    assert typed == ["ż", "ó"]


def test_a_click_on_a_header_sorts_up_down_and_not_at_all(qtbot: QtBot) -> None:
    table = _table(_places(3), qtbot)
    seen: list[object] = []
    table.sort_changed.connect(seen.append)
    header = table.horizontalHeader()
    for _click in range(3):
        position = header.sectionViewportPosition(1) + 8
        place = header.rect().topLeft()
        place.setX(position)
        place.setY(5)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert seen == [("name", False), ("name", True), None]


def test_the_order_of_rows_is_remembered_until_the_layout_is_reset(qtbot: QtBot) -> None:
    layouts = MemoryLayouts()
    table = _table(_places(3), qtbot, layouts)
    table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    again = _table(_places(3), qtbot, layouts)
    assert again.sort == ("name", True)
    assert again.horizontalHeader().sortIndicatorSection() == 1
    assert again.horizontalHeader().sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
    again.reset_layout()
    assert _table(_places(3), qtbot, layouts).sort is None


@pytest.mark.parametrize("saved", ['["gone", false]', '"name"', "[]", '["note", true]', "7"])
def test_an_order_that_no_column_gives_is_forgotten(qtbot: QtBot, saved: str) -> None:
    layouts = MemoryLayouts()
    layouts.kept["table/places"] = f'{{"sort": {saved}}}'
    assert _table(_places(3), qtbot, layouts).sort is None


def test_a_narrow_table_folds_its_last_columns_instead_of_scrolling_sideways(qtbot: QtBot) -> None:
    def said(key: str, width: int, *, tone: Tone | None = None, flexible: bool = False) -> Column[Place]:
        return Column(
            key=key,
            title=key,
            text=lambda _: key,
            width=width,
            tone=(lambda _: tone) if tone else None,
            flexible=flexible,
        )

    columns = (said("name", 15, flexible=True), said("county", 12), said("state", 14, tone=Tone.OK), said("day", 12))
    model: RecordTableModel[Place] = RecordTableModel(_places(3), columns)
    table = RecordTable(model, name="Miejscowości", key="places")
    model.setParent(table)
    qtbot.addWidget(table)
    table.show()
    char, shown = table.fontMetrics().horizontalAdvance("0"), []
    for digits in (70, 46, 33):
        table.resize(char * digits + table.verticalScrollBar().sizeHint().width(), 300)
        shown.append([column.key for n, column in enumerate(columns) if not table.isColumnHidden(n)])
    assert shown == [["name", "county", "state", "day"], ["name", "county", "state"], ["name", "state"]]
