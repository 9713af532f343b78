"""The tab of organisations: the register, its spreadsheets, and the confirming of data."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot

from app.core.progress import Progress
from app.core.records import Outcome
from app.exchange.files import write_whole
from app.exchange.spreadsheets import Format
from app.people.office.prints import heading
from app.printing import render
from app.records.import_report import ImportReport
from app.registers.ngos.dictionary import SphereList
from app.registers.ngos.organisations.domain import Organisation, OrganisationDraft
from app.registers.ngos.organisations.form import OrganisationChoices, OrganisationForm
from app.registers.ngos.organisations.table import columns, filters
from app.registers.ngos.organisations.words import WORDS, address_words, confirmed_words, label
from app.registers.ngos.shared import NgoServices
from app.widgets.changes import Remembered
from app.widgets.editing_tab import EditingTab
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.preview import Sheet
from app.widgets.register_tab import Place, RegisterView
from app.widgets.spreadsheets import Spreadsheets, SpreadsheetWords
from app.widgets.workspace import Workspace


class OrganisationsTab(EditingTab):
    """A register whose chosen rows can be confirmed together."""

    def __init__(self, view: RegisterView[Organisation], workspace: Workspace, services: NgoServices) -> None:
        self._services = services
        self._sheets = _spreadsheets(workspace, services)
        super().__init__(view, workspace, services.organisations, self._form, OrganisationDraft, write_whole)
        self.confirm_action = self._action("ok", self.tr("Potwierdź dane"), self._on_confirm, "Ctrl+Return")
        self.confirm_action.setToolTip(self.tr("Zapisz, że dane zaznaczonych organizacji potwierdzono dziś"))
        # whoever may not edit is not offered what begins so
        self.confirm_action.setObjectName("edit_confirm_organisations")
        self.place_action(self.confirm_action, Place.MENU)
        self.more_menu.insertAction(self.delete_action, self.confirm_action)
        self.table.addAction(self.confirm_action)
        self._place_spreadsheets()
        self.place_further("ngo")
        self.selection_changed(())

    def _place_spreadsheets(self) -> None:
        self.more_menu.addSeparator()
        self.import_action = self._action("import", self.tr("Wczytaj z arkusza…"), self._sheets.choose_import, "")
        self.export_action = self._action("export", self.tr("Zapisz w arkuszu…"), self._sheets.export, "")
        for action in (self.import_action, self.export_action):
            action.setToolTip(action.text().removesuffix("…"))
            self.place_action(action, Place.MENU)
        self.import_action.setObjectName("edit_by_import")

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """Any number of organisations is confirmed at a time."""
        super().selection_changed(records)
        if hasattr(self, "confirm_action"):
            self.confirm_action.setEnabled(bool(records))

    def note_printed(self, record: Organisation) -> None:
        """The log tells whose card was printed: it holds people's names and phones."""
        organisations = self._services.organisations
        self.kit.jobs.run(lambda _progress: organisations.log("print", [record]), writes=True, owner=self)

    def _form(self, subject: Subject, forms: FormServices, save: Save) -> RecordForm:
        services = self._services
        spheres, today = services.organisations.spheres(), services.clock.today()
        return OrganisationForm(
            subject,
            forms,
            save,
            choices=OrganisationChoices(
                spheres=tuple((each.code, each.label) for each in spheres.on(today)),
                old_spheres=tuple((each.code, spheres.label(each.code)) for each in spheres.spheres),
                places=services.organisations.places(),
                today=today,
            ),
        )

    @Slot()
    def _on_confirm(self) -> None:
        opened = tuple((each.id, each.version) for each in self.selected())
        if opened:
            self.kit.jobs.run(
                partial(self._confirm, opened),
                done=self._workspace.report,
                writes=True,
                cancellable=False,
                owner=self,
            )

    def _confirm(self, opened: tuple[tuple[int, int], ...], _progress: Progress) -> Outcome[tuple[Organisation, ...]]:
        return self._services.organisations.confirm_many(opened, self._services.clock.today())


def create_tab(workspace: Workspace, services: NgoServices) -> OrganisationsTab:
    """The tab, wired."""
    organisations = services.organisations
    spheres = Remembered(organisations.spheres, workspace.bus, "ngo_sphere_list")
    view: RegisterView[Organisation] = RegisterView(
        key="organisations",
        icon="organisations",
        entities=frozenset({"ngo", "ngo_sphere_list", "office"}),
        source=organisations,
        columns=columns(spheres, organisations.state),
        filters=filters(spheres),
        words=WORDS,
        sheet=lambda each: _sheet(each, services, spheres()),
        renderer=render,
    )
    return OrganisationsTab(view, workspace, services)


def _sheet(organisation: Organisation, services: NgoServices, spheres: SphereList) -> Sheet:
    """The office's own card, with what is not for the public."""

    def make(_progress: Progress) -> bytes:
        from app.registers.ngos.organisations.printout.card import card_pdf

        office, arms = heading(services.offices, services.files)
        return card_pdf(organisation, spheres, office, arms, services.clock.today(), internal=True)

    told = (
        organisation.name,
        label(services.organisations.state(organisation)),
        *(f"{label(each.kind)}: {address_words(each)}" for each in organisation.addresses),
        *(spheres.label(code) for code in organisation.spheres),
        f"Dane potwierdzone: {confirmed_words(organisation.confirmed_on)}",
    )
    return Sheet(key=(organisation.id, organisation.version), title=organisation.name, make=make, text="\n".join(told))


def _spreadsheets(workspace: Workspace, services: NgoServices) -> Spreadsheets:
    exchange = services.organisation_exchange

    def export(path: Path, csv: bool, progress: Progress) -> int:
        return exchange.export(path, Format.CSV if csv else Format.XLSX, progress)

    def load(path: Path, dry_run: bool, progress: Progress) -> ImportReport:
        return exchange.load(path, dry_run=dry_run, progress=progress)

    return Spreadsheets(workspace, SpreadsheetWords("organizacje", "organizacje.xlsx"), export, load)
