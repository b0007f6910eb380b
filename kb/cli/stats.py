"""`kb stats`: what there is, in numbers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from kb.access import EDITORS
from kb.cli.parts import Parts
from kb.content.documents import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.content.library import Library


@click.command()
def stats() -> None:
    """Count documents by kind, audience and status, and say how the index is."""
    parts = Parts.opened()
    shelf = parts.library.shelf(parts.reader(EDITORS))
    for folder in KINDS:
        documents = shelf.all(folder)
        click.echo(f"{folder}: {len(documents)}")
        _lines("audience", (shelf.audience(d.key) for d in documents))
        _lines("status", (d.status for d in documents))
    serious = sum(problem.serious for problem in parts.library.problems)
    click.echo(f"problems that keep files out: {serious}")
    held = parts.engine.held()
    fresh = sum(held.get(key) == _digest(parts.library, key) for key in shelf.keys)
    click.echo(
        f"index: {parts.config.search}, in which {fresh} of {len(shelf.keys)}"
        " documents stand as they are now"
    )


def _digest(library: Library, key: str) -> str:
    """Name the version of a document that an index should hold."""
    return library.level_shelf(library.audience_of(key)).digest(key)


def _lines(name: str, values: Iterable[str]) -> None:
    counts = ", ".join(f"{value} {n}" for value, n in Counter(values).most_common())
    if counts:
        click.echo(f"  by {name}: {counts}")
