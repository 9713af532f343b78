"""Rounds of confirming the data of organisations."""

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled with the tables of this step."""
