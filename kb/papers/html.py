"""A paper as HTML: each part for a page of the site, or the whole as one file.

It is built as a tree and not as text, so that no word can become a mark.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, tostring

from kb.papers.model import (
    Aside,
    Bullets,
    Chart,
    Heading,
    Image,
    Paragraph,
    Quote,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kb.papers.model import Bar, Block, Paper, Section, Span, Words

#: Tables with no more columns than this fit a telephone.
_NARROW = 3
_STYLE = """
body { font: 1rem/1.5 Arial, sans-serif; margin: 1rem auto; max-width: 45rem;
  overflow-wrap: anywhere; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.25; }
.kb-report__wide { overflow-x: auto; }
table { border-collapse: collapse; margin: 0 0 1.5rem; width: 100%; }
caption { font-weight: bold; text-align: start; }
th, td { border-bottom: 1px solid #b1b4b6; overflow-wrap: normal;
  padding: .375rem .75rem .375rem 0; text-align: start; vertical-align: top; }
thead { display: table-header-group; }
.kb-report__bar { display: block; height: .5rem; width: 100%; }
@media print { body { margin: 0; padding: 0; } }
"""


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
    view = {"name": "viewport", "content": "width=device-width, initial-scale=1"}
    head = _made(
        "head",
        {},
        _made("meta", {"charset": "utf-8"}),
        _made("meta", view),
        _made("title", {}, paper.title),
        _made("style", {}, f"{_STYLE}@page {{ {_paper(paper)} }}\n"),
    )
    body = _made(
        "body",
        {},
        *_mark(paper),
        _made(
            "main",
            {},
            _made("h1", {}, paper.title),
            _made("p", {}, paper.subtitle),
            _made("p", {}, paper.standing),
            *map(_part, paper.sections),
        ),
        *_mark(paper),
    )
    whole = _made("html", {"lang": "en-GB"}, head, body)
    return f"<!DOCTYPE html>\n{_text(whole)}\n"


def fragment(blocks: Iterable[Block], *, inside: bool) -> Fragment:
    """Write blocks; `inside` the site, links lead to its own pages too."""
    return Fragment("\n".join(_text(_block(one, inside=inside)) for one in blocks))


def _text(element: Element) -> str:
    return tostring(element, encoding="unicode", method="html")


def _made(tag: str, attributes: dict[str, str], *inside: str | Element) -> Element:
    """Make an element with words and other elements in it."""
    element = Element(tag, attributes)
    for one in inside:
        if not isinstance(one, str):
            element.append(one)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + one
        else:
            element.text = (element.text or "") + one
    return element


def _paper(paper: Paper) -> str:
    """Say for whom it is on each sheet of paper; every sign is a letter or its code."""
    signs = (
        one if one.isascii() and (one.isalnum() or one == " ") else f"\\{ord(one):x} "
        for one in paper.mark
    )
    box = 'font: bold 10pt Arial, sans-serif; content: "' + "".join(signs) + '"'
    return f"margin: 20mm 18mm; @top-center {{ {box} }}"


def _mark(paper: Paper) -> list[Element]:
    said = _made("strong", {}, paper.mark)
    return [_made("p", {"class": "mark"}, said)] if paper.mark else []


def _part(section: Section) -> Element:
    blocks = (*section.commentary, *section.blocks)
    return _made(
        "section",
        {"aria-labelledby": section.id},
        _made("h2", {"id": section.id}, section.title),
        *(_block(block, inside=False) for block in blocks),
    )


def _block(block: Block, *, inside: bool) -> Element:
    match block:
        case Table():
            return _table(block, inside=inside)
        case Chart():
            return _table(block.table, inside=inside, bars=block.bars)
        case Image():
            return _image(block)
        case Aside():
            title = _made("p", {"class": "govuk-heading-s"}, block.title)
            parts = (_block(one, inside=inside) for one in block.blocks)
            return _made("div", {"class": "kb-paper__aside"}, title, *parts)
        case _:
            return _prose(block, inside=inside)


def _prose(block: Paragraph | Heading | Bullets | Quote, *, inside: bool) -> Element:
    match block:
        case Paragraph():
            kind = "govuk-body kb-quiet" if block.quiet else "govuk-body"
            return _line("p", {"class": kind}, block.words, inside=inside)
        case Heading():
            small = {"class": "govuk-heading-s"}
            return _line(f"h{block.level}", small, block.words, inside=inside)
        case Bullets():
            tag, name = ("ol", "number") if block.numbered else ("ul", "bullet")
            items = (_line("li", {}, one, inside=inside) for one in block.items)
            return _made(tag, {"class": f"govuk-list govuk-list--{name}"}, *items)
        case Quote():
            lines = (_line("p", {}, one, inside=inside) for one in block.lines)
            return _made("blockquote", {"class": "govuk-inset-text"}, *lines)


def _image(image: Image) -> Element:
    """Show a picture that the page carries itself, or its words where it is missing."""
    if not image.content:
        return _made("p", {"class": "govuk-body kb-quiet"}, image.alt)
    kind = "png" if image.content.startswith(b"\x89PNG") else "jpeg"
    said = base64.b64encode(image.content).decode()
    source = f"data:image/{kind};base64,{said}"
    return _made("img", {"src": source, "alt": image.alt, "class": "kb-paper__image"})


def _table(table: Table, *, inside: bool, bars: tuple[Bar, ...] = ()) -> Element:
    cell = {"class": "govuk-table__cell"}
    rows = [
        [_line("td", dict(cell), one, inside=inside) for one in row]
        for row in table.rows
    ]
    most = max((bar.count for bar in bars), default=0)
    for row, bar in zip(rows, bars, strict=False):
        row[-1].append(_bar(bar, most))
    wide = " kb-report__table--wide" if len(table.heads) > _NARROW else ""
    whole = _made(
        "table",
        {"class": f"govuk-table kb-report__table{wide}"},
        *_caption(table),
        _made("thead", {"class": "govuk-table__head"}, _row(_heads(table))),
        _made("tbody", {"class": "govuk-table__body"}, *map(_row, rows)),
    )
    name = f"Table: {table.caption}" if table.caption else "Table"
    around = {"class": "kb-report__wide", "role": "region", "tabindex": "0"}
    return _made("div", around | {"aria-label": name}, whole)


def _caption(table: Table) -> list[Element]:
    kind = {"class": "govuk-table__caption govuk-table__caption--s"}
    return [_made("caption", kind, table.caption)] if table.caption else []


def _heads(table: Table) -> Iterator[Element]:
    for head in table.heads:
        yield _made("th", {"scope": "col", "class": "govuk-table__header"}, head)


def _row(cells: Iterable[Element]) -> Element:
    return _made("tr", {"class": "govuk-table__row"}, *cells)


def _bar(bar: Bar, most: int) -> Element:
    colour = f" kb-report__fill--{bar.colour}" if bar.colour else ""
    width = str(round(100 * bar.count / most) if most else 0)
    fill = {"class": f"kb-report__fill{colour}", "width": width, "height": "6"}
    around = {
        "class": "kb-report__bar",
        "viewBox": "0 0 100 6",
        "preserveAspectRatio": "none",
        "aria-hidden": "true",
    }
    return _made("svg", around, _made("rect", fill | {"fill": "currentColor"}))


def _line(
    tag: str, attributes: dict[str, str], words: Words, *, inside: bool
) -> Element:
    """Write a line, which runs as its first letter does."""
    spans = (_span(span, inside=inside) for span in words)
    return _made(tag, attributes | {"dir": "auto"}, *spans)


def _span(span: Span, *, inside: bool) -> str | Element:
    said: str | Element = span.text
    if span.strong:
        said = _made("strong", {}, said)
    if span.em:
        said = _made("em", {}, said)
    address = span.outside or (span.link if inside else "")
    if not address:
        return said
    return _made("a", {"class": "govuk-link", "href": address}, said)
