"""What people are told by e-mail about their accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.mail import Letter

if TYPE_CHECKING:
    from kb.accounts.models import Person

_FOOT = "\n\nIf you did not expect this letter, tell whoever runs the library.\n"


def invitation(person: Person, link: str, site: str) -> Letter:
    """Invite somebody to take up an account."""
    text = (
        f"Hello {person.name},\n\nyou have been given an account at {site}. "
        f"Choose your password here within seven days; the link works once:\n\n{link}"
    )
    return Letter(person.email, f"Your account at {site}", text + _FOOT)


def reset(person: Person, link: str, site: str) -> Letter:
    """Send the link that sets a new password."""
    text = (
        f"Hello {person.name},\n\nset a new password for {site} here within the hour; "
        f"the link works once:\n\n{link}"
    )
    return Letter(person.email, f"A new password for {site}", text + _FOOT)


def changed(person: Person, what: str, site: str) -> Letter:
    """Tell somebody that something about their account was changed."""
    text = f"Hello {person.name},\n\n{what} at {site} was changed just now."
    return Letter(person.email, f"Your account at {site} was changed", text + _FOOT)
