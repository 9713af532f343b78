"""Prints of several people from the tab of employees: name badges and the directory."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from app.core.progress import Progress
from app.core.records import Query
from app.people.employees.domain import Employee
from app.people.shared import SharedServices
from app.widgets import icons
from app.widgets.output import Make, Output
from app.widgets.workspace import Workspace


class PeoplePrinting(QObject):
    """Deeds for the menu: badges of the chosen people or of everybody on the list, directory by unit or surname.

    ``query`` says what the list shows: its filters choose a unit, or who works.
    """

    def __init__(
        self,
        workspace: Workspace,
        services: SharedServices,
        chosen: Callable[[], tuple[Employee, ...]],
        query: Callable[[], Query],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._services, self._chosen, self._query = workspace, services, chosen, query
        self.chosen_action = self._action(
            "badges_chosen", "person", self.tr("Identyfikatory wybranych osób…"), self._on_badges_chosen
        )
        self.actions = (
            self.chosen_action,
            self._action("badges_listed", "people", self.tr("Identyfikatory osób z listy…"), self._on_badges_listed),
            self._action(
                "directory_by_unit", "phone", self.tr("Kontakt z urzędnikiem według komórek…"), self._on_by_unit
            ),
            self._action(
                "directory_by_surname", "phone", self.tr("Kontakt z urzędnikiem według nazwisk…"), self._on_by_surname
            ),
        )

    def _action(self, name: str, icon: str, text: str, slot: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.setProperty("iconName", icon)
        action.setToolTip(text.removesuffix("…"))
        icons.dress(action, icon)
        action.triggered.connect(slot)
        return action

    @Slot()
    def _on_badges_chosen(self) -> None:
        chosen = self._chosen()
        self._print(lambda progress: self._services.employee_prints.badges(chosen, progress), "Identyfikatory")

    @Slot()
    def _on_badges_listed(self) -> None:
        query = self._query()

        def make(progress: Progress) -> bytes:
            employees = self._services.employees
            return self._services.employee_prints.badges(employees.page(query, 0, employees.count(query)), progress)

        self._print(make, "Identyfikatory")

    @Slot()
    def _on_by_unit(self) -> None:
        self._print(lambda _progress: self._services.employee_prints.directory(), "Kontakt z urzędnikiem")

    @Slot()
    def _on_by_surname(self) -> None:
        prints = self._services.employee_prints
        self._print(lambda _progress: prints.directory(by_surname=True), "Kontakt z urzędnikiem według nazwisk")

    def _print(self, make: Make, title: str) -> None:
        Output(self._workspace, self).print(make, title)
