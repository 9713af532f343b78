"""The tab of events at work."""

from PySide6.QtCore import Slot

from app.core.dates import format_date
from app.people.employees.table import EmployeesById
from app.people.employees.words import told_apart
from app.people.office.prints import heading
from app.printing import render
from app.registers.evaluations.events.domain import Sign, WorkEvent, WorkEventDraft
from app.registers.evaluations.events.form import WorkEventForm
from app.registers.evaluations.events.words import SIGNS, WORDS
from app.registers.evaluations.shared import EvaluationServices
from app.widgets.columns import Column, Tone
from app.widgets.editing_tab import EditingTab
from app.widgets.filter_panel import FilterGroup
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.preview import Sheet
from app.widgets.register_view import RegisterView
from app.widgets.workspace import Workspace

_TONES = {Sign.PLUS: Tone.OK, Sign.MINUS: Tone.DANGER}


class WorkEventsTab(EditingTab):
    """A print of events is logged with its person."""

    logs_prints = True

    def __init__(
        self,
        view: RegisterView[WorkEvent],
        workspace: Workspace,
        services: EvaluationServices,
        people: EmployeesById,
    ) -> None:
        self._services, self._people = services, people
        super().__init__(view, workspace, services.work_events, self._form, WorkEventDraft)

    def _form(self, subject: Subject, forms: FormServices, save: Save) -> RecordForm:
        services = self._services
        symbols = {unit.id: unit.symbol for unit in services.units.all()}
        own = services.work_events.actor().employee_id
        people = [each for each in self._people().values() if each.id != own]
        may_read = services.regulations.actor().may("evaluation_regulation.read")
        regulation = services.regulations.in_force(services.clock.today()) if may_read else None
        return WorkEventForm(
            subject,
            forms,
            save,
            people=[Option(each.id, told_apart(each, symbols)) for each in people],
            criteria=services.work_events.criteria(),
            health_warning="" if regulation is None else regulation.health_warning,
        )

    @Slot()
    def _on_new(self) -> None:
        self._open(Subject(start=WorkEventDraft(happened_on=self._services.clock.today())))


def create_tab(workspace: Workspace, services: EvaluationServices) -> WorkEventsTab:
    """The tab, wired."""
    people = EmployeesById(services.employees, workspace.bus)

    def named(employee_id: str) -> str:
        person = people().get(int(employee_id)) if employee_id else None
        return f"nr {employee_id}" if person is None else told_apart(person, {})

    view: RegisterView[WorkEvent] = RegisterView(
        key="work_events",
        icon="events",
        # the print also shows the person and whose it is
        entities=frozenset({"work_event", "employee", "office"}),
        source=services.work_events,
        columns=_columns(people),
        filters=(
            FilterGroup.choices("sign", "Znak", SIGNS),
            FilterGroup(key="criterion", title="Kryterium", label=lambda value: value or "bez kryterium"),
            FilterGroup(key="employee_id", title="Osoba", label=named, single=True),
        ),
        words=WORDS,
        sheet=lambda event: _sheet(event, services, people),
        renderer=render,
    )
    return WorkEventsTab(view, workspace, services, people)


def _columns(people: EmployeesById) -> tuple[Column[WorkEvent], ...]:
    return (
        Column(
            key="happened_on",
            title="Dzień",
            text=lambda event: "" if event.happened_on is None else format_date(event.happened_on),
            sort="happened_on",
            width=13,
        ),
        Column(
            key="person",
            title="Pracownik",
            text=lambda event: people.surname_first(event.employee_id, event.person),
            second=lambda event: people.number_and_post(event.employee_id),
            tooltip=lambda event: people.number_and_post(event.employee_id),
            sort="person",
            width=24,
            strong=True,
        ),
        Column(
            key="sign",
            title="Znak",
            text=lambda event: SIGNS[event.sign],
            tone=lambda event: _TONES[event.sign],
            sort="sign",
            width=10,
        ),
        Column(
            key="event",
            title="Co się stało",
            text=lambda event: event.event,
            second=lambda event: event.criterion,
            width=30,
            flexible=True,
        ),
    )


def _sheet(event: WorkEvent, services: EvaluationServices, people: EmployeesById) -> Sheet:
    about = people.number_and_post(event.employee_id)

    def listed() -> tuple[WorkEvent, ...]:
        return services.work_events.of(event.employee_id or 0)

    def make() -> bytes:
        from app.registers.evaluations.events.printout import PersonsEvents, events_pdf

        office, arms = heading(services.offices, services.files)
        found = PersonsEvents(event.person, about, listed())
        return events_pdf(found, office, arms, services.clock.today())

    lines = [f"Zdarzenia w pracy – {event.person}", about]
    for each in listed():
        day = "" if each.happened_on is None else format_date(each.happened_on)
        lines.append(", ".join(filter(None, (day, SIGNS[each.sign], each.criterion))) + f": {each.event}")
    title = f"Zdarzenia w pracy – {event.person}"
    return Sheet.of(event, title, make, lines)
