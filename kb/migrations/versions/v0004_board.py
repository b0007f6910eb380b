"""Actions, their changes and evidence, annual reports, and letters that were sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

#: What is only ever added to, whoever asks.
_KEPT = ("action_change", "evidence", "report_part", "report_copy")
#: Of a copy of a report the text may be emptied, and nothing else may change.
_EMPTIED = (
    " WHEN NEW.report <> ''"
    " OR (NEW.id, NEW.year, NEW.at, NEW.who, NEW.minute, NEW.audience)"
    " IS NOT (OLD.id, OLD.year, OLD.at, OLD.who, OLD.minute, OLD.audience)"
)


def _text(name: str, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _key() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def _of_action() -> sa.Column[int]:
    return sa.Column(
        "action_id", sa.Integer, sa.ForeignKey("action.id"), nullable=False, index=True
    )


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "action",
        _key(),
        sa.Column("uid", sa.String(32), nullable=False, unique=True),
        sa.Column("document", sa.String(200), nullable=False, index=True),
        _text("recommendation", 10),
        sa.Column("agency", sa.String(80), nullable=False, index=True),
        sa.Column("number", sa.Integer, nullable=False),
        _text("created", 32),
        sa.Column("version", sa.Integer, nullable=False),
        _text("state"),
        sa.UniqueConstraint("document", "recommendation", "agency", "number"),
        sqlite_autoincrement=True,
    )
    _changes()
    _reports()
    op.create_table(
        "board_letter",
        _key(),
        _of_action(),
        _text("step", 20),
        _text("day", 200),
        _text("who", 200),
        _text("at", 32),
        sa.UniqueConstraint("action_id", "step", "day", "who"),
    )
    op.create_table("demo", _key(), _text("at", 32))
    for table in _KEPT:
        _only_added_to(table)


def _changes() -> None:
    op.create_table(
        "action_change",
        _key(),
        _of_action(),
        sa.Column("at", sa.String(32), nullable=False, index=True),
        _text("who", 200),
        _text("agency", 80),
        _text("field", 40),
        _text("before"),
        _text("after"),
        _text("words"),
        _text("minute", 200),
        _text("batch", 32),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "evidence",
        _key(),
        sa.Column("uid", sa.String(32), nullable=False, unique=True),
        _of_action(),
        _text("at", 32),
        _text("who", 200),
        _text("kind", 40),
        _text("title", 300),
        _text("shows"),
        _text("link", 2000),
        _text("digest", 64),
        _text("name", 200),
        _text("media", 100),
        sa.Column("size", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )


def _reports() -> None:
    op.create_table(
        "report_part",
        _key(),
        sa.Column("year", sa.String(10), nullable=False, index=True),
        _text("part", 40),
        _text("text"),
        _text("at", 32),
        _text("who", 200),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "report_copy",
        _key(),
        sa.Column("year", sa.String(10), nullable=False, index=True),
        _text("at", 32),
        _text("who", 200),
        _text("minute", 200),
        _text("audience", 80),
        _text("report"),
        sqlite_autoincrement=True,
    )


def _only_added_to(table: str) -> None:
    moments = {
        "keeps": f"BEFORE UPDATE ON {table}"
        + (_EMPTIED if table == "report_copy" else ""),
        "stays": f"BEFORE DELETE ON {table}",
        "adds": f"BEFORE INSERT ON {table}"  # noqa: S608  # nosec B608
        f" WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)",
    }
    for name, moment in moments.items():
        op.execute(
            f"CREATE TRIGGER {table}_{name} {moment} BEGIN"
            f" SELECT RAISE(ABORT, '{table} is only ever added to'); END"
        )
