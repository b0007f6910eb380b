"""The styles of a Word document: letters, colours and room around what is said."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from kb.papers.model import LANGUAGE

if TYPE_CHECKING:
    from docx.document import Document as Doc
    from docx.oxml.styles import CT_Style

INK, MIST, GREY = "0B4F4A", "EEF4F3", "B1B4B6"
_BLACK, _QUIET, _LINK = "0B0C0C", "484949", "1A65A6"
#: How small a closely set paper is to others, in letters and in room.
_CLOSE_LETTERS, _CLOSE_ROOM, _CLOSE_TITLE = 0.82, 0.4, 16


@dataclass(frozen=True, slots=True)
class Look:
    """How a style looks: points of its letters, and of the room around."""

    size: float
    before: float = 0
    after: float = 6
    colour: str = ""
    bold: bool = False


STYLES = {
    "Normal": Look(11, after=8),
    "Title": Look(24, after=8, colour=INK, bold=True),
    "Subtitle": Look(12, after=2, colour=_BLACK, bold=True),
    "Heading 1": Look(16, 20, 6, INK, bold=True),
    "Heading 2": Look(13, 14, 4, INK, bold=True),
    "Heading 3": Look(11.5, 12, 4, INK, bold=True),
    "Heading 4": Look(11, 10, 4, INK, bold=True),
    "Heading 5": Look(11, 10, 4, INK, bold=True),
    "List Bullet": Look(11, after=4),
    "List Number": Look(11, after=4),
    "Quote": Look(11, 4, 8),
    "Caption": Look(10, 6, 4, INK, bold=True),
    "Header": Look(9, after=0),
    "Footer": Look(8.5, after=2, colour=_QUIET),
    "Quiet": Look(10, after=8, colour=_QUIET),
    "Aside Title": Look(11, after=4, colour=INK, bold=True),
    "Table Text": Look(10, 2, 2),
}
_TABLES = frozenset({"Normal Table", "Table Grid"})
#: Styles whose letters are as large as those of the text around.
_AS_TEXT = frozenset({"List Bullet", "List Number", "Quote"})
_LENT = (*STYLES, "Hyperlink", "Table Grid")


def dress(document: Doc, *, small: bool) -> None:
    """Give a document of our own its letters, and its language."""
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in _TABLES:
            style.delete()
    _new_styles(document)
    for name, look in STYLES.items():
        _letters(document, name, look, _CLOSE_LETTERS if small else 1)
        _room(document, name, look, _CLOSE_ROOM if small else 1)
    if small:
        document.styles["Title"].font.size = Pt(_CLOSE_TITLE)
    _edge(document, "Title", "bottom", INK)
    _edge(document, "Quote", "left", GREY)
    _edge(document, "Footer", "top", GREY, 4)
    document.styles["Quote"].paragraph_format.left_indent = Pt(14)
    speak(document)


def lend(document: Doc) -> None:
    """Add to a board's own document the styles that it has not, and the language."""
    names = {style.name for style in document.styles}
    ours = _ours()
    ids = {style.style_id for style in document.styles}
    for name in (one for one in _LENT if one not in names):
        lent = deepcopy(ours.styles[name].element)
        _settle(document, lent, ids)
        document.styles.element.append(lent)
    speak(document)


def speak(document: Doc) -> None:
    """Say in which language a document is."""
    styles = document.styles.element
    languages = list(styles.iter(qn("w:lang")))
    for language in languages:
        language.set(qn("w:val"), LANGUAGE)
    if not languages:
        normal = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
        said = parse_xml(f'<w:lang {nsdecls("w")} w:val="{LANGUAGE}"/>')
        if normal is not None:
            normal.element.get_or_add_rPr().append(said)


@cache
def _ours() -> Doc:
    document = Document()
    dress(document, small=False)
    return document


def _settle(document: Doc, lent: CT_Style, ids: set[str]) -> None:
    """Let a lent style rest on the plain style of its new document, in its letters."""
    for tag in ("w:link", "w:next", "w:rsid"):
        for one in lent.findall(qn(tag)):
            lent.remove(one)
    for numbers in lent.iter(qn("w:numPr")):
        numbers.getparent().remove(numbers)
    sizes = ("w:sz", "w:szCs") if lent.name_val in _AS_TEXT else ()
    for letters in lent.findall(qn("w:rPr")):
        for tag in ("w:rFonts", *sizes):
            for one in letters.findall(qn(tag)):
                letters.remove(one)
    if lent.styleId in ids:
        lent.styleId = f"Kb{lent.styleId}"
    plain = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    for one in lent.findall(qn("w:basedOn")):
        if lent.type == WD_STYLE_TYPE.PARAGRAPH and plain is not None:
            one.set(qn("w:val"), plain.style_id)
        else:
            lent.remove(one)


def _new_styles(document: Doc) -> None:
    for name in ("Quiet", "Aside Title", "Table Text"):
        made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = document.styles["Normal"]
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = _colour(_LINK), True


def _letters(document: Doc, name: str, look: Look, share: float) -> None:
    style = document.styles[name]
    font = style.font
    font.name, font.size = "Arial", Pt(round(look.size * share * 2) / 2)
    font.bold, font.italic = look.bold, False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for which in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{which}"), "Arial")
        fonts.attrib.pop(qn(f"w:{which}Theme"), None)
    for spread in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spread)
    if look.colour:
        font.color.rgb = _colour(look.colour)


def _colour(named: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(named))


def _room(document: Doc, name: str, look: Look, share: float) -> None:
    form = document.styles[name].paragraph_format
    form.space_before = Pt(round(look.before * share))
    form.space_after = Pt(round(look.after * share))
    airy = share == 1 and name in {"Normal", "Quote", "Quiet"}
    form.line_spacing = 1.15 if airy else 1.05
    properties = document.styles[name].element.get_or_add_pPr()
    for tag in ("w:contextualSpacing", "w:numPr"):
        for one in properties.findall(qn(tag)):
            properties.remove(one)


def _edge(document: Doc, name: str, side: str, colour: str, eighths: int = 18) -> None:
    """Draw a line at one side of what has a style."""
    properties = document.styles[name].element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    edges, edge = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for key, value in {"val": "single", "sz": str(eighths), "space": "6"}.items():
        edge.set(qn(f"w:{key}"), value)
    edge.set(qn("w:color"), colour)
    edges.append(edge)
    properties.insert_element_before(
        edges, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )
