"""The menu bar as a list of deeds: what each is called, its keys and its icon."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from app.shell.navigation_drawing import Entry
from app.widgets import icons
from app.widgets.status_line import StatusLine
from app.widgets.theme import Mode, Theme
from app.widgets.zoom import Zoom

NUMBERED_TABS = 9
"""How many of the first tabs have Ctrl and their number; the others are reached by the list and by Ctrl+K."""


def keys_of_tab(number: int) -> str:
    """The shortcut of a tab by its position from 0, blank for those too far down."""
    return f"Ctrl+{number + 1}" if number < NUMBERED_TABS else ""


@dataclass(frozen=True, kw_only=True)
class MenuDeeds:
    """What the window does when a menu asks for it.

    ``show_tab`` takes the tab's position, ``step_tab`` 1 or -1. ``change_side`` goes to the navigation and back.
    """

    edit_office: Callable[[], object]
    other_database: Callable[[], object]
    quit: Callable[[], object]
    find: Callable[[], object]
    search_everywhere: Callable[[], object]
    show_tab: Callable[[int], object]
    step_tab: Callable[[int], object]
    change_side: Callable[[], object]
    fold_navigation: Callable[[], object]
    set_theme: Callable[[Mode], object]
    check_database: Callable[[], object]
    open_settings: Callable[[], object]
    open_help: Callable[[], object]
    show_keys: Callable[[], object]
    open_about: Callable[[], object]
    record_actions: Callable[[], Iterable[QAction]]
    lock: Callable[[], object]
    change_password: Callable[[], object]
    sign_out: Callable[[], object]
    show_matrix: Callable[[], object]
    open_backups: Callable[[], object]
    show_transfer: Callable[[], object]
    show_personal_data: Callable[[], object]


_RIGHTS = {
    "office": ("office.edit",),
    "personal_data": ("personal_data.read", "personal_data.export", "personal_data.erase", "audit.export"),
    "transfer": ("transfer.export", "transfer.import"),
}
"""Of which rights a deed of the menus needs one at least, by its name."""


class Menus(QObject):
    """Fills a menu bar; ``actions`` are all its deeds, also for the search over everything."""

    def __init__(self, bar: QMenuBar, deeds: MenuDeeds, status: StatusLine, theme: Theme, zoom: Zoom) -> None:
        super().__init__(bar)
        self.setObjectName("menus")
        self.actions: list[QAction] = []
        self._deeds, self._status, self._theme, self._zoom = deeds, status, theme, zoom
        self._modes: dict[Mode, QAction] = {}
        self._file_menu(bar.addMenu(self.tr("&Plik")))
        self._edit_menu(bar.addMenu(self.tr("&Edycja")))
        self._record_menu = bar.addMenu(self.tr("P&ozycja"))
        self._record_menu.setObjectName("record_menu")
        text = QCoreApplication.translate("Menus", "Wybierz rejestr, aby zobaczyć jego czynności")
        self._no_deeds = QAction(text, self)
        self._no_deeds.setEnabled(False)
        self._record_menu.aboutToShow.connect(self._fill_record_menu)
        self._view_menu(bar.addMenu(self.tr("&Widok")))
        self._tools_menu(bar.addMenu(self.tr("&Narzędzia")))
        self._help_menu(bar.addMenu(self.tr("Pomo&c")))
        self._fill_record_menu()
        theme.changed.connect(self._on_theme_changed)

    def _add(self, menu: QMenu, name: str, text: str, then: Callable[[], object], keys: str = "") -> QAction:
        action = QAction(text, menu)
        action.setObjectName(name)
        action.setProperty("iconName", name)
        if name in icons.names():
            icons.dress(action, name)
        if keys:
            action.setShortcuts([QKeySequence(key) for key in keys.split(" ")])
        action.triggered.connect(lambda _checked=False: then())
        menu.addAction(action)
        self.actions.append(action)
        return action

    def _file_menu(self, menu: QMenu) -> None:
        self._add(menu, "office", self.tr("&Dane urzędu…"), self._deeds.edit_office)
        menu.addSeparator()
        self._add(menu, "database", self.tr("&Otwórz inną bazę…"), self._deeds.other_database)
        menu.addSeparator()
        self._personal = [
            self._add(menu, "lock", self.tr("Zablo&kuj"), self._deeds.lock, "Ctrl+Shift+L"),
            self._add(menu, "password", self.tr("Z&mień hasło…"), self._deeds.change_password),
            self._add(menu, "sign_out", self.tr("&Wyloguj"), self._deeds.sign_out),
            menu.addSeparator(),
        ]
        for action in self._personal:
            action.setVisible(False)
        self._add(menu, "exit", self.tr("&Zakończ"), self._deeds.quit, "Ctrl+Q")

    def _edit_menu(self, menu: QMenu) -> None:
        # without keys: Ctrl+Z belongs to text fields first, then to the status line
        self._undo = self._add(menu, "undo", self.tr("&Cofnij"), self._status.undo)
        menu.aboutToShow.connect(self._on_edit_menu)
        menu.addSeparator()
        self._add(menu, "search", self.tr("&Znajdź w tym rejestrze"), self._deeds.find, "Ctrl+F")
        self._add(menu, "search_everywhere", self.tr("&Szukaj wszędzie…"), self._deeds.search_everywhere, "Ctrl+K")

    def show_permitted(self, may: Callable[[str], bool], *, accounts: bool) -> None:
        """Hide the deeds that the person may not do, and those of accounts where there are none."""
        for action in self._personal:
            action.setVisible(accounts)
        for action in self.actions:
            rights = _RIGHTS.get(action.objectName())
            if rights is not None:
                action.setVisible(any(map(may, rights)))

    def add_tabs(self, entries: Iterable[Entry]) -> None:
        """Put the tabs into „Przejdź do”, a line between groups, with the keys of those that have some."""
        first, group = self._way.actions()[0], ""
        for number, entry in enumerate(entries):
            then = _Call(self._deeds.show_tab, number)
            action = self._add(self._way, f"tab_{number}", entry.title.replace("&", "&&"), then, entry.keys)
            action.setProperty("iconName", entry.icon)
            icons.dress(action, entry.icon)
            self._way.removeAction(action)
            if entry.group != group:
                group = entry.group
                self._way.insertSeparator(first)
            self._way.insertAction(first, action)
        self._way.insertSeparator(first)

    def _view_menu(self, menu: QMenu) -> None:
        self._way = way = menu.addMenu(self.tr("P&rzejdź do"))
        way.setObjectName("way_menu")
        step = self._deeds.step_tab
        self._add(way, "next_tab", self.tr("&Następny rejestr"), _Call(step, 1), "Ctrl+PgDown Ctrl+Tab")
        self._add(way, "previous_tab", self.tr("&Poprzedni rejestr"), _Call(step, -1), "Ctrl+PgUp Ctrl+Shift+Tab")
        self._add(way, "change_side", self.tr("&Lista rejestrów i z powrotem"), self._deeds.change_side, "F6")
        self._add(menu, "fold", self.tr("Zwiń albo rozwiń &listę rejestrów"), self._deeds.fold_navigation, "F9")
        menu.addSeparator()
        self._add(menu, "zoom_in", self.tr("&Powiększ"), self._zoom.zoom_in, "Ctrl++ Ctrl+=")
        self._add(menu, "zoom_out", self.tr("Po&mniejsz"), self._zoom.zoom_out, "Ctrl+-")
        self._add(menu, "zoom_reset", self.tr("&Zwykła wielkość"), self._zoom.reset, "Ctrl+0")
        menu.addSeparator()
        group = QActionGroup(self)
        for mode, text in (
            (Mode.SYSTEM, self.tr("Kolory jak w &systemie")),
            (Mode.LIGHT, self.tr("Kolory &jasne")),
            (Mode.DARK, self.tr("Kolory &ciemne")),
        ):
            action = self._add(menu, f"theme_{mode}", text, _Call(self._deeds.set_theme, mode))
            action.setProperty("iconName", "theme")
            action.setCheckable(True)
            group.addAction(action)
            self._modes[mode] = action
        self._on_theme_changed()

    def _tools_menu(self, menu: QMenu) -> None:
        self._add(menu, "backups", self.tr("&Kopie zapasowe…"), self._deeds.open_backups)
        self._add(menu, "matrix", self.tr("&Role i uprawnienia…"), self._deeds.show_matrix)
        personal = self._add(menu, "personal_data", self.tr("&Dane osobowe…"), self._deeds.show_personal_data)
        personal.setProperty("iconName", "person")
        icons.dress(personal, "person")
        moving = self._add(menu, "transfer", self.tr("Przenoszenie danyc&h…"), self._deeds.show_transfer)
        moving.setProperty("iconName", "export")
        icons.dress(moving, "export")
        check = self._add(menu, "check_database", self.tr("S&prawdź bazę danych"), self._deeds.check_database)
        check.setProperty("iconName", "ok")
        icons.dress(check, "ok")
        menu.addSeparator()
        self._add(menu, "settings", self.tr("&Ustawienia…"), self._deeds.open_settings)

    def _help_menu(self, menu: QMenu) -> None:
        self._add(menu, "help", self.tr("&Pomoc"), self._deeds.open_help, "F1")
        self._add(menu, "keyboard", self.tr("&Skróty klawiszowe"), self._deeds.show_keys)
        menu.addSeparator()
        self._add(menu, "about", self.tr("&O programie"), self._deeds.open_about)

    @Slot()
    def _on_edit_menu(self) -> None:
        self._undo.setEnabled(self._status.can_undo)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._modes[self._theme.mode].setChecked(True)

    @Slot()
    def _fill_record_menu(self) -> None:
        # one by one, for clear() gives up the tabs' actions as if the menu owned them
        for action in self._record_menu.actions():
            self._record_menu.removeAction(action)
        self._record_menu.addActions(list(self._deeds.record_actions()) or [self._no_deeds])


@dataclass(frozen=True)
class _Call:
    """A deed with its argument, as a value: a lambda in a loop would remember the last one only."""

    deed: Callable[..., object]
    argument: object

    def __call__(self) -> None:
        self.deed(self.argument)
