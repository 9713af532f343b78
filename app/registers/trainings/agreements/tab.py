"""The tab of training agreements; a running one is settled, an amount due is noted as repaid."""

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
from app.registers.trainings.agreements.domain import Agreement, AgreementDraft, AgreementState, state_on
from app.registers.trainings.agreements.repayment import reckoned
from app.registers.trainings.agreements.table import columns, filters
from app.registers.trainings.agreements.windows import agreement_form, ending, repaying
from app.registers.trainings.agreements.words import STATES, WORDS, months
from app.registers.trainings.shared import TrainingServices
from app.widgets.editing_tab import EditingTab
from app.widgets.forms.deed_window import open_deed
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.output import Output
from app.widgets.preview import Sheet
from app.widgets.register_view import Place, RegisterView
from app.widgets.spreadsheets import Spreadsheets, SpreadsheetWords
from app.widgets.workspace import Workspace


class TrainingAgreementsTab(EditingTab):
    """The preview shows the agreement, once it ended its reckoning; both can be printed at any time."""

    logs_prints = True

    def __init__(
        self,
        view: RegisterView[Agreement],
        workspace: Workspace,
        services: TrainingServices,
        people: EmployeesById,
    ) -> None:
        self._services, self._people = services, people
        super().__init__(view, workspace, services.training_agreements, self._form, AgreementDraft)
        deed = self.place_deed
        self.end_action = deed("edit_end_agreement", "ok", self.tr("Rozlicz umowę…"), self._on_end, "Ctrl+Return")
        self.repaid_action = deed("edit_repaid_agreement", "save", self.tr("Zapisz zwrot…"), self._on_repaid)
        self.resume_action = deed("edit_resume_agreement", "undo", self.tr("Cofnij rozliczenie"), self._on_resume)
        self.agreement_action = self._action("print", self.tr("Drukuj umowę…"), self._on_agreement, "Ctrl+Shift+P")
        self.agreement_action.setObjectName("print_agreement_agreement")
        self.more_menu.addSeparator()
        self.place_action(self.agreement_action, Place.MENU)
        words = SpreadsheetWords("umowy szkoleniowe", "umowy-szkoleniowe.xlsx")
        agreements = services.training_agreements
        export = exporting(agreements, services.offices, agreements.all, self._write)
        self.place_spreadsheets(Spreadsheets(workspace, words, export))
        self.selection_changed(())

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """One agreement at a time."""
        super().selection_changed(records)
        if not hasattr(self, "agreement_action"):
            return
        one: Agreement | None = records[0] if len(records) == 1 else None
        state = None if one is None else state_on(one, self._services.clock.today())
        self.end_action.setEnabled(one is not None)
        self.repaid_action.setEnabled(state in (AgreementState.TO_REPAY, AgreementState.REPAID))
        self.resume_action.setEnabled(one is not None and one.ending is not None)
        self.agreement_action.setEnabled(one is not None)

    def _form(self, subject: Subject, forms: FormServices, save: Save) -> RecordForm:
        return agreement_form(self._services, subject, forms, save)

    @Slot()
    def _on_new(self) -> None:
        blank = AgreementDraft(signed_on=self._services.clock.today())
        self._open(Subject(start=blank, blank=blank))

    @Slot()
    def _on_end(self) -> None:
        for one in self.selected()[:1]:
            person = self._people().get(one.employee_id or 0)
            left = None if person is None else person.employed_to
            open_deed(ending(one, self._services.training_agreements, left), self._workspace)

    @Slot()
    def _on_repaid(self) -> None:
        for one in self.selected()[:1]:
            open_deed(repaying(one, self._services.training_agreements, self._services.clock.today()), self._workspace)

    @Slot()
    def _on_resume(self) -> None:
        for one in self.selected()[:1]:
            self.carry_out(partial(self._services.training_agreements.resume, one.id, one.version))

    @Slot()
    def _on_agreement(self) -> None:
        for one in self.selected()[:1]:
            title = self.tr("Umowa szkoleniowa {number}").format(number=one.number)
            Output(self._workspace, self, writes=True).print(partial(self._print_agreement, one), title)

    def _print_agreement(self, one: Agreement, _progress: Progress) -> bytes:
        return self._services.agreement_prints.agreement(one.id)

    def _write(self, found: Sequence[Agreement], path: Path, form: Format, progress: Progress, said: str) -> None:
        from app.registers.trainings.agreements.sheet import write_agreements

        write_agreements(found, path, form, self._services.clock.today(), progress, said)


def create_tab(workspace: Workspace, services: TrainingServices) -> TrainingAgreementsTab:
    """The tab, wired."""
    people = EmployeesById(services.employees, workspace.bus)
    view: RegisterView[Agreement] = RegisterView(
        key="training_agreements",
        icon="training_agreements",
        entities=frozenset({"training_agreement", "employee", "office"}),
        source=services.training_agreements,
        columns=columns(people, services.clock.today),
        filters=filters(),
        words=WORDS,
        sheet=lambda agreement: _sheet(agreement, services),
        renderer=render,
    )
    return TrainingAgreementsTab(view, workspace, services, people)


def _sheet(agreement: Agreement, services: TrainingServices) -> Sheet:
    """The agreement, or its reckoning once it ended."""
    ended = agreement.ending is not None
    title = f"{'Rozliczenie umowy szkoleniowej' if ended else 'Umowa szkoleniowa'} {agreement.number}"

    until = "" if agreement.stay_until is None else f"zobowiązanie do {format_date(agreement.stay_until)}"
    facts = (
        STATES[state_on(agreement, services.clock.today())],
        months(agreement.months or 0),
        until,
        f"koszt {format_money(agreement.cost or 0)}",
    )
    reckoning = reckoned(agreement)
    told = () if reckoning is None else reckoning.sentences
    lines = (title, f"{agreement.person}, {agreement.subject}", ", ".join(filter(None, facts)), *told, agreement.note)
    return Sheet.of(agreement, title, lambda: services.agreement_prints.preview(agreement), lines)
