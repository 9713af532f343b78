"""The table list in ``db/README.md``, written from the migrated schema: ``python -m db.schema_page``."""

import tempfile
from pathlib import Path
from typing import Any

from db.engine import connect

PAGE = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- tables: begin -->", "<!-- tables: end -->"

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
_COLUMNS = (
    'SELECT column_info.name, (SELECT min(reference."table") FROM pragma_foreign_key_list(?1) AS reference '
    'WHERE reference."from" = column_info.name) '
    "FROM pragma_table_info(?1) AS column_info ORDER BY column_info.cid"
)


def table_list(connection: Any) -> str:
    """The tables of an open database as Markdown: columns in order, each reference with an arrow."""
    lines = ["| table | columns |", "|---|---|"]
    for (table,) in connection.execute(_TABLES).fetchall():
        columns = [f"{name} → {other}" if other else name for name, other in connection.execute(_COLUMNS, (table,))]
        lines.append(f"| {table} | {', '.join(columns)} |")
    return "\n".join(lines)


def current_page() -> str:
    """What ``db/README.md`` should say: its own text around the tables that the migrations make."""
    # loads Alembic
    from db.upgrade import create

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "migrated.db"
        create(path)
        connection = connect(path)
        try:
            tables = table_list(connection)
        finally:
            connection.close()
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{tables}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(current_page(), "utf-8", newline="\n")
