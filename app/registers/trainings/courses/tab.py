"""The tab of trainings."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot

from app.core.progress import Progress
from app.core.records import Outcome
from app.exchange.spreadsheets import Format
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
from app.widgets.register_tab import Place, RegisterView
from app.widgets.spreadsheets import SpreadsheetWords
from app.widgets.workspace import Workspace


class CoursesTab(EditingTab):
    """A plain register whose records are also cancelled, copied, and written into a spreadsheet."""

    def __init__(self, view: RegisterView[Course], workspace: Workspace, services: TrainingServices) -> None:
        self._services, self._courses = services, services.courses
        self.windows = CourseWindows(workspace, services)
        super().__init__(view, workspace, services.courses, self.windows.form, CourseDraft)
        self._place_deeds()
        self.place_export(SpreadsheetWords(self.tr("szkolenia"), "szkolenia.xlsx"), self._export)
        self.selection_changed(())

    def _place_deeds(self) -> None:
        self.place_further("training_course", Place.BUTTON)
        self.copy_action = self._action("copy", self.tr("Kopia szkolenia…"), self._on_copy, "Ctrl+D")
        self.cancel_action = self._action("close", self.tr("Odwołaj szkolenie…"), self._on_cancel, "Ctrl+Shift+D")
        self.restore_action = self._action("restore", self.tr("Przywróć odwołane szkolenie"), self._on_restore, "")
        # whoever may not edit is not offered this either
        self.cancel_action.setObjectName("edit_by_cancelling")
        self.restore_action.setToolTip(self.restore_action.text())
        for action in (self.copy_action, self.cancel_action, self.restore_action):
            self.place_action(action, Place.MENU)
            self.more_menu.insertAction(self.delete_action, action)
            self.table.addAction(action)

    def _export(self, path: Path, csv: bool, progress: Progress) -> int:
        from app.people.office.printout import notice
        from app.registers.trainings.courses.sheet import write_courses

        courses, form = self._courses, Format.CSV if csv else Format.XLSX
        found = courses.page(self.query, 0, courses.count(self.query))
        write_courses(found, path, form, progress, notice(self._services.offices.current_or_blank()))
        courses.log("export", found, format=form.value)
        return len(found)

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """One training at a time; only one that takes place can be cancelled."""
        super().selection_changed(records)
        if not hasattr(self, "export_action"):
            return
        one: Course | None = records[0] if len(records) == 1 else None
        self.copy_action.setEnabled(one is not None)
        self.cancel_action.setEnabled(one is not None and one.cancelled_on is None)
        self.restore_action.setEnabled(one is not None and one.cancelled_on is not None)

    def note_printed(self, record: Course) -> None:
        """A card names people, so the log tells that it was printed."""
        self.kit.jobs.run(lambda _progress: self._courses.log("print", [record]), writes=True, owner=self)

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
            self._restore(record)

    def _restore(self, record: Course) -> None:
        def work(_progress: Progress) -> Outcome[Course]:
            return self._courses.take_back_cancel(record.id, record.version)

        self.kit.jobs.run(work, done=self._workspace.report, writes=True, cancellable=False, owner=self)


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
    def make(_progress: Progress) -> bytes:
        return services.course_prints.card(course)

    text = "\n".join(_lines(course, services, heads))
    return Sheet(key=(course.id, course.version), title=course.topic, make=make, text=text)


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
