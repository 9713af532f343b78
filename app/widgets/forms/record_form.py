"""The window that edits one record: it asks before losing work, keeps it over a crash and says what is wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.core.dates import format_date
from app.core.errors import Conflict, Invalid, PassingProblem, Refusal
from app.core.polish import plural
from app.core.problems import Problem
from app.core.progress import Progress
from app.core.records import Outcome
from app.widgets.dialogs import Answer, Dialogs
from app.widgets.forms.comparison import as_draft, differences, merged
from app.widgets.forms.conflict import ConflictDialog
from app.widgets.forms.fields import Description
from app.widgets.forms.form_drafts import FormDrafts, SavedWork
from app.widgets.forms.form_frame import FormFrame
from app.widgets.forms.reading import head_and_rest
from app.widgets.jobs import Jobs

_CHECK_MS = 350
_DRAFT_MS = 2000

Save = Callable[[Any, Any], Outcome[Any]]
"""Called on the writer's thread with the draft and the record it was made from (None for a new one)."""


def _never() -> int:
    return 0


def _everything(_right: str) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class FormServices:
    """What every form needs from the program. ``dialogs`` gives the dialogs of a window.

    ``may`` tells whether the person has a right; without ``<entity>.edit`` a form only shows. ``erasures`` counts how
    often somebody was erased from the data: what was typed before must not bring them back.
    """

    dialogs: Callable[[QWidget], Dialogs]
    jobs: Jobs
    drafts: FormDrafts | None = None
    may: Callable[[str], bool] = _everything
    erasures: Callable[[], int] = _never


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a form edits: a saved ``record``, or a new one that starts as the draft ``start``.

    ``blank`` is the draft of somebody who entered nothing, where the program fills in some fields by itself.
    """

    start: Any = None
    record: Any = None
    blank: Any = None
    read_only: bool = False


class RecordForm(FormFrame):
    """A window of its own; registers say in ``describe`` what it edits.

    ``saved`` carries the Outcome of the use case; ``closed`` comes when the window goes, ``kept_open`` when the
    person was asked about unsaved work and goes on with it.
    """

    entity = ""
    draft_name = ""
    """Under which name unsaved work is kept; blank for ``entity``. Another way to edit the same record has its own."""

    saved = Signal(object)
    closed = Signal()
    kept_open = Signal()

    def __init__(self, subject: Subject, services: FormServices, save: Save, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{self.entity}_form")
        self.jobs = services.jobs
        self.dialogs = services.dialogs(self)
        if not services.may(f"{self.entity}.edit"):
            subject = replace(subject, read_only=True)
        self._subject, self._save = subject, save
        self._description = description = self.describe()
        self._record = subject.record
        self._base = subject.start if subject.record is None else as_draft(description.draft_type, subject.record)
        self._blank = description.draft_type() if subject.blank is None else subject.blank
        self._erasures = services.erasures
        self._erased = self._counted = services.erasures()
        self._refused: list[tuple[Problem, Any]] = []
        self._left: SavedWork | None = None
        self._busy = self._modified = self._leaving = self.unkept = False
        self.build(description, read_only=subject.read_only)
        # nothing is stored yet to go back to
        self.restore.setVisible(self._record is not None and not subject.read_only)
        self._check_timer = self._timer(_CHECK_MS, self._on_check_due)
        self._draft_timer = self._timer(_DRAFT_MS, self.keep_draft)
        record_id = None if self._record is None else self._record.id
        drafts = None if subject.read_only else services.drafts
        self._slot = drafts.claim(self.draft_name or self.entity, record_id, description.draft_type) if drafts else None
        self.page.load(self._base)
        self._connect()
        self.page.set_read_only(subject.read_only)
        self._check()
        self._offer_left_work()

    # --- what a register says ---

    def describe(self) -> Description:
        """The fields; called once, while the window is built."""
        raise NotImplementedError

    def title_of(self, draft: Any) -> str:
        """How the record is called at the top of the window."""
        raise NotImplementedError

    def adapt(self, draft: Any) -> None:
        """Enable or disable fields that depend on others; called after each change."""

    def fill_in(self, filled: Any, draft: Any, *, keep: Sequence[str]) -> None:
        """Show what follows from a choice in a new record; of the ``draft`` the fields to ``keep`` stay."""
        if self._record is None:
            self.page.load(replace(filled, **{name: getattr(draft, name) for name in keep}))
            self._on_edited()

    def _timer(self, delay_ms: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(delay_ms)
        timer.timeout.connect(then)
        return timer

    def _connect(self) -> None:
        self.page.edited.connect(self._on_edited)
        self.page.field_left.connect(self._on_check_due)
        self.page.section_changed.connect(self.section_list.set_present)
        self.section_list.section_requested.connect(self.page.show_section)
        self.banner.keep.clicked.connect(self._on_restore_left)
        self.banner.drop.clicked.connect(self._on_drop_left)
        self.next_fault.clicked.connect(self._on_next_fault)
        self.restore.clicked.connect(self._on_restore)
        self.cancel.clicked.connect(self.close)
        self.save_only.clicked.connect(self.save)
        self.save_and_close.clicked.connect(self.save_and_leave)
        for keys, then in (
            ("Ctrl+S", self.save),
            ("Ctrl+Return", self.save_and_leave),
            ("Ctrl+Enter", self.save_and_leave),
            ("F8", self._on_next_fault),
            ("Esc", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(then)

    # --- what others may ask ---

    @property
    def record_id(self) -> int | None:
        """The record being edited, None for a new one that was not saved yet."""
        return None if self._record is None else int(self._record.id)

    @property
    def modified(self) -> bool:
        """Whether there is unsaved work."""
        return self._modified

    def draft(self) -> Any:
        """The draft as typed; unreadable fields as they were."""
        return self.page.read(self._base).draft

    def keep_draft(self) -> None:
        """Write unsaved work to its file now; also called when the program must stop."""
        self._draft_timer.stop()
        if self._slot is None or not self._modified or self._left is not None or self.unkept:
            return
        reading = self.page.read(self._base)
        version = None if self._record is None else self._record.version
        try:
            self._slot.write(
                version=version, base=self._base, values=reading.draft, typed=reading.typed, erasures=self._erased
            )
        except OSError as error:
            reason = error.strerror or str(error)
            self.say(self.tr("Nie udało się odłożyć kopii roboczej ({reason}).").format(reason=reason), "warning")

    def forget_draft(self) -> None:
        """Somebody was erased from the data, who may stand in what was opened or typed here: none of it is kept in
        a file until it is saved."""
        if self._slot is None or self._left is not None:
            return
        self.unkept = True
        self._slot.remove()
        self._check()
        if self._modified:
            self._say_unkept()

    def _say_unkept(self) -> None:
        text = self.tr(
            "Usunięto dane osobowe, więc kopia robocza tych zmian nie jest odkładana. Zapisz je albo porzuć."
        )
        self.say(text, "warning")

    def leave_work(self) -> None:
        """Close without a question; unsaved work stays in its file and is offered when the form opens again.

        While a save is on its way the form stays open.
        """
        self.keep_draft()
        if self._busy:
            return
        self._draft_timer.stop()
        self._subject = replace(self._subject, read_only=True)
        self._modified = False
        self.close()

    def save(self) -> None:
        """Check and save; the form stays open."""
        self._start_saving(leave=False)

    def save_and_leave(self) -> None:
        """Check, save and close."""
        self._start_saving(leave=True)

    # --- saving ---

    def _start_saving(self, *, leave: bool) -> None:
        if self._busy or self._subject.read_only or self._left is not None:
            return
        self._check(everything=True)
        if self.page.faulty_rows():
            self.page.focus_faulty()
            return
        draft, record = self.draft(), self._record
        self._set_busy(True)
        self._leaving = leave
        # before the record is read anew: who is erased in between must not seem erased before
        self._counted = self._erasures()
        self.say(self.tr("Zapisuję…"))

        def work(_progress: Progress) -> Outcome[Any]:
            return self._save(draft, record)

        self.jobs.run(
            work,
            done=self._on_saved,
            failed=self._on_refused,
            cancelled=self._on_broken,
            writes=True,
            title=self.tr("Zapisuję…"),
            cancellable=False,
            owner=self,
        )

    def _set_busy(self, on: bool) -> None:
        self._busy = on
        if on:
            self._focused = self.focusWidget()
        for widget in (self.page, self.restore, self.save_only, self.save_and_close, self.cancel):
            widget.setEnabled(not on)
        if not on and self._focused is not None:
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_broken(self) -> None:
        """A bug, told by the crash window: the form comes back to life with all that was typed."""
        self._set_busy(False)
        self.keep_draft()
        self.say(self.tr("Nie zapisano – wystąpił błąd programu."), "danger")

    def _on_saved(self, outcome: Outcome[Any]) -> None:
        self._set_busy(False)
        self._take_over(outcome.record)
        self.restore.show()
        if self._slot is not None:
            self._slot.remove()
        self.say(outcome.message, "ok")
        self.saved.emit(outcome)
        if self._leaving:
            self.close()

    def _take_over(self, record: Any) -> None:
        self._record = record
        self._erased, self.unkept = self._counted, False
        self._base = as_draft(self._description.draft_type, record)
        self._refused = []
        self._draft_timer.stop()
        self.page.load(self._base)
        self._check()

    def _on_refused(self, error: Refusal) -> None:
        self._set_busy(False)
        self.keep_draft()
        self.say(self.tr("Nie zapisano. Wpisane dane są w formularzu."), "danger")
        if isinstance(error, Conflict):
            self._ask_about_conflict(error)
            return
        if isinstance(error, Invalid) and error.problems and all(map(self.page.knows, error.problems)):
            draft = self.draft()
            self._refused = [(p, getattr(draft, head_and_rest(p.field)[0])) for p in error.problems]
            self._check(everything=True)
            self.page.focus_faulty()
            return
        if isinstance(error, PassingProblem):
            leave = self._leaving
            again = Answer(self.tr("Spróbuj ponownie"), lambda: self._start_saving(leave=leave))
            self.dialogs.ask(self.tr("Nie udało się zapisać"), str(error), (again,))
            return
        self.dialogs.refuse(error)

    def _ask_about_conflict(self, error: Conflict) -> None:
        theirs = as_draft(self._description.draft_type, error.theirs)
        described, erased = self._description, self._erasures() != self._erased
        found = differences(described.all_fields, described.words, self._base, self.draft(), theirs, erased=erased)
        self._their_record = error.theirs
        dialog = ConflictDialog(found, self)
        dialog.take_theirs_requested.connect(self._on_take_theirs)
        dialog.keep_mine_requested.connect(self._on_keep_mine)
        dialog.open()

    def _on_take_theirs(self) -> None:
        self._take_over(self._their_record)
        if self._slot is not None:
            self._slot.remove()
        self.say(self.tr("Wczytano wersję zapisaną przez inną osobę."))

    def _on_keep_mine(self) -> None:
        before, mine, erased = self._base, self.draft(), self._erasures() != self._erased
        self._take_over(self._their_record)
        self.page.load(merged(before, mine, self._base, erased=erased))
        self._check(everything=True)
        self.keep_draft()
        self.say(self.tr("Naniesiono moje zmiany na nowszą wersję. Sprawdź i zapisz."))

    # --- checking ---

    def _check(self, *, everything: bool = False) -> None:
        self._check_timer.stop()
        reading = self.page.read(self._base)
        unread = {problem.field for problem in reading.problems}
        broken = [problem for problem in self._description.validate(reading.draft) if problem.field not in unread]
        draft = reading.draft
        self._refused = [(p, value) for p, value in self._refused if getattr(draft, head_and_rest(p.field)[0]) == value]
        problems = [*reading.problems, *broken, *(problem for problem, _ in self._refused)]
        self.page.show_problems(problems, everything=everything)
        self.section_list.set_states(self.page.states(problems, draft, self._blank))
        self._modified = not self._subject.read_only and (draft != self._base or bool(reading.typed))
        self.adapt(draft)
        self._tell(draft)

    def _tell(self, draft: Any) -> None:
        title = self.title_of(draft)
        self.title_line.set_full_text(title)
        self.setWindowTitle(f"• {title}" if self._modified else title)
        self.restore.setEnabled(self._modified and not self._busy)
        faulty = len(self.page.faulty_rows())
        self.next_fault.setHidden(not faulty)
        if faulty:
            words = plural(faulty, "pole wymaga", "pola wymagają", "pól wymaga")
            self.say(self.tr("{number} {words} poprawy.").format(number=faulty, words=words), "danger")
        elif self._modified and self.unkept:
            self._say_unkept()
        elif self._modified:
            self.say(self.tr("Zmiany nie są jeszcze zapisane."))
        elif self._subject.read_only:
            self.say(self.tr("Tylko do odczytu."))
        else:
            self.say(self.tr("* – pola wymagane"))

    def _on_edited(self) -> None:
        self._modified = True
        if not self.windowTitle().startswith("•"):
            self.setWindowTitle(f"• {self.windowTitle()}")
        self._check_timer.start()
        if not self._draft_timer.isActive():
            self._draft_timer.start()

    def _on_check_due(self) -> None:
        if not self._busy:
            self._check()

    def _on_next_fault(self) -> None:
        self.page.focus_faulty(self.focusWidget())

    # --- leaving and coming back ---

    def _offer_left_work(self) -> None:
        work = self._slot.read() if self._slot is not None else None
        if work is None or (work.values == self._base and not work.typed):
            return
        self._left = work
        moment = work.saved_at.astimezone()
        text = self.tr("Program zamknął się, zanim zapisano zmiany z {time} ({day}). Przywrócić je?")
        self.banner.text.setText(text.format(time=f"{moment:%H:%M}", day=format_date(moment.date())))
        self.banner.show()
        # typing now would overwrite the work left behind
        for widget in (self.page, self.save_only, self.save_and_close):
            widget.setEnabled(False)
        self.banner.keep.setFocus()

    def _decide_left(self) -> SavedWork | None:
        work, self._left = self._left, None
        self.banner.hide()
        for widget in (self.page, self.save_only, self.save_and_close):
            widget.setEnabled(True)
        next(iter(self.page.rows.values())).editor.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
        return work

    def _on_restore_left(self) -> None:
        work = self._decide_left()
        if work is None:
            return
        version = None if self._record is None else self._record.version
        changed_since = work.version != version
        erased = changed_since and work.erasures != self._erasures()
        self.page.load(merged(work.base, work.values, self._base, erased=erased) if changed_since else work.values)
        self.page.type_in(work.typed)
        self._check()
        if erased:
            text = self.tr("Od tego czasu usunięto dane osobowe. Pola, które ktoś też zmienił, są bez moich zmian.")
            self.say(text, "warning")
        elif changed_since:
            text = self.tr("Od tego czasu ktoś zapisał tę pozycję. Naniesiono niezapisane zmiany na nowszą wersję.")
            self.say(text, "warning")

    def _on_drop_left(self) -> None:
        self._decide_left()
        if self._slot is not None:
            self._slot.remove()

    def _on_restore(self) -> None:
        self.dialogs.confirm(
            self.tr("Przywrócić zapisane wartości?"),
            self.tr("Zmiany wpisane od ostatniego zapisu przepadną."),
            self.tr("Przywróć zapisane"),
            self._drop_changes,
        )

    def _drop_changes(self) -> None:
        self._draft_timer.stop()
        self._refused = []
        self.page.load(self._base)
        if self._slot is not None:
            self._slot.remove()
        self._check()

    def _discard(self) -> None:
        self._drop_changes()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._busy:
            event.ignore()
            return
        if self._left is None:
            self._check()
        if self._modified:
            event.ignore()
            self.keep_draft()
            self.dialogs.ask(
                self.tr("Niezapisane zmiany"),
                self.tr("„{title}” ma niezapisane zmiany. Co z nimi zrobić?").format(title=self.title_line.full_text),
                (
                    Answer(self.tr("Zapisz i zamknij"), self.save_and_leave),
                    Answer(self.tr("Porzuć zmiany"), self._discard, destructive=True),
                ),
                cancelled=self.kept_open.emit,
            )
            return
        if self._slot is not None:
            self._slot.release()
        self.closed.emit()
        event.accept()
