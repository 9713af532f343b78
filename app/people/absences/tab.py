"""The tab of absences."""

from app.core.dates import format_date
from app.people.absences.domain import Absence, AbsenceDraft
from app.people.absences.form import AbsenceForm
from app.people.absences.words import KINDS, WORDS
from app.people.employees.table import EmployeesById
from app.people.employees.words import told_apart
from app.people.shared import SharedServices
from app.widgets.columns import Column, Tone
from app.widgets.editing_tab import EditingTab
from app.widgets.filter_panel import FilterGroup
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.register_view import RegisterView
from app.widgets.workspace import Workspace

_STATES = {"now": "trwające", "coming": "przyszłe", "over": "zakończone"}


def create_tab(workspace: Workspace, services: SharedServices) -> EditingTab:
    """The tab, wired."""
    people = EmployeesById(services.employees, workspace.bus)

    def tone(absence: Absence) -> Tone | None:
        today = services.clock.today()
        if absence.valid_from is None or absence.valid_from > today:
            return None
        return Tone.OK if absence.valid_to is None or absence.valid_to >= today else Tone.QUIET

    def make_form(subject: Subject, forms: FormServices, save: Save) -> RecordForm:
        symbols = {unit.id: unit.symbol for unit in services.units.all()}
        options = [Option(each.id, told_apart(each, symbols)) for each in people().values()]
        return AbsenceForm(subject, forms, save, people=options)

    view: RegisterView[Absence] = RegisterView(
        key="absences",
        icon="absences",
        entities=frozenset({"absence", "employee"}),
        source=services.absences,
        columns=(
            Column(
                key="person",
                title="Pracownik",
                text=lambda absence: people.surname_first(absence.employee_id, absence.person),
                second=lambda absence: people.number_and_post(absence.employee_id),
                sort="person",
                width=30,
                flexible=True,
                strong=True,
            ),
            Column(
                key="kind",
                title="Rodzaj",
                text=lambda absence: KINDS[absence.kind],
                sort="kind",
                width=32,
            ),
            Column(
                key="valid_from",
                title="Od",
                text=lambda absence: "" if absence.valid_from is None else format_date(absence.valid_from),
                sort="valid_from",
                width=12,
            ),
            Column(
                key="valid_to",
                title="Do",
                text=lambda absence: "nadal" if absence.valid_to is None else format_date(absence.valid_to),
                sort="valid_to",
                width=14,
                tone=tone,
            ),
            Column(key="note", title="Uwaga", text=lambda absence: absence.note, width=30, optional=True),
        ),
        filters=(
            FilterGroup.choices("state", "Kiedy", _STATES),
            FilterGroup.choices("kind", "Rodzaj", KINDS),
        ),
        words=WORDS,
    )
    return EditingTab(view, workspace, services.absences, make_form, AbsenceDraft)
