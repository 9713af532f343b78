"""The lines of „Wymaga uwagi”: their order, what a cut list keeps, what is told of them, where the focus goes."""

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.shell.attention_list import AttentionList, Line, UrgencyHeading
from app.shell.panels import DeedLine
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Urgency


class Sheet:
    """A list under a field, and what its lines were asked to show."""

    def __init__(self) -> None:
        self.window, self.field, self.list, self.after = QWidget(), QLineEdit(), AttentionList(), QLineEdit()
        rows = QVBoxLayout(self.window)
        for widget in (self.field, self.list, self.after):
            rows.addWidget(widget)
        self.list.follow(self.field)
        self.opened: list[str] = []
        self.window.resize(600, 400)
        self.window.show()
        self.window.activateWindow()

    def show(self, *tones: Tone, own: int = 0) -> None:
        """Lines of these tones, named by their places, under so many of the desk's own."""
        lines = [self.line(f"line {place}", Attention("", tone).urgency) for place, tone in enumerate(tones)]
        self.list.show_lines([*lines, *(self.line(f"own {place}", None) for place in range(own))])

    def line(self, text: str, urgency: Urgency | None) -> Line:
        """One line."""
        return Line("cards", text, lambda: self.opened.append(text), "" if urgency is None else "Karty usług", urgency)

    @property
    def buttons(self) -> list[DeedLine]:
        """What can be pressed, from above."""
        found = [button for button in self.list.findChildren(DeedLine) if button.isVisible()]
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        return sorted(found, key=QWidget.y)

    @property
    def texts(self) -> list[str]:
        """What can be pressed, in words."""
        return [button.text() for button in self.buttons]


@pytest.fixture
def sheet(qapp: QApplication) -> Iterator[Sheet]:
    made = Sheet()
    yield made
    made.window.close()
    made.window.deleteLater()


def test_the_most_urgent_come_first_under_counted_headings_and_else_the_order_stays(sheet: Sheet) -> None:
    sheet.show(Tone.QUIET, Tone.WARNING, Tone.DANGER, Tone.OK, Tone.WARNING, Tone.DANGER, own=1)
    assert sheet.texts == ["own 0", "line 2", "line 5", "line 1", "line 4", "line 0", "line 3"]
    headings = sorted(sheet.list.findChildren(UrgencyHeading), key=QWidget.y)
    assert [each.text() for each in headings] == ["Pilne (2)", "Do załatwienia (2)", "Do wiadomości (2)"]
    assert sheet.buttons[0].y() < headings[0].y() < sheet.buttons[1].y() < sheet.buttons[2].y() < headings[1].y()


@pytest.mark.parametrize(
    ("tones", "shown", "more"),
    [
        ([Tone.WARNING] * 14, 14, ""),
        ([Tone.WARNING] * 15, 12, "Pokaż pozostałe (3)"),
        ([Tone.QUIET] * 9 + [Tone.DANGER] * 16, 16, "Pokaż pozostałe (9)"),
        ([Tone.QUIET] * 2 + [Tone.DANGER] * 16, 18, ""),
        ([Tone.DANGER] * 20, 20, ""),
    ],
)
def test_a_long_list_is_cut_where_it_is_worth_a_line_and_never_among_the_urgent(
    sheet: Sheet, tones: Sequence[Tone], shown: int, more: str
) -> None:
    sheet.show(*tones, own=2)
    assert sheet.texts[2 + shown :] == ([more] if more else [])
    urgent = {f"line {place}" for place, tone in enumerate(tones) if tone is Tone.DANGER}
    assert urgent <= set(sheet.texts)


def test_the_button_says_how_the_list_stands_and_keeps_the_focus(sheet: Sheet) -> None:
    sheet.show(*[Tone.WARNING] * 15)
    more = sheet.buttons[-1]
    told = QAccessible.queryAccessibleInterface(more)
    assert told.role() == QAccessible.Role.Button
    more.setFocus()
    for text, state, number in (
        ("Pokaż pozostałe (3)", "lista zwinięta", 13),
        ("Pokaż mniej", "lista rozwinięta", 16),
        ("Pokaż pozostałe (3)", "lista zwinięta", 13),
    ):
        assert (told.text(QAccessible.Text.Name), told.text(QAccessible.Text.Description)) == (text, state)
        assert len(sheet.buttons) == number
        assert sheet.buttons[-1] is more
        assert more.hasFocus()
        QTest.keyClick(more, Qt.Key.Key_Space)
    sheet.show(*[Tone.WARNING] * 16)
    assert sheet.texts[-1] == "Pokaż mniej", "what was chosen holds for what the registers tell later"


def test_a_line_tells_a_screen_reader_its_register_and_urgency(sheet: Sheet) -> None:
    sheet.show(Tone.DANGER)
    name = QAccessible.queryAccessibleInterface(sheet.buttons[0]).text(QAccessible.Text.Name)
    assert name == "Karty usług: line 0, pilne"


def test_the_focus_stays_on_its_line_or_in_its_place(sheet: Sheet) -> None:
    sheet.show(Tone.WARNING, Tone.WARNING, Tone.WARNING)
    sheet.buttons[1].setFocus()
    sheet.show(Tone.WARNING, Tone.WARNING, Tone.DANGER, Tone.DANGER)
    assert sheet.buttons[sheet.texts.index("line 1")].hasFocus()
    sheet.show(Tone.WARNING, own=1)
    assert sheet.buttons[1].hasFocus(), "the line is gone: the last one in its stead"
    QTest.keyClick(sheet.buttons[1], Qt.Key.Key_Space)
    assert sheet.opened == ["line 0"]


def test_tab_goes_down_the_list_as_it_is_seen_and_then_on(sheet: Sheet) -> None:
    sheet.show(Tone.QUIET, Tone.WARNING)
    sheet.show(Tone.QUIET, Tone.WARNING, Tone.DANGER, *[Tone.QUIET] * 12)
    sheet.field.setFocus()
    reached: list[QWidget] = []
    for _ in range(14):
        QTest.keyClick(sheet.window.focusWidget(), Qt.Key.Key_Tab)
        reached.append(sheet.window.focusWidget())
    assert reached == [*sheet.buttons, sheet.after]


def test_in_a_narrow_list_words_wrap_and_the_register_stands_below(sheet: Sheet) -> None:
    text = "19 organizacji nie potwierdziło danych w terminie rundy"
    sheet.list.show_lines([sheet.line(text, Urgency.WAITING)])
    (button,) = sheet.buttons
    wide, room = button.sizeHint(), sheet.list.room
    assert (button.height(), room) == (wide.height(), wide.width())
    assert button.heightForWidth(room - 1) > wide.height()
    assert button.heightForWidth(room // 3) > button.heightForWidth(room - 1)
    assert sheet.list.minimumSizeHint().width() < room // 2
