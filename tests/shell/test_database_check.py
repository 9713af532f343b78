"""The look after opening says nothing when all is well; damage stays on the screen; the report tells all."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QTableWidget

from app.shell import main_window
from app.shell.check_report import CheckWindow, report_text
from app.shell.database_check import DatabaseCheck
from app.shell.panels import DeedLine
from db.check import BrokenReference, CheckReport, check
from db.engine import connect
from tests.shell.windows import Desk
from tests.widgets.fakes import FakeDialogs

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


def damage(path: Path) -> None:
    """Overwrite the second half, as a failing disk would; the window's connections still hold the file."""
    with path.open("r+b") as file:
        size = path.stat().st_size
        file.seek(size // 8192 * 4096)
        file.write(b"\xa5" * (size // 2))


def looked(desk: Desk, path: Path, key: bytes | None = None) -> DatabaseCheck:
    window = desk.window
    found = DatabaseCheck(window, window.jobs, desk.dialogs, window.status, path, key)
    found.look()
    desk.settle()
    return found


def test_sound_database_is_not_mentioned(demo: Desk, demo_database: Path) -> None:
    said = demo.said
    assert looked(demo, demo_database).line is None
    assert (demo.dialogs.refused, demo.dialogs.informed, demo.said) == ([], [], said)


def test_damage_is_told_and_stays_on_the_screen(demo: Desk, database: Path) -> None:
    damage(database)
    found = looked(demo, database)
    (refusal,) = demo.dialogs.refused
    assert "uszkodzona" in str(refusal)
    assert str(database) in str(refusal)
    assert isinstance(found.line, DeedLine)
    assert found.line.isVisible()
    assert found.line.text() == "Baza danych jest uszkodzona"
    found.look()
    demo.settle()
    assert len(demo.window.findChildren(DeedLine, "database_damaged")) == 1


def test_damage_at_the_beginning_is_not_taken_for_another_file(demo: Desk, database: Path) -> None:
    with database.open("r+b") as file:
        file.write(b"\0" * 64)
    assert looked(demo, database).line is not None


def test_a_file_that_is_gone_is_left_to_the_next_deed(demo: Desk, tmp_path: Path) -> None:
    assert looked(demo, tmp_path / "nie-ma.db").line is None
    assert demo.dialogs.refused == []


def test_window_looks_after_opening(demo: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[DatabaseCheck] = []

    def look(self: DatabaseCheck) -> None:
        asked.append(self)

    monkeypatch.setattr(DatabaseCheck, "look", look)
    monkeypatch.setattr(main_window, "_LOOK_MS", 0)
    demo.window.neighbours.stop()
    demo.window._start_watching()
    demo.until(lambda: bool(asked))
    assert len(asked) == 1


def test_report_counts_and_can_be_saved(demo: Desk, demo_database: Path, tmp_path: Path) -> None:
    demo.window._check_database()
    demo.settle()
    window: CheckWindow = demo.dialog(CheckWindow)
    table = window.findChild(QTableWidget, "tables")
    assert table is not None
    model = table.model()
    rows = {model.index(row, 0).data(): model.index(row, 1).data() for row in range(table.rowCount())}
    assert rows["Karty usług"] == "20"
    assert window.findChild(QPlainTextEdit, "faults") is None
    target = demo.dialogs.save_path = tmp_path / "wynik.txt"
    save = next(button for button in window.findChildren(QPushButton) if "Zapisz" in button.text())
    save.click()
    text = target.read_text(encoding="utf-8")
    assert "Baza danych jest cała" in text
    assert "Karty usług: 20" in text
    demo.dialogs.save_path = demo_database
    before = demo_database.read_bytes()
    save.click()
    assert "nie nadpisać" in str(demo.dialogs.refused[-1])
    assert demo_database.read_bytes() == before
    window.close()


def test_report_of_a_damaged_database_lists_what_is_wrong(demo: Desk, database: Path) -> None:
    connection = connect(database)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'employee'").fetchone()
    connection.close()
    with database.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xa5" * 4096)
    report = check(database)
    window = CheckWindow(report, NOW, FakeDialogs(), demo.window)
    window.show()
    found = window.findChild(QPlainTextEdit, "faults")
    assert found is not None
    assert found.toPlainText().count("Uszkodzenie:") == len(report.faults) > 0
    window.close()


def test_text_of_a_report() -> None:
    report = CheckReport(
        Path("urzad.db"),
        2,
        2,
        2_500_000,
        ("row 7 missing",),
        (BrokenReference("fee", 3, "card"),),
        {"unit": 14, "x": 2},
    )
    text = report_text(report, NOW)
    for part in (
        "Baza danych jest uszkodzona",
        "Wielkość: 2,4 MB",
        "Sprawdzono: 22.11.2026, 10:00",
        "Uszkodzenie: row 7 missing",
        "Zerwane powiązanie: fee (wiersz 3) → card",
        "Komórki organizacyjne: 14",
        "x: 2",
    ):
        assert part in text
