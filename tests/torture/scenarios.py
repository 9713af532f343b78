"""What is interrupted: for each scenario the folder before, the processes that work, and what must hold after."""

import gzip
import shutil
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from db import schema_version
from db.backup_folder import DATABASE
from db.engine import connect
from tests.torture import deeds
from tests.torture.orders import Order
from tests.torture.soundness import (
    Verdict,
    acknowledgements,
    copy_faults,
    file_faults,
    judge_copies,
    judge_imports,
    judge_writers,
    last_number,
    published,
)

OLD_DATABASES = Path(__file__).resolve().parents[1] / "data" / "old_databases"
KEY = bytes(range(32))
"""Protects nothing: the tests' own."""
SLOW_ROWS = 8000


class Scenario(ABC):
    """One kind of work on a database in a folder of its own."""

    name: ClassVar[str]
    wait: ClassVar[tuple[float, float]]
    """Seconds between which the moment of a kill is drawn; of a fresh one, parts of the time it takes undisturbed."""
    fresh: ClassVar[bool] = False
    """Whether each round starts from the beginning instead of going on with what the last one left."""

    def __init__(self, key: bytes | None) -> None:
        self.key = key

    @property
    def title(self) -> str:
        """How the table of results calls it."""
        return f"{self.name}, {'plain' if self.key is None else 'encrypted'}"

    def database(self, folder: Path) -> Path:
        """The database below the scenario's folder."""
        return folder / "urzad.db"

    def prepare(self, folder: Path) -> None:
        """Make the state before."""
        deeds.prepare(self.database(folder), self.key)

    def order(self, folder: Path, deed: str, **changes: object) -> Order:
        """An order on the scenario's database."""
        key = None if self.key is None else self.key.hex()
        return Order(deed=deed, database=str(self.database(folder)), key=key).changed(**changes)

    @abstractmethod
    def orders(self, folder: Path) -> Sequence[Order]:
        """The processes that work at once until one of them, the first, is killed; then the others are, too."""

    def taped(self, folder: Path) -> Order | None:
        """The one process for a power cut, which ends by itself; None: not for power cuts."""
        return None

    @abstractmethod
    def judge(self, folder: Path, lines: Sequence[str]) -> Verdict:
        """What must hold when these lines had been said."""

    def next_number(self, folder: Path, name: str) -> int:
        """Where a writer goes on."""
        return last_number(self.database(folder), self.key, name) + 1


class Writing(Scenario):
    """Two writers at once."""

    name = "saving"
    wait = (0.0, 0.4)
    writers = ("A", "B")

    def orders(self, folder: Path) -> Sequence[Order]:
        return [self.order(folder, "write", name=name, first=self.next_number(folder, name)) for name in self.writers]

    def taped(self, folder: Path) -> Order:
        return self.order(folder, "write", limit=60)

    def judge(self, folder: Path, lines: Sequence[str]) -> Verdict:
        return judge_writers(self.database(folder), self.key, acknowledgements(lines), self.writers)


class Importing(Scenario):
    """Thirty cards in one transaction, again and again."""

    name = "importing"
    wait = (0.0, 0.5)

    def orders(self, folder: Path) -> Sequence[Order]:
        return [self._order(folder)]

    def _order(self, folder: Path) -> Order:
        # the numbers of an import need not follow each other
        connection = connect(self.database(folder), key=self.key)
        try:
            (last,) = connection.execute("SELECT max(CAST(notes AS INTEGER)) FROM service_card").fetchone()
        finally:
            connection.close()
        return self.order(folder, "take_over", name="I", first=(last or 0) + 1)

    def taped(self, folder: Path) -> Order:
        return self.order(folder, "take_over", name="I", limit=6)

    def judge(self, folder: Path, lines: Sequence[str]) -> Verdict:
        return judge_imports(self.database(folder), self.key, acknowledgements(lines))


class BackingUp(Scenario):
    """Copies under two names in turn while a writer saves."""

    name = "backing up"
    wait = (0.02, 0.4)

    def orders(self, folder: Path) -> Sequence[Order]:
        return [
            self.order(folder, "back_up"),
            self.order(folder, "write", first=self.next_number(folder, "A")),
        ]

    def taped(self, folder: Path) -> Order:
        return self.order(folder, "write_and_back_up", limit=40)

    def judge(self, folder: Path, lines: Sequence[str]) -> Verdict:
        told = acknowledgements(lines)
        verdict = judge_writers(self.database(folder), self.key, told, ("A",))
        copies = judge_copies(self.database(folder), self.key, told)
        verdict.lost += copies.lost
        verdict.faults += copies.faults
        verdict.acknowledged += copies.acknowledged
        for copy in published(self.database(folder))[:-2]:
            # so that looking at them does not take longer and longer
            shutil.rmtree(copy)
        return verdict


