"""Yearly programmes of cooperation and consultations."""

import sqlalchemy as sa
from alembic import op  # noqa: TID253 - only Alembic loads this file

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ngo_programme",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.Column("last_year", sa.Integer(), nullable=False),
        sa.Column("draft_on", sa.Date(), nullable=True),
        sa.Column("consulted_from", sa.Date(), nullable=True),
        sa.Column("consulted_to", sa.Date(), nullable=True),
        sa.Column("opinion_on", sa.Date(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("passed_on", sa.Date(), nullable=True),
        sa.Column("resolution", sa.String(length=60), nullable=False),
        sa.Column("report_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("money", sa.BigInteger(), nullable=True),
        sa.Column("grants", sa.BigInteger(), nullable=True),
        sa.Column("small_grants", sa.BigInteger(), nullable=True),
        sa.Column("subsidiarity", sa.Text(), nullable=False),
        sa.Column("sovereignty", sa.Text(), nullable=False),
        sa.Column("partnership", sa.Text(), nullable=False),
        sa.Column("efficiency", sa.Text(), nullable=False),
        sa.Column("competition", sa.Text(), nullable=False),
        sa.Column("openness", sa.Text(), nullable=False),
        sa.Column("aims", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("forms", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("making", sa.Text(), nullable=False),
        sa.Column("commissions", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("passing_due", sa.Date(), nullable=False),
        sa.Column("report_due", sa.Date(), nullable=False),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ngo_programme")),
    )
    with op.batch_alter_table("ngo_programme", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ngo_programme_deleted_at_first_year_id"), ["deleted_at", "first_year", "id"], unique=False
        )

    op.create_table(
        "ngo_consultation",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("draft_number", sa.String(length=60), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ways", sa.Text(), nullable=False),
        sa.Column("spheres", sa.Text(), nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("announced_where", sa.String(length=300), nullable=False),
        sa.Column("results_on", sa.Date(), nullable=True),
        sa.Column("results", sa.Text(), nullable=False),
        sa.Column("results_where", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("asked_count", sa.Integer(), nullable=False),
        sa.Column("answered_count", sa.Integer(), nullable=False),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["ngo_programme.id"], name=op.f("fk_ngo_consultation_programme_id_ngo_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ngo_consultation")),
    )
    with op.batch_alter_table("ngo_consultation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ngo_consultation_deleted_at_starts_on_id"), ["deleted_at", "starts_on", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_ngo_consultation_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "ngo_programme_task",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("sphere", sa.String(length=8), nullable=False),
        sa.Column("task", sa.String(length=500), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["ngo_programme.id"],
            name=op.f("fk_ngo_programme_task_programme_id_ngo_programme"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ngo_programme_task")),
    )
    with op.batch_alter_table("ngo_programme_task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ngo_programme_task_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "ngo_consultation_asked",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("ngo_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("channel", sa.String(length=40), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("taken", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["ngo_consultation.id"],
            name=op.f("fk_ngo_consultation_asked_consultation_id_ngo_consultation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["ngo_id"], ["ngo.id"], name=op.f("fk_ngo_consultation_asked_ngo_id_ngo")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ngo_consultation_asked")),
    )
    with op.batch_alter_table("ngo_consultation_asked", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ngo_consultation_asked_consultation_id"), ["consultation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_ngo_consultation_asked_ngo_id"), ["ngo_id"], unique=False)
