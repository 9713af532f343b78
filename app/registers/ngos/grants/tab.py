"""The tab of grants: agreements, tranches, settlements, and the register of a year."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from app.people.office.spreadsheets import as_shown
from app.printing import render
from app.registers.ngos.grants.domain import Grant, GrantDraft
from app.registers.ngos.grants.table import columns, filters
from app.registers.ngos.grants.thresholds import checks
from app.registers.ngos.grants.windows import grant_form, paying, settling
from app.registers.ngos.grants.words import WORDS, annex_in_words, facts, terms_in_words, tranche_in_words, warnings
from app.registers.ngos.offers.words import partner_in_words
from app.registers.ngos.shared import NgoServices
from app.widgets.changes import Remembered
from app.widgets.editing_tab import EditingTab
from app.widgets.forms.deed_window import open_deed
from app.widgets.output import Output
from app.widgets.preview import Sheet
from app.widgets.register_view import Place, RegisterView
from app.widgets.spreadsheets import SpreadsheetWords
from app.widgets.workspace import Workspace


class GrantsTab(EditingTab):
    """A register whose records are also paid and settled; the preview is the data sheet of the agreement."""

    logs_prints = True

    def __init__(self, view: RegisterView[Grant], workspace: Workspace, services: NgoServices) -> None:
        self._services, self._grants = services, services.grants
        form = partial(grant_form, services)
        super().__init__(view, workspace, services.grants, form, self._blank_draft)
        self.pay_action = self.place_deed(
            "edit_pay_grant", "ok", self.tr("Zapisz wypłatę…"), self._on_pay, "Ctrl+Return"
        )
        self.settle_action = self.place_deed(
            "edit_settle_grant", "save", self.tr("Rozlicz dotację…"), self._on_settle, "Ctrl+R"
        )
        self.place_further("ngo_grant")
        self.more_menu.addSeparator()
        self.register_action = self._action("print", self.tr("Drukuj rejestr roku…"), self._on_register, "Ctrl+Shift+P")
        self.register_action.setObjectName("print_grant_register")
        self.register_action.setToolTip(self.tr("Rejestr konkursów i dotacji wybranego roku, bez wyboru – bieżącego"))
        self.place_action(self.register_action, Place.MENU)
        words = SpreadsheetWords(self.tr("dotacje"), "dotacje.xlsx")
        self.place_spreadsheets(as_shown(workspace, words, services.grant_exchange, lambda: self.query))
        self.selection_changed(())

    def _blank_draft(self) -> GrantDraft:
        return GrantDraft(year=self._services.clock.today().year)

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """One grant at a time; only one with an agreement is paid and settled."""
        super().selection_changed(records)
        if not hasattr(self, "export_action"):
            return
        one: Grant | None = records[0] if len(records) == 1 else None
        agreed = one is not None and one.agreement_on is not None
        unpaid = one is not None and any(each.paid_on is None for each in one.tranches)
        self.pay_action.setEnabled(agreed and unpaid)
        self.settle_action.setEnabled(agreed)

    @Slot()
    def _on_pay(self) -> None:
        for one in self.selected()[:1]:
            open_deed(paying(one, self._grants, self._services.clock.today()), self._workspace)

    @Slot()
    def _on_settle(self) -> None:
        for one in self.selected()[:1]:
            open_deed(settling(one, self._grants, self._services.clock.today()), self._workspace)

    @Slot()
    def _on_register(self) -> None:
        chosen = self.query.filters.get("year", frozenset())
        year = int(next(iter(chosen))) if len(chosen) == 1 else self._services.clock.today().year
        title = self.tr("Rejestr konkursów i dotacji {year}").format(year=year)
        Output(self._workspace, self, writes=True).print(
            lambda _progress: self._services.grant_prints.register(year), title
        )


def create_tab(workspace: Workspace, services: NgoServices) -> GrantsTab:
    """The tab, wired."""
    names = Remembered(services.grants.organisations, workspace.bus, "ngo")

    def sphere(code: str) -> str:
        return services.grants.spheres().label(code) if code else "bez sfery"

    view: RegisterView[Grant] = RegisterView(
        key="grants",
        icon="grants",
        # the print names organisations and spheres, counts small grants against the programme, and tells whose it is
        entities=frozenset({"ngo_grant", "ngo", "ngo_sphere_list", "ngo_programme", "office"}),
        source=services.grants,
        columns=columns(sphere, services.clock.today),
        filters=filters(sphere, lambda value: names().get(int(value), f"nr {value}")),
        words=WORDS,
        sheet=lambda grant: _sheet(grant, services),
        renderer=render,
    )
    return GrantsTab(view, workspace, services)


def _sheet(grant: Grant, services: NgoServices) -> Sheet:
    title = f"Karta dotacji {grant.number}"

    return Sheet.of(grant, title, lambda: services.grant_prints.preview(grant), (title, *_lines(grant, services)))


def _lines(grant: Grant, services: NgoServices) -> Iterator[str]:
    """The print in plain lines, for those who listen."""
    today, names = services.clock.today(), services.grants.organisations()
    yield grant.title
    joint = "; ".join(partner_in_words(each, names) for each in grant.partners)
    sphere = services.grants.spheres().label(grant.sphere)
    yield from (f"{label}: {value}" for label, value in facts(grant, today, sphere, joint))
    yield from (f"Transza: {tranche_in_words(each)}" for each in grant.tranches)
    yield from (f"Aneks: {annex_in_words(each)}" for each in grant.annexes)
    yield from (f"{label}: {said}" for label, said in terms_in_words(grant, today))
    yield from (check.text for check in checks(grant, services.grants.small_grants(), grant.id, names, today))
    yield from warnings(grant, today)
    yield from (said for said in (grant.remarks, grant.control, grant.note) if said.strip())
