"""A site over a world, as one reader sees it, and the four ways to look for a leak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.access import ANYONE, EDITORS, PUBLIC, Reader, reader_as
from kb.app import create_app
from kb.config import Config
from kb.content.library import Library
from kb.search import open_engine
from kb.search.entries import entries
from kb.web.visitors import Visitor
from tests.leaks.walk import addresses, leaks, questions
from tests.leaks.world import GROUP, Secret, World

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from flask import Flask

    from tests.leaks.walk import Answer, Walker


def reader_at(level: str) -> Reader:
    """Give a reader of a level; whoever reads what is public has not signed in."""
    return ANYONE if level == PUBLIC else reader_as(level, [GROUP])


def index(content: Path, folder: Path) -> None:
    """Index a content folder, as `kb index` does."""
    open_engine(f"whoosh:{folder}").sync(entries(Library(content)))


def open_site(
    content: Path, folder: Path, level: str, database: str = "sqlite://"
) -> Flask:
    """Open a site on which whoever comes is a reader of `level`."""
    app = create_app(
        Config(
            secret_key="for tests only",
            content=content,
            search=f"whoosh:{folder}",
            database=database,
        )
    )
    visitor = type("Visitor", (Visitor,), {"reader": reader_at(level)})
    app.login_manager.anonymous_user = visitor  # type: ignore[attr-defined]
    app.testing = False
    return app


def open_real_site(content: Path, root: Path) -> Flask:
    """Open a site with records in a file, on which nobody has signed in."""
    app = create_app(
        Config(
            secret_key="for tests only",
            content=content,
            search=f"whoosh:{root / 'index'}",
            database=f"sqlite:///{root / 'kb.sqlite3'}",
        )
    )
    app.testing = False
    return app


def build_site(world: World, root: Path, level: str, *, cut_to: str = "") -> Flask:
    """Write, index and open a world; `cut_to` leaves out what a level may not read."""
    kept = cut_to or EDITORS
    content = world.write(root / "content", level=kept)
    index(content, root / "index")
    return open_site(content, root / "index", level)


def hidden_from(world: World, level: str) -> list[Secret]:
    """List the secrets that readers of `level` must never meet."""
    audiences = reader_at(level).audiences
    return [secret for secret in world.secrets if secret.audience not in audiences]


def everything(world: World, app: Flask, secrets: Iterable[Secret]) -> list[str]:
    """List all that there is to ask."""
    return [*addresses(app, world), *questions(secrets)]


def canaries_met(
    world: World, walker: Walker, level: str, asked: Iterable[str]
) -> Iterator[str]:
    """Ask for everything; name the secrets that came out, and the pages that broke."""
    hidden = hidden_from(world, level)
    for address in asked:
        answer = walker.ask(address)
        yield from leaks(answer, address, hidden)
        if answer.status > 499:
            yield f"status {answer.status} at {address}"


def differences(one: Walker, other: Walker, asked: Iterable[str]) -> Iterator[str]:
    """Name the addresses at which two sites do not give the very same answer."""
    for address in asked:
        first, second = one.ask(address), other.ask(address)
        if first != second:
            yield f"{address}: {_unlike(first, second)}"


def open_to_caches(walker: Walker, asked: Iterable[str]) -> Iterator[str]:
    """Name the pages of a signed-in reader that a shared cache may keep."""
    for address in asked:
        if not address.startswith(("/static/", "/brand.css")):
            kept = dict(walker.ask(address).headers)["Cache-Control"]
            if "no-store" not in kept:
                yield address


def sample(secrets: list[Secret]) -> list[Secret]:
    """Take every fourth secret, for walks that are made many times."""
    return secrets[::4]


def _unlike(first: Answer, second: Answer) -> str:
    if first.status != second.status:
        return f"status {first.status} and {second.status}"
    if first.headers != second.headers:
        return f"headers {set(first.headers) ^ set(second.headers)}"
    pairs = zip(first.body, second.body, strict=False)
    at = next((i for i, (a, b) in enumerate(pairs) if a != b), len(first.body))
    return f"{first.body[at - 60 : at + 60]!r} and {second.body[at - 60 : at + 60]!r}"
