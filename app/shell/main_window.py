"""The main window: tabs of registers, menus, the status line. Features live in their tabs, not here."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence, QPalette, QShowEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu, QTabWidget, QVBoxLayout, QWidget

from app.bootstrap import Services
from app.core import paths
from app.core.errors import Refusal
from app.core.progress import Progress
from app.core.records import Change
from app.core.settings import Settings
from app.shell.about import AboutWindow
from app.shell.catalogue import REGISTERS
from app.shell.dashboard import Dashboard, DashboardDeeds
from app.shell.help_window import HelpWindow
from app.shell.office_form import OfficeForms
from app.shell.pdf_output import PdfOutput
from app.shell.search_everywhere import SearchEverywhere, Source
from app.shell.settings_window import SettingsWindow
from app.shell.undo import UndoHistory
from app.shell.window_state import WindowState
from app.widgets import icons
from app.widgets.changes import ChangeBus
from app.widgets.dialogs import Dialogs, QtDialogs
from app.widgets.forms.form_drafts import FormDrafts
from app.widgets.forms.record_form import FormServices, RecordForm
from app.widgets.jobs import Jobs
from app.widgets.register_tab import RegisterTab
from app.widgets.status_line import StatusLine
from app.widgets.theme import Mode, Theme
from app.widgets.workspace import Attention, Found, Register, Workspace
from app.widgets.zoom import Zoom

_WATCH_MS = 3000
"""How often other programs' changes to the database are looked for."""


