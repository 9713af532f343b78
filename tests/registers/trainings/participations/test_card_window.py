"""Participation cards typed in by keys alone: how many presses one takes, who comes next, what is refused."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap import Services
from app.registers.trainings.participations.domain import Attendance, Card, Outcome, Step
from app.registers.trainings.participations.tab import ParticipationsTab
from app.registers.trainings.participations.windows.card_window import CardWindow
from app.registers.trainings.participations.windows.ways import Way
from tests.keyboard import press, type_text
from tests.registers.trainings.people import CARD, People, add_course, add_person, attended
from tests.shell.windows import Desk, desk

Key = Qt.Key
WITHOUT_TEXTS, WITH_RECOMMENDATION = 7, 9
"""Presses for one card: six marks and Ctrl+Enter; the same with „Tak” and Enter over the texts."""


@pytest.fixture
def office(qapp: QApplication, services: Services, people: People) -> Iterator[Desk]:
    """Three people were at a training, one was not."""
    course = add_course(services)
    third = add_person(services, "Zając", people.unit, number="19")
    for number in (people.clerk, people.other, third):
        attended(services, course.id, number)
    attended(services, course.id, people.head, Attendance.ABSENT)
    with desk(qapp, services) as opened:
        yield opened


def opened(office: Desk) -> CardWindow:
    tab = office.window.go_to("participations")
    assert isinstance(tab, ParticipationsTab)
    office.settle()
    tab.cards_action.trigger()
    office.settle()
    window = office.dialog(CardWindow)
    assert isinstance(window, CardWindow)
    window.activateWindow()
    office.until(window.isActiveWindow)
    return window


class Hands:
    """Somebody at the keyboard; counts the presses."""

    def __init__(self, office: Desk) -> None:
        self._office, self.presses = office, 0

    def type(self, text: str) -> None:
        """Into whatever has the focus; a line break is Enter."""
        for char in text:
            focus = QApplication.focusWidget()
            assert focus is not None
            type_text(focus, char)
            self.presses += 1
        self._office.settle()

    def save(self) -> None:
        """Ctrl+Enter."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.presses += 1
        self._office.settle()


def stored(services: Services) -> list[Any]:
    return [each for each in services.participations.all() if each.mean is not None]


def test_a_card_takes_seven_presses_and_the_next_person_is_open_at_once(office: Desk, services: Services) -> None:
    window, hands = opened(office), Hands(office)
    first = window.current
    assert first is not None
    assert QApplication.focusWidget() is window.editor.marks["content"]
    hands.type("545344")
    hands.save()
    (card,) = stored(services)
    assert (card.content, card.lecturer, card.usefulness, card.materials, card.organisation, card.value) == (
        *(5, 4, 5, 3, 4, 4),
    )
    assert (card.id, card.waiting_for, card.steps[-1].actor) == (first.id, Step.READ_CARD, card.person)
    assert hands.presses == WITHOUT_TEXTS
    assert window.current is not None
    assert window.current.id != first.id
    assert QApplication.focusWidget() is window.editor.marks["content"]


def test_enter_goes_through_the_texts_and_saves_at_the_end(office: Desk, services: Services) -> None:
    window, hands = opened(office), Hands(office)
    hands.type("455454\nt\n")
    office.settle()
    (card,) = stored(services)
    assert (card.recommended, card.applied, card.complaint) == (True, "", "")
    assert hands.presses == WITH_RECOMMENDATION
    assert window.isVisible()


def test_a_card_typed_wrongly_is_corrected_where_it_stands(office: Desk, services: Services) -> None:
    people = services.participations.cards_to_fill()
    found = services.participations.fill_card(people[0].id, people[0].version, people[0].ends_on, CARD).record
    tab = office.window.go_to("participations")
    assert isinstance(tab, ParticipationsTab)
    tab.desk.take(Way.CORRECT_CARD, found)
    office.settle()
    window = office.dialog(CardWindow)
    assert isinstance(window, CardWindow)
    window.activateWindow()
    office.until(window.isActiveWindow)
    assert window.editor.card() == CARD
    hands = Hands(office)
    hands.type("1")
    hands.save()
    (card,) = stored(services)
    assert (card.content, card.lecturer, card.steps) == (1, CARD.lecturer, found.steps)


