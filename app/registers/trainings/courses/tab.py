"""The tab of trainings."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot

from app.core.progress import Progress
from app.exchange.spreadsheets import Format
from app.people.office.spreadsheets import exporting
from app.printing import render
from app.registers.trainings.courses.domain import Course, CourseDraft, Headcount
from app.registers.trainings.courses.table import columns, filters
from app.registers.trainings.courses.windows import CourseWindows, copied
from app.registers.trainings.courses.words import (
    WORDS,
    cost_in_words,
    facts,
    session_in_words,
    total_in_words,
)
from app.registers.trainings.shared import TrainingServices
from app.widgets.changes import Remembered
from app.widgets.editing_tab import EditingTab
from app.widgets.preview import Sheet
from app.widgets.register_view import Place, RegisterView
from app.widgets.spreadsheets import SpreadsheetWords
from app.widgets.workspace import Workspace


class CoursesTab(EditingTab):
    """A plain register whose records are also cancelled, copied, and written into a spreadsheet."""

    logs_prints = True

    def __init__(self, view: RegisterView[Course], workspace: Workspace, services: TrainingServices) -> None:
        self._services, self._courses = services, services.courses
        self.windows = CourseWindows(workspace, services)
        super().__init__(view, workspace, services.courses, self.windows.form, CourseDraft)
        self._place_deeds()
        self.place_export(
            SpreadsheetWords(self.tr("szkolenia"), "szkolenia.xlsx"),
            exporting(self._courses, services.offices, self.listed, _write),
        )
        self.selection_changed(())

    def _place_deeds(self) -> None:
        self.place_further("training_course", Place.BUTTON)
        deed = self.place_deed
        self.copy_action = deed("copy_courses", "copy", self.tr("Kopia szkolenia…"), self._on_copy, "Ctrl+D")
        self.cancel_action = deed(
            "edit_by_cancelling", "close", self.tr("Odwołaj szkolenie…"), self._on_cancel, "Ctrl+Shift+D"
        )
        self.restore_action = deed(
            "restore_courses", "restore", self.tr("Przywróć odwołane szkolenie"), self._on_restore
        )

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """One training at a time; only one that takes place can be cancelled."""
        super().selection_changed(records)
        if not hasattr(self, "export_action"):
            return
        one: Course | None = records[0] if len(records) == 1 else None
        self.copy_action.setEnabled(one is not None)
        self.cancel_action.setEnabled(one is not None and one.cancelled_on is None)
        self.restore_action.setEnabled(one is not None and one.cancelled_on is not None)

    @Slot()
    def _on_copy(self) -> None:
        for record in self.selected()[:1]:
            self.windows.begin(copied(record))

    @Slot()
    def _on_cancel(self) -> None:
        for record in self.selected()[:1]:
            self.windows.cancel(record)

    @Slot()
    def _on_restore(self) -> None:
        for record in self.selected()[:1]:
            self.carry_out(partial(self._courses.take_back_cancel, record.id, record.version))


def create_tab(workspace: Workspace, services: TrainingServices) -> CoursesTab:
    """The tab, wired."""
    heads = Remembered(services.courses.headcounts, workspace.bus, "training_course", "training_participation")
    names = Remembered(lambda: _institutions(services), workspace.bus, "training_institution", "training_course")

    def institution(value: str) -> str:
        return names().get(int(value), f"nr {value}") if value else "bez instytucji"

    view: RegisterView[Course] = RegisterView(
        key="courses",
        icon="courses",
        # people are counted and the print names them, and whose it is
        entities=frozenset({"training_course", "training_participation", "training_institution", "office"}),
        source=services.courses,
        columns=columns(lambda course_id: heads().get(course_id, Headcount()), services.clock.today),
        filters=filters(institution, services.clock.today),
        words=WORDS,
        sheet=lambda course: _sheet(course, services, heads().get(course.id, Headcount())),
        renderer=render,
    )
    return CoursesTab(view, workspace, services)


def _institutions(services: TrainingServices) -> dict[int, str]:
    return {each.id: each.name for each in services.institutions.all()}


def _sheet(course: Course, services: TrainingServices, heads: Headcount) -> Sheet:
    return Sheet.of(course, course.topic, lambda: services.course_prints.card(course), _lines(course, services, heads))


def _write(found: Sequence[Course], path: Path, form: Format, progress: Progress, said: str) -> None:
    from app.registers.trainings.courses.sheet import write_courses

    write_courses(found, path, form, progress, said)


def _lines(course: Course, services: TrainingServices, heads: Headcount) -> Iterator[str]:
    """The print in plain lines, for those who listen."""
    yield course.topic
    yield from (f"{label}: {value}" for label, value in facts(course, services.clock.today(), heads))
    yield from (session_in_words(session) for session in course.sessions)
    yield from (cost_in_words(line) for line in course.costs)
    if course.costs:
        yield total_in_words(course.costs, heads.confirmed or None)
    yield from services.course_prints.lines(course)
    yield from (text for text in (course.programme, course.note) if text)
