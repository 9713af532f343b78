"""Many clerks at once on one server: throughput, waiting, conflicts, and that no acknowledged change is lost.

Every clerk has a login and a program of their own (a store with its connections) and does what clerks do: search,
look at a record, change one of a few records that all of them change, take a number. What was acknowledged is added
up outside the database and compared with what the database holds at the end. In the last round the server is killed
with all its processes in the middle and started again.
"""

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path

from app.bootstrap import Services, build
from app.core.errors import Conflict, EnvironmentProblem
from app.core.records import Query
from app.demo.install import fill
from app.people.employees.domain import EmployeeDraft
from app.people.units.domain import UnitDraft
from app.records import environment
from app.records.mapping import draft_of
from db import server_accounts
from db.errors import DatabaseProblem, ProblemKind
from db.numbering import next_number
from db.server_names import OWNER
from db.server_store import ServerStore
from tests.benchmarks.measurement import Figure, percentile
from tests.benchmarks.rows import CLERKS_LOST
from tests.server import databases
from tests.server.cluster import Cluster, running
from tests.server.databases import PASSWORD, Database

CROWDS = (1, 10, 50, 100)
SECONDS = 60.0
PAUSE = 1.0
"""Mean seconds a clerk needs between two deeds: still some ten times busier than a person."""
SHARED = 20
"""Records that all clerks change: far fewer than an office has, so that clerks meet."""
SERIES = "sprawa/2026"
WORDS = ("dowód osobisty", "meldunek", "podatek", "drzewo", "akt urodzenia", "działalność", "pies", "kartę")
PROCESSES = 2
MOST_PATIENCE = 20.0
"""Seconds to wait until everybody is at work before the server is killed, and then for somebody to be refused."""


@dataclass
class Tally:
    """What clerks did and were told; ``saved`` counts acknowledged changes by record, ``numbers`` those given."""

    seconds: list[float] = field(default_factory=list)
    saved: Counter[int] = field(default_factory=Counter)
    numbers: list[int] = field(default_factory=list)
    conflicts: int = 0
    failures: int = 0
    unknown: int = 0

    def add(self, other: "Tally") -> None:
        """Take another tally into this one."""
        self.seconds += other.seconds
        self.saved.update(other.saved)
        self.numbers += other.numbers
        self.conflicts += other.conflicts
        self.failures += other.failures
        self.unknown += other.unknown


@dataclass(frozen=True)
class Result:
    """A round: the clerks' tally, how long it took, and what the database misses of what was acknowledged."""

    clerks: int
    lasted: float
    tally: Tally
    lost: int
    doubled: int
    """Numbers given twice."""

    @property
    def per_second(self) -> float:
        """Deeds a second."""
        return len(self.tally.seconds) / self.lasted


def measure(folder: Path, runs: int) -> list[Figure]:
    """The table; ``URZAD_BENCH_SECONDS`` sets how long a round takes."""
    seconds = float(os.environ.get("URZAD_BENCH_SECONDS", SECONDS))
    figures: list[Figure] = []
    with running(settings=("shared_buffers=128MB",), safe=True) as cluster:
        database = prepared(cluster, max(CROWDS))
        for clerks in CROWDS:
            figures += _figures(round_of(database, clerks, seconds), f"{clerks} clerks")
        figures += _figures(round_of(database, 10, seconds, kill=True), "10 clerks, server killed in the middle")
    return figures


def _figures(result: Result, name: str) -> Iterator[Figure]:
    tally = result.tally
    yield Figure(f"{name}: deeds a second", result.per_second, "/s")
    yield Figure(f"{name}: 95th percentile of a deed", percentile(tally.seconds, 0.95) * 1000, "ms")
    yield Figure(f"{name}: changes saved", sum(tally.saved.values()) + len(tally.numbers), "")
    yield Figure(f"{name}: conflicts told", tally.conflicts, "")
    yield Figure(f"{name}: deeds refused while the server was away", tally.failures, "")
    yield Figure(f"{name}: saves of unknown outcome", tally.unknown, "")
    yield Figure(f"{name}: acknowledged changes lost", result.lost + result.doubled, "", goal=CLERKS_LOST)


def prepared(cluster: Cluster, clerks: int) -> Database:
    """The demonstration office on the server, with logins for so many clerks and the records they share."""
    database = databases.install(cluster, "obciazenie")
    with database.store(OWNER) as store:
        services = build(store)
        fill(services)
        unit = services.units.create(UnitDraft(symbol="ZZ", name="Wspólne")).record
        for number in range(SHARED):
            services.employees.create(
                EmployeeDraft(surname=f"Wspólny{number}", first_name="Rekord", unit_id=unit.id, room="0")
            )
        with store.writing() as session:
            for number in range(clerks):
                server_accounts.create_login(session, login(number), PASSWORD, ["card_author", "personnel"])
    return database


def login(number: int) -> str:
    """The login of a clerk."""
    return f"urzednik{number:03}"


def shared(services: Services) -> dict[int, int]:
    """Ids of the shared records and how many changes each holds."""
    found = services.employees.page(Query("wspolny"), 0, 1000)
    return {record.id: int(record.room) for record in found}


