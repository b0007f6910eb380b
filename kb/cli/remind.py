"""`kb remind`: letters to who answers for what is due soon. Run it once a day."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

import click

from kb.config import Config
from kb.publishing.reminding import remind as write_letters
from kb.publishing.works import open_works


@click.command()
def remind() -> None:
    """Write to owners of pages 60 and 14 days before their day comes, once each."""
    works = open_works(Config.from_environment())
    with closing(works.sessions()) as session:
        sent = write_letters(works, session, datetime.now(UTC))
    click.echo(f"{sent} {'person was' if sent == 1 else 'people were'} written to.")
