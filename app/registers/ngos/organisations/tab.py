"""The tab of organisations: the register beside its map or a print, its spreadsheets, the confirming of data."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.core.records import Change, Query
from app.people.office.spreadsheets import as_shown
from app.printing import render
from app.registers.ngos.dictionary import SphereList
from app.registers.ngos.organisations.domain import Organisation, OrganisationDraft
from app.registers.ngos.organisations.form import OrganisationChoices, OrganisationForm
from app.registers.ngos.organisations.table import columns, filters
from app.registers.ngos.organisations.windows.map_desk import MapDesk
from app.registers.ngos.organisations.windows.printing import OrganisationPrinting
from app.registers.ngos.organisations.words import WORDS, address_words, confirmed_words, label
from app.registers.ngos.shared import NgoServices
from app.widgets.changes import Remembered
from app.widgets.editing_tab import EditingTab
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.map.register_pane import CARD, MAP, MapPane
from app.widgets.preview import Sheet
from app.widgets.register_view import Place, RegisterView
from app.widgets.spreadsheets import SpreadsheetWords
from app.widgets.widths import digits
from app.widgets.workspace import Workspace

_TABLE_SHARE, _MOST_SHARE = 0.5, 0.62
"""Of the window for filters and table beside the map, as a rule and where the table needs more."""
_LEAST_DIGITS, _TABLE_DIGITS = 40, 62
"""Digits that name and state need beside each other, and those that all columns of the table take."""


class OrganisationsTab(EditingTab):
    """A register whose right side is the chosen organisation's card, or the map of all that the table shows."""

    logs_prints = True

    def __init__(self, view: RegisterView[Organisation], workspace: Workspace, services: NgoServices) -> None:
        self._services = services
        self._sizes: dict[str, list[int]] = {}
        self._map_of_empty = False
        super().__init__(view, workspace, services.organisations, self._form, OrganisationDraft)
        self.confirm_action = self.place_deed(
            "edit_confirm_organisations", "ok", self.tr("Potwierdź dane"), self._on_confirm, "Ctrl+Return"
        )
        self.confirm_action.setToolTip(self.tr("Zapisz, że dane zaznaczonych organizacji potwierdzono dziś"))
        self.printing = OrganisationPrinting(workspace, services, self.selected, lambda: self.query, self)
        self.more_menu.addSeparator()
        for action in self.printing.actions:
            self.place_action(action, Place.MENU)
        self._place_map_deeds()
        words = SpreadsheetWords("organizacje", "organizacje.xlsx")
        self.place_spreadsheets(as_shown(workspace, words, services.organisation_exchange, lambda: self.query))
        self.place_further("ngo")
        self.selection_changed(())

    # -- the map ---------------------------------------------------------------------------------------------------

    def _make_side(self) -> QWidget | None:
        if self.preview is None:
            return None
        self.pane = MapPane(self.preview, self._services.organisations.groups())
        self.map = MapDesk(self._workspace, self._services, self.pane, lambda: self.query)
        return self.pane

    def _place_map_deeds(self) -> None:
        self.more_menu.addSeparator()
        self.map_action = self._action("map_data", self.tr("Mapa albo karta"), self._on_map_switched, "Ctrl+M")
        self.place_action(self.map_action, Place.MENU)
        for action in (self.map.point_action, self.map.proposals_action):
            self.place_action(action, Place.MENU)
        self.addAction(self.map.move_action)
        self.pane.add_tool(self.map.move_action)
        self.pane.add_tool(self.map.proposals_action)
        self.table.addAction(self.map.point_action)
        self.map.take_rows_of(self.table, self.model)
        self.map.record_chosen.connect(self.select_record)
        self.current_changed.connect(self.map.choose)
        self.pane.shown_changed.connect(self._on_pane_turned)
        if self.kit.layouts.load(f"{self._layout_key}/side") == MAP:
            self.pane.show_page(MAP)

    def _load(self) -> None:
        super()._load()
        self.map.asked_anew()

    def _on_change_announced(self, change: Change) -> None:
        super()._on_change_announced(change)
        self.map.announced(change)
        if change.entity == "ngo_map" and self.empty:
            self._ask_for_base()

    def _side_of_empty(self) -> bool:
        """Borders that were imported are seen at once, before the first organisation."""
        return self._map_of_empty

    def _show_state(self, query: Query) -> None:
        super()._show_state(query)
        if self.empty:
            self._ask_for_base()

    def _ask_for_base(self) -> None:
        self.kit.jobs.run(lambda _progress: self.map.has_base(), done=self._on_base_known, owner=self)

    def _on_base_known(self, known: bool) -> None:
        if known != self._map_of_empty and self.empty:
            self._map_of_empty = known
            if known:
                self.pane.show_page(MAP)
            self._arrange()

    @Slot()
    def _on_map_switched(self) -> None:
        if self.pane.isHidden():
            self.preview_action.setChecked(True)
        self.pane.show_page(CARD if self.pane.shown == MAP else MAP)
        if self.pane.shown == MAP:
            self.pane.view.setFocus()

    @Slot(str)
    def _on_pane_turned(self, shown: str) -> None:
        if not self.empty:
            # which page was chosen for nobody says nothing of the next time
            self.kit.layouts.save(f"{self._layout_key}/side", shown)
        if self._sized:
            # before the first layout nobody chose any widths
            self._sizes[CARD if shown == MAP else MAP] = self._outer.sizes()
            if shown in self._sizes:
                self._outer.setSizes(self._sizes[shown])
            else:
                self._set_sizes()
        self._schedule_preview()

    def _set_sizes(self) -> None:
        """The map gets more room than the table; a page no more than it needs."""
        super()._set_sizes()
        if self.pane.shown == MAP:
            width = self._outer.width()
            filters = self.filters.sizeHint().width()
            least = min(filters + digits(self, _LEAST_DIGITS), round(width * _MOST_SHARE))
            table = min(max(round(width * _TABLE_SHARE), least), filters + digits(self, _TABLE_DIGITS))
            self._outer.setSizes([table, width - table])
            # the filters keep their width, the table gives way
            left = self._outer.widget(0).layout()
            if left is not None:
                left.activate()
            self._inner.setSizes([filters, max(1, self._inner.width() - filters)])

    # -- the register --------------------------------------------------------------------------------------------------

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """Any number of organisations is confirmed at a time."""
        super().selection_changed(records)
        if hasattr(self, "confirm_action"):
            self.confirm_action.setEnabled(bool(records))
            self.map.point_action.setEnabled(len(records) == 1)
        if hasattr(self, "printing"):
            self.printing.card_action.setEnabled(len(records) == 1)

    def _form(self, subject: Subject, forms: FormServices, save: Save) -> RecordForm:
        services = self._services
        spheres, today = services.organisations.spheres(), services.clock.today()
        office = services.offices.current_or_blank()
        return OrganisationForm(
            subject,
            forms,
            save,
            choices=OrganisationChoices(
                spheres=tuple((each.code, each.label) for each in spheres.on(today)),
                old_spheres=tuple((each.code, spheres.label(each.code)) for each in spheres.spheres),
                places=services.organisations.places(),
                post_towns=services.organisations.post_towns(office.postal_code, office.town),
                locality=lambda place: services.map_data.index().place_meant(place),
                today=today,
            ),
        )

    @Slot()
    def _on_confirm(self) -> None:
        opened = tuple((each.id, each.version) for each in self.selected())
        if opened:
            organisations, today = self._services.organisations, self._services.clock.today()
            self.carry_out(lambda: organisations.confirm_many(opened, today))


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
    told = (
        organisation.name,
        label(services.organisations.state(organisation)),
        *(f"{label(each.kind)}: {address_words(each)}" for each in organisation.addresses),
        *(spheres.label(code) for code in organisation.spheres),
        f"Dane potwierdzone: {confirmed_words(organisation.confirmed_on)}",
    )
    prints = services.organisation_prints
    return Sheet.of(organisation, organisation.name, lambda: prints.preview(organisation), told)
