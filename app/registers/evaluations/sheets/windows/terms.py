"""„Terminy ocen”: between which days each person must be evaluated, and who has a sheet already."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.core.clock import Clock
from app.registers.evaluations.sheets.due import PersonTerm
from app.registers.evaluations.sheets.usecases import Evaluations
from app.registers.evaluations.sheets.windows.terms_table import WORDS, columns, filters, term_source
from app.widgets.list_window import HeldList, ListWindow
from app.widgets.register_view import Place
from app.widgets.workspace import Workspace

_SIZE = (170, 42)
"""Average characters of text that the window is wide at first, and lines that it is high."""


@dataclass(frozen=True, kw_only=True)
class TermDeeds:
    """What the window does with a person: ``open_sheet`` by the sheet's id, ``open_new`` by the employee's."""

    open_sheet: Callable[[int], None]
    open_new: Callable[[int], None]


class PeopleTerms(HeldList):
    """Everybody with their days; the window reads anew and hands the people in."""

    def __init__(self, workspace: Workspace, deeds: TermDeeds, clock: Clock, *, may_edit: bool) -> None:
        self._deeds, self._may_edit = deeds, may_edit
        source = term_source()
        super().__init__(
            workspace,
            "evaluation_terms",
            WORDS,
            columns(clock.today()),
            source,
            filters(source),
            self._on_opened,
            "calendar",
        )
        self.new_action = self.add_common("add", self.tr("Załóż arkusz oceny…"), self._on_new, "Ctrl+N", Place.PRIMARY)
        self.sheet_action = self.add_common("preview", self.tr("Otwórz arkusz…"), self._on_sheet, "F2", Place.BUTTON)
        self.new_action.setVisible(may_edit)
        self.finish_menu()
        self.table.addActions([self.new_action, self.sheet_action])
        self.selection_changed(())

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """One person at a time: the sheet where there is one, else a new one."""
        if not hasattr(self, "sheet_action"):
            return
        chosen: PersonTerm | None = records[0] if len(records) == 1 else None
        self.sheet_action.setEnabled(chosen is not None and chosen.sheet_id is not None)
        self.new_action.setEnabled(self._may_edit and chosen is not None and chosen.sheet_id is None)

    def _on_opened(self, record: PersonTerm) -> None:
        """The sheet being written; where there is none, the form of a new one."""
        if record.sheet_id is not None:
            self._deeds.open_sheet(record.sheet_id)
        elif self._may_edit:
            self._deeds.open_new(record.id)

    @Slot()
    def _on_new(self) -> None:
        for term in self.selected()[:1]:
            if term.sheet_id is None:
                self._deeds.open_new(term.id)

    @Slot()
    def _on_sheet(self) -> None:
        for term in self.selected()[:1]:
            if term.sheet_id is not None:
                self._deeds.open_sheet(term.sheet_id)


class TermsWindow(ListWindow):
    """Read again whenever people, sheets or regulations change."""

    watched = frozenset({"evaluation", "evaluation_campaign", "evaluation_regulation", "employee", "unit", "post"})

    def __init__(
        self, workspace: Workspace, evaluations: Evaluations, deeds: TermDeeds, parent: QWidget | None = None
    ) -> None:
        may_edit = evaluations.actor().may(f"{Evaluations.entity}.edit")
        self.people = PeopleTerms(workspace, deeds, evaluations.clock, may_edit=may_edit)
        facts = self.tr(
            "Każda osoba na stanowisku urzędniczym, w tym kierowniczym: od kiedy wolno ją ocenić i do kiedy "
            "trzeba. Wskaż datę, aby zobaczyć przepis i sposób liczenia."
        )
        super().__init__(
            workspace,
            self.tr("Terminy ocen"),
            facts,
            self.people,
            evaluations.terms,
            parent,
            size=_SIZE,
            busy=self.tr("Liczę terminy ocen…"),
        )
        self.setObjectName("terms_window")
