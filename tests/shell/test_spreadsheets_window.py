"""The clerk's way through spreadsheets in the real window: out, changed, tried out, taken over, and nothing twice."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QTableWidget

from app.widgets.import_window import ImportWindow
from tests.shell.windows import Desk


@pytest.fixture
def sheet(demo: Desk, tmp_path: Path) -> Path:
    """The cards written by the window itself."""
    path = tmp_path / "karty.csv"
    demo.dialogs.save_path = path
    demo.cards().export_action.trigger()
    demo.settle()
    assert demo.said == "Zapisano karty w pliku karty.csv."
    return path


def try_out(desk: Desk, path: Path) -> ImportWindow:
    desk.dialogs.open_path = path
    desk.cards().import_action.trigger()
    desk.settle()
    window = desk.dialog(ImportWindow)
    assert isinstance(window, ImportWindow)
    return window


def buttons(window: ImportWindow) -> dict[str, QPushButton]:
    return {button.text(): button for button in window.findChildren(QPushButton)}


def test_what_was_written_changes_nothing_when_it_is_read(demo: Desk, sheet: Path) -> None:
    window = try_out(demo, sheet)
    assert list(buttons(window)) == ["Zamknij"], "there is nothing to save"
    buttons(window)["Zamknij"].click()


def test_good_rows_are_saved_bad_ones_named_and_the_second_time_changes_nothing(demo: Desk, sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8-sig")
    assert "Wpis do CEIDG" in text
    changed = text.replace("Wpis do CEIDG", "Wpis do ewidencji")
    broken = changed.replace("SO-03;Zameldowanie na pobyt czasowy", "SO-03;")
    assert broken != changed
    sheet.write_text(broken, encoding="utf-8-sig")
    before = demo.services.cards.by_symbol("SO-03")
    window = try_out(demo, sheet)
    table = window.findChild(QTableWidget, "refused_rows")
    assert table is not None
    assert table.rowCount() == 1
    reason = table.item(0, 4)
    assert reason is not None
    assert "wymagane" in reason.text()
    card = demo.services.cards.by_symbol("DG-02")
    assert card is not None
    assert card.name == "Wpis do CEIDG", "a trial saves nothing"
    buttons(window)["Zapisz dobre wiersze"].click()
    demo.settle()
    card = demo.services.cards.by_symbol("DG-02")
    assert card is not None
    assert card.name == "Wpis do ewidencji"
    assert demo.services.cards.by_symbol("SO-03") == before
    assert demo.said.startswith("Wczytano karty.csv")
    assert "Wpis do ewidencji" in [record.name for row in range(20) if (record := demo.cards().model.record(row))]
    again = try_out(demo, sheet)
    assert list(buttons(again)) == ["Zamknij"]
    again.close()


def test_file_that_is_no_sheet_is_refused_with_a_sentence(demo: Desk, tmp_path: Path) -> None:
    path = tmp_path / "karty.xlsx"
    path.write_bytes(b"PK\x03\x04 to nie jest skoroszyt")
    demo.dialogs.open_path = path
    demo.cards().import_action.trigger()
    demo.settle()
    (refusal,) = demo.dialogs.refused
    assert "skoroszytu jest uszkodzony" in str(refusal)


def test_export_into_a_folder_that_is_gone_is_refused_with_a_sentence(demo: Desk, tmp_path: Path) -> None:
    demo.dialogs.save_path = tmp_path / "nie-ma" / "karty.xlsx"
    demo.cards().export_action.trigger()
    demo.settle()
    assert len(demo.dialogs.refused) == 1
