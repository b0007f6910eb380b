"""`kb remind`: what falls due by itself, and letters about it. Run it once a day."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

import click

from kb.board import clock
from kb.config import Config
from kb.publishing import board_letters, briefing_letters, training_letters
from kb.publishing.reminding import remind as write_letters
from kb.publishing.works import open_works


@click.command()
def remind() -> None:
    """Write once to who answers for pages and actions that are due or overdue.

    And to who gave a course, and whose staff came, when it is time to ask what changed,
    and to who answers for an agency that the board asked to brief its staff.
    A plan without a note for two reporting cycles falls back to not acceptable.
    """
    works, now = open_works(Config.from_environment()), datetime.now(UTC)
    with closing(works.sessions()) as session:
        tracking = works.library.refresh().settings.tracking
        fell = len(clock.tick(session, now, tracking))
        sent = write_letters(works, session, now)
        about_actions = board_letters.remind(works, session, now)
        about_courses = training_letters.remind(works, session, now)
        about_briefings = briefing_letters.remind(works, session, now)
    plans = "plan has" if fell == 1 else "plans have"
    click.echo(f"{_people(sent)} written to.")
    click.echo(f"{_people(about_actions)} written to about actions.")
    click.echo(f"{_people(about_courses)} written to about courses.")
    click.echo(f"{_people(about_briefings)} written to about briefings.")
    click.echo(f"{fell} {plans} fallen back to not acceptable.")


def _people(number: int) -> str:
    return f"{number} {'person was' if number == 1 else 'people were'}"
