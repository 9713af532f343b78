"""From a record to its entries in the audit log, and back."""

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction

from app.core.records import Query
from app.widgets import icons
from app.widgets.register_tab import RegisterTab
from app.widgets.register_view import Place
from app.widgets.workspace import Register

if TYPE_CHECKING:
    from app.shell.main_window import MainWindow

_LOG = "audit"


def go_to_record(window: "MainWindow", entity: str, record_id: int) -> bool:
    """Show the record in its register; False when the person has no such register or the record is gone."""
    found = next((register for register in window.registers if register.entity == entity), None)
    if found is None:
        return False
    tab = window.tab(found.key)
    # asked first: choosing a record that is gone would clear what the person has searched for
    if tab.view.source.position(Query(), record_id) is None:
        return False
    window.go_to_record(found.key, record_id)
    return True


def offer_history(window: "MainWindow", tab: RegisterTab, register: Register[Any]) -> None:
    """Add „Historia zmian” to a register's deeds for those who may read the log."""
    if register.key == _LOG or all(each.key != _LOG for each in window.registers):
        return
    action = QAction(tab.tr("Historia zmian"), tab)
    action.setObjectName(f"history_{register.key}")
    action.setToolTip(tab.tr("Pokaż wpisy dziennika o tej pozycji"))
    action.setProperty("iconName", "clock")
    icons.dress(action, "clock")

    def show() -> None:
        for record in tab.selected()[:1]:
            log: Any = window.go_to(_LOG)
            log.show_history(register.entity, record.id)

    action.triggered.connect(show)
    tab.more_menu.addSeparator()
    tab.place_action(action, Place.MENU)
    tab.table.addAction(action)
