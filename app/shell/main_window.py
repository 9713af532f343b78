"""The main window: navigation, tabs of registers, menus, the status line. Features live in their tabs, not here.

It is shown before the database is open, so that the program answers at once: what is imported at the top of this
file is what an empty window needs, everything else is imported by ``attach`` and the deeds.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QPalette, QShortcut, QShowEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from app.core.errors import Refusal
from app.core.records import Change, Outcome
from app.core.settings import Settings
from app.shell.frame import Frame
from app.shell.manual import Manual, topic_of_form
from app.shell.menus import MenuDeeds, Menus, keys_of_tab
from app.shell.navigation_drawing import Entry
from app.shell.opening_page import OpeningPage
from app.shell.preferences import Preferences
from app.shell.undo import ERASED, UndoHistory
from app.shell.window_state import WindowState
from app.widgets.changes import ChangeBus
from app.widgets.dialogs import Dialogs, QtDialogs
from app.widgets.jobs import Jobs
from app.widgets.status_line import StatusLine, StatusText
from app.widgets.theme import Theme
from app.widgets.zoom import Zoom

if TYPE_CHECKING:
    from app.bootstrap import Services
    from app.shell.backup_watch import BackupWatch
    from app.shell.database_check import DatabaseCheck
    from app.shell.sitting import Sitting
    from app.widgets.register_tab import RegisterTab
    from app.widgets.workspace import Attention, Group, RecordDeed, Register, Workspace


_LOOK_MS = 2000
"""When the database is looked at and what a killed program left is removed: after what the person does first."""


class MainWindow(QMainWindow):
    """Everything is handed in; ``other_database`` asks the application to open another file.

    Without ``services`` it shows an empty desk until ``attach`` brings them. ``signed_out`` carries why somebody has
    to sign in again, blank when asked for; ``restored`` that a copy replaced the data; ``left`` comes when a locked
    program is to end.
    """

    other_database = Signal()
    signed_out = Signal(str)
    restored = Signal(str)
    left = Signal()

    def __init__(
        self,
        services: "Services | None",
        settings: Settings,
        state: WindowState,
        theme: Theme,
        zoom: Zoom,
        logs: Path | None = None,
        dialogs: Dialogs | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self._settings, self._state, self._theme, self._zoom = settings, state, theme, zoom
        self._logs = logs
        self._check: DatabaseCheck | None = None
        self._tabs: dict[str, RegisterTab] = {}
        self.sitting: Sitting | None = None
        self.attached = False
        self.dialogs: Dialogs = dialogs or QtDialogs(self)
        self.jobs = Jobs(self.dialogs, self)
        self.bus = ChangeBus(self)
        self.status = StatusLine()
        self.history = UndoHistory(self.jobs, self.bus, self.status, self)
        self.manual = Manual(self)
        self.preferences = Preferences(self, settings, theme, zoom, self.dialogs, self.history.say, self.manual.show)
        self._build()
        self._build_menus()
        self._connect()
        self.setWindowTitle("Przejrzysty Urząd")
        self.first_start = not state.restore(self)
        if self.first_start:
            width = self.fontMetrics().averageCharWidth()
            self.resize(width * 190, round(width * 108))
        if services is not None:
            self.attach(services)
        QTimer.singleShot(_LOOK_MS, self._tidy)

    # -- building --------------------------------------------------------------------------------------------

    def attach(self, services: "Services") -> None:
        """Fill the window with an open database; what was typed meanwhile is kept."""
        from app.shell.card_printing import CardPrinting
        from app.shell.catalogue import GROUPS, REGISTERS
        from app.shell.dashboard import Dashboard, DashboardDeeds
        from app.shell.day_watch import DayWatch
        from app.shell.left_work import LeftWorkFinder
        from app.shell.neighbours import Neighbours
        from app.shell.office_form import OfficeForms
        from app.shell.open_forms import OpenForms
        from app.shell.pdf_output import PdfOutput
        from app.shell.permitted import shown_registers

        self.services = services
        self._may = services.session.actor().may
        accounts = bool(services.session.login)
        self.registers: Sequence[Register[Services]] = shown_registers(REGISTERS, self._may, accounts=accounts)
        self.forms = OpenForms(self, self._help_on_form, self.search_everywhere)
        self.output = PdfOutput(self, self.jobs, self.dialogs, self._settings)
        self.workspace = self._workspace()
        self.offices = OfficeForms(self.workspace, services)
        self.left_work = LeftWorkFinder(
            self.workspace.forms.drafts, self.registers, services, self._open_left_work, self.offices.open_form
        )
        self.printing = CardPrinting(self, services, self.jobs, self.output, self._settings)
        deeds = DashboardDeeds(
            open_card=lambda card_id: self.go_to_record("service_cards", card_id),
            show_attention=self._show_attention,
            edit_office=self.offices.open_form,
            go_to=self.go_to,
            begin=self.begin,
            search_everywhere=self.search_everywhere,
            left_work=self.left_work,
        )
        self.neighbours = Neighbours(services.store, self.jobs, self.bus, services.store.watch, parent=self)
        self.day_watch = DayWatch(services.clock.today, self.bus, self)
        self.neighbours.answered.connect(self.day_watch.look)
        self.backups = self._watch_backups()
        self.dashboard: Dashboard = Dashboard(services, self.registers, self.bus, self.jobs, deeds)
        self.attached = True
        self._fill_tabs(GROUPS)
        self.menus.show_permitted(self._may, accounts=accounts)
        self.menuBar().setEnabled(True)
        if accounts:
            self._sit_down()
        self.forms.saved.connect(self._on_reported)
        self.forms.added.connect(self._on_added)
        self.forms.all_closed.connect(self.close)
        self._add_desk_keys()
        self._show_title()
        if self.isVisible():
            self._start_watching()

    def _watch_backups(self) -> "BackupWatch":
        from app.administration.backups.windows.overview import BackupTools
        from app.shell.backup_watch import BackupWatch, unlock

        tools = BackupTools(
            backups=self.services.backups,
            safeguard=self.services.safeguard,
            clock=self.services.clock,
            settings=self._settings,
            jobs=self.jobs,
            dialogs=self.dialogs,
            may=self._may,
            unlock=partial(unlock, self.services),
            forms=self.forms,
            show_help=lambda: self.manual.show("backups"),
        )
        watch = BackupWatch(self, tools, self.status)
        watch.restored.connect(self.restored)
        return watch

    def _open_backups(self) -> None:
        self.backups.open_window()

    def _sit_down(self) -> None:
        """Who is signed in, and the lock."""
        from app.shell.sitting import Sitting

        self.sitting = sitting = Sitting(
            self, self.services, self.jobs, self.dialogs, self._settings, self.forms, self.output
        )
        self.status.add_permanent(sitting.who)
        sitting.ended.connect(self.signed_out)
        sitting.left.connect(self.left)
        sitting.password_changed.connect(lambda: self.history.say(self.tr("Zmieniono hasło.")))

    def leave_work(self) -> None:
        """Close everything without a question; unsaved work of forms waits in its drafts for the same person."""
        self.jobs.let_go()
        self.jobs.wait()
        self.forms.leave_work()
        self.close()

    def _fill_tabs(self, groups: Mapping["Group", str]) -> None:
        made = [Entry("dashboard", self.tr("Pulpit"), "home", keys=keys_of_tab(0))]
        for number, register in enumerate(self.registers, 1):
            made.append(Entry(register.key, register.title, register.icon, groups[register.group], keys_of_tab(number)))
        opening = self.tabs.open(self.dashboard, [register.key for register in self.registers], self._make_tab)
        self.frame.fill(made)
        self.menus.add_tabs(made)
        if isinstance(opening, OpeningPage):
            self.dashboard.search.setText(opening.search.text())
        opening.deleteLater()

    def _workspace(self) -> "Workspace":
        from app.shell.person_drafts import drafts_of, erasures
        from app.shell.record_history import go_to_record
        from app.widgets.forms.record_form import FormServices
        from app.widgets.workspace import Workspace

        dialogs: Callable[[QWidget], Dialogs] = QtDialogs if isinstance(self.dialogs, QtDialogs) else self._same_dialogs
        return Workspace(
            jobs=self.jobs,
            dialogs=self.dialogs,
            bus=self.bus,
            layouts=self._state,
            forms=FormServices(
                dialogs=dialogs,
                jobs=self.jobs,
                drafts=drafts_of(self.services),
                may=self._may,
                erasures=partial(erasures, self.services.store),
            ),
            settings=self._settings,
            report=self._on_reported,
            say=self.history.say,
            follow=self.history.follow,
            show_form=self.forms.show,
            print_pdf=self.output.print_pdf,
            open_pdf=self.output.open_pdf,
            open_file=self.output.open_file,
            window=self,
            go_to_record=partial(go_to_record, self),
            deeds_on=self._deeds_on,
        )

    def _deeds_on(self, entity: str) -> "Sequence[RecordDeed]":
        from app.shell.catalogue import deeds_on

        return deeds_on(self.services, self.workspace, entity)

    def _same_dialogs(self, _window: QWidget) -> Dialogs:
        return self.dialogs

    def _build(self) -> None:
        self.frame = Frame(self._state, OpeningPage(), Entry("dashboard", self.tr("Pulpit"), "home"))
        self.tabs = self.frame.pages
        self._demonstration = StatusText("demonstration", self.tr("Dane zmyślone"))
        self._demonstration.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._demonstration.hide()
        self.status.add_permanent(self._demonstration)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.frame, 1)
        layout.addWidget(self.status)
        self.setCentralWidget(body)

    def _build_menus(self) -> None:
        deeds = MenuDeeds(
            edit_office=self._edit_office,
            other_database=self.other_database.emit,
            quit=self.close,
            find=self._find,
            search_everywhere=self.search_everywhere,
            show_tab=self.tabs.setCurrentIndex,
            step_tab=self.tabs.step,
            change_side=self.frame.change_side,
            fold_navigation=self.frame.fold,
            set_theme=self.preferences.set_theme,
            check_database=self._check_database,
            open_settings=self.preferences.open,
            open_help=self._open_help,
            show_keys=lambda: self.manual.show("keyboard"),
            open_about=self._open_about,
            record_actions=self._record_actions,
            lock=lambda: self.sitting and self.sitting.lock(),
            change_password=lambda: self.sitting and self.sitting.change_password(),
            sign_out=lambda: self.sitting and self.sitting.sign_out(),
            show_matrix=self._show_matrix,
            open_backups=self._open_backups,
            show_transfer=self._show_transfer,
            show_personal_data=self._show_personal_data,
        )
        self.menus = Menus(self.menuBar(), deeds, self.status, self._theme, self._zoom)
        self.menuBar().setEnabled(False)

    def _record_actions(self) -> Sequence[QAction]:
        tab = self.tabs.currentWidget()
        shown = tab.actions() if tab in self._tabs.values() else ()
        return [action for action in shown if action.isVisible()]

    def _connect(self) -> None:
        self.preferences.applied.connect(self._on_preferences)
        self.bus.changed.connect(self._on_changed)

    def _add_desk_keys(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, then in (
            (QKeySequence.StandardKey.Print, self._print_from_dashboard),
            (QKeySequence.StandardKey.New, self._begin_first),
        ):
            QShortcut(QKeySequence(key), self.dashboard, context=within).activated.connect(then)

    # -- tabs ------------------------------------------------------------------------------------------------

    def tab(self, key: str) -> "RegisterTab":
        """A register's tab, made when it is first needed."""
        return cast("RegisterTab", self.tabs.page(key))

    def _make_tab(self, key: str) -> QWidget:
        from app.shell.permitted import hide_forbidden
        from app.shell.record_history import offer_history

        register = self._register(key)
        self._tabs[key] = tab = register.create_tab(self.workspace, self.services)
        hide_forbidden(tab, register.entity, self._may)
        offer_history(self, tab, register)
        return tab

    def _register(self, key: str) -> "Register[Services]":
        return next(register for register in self.registers if register.key == key)

    def go_to(self, key: str) -> "RegisterTab":
        """Show a register."""
        tab = self.tab(key)
        self.tabs.setCurrentWidget(tab)
        return tab

    def go_to_record(self, key: str, record_id: int) -> None:
        """Show a record in its register."""
        self.go_to(key).select_record(record_id)

    def _show_attention(self, key: str, attention: "Attention") -> None:
        tab = self.go_to(key)
        if attention.show is not None:
            attention.show(tab)
        else:
            tab.show_query(filters=attention.filters)

    def begin(self, key: str) -> None:
        """Start a new record of a register."""
        self._register(key).begin(self.go_to(key))

    @Slot()
    def _begin_first(self) -> None:
        for register in self.registers[:1]:
            if register.begin_text:
                self.begin(register.key)

    def _find(self) -> None:
        shown = self.tabs.currentWidget()
        for tab in self._tabs.values():
            if tab is shown:
                tab.focus_search()
                return
        self.dashboard.search.setFocus()
        self.dashboard.search.selectAll()

    # -- forms -----------------------------------------------------------------------------------------------

    def _open_left_work(self, key: str, record_id: int | None) -> None:
        if record_id is None:
            self.begin(key)
            return
        tab = self.go_to(key)
        if tab.select_record(record_id):
            tab.open_record(tab.table.current_record())

    @Slot(object)
    def _on_reported(self, outcome: Outcome[Any]) -> None:
        self.neighbours.note(outcome.change.entity)
        self.history.report(outcome)
        if outcome.warning:
            self.dialogs.refuse(Refusal(outcome.warning))

    @Slot(str, int)
    def _on_added(self, entity: str, record_id: int) -> None:
        """Choose a new record where it is on the screen, so that what is printed next is what was just made."""
        for register in self.registers:
            tab = self._tabs.get(register.key)
            if register.entity == entity and tab is not None and tab is self.tabs.currentWidget():
                tab.table.select_record(record_id)

    # -- deeds -----------------------------------------------------------------------------------------------

    def search_everywhere(self) -> None:
        """Open the search over everything."""
        from app.shell.search_everywhere import Deed, SearchEverywhere, Source

        SearchEverywhere(
            [Source.of(register, self.services, self.go_to_record) for register in self.registers],
            [
                *(Deed.of(deed) for deed in (*self._record_actions(), *self.menus.actions) if deed.isVisible()),
                *(Deed.beginning(register, self.begin) for register in self.registers),
            ],
            self,
        ).open()

    def _print_from_dashboard(self) -> None:
        card_id = self.dashboard.current_card()
        if card_id is None:
            self.history.say(self.tr("Najpierw wpisz, z czym przychodzi mieszkaniec, a potem wciśnij Ctrl+P."))
        else:
            self._print_card(card_id)

    def _print_card(self, card_id: int) -> None:
        self.printing.print(card_id, self.dashboard.refresh)

    def _database_check(self) -> "DatabaseCheck | None":
        """The check of the open file; None where the data are on a server, which checks its own."""
        # loaded when asked for: start-up does not need it
        from app.shell.database_check import DatabaseCheck

        services = self.services
        if self._check is None and services.file is not None:
            self._check = DatabaseCheck(self, self.jobs, self.dialogs, self.status, services.file, services.key)
        return self._check

    def _check_database(self) -> None:
        if (found := self._database_check()) is not None:
            found.run()

    @Slot()
    def _look_at_database(self) -> None:
        if (found := self._database_check()) is not None:
            found.look()

    def _edit_office(self) -> None:
        self.offices.open_form()

    @Slot()
    def _on_preferences(self) -> None:
        if self.sitting is not None:
            self.sitting.idle.set_minutes(self._settings.number("idle_minutes"))

    def _show_matrix(self) -> None:
        from app.shell.roles_print import show_matrix

        show_matrix(self, self.services, self.jobs, self.output)

    def _show_transfer(self) -> None:
        from app.shell.whole_data.chooser import show_transfer

        show_transfer(self, self.services, self.jobs, self.dialogs, self._settings, self.other_database.emit)

    def _show_personal_data(self) -> None:
        from app.shell.personal_data.window import show_personal_data

        show_personal_data(self, self.services, self.jobs, self.dialogs, self.output, self._on_erased)

    def _on_erased(self) -> None:
        self.neighbours.note(ERASED.entity)
        self.bus.announce(ERASED)

    def _open_about(self) -> None:
        from app.shell.about import AboutWindow

        AboutWindow(self.services.store.location, self._logs, self).open()

    def _help_on_form(self, entity: str) -> None:
        self.manual.show(topic_of_form(entity, self.registers))

    def _open_help(self) -> None:
        tab = self.tabs.currentWidget()
        self.manual.show(tab.objectName() if tab is not None else "dashboard")

    # -- keeping up ------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.entity == "office":
            self._show_title()
        if change.entity == "account" and self.sitting is not None:
            self.sitting.look_again()
        if change.entity == ERASED.entity and self.attached:
            self.forms.forget_drafts()

    def _show_title(self) -> None:
        office = self.services.office()
        self.setWindowTitle(f"{office.name} – Przejrzysty Urząd" if office.name else "Przejrzysty Urząd")
        self._demonstration.setVisible(office.demonstration)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.attached:
            self._start_watching()

    def _start_watching(self) -> None:
        self.backups.start()
        if self.neighbours.start():
            # after the window is painted: the first search would otherwise wait for the dictionary
            QTimer.singleShot(200, self._warm_up)
            QTimer.singleShot(_LOOK_MS, self._look_at_database)

    @Slot()
    def _tidy(self) -> None:
        from app.core.private_folders import remove_abandoned

        self.jobs.run(lambda _progress: remove_abandoned(), owner=self)

    def _warm_up(self) -> None:
        search = self.services.search
        self.jobs.run(lambda _progress: search.warm_up(), owner=self)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.attached and not self.forms.close_all():
            event.ignore()
            return
        self.manual.close()
        if self.sitting is not None:
            self.sitting.end()
        if self.attached:
            self.neighbours.stop()
            self.backups.end()
        self._state.keep(self)
        self.jobs.shutdown()
        if self.attached:
            self.output.close()
        super().closeEvent(event)
