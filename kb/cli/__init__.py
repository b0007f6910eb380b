"""The command `kb`: what the person who runs the library types."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kb.cli.board import board
from kb.cli.briefing import briefing
from kb.cli.check import check
from kb.cli.demo import demo
from kb.cli.index import index
from kb.cli.ledger import ledger, release
from kb.cli.new import new
from kb.cli.remind import remind
from kb.cli.report import report
from kb.cli.search import search
from kb.cli.serve import serve
from kb.cli.show import show
from kb.cli.stats import stats
from kb.cli.user import user
from kb.errors import IndexBusyError, KbError

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What a program answers when the same may work in a moment (sysexits.h: EX_TEMPFAIL).
TRY_AGAIN = 75
STOPPED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kb")
def kb() -> None:
    """Look after a library of lessons from reviews.

    Settings are environment variables that begin with KB_; the README lists them.
    """


COMMANDS = (
    serve, index, check, search, show, stats, new, user, ledger, release, remind,
    report, briefing, board, demo,
)  # fmt: skip
for command in COMMANDS:
    kb.add_command(command)


def run(arguments: Sequence[str]) -> int:
    """Run a command and give its exit code; say in one sentence what went wrong."""
    try:
        code = kb.main(list(arguments), prog_name="kb", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return _fail("stopped.", STOPPED)
    except IndexBusyError as error:
        return _fail(str(error), TRY_AGAIN)
    except BrokenPipeError:
        sys.stdout = None  # whoever read our output has gone: nothing more to say
        return 1
    except (KbError, OSError) as error:
        return _fail(_said(error), 1)
    return code if isinstance(code, int) else 0


def _said(error: KbError | OSError) -> str:
    """Say what went wrong; of a file also which one, in words and without numbers."""
    if not isinstance(error, OSError) or not error.filename or not error.strerror:
        return str(error)
    return f"{error.filename}: {error.strerror.lower()}; check the path and try again."


def main() -> None:
    """Run what was typed, and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def _fail(message: str, code: int) -> int:
    click.echo(f"kb: {message}", err=True)
    return code
