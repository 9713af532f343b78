"""The list of erasures takes a record more than once, and people who had no record of their own."""

import sqlalchemy as sa
from alembic import op  # noqa: TID253 - only Alembic loads this file

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("erasure", schema=None) as batch_op:
        batch_op.add_column(sa.Column("trace", sa.String(length=100), nullable=False, server_default=""))
        batch_op.drop_constraint(batch_op.f("uq_erasure_subject_record_id"), type_="unique")
        batch_op.create_index(batch_op.f("ix_erasure_subject_record_id"), ["subject", "record_id"], unique=False)
    with op.batch_alter_table("erasure", schema=None) as batch_op:
        batch_op.alter_column("trace", server_default=None)
