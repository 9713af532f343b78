"""Travel orders, training agreements, budgets and lists of preferred institutions."""

import sqlalchemy as sa
from alembic import op  # noqa: TID253 - only Alembic loads this file

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "preferred_list",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.String(length=160), nullable=False),
        sa.Column("lines", sa.Text(), nullable=True),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preferred_list")),
    )
    with op.batch_alter_table("preferred_list", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_preferred_list_deleted_at_year_id"), ["deleted_at", "year", "id"], unique=False
        )

    op.create_table(
        "training_budget",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.String(length=160), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_budget")),
    )
    with op.batch_alter_table("training_budget", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_budget_deleted_at_year_id"), ["deleted_at", "year", "id"], unique=False
        )

    op.create_table(
        "preferred_list_note",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=True),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["training_institution.id"],
            name=op.f("fk_preferred_list_note_institution_id_training_institution"),
        ),
        sa.ForeignKeyConstraint(
            ["list_id"],
            ["preferred_list.id"],
            name=op.f("fk_preferred_list_note_list_id_preferred_list"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preferred_list_note")),
    )
    with op.batch_alter_table("preferred_list_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_preferred_list_note_institution_id"), ["institution_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_preferred_list_note_list_id"), ["list_id"], unique=False)

    op.create_table(
        "training_budget_unit",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("budget_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["budget_id"],
            ["training_budget.id"],
            name=op.f("fk_training_budget_unit_budget_id_training_budget"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_training_budget_unit_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_budget_unit")),
    )
    with op.batch_alter_table("training_budget_unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_budget_unit_budget_id"), ["budget_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_budget_unit_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "training_agreement",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=True),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=160), nullable=False),
        sa.Column("post", sa.String(length=160), nullable=False),
        sa.Column("unit", sa.String(length=12), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("training_starts_on", sa.Date(), nullable=True),
        sa.Column("training_ends_on", sa.Date(), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("leave_days", sa.Integer(), nullable=True),
        sa.Column("benefits", sa.Text(), nullable=False),
        sa.Column("duties", sa.Text(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("ending", sa.String(length=40), nullable=True),
        sa.Column("waived", sa.BigInteger(), nullable=True),
        sa.Column("waived_reason", sa.String(length=300), nullable=False),
        sa.Column("repaid_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("stay_until", sa.Date(), nullable=True),
        sa.Column("repayment", sa.BigInteger(), nullable=True),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("number_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f("fk_training_agreement_employee_id_employee")
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["training_participation.id"],
            name=op.f("fk_training_agreement_participation_id_training_participation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_agreement")),
        sa.UniqueConstraint("number", name=op.f("uq_training_agreement_number")),
    )
    with op.batch_alter_table("training_agreement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_agreement_deleted_at_sort_id"), ["deleted_at", "sort", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_training_agreement_employee_id"), ["employee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_agreement_participation_id"), ["participation_id"], unique=False)

    op.create_table(
        "travel_order",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=True),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=160), nullable=False),
        sa.Column("post", sa.String(length=160), nullable=False),
        sa.Column("unit", sa.String(length=12), nullable=False),
        sa.Column("destination", sa.String(length=160), nullable=False),
        sa.Column("purpose", sa.String(length=400), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("transport", sa.String(length=40), nullable=False),
        sa.Column("vehicle", sa.String(length=40), nullable=True),
        sa.Column("plate", sa.String(length=12), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column("ordered_by", sa.String(length=160), nullable=False),
        sa.Column("advance", sa.BigInteger(), nullable=True),
        sa.Column("legs", sa.Text(), nullable=False),
        sa.Column("meals", sa.Text(), nullable=False),
        sa.Column("bills", sa.Text(), nullable=False),
        sa.Column("lump_nights", sa.Integer(), nullable=True),
        sa.Column("local_transport", sa.Boolean(), nullable=False),
        sa.Column("allowance_rate", sa.BigInteger(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("cancel_reason", sa.String(length=300), nullable=False),
        sa.Column("allowance", sa.BigInteger(), nullable=False),
        sa.Column("fares", sa.BigInteger(), nullable=False),
        sa.Column("lodging", sa.BigInteger(), nullable=False),
        sa.Column("other", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("number_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_travel_order_employee_id_employee")),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["training_participation.id"],
            name=op.f("fk_travel_order_participation_id_training_participation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_travel_order")),
        sa.UniqueConstraint("number", name=op.f("uq_travel_order_number")),
    )
    with op.batch_alter_table("travel_order", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_travel_order_deleted_at_participation_id"), ["deleted_at", "participation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_travel_order_deleted_at_starts_on_id"), ["deleted_at", "starts_on", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_travel_order_employee_id"), ["employee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_travel_order_participation_id"), ["participation_id"], unique=False)
