"""A move that is killed at any step: never two databases to work in, and the same command finishes it."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.access import moved
from app.access.envelope import Cost
from app.access.moved import Moved, Stage
from app.administration.portability import moving
from app.administration.portability.domain import Administrator, Arrived
from app.administration.portability.usecases import Transfer, move_to_file
from app.bootstrap import open_services, sign_in
from app.core.clock import FixedClock
from app.core.errors import EnvironmentProblem, Refusal
from app.people.units.domain import UnitDraft
from db.errors import DatabaseProblem, ProblemKind
from db.server_store import ServerStore
from tests.server import databases
from tests.server.databases import PASSWORD, Database

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills a forked process")
ADMINISTRATOR = Administrator("zofia.lis", "Zofia Lis", "konik-morski-42-tuczy")
STEPS = {
    "before the note": ("app.access.moved.leave", False),
    "before the commit": ("app.access.moved.leave", True),
    "after the commit": ("app.access.moved.mark", False),
    "after the mark": ("app.access.moved.mark", True),
}
BACK = {
    "before the note": ("app.access.moved.leave", False),
    "before the file has its name": ("app.access.moved.leave", True),
    "after the file has its name": ("app.administration.portability.usecases.close_server", False),
    "before the server's commit": ("app.administration.portability.usecases.close_server", True),
    "after the server's commit": ("app.access.moved.clear", False),
}


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.access.keyring.usual_cost", lambda: Cost(1, 8, 1))


@pytest.fixture
def server(server_template: Database) -> Iterator[Database]:
    database = databases.copied(server_template)
    yield database
    database.drop()


@pytest.fixture
def office(database: Path, clock: FixedClock) -> Path:
    """A closed file with one unit."""
    with closing(open_services(database, clock)) as services:
        services.units.create(UnitDraft(symbol="GK", name="Gospodarka komunalna"))
    return database


def killed(at: tuple[str, bool], deed: Callable[[], object]) -> None:
    """Do it in a process that kills itself at a function: before its work, or right after."""
    name, after = at
    child = os.fork()
    if child == 0:
        try:
            with pytest.MonkeyPatch.context() as patch:
                module, _, function = name.rpartition(".")
                genuine = getattr(sys.modules[module], function)

                def die(*arguments: object, **options: object) -> None:
                    if after:
                        genuine(*arguments, **options)
                    os.kill(os.getpid(), signal.SIGKILL)

                patch.setattr(name, die)
                deed()
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def to_server(office: Path, server: Database, clock: FixedClock, *, resuming: bool = True) -> Arrived:
    with closing(open_services(office, clock, resuming=resuming)) as services:
        return Transfer(services.store, clock).move_to_server(server.url, PASSWORD, administrator=ADMINISTRATOR)


def rows_there(server: Database) -> int:
    with server.superuser() as connection:
        (rows,) = connection.execute("SELECT count(*) FROM unit").fetchone() or (0,)
        return int(rows)


def opens(office: Path, clock: FixedClock) -> bool:
    try:
        open_services(office, clock).close()
    except Refusal:
        return False
    return True


@pytest.mark.parametrize("step", STEPS)
def test_a_move_to_the_server_killed_at_any_step(step: str, office: Path, server: Database, clock: FixedClock) -> None:
    killed(STEPS[step], lambda: to_server(office, server, clock))

    # never two places to work in
    assert not (opens(office, clock) and rows_there(server))
    assert opens(office, clock) == (step == "before the note")
    if step == "after the mark":
        with pytest.raises(Refusal, match="przeniesiono"):
            to_server(office, server, clock)
        return
    arrived = to_server(office, server, clock)
    assert all(count.same for count in arrived.counts)
    assert rows_there(server) == 1
    (issued,) = arrived.passwords
    ServerStore.open(server.url, issued.login, issued.password).close()
    note = moved.moved(office)
    assert note is not None
    assert note.stage is Stage.MOVED


@pytest.mark.parametrize(("step", "arrived"), [("before the commit", False), ("after the commit", True)])
def test_an_interrupted_move_is_taken_back_only_when_nothing_arrived(
    step: str, arrived: bool, office: Path, server: Database, clock: FixedClock
) -> None:
    killed(STEPS[step], lambda: to_server(office, server, clock))
    with pytest.raises(Refusal, match="move --cancel"):
        open_services(office, clock)

    if arrived:
        with pytest.raises(Refusal, match="są już na serwerze"):
            moving.cancel_move(office, PASSWORD)
        assert not opens(office, clock)
    else:
        moving.cancel_move(office, PASSWORD)
        assert opens(office, clock)
        with pytest.raises(Refusal, match="nie ma czego cofać"):
            moving.cancel_move(office, PASSWORD)


def test_a_move_is_not_finished_when_somebody_worked_in_the_file_meanwhile(
    office: Path, server: Database, clock: FixedClock
) -> None:
    killed(STEPS["after the commit"], lambda: to_server(office, server, clock))
    with closing(open_services(office, clock, resuming=True)) as services:
        unit = services.units.all()[0]
        services.units.update(unit.id, unit.version, UnitDraft(symbol="GK", name="Inna"))
    with pytest.raises(Refusal, match="zmieniono dane"):
        to_server(office, server, clock)
    assert not opens(office, clock)


def test_an_interrupted_move_is_not_continued_elsewhere(office: Path, server: Database, clock: FixedClock) -> None:
    moved.leave(office, Moved("postgresql://inny:5432/urzad", clock.now(), Stage.LEAVING, "1"))
    with pytest.raises(Refusal, match="inny:5432"):
        to_server(office, server, clock)
    assert rows_there(server) == 0


@pytest.mark.parametrize("unknown", [False, True])
def test_a_commit_that_fails_leaves_the_note_only_when_nobody_knows(
    unknown: bool, office: Path, server: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    genuine = moved.leave

    def fail(*arguments: Path | Moved) -> None:
        genuine(*arguments)  # type: ignore[arg-type]
        raise DatabaseProblem(ProblemKind.OUTCOME_UNKNOWN if unknown else ProblemKind.DISK_FULL, "serwer", "x")

    monkeypatch.setattr(moved, "leave", fail)
    with pytest.raises(EnvironmentProblem):
        to_server(office, server, clock)
    assert opens(office, clock) == (not unknown)


def test_passwords_are_told_though_the_file_cannot_log_that_it_was_left(
    office: Path, server: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    genuine = moved.mark

    def fill_the_disk(*arguments: object) -> None:
        genuine(*arguments)  # type: ignore[arg-type]
        raise DatabaseProblem(ProblemKind.DISK_FULL, "plik", "x")

    monkeypatch.setattr(moved, "mark", fill_the_disk)
    assert to_server(office, server, clock).passwords
    assert not opens(office, clock)


@pytest.mark.parametrize("step", BACK)
def test_a_move_to_a_file_killed_at_any_step(
    step: str, office: Path, server: Database, clock: FixedClock, tmp_path: Path
) -> None:
    (issued,) = to_server(office, server, clock).passwords
    path = tmp_path / "powrot.db"
    killed(BACK[step], lambda: move_to_file(server.url, PASSWORD, path, clock, ADMINISTRATOR))

    def works_there() -> bool:
        try:
            ServerStore.open(server.url, issued.login, issued.password).close()
        except DatabaseProblem:
            return False
        return True

    assert works_there() == (step != "after the server's commit")
    if path.exists():
        with pytest.raises(Refusal, match="Powtórz je"):
            sign_in(path, ADMINISTRATOR.login, ADMINISTRATOR.password, clock)

    arrived = move_to_file(server.url, PASSWORD, path, clock, ADMINISTRATOR)

    assert arrived.recovery
    assert not works_there()
    with closing(sign_in(path, ADMINISTRATOR.login, ADMINISTRATOR.password, clock)) as services:
        assert [unit.symbol for unit in services.units.all()] == ["GK"]


def test_a_file_that_changed_after_an_interrupted_move_is_not_removed(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "powrot.db"
    path.write_bytes(b"of somebody else")
    note = Moved("postgresql://serwer:5432/urzad", clock.now(), Stage.ARRIVING, digest="0" * 64)
    moved.leave(path, note)
    with pytest.raises(EnvironmentProblem, match="zmienił się"):
        moved.remove_unfinished(path)
    assert path.read_bytes() == b"of somebody else"
    moved.leave(path, replace(note, digest=moved.digest(path)))
    moved.remove_unfinished(path)
    assert list(tmp_path.iterdir()) == []


def test_a_note_that_cannot_be_read_keeps_the_file_closed(office: Path, clock: FixedClock) -> None:
    moved.note_beside(office).write_bytes(b"{")
    with pytest.raises(Refusal, match="Nie da się odczytać"):
        open_services(office, clock)


def test_a_note_of_an_older_program_still_counts(office: Path, clock: FixedClock) -> None:
    moved.note_beside(office).write_text('{"to": "x", "moment": "2026-01-02T03:04:05+00:00"}', "utf-8")
    with pytest.raises(Refusal, match=r"przeniesiono 02\.01\.2026"):
        open_services(office, clock, resuming=True)
