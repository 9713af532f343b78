"""Trying a backup before it takes anybody's place: unpacked beside the database, upgraded, checked as a whole."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import update

from db import backup, backup_folder, check, engine, foreign_code, schema_version, swap
from db.audit import AUDIT_HEAD, Anchor
from db.audit_check import verify
from db.backup_folder import DATABASE, BadBackup, Fault, Manifest
from db.errors import DatabaseProblem, ProblemKind, translated


@dataclass(frozen=True)
class Rehearsed:
    """A sound, upgraded copy under a hidden name beside the database it may replace.

    ``log_ok`` is False when the audit log in it does not verify against the head in the manifest.
    """

    prepared: Path
    manifest: Manifest
    log_ok: bool
    upgraded: bool

    def discard(self) -> None:
        """Remove the copy."""
        backup.remove_with_companions(self.prepared)


def rehearse(
    folder: Path,
    target: Path,
    *,
    copy_key: bytes | None,
    key: bytes | None,
    audit_key: str = "",
    progress: Callable[[int, int], None] | None = None,
    versions: Path = schema_version.VERSIONS,
) -> Rehearsed:
    """Unpack the backup in the folder of ``target``, encrypted with ``key``, and try it there.

    ``audit_key`` is given to a log that the upgrade began, so that it stays the same database. Raises BadBackup, or
    DatabaseProblem: NEWER_VERSION, DISK_FULL, CORRUPT.
    """
    manifest = backup_folder.verify(folder, key=copy_key, progress=progress)
    head = schema_version.newest(versions)
    if manifest.contents.schema > head:
        raise DatabaseProblem(
            ProblemKind.NEWER_VERSION, folder, f"schema {manifest.contents.schema}, known up to {head}"
        )
    size, _ = manifest.files[DATABASE]
    if shutil.disk_usage(target.parent).free < 2 * size + engine_room(size):
        raise DatabaseProblem(ProblemKind.DISK_FULL, target, "no room for a rehearsal")
    backup.remove_abandoned(target)
    prepared = backup.temporary_name(target)
    try:
        with translated(prepared):
            _unpack(folder / DATABASE, prepared, copy_key, key)
        _refuse_foreign_code(prepared, key)
        if backup_folder.contents_of(prepared, key) != manifest.contents:
            raise BadBackup(Fault.TAMPERED, folder, "counts")
        upgraded = manifest.contents.schema < head
        if upgraded:
            from db import upgrade

            upgrade.upgrade_copy(prepared, key=key, versions=versions)
        log_ok = _log_verifies(prepared, key, manifest, audit_key)
        if not check.check(prepared, key=key, versions=versions).ok:
            raise DatabaseProblem(ProblemKind.CORRUPT, folder, "check after the upgrade")
        swap.make_single(prepared, key)
    except BaseException:
        backup.remove_with_companions(prepared)
        raise
    return Rehearsed(prepared, manifest, log_ok, upgraded)


def engine_room(size: int) -> int:
    """Bytes that logs and the check may need beside copies of ``size``."""
    return size // 10 + (4 << 20)


def _unpack(copy: Path, prepared: Path, copy_key: bytes | None, key: bytes | None) -> None:
    if copy_key == key:
        shutil.copyfile(copy, prepared)
    else:
        # the key of the database may have been changed since; its key file stays as it is
        backup.copy_database(copy, prepared, copy_key, target_key=key)
    backup.sync(prepared)


def _refuse_foreign_code(prepared: Path, key: bytes | None) -> None:
    # before the first statement that could set off a trigger which somebody put into a plain copy
    with translated(prepared):
        connection = engine.connect(prepared, key=key)
        try:
            foreign_code.require_none(connection, prepared)
        finally:
            connection.close()


def _log_verifies(prepared: Path, key: bytes | None, manifest: Manifest, audit_key: str) -> bool:
    anchor = Anchor(manifest.contents.audit_count, manifest.contents.audit_mac)
    writing = engine.migrating_engine(prepared, key=key)
    try:
        with translated(prepared), writing.begin() as connection:
            if not manifest.contents.identity and audit_key:
                begun = update(AUDIT_HEAD).where(AUDIT_HEAD.c.count == 0)
                connection.execute(begun.values(key=audit_key))
            return verify(connection, [anchor] if anchor.count else []).ok
    finally:
        writing.dispose()
