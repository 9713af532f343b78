"""„Lista obecności” of one training: everybody by day, saved at once."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.core.date_words import from_to
from app.core.errors import Refusal
from app.core.progress import Progress
from app.core.records import Outcome as Done
from app.registers.trainings.courses.domain import Course
from app.registers.trainings.participations.domain import Attendance, Participation
from app.registers.trainings.participations.usecases import Participations
from app.registers.trainings.participations.windows.attendance_table import AttendanceTable, days_of, lines_of
from app.widgets.buttons import DeedButton
from app.widgets.dialogs import Answer, Dialogs
from app.widgets.forms.note import ColoredLabel
from app.widgets.jobs import Jobs
from app.widgets.style import PRIMARY
from app.widgets.zoom import line, resize_to_text, scale_font


class AttendanceWindow(QDialog):
    """``saved`` carries the Outcome with its undo, after the window has closed."""

    saved = Signal(object)

    def __init__(
        self,
        course: Course,
        people: Sequence[Participation],
        participations: Participations,
        jobs: Jobs,
        dialogs: Callable[[QWidget], Dialogs],
        parent: QWidget | None = None,
        *,
        may_edit: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("attendance_window")
        self.setWindowTitle(self.tr("Lista obecności"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, on=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._course, self._participations, self._jobs = course, participations, jobs
        self._dialogs, self._busy = dialogs(self), False
        days = days_of(course)
        self._lines = lines_of(people, days, participations.clock.today())
        self.table = AttendanceTable(self._lines, days, self, may_edit=may_edit)
        self._may_edit = may_edit
        self._build()
        self._tell()
        resize_to_text(self, 100 + 15 * len(days), min(16 + 1.8 * len(self._lines), 42))
        self.table.setFocus()

    def _build(self) -> None:
        unit, course = line(self), self._course
        title = ColoredLabel(course.topic, "accent", self)
        scale_font(title, 1.2, QFont.Weight.DemiBold)
        first = course.starts_on
        days = "" if first is None else from_to(first, course.ends_on or first)
        facts = ColoredLabel(", ".join(filter(None, (days, course.institution, course.place))), "muted", self)
        keys = ColoredLabel(
            self.tr("O: obecność, N: nieobecność, C: część szkolenia, spacja zmienia, Backspace czyści."), "muted", self
        )
        self.everybody = DeedButton(self.tr("&Wszyscy obecni"), self)
        self.everybody.setObjectName("everybody_present")
        self.status = ColoredLabel("", "muted", self)
        self.status.setObjectName("attendance_status")
        self.status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.cancel = DeedButton(self.tr("&Anuluj"), self)
        self.save = DeedButton(self.tr("&Zapisz obecność"), self)
        self.save.setObjectName("save_attendance")
        self.save.setToolTip(self.tr("Zapisz obecność (Ctrl+Enter)"))
        self.save.setProperty(PRIMARY, True)
        top = QHBoxLayout()
        top.addWidget(keys, 1)
        top.addWidget(self.everybody)
        row = QHBoxLayout()
        row.setSpacing(unit // 2)
        row.addWidget(self.status, 1)
        for button in (self.cancel, self.save):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(unit,) * 4)
        layout.setSpacing(unit // 2)
        layout.addWidget(title)
        layout.addWidget(facts)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addLayout(row)
        for button in (self.everybody, self.save):
            button.setVisible(self._may_edit)
        keys.setText(keys.text() if self._may_edit else self.tr("Obecność wpisują kadry."))
        self.everybody.clicked.connect(lambda: self.table.put_all(Attendance.PRESENT))
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._on_save)
        self.table.edited.connect(self._tell)
        for keys_ in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys_), self).activated.connect(self._on_save)

    def _tell(self) -> None:
        """How many were there, and whether days are missing."""
        usable = [each for each in self._lines if not each.locked]
        counted = {state: sum(each.state is state for each in usable) for state in Attendance}
        half = sum(each.half_known for each in usable)
        said = self.tr("Obecnych: {present}, częściowo: {partly}, nieobecnych: {absent}, bez wpisu: {expected}.")
        text = said.format(**{state.value: number for state, number in counted.items()})
        if half:
            text += " " + self.tr("Osoby z niepełnym wpisem ({number}): uzupełnij wszystkie dni.").format(number=half)
        self.status.set_color("danger" if half else "muted")
        self.status.setText(text)
        self.save.setEnabled(not half and not self._busy and any(each.changed for each in usable))

    def _on_save(self) -> None:
        changed = {each.participation.id: (each.state, each.missed) for each in self._lines if each.changed}
        if self._busy or not changed or not self.save.isEnabled():
            return
        self._busy = True
        self.save.setEnabled(False)
        course_id = self._course.id

        def work(_progress: Progress) -> Done[tuple[Participation, ...]]:
            return self._participations.attend(course_id, changed)

        self._jobs.run(
            work,
            done=self._on_saved,
            failed=self._on_refused,
            cancelled=self._on_broken,
            writes=True,
            cancellable=False,
            owner=self,
        )

    def _on_saved(self, outcome: Done[tuple[Participation, ...]]) -> None:
        self._busy = False
        self.accept()
        self.saved.emit(outcome)

    def _on_broken(self) -> None:
        self._busy = False
        self._tell()

    def _on_refused(self, error: Refusal) -> None:
        self._on_broken()
        self.status.set_color("danger")
        self.status.setText(str(error))

    # -- leaving ---------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Esc, Alt+F4 or the button: asks before what was entered is lost."""
        if self._busy:
            return
        if not any(each.changed for each in self._lines):
            super().reject()
            return
        self._dialogs.ask(
            self.tr("Niezapisana obecność"),
            self.tr("Obecność nie jest zapisana."),
            (Answer(self.tr("Porzuć zmiany"), super().reject, destructive=True),),
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.isVisible():
            event.ignore()
            self.reject()
            return
        super().closeEvent(event)
