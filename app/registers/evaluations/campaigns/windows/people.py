"""The people of a campaign as a table with search, filters and the deeds of the campaign's window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton

from app.core.polish import plural
from app.core.records import Change
from app.registers.evaluations.campaigns.domain import CampaignState, Line
from app.registers.evaluations.campaigns.table import PEOPLE_WORDS, LineSource, people_columns, people_filters
from app.widgets import icons
from app.widgets.register_tab import RegisterTab
from app.widgets.register_view import Place, RegisterView
from app.widgets.workspace import RecordDeed, Workspace


@dataclass(frozen=True, kw_only=True)
class PeopleDeeds:
    """What the window does with a campaign and its people; a blank deed is not offered.

    ``further`` are deeds of slices above this one, for a campaign that was started; ``run_further`` runs one.
    """

    choose: Callable[[Sequence[Line]], None]
    show_sheet: Callable[[Line], None]
    start: Callable[[], None]
    close: Callable[[], None]
    edit: Callable[[], None]
    export: Callable[[], None]
    print_list: Callable[[], None]
    save_list: Callable[[], None]
    print_sheets: Callable[[], None]
    save_sheets: Callable[[], None]
    further: Sequence[RecordDeed] = ()
    run_further: Callable[[RecordDeed], None] = lambda _deed: None


class CampaignPeople(RegisterTab):
    """Everybody of the office, in or out and why."""

    def __init__(self, workspace: Workspace, deeds: PeopleDeeds, today: Callable[[], date], *, may_edit: bool) -> None:
        self._deeds, self._may_edit = deeds, may_edit
        self._state = CampaignState.PREPARED
        self.source = LineSource(today)
        view: RegisterView[Line] = RegisterView(
            key="campaign_people",
            icon="people",
            # the window reads anew and hands the lines in
            entities=frozenset(),
            source=self.source,
            columns=people_columns(today()),
            filters=people_filters(self.source),
            words=PEOPLE_WORDS,
        )
        super().__init__(view, workspace)
        self._create_actions()
        self.selection_changed(())

    def _create_actions(self) -> None:
        self.start_action = self._action("ok", "start", self.tr("Rozpocznij kampanię…"), self._deeds.start)
        self.choose_action = self._action("edit", "choose", self.tr("Włącz albo wyłącz…"), self._on_choose, "F2")
        self.sheet_action = self._action(
            "preview", "sheet", self.tr("Pokaż arkusz oceny"), self._on_sheet, "Ctrl+Return"
        )
        self.print_action = self._action(
            "print", "print_list", self.tr("Drukuj listę…"), self._deeds.print_list, "Ctrl+P"
        )
        self.pdf_action = self._action(
            "pdf", "list_pdf", self.tr("Zapisz listę jako PDF…"), self._deeds.save_list, "Ctrl+Shift+S"
        )
        self.export_action = self._action("export", "export", self.tr("Zapisz listę w arkuszu…"), self._deeds.export)
        self.sheets_action = self._action(
            "batch", "print_sheets", self.tr("Drukuj wszystkie arkusze ocen…"), self._deeds.print_sheets
        )
        self.sheets_pdf_action = self._action(
            "pdf", "sheets_pdf", self.tr("Zapisz wszystkie arkusze ocen jako PDF…"), self._deeds.save_sheets
        )
        self.edit_action = self._action("calendar", "facts", self.tr("Dane kampanii…"), self._deeds.edit)
        self.close_action = self._action("lock", "close_campaign", self.tr("Zamknij kampanię…"), self._deeds.close)
        self.place_action(self.start_action, Place.PRIMARY)
        self.place_action(self.choose_action, Place.BUTTON)
        self.place_action(self.sheet_action, Place.BUTTON)
        self.further_actions = [self._further(deed) for deed in self._deeds.further]
        for group in (
            (self.print_action, self.pdf_action, self.export_action),
            (self.sheets_action, self.sheets_pdf_action),
            (self.edit_action, self.close_action),
        ):
            for action in group:
                self.place_action(action, Place.MENU)
            self.more_menu.addSeparator()
        self.finish_menu()
        self.table.addActions([self.choose_action, self.sheet_action])
        self.show_state(self._state)

    def _action(self, icon_name: str, name: str, text: str, slot: Callable[[], object], shortcut: str = "") -> QAction:
        action = QAction(text, self)
        action.setObjectName(f"{name}_people")
        action.setProperty("iconName", icon_name)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{text.removesuffix('…')} ({keys})")
        icons.dress(action, icon_name)
        action.triggered.connect(lambda _checked=False: slot())
        return action

    def _further(self, deed: RecordDeed) -> QAction:
        action = self._action(deed.icon, deed.key, deed.text, partial(self._deeds.run_further, deed))
        action.setToolTip(deed.help)
        self.place_action(action, Place.BUTTON)
        return action

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these people from now on; place and question stay."""
        self.source.hold(lines)
        self.refresh()

    def show_state(self, state: CampaignState) -> None:
        """Offer what can be done in this state of the campaign."""
        self._state = state
        prepared, running = state is CampaignState.PREPARED, state is CampaignState.RUNNING
        for action, shown in (
            (self.start_action, prepared and self._may_edit),
            (self.choose_action, prepared and self._may_edit),
            (self.sheet_action, not prepared),
            (self.sheets_action, not prepared),
            (self.sheets_pdf_action, not prepared),
            (self.close_action, running and self._may_edit),
            (self.edit_action, self._may_edit),
            *((action, not prepared) for action in self.further_actions),
        ):
            action.setVisible(shown)
            action.setEnabled(shown)
            button = self.button(action)
            if button is not None:
                button.setVisible(shown)
        self.selection_changed(self.selected())

    def button(self, action: QAction) -> Any:
        """The button of a deed, None for one of the menu."""
        return next((each for each in self.findChildren(QPushButton, action.objectName())), None)

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """Decisions are made about any number of people, a sheet is shown of one."""
        if not hasattr(self, "close_action"):
            return
        number = len(records)
        self.choose_action.setEnabled(self._state is CampaignState.PREPARED and self._may_edit and number > 0)
        self.sheet_action.setEnabled(number == 1 and records[0].sheet_id is not None)
        text = self.tr("Włącz albo wyłącz…")
        if number > 1:
            people = f"{number} {plural(number, 'osobę', 'osoby', 'osób')}"
            text = self.tr("Włącz albo wyłącz {people}…").format(people=people)
        self.choose_action.setText(text)

    def open_record(self, record: Any) -> None:
        """The sheet of a person once there is one, before that the decision."""
        if record.sheet_id is not None:
            self._deeds.show_sheet(record)
        elif self._state is CampaignState.PREPARED and self._may_edit:
            self._deeds.choose((record,))

    @Slot()
    def _on_choose(self) -> None:
        if chosen := self.selected():
            self._deeds.choose(chosen)

    @Slot()
    def _on_sheet(self) -> None:
        for line in self.selected()[:1]:
            if line.sheet_id is not None:
                self._deeds.show_sheet(line)

    def _on_change_announced(self, change: Change) -> None:
        """The window listens."""