class Restoring(Scenario):
    """The state of a copy put in the place of a later one, which is kept."""

    name = "restoring"
    wait = (0.0, 1.1)
    fresh = True
    then, now = 6, 13

    def prepare(self, folder: Path) -> None:
        super().prepare(folder)
        with deeds.quiet():
            self._save(folder, 1, self.then)
            deeds.back_up(self.order(folder, "", limit=1))
            self._save(folder, self.then + 1, self.now)

    def _save(self, folder: Path, first: int, last: int) -> None:
        deeds.write(self.order(folder, "", first=first, limit=last))

    def orders(self, folder: Path) -> Sequence[Order]:
        return [self.taped(folder)]

    def taped(self, folder: Path) -> Order:
        return self.order(folder, "restore", name="R")

    def judge(self, folder: Path, lines: Sequence[str]) -> Verdict:
        path = self.database(folder)
        told = acknowledgements(lines).get("R", 0)
        verdict = judge_writers(path, self.key, {}, ("A",))
        if verdict.faults:
            return verdict
        number = last_number(path, self.key, "A")
        verdict.acknowledged = told
        verdict.lost = int(bool(told) and number != self.then)
        if number not in (self.then, self.now):
            verdict.faults.append(f"neither the old nor the new state: {number}")
        verdict.notes["new" if number == self.then else "old"] += 1
        kept = []
        for copy in published(path):
            verdict.faults += copy_faults(copy, self.key)
            kept.append(last_number(copy / DATABASE, self.key, "A"))
        if self.then not in kept or (number == self.then and self.now not in kept):
            verdict.faults.append(f"state {number}, copies of {kept}")
        return verdict


class Migrating(Scenario):
    """A file of an old release upgraded through all migrations and a slow one made up for this test."""

    name = "migrating"
    wait = (0.0, 1.1)
    fresh = True
    old = 2

    def prepare(self, folder: Path) -> None:
        plain = folder / "plain.db"
        plain.write_bytes(gzip.decompress((OLD_DATABASES / f"schema_{self.old:04d}.db.gz").read_bytes()))
        encrypt(plain, self.database(folder), self.key)
        shutil.copytree(schema_version.VERSIONS, folder / "versions", ignore=shutil.ignore_patterns("__pycache__"))
        newest = schema_version.newest()
        revision, before = schema_version.revision(newest + 1), schema_version.revision(newest)
        text = SLOW_MIGRATION.format(revision=revision, before=before, rows=SLOW_ROWS)
        (folder / "versions" / f"{revision}_slow.py").write_text(text, encoding="utf-8")

    def orders(self, folder: Path) -> Sequence[Order]:
        return [self.taped(folder)]

    def taped(self, folder: Path) -> Order:
        return self.order(folder, "migrate", versions=str(folder / "versions"))

    def judge(self, folder: Path, lines: Sequence[str]) -> Verdict:
        new = schema_version.newest(folder / "versions")
        verdict, number = self._state(self.database(folder))
        verdict.acknowledged = acknowledgements(lines).get("A", 0)
        verdict.lost = int(bool(verdict.acknowledged) and number != new)
        verdict.notes["new" if number == new else "old"] += 1
        for copy in published(self.database(folder)):
            of_copy, number = self._state(copy / DATABASE)
            verdict.faults += [*of_copy.faults, *copy_faults(copy, self.key)]
            verdict.faults += [] if number == self.old else [f"{copy.name}: schema {number}"]
            verdict.notes["copy made before"] += 1
        return verdict

    def _state(self, path: Path) -> tuple[Verdict, int]:
        verdict = Verdict(faults=file_faults(path, self.key))
        if verdict.faults:
            return verdict, 0
        connection = connect(path, key=self.key)
        try:
            (number,) = connection.execute("PRAGMA user_version").fetchone()
            (alembic,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            (cards,) = connection.execute("SELECT count(*) FROM service_card").fetchone()
            slow = 0
            if "slow" in tables:
                (slow,) = connection.execute("SELECT count(*) FROM slow WHERE doubled = 2 * id").fetchone()
        finally:
            connection.close()
        whole = "slow" not in tables if number == self.old else slow == SLOW_ROWS
        leftovers = [name for name in tables if name.startswith("_alembic_tmp")]
        if not whole or int(alembic) != number or cards != 20 or leftovers:
            verdict.faults.append(f"{path.name}: half migrated, schema {number}/{alembic}, {slow} rows, {cards} cards")
        return verdict, number


def encrypt(plain: Path, target: Path, key: bytes | None) -> None:
    """Move a plain database to ``target``, under a key where there is one."""
    if key is None:
        plain.rename(target)
        return
    connection = connect(plain)
    try:
        connection.execute("ATTACH ? AS target KEY ?", (str(target), f"x'{key.hex()}'"))
        connection.execute("SELECT sqlcipher_export('target')").fetchall()
        for pragma in ("user_version", "application_id"):
            (number,) = connection.execute(f"PRAGMA main.{pragma}").fetchone()
            connection.execute(f"PRAGMA target.{pragma}={number}")
    finally:
        connection.close()
    plain.unlink()


SLOW_MIGRATION = """
import sqlalchemy as sa
from alembic import op
revision = "{revision}"
down_revision = "{before}"

def upgrade() -> None:
    table = op.create_table("slow", sa.Column("id", sa.Integer, primary_key=True), sa.Column("text", sa.Text))
    op.bulk_insert(table, [dict(id=n, text="x" * 200) for n in range({rows})])
    with op.batch_alter_table("slow") as batch:
        batch.add_column(sa.Column("doubled", sa.Integer))
    for n in range({rows}):
        op.get_bind().exec_driver_sql("UPDATE slow SET doubled = ? WHERE id = ?", (2 * n, n))
    with op.batch_alter_table("service_card") as batch:
        batch.add_column(sa.Column("invented", sa.Text))
"""

SCENARIOS: tuple[type[Scenario], ...] = (Writing, Importing, BackingUp, Migrating, Restoring)
