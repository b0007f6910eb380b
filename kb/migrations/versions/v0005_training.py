"""Course packs, runs, feedback, and who was briefed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def _text(name: str, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _sought(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, index=True)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def _uid() -> sa.Column[str]:
    return sa.Column("uid", sa.String(32), nullable=False, unique=True)


def _of(table: str) -> sa.Column[int]:
    place = sa.ForeignKey(f"{table}.id")
    return sa.Column(f"{table}_id", sa.Integer, place, nullable=False, index=True)


def _documents_of(table: str, *others: sa.Column[str]) -> None:
    place = sa.ForeignKey(f"{table}.id")
    op.create_table(
        f"{table}_document",
        sa.Column(f"{table}_id", sa.Integer, place, primary_key=True),
        sa.Column("key", sa.String(200), primary_key=True, index=True),
        *others,
    )


def upgrade() -> None:
    """Make the tables."""
    _packs()
    _runs()
    _briefings()
    op.create_table(
        "training_letter",
        _id(),
        _text("of", 32),
        _text("step", 20),
        _text("who", 200),
        _text("at", 32),
        sa.UniqueConstraint("of", "step", "who"),
    )


def _packs() -> None:
    op.create_table(
        "pack",
        _id(),
        _uid(),
        _sought("maker", 200),
        _text("agency", 80),
        _text("shared", 20),
        _text("audience", 80),
        _text("body"),
        _number("turn"),
        _text("created", 32),
        _text("changed", 32),
        _text("used", 32),
        _text("removed", 32),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pack_version",
        _id(),
        _of("pack"),
        _number("number"),
        _text("at", 32),
        _text("who", 200),
        _text("why", 20),
        _text("body"),
        _text("documents"),
        sa.UniqueConstraint("pack_id", "number"),
        sqlite_autoincrement=True,
    )
    _documents_of("pack", _text("since", 32), _text("text", 64), _text("updates"))
    op.create_table(
        "collecting",
        sa.Column("who", sa.String(200), primary_key=True),
        sa.Column("pack_id", sa.Integer, sa.ForeignKey("pack.id"), nullable=False),
    )


def _runs() -> None:
    op.create_table(
        "run",
        _id(),
        _uid(),
        _of("pack"),
        _number("number"),
        _sought("day", 10),
        _text("place", 200),
        _text("trainer", 200),
        _text("who", 200),
        _text("agency", 80),
        _text("asked"),
        _text("steps"),
        _text("created", 32),
        _text("counted", 32),
        _text("struck", 32),
        sqlite_autoincrement=True,
    )
    _documents_of("run")
    op.create_table(
        "attendance",
        _id(),
        _of("run"),
        _text("agency", 80),
        _text("role", 80),
        _number("count"),
        sa.UniqueConstraint("run_id", "agency", "role"),
    )
    op.create_table(
        "feedback",
        _id(),
        _of("run"),
        _text("step", 10),
        _text("confidence"),
        _text("words"),
        _text("released", 200),
    )


def _briefings() -> None:
    op.create_table(
        "briefing_asked",
        _id(),
        _uid(),
        _sought("key", 200),
        _sought("agency", 80),
        _text("due", 10),
        _text("who", 200),
        _text("at", 32),
        _text("taken_back", 32),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "receipt",
        _id(),
        _uid(),
        _sought("key", 200),
        _sought("agency", 80),
        _text("day", 10),
        _number("count"),
        _number("staff"),
        _text("how", 40),
        _text("words"),
        _text("who", 200),
        _text("at", 32),
        _text("struck", 32),
        sqlite_autoincrement=True,
    )
