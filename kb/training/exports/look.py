"""What every export is made from: one reader's shelf, the site's address, a moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.access import PUBLIC, strictest
from kb.papers.model import (
    Aside,
    Bullets,
    Heading,
    Image,
    Paper,
    Paragraph,
    Quote,
    Section,
    Table,
)
from kb.papers.words import day_of
from kb.training.exports import own_files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from kb.content.shelf import Shelf
    from kb.papers.model import Block, Span, Words

_LOGO_WIDTH = 40.0


@dataclass(frozen=True, slots=True)
class Look:
    """A reader's look at the library, for one export."""

    shelf: Shelf
    address: str
    """The site's address, such as https://learning.example.org."""
    now: datetime

    @property
    def day(self) -> str:
        """Say the day: 26 November 2026."""
        return day_of(self.now.date())

    @property
    def owner(self) -> str:
        """Name the partnership."""
        settings = self.shelf.settings
        return settings.publisher or settings.title

    def page(self, key: str) -> str:
        """Give the whole address of a page."""
        return f"{self.address}/{key}"

    def paper(
        self,
        title: str,
        standing: str,
        sections: Iterable[Section],
        *,
        keys: Iterable[str],
        audience: str = PUBLIC,
        small: bool = False,
    ) -> Paper:
        """Make a paper that names its owner, its use and its readers on every page.

        It is for the narrowest of its own audience and those of all its documents.
        """
        documents = tuple(dict.fromkeys(keys))
        for key in documents:
            audience = strictest(audience, self.shelf.audience(key))
        settings = self.shelf.settings
        return Paper(
            title=title,
            subtitle=self.owner,
            standing=standing,
            sections=tuple(self._outward(one) for one in sections),
            audience=audience,
            readers=settings.audiences.get(audience, audience),
            documents=documents,
            use=settings.training.use,
            logo=self._logo(),
            small=small,
        )

    def _logo(self) -> Image | None:
        content = own_files.logo(self.shelf)
        if not content:
            return None
        return Image(content, self.owner, width=_LOGO_WIDTH)

    def _outward(self, section: Section) -> Section:
        """Let links inside the site be good outside of it too."""
        return replace(
            section,
            blocks=tuple(map(self._block, section.blocks)),
            commentary=tuple(map(self._block, section.commentary)),
            notes=tuple(map(self._block, section.notes)),
        )

    def _block(self, block: Block) -> Block:
        match block:
            case Paragraph() | Heading():
                return replace(block, words=self._words(block.words))
            case Bullets():
                return replace(block, items=tuple(map(self._words, block.items)))
            case Quote():
                return replace(block, lines=tuple(map(self._words, block.lines)))
            case Table():
                rows = tuple(tuple(map(self._words, row)) for row in block.rows)
                return replace(block, rows=rows)
            case Aside():
                return replace(block, blocks=tuple(map(self._block, block.blocks)))
        return block

    def _words(self, words: Words) -> Words:
        return tuple(map(self._span, words))

    def _span(self, span: Span) -> Span:
        if not span.link.startswith("/"):
            return span
        return replace(span, link=f"{self.address}{span.link}")
