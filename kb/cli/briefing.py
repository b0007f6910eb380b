"""`kb briefing`: a seven-minute briefing as a file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from kb.cli.parts import Parts, as_audience, to_file
from kb.cli.show import one
from kb.training.exports import outputs
from kb.training.exports.briefing import briefing as written

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("name", metavar="ID")
@click.option(
    "--format",
    "format_",
    type=click.Choice(outputs.BRIEFING_FORMS),
    default="pdf",
    show_default=True,
    help="The kind of file.",
)
@to_file
@as_audience
def briefing(name: str, format_: str, out: Path, audience: str) -> None:
    """Write a seven-minute briefing of the lesson, review or policy ID.

    It holds what readers of AUDIENCE may read, and marks every page when that is not
    for everyone. Course packs belong to people: take those out on the site.
    """
    now = datetime.now(UTC)
    parts = Parts.opened()
    shelf = parts.library.shelf(parts.reader(audience))
    document = one(shelf, name, audience)
    paper = written(shelf, document, parts.config.address, now)
    content = outputs.written(paper, format_, shelf, now)
    parts.log("export", {key: shelf.audience(key) for key in paper.documents})
    out.write_bytes(content)
    click.echo(f"{out}: {paper.title}. {paper.mark or 'For everyone'}.")
