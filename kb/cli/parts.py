"""What the commands share: the library, its engine, and bringing one to the other."""

from __future__ import annotations

import os
import pwd
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

import click
from sqlalchemy.exc import SQLAlchemyError
from tqdm import tqdm

from kb.access import PUBLIC, Reader, reader_as, tracker_as
from kb.accounts import reads
from kb.config import Config
from kb.content.ledger import Ledger
from kb.content.library import Library
from kb.db import open_database
from kb.errors import KbError
from kb.publishing.settling import settle
from kb.search import open_engine
from kb.search.entries import entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kb.publishing.works import Works
    from kb.search.engine import Engine, Entry, Synced

#: Seconds after which long work shows how far it is.
PATIENCE = 1.0

as_audience = click.option(
    "--as",
    "audience",
    default="public",
    show_default=True,
    metavar="AUDIENCE",
    help="Read as public, partners, board, editors or an audience of library.yaml.",
)
to_file = click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The file to write.",
)
as_json = click.option("--json", "json_", is_flag=True, help="Answer in JSON.")


@dataclass(frozen=True, slots=True)
class Parts:
    """The settings, and what they name, opened."""

    config: Config
    library: Library
    engine: Engine

    @classmethod
    def opened(cls) -> Self:
        """Open what the settings name."""
        config = Config.from_environment()
        library = Library(config.content, ledger=Ledger(config.ledger_file))
        return cls(config, library, open_engine(config.search))

    def reader(self, audience: str) -> Reader:
        """Give the reader that `--as` names; refuse an audience that does not exist."""
        settings = self.library.settings
        if audience not in settings.audiences:
            expected = ", ".join(settings.audiences)
            message = f"{audience!r} is no audience here; choose from {expected}."
            raise click.BadParameter(message, param_hint="'--as'")
        return reader_as(audience, settings.added_audiences)

    def tracker(self, audience: str) -> Reader:
        """Give the reader that `--as` names, who as the board sees actions too."""
        self.reader(audience)
        return tracker_as(audience, self.library.settings.added_audiences)

    def log(self, how: str, documents: Mapping[str, str]) -> None:
        """Write down that restricted documents are about to be shown here."""
        if all(audience == PUBLIC for audience in documents.values()):
            return
        sessions = open_database(self.config.database)
        with closing(sessions()) as session:
            reads.record(session, f"os:{person()}", how, documents, datetime.now(UTC))


def put_right(works: Works) -> bool:
    """Settle what interruptions and outside edits left, or say why not yet."""
    try:
        with closing(works.sessions()) as session:
            settle(works, session, datetime.now(UTC))
    except (SQLAlchemyError, OSError, KbError) as error:
        reason = getattr(error, "orig", None) or error
        click.echo(f"Not every change is settled yet: {reason}", err=True)
        return False
    return True


def sync(library: Library, engine: Engine, *, rebuild: bool = False) -> Synced:
    """Bring the index up to date with the files, and show how far long work is."""
    total = len(library.snapshot().documents)
    with tqdm(
        total=total,
        unit=" documents",
        desc="Indexing",
        delay=PATIENCE,
        leave=False,
        disable=not sys.stderr.isatty(),
    ) as bar:
        held = {} if rebuild else engine.held()
        made = entries(library, held)
        return engine.sync(_each(made, bar.update), rebuild=rebuild)


def person() -> str:
    """Name whoever uses this machine, for the record of reads."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def _each(made: Iterator[Entry], tell: Callable[[int], object]) -> Iterator[Entry]:
    """Pass entries on, and tell of each document when the next one begins."""
    last = None
    for entry in made:
        if last not in {None, entry.key}:
            tell(1)
        last = entry.key
        yield entry
