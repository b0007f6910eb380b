"""Where the pictures of documents lie, and how their addresses are written."""

from __future__ import annotations

import re
from typing import NamedTuple

from kb.content.documents import KINDS

#: timeline.png: lower-case letters, digits and single hyphens, at most 80 of them.
NAME = r"(?=[a-z0-9-]{1,80}\.)[a-z0-9]+(?:-[a-z0-9]+)*\.(?:png|jpg|jpeg)"
#: How a document names a picture: ../lessons/ask-again/timeline.png and shorter.
_ADDRESS = re.compile(
    r"(?:\.\./|\./|/)*(?P<key>(?:" + "|".join(KINDS) + r")/[a-z0-9-]+)"
    r"/(?P<name>" + NAME + ")"
)


class Place(NamedTuple):
    """Whose a picture is, and how its file is called."""

    key: str
    name: str

    @property
    def address(self) -> str:
        """Give the address of its page: /lessons/ask-again/timeline.png."""
        return f"/{self.key}/{self.name}"

    @property
    def file(self) -> str:
        """Name its file in the content folder."""
        return f"{self.key}/{self.name}"


def place_of(address: str) -> Place | None:
    """Read the address of a picture; None when it is that of anything else."""
    found = _ADDRESS.fullmatch(address)
    return Place(found["key"], found["name"]) if found else None
