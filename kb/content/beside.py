"""Files beside library.yaml that the board chose: its logo and its templates.

Only names that library.yaml itself says are asked for. No link of the disk is followed.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from kb.content import files
from kb.errors import KbError

MOST_BYTES = 20 * 1024 * 1024
_FOLDER = os.O_RDONLY | os.O_DIRECTORY


class BesideError(KbError):
    """A file that library.yaml names cannot be used; it says which, and what to do."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}")
        self.name = name
        self.message = message


@dataclass(frozen=True, slots=True)
class Beside:
    """What lies beside library.yaml."""

    root: Path

    def read(self, name: str) -> bytes:
        """Give a file; raise BesideError where there is none that can be read."""
        if Path(name).name != name:
            raise BesideError(name, "this is no name of a file beside library.yaml")
        try:
            inside = os.open(self.root, _FOLDER)
            try:
                return files.bytes_of(Path(name), MOST_BYTES, inside)
            finally:
                os.close(inside)
        except FileNotFoundError:
            message = (
                "there is no such file beside library.yaml; put it there, or take its"
                " name out of library.yaml"
            )
            raise BesideError(name, message) from None
        except OSError as error:
            message = f"{files.reason(error)}; put another in its place"
            raise BesideError(name, message) from None
