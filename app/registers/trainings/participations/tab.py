"""The tab of participations: wires table and deeds; rules stay in the use cases."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton

from app.core.records import Change, Query
from app.people.office.words import head_title
from app.printing import render
from app.registers.trainings.participations.domain import Outcome as Ending
from app.registers.trainings.participations.domain import Participation, Step
from app.registers.trainings.participations.printout.kinds import PRINT_NAMES, PrintKind
from app.registers.trainings.participations.spreadsheets import card_spreadsheets, register_spreadsheets
from app.registers.trainings.participations.table import columns, filters
from app.registers.trainings.participations.usecases import Participations
from app.registers.trainings.participations.windows.desk import ParticipationDesk
from app.registers.trainings.participations.windows.ways import WORDS as WAY_WORDS
from app.registers.trainings.participations.windows.ways import Way
from app.registers.trainings.participations.words import WORDS
from app.registers.trainings.shared import TrainingServices
from app.widgets import icons
from app.widgets.changes import ChangeBus
from app.widgets.preview import Sheet
from app.widgets.register_tab import RegisterTab
from app.widgets.register_view import Place, RegisterView
from app.widgets.workspace import RecordDeed, Workspace

_NEXT = "next_step_participations"
_NAMED: Mapping[str, Callable[[Participation], str]] = {
    "unit_id": lambda each: each.unit,
    "course_id": lambda each: each.topic,
    "employee_id": lambda each: each.person,
}


class _Names:
    """What units, trainings and people are called in filters, as the participations themselves say it."""

    def __init__(self, participations: Participations, bus: ChangeBus) -> None:
        self._participations = participations
        self._known: dict[tuple[str, str], str] = {}
        bus.changed.connect(self._on_changed)

    def __call__(self, key: str, value: str) -> str:
        """The name of one value."""
        if not value:
            return "bez komórki"
        if (key, value) not in self._known:
            found = self._participations.page(Query(filters={key: frozenset({value})}), 0, 1)
            self._known[key, value] = _NAMED[key](found[0]) if found else f"nr {value}"
        return self._known[key, value]

    def _on_changed(self, change: Change) -> None:
        if change.entity in ("training_participation", "training_course"):
            self._known.clear()


class ParticipationsTab(RegisterTab):
    """Udział w szkoleniach."""

    def __init__(self, workspace: Workspace, services: TrainingServices) -> None:
        self._workspace, self._services = workspace, services
        self._participations = services.participations
        names = _Names(services.participations, workspace.bus)
        view: RegisterView[Participation] = RegisterView(
            key="participations",
            icon="participations",
            # costs of others change with a training and with budgets; the print also shows whose it is
            entities=frozenset({"training_participation", "training_course", "travel_order", "unit", "office"}),
            source=services.participations,
            columns=columns(services.clock.today, lambda: head_title(services.offices.current_or_blank().head_title)),
            filters=filters(names),
            words=WORDS,
            sheet=self._sheet,
            renderer=render,
        )
        super().__init__(view, workspace)
        self.desk = ParticipationDesk(workspace, services, self)
        self._further: list[QAction] = []
        self._create_actions()
        self._create_menus()
        self._place_actions()
        self.selection_changed(())

    # -- deeds -----------------------------------------------------------------------------------------------

    def _create_actions(self) -> None:
        act = self._action
        self.next_action = act("right", _NEXT, self.tr("Następny krok…"), self._on_next, "Ctrl+Return")
        self.new_action = act("add", "add_participations", self.tr("Nowy wniosek…"), self._on_new, "Ctrl+N")
        self.edit_action = act("edit", "open_participations", self.tr("Otwórz wniosek…"), self._on_edit, "F2")
        self.cards_action = act("text", "edit_cards", self.tr("Wpisz karty…"), self._on_cards, "Ctrl+D")
        self.cards_action.setToolTip(self.tr("Wpisz karty uczestnictwa, jedną po drugiej (Ctrl+D)"))
        self.waiting_action = act(
            "clock", "waiting_participations", self.tr("Gdzie jest moja karta…"), self._on_waiting, "Ctrl+Shift+T"
        )
        self.expiring_action = act(
            "calendar", "expiring_participations", self.tr("Kończąca się ważność…"), self._on_expiring
        )
        self.attendance_action = act(
            "people", "attendance_participations", self.tr("Lista obecności…"), self._on_attendance, "Ctrl+T"
        )
        self.history_action = act(
            "person", "history_participations", self.tr("Szkolenia tej osoby…"), self._on_history, "Ctrl+H"
        )
        self.course_action = act("courses", "course_participations", self.tr("Pokaż szkolenie"), self._on_course)
        self.same_course_action = act(
            "filter", "same_course", self.tr("Tylko to szkolenie"), partial(self._on_same, "course_id")
        )
        self.same_person_action = act(
            "filter", "same_person", self.tr("Tylko ta osoba"), partial(self._on_same, "employee_id")
        )
        self.delete_action = act("delete", "delete_participations", self.tr("Usuń wniosek"), self._on_delete, "Delete")
        self.print_action = act("print", "print_participations", self.tr("Drukuj…"), self._on_print, "Ctrl+P")
        self.save_pdf_action = act(
            "pdf", "pdf_participations", self.tr("Zapisz jako PDF…"), self._on_save_pdf, "Ctrl+Shift+S"
        )
        self._sheets = register_spreadsheets(self._workspace, self._services, lambda: self.query)
        self._card_sheets = card_spreadsheets(self._workspace, self._services, self._course_chosen)
        self.export_action = act("export", "export_participations", self.tr("Zapisz w arkuszu…"), self._sheets.export)
        self.card_export_action = act(
            "export", "edit_card_export", self.tr("Zapisz arkusz kart do wypełnienia…"), self._card_sheets.export
        )
        self.card_import_action = act(
            "import", "edit_card_import", self.tr("Wczytaj wypełnione karty…"), self._card_sheets.choose_import
        )

    def _create_menus(self) -> None:
        self.ways_menu = QMenu(self.tr("Inne kroki"), self)
        self.ways_menu.setObjectName("ways_menu")
        self.prints_menu = QMenu(self.tr("Drukuj inny dokument"), self)
        self.prints_menu.setObjectName("prints_menu")
        self.ways_menu.aboutToShow.connect(self._fill_ways)
        self.ways_menu.triggered.connect(self._on_way_chosen)
        self.prints_menu.aboutToShow.connect(self._fill_prints)
        self.prints_menu.triggered.connect(self._on_print_chosen)

    def _place_actions(self) -> None:
        self.place_action(self.next_action, Place.PRIMARY)
        self.place_action(self.new_action, Place.BUTTON)
        self.more_menu.addMenu(self.ways_menu)
        self._group(self.edit_action, self.attendance_action, self.cards_action)
        for deed in self._workspace.deeds_on(Participations.entity):
            action = self._action(deed.icon, deed.key, deed.text, partial(self._on_further, deed))
            action.setToolTip(deed.help)
            self.place_action(action, Place.MENU)
            self._further.append(action)
        self._group(self.waiting_action, self.expiring_action)
        self._group(self.history_action, self.course_action, self.same_course_action, self.same_person_action)
        self._group(self.print_action, self.save_pdf_action)
        self.more_menu.addMenu(self.prints_menu)
        self._group(self.delete_action)
        self._group(self.card_export_action, self.card_import_action, self.export_action)
        self.finish_menu(self._workspace.deeds_on(self.view.key))
        self.table.addActions(
            [
                self.next_action,
                self.ways_menu.menuAction(),
                self.edit_action,
                self.attendance_action,
                *self._further,
                self.history_action,
                self.course_action,
                self.same_course_action,
                self.same_person_action,
                self.print_action,
                self.prints_menu.menuAction(),
                self.delete_action,
            ]
        )
        self.offer_when_empty((self.new_action,))

    def _group(self, *actions: QAction) -> None:
        if self.more_menu.actions():
            self.more_menu.addSeparator()
        for action in actions:
            self.place_action(action, Place.MENU)

    def _action(self, icon_name: str, name: str, text: str, slot: Callable[[], object], shortcut: str = "") -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.setProperty("iconName", icon_name)
        action.setToolTip(text.removesuffix("…"))
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
            action.setToolTip(f"{text.removesuffix('…')} ({shortcut})")
        icons.dress(action, icon_name)
        action.triggered.connect(lambda _checked=False: slot())
        return action

    def _sheet(self, each: Participation) -> Sheet:
        return self.desk.printing.preview(each)

    # -- what is chosen --------------------------------------------------------------------------------------

    def open_record(self, record: Any) -> None:
        """The form of the request."""
        self.desk.open_request(record)

    def _one(self) -> Participation | None:
        chosen = self.selected()
        return chosen[0] if len(chosen) == 1 else None

    def _course_chosen(self) -> int | None:
        """The training whose cards are exported: of the chosen line, all trainings without one."""
        one = self._one()
        return None if one is None else one.course_id

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """One at a time; the accent button names the next step."""
        if not hasattr(self, "ways_menu"):
            return
        one: Participation | None = records[0] if len(records) == 1 else None
        for action in (
            self.edit_action,
            self.attendance_action,
            self.history_action,
            self.course_action,
            self.same_course_action,
            self.same_person_action,
            self.print_action,
            self.save_pdf_action,
            self.prints_menu.menuAction(),
            *self._further,
        ):
            action.setEnabled(one is not None)
        found = () if one is None else self.desk.ways(one)
        self._name_next(None if one is None else self.desk.next_way(one), one)
        self.ways_menu.menuAction().setEnabled(bool(found))
        deletable = one is not None and one.outcome is Ending.OPEN and one.waiting_for is Step.APPROVE
        self.delete_action.setEnabled(deletable)

    def _name_next(self, way: Way | None, one: Participation | None) -> None:
        text = self.tr("Następny krok…") if way is None else WAY_WORDS[way].menu
        tip = self.tr("Następny krok (Ctrl+Return)")
        if way is not None:
            tip = self.tr("Następny krok: {step} (Ctrl+Return)").format(step=WAY_WORDS[way].menu.removesuffix("…"))
        elif one is not None and one.waiting_for is Step.LIST:
            tip = self.tr("Ten krok wykona zatwierdzenie styczniowej listy preferowanych instytucji.")
        self.next_action.setText(text)
        self.next_action.setToolTip(tip)
        self.next_action.setEnabled(way is not None)
        button = self.findChild(QPushButton, _NEXT)
        if isinstance(button, QPushButton):
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)

    def _on_change_announced(self, change: Change) -> None:
        # a print names other records, too, so none is kept
        if self.preview is not None and change.entity in self.view.entities:
            self.preview.forget()
        super()._on_change_announced(change)

    @Slot()
    def _fill_ways(self) -> None:
        self.ways_menu.clear()
        one = self._one()
        for way in () if one is None else self.desk.ways(one):
            self.ways_menu.addAction(WAY_WORDS[way].menu).setData(way.value)

    @Slot(QAction)
    def _on_way_chosen(self, action: QAction) -> None:
        one = self._one()
        if one is not None:
            self.desk.take(Way(action.data()), one)

    @Slot()
    def _fill_prints(self) -> None:
        self.prints_menu.clear()
        one = self._one()
        for kind in () if one is None else self.desk.printing.kinds(one):
            self.prints_menu.addAction(f"{PRINT_NAMES[kind]}…").setData(kind.value)

    @Slot(QAction)
    def _on_print_chosen(self, action: QAction) -> None:
        one = self._one()
        if one is not None:
            self.desk.printing.print_single(one, PrintKind(action.data()))

    # -- slots -----------------------------------------------------------------------------------------------

    def _on_next(self) -> None:
        if (one := self._one()) is not None:
            self.desk.take_next(one)

    def _on_new(self) -> None:
        self.desk.open_new()

    def _on_edit(self) -> None:
        if (one := self._one()) is not None:
            self.open_record(one)

    def _on_cards(self) -> None:
        one = self._one()
        if one is not None and one.waiting_for is Step.FILL_CARD:
            self.desk.open_cards(one.course_id, one.id)
        else:
            self.desk.open_cards()

    def _on_waiting(self) -> None:
        self.show_waiting({})

    def show_waiting(self, filters: Mapping[str, frozenset[str]]) -> None:
        """„Gdzie jest moja karta” with these."""
        self.desk.show_waiting(filters)

    def _on_expiring(self) -> None:
        self.show_expiring({})

    def show_expiring(self, filters: Mapping[str, frozenset[str]]) -> None:
        """„Kończąca się ważność” with these."""
        self.desk.show_expiring(filters)

    def _on_attendance(self) -> None:
        one = self._one()
        if one is not None and one.course_id is not None:
            self.desk.open_attendance(one.course_id)

    def _on_history(self) -> None:
        one = self._one()
        if one is not None and one.employee_id is not None:
            self.desk.show_history(one.employee_id)

    def _on_course(self) -> None:
        one = self._one()
        if one is not None and one.course_id is not None:
            self._workspace.go_to_record("training_course", one.course_id)

    def _on_same(self, key: str) -> None:
        one = self._one()
        if one is not None:
            self.show_query(filters={key: frozenset({str(getattr(one, key))})})

    def _on_further(self, deed: RecordDeed) -> None:
        if (one := self._one()) is not None:
            deed.run(one.id)

    def _on_print(self) -> None:
        one = self._one()
        if one is None:
            self.kit.say(self.tr("Wybierz jedną pozycję, aby ją wydrukować."))
        else:
            self.desk.printing.print_single(one)

    def _on_save_pdf(self) -> None:
        if (one := self._one()) is not None:
            self.desk.printing.save_single(one)

    def _on_delete(self) -> None:
        one = self._one()
        if one is not None:
            self.carry_out(partial(self._participations.delete, one.id, one.version))


def create_tab(workspace: Workspace, services: TrainingServices) -> ParticipationsTab:
    """The tab, wired."""
    return ParticipationsTab(workspace, services)
