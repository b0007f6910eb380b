"""Choosing among actions: the one set of filters of every list, figure and file."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from kb.board.brag import Colour
from kb.board.only import ONLY, On
from kb.board.states import Assurance, Closure, Delivery, Response, Sustained

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from kb.board.seen import Item
    from kb.content.settings import Tracking

__all__ = ["ONLY", "VALUES", "Choice", "On", "chosen", "meant", "placed"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which actions are meant; an empty field leaves none out.

    The names of the fields are those of the parameters in an address.
    """

    agency: str = ""
    document: str = ""
    """Key of a review or lesson that asks, or that teaches the same."""
    theme: str = ""
    policy: str = ""
    """Key of the policy that the action produced a version of."""
    response: str = ""
    delivery: str = ""
    assurance: str = ""
    closure: str = ""
    sustained: str = ""
    colour: str = ""
    """A colour of `kb.board.brag`."""
    only: str = ""
    """One of `ONLY`: what a field alone does not say."""

    @property
    def parameters(self) -> dict[str, str]:
        """Give what stands in an address for it."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: value for name, value in values.items() if value}


#: What each parameter may be; others are free.
VALUES: dict[str, frozenset[str]] = {
    "response": frozenset(Response),
    "delivery": frozenset(Delivery),
    "assurance": frozenset(Assurance),
    "closure": frozenset({*Closure, "closed"}),
    "sustained": frozenset(Sustained),
    "colour": frozenset(Colour),
    "only": frozenset(ONLY),
}


def chosen(
    items: Iterable[Item], choice: Choice, day: date, tracking: Tracking
) -> tuple[Item, ...]:
    """Give the items that a choice means, in their order, as of a day."""
    return tuple(on.item for on in meant(placed(items, day, tracking), choice))


def placed(items: Iterable[Item], day: date, tracking: Tracking) -> tuple[On, ...]:
    """Look at items on a day."""
    return tuple(On(one, day, tracking) for one in items)


def meant(items: Iterable[On], choice: Choice) -> tuple[On, ...]:
    """Give those that a choice means, in their order."""
    kept = tuple(items)
    for name, value in choice.parameters.items():
        if name == "only":
            asks = ONLY.get(value, _never)
            kept = tuple(on for on in kept if asks(on))
        else:
            test = _TESTS[name]
            kept = tuple(on for on in kept if test(on, value))
    return kept


def _never(_: On) -> bool:
    return False


def _teaches(on: On, key: str) -> bool:
    asking = on.item.document
    keys = {one.key for one in (*on.item.lessons, *on.item.reviews)}
    return on.action.of.document == key or bool(asking and key in keys)


def _closure(on: On, value: str) -> bool:
    if value == "closed":
        return not on.action.is_open
    return on.action.closure == value


_TESTS: dict[str, Callable[[On, str], bool]] = {
    "agency": lambda on, value: on.action.of.agency == value,
    "document": _teaches,
    "theme": lambda on, value: value in on.item.themes,
    "policy": lambda on, value: on.action.policy.partition("#")[0] == value,
    "response": lambda on, value: on.action.response == value,
    "delivery": lambda on, value: on.action.delivery == value,
    "assurance": lambda on, value: on.action.assurance == value,
    "closure": _closure,
    "sustained": lambda on, value: on.action.sustained == value,
    "colour": lambda on, value: on.colour == value,
}
