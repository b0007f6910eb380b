"""Names of people in a form: who exactly one open account is, and who is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.accounts import events, people
from kb.publishing import names
from kb.web import current

if TYPE_CHECKING:
    from kb.accounts.models import Person


def offered(agencies: frozenset[str]) -> tuple[str, ...]:
    """List the names of those with an open account in some agencies."""
    found = (one.name for one in _open() if one.agency in agencies)
    return tuple(dict.fromkeys(found))


def meant(typed: str, agency: str, before: str = "") -> str:
    """Give `person:UID` for what names exactly one open account of an agency.

    Anything else stays as it was typed; what was not changed stays as it was.
    """
    said = " ".join(typed.split())
    if before and said == called(before):
        return before
    wanted = said.casefold()
    found = [
        one
        for one in _open()
        if one.agency == agency and wanted in {one.name.casefold(), one.email}
    ]
    return events.name_of(found[0]) if len(found) == 1 else said


def called(who: str) -> str:
    """Say whom the records mean."""
    return names.called(names.people(current.session()), who)


def _open() -> list[Person]:
    return [one for one in people.listed(current.session()) if not one.disabled]
