"""The deeds that are killed, cut and starved: the program's own use cases, each save acknowledged by a line.

``ack NAME NUMBER`` on the standard output says that the deed with this number is done; what is acknowledged has to
survive. ``refused KIND`` tells of a failure that was said in the program's own words; anything else ends the process
with a traceback and a status, which counts as a fault.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from app.administration.backups.domain import Plan, Schedule
from app.administration.backups.usecases import Backups
from app.bootstrap import Services, build
from app.core.errors import EnvironmentProblem
from app.people.units.domain import UnitDraft
from app.records.intake import Incoming
from app.registers.service_cards.domain import Fee, NeededDocument, ServiceCardDraft
from db import engine, schema_version
from db.backup_folder import usual_place
from db.errors import DatabaseProblem
from db.file_store import FileStore
from tests.torture.orders import Order

UNIT_EVERY = 5
"""Every so many saves a new unit is added; the others change the writer's card."""
REOPEN_EVERY = 9
"""So often the database is closed and opened, which moves the log into the file."""
ATTEMPTS = 40
IMPORTED = 30
"""Cards in one import."""


_quiet = False


@contextmanager
def quiet() -> Iterator[None]:
    """Deeds that prepare something acknowledge nothing."""
    global _quiet
    _quiet = True
    try:
        yield
    finally:
        _quiet = False


def say(text: str) -> None:
    """Unbuffered, in one piece."""
    if not _quiet:
        os.write(1, f"{text}\n".encode())


def acknowledge(name: str, number: int) -> None:
    say(f"ack {name} {number}")


@contextmanager
def _opened(order: Order) -> Iterator[Services]:
    versions = schema_version.VERSIONS if order.versions is None else Path(order.versions)
    with FileStore.open(order.path, key=order.raw_key, versions=versions) as store:
        yield build(store)


def card_symbol(name: str) -> str:
    """The card of one writer, by the pattern of the unit Z."""
    return f"Z-{ord(name)}"


def imported_symbol(place: int) -> str:
    """A card of an import."""
    return f"Z-{1000 + place}"


def prepare(path: Path, key: bytes | None) -> None:
    """Make a database with what the deeds need."""
    with FileStore.create(path, key=key) as store:
        build(store).units.create(UnitDraft(symbol="Z", name="Referat prób"))


def card_draft(services: Services, symbol: str, name: str, number: int) -> ServiceCardDraft:
    """The whole card speaks of its number, so that a half saved one would show."""
    return ServiceCardDraft(
        symbol=symbol,
        unit_id=next(unit.id for unit in services.units.all() if unit.symbol == "Z"),
        name=f"Zaświadczenie {name} numer {number}",
        notes=str(number),
        documents=tuple(NeededDocument(name=f"{number}: dokument {place}") for place in range(documents(number))),
        fees=(Fee(title=str(number), amount=number),),
        steps=("ż" * 300,),
    )


def documents(number: int) -> int:
    """How many documents the card with this number has."""
    return 1 + number % 4


def save(services: Services, name: str, number: int) -> None:
    """The deed with this number; harmless when it was done before."""
    if number % UNIT_EVERY == 0:
        symbol = f"{name}{number}"
        if all(unit.symbol != symbol for unit in services.units.all()):
            services.units.create(UnitDraft(symbol=symbol, name=f"Komórka {symbol}"))
        return
    draft = card_draft(services, card_symbol(name), name, number)
    card = services.cards.by_symbol(draft.symbol)
    if card is None:
        services.cards.create(draft)
    else:
        services.cards.update(card.id, card.version, draft)


def _numbers(order: Order) -> Iterator[int]:
    number = order.first
    while order.limit is None or number <= order.limit:
        yield number
        number += 1


def _persist(work: Callable[[], None]) -> bool:
    """Do it, and again when it was refused in the program's own words; False when it never worked."""
    for _ in range(ATTEMPTS):
        try:
            work()
        except (DatabaseProblem, EnvironmentProblem) as problem:
            cause = problem if isinstance(problem, DatabaseProblem) else problem.__cause__
            say(f"refused {getattr(cause, 'kind', type(problem).__name__)}")
        else:
            return True
    return False


def write(order: Order) -> int:
    """Save after save, several between opening and closing; the number of the last one that was acknowledged."""
    numbers = _numbers(order)
    number = next(numbers, None)
    done = order.first - 1

    def until_reopening() -> None:
        nonlocal number, done
        with _opened(order) as services:
            while number is not None:
                save(services, order.name, number)
                acknowledge(order.name, number)
                done = number
                number = next(numbers, None)
                if number is not None and number % REOPEN_EVERY == 0:
                    return

    while number is not None and _persist(until_reopening):
        pass
    return done


def take_over(order: Order) -> None:
    """Import after import: every one changes all its cards."""
    given = frozenset(("symbol", "unit_id", "name", "notes", "documents", "fees", "steps"))

    def load(number: int) -> None:
        with _opened(order) as services:
            drafts = [card_draft(services, imported_symbol(place), order.name, number) for place in range(IMPORTED)]
            services.cards.take_over([Incoming(draft, given) for draft in drafts])
            acknowledge(order.name, number)

    for number in _numbers(order):
        if not _persist(partial(load, number)):
            return


def migrate(order: Order) -> None:
    """Open, which upgrades."""

    def upgrade() -> None:
        with _opened(order):
            acknowledge(order.name, 1)

    _persist(upgrade)


def backups(services: Services) -> Backups:
    """Backups beside the database only; nothing is thinned within the hour of a test."""
    plan = Plan(Schedule(automatic=False))
    return Backups(services.store, services.clock, plan=lambda: plan)


def back_up(order: Order) -> None:
    """Copy after copy; the number says which save of writer A the copy must hold."""
    from tests.torture.soundness import last_number

    turn = 0
    while order.limit is None or turn < order.limit:
        turn += 1
        if not _persist(partial(_copy, order, last_number(order.path, order.raw_key, "A"))):
            return


def _copy(order: Order, number: int) -> None:
    with _opened(order) as services:
        made = backups(services).create()
        acknowledge(made.backup.path.name, number)


def write_and_back_up(order: Order) -> None:
    """Both in one process, one after the other: what a power cut needs."""
    last = order.limit or 0
    for first in range(order.first, last + 1, 4):
        done = write(order.changed(first=first, limit=min(first + 3, last)))
        if done < min(first + 3, last) or not _persist(partial(_copy, order, done)):
            return


def restore(order: Order) -> None:
    """Put the only copy in the place of the database."""
    (copy,) = (path for path in usual_place(order.path).iterdir() if not path.name.startswith("."))

    def work() -> None:
        with _opened(order) as services:
            own = backups(services)
            own.put_in_place(own.rehearse(copy))
            acknowledge(order.name, 1)

    _persist(work)


DEEDS: dict[str, Callable[[Order], object]] = {
    deed.__name__: deed for deed in (write, take_over, migrate, back_up, write_and_back_up, restore)
}


def weaken(synchronous: str) -> None:
    """Let SQLite wait less for the disk than the program does."""
    pragmas = [f"synchronous={synchronous}" if "synchronous=" in one else one for one in engine.DRIVER_PRAGMAS]
    setattr(engine, "DRIVER_PRAGMAS", tuple(pragmas))  # noqa: B010 - mypy knows how many there are


def warm_up() -> None:
    """Load what the first deed would load, Alembic and the dictionary included; a fork then starts at once."""
    import tempfile

    with quiet(), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "probe.db"
        prepare(path, None)
        order = Order(deed="probe", database=str(path), limit=1)
        write(order)
        back_up(order)
        restore(order)
