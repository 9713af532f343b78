"""A backup as a folder: the database as one file, its key file, and a manifest that tells what they hold.

``<stem>-YYYYMMDD-HHMMSS/`` holds ``baza.db`` (encrypted with the database's own key, or plain as the database is),
``klucze.json`` (the key file, where there is one) and ``manifest.json``. The folder gets its name only after
everything in it was read again and found sound; until then it is a hidden folder beside.

The manifest of an encrypted database is sealed with a key derived from the database key: what it says in the open
cannot be changed unnoticed, and who made the copy for which office can only be read with the key. A plain database
has no secret to seal with; its hashes find damage, not malice.
"""

import hmac
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from db import backup, check, schema_version
from db.engine import connect
from db.errors import DatabaseProblem, ProblemKind, translate, translated

FORMAT = "przejrzysty-urzad/kopia"
VERSION = 1
DATABASE, KEYS, MANIFEST = "baza.db", "klucze.json", "manifest.json"
KEY_FILE_ENDING = ".klucze"
"""The key file of ``urzad.db`` is ``urzad.db.klucze``."""

UPGRADE = "upgrade"
"""The reason of a copy made before a newer program changes the schema."""

_MOST = 1 << 20
"""Bytes of a manifest; a foreign file of that name is not read into memory."""
_NONCE = 12
_TEMPORARY = re.compile(r"\..+-\d{8}-\d{6}(-\d+)?\.[0-9a-f]{8}\.tmp")

Report = Callable[[int, int], None]
"""Gets pages done and pages in all; stops the work by raising."""


class Fault(StrEnum):
    """Why a backup cannot be used; the program has a Polish sentence for each."""

    NOT_A_BACKUP = "not_a_backup"
    NEWER_FORMAT = "newer_format"
    INCOMPLETE = "incomplete"
    DAMAGED = "damaged"
    TAMPERED = "tampered"
    OTHER_KEY = "other_key"


class BadBackup(Exception):
    """A folder that is no usable backup; ``str()`` is for the log."""

    def __init__(self, fault: Fault, path: Path, detail: str = "") -> None:
        super().__init__(f"{fault}: {path}" + (f" ({detail})" if detail else ""))
        self.fault = fault
        self.path = path
        self.detail = detail


@dataclass(frozen=True)
class Label:
    """Why a copy is made; ``office`` and ``author`` are written where only the key can read them."""

    reason: str
    moment: datetime
    program: str = ""
    office: str = ""
    author: str = ""


@dataclass(frozen=True)
class Contents:
    """What a database file holds: rows per table, change counters, head of the audit log, and whose it is."""

    schema: int
    rows: Mapping[str, int]
    revisions: Mapping[str, int]
    audit_count: int
    audit_mac: str
    identity: str
    """The same for all copies of one database, different for others; blank for schemas before the audit log."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself; ``files`` gives size in bytes and SHA-256 of each."""

    reason: str
    moment: datetime
    program: str
    contents: Contents
    files: Mapping[str, tuple[int, str]]
    encrypted: bool
    sealed: str = ""
    public: bytes = field(default=b"", repr=False)
    """The bytes that the seal covers."""

    @property
    def size(self) -> int:
        """All files together, in bytes."""
        return sum(size for size, _ in self.files.values())


def key_file(database: Path) -> Path:
    """Where the key file of a database lies."""
    return database.with_name(database.name + KEY_FILE_ENDING)


def usual_place(database: Path) -> Path:
    """The folder of a database's own backups."""
    return database.with_name("kopie")


# -- making --------------------------------------------------------------------------------------------------------


