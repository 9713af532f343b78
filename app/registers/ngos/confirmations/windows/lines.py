"""The window of one round: its organisations, what was sent to each, and what each answered."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.polish import sort_key
from app.core.progress import Progress
from app.registers.ngos.confirmations.domain import ConfirmationRound, LineState
from app.registers.ngos.confirmations.table import line_columns, line_filters
from app.registers.ngos.confirmations.usecases import RoundLine
from app.registers.ngos.confirmations.windows import deeds
from app.registers.ngos.confirmations.words import LINE_WORDS, PROBLEMS, day, measured
from app.registers.ngos.organisations.windows.label_sheet import ask_sheet
from app.registers.ngos.shared import NgoServices
from app.widgets.forms.deed import Deed
from app.widgets.forms.deed_window import open_deed
from app.widgets.list_window import HeldList, ListWindow
from app.widgets.memory_source import MemorySource, Questions
from app.widgets.output import Output
from app.widgets.register_view import Place
from app.widgets.workspace import Workspace


def line_source() -> MemorySource[RoundLine]:
    """The list as the table asks for it."""
    order = {state: number for number, state in enumerate(LineState)}
    return MemorySource(
        Questions(
            text=lambda line: f"{line.line.name} {line.line.note}",
            values={
                "state": lambda line: (line.state.value,),
                "email": lambda line: ("yes" if line.organisation and line.organisation.email else "no",),
            },
            sorts={
                "name": lambda line: sort_key(line.line.name),
                "sent_on": lambda line: (line.line.sent_on is not None, line.line.sent_on, line.position),
                "state": lambda line: (order[line.state], line.position),
                "reminders": lambda line: (len(line.line.reminders), line.position),
            },
        )
    )


class RoundWindow(ListWindow):
    """Enter opens the answer; deeds are for all chosen organisations, prints for those chosen or all that wait."""

    watched = frozenset({"ngo_confirmation", "ngo"})
    undoes = True
    nothing_chosen = PROBLEMS["nothing_chosen"]

    def __init__(
        self, workspace: Workspace, services: NgoServices, found: ConfirmationRound, parent: QWidget | None = None
    ) -> None:
        self._services, self._rounds = services, services.confirmations
        self._shown = self._found = found
        actor = services.confirmations.actor()
        self._may_edit = found.closed_on is None and actor.may("ngo_confirmation.edit")
        self._may_answer = self._may_edit and actor.may("ngo.edit")
        self._may_print = actor.may("ngo.read")
        listed = HeldList(
            workspace,
            "confirmation_lines",
            LINE_WORDS,
            line_columns(),
            line_source(),
            line_filters(),
            self._on_opened,
        )
        super().__init__(workspace, self._title(found), "", listed, self._read_list, parent)
        self.setObjectName("round_window")
        self._place_deeds()

    def _title(self, found: ConfirmationRound) -> str:
        return self.tr("Organizacje i odpowiedzi: {name}").format(name=found.name)

    def _place_deeds(self) -> None:
        add = self.listed.add_common
        if self._may_edit:
            add("add", self.tr("Zbierz organizacje"), self._on_gather, "Ctrl+N", Place.PRIMARY)
        if self._may_answer:
            add("ok", self.tr("Odpowiedź…"), self._on_answer, "F2", Place.BUTTON)
        if self._may_edit:
            add("calendar", self.tr("Wysłano formularze…"), self._on_sent, "Ctrl+M", Place.MENU)
            add("clock", self.tr("Wysłano przypomnienia…"), self._on_reminded, "Ctrl+R", Place.MENU)
        if self._may_print:
            add("print", self.tr("Drukuj formularze…"), self._on_forms, "Ctrl+P", Place.MENU)
            add("pdf", self.tr("Drukuj przypomnienia…"), self._on_letters, "Ctrl+Shift+P", Place.MENU)
            add("batch", self.tr("Etykiety adresowe…"), self._on_labels, "Ctrl+E", Place.MENU)
            add("guide", self.tr("Drukuj listę bez odpowiedzi…"), self._on_missing, "", Place.MENU)
        if self._may_answer:
            add("undo", self.tr("Wycofaj odpowiedź"), self._on_withdrawn, "", Place.MENU)
        if self._may_edit:
            add("delete", self.tr("Usuń z rundy"), self._on_remove, "Delete", Place.MENU)

    # -- showing -------------------------------------------------------------------------------------------------

    def _read_list(self) -> Sequence[RoundLine]:
        """On a worker's thread; one reading at a time, shown by ``_show``."""
        self._found = self._rounds.get(self._shown.id)
        return self._rounds.lines(self._shown.id)

    def _show(self, found: Sequence[Any]) -> None:
        self._shown = self._found
        self.setWindowTitle(self._title(self._shown))
        self.facts.setText(
            self.tr("Odpowiedź do {day}. {measured}").format(
                day=day(self._shown.answer_by), measured=measured(self._shown)
            )
        )
        super()._show(found)

    # -- deeds ---------------------------------------------------------------------------------------------------

    def _on_opened(self, _line: RoundLine) -> None:
        if self._may_answer:
            self._on_answer()

    def _on_gather(self) -> None:
        self.carry_out(partial(self._rounds.gather, self._shown.id, self._shown.version))

    def _on_remove(self) -> None:
        if places := [line.position for line in self.chosen()]:
            self.carry_out(partial(self._rounds.remove, self._shown.id, self._shown.version, places))

    def _on_withdrawn(self) -> None:
        if places := [line.position for line in self.chosen()]:
            self.carry_out(partial(self._rounds.withdraw_answer, self._shown.id, self._shown.version, places))

    def _on_answer(self) -> None:
        self._about_chosen(deeds.answering)

    def _on_sent(self) -> None:
        self._about_chosen(deeds.sending)

    def _on_reminded(self) -> None:
        self._about_chosen(deeds.reminding)

    def _about_chosen(self, deed: Callable[..., Deed]) -> None:
        if chosen := self.chosen():
            made = deed(self._shown, self._rounds, chosen, self._services.clock.today())
            open_deed(made, self._workspace, self)

    # -- prints --------------------------------------------------------------------------------------------------

    def _places(self) -> list[int] | None:
        """Several chosen organisations; None for all that did not answer."""
        chosen = self.listed.selected()
        return [line.position for line in chosen] if len(chosen) > 1 else None

    def _on_forms(self) -> None:
        prints, places = self._services.confirmation_prints, self._places()
        self._print(lambda progress: prints.forms(self._shown.id, places, progress), self.tr("Formularze"))

    def _on_letters(self) -> None:
        prints, places = self._services.confirmation_prints, self._places()
        self._print(lambda progress: prints.reminders(self._shown.id, places, progress), self.tr("Przypomnienia"))

    def _on_labels(self) -> None:
        prints, places = self._services.confirmation_prints, self._places()

        def print_on(sheet: str, skip: int) -> None:
            self._print(
                lambda _progress: prints.labels(self._shown.id, places, sheet, skip=skip).pdf,
                self.tr("Etykiety adresowe"),
            )

        ask_sheet(self._workspace, self._shown.name, print_on, self)

    def _on_missing(self) -> None:
        prints = self._services.confirmation_prints
        self._print(lambda _progress: prints.missing(self._shown.id), self.tr("Organizacje bez odpowiedzi"))

    def _print(self, make: Callable[[Progress], bytes], title: str) -> None:
        Output(self._workspace, self).print(make, f"{title}: {self._shown.name}")
