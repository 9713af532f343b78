"""Files of every released schema open in this program: upgraded, sound, without drift, with everything still there."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest

from app import models
from app.bootstrap import open_services
from app.core.records import Query
from db import check, schema_version, upgrade
from db.engine import connect, migrating_engine
from db.file_store import FileStore
from tests.db import keep_schema
from tests.db.older_schemas import BEFORE_COMMISSIONS, add_commission, check_commission, migrations_up_to

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(keep_schema.FOLDER.glob("schema_*.db.gz"))

DERIVED = {"alembic_version", "entity_revision", "search_document"}
"""What the program makes anew from the rest."""
CHANGED: dict[tuple[str, str], str] = {}
"""Columns whose values a migration changes on purpose, with the reason."""


def unpacked(file: Path, folder: Path) -> Path:
    path = folder / "urzad.db"
    path.write_bytes(gzip.decompress(file.read_bytes()))
    return path


def contents(path: Path) -> dict[tuple[str, str], list[Any]]:
    """All values by table and column, in the order of the rows."""
    connection = connect(path)
    try:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            (table, column): connection.execute(f'SELECT "{column}" FROM "{table}" ORDER BY rowid').fetchall()
            for table in tables
            if table not in DERIVED and not table.startswith("sqlite_")
            for (_, column, *_) in connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        }
    finally:
        connection.close()


def test_there_are_old_databases() -> None:
    assert FILES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.partition(".")[0])
def test_old_database_is_upgraded_with_all_it_holds(file: Path, tmp_path: Path) -> None:
    path = unpacked(file, tmp_path)
    before = contents(path)
    schema = int(file.name[7:11])
    assert check.check(path).schema == schema
    services = open_services(path)
    living = [deleted for (deleted,) in before["service_card", "deleted_at"]].count(None)
    assert services.cards.count(Query()) == living > 10
    assert services.cards.find("dowód osobisty")
    assert services.office().name
    services.close()
    report = check.check(path)
    assert report.ok
    assert report.schema == schema_version.newest()
    after = contents(path)
    lost = {name for name in before if after.get(name) != before[name]} - set(CHANGED)
    assert lost == set(), "a migration that means it names the columns in CHANGED"
    engine = migrating_engine(path)
    assert upgrade.drift(engine, models.metadata()) == []
    engine.dispose()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.partition(".")[0])
def test_upgrade_keeps_a_copy_of_the_old_database(file: Path, tmp_path: Path) -> None:
    path = unpacked(file, tmp_path)
    before = contents(path)
    with FileStore.open(path) as store:
        copy = store.upgrade_backup
    if int(file.name[7:11]) == schema_version.newest():
        assert copy is None
        return
    assert copy is not None
    kept = copy / "baza.db" if copy.is_dir() else copy
    assert contents(kept) == before


def test_commissions_and_erasures_of_the_version_before_stay_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "urzad.db"
    versions = migrations_up_to(BEFORE_COMMISSIONS, tmp_path)
    with FileStore.create(path, versions=versions) as older, older.writing() as session:
        add_commission(session.connection())
    before = contents(path)
    with FileStore.open(path) as store:
        copy = store.upgrade_backup
        with store.writing() as session:
            check_commission(session.connection())
    report = check.check(path)
    assert (report.ok, report.schema) == (True, schema_version.newest())
    assert copy is not None
    assert check.check(copy / "baza.db").schema == BEFORE_COMMISSIONS
    assert contents(copy / "baza.db") == before


def test_no_migration_goes_back() -> None:
    """The way back is the copy made before; half of a way back would only lose what is new."""
    assert [
        file.name for file in schema_version.VERSIONS.glob("*.py") if "def downgrade" in file.read_text("utf-8")
    ] == []


def test_every_release_has_its_database() -> None:
    versions = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    released = keep_schema.released()
    missing = [version for version in versions if version not in released]
    assert missing == [], "before a release: python -m tests.db.keep_schema VERSION"
    assert [version for version, schema in released.items() if not keep_schema.file_of(schema).exists()] == []


def test_released_migrations_stay_as_numbered() -> None:
    assert max(keep_schema.released().values(), default=0) <= schema_version.newest()


def test_keeping_a_schema_notes_it_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keep_schema, "FOLDER", tmp_path)
    monkeypatch.setattr(keep_schema, "RELEASES", tmp_path / "releases.toml")
    (tmp_path / "releases.toml").write_text("", encoding="utf-8")
    target = keep_schema.keep("1.2.3")
    packed = target.read_bytes()
    assert unpacked(target, tmp_path).stat().st_size > 100_000
    assert keep_schema.keep("1.2.4") == target
    assert target.read_bytes() == packed
    assert keep_schema.released() == {"1.2.3": schema_version.newest(), "1.2.4": schema_version.newest()}
