"""The window: pages, filters, charts or tables, files, and words for an office without evaluations."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap import Services
from app.registers.evaluations.statistics import words
from app.registers.evaluations.statistics.windows.statistics_window import StatisticsWindow
from tests.registers.evaluations.statistics.office import evaluated
from tests.shell import windows
from tests.shell.windows import Desk


@pytest.fixture
def desk(qapp: QApplication, services: Services) -> Iterator[Desk]:
    with windows.desk(qapp, services) as opened_desk:
        yield opened_desk


def opened(desk: Desk) -> StatisticsWindow:
    """As a person opens it: from the menu of the register."""
    tab = desk.window.go_to("evaluations")
    desk.settle()
    next(action for action in tab.more_menu.actions() if action.objectName() == "evaluation_statistics").trigger()
    desk.settle()
    found: StatisticsWindow = desk.dialog(StatisticsWindow)
    return found


def choose(desk: Desk, window: StatisticsWindow, title: str) -> None:
    titles = [window.tabs.tabText(number) for number in range(window.tabs.count())]
    window.tabs.setCurrentIndex(titles.index(title))
    desk.settle()


def test_every_page_shows_charts_and_the_same_as_tables(desk: Desk) -> None:
    evaluated(desk.services)
    window = opened(desk)
    for title in words.PAGES.values():
        window.as_tables.setChecked(False)
        choose(desk, window, title)
        charts = [view.chart for view in window.view.charts]
        assert charts, title
        window.as_tables.setChecked(True)
        assert [table.accessibleName() for table in window.view.tables] == [chart.title for chart in charts if chart]
        assert title == words.PAGES[words.RATERS] or all(table.rowCount() for table in window.view.tables)
    window.close()


def test_a_chosen_unit_is_what_the_page_is_about(desk: Desk) -> None:
    evaluated(desk.services)
    window = opened(desk)
    for number in range(1, window.unit.count()):
        window.unit.setCurrentIndex(number)
        desk.settle()
        assert window._shown is not None
        assert window._shown.sentences[0].startswith(window.unit.itemText(number))
    window.close()


def test_an_office_without_evaluations_is_told_what_to_do(desk: Desk) -> None:
    window = opened(desk)
    assert window._shown is not None
    assert window._shown.sentences == (words.EMPTY,)
    assert not window.pdf_button.isEnabled()
    window.close()


def test_files_are_saved(desk: Desk, tmp_path: Path) -> None:
    evaluated(desk.services)
    window = opened(desk)
    for button, name in ((window.pdf_button, "s.pdf"), (window.workbook_button, "s.xlsx")):
        desk.dialogs.save_path = tmp_path / name
        button.click()
        desk.settle()
        assert (tmp_path / name).stat().st_size > 1000
        assert name in window.state.text()
    window.close()
