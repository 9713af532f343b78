"""Tables of an open database as JSON files in a folder, and back into an empty database."""

import json
import mimetypes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, MetaData, inspect, select, text
from sqlalchemy.orm import Session

from app.access import passwords
from app.access.roles import ADMINISTRATION, matrix
from app.administration.accounts.model import AccountRow
from app.administration.portability.domain import FILES, TABLES, Administrator, OneTimePassword, TableCount
from app.core.clock import Clock
from app.core.errors import Refusal
from app.core.polish import fold, sort_key
from app.core.progress import Progress
from app.exchange.open_folder import Damaged, Reading, Writing, file_name
from db import copying, row_json
from db.audit import AUDIT_ENTRY
from db.base import Base
from db.copying import Shape, Sum, TableSum
from db.row_json import BrokenRow, ColumnKind

_STORED_FILE = "stored_file"
_HAS_LOGIN = text("SELECT 1 FROM pg_roles WHERE rolname = :login")
_NO_WORK = ("sign_in", "sign_in_failed", "sign_out", "lock", "move")
"""Deeds of who only came to finish a move."""
_REPORT_EVERY = 200


def write_tables(session: Session, metadata: MetaData, folder: Writing, progress: Progress) -> dict[str, int]:
    """Write every table, a file each; returns rows by table in the order in which they can be read back."""
    connection = session.connection()
    names = _names_of_files(connection, metadata)
    every = copying.shapes(metadata)
    total, done, written = copying.total(connection, every), 0, {}
    for shape in every:
        columns = [{"name": c.name, "kind": c.kind, "key": c.key} for c in shape.columns]
        with folder.text(f"{TABLES}/{shape.name}.json") as file:
            file.write(f'{{"table": {json.dumps(shape.name)},\n"columns": {json.dumps(columns)},\n"rows": [')
            written[shape.name] = 0
            for row in copying.rows(connection, shape):
                if done % _REPORT_EVERY == 0:
                    progress.report(done, total, f"Zapisuję tabelę {shape.name}")
                file.write(("," if written[shape.name] else "") + "\n")
                file.write(row_json.json_line(_as_json(shape, row, folder, names)))
                written[shape.name] += 1
                done += 1
            file.write("\n]}\n")
    return written


def kinds_written(metadata: MetaData) -> frozenset[str]:
    """The kinds of records whose rows ``write_tables`` writes; a table without a mapped class by its own name."""
    classes = (mapper.class_ for mapper in Base.registry.mappers)
    mapped = {found.__tablename__: getattr(found, "entity", "") for found in classes}
    return frozenset(mapped.get(shape.name) or shape.name for shape in copying.shapes(metadata))


def _as_json(shape: Shape, row: Mapping[str, Any], folder: Writing, names: Mapping[str, str]) -> dict[str, Any]:
    def put(content: bytes) -> str:
        digest = str(row.get("sha256", "")) or f"{shape.name}-{row['id']}"
        ending = mimetypes.guess_extension(str(row.get("media_type", ""))) or ""
        name = f"{FILES}/{digest[:16]}-{file_name(names.get(digest) or f'plik{ending}')}"
        folder.put(name, content)
        return name

    # the seal is bound to the key of this database, which stays here
    sealed = {"mac": None} if shape.name == AUDIT_ENTRY.name else {}
    return {
        column.name: row_json.encoded(column.kind, row[column.name], put)
        for column in shape.columns
        if column.name not in sealed
    }


def _names_of_files(connection: Connection, metadata: MetaData) -> dict[str, str]:
    """The name under which each stored file was attached; the first one where there are several."""
    names: dict[str, str] = {}
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            name = table.columns.get(f"{key.parent.name}_name")
            if key.column.table.name == _STORED_FILE and name is not None:
                found = connection.execute(select(key.parent, name).where(key.parent.is_not(None)).order_by(name))
                for digest, called in found:
                    names.setdefault(digest, called)
    return names


def read_tables(session: Session, folder: Reading, tables: Sequence[str], progress: Progress) -> list[TableCount]:
    """Put every table of the folder into the empty file of the session, and compare what lies there then.

    Damaged when a file does not hold what its table needs, or the database ends up with anything else.
    """
    connection = session.connection()
    every = _described(folder, tables)
    wrong = copying.missing_tables(connection, [shape for shape, _ in every])
    if wrong or set(tables) != _tables_of(connection):
        raise Damaged("Tabele w folderze nie pasują do podanej wersji schematu. Zapisz folder ponownie w programie.")
    copying.require_empty(connection, [shape for shape, _ in every])
    # references are checked at the commit: an older schema may have had another order of tables
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    counts = []
    for done, (shape, listed) in enumerate(every):
        progress.report(done, len(every), f"Wczytuję tabelę {shape.name}")
        expected = Sum(shape)
        arrived = _decoded(shape, listed, folder, expected)
        if shape.name == AUDIT_ENTRY.name:
            copying.load_log(connection, arrived)
        else:
            copying.load(connection, shape, arrived)
        counts.append(compared(expected.result(), copying.summed(connection, shape)))
    return counts


def compared(here: TableSum, there: TableSum) -> TableCount:
    """Both sides of one table."""
    return TableCount(here.name, here.rows, there.rows, here == there)


