"""A paper as HTML: each part for a page of the site, or the whole as one file."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kb.papers.elements import line, made, text
from kb.papers.html_tables import tabled
from kb.papers.model import (
    LANGUAGE,
    Aside,
    Bullets,
    Chart,
    Heading,
    Image,
    Paragraph,
    Quote,
    Table,
)
from kb.papers.nesting import nested
from kb.papers.pictures import media
from kb.papers.ready import ready

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from kb.papers.model import Block, Paper, Section
    from kb.papers.nesting import Nest

_STYLE = (Path(__file__).parent / "paper.css").read_text("utf-8")
#: Points of a screen to a millimetre.
_POINTS = 96 / 25.4


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of HTML that was built here."""

    html: str

    def __html__(self) -> str:
        """Let a template show it as it stands."""
        return self.html

    def __bool__(self) -> bool:
        """Say whether there is anything in it."""
        return bool(self.html)


def html(paper: Paper) -> str:
    """Write a paper as one file, whose links all lead out of it."""
    paper = ready(paper)
    view = {"name": "viewport", "content": "width=device-width, initial-scale=1"}
    head = made(
        "head",
        {},
        made("meta", {"charset": "utf-8"}),
        made("meta", view),
        made("title", {}, paper.title),
        made("style", {}, f"\n{_STYLE}@page {{ {_sheet(paper)} }}\n"),
    )
    body = made(
        "body",
        {"class": "kb-paper--small"} if paper.small else {},
        *_mark(paper),
        made("main", {}, *_top(paper), *map(_part, paper.sections)),
        *_said("kb-paper__use", paper.use),
        *_mark(paper),
    )
    whole = made("html", {"lang": LANGUAGE}, head, body)
    return f"<!DOCTYPE html>\n{text(whole)}\n"


def fragment(blocks: Iterable[Block], *, inside: bool) -> Fragment:
    """Write blocks; `inside` the site, links lead to its own pages too."""
    return Fragment("\n".join(text(one) for one in _written(blocks, inside=inside)))


def _sheet(paper: Paper) -> str:
    """Say on each sheet of paper for whom and for what it is."""
    top = f"font: bold 9pt Arial, sans-serif; content: {_quoted(paper.mark)}"
    foot = f"font: 8pt/1.3 Arial, sans-serif; content: {_quoted(paper.use)}"
    margin = "14mm 14mm 18mm" if paper.small else "20mm 18mm 22mm"
    boxes = f"@top-center {{ {top} }} @bottom-center {{ {foot}; width: 100% }}"
    return f"margin: {margin}; size: A4; {boxes}"


def _quoted(words: str) -> str:
    """Write words for a style sheet; every sign is a letter or its code."""
    signs = (
        one if one.isascii() and (one.isalnum() or one == " ") else f"\\{ord(one):x} "
        for one in words
    )
    return '"' + "".join(signs) + '"'


def _mark(paper: Paper) -> Iterator[Element]:
    if paper.mark:
        said = made("strong", {}, paper.mark)
        yield made("p", {"class": "kb-paper__mark"}, said)


def _said(kind: str, words: str) -> Iterator[Element]:
    if words:
        yield made("p", {"class": kind, "dir": "auto"}, words)


def _top(paper: Paper) -> Iterator[Element]:
    if paper.logo:
        kind = {"class": "kb-paper__logo"}
        yield made("img", _source(paper.logo) | {"alt": paper.logo.alt} | kind)
    yield made("h1", {"dir": "auto"}, paper.title)
    yield from _said("kb-paper__whose", paper.subtitle)
    yield from _said("kb-paper__standing", paper.standing)


def _part(section: Section) -> Element:
    blocks = _written((*section.commentary, *section.blocks), inside=False)
    if not section.title:
        return made("section", {}, *blocks)
    title = made("h2", {"id": section.id, "dir": "auto"}, section.title)
    return made("section", {"aria-labelledby": section.id}, title, *blocks)


def _written(blocks: Iterable[Block], *, inside: bool) -> Iterator[Element]:
    for block in blocks:
        yield from _block(block, inside=inside)


def _block(block: Block, *, inside: bool) -> Iterator[Element]:
    match block:
        case Table():
            yield tabled(block, inside=inside)
        case Chart():
            yield tabled(block.table, inside=inside, bars=block.bars)
        case Image():
            yield _image(block, inside=inside)
        case Aside():
            yield _aside(block, inside=inside)
        case Bullets():
            yield from (_list(one, inside=inside) for one in nested(block))
        case _:
            yield _prose(block, inside=inside)


def _aside(block: Aside, *, inside: bool) -> Element:
    parts = _written(block.blocks, inside=inside)
    around = {"class": "kb-paper__aside", "role": "note"}
    if not block.title:
        return made("div", around, *parts)
    kind = "govuk-body kb-paper__aside-title"
    title = made("p", {"class": kind, "dir": "auto"}, block.title)
    return made("div", around | {"aria-label": block.title}, title, *parts)


def _prose(block: Paragraph | Heading | Quote, *, inside: bool) -> Element:
    match block:
        case Paragraph():
            kind = "govuk-body kb-quiet" if block.quiet else "govuk-body"
            return line("p", {"class": kind}, block.words, inside=inside)
        case Heading():
            small = {"class": "govuk-heading-s"}
            return line(f"h{min(block.level, 6)}", small, block.words, inside=inside)
        case Quote():
            lines = (line("p", {}, one, inside=inside) for one in block.lines)
            return made("blockquote", {"class": "govuk-inset-text"}, *lines)


def _list(nest: Nest, *, inside: bool) -> Element:
    tag, name = ("ol", "number") if nest.numbered else ("ul", "bullet")
    items = []
    for one in nest.items:
        item = line("li", {}, one.words, inside=inside)
        item.extend(_list(inner, inside=inside) for inner in one.inner)
        items.append(item)
    return made(tag, {"class": f"govuk-list govuk-list--{name}"}, *items)


def _image(image: Image, *, inside: bool) -> Element:
    """Show a picture that the page carries itself, or its words where it is missing."""
    if not image.content:
        return made("p", {"class": "govuk-body kb-quiet"}, image.missing)
    shown = {"alt": image.alt, "class": "kb-paper__image"}
    if image.width:
        shown["width"] = str(round(image.width * _POINTS))
    if inside and image.address:
        return made("img", {"src": image.address} | shown)
    return made("img", _source(image) | shown)


def _source(image: Image) -> dict[str, str]:
    said = base64.b64encode(image.content).decode()
    return {"src": f"data:image/{media(image.content)};base64,{said}"}
