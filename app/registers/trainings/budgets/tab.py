"""The tab of training budgets."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from app.core.dates import format_date
from app.core.money import format_money
from app.core.progress import Progress
from app.exchange.spreadsheets import Format
from app.people.office.prints import heading
from app.people.office.spreadsheets import exporting
from app.printing import render
from app.registers.trainings.budgets.domain import Budget, BudgetDraft
from app.registers.trainings.budgets.form import BudgetForm
from app.registers.trainings.budgets.words import RESERVE, WORDS, approval
from app.registers.trainings.shared import TrainingServices
from app.widgets.columns import Align, Column, Tone
from app.widgets.editing_tab import EditingTab
from app.widgets.filter_panel import FilterGroup
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.preview import Sheet
from app.widgets.register_view import RegisterView
from app.widgets.spreadsheets import SpreadsheetWords
from app.widgets.workspace import Workspace

_APPROVAL = {"approved": "zatwierdzone", "waiting": "niezatwierdzone"}


class BudgetsTab(EditingTab):
    """A plain register that is also written into a spreadsheet."""

    def __init__(self, view: RegisterView[Budget], workspace: Workspace, services: TrainingServices) -> None:
        self._services, self._budgets = services, services.training_budgets
        super().__init__(view, workspace, services.training_budgets, self._form, self._blank_draft)
        self.place_export(
            SpreadsheetWords(self.tr("budżety szkoleń"), "budzety-szkolen.xlsx"),
            exporting(self._budgets, services.offices, self.listed, self._write),
        )

    def _blank_draft(self) -> BudgetDraft:
        return BudgetDraft(year=self._budgets.next_year())

    def _form(self, subject: Subject, forms: FormServices, save: Save) -> RecordForm:
        return BudgetForm(
            subject,
            forms,
            save,
            units=[Option(number, name) for number, name in _units(self._services).items()],
            fill=self._budgets.filled_with_units,
            carry_over=self._budgets.carried_over,
        )

    def _write(self, found: Sequence[Budget], path: Path, form: Format, progress: Progress, said: str) -> None:
        from app.registers.trainings.budgets.sheet import write_budgets

        write_budgets(found, path, form, _units(self._services), progress, said)


def create_tab(workspace: Workspace, services: TrainingServices) -> BudgetsTab:
    """The tab, wired."""
    view: RegisterView[Budget] = RegisterView(
        key="training_budgets",
        icon="training_budgets",
        # the print also names units and whose it is
        entities=frozenset({"training_budget", "unit", "office"}),
        source=services.training_budgets,
        columns=_columns(),
        filters=(FilterGroup.choices("approval", "Zatwierdzenie", _APPROVAL),),
        words=WORDS,
        sheet=lambda budget: _sheet(budget, services),
        renderer=render,
    )
    return BudgetsTab(view, workspace, services)


def _units(services: TrainingServices) -> Mapping[int, str]:
    """Every unit by its id, as it is called where one is chosen."""
    return {unit.id: f"{unit.symbol} – {unit.name}" for unit in services.units.all()}


def _columns() -> tuple[Column[Budget], ...]:
    return (
        Column(key="year", title="Rok", text=lambda budget: str(budget.year), sort="year", width=8, strong=True),
        Column(
            key="total",
            title="Razem",
            text=lambda budget: format_money(budget.total),
            sort="total",
            width=18,
            align=Align.RIGHT,
        ),
        Column(key="units", title="Komórki", text=_count_units, width=12, align=Align.RIGHT),
        Column(
            key="approved_on",
            title="Zatwierdzono",
            text=lambda budget: "nie" if budget.approved_on is None else format_date(budget.approved_on),
            second=lambda budget: budget.approved_by,
            tone=lambda budget: Tone.WARNING if budget.approved_on is None else Tone.OK,
            sort="approved_on",
            width=20,
        ),
        Column(key="note", title="Uwagi", text=lambda budget: budget.note, width=24, flexible=True),
    )


def _count_units(budget: Budget) -> str:
    return str(sum(unit.unit_id is not None for unit in budget.units))


def _sheet(budget: Budget, services: TrainingServices) -> Sheet:
    title = f"Budżet szkoleń na rok {budget.year}"

    def make() -> bytes:
        from app.registers.trainings.budgets.printout import budget_pdf

        office, arms = heading(services.offices, services.files)
        return budget_pdf(budget, _units(services), office, arms, services.clock.today())

    return Sheet.of(budget, title, make, (title, *_lines(budget, _units(services))))


def _lines(budget: Budget, units: Mapping[int, str]) -> Iterator[str]:
    """The print in plain lines, for those who listen."""
    yield f"Razem: {format_money(budget.total)}"
    if said := approval(budget):
        yield f"Zatwierdzono: {said}"
    for unit in budget.units:
        who = RESERVE if unit.unit_id is None else units.get(unit.unit_id, f"nr {unit.unit_id}")
        yield ", ".join(filter(None, (f"{who}: {format_money(unit.amount or 0)}", unit.line, unit.note)))
    if budget.note:
        yield budget.note
