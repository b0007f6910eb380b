"""What kinds of things a paper holds, in order: of the model, and of each file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table as Grid
from docx.text.paragraph import Paragraph as Par
from pypdf import PdfReader

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

    from bs4 import Tag

    from kb.papers.model import Block, Paper, Words

#: What it is, how deep or how wide, and what it says.
Thing = tuple[str, int, str]


def plain(words: Words) -> str:
    return "".join(span.text for span in words)


def of_paper(paper: Paper, *, drawn: bool = False) -> list[Thing]:
    """List all that a paper holds below its title; charts are tables, or drawn too."""
    found: list[Thing] = []
    for section in paper.sections:
        found.append(("heading", 2, section.title))
        found += of_blocks((*section.commentary, *section.blocks), drawn=drawn)
    return found


def of_blocks(blocks: Iterable[Block], *, drawn: bool = False) -> Iterator[Thing]:
    for block in blocks:
        match block:
            case Table():
                yield from _table(block)
            case Chart():
                yield from [("picture", 0, block.alt)] if drawn else []
                yield from _table(block.table)
            case Image():
                yield "picture", 0, block.alt
            case Aside():
                yield "box", 0, block.title
                yield from of_blocks(block.blocks)
            case _:
                yield from _prose(block)


def _prose(block: Paragraph | Heading | Bullets | Quote) -> Iterator[Thing]:
    match block:
        case Paragraph():
            yield "paragraph", 0, plain(block.words)
        case Heading():
            yield "heading", block.level, plain(block.words)
        case Bullets():
            for line in block.lines:
                kind = "counted" if line.numbered else "item"
                yield kind, line.depth, plain(line.words)
        case Quote():
            yield from (("quote", 0, plain(words)) for words in block.lines)


def _table(table: Table) -> Iterator[Thing]:
    rows = [table.heads, *[tuple(map(plain, row)) for row in table.rows]]
    yield from (("row", len(row), " | ".join(row).strip()) for row in rows)


def links_of(paper: Paper) -> list[tuple[str, str]]:
    """List the words of a paper that lead somewhere, and where."""
    found: list[tuple[str, str]] = []

    def look(value: Any) -> None:
        if isinstance(value, tuple):
            for one in value:
                look(one)
        elif hasattr(value, "outside"):
            found.extend([(value.text, value.outside)] if value.outside else [])
        elif hasattr(value, "__slots__"):
            for name in value.__slots__:
                look(getattr(value, name))

    for section in paper.sections:
        look(section.blocks)
    return found


def of_html(soup: Tag) -> Iterator[Thing]:
    """List what stands in a part of a page."""
    for one in soup.find_all(recursive=False):
        if one.name in {"h2", "h3", "h4", "h5", "h6"}:
            yield "heading", int(one.name[1]), _said(one)
        elif one.name in {"ul", "ol"}:
            yield from _items(one, 0)
        elif one.name in {"p", "blockquote"}:
            kind = "paragraph" if one.name == "p" else "quote"
            yield from ((kind, 0, _said(line)) for line in one.select("p") or [one])
        elif one.name == "tr":
            cells = [_said(cell) for cell in one.select("th, td")]
            yield "row", len(cells), " | ".join(cells).strip()
        elif one.name == "img":
            yield "picture", 0, str(one["alt"])
        elif one.get("role") == "note":
            yield "box", 0, str(one["aria-label"])
            yield from list(of_html(one))[1:]
        elif one.name != "caption":
            yield from of_html(one)


def _items(listed: Tag, depth: int) -> Iterator[Thing]:
    kind = "counted" if listed.name == "ol" else "item"
    for item in listed.find_all("li", recursive=False):
        inner = [one.extract() for one in item.find_all(["ul", "ol"], recursive=False)]
        yield kind, depth, _said(item)
        for one in inner:
            yield from _items(one, depth + 1)


def _said(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def of_word(content: bytes) -> list[Thing]:
    """List what stands in a Word document below its title."""
    document = Document(io.BytesIO(content))
    return list(_inside(document, document.element.body))


def _inside(document: Any, element: Any) -> Iterator[Thing]:
    for one in element:
        if one.tag == qn("w:p"):
            yield from _of_line(Par(one, document))
        elif one.tag == qn("w:tbl"):
            grid = Grid(one, document)
            if len(grid.rows) == 1:
                yield from _inside(document, grid.cell(0, 0)._tc)  # noqa: SLF001
            else:
                for row in grid.rows:
                    cells = [cell.text for cell in row.cells]
                    yield "row", len(cells), " | ".join(cells).strip()


def _of_line(par: Par) -> Iterator[Thing]:
    style, text = (par.style.name if par.style else "") or "", par.text
    for shown in par._p.iter(qn("wp:docPr")):  # noqa: SLF001 - nothing else tells
        yield "picture", 0, shown.get("descr")
    if not text:
        return
    if style.startswith("Heading "):
        yield "heading", int(style[-1]) + 1, text
    elif style.startswith("List "):
        properties: Any = par._p.pPr  # noqa: SLF001 - nothing else tells
        level = properties.numPr.ilvl.val
        yield "counted" if style == "List Number" else "item", level, text
    elif style == "Quote":
        yield "quote", 0, text
    elif style == "Aside Title":
        yield "box", 0, text
    elif style in {"Normal", "Quiet"}:
        yield "paragraph", 0, text
    else:
        assert style in {"Title", "Subtitle", "Caption"}, style


def as_tags(things: Iterable[Thing]) -> list[Thing]:
    """Say how the tags of a PDF name things: without words, a quotation once."""
    found: list[Thing] = []
    before = ""
    for kind, depth, text in things:
        if kind == "heading":
            found.append((f"heading {depth}", 0, ""))
        elif kind in {"item", "counted"}:
            found.append(("item", depth + 1, ""))
        elif kind == "picture":
            found.append((kind, 0, text))
        elif kind == "row" or (kind == "quote" and before != "quote"):
            found.append((kind, 0, ""))
        before = kind
    return found


def of_pdf(content: bytes) -> list[Thing]:
    """List what the tags of a PDF hold, without their words, which pages have."""
    root: Any = PdfReader(io.BytesIO(content)).trailer["/Root"]
    return list(_tags(root["/StructTreeRoot"], 0))


def _tags(node: Any, depth: int) -> Iterator[Thing]:
    found = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(found, list):
        for one in found:
            yield from _tags(one, depth)
    elif isinstance(found, dict):
        kind = str(found.get("/S", ""))
        if kind in _TAGS:
            yield _TAGS[kind], depth, str(found.get("/Alt", ""))
        if "/K" in found:
            yield from _tags(found["/K"], depth + (kind == "/L"))


_TAGS = {
    "/H1": "heading 2", "/H2": "heading 3", "/H3": "heading 4", "/LI": "item",
    "/BlockQuote": "quote", "/TR": "row", "/Figure": "picture",
}  # fmt: skip
