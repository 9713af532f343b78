"""Statements compiled once for all databases of a test run.

SQLAlchemy keeps compiled statements for each engine, and nearly every test opens a database of its own, so that a
quarter of all time went into compiling the same statements again. A program that runs has one engine for each purpose
and compiles each statement once, too.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Dialect, Engine
from sqlalchemy.util import LRUCache

from db import engine, server_engine

_KEPT = 5_000


def share_compiled_statements() -> None:
    """Let all engines of one kind made from now on have one dialect and one store of compiled statements."""
    for module in (engine, server_engine):
        _share(vars(module))


def _share(names: dict[str, Any]) -> None:
    create, made = names["create_engine"], list[Engine]()

    def create_sharing(*arguments: Any, **options: Any) -> Engine:
        created: Engine = create(*arguments, **options)
        if made:
            dialect = made[0].dialect
            # called by its first connection: what it asks of the database is known by then
            vars(created.dialect)["initialize"] = _initialized_once(dialect)
            # a compiled statement is kept under the dialect that it was compiled for
            created.dialect = created.pool._dialect = dialect
            created._compiled_cache = made[0]._compiled_cache
        else:
            created._compiled_cache = LRUCache(_KEPT)
            made.append(created)
        return created

    names["create_engine"] = create_sharing


def _initialized_once(dialect: Dialect) -> Callable[[Connection], None]:
    def initialize(connection: Connection) -> None:
        if dialect.server_version_info is None:
            dialect.initialize(connection)

    return initialize
