"""Makes a file forget for good: rewritten without freed pages, its write-ahead log emptied."""

from collections.abc import Iterable
from pathlib import Path

from db.engine import connect
from db.errors import translated
from db.file_store import FileStore

_COMPANIONS = ("", "-wal", "-shm", "-journal")
_CHUNK = 1024 * 1024


def compact(store: FileStore) -> bool:
    """Rewrite the file; False when another program still reads an older state, so that old pages stay in the log.

    Freed pages are overwritten anyway (``secure_delete``); this also clears the log and unused ends of pages.
    """
    with translated(store.path):
        connection = connect(store.path, key=store.key)
        try:
            if not _checkpoint(connection):
                return False
            try:
                connection.execute("VACUUM")
            except connection.OperationalError:
                # somebody writes at this moment
                return False
            return _checkpoint(connection)
        finally:
            connection.close()


def _checkpoint(connection: object) -> bool:
    (busy, _log, _moved) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()  # type: ignore[attr-defined]
    return not busy


def traces(path: Path, texts: Iterable[str]) -> tuple[Path, ...]:
    """Which files of a plain database hold one of the texts byte by byte; an encrypted one shows nothing."""
    wanted = [text.encode() for text in texts if text]
    files = (path.with_name(path.name + companion) for companion in _COMPANIONS)
    return tuple(file for file in files if file.is_file() and holds(file, wanted))


def holds(file: Path, wanted: Iterable[bytes]) -> bool:
    """Whether the file contains one of the byte strings, also across the ends of what is read at once."""
    wanted = list(wanted)
    overlap = max((len(each) for each in wanted), default=1) - 1
    before = b""
    with file.open("rb") as reading:
        while chunk := reading.read(_CHUNK):
            window = before + chunk
            if any(each in window for each in wanted):
                return True
            before = window[-overlap:] if overlap else b""
    return False
