"""Shapes and styles of our own slides, as PresentationML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pptx.oxml.ns import nsdecls
from pptx.util import Cm

if TYPE_CHECKING:
    from kb.papers.deck_layouts import Box, Place

_NAMES = {
    "title": "Title",
    "ctrTitle": "Title",
    "subTitle": "Subtitle",
    "body": "Text",
    "ftr": "Footer",
    "": "Content",
}
_LEVELS = 9
_STEP = 1.1
_NUMBER: Box = (29, 17.35, 3, 1.2)


def ground(colour: str) -> str:
    """Fill a page."""
    return (
        f"<p:bg {nsdecls('a', 'p')}><p:bgPr>{_fill(colour)}"
        "<a:effectLst/></p:bgPr></p:bg>"
    )


def strip(identity: int, box: Box, colour: str) -> str:
    """Draw a strip of colour, which says nothing."""
    return (
        f"<p:sp {nsdecls('a', 'p')}><p:nvSpPr>"
        f'<p:cNvPr id="{identity}" name="Strip {identity}"/><p:cNvSpPr/>'
        '<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f"{_where(box)}{_fill(colour)}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def placeholder(identity: int, place: Place) -> str:
    """Make a place for words, or for anything."""
    kind = f'type="{place.kind}" ' if place.kind else ""
    index = f'idx="{place.index}" ' if place.index else ""
    small = 'sz="quarter" ' if place.kind == "ftr" else ""
    levels = "".join(
        f'<a:lvl{level}pPr algn="l"{_no_list(place)}>'
        f"{_letters(place)}</a:lvl{level}pPr>"
        for level in range(1, _LEVELS + 1)
    )
    return _shape(
        f'id="{identity}" name="{_NAMES[place.kind]} {identity}"',
        f"{kind}{small}{index}",
        place.box,
        f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{place.anchor}">'
        f"<a:normAutofit/></a:bodyPr><a:lstStyle>{levels}</a:lstStyle>"
        "<a:p><a:endParaRPr/></a:p>",
    )


def number(identity: int, colour: str) -> str:
    """Make a place for the number of the slide."""
    return _shape(
        f'id="{identity}" name="Slide Number {identity}"',
        'type="sldNum" sz="quarter" idx="12" ',
        _NUMBER,
        '<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>'
        '<a:lstStyle><a:lvl1pPr algn="r"><a:defRPr sz="1400">'
        f"{_fill(colour)}</a:defRPr></a:lvl1pPr></a:lstStyle>"
        '<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
        "<a:rPr/><a:t>#</a:t></a:fld><a:endParaRPr/></a:p>",
    )


def text_styles() -> str:
    """Say how titles, texts and all else are written."""
    levels = "".join(_level(level) for level in range(1, _LEVELS + 1))
    title = (
        '<a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:buNone/>'
        f'<a:defRPr sz="3400" b="1" kern="1200">{_fill("tx2")}'
        f"{_fonts('mj')}</a:defRPr></a:lvl1pPr>"
    )
    other = (
        f'<a:lvl1pPr><a:defRPr sz="1800" kern="1200">{_fill("tx1")}'
        f"{_fonts('mn')}</a:defRPr></a:lvl1pPr>"
    )
    return (
        f"<p:txStyles {nsdecls('a', 'p')}><p:titleStyle>{title}</p:titleStyle>"
        f"<p:bodyStyle>{levels}</p:bodyStyle><p:otherStyle>{other}</p:otherStyle>"
        "</p:txStyles>"
    )


def _level(level: int) -> str:
    left, hang = Cm(_STEP * level), Cm(_STEP)
    return (
        f'<a:lvl{level}pPr marL="{left}" indent="-{hang}" algn="l">'
        '<a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
        '<a:spcBef><a:spcPts val="1800"/></a:spcBef>'
        f'<a:buClr><a:schemeClr val="tx2"/></a:buClr>'
        '<a:buFont typeface="Arial"/><a:buChar char="•"/>'
        f'<a:defRPr sz="3200" kern="1200">{_fill("tx1")}{_fonts("mn")}</a:defRPr>'
        f"</a:lvl{level}pPr>"
    )


def _shape(named: str, place: str, box: Box, words: str) -> str:
    return (
        f"<p:sp {nsdecls('a', 'p')}><p:nvSpPr><p:cNvPr {named}/>"
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {place}/></p:nvPr></p:nvSpPr>"
        f"<p:spPr>{_where(box)}</p:spPr><p:txBody>{words}</p:txBody></p:sp>"
    )


def _no_list(place: Place) -> str:
    return ' marL="0" indent="0"' if place.kind in {"subTitle", "ftr"} else ""


def _letters(place: Place) -> str:
    none = "<a:buNone/>" if place.kind in {"subTitle", "ftr"} else ""
    strong = ' b="1"' if place.strong else ""
    return (
        f'{none}<a:defRPr sz="{place.size}00"{strong}>{_fill(place.colour)}</a:defRPr>'
    )


def _fonts(which: str) -> str:
    return (
        f'<a:latin typeface="+{which}-lt"/><a:ea typeface="+{which}-ea"/>'
        f'<a:cs typeface="+{which}-cs"/>'
    )


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'


def _where(box: Box) -> str:
    left, top, width, height = (Cm(one) for one in box)
    return (
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )
