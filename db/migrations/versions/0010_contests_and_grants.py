"""Open contests, offers and grants."""

import sqlalchemy as sa
from alembic import op  # noqa: TID253 - only Alembic loads this file

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ngo_contest",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("sphere", sa.String(length=8), nullable=False),
        sa.Column("other_spheres", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("case_sign", sa.String(length=60), nullable=False),
        sa.Column("planned", sa.BigInteger(), nullable=True),
        sa.Column("past_tasks", sa.Text(), nullable=False),
        sa.Column("spent_this_year", sa.BigInteger(), nullable=True),
        sa.Column("spent_last_year", sa.BigInteger(), nullable=True),
        sa.Column("grant_rules", sa.Text(), nullable=False),
        sa.Column("task_from", sa.Date(), nullable=True),
        sa.Column("task_until", sa.Date(), nullable=True),
        sa.Column("task_terms", sa.Text(), nullable=False),
        sa.Column("choice_way", sa.Text(), nullable=False),
        sa.Column("decision_by", sa.Date(), nullable=True),
        sa.Column("notice_bip", sa.Date(), nullable=True),
        sa.Column("notice_seat", sa.Date(), nullable=True),
        sa.Column("notice_site", sa.Date(), nullable=True),
        sa.Column("offers_until", sa.Date(), nullable=True),
        sa.Column("offers_where", sa.String(length=300), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("results_on", sa.Date(), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("cancelled_why", sa.String(length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("number_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ngo_contest")),
        sa.UniqueConstraint("number", name=op.f("uq_ngo_contest_number")),
    )
    with op.batch_alter_table("ngo_contest", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ngo_contest_deleted_at_year_id"), ["deleted_at", "year", "id"], unique=False
        )

    op.create_table(
        "ngo_contest_member",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("ngo_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contest_id"],
            ["ngo_contest.id"],
            name=op.f("fk_ngo_contest_member_contest_id_ngo_contest"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["ngo_id"], ["ngo.id"], name=op.f("fk_ngo_contest_member_ngo_id_ngo")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ngo_contest_member")),
    )
    with op.batch_alter_table("ngo_contest_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ngo_contest_member_contest_id"), ["contest_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ngo_contest_member_ngo_id"), ["ngo_id"], unique=False)

    op.create_table(
        "ngo_offer",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("ngo_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("task_from", sa.Date(), nullable=True),
        sa.Column("task_until", sa.Date(), nullable=True),
        sa.Column("asked", sa.BigInteger(), nullable=False),
        sa.Column("own_share", sa.BigInteger(), nullable=True),
        sa.Column("formal", sa.String(length=40), nullable=True),
        sa.Column("formal_reasons", sa.Text(), nullable=False),
        sa.Column("scores", sa.Text(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("decision", sa.String(length=40), nullable=True),
        sa.Column("granted", sa.BigInteger(), nullable=True),
        sa.Column("decision_reasons", sa.Text(), nullable=False),
        sa.Column("reasons_asked_on", sa.Date(), nullable=True),
        sa.Column("reasons_given_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("mean", sa.Integer(), nullable=True),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["contest_id"], ["ngo_contest.id"], name=op.f("fk_ngo_offer_contest_id_ngo_contest")),
        sa.ForeignKeyConstraint(["ngo_id"], ["ngo.id"], name=op.f("fk_ngo_offer_ngo_id_ngo")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ngo_offer")),
    )
    with op.batch_alter_table("ngo_offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ngo_offer_contest_id"), ["contest_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_ngo_offer_deleted_at_contest_id_id"), ["deleted_at", "contest_id", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_ngo_offer_deleted_at_sort_id"), ["deleted_at", "sort", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ngo_offer_ngo_id"), ["ngo_id"], unique=False)

    op.create_table(
        "ngo_offer_partner",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("ngo_id", sa.Integer(), nullable=True),
        sa.Column("part", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["ngo_id"], ["ngo.id"], name=op.f("fk_ngo_offer_partner_ngo_id_ngo")),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["ngo_offer.id"], name=op.f("fk_ngo_offer_partner_offer_id_ngo_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ngo_offer_partner")),
    )
    with op.batch_alter_table("ngo_offer_partner", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ngo_offer_partner_ngo_id"), ["ngo_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ngo_offer_partner_offer_id"), ["offer_id"], unique=False)

    op.create_table(
        "ngo_grant",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("ngo_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("sphere", sa.String(length=8), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("case_sign", sa.String(length=60), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("posted_until", sa.Date(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("asked", sa.BigInteger(), nullable=True),
        sa.Column("granted", sa.BigInteger(), nullable=True),
        sa.Column("own_share", sa.BigInteger(), nullable=True),
        sa.Column("agreement_number", sa.String(length=60), nullable=False),
        sa.Column("agreement_on", sa.Date(), nullable=True),
        sa.Column("task_from", sa.Date(), nullable=True),
        sa.Column("task_until", sa.Date(), nullable=True),
        sa.Column("annexes", sa.Text(), nullable=False),
        sa.Column("report_on", sa.Date(), nullable=True),
        sa.Column("settled", sa.BigInteger(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("returned", sa.BigInteger(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("interest", sa.BigInteger(), nullable=True),
        sa.Column("control", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("report_due", sa.Date(), nullable=True),
        sa.Column("owed", sa.BigInteger(), nullable=False),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("number_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["ngo_id"], ["ngo.id"], name=op.f("fk_ngo_grant_ngo_id_ngo")),
        sa.ForeignKeyConstraint(["offer_id"], ["ngo_offer.id"], name=op.f("fk_ngo_grant_offer_id_ngo_offer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ngo_grant")),
        sa.UniqueConstraint("number", name=op.f("uq_ngo_grant_number")),
    )
    with op.batch_alter_table("ngo_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ngo_grant_deleted_at_sort_id"), ["deleted_at", "sort", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ngo_grant_deleted_at_year_id"), ["deleted_at", "year", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ngo_grant_ngo_id"), ["ngo_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ngo_grant_offer_id"), ["offer_id"], unique=False)

    op.create_table(
        "ngo_grant_partner",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("ngo_id", sa.Integer(), nullable=True),
        sa.Column("part", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["ngo_grant.id"], name=op.f("fk_ngo_grant_partner_grant_id_ngo_grant"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["ngo_id"], ["ngo.id"], name=op.f("fk_ngo_grant_partner_ngo_id_ngo")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ngo_grant_partner")),
    )
    with op.batch_alter_table("ngo_grant_partner", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ngo_grant_partner_grant_id"), ["grant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ngo_grant_partner_ngo_id"), ["ngo_id"], unique=False)

    op.create_table(
        "ngo_grant_tranche",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["ngo_grant.id"], name=op.f("fk_ngo_grant_tranche_grant_id_ngo_grant"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ngo_grant_tranche")),
    )
    with op.batch_alter_table("ngo_grant_tranche", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ngo_grant_tranche_grant_id"), ["grant_id"], unique=False)
