"""The main window: tabs of registers, menus, the status line. Features live in their tabs, not here.

It is shown before the database is open, so that the program answers at once: what is imported at the top of this
file is what an empty window needs, everything else is imported by ``attach`` and the deeds.
"""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QPalette, QShortcut, QShowEvent
from PySide6.QtWidgets import QMainWindow, QTabWidget, QVBoxLayout, QWidget

from app.core import paths
from app.core.errors import Refusal
from app.core.progress import Progress
from app.core.records import Change, Outcome
from app.core.settings import Settings
from app.shell.menus import MenuDeeds, Menus
from app.shell.opening_page import OpeningPage
from app.shell.undo import UndoHistory
from app.shell.window_state import WindowState
from app.widgets import icons
from app.widgets.changes import ChangeBus
from app.widgets.dialogs import Dialogs, QtDialogs
from app.widgets.jobs import Jobs
from app.widgets.status_line import StatusLine, StatusText
from app.widgets.theme import Mode, Theme
from app.widgets.zoom import Zoom

if TYPE_CHECKING:
    from app.bootstrap import Services
    from app.shell.backup_watch import BackupWatch
    from app.shell.database_check import DatabaseCheck
    from app.shell.help_window import HelpWindow
    from app.shell.sitting import Sitting
    from app.widgets.forms.form_drafts import FormDrafts
    from app.widgets.register_tab import RegisterTab
    from app.widgets.workspace import Attention, Register, Workspace


