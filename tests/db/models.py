"""Row classes of the tests' own, on metadata of their own: the program's models are not db's business."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, MetaData, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from db.base import ENTITY_REVISION, NAMING_CONVENTION, Positioned, Versioned
from db.types import JsonValue, StrEnumType, TextList, UtcDateTime


class Colour(StrEnum):
    RED = "czerwony"
    GREEN = "zielony"


class OwnBase(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING_CONVENTION)


ENTITY_REVISION.to_metadata(OwnBase.metadata)


class NoteRow(Versioned, OwnBase):
    __tablename__ = "note"
    __table_args__ = (UniqueConstraint("symbol"), CheckConstraint("amount >= 0", name="amount_not_negative"))
    entity = "note"

    symbol: Mapped[str] = mapped_column(String(40))
    amount: Mapped[int] = mapped_column(default=0)
    colour: Mapped[Colour | None] = mapped_column(StrEnumType(Colour))
    words: Mapped[tuple[str, ...]] = mapped_column(TextList, default=())
    data: Mapped[Any] = mapped_column(JsonValue, nullable=True)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    day: Mapped[date | None]
    lines: Mapped[list["LineRow"]] = relationship(
        order_by="LineRow.position", cascade="all, delete-orphan", passive_deletes=True
    )

    followers: Mapped[list["FollowerRow"]] = relationship()


class LineRow(Positioned, OwnBase):
    __tablename__ = "note_line"
    entity = "note"

    note_id: Mapped[int] = mapped_column(ForeignKey("note.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(String(200))


class FollowerRow(Versioned, OwnBase):
    __tablename__ = "follower"
    entity = "follower"

    note_id: Mapped[int | None] = mapped_column(ForeignKey("note.id"))


class IndexRow(OwnBase):
    __tablename__ = "note_index"

    id: Mapped[int] = mapped_column(primary_key=True)
    entity: Mapped[str] = mapped_column(String(40))


MIGRATION = """
import sqlalchemy as sa
from alembic import op
revision = "0002"
down_revision = "0001"

def upgrade() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("symbol", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("colour", sa.String(length=40), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_note_amount_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint("symbol", name=op.f("uq_note_symbol")),
    )
    op.create_table(
        "note_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["note_id"], ["note.id"], name=op.f("fk_note_line_note_id_note"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_line")),
    )
    op.create_table(
        "note_index",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entity", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_index")),
    )
    op.create_table(
        "follower",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk_follower_note_id_note")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follower")),
    )
"""
