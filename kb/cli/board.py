"""`kb board`: the board's tracker, from the machine on which the library runs."""

from __future__ import annotations

import secrets
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.access import Role, reader_for
from kb.board.actions import Tracker
from kb.board.plans import sheets
from kb.board.plans.comparing import What
from kb.board.rules import By
from kb.cli.parts import Parts, person
from kb.db import open_database
from kb.publishing.planning import Planning

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from kb.board.plans.comparing import Findings

COUNTED = {
    What.ADD: "to add",
    What.CHANGE: "to change",
    What.LEAVE: "as they stand already",
    What.WRONG: "with something wrong",
}


@click.group()
def board() -> None:
    """Work with what agencies are asked to do."""


@board.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would come of it, no more.")
@click.option(
    "--pass-over", is_flag=True, help="Bring in the rows without errors, if there are."
)
def import_(file: Path, *, dry_run: bool, pass_over: bool) -> int:
    """Bring in an action plan: FILE is CSV in UTF-8 or an Excel workbook.

    Nothing is written while a row has an error. It is safe to run twice.
    """
    if file.stat().st_size > sheets.MOST_BYTES:
        raise sheets.refused(sheets.too_large(file.stat().st_size))
    parts, content = Parts.opened(), file.read_bytes()
    with closing(open_database(parts.config.database)()) as session:
        planning = _planning(parts, session)
        found = planning.look(file.name, content)
        _say(found)
        if found.wrong and not pass_over:
            click.echo("Nothing was changed. Mend these rows and run it again.")
            return 1
        if dry_run or found.changes_nothing:
            click.echo("Nothing was changed.")
            return 0
        planning.bring(file.name, content, found.digest, with_errors=pass_over)
    click.echo("Brought in.")
    return 0


def _planning(parts: Parts, session: Session) -> Planning:
    """Let whoever runs the machine do it as an editor does."""
    settings = parts.library.settings
    reader = reader_for(person(), Role.EDITOR, (), settings.added_audiences)
    by, now = By(f"os:{person()}", reader), datetime.now(UTC)
    tracker = Tracker(session, now, by, settings.tracking, secrets.token_hex(8))
    return Planning(parts.library.shelf(reader), tracker)


def _say(found: Findings) -> None:
    for wrong in found.wrong:
        click.echo(f"{found.name}: {wrong}", err=True)
    counts = [f"{len(found.of(what))} {words}" for what, words in COUNTED.items()]
    click.echo(f"Rows: {', '.join(counts)}.")
