"""The tab of offers in contests: filed, assessed, decided; the preview is the card of the offer."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from app.core.progress import Progress
from app.people.office.spreadsheets import as_shown
from app.printing import render
from app.registers.ngos.offers.domain import ContestOffer, ContestOfferDraft
from app.registers.ngos.offers.table import columns, filters
from app.registers.ngos.offers.windows import contest_of, deciding, offer_form
from app.registers.ngos.offers.words import WORDS, facts, score_in_words
from app.registers.ngos.shared import NgoServices
from app.widgets.changes import Remembered
from app.widgets.editing_tab import EditingTab
from app.widgets.forms.deed_window import open_deed
from app.widgets.preview import Sheet
from app.widgets.register_view import Place, RegisterView
from app.widgets.spreadsheets import SpreadsheetWords
from app.widgets.workspace import Workspace


class ContestOffersTab(EditingTab):
    """A plain register whose records are also decided; agreements are made by the slice of grants."""

    logs_prints = True

    def __init__(self, view: RegisterView[ContestOffer], workspace: Workspace, services: NgoServices) -> None:
        self._services, self._offers = services, services.contest_offers
        form = partial(offer_form, services)
        super().__init__(view, workspace, services.contest_offers, form, self._blank_draft)
        self.decide_action = self.place_deed(
            "edit_decide_offer", "ok", self.tr("Zapisz decyzję…"), self._on_decide, "Ctrl+Return"
        )
        self.place_further("ngo_offer", Place.BUTTON)
        words = SpreadsheetWords(self.tr("oferty w konkursach"), "oferty-w-konkursach.xlsx")
        self.place_spreadsheets(as_shown(workspace, words, services.contest_offer_exchange, lambda: self.query))
        self.selection_changed(())

    def _blank_draft(self) -> ContestOfferDraft:
        return ContestOfferDraft(filed_on=self._services.clock.today())

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """One offer at a time."""
        super().selection_changed(records)
        if hasattr(self, "export_action"):
            self.decide_action.setEnabled(len(records) == 1)

    @Slot()
    def _on_decide(self) -> None:
        for one in self.selected()[:1]:
            self.kit.jobs.run(partial(self._asked, one), done=self._open_decision, owner=self)

    def _asked(self, one: ContestOffer, _progress: Progress) -> Any:
        contest = contest_of(self._services, one)
        return one, contest, self._services.contests.tally(contest.id)

    def _open_decision(self, found: Any) -> None:
        one, contest, tally = found
        deed = deciding(one, self._offers, contest, tally)
        open_deed(deed, self._workspace)


def create_tab(workspace: Workspace, services: NgoServices) -> ContestOffersTab:
    """The tab, wired."""
    contests = Remembered(lambda: _contests(services), workspace.bus, "ngo_contest")
    names = Remembered(services.contests.organisations, workspace.bus, "ngo")
    view: RegisterView[ContestOffer] = RegisterView(
        key="contest_offers",
        icon="contest_offers",
        # the print names the contest and organisations, and whose it is
        entities=frozenset({"ngo_offer", "ngo_contest", "ngo", "office"}),
        source=services.contest_offers,
        columns=columns(),
        filters=filters(
            lambda value: contests().get(int(value), f"nr {value}"),
            lambda value: names().get(int(value), f"nr {value}"),
        ),
        words=WORDS,
        sheet=lambda offer: _sheet(offer, services),
        renderer=render,
    )
    return ContestOffersTab(view, workspace, services)


def _contests(services: NgoServices) -> dict[int, str]:
    if not services.contests.actor().may("ngo_contest.read"):
        return {}
    return {each.id: f"{each.number} {each.title}" for each in services.contests.all()}


def _sheet(offer: ContestOffer, services: NgoServices) -> Sheet:
    title = services.contest_offers.title(offer)

    lines = [title, offer.title]
    lines += [f"{label}: {value}" for label, value in facts(offer, services.contests.organisations())]
    lines += [score_in_words(score) for score in offer.scores]
    return Sheet.of(offer, title, lambda: services.contest_offer_prints.preview(offer), lines)
