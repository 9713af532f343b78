"""The tab of training offers."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot

from app.core.dates import format_date
from app.core.money import format_money
from app.core.progress import Progress
from app.exchange.spreadsheets import Format
from app.people.office.spreadsheets import exporting
from app.people.units.domain import Unit
from app.printing import render
from app.registers.trainings.offers.domain import Offer, OfferDraft, OfferState, awaited, waiting_days
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
from app.widgets.register_view import RegisterView
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
        deed = self.place_deed
        self.pass_action = deed("edit_by_passing", "right", self.tr("Wybierz i przekaż…"), self._on_pass, "Ctrl+Return")
        self.reply_action = deed(
            "edit_by_reply", "ok", self.tr("Zapisz odpowiedź kierownika…"), self._on_reply, "Ctrl+M"
        )
        self.reject_action = deed("edit_by_rejecting", "close", self.tr("Odrzuć ofertę…"), self._on_reject)
        self.file_action = deed(
            "attachment_training_offers", "attachment", self.tr("Otwórz plik oferty"), self._on_file
        )
        self.place_further("training_offer")
        self.more_menu.insertSeparator(self.delete_action)
        words, offers = SpreadsheetWords(self.tr("oferty"), "oferty-szkolen.xlsx"), services.training_offers
        export = exporting(offers, services.offices, offers.all, self._write)
        self.place_spreadsheets(Spreadsheets(workspace, words, export))
        self.selection_changed(())

    def _write(self, found: Sequence[Offer], path: Path, form: Format, progress: Progress, said: str) -> None:
        from app.registers.trainings.offers.sheet import write_offers

        institutions = {each.institution_id: each.institution for each in found if each.institution_id}
        symbols = {each.id: each.symbol for each in self._services.units.all()}
        write_offers(found, path, form, institutions, symbols, self._services.clock.today(), progress, said)

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
            FilterGroup.choices("state", "Stan", STATES),
            FilterGroup.choices("reply", "Odpowiedzi kierowników", REPLIES),
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