_LOOK_MS = 2000
"""When the database is looked at: after what the person does first."""


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
        self._help: HelpWindow | None = None
        self._check: DatabaseCheck | None = None
        self._tabs: dict[str, RegisterTab] = {}
        self.sitting: Sitting | None = None
        self.attached = False
        self.dialogs: Dialogs = dialogs or QtDialogs(self)
        self.jobs = Jobs(self.dialogs, self)
        self.bus = ChangeBus(self)
        self.status = StatusLine()
        self.history = UndoHistory(self.jobs, self.bus, self.status, self)
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

    # -- building --------------------------------------------------------------------------------------------

    def attach(self, services: "Services") -> None:
        """Fill the window with an open database; what was typed meanwhile is kept."""
        from app.shell.catalogue import REGISTERS
        from app.shell.dashboard import Dashboard, DashboardDeeds
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
        self.forms = OpenForms(self, lambda entity: self._show_help(self._topic(entity)), self.search_everywhere)
        self.output = PdfOutput(self, self.jobs, self.dialogs, self._settings)
        self.workspace = self._workspace()
        self.offices = OfficeForms(self.workspace, services)
        self.left_work = LeftWorkFinder(
            self.workspace.forms.drafts, self.registers, services, self._open_left_work, self.offices.open_form
        )
        deeds = DashboardDeeds(
            open_card=lambda card_id: self.go_to_record("service_cards", card_id),
            print_card=self._print_card,
            show_attention=self._show_attention,
            edit_office=self.offices.open_form,
            go_to=self.go_to,
            begin=self.begin,
            search_everywhere=self.search_everywhere,
            left_work=self.left_work,
        )
        self.neighbours = Neighbours(services.store, self.jobs, self.bus, services.store.watch, parent=self)
        self.backups = self._watch_backups()
        self.dashboard: Dashboard = Dashboard(services, self.registers, self.bus, self.jobs, deeds)
        self.attached = True
        self._fill_tabs()
        self.menus.add_tabs([self.tabs.tabText(number) for number in range(self.tabs.count())])
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
            show_help=lambda: self._show_help("backups"),
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
        self.jobs.wait()
        self.forms.leave_work()
        self.close()

    def _fill_tabs(self) -> None:
        opening = self.tabs.widget(0)
        self.tabs.blockSignals(True)
        self.tabs.insertTab(0, self.dashboard, self.tr("Pulpit"))
        self.tabs.setCurrentIndex(0)
        for register in self.registers:
            self.tabs.addTab(_Waiting(register), register.title)
        self.tabs.removeTab(1)
        self.tabs.blockSignals(False)
        if isinstance(opening, OpeningPage):
            self.dashboard.search.setText(opening.search.text())
            opening.deleteLater()
        self._dress_tabs()

    def _workspace(self) -> "Workspace":
        from app.shell.record_history import go_to_record
        from app.widgets.forms.record_form import FormServices
        from app.widgets.workspace import Workspace

        dialogs: Callable[[QWidget], Dialogs] = QtDialogs if isinstance(self.dialogs, QtDialogs) else self._same_dialogs
        return Workspace(
            jobs=self.jobs,
            dialogs=self.dialogs,
            bus=self.bus,
            layouts=self._state,
            forms=FormServices(dialogs=dialogs, jobs=self.jobs, drafts=self._drafts(), may=self._may),
            settings=self._settings,
            report=self._on_reported,
            say=self.history.say,
            show_form=self.forms.show,
            print_pdf=self.output.print_pdf,
            open_pdf=self.output.open_pdf,
            open_file=self.output.open_file,
            window=self,
            go_to_record=partial(go_to_record, self),
        )

    def _drafts(self) -> "FormDrafts":
        """Unsaved work of this person: apart for each login, and encrypted where the data are."""
        from app.widgets.forms.form_drafts import FormDrafts

        services = self.services
        session, location = services.session, services.store.location
        if not session.login:
            return FormDrafts(paths.drafts_folder(location), services.clock)
        from app.shell.draft_cipher import PURPOSE, DraftCipher

        key = session.secret(PURPOSE)
        cipher = None if key is None else DraftCipher(key)
        return FormDrafts(paths.drafts_folder(f"{location} {session.login}"), services.clock, cipher)

    def _same_dialogs(self, _window: QWidget) -> Dialogs:
        return self.dialogs

    def _build(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setObjectName("tabs")
        self.tabs.setAccessibleName(self.tr("Rejestry"))
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(OpeningPage(), self.tr("Pulpit"))
        self._demonstration = StatusText("demonstration", self.tr("Dane zmyślone"))
        self._demonstration.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._demonstration.hide()
        self.status.add_permanent(self._demonstration)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.status)
        self.setCentralWidget(body)
        self._dress_tabs()

    def _dress_tabs(self) -> None:
        names = ["home", *(register.icon for register in self.registers)] if self.attached else ["home"]
        for number, name in enumerate(names):
            self.tabs.setTabIcon(number, icons.icon(name))

    def _build_menus(self) -> None:
        deeds = MenuDeeds(
            edit_office=self._edit_office,
            other_database=self.other_database.emit,
            quit=self.close,
            find=self._find,
            search_everywhere=self.search_everywhere,
            show_tab=self.tabs.setCurrentIndex,
            set_theme=self.set_theme,
            check_database=self._check_database,
            open_settings=self._open_settings,
            open_help=self._open_help,
            show_keys=self._open_keys,
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
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self._zoom.changed.connect(self._on_zoomed)
        self._theme.changed.connect(self._dress_tabs)
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
        if key not in self._tabs:
            from app.shell.permitted import hide_forbidden
            from app.shell.record_history import offer_history

            number = next(n for n, register in enumerate(self.registers, 1) if register.key == key)
            register = self.registers[number - 1]
            waiting = self.tabs.widget(number)
            self._tabs[key] = tab = register.create_tab(self.workspace, self.services)
            hide_forbidden(tab, register.entity, self._may)
            offer_history(self, tab, register)
            current = self.tabs.currentIndex()
            blocked = self.tabs.blockSignals(True)
            self.tabs.removeTab(number)
            self.tabs.insertTab(number, tab, icons.icon(register.icon), register.title)
            self.tabs.setCurrentIndex(current)
            self.tabs.blockSignals(blocked)
            waiting.deleteLater()
        return self._tabs[key]

    def go_to(self, key: str) -> "RegisterTab":
        """Show a register."""
        tab = self.tab(key)
        self.tabs.setCurrentWidget(tab)
        return tab

    def go_to_record(self, key: str, record_id: int) -> None:
        """Show a record in its register."""
        self.go_to(key).select_record(record_id)

    @Slot(int)
    def _on_tab_changed(self, number: int) -> None:
        waiting = self.tabs.widget(number)
        if isinstance(waiting, _Waiting):
            self.go_to(waiting.register.key)

    def _show_attention(self, key: str, attention: "Attention") -> None:
        self.go_to(key).show_query(filters=attention.filters)

    def begin(self, key: str) -> None:
        """Start a new record of a register."""
        register = next(register for register in self.registers if register.key == key)
        register.begin(self.go_to(key))

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
        services, variant = self.services, self._settings.text("print_variant")
        card = services.cards.get(card_id)

        def printed() -> None:
            self.jobs.run(
                lambda _progress: services.cards.note_printed((card_id,)),
                done=lambda _nothing: self.dashboard.refresh(),
                writes=True,
            )

        def work(progress: Progress) -> bytes:
            return services.prints.cards((card,), variant, progress)

        self.jobs.run(
            work,
            done=lambda pdf: self.output.print_pdf(pdf, f"{card.symbol} {card.name}", printed),
            title=self.tr("Przygotowuję wydruk…"),
            owner=self,
        )

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

    def set_theme(self, mode: Mode) -> None:
        """Switch colours and remember the choice."""
        self._theme.set_mode(mode)
        self._remember("theme", mode.value)

    @Slot(int)
    def _on_zoomed(self, percent: int) -> None:
        self._remember("zoom", percent)
        self.history.say(self.tr("Wielkość: {percent} %").format(percent=percent))

    def _remember(self, key: str, value: str | int) -> None:
        try:
            self._settings.change({key: value})
        except OSError:
            self.history.say(self.tr("Nie udało się zapamiętać ustawienia: folder ustawień odmawia zapisu."))

    def _edit_office(self) -> None:
        self.offices.open_form()

    def _open_settings(self) -> None:
        from app.shell.settings_window import SettingsWindow

        window = SettingsWindow(self._settings, lambda sentence: self.dialogs.refuse(Refusal(sentence)), self)
        window.changed.connect(self._apply_settings)
        QShortcut(QKeySequence("F1"), window).activated.connect(lambda: self._show_help("settings"))
        window.open()

    @Slot()
    def _apply_settings(self) -> None:
        self._theme.set_mode(Mode(self._settings.text("theme")))
        self._zoom.set_percent(self._settings.number("zoom"))
        logging.getLogger().setLevel(self._settings.text("log_level"))
        if self.sitting is not None:
            self.sitting.idle.set_minutes(self._settings.number("idle_minutes"))
        self.history.say(self.tr("Zapisano ustawienia."))

    def _show_matrix(self) -> None:
        from app.shell.roles_print import show_matrix

        show_matrix(self, self.services, self.jobs, self.output)

    def _show_transfer(self) -> None:
        from app.shell.whole_data.chooser import show_transfer

        show_transfer(self, self.services, self.jobs, self.dialogs, self._settings, self.other_database.emit)

    def _show_personal_data(self) -> None:
        from app.shell.personal_data.window import show_personal_data

        show_personal_data(self, self.services, self.jobs, self.dialogs, self.output)

    def _open_about(self) -> None:
        from app.shell.about import AboutWindow

        AboutWindow(self.services.store.location, self._logs, self).open()

    def _topic(self, entity: str) -> str:
        """The help page of a form: its own, else its register's."""
        if entity == "service_card":
            return "card_form"
        return next((register.key for register in self.registers if register.entity == entity), entity)

    def _open_help(self) -> None:
        tab = self.tabs.currentWidget()
        self._show_help(tab.objectName() if tab is not None else "dashboard")

    def _open_keys(self) -> None:
        self._show_help("keyboard")

    def _show_help(self, topic: str) -> None:
        from app.shell.help_window import HelpWindow

        if self._help is None:
            self._help = HelpWindow(self)
        self._help.show_topic(topic)
        self._help.show()
        self._help.raise_()
        self._help.activateWindow()

    # -- keeping up ------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.entity == "office":
            self._show_title()
        if change.entity == "account" and self.sitting is not None:
            self.sitting.look_again()

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

    def _warm_up(self) -> None:
        search = self.services.search
        self.jobs.run(lambda _progress: search.warm_up(), owner=self)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.attached and not self.forms.close_all():
            event.ignore()
            return
        if self._help is not None:
            self._help.close()
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


class _Waiting(QWidget):
    """Stands where a tab will be once somebody looks at it."""

    def __init__(self, register: "Register[Services]") -> None:
        super().__init__()
        self.register = register
        self.setObjectName(f"waiting_{register.key}")