def round_of(
    database: Database,
    clerks: int,
    seconds: float,
    *,
    kill: bool = False,
    pause: float = PAUSE,
    processes: int = PROCESSES,
) -> Result:
    """Let so many clerks work for so long and compare; ``kill`` kills and restarts the server half-way.

    ``processes`` 1 keeps them all in threads of this one.
    """
    with database.store(OWNER) as store:
        before, first = shared(build(store)), _last_number(store)
    share = [[number for number in range(clerks) if number % processes == part] for part in range(processes)]
    tally = Tally()
    # in this process the clerks can be watched: they stay until the server is back
    live, stay = [Tally() for _ in range(clerks if kill and processes == 1 else 0)], threading.Event()
    more = (live, stay) if live else ()
    start = time.perf_counter()
    pool: Executor = ThreadPoolExecutor(1)
    if processes > 1:
        pool = ProcessPoolExecutor(processes, get_context("spawn"))
    with pool:
        jobs = [pool.submit(crowd, database.url, part, seconds, pause, *more) for part in share if part]
        if kill:
            time.sleep(seconds / 2)
            try:
                _kill(database.cluster, live)
            finally:
                stay.set()
        for job in jobs:
            tally.add(job.result())
    return _compared(database, clerks, time.perf_counter() - start, tally, before, first)


def _kill(cluster: Cluster, live: Sequence[Tally]) -> None:
    """Kill the server while everybody watched is at work, and start it when somebody was refused."""
    _wait_until(lambda: all(tally.seconds for tally in live))
    cluster.kill()
    _wait_until(lambda: not live or any(tally.failures or tally.unknown for tally in live))
    cluster.start()


def _wait_until(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + MOST_PATIENCE
    while not reached() and time.monotonic() < deadline:
        time.sleep(0.01)


def _compared(
    database: Database, clerks: int, lasted: float, tally: Tally, before: dict[int, int], first: int
) -> Result:
    with database.store(OWNER) as store:
        after, last = shared(build(store)), _last_number(store)
    missing = sum(max(0, before[key] + tally.saved[key] - after[key]) for key in before)
    surplus = sum(max(0, after[key] - before[key] - tally.saved[key]) for key in before)
    doubled = len(tally.numbers) - len(set(tally.numbers))
    # a number is lost when it was told and the series does not reach it, or when one between was never told
    gaps = max(0, last - first - len(set(tally.numbers)))
    unexplained = max(0, surplus + gaps - tally.unknown)
    beyond = sum(number > last for number in tally.numbers)
    return Result(clerks, lasted, tally, missing + beyond + unexplained, doubled)


def _last_number(store: ServerStore) -> int:
    from sqlalchemy import text

    with store.reading() as session:
        return int(session.scalar(text("SELECT last FROM number_series WHERE series = :s"), {"s": SERIES}) or 0)


def crowd(
    url: str,
    numbers: Sequence[int],
    seconds: float,
    pause: float,
    live: Sequence[Tally] = (),
    stay: threading.Event | None = None,
) -> Tally:
    """Clerks of one process, each a thread with a store of its own.

    They keep their tallies in ``live`` when it is given, and do not leave before ``stay`` is set.
    """
    tallies = live or [Tally() for _ in numbers]
    threads = [
        threading.Thread(target=work, args=(url, number, time.monotonic() + seconds, pause, tally, stay))
        for number, tally in zip(numbers, tallies, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    together = Tally()
    for tally in tallies:
        together.add(tally)
    return together


def work(url: str, number: int, until: float, pause: float, tally: Tally, stay: threading.Event | None = None) -> None:
    """One clerk until the end of the round."""
    chance = random.Random(number)
    store = _signed_in(url, number, until)
    if store is None:
        return
    with store:
        services = build(store)
        keys = sorted(shared(services))
        deeds: tuple[Callable[[], None], ...] = (
            *(lambda: _search(services, chance),) * 4,
            *(lambda: _look(services, chance.choice(keys)),) * 2,
            *(lambda: _change(services, chance.choice(keys), tally),) * 3,
            lambda: _take_number(store, tally),
        )
        while time.monotonic() < until or (stay is not None and not stay.is_set()):
            if pause:
                time.sleep(chance.uniform(0.5, 1.5) * pause)
            with _told(tally):
                chance.choice(deeds)()


def _signed_in(url: str, number: int, until: float) -> ServerStore | None:
    while time.monotonic() < until:
        try:
            return ServerStore.open(url, login(number), PASSWORD)
        except DatabaseProblem:
            time.sleep(0.2)
    return None


@contextmanager
def _told(tally: Tally) -> Iterator[None]:
    """Time one deed and count how it ended."""
    start = time.perf_counter()
    try:
        yield
    except Conflict:
        tally.conflicts += 1
    except EnvironmentProblem as problem:
        cause = problem.__cause__
        if isinstance(cause, DatabaseProblem) and cause.kind is ProblemKind.OUTCOME_UNKNOWN:
            tally.unknown += 1
        else:
            tally.failures += 1
            time.sleep(0.05)
        return
    tally.seconds.append(time.perf_counter() - start)


def _search(services: Services, chance: random.Random) -> None:
    services.cards.page(Query(chance.choice(WORDS)), 0, 50)


def _look(services: Services, key: int) -> None:
    services.employees.get(key)


def _change(services: Services, key: int, tally: Tally) -> None:
    record = services.employees.get(key)
    draft = replace(draft_of(record, EmployeeDraft), room=str(int(record.room) + 1))
    services.employees.update(key, record.version, draft)
    tally.saved[key] += 1


def _take_number(store: ServerStore, tally: Tally) -> None:
    with environment.writing(store) as session:
        number = next_number(session, SERIES)
    tally.numbers.append(number)
