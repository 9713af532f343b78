"""The tab of travel orders: wires table, prints and deeds; rules stay in the use cases."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction

from app.core.dates import format_date
from app.core.money import format_money
from app.core.progress import Progress
from app.core.records import Outcome
from app.exchange.spreadsheets import Format
from app.people.employees.table import EmployeesById
from app.printing import render
from app.registers.trainings.shared import TrainingServices
from app.registers.trainings.travel.domain import TravelOrder, TravelOrderDraft, TravelState
from app.registers.trainings.travel.settling import settle_by
from app.registers.trainings.travel.table import columns, filters
from app.registers.trainings.travel.windows.ordering import open_cancelling, open_new, open_settlement, order_form
from app.registers.trainings.travel.words import STATES, WORDS, days_of, title
from app.widgets.editing_tab import EditingTab
from app.widgets.preview import Sheet
from app.widgets.register_tab import Place, RegisterView
from app.widgets.spreadsheets import Spreadsheets, SpreadsheetWords
from app.widgets.workspace import Workspace


class TravelOrdersTab(EditingTab):
    """An order is issued, settled and, where it must be, taken back or cancelled; prints are logged."""

    def __init__(self, view: RegisterView[TravelOrder], workspace: Workspace, services: TrainingServices) -> None:
        self._services, self._orders = services, services.travel_orders
        self._sheets = _spreadsheets(workspace, services)
        super().__init__(view, workspace, self._orders, partial(order_form, services), TravelOrderDraft)
        self._place_deeds()
        self.selection_changed(())

    def _place_deeds(self) -> None:
        self.settle_action = self._deed("ok", "settle", self.tr("Rozlicz…"), self._on_settle, "Ctrl+Return")
        self.unsettle_action = self._deed("undo", "unsettle", self.tr("Cofnij rozliczenie"), self._on_unsettle)
        self.cancel_action = self._deed("close", "cancel", self.tr("Odwołaj wyjazd…"), self._on_cancel)
        self.restore_action = self._deed("restore", "restore", self.tr("Przywróć wyjazd"), self._on_restore)
        self.place_action(self.settle_action, Place.BUTTON)
        self.table.addAction(self.settle_action)
        for action in (self.unsettle_action, self.cancel_action, self.restore_action):
            self.place_action(action, Place.MENU)
            self.more_menu.insertAction(self.delete_action, action)
            self.table.addAction(action)
        self.export_action = self._action("export", self.tr("Zapisz w arkuszu…"), self._on_export, "")
        self.export_action.setToolTip(self.tr("Zapisz w arkuszu"))
        self.more_menu.addSeparator()
        self.place_action(self.export_action, Place.MENU)

    def _deed(self, icon: str, name: str, text: str, slot: Callable[[], None], keys: str = "") -> QAction:
        action = self._action(icon, text, slot, keys)
        # whoever may not edit is not offered this either
        action.setObjectName(f"edit_{name}_travel_orders")
        if not keys:
            action.setToolTip(text.removesuffix("…"))
        return action

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """One order at a time; only what its state allows."""
        super().selection_changed(records)
        if not hasattr(self, "export_action"):
            return
        state = records[0].state if len(records) == 1 else None
        self.settle_action.setEnabled(state in (TravelState.ORDERED, TravelState.SETTLED))
        self.unsettle_action.setEnabled(state is TravelState.SETTLED)
        self.cancel_action.setEnabled(state is TravelState.ORDERED)
        self.restore_action.setEnabled(state is TravelState.CANCELLED)
        self.delete_action.setEnabled(state in (TravelState.ORDERED, TravelState.CANCELLED))

    def note_printed(self, record: TravelOrder) -> None:
        """The log tells whose order was printed."""
        orders = self._orders
        self.kit.jobs.run(lambda _progress: orders.log("print", [record]), writes=True, owner=self)

    @Slot()
    def _on_new(self) -> None:
        blank = self._orders.blank()
        open_new(self._workspace, self._services, blank, blank)

    @Slot()
    def _on_settle(self) -> None:
        for order in self.selected()[:1]:
            open_settlement(self._workspace, self._orders, order)

    @Slot()
    def _on_unsettle(self) -> None:
        for order in self.selected()[:1]:
            self._run(partial(self._orders.unsettle, order.id, order.version))

    @Slot()
    def _on_cancel(self) -> None:
        for order in self.selected()[:1]:
            open_cancelling(self._workspace, self._orders, order, self._workspace.window)

    @Slot()
    def _on_restore(self) -> None:
        for order in self.selected()[:1]:
            self._run(partial(self._orders.restore, order.id, order.version))

    @Slot()
    def _on_export(self) -> None:
        self._sheets.export()

    def _run(self, deed: Callable[[], Outcome[TravelOrder]]) -> None:
        def work(_progress: Progress) -> Outcome[TravelOrder]:
            return deed()

        self.kit.jobs.run(work, done=self._workspace.report, writes=True, cancellable=False, owner=self)


def create_tab(workspace: Workspace, services: TrainingServices) -> TravelOrdersTab:
    """The tab, wired."""
    people = EmployeesById(services.employees, workspace.bus)
    view: RegisterView[TravelOrder] = RegisterView(
        key="travel_orders",
        icon="travel_orders",
        # the print also shows the unit's name and whose it is
        entities=frozenset({"travel_order", "employee", "unit", "office"}),
        source=services.travel_orders,
        columns=columns(people, services.clock.today),
        filters=filters(people),
        words=WORDS,
        sheet=lambda order: _sheet(order, services),
        renderer=render,
    )
    return TravelOrdersTab(view, workspace, services)


def _sheet(order: TravelOrder, services: TrainingServices) -> Sheet:
    lines = [title(order), f"{order.destination}, {days_of(order)}", order.purpose, STATES[order.state]]
    by = settle_by(order)
    if order.state is TravelState.SETTLED:
        lines.append(f"Koszt {format_money(order.total)}, do wypłaty {format_money(order.balance)}")
    elif order.state is TravelState.ORDERED and by is not None:
        lines.append(f"Rozliczyć do {format_date(by)}")
    return Sheet(
        key=(order.id, order.version),
        title=f"Delegacja {title(order)}",
        make=lambda _progress: services.travel_prints.preview(order),
        text="\n".join(filter(None, lines)),
    )


def _spreadsheets(workspace: Workspace, services: TrainingServices) -> Spreadsheets:
    def export(path: Path, csv: bool, progress: Progress) -> int:
        from app.people.office.printout import notice
        from app.registers.trainings.travel.sheet import write_orders

        orders = services.travel_orders.all()
        form = Format.CSV if csv else Format.XLSX
        write_orders(orders, path, form, progress, notice(services.offices.current_or_blank()))
        services.travel_orders.log("export", orders, format=form.value)
        return len(orders)

    return Spreadsheets(workspace, SpreadsheetWords("delegacje", "delegacje.xlsx"), export)
