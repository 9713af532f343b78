"""The tab of programmes of cooperation: next year's from the last one, its passing and its report."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Slot

from app.core.dates import format_date
from app.core.money import format_money
from app.people.office.spreadsheets import as_shown
from app.printing import render
from app.registers.ngos.programmes.domain import (
    LONG_TEXTS,
    PRINCIPLES,
    Programme,
    period,
    state_on,
)
from app.registers.ngos.programmes.due import missing, terms
from app.registers.ngos.programmes.form import ProgrammeForm
from app.registers.ngos.programmes.table import columns, filters
from app.registers.ngos.programmes.windows import passing, reporting
from app.registers.ngos.programmes.words import CONTENTS, FIELDS, STATES, WORDS
from app.registers.ngos.shared import NgoServices
from app.widgets.editing_tab import EditingTab
from app.widgets.forms.deed_window import open_deed
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.preview import Sheet
from app.widgets.register_view import RegisterView
from app.widgets.spreadsheets import SpreadsheetWords
from app.widgets.workspace import Workspace


class ProgrammesTab(EditingTab):
    """A new programme begins with the texts of the last one; the preview tells what is missing."""

    logs_prints = True

    def __init__(self, view: RegisterView[Programme], workspace: Workspace, services: NgoServices) -> None:
        self._services, self._programmes = services, services.programmes
        super().__init__(view, workspace, services.programmes, self._form, services.programmes.next_draft)
        self.pass_action = self.place_deed(
            "edit_pass_programme", "ok", self.tr("Zapisz uchwalenie…"), self._on_passed, "Ctrl+Return"
        )
        self.report_action = self.place_deed(
            "edit_report_programme", "save", self.tr("Zapisz sprawozdanie…"), self._on_reported, "Ctrl+R"
        )
        self.place_further("ngo_programme")
        words = SpreadsheetWords(self.tr("programy współpracy"), "programy-wspolpracy.xlsx")
        self.place_spreadsheets(as_shown(workspace, words, services.programme_exchange, lambda: self.query))
        self.selection_changed(())

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """One programme at a time; a report needs one that was passed."""
        super().selection_changed(records)
        if not hasattr(self, "report_action"):
            return
        one: Programme | None = records[0] if len(records) == 1 else None
        self.pass_action.setEnabled(one is not None)
        self.report_action.setEnabled(one is not None and one.passed_on is not None)

    def _form(self, subject: Subject, forms: FormServices, save: Save) -> RecordForm:
        held: Any = subject.record or subject.start
        written = () if held is None else tuple(task.sphere for task in held.tasks)
        spheres = self._programmes.spheres().offered(self._services.clock.today(), written)
        return ProgrammeForm(subject, forms, save, spheres=spheres)

    @Slot()
    def _on_passed(self) -> None:
        for one in self.selected()[:1]:
            open_deed(passing(one, self._programmes, self._services.clock.today()), self._workspace)

    @Slot()
    def _on_reported(self) -> None:
        for one in self.selected()[:1]:
            open_deed(reporting(one, self._programmes, self._services.clock.today()), self._workspace)


def create_tab(workspace: Workspace, services: NgoServices) -> ProgrammesTab:
    """The tab, wired."""
    view: RegisterView[Programme] = RegisterView(
        key="programmes",
        icon="programmes",
        # the print names spheres and whose it is
        entities=frozenset({"ngo_programme", "ngo_sphere_list", "office"}),
        source=services.programmes,
        columns=columns(services.clock.today),
        filters=filters(),
        words=WORDS,
        sheet=lambda programme: _sheet(programme, services),
        renderer=render,
    )
    return ProgrammesTab(view, workspace, services)


def _sheet(programme: Programme, services: NgoServices) -> Sheet:
    title = f"Program współpracy – karta ({period(programme)})"

    return Sheet.of(
        programme, title, lambda: services.programme_prints.pdf(programme), (title, *_lines(programme, services))
    )


def _lines(programme: Programme, services: NgoServices) -> Iterator[str]:
    """The print in plain lines, for those who listen."""
    from app.registers.ngos.programmes.printout import TERMS, term_result

    today = services.clock.today()
    yield programme.title
    yield f"Stan: {STATES[state_on(programme, today)]}"
    for term in terms(programme, today):
        yield f"{TERMS[term.key]}: do {format_date(term.due)}, {term_result(term)}. {term.explanation}"
    for item in missing(programme):
        yield f"Brakuje: {CONTENTS[item]}"
    for name in ("money", "grants", "small_grants"):
        if (amount := getattr(programme, name)) is not None:
            yield f"{FIELDS[name].label}: {format_money(amount)}"
    for task in programme.tasks:
        amount = "" if task.amount is None else f", {format_money(task.amount)}"
        yield f"{services.programmes.spheres().label(task.sphere)}: {task.task}{amount}".removeprefix(": ")
    for name in (*PRINCIPLES, *LONG_TEXTS, "opinion", "note"):
        if said := getattr(programme, name).strip():
            yield f"{FIELDS[name].label}: {said}"
