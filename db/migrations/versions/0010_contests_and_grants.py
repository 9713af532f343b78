"""Open contests, offers and grants."""

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled with the tables of this step."""
