"""What can go wrong, in the words of the domain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


class KbError(Exception):
    """Anything that this program says went wrong."""


class NotFoundError(KbError):
    """There is no such document, or none that this reader may know of."""


class NotAllowedError(KbError):
    """The reader may not do this kind of thing at all."""


class SignInError(KbError):
    """This is for people who have signed in."""


class WithdrawnError(KbError):
    """The document was withdrawn; a tombstone stands in its place.

    Raised only for readers who were allowed to read the document before.
    """

    def __init__(self, on: date | None, reason: str) -> None:
        super().__init__("withdrawn")
        self.on = on
        self.reason = reason


class SettingError(KbError):
    """A KB_* setting cannot be used; the message names it and says why."""


class IndexBusyError(KbError):
    """Another process is writing the search index and did not finish in time."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in the content folder.

    `line` counts from 1 and is 0 when the whole file is meant; `field` is "" when
    no field is meant. `serious` problems make `kb check` fail.
    """

    file: str
    line: int
    field: str
    message: str
    serious: bool = True

    def __str__(self) -> str:
        """Write the problem as editors of text know it: file:line: field: message."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.field + ': ' if self.field else ''}{self.message}"


class InvalidContentError(KbError):
    """A file is not a document. It says everything that is wrong at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = tuple(problems)


class ConflictError(KbError):
    """Somebody else saved another text since this one was begun."""

    def __init__(self, theirs_source: str, theirs_fingerprint: str) -> None:
        super().__init__("somebody else saved another text")
        self.theirs_source = theirs_source
        self.theirs_fingerprint = theirs_fingerprint


class ChangedMeanwhileError(KbError):
    """Somebody else changed an action since this page of it was made."""


class NeedsSignOffError(KbError):
    """The change would be seen by readers, so a second person signs it first."""


class NotLetInError(KbError):
    """Somebody whom the identity provider knows may not come in; it says why."""


class InvalidInputError(KbError):
    """Something typed cannot be taken; it says all that is wrong, by field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {problems[name]}" for name in problems))
        self.problems = dict(problems)
