"""Positions of employees, posts, absences, and periodic evaluations."""

import sqlalchemy as sa
from alembic import op  # noqa: TID253 - only Alembic loads this file

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evaluation_regulation",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("order_number", sa.String(length=60), nullable=False),
        sa.Column("order_date", sa.Date(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("elective_least", sa.Integer(), nullable=True),
        sa.Column("elective_most", sa.Integer(), nullable=True),
        sa.Column("own_most", sa.Integer(), nullable=True),
        sa.Column("may_not_apply", sa.Boolean(), nullable=False),
        sa.Column("negative_below", sa.Integer(), nullable=True),
        sa.Column("negative_mark", sa.Integer(), nullable=True),
        sa.Column("negative_groups", sa.Text(), nullable=False),
        sa.Column("months_at_most", sa.Integer(), nullable=True),
        sa.Column("months_at_least", sa.Integer(), nullable=True),
        sa.Column("months_in_post", sa.Integer(), nullable=True),
        sa.Column("not_earlier_from", sa.String(length=40), nullable=False),
        sa.Column("with_self_assessment", sa.Boolean(), nullable=False),
        sa.Column("appeal_instruction", sa.Text(), nullable=False),
        sa.Column("notice_text", sa.Text(), nullable=False),
        sa.Column("invitation_text", sa.Text(), nullable=False),
        sa.Column("second_negative_warning", sa.Text(), nullable=False),
        sa.Column("health_warning", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_regulation")),
    )
    with op.batch_alter_table("evaluation_regulation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evaluation_regulation_deleted_at_sort_id"), ["deleted_at", "sort", "id"], unique=False
        )

    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("requirements", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
    )
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_deleted_at_sort_id"), ["deleted_at", "sort", "id"], unique=False)

    op.create_table(
        "evaluation_campaign",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("regulation_id", sa.Integer(), nullable=False),
        sa.Column("structure_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("extended", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("candidates", sa.Text(), nullable=True),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["regulation_id"],
            ["evaluation_regulation.id"],
            name=op.f("fk_evaluation_campaign_regulation_id_evaluation_regulation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_campaign")),
    )
    with op.batch_alter_table("evaluation_campaign", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evaluation_campaign_deleted_at_sort_id"), ["deleted_at", "sort", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_evaluation_campaign_regulation_id"), ["regulation_id"], unique=False)

    op.create_table(
        "evaluation_criterion",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("regulation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("group_symbol", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("descriptors", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["regulation_id"],
            ["evaluation_regulation.id"],
            name=op.f("fk_evaluation_criterion_regulation_id_evaluation_regulation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_criterion")),
    )
    with op.batch_alter_table("evaluation_criterion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evaluation_criterion_regulation_id"), ["regulation_id"], unique=False)

    op.create_table(
        "evaluation_group",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("regulation_id", sa.Integer(), nullable=False),
        sa.Column("symbol", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["regulation_id"],
            ["evaluation_regulation.id"],
            name=op.f("fk_evaluation_group_regulation_id_evaluation_regulation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_group")),
    )
    with op.batch_alter_table("evaluation_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evaluation_group_regulation_id"), ["regulation_id"], unique=False)

    op.create_table(
        "evaluation_level",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("regulation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("from_mean", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["regulation_id"],
            ["evaluation_regulation.id"],
            name=op.f("fk_evaluation_level_regulation_id_evaluation_regulation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_level")),
    )
    with op.batch_alter_table("evaluation_level", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evaluation_level_regulation_id"), ["regulation_id"], unique=False)

    op.create_table(
        "evaluation_scale_mark",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("regulation_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("needs_reason", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["regulation_id"],
            ["evaluation_regulation.id"],
            name=op.f("fk_evaluation_scale_mark_regulation_id_evaluation_regulation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_scale_mark")),
    )
    with op.batch_alter_table("evaluation_scale_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evaluation_scale_mark_regulation_id"), ["regulation_id"], unique=False)

    op.create_table(
        "unit_past",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_past_parent_id_unit")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_past_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_past")),
    )
    with op.batch_alter_table("unit_past", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_past_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_past_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_absence_employee_id_employee")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_absence_deleted_at_employee_id"), ["deleted_at", "employee_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_absence_deleted_at_sort_id"), ["deleted_at", "sort", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_absence_employee_id"), ["employee_id"], unique=False)

    op.create_table(
        "employee_past_position",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(length=160), nullable=False),
        sa.Column("post_kind", sa.String(length=40), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("superior_id", sa.Integer(), nullable=True),
        sa.Column("heads_unit", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f("fk_employee_past_position_employee_id_employee")
        ),
        sa.ForeignKeyConstraint(
            ["superior_id"], ["employee.id"], name=op.f("fk_employee_past_position_superior_id_employee")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_employee_past_position_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employee_past_position")),
    )
    with op.batch_alter_table("employee_past_position", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_employee_past_position_employee_id"), ["employee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_employee_past_position_superior_id"), ["superior_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_employee_past_position_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "evaluation",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("campaign", sa.String(length=120), nullable=False),
        sa.Column("origin_id", sa.Integer(), nullable=True),
        sa.Column("regulation_id", sa.Integer(), nullable=True),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("frozen_on", sa.Date(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=160), nullable=False),
        sa.Column("person_number", sa.String(length=20), nullable=False),
        sa.Column("post", sa.String(length=160), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(length=180), nullable=False),
        sa.Column("rater_id", sa.Integer(), nullable=True),
        sa.Column("rater", sa.String(length=160), nullable=False),
        sa.Column("rater_post", sa.String(length=160), nullable=False),
        sa.Column("rater_reason", sa.String(length=300), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=True),
        sa.Column("due_by", sa.Date(), nullable=True),
        sa.Column("not_before", sa.Date(), nullable=True),
        sa.Column("due_by_why", sa.Text(), nullable=False),
        sa.Column("not_before_why", sa.Text(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("criteria_approved_on", sa.Date(), nullable=True),
        sa.Column("criteria_on", sa.Date(), nullable=True),
        sa.Column("self_assessed_on", sa.Date(), nullable=True),
        sa.Column("marked_on", sa.Date(), nullable=True),
        sa.Column("talk_planned_on", sa.Date(), nullable=True),
        sa.Column("talk_place", sa.String(length=200), nullable=False),
        sa.Column("talk_on", sa.Date(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("delivery", sa.String(length=40), nullable=True),
        sa.Column("delivery_note", sa.String(length=300), nullable=False),
        sa.Column("head_delivered_on", sa.Date(), nullable=True),
        sa.Column("appeal_on", sa.Date(), nullable=True),
        sa.Column("appeal_grounds", sa.Text(), nullable=False),
        sa.Column("restore_on", sa.Date(), nullable=True),
        sa.Column("restore_grounds", sa.Text(), nullable=False),
        sa.Column("restore_granted", sa.Boolean(), nullable=True),
        sa.Column("restore_decided_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(length=40), nullable=True),
        sa.Column("decision_on", sa.Date(), nullable=True),
        sa.Column("decision_grounds", sa.Text(), nullable=False),
        sa.Column("decision_delivered_on", sa.Date(), nullable=True),
        sa.Column("final_on", sa.Date(), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("cancel_reason", sa.String(length=300), nullable=False),
        sa.Column("override_reason", sa.String(length=300), nullable=False),
        sa.Column("origin_reason", sa.String(length=300), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("conclusions", sa.Text(), nullable=False),
        sa.Column("mean", sa.Integer(), nullable=True),
        sa.Column("level", sa.String(length=60), nullable=False),
        sa.Column("proposed_negative", sa.Boolean(), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=True),
        sa.Column("verdict_reason", sa.Text(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("number_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["evaluation_campaign.id"], name=op.f("fk_evaluation_campaign_id_evaluation_campaign")
        ),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_evaluation_employee_id_employee")),
        sa.ForeignKeyConstraint(["origin_id"], ["evaluation.id"], name=op.f("fk_evaluation_origin_id_evaluation")),
        sa.ForeignKeyConstraint(["rater_id"], ["employee.id"], name=op.f("fk_evaluation_rater_id_employee")),
        sa.ForeignKeyConstraint(
            ["regulation_id"],
            ["evaluation_regulation.id"],
            name=op.f("fk_evaluation_regulation_id_evaluation_regulation"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_evaluation_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
        sa.UniqueConstraint("number", name=op.f("uq_evaluation_number")),
    )
    with op.batch_alter_table("evaluation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evaluation_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_evaluation_deleted_at_campaign_id_state_sort_id"),
            ["deleted_at", "campaign_id", "state", "sort", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_evaluation_deleted_at_employee_id_state"),
            ["deleted_at", "employee_id", "state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_evaluation_deleted_at_sort_id"), ["deleted_at", "sort", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_evaluation_employee_id"), ["employee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evaluation_origin_id"), ["origin_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evaluation_rater_id"), ["rater_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evaluation_regulation_id"), ["regulation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evaluation_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "evaluation_campaign_choice",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=True),
        sa.Column("included", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["evaluation_campaign.id"],
            name=op.f("fk_evaluation_campaign_choice_campaign_id_evaluation_campaign"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f("fk_evaluation_campaign_choice_employee_id_employee")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_campaign_choice")),
    )
    with op.batch_alter_table("evaluation_campaign_choice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evaluation_campaign_choice_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evaluation_campaign_choice_employee_id"), ["employee_id"], unique=False)

    op.create_table(
        "rater_package",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("rater_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("sheets", sa.Text(), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["evaluation_campaign.id"], name=op.f("fk_rater_package_campaign_id_evaluation_campaign")
        ),
        sa.ForeignKeyConstraint(["rater_id"], ["employee.id"], name=op.f("fk_rater_package_rater_id_employee")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rater_package")),
        sa.UniqueConstraint(
            "campaign_id", "rater_id", "serial", name=op.f("uq_rater_package_campaign_id_rater_id_serial")
        ),
    )
    with op.batch_alter_table("rater_package", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rater_package_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rater_package_rater_id"), ["rater_id"], unique=False)

    op.create_table(
        "work_event",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("sign", sa.String(length=40), nullable=False),
        sa.Column("criterion", sa.String(length=160), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_work_event_employee_id_employee")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_event")),
    )
    with op.batch_alter_table("work_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_work_event_deleted_at_employee_id_happened_on"),
            ["deleted_at", "employee_id", "happened_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_work_event_deleted_at_happened_on_id"), ["deleted_at", "happened_on", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_work_event_employee_id"), ["employee_id"], unique=False)

    op.create_table(
        "evaluation_goal",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("goal", sa.String(length=400), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluation.id"],
            name=op.f("fk_evaluation_goal_evaluation_id_evaluation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_goal")),
    )
    with op.batch_alter_table("evaluation_goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evaluation_goal_evaluation_id"), ["evaluation_id"], unique=False)

    op.create_table(
        "evaluation_mark",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(length=160), nullable=False),
        sa.Column("group_symbol", sa.String(length=8), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=True),
        sa.Column("mark", sa.Integer(), nullable=True),
        sa.Column("self_mark", sa.Integer(), nullable=True),
        sa.Column("not_applicable", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluation.id"],
            name=op.f("fk_evaluation_mark_evaluation_id_evaluation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_mark")),
    )
    with op.batch_alter_table("evaluation_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evaluation_mark_evaluation_id"), ["evaluation_id"], unique=False)

    op.create_table(
        "evaluation_need",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("wanted_by", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluation.id"],
            name=op.f("fk_evaluation_need_evaluation_id_evaluation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_need")),
    )
    with op.batch_alter_table("evaluation_need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evaluation_need_evaluation_id"), ["evaluation_id"], unique=False)

    with op.batch_alter_table("employee", schema=None) as batch_op:
        batch_op.add_column(sa.Column("number", sa.String(length=20), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("post_kind", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("superior_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("heads_unit", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("post_since", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("employed_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("employed_to", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("photo", sa.String(length=64), nullable=True))
        batch_op.create_index(batch_op.f("ix_employee_photo"), ["photo"], unique=False)
        batch_op.create_index(batch_op.f("ix_employee_superior_id"), ["superior_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_employee_photo_stored_file"), "stored_file", ["photo"], ["sha256"])
        batch_op.create_foreign_key(batch_op.f("fk_employee_superior_id_employee"), "employee", ["superior_id"], ["id"])

    # the defaults were for the rows that were there
    with op.batch_alter_table("employee", schema=None) as batch_op:
        batch_op.alter_column("number", server_default=None)
        batch_op.alter_column("heads_unit", server_default=None)

    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("since", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("closed_on", sa.Date(), nullable=True))
