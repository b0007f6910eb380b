"""`kb briefing`: a seven-minute briefing as a file."""

from __future__ import annotations

from contextlib import closing, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from kb.access import PARTNERS
from kb.accounts import people
from kb.cli.parts import Parts, as_audience, to_file
from kb.cli.show import one
from kb.db import open_database
from kb.errors import NotFoundError
from kb.sealing import Seal
from kb.training.exports import outputs
from kb.training.exports.briefing import briefing as written
from kb.training.exports.course import Taken
from kb.training.packs_seen import PacksSeen

if TYPE_CHECKING:
    from pathlib import Path

    from kb.access import Reader
    from kb.content.documents import Document
    from kb.content.shelf import Shelf

PACKS = "packs/"


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
    """Write a seven-minute briefing of the lesson, review, policy or course pack ID.

    It holds what readers of AUDIENCE may read, and marks every page when that is not
    for everyone. A course pack is named by the end of its address, such as
    packs/0123456789abcdef; it has to be shared with the whole partnership.
    """
    now = datetime.now(UTC)
    parts = Parts.opened()
    reader = parts.reader(audience)
    shelf = parts.library.shelf(reader)
    thing: Document | Taken
    if name.startswith(PACKS):
        thing = _pack(parts, shelf, reader, name, now)
        own = {name: thing.audience}
    else:
        thing, own = one(shelf, name, audience), {}
    paper = written(shelf, thing, parts.config.address, now)
    content = outputs.written(paper, format_, shelf, now)
    parts.log("export", own | {key: shelf.audience(key) for key in paper.documents})
    out.write_bytes(content)
    click.echo(f"{out}: {paper.title}. {paper.mark or 'For everyone'}.")


def _pack(
    parts: Parts, shelf: Shelf, reader: Reader, name: str, now: datetime
) -> Taken:
    """Find a course pack as anybody sees it who has signed in, and made none."""
    held = None
    if reader.may_read(PARTNERS):
        sessions = open_database(parts.config.database)
        with closing(sessions()) as session, suppress(NotFoundError):
            makers = people.open_accounts(session)
            seal = Seal(parts.config.signing_key())
            seen = PacksSeen(session, seal, now, "", reader, shelf, makers)
            held = seen.one(name.removeprefix(PACKS))
    if held is None:
        raise NotFoundError(
            f"there is no course pack {name!r} that is shared with the partnership and"
            " that these readers have; --as partners, or narrower, names them."
        )
    return Taken(held.pack, f"training/{name}", held.audience)
