"""What somebody may do with a pack: `kb.sharing`, asked about its row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.access import Shared
from kb.sharing import changes_pack, sees_pack, takes_on_pack

if TYPE_CHECKING:
    from collections.abc import Container

    from kb.access import Reader
    from kb.training.models import PackRow


@dataclass(frozen=True, slots=True)
class Rights:
    """Somebody who has signed in, and who else may sign in."""

    who: str
    reader: Reader
    open_makers: Container[str]

    def owns(self, row: PackRow) -> bool:
        """Say whether a pack is one's own."""
        return row.maker == self.who

    def is_left(self, row: PackRow) -> bool:
        """Say whether the account of its maker is closed."""
        return not self.owns(row) and row.maker not in self.open_makers

    def sees(self, row: PackRow) -> bool:
        """Say whether one may see a pack."""
        return sees_pack(
            self.reader,
            own=self.owns(row),
            shared=Shared(row.shared),
            agency=row.agency,
            audience=row.audience,
            left=self.is_left(row),
        )

    def changes(self, row: PackRow) -> bool:
        """Say whether one may change a pack."""
        return changes_pack(
            self.reader,
            own=self.owns(row),
            shared=Shared(row.shared),
            agency=row.agency,
            audience=row.audience,
            left=self.is_left(row),
        )

    def takes_on(self, row: PackRow) -> bool:
        """Say whether one may take on a pack that was left."""
        return self.is_left(row) and takes_on_pack(
            self.reader,
            shared=Shared(row.shared),
            agency=row.agency,
            audience=row.audience,
        )