def make(
    source: Path,
    place: Path,
    label: Label,
    *,
    key: bytes | None = None,
    progress: Report | None = None,
    held: Any = None,
) -> Path:
    """Back up the database ``source`` into a new folder in ``place`` (made when its parent exists); returns it.

    Programs may go on reading and writing meanwhile. ``held`` is a connection that has the source to itself.
    Raises DatabaseProblem, CORRUPT when the copy is not sound.
    """
    with _within(place, source):
        if place.exists() and not place.is_dir():
            raise DatabaseProblem(ProblemKind.NO_ACCESS, place, "not a folder")
        place.mkdir(exist_ok=True)
        remove_abandoned(place)
        stamp = label.moment.astimezone(UTC).strftime("%Y%m%d-%H%M%S")
        with _growing(place, f"{source.stem}-{stamp}") as (growing, publish):
            copy = growing / DATABASE
            backup.copy_database(source, copy, key, progress, held)
            backup.sync(copy)
            keys = key_file(source)
            if key is not None and keys.exists():
                _copy_file(keys, growing / KEYS)
            with ThreadPoolExecutor(1) as hashing:
                digests = hashing.submit(_digests, growing)
                contents = _sound_contents(copy, key, source)
                files = digests.result()
            _write(growing / MANIFEST, _manifest_bytes(label, contents, files, key))
            return publish()


def mirror(folder: Path, place: Path) -> Path:
    """Copy a finished backup into another place under its own name, compared by hash; returns the new folder.

    Raises BadBackup when the original is damaged, DatabaseProblem when the place refuses.
    """
    manifest = read(folder)
    with _within(place, place):
        remove_abandoned(place)
        with _growing(place, folder.name) as (growing, publish):
            for name in (*manifest.files, MANIFEST):
                _copy_file(folder / name, growing / name)
            for name, expected in manifest.files.items():
                if _digest(growing / name) != expected:
                    raise BadBackup(Fault.DAMAGED, folder, name)
            return publish()


@contextmanager
def _within(place: Path, source: Path) -> Iterator[None]:
    """Failures of files inside a place are the place's; damage is the source's."""
    try:
        with translated(place):
            yield
    except OSError as error:
        # without the name, which lies deeper than the place
        problem = translate(OSError(error.errno, error.strerror), place)
        if problem is None:
            raise
        raise problem from error
    except DatabaseProblem as problem:
        if problem.kind in (ProblemKind.CORRUPT, ProblemKind.NOT_A_DATABASE) and problem.path == place:
            raise DatabaseProblem(ProblemKind.CORRUPT, source, problem.detail) from problem
        raise


@contextmanager
def _growing(place: Path, name: str) -> Iterator[tuple[Path, Callable[[], Path]]]:
    """A hidden folder, and what gives it the name for all to see; removed when that did not happen."""
    growing = place / f".{name}.{secrets.token_hex(4)}.tmp"
    growing.mkdir()

    def publish() -> Path:
        _sync_folder(growing)
        number = 1
        while True:
            # two programs, or a clock that was set back, may come to the same second
            target = place / (name if number == 1 else f"{name}-{number}")
            number += 1
            if target.exists():
                continue
            try:
                growing.rename(target)
            except OSError:
                if target.exists():
                    continue
                raise
            _sync_folder(place)
            return target

    try:
        yield growing, publish
    finally:
        shutil.rmtree(growing, ignore_errors=True)


