"""Trainings: institutions, offers, needs, plan, trainings with their costs, requests and cards."""

import sqlalchemy as sa
from alembic import op  # noqa: TID253 - only Alembic loads this file

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "training_institution",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("nip", sa.String(length=13), nullable=False),
        sa.Column("regon", sa.String(length=14), nullable=False),
        sa.Column("street", sa.String(length=120), nullable=False),
        sa.Column("postal_code", sa.String(length=6), nullable=False),
        sa.Column("town", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("website", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.String(length=160), nullable=False),
        sa.Column("areas", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("apart", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_institution")),
    )
    with op.batch_alter_table("training_institution", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_institution_deleted_at_sort_id"), ["deleted_at", "sort", "id"], unique=False
        )

    op.create_table(
        "training_offer",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=300), nullable=False),
        sa.Column("area", sa.String(length=80), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("file", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("selected_on", sa.Date(), nullable=True),
        sa.Column("selected_by", sa.String(length=160), nullable=False),
        sa.Column("rejected_reason", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["file"], ["stored_file.sha256"], name=op.f("fk_training_offer_file_stored_file")),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["training_institution.id"],
            name=op.f("fk_training_offer_institution_id_training_institution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_offer")),
    )
    with op.batch_alter_table("training_offer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_offer_deleted_at_received_on_id"), ["deleted_at", "received_on", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_training_offer_institution_id"), ["institution_id"], unique=False)

    op.create_table(
        "training_plan_item",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=300), nullable=False),
        sa.Column("area", sa.String(length=80), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("target_group", sa.String(length=200), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("quarter", sa.Integer(), nullable=True),
        sa.Column("priority", sa.String(length=40), nullable=False),
        sa.Column("estimate", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("carried_from_id", sa.Integer(), nullable=True),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["carried_from_id"],
            ["training_plan_item.id"],
            name=op.f("fk_training_plan_item_carried_from_id_training_plan_item"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_training_plan_item_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_plan_item")),
    )
    with op.batch_alter_table("training_plan_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_plan_item_deleted_at_year_quarter_id"),
            ["deleted_at", "year", "quarter", "id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_training_plan_item_carried_from_id"), ["carried_from_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_plan_item_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "training_course",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=300), nullable=False),
        sa.Column("area", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=True),
        sa.Column("lecturer", sa.String(length=160), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("plan_item_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("entitlement", sa.String(length=120), nullable=False),
        sa.Column("validity_months", sa.Integer(), nullable=True),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("file", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("cancel_reason", sa.String(length=300), nullable=False),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["file"], ["stored_file.sha256"], name=op.f("fk_training_course_file_stored_file")),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["training_institution.id"],
            name=op.f("fk_training_course_institution_id_training_institution"),
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["training_offer.id"], name=op.f("fk_training_course_offer_id_training_offer")
        ),
        sa.ForeignKeyConstraint(
            ["plan_item_id"], ["training_plan_item.id"], name=op.f("fk_training_course_plan_item_id_training_plan_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_course")),
    )
    with op.batch_alter_table("training_course", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_course_deleted_at_institution_id"), ["deleted_at", "institution_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_training_course_deleted_at_starts_on_id"), ["deleted_at", "starts_on", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_training_course_institution_id"), ["institution_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_course_offer_id"), ["offer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_course_plan_item_id"), ["plan_item_id"], unique=False)

    op.create_table(
        "training_need",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("topic", sa.String(length=300), nullable=False),
        sa.Column("area", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("wanted_by", sa.Date(), nullable=True),
        sa.Column("priority", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("plan_item_id", sa.Integer(), nullable=True),
        sa.Column("dropped_reason", sa.String(length=300), nullable=False),
        sa.Column("origin", sa.String(length=80), nullable=False),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_training_need_employee_id_employee")),
        sa.ForeignKeyConstraint(
            ["plan_item_id"], ["training_plan_item.id"], name=op.f("fk_training_need_plan_item_id_training_plan_item")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_training_need_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_need")),
    )
    with op.batch_alter_table("training_need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_need_deleted_at_origin"), ["deleted_at", "origin"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_training_need_deleted_at_sort_id"), ["deleted_at", "sort", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_training_need_employee_id"), ["employee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_need_plan_item_id"), ["plan_item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_need_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "training_offer_routing",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("passed_on", sa.Date(), nullable=True),
        sa.Column("reply", sa.String(length=40), nullable=False),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["training_offer.id"],
            name=op.f("fk_training_offer_routing_offer_id_training_offer"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_training_offer_routing_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_offer_routing")),
    )
    with op.batch_alter_table("training_offer_routing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_offer_routing_offer_id"), ["offer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_offer_routing_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "training_cost",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("component", sa.String(length=40), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["training_course.id"],
            name=op.f("fk_training_cost_course_id_training_course"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_cost")),
    )
    with op.batch_alter_table("training_cost", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_cost_course_id"), ["course_id"], unique=False)

    op.create_table(
        "training_participation",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=True),
        sa.Column("person", sa.String(length=160), nullable=False),
        sa.Column("person_number", sa.String(length=20), nullable=False),
        sa.Column("post", sa.String(length=160), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(length=12), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("justification", sa.Text(), nullable=False),
        sa.Column("duties", sa.String(length=400), nullable=False),
        sa.Column("goal", sa.String(length=400), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("budget_line", sa.String(length=40), nullable=False),
        sa.Column("head_opinion", sa.Text(), nullable=False),
        sa.Column("secretary_opinion", sa.Text(), nullable=False),
        sa.Column("treasurer_opinion", sa.Text(), nullable=False),
        sa.Column("no_offer_reason", sa.String(length=300), nullable=False),
        sa.Column("certificate", sa.String(length=80), nullable=False),
        sa.Column("certificate_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("seat", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("outcome_on", sa.Date(), nullable=True),
        sa.Column("outcome_reason", sa.String(length=300), nullable=False),
        sa.Column("waiting_for", sa.String(length=40), nullable=True),
        sa.Column("waiting_since", sa.Date(), nullable=True),
        sa.Column("attendance", sa.String(length=40), nullable=False),
        sa.Column("missed", sa.Text(), nullable=False),
        sa.Column("content", sa.Integer(), nullable=True),
        sa.Column("lecturer", sa.Integer(), nullable=True),
        sa.Column("usefulness", sa.Integer(), nullable=True),
        sa.Column("materials", sa.Integer(), nullable=True),
        sa.Column("organisation", sa.Integer(), nullable=True),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("applied", sa.Text(), nullable=False),
        sa.Column("recommended", sa.Boolean(), nullable=True),
        sa.Column("complaint", sa.Text(), nullable=False),
        sa.Column("head_remarks", sa.Text(), nullable=False),
        sa.Column("mean", sa.Integer(), nullable=True),
        sa.Column("travel_costs", sa.BigInteger(), nullable=False),
        sa.Column("lodging_costs", sa.BigInteger(), nullable=False),
        sa.Column("effect_on", sa.Date(), nullable=True),
        sa.Column("effect_mark", sa.Integer(), nullable=True),
        sa.Column("effect_note", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("number_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["course_id"], ["training_course.id"], name=op.f("fk_training_participation_course_id_training_course")
        ),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f("fk_training_participation_employee_id_employee")
        ),
        sa.ForeignKeyConstraint(
            ["need_id"], ["training_need.id"], name=op.f("fk_training_participation_need_id_training_need")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_training_participation_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_participation")),
        sa.UniqueConstraint("number", name=op.f("uq_training_participation_number")),
    )
    with op.batch_alter_table("training_participation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_participation_course_id"), ["course_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_training_participation_deleted_at_course_id"), ["deleted_at", "course_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_training_participation_deleted_at_employee_id"), ["deleted_at", "employee_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_training_participation_deleted_at_sort_id"), ["deleted_at", "sort", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_training_participation_employee_id"), ["employee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_participation_need_id"), ["need_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_participation_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(
            "ix_training_participation_waiting", ["deleted_at", "outcome", "waiting_for", "waiting_since"], unique=False
        )

    op.create_table(
        "training_session",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.String(length=5), nullable=False),
        sa.Column("ends_at", sa.String(length=5), nullable=False),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["training_course.id"],
            name=op.f("fk_training_session_course_id_training_course"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_session")),
    )
    with op.batch_alter_table("training_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_session_course_id"), ["course_id"], unique=False)

    op.create_table(
        "training_own_cost",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("component", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["training_participation.id"],
            name=op.f("fk_training_own_cost_participation_id_training_participation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_own_cost")),
    )
    with op.batch_alter_table("training_own_cost", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_own_cost_participation_id"), ["participation_id"], unique=False)

    op.create_table(
        "training_share",
        sa.Column("participation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("fee", sa.BigInteger(), nullable=False),
        sa.Column("vat", sa.BigInteger(), nullable=False),
        sa.Column("travel", sa.BigInteger(), nullable=False),
        sa.Column("lodging", sa.BigInteger(), nullable=False),
        sa.Column("internal", sa.BigInteger(), nullable=False),
        sa.Column("co_funding", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["training_course.id"], name=op.f("fk_training_share_course_id_training_course")
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["training_participation.id"],
            name=op.f("fk_training_share_participation_id_training_participation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("participation_id", name=op.f("pk_training_share")),
    )
    with op.batch_alter_table("training_share", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_share_course_id"), ["course_id"], unique=False)

    op.create_table(
        "training_step",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=160), nullable=False),
        sa.Column("document", sa.String(length=160), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["employee.id"], name=op.f("fk_training_step_actor_id_employee")),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["training_participation.id"],
            name=op.f("fk_training_step_participation_id_training_participation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_step")),
    )
    with op.batch_alter_table("training_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_step_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_step_participation_id"), ["participation_id"], unique=False)
