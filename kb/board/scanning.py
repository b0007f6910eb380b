"""Looking a file through for viruses, with the command that the site was given."""

from __future__ import annotations

import logging
import shlex
import subprocess
from typing import TYPE_CHECKING

from kb.errors import InvalidInputError

if TYPE_CHECKING:
    from pathlib import Path

CLEAN, INFECTED = 0, 1
LONGEST = 120
"""Seconds that a scanner may take."""
FOUND = "The virus scanner found something in this file. It was not kept."
FAILED = (
    "The virus scanner failed, so the file was not kept. Try again in a while; if it"
    " stays so, tell whoever runs the library."
)
log = logging.getLogger("kb")


def refuse_unless_clean(command: str, file: Path) -> None:
    """Raise InvalidInputError unless the scanner finds a file clean, or there is none.

    The command is split as a shell would and run without one, with the file's path
    after it: 0 says clean, 1 infected, and anything else that it failed.
    """
    if not command:
        return
    status = _status([*shlex.split(command), str(file.absolute())])
    if status != CLEAN:
        words = FOUND if status == INFECTED else FAILED
        raise InvalidInputError({"file": words})


def _status(words: list[str]) -> int | None:
    """Run a command and give how it ended; None when it could not be run."""
    try:
        done = subprocess.run(  # noqa: S603 - named by whoever runs the site, no shell
            words,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        log.exception("the virus scanner could not be run")
        return None
    if done.returncode not in {CLEAN, INFECTED}:
        log.error("the virus scanner ended with status %s", done.returncode)
    return done.returncode
