"""The tab of contests: prepared, decided, cancelled, with the notice as its preview."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from app.people.office.spreadsheets import as_shown
from app.printing import render
from app.registers.ngos.contests.domain import Contest, ContestDraft, ContestState, missing_items, state_on
from app.registers.ngos.contests.table import columns, filters
from app.registers.ngos.contests.windows import cancelling, contest_form, deciding
from app.registers.ngos.contests.words import (
    WORDS,
    criterion_in_words,
    facts,
    member_in_words,
    missing_in_words,
    terms_in_words,
    warnings,
)
from app.registers.ngos.shared import NgoServices
from app.widgets.editing_tab import EditingTab
from app.widgets.forms.deed_window import open_deed
from app.widgets.preview import Sheet
from app.widgets.register_view import Place, RegisterView
from app.widgets.spreadsheets import SpreadsheetWords
from app.widgets.workspace import Workspace


class ContestsTab(EditingTab):
    """The preview is the notice; protocol and results are prints that the slice of offers adds."""

    logs_prints = True

    def __init__(self, view: RegisterView[Contest], workspace: Workspace, services: NgoServices) -> None:
        self._services, self._contests = services, services.contests
        form = partial(contest_form, services)
        super().__init__(view, workspace, services.contests, form, self._blank_draft)
        self.decide_action = self.place_deed(
            "edit_decide_contest", "ok", self.tr("Rozstrzygnij konkurs…"), self._on_decide, "Ctrl+Return"
        )
        self.cancel_action = self.place_deed(
            "edit_cancel_contest", "close", self.tr("Unieważnij konkurs…"), self._on_cancel, "Ctrl+Shift+D"
        )
        self.place_further("ngo_contest", Place.BUTTON)
        words = SpreadsheetWords(self.tr("konkursy ofert"), "konkursy-ofert.xlsx")
        self.place_spreadsheets(as_shown(workspace, words, services.contest_exchange, lambda: self.query))
        self.selection_changed(())

    def _blank_draft(self) -> ContestDraft:
        return ContestDraft(year=self._services.clock.today().year)

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """One contest at a time; only one whose offers are in can be decided or cancelled."""
        super().selection_changed(records)
        if not hasattr(self, "export_action"):
            return
        one: Contest | None = records[0] if len(records) == 1 else None
        state = None if one is None else state_on(one, self._services.clock.today())
        self.decide_action.setEnabled(state in (ContestState.ASSESSED, ContestState.DECIDED, ContestState.FINISHED))
        self.cancel_action.setEnabled(state in (ContestState.ASSESSED, ContestState.CANCELLED))

    @Slot()
    def _on_decide(self) -> None:
        for one in self.selected()[:1]:
            open_deed(deciding(one, self._contests, self._services.clock.today()), self._workspace)

    @Slot()
    def _on_cancel(self) -> None:
        for one in self.selected()[:1]:
            open_deed(cancelling(one, self._contests, self._services.clock.today()), self._workspace)


def create_tab(workspace: Workspace, services: NgoServices) -> ContestsTab:
    """The tab, wired."""

    def sphere(code: str) -> str:
        return services.contests.spheres().label(code) if code else "bez sfery"

    view: RegisterView[Contest] = RegisterView(
        key="contests",
        icon="contests",
        # the print names spheres and organisations, and whose it is
        entities=frozenset({"ngo_contest", "ngo_sphere_list", "ngo", "office"}),
        source=services.contests,
        columns=columns(sphere, services.clock.today),
        filters=filters(sphere),
        words=WORDS,
        sheet=lambda contest: _sheet(contest, services),
        renderer=render,
    )
    return ContestsTab(view, workspace, services)


def _sheet(contest: Contest, services: NgoServices) -> Sheet:
    title = f"Ogłoszenie konkursu {contest.number}"

    return Sheet.of(
        contest, title, lambda: services.contest_prints.preview(contest), (title, *_lines(contest, services))
    )


def _lines(contest: Contest, services: NgoServices) -> Iterator[str]:
    """The print and what is known beside it in plain lines, for those who listen."""
    today, names = services.clock.today(), services.contests.organisations()
    yield contest.title
    sphere = "; ".join(services.contests.spheres().label(code) for code in contest.codes)
    yield from (f"{label}: {value}" for label, value in facts(contest, today, sphere))
    yield from (f"{label}: {said}" for label, said in terms_in_words(contest, today))
    if missing := missing_in_words(missing_items(contest)):
        yield missing
    yield from warnings(contest, today)
    yield from services.contests.doubts(contest)
    yield from (criterion_in_words(criterion) for criterion in contest.criteria)
    yield from (member_in_words(member, names) for member in contest.members)
    for said in (contest.task, contest.grant_rules, contest.task_terms, contest.choice_way, contest.past_tasks):
        if said.strip():
            yield said
    if contest.note.strip():
        yield contest.note
