"""`kb index`: bring the search index up to date with the files."""

from __future__ import annotations

import click

from kb.cli.parts import put_right, sync
from kb.config import Config
from kb.publishing.works import open_works


@click.command()
@click.option("--rebuild", is_flag=True, help="Make the whole index anew.")
def index(*, rebuild: bool) -> None:
    """Index what changed in the library since the last time.

    Changes that were interrupted are finished or dropped first, and what was closed is
    closed in the files. Readers see the old index until the new one is whole.
    """
    works = open_works(Config.from_environment())
    put_right(works)
    done = sync(works.library, works.engine, rebuild=rebuild)
    made = "Made the index anew" if done.rebuilt else "Brought the index up to date"
    click.echo(
        f"{made}: {done.added} documents added, {done.removed} removed,"
        f" {done.kept} unchanged."
    )
    broken = sum(problem.serious for problem in works.library.problems)
    if broken:
        click.echo(f"{broken} problems keep files out; run: kb check", err=True)
