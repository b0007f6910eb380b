"""Who looks at a page: somebody who has signed in, or anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_login import AnonymousUserMixin, UserMixin

from kb.access import ANYONE, Role, reader_for

if TYPE_CHECKING:
    from kb.accounts.models import Person, SignIn


class Visitor(AnonymousUserMixin):  # type: ignore[misc]
    """Somebody who has not signed in, or not altogether."""

    reader = ANYONE
    person: Person | None = None
    sign_in: SignIn | None = None


class SignedIn(UserMixin):  # type: ignore[misc]
    """Somebody who has signed in."""

    def __init__(
        self, token: str, sign_in: SignIn, person: Person, extra: tuple[str, ...]
    ) -> None:
        self.id = token
        self.sign_in = sign_in
        self.person = person
        self.reader = reader_for(
            person.name,
            Role(person.role),
            person.groups.split(),
            extra,
            person.agency,
        )
