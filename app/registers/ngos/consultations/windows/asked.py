"""The window of one consultation: who is on the list, when and how each was asked, and what each answered."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.polish import sort_key
from app.core.progress import Progress
from app.registers.ngos.consultations.domain import Consultation, measures
from app.registers.ngos.consultations.table import answer, asked_columns, asked_filters
from app.registers.ngos.consultations.usecases import AskedLine
from app.registers.ngos.consultations.windows import deeds
from app.registers.ngos.consultations.windows.mail import MailWindow
from app.registers.ngos.consultations.words import ASKED_WORDS, PROBLEMS, measured, period
from app.registers.ngos.organisations.domain import Organisation
from app.registers.ngos.shared import NgoServices
from app.widgets.forms.deed import Deed
from app.widgets.forms.deed_window import open_deed
from app.widgets.list_window import HeldList, ListWindow
from app.widgets.memory_source import MemorySource, Questions
from app.widgets.output import Output
from app.widgets.register_view import Place
from app.widgets.workspace import Workspace


def asked_source() -> MemorySource[AskedLine]:
    """The list as the table asks for it."""
    order = {"not_asked": 0, "waiting": 1, "no_remarks": 2, "opinion": 3}
    return MemorySource(
        Questions(
            text=lambda line: f"{line.asked.name} {line.email} {line.asked.opinion} {line.asked.reason}",
            values={
                "answer": lambda line: (answer(line),),
                "email": lambda line: ("yes" if line.email else "no",),
            },
            sorts={
                "name": lambda line: sort_key(line.asked.name),
                "asked_on": lambda line: (line.asked.asked_on is not None, line.asked.asked_on, line.position),
                "answer": lambda line: (order[answer(line)], line.position),
            },
        )
    )


class AskedWindow(ListWindow):
    """Enter opens the answer; whoever may not edit sees the list and prints it."""

    watched = frozenset({"ngo_consultation", "ngo"})
    undoes = True
    nothing_chosen = PROBLEMS["nothing_chosen"]

    def __init__(
        self, workspace: Workspace, services: NgoServices, consultation: Consultation, parent: QWidget | None = None
    ) -> None:
        self._services, self._consultations = services, services.consultations
        self._shown = self._found = consultation
        self._may_edit = services.consultations.actor().may("ngo_consultation.edit")
        listed = HeldList(
            workspace,
            "consultation_asked",
            ASKED_WORDS,
            asked_columns(),
            asked_source(),
            asked_filters(),
            self._on_opened,
        )
        super().__init__(workspace, self._title(consultation), "", listed, self._read_list, parent)
        self.setObjectName("asked_window")
        self._place_deeds()

    @property
    def consultation_id(self) -> int:
        """Whose window this is."""
        return self._shown.id

    def _title(self, consultation: Consultation) -> str:
        return self.tr("Zapytani i odpowiedzi: {subject}").format(subject=consultation.subject)

    def _place_deeds(self) -> None:
        listed = self.listed
        if self._may_edit:
            listed.add_common("add", self.tr("Dodaj organizacje ze sfer…"), self._on_add, "Ctrl+N", Place.PRIMARY)
            listed.add_deed("edit", self.tr("Odpowiedź…"), self._on_answer, "F2", Place.BUTTON)
            listed.add_common("calendar", self.tr("Kiedy i jak zapytano…"), self._on_asked, "Ctrl+M", Place.MENU)
            listed.add_common("person", self.tr("Dodaj spoza rejestru…"), self._on_add_one, "", Place.MENU)
        listed.add_common("copy", self.tr("Adresy e-mail…"), self._on_mail, "Ctrl+E", Place.MENU)
        listed.add_common("print", self.tr("Drukuj listę zapytanych…"), self._on_print, "Ctrl+P", Place.MENU)
        if self._may_edit:
            listed.add_common("delete", self.tr("Usuń z listy"), self._on_remove, "Delete", Place.MENU)

    # -- showing -------------------------------------------------------------------------------------------------

    def _read_list(self) -> Sequence[AskedLine]:
        """On a worker's thread; one reading at a time, shown by ``_show``."""
        self._found = self._consultations.get(self._shown.id)
        return self._consultations.lines(self._shown.id)

    def _show(self, found: Sequence[Any]) -> None:
        self._shown = self._found
        self.setWindowTitle(self._title(self._shown))
        days = period(self._shown)
        told = (f"Termin: {days}." if days else "", measured(measures(self._shown)))
        self.facts.setText(" ".join(filter(None, told)))
        super()._show(found)

    # -- deeds ---------------------------------------------------------------------------------------------------

    def _on_opened(self, line: AskedLine) -> None:
        if self._may_edit:
            self._on_answer(line)

    def _on_answer(self, line: AskedLine) -> None:
        self._open(deeds.answering(self._shown, self._consultations, line, self._services.clock.today()))

    def _on_add(self) -> None:
        shown, today = self._shown, self._services.clock.today()

        def work(_progress: Progress) -> tuple[tuple[Organisation, ...], list[tuple[str, str]]]:
            known = self._consultations.spheres().offered(today, shown.spheres)
            return self._consultations.candidates(shown.id), known

        def ask(found: tuple[tuple[Organisation, ...], list[tuple[str, str]]]) -> None:
            self._open(deeds.adding(self._shown, self._consultations, *found))

        self._workspace.jobs.run(work, done=ask, failed=self._workspace.dialogs.refuse, owner=self)

    def _on_add_one(self) -> None:
        self._open(deeds.adding_one(self._shown, self._consultations))

    def _on_asked(self) -> None:
        if chosen := self.chosen():
            self._open(deeds.asking(self._shown, self._consultations, chosen, self._services.clock.today()))

    def _on_remove(self) -> None:
        shown, places = self._shown, [line.position for line in self.listed.selected()]
        self.carry_out(lambda: self._consultations.remove(shown.id, shown.version, places))

    def _on_mail(self) -> None:
        """Of those that are shown: filters choose whom to write to."""
        MailWindow(self.listed.listed(), self._workspace.say, self).open()

    def _on_print(self) -> None:
        shown = self._shown
        Output(self._workspace, self, writes=True).print(
            lambda _progress: self._services.consultation_prints.listing(shown.id), self._title(shown)
        )

    def _open(self, deed: Deed) -> None:
        open_deed(deed, self._workspace, self)
