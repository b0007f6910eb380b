"""Reading and writing one Markdown file with front matter. Not what it means."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kb.content import validation, yaml_strict
from kb.content.narrowing import references
from kb.errors import InvalidContentError, Problem

if TYPE_CHECKING:
    from kb.content.documents import Document
    from kb.content.yaml_strict import Loaded

FENCE = "---"
MOST_BYTES = 1024 * 1024
#: How the name of a file begins and ends that is still being written.
UNFINISHED = (".kb-", ".part")


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A file that was read: the document, and where in the file everything stands."""

    document: Document
    name: str
    fingerprint: str
    front: Loaded
    body_line: int
    leads_to: frozenset[str]

    def problem(
        self, path: tuple[str | int, ...], message: str, *, serious: bool = True
    ) -> Problem:
        """Say what is wrong with a field, with its line."""
        name = yaml_strict.field_name(path)
        return Problem(self.name, self.front.line(path), name, message, serious)

    def problem_at(self, place: int, message: str, *, serious: bool = True) -> Problem:
        """Say what is wrong with the text below the fields, at a place in it."""
        line = self.body_line + self.document.markdown.count("\n", 0, place)
        return Problem(self.name, line, "", message, serious)


def fingerprint(source: str) -> str:
    """Name a version of a file by what it says."""
    return sha256(source.encode("utf-8", "surrogatepass")).hexdigest()


def text_of(path: Path, name: str) -> str:
    """Read a text file of reasonable size that is a file of its own."""
    try:
        content = bytes_of(path)
    except FileNotFoundError:
        raise _invalid(name, 0, "went away while it was being read") from None
    except OSError as error:
        raise _invalid(name, 0, f"cannot be read: {reason(error)}") from None
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _invalid(name, line, "is not text in UTF-8") from None


def bytes_of(path: Path, most: int = MOST_BYTES, inside: int | None = None) -> bytes:
    """Read bytes without following a link, waiting on a pipe or filling memory.

    `inside` is the number of an opened folder from which the path goes on.
    """
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    opened = os.open(path, flags, dir_fd=inside)
    with os.fdopen(opened, "rb") as file:
        state = os.fstat(opened)
        if not stat.S_ISREG(state.st_mode):
            raise OSError("it is not a file")
        content = file.read(most + 1) if state.st_size <= most else b""
    if max(state.st_size, len(content)) > most:
        raise OSError(f"it is larger than {most} bytes")
    return content


def reason(error: OSError) -> str:
    """Say why a file cannot be read."""
    if error.errno is None:
        return str(error)
    link = error.errno == errno.ELOOP
    return "it is a link to another file" if link else error.strerror or "unknown"


def read(
    path: Path, kind: type[Document], before: ContentFile | None = None
) -> ContentFile:
    """Read a document from its file; give `before` back when it says the same."""
    source = text_of(path, f"{kind.folder}/{path.name}")
    if before and before.fingerprint == fingerprint(source):
        return before
    return parse(kind, path.stem, source)


def parse(kind: type[Document], slug: str, source: str) -> ContentFile:
    """Turn the text of a file into a document, or raise all that is wrong."""
    name = f"{kind.folder}/{slug}.md"
    front, body, body_line = _split(source, name)
    loaded = yaml_strict.load(front, 2, name)
    document = validation.build(kind, loaded, name, id=slug, markdown=body)
    return ContentFile(
        document, name, fingerprint(source), loaded, body_line, references(document)
    )


def _split(source: str, name: str) -> tuple[str, str, int]:
    """Cut a file into front matter, body and the line on which the body begins."""
    lines = source.split("\n")
    if lines[0].startswith("\ufeff"):
        raise _invalid(name, 1, "begins with a byte order mark; save it without")
    if lines[0].rstrip(" \t") != FENCE:
        raise _invalid(name, 1, "must begin with a line `---` and the fields")
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip(" \t") == FENCE:
            body = "\n".join(lines[number:])
            blank = len(body) - len(body.lstrip("\n"))
            return "\n".join(lines[1 : number - 1]), body.strip(), number + 1 + blank
    raise _invalid(name, 1, "has no line `---` after the fields")


def _invalid(name: str, line: int, message: str) -> InvalidContentError:
    return InvalidContentError([Problem(name, line, "", message)])


def write(path: Path, source: str) -> None:
    """Replace a file in one step, so that nobody ever reads half of it."""
    before, after = UNFINISHED
    descriptor, temporary = tempfile.mkstemp(after, before, path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(source)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
