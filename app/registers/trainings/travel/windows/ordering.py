"""Windows of travel orders: the form of an order, its settlement, and the small window that cancels one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.drafts import text
from app.core.records import Outcome
from app.people.employees.words import told_apart
from app.registers.trainings.shared import TrainingServices
from app.registers.trainings.travel.domain import TravelOrder, TravelState
from app.registers.trainings.travel.form import TravelOrderForm
from app.registers.trainings.travel.usecases import TravelOrders
from app.registers.trainings.travel.windows.settlement import SettlementForm
from app.registers.trainings.travel.words import FIELDS, PROBLEMS, title
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.deed import Deed, Values
from app.widgets.forms.deed_window import open_deed
from app.widgets.forms.fields import LongText
from app.widgets.forms.record_form import FormServices, Save, Subject
from app.widgets.workspace import Workspace


@dataclass(frozen=True)
class _Cancelling:
    cancel_reason: str = text(300, required=True)


def order_form(services: TrainingServices, subject: Subject, forms: FormServices, save: Save) -> TravelOrderForm:
    """The form of an order, with everybody who works and every training somebody may go to."""
    orders, today = services.travel_orders, services.clock.today()
    record: TravelOrder | None = subject.record
    journeys = orders.journeys()
    shown = [Option(each.participation_id, each.text) for each in journeys]
    linked = subject.start.participation_id if record is None else record.participation_id
    if linked is not None and all(option.value != linked for option in shown):
        purpose = subject.start.purpose if record is None else record.purpose
        shown.append(Option(linked, f"nr {linked}: {purpose}"))
    return TravelOrderForm(
        subject,
        forms,
        save,
        people=_people(services, None if record is None else record.employee_id, today),
        journeys=shown,
        filled={each.participation_id: each.draft for each in journeys},
    )


def _people(services: TrainingServices, held: int | None, today: date) -> list[Option]:
    if not services.employees.actor().may("employee.read"):
        return []
    symbols = {unit.id: unit.symbol for unit in services.units.all()}
    return [
        Option(each.id, told_apart(each, symbols))
        for each in services.employees.all()
        if each.employed_to is None or each.employed_to >= today or each.id == held
    ]


def open_new(workspace: Workspace, services: TrainingServices, start: Any, blank: Any) -> None:
    """The form of a new order that begins as ``start``; ``blank`` is what the program alone fills in."""
    orders = services.travel_orders

    def save(draft: Any, record: Any) -> Outcome[TravelOrder]:
        return orders.create(draft) if record is None else orders.update(record.id, record.version, draft)

    form = order_form(services, Subject(start=start, blank=blank), workspace.forms, save)
    workspace.show_form(form)


def open_for(workspace: Workspace, services: TrainingServices, participation_id: int) -> None:
    """A new order filled in from a participation."""
    orders = services.travel_orders

    def opened(found: Any) -> None:
        open_new(workspace, services, found, orders.blank())

    workspace.jobs.run(lambda _progress: orders.draft_for(participation_id), done=opened, owner=workspace.window)


def open_settlement(workspace: Workspace, orders: TravelOrders, record: TravelOrder) -> None:
    """The form that settles the order, also one that is settled and gets corrected."""

    def save(draft: Any, held: Any) -> Outcome[TravelOrder]:
        return orders.settle(held.id, held.version, draft)

    subject = Subject(record=record, read_only=record.state is TravelState.CANCELLED)
    workspace.show_form(SettlementForm(subject, workspace.forms, save, start=orders.settlement_of(record)))


def open_cancelling(workspace: Workspace, orders: TravelOrders, record: TravelOrder, parent: QWidget) -> None:
    """Ask for the reason and cancel the order."""

    def cancel(values: Values) -> Outcome[TravelOrder]:
        return orders.cancel(record.id, record.version, values["cancel_reason"])

    deed = Deed(
        key="cancel_travel_order",
        title="Odwołaj wyjazd",
        about=title(record),
        text="&Odwołaj wyjazd",
        call=cancel,
        fields=(LongText(name="cancel_reason", lines=2, required=True),),
        start={"cancel_reason": ""},
        intro="Numer delegacji zostaje w rejestrze, a wyjazd można przywrócić.",
        words=FIELDS,
        sentences=PROBLEMS,
        shape=_Cancelling,
    )
    open_deed(deed, workspace, parent)
