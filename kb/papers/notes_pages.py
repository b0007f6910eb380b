"""What a speaker says, on the page of notes that every slide has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pptx.enum.shapes import PP_PLACEHOLDER as PLACE
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.slide import CT_NotesSlide
from pptx.parts.slide import NotesSlidePart
from pptx.util import Cm

from kb.papers.deck import in_english, recolour
from kb.papers.places import kind_of, places
from kb.papers.slide_edges import finish_notes
from kb.papers.slide_words import note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pptx.presentation import Presentation as Deck
    from pptx.slide import NotesSlide
    from pptx.slide import Slide as Page

    from kb.papers.deck_layouts import Box
    from kb.papers.model import Words

#: A page of notes is 19.05 cm wide and 25.4 cm high, and this is what is written on.
#: For whom it is stands at its head, where no long notes reach.
_LEFT, _HEAD, _TOP, _WIDE, _END = 2.0, 0.4, 1.9, 15.0, 24.9


def set_notes_look(deck: Deck) -> None:
    """Give the pages of notes our letters, and let PowerPoint know of them."""
    part = deck.part
    master = part.notes_master_part
    recolour(master.part_related_by(RT.THEME))
    in_english(master._element)  # noqa: SLF001 - python-pptx has no other way in
    boxes = _boxes((deck.slide_height or 1) / (deck.slide_width or 1))
    for one in places(master.notes_master):
        if box := boxes.get(kind_of(one)):
            one.left, one.top, one.width, one.height = map(Cm, box)
    name = part.relate_to(master, RT.NOTES_MASTER)
    listed = f'<p:notesMasterIdLst {nsdecls("p", "r")}><p:notesMasterId r:id="{name}"/>'
    element = part._element  # noqa: SLF001 - nor here
    element.find(qn("p:sldMasterIdLst")).addnext(
        parse_xml(f"{listed}</p:notesMasterIdLst>")
    )


def _boxes(shape: float) -> dict[PLACE, Box]:
    """Say what stands where on a page of notes, under a slide of this shape."""
    high = _WIDE * shape
    top = _TOP + high + 0.8
    return {
        PLACE.SLIDE_IMAGE: (_LEFT, _TOP, _WIDE, high),
        PLACE.BODY: (_LEFT, top, _WIDE, _END - top),
        PLACE.FOOTER: (_LEFT, _HEAD, _WIDE - 1.5, 1.2),
        PLACE.SLIDE_NUMBER: (_LEFT + _WIDE - 1.5, _HEAD, 1.5, 1.2),
    }


def add_notes(page: Page, notes: Sequence[Words], foot: Words, place: int) -> None:
    """Write what is said beside a slide; also a page without notes says for whom."""
    beside = _notes_page(page, place)
    if beside.notes_text_frame is not None:
        note(beside.notes_text_frame, notes)
    finish_notes(beside, foot, place)


def _notes_page(page: Page, place: int) -> NotesSlide:
    """Make a page of notes under a name of our own.

    python-pptx would look through all parts for a free one, once for each slide.
    """
    package = page.part.package
    master = package.presentation_part.notes_master_part
    name = PackURI(f"/ppt/notesSlides/notesSlide{place}.xml")
    part = NotesSlidePart(name, CT.PML_NOTES_SLIDE, package, CT_NotesSlide.new())
    part.relate_to(master, RT.NOTES_MASTER)
    part.relate_to(page.part, RT.SLIDE)
    page.part.relate_to(part, RT.NOTES_SLIDE)
    beside: NotesSlide = part.notes_slide
    beside.clone_master_placeholders(master.notes_master)
    return beside