def _tables_of(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - copying.LOCAL


def _described(folder: Reading, tables: Sequence[str]) -> list[tuple[Shape, list[dict[str, Any]]]]:
    """Each table of the folder: its shape as its file describes it, and its rows as JSON."""
    found = []
    for name in tables:
        try:
            content = json.loads(folder.content(f"{TABLES}/{name}.json"))
            columns = tuple(ColumnKind(str(c["name"]), str(c["kind"]), bool(c["key"])) for c in content["columns"])
            listed = content["rows"]
            known = all(column.kind in row_json.KINDS for column in columns)
            if content["table"] != name or not known or not all(type(row) is dict for row in listed):
                raise ValueError(name)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise _broken(name) from error
        found.append((Shape(name, columns), listed))
    return found


def _decoded(
    shape: Shape, listed: Iterable[Mapping[str, Any]], folder: Reading, expected: Sum
) -> Iterator[dict[str, Any]]:
    sealed = shape.name == AUDIT_ENTRY.name
    names = {column.name for column in shape.columns} - ({"mac"} if sealed else set())
    for row in listed:
        if set(row) != names:
            raise _broken(shape.name)
        try:
            values = {
                column.name: row_json.decoded(column, row.get(column.name), folder.content) for column in shape.columns
            }
        except BrokenRow as error:
            raise _broken(shape.name) from error
        expected.add(values)
        yield values


def _broken(table: str) -> Damaged:
    return Damaged(
        f"Plik „{TABLES}/{table}.json” nie ma oczekiwanej budowy. Niczego nie wczytano; zapisz folder ponownie."
    )


def copy_tables(source: Session, target: Session, metadata: MetaData, progress: Progress) -> list[TableCount]:
    """Every table from one open database into another, empty one; counted and compared on both sides.

    On a server the session of the target is the owner's.
    """
    here, there = source.connection(), target.connection()
    every = copying.shapes(metadata)
    copying.require_empty(there, every)
    copying.switch_journal(there, every, on=False)
    counts = []
    for done, shape in enumerate(every):
        progress.report(done, len(every), f"Przenoszę tabelę {shape.name}")
        if shape.name == AUDIT_ENTRY.name:
            copying.load_log(there, copying.rows(here, shape))
        else:
            copying.load(there, shape, copying.rows(here, shape))
        counts.append(compared(copying.summed(here, shape), copying.summed(there, shape)))
    copying.switch_journal(there, every, on=True)
    return counts


# -- people on the way ----------------------------------------------------------------------------------------------


def let_in(session: Session, administrator: Administrator | None, clock: Clock) -> Iterator[OneTimePassword]:
    """A login on the server for every account that may sign in, with a password for the first time."""
    from db import server_accounts

    rows = session.scalars(
        select(AccountRow).where(AccountRow.active, AccountRow.deleted_at.is_(None)).order_by(AccountRow.login)
    ).all()
    if administrator is not None and administrator.login not in {row.login for row in rows}:
        rows = [*rows, added := _account(administrator, clock)]
        session.add(added)
        session.flush()
    if not any(ADMINISTRATION in matrix().granted(row.roles).rights for row in rows):
        raise Refusal("Na serwerze nie byłoby administratora. Podaj go: --login NAZWA --name „Imię i nazwisko”.")
    for row in rows:
        password = passwords.one_time()
        if session.scalar(_HAS_LOGIN, {"login": row.login}):
            # logins belong to the whole server: somebody made this one for another database of the office
            server_accounts.set_password(session, row.login, password)
            server_accounts.set_roles(session, row.login, row.roles)
            server_accounts.enable(session, row.login)
        else:
            server_accounts.create_login(session, row.login, password, row.roles)
        row.must_change = True
        row.touch(clock.now())
        yield OneTimePassword(row.login, row.name, password)


def renew_accounts(session: Session, administrator: Administrator, clock: Clock) -> tuple[OneTimePassword, ...]:
    """Passwords never travel: everybody gets a new one, to be changed at the first sign-in."""
    issued, found = [], False
    for row in session.scalars(select(AccountRow).where(AccountRow.deleted_at.is_(None)).order_by(AccountRow.login)):
        if row.login == administrator.login:
            found = True
            row.active, row.must_change = True, False
            row.roles = tuple(dict.fromkeys((*row.roles, *matrix().first)))
            row.touch(clock.now())
        elif row.active:
            row.must_change = True
            row.touch(clock.now())
            issued.append(OneTimePassword(row.login, row.name, passwords.one_time()))
    if not found:
        session.add(_account(administrator, clock))
    return tuple(issued)


def _account(administrator: Administrator, clock: Clock) -> AccountRow:
    now, name = clock.now(), administrator.name or administrator.login
    return AccountRow(
        login=administrator.login,
        name=name,
        roles=matrix().first,
        employee_id=None,
        active=True,
        must_change=False,
        sort=sort_key(name),
        find=fold(f"{name} {administrator.login}"),
        created_at=now,
        updated_at=now,
    )


# -- a move that was interrupted ----------------------------------------------------------------------------------


def has_arrived(there: Session, attempt: str) -> bool:
    """Whether the log over there tells of this move: data and entry were committed together."""
    found = there.scalars(select(AUDIT_ENTRY.c.details).where(AUDIT_ENTRY.c.deed == "move"))
    return any(_attempt(details) == attempt for details in found if details)


def _attempt(details: str) -> str:
    facts = json.loads(details).get("facts", {})
    return str(facts.get("attempt", ""))


def changed_since(here: Session, entries: int) -> bool:
    """Whether the log says that somebody worked here after so many entries."""
    statement = select(AUDIT_ENTRY.c.number).where(AUDIT_ENTRY.c.number > entries, AUDIT_ENTRY.c.deed.not_in(_NO_WORK))
    return here.scalar(statement.limit(1)) is not None


def compare_tables(here: Session, there: Session, metadata: MetaData) -> list[TableCount]:
    """Both sides of every table but those that a move itself continues on either side."""
    ours, theirs = here.connection(), there.connection()
    return [
        compared(copying.summed(ours, shape), copying.summed(theirs, shape))
        for shape in copying.shapes(metadata)
        if shape.name not in (AccountRow.__tablename__, AUDIT_ENTRY.name)
    ]
