"""„Statystyka ocen”: what to look at, pages with charts, and the files made of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.core.dates import format_date
from app.core.errors import Refusal
from app.core.report_pages import Page
from app.registers.evaluations.shared import EvaluationServices
from app.registers.evaluations.statistics import words
from app.registers.evaluations.statistics.domain import Choice
from app.registers.evaluations.statistics.figures import Statistics, usual_choice
from app.registers.evaluations.statistics.pages import available, page
from app.registers.evaluations.statistics.prints import StatisticsPrints, all_keys
from app.registers.evaluations.statistics.usecases import EvaluationStatistics
from app.widgets.buttons import deed_button, foot
from app.widgets.output import Output, file_name, saved_as
from app.widgets.page_view import PageView
from app.widgets.workspace import Workspace
from app.widgets.zoom import line, resize_to_text, scale_font

_CHARS, _LINES = 150, 46
"""Size of the window at first, in average characters and lines."""
_EVERYTHING = -1
"""Data of the entry „all” in a box."""


@dataclass(frozen=True, kw_only=True)
class StatisticsTools:
    """What the window works with."""

    workspace: Workspace
    statistics: EvaluationStatistics
    prints: StatisticsPrints


class StatisticsWindow(QDialog):
    """Reads once, for that is an entry in the log; „Odczytaj ponownie” reads again."""

    def __init__(self, tools: StatisticsTools, campaign_id: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statistics_window")
        self.setWindowTitle(self.tr("Statystyka ocen"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, on=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tools, self._campaign_id = tools, campaign_id
        self._found: Statistics | None = None
        self._choice = Choice()
        self._asked = 0
        self._filling = False
        self._shown: Page | None = None
        self._build()
        resize_to_text(self, _CHARS, _LINES)
        self.read()

    # -- building ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        title = QLabel(words.TITLE)
        title.setObjectName("title")
        scale_font(title, 1.3, QFont.Weight.DemiBold)
        self.state = QLabel()
        self.state.setObjectName("state")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.state.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.yardstick = self._box("yardstick")
        self.period = self._box("period")
        self.unit = self._box("unit")
        self.group = self._box("group")
        self.person = self._box("person")
        self._columns: dict[QComboBox, QWidget] = {}
        filters = QHBoxLayout()
        filters.setSpacing(line(self, 0.8))
        for box, text in (
            (self.yardstick, self.tr("&Regulamin")),
            (self.period, self.tr("&Okres")),
            (self.unit, self.tr("&Komórka")),
            (self.group, self.tr("Kr&yteria")),
            (self.person, self.tr("Oso&ba")),
        ):
            filters.addWidget(self._labelled(box, text), 1)
        self.tabs = QTabBar()
        self.tabs.setObjectName("pages")
        self.tabs.setAccessibleName(self.tr("Strony statystyki"))
        self.tabs.setExpanding(False)
        self.tabs.currentChanged.connect(self._on_page)
        self.view = PageView()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(line(self, 0.9),) * 4)
        layout.setSpacing(line(self, 0.5))
        layout.addWidget(title)
        layout.addWidget(self.state)
        layout.addLayout(filters)
        layout.addWidget(self.tabs)
        layout.addWidget(self.view, 1)
        layout.addLayout(self._foot())
        QShortcut(QKeySequence("F5"), self).activated.connect(self.read)
        QShortcut(QKeySequence("Ctrl+Tab"), self).activated.connect(lambda: self._turn(1))
        QShortcut(QKeySequence("Ctrl+Shift+Tab"), self).activated.connect(lambda: self._turn(-1))

    def _box(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        box.currentIndexChanged.connect(self._on_chosen)
        return box

    def _labelled(self, box: QComboBox, text: str) -> QWidget:
        label = QLabel(text)
        label.setBuddy(box)
        box.setAccessibleName(text.replace("&", ""))
        column = self._columns[box] = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(line(self, 0.15))
        layout.addWidget(label)
        layout.addWidget(box)
        return column

    def _foot(self) -> QHBoxLayout:
        self.as_tables = QCheckBox(self.tr("Pokaż jako &tabelę"))
        self.as_tables.setObjectName("as_tables")
        self.as_tables.toggled.connect(self._on_as_tables)
        self.with_raters = QCheckBox(self.tr("W plikach także oce&niający"))
        self.with_raters.setObjectName("with_raters")
        self.with_raters.setToolTip(self.tr("Bez tego wydruk i arkusz nie zawierają nazwisk."))
        self.again_button = deed_button("read_again", self.tr("Odczyt&aj ponownie"), self.read)
        self.again_button.setToolTip(self.tr("Czyta oceny od nowa (F5); każdy odczyt zapisuje się w dzienniku."))
        self.print_button = deed_button("print_statistics", self.tr("&Drukuj…"), self._print)
        self.pdf_button = deed_button("save_pdf", self.tr("Zapisz jako &PDF…"), self._save_pdf)
        self.workbook_button = deed_button("save_workbook", self.tr("Zapisz w arku&szu…"), self._save_workbook)
        deeds = (self.again_button, self.print_button, self.pdf_button, self.workbook_button)
        return foot(self, (self.as_tables, self.with_raters), deeds, self.tr("&Zamknij"))

    # -- reading -------------------------------------------------------------------------------------------------

    @Slot()
    def read(self) -> None:
        """Read everything in the background."""
        self.again_button.setEnabled(False)
        self._tools.workspace.jobs.run(
            lambda _progress: self._tools.statistics.read(),
            done=self._on_read,
            failed=self._on_refused,
            title=self.tr("Zestawiam oceny…"),
            cancellable=False,
            owner=self,
        )

    def _on_refused(self, refusal: Refusal) -> None:
        self._tools.workspace.dialogs.refuse(refusal)
        self.reject()

    def _on_read(self, found: Statistics) -> None:
        first, self._found = self._found is None, found
        self.again_button.setEnabled(True)
        choice = self._first_choice(found) if first else Choice()
        key = self._key
        self._filling = True
        while self.tabs.count():
            self.tabs.removeTab(0)
        for each in available(found):
            self.tabs.setTabData(self.tabs.addTab(words.PAGES[each]), each)
        keys = available(found)
        self.tabs.setCurrentIndex(keys.index(key) if key in keys else 0)
        self._fill(self.yardstick, [words.with_yardstick(material) for material in found.materials])
        self.yardstick.setCurrentIndex(choice.yardstick if found.materials else -1)
        self._filling = False
        self._fill_boxes(choice)
        something = bool(found.materials)
        for button in (self.print_button, self.pdf_button, self.workbook_button, self.as_tables):
            button.setEnabled(something)
        self.with_raters.setVisible(found.with_names and something)
        self._show_box(self.yardstick, len(found.materials) > 1)
        self._redraw()

    def _first_choice(self, found: Statistics) -> Choice:
        """The campaign the window was opened from, else the last complete period."""
        for number, material in enumerate(found.materials):
            for place, period in enumerate(material.periods):
                if self._campaign_id and period.campaign_id == self._campaign_id:
                    return Choice(number, place)
        return usual_choice(found)

    def _fill_boxes(self, choice: Choice) -> None:
        """Fill the boxes below the yardstick for that yardstick."""
        found = self._found
        something = found is not None and bool(found.materials)
        for box in (self.period, self.unit, self.group):
            self._show_box(box, something)
        self._choice = choice
        if found is None or not something:
            self._show_box(self.person, False)
            return
        material = found.materials[choice.yardstick]
        self._filling = True
        periods = [
            period.name if period.complete else self.tr("{name} (trwa)").format(name=period.name)
            for period in material.periods
        ]
        self._fill(self.period, periods)
        self.period.setCurrentIndex(choice.period or 0)
        self._fill(self.unit, material.units, words.EVERY_UNIT)
        self.group.clear()
        self.group.addItem(words.EVERY_GROUP, "")
        for symbol, name in material.yardstick.groups:
            self.group.addItem(f"{symbol}. {name}", symbol)
        self._fill(self.person, material.people)
        self._filling = False

    def _fill(self, box: QComboBox, names: Sequence[str], everything: str = "") -> None:
        box.clear()
        if everything:
            box.addItem(everything, _EVERYTHING)
        for place, name in enumerate(names):
            box.addItem(name, place)

    def _show_box(self, box: QComboBox, shown: bool) -> None:
        self._columns[box].setVisible(shown)

    # -- choosing ------------------------------------------------------------------------------------------------

    @property
    def _key(self) -> str:
        return str(self.tabs.tabData(self.tabs.currentIndex()) or "")

    @Slot()
    def _on_chosen(self) -> None:
        if self._filling or self._found is None or not self._found.materials:
            return
        if self.sender() is self.yardstick:
            number = self.yardstick.currentIndex()
            self._fill_boxes(usual_choice(self._found, number))
        self._choice = replace(
            self._choice,
            period=self.period.currentData(),
            unit=None if self.unit.currentData() == _EVERYTHING else self.unit.currentData(),
            group=str(self.group.currentData() or ""),
            person=self.person.currentData(),
        )
        self._redraw()

    @Slot()
    def _on_page(self) -> None:
        if not self._filling:
            self._redraw()

    def _turn(self, step: int) -> None:
        count = self.tabs.count()
        if count:
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % count)

    @Slot()
    def _on_as_tables(self) -> None:
        if self._shown is not None:
            self.view.show_page(self._shown, as_tables=self.as_tables.isChecked())

    def _redraw(self) -> None:
        """Work the page out in the background; only the last one asked for is shown."""
        found, key, choice = self._found, self._key, self._choice
        if found is None or not key:
            return
        for box, of_all in ((self.period, False), (self.unit, False), (self.group, True)):
            box.setEnabled(bool(found.materials) and (of_all or key != words.PERSON))
        self.period.setEnabled(key not in (words.YEARS, words.PERSON))
        self.unit.setEnabled(key not in (words.RATERS, words.PERSON))
        self._show_box(self.person, key == words.PERSON and bool(found.materials))
        if key == words.PERSON:
            choice = replace(choice, person=self.person.currentData())
        self._asked += 1
        asked = self._asked

        def shown(made: Page) -> None:
            if asked == self._asked:
                self._show(made)

        self._tools.workspace.jobs.run(lambda _progress: page(found, key, choice), done=shown, owner=self)

    def _show(self, made: Page) -> None:
        assert self._found is not None
        self._shown = made
        local = self._found.as_of.astimezone()
        told = self.tr("Stan z {day}, {hour}.").format(day=format_date(local.date()), hour=f"{local:%H:%M}")
        if self._found.materials:
            told += f" {words.with_yardstick(self._found.materials[self._choice.yardstick])}."
        self.state.setText(told)
        self.view.show_page(made, as_tables=self.as_tables.isChecked())

    # -- files ---------------------------------------------------------------------------------------------------

    def _keys(self) -> tuple[str, ...]:
        assert self._found is not None
        if self._key == words.PERSON:
            return (words.PERSON,)
        return all_keys(self._found, raters=self.with_raters.isChecked())

    @property
    def _output(self) -> Output:
        return Output(self._tools.workspace, self, self.tr("Przygotowuję zestawienie…"), cancellable=False)

    def _print(self) -> None:
        found, choice, keys = self._found, self._choice, self._keys()
        if found is not None:
            self._output.print(lambda _progress: self._tools.prints.pdf(found, choice, keys), words.TITLE)

    def _save_pdf(self) -> None:
        found, choice, keys = self._found, self._choice, self._keys()
        if found is not None:
            self._output.save_pdf(
                lambda _progress: self._tools.prints.pdf(found, choice, keys), words.TITLE, then=self._on_saved
            )

    def _save_workbook(self) -> None:
        found, choice, keys = self._found, self._choice, self._keys()
        if found is not None:
            self._output.save_workbook(
                lambda path, _csv, progress: self._tools.prints.workbook(found, choice, path, keys, progress),
                file_name(words.TITLE, "xlsx"),
                csv=False,
                then=self._on_saved,
            )

    def _on_saved(self, path: Path) -> None:
        self.state.setText(saved_as(path))


def open_statistics(workspace: Workspace, services: EvaluationServices, campaign_id: int = 0) -> None:
    """The window, one at a time."""
    for known in workspace.window.findChildren(StatisticsWindow):
        known.close()
    tools = StatisticsTools(
        workspace=workspace, statistics=services.evaluation_statistics, prints=services.statistics_prints
    )
    StatisticsWindow(tools, campaign_id, workspace.window).show()
