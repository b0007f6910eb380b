"""`kb demo`: an illustrative year in an empty database, for a board that tries it."""

from __future__ import annotations

import secrets
import sys
from contextlib import closing
from datetime import UTC, datetime

import click

from kb.board import marking
from kb.config import Config
from kb.publishing.illustrating import illustrate
from kb.publishing.works import open_works

_BYTES = 15


@click.command()
@click.option(
    "--seed", default=1, show_default=True, help="Another number gives another year."
)
def demo(seed: int) -> None:
    """Fill an empty database with an illustrative year, marked on every page.

    It makes an account for each role, all with one passphrase: typed when asked for,
    or made up and shown once. A database with records is refused.
    """
    works = open_works(Config.from_environment())
    passphrase, is_made = _passphrase()
    with closing(works.sessions()) as session:
        done = illustrate(works, session, datetime.now(UTC), passphrase, seed)
    click.echo(f"{marking.WORDS}: {done.actions} actions, {done.changes} events.")
    for one in done.members:
        click.echo(f"  {one.email}  {one.role}  {one.agency or '-'}")
    if is_made:
        click.echo(f"Passphrase of each, shown only this once: {passphrase}")
    click.echo("Now run: kb serve")


def _passphrase() -> tuple[str, bool]:
    """Ask for a passphrase, or make one; say which."""
    typed = ""
    if sys.stdin.isatty():
        typed = click.prompt(
            "One passphrase for all of them (empty: one is made)",
            default="",
            hide_input=True,
            show_default=False,
        )
    return typed or secrets.token_urlsafe(_BYTES), not typed
