"""The composition root: the only place that builds stores and use cases."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app import models
from app.core.clock import Clock, SystemClock
from app.core.permissions import EVERYTHING, Actor
from app.people.employees.usecases import Employees
from app.people.office.domain import Office
from app.people.office.usecases import Offices
from app.people.units.usecases import Units
from app.records.environment import explained
from app.records.files import StoredFiles
from app.registers.service_cards.prints import CardPrints
from app.registers.service_cards.transfer import CardTransfer
from app.registers.service_cards.usecases import ServiceCards
from app.search.service import Search
from db.file_store import FileStore
from db.store import Store


@dataclass(frozen=True)
class Services:
    """Everything a window or a command works with, over one open database."""

    store: Store
    clock: Clock
    search: Search
    files: StoredFiles
    offices: Offices
    units: Units
    employees: Employees
    cards: ServiceCards
    prints: CardPrints
    exchange: CardTransfer

    def office(self) -> Office:
        """The office, or a blank one while nobody has entered its data."""
        return self.offices.current_or_blank()

    @property
    def file(self) -> Path | None:
        """The database file; None when the data are on the office's server."""
        return self.store.path if isinstance(self.store, FileStore) else None

    def close(self) -> None:
        """Close the database."""
        self.store.close()


def open_services(path: Path, clock: Clock | None = None) -> Services:
    """Open an existing database; EnvironmentProblem with advice when that fails."""
    with explained():
        return build(FileStore.open(path), clock)


def create_services(path: Path, clock: Clock | None = None) -> Services:
    """Make a new, empty database; EnvironmentProblem when the name is taken or the folder refuses."""
    with explained():
        return build(FileStore.create(path), clock)


def build(store: Store, clock: Clock | None = None, actor: Callable[[], Actor] = lambda: EVERYTHING) -> Services:
    """Use cases over an open store, for the person that ``actor`` names."""
    models.metadata()
    clock = clock or SystemClock()
    search, files = Search(store), StoredFiles(store, clock, actor)
    cards = ServiceCards(store, clock, search, actor)
    offices, units = Offices(store, clock, actor), Units(store, clock, actor, renamed=(cards.unit_renamed,))
    return Services(
        store,
        clock,
        search,
        files,
        offices,
        units,
        Employees(store, clock, actor),
        cards,
        CardPrints(cards, units, offices, files, clock),
        CardTransfer(cards, units, offices),
    )
