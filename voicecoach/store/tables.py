"""The tables as they are now; ``migrations`` says how they came to be."""

from typing import Final

import sqlalchemy as sa

NEWEST: Final = "0002"
"""The last step of ``migrations``, which these tables are after."""

METADATA: Final = sa.MetaData()

SESSIONS: Final = sa.Table(
    "sessions",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("begun", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("plan", sa.Text),
    sa.Column("name", sa.Text),
    sa.Column("next_number", sa.Integer, nullable=False, server_default="1"),
    sqlite_autoincrement=True,
)
"""``next_number`` is that of the next take: no number is given twice."""

TAKES: Final = sa.Table(
    "takes",
    METADATA,
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
    sa.Column("summary", sa.Text),
)
"""``sound`` is the name of a file, ``said`` the words for searching."""
