"""`kb index`: bring the search index up to date with the files."""

from __future__ import annotations

import click

from kb.cli.parts import Parts, sync


@click.command()
@click.option("--rebuild", is_flag=True, help="Make the whole index anew.")
def index(*, rebuild: bool) -> None:
    """Index what changed in the library since the last time.

    Readers see the old index until the new one is whole.
    """
    parts = Parts.opened()
    done = sync(parts.library, parts.engine, rebuild=rebuild)
    made = "Made the index anew" if done.rebuilt else "Brought the index up to date"
    click.echo(
        f"{made}: {done.added} documents added, {done.removed} removed,"
        f" {done.kept} unchanged."
    )
    broken = sum(problem.serious for problem in parts.library.problems)
    if broken:
        click.echo(f"{broken} problems keep files out; run: kb check", err=True)
