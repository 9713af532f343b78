"""The windows of participations over the demonstration office, for rules that hold on every window."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.core.records import Query
from app.registers.trainings.participations.domain import Participation
from app.registers.trainings.participations.windows.attendance import AttendanceWindow
from app.registers.trainings.participations.windows.card_window import CardWindow
from app.registers.trainings.participations.windows.course_prints import CoursePrintsWindow
from app.registers.trainings.participations.windows.desk import ParticipationDesk
from app.registers.trainings.participations.windows.expiring import ExpiringWindow
from app.registers.trainings.participations.windows.history import HistoryWindow
from app.registers.trainings.participations.windows.people import PeopleWindow
from app.registers.trainings.participations.windows.waiting import WaitingWindow
from app.registers.trainings.participations.windows.ways import Way
from app.widgets.forms.deed_window import DeedWindow
from tests.shell.windows import Desk

Open = Callable[[ParticipationDesk, Participation], object]


def _with(opening: Open, kind: type[QWidget], wanted: Way | None = None) -> Callable[[Desk], QWidget]:
    """Opens a window about somebody with whom the deed can be done, and gives the window."""

    def scene(desk: Desk) -> QWidget:
        made = ParticipationDesk(desk.window.workspace, desk.services, desk.window)
        everybody = desk.services.participations.page(Query(sort="number", descending=True), 0, 500)
        someone = next(each for each in everybody if wanted is None or wanted in made.ways(each))
        opening(made, someone)
        desk.settle()
        (window,) = (each for each in desk.window.findChildren(kind) if each.isVisible())
        return window

    return scene


def _deed(way: Way) -> Callable[[Desk], QWidget]:
    def opening(desk: ParticipationDesk, each: Participation) -> None:
        desk.take(way, each)

    def scene(desk: Desk) -> QWidget:
        window: Any = _with(opening, DeedWindow, way)(desk)
        # what is missing is told at its place, too
        window._show(everything=True)
        return window  # type: ignore[no-any-return]

    return scene


def _refused_people(desk: Desk) -> QWidget:
    def opening(made: ParticipationDesk, each: Participation) -> None:
        made.open_people(each.course_id or 0)

    window: Any = _with(opening, PeopleWindow)(desk)
    for item in window._items()[:3]:
        if item.flags():
            item.setCheckState(0, Qt.CheckState.Checked)
    window.add.click()
    desk.settle()
    return window  # type: ignore[no-any-return]


_DEEDS = (
    Way.APPROVE,
    Way.REFUSE,
    Way.REGISTER,
    Way.READ_CARD,
    Way.EFFECT,
    Way.SKIP,
    Way.BACK,
    Way.WITHDRAW,
)
SCENES = {
    **{f"participation_{way.value}": _deed(way) for way in _DEEDS},
    "participation_cards": _with(lambda desk, each: desk.open_cards(None, each.id), CardWindow, Way.FILL_CARD),
    "participation_attendance": _with(
        lambda desk, each: desk.open_attendance(each.course_id or 0), AttendanceWindow, Way.ATTENDANCE
    ),
    "participation_people": _refused_people,
    "participation_prints": _with(lambda desk, each: desk.open_course_prints(each.course_id or 0), CoursePrintsWindow),
    "participation_waiting": _with(lambda desk, _each: desk.show_waiting({}), WaitingWindow),
    "participation_expiring": _with(lambda desk, _each: desk.show_expiring({}), ExpiringWindow),
    "participation_history": _with(lambda desk, each: desk.show_history(each.employee_id or 0), HistoryWindow),
}