def test_texts_are_kept_with_shift_enter_as_a_new_line(office: Desk, services: Services) -> None:
    window, hands = opened(office), Hands(office)
    hands.type("333333Nowe wzory")
    QTest.keyClick(window.editor.applied, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    hands.type("i terminy\nnZa krótko\n")
    office.settle()
    (card,) = stored(services)
    assert (card.applied, card.recommended, card.complaint) == ("Nowe wzory\ni terminy", False, "Za krótko")


def test_all_cards_one_after_another_close_the_window_and_the_last_can_be_undone(
    office: Desk, services: Services
) -> None:
    opened(office)
    hands = Hands(office)
    for _ in range(3):
        hands.type("444444")
        hands.save()
    assert len(stored(services)) == 3
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, CardWindow) and each.isVisible()]
    office.to_front()
    office.window.tab("participations").table.setFocus()
    office.shortcut(Key.Key_Z)
    office.settle()
    assert len(stored(services)) == 2
    assert [each.waiting_for for each in services.participations.cards_to_fill()] == [Step.FILL_CARD]


@pytest.mark.parametrize(
    ("typed", "mark", "row"),
    [("5", 5, "lecturer"), ("9", None, "content"), ("0", None, "content"), ("x", None, "content")],
)
def test_only_digits_of_the_scale_are_marks(office: Desk, typed: str, mark: int | None, row: str) -> None:
    window, hands = opened(office), Hands(office)
    hands.type(typed)
    assert window.editor.card().content == mark
    assert QApplication.focusWidget() is window.editor.marks[row]


def test_arrows_and_backspace_change_a_mark_without_going_on(office: Desk) -> None:
    window = opened(office)
    row = window.editor.marks["content"]
    for key, mark in ((Key.Key_Right, 1), (Key.Key_Right, 2), (Key.Key_Left, 1), (Key.Key_Backspace, None)):
        press(row, key)
        assert window.editor.card().content == mark
        assert row.hasFocus()
    press(row, Key.Key_Down)
    assert window.editor.marks["lecturer"].hasFocus()


def test_a_blank_card_and_a_day_before_the_training_are_refused_with_a_sentence(
    office: Desk, services: Services
) -> None:
    window, hands = opened(office), Hands(office)
    hands.save()
    assert window.status.text().startswith("Karta jest pusta.")
    hands.type("4")
    window.day.load(date(2026, 11, 1))
    hands.save()
    assert window.status.text().startswith("Dzień:")
    assert not stored(services)
    assert window.day.focus_target().hasFocus()


def test_leaving_with_something_typed_asks_first(office: Desk) -> None:
    window, hands = opened(office), Hands(office)
    hands.type("44")
    window.reject()
    assert window.isVisible()
    assert office.dialogs.asked[-1][0] == "Niezapisana karta"
    office.dialogs.answer = "Porzuć tę kartę"
    window.reject()
    assert not window.isVisible()


def test_who_was_absent_has_no_card_and_rows_name_themselves(office: Desk, people: People) -> None:
    window = opened(office)
    listed = [window.list.item(row).text() for row in range(window.list.count())]
    assert listed == ["Nowak Ewa (nr 17, RF)", "Nowak Ewa (nr 18, RF)", "Zając Ewa (RF)"]
    row = window.editor.marks["value"]
    assert row.accessibleName() == "Wartość w stosunku do ceny: bez odpowiedzi"
    row.choose(2)
    assert row.accessibleName() == "Wartość w stosunku do ceny: 3"
    assert window.editor.card() == Card(value=3)


def test_next_person_without_saving_goes_round(office: Desk) -> None:
    window = opened(office)
    seen = []
    for _ in range(4):
        assert window.current is not None
        seen.append(window.current.id)
        QTest.keyClick(window, Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert seen[0] == seen[3]
    assert len(set(seen)) == 3
    assert Outcome.OPEN is window.current.outcome  # type: ignore[union-attr]
