"""The tab of travel orders: wires table, prints and deeds; rules stay in the use cases."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot

from app.core.dates import format_date
from app.core.money import format_money
from app.core.progress import Progress
from app.exchange.spreadsheets import Format
from app.people.employees.table import EmployeesById
from app.people.office.spreadsheets import exporting
from app.printing import render
from app.registers.trainings.shared import TrainingServices
from app.registers.trainings.travel.domain import TravelOrder, TravelOrderDraft, TravelState
from app.registers.trainings.travel.settling import settle_by
from app.registers.trainings.travel.table import columns, filters
from app.registers.trainings.travel.windows.ordering import open_cancelling, open_new, open_settlement, order_form
from app.registers.trainings.travel.words import STATES, WORDS, days_of, title
from app.widgets.editing_tab import EditingTab
from app.widgets.preview import Sheet
from app.widgets.register_view import Place, RegisterView
from app.widgets.spreadsheets import Spreadsheets, SpreadsheetWords
from app.widgets.workspace import Workspace


class TravelOrdersTab(EditingTab):
    """An order is issued, settled and, where it must be, taken back or cancelled; prints are logged."""

    logs_prints = True

    def __init__(self, view: RegisterView[TravelOrder], workspace: Workspace, services: TrainingServices) -> None:
        self._services, self._orders = services, services.travel_orders
        super().__init__(view, workspace, self._orders, partial(order_form, services), TravelOrderDraft)
        self._place_deeds()
        self.selection_changed(())

    def _place_deeds(self) -> None:
        deed, kind = self.place_deed, "travel_orders"
        self.settle_action = deed(
            f"edit_settle_{kind}", "ok", self.tr("Rozlicz…"), self._on_settle, "Ctrl+Return", Place.BUTTON
        )
        self.unsettle_action = deed(f"edit_unsettle_{kind}", "undo", self.tr("Cofnij rozliczenie"), self._on_unsettle)
        self.cancel_action = deed(f"edit_cancel_{kind}", "close", self.tr("Odwołaj wyjazd…"), self._on_cancel)
        self.restore_action = deed(f"edit_restore_{kind}", "restore", self.tr("Przywróć wyjazd"), self._on_restore)
        export = exporting(self._orders, self._services.offices, self._orders.all, _write)
        self.place_spreadsheets(Spreadsheets(self._workspace, SpreadsheetWords("delegacje", "delegacje.xlsx"), export))

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
            self.carry_out(partial(self._orders.unsettle, order.id, order.version))

    @Slot()
    def _on_cancel(self) -> None:
        for order in self.selected()[:1]:
            open_cancelling(self._workspace, self._orders, order, self._workspace.window)

    @Slot()
    def _on_restore(self) -> None:
        for order in self.selected()[:1]:
            self.carry_out(partial(self._orders.restore, order.id, order.version))


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
    prints = services.travel_prints
    return Sheet.of(order, f"Delegacja {title(order)}", lambda: prints.preview(order), lines)


def _write(found: Sequence[TravelOrder], path: Path, form: Format, progress: Progress, said: str) -> None:
    from app.registers.trainings.travel.sheet import write_orders

    write_orders(found, path, form, progress, said)
