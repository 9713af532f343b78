"""The tab of rounds; their organisations and answers stand in a window of their own."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot

from app.core.progress import Progress
from app.exchange.spreadsheets import Format
from app.people.office.spreadsheets import exporting
from app.printing import render
from app.registers.ngos.confirmations.domain import ConfirmationRound, RoundDraft, state_on
from app.registers.ngos.confirmations.form import RoundForm
from app.registers.ngos.confirmations.table import columns, filters
from app.registers.ngos.confirmations.windows import deeds
from app.registers.ngos.confirmations.windows.lines import RoundWindow
from app.registers.ngos.confirmations.words import LINE_STATES, STATES, WORDS, day, measured, months
from app.registers.ngos.shared import NgoServices
from app.widgets.editing_tab import EditingTab
from app.widgets.forms.deed_window import open_deed
from app.widgets.forms.record_form import Subject
from app.widgets.preview import Sheet
from app.widgets.register_view import Place, RegisterView
from app.widgets.spreadsheets import SpreadsheetWords
from app.widgets.workspace import Workspace


class ConfirmationsTab(EditingTab):
    """The preview tells how a round came on; the window of its organisations opens with Ctrl+Enter."""

    logs_prints = True

    def __init__(self, view: RegisterView[ConfirmationRound], workspace: Workspace, services: NgoServices) -> None:
        self._services, self._rounds = services, services.confirmations
        super().__init__(view, workspace, services.confirmations, RoundForm, RoundDraft)
        self.lines_action = self.place_deed(
            "people_confirmations",
            "people",
            self.tr("Organizacje i odpowiedzi…"),
            self._on_lines,
            "Ctrl+Return",
            Place.BUTTON,
        )
        self.close_action = self.place_deed("edit_close_round", "ok", self.tr("Zakończ rundę…"), self._on_close)
        self.place_export(
            SpreadsheetWords(self.tr("rundy"), "rundy.xlsx"),
            exporting(self._rounds, services.offices, self.listed, self._write),
        )
        self.selection_changed(())

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """One round at a time; one that is over cannot be closed again."""
        super().selection_changed(records)
        if not hasattr(self, "export_action"):
            return
        one: ConfirmationRound | None = records[0] if len(records) == 1 else None
        self.lines_action.setEnabled(one is not None)
        self.close_action.setEnabled(one is not None and one.closed_on is None)

    @Slot()
    def _on_new(self) -> None:
        self._open(Subject(start=self._rounds.next_draft()))

    @Slot()
    def _on_lines(self) -> None:
        for one in self.selected()[:1]:
            RoundWindow(self._workspace, self._services, one, self._workspace.window).open()

    @Slot()
    def _on_close(self) -> None:
        for one in self.selected()[:1]:
            deed = deeds.closing(one, self._rounds, self._services.clock.today())
            open_deed(deed, self._workspace)

    def _write(
        self, found: Sequence[ConfirmationRound], path: Path, form: Format, progress: Progress, said: str
    ) -> None:
        from app.registers.ngos.confirmations.sheet import write_rounds

        write_rounds(found, path, form, self._services.clock.today(), progress, said)


def create_tab(workspace: Workspace, services: NgoServices) -> ConfirmationsTab:
    """The tab, wired."""
    view: RegisterView[ConfirmationRound] = RegisterView(
        key="confirmations",
        icon="confirmations",
        # the print shows names of organisations as they are now, and whose it is
        entities=frozenset({"ngo_confirmation", "office"}),
        source=services.confirmations,
        columns=columns(services.clock.today),
        filters=filters(),
        words=WORDS,
        sheet=lambda found: _sheet(found, services),
        renderer=render,
    )
    return ConfirmationsTab(view, workspace, services)


def _sheet(found: ConfirmationRound, services: NgoServices) -> Sheet:
    prints = services.confirmation_prints
    return Sheet.of(found, found.name, lambda: prints.preview(found), _lines(found, services))


def _lines(found: ConfirmationRound, services: NgoServices) -> Iterator[str]:
    """The print in plain lines, for those who listen."""
    yield found.name
    yield f"Stan: {STATES[state_on(found, services.clock.today())]}"
    yield f"Początek: {day(found.starts_on)}, odpowiedź do: {day(found.answer_by)}"
    yield f"Potwierdzenie ważne: {months(found.valid_months or 0)}"
    yield measured(found)
    yield from (f"{each.line.name}: {LINE_STATES[each.state]}" for each in services.confirmations.lines(found.id))
