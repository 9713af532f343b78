"""The tab of rounds; their organisations and answers stand in a window of their own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot

from app.core.progress import Progress
from app.exchange.spreadsheets import Format
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
from app.widgets.register_tab import Place, RegisterView
from app.widgets.spreadsheets import SpreadsheetWords
from app.widgets.workspace import Workspace


class ConfirmationsTab(EditingTab):
    """The preview tells how a round came on; the window of its organisations opens with Ctrl+Enter."""

    def __init__(self, view: RegisterView[ConfirmationRound], workspace: Workspace, services: NgoServices) -> None:
        self._services, self._rounds = services, services.confirmations
        super().__init__(view, workspace, services.confirmations, RoundForm, RoundDraft)
        self.lines_action = self._action("people", self.tr("Organizacje i odpowiedzi…"), self._on_lines, "Ctrl+Return")
        self.place_action(self.lines_action, Place.BUTTON)
        self.close_action = self._action("ok", self.tr("Zakończ rundę…"), self._on_close, "")
        # whoever may not edit is not offered what begins so
        self.close_action.setObjectName("edit_close_round")
        self.place_action(self.close_action, Place.MENU)
        self.more_menu.insertAction(self.delete_action, self.close_action)
        self.table.addAction(self.lines_action)
        self.place_export(SpreadsheetWords(self.tr("rundy"), "rundy.xlsx"), self._export)
        self.selection_changed(())

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """One round at a time; one that is over cannot be closed again."""
        super().selection_changed(records)
        if not hasattr(self, "export_action"):
            return
        one: ConfirmationRound | None = records[0] if len(records) == 1 else None
        self.lines_action.setEnabled(one is not None)
        self.close_action.setEnabled(one is not None and one.closed_on is None)

    def note_printed(self, record: ConfirmationRound) -> None:
        """The log tells which round was printed."""
        self.kit.jobs.run(lambda _progress: self._rounds.log("print", [record]), writes=True, owner=self)

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

    def _export(self, path: Path, csv: bool, progress: Progress) -> int:
        from app.people.office.printout import notice
        from app.registers.ngos.confirmations.sheet import write_rounds

        form, rounds = Format.CSV if csv else Format.XLSX, self._rounds
        found = rounds.page(self.query, 0, rounds.count(self.query))
        said = notice(self._services.offices.current_or_blank())
        write_rounds(found, path, form, self._services.clock.today(), progress, said)
        rounds.log("export", found, format=form.value)
        return len(found)


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
    def make(_progress: Progress) -> bytes:
        return services.confirmation_prints.preview(found)

    text = "\n".join(_lines(found, services))
    return Sheet(key=(found.id, found.version), title=found.name, make=make, text=text)


def _lines(found: ConfirmationRound, services: NgoServices) -> Iterator[str]:
    """The print in plain lines, for those who listen."""
    yield found.name
    yield f"Stan: {STATES[state_on(found, services.clock.today())]}"
    yield f"Początek: {day(found.starts_on)}, odpowiedź do: {day(found.answer_by)}"
    yield f"Potwierdzenie ważne: {months(found.valid_months or 0)}"
    yield measured(found)
    yield from (f"{each.line.name}: {LINE_STATES[each.state]}" for each in services.confirmations.lines(found.id))
