"""The record of who read which restricted document."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

#: Nothing in the record is changed, removed or replaced, whoever asks.
_RULES = {
    "read_log_keeps": "BEFORE UPDATE ON read_log",
    "read_log_stays": "BEFORE DELETE ON read_log",
    "read_log_adds": (
        "BEFORE INSERT ON read_log"
        " WHEN EXISTS (SELECT 1 FROM read_log WHERE id = NEW.id)"
    ),
}


def upgrade() -> None:
    """Make the table, and close it to everything but additions."""
    op.create_table(
        "read_log",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("how", sa.String(20), nullable=False),
        sa.Column("document", sa.String(200), nullable=False),
        sa.Column("audience", sa.String(80), nullable=False),
        sqlite_autoincrement=True,
    )
    for name, moment in _RULES.items():
        op.execute(
            f"CREATE TRIGGER {name} {moment} BEGIN"
            " SELECT RAISE(ABORT, 'the read log is only ever added to'); END"
        )
