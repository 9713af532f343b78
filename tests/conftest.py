"""What all tests share: an own home folder, a still clock, migrated databases copied per test, and two guards.

No test may leave a thread behind or log an error that it did not expect; a test that means to provoke an error
log asks for ``caplog`` and looks at it itself.
"""

import gc
import logging
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from app.bootstrap import Services, build, open_services
from app.core.clock import FixedClock
from app.demo.install import create_demonstration
from db.file_store import FileStore
from db.server_store import ServerStore
from tests.compiled_once import share_compiled_statements
from tests.server import databases
from tests.server.cluster import Cluster, Unavailable, running
from tests.server.databases import Database
from tests.server.lent_database import LentDatabase

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.widgets.form_fixtures import Bench

# no folder of examples in the checkout, and no deadline: the machine may be busy
# the same examples in every run: a check that fails now and then tells nobody anything
settings.register_profile("urzad", deadline=None, database=None, derandomize=True)
settings.load_profile("urzad")

# Qt reads its platform once, when the first application object is made
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_HOMES = Path(tempfile.mkdtemp(prefix="urzad-tests-"))
_HOME_NUMBERS = count()
_FOLDERS = {
    "HOME": "home",
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
    "WIN_PD_OVERRIDE_APPDATA": "roaming",
    "WIN_PD_OVERRIDE_LOCAL_APPDATA": "local",
}
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
ENGINE = "URZAD_TEST_ENGINE"
"""Environment variable; ``server`` lets every test of use cases run on PostgreSQL."""
SMALL = 64 * 1024
"""Bytes of a file that may stay until the next run."""
THREAD_GRACE = 2.0
"""Seconds a thread may take to end after its test."""


def pytest_collection_finish() -> None:
    """Look for garbage less often: what is loaded by now stays, and walking through it took a tenth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_unconfigure() -> None:
    """Remove the home folders of this run."""
    shutil.rmtree(_HOMES, ignore_errors=True)


def _set_home(set_variable: Callable[[str, str], None]) -> Path:
    home = _HOMES / str(next(_HOME_NUMBERS))
    for variable, name in _FOLDERS.items():
        # made here: a program that saves into a home folder may expect that it exists
        (home / name).mkdir(parents=True, exist_ok=True)
        set_variable(variable, str(home / name))
    return home


# fixtures of session scope run before any test has its own home
_set_home(os.environ.__setitem__)
share_compiled_statements()


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> Path:
    """This test's own folder for data, settings and logs; no test touches the user's.

    It stays to the end of the run, being small: a form that lives on holds a lock in it.
    """
    return _set_home(monkeypatch.setenv)


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """pytest's own folder for a test, without its large files afterwards: with them a run took 14 GB of disk.

    Small ones stay, as locks do of forms and windows that Qt frees only later and that complain when theirs is gone.
    """
    yield tmp_path
    for path in tmp_path.rglob("*"):
        with suppress(OSError):
            if path.lstat().st_size > SMALL and not path.is_dir():
                path.unlink()


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + THREAD_GRACE
    while left := _started_since(before):
        if time.monotonic() > deadline:
            pytest.fail(f"threads still run after the test: {sorted(thread.name for thread in left)}")
        time.sleep(0.01)


def _started_since(before: set[threading.Thread]) -> list[threading.Thread]:
    # Qt's pool keeps its threads; Python sees them as dummies once they have run Python code
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]


class _Errors(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_unexpected_error(request: pytest.FixtureRequest) -> Iterator[None]:
    errors, root = _Errors(), logging.getLogger()
    root.addHandler(errors)
    yield
    root.removeHandler(errors)
    if errors.found and "caplog" not in request.fixturenames:
        pytest.fail(f"the test logged errors: {errors.found}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A module that says ``BOTH_ENGINES = True`` runs its tests of use cases on a file and on a server."""
    if "services" in metafunc.fixturenames and getattr(metafunc.module, "BOTH_ENGINES", False):
        metafunc.parametrize("services", ["file", "server"], indirect=True)


