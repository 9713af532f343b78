"""A database file given another key: a finished copy takes its place, so that at any moment one key opens it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from db import backup
from db.engine import LOCK_TIMEOUT, connect
from db.errors import DatabaseProblem, ProblemKind, translated
from db.swap import alone


def rekey(path: Path, old: bytes, new: bytes, ready: Callable[[], object], lock_timeout: float = LOCK_TIMEOUT) -> None:
    """Replace the file by a checked copy that is encrypted with ``new``.

    ``ready`` is called when the copy is finished, just before it takes the name: from then on both keys must be
    known. Raises DatabaseProblem, LOCKED when anybody else has the database open; then nothing has changed, except
    after ``ready``, when either key may be the right one.
    """
    with translated(path):
        backup.remove_abandoned(path)
        copy = backup.temporary_name(path)
        try:
            with alone(path, key=old, lock_timeout=lock_timeout):
                # nobody writes now and there is no log, so the bytes of the file are the database
                shutil.copyfile(path, copy)
                _change(copy, old, new)
                ready()
                if os.name != "nt":
                    copy.replace(path)
            if os.name == "nt":
                # an open file cannot be replaced there
                copy.replace(path)
            backup.sync_folder(path.parent)
        finally:
            backup.remove_with_companions(copy)


def _change(copy: Path, old: bytes, new: bytes) -> None:
    connection = connect(copy, key=old)
    try:
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        connection.execute(f"PRAGMA rekey=\"x'{new.hex()}'\"")
    finally:
        connection.close()
    connection = connect(copy, key=new)
    try:
        faults: list[Any] = [row[0] for row in connection.execute("PRAGMA quick_check(10)") if row[0] != "ok"]
        faults += [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
    finally:
        connection.close()
    if faults:
        raise DatabaseProblem(ProblemKind.CORRUPT, copy, "; ".join(map(str, faults)))
    backup.sync(copy)
