"""Other people's changes arrive by themselves, also after the server was away."""

import queue
import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from app.bootstrap import Services, build
from app.core.clock import FixedClock
from app.people.units.domain import UnitDraft
from db.server_engine import Access
from db.server_store import ServerStore
from db.server_watch import Watch
from tests.server.databases import CHIEF, Database

SOON = 10.0
"""Seconds; a change arrives in a fraction of one, a busy machine gets room."""
ASK: frozenset[str] = frozenset()

Told = queue.Queue[frozenset[str]]


@pytest.fixture
def told() -> Told:
    return queue.Queue()


@pytest.fixture
def services(server_store: ServerStore, clock: FixedClock) -> Services:
    return build(server_store, clock)


@pytest.fixture
def watch(server_database: Database, told: Told) -> Iterator[Watch]:
    with Watch(lambda: server_database.access(CHIEF), told.put, retry=(0.05, 0.05)) as watching:
        assert told.get(timeout=SOON) == ASK
        yield watching


@pytest.mark.usefixtures("watch")
def test_a_change_is_told_by_its_kind(services: Services, told: Told) -> None:
    services.units.create(UnitDraft(symbol="OR", name="Organizacja"))
    seen: set[str] = set()
    while not {"unit", "audit"} <= seen:
        seen |= told.get(timeout=SOON)


def test_a_change_undone_is_not_told(server_store: ServerStore, watch: Watch, told: Told) -> None:
    def save_half() -> None:
        with server_store.writing() as session:
            session.execute(text("INSERT INTO entity_revision VALUES ('nie', 1)"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        save_half()
    with server_store.writing() as session:
        session.execute(text("INSERT INTO entity_revision VALUES ('tak', 1)"))
    assert told.get(timeout=SOON) == {"tak"}


def test_after_a_broken_connection_it_listens_again(
    services: Services, server_database: Database, watch: Watch, told: Told
) -> None:
    with server_database.superuser() as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            (server_database.name,),
        )
    assert told.get(timeout=SOON) == ASK
    services.units.create(UnitDraft(symbol="OR", name="Organizacja"))
    assert "unit" in told.get(timeout=SOON)


def test_it_ends_at_once_also_while_the_server_is_away(told: Told, server_database: Database) -> None:
    away = replace(server_database.access(), port=1)
    watching = Watch(lambda: away, told.put)
    watching.close()
    assert told.empty()


def test_closing_does_not_wait_for_a_server_that_never_answers(told: Told) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(SOON)
        access = Access.of(f"postgresql://127.0.0.1:{silent.getsockname()[1]}/urzad", CHIEF, "x")
        watching = Watch(lambda: access, told.put)
        accepted, _ = silent.accept()
        watching.close()
        # the thread still asks, and nobody waited for its answer
        assert watching._thread.is_alive()
        accepted.close()
    watching._thread.join(SOON)
    assert not watching._thread.is_alive()
    assert told.empty()


def test_a_fault_of_the_window_does_not_make_it_deaf(
    server_database: Database, services: Services, told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    def careless(changed: frozenset[str]) -> None:
        told.put(changed)
        raise ZeroDivisionError

    with services.store.watch(careless) if isinstance(services.store, ServerStore) else pytest.fail("no server"):
        assert told.get(timeout=SOON) == ASK
        services.units.create(UnitDraft(symbol="OR", name="Organizacja"))
        told.get(timeout=SOON)
    assert "callback" in caplog.text
