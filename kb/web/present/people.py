"""How accounts are set out for those who look after them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.access import Role
from kb.web.present.moments import moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.accounts.models import Event, Person
    from kb.content.settings import LibrarySettings

ROLES: dict[str, str] = {
    Role.PRACTITIONER.value: "Practitioner",
    Role.TRAINER.value: "Trainer",
    Role.AGENCY_LEAD.value: "Agency lead",
    Role.BOARD_MEMBER.value: "Board member",
    Role.BOARD_APPROVER.value: "Board approver",
    Role.EDITOR.value: "Editor",
    Role.ADMINISTRATOR.value: "Administrator",
}
WHAT = {
    "invited": "Invited",
    "signed-in": "Signed in",
    "refused": "Sign-in refused",
    "locked": "Rests after mistakes",
    "password": "Password set",
    "second-factor": "Second factor",
    "role": "Role changed",
    "disabled": "Account closed",
    "enabled": "Account opened",
    "reset": "Password reset",
    "asked-for-reset": "Asked for a new password",
    "joined": "Came with a work account",
    "log-exported": "Took the log of reads as a table",
}
#: Words of the record that are said otherwise.
DETAIL = {
    "invite": "by the link of the invitation",
    "reset": "by a link that was sent",
}


@dataclass(frozen=True, slots=True)
class PersonShown:
    """One account."""

    uid: str
    name: str
    email: str
    role: str
    agency: str
    groups: str
    state: str
    closed: bool
    second_factor: bool
    seen: str


def row(person: Person, settings: LibrarySettings, seen: str = "") -> PersonShown:
    """Set out an account."""
    agency = settings.agencies.get(person.agency)
    groups = (settings.audiences.get(one, one) for one in person.groups.split())
    return PersonShown(
        uid=person.uid,
        name=person.name,
        email=person.email,
        role=ROLES.get(person.role, person.role),
        agency=agency.name if agency else person.agency or "The board’s own staff",
        groups=", ".join(groups),
        state=_state(person),
        closed=bool(person.disabled),
        second_factor=bool(person.totp),
        seen=moment(seen) or "Never",
    )


def event(one: Event, names: Mapping[str, str]) -> tuple[str, str, str, str]:
    """Set out something that happened: when, what, detail, by whom."""
    who = names.get(one.who) or one.who.removeprefix("os:")
    detail = DETAIL.get(one.detail, one.detail)
    return moment(one.at), WHAT.get(one.what, one.what), detail, who


def _state(person: Person) -> str:
    if person.disabled:
        return "Closed"
    return "Open" if person.password or person.subject else "Invited"