@pytest.fixture
def clock() -> FixedClock:
    """Sunday, 22.11.2026, 10:00 UTC, for ever."""
    return FixedClock(NOW)


@pytest.fixture(scope="session")
def database_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated, closed database; copy it, never open it."""
    path = tmp_path_factory.mktemp("empty") / "urzad.db"
    FileStore.create(path).close()
    return path


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed database with the demonstration office; copy it, never open it."""
    path = tmp_path_factory.mktemp("demo") / "urzad.db"
    create_demonstration(path, FixedClock(NOW)).close()
    return path


@pytest.fixture
def database(database_template: Path, tmp_path: Path) -> Path:
    """A closed, empty database of this test."""
    return Path(shutil.copy(database_template, tmp_path / "urzad.db"))


@pytest.fixture
def demo_database(demo_template: Path, tmp_path: Path) -> Path:
    """A closed database with the demonstration office, of this test."""
    return Path(shutil.copy(demo_template, tmp_path / "demo.db"))


@pytest.fixture
def store(database: Path) -> Iterator[FileStore]:
    """The empty database, open."""
    with FileStore.open(database) as opened:
        yield opened


@pytest.fixture
def services(request: pytest.FixtureRequest, clock: FixedClock) -> Services:
    """All use cases over the empty database: in a file, or on a server where a module asks for that."""
    place = getattr(request, "param", os.environ.get(ENGINE, "file"))
    return build(request.getfixturevalue({"file": "store", "server": "server_store"}[place]), clock)


@pytest.fixture
def demo_services(demo_database: Path, clock: FixedClock) -> Iterator[Services]:
    """All use cases over the demonstration office."""
    opened = open_services(demo_database, clock)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def server_cluster() -> Iterator[Cluster]:
    """A PostgreSQL server of this run; tests that need one are skipped where none can be started."""
    try:
        with running() as cluster:
            yield cluster
    except Unavailable as reason:
        pytest.skip(f"no PostgreSQL can be started: {reason}")


@pytest.fixture(scope="session")
def server_template(server_cluster: Cluster) -> Database:
    """A prepared, empty database on the server, with a card author and an administrator; copy it."""
    return databases.template(server_cluster)


@pytest.fixture
def server_database(server_template: Database) -> Iterator[Database]:
    """A prepared, empty database on the server, of this test."""
    database = databases.copied(server_template)
    yield database
    database.drop()


@pytest.fixture(scope="session")
def lent_database(server_template: Database) -> Iterator[LentDatabase]:
    """A database on the server that one test after another gets, with the rows as they were."""
    lent = LentDatabase(databases.copied(server_template))
    yield lent
    lent.drop()


@pytest.fixture
def used_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """Where ``server_store`` works, with the rows of the template.

    It is this test's own where the test names ``server_database`` among its arguments: then it may change more than
    rows.
    """
    if "server_database" in request.fixturenames:
        yield request.getfixturevalue("server_database")
        return
    lent: LentDatabase = request.getfixturevalue("lent_database")
    yield lent.database
    lent.bring_back()


@pytest.fixture
def server_store(used_database: Database) -> Iterator[ServerStore]:
    """The empty database on the server, open for an administrator with all other roles as well."""
    with used_database.store() as opened:
        yield opened


@pytest.fixture
def type_text() -> Callable[[Any, str], None]:
    """Types a text into a widget, letter by letter; ``qtbot.keyClicks`` aborts at Polish letters."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    def type_into(widget: Any, text: str) -> None:
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))

    return type_into


@pytest.fixture
def bench(qtbot: "QtBot", home: Path) -> "Iterator[Bench]":
    """What a form needs of the shell, with dialogs that remember; drafts lie in the home folder, which stays."""
    from app.widgets.jobs import Jobs
    from tests.widgets.form_fixtures import Bench, FakeDialogs

    dialogs = FakeDialogs()
    jobs = Jobs(dialogs)
    yield Bench(jobs, dialogs, home / "drafts")
    assert jobs.shutdown(5000)
