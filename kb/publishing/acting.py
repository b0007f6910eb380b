"""Who acts, when, and on what: what every act of an editor has in common."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kb.accounts import reads
from kb.publishing.names import people

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from kb.publishing.names import Author
    from kb.publishing.works import Works


@dataclass(frozen=True)
class Acting:
    """One editor at one moment, with the library and the records."""

    works: Works
    session: Session
    author: Author
    now: datetime

    @property
    def who(self) -> str:
        """Give the name in the records."""
        return self.author.who

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Give what everybody is called."""
        return people(self.session)

    def log(self, key: str, audience: str) -> None:
        """Write down that a document was read here, before it is shown."""
        reads.record(self.session, self.who, "edit", {key: audience}, self.now)
