"""Filters: counts, single and several choices, values that turn up later."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton
from pytestqt.qtbot import QtBot

from app.widgets.filter_panel import FilterGroup, FilterPanel, _fitting

_GROUPS = (
    FilterGroup(key="unit", title="Komórka", label={"2": "Łąki", "1": "Zieleń", "3": "Lasy"}.__getitem__, single=True),
    FilterGroup(key="status", title="Stan", label=str.upper, options=("a", "b")),
)


def _panel(qtbot: QtBot) -> FilterPanel:
    panel = FilterPanel(_GROUPS)
    qtbot.addWidget(panel)
    panel.show_counts({"unit": {"1": 4, "2": 7}, "status": {"a": 11}})
    panel.show()
    return panel


def _choice(panel: FilterPanel, name: str) -> QAbstractButton:
    button = panel.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    return button


def test_choices_are_named_with_their_numbers(qtbot: QtBot) -> None:
    panel = _panel(qtbot)
    assert _choice(panel, "1").accessibleName() == "Zieleń, pozycji: 4"
    assert _choice(panel, "all").accessibleName() == "Wszystkie, pozycji: 11"
    assert _choice(panel, "b").accessibleName() == "B, pozycji: 0"


def test_numbers_that_overlap_are_not_added_up(qtbot: QtBot) -> None:
    panel = FilterPanel((replace(_GROUPS[0], overlapping=True),))
    qtbot.addWidget(panel)
    panel.show_counts({"unit": {"1": 4, "2": 7}})
    assert _choice(panel, "all").accessibleName() in {"", "Wszystkie"}
    assert _choice(panel, "2").accessibleName() == "Łąki, pozycji: 7"


def test_new_values_take_their_alphabetical_place(qtbot: QtBot) -> None:
    panel = _panel(qtbot)
    panel.show_counts({"unit": {"1": 4, "2": 7, "3": 1}})
    panel.resize(300, 600)
    qtbot.waitUntil(lambda: _choice(panel, "1").y() > _choice(panel, "2").y() > _choice(panel, "3").y())


def test_one_choice_of_a_single_group_speaks_once(qtbot: QtBot) -> None:
    panel = _panel(qtbot)
    seen: list[object] = []
    panel.changed.connect(seen.append)
    _choice(panel, "1").click()
    _choice(panel, "2").click()
    _choice(panel, "all").click()
    assert seen == [{"unit": frozenset({"1"})}, {"unit": frozenset({"2"})}, {}]


def test_check_boxes_are_alternatives(qtbot: QtBot) -> None:
    panel = _panel(qtbot)
    _choice(panel, "a").click()
    QTest.keyClick(_choice(panel, "b"), Qt.Key.Key_Space)
    assert panel.values() == {"status": frozenset({"a", "b"})}


def test_clearing_is_offered_only_when_something_is_left_out(qtbot: QtBot) -> None:
    panel = _panel(qtbot)
    button = panel.findChild(QPushButton, "clear_filters")
    assert isinstance(button, QPushButton)
    assert not button.isVisible()
    panel.choose({"status": frozenset({"a"}), "unit": frozenset({"3"})})
    assert button.isVisible()
    assert panel.values() == {"status": frozenset({"a"}), "unit": frozenset({"3"})}
    button.click()
    assert panel.values() == {}
    assert _choice(panel, "all").isChecked()


def test_long_names_wrap_and_keep_their_height(qtbot: QtBot) -> None:
    groups = (FilterGroup(key="unit", title="Komórka", label=lambda _value: "Referat Gospodarki Przestrzennej i Dróg"),)
    panel = FilterPanel(groups)
    qtbot.addWidget(panel)
    panel.show_counts({"unit": {"1": 4}})
    panel.resize(170, 400)
    panel.show()
    button = _choice(panel, "1")
    qtbot.waitUntil(lambda: button.height() >= 2 * button.fontMetrics().height())


@pytest.mark.parametrize(
    ("word", "letters", "lines"),
    [
        ("niepotwierdzona", 13, "niepotwier-\ndzona"),
        ("niepełnosprawność", 13, "niepełno-\nsprawność"),
        ("osób z niepełnosprawnościami", 40, "osób z niepełnosprawnościami"),
    ],
)
def test_a_word_wider_than_its_line_is_divided_between_syllables(word: str, letters: int, lines: str) -> None:
    assert _fitting(word, len, letters) == lines
