"""Keep beside each report what a trend needs of it, so that trends are quick."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column; it is filled when a trend is first asked for."""
    op.add_column("takes", sa.Column("summary", sa.Text))
