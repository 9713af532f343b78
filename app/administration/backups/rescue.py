"""What a copy can do when the database itself is gone or cannot be opened: the copy alone tells who may use it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.access.keyring import KeyRing
from app.access.waiting import Waiting
from app.administration.backups import words
from app.administration.backups.copying import ENTITY, explained
from app.administration.backups.domain import Backup
from app.administration.backups.usecases import key_of
from app.core.clock import Clock
from app.core.errors import Refusal
from app.core.permissions import EVERYTHING, Actor
from app.records import environment
from db import audit, backup_folder, rehearsal, swap
from db.file_store import FileStore
from db.store import Store


@dataclass(frozen=True)
class Rescued:
    """A database brought back from a copy; ``remains`` is where the files of the unreadable one are kept."""

    copy: Backup
    remains: Path | None


def read_backup(path: Path) -> Backup:
    """What a copy says of itself, without any database; Refusal when it is none."""
    with explained():
        manifest = backup_folder.read(path)
        said = {} if manifest.encrypted else backup_folder.private_part(path, manifest, None)
    contents = manifest.contents
    return Backup(
        path,
        manifest.moment,
        manifest.reason,
        manifest.size,
        contents.schema,
        manifest.program,
        manifest.encrypted,
        contents.rows,
        contents.revisions,
        said.get("office", ""),
        said.get("author", ""),
    )


def verify_backup(path: Path, key: bytes | None = None) -> None:
    """Compare a copy with its manifest without any database, an encrypted one without key by its hashes; Refusal."""
    with explained():
        backup_folder.verify(path, key=key)


def bring_keys_back(database: Path, path: Path, key: bytes) -> bool:
    """Put the key file of a copy beside a database that lost its own, when the copy's key opens it; whether it did."""
    with explained():
        if not database.is_file() or backup_folder.key_file(database).exists():
            return False
        if not backup_folder.opens(database, key):
            return False
        swap.put_keys(path / backup_folder.KEYS, database)
    return True


def rescue(
    database: Path,
    path: Path,
    clock: Clock,
    *,
    copy_key: bytes | None = None,
    key: bytes | None = None,
    who: Callable[[Store], Actor] = lambda _store: EVERYTHING,
) -> Rescued:
    """Bring a database back that is gone or cannot be opened; what is left of it is kept in a folder of its own.

    ``copy_key`` opens the copy. ``key`` is that of the key file beside the database, None to bring back the copy's own
    key file too. ``who`` tells, from the copy, what the person may do. Neither a failure nor a kill makes anything
    worse. Raises Refusal.
    """
    copy = read_backup(path)
    with explained():
        tried = rehearsal.rehearse(path, database, copy_key=copy_key, key=key or copy_key)
        try:
            if not tried.log_ok:
                raise Refusal(words.LOG_BROKEN.format(path=path))
            with FileStore.open(tried.prepared, key=key or copy_key) as prepared:
                actor = who(prepared)
                actor.require(f"{ENTITY}.restore")
                with environment.writing(prepared, actor.name) as session:
                    facts = {"made": copy.moment.isoformat(), "database_was_unreadable": True}
                    audit.note(session, "restore", ENTITY, None, copy.name, None, facts)
            swap.make_single(tried.prepared, key or copy_key)
            keys = path / backup_folder.KEYS if copy_key is not None and key is None else None
            remains = swap.remains_name(database, clock.now())
            swap.replace_unreadable(database, tried.prepared, remains, keys=keys)
        finally:
            tried.discard()
    return Rescued(copy, remains if remains.exists() else None)


def keys_of(database: Path, path: Path, login: str, password: str, waiting: Waiting) -> tuple[bytes, bytes | None]:
    """The key of a copy and that of the key file beside a lost database, None where that is lost too.

    Both in one attempt: a copy whose password somebody knows must not wipe out failed guesses at the other.
    """
    ring = KeyRing.of(database)
    with waiting.attempt():
        return key_of(path, login, password), ring.unlock(login, password) if ring.exists else None
