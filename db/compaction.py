"""Makes a file forget for good: rewritten without freed pages, its write-ahead log emptied."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from db.engine import connect
from db.errors import DatabaseProblem, ProblemKind, translate, translated
from db.file_store import FileStore

_COMPANIONS = ("", "-wal", "-shm", "-journal")
_CHUNK = 1024 * 1024
_PAGE, _VECTOR, _SEAL = 4096, 16, 64
"""Bytes of a page of SQLCipher 4 and of what stands at its end."""
_CONTENT = _PAGE - _VECTOR - _SEAL
_LOG_HEADING, _FRAME_HEADING = 32, 24
_KIND_AT, _KINDS = 100, (2, 5, 10, 13)
"""Where the first page says which kind of tree it holds, and the kinds there are (SQLite's file format)."""


def compact(store: FileStore) -> bool:
    """Rewrite the file; False when another program writes or still reads an older state: old pages stay in the log.

    Raises DatabaseProblem when the disk refuses, for which the file stays as it was.
    Freed pages are overwritten anyway (``secure_delete``); this also clears the log and unused ends of pages.
    """
    with translated(store.path):
        connection = connect(store.path, key=store.key)
        try:
            if not _checkpoint(connection):
                return False
            try:
                connection.execute("VACUUM")
            except connection.OperationalError as error:
                # what was written in vain would fill the disk for as long as anybody has the file open
                _checkpoint(connection)
                problem = translate(error, store.path)
                if isinstance(problem, DatabaseProblem) and problem.kind is not ProblemKind.LOCKED:
                    raise
                return False
            return _checkpoint(connection)
        finally:
            connection.close()


def _checkpoint(connection: object) -> bool:
    (busy, _log, _moved) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()  # type: ignore[attr-defined]
    return not busy


def traces(path: Path, texts: Iterable[str], key: bytes | None = None) -> tuple[Path, ...]:
    """Which files of a database hold one of the texts byte by byte, also in pages that no table uses.

    Those of an encrypted database are read page by page with its key: its bytes alone would show nothing.
    DatabaseProblem when the key opens no page.
    """
    wanted = [text.encode() for text in texts if text]
    files = (path.with_name(path.name + companion) for companion in _COMPANIONS)
    return tuple(
        file
        for file in files
        if file.is_file() and _contain(_chunks(file) if key is None else _decrypted(file, key), wanted)
    )


def _contain(chunks: Iterable[bytes], wanted: Sequence[bytes]) -> bool:
    """Whether one of the byte strings is there, also across the ends of what is read at once."""
    overlap = max((len(each) for each in wanted), default=1) - 1
    before = b""
    for chunk in chunks:
        window = before + chunk
        if any(each in window for each in wanted):
            return True
        before = window[-overlap:] if overlap else b""
    return False


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as reading:
        while chunk := reading.read(_CHUNK):
            yield chunk


def _decrypted(file: Path, key: bytes) -> Iterator[bytes]:
    """The content of each page in the file or in its write-ahead log.

    Source: „SQLCipher Design” (zetetic.net): AES-256-CBC for each page, at whose end stand the initialization vector
    (16 bytes) and the HMAC (64 bytes). The first 16 bytes of the first page are the salt, so that its first two
    blocks, SQLite's own heading, come out as noise.
    """
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    name = next((each for each in ("-wal", "-shm", "-journal") if file.name.endswith(each)), "")
    before_all, before_each = (_LOG_HEADING, _FRAME_HEADING) if name == "-wal" else (0, 0)
    if name in ("-shm", "-journal"):
        # an index without content; and a journal that the write-ahead log leaves unused
        return
    algorithm, first = algorithms.AES256(key), not name
    with file.open("rb") as reading:
        reading.seek(before_all)
        while len(frame := reading.read(before_each + _PAGE)) == before_each + _PAGE:
            page = frame[before_each:]
            vector = page[_CONTENT : _CONTENT + _VECTOR]
            content = Cipher(algorithm, modes.CBC(vector)).decryptor().update(page[:_CONTENT])
            if first and content[_KIND_AT] not in _KINDS:
                raise DatabaseProblem(ProblemKind.NOT_A_DATABASE, file, "the key opens no page")
            first = False
            yield content
