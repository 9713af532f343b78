"""Yearly programmes of cooperation and consultations."""

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled with the tables of this step."""