def _copy_file(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    backup.sync(target)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    backup.sync(path)


def _sync_folder(folder: Path) -> None:
    # some memory sticks and shares know no such call; the files themselves are on the disk
    with suppress(OSError):
        backup.sync_folder(folder)


def _digest(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
        return os.fstat(file.fileno()).st_size, digest


def _digests(folder: Path) -> dict[str, tuple[int, str]]:
    return {name: _digest(folder / name) for name in (DATABASE, KEYS) if (folder / name).exists()}


# -- the manifest --------------------------------------------------------------------------------------------------


def _manifest_bytes(label: Label, contents: Contents, files: Mapping[str, tuple[int, str]], key: bytes | None) -> bytes:
    said: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "program": label.program,
        "schema": contents.schema,
        "moment": label.moment.astimezone(UTC).isoformat(timespec="microseconds"),
        "reason": label.reason,
        "database": contents.identity,
        "rows": dict(contents.rows),
        "revisions": dict(contents.revisions),
        "audit": {"count": contents.audit_count, "mac": contents.audit_mac},
        "encrypted": key is not None,
        "files": {name: {"size": size, "sha256": digest} for name, (size, digest) in files.items()},
    }
    private = {"office": label.office, "author": label.author}
    if key is None:
        said |= {"private": private}
    else:
        said |= {"sealed": _seal(key, json.dumps(private).encode(), _canonical(said)).hex()}
    return json.dumps(said, indent=1, ensure_ascii=False).encode()


def _canonical(said: Mapping[str, Any]) -> bytes:
    open_part = {name: value for name, value in said.items() if name != "sealed"}
    return json.dumps(open_part, sort_keys=True, separators=(",", ":")).encode()


def _seal(key: bytes, content: bytes, about: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_sealing_key(key)).encrypt(nonce, content, about)


def _sealing_key(key: bytes) -> bytes:
    return hmac.digest(key, b"backup manifest", sha256)


def read(folder: Path) -> Manifest:
    """The manifest of a backup, its shape checked; BadBackup when there is none to trust."""
    try:
        with (folder / MANIFEST).open("rb") as file:
            said = json.loads(file.read(_MOST).decode())
    except (FileNotFoundError, NotADirectoryError):
        raise BadBackup(Fault.NOT_A_BACKUP, folder, "no manifest") from None
    except OSError as error:
        raise BadBackup(Fault.DAMAGED, folder, error.strerror or "") from error
    except ValueError:
        raise BadBackup(Fault.DAMAGED, folder, MANIFEST) from None
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise BadBackup(Fault.NOT_A_BACKUP, folder, "another format")
    if said.get("version") != VERSION:
        raise BadBackup(Fault.NEWER_FORMAT, folder)
    try:
        return _parsed(said)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise BadBackup(Fault.DAMAGED, folder, MANIFEST) from None


def _parsed(said: Mapping[str, Any]) -> Manifest:
    files = {name: (int(entry["size"]), str(entry["sha256"])) for name, entry in said["files"].items()}
    if not {DATABASE} <= files.keys() <= {DATABASE, KEYS}:
        # also what would lead out of the folder
        raise ValueError("files")
    moment = datetime.fromisoformat(said["moment"])
    if moment.tzinfo is None:
        raise ValueError("moment")
    contents = Contents(
        schema=int(said["schema"]),
        rows={str(table): int(number) for table, number in said["rows"].items()},
        revisions={str(entity): int(number) for entity, number in said["revisions"].items()},
        audit_count=int(said["audit"]["count"]),
        audit_mac=str(said["audit"]["mac"]),
        identity=str(said["database"]),
    )
    return Manifest(
        reason=str(said["reason"]),
        moment=moment,
        program=str(said["program"]),
        contents=contents,
        files=files,
        encrypted=bool(said["encrypted"]),
        sealed=str(said.get("sealed", "")) if said["encrypted"] else json.dumps(said["private"]),
        public=_canonical(said),
    )


def private_part(folder: Path, manifest: Manifest, key: bytes | None) -> Mapping[str, str]:
    """``office`` and ``author``; BadBackup TAMPERED when the seal was not made with this key over this manifest."""
    if not manifest.encrypted:
        said = json.loads(manifest.sealed)
    else:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if key is None:
            return {}
        try:
            sealed = bytes.fromhex(manifest.sealed)
            opened = AESGCM(_sealing_key(key)).decrypt(sealed[:_NONCE], sealed[_NONCE:], manifest.public)
        except (InvalidTag, ValueError):
            raise BadBackup(Fault.TAMPERED, folder, MANIFEST) from None
        said = json.loads(opened)
    return {str(name): str(value) for name, value in said.items()} if isinstance(said, dict) else {}


# -- reading and checking ------------------------------------------------------------------------------------------


def verify(folder: Path, *, key: bytes | None = None, progress: Report | None = None) -> Manifest:
    """Read the whole backup and compare it with its manifest; raises BadBackup or DatabaseProblem.

    Without the key of an encrypted one only hashes are compared.
    """
    manifest = read(folder)
    _compare_files(folder, manifest, progress)
    if manifest.encrypted and key is None:
        return manifest
    if not manifest.encrypted:
        key = None
    copy = folder / DATABASE
    if key is not None and not opens(copy, key):
        raise BadBackup(Fault.OTHER_KEY, folder)
    private_part(folder, manifest, key)
    with translated(copy):
        contents = _sound_contents(copy, key, copy)
    if contents != manifest.contents:
        raise BadBackup(Fault.TAMPERED, folder, "counts")
    return manifest


def _compare_files(folder: Path, manifest: Manifest, progress: Report | None) -> None:
    for number, (name, expected) in enumerate(manifest.files.items()):
        if progress is not None:
            progress(number, len(manifest.files))
        try:
            found = _digest(folder / name)
        except FileNotFoundError:
            raise BadBackup(Fault.INCOMPLETE, folder, name) from None
        except OSError as error:
            raise BadBackup(Fault.DAMAGED, folder, f"{name}: {error.strerror}") from error
        if found != expected:
            raise BadBackup(Fault.DAMAGED, folder, name)


def opens(database: Path, key: bytes | None) -> bool:
    """Whether the key opens the file."""
    try:
        with translated(database):
            connection = connect(database, key=key, mode="ro")
            try:
                return schema_version.of_file(connection) is not None
            finally:
                connection.close()
    except DatabaseProblem as problem:
        if problem.kind is ProblemKind.NOT_A_DATABASE:
            return False
        raise


def contents_of(database: Path, key: bytes | None = None) -> Contents:
    """What a file holds now; DatabaseProblem when it cannot be read."""
    with translated(database):
        connection = connect(database, key=key, mode="ro")
        try:
            connection.execute("BEGIN")
            return _contents(connection, database)
        finally:
            connection.close()


def _sound_contents(copy: Path, key: bytes | None, blamed: Path) -> Contents:
    connection = connect(copy, key=key, mode="ro")
    try:
        faults = [row[0] for row in connection.execute("PRAGMA quick_check(10)") if row[0] != "ok"]
        (free,) = connection.execute("PRAGMA freelist_count").fetchone()
        if key is not None and free:
            # the check above decrypts each page that holds anything and compares its MAC: measured, it finds each of
            # 300 flipped bits in a file without free pages; only those remain to be looked at
            faults += [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
        if faults:
            raise DatabaseProblem(ProblemKind.CORRUPT, blamed, "; ".join(faults))
        return _contents(connection, blamed)
    finally:
        connection.close()


def _contents(connection: Any, path: Path) -> Contents:
    schema = schema_version.of_file(connection)
    if schema is None:
        raise DatabaseProblem(ProblemKind.NOT_A_DATABASE, path, "another program's database")
    rows = check.rows(connection)
    revisions = dict(connection.execute("SELECT entity, revision FROM entity_revision"))
    count, mac, identity = 0, "", ""
    if rows.get("audit_head"):
        count, mac, secret = connection.execute("SELECT count, mac, key FROM audit_head").fetchone()
        identity = identity_of(secret)
    return Contents(schema, rows, revisions, count, mac, identity)


def identity_of(audit_key: str) -> str:
    """What all copies of one database have in common; tells nothing of the key of its audit log."""
    return hmac.digest(bytes.fromhex(audit_key), b"database identity", sha256).hex()[:32]


# -- tidying -------------------------------------------------------------------------------------------------------


def remove(folder: Path) -> None:
    """Remove a backup; from the first moment on it is no longer taken for one. DatabaseProblem when refused."""
    with _within(folder, folder):
        doomed = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.tmp")
        folder.rename(doomed)
        shutil.rmtree(doomed)


def remove_abandoned(place: Path) -> None:
    """Remove hidden folders that killed programs left in a place; a folder that refuses is let be."""
    for folder in place.glob(".*.tmp"):
        if _TEMPORARY.fullmatch(folder.name) and folder.is_dir() and _is_abandoned(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_abandoned(folder: Path) -> bool:
    try:
        newest = max(file.stat().st_mtime for file in (folder, *folder.iterdir()))
    except FileNotFoundError:
        return False
    # a file from the future, where the clock was set back, belongs to nobody either
    return abs(time.time() - newest) > backup.ABANDONED_AFTER