class MainWindow(QMainWindow):
    """Everything is handed in; ``other_database`` asks the application to open another file."""

    other_database = Signal()

    def __init__(
        self,
        services: Services,
        settings: Settings,
        state: WindowState,
        theme: Theme,
        zoom: Zoom,
        logs: Path | None = None,
        dialogs: Dialogs | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.services, self._settings, self._state, self._theme, self._zoom = services, settings, state, theme, zoom
        self._logs = logs
        self._forms: dict[tuple[str, int | None, int], RecordForm] = {}
        self._help: HelpWindow | None = None
        self._tabs: dict[str, RegisterTab] = {}
        self.dialogs: Dialogs = dialogs or QtDialogs(self)
        self.jobs = Jobs(self.dialogs, self)
        self.bus = ChangeBus(self)
        self.status = StatusLine()
        self.history = UndoHistory(self.jobs, self.bus, self.status, self)
        self.output = PdfOutput(self, self.jobs, self.dialogs, settings)
        self.workspace = self._workspace()
        self.offices = OfficeForms(self.workspace, services)
        self._build()
        self._build_menus()
        self._connect()
        self._known = services.store.revisions()
        self._show_title()
        if not state.restore(self):
            width = self.fontMetrics().averageCharWidth()
            self.resize(width * 190, round(width * 108))

    # -- building --------------------------------------------------------------------------------------------

    def _workspace(self) -> Workspace:
        drafts = FormDrafts(paths.drafts_folder(self.services.store.path), self.services.clock)
        dialogs: Callable[[QWidget], Dialogs] = QtDialogs if isinstance(self.dialogs, QtDialogs) else self._same_dialogs
        return Workspace(
            jobs=self.jobs,
            dialogs=self.dialogs,
            bus=self.bus,
            layouts=self._state,
            forms=FormServices(dialogs=dialogs, jobs=self.jobs, drafts=drafts),
            settings=self._settings,
            report=self._on_reported,
            say=self.history.say,
            show_form=self.show_form,
            print_pdf=self.output.print_pdf,
            open_pdf=self.output.open_pdf,
            window=self,
        )

    def _same_dialogs(self, _window: QWidget) -> Dialogs:
        return self.dialogs

    def _build(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setObjectName("tabs")
        self.tabs.setAccessibleName(self.tr("Rejestry"))
        self.tabs.setDocumentMode(True)
        deeds = DashboardDeeds(
            open_card=lambda card_id: self.go_to_record("service_cards", card_id),
            print_card=self._print_card,
            show_attention=self._show_attention,
            edit_office=self.offices.open_form,
            go_to=self.go_to,
        )
        self.dashboard = Dashboard(self.services, REGISTERS, self.bus, self.jobs, deeds)
        self.tabs.addTab(self.dashboard, self.tr("Pulpit"))
        for register in REGISTERS:
            self.tabs.addTab(_Waiting(register), register.title)
        self._demonstration = QLabel(self.tr("Urząd przykładowy – wszystkie dane są zmyślone"))
        self._demonstration.setObjectName("demonstration")
        self._demonstration.setForegroundRole(QPalette.ColorRole.PlaceholderText)
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
        for number, name in enumerate(("home", *(register.icon for register in REGISTERS))):
            self.tabs.setTabIcon(number, icons.icon(name))

    def _build_menus(self) -> None:
        bar = self.menuBar()
        self._file_menu(bar.addMenu(self.tr("&Plik")))
        self._edit_menu(bar.addMenu(self.tr("&Edycja")))
        self._record_menu = bar.addMenu(self.tr("P&ozycja"))
        self._record_menu.setObjectName("record_menu")
        self._view_menu(bar.addMenu(self.tr("&Widok")))
        self._tools_menu(bar.addMenu(self.tr("&Narzędzia")))
        self._help_menu(bar.addMenu(self.tr("Pomo&c")))

    def _action(self, menu: QMenu, name: str, text: str, then: Callable[[], object], keys: str = "") -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.setProperty("iconName", name)
        if name in icons.names():
            icons.dress(action, name)
        if keys:
            action.setShortcuts([QKeySequence(key) for key in keys.split(" ")])
        action.triggered.connect(lambda _checked=False: then())
        menu.addAction(action)
        return action

    def _file_menu(self, menu: QMenu) -> None:
        self._action(menu, "office", self.tr("&Dane urzędu…"), self.offices.open_form)
        menu.addSeparator()
        self._action(menu, "database", self.tr("&Otwórz inną bazę…"), self.other_database.emit)
        menu.addSeparator()
        self._action(menu, "exit", self.tr("&Zakończ"), self.close, "Ctrl+Q")

    def _edit_menu(self, menu: QMenu) -> None:
        # without keys: Ctrl+Z belongs to text fields first, then to the status line
        self._undo = self._action(menu, "undo", self.tr("&Cofnij"), self.status.undo)
        menu.aboutToShow.connect(lambda: self._undo.setEnabled(self.status.can_undo))
        menu.addSeparator()
        self._action(menu, "search", self.tr("&Znajdź w tym rejestrze"), self._find, "Ctrl+F")
        self._action(menu, "search_everywhere", self.tr("&Szukaj wszędzie…"), self.search_everywhere, "Ctrl+K")

    def _view_menu(self, menu: QMenu) -> None:
        for number in range(self.tabs.count()):
            keys = f"Ctrl+{number + 1}" if number < 9 else ""
            self._action(menu, f"tab_{number}", self.tabs.tabText(number), _Select(self.tabs, number), keys)
        menu.addSeparator()
        self._action(menu, "zoom_in", self.tr("&Powiększ"), self._zoom.zoom_in, "Ctrl++ Ctrl+=")
        self._action(menu, "zoom_out", self.tr("Po&mniejsz"), self._zoom.zoom_out, "Ctrl+-")
        self._action(menu, "zoom_reset", self.tr("&Zwykła wielkość"), self._zoom.reset, "Ctrl+0")
        menu.addSeparator()
        group = QActionGroup(self)
        for mode, text in (
            (Mode.SYSTEM, self.tr("Kolory jak w &systemie")),
            (Mode.LIGHT, self.tr("Kolory &jasne")),
            (Mode.DARK, self.tr("Kolory &ciemne")),
        ):
            action = self._action(menu, f"theme_{mode}", text, _Theme(self, mode))
            action.setCheckable(True)
            action.setChecked(mode is self._theme.mode)
            group.addAction(action)

    def _tools_menu(self, menu: QMenu) -> None:
        self._action(menu, "ok", self.tr("S&prawdź bazę danych"), self._check_database)
        menu.addSeparator()
        self._action(menu, "settings", self.tr("&Ustawienia…"), self._open_settings)

    def _help_menu(self, menu: QMenu) -> None:
        self._action(menu, "help", self.tr("&Pomoc"), self._open_help, "F1")
        self._action(menu, "keyboard", self.tr("&Skróty klawiszowe"), lambda: self._show_help("keyboard"))
        menu.addSeparator()
        self._action(menu, "about", self.tr("&O programie"), self._open_about)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self._record_menu.aboutToShow.connect(self._fill_record_menu)
        self._zoom.changed.connect(self._on_zoomed)
        self._theme.changed.connect(self._dress_tabs)
        self.bus.changed.connect(self._on_changed)
        print_best = QAction(self)
        print_best.setShortcut(QKeySequence(QKeySequence.StandardKey.Print))
        print_best.triggered.connect(self._print_from_dashboard)
        self.dashboard.addAction(print_best)
        print_best.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._watch = QTimer(self)
        self._watch.setInterval(_WATCH_MS)
        self._watch.timeout.connect(self._look_for_changes)

    # -- tabs ------------------------------------------------------------------------------------------------

    def tab(self, key: str) -> RegisterTab:
        """A register's tab, made when it is first needed."""
        if key not in self._tabs:
            number = next(n for n, register in enumerate(REGISTERS, 1) if register.key == key)
            register = REGISTERS[number - 1]
            waiting = self.tabs.widget(number)
            self._tabs[key] = tab = register.create_tab(self.workspace, self.services)
            current = self.tabs.currentIndex()
            blocked = self.tabs.blockSignals(True)
            self.tabs.removeTab(number)
            self.tabs.insertTab(number, tab, icons.icon(register.icon), register.title)
            self.tabs.setCurrentIndex(current)
            self.tabs.blockSignals(blocked)
            waiting.deleteLater()
        return self._tabs[key]

    def go_to(self, key: str) -> RegisterTab:
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

    def _show_attention(self, key: str, attention: Attention) -> None:
        self.go_to(key).show_query(filters=attention.filters)

    @Slot()
    def _fill_record_menu(self) -> None:
        self._record_menu.clear()
        tab = self.tabs.currentWidget()
        if isinstance(tab, RegisterTab):
            self._record_menu.addActions(tab.actions())
        else:
            action = self._record_menu.addAction(self.tr("Wybierz rejestr, aby zobaczyć jego czynności"))
            action.setEnabled(False)

    def _find(self) -> None:
        tab = self.tabs.currentWidget()
        if isinstance(tab, RegisterTab):
            tab.focus_search()
        elif isinstance(tab, Dashboard):
            tab.search.setFocus()
            tab.search.selectAll()

    # -- forms -----------------------------------------------------------------------------------------------

    def show_form(self, form: RecordForm) -> None:
        """Show a form's window; a record that is already open comes to the front instead."""
        record = form.record_id
        key = (form.entity, record, 0 if record is not None else id(form))
        existing = self._forms.get(key)
        if existing is not None:
            form.deleteLater()
            existing.show()
            existing.raise_()
            existing.activateWindow()
            return
        self._forms[key] = form
        form.saved.connect(self._on_reported)
        form.closed.connect(lambda: self._forms.pop(key, None))
        form.show()

    @Slot(object)
    def _on_reported(self, outcome: object) -> None:
        self._known = self.services.store.revisions()
        self.history.report(outcome)  # type: ignore[arg-type]

    # -- deeds -----------------------------------------------------------------------------------------------

    def search_everywhere(self) -> None:
        """Open the search over everything."""
        sources = [
            Source(
                register.title,
                register.icon,
                _Find(register, self.services),
                _GoTo(self.go_to_record, register.key),
            )
            for register in REGISTERS
        ]
        SearchEverywhere(sources, [action for action in self.findChildren(QAction) if action.text()], self).open()

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
            self.jobs.run(lambda _progress: services.cards.note_printed((card_id,)), writes=True)

        def work(progress: Progress) -> bytes:
            return services.prints.cards((card,), variant, progress)

        self.jobs.run(
            work,
            done=lambda pdf: self.output.print_pdf(pdf, f"{card.symbol} {card.name}", printed),
            title=self.tr("Przygotowuję wydruk…"),
            owner=self,
        )

    def _check_database(self) -> None:
        from app.records.environment import explained
        from db.check import CheckReport, check

        path = self.services.store.path

        def work(_progress: Progress) -> CheckReport:
            with explained():
                return check(path)

        self.jobs.run(work, done=self._on_checked, title=self.tr("Sprawdzam bazę danych…"), owner=self)

    def _on_checked(self, report: object) -> None:
        if getattr(report, "ok", False):
            self.dialogs.inform(
                self.tr("Baza danych jest cała"), self.tr("Sprawdzono cały plik i wszystkie powiązania.")
            )
        else:
            self.dialogs.refuse(
                Refusal(
                    self.tr(
                        "Baza danych jest uszkodzona. Nie zapisuj niczego więcej, zrób kopię pliku i odtwórz "
                        "ostatnią kopię zapasową."
                    )
                )
            )

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

    def _open_settings(self) -> None:
        window = SettingsWindow(self._settings, lambda sentence: self.dialogs.refuse(Refusal(sentence)), self)
        window.changed.connect(self._apply_settings)
        window.open()

    @Slot()
    def _apply_settings(self) -> None:
        self._theme.set_mode(Mode(self._settings.text("theme")))
        self._zoom.set_percent(self._settings.number("zoom"))
        self.history.say(self.tr("Zapisano ustawienia."))

    def _open_about(self) -> None:
        AboutWindow(self.services.store.path, self._logs, self).open()

    def _open_help(self) -> None:
        tab = self.tabs.currentWidget()
        self._show_help(tab.objectName() if tab is not None else "dashboard")

    def _show_help(self, topic: str) -> None:
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

    def _show_title(self) -> None:
        office = self.services.office()
        self.setWindowTitle(f"{office.name} – Przejrzysty Urząd" if office.name else "Przejrzysty Urząd")
        self._demonstration.setVisible(office.demonstration)

    @Slot()
    def _look_for_changes(self) -> None:
        if self.jobs.busy:
            return
        try:
            now = self.services.store.revisions()
        except Exception:  # noqa: BLE001 - the next look may succeed; a save will say what is wrong
            return
        changed = [entity for entity, number in now.items() if self._known.get(entity) != number]
        self._known = now
        for entity in changed:
            self.bus.announce(Change(entity, frozenset()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._watch.isActive():
            self._watch.start()
            # after the window is painted: the first search would otherwise wait for the dictionary
            QTimer.singleShot(200, self._warm_up)

    def _warm_up(self) -> None:
        search = self.services.search
        self.jobs.run(lambda _progress: search.warm_up(), owner=self)

    def closeEvent(self, event: QCloseEvent) -> None:
        for form in list(self._forms.values()):
            if not form.close():
                event.ignore()
                return
        if self._help is not None:
            self._help.close()
        self._watch.stop()
        self._state.keep(self)
        self.jobs.shutdown()
        self.output.close()
        super().closeEvent(event)


class _Waiting(QWidget):
    """Stands where a tab will be once somebody looks at it."""

    def __init__(self, register: Register[Services]) -> None:
        super().__init__()
        self.register = register
        self.setObjectName(f"waiting_{register.key}")


class _Select:
    def __init__(self, tabs: QTabWidget, number: int) -> None:
        self._tabs, self._number = tabs, number

    def __call__(self) -> None:
        self._tabs.setCurrentIndex(self._number)


class _Theme:
    def __init__(self, window: MainWindow, mode: Mode) -> None:
        self._window, self._mode = window, mode

    def __call__(self) -> None:
        self._window.set_theme(self._mode)


class _Find:
    def __init__(self, register: Register[Services], services: Services) -> None:
        self._register, self.services = register, services

    def __call__(self, words: str, limit: int) -> Sequence[Found]:
        return self._register.find(self.services, words, limit)


class _GoTo:
    def __init__(self, go: Callable[[str, int], None], key: str) -> None:
        self._go, self._key = go, key

    def __call__(self, record_id: int) -> None:
        self._go(self._key, record_id)
