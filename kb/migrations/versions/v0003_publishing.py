"""Revisions, drafts, proposals and reminders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _text(name: str, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _key() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "revision",
        _key(),
        sa.Column("document", sa.String(200), nullable=False, index=True),
        _text("at", 32),
        _text("who", 200),
        _text("fingerprint", 64),
        _text("before", 64),
        _text("source"),
        _text("audience", 80),
        _text("status", 20),
        _text("note"),
        sa.Column("closed", sa.Boolean, nullable=False),
        _text("state", 20),
        sa.Column("proposal_id", sa.Integer),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "draft",
        _key(),
        sa.Column("uid", sa.String(32), nullable=False, unique=True),
        sa.Column("person", sa.String(200), nullable=False, index=True),
        _text("folder", 20),
        _text("slug"),
        _text("base", 64),
        _text("typed"),
        _text("saved", 32),
    )
    _proposals()
    op.create_table(
        "reminder",
        _key(),
        _text("document", 200),
        _text("what", 40),
        _text("day", 10),
        _text("at", 32),
        sa.UniqueConstraint("document", "what", "day"),
    )


def _proposals() -> None:
    op.create_table(
        "proposal",
        _key(),
        sa.Column("uid", sa.String(32), nullable=False, unique=True),
        sa.Column("document", sa.String(200), nullable=False, index=True),
        _text("base", 64),
        _text("source"),
        _text("fingerprint", 64),
        _text("by", 200),
        _text("at", 32),
        _text("note"),
        _text("findings"),
        _text("clearance"),
        sa.Column("closes_old", sa.Boolean, nullable=False),
        _text("state", 20),
        _text("decided_by", 200),
        _text("decided_at", 32),
        _text("decision_note"),
        sqlite_autoincrement=True,
    )
