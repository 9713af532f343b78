"""A day typed as people type it, with a calendar for those who look for it."""

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPalette, QShortcut, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QToolButton, QVBoxLayout, QWidget

from app.core.dates import format_date, parse_date
from app.core.problems import Problem
from app.widgets.forms.line_editors import ValueLineEditor
from app.widgets.forms.reading import Reading
from app.widgets.icons import dress
from app.widgets.theme import colors


class CalendarPopup(QWidget):
    """A calendar in Polish that closes with Esc and gives a day with Enter or a click."""

    def __init__(self, owner: "DateEditor") -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self._owner = owner
        self.calendar = QCalendarWidget(self)
        self.calendar.setLocale(QLocale(QLocale.Language.Polish, QLocale.Country.Poland))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setAccessibleName(self.tr("Kalendarz"))
        self._quieten()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.calendar)
        self.calendar.clicked.connect(self._on_chosen)
        self.calendar.activated.connect(self._on_chosen)

    def open_at(self, day: date, below: QWidget) -> None:
        """Show under a widget with the day selected."""
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        size = self.sizeHint()
        place = below.mapToGlobal(QPoint(0, below.height()))
        room = below.screen().availableGeometry()
        if place.y() + size.height() > room.bottom():
            place.setY(below.mapToGlobal(QPoint(0, 0)).y() - size.height())
        place.setX(max(room.left(), min(place.x(), room.right() - size.width())))
        self._quieten()
        self.move(place)
        self.show()
        self.calendar.setFocus()

    def _quieten(self) -> None:
        """Icons and colours of the program instead of Qt's green arrows and red Saturdays."""
        weekend = QTextCharFormat()
        weekend.setForeground(colors(self.palette()).color("danger"))
        plain = QTextCharFormat()
        plain.setForeground(colors(self.palette()).color("ink"))
        self.calendar.setWeekdayTextFormat(Qt.DayOfWeek.Saturday, plain)
        self.calendar.setWeekdayTextFormat(Qt.DayOfWeek.Sunday, weekend)
        arrows = (
            ("qt_calendar_prevmonth", "left", self.tr("Poprzedni miesiąc")),
            ("qt_calendar_nextmonth", "right", self.tr("Następny miesiąc")),
        )
        for name, drawing, spoken in arrows:
            button = self.calendar.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                dress(button, drawing, QPalette.ColorRole.HighlightedText)
                button.setAccessibleName(spoken)
                button.setToolTip(spoken)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _on_chosen(self, day: QDate) -> None:
        self.close()
        self._owner.put(format_date(date(day.year(), day.month(), day.day())))


class DateEditor(ValueLineEditor):
    """A calendar day; ``1.9.2026`` and ``2026-09-01`` are the same. Alt+Down opens the calendar.

    Where the draft has no place for „no day”, ``required`` keeps the last one and reports the blank.
    """

    code = "bad_date"

    def __init__(self, *, required: bool = False, example: str = "", parent: QWidget | None = None) -> None:
        super().__init__(example=example or "dd.mm.rrrr", parent=parent)
        self._required = required
        self._last: date | None = None
        self._popup: CalendarPopup | None = None
        self._action = QAction(self.tr("Otwórz kalendarz (Alt+strzałka w dół)"), self)
        self._action.triggered.connect(self._on_calendar_wanted)
        self.line.addAction(self._action, QLineEdit.ActionPosition.TrailingPosition)
        dress(self._action, "calendar")
        for keys in ("Alt+Down", "F4"):
            shortcut = QShortcut(QKeySequence(keys), self.line)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._on_calendar_wanted)

    def load(self, value: Any) -> None:
        super().load(value)
        self._last = value

    def read(self) -> Reading:
        reading = super().read()
        if not self._required or reading.value is not None:
            return reading
        if self._last is None and not self.text().strip():
            # nothing was there before: the draft says by itself what it lacks
            return reading
        problems = reading.problems or (Problem("", "required"),)
        return Reading(self._last, problems, {"": self.text()})

    def tidy(self) -> None:
        if not self.read().problems:
            super().tidy()

    def parsed(self, text: str) -> date:
        return parse_date(text)

    def written(self, value: Any) -> str:
        return format_date(value)

    def set_read_only(self, on: bool) -> None:
        super().set_read_only(on)
        self._action.setEnabled(not on)

    def _on_calendar_wanted(self) -> None:
        if self.line.isReadOnly():
            return
        if self._popup is None:
            self._popup = CalendarPopup(self)
        value = self.read().value
        # the calendar is only a finger on a page: without a typed day it opens on the present month
        self._popup.open_at(value or _present_day(), self.line)


def _present_day() -> date:
    now = QDate.currentDate()
    return date(now.year(), now.month(), now.day())
