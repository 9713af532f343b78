"""What the register said of an organisation until its answer in a round, for answers that are withdrawn."""

import sqlalchemy as sa
from alembic import op  # noqa: TID253 - only Alembic loads this file

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("ngo_confirmation_line", schema=None) as batch_op:
        batch_op.add_column(sa.Column("former_confirmed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("former_status", sa.String(length=40), nullable=True))
