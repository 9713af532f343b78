"""The tab of training offers."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot

from app.core.dates import format_date
from app.core.money import format_money
from app.core.progress import Progress
from app.exchange.spreadsheets import Format
from app.people.units.domain import Unit
from app.printing import render
from app.registers.trainings.offers.domain import Offer, OfferDraft, OfferState, Reply, awaited, waiting_days
from app.registers.trainings.offers.windows import OfferDesk
from app.registers.trainings.offers.words import (
    REPLIES,
    STATES,
    WORDS,
    days_of,
    progress_in_words,
    state_alone,
)
from app.registers.trainings.shared import TrainingServices
from app.widgets.changes import Remembered
from app.widgets.columns import Align, Column, Tone
from app.widgets.editing_tab import EditingTab
from app.widgets.filter_panel import FilterGroup
from app.widgets.forms.record_form import Subject
from app.widgets.preview import Sheet
from app.widgets.register_tab import Place, RegisterView
from app.widgets.spreadsheets import Spreadsheets, SpreadsheetWords
from app.widgets.workspace import Workspace

_TONES = {
    OfferState.RECEIVED: Tone.WARNING,
    OfferState.SELECTED: Tone.QUIET,
    OfferState.PASSED: Tone.OK,
    OfferState.REJECTED: Tone.QUIET,
}
_LATE_DAYS = 14
"""From so many days without a reply on the state is painted as urgent."""
_Units = Remembered[Mapping[int, Unit]]


class OffersTab(EditingTab):
    """A plain register with the deeds of the first two steps of the procedure."""

    def __init__(self, view: RegisterView[Offer], workspace: Workspace, services: TrainingServices) -> None:
        self._services, self._desk = services, OfferDesk(workspace, services)
        super().__init__(view, workspace, services.training_offers, self._desk.form, OfferDraft)
        self.pass_action = self._action("right", self.tr("Wybierz i przekaż…"), self._on_pass, "Ctrl+Return")
        self.reply_action = self._action("ok", self.tr("Zapisz odpowiedź kierownika…"), self._on_reply, "Ctrl+M")
        self.reject_action = self._action("close", self.tr("Odrzuć ofertę…"), self._on_reject, "")
        self.file_action = self._action("attachment", self.tr("Otwórz plik oferty"), self._on_file, "")
        for name, action in (
            ("edit_by_passing", self.pass_action),
            ("edit_by_reply", self.reply_action),
            ("edit_by_rejecting", self.reject_action),
        ):
            # whoever may not edit is not offered these either
            action.setObjectName(name)
        for action in (self.reject_action, self.file_action):
            action.setToolTip(action.text().removesuffix("…"))
        for action in (self.pass_action, self.reply_action, self.reject_action, self.file_action):
            self.place_action(action, Place.MENU)
            self.more_menu.insertAction(self.delete_action, action)
            self.table.addAction(action)
        self.place_further("training_offer")
        self.more_menu.insertSeparator(self.delete_action)
        self._place_export(workspace)
        self.selection_changed(())

    def _place_export(self, workspace: Workspace) -> None:
        services = self._services

        def export(path: Path, csv: bool, progress: Progress) -> int:
            # the kit of prints comes with it, which nothing but an export needs here
            from app.people.office.printout import notice
            from app.registers.trainings.offers.sheet import write_offers

            offers = services.training_offers.all()
            institutions = {each.institution_id: each.institution for each in offers if each.institution_id}
            symbols = {each.id: each.symbol for each in services.units.all()}
            form, today = Format.CSV if csv else Format.XLSX, services.clock.today()
            said = notice(services.offices.current_or_blank())
            write_offers(offers, path, form, institutions, symbols, today, progress, said)
            services.training_offers.log("export", offers, format=form.value)
            return len(offers)

        words = SpreadsheetWords(self.tr("oferty"), "oferty-szkolen.xlsx")
        self._spreadsheets = Spreadsheets(workspace, words, export)
        self.more_menu.addSeparator()
        self.export_action = self._action("export", self.tr("Zapisz w arkuszu…"), self._on_export, "")
        self.export_action.setToolTip(self.tr("Zapisz w arkuszu"))
        self.place_action(self.export_action, Place.MENU)

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """One offer at a time, and only what can be done with it."""
        super().selection_changed(records)
        if not hasattr(self, "export_action"):
            return
        chosen: Offer | None = records[0] if len(records) == 1 else None
        open_ = chosen is not None and chosen.state is not OfferState.REJECTED
        self.pass_action.setEnabled(open_)
        self.reject_action.setEnabled(open_)
        self.reply_action.setEnabled(chosen is not None and bool(awaited(chosen)))
        self.file_action.setEnabled(chosen is not None and chosen.file is not None)
        undecided = chosen is None or chosen.selected_on is None
        self.pass_action.setText(self.tr("Wybierz i przekaż…") if undecided else self.tr("Przekaż do komórek…"))

    @Slot()
    def _on_new(self) -> None:
        self._open(Subject(start=OfferDraft(received_on=self._services.clock.today())))

    @Slot()
    def _on_pass(self) -> None:
        for offer in self._one(self.pass_action.isEnabled()):
            self._desk.pass_on(offer)

    @Slot()
    def _on_reply(self) -> None:
        for offer in self._one(self.reply_action.isEnabled()):
            self._desk.reply(offer)

    @Slot()
    def _on_reject(self) -> None:
        for offer in self._one(self.reject_action.isEnabled()):
            self._desk.reject(offer)

    @Slot()
    def _on_file(self) -> None:
        for offer in self._one(self.file_action.isEnabled()):
            self._desk.open_file(offer)

    @Slot()
    def _on_export(self) -> None:
        self._spreadsheets.export()

    def _one(self, allowed: bool) -> tuple[Offer, ...]:
        chosen = self.selected()
        return chosen if allowed and len(chosen) == 1 else ()


def create_tab(workspace: Workspace, services: TrainingServices) -> OffersTab:
    """The tab, wired."""
    units: _Units = Remembered(lambda: {unit.id: unit for unit in services.units.all()}, workspace.bus, "unit")

    def unit(value: str) -> str:
        found = units().get(int(value)) if value else None
        return "jeszcze do żadnej" if found is None else f"{found.symbol} {found.name}"

    def institutions() -> Mapping[int, str]:
        if not services.institutions.actor().may("training_institution.read"):
            return {}
        return {each.id: each.name for each in services.institutions.all()}

    names = Remembered(institutions, workspace.bus, "training_institution")
    view: RegisterView[Offer] = RegisterView(
        key="training_offers",
        icon="training_offers",
        # table and print also show the institution, units with their heads, and whose it is
        entities=frozenset({"training_offer", "training_institution", "unit", "employee", "office"}),
        source=services.training_offers,
        columns=_columns(services, units),
        filters=(
            FilterGroup(
                key="state", title="Stan", label=lambda value: STATES[OfferState(value)], options=tuple(OfferState)
            ),
            FilterGroup(
                key="reply",
                title="Odpowiedzi kierowników",
                label=lambda value: REPLIES[Reply(value)],
                options=tuple(Reply),
            ),
            FilterGroup(key="unit_id", title="Przekazano do", label=unit, single=True, overlapping=True),
            FilterGroup(
                key="institution_id",
                title="Instytucja",
                label=lambda value: names().get(int(value), f"nr {value}") if value else "nie podano",
                single=True,
            ),
            FilterGroup(key="area", title="Dziedzina", label=lambda value: value or "nie podano", single=True),
        ),
        words=WORDS,
        sheet=lambda offer: _sheet(offer, services),
        renderer=render,
    )
    return OffersTab(view, workspace, services)


def _columns(services: TrainingServices, units: _Units) -> tuple[Column[Offer], ...]:
    today = services.clock.today

    def progress(offer: Offer) -> str:
        return progress_in_words(offer, today())

    def tone(offer: Offer) -> Tone:
        days = waiting_days(offer, today())
        if days is None:
            return _TONES[offer.state]
        return Tone.DANGER if days >= _LATE_DAYS else Tone.WARNING

    def routed(offer: Offer) -> str:
        known = (units().get(each.unit_id or 0) for each in offer.routings)
        return ", ".join(each.symbol for each in known if each is not None)

    return (
        Column(
            key="topic",
            title="Temat",
            text=lambda offer: offer.topic,
            second=lambda offer: offer.institution,
            sort="topic",
            width=32,
            flexible=True,
            strong=True,
        ),
        Column(
            key="received_on",
            title="Wpłynęła",
            text=lambda offer: "" if offer.received_on is None else format_date(offer.received_on),
            sort="received_on",
            width=12,
        ),
        Column(key="starts_on", title="Termin", text=days_of, sort="starts_on", width=22, when_wide=True),
        Column(
            key="state",
            title="Stan",
            text=state_alone,
            second=progress,
            tone=tone,
            sort="state",
            width=26,
        ),
        Column(key="units", title="Komórki", text=routed, tooltip=routed, width=14),
        Column(
            key="price",
            title="Cena za osobę",
            text=lambda offer: "" if offer.price is None else format_money(offer.price),
            sort="price",
            width=14,
            align=Align.RIGHT,
            when_wide=True,
        ),
        Column(
            key="institution",
            title="Instytucja",
            text=lambda offer: offer.institution,
            sort="institution",
            width=28,
            optional=True,
        ),
        Column(key="area", title="Dziedzina", text=lambda offer: offer.area, width=18, optional=True),
        Column(key="place", title="Miejsce", text=lambda offer: offer.place, width=18, optional=True),
    )


def _sheet(offer: Offer, services: TrainingServices) -> Sheet:
    return Sheet(
        key=(offer.id, offer.version),
        title=offer.topic,
        make=lambda _progress: services.offer_prints.offer(offer),
        text=services.offer_prints.text(offer),
    )
