"""What all tables share: constraint names, version and time stamps, and the kind of record a row belongs to."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import Column, Integer, MetaData, String, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.orm.attributes import flag_modified

from db.types import TextList, UtcDateTime

NAMING_CONVENTION = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
"""Alembic can only change a constraint that has a name; CHECK constraints must be given one."""


class Base(DeclarativeBase):
    """Root of all row classes.

    ``entity`` names the kind of record, e.g. ``service_card``; rows of a list field carry their record's kind.
    """

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime, tuple[str, ...]: TextList}
    entity: ClassVar[str]


ENTITY_REVISION = Table(
    "entity_revision",
    Base.metadata,
    Column("entity", String(40), primary_key=True),
    Column("revision", Integer, nullable=False),
)
"""The counters of ``db.revisions``; here, so that every comparison of row classes and tables knows them."""


def _now() -> datetime:
    return datetime.now(UTC)


class Versioned:
    """Columns of every record: id, version (from 1, raised by each save), moments in UTC.

    A row whose version changed meanwhile raises ``db.errors.StaleRecord`` on save. Bulk UPDATE and DELETE skip
    that check and may not be used on versioned tables. ``deleted_at`` marks a record as deleted; the row stays.
    """

    entity: ClassVar[str]

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True, sort_order=-90)
    version: Mapped[int] = mapped_column(sort_order=-80)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=_now, sort_order=80)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=_now, onupdate=_now, sort_order=81)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, sort_order=82)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}

    def touch(self, moment: datetime) -> None:
        """Make the next flush save this row and raise its version, even when no column differs."""
        self.updated_at = moment
        flag_modified(self, "updated_at")


class Positioned:
    """Columns of a position of a list field: id and place in the list (0-based).

    The row class adds the foreign key to its record and the record's ``entity``. A change to a position raises
    the version of its record (``db.revisions``).
    """

    entity: ClassVar[str]

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True, sort_order=-90)
    position: Mapped[int] = mapped_column(sort_order=-80)
