"""The numbering of lists in a Word document: lists inside lists, however deep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart

from kb.papers.nesting import LEVELS, depths

if TYPE_CHECKING:
    from docx.document import Document as Doc

    from kb.papers.model import Bullets

#: XML of lists, whose types python-docx does not publish.
_Xml: TypeAlias = Any
_STEP = 360
_SIGNS = ("•", "◦", "▪") * 3
_STYLES = {False: "List Bullet", True: "List Number"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line of a list stands: in which list, how deep, and in which style."""

    number: int
    level: int
    style: str


class Numbering:
    """The lists of one document."""

    def __init__(self, document: Doc) -> None:
        self._document = document
        self._known = _numbering(document)
        self._forms: dict[bool, int] = {}
        self._bullets = 0

    def places(self, bullets: Bullets) -> list[Place]:
        """Give the place of each line; each counted list begins at 1."""
        above: list[tuple[bool, int]] = []
        found = []
        for line, level in zip(bullets.lines, depths(bullets), strict=True):
            del above[level + 1 :]
            if above[level:] and above[level][0] != line.numbered:
                del above[level:]
            if not above[level:]:
                above.append((line.numbered, self._list(level, counts=line.numbered)))
            found.append(Place(above[level][1], level, _STYLES[line.numbered]))
        return found

    def _list(self, level: int, *, counts: bool) -> int:
        if not counts:
            self._bullets = self._bullets or int(self._new(counts=False).numId)
            return self._bullets
        number = self._new(counts=True)
        number.add_lvlOverride(ilvl=level).add_startOverride(1)
        return int(number.numId)

    def _new(self, *, counts: bool) -> _Xml:
        if counts not in self._forms:
            self._forms[counts] = self._form(counts=counts)
        return self._known.add_num(self._forms[counts])

    def _form(self, *, counts: bool) -> int:
        """Take the form that the style of the board has, or else make one."""
        asked = f"./w:pPr/w:numPr/w:numId[../../../w:name/@w:val='{_STYLES[counts]}']"
        style = self._document.styles[_STYLES[counts]].element
        for number in style.xpath(asked):
            for form in self._known.xpath(
                f"./w:abstractNum[@w:abstractNumId=../w:num[@w:numId='{number.val}']"
                "/w:abstractNumId/@w:val]"
            ):
                if len(form.findall(qn("w:lvl"))) == LEVELS:
                    return int(form.get(qn("w:abstractNumId")))
        return self._made(counts=counts)

    def _made(self, *, counts: bool) -> int:
        taken = [int(one) for one in self._known.xpath(".//@w:abstractNumId")]
        number = max(taken, default=0) + 1
        levels = "".join(_level(level, counts=counts) for level in range(LEVELS))
        form = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
        # Forms stand before the lists that have them.
        first = self._known.find(qn("w:num"))
        place = len(self._known) if first is None else self._known.index(first)
        self._known.insert(place, form)
        return number


def _level(level: int, *, counts: bool) -> str:
    form, said = ("decimal", f"%{level + 1}.") if counts else ("bullet", _SIGNS[level])
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{said}"/><w:lvlJc w:val="left"/><w:pPr>'
        f'<w:ind w:left="{_STEP * (level + 1)}" w:hanging="{_STEP}"/></w:pPr></w:lvl>'
    )


def _numbering(document: Doc) -> _Xml:
    """Give the lists that a document has; a board's own may have none."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part.element
    part = NumberingPart(
        PackURI("/word/numbering.xml"),
        CONTENT_TYPE.WML_NUMBERING,
        parse_xml(f"<w:numbering {nsdecls('w')}/>"),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return part.element
