"""A paper as a page of the site: parts as HTML, and its code as lines of an SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.papers.html import fragment
from kb.papers.model import Image
from kb.web.present.qr import Picture, svg

if TYPE_CHECKING:
    from kb.papers.html import Fragment
    from kb.papers.model import Block, Paper, Section


@dataclass(frozen=True, slots=True)
class Part:
    """A part: its heading, its text, and the code that leads to its page."""

    id: str
    title: str
    body: Fragment
    code: Picture | None
    code_says: str


def parts(paper: Paper, address: str) -> tuple[Part, ...]:
    """Set out a paper; `address` is where its code leads."""
    return tuple(_part(section, address) for section in paper.sections)


def _part(section: Section, address: str) -> Part:
    blocks = (*section.commentary, *section.blocks)
    codes = [one for one in blocks if _is_code(one)]
    shown = (one for one in blocks if not _is_code(one))
    return Part(
        id=section.id,
        title=section.title,
        body=fragment(shown, inside=True),
        code=svg(address) if codes else None,
        code_says=f"QR code that leads to {address}",
    )


def _is_code(block: Block) -> bool:
    """Say whether a block is a picture that the site itself has no address for."""
    return isinstance(block, Image) and bool(block.content) and not block.address
