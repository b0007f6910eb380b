"""`kb show`: one document and its chain, in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kb.cli.parts import Parts, as_audience
from kb.content.documents import KINDS
from kb.content.links import chain
from kb.errors import NotFoundError, WithdrawnError

if TYPE_CHECKING:
    from kb.content.documents import Document
    from kb.content.library import Shelf


@click.command()
@click.argument("name", metavar="ID")
@as_audience
def show(name: str, audience: str) -> None:
    """Show the document ID, such as lessons/ask-again or just ask-again."""
    parts = Parts.opened()
    shelf = parts.library.shelf(parts.reader(audience))
    document = one(shelf, name, audience)
    parts.log("show", {document.key: shelf.audience(document.key)})
    click.echo(click.style(document.title, bold=True))
    click.echo(
        f"{document.kind}, {document.status}, for {shelf.audience(document.key)}"
    )
    for field, value in _facts(document).items():
        click.echo(f"{field}: {value}")
    click.echo(f"\n{document.markdown.strip()}\n")
    for bead in chain(shelf, document).beads:
        click.echo(f"{bead.heading}{' (here)' if bead.here else ''}")
        if bead.detail:
            click.echo(f"  {bead.detail}")
        for link in bead.items:
            click.echo(f"  {link.url_key}: {link.label}")


def one(shelf: Shelf, name: str, audience: str) -> Document:
    """Get the document that was named with or without its folder."""
    folder, slash, bare = name.rpartition("/")
    found = []
    for place in [folder] if slash else KINDS:
        try:
            found.append(shelf.get(place, bare))
        except NotFoundError:
            continue
        except WithdrawnError as gone:
            when = f" on {gone.on}" if gone.on else ""
            raise NotFoundError(f"{name} was withdrawn{when}. {gone.reason}") from None
    if not found:
        raise NotFoundError(
            f"there is no document {name!r} that readers of {audience!r} have."
        )
    if len(found) > 1:
        keys = " or ".join(document.key for document in found)
        raise NotFoundError(f"{name!r} names more than one document: {keys}.")
    return found[0]


def _facts(document: Document) -> dict[str, str]:
    """Give what the front matter says, without what is shown elsewhere or empty."""
    shown = {"id", "title", "status", "audience", "markdown"}
    values = document.model_dump(mode="json", by_alias=True, exclude=shown)
    return {name: _plain(value) for name, value in values.items() if value}


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_plain(v)}" for name, v in value.items() if v)
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return "".join(f"\n  - {_plain(item)}" for item in value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
