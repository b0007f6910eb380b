"""The words of one line in a Word document: strong, leading somewhere, from a side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from kb.papers.direction import runs_left

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph as Par

    from kb.papers.model import Span, Words

_AFTER = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc")


def said(par: Par, words: Words) -> None:
    """Add words to a line, which runs as its first letter does."""
    left = runs_left(words)
    if left:
        # python-docx has no words of its own for the direction of a paragraph.
        properties = par._p.get_or_add_pPr()  # noqa: SLF001
        properties.insert_element_before(OxmlElement("w:bidi"), *_AFTER)
    for span in words:
        if span.outside:
            _link(par, span)
        else:
            run = par.add_run(span.text)
            run.bold, run.italic = span.strong or None, span.em or None
            run.font.rtl = left or None


def field(par: Par, code: str) -> None:
    """Put a number in that the reader's program works out."""
    made = OxmlElement("w:fldSimple")
    made.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    made.append(run)
    par._p.append(made)  # noqa: SLF001 - python-docx has no other way in


def _link(par: Par, span: Span) -> None:
    """Add words that lead to the web."""
    link = OxmlElement("w:hyperlink")
    address = par.part.relate_to(
        span.outside, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    link.set(qn("r:id"), address)
    run = par.add_run(span.text, "Hyperlink")
    run.bold, run.italic = span.strong or None, span.em or None
    link.append(run._r)  # noqa: SLF001 - the run moves into the link
    # Nor for a link.
    par._p.append(link)  # noqa: SLF001
