"""The post town of an organisation's address, for villages without a post office of their own."""

import sqlalchemy as sa
from alembic import op  # noqa: TID253 - only Alembic loads this file

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("ngo_address", schema=None) as batch_op:
        batch_op.add_column(sa.Column("post_town", sa.String(length=80), nullable=False, server_default=""))
    with op.batch_alter_table("ngo_address", schema=None) as batch_op:
        batch_op.alter_column("post_town", server_default=None)
