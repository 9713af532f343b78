"""„Terminy ocen”: between which days each person must be evaluated, and who has a sheet already."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from app.core.clock import Clock
from app.core.errors import Refusal
from app.core.records import Change
from app.registers.evaluations.sheets.due import PersonTerm
from app.registers.evaluations.sheets.usecases import Evaluations
from app.registers.evaluations.sheets.windows.terms_table import WORDS, columns, filters, term_source
from app.widgets import icons
from app.widgets.register_tab import Place, RegisterTab, RegisterView
from app.widgets.workspace import Workspace
from app.widgets.zoom import line, resize_to_text

_CHARS = 170
"""Average characters of text that the window is wide at first."""
_LINES = 42
_WATCHED = frozenset({"evaluation", "evaluation_campaign", "evaluation_regulation", "employee", "unit", "post"})


@dataclass(frozen=True, kw_only=True)
class TermDeeds:
    """What the window does with a person: ``open_sheet`` by the sheet's id, ``open_new`` by the employee's."""

    open_sheet: Callable[[int], None]
    open_new: Callable[[int], None]


class PeopleTerms(RegisterTab):
    """Everybody with their days; the window reads anew and hands the people in."""

    def __init__(self, workspace: Workspace, deeds: TermDeeds, clock: Clock, *, may_edit: bool) -> None:
        self._deeds, self._may_edit = deeds, may_edit
        self.source = term_source()
        view: RegisterView[PersonTerm] = RegisterView(
            key="evaluation_terms",
            icon="calendar",
            entities=frozenset(),
            source=self.source,
            columns=columns(clock.today()),
            filters=filters(self.source),
            words=WORDS,
        )
        super().__init__(view, workspace)
        self.new_action = self._action("add", self.tr("Załóż arkusz oceny…"), self._on_new, "Ctrl+N")
        self.sheet_action = self._action("preview", self.tr("Otwórz arkusz…"), self._on_sheet, "F2")
        self.place_action(self.new_action, Place.PRIMARY)
        self.place_action(self.sheet_action, Place.BUTTON)
        self.new_action.setVisible(may_edit)
        self.finish_menu()
        self.table.addActions([self.new_action, self.sheet_action])
        self.selection_changed(())

    def _action(self, icon_name: str, text: str, slot: Callable[[], None], shortcut: str) -> QAction:
        action = QAction(text, self)
        action.setObjectName(f"{icon_name}_terms")
        action.setProperty("iconName", icon_name)
        action.setShortcut(QKeySequence(shortcut))
        action.setToolTip(f"{text.removesuffix('…')} ({shortcut})")
        icons.dress(action, icon_name)
        action.triggered.connect(slot)
        return action

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """One person at a time: the sheet where there is one, else a new one."""
        if not hasattr(self, "sheet_action"):
            return
        chosen: PersonTerm | None = records[0] if len(records) == 1 else None
        self.sheet_action.setEnabled(chosen is not None and chosen.sheet_id is not None)
        self.new_action.setEnabled(self._may_edit and chosen is not None and chosen.sheet_id is None)

    def open_record(self, record: Any) -> None:
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

    def _on_change_announced(self, change: Change) -> None:
        """The window listens."""


class TermsWindow(QDialog):
    """Reads in the background, and again whenever people, sheets or regulations change."""

    def __init__(
        self,
        workspace: Workspace,
        evaluations: Evaluations,
        deeds: TermDeeds,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("terms_window")
        self.setWindowTitle(self.tr("Terminy ocen"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, on=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace, self._evaluations = workspace, evaluations
        self._reading = self._again = False
        may_edit = evaluations.actor().may(f"{Evaluations.entity}.edit")
        self.people = PeopleTerms(workspace, deeds, evaluations.clock, may_edit=may_edit)
        self._build()
        resize_to_text(self, _CHARS, _LINES)
        workspace.bus.changed.connect(self._on_changed)
        self.read()

    def _build(self) -> None:
        facts = QLabel(
            self.tr(
                "Każda osoba na stanowisku urzędniczym, w tym kierowniczym: od kiedy wolno ją ocenić i do kiedy "
                "trzeba. Wskaż datę, aby zobaczyć przepis i sposób liczenia."
            )
        )
        facts.setObjectName("facts")
        facts.setWordWrap(True)
        facts.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        inside = self.people.layout()
        if inside is not None:
            # the window has its own margins
            inside.setContentsMargins(0, 0, 0, 0)
        buttons = QDialogButtonBox()
        close = buttons.addButton(self.tr("Zamknij okno"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(line(self, 0.9),) * 4)
        layout.setSpacing(line(self, 0.7))
        layout.addWidget(facts)
        layout.addWidget(self.people, 1)
        layout.addWidget(buttons)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.people.focus_search)

    def show_filters(self, filters: Mapping[str, frozenset[str]]) -> None:
        """Show those people only; everybody with none."""
        self.people.show_query(filters=filters)

    def read(self) -> None:
        """Read in the background; once more when asked meanwhile."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        self._workspace.jobs.run(
            lambda _progress: self._evaluations.terms(),
            done=self._show,
            failed=self._on_refused,
            title=self.tr("Liczę terminy ocen…"),
            cancellable=False,
            owner=self,
        )

    def _show(self, terms: Sequence[PersonTerm]) -> None:
        self._reading = False
        self.people.source.hold(terms)
        self.people.refresh()
        if self._again:
            self._again = False
            self.read()

    def _on_refused(self, refusal: Refusal) -> None:
        self._reading = False
        self._workspace.dialogs.refuse(refusal)
        self.reject()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.entity in _WATCHED:
            self.read()
