"""A whole database between a file and a real server, counted on both sides, nothing half way."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from app.access import moved
from app.administration.portability.domain import Administrator
from app.administration.portability.usecases import Transfer, move_to_file
from app.bootstrap import Services, sign_in
from app.core.clock import FixedClock
from app.core.errors import Refusal
from db import audit_check, server_accounts
from db.errors import DatabaseProblem
from db.file_store import FileStore
from db.server_store import ServerStore
from tests.server import databases
from tests.server.databases import PASSWORD, Database

ADMINISTRATOR = Administrator("zofia.lis", "Zofia Lis", "konik-morski-42-tuczy")


@pytest.fixture
def empty_server(server_template: Database) -> Iterator[Database]:
    """What the office's IT prepares for a move: roles and a schema, no people, no data."""
    database = databases.copied(server_template)
    yield database
    database.drop()


def test_a_file_moves_to_the_server_and_back(
    demo_services: Services, clock: FixedClock, empty_server: Database, tmp_path: Path
) -> None:
    cards = demo_services.cards.all()
    arrived = Transfer(demo_services.store, clock).move_to_server(
        empty_server.url, PASSWORD, administrator=ADMINISTRATOR
    )

    assert all(count.same for count in arrived.counts)
    assert {count.table: count.there for count in arrived.counts}["service_card"] == len(cards)
    (issued,) = arrived.passwords
    with ServerStore.open(empty_server.url, issued.login, issued.password) as store:
        with store.reading() as session:
            checked = audit_check.verify(session)
        assert checked.ok
    assert demo_services.file is not None
    with pytest.raises(Refusal, match="przeniesiono"):
        moved.refuse_moved(demo_services.file)

    path = tmp_path / "powrot.db"
    back = move_to_file(empty_server.url, PASSWORD, path, clock, ADMINISTRATOR)

    assert all(count.same for count in back.counts)
    assert back.recovery
    with closing(sign_in(path, ADMINISTRATOR.login, ADMINISTRATOR.password, clock)) as services:
        # ids, versions and all content
        assert services.cards.all() == cards
        with services.store.reading() as session:
            assert audit_check.verify(session).ok
    # nobody goes on working where the data no longer live
    with pytest.raises(DatabaseProblem):
        ServerStore.open(empty_server.url, issued.login, issued.password)


def test_a_server_with_data_is_left_alone(demo_services: Services, clock: FixedClock, empty_server: Database) -> None:
    with empty_server.bare("urzad_owner") as owner:
        owner.execute(
            "INSERT INTO unit (version, symbol, name, building, floor, room, phone, email, card_pattern, sort, "
            "symbol_sort, room_sort, find, created_at, updated_at) "
            "VALUES (1, 'X', 'X', '', '', '', '', '', '', 'x', 'x', '', 'x', now(), now())"
        )
    with pytest.raises(Refusal, match="nie jest pusta"):
        Transfer(demo_services.store, clock).move_to_server(empty_server.url, PASSWORD, administrator=ADMINISTRATOR)

    assert demo_services.file is not None
    moved.refuse_moved(demo_services.file)
    with empty_server.superuser() as connection:
        assert connection.execute("SELECT count(*) FROM service_card").fetchone() == (0,)
        assert connection.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgname = 'keep_journal' AND tgenabled = 'D'"
        ).fetchone() == (0,)


def test_a_server_without_an_administrator_is_refused(
    demo_services: Services, clock: FixedClock, empty_server: Database
) -> None:
    with pytest.raises(Refusal, match="administratora"):
        Transfer(demo_services.store, clock).move_to_server(empty_server.url, PASSWORD)

    assert isinstance(demo_services.store, FileStore)
    moved.refuse_moved(demo_services.store.path)


def test_a_login_that_the_server_knows_gets_a_new_password(
    demo_services: Services, clock: FixedClock, empty_server: Database
) -> None:
    with empty_server.store("urzad_owner") as store, store.writing() as session:
        server_accounts.create_login(session, "ewa.maj", PASSWORD, ["card_author"])

    chief = Administrator("ewa.maj", "Ewa Maj")
    arrived = Transfer(demo_services.store, clock).move_to_server(empty_server.url, PASSWORD, administrator=chief)

    (issued,) = arrived.passwords
    with pytest.raises(DatabaseProblem):
        ServerStore.open(empty_server.url, "ewa.maj", PASSWORD)
    with ServerStore.open(empty_server.url, "ewa.maj", issued.password) as store, store.reading() as session:
        assert session.scalar(text("SELECT server.may('account.edit')"))
