"""What a deck still tells of who made it, and of what was made before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck

#: What a deck of this product needs; all else may hold what its maker wrote.
_KEPT = frozenset(
    {
        RT.SLIDE_MASTER, RT.THEME, RT.PRES_PROPS, RT.TABLE_STYLES, RT.FONT,
    }
)  # fmt: skip
_KEPT_SAYINGS = frozenset(
    map(
        qn,
        (
            "p:sldMasterIdLst", "p:sldSz", "p:notesSz", "p:embeddedFontLst",
            "p:defaultTextStyle", "p:kinsoku",
        ),
    )
)  # fmt: skip


def emptied(deck: Deck) -> None:
    """Take away slides and all else that tells of what was made before."""
    part = deck.part
    element = part._element  # noqa: SLF001 - python-pptx has no other way in
    for one in list(element):
        if one.tag not in _KEPT_SAYINGS:
            element.remove(one)
    for name, link in list(part.rels.items()):
        if link.reltype not in _KEPT:
            part.rels.pop(name)
    package = part.package
    for name, link in list(package._rels.items()):  # noqa: SLF001 - nor for these
        if link.reltype not in {RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES}:
            package._rels.pop(name)  # noqa: SLF001 - nor for these
