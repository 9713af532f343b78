"""Writers in processes of their own, forked from one that has already imported everything.

Run as ``python -m tests.db.writers DATABASE VERSIONS``; each line read starts one writer:
``count N`` makes N read-then-write transactions, ``acknowledge`` saves until it is killed and prints each saved
number. ``pid P`` and ``dead STATUS`` frame what a writer prints.
"""

import os
import sys
from pathlib import Path

from sqlalchemy import select

from db.file_store import FileStore
from tests.db.models import LineRow, NoteRow


def say(text: str) -> None:
    os.write(1, f"{text}\n".encode())


def count(store: FileStore, transactions: int) -> None:
    for _ in range(transactions):
        with store.writing() as session:
            row = session.scalars(select(NoteRow).where(NoteRow.symbol == "counter")).one()
            row.amount += 1


def acknowledge(store: FileStore) -> None:
    """Each transaction raises the counter and adds that many positions in all."""
    while True:
        with store.writing() as session:
            row = session.scalars(select(NoteRow).where(NoteRow.symbol == "counter")).one()
            row.amount += 1
            session.add(LineRow(note_id=row.id, position=row.amount, text="x" * 150))
            saved = row.amount
        say(f"saved {saved}")


def main(path: Path, versions: Path) -> None:
    children = []
    say("ready")
    for line in iter(sys.stdin.readline, ""):
        deed, *arguments = line.split()
        child = os.fork()
        if child:
            children.append(child)
            say(f"pid {child}")
            if deed == "acknowledge" or len(children) == 2:
                for waited in children:
                    say(f"dead {os.waitpid(waited, 0)[1]}")
                children.clear()
            continue
        with FileStore.open(path, versions=versions) as store:
            if deed == "count":
                count(store, int(arguments[0]))
            else:
                acknowledge(store)
        os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
