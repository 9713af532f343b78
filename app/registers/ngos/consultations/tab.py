"""The tab of consultations; who was asked and answered stands in a window of its own."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Slot

from app.core.records import Outcome
from app.people.office.spreadsheets import as_shown
from app.printing import render
from app.registers.ngos.consultations.domain import (
    Consultation,
    ConsultationDraft,
    measures,
    state_on,
)
from app.registers.ngos.consultations.table import columns, filters
from app.registers.ngos.consultations.windows import deeds
from app.registers.ngos.consultations.windows.about_programme import consultation_form
from app.registers.ngos.consultations.windows.asked import AskedWindow
from app.registers.ngos.consultations.words import STATES, SUBJECTS, TAKEN, WORDS, measured, period
from app.registers.ngos.shared import NgoServices
from app.widgets.editing_tab import EditingTab
from app.widgets.forms.deed_window import open_deed
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.output import Output
from app.widgets.preview import Sheet
from app.widgets.register_view import Place, RegisterView
from app.widgets.spreadsheets import SpreadsheetWords
from app.widgets.workspace import Workspace


class ConsultationsTab(EditingTab):
    """The preview is the protocol; the window of those who were asked opens with Ctrl+Enter."""

    logs_prints = True

    def __init__(self, view: RegisterView[Consultation], workspace: Workspace, services: NgoServices) -> None:
        self._services, self._consultations = services, services.consultations
        super().__init__(view, workspace, services.consultations, self._form, ConsultationDraft)
        deed = self.place_deed
        self.asked_action = deed(
            "people_consultations",
            "people",
            self.tr("Zapytani i odpowiedzi…"),
            self._on_asked,
            "Ctrl+Return",
            Place.BUTTON,
        )
        self.results_action = deed(
            "edit_results_consultation", "ok", self.tr("Zapisz wyniki…"), self._on_results, "Ctrl+R"
        )
        self.programme_action = deed(
            "edit_programme_consultation", "programmes", self.tr("Przenieś do programu"), self._on_programme
        )
        self.programme_action.setToolTip(self.tr("Wpisuje dni i przebieg konsultacji do programu współpracy"))
        self.list_action = self._action("print", self.tr("Drukuj listę zapytanych…"), self._on_list, "Ctrl+Shift+P")
        self.list_action.setObjectName("print_list_consultation")
        self.more_menu.addSeparator()
        self.place_action(self.list_action, Place.MENU)
        self.table.addAction(self.list_action)
        words = SpreadsheetWords(self.tr("konsultacje"), "konsultacje.xlsx")
        self.place_spreadsheets(as_shown(workspace, words, services.consultation_exchange, lambda: self.query))
        self.selection_changed(())

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """One consultation at a time; only one about a programme can be told to it."""
        super().selection_changed(records)
        if not hasattr(self, "list_action"):
            return
        one: Consultation | None = records[0] if len(records) == 1 else None
        for action in (self.asked_action, self.results_action, self.list_action):
            action.setEnabled(one is not None)
        self.programme_action.setEnabled(one is not None and one.programme_id is not None)

    def _form(self, subject: Subject, forms: FormServices, save: Save) -> RecordForm:
        return consultation_form(self._services, subject, forms, save)

    @Slot()
    def _on_asked(self) -> None:
        for one in self.selected()[:1]:
            AskedWindow(self._workspace, self._services, one, self._workspace.window).open()

    @Slot()
    def _on_results(self) -> None:
        for one in self.selected()[:1]:
            open_deed(deeds.closing(one, self._consultations, self._services.clock.today()), self._workspace)

    @Slot()
    def _on_programme(self) -> None:
        """Days and measures go to the programme that was consulted."""
        for one in self.selected()[:1]:
            self._to_programme(one)

    def _to_programme(self, one: Consultation) -> None:
        def note() -> Outcome[Any]:
            programmes = self._services.programmes
            programme = programmes.get(one.programme_id or 0)
            course = f"Konsultacje {period(one)}. {measured(measures(one))} {one.results}".strip()
            return programmes.note_consulting(programme.id, programme.version, one.starts_on, one.ends_on, course)

        self.carry_out(note)

    @Slot()
    def _on_list(self) -> None:
        for one in self.selected()[:1]:
            title = self.tr("Lista zapytanych: {subject}").format(subject=one.subject)
            self._print_list(one.id, title)

    def _print_list(self, record_id: int, title: str) -> None:
        prints = self._services.consultation_prints
        Output(self._workspace, self, writes=True).print(lambda _progress: prints.listing(record_id), title)


def create_tab(workspace: Workspace, services: NgoServices) -> ConsultationsTab:
    """The tab, wired."""
    view: RegisterView[Consultation] = RegisterView(
        key="consultations",
        icon="consultations",
        # the print names spheres and whose it is
        entities=frozenset({"ngo_consultation", "ngo_sphere_list", "office"}),
        source=services.consultations,
        columns=columns(services.clock.today),
        filters=filters(),
        words=WORDS,
        sheet=lambda consultation: _sheet(consultation, services),
        renderer=render,
    )
    return ConsultationsTab(view, workspace, services)


def _sheet(consultation: Consultation, services: NgoServices) -> Sheet:
    title = f"Protokół konsultacji: {consultation.subject}"

    prints = services.consultation_prints
    return Sheet.of(consultation, title, lambda: prints.preview(consultation), (title, *_lines(consultation, services)))


def _lines(consultation: Consultation, services: NgoServices) -> Iterator[str]:
    """The print in plain lines, for those who listen."""
    number = f", nr {consultation.draft_number}" if consultation.draft_number else ""
    yield f"{SUBJECTS[consultation.kind]}{number}"
    yield f"Stan: {STATES[state_on(consultation, services.clock.today())]}"
    if days := period(consultation):
        yield f"Termin: {days}"
    yield measured(measures(consultation))
    for each in consultation.asked:
        if each.answered and each.opinion.strip():
            taken = TAKEN[each.taken] if each.taken else "nierozstrzygnięto"
            yield f"{each.name}: {each.opinion} – {taken}. {each.reason}".strip()
    if consultation.results:
        yield f"Wyniki: {consultation.results}"
