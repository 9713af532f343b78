"""„Dopisz uczestników”: many people ticked in a list and added to a training at once, with what stands in the way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.core.date_words import from_to
from app.core.drafts import limit_of
from app.core.errors import Invalid, Refusal
from app.core.polish import fold, plural
from app.core.progress import Progress
from app.core.records import Outcome as Done
from app.people.employees.domain import Employee
from app.registers.trainings.courses.domain import Course
from app.registers.trainings.participations.domain import COUNTED, Participation, ParticipationDraft
from app.registers.trainings.participations.usecases import Participations
from app.registers.trainings.participations.words import FIELDS, NO_OFFER, PROBLEMS
from app.widgets.buttons import DeedButton
from app.widgets.forms.choice_editors import Combo
from app.widgets.forms.date_editor import DateEditor
from app.widgets.forms.line_editors import Line
from app.widgets.forms.note import ColoredLabel
from app.widgets.jobs import Jobs
from app.widgets.style import PRIMARY
from app.widgets.theme import colors
from app.widgets.tips import plain_tip
from app.widgets.zoom import line, resize_to_text, scale_font

_ID = Qt.ItemDataRole.UserRole
_NAME, _POST, _WHY = 0, 1, 2
_TOLD = 3
"""Refusals told in full below the list; all stand at the names."""
Refusals = Mapping[int, str]
"""By employee the sentences why they cannot take part."""


class PeopleWindow(QDialog):
    """Nobody is added while somebody ticked cannot be; ``saved`` carries the Outcome with its undo."""

    saved = Signal(object)

    def __init__(
        self,
        course: Course,
        employees: Sequence[Employee],
        units: Mapping[int, str],
        taking_part: Sequence[Participation],
        participations: Participations,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("people_window")
        self.setWindowTitle(self.tr("Dopisz uczestników"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, on=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._course, self._units = course, units
        self._participations, self._jobs, self._busy = participations, jobs, False
        self._there = {each.employee_id for each in taking_part if each.outcome in COUNTED}
        self._refused: Refusals = {}
        self._build()
        self._fill(employees)
        self.day.load(participations.clock.today())
        self._tell()
        resize_to_text(self, 140, 42)
        self.search.setFocus()

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        unit, course = line(self), self._course
        title = ColoredLabel(course.topic, "accent", self)
        scale_font(title, 1.2, QFont.Weight.DemiBold)
        first = course.starts_on
        days = "" if first is None else from_to(first, course.ends_on or first)
        places = "" if course.places is None else self.tr("miejsc: {places}").format(places=course.places)
        facts = ColoredLabel(", ".join(filter(None, (days, course.institution, places))), "muted", self)
        self.status = ColoredLabel("", "muted", self)
        self.status.setObjectName("people_status")
        self.status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(unit,) * 4)
        layout.setSpacing(unit // 2)
        layout.addWidget(title)
        layout.addWidget(facts)
        layout.addLayout(self._build_search())
        layout.addWidget(self._build_list(), 1)
        layout.addLayout(self._build_request())
        layout.addWidget(self.status)
        layout.addLayout(self._build_buttons())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._on_add)

    def _build_search(self) -> QHBoxLayout:
        self.search = Line(self)
        self.search.setObjectName("search_people")
        self.search.setPlaceholderText(self.tr("Nazwisko, numer albo stanowisko"))
        self.search.setClearButtonEnabled(True)
        label = QLabel(self.tr("&Szukaj"))
        label.setBuddy(self.search)
        self.unit = Combo(self)
        self.unit.setObjectName("unit")
        self.unit.setAccessibleName(self.tr("Komórka"))
        self.unit.addItem(self.tr("wszystkie komórki"), None)
        for number, name in self._units.items():
            self.unit.addItem(name, number)
        unit_label = QLabel(self.tr("&Komórka"))
        unit_label.setBuddy(self.unit)
        self.tick_shown = DeedButton(self.tr("&Zaznacz widoczne"), self)
        self.tick_shown.setObjectName("tick_shown")
        row = QHBoxLayout()
        row.setSpacing(line(self, 0.5))
        row.addWidget(label)
        row.addWidget(self.search, 2)
        row.addWidget(unit_label)
        row.addWidget(self.unit, 2)
        row.addWidget(self.tick_shown)
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._tick_first)
        self.unit.currentIndexChanged.connect(self._narrow)
        self.tick_shown.clicked.connect(self._on_tick_shown)
        return row

    def _build_list(self) -> QTreeWidget:
        self.list = QTreeWidget(self)
        self.list.setObjectName("people")
        self.list.setAccessibleName(self.tr("Pracownicy, spacja zaznacza"))
        self.list.setHeaderLabels([self.tr("Osoba"), self.tr("Stanowisko i komórka"), self.tr("Uwagi")])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(False)
        self.list.setWordWrap(True)
        self.list.setAlternatingRowColors(True)
        letters = self.fontMetrics().averageCharWidth()
        for column, width in ((_NAME, 34), (_POST, 62)):
            self.list.setColumnWidth(column, letters * width)
        self.list.itemChanged.connect(self._on_ticked)
        return self.list

    def _build_request(self) -> QFormLayout:
        self.day = DateEditor(required=True)
        self.day.setObjectName("requested_on")
        self.day.name_parts(FIELDS["requested_on"].label)
        self.day.setFixedWidth(self.fontMetrics().averageCharWidth() * 20)
        self.justification, self.no_offer = Line(self), Line(self)
        form = QFormLayout()
        form.setHorizontalSpacing(line(self))
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self._label(self.tr("Dzień &wniosku"), self.day.focus_target()), self.day)
        self.no_offer.setPlaceholderText(self.tr("tylko gdy nie było oferty albo kierownik na nią nie odpowiedział"))
        rows = [(self.tr("&Uzasadnienie"), "justification", self.justification)]
        if self._course.kind not in NO_OFFER:
            rows.append((self.tr("Dlaczego &bez oferty"), "no_offer_reason", self.no_offer))
        for text, name, edit in rows:
            edit.setObjectName(name)
            edit.setMaxLength(limit_of(ParticipationDraft, name) or 300)
            edit.setAccessibleName(FIELDS[name].label)
            edit.setAccessibleDescription(FIELDS[name].help)
            edit.setToolTip(plain_tip(FIELDS[name].help))
            form.addRow(self._label(text, edit), edit)
        return form

    def _label(self, text: str, buddy: QWidget) -> QLabel:
        label = QLabel(text)
        label.setBuddy(buddy)
        return label

    def _build_buttons(self) -> QHBoxLayout:
        self.untick = DeedButton(self.tr("&Odznacz te osoby"), self)
        self.untick.setObjectName("untick_refused")
        self.untick.hide()
        cancel = DeedButton(self.tr("&Anuluj"), self)
        self.add = DeedButton("", self)
        self.add.setObjectName("add_people")
        self.add.setProperty(PRIMARY, True)
        row = QHBoxLayout()
        row.setSpacing(line(self, 0.5))
        row.addStretch(1)
        for button in (self.untick, cancel, self.add):
            row.addWidget(button)
        self.untick.clicked.connect(self._on_untick)
        cancel.clicked.connect(self.reject)
        self.add.clicked.connect(self._on_add)
        return row

    def _fill(self, employees: Sequence[Employee]) -> None:
        self.list.blockSignals(True)
        row = QSize(0, line(self, 1.6))
        symbols = {number: name.partition(" – ")[0] for number, name in self._units.items()}
        for each in employees:
            number = f" (nr {each.number})" if each.number else ""
            about = ", ".join(filter(None, (each.post, symbols.get(each.unit_id or 0, ""))))
            item = QTreeWidgetItem(self.list, [f"{each.surname} {each.first_name}{number}", about, ""])
            item.setData(_NAME, _ID, each.id)
            item.setData(_POST, _ID, each.unit_id)
            item.setToolTip(_POST, plain_tip(about))
            item.setSizeHint(_NAME, row)
            if each.id in self._there:
                item.setText(_WHY, self.tr("bierze już udział"))
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            else:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(_NAME, Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)

    # -- choosing --------------------------------------------------------------------------------------------

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount()))
        return [item for item in found if item is not None]

    def ticked(self) -> list[int]:
        """Ids of the people ticked, also of those whom the search hides."""
        return [int(item.data(_NAME, _ID)) for item in self._items() if item.checkState(_NAME) is Qt.CheckState.Checked]

    def _narrow(self) -> None:
        words, unit = fold(self.search.text()).split(), self.unit.currentData()
        for item in self._items():
            said = fold(f"{item.text(_NAME)} {item.text(_POST)}")
            shown = all(word in said for word in words) and unit in (None, item.data(_POST, _ID))
            item.setHidden(not shown)

    def _tick_first(self) -> None:
        """Enter in the search ticks the one person found, and the next can be looked for."""
        shown = [item for item in self._items() if not item.isHidden() and item.flags()]
        if len(shown) == 1:
            shown[0].setCheckState(_NAME, Qt.CheckState.Checked)
            self.search.clear()
        elif shown:
            self.list.setCurrentItem(shown[0])
            self.list.setFocus()

    def _on_tick_shown(self) -> None:
        shown = [item for item in self._items() if not item.isHidden() and item.flags()]
        all_ticked = all(item.checkState(_NAME) is Qt.CheckState.Checked for item in shown)
        for item in shown:
            item.setCheckState(_NAME, Qt.CheckState.Unchecked if all_ticked else Qt.CheckState.Checked)

    def _on_ticked(self, item: QTreeWidgetItem, column: int) -> None:
        if column == _NAME:
            self._tell()

    def _tell(self) -> None:
        number = len(self.ticked())
        people = f"{number} {plural(number, 'osobę', 'osoby', 'osób')}"
        self.add.setText(self.tr("&Dopisz {people}").format(people=people) if number else self.tr("&Dopisz"))
        self.add.setEnabled(bool(number) and not self._busy)
        self._say("" if number else self.tr("Zaznacz osoby, które pojadą na szkolenie."))

    # -- adding ----------------------------------------------------------------------------------------------

    def _draft(self, on: date) -> ParticipationDraft:
        return ParticipationDraft(
            course_id=self._course.id,
            requested_on=on,
            justification=self.justification.text().strip(),
            no_offer_reason=self.no_offer.text().strip(),
        )

    def _on_add(self) -> None:
        people, reading = self.ticked(), self.day.read()
        if self._busy or not people:
            return
        self.day.mark_faulty(bool(reading.problems))
        if reading.problems:
            self._say(reading.problems[0].sentence(), "danger")
            self.day.focus_target().setFocus()
            return
        draft, use_cases, course_id = self._draft(reading.value), self._participations, self._course.id
        self._busy = True
        self.add.setEnabled(False)

        def work(_progress: Progress) -> Refusals | Done[tuple[Participation, ...]]:
            try:
                return use_cases.add_people(course_id, people, draft)
            except Invalid:
                return _refusals(use_cases, people, draft)

        self._jobs.run(
            work,
            done=self._on_done,
            failed=self._on_refused,
            cancelled=self._on_broken,
            writes=True,
            cancellable=False,
            owner=self,
        )

    def _on_done(self, found: Refusals | Done[tuple[Participation, ...]]) -> None:
        self._busy = False
        if isinstance(found, Done):
            self.accept()
            self.saved.emit(found)
            return
        self._tell()
        self._refused = found
        self._show_refused()

    def _show_refused(self) -> None:
        """Each reason at its person; what all share is about the request and said once."""
        reasons = set(self._refused.values())
        common = reasons.pop() if len(reasons) == 1 and len(self._refused) == len(self.ticked()) else ""
        danger = colors(self.palette()).color("danger")
        self.list.blockSignals(True)
        for item in self._items():
            if not item.flags():
                continue
            item.setText(_WHY, "" if common else self._refused.get(item.data(_NAME, _ID), ""))
            item.setForeground(_WHY, danger)
            item.setToolTip(_WHY, plain_tip(item.text(_WHY)))
        self.list.blockSignals(False)
        number = len(self._refused)
        self.untick.setVisible(bool(number) and not common)
        if common:
            self._say(common, "danger")
            if common == PROBLEMS["no_offer"]:
                self.no_offer.setFocus()
            return
        self._say("\n".join(self._refusals_in_words()), "danger")

    def _refusals_in_words(self) -> Iterator[str]:
        """How many cannot be added, and the whole reason of the first of them."""
        number = len(self._refused)
        people = f"{number} {plural(number, 'osoby', 'osób', 'osób')}"
        yield self.tr("Nikogo nie dopisano: {people} nie można dopisać.").format(people=people)
        listed = [item for item in self._items() if item.flags() and item.data(_NAME, _ID) in self._refused]
        for item in listed[:_TOLD]:
            yield f"{item.text(_NAME)}: {self._refused[item.data(_NAME, _ID)]}"
        if len(listed) > _TOLD:
            yield self.tr("Dalsze powody stoją przy nazwiskach.")

    def _on_untick(self) -> None:
        for item in self._items():
            if item.flags() and item.data(_NAME, _ID) in self._refused:
                item.setCheckState(_NAME, Qt.CheckState.Unchecked)
        self._refused = {}
        self.untick.hide()
        self._tell()

    def _on_refused(self, error: Refusal) -> None:
        self._on_broken()
        self._say(str(error), "danger")

    def _on_broken(self) -> None:
        self._busy = False
        self._tell()

    def _say(self, text: str, color: str = "muted") -> None:
        self.status.set_color(color)
        self.status.setText(text)


def _refusals(use_cases: Participations, people: Sequence[int], draft: ParticipationDraft) -> Refusals:
    """What stands in the way of each of these people."""
    found = {number: use_cases.problems(replace(draft, employee_id=number)) for number in people}
    return {
        number: " ".join(problem.sentence(PROBLEMS) for problem in problems)
        for number, problems in found.items()
        if problems
    }
