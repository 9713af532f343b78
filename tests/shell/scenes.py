"""Every window and every tab of the program, opened one after another, for rules that hold on all of them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.core.errors import EnvironmentProblem
from app.registers.ngos.geography.windows import MapImportWindow
from app.shell.catalogue import REGISTERS
from app.shell.crash import CrashWindow, describe
from app.shell.start_window import StartWindow
from app.widgets.dialogs import QtDialogs
from app.widgets.import_window import ImportWindow, Preview, Refused
from tests.shell import (
    account_scenes,
    campaign_scenes,
    cooperation_scenes,
    evaluation_scenes,
    offer_scenes,
    organisation_scenes,
    participation_scenes,
    personal_scenes,
    training_plan_scenes,
)
from tests.shell.windows import Desk

TABS = ("dashboard", *(register.key for register in REGISTERS))
OPEN_TABS = tuple(key for key in TABS if key != "accounts")
"""Those of a database without accounts."""
EDITED_TABS = tuple(key for key in OPEN_TABS if key not in ("dashboard", "audit"))
"""Those of them in which people make records; entries of the log are made by the program."""
FORMS = (*(register.key for register in REGISTERS if register.key != "audit"), "office")
"""Entries of the log are not edited."""
_PLAIN = ("settings", "about", "help", "search", "start", "refused_start", "import", "crash", "question", "refusal")
_SCENES: dict[str, Mapping[str, Any]] = {
    "accounts": account_scenes.SCENES,
    "personal": personal_scenes.SCENES,
    "evaluations": evaluation_scenes.SCENES,
    "campaigns": campaign_scenes.SCENES,
    "cooperation": cooperation_scenes.SCENES,
    "offers": offer_scenes.SCENES,
    "organisations": organisation_scenes.SCENES,
    "training_plan": training_plan_scenes.SCENES,
    "participations": participation_scenes.SCENES,
}
_MADE = {name: make for made in _SCENES.values() for name, make in made.items()}
WINDOW_GROUPS: dict[str, tuple[str, ...]] = {"plain": _PLAIN, **{group: tuple(made) for group, made in _SCENES.items()}}
"""Names of windows that can be opened one after another over one database."""
WINDOWS = (*_PLAIN, *_MADE)
BEGUN_BY_WINDOW: dict[str, type[QDialog]] = {"map_data": MapImportWindow}
"""Registers whose records come from files: a new one begins in a window, not in the form."""


@contextmanager
def tab(desk: Desk, key: str) -> Iterator[QWidget]:
    """A tab in front; the root is the whole window."""
    if key == "dashboard":
        desk.window.tabs.setCurrentIndex(0)
    else:
        desk.window.go_to(key)
    desk.settle()
    yield desk.window


@contextmanager
def form(desk: Desk, key: str, *, new: bool) -> Iterator[QWidget]:
    """A form: of a new record, or of the first one in the register."""
    if new and key in BEGUN_BY_WINDOW:
        desk.window.begin(key)
        wizard = desk.dialog(BEGUN_BY_WINDOW[key])
        yield wizard
        wizard.close()
        desk.settle()
        return
    if key == "office":
        desk.window.offices.open_form()
    elif new:
        desk.window.begin(key)
    else:
        shown = desk.window.go_to(key)
        desk.settle()
        shown.table.select_row(0)
        # of some registers Enter opens a window with deeds, not the form
        getattr(shown, "edit_record", shown.open_record)(shown.table.current_record())
    opened = desk.form()
    yield opened
    opened._drop_changes()
    opened.close()
    desk.settle()


@contextmanager
def dialog(desk: Desk, name: str) -> Iterator[QWidget]:
    """One of ``WINDOWS``."""
    before = set(QApplication.topLevelWidgets())
    kept = _open(desk, name)
    desk.settle()
    (opened,) = [w for w in QApplication.topLevelWidgets() if w not in before and w.isVisible() and w.isWindow()]
    yield opened
    opened.close()
    desk.settle()
    del kept


def _open(desk: Desk, name: str) -> object:
    window = desk.window
    if name == "search":
        window.search_everywhere()
        found = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "search_everywhere")
        found.field.setText("dow")  # type: ignore[attr-defined]
        found.field.flush()  # type: ignore[attr-defined]
        return None
    if name == "question":
        text = "Karty znikną z listy i z wydruków."
        QtDialogs(window).confirm("Usunąć 3 karty?", text, "Usuń 3 karty", lambda: None)
        return None
    if name == "refusal":
        QtDialogs(window).refuse(EnvironmentProblem("Na dysku nie ma miejsca. Zwolnij miejsce i spróbuj ponownie."))
        return None
    plain = {
        "settings": window.preferences.open,
        "about": window._open_about,
        "help": window._open_help,
    }
    if name in plain:
        plain[name]()
        return None
    made: dict[str, QWidget] = {}
    if name in _MADE:
        made[name] = _MADE[name](desk)
    elif name in ("start", "refused_start"):
        problem = "Plik „notatki.db” nie jest bazą danych tego programu." if name == "refused_start" else ""
        made[name] = StartWindow(Path("urzad.db"), problem)
    elif name == "import":
        made[name] = ImportWindow(_preview(), window)
    else:
        made[name] = CrashWindow(describe(ValueError("x")), window)
    made[name].show()
    return made


def _preview() -> Preview:
    reason = "„12,5a” to nie jest kwota. Wpisz na przykład 12,50 albo 12.50."
    rows = [Refused("Karty", number, "Opłata", "12,5a", reason) for number in range(3, 9)]
    return Preview(
        "Wczytanie pliku karty.xlsx", ("20 nowych kart.", "6 odrzuconych."), rows, "Zapisz dobre wiersze", True
    )
