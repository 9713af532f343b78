"""GeoPackages (OGC 12-128): an SQLite file, its drawings WKB behind a short head; read by Python's own sqlite3.

The file comes from elsewhere: it is opened read-only and unchanging, without extensions, and nothing but SELECT from
plain tables is allowed, so that no view, trigger, virtual table or function of the file runs.
"""

import errno
import os
import shutil
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path, PurePath
from urllib.parse import quote

from app.core.errors import Refusal
from app.core.files import content
from app.core.private_folders import PrivateFolder
from app.geo.columns import Geometry, folded
from app.geo.disk import unreadable
from app.geo.encodings import eight_bits
from app.geo.features import Feature
from app.geo.sources import Source
from app.geo.surface_kinds import CLASS, class_named
from app.geo.wkb import drawing

MAX_TABLES = 200
MAX_VALUE = 64 * 1024 * 1024
"""Bytes of one drawing or text."""
_LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE),
    (sqlite3.SQLITE_LIMIT_COLUMN, 200),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000),
)
_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
_LOOKED_AT = 200
_LOGS = {"-wal": b"\x37\x7f\x06", "-journal": b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"}
"""Files beside an open database with what they begin with while there is something in them."""
_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
"""Bytes of the box in the head of a drawing, by its code."""
_BROKEN = (sqlite3.Error, struct.error, ValueError, OverflowError, IndexError, KeyError)


def is_package(head: bytes) -> bool:
    """Whether a file begins as an SQLite database."""
    return head.startswith(b"SQLite format 3\0")


def first(source: Source) -> Iterator[tuple[str, list[Feature]]]:
    """Each table with drawings, and records enough to tell what it holds. Raises Refusal."""
    with _opened(source) as connection:
        for table, column in sorted(_tables(connection).items()):
            yield table, list(islice(_features(connection, table, column), _LOOKED_AT))


def features(source: Source, table: str) -> Iterator[Feature]:
    """Records of a table; raises Refusal for a damaged file."""
    with _opened(source) as connection:
        yield from _features(connection, table, _tables(connection)[table])


@contextmanager
def _opened(source: Source) -> Iterator[sqlite3.Connection]:
    """The database behind its guards; one inside an archive is unpacked into a folder that is gone afterwards."""
    with PrivateFolder() as folder:
        path = source.path
        try:
            if source.archive:
                path = folder.path() / "package"
                with source.opened() as packed, path.open("wb") as unpacked:
                    shutil.copyfileobj(packed, unpacked)
            else:
                _refuse_unfinished(path.resolve())
            address = f"{address_of(path.resolve())}?mode=ro&immutable=1"
            with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
                connection.text_factory = _text
                connection.execute("PRAGMA trusted_schema = OFF")
                connection.execute("PRAGMA cell_size_check = ON")
                for limit, value in _LIMITS:
                    connection.setlimit(limit, value)
                connection.set_authorizer(
                    lambda deed, *_: sqlite3.SQLITE_OK if deed in _ALLOWED else sqlite3.SQLITE_DENY
                )
                yield connection
        except OSError as error:
            raise unreadable(source.path, error) from error
        except _BROKEN as error:
            pulled_out = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_IOERR_READ
            if pulled_out or not source.path.is_file():
                raise unreadable(source.path, OSError(errno.EIO, str(error))) from error
            raise Refusal(
                f"Plik „{source.name}” jest uszkodzony albo ucięty (GeoPackage). Skopiuj go albo pobierz ponownie."
            ) from error


def _refuse_unfinished(path: Path) -> None:
    """Refuse a file beside which another program keeps what it has not yet put into it: old data would be read."""
    for ending, begins in _LOGS.items():
        log = path.with_name(path.name + ending)
        if log.is_file() and content(log, len(begins) - 1) == begins:
            raise Refusal(
                f"Plik „{path.name}” jest otwarty w innym programie albo nie został w nim zamknięty – część danych "
                f"leży w pliku „{log.name}” obok. Otwórz go i zamknij w tamtym programie (na przykład w QGIS) "
                "i wczytaj ponownie."
            )


def address_of(path: PurePath) -> str:
    """The file as SQLite wants it: unlike in ``Path.as_uri`` the server of a shared folder is a part of the path."""
    named = quote(os.fsencode(path.as_posix()), safe="/:")
    return f"file://{named}" if named.startswith("/") else f"file:///{named}"


def _text(data: bytes) -> str:
    """A text in UTF-8, or as old programs put it in."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode(eight_bits(data), "replace")


def _tables(connection: sqlite3.Connection) -> dict[str, str]:
    """Plain tables on the package's list of drawings, with the column of the drawing."""
    plain = {
        name.lower(): name
        for kind, name, made in connection.execute("SELECT type, name, sql FROM sqlite_master")
        if kind == "table" and str(made).lower().startswith("create table")
    }
    if "gpkg_geometry_columns" not in plain:
        return {}
    listed = connection.execute("SELECT table_name, column_name FROM gpkg_geometry_columns").fetchmany(MAX_TABLES)
    # SQLite tells names apart by their letters, not by small and great ones
    return {plain[str(name).lower()]: str(column).lower() for name, column in listed if str(name).lower() in plain}


def _features(connection: sqlite3.Connection, table: str, column: str) -> Iterator[Feature]:
    quoted = table.replace('"', '""')
    cursor = connection.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608 a name cannot be a parameter; quoted above
    names = [name for name, *_ in cursor.description]
    at = [name.lower() for name in names].index(column)
    known = class_named(table)
    for row in cursor:
        values = {
            folded(name): "" if value is None else str(value)
            for name, value in zip(names, row, strict=True)
            if not isinstance(value, bytes)
        }
        if known:
            values.setdefault(CLASS, known)
        kind, parts = _drawn(row[at])
        yield Feature(values, kind if parts else None, parts)


def _drawn(value: bytes | None) -> tuple[Geometry | None, list[object]]:
    if value is None:
        return None, []
    if not isinstance(value, bytes) or value[:2] != b"GP":
        raise ValueError("no drawing of a GeoPackage")
    return drawing(value, 8 + _ENVELOPES[value[3] >> 1 & 7])
