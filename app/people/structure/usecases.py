"""The office's structure read from the database."""

from collections.abc import Callable

from app.core.clock import Clock
from app.core.permissions import EVERYTHING, Actor
from app.people.employees.usecases import Employees
from app.people.structure.domain import Structure
from app.people.units.usecases import Units
from db.store import Store


class Structures:
    """Reads the structure; of people, those the person at work may see (right ``employee.read``)."""

    def __init__(self, store: Store, clock: Clock, actor: Callable[[], Actor] = lambda: EVERYTHING) -> None:
        self._employees, self._units = Employees(store, clock, actor), Units(store, clock, actor)

    def load(self) -> Structure:
        """Everybody and every unit, past and present. NotAllowed without the right to read employees."""
        return Structure(self._employees.all(), self._units.all())
