"""Begin: sessions, and the takes in them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("begun", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("plan", sa.Text),
        sa.Column("name", sa.Text),
        sa.Column("next_number", sa.Integer, nullable=False, server_default="1"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "takes",
        sa.Column(
            "session",
            sa.Integer,
            sa.ForeignKey("sessions.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("question", sa.Text),
        sa.Column("question_id", sa.Text),
        sa.Column("track", sa.Text),
        sa.Column("follow_up_of", sa.Text),
        sa.Column("recorded", sa.Text, nullable=False),
        sa.Column("seconds", sa.Float),
        sa.Column("overall", sa.Float),
        sa.Column("sound", sa.Text),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("report", sa.Text, nullable=False),
    )
