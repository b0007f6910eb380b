"""People with accounts, and the letters that a command put into the folder for them."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.accounts import people
from kb.accounts.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterable
    from email.message import EmailMessage

    from sqlalchemy.orm import Session

    from tests.cli.conftest import Kb


def invite(session: Session, everybody: Iterable[tuple[str, str, str]]) -> None:
    """Give people an account: name, role and agency of each."""
    for name, role, agency in everybody:
        people.invite(
            session,
            datetime(2026, 1, 1, tzinfo=UTC),
            "os:tests",
            email=f"{name}@example.org",
            name=name.capitalize(),
            role=role,
            agency=agency,
            key="k" * 32,
        )


def who(session: Session, name: str) -> str:
    """Name somebody as records do."""
    asked = select(Person.uid).where(Person.email == f"{name}@example.org")
    return f"person:{session.scalar(asked)}"


def letters(kb: Kb) -> list[tuple[str, EmailMessage]]:
    """Take out the letters that wait, each with the name of whom it is for."""
    found = []
    for path in sorted((kb.folder / "mail").glob("*.eml")):
        letter = message_from_bytes(path.read_bytes(), policy=policy.default)
        found.append((str(letter["To"]).partition("@")[0], letter))
        path.unlink()
    return found
