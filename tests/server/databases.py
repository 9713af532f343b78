"""Databases of the test cluster: one prepared as a template, a copy for each test, and people who sign in."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from alembic import command
from psycopg import sql
from sqlalchemy import MetaData

from app import models
from app.access.roles import matrix
from app.access.server_rights import server_rights
from db import server_accounts, server_roles, server_rules, server_upgrade, upgrade
from db.server_engine import Access, owner_engine
from db.server_names import OWNER
from db.server_store import ServerStore
from tests.server.cluster import Cluster

PASSWORD = "wrzosowisko-nad-Bugiem"
"""Of the owner and of everybody; the cluster lives for one run."""
TEMPLATE = "szablon"
CLERK, CHIEF = "beata.zielinska", "adam.nowak"
"""A card author and an administrator with all other roles."""
_NUMBERS = count()


def role_keys() -> list[str]:
    """Keys of all roles."""
    return [role.key for role in matrix().roles]


@dataclass(frozen=True)
class Database:
    """One database of the cluster."""

    cluster: Cluster
    name: str

    @property
    def url(self) -> str:
        return self.cluster.url(self.name)

    def access(self, login: str = OWNER, password: str = PASSWORD) -> Access:
        return Access.of(self.url, login, password)

    @contextmanager
    def store(self, login: str = CHIEF, password: str = PASSWORD) -> Iterator[ServerStore]:
        """The program of a person."""
        with ServerStore.open(self.url, login, password) as opened:
            yield opened

    @contextmanager
    def bare(self, login: str, password: str = PASSWORD) -> Iterator["psycopg.Connection[Any]"]:
        """A connection such as any other program makes, psql say."""
        with psycopg.connect(
            host="127.0.0.1",
            port=self.cluster.port,
            dbname=self.name,
            user=login,
            password=password,
            application_name="psql",
            autocommit=True,
        ) as connection:
            yield connection

    @contextmanager
    def superuser(self) -> Iterator["psycopg.Connection[Any]"]:
        with self.cluster.admin(self.name) as connection:
            yield connection

    def drop(self) -> None:
        with self.cluster.admin() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(self.name)))


def install(cluster: Cluster, name: str) -> Database:
    """What the office's IT does: roles, a database, the schema, the first people."""
    with cluster.admin() as connection:
        connection.execute(server_roles.script(role_keys()))
        connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(OWNER), PASSWORD))
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'").format(
                sql.Identifier(name), sql.Identifier(OWNER)
            )
        )
    database = Database(cluster, name)
    with database.superuser() as connection:
        connection.execute(server_roles.database_script(name))
    server_upgrade.prepare(database.access(), models.metadata(), server_rights())
    return database


def add_person(database: Database, login: str, roles: list[str], *, by: str = OWNER) -> None:
    """A login with roles, as an administrator makes it; logins belong to the whole cluster, so an older one goes."""
    with database.superuser() as connection:
        connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(login)))
    with database.store(by) as store, store.writing() as session:
        server_accounts.create_login(session, login, PASSWORD, roles)


def template(cluster: Cluster) -> Database:
    """The database that tests copy: empty, with a card author and an administrator."""
    database = install(cluster, TEMPLATE)
    add_person(database, CLERK, ["card_author"])
    add_person(database, CHIEF, role_keys())
    return database


def of_schema(migrations: Path, source: Database) -> Database:
    """A copy as an older program prepared it: the tables of these migrations only, with the same people."""
    database = copied(source)
    with database.superuser() as connection:
        connection.execute("CREATE SCHEMA kept; CREATE TABLE kept.account AS TABLE public.account")
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        connection.execute(server_roles.database_script(database.name))
    engine = owner_engine(database.access())
    with engine.begin() as owner:
        command.upgrade(upgrade.config(migrations, owner), "head")
        tables = MetaData()
        tables.reflect(owner)
        server_rules.apply(owner, tables, server_rights())
    engine.dispose()
    with database.superuser() as connection, connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute("INSERT INTO public.account SELECT * FROM kept.account")
        connection.execute("DROP SCHEMA kept CASCADE")
    return database


def copied(source: Database) -> Database:
    """A database of its own for one test."""
    name = f"test_{os.getpid()}_{next(_NUMBERS)}"
    with source.cluster.admin() as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
                sql.Identifier(name), sql.Identifier(source.name), sql.Identifier(OWNER)
            )
        )
    database = Database(source.cluster, name)
    with database.superuser() as connection:
        # rights on the database itself are not copied
        connection.execute(server_roles.database_script(name))
    return database
