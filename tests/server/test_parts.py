"""What an entry of the log covers and what an erasure takes along, by exact names of tables."""

from typing import Any

import pytest
from psycopg.types.json import Jsonb

from app import models
from app.access.server_rights import server_rights as rights
from app.bootstrap import Services, build
from app.core.clock import FixedClock
from db import server_audit, server_rules
from db.base import Base
from db.parts import Bond, parts
from db.server_names import OWNER
from db.server_store import ServerStore
from tests.server.databases import Database

_NOTED = (
    "INSERT INTO server.journal (login, application, transaction, began, table_name, operation, row_key, before, after)"
)


@pytest.fixture
def services(server_store: ServerStore, clock: FixedClock) -> Services:
    return build(server_store, clock)


def test_an_entry_covers_the_tables_of_its_kind_and_no_other(server_database: Database, services: Services) -> None:
    kinds = {str(mapper.local_table): mapper.class_.entity for mapper in Base.registry.mappers}
    journals = {name for name, rule in server_rules.described(models.metadata(), rights()).items() if rule.journal}
    pairs = [(entity, table) for entity in sorted(set(kinds.values())) for table in sorted(journals & kinds.keys())]
    with server_database.superuser() as connection, connection.cursor() as cursor:
        for number, (entity, table) in enumerate(pairs, 1):
            began = f"2026-01-01 00:00:00.{number:06}"
            cursor.execute(
                "INSERT INTO server.logged VALUES (%s::text::xid8, %s, %s, 'update')", (str(number), began, entity)
            )
            cursor.execute(
                f"{_NOTED} VALUES ('x', %s, %s::text::xid8, %s, %s, 'UPDATE', '1', NULL, NULL)",
                (entity, str(number), began, table),
            )
    with services.store.reading() as session:
        told = {(each.application, each.table) for each in server_audit.unlogged(session.connection())}
    assert set(pairs) - told == {(entity, table) for entity, table in pairs if kinds[table] == entity}


def noted(connection: Any, table: str, key: int, **row: object) -> None:
    connection.execute(
        f"{_NOTED} VALUES ('x', 'x', pg_current_xact_id(), now(), %s, 'INSERT', %s, NULL, %s)",
        (table, str(key), Jsonb(row)),
    )


@pytest.mark.parametrize(
    ("kind", "gone"),
    [
        ("evaluation", {"evaluation 1", "evaluation_goal 10"}),
        ("evaluation_campaign", {"evaluation_campaign 1", "evaluation_campaign_choice 30"}),
        ("ngo", {"ngo 1"}),
        ("training_participation", {"training_participation 1", "training_step 40"}),
        (
            "employee",
            {"evaluation 5", "evaluation_goal 50", "evaluation_campaign_choice 31", "work_event 7", "account 8"},
        ),
    ],
)
def test_an_erasure_takes_along_what_is_the_records_own(
    server_database: Database, clock: FixedClock, kind: str, gone: set[str]
) -> None:
    with server_database.superuser() as connection:
        for table in ("evaluation", "evaluation_campaign", "ngo", "ngo_contest", "training_participation"):
            noted(connection, table, 1, id=1, employee_id=2, rater_id=1)
        noted(connection, "evaluation_goal", 10, evaluation_id=1)
        noted(connection, "evaluation_goal", 11, evaluation_id=2)
        noted(connection, "ngo_contest_member", 20, contest_id=9, ngo_id=1)
        noted(connection, "evaluation_campaign_choice", 30, campaign_id=1, employee_id=2)
        noted(connection, "evaluation_campaign_choice", 31, campaign_id=2, employee_id=1)
        noted(connection, "training_step", 40, participation_id=1, actor_id=2)
        noted(connection, "training_step", 41, participation_id=2, actor_id=1)
        noted(connection, "evaluation", 5, id=5, employee_id=1)
        noted(connection, "evaluation_goal", 50, evaluation_id=5)
        noted(connection, "account", 8, id=8, employee_id=1)
        # whose owner stands in the record as it is now, for it was moved in
        noted(connection, "work_event", 7, id=7)
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "INSERT INTO work_event (id, version, employee_id, happened_on, sign, criterion, event, sort, find, "
            "created_at, updated_at) VALUES (7, 1, 1, '2026-01-01', 'plus', '', 'x', '', '', now(), now())"
        )
        before = kept(connection)
    with server_database.bare(OWNER) as owner:
        owner.execute("SELECT server.forget(%s, '1')", (kind,))
    with server_database.superuser() as connection:
        assert before - kept(connection) == gone


def kept(connection: Any) -> set[str]:
    found = connection.execute(
        "SELECT table_name || ' ' || row_key FROM server.journal WHERE login = 'x' AND after IS NOT NULL"
    )
    return {text for (text,) in found}


def test_every_table_with_a_journal_is_a_part_of_one_kind_of_record() -> None:
    found = parts(models.metadata())
    held = [part.table for part in found if part.bond is not Bond.ABOUT]
    journals = {name for name, rule in server_rules.described(models.metadata(), rights()).items() if rule.journal}
    assert sorted(held) == sorted(set(held)), "a table of two records"
    # counters are no records; what names no kind is told of by any entry
    assert journals - set(held) == {"number_series"}
