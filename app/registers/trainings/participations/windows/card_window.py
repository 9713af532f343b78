"""Participation cards typed in one after another: who comes next is opened as soon as a card is saved."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.core.date_words import from_to
from app.core.drafts import shape_problems
from app.core.errors import Conflict, Invalid, Refusal
from app.core.polish import sort_key
from app.core.problems import Problem
from app.core.progress import Progress
from app.core.records import Outcome as Done
from app.registers.trainings.participations.domain import Card, Participation, Step, StepDone, is_blank
from app.registers.trainings.participations.steps import card_filled, correction_problems, problems
from app.registers.trainings.participations.table import told_apart
from app.registers.trainings.participations.usecases import Participations
from app.registers.trainings.participations.windows.card_editor import CardEditor
from app.registers.trainings.participations.words import DEED_FIELDS, FIELDS, PROBLEMS, surname_first
from app.widgets import icons
from app.widgets.buttons import DeedButton
from app.widgets.dialogs import Answer, Dialogs
from app.widgets.forms.date_editor import DateEditor
from app.widgets.forms.note import ColoredLabel, Headline
from app.widgets.jobs import Jobs
from app.widgets.style import PRIMARY
from app.widgets.tips import plain_tip
from app.widgets.zoom import line, resize_to_text, scale_font

_ID = Qt.ItemDataRole.UserRole


class CardWindow(QDialog):
    """``people`` are those whose card can be filled in, or one whose card is to be corrected.

    ``saved`` carries the Outcome of each card.
    """

    saved = Signal(object)

    def __init__(
        self,
        people: Sequence[Participation],
        participations: Participations,
        jobs: Jobs,
        dialogs: Callable[[QWidget], Dialogs],
        *,
        first: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card_window")
        self.setWindowTitle(self.tr("Karty uczestnictwa"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, on=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._participations, self._jobs, self._dialogs = participations, jobs, dialogs(self)
        self._people = {each.id: each for each in _by_training(people)}
        self._correcting = all(card_filled(each) for each in self._people.values())
        self._done: set[int] = set()
        self._current: Participation | None = None
        self._busy = False
        self._today: date = participations.clock.today()
        self._build()
        self._fill_list()
        start = first if first in self._people else next(iter(self._people))
        self._show_person(start)

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        unit = line(self)
        body = QHBoxLayout()
        body.setContentsMargins(unit, unit, unit, unit // 2)
        body.setSpacing(unit)
        body.addLayout(self._build_list())
        body.addLayout(self._build_card(), 1)
        rule = QFrame(self)
        rule.setFrameShape(QFrame.Shape.HLine)
        rule.setFrameShadow(QFrame.Shadow.Plain)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(body, 1)
        layout.addWidget(rule)
        layout.addLayout(self._build_buttons(unit))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save_and_next)
        QShortcut(QKeySequence("Ctrl+PgDown"), self).activated.connect(lambda: self._step(1))
        QShortcut(QKeySequence("Ctrl+PgUp"), self).activated.connect(lambda: self._step(-1))
        resize_to_text(self, 116, 40)

    def _build_list(self) -> QVBoxLayout:
        label = QLabel(self.tr("&Osoba") if self._correcting else self.tr("&Osoby bez karty"))
        self.list = QListWidget(self)
        self.list.setObjectName("people")
        self.list.setAccessibleName(self.tr("Osoby bez karty, Enter otwiera kartę"))
        self.list.setFixedWidth(self.fontMetrics().averageCharWidth() * 34)
        self.list.setWordWrap(True)
        self.list.setSpacing(line(self, 0.12))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        label.setBuddy(self.list)
        self.left = ColoredLabel("", "muted", self)
        self.left.setObjectName("left")
        self.list.itemClicked.connect(self._on_item)
        self.list.itemActivated.connect(self._on_item)
        column = QVBoxLayout()
        column.setSpacing(line(self, 0.4))
        for widget in (label, self.list, self.left):
            column.addWidget(widget)
        return column

    def _build_card(self) -> QVBoxLayout:
        unit = line(self)
        self.person = Headline(self)
        self.person.set_color("accent")
        scale_font(self.person, 1.3, QFont.Weight.DemiBold)
        self.training = ColoredLabel("", "muted", self)
        self.training.setObjectName("training")
        self.day = DateEditor(required=True)
        self.day.setObjectName("done_on")
        self.day.name_parts(self.tr("Dzień wypełnienia karty"))
        self.day.setFixedWidth(self.fontMetrics().averageCharWidth() * 20)
        label = QLabel(self.tr("&Dzień wypełnienia karty"))
        label.setBuddy(self.day.focus_target())
        day = QHBoxLayout()
        day.addWidget(label)
        day.addWidget(self.day)
        day.addStretch(1)
        self.editor = CardEditor(self)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, unit // 2, 0)
        inner.addWidget(self.editor)
        inner.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        self._scroll = scroll
        column = QVBoxLayout()
        column.setSpacing(unit // 2)
        column.addWidget(self.person)
        column.addWidget(self.training)
        column.addLayout(day)
        column.addWidget(scroll, 1)
        self.editor.edited.connect(self._on_edited)
        self.editor.finished.connect(self.save_and_next)
        return column

    def _build_buttons(self, unit: int) -> QHBoxLayout:
        self.status = ColoredLabel("", "muted", self)
        self.status.setObjectName("card_status")
        self.status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.close_button = DeedButton(self.tr("Za&mknij"), self)
        self.skip = DeedButton(self.tr("&Następna osoba"), self)
        self.skip.setObjectName("next_person")
        self.skip.setToolTip(self.tr("Przejdź dalej bez zapisywania (Ctrl+PgDn)"))
        self.save = DeedButton(self.tr("&Zapisz i następna"), self)
        self.save.setObjectName("save_and_next")
        self.save.setToolTip(self.tr("Zapisz kartę i otwórz następną (Ctrl+Enter)"))
        self.save.setProperty(PRIMARY, True)
        row = QHBoxLayout()
        row.setContentsMargins(unit, unit * 2 // 3, unit, unit * 2 // 3)
        row.setSpacing(unit // 2)
        row.addWidget(self.status, 1)
        for button in (self.close_button, self.skip, self.save):
            row.addWidget(button)
        self.close_button.clicked.connect(self.reject)
        self.skip.clicked.connect(lambda: self._step(1))
        self.save.clicked.connect(self.save_and_next)
        return row

    # -- who comes next --------------------------------------------------------------------------------------

    def _fill_list(self) -> None:
        trainings = {each.course_id for each in self._people.values()}
        names, shown = told_apart(self._people.values()), None
        for each in self._people.values():
            if len(trainings) > 1 and each.course_id != shown:
                shown = each.course_id
                head = QListWidgetItem(f"{each.topic}, {from_to(each.starts_on, each.ends_on)}", self.list)
                font = QFont(self.list.font())
                font.setWeight(QFont.Weight.DemiBold)
                head.setFont(font)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
            item = QListWidgetItem(names[each.id], self.list)
            item.setData(_ID, each.id)
            item.setToolTip(plain_tip(f"{each.person}, {each.post}"))

    def _item(self, record_id: int) -> QListWidgetItem | None:
        items = (self.list.item(row) for row in range(self.list.count()))
        return next((item for item in items if item is not None and item.data(_ID) == record_id), None)

    @property
    def current(self) -> Participation | None:
        """Whose card is open."""
        return self._current

    @property
    def remaining(self) -> list[int]:
        """Those whose card is still to be typed in, in the order of the list."""
        return [number for number in self._people if number not in self._done]

    def _show_person(self, record_id: int) -> None:
        each = self._people[record_id]
        self._current = each
        self.person.set_full_text(each.person)
        days = from_to(each.starts_on, each.ends_on)
        facts = ", ".join(filter(None, (each.unit, each.post)))
        self.training.setText("\n".join(filter(None, (facts, f"{each.topic}, {days}", each.institution))))
        self.editor.load(_card_of(each) if self._correcting else Card())
        if self.day.read().value is None:
            self.day.load(_filled_on(each) or self._today)
        self._say("")
        item = self._item(record_id)
        if item is not None:
            self.list.setCurrentItem(item)
        # the day is that of the step; a correction leaves it
        self.day.set_read_only(self._correcting)
        self._tell_left()
        self._scroll.verticalScrollBar().setValue(0)
        self.editor.begin()

    def _tell_left(self) -> None:
        left = len(self.remaining)
        said = self.tr("Wpisano {done} z {all}").format(done=len(self._done), all=len(self._people))
        self.left.setText(said)
        self.skip.setEnabled(left > 1)

    def _step(self, by: int) -> None:
        """Another person whose card is not typed in yet; asks before texts are lost."""
        left = self.remaining
        if self._busy or self._current is None or len(left) < 2:
            return
        order = list(self._people)
        at = order.index(self._current.id)
        around = order[at + 1 :] + order[:at] if by > 0 else order[:at][::-1] + order[at + 1 :][::-1]
        following = next((number for number in around if number not in self._done), None)
        if following is not None:
            self._leave(lambda: self._show_person(following))

    def _on_item(self, item: QListWidgetItem) -> None:
        number = item.data(_ID)
        if self._current is None or number is None or number == self._current.id:
            self.editor.begin()
            return
        if number in self._done:
            self._say(self.tr("Ta karta jest już wpisana. Poprawisz ją w rejestrze: „Inne kroki”, „Popraw kartę…”."))
            back = self._item(self._current.id)
            if back is not None:
                self.list.setCurrentItem(back)
            return
        self._leave(lambda: self._show_person(int(number)))

    def _leave(self, then: Callable[[], None]) -> None:
        kept = self._current is not None and self._correcting and self.editor.card() == _card_of(self._current)
        if is_blank(self.editor.card()) or self._current is None or kept:
            then()
            return
        self._dialogs.ask(
            self.tr("Niezapisana karta"),
            self.tr("Karta osoby {person} nie jest zapisana.").format(person=self._current.person),
            (Answer(self.tr("Porzuć tę kartę"), then, destructive=True),),
        )

    # -- saving ----------------------------------------------------------------------------------------------

    def save_and_next(self) -> None:
        """Save the card and open the next one; with the last card the window closes."""
        each = self._current
        if self._busy or each is None:
            return
        reading, card = self.day.read(), self.editor.card()
        found = list(reading.problems)
        if not found and self._correcting:
            found = [*correction_problems(each, card), *shape_problems(card)]
        elif not found:
            done = StepDone(step=Step.FILL_CARD, done_on=reading.value)
            found = [*problems(each, done, self._today, card), *shape_problems(card)]
        if found:
            self._refuse(found)
            return
        day: date = reading.value
        self._set_busy(True)

        def work(_progress: Progress) -> Done[Participation]:
            if self._correcting:
                return self._participations.correct_card(each.id, each.version, card)
            return self._participations.fill_card(each.id, each.version, day, card)

        self._jobs.run(
            work,
            done=self._on_saved,
            failed=self._on_refused,
            cancelled=lambda: self._set_busy(False),
            writes=True,
            cancellable=False,
            owner=self,
        )

    def _on_saved(self, outcome: Done[Participation]) -> None:
        self._set_busy(False)
        each = outcome.record
        self._done.add(each.id)
        item = self._item(each.id)
        if item is not None:
            item.setIcon(icons.icon("ok"))
            item.setText(f"{item.text()} – {self.tr('wpisano')}")
        self.editor.load(Card())
        self.saved.emit(outcome)
        left = self.remaining
        if not left:
            self.accept()
            return
        order = list(self._people)
        at = order.index(each.id)
        self._show_person(next((n for n in order[at:] if n in left), left[0]))
        self._say(outcome.message)

    def _set_busy(self, on: bool) -> None:
        self._busy = on
        self.save.setEnabled(not on)

    def _refuse(self, found: Sequence[Problem]) -> None:
        words = {**FIELDS, **DEED_FIELDS}
        first = found[0]
        label = words[first.field].label if first.field in words and first.field != "content" else ""
        sentence = first.sentence(PROBLEMS)
        self._say(f"{label}: {sentence}" if label else sentence, "danger")
        if first.field in ("", "done_on"):
            self.day.mark_faulty(True)
            self.day.focus_target().setFocus()
        else:
            self.editor.focus_field(first.field)

    def _on_refused(self, error: Refusal) -> None:
        self._set_busy(False)
        if isinstance(error, Invalid) and error.problems:
            self._refuse(error.problems)
        elif isinstance(error, Conflict):
            self._say(
                self.tr("Ktoś zmienił ten udział w międzyczasie, więc karty nie zapisano. Otwórz okno ponownie."),
                "danger",
            )
        else:
            self._dialogs.refuse(error)

    def _on_edited(self) -> None:
        self.day.mark_faulty(False)
        missing = self.editor.missing()
        self._say("" if not missing else self.tr("Bez oceny: {number} z 6.").format(number=missing))

    def _say(self, text: str, color: str = "muted") -> None:
        hint = self.tr("Cyfry 1–5 wpisują ocenę i przechodzą dalej. Enter: dalej. Ctrl+Enter: zapisz i następna.")
        self.status.set_color(color)
        self.status.setText(text or hint)

    # -- leaving ---------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Esc, Alt+F4 or the button: asks before a card is lost."""
        if not self._busy:
            self._leave(super().reject)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.isVisible():
            event.ignore()
            self.reject()
            return
        super().closeEvent(event)


def _card_of(each: Participation) -> Card:
    """What stands on the card."""
    return Card(**{spec.name: getattr(each, spec.name) for spec in fields(Card)})


def _filled_on(each: Participation) -> date | None:
    return next((done.done_on for done in each.steps if done.step is Step.FILL_CARD), None)


def _by_training(people: Sequence[Participation]) -> list[Participation]:
    return sorted(people, key=lambda each: (each.ends_on, each.course_id, sort_key(surname_first(each.person))))
