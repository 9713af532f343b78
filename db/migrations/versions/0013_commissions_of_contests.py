"""What the commission of a contest is asked about: its order, its quorum, statements and presence of its members."""

import sqlalchemy as sa
from alembic import op  # noqa: TID253 - only Alembic loads this file

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("ngo_contest", schema=None) as batch_op:
        batch_op.add_column(sa.Column("commission_order", sa.String(length=160), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("quorum", sa.Integer(), nullable=True))
    with op.batch_alter_table("ngo_contest", schema=None) as batch_op:
        batch_op.alter_column("commission_order", server_default=None)
    with op.batch_alter_table("ngo_contest_member", schema=None) as batch_op:
        batch_op.add_column(sa.Column("declared_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("presence", sa.String(length=40), nullable=True))
