"""Every kind of person who may come to an action of the police, and an action."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from kb.access import ANYONE, Role, reader_for
from kb.board.action import Action, Identity
from kb.board.rules import By
from kb.board.states import Assurance, Delivery, Response

OWN, OTHER = "police", "health-visiting"


def somebody(role: Role, agency: str = "", who: str = "") -> By:
    name = who or f"person:{role}-{agency}"
    return By(name, reader_for("Jo", role, (), (), agency))


#: By a few words, everybody who may come.
EVERYBODY: dict[str, By] = {
    "own lead": somebody(Role.AGENCY_LEAD, OWN),
    "other lead": somebody(Role.AGENCY_LEAD, OTHER),
    "lead of none": somebody(Role.AGENCY_LEAD),
    "own member": somebody(Role.BOARD_MEMBER, OWN),
    "other member": somebody(Role.BOARD_MEMBER, OTHER),
    "member": somebody(Role.BOARD_MEMBER),
    "own approver": somebody(Role.BOARD_APPROVER, OWN),
    "other approver": somebody(Role.BOARD_APPROVER, OTHER),
    "approver": somebody(Role.BOARD_APPROVER),
    "own editor": somebody(Role.EDITOR, OWN),
    "editor": somebody(Role.EDITOR),
    "own practitioner": somebody(Role.PRACTITIONER, OWN),
    "own trainer": somebody(Role.TRAINER, OWN),
    "own administrator": somebody(Role.ADMINISTRATOR, OWN),
    "anybody": By("", ANYONE),
}

ASKED = Identity("0a", "lessons/ask-again", "", OWN, 1, date(2026, 1, 5))
OPEN = Action(of=ASKED, version=1)
#: Open, and with all that a closure as met asks for.
READY = replace(
    OPEN,
    response=Response.ACCEPTED,
    delivery=Delivery.DELIVERED,
    assurance=Assurance.EVIDENCED,
    evidence=(("e1", "audit"),),
)


def like(action: Action, **values: Any) -> Action:
    """Give an action that differs in some fields."""
    return replace(action, **values)
