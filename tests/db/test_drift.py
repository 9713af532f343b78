"""The migrations give exactly the tables that the row classes describe."""

from pathlib import Path

from app import models
from db import upgrade
from db.engine import migrating_engine


def test_migrations_and_row_classes_agree(database_template: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(database_template.read_bytes())
    engine = migrating_engine(copy)
    assert upgrade.drift(engine, models.metadata()) == []
    engine.dispose()


def test_the_comparison_notices_a_table_that_no_migration_makes(database_template: Path, tmp_path: Path) -> None:
    from sqlalchemy import Column, Integer, MetaData

    metadata = MetaData()
    for table in models.metadata().sorted_tables:
        table.to_metadata(metadata)
    metadata.tables["unit"].append_column(Column("forgotten", Integer))
    copy = tmp_path / "copy.db"
    copy.write_bytes(database_template.read_bytes())
    engine = migrating_engine(copy)
    found = upgrade.drift(engine, metadata)
    engine.dispose()
    assert "forgotten" in repr(found)


def test_the_comparison_notices_a_check_that_no_migration_makes(database_template: Path, tmp_path: Path) -> None:
    from sqlalchemy import CheckConstraint, MetaData

    metadata = MetaData()
    for table in models.metadata().sorted_tables:
        table.to_metadata(metadata)
    metadata.tables["unit"].append_constraint(CheckConstraint("id > 0", name="ck_unit_forgotten"))
    checks = metadata.tables["audit_head"].constraints
    checks -= {each for each in checks if isinstance(each, CheckConstraint)}
    copy = tmp_path / "copy.db"
    copy.write_bytes(database_template.read_bytes())
    engine = migrating_engine(copy)
    found = upgrade.drift(engine, metadata)
    engine.dispose()
    assert found == [
        ("add_check", "unit", "ck_unit_forgotten"),
        ("remove_check", "audit_head", "ck_audit_head_single"),
    ]
