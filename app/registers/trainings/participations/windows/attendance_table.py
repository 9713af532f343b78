"""People of a training by its days: who was there, set by single keys."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app.core.dates import format_date
from app.registers.trainings.courses.domain import Course
from app.registers.trainings.participations.domain import COUNTED, Attendance, Participation, Seat, Step
from app.registers.trainings.participations.table import told_apart
from app.registers.trainings.participations.words import ATTENDANCE, OUTCOMES
from app.widgets.tips import plain_tip
from app.widgets.zoom import line

PERSON, WHOLE, FIRST_DAY = 0, 1, 2
_MOST_DAYS = 14
"""Days that get a column each; of longer trainings only the whole is written down."""
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_SIGNS = {True: "obecność", False: "nieobecność", None: "–"}


def days_of(course: Course) -> list[date]:
    """The days of a training, one by one: those of its meetings, else from the first to the last; none of long ones."""
    held = sorted({session.held_on for session in course.sessions if session.held_on is not None})
    first, last = course.starts_on, course.ends_on or course.starts_on
    if not held and first is not None and last is not None:
        held = [first + timedelta(days=number) for number in range(min((last - first).days, _MOST_DAYS) + 1)]
        if course.days is not None and course.days < len(held):
            # days off in between: which ones, nobody has entered
            return []
    return held if 1 < len(held) <= _MOST_DAYS else []


@dataclass
class Line:
    """One person: ``state`` as a whole, ``there`` by day where days are written down; ``locked`` says why not."""

    participation: Participation
    days: Sequence[date]
    locked: str = ""
    state: Attendance = Attendance.EXPECTED
    there: list[bool | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        each = self.participation
        self.state = each.attendance
        known = {Attendance.PRESENT: True, Attendance.PARTLY: True, Attendance.ABSENT: False}.get(each.attendance)
        self.there = [False if day.isoformat() in each.missed else known for day in self.days]

    def put(self, state: Attendance) -> None:
        """The person was there all the time, partly, not at all, or nobody knows."""
        self.state = state
        known = {Attendance.PRESENT: True, Attendance.PARTLY: True, Attendance.ABSENT: False}.get(state)
        self.there = [known for _ in self.days]

    def put_day(self, index: int, there: bool | None) -> None:
        """The person was there that day, or not; as long as days are missing the whole is not known."""
        self.there[index] = there
        if None in self.there:
            self.state = Attendance.EXPECTED
        elif all(self.there):
            self.state = Attendance.PRESENT
        else:
            self.state = Attendance.PARTLY if any(self.there) else Attendance.ABSENT

    @property
    def missed(self) -> tuple[str, ...]:
        """Days that were missed, where the person was there on others."""
        if self.state is not Attendance.PARTLY:
            return ()
        return tuple(day.isoformat() for day, there in zip(self.days, self.there, strict=True) if there is False)

    @property
    def half_known(self) -> bool:
        """Whether some days are written down and others are not."""
        return None in self.there and any(there is not None for there in self.there)

    @property
    def changed(self) -> bool:
        """Whether it differs from what is stored."""
        each = self.participation
        return (self.state, self.missed) != (each.attendance, each.missed)


def lines_of(people: Sequence[Participation], days: Sequence[date], today: date) -> list[Line]:
    """Everybody who counts before those whose attendance cannot be written down."""
    found = [Line(each, days, _locked(each, today)) for each in people]
    return sorted(found, key=lambda each: bool(each.locked))


def _locked(each: Participation, today: date) -> str:
    if each.outcome not in COUNTED:
        return OUTCOMES[each.outcome]
    if each.seat is Seat.WAITING:
        return "lista rezerwowa"
    if each.waiting_for is Step.APPROVE:
        return "wniosek niezatwierdzony"
    if each.starts_on > today:
        return f"szkolenie od {format_date(each.starts_on)}"
    return ""


class AttendanceTable(QTableWidget):
    """O: present, N: absent, C: partly, Space: the other one, Backspace: nothing; each goes on to the next person."""

    edited = Signal()

    def __init__(
        self, lines: Sequence[Line], days: Sequence[date], parent: QWidget | None = None, *, may_edit: bool = True
    ) -> None:
        titles = ["Osoba", "Całe szkolenie", *(format_date(day) for day in days)]
        super().__init__(len(lines), len(titles), parent)
        self.setObjectName("attendance")
        self.setAccessibleName(
            self.tr("Lista obecności. O: obecność, N: nieobecność, C: część szkolenia, Backspace: czyści")
        )
        self._lines, self._days, self._may_edit = lines, days, may_edit
        self._names = told_apart(each.participation for each in lines)
        self.setHorizontalHeaderLabels(titles)
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        letters = self.fontMetrics().averageCharWidth()
        header = self.horizontalHeader()
        header.setSectionResizeMode(PERSON, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setColumnWidth(WHOLE, letters * 32)
        self.setWordWrap(False)
        for column in range(FIRST_DAY, len(titles)):
            self.setColumnWidth(column, letters * 15)
        self.verticalHeader().setDefaultSectionSize(line(self, 1.8))
        for row in range(len(lines)):
            for column in range(len(titles)):
                self.setItem(row, column, QTableWidgetItem())
            self._show(row)
        self.setCurrentCell(0, WHOLE)

    def _show(self, row: int) -> None:
        each = self._lines[row]
        person = each.participation
        texts = [
            self._names[person.id],
            each.locked or ("niepełna: wpisz wszystkie dni" if each.half_known else ATTENDANCE[each.state]),
            *(("" if each.locked else _SIGNS[there]) for there in each.there),
        ]
        for column, text in enumerate(texts):
            item = self.item(row, column)
            if item is None:
                continue
            item.setText(text)
            head = self.horizontalHeaderItem(column)
            title = "" if head is None else head.text()
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{texts[PERSON]}, {title}: {text}")
            item.setToolTip(plain_tip(f"{person.person}, {person.post}"))
            usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(Qt.ItemFlag.NoItemFlags if each.locked else usable)

    def put_all(self, state: Attendance) -> None:
        """The same for everybody whose attendance can be written down."""
        for row, each in enumerate(self._lines):
            if not each.locked:
                each.put(state)
                self._show(row)
        self.edited.emit()

    # -- keyboard and mouse ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._may_edit or event.modifiers() not in _PLAIN or not self._on_key(event):
            super().keyPressEvent(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        text, key = event.text().casefold(), event.key()
        if key == Qt.Key.Key_Space:
            self._toggle(self.currentRow(), self.currentColumn())
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._put(Attendance.EXPECTED)
        elif text in ("o", "+"):
            self._put(Attendance.PRESENT, go_on=True)
        elif text in ("n", "-"):
            self._put(Attendance.ABSENT, go_on=True)
        elif text == "c":
            self._put(Attendance.PARTLY, go_on=True)
        else:
            return False
        return True

    def _put(self, state: Attendance, *, go_on: bool = False) -> None:
        row, column = self.currentRow(), self.currentColumn()
        if row < 0 or self._lines[row].locked:
            return
        if column < FIRST_DAY or state is Attendance.PARTLY:
            self._lines[row].put(state)
        else:
            there = {Attendance.PRESENT: True, Attendance.ABSENT: False}.get(state)
            self._lines[row].put_day(column - FIRST_DAY, there)
        self._show(row)
        self.edited.emit()
        if go_on:
            following = next((n for n in range(row + 1, len(self._lines)) if not self._lines[n].locked), row)
            self.setCurrentCell(following, column)

    def _toggle(self, row: int, column: int) -> None:
        if row < 0 or self._lines[row].locked:
            return
        each = self._lines[row]
        if column < FIRST_DAY:
            each.put(Attendance.ABSENT if each.state is Attendance.PRESENT else Attendance.PRESENT)
        else:
            each.put_day(column - FIRST_DAY, not each.there[column - FIRST_DAY])
        self._show(row)
        self.edited.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.indexAt(event.position().toPoint())
        if place.isValid() and self._may_edit:
            self._toggle(place.row(), place.column())

    def lines(self) -> Iterator[Line]:
        """All lines as they stand."""
        yield from self._lines
