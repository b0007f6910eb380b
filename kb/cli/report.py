"""`kb report`: reports of the board as files."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from kb.board import report_exports, report_reading
from kb.cli.parts import Parts, as_audience, to_file
from kb.db import open_database
from kb.papers.formats import FORMATS
from kb.publishing import reporting

if TYPE_CHECKING:
    from pathlib import Path


@click.group()
def report() -> None:
    """Write reports of the board as files."""


@report.command()
@click.argument("year", metavar="YEAR")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="md",
    show_default=True,
    help="The kind of file.",
)
@to_file
@as_audience
def annual(year: str, format_: str, out: Path, audience: str) -> None:
    """Write the annual report of YEAR, such as 2012-13, as it would be written now.

    It holds what readers of AUDIENCE may read, and marks every page when that is not
    for everyone. What agencies did, and what the board wrote to it, is in it for the
    board and for editors only.
    """
    now = datetime.now(UTC)
    parts = Parts.opened()
    reader = parts.tracker(audience)
    shelf = parts.library.shelf(reader)
    meant = report_reading.year_of(year, shelf, now.date())
    sessions = open_database(parts.config.database)
    with closing(sessions()) as session:
        found = reporting.written(session, shelf, reader, meant, now.date())
    parts.log("export", report_exports.logged(found, shelf))
    out.write_bytes(FORMATS[format_].write(found, now))
    click.echo(f"{out}: {found.title}. {found.mark or 'For everyone'}.")
