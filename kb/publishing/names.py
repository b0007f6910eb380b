"""How the records name people, and what people are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.accounts.models import Person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

FOUND = "found"
_WORDS = {FOUND: "Found in the folder", "": ""}


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes a change: the name in the records, the person's own, and e-mail."""

    who: str
    name: str
    email: str


def people(session: Session) -> Mapping[str, str]:
    """Give what everybody is called by the name in the records."""
    rows = session.execute(select(Person.uid, Person.name))
    return {f"person:{uid}": name for uid, name in rows}


def called(names: Mapping[str, str], who: str) -> str:
    """Say who it was: `os:jane` is Jane on the machine itself."""
    return names.get(who) or _WORDS.get(who) or who.removeprefix("os:")
