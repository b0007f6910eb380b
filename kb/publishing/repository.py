"""Keeping edits in git too, where the content folder is a repository of its own."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - dulwich reads it
from typing import TYPE_CHECKING

from dulwich import porcelain

if TYPE_CHECKING:
    from kb.publishing.names import Author


def commit(root: Path, key: str, by: Author) -> bool:
    """Commit one document under the name of its editor; say whether there was a git.

    A folder inside somebody else's repository is left alone.
    """
    if not (root / ".git").exists():
        return False
    author = f"{_plain(by.name) or 'Unknown'} <{_plain(by.email)}>".encode()
    porcelain.add(str(root), paths=[str(root / f"{key}.md")])
    # The message names no title: a log is read in more places than the document.
    porcelain.commit(
        str(root), message=f"Edit {key}".encode(), author=author, committer=author
    )
    return True


def _plain(text: str) -> str:
    """Leave out what would end a line or an address in git's own format."""
    return "".join(c for c in text if c.isprintable() and c not in "<>")
