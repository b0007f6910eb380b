"""`kb check`: say everything that is wrong with the library at once."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kb.access import EDITORS
from kb.cli.parts import as_json
from kb.config import Config
from kb.content import checks
from kb.content.ledger import Ledger
from kb.content.library import Library
from kb.training.exports import own_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.errors import Problem


@click.command()
@as_json
@click.pass_context
def check(context: click.Context, *, json_: bool) -> None:
    """List every problem of the library: file:line: field: what was expected."""
    config = Config.from_environment()
    library = Library(config.content, ledger=Ledger(config.ledger_file))
    found = {*checks.check(library), *own_files.problems(library.level_shelf(EDITORS))}
    problems = sorted(found)
    if json_:
        click.echo(json.dumps([asdict(p) for p in problems], indent=2))
    else:
        for problem in problems:
            click.echo(problem if problem.serious else f"{problem} (worth a look)")
        click.echo(_summary(problems, len(library.snapshot().documents)))
    context.exit(any(problem.serious for problem in problems))


def _summary(problems: Sequence[Problem], documents: int) -> str:
    if not problems:
        return f"No problems; {documents} documents."
    serious = sum(problem.serious for problem in problems)
    files = len({problem.file for problem in problems})
    worth = len(problems) - serious
    return (
        f"{_count(serious, 'problem')} to mend and {worth} worth a look"
        f" in {_count(files, 'file')}; {_count(documents, 'document')} can be read."
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
