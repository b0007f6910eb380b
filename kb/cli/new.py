"""`kb new`: a file with everything in it that an author has to think of."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from importlib import resources

import click

from kb.config import Config
from kb.content.documents import Lesson, Policy, Review
from kb.errors import KbError

FOLDERS = {kind.kind: kind.folder for kind in (Review, Lesson, Policy)}
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 80


@click.command()
@click.argument("kind", type=click.Choice(list(FOLDERS)))
@click.argument("name", metavar="ID")
def new(kind: str, name: str) -> None:
    """Write a file for a new review, lesson or policy, to be filled in.

    It is a draft: only editors see it until its status is published.
    """
    if not _ID.fullmatch(name) or len(name) > _LONGEST:
        message = f"{name!r} must be small letters, figures and single hyphens."
        raise click.BadParameter(message, param_hint="'ID'")
    folder = Config.from_environment().content / FOLDERS[kind]
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.md"
    draft = (resources.files("kb.cli") / "drafts" / f"{kind}.md").read_text("utf-8")
    title = name.replace("-", " ").capitalize()
    today = datetime.now(UTC).date().isoformat()
    text = draft.replace("TITLE", title).replace("TODAY", today)
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        raise KbError(f"{file} is already there, and stays as it is.") from None
    click.echo(f"Wrote {file}. Fill it in, then run: kb check")
