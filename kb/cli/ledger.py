"""`kb ledger` and `kb release`: what was closed, and lifting it by a named person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from kb.access import PUBLIC
from kb.cli.parts import person as os_person
from kb.config import Config
from kb.content.ledger import Ceiling, Entry, Ledger
from kb.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Leaves everything to the file of the document.
OPEN = Ceiling(audience=PUBLIC, shown=True)


@click.command()
def ledger() -> None:
    """List what is closed, whatever the files of the library say."""
    closed = _closed(_opened())
    for key, entry in sorted(closed.items()):
        day = entry.at.date().isoformat()
        click.echo(f"{key}  {_words(entry.ceiling)}  {day}  {entry.who}")
    if not closed:
        click.echo("Nothing is closed.")


@click.command()
@click.argument("key")
@click.option("--because", required=True, help="Why it may be opened again.")
def release(key: str, because: str) -> None:
    """Lift what the ledger says about KEY, such as lessons/ask-again.

    From then on its file says who reads it. What was withdrawn stays withdrawn until
    an editor publishes it again.
    """
    if not because.strip():
        raise click.BadParameter("say why", param_hint="'--because'")
    kept = _opened()
    if key not in _closed(kept):
        raise NotFoundError(f"nothing closes {key}; see: kb ledger")
    ceiling = replace(OPEN, reason=because.strip())
    kept.add(Entry(datetime.now(UTC), f"os:{os_person()}", key, ceiling))
    click.echo(f"Lifted: {key}. Its file now says who reads it.")


def _opened() -> Ledger:
    kept = Ledger(Config.from_environment().ledger_file)
    kept.entries()
    return kept


def _closed(kept: Ledger) -> Mapping[str, Entry]:
    """Give the last decision about every document that it closes in some way."""
    last = {entry.key: entry for entry in kept.entries()}
    return {
        key: entry
        for key, entry in last.items()
        if replace(entry.ceiling, reason="") != OPEN
    }


def _words(ceiling: Ceiling) -> str:
    if ceiling.withdrawn_on:
        gone = f"withdrawn on {ceiling.withdrawn_on.isoformat()}"
        return f"{gone}, text erased" if ceiling.erased else gone
    if not ceiling.shown:
        return "hidden"
    most = f"for {ceiling.audience} at most"
    return most if ceiling.early else f"{most}, and not before its reviews"
