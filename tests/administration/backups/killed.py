"""Runs a deed again and again, each time killed one step later: ``python -m tests.administration.backups.killed``.

Arguments: the deed, the folder prepared for it, a folder for the outcomes. A step is a file made, opened for
writing, renamed or removed, or a folder made: what changes the disk. The last outcome is that of the unkilled deed.
"""

import os
import shutil
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.administration.backups.domain import Plan
from app.administration.backups.rescue import rescue
from app.administration.backups.usecases import Backups
from app.core.clock import FixedClock
from db.file_store import FileStore

KEY = bytes(range(32))
CLOCK = FixedClock(datetime(2026, 11, 23, 10, tzinfo=UTC))
CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.copyfile"})


def backups(store: FileStore) -> Backups:
    """Use cases with the plan that a test expects."""
    return Backups(store, CLOCK, plan=Plan)


def copy_of(folder: Path) -> Path:
    """The one copy that was prepared."""
    (copy,) = (folder / "kopie").glob("urzad-20261122-*")
    return copy


def create(folder: Path) -> None:
    with FileStore.open(folder / "urzad.db", key=KEY) as store:
        backups(store).create()


def restore(folder: Path) -> None:
    store = FileStore.open(folder / "urzad.db", key=KEY)
    deeds = backups(store)
    deeds.put_in_place(deeds.rehearse(copy_of(folder)))


def bring_back(folder: Path) -> None:
    """The database is unreadable and its key file gone."""
    rescue(folder / "urzad.db", copy_of(folder), CLOCK, copy_key=KEY)


DEEDS = {"create": create, "restore": restore, "bring_back": bring_back}


def die_at(step: int) -> None:
    """Kill this process just before it changes the disk for the ``step``-th time."""
    left = step

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
        if event in CHANGES or writes:
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

    sys.addaudithook(watch)


def main(name: str, prepared: Path, outcomes: Path) -> None:
    """Make the outcomes ``000``, ``001`` …"""
    step = 0
    while True:
        folder = outcomes / f"{step:03}"
        shutil.copytree(prepared, folder)
        child = os.fork()
        if child == 0:
            die_at(step)
            DEEDS[name](folder)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            sys.exit(os.WEXITSTATUS(status))
        step += 1


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
