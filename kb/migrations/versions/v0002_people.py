"""People, their sessions, second factors and invitations, and the log of accounts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

#: Nothing in the log is changed, removed or replaced, whoever asks.
_RULES = {
    "account_log_keeps": "BEFORE UPDATE ON account_log",
    "account_log_stays": "BEFORE DELETE ON account_log",
    "account_log_adds": (
        "BEFORE INSERT ON account_log"
        " WHEN EXISTS (SELECT 1 FROM account_log WHERE id = NEW.id)"
    ),
}


def _text(name: str, length: int, *, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, server_default=default)


def _key(name: str = "id") -> sa.Column[int]:
    return sa.Column(name, sa.Integer, primary_key=True)


def _of_person() -> sa.Column[int]:
    return sa.Column(
        "person_id",
        sa.Integer,
        sa.ForeignKey("person.id"),
        nullable=False,
        index=True,
    )


def upgrade() -> None:
    """Make the tables, and close the log to everything but additions."""
    _people()
    op.create_table(
        "sign_in",
        _key(),
        sa.Column("token", sa.String(64), nullable=False, unique=True),
        _of_person(),
        _text("started", 32),
        _text("seen", 32),
        sa.Column("complete", sa.Boolean, nullable=False),
        _text("ended", 32, default=""),
        _text("device", 100, default=""),
    )
    op.create_table(
        "recovery_code", _key(), _of_person(), _text("code", 200), _text("used", 32)
    )
    op.create_table(
        "invitation",
        _key(),
        sa.Column("token", sa.String(64), nullable=False, unique=True),
        _of_person(),
        _text("purpose", 20),
        _text("expires", 32),
        _text("used", 32),
    )
    op.create_table(
        "role_rule",
        sa.Column("role", sa.String(40), primary_key=True),
        sa.Column("second_factor", sa.Boolean, nullable=False),
    )
    _log()


def _people() -> None:
    op.create_table(
        "person",
        _key(),
        sa.Column("uid", sa.String(32), nullable=False, unique=True),
        sa.Column("email", sa.String(254), nullable=False, unique=True),
        _text("name", 200),
        _text("role", 40),
        _text("agency", 80),
        _text("groups", 1000),
        _text("password", 200),
        _text("totp", 400),
        sa.Column("totp_step", sa.Integer, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        _text("locked_until", 32),
        sa.Column("subject", sa.String(400), unique=True),
        _text("created", 32),
        _text("disabled", 32),
    )


def _log() -> None:
    op.create_table(
        "account_log",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        _text("at", 32),
        _text("who", 200),
        _text("about", 200),
        _text("what", 40),
        _text("detail", 200),
        sqlite_autoincrement=True,
    )
    for name, moment in _RULES.items():
        op.execute(
            f"CREATE TRIGGER {name} {moment} BEGIN"
            " SELECT RAISE(ABORT, 'the account log is only ever added to'); END"
        )
