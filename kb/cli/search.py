"""`kb search`: what the search page finds, in a terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kb.cli.parts import Parts, as_audience, as_json, sync
from kb.search.answers import answer
from kb.search.engine import MOST_HITS, PAGE_SIZE, Query

if TYPE_CHECKING:
    from kb.content.library import Shelf
    from kb.search.engine import Hit, Results

KINDS = ("lesson", "review", "policy", "report")


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS))
@click.option("--theme", "themes", multiple=True, metavar="ID", help="A theme's id.")
@as_audience
@as_json
@click.option("--limit", type=click.IntRange(1, MOST_HITS), default=PAGE_SIZE)
def search(
    words: tuple[str, ...],
    kinds: tuple[str, ...],
    themes: tuple[str, ...],
    audience: str,
    *,
    json_: bool,
    limit: int,
) -> None:
    """Find documents by WORDS, best first, as the search page does."""
    parts = Parts.opened()
    shelf = parts.library.shelf(parts.reader(audience))
    if unknown := [theme for theme in themes if theme not in shelf.vocabulary.concepts]:
        message = f"{unknown[0]!r} is no theme of the vocabulary."
        raise click.BadParameter(message, param_hint="'--theme'")
    chosen = {name: ids for name, ids in (("kind", kinds), ("theme", themes)) if ids}
    sync(parts.library, parts.engine)
    query = Query(words=" ".join(words), chosen=chosen, size=limit)
    results = parts.engine.search(query, shelf)
    parts.log("search", {hit.key: shelf.audience(hit.key) for hit in results.hits})
    if json_:
        click.echo(json.dumps(answer(results, shelf), indent=2, ensure_ascii=False))
    else:
        _print(results, shelf)


def _print(results: Results, shelf: Shelf) -> None:
    if results.note:
        click.echo(results.note)
    if results.also:
        click.echo(f"Also searched for: {', '.join(results.also)}")
    if results.did_you_mean:
        click.echo(f"Did you mean: {results.did_you_mean}")
    click.echo(f"{results.total} found")
    for place, hit in enumerate(results.hits, start=1):
        _print_hit(place, hit, shelf)


def _print_hit(place: int, hit: Hit, shelf: Shelf) -> None:
    document = shelf.find(hit.key)
    if document is None:
        return
    audience = shelf.audience(hit.key)
    restricted = "" if audience == "public" else f" [{audience}]"
    click.echo(f"\n{place:>3}. {click.style(document.title, bold=True)}{restricted}")
    click.echo(f"     {hit.key}")
    for passage in hit.passages[:1]:
        runs = (click.style(text, underline=found) for text, found in passage.runs)
        click.echo(f"     {' '.join(''.join(runs).split())}")
