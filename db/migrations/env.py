"""Alembic runs this for every command; the caller owns the connection and its transaction."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context  # noqa: TID253 - only Alembic itself loads this file
from alembic.autogenerate.api import AutogenContext  # noqa: TID253 - as above


def _plain_type(kind: str, item: Any, _autogen: AutogenContext) -> str | Literal[False]:
    """Write the database's own type: a migration may not depend on classes that change later."""
    if kind == "type" and isinstance(item, sa.types.TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes["metadata"],
    compare_type=True,
    render_item=_plain_type,
    # SQLite changes a table by building it anew
    render_as_batch=True,
)
context.run_migrations()
