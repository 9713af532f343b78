"""The tab of evaluation sheets: wires table and deeds; rules stay in the use cases."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton

from app.core.records import Change, Query
from app.people.office.spreadsheets import both_ways
from app.printing import render
from app.registers.evaluations.shared import EvaluationServices
from app.registers.evaluations.sheets.domain import Evaluation, Kind, State
from app.registers.evaluations.sheets.steps import Step
from app.registers.evaluations.sheets.table import columns, filters
from app.registers.evaluations.sheets.usecases import Evaluations
from app.registers.evaluations.sheets.windows.desk import SheetDesk
from app.registers.evaluations.sheets.windows.printing import SheetPrinting
from app.registers.evaluations.sheets.windows.step_words import WORDS as STEP_WORDS
from app.registers.evaluations.sheets.windows.step_words import next_of
from app.registers.evaluations.sheets.words import WORDS
from app.widgets import icons
from app.widgets.changes import ChangeBus
from app.widgets.preview import Sheet
from app.widgets.register_tab import RegisterTab
from app.widgets.register_view import Place, RegisterView
from app.widgets.spreadsheets import Spreadsheets, SpreadsheetWords
from app.widgets.workspace import Workspace

_NEXT = "next_step_evaluations"


class _Names:
    """What campaigns, units and raters are called in filters, as the sheets themselves say it."""

    def __init__(self, evaluations: Evaluations, bus: ChangeBus) -> None:
        self._evaluations = evaluations
        self._known: dict[tuple[str, str], str] = {}
        bus.changed.connect(self._on_changed)

    def __call__(self, key: str, value: str) -> str:
        """The name of one value."""
        if not value:
            return {"campaign_id": "poza kampanią", "unit_id": "bez komórki", "rater_id": "bez oceniającego"}[key]
        if (key, value) not in self._known:
            found = self._evaluations.page(Query(filters={key: frozenset({value})}), 0, 1)
            self._known[key, value] = getattr(found[0], key.removesuffix("_id")) if found else value
        return self._known[key, value]

    def _on_changed(self, change: Change) -> None:
        if change.entity == "evaluation":
            self._known.clear()


class EvaluationsTab(RegisterTab):
    """Oceny."""

    def __init__(self, workspace: Workspace, services: EvaluationServices) -> None:
        self._workspace, self._evaluations = workspace, services.evaluations
        self._campaigns_shown = services.campaigns.actor().may("evaluation_campaign.read")
        self._next: dict[tuple[int, int], str] = {}
        names = _Names(services.evaluations, workspace.bus)
        view: RegisterView[Evaluation] = RegisterView(
            key="evaluations",
            icon="evaluations",
            # the print also shows whose it is
            # a campaign makes sheets and takes them back
            entities=frozenset({"evaluation", "evaluation_campaign", "office"}),
            source=services.evaluations,
            columns=columns(services.clock.today, self._next_in_words),
            filters=filters(names, services.clock.today()),
            words=WORDS,
            sheet=self._sheet,
            renderer=render,
        )
        super().__init__(view, workspace)
        self.desk = SheetDesk(workspace, services, self)
        self.printing = SheetPrinting(workspace, services.evaluation_prints, services.clock, self)
        self._spreadsheets = _spreadsheets(workspace, services)
        self._create_actions()
        self.selection_changed(())

    # -- deeds -----------------------------------------------------------------------------------------------

    def _create_actions(self) -> None:
        self.next_action = self._action("right", self.tr("Następny krok…"), self._on_next, "Ctrl+Return")
        self.next_action.setObjectName(_NEXT)
        self.open_action = self._action("edit", self.tr("Otwórz arkusz…"), self._on_open, "F2")
        self.new_action = self._action("add", self.tr("Nowa ocena poza kampanią…"), self._on_new, "Ctrl+N")
        self.paper_action = self._action("text", self.tr("Wpisz wcześniejszą ocenę z papieru…"), self._on_paper)
        self.paper_action.setObjectName("add_paper_evaluations")
        self.export_action = self._action("export", self.tr("Zapisz arkusz do wpisania ocen…"), self._on_export)
        self.export_action.setObjectName("edit_export_evaluations")
        self.import_action = self._action("import", self.tr("Wczytaj wcześniejsze oceny z arkusza…"), self._on_import)
        self.import_action.setObjectName("edit_import_evaluations")
        self.rater_action = self._action("person", self.tr("Zmień oceniającego…"), self._on_rater)
        self.rater_action.setObjectName("edit_rater_evaluations")
        self.course_action = self._action("calendar", self.tr("Przebieg i terminy…"), self._on_course, "Ctrl+T")
        self.history_action = self._action("clock", self.tr("Historia ocen osoby…"), self._on_history, "Ctrl+H")
        self.history_action.setObjectName("person_history_evaluations")
        self.terms_action = self._action("clock", self.tr("Terminy ocen…"), self._on_terms, "Ctrl+Shift+T")
        self.terms_action.setObjectName("terms_evaluations")
        self.campaign_action = self._action("campaigns", self.tr("Pokaż kampanię"), self._on_campaign)
        self.delete_action = self._action("delete", self.tr("Usuń arkusz"), self._on_delete, "Delete")
        self.print_action = self._action("print", self.tr("Drukuj arkusz…"), self._on_print, "Ctrl+P")
        self.save_pdf_action = self._action(
            "pdf", self.tr("Zapisz arkusz jako PDF…"), self._on_save_pdf, "Ctrl+Shift+S"
        )
        self.letters_menu = QMenu(self.tr("Drukuj pismo"), self)
        self.letters_menu.setObjectName("letters_menu")
        self.steps_menu = QMenu(self.tr("Inne kroki"), self)
        self.steps_menu.setObjectName("steps_menu")
        self.place_action(self.next_action, Place.PRIMARY)
        self.place_action(self.open_action, Place.BUTTON)
        self.more_menu.addMenu(self.steps_menu)
        self.place_action(self.rater_action, Place.MENU)
        self.more_menu.addSeparator()
        self.place_action(self.terms_action, Place.MENU)
        for action in (self.course_action, self.history_action, self.campaign_action):
            self.place_action(action, Place.MENU)
        self.more_menu.addSeparator()
        for action in (self.print_action, self.save_pdf_action):
            self.place_action(action, Place.MENU)
        self.more_menu.addMenu(self.letters_menu)
        self.more_menu.addSeparator()
        for action in (self.new_action, self.paper_action, self.delete_action):
            self.place_action(action, Place.MENU)
        self.more_menu.addSeparator()
        for action in (self.import_action, self.export_action):
            self.place_action(action, Place.MENU)
        self.finish_menu(self._workspace.deeds_on(self.view.key))
        self.table.addActions(
            [
                self.next_action,
                self.open_action,
                self.steps_menu.menuAction(),
                self.course_action,
                self.history_action,
                self.campaign_action,
                self.print_action,
                self.letters_menu.menuAction(),
                self.delete_action,
            ]
        )
        self.offer_when_empty((self.new_action, self.paper_action))
        self.steps_menu.aboutToShow.connect(self._fill_steps)
        self.steps_menu.triggered.connect(self._on_step_chosen)
        self.letters_menu.aboutToShow.connect(self._fill_letters)
        self.letters_menu.triggered.connect(self._on_letter_chosen)

    def _action(self, icon_name: str, text: str, slot: Callable[[], None], shortcut: str = "") -> QAction:
        action = QAction(text, self)
        action.setObjectName(f"{icon_name}_evaluations")
        action.setProperty("iconName", icon_name)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
            action.setToolTip(f"{text.removesuffix('…')} ({shortcut})")
        icons.dress(action, icon_name)
        action.triggered.connect(slot)
        return action

    def _next_in_words(self, evaluation: Evaluation) -> str:
        """Asked for each cell that is painted; who works is asked once for a sheet and its version."""
        key = (evaluation.id, evaluation.version)
        if key not in self._next:
            step = next_of(self.desk.steps(evaluation))
            self._next[key] = "" if step is None else STEP_WORDS[step].button.removesuffix("…")
        return self._next[key]

    def _sheet(self, evaluation: Evaluation) -> Sheet:
        return self.printing.preview(evaluation)

    def _on_change_announced(self, change: Change) -> None:
        # a print names other sheets, too, so none is kept
        if self.preview is not None and change.entity in self.view.entities:
            self.preview.forget()
        # the day may have changed, too, and with it what is lawful
        self._next.clear()
        super()._on_change_announced(change)

    def open_record(self, record: Any) -> None:
        """Open the sheet."""
        self.desk.open_sheet(record)

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """One sheet at a time; the accent button names the next lawful step."""
        if not hasattr(self, "delete_action"):
            return
        chosen: Evaluation | None = records[0] if len(records) == 1 else None
        for action in (
            self.open_action,
            self.course_action,
            self.history_action,
            self.print_action,
            self.save_pdf_action,
            self.letters_menu.menuAction(),
        ):
            action.setEnabled(chosen is not None)
        steps = () if chosen is None else self.desk.steps(chosen)
        self._name_next(next_of(steps))
        self.steps_menu.menuAction().setEnabled(bool(steps))
        self.rater_action.setEnabled(chosen is not None and self.desk.may_change_rater(chosen))
        in_campaign = chosen is not None and chosen.campaign_id is not None
        self.campaign_action.setEnabled(in_campaign and self._campaigns_shown)
        deletable = chosen is not None and (chosen.state is State.PLANNED or chosen.kind is Kind.PAPER)
        self.delete_action.setEnabled(deletable)

    def _name_next(self, step: Step | None) -> None:
        text = self.tr("Następny krok…") if step is None else STEP_WORDS[step].button
        tip = self.tr("Następny krok (Ctrl+Return)")
        if step is not None:
            tip = self.tr("Następny krok: {step} (Ctrl+Return)").format(step=STEP_WORDS[step].menu.removesuffix("…"))
        self.next_action.setText(text)
        self.next_action.setToolTip(tip)
        self.next_action.setEnabled(step is not None)
        button = self.findChild(QPushButton, _NEXT)
        if isinstance(button, QPushButton):
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)

    @Slot()
    def _fill_steps(self) -> None:
        self.steps_menu.clear()
        for evaluation in self.selected()[:1]:
            for step in self.desk.steps(evaluation):
                self.steps_menu.addAction(STEP_WORDS[step].menu).setData(step.value)

    @Slot(QAction)
    def _on_step_chosen(self, action: QAction) -> None:
        for evaluation in self.selected()[:1]:
            self.desk.take(Step(action.data()), evaluation)

    @Slot()
    def _fill_letters(self) -> None:
        self.letters_menu.clear()
        for evaluation in self.selected()[:1]:
            letters = self.printing.letters(evaluation)
            for key, name in letters:
                self.letters_menu.addAction(f"{name}…").setData(key)
            if not letters:
                self.letters_menu.addAction(self.tr("Żadne pismo nie pasuje do tego stanu")).setEnabled(False)

    @Slot(QAction)
    def _on_letter_chosen(self, action: QAction) -> None:
        for evaluation in self.selected()[:1]:
            self.printing.print_letter(evaluation, action.data())

    @Slot()
    def _on_print(self) -> None:
        for evaluation in self.selected()[:1]:
            self.printing.print_sheet(evaluation)

    @Slot()
    def _on_save_pdf(self) -> None:
        for evaluation in self.selected()[:1]:
            self.printing.save_sheet(evaluation)

    @Slot()
    def _on_next(self) -> None:
        for evaluation in self.selected()[:1]:
            self.desk.take_next(evaluation)

    @Slot()
    def _on_open(self) -> None:
        for evaluation in self.selected()[:1]:
            self.open_record(evaluation)

    @Slot()
    def _on_new(self) -> None:
        self.desk.open_new()

    @Slot()
    def _on_export(self) -> None:
        self._spreadsheets.export()

    @Slot()
    def _on_import(self) -> None:
        self._spreadsheets.choose_import()

    @Slot()
    def _on_paper(self) -> None:
        self.desk.record_earlier()

    @Slot()
    def _on_rater(self) -> None:
        for evaluation in self.selected()[:1]:
            self.desk.change_rater(evaluation)

    @Slot()
    def _on_course(self) -> None:
        for evaluation in self.selected()[:1]:
            self.desk.show_course(evaluation)

    @Slot()
    def _on_history(self) -> None:
        for evaluation in self.selected()[:1]:
            self.desk.show_history(evaluation)

    @Slot()
    def _on_terms(self) -> None:
        self.show_terms({})

    def show_terms(self, filters: Mapping[str, frozenset[str]]) -> None:
        """Who must be evaluated and when; ``filters`` of that window choose some of them."""
        self.desk.show_terms(filters)

    @Slot()
    def _on_campaign(self) -> None:
        for evaluation in self.selected()[:1]:
            self.desk.show_campaign(evaluation)

    @Slot()
    def _on_delete(self) -> None:
        for evaluation in self.selected()[:1]:
            self._delete(evaluation)

    def _delete(self, evaluation: Evaluation) -> None:
        self.carry_out(lambda: self._evaluations.delete(evaluation.id, evaluation.version))


def create_tab(workspace: Workspace, services: EvaluationServices) -> EvaluationsTab:
    """The tab, wired."""
    return EvaluationsTab(workspace, services)


def _spreadsheets(workspace: Workspace, services: EvaluationServices) -> Spreadsheets:
    words, exchange = SpreadsheetWords("wcześniejsze oceny", "wczesniejsze-oceny.xlsx"), services.earlier_evaluations
    return both_ways(workspace, words, exchange.export, exchange.load)
