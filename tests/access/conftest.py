"""Key rings with cheap passwords."""

from pathlib import Path

import pytest

from app.access import keyring
from app.access.envelope import Cost
from app.access.keyring import KeyRing
from tests.access.rings import CHEAP, CODE, KEY


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> Cost:
    """A guess costs next to nothing."""
    monkeypatch.setattr(keyring, "usual_cost", lambda: CHEAP)
    return CHEAP


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Something that stands for a database; its keys lie beside it."""
    path = tmp_path / "urzad.db"
    path.write_bytes(b"x")
    return path


@pytest.fixture
def ring(database: Path) -> KeyRing:
    """Keys for anna, ewa and the recovery key."""
    made = KeyRing.create(database, KEY, CODE)
    made.put("anna", "kasza i masło", KEY)
    made.put("ewa", "rower i lampa", KEY)
    return made
