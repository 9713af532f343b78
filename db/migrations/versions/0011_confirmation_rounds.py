"""Rounds of confirming the data of organisations."""

import sqlalchemy as sa
from alembic import op  # noqa: TID253 - only Alembic loads this file

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "ngo_confirmation",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("valid_months", sa.Integer(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("line_count", sa.Integer(), nullable=False),
        sa.Column("sent_count", sa.Integer(), nullable=False),
        sa.Column("answered_count", sa.Integer(), nullable=False),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ngo_confirmation")),
    )
    with op.batch_alter_table("ngo_confirmation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ngo_confirmation_deleted_at_starts_on_id"), ["deleted_at", "starts_on", "id"], unique=False
        )

    op.create_table(
        "ngo_confirmation_line",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("ngo_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_by", sa.String(length=40), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=40), nullable=True),
        sa.Column("reminders", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["ngo_confirmation.id"],
            name=op.f("fk_ngo_confirmation_line_round_id_ngo_confirmation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["ngo_id"], ["ngo.id"], name=op.f("fk_ngo_confirmation_line_ngo_id_ngo")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ngo_confirmation_line")),
    )
    with op.batch_alter_table("ngo_confirmation_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ngo_confirmation_line_ngo_id"), ["ngo_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ngo_confirmation_line_round_id"), ["round_id"], unique=False)
