"""The audit log on a server: the program says what was done, the server numbers, dates, signs and seals it.

Nobody but the owner can read the key of the chain, so that the log is verified on the server too.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from db.audit import Anchor, Batch
from db.audit_check import MOST_FAULTS, Fault, FaultKind, Verification, anchor_faults

_INSERT = text(
    "INSERT INTO audit_entry (deed, entity, record_id, details) VALUES (:deed, :entity, :record_id, :details)"
)


def append(connection: Connection, batch: Batch) -> None:
    """Write the entries; their author is who signed in and their moment is the server's."""
    rows = [
        {
            "deed": entry.deed,
            "entity": entry.entity,
            "record_id": entry.record_id,
            "details": entry.details(batch.titles),
        }
        for entry in batch.entries
    ]
    if rows:
        connection.execute(_INSERT, rows)


def blank(connection: Connection, numbers: Iterable[int]) -> int:
    """Erase details and salt of entries; how many had any. Takes the right ``personal_data.erase``."""
    listed = list(numbers)
    return int(connection.scalar(text("SELECT server.blank_entries(:numbers)"), {"numbers": listed}) or 0)


def about(connection: Connection, entity: str, record_id: int) -> list[int]:
    """Numbers of the entries of one record, oldest first; takes the right ``personal_data.erase``."""
    statement = text("SELECT server.entries_about(:entity, :record)")
    return list(connection.scalars(statement, {"entity": entity, "record": record_id}))


def mentioning(connection: Connection, words: str) -> Iterator[int]:
    """Numbers of the entries whose details hold the text; takes the right ``personal_data.erase``."""
    return iter(connection.scalars(text("SELECT server.entries_mentioning(:words)"), {"words": words}).all())


def forget_erased(connection: Connection) -> None:
    """Let the journal of rows forget every record in the list of erasures, after a restore; takes ``server.edit``.

    When a record is put on that list the server does it by itself.
    """
    connection.execute(text("SELECT server.forget_all_erased()"))


@dataclass(frozen=True)
class Unlogged:
    """Rows of one table changed in one transaction whose entries in the log tell nothing of it.

    ``login`` is who signed in, ``application`` what that program calls itself, ``operation`` INSERT, UPDATE, DELETE
    or TRUNCATE.
    """

    at: datetime
    login: str
    application: str
    table: str
    operation: str
    rows: int


def unlogged(connection: Connection, since: datetime | None = None, until: datetime | None = None) -> list[Unlogged]:
    """Changes made past the program, oldest first, from ``since`` up to, and without, ``until``.

    Takes the right ``audit.read`` or ``server.edit``.
    """
    statement = text(
        "SELECT at, login, application, table_name, operation, row_count "
        "FROM server.unlogged_changes(CAST(:since AS timestamptz), CAST(:until AS timestamptz))"
    )
    return [Unlogged(*row) for row in connection.execute(statement, {"since": since, "until": until})]


def verify(connection: Connection, anchors: Sequence[Anchor]) -> Verification:
    """Have the server recompute every seal; takes the right ``audit.read`` or ``server.edit``."""
    statement = text("SELECT kind, entry, entry_mac FROM server.verify_audit(:kept)")
    rows = connection.execute(statement, {"kept": [anchor.count for anchor in anchors]}).all()
    found: dict[str, list[tuple[int, str]]] = {}
    for kind, entry, mac in rows:
        found.setdefault(kind, []).append((entry, mac or ""))
    faults = [Fault(kind, entry) for kind in FaultKind for entry, _ in found.get(kind.value, ())]
    ((last, _),) = found["last"]
    faults += anchor_faults(anchors, last, {0: "", **dict(found.get("mac", ()))})
    faults.sort(key=lambda fault: fault.number)
    ((entries, _),), (head,) = found["entries"], found["head"]
    return Verification(
        Anchor(*head),
        entries,
        len(found.get("blanked", ())),
        tuple(entry for entry, _ in found.get("set_back", ())),
        tuple(faults[:MOST_FAULTS]),
        len(anchors),
    )
