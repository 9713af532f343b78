"""A database with a few units, its backups, and a clock that a test moves."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from app.administration.backups.copying import CopyingState
from app.administration.backups.domain import Plan
from app.administration.backups.usecases import Backups, Safeguard
from app.bootstrap import Services, build
from app.core.clock import FixedClock
from app.people.units.domain import UnitDraft
from db.file_store import FileStore
from tests.conftest import NOW


@dataclass
class Office:
    """An open database with everything a test of backups touches."""

    services: Services
    clock: FixedClock
    plan: Plan
    state: CopyingState = field(default_factory=CopyingState)

    @property
    def path(self) -> Path:
        assert self.services.file is not None
        return self.services.file

    @property
    def place(self) -> Path:
        return self.path.with_name("kopie")

    def add_unit(self, symbol: str) -> None:
        self.services.units.create(UnitDraft(symbol=symbol, name=f"Referat {symbol}"))

    def symbols(self) -> list[str]:
        return [unit.symbol for unit in self.services.units.all()]

    def pass_time(self, **span: float) -> None:
        self.clock.moment += timedelta(**span)

    def reopen(self, key: bytes | None = None) -> None:
        self.services.store.close()
        self.open(FileStore.open(self.path, key=key))

    def open(self, store: FileStore) -> None:
        self.services = build(store, self.clock)

    @property
    def backups(self) -> Backups:
        return Backups(self.services.store, self.clock, plan=lambda: self.plan, state=self.state)

    def guard(self) -> Safeguard:
        return Safeguard(self.services.store, self.clock, plan=lambda: self.plan, state=self.state)


@pytest.fixture(params=[None, bytes(range(32))], ids=["plain", "encrypted"])
def key(request: pytest.FixtureRequest) -> bytes | None:
    """Without and with a key."""
    found: bytes | None = request.param
    return found


@pytest.fixture
def office(tmp_path: Path, key: bytes | None, database: Path) -> Iterator[Office]:
    """An office with two units."""
    folder = tmp_path / "Urząd Łąck"
    folder.mkdir()
    path = folder / "urzad.db"
    if key is None:
        database.rename(path)
        store = FileStore.open(path)
    else:
        store = FileStore.create(path, key=key)
        path.with_name("urzad.db.klucze").write_text("{}", encoding="utf-8")
    clock = FixedClock(NOW)
    opened = Office(build(store, clock), clock, Plan())
    opened.add_unit("SO")
    opened.add_unit("FN")
    yield opened
    opened.services.store.close()
