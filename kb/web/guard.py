"""The door. Every page says what it needs; one that does not stops the start."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from flask import current_app, request

from kb.errors import NotAllowedError, NotFoundError, SettingError, SignInError
from kb.web import current

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from flask import Flask

    from kb.access import Can

View = TypeVar("View", bound="Callable[..., Any]")


class Audience(StrEnum):
    """What a page can show."""

    ANYONE = "the same for everyone"
    SHELF = "what the reader may read"


class Cache(StrEnum):
    """How an answer may be kept, given that nobody has signed in."""

    PUBLIC = "public, max-age=60"
    ASSET = "public, max-age=300"
    NEVER = "private, no-store"


@dataclass(frozen=True, slots=True)
class Door:
    """What a page says about itself."""

    needs: Can
    audience: Audience
    cache: Cache
    signed_in: bool = False


def needs(
    ability: Can,
    *,
    audience: Audience = Audience.SHELF,
    cache: Cache = Cache.PUBLIC,
    signed_in: bool = False,
) -> Callable[[View], View]:
    """Say what a page asks of its reader, what it can show, and how it may be kept."""

    def mark(view: View) -> View:
        view.door = Door(ability, audience, cache, signed_in)  # type: ignore[attr-defined]
        return view

    return mark


def door_of(app: Flask, endpoint: str) -> Door | None:
    """Look up what a page says about itself."""
    door = getattr(app.view_functions.get(endpoint), "door", None)
    return door if isinstance(door, Door) else None


def refuse_silent_pages(app: Flask) -> None:
    """Stop the start of an application in which a page says nothing."""
    rules = app.url_map.iter_rules()
    silent = sorted({r.rule for r in rules if door_of(app, r.endpoint) is None})
    if silent:
        raise SettingError(f"No @needs on the pages at {', '.join(silent)}")


def check() -> None:
    """Look at the reader before every page; an address without a page is a 404.

    Whoever has not signed in is asked to. To anybody else a page that is not theirs is
    a page that is not there.
    """
    if request.endpoint is None:
        return
    door = door_of(current_app, request.endpoint)
    if door is None:
        raise NotAllowedError
    if door.cache is Cache.ASSET:
        # The same for everybody, also while the records cannot be read.
        return
    if current.reader().can(door.needs) and not (door.signed_in and not current.who()):
        return
    if current.who():
        raise NotFoundError
    raise SignInError
