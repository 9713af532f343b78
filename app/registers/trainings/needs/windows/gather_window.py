"""„Zbierz potrzeby”: what talks agreed and what ends soon, near topics together, to be ticked and saved at once."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.core.dates import format_date
from app.core.errors import Refusal
from app.core.progress import Progress
from app.registers.trainings.needs.domain import Candidate, Gathered, TopicGroup
from app.registers.trainings.needs.words import WORDS, people
from app.widgets.buttons import DeedButton
from app.widgets.forms.date_editor import DateEditor
from app.widgets.forms.note import ColoredLabel
from app.widgets.jobs import Jobs
from app.widgets.style import PRIMARY
from app.widgets.tips import plain_tip
from app.widgets.zoom import line, resize_to_text

Gather = Callable[[date | None, date | None], Gathered]


class GatherWindow(QDialog):
    """``chosen`` carries the ticked groups; what is a goal and not a need is offered unticked."""

    chosen = Signal(object)

    def __init__(self, gather: Gather, jobs: Jobs, since: date, until: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gather_window")
        self.setWindowTitle(self.tr("Zbierz potrzeby szkoleniowe"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, on=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._gather, self._jobs = gather, jobs
        self._groups: tuple[TopicGroup, ...] = ()
        self._build()
        self.since.load(since)
        self.until.load(until)
        resize_to_text(self, 190, 38)
        self.look()

    def _build(self) -> None:
        about = QLabel(
            self.tr(
                "Potrzeby i cele z rozmów oceniających oraz szkolenia i uprawnienia, których ważność się kończy. "
                "Podobne tematy stoją razem; osoby z jednej grupy dostaną jej wspólny temat. Tego, co już zapisano "
                "albo odrzucono, program nie pokaże drugi raz."
            )
        )
        about.setTextFormat(Qt.TextFormat.PlainText)
        about.setWordWrap(True)
        self.notice = ColoredLabel("", "warning", self)
        self.notice.setObjectName("notice")
        self.state = ColoredLabel("", "muted", self)
        self.state.setObjectName("state")
        self.list = self._list()
        buttons = QDialogButtonBox()
        self.take = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setObjectName("take_needs")
        self.take.setProperty(PRIMARY, True)
        buttons.addButton(DeedButton(self.tr("&Anuluj")), QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(line(self, 1),) * 4)
        layout.setSpacing(line(self, 0.6))
        layout.addWidget(about)
        layout.addLayout(self._period())
        layout.addWidget(self.notice)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.state)
        layout.addWidget(buttons)
        self.list.itemChanged.connect(self._on_ticked)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)

    def _period(self) -> QHBoxLayout:
        self.since, self.until = DateEditor(required=True), DateEditor(required=True)
        row = QHBoxLayout()
        row.setSpacing(line(self, 0.5))
        for text, name, editor in (
            (self.tr("Rozmowy oceniające &od"), "since", self.since),
            (self.tr("&do"), "until", self.until),
        ):
            label = QLabel(text)
            label.setBuddy(editor.focus_target())
            editor.setObjectName(name)
            editor.name_parts(text.replace("&", ""))
            editor.setFixedWidth(self.fontMetrics().averageCharWidth() * 18)
            row.addWidget(label)
            row.addWidget(editor)
        again = DeedButton(self.tr("&Szukaj"))
        again.setObjectName("look_again")
        again.clicked.connect(self.look)
        row.addWidget(again)
        row.addStretch(1)
        return row

    def _list(self) -> QTreeWidget:
        listed = QTreeWidget()
        listed.setObjectName("found_needs")
        listed.setAccessibleName(self.tr("Znalezione potrzeby, spacja zaznacza"))
        listed.setHeaderLabels(
            [self.tr("Temat i osoby"), self.tr("Komórka"), self.tr("Potrzebne do"), self.tr("Gdzie znaleziono")]
        )
        listed.setUniformRowHeights(True)
        listed.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        letters = self.fontMetrics().averageCharWidth()
        for column, width in enumerate((46, 32, 16)):
            listed.setColumnWidth(column, letters * width)
        return listed

    # -- showing -------------------------------------------------------------------------------------------------

    @Slot()
    def look(self) -> None:
        """Gather anew for the days that are typed."""
        days = [editor.read() for editor in (self.since, self.until)]
        for editor, reading in zip((self.since, self.until), days, strict=True):
            editor.mark_faulty(bool(reading.problems))
        wrong = next((problem for reading in days for problem in reading.problems), None)
        if wrong is not None:
            self._say(wrong.sentence(), "danger")
            return
        since, until = (reading.value for reading in days)
        if since > until:
            self._say(self.tr("Pierwszy dzień jest późniejszy niż ostatni. Popraw daty i poszukaj ponownie."), "danger")
            return
        self._say(self.tr("Szukam…"), "muted")

        def work(_progress: Progress) -> Gathered:
            return self._gather(since, until)

        self._jobs.run(work, done=self._show, failed=self._on_refused, cancellable=False, owner=self)

    def _show(self, found: Gathered) -> None:
        self._groups = found.groups
        self.notice.setText("\n".join(found.notices))
        self.notice.setVisible(bool(found.notices))
        self.list.blockSignals(True)
        self.list.clear()
        for group in found.groups:
            self._add(group)
        self.list.expandAll()
        self.list.blockSignals(False)
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
            self.list.setFocus()
        known = self.tr(" Już zapisanych albo odrzuconych: {number}.").format(number=found.known) if found.known else ""
        if found.groups:
            total = sum(len(group.candidates) for group in found.groups)
            said = self.tr("Znaleziono: {counted}.").format(counted=WORDS.counted(total))
        else:
            said = self.tr("Nie znaleziono nic nowego.")
        self._say(said + known, "muted")
        self._on_ticked()

    def _add(self, group: TopicGroup) -> None:
        row = QSize(0, line(self, 1.6))
        count = len(group.candidates)
        title = f"{group.topic} ({people(count)})" if count > 1 else group.topic
        top = QTreeWidgetItem(self.list, [title])
        font = QFont(self.list.font())
        font.setWeight(QFont.Weight.DemiBold)
        top.setFont(0, font)
        top.setFirstColumnSpanned(True)
        top.setSizeHint(0, row)
        top.setToolTip(0, plain_tip(title))
        top.setFlags(top.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
        for candidate in group.candidates:
            item = QTreeWidgetItem(top, self._texts(candidate, group.topic))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Checked if candidate.likely else Qt.CheckState.Unchecked)
            item.setSizeHint(0, row)
            tip = "\n".join(filter(None, (candidate.topic, candidate.reason, candidate.told)))
            for column in range(4):
                item.setToolTip(column, plain_tip(tip))

    def _texts(self, candidate: Candidate, topic: str) -> list[str]:
        day = "" if candidate.wanted_by is None else format_date(candidate.wanted_by)
        other = f" – „{candidate.topic}”" if candidate.topic != topic else ""
        return [f"{candidate.person}{other}", candidate.unit, day, candidate.told]

    def _say(self, text: str, color: str) -> None:
        self.state.set_color(color)
        self.state.setText(text)

    def _on_refused(self, refusal: Refusal) -> None:
        self._say(str(refusal), "danger")

    # -- choosing ------------------------------------------------------------------------------------------------

    def ticked(self) -> tuple[TopicGroup, ...]:
        """Groups with their ticked people."""
        found = []
        for place, group in enumerate(self._groups):
            top = self.list.topLevelItem(place)
            if top is None:
                continue
            states = [top.child(number).checkState(0) for number in range(top.childCount())]
            ticked = [
                each for each, state in zip(group.candidates, states, strict=True) if state is Qt.CheckState.Checked
            ]
            if ticked:
                found.append(TopicGroup(group.topic, tuple(ticked)))
        return tuple(found)

    @Slot()
    def _on_ticked(self) -> None:
        number = sum(len(group.candidates) for group in self.ticked())
        text = self.tr("&Zapisz {counted}").format(counted=WORDS.counted(number).replace("1 potrzeba", "1 potrzebę"))
        self.take.setText(text if number else self.tr("&Zapisz zaznaczone"))
        self.take.setEnabled(bool(number))

    @Slot()
    def _on_accepted(self) -> None:
        self.chosen.emit(self.ticked())
        self.accept()
