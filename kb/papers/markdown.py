"""A paper as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
from kb.papers.nesting import nested
from kb.papers.ready import ready

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kb.papers.model import Block, Paper, Span, Words
    from kb.papers.nesting import Nest

#: What Markdown would take for a mark.
_MARKS = re.compile(r"([\\`*_{}\[\]#|])")
#: What no backslash puts aside in every kind of Markdown.
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "~": "&#126;"}
#: What makes a list, a heading or a rule at the beginning of a line.
_BEGINNINGS = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")
#: What ends an address before its end.
_UNFIT = re.compile(r"[\x00-\x20<>\\]")
#: As deep as every kind of Markdown asks for.
_INDENT = "    "
#: Stands above and below a box.
_RULE = "---"


def markdown(paper: Paper) -> str:
    """Write a paper as Markdown; pictures stand beside it under their names."""
    return "\n\n".join(_parts(ready(paper))) + "\n"


def _parts(paper: Paper) -> Iterator[str]:
    mark = [f"**{_escaped(paper.mark)}**"] if paper.mark else []
    use = [f"*{_escaped(paper.use)}*"] if paper.use else []
    if paper.logo and paper.logo.name:
        yield _picture(paper.logo)
    yield f"# {_escaped(paper.title)}"
    yield from mark
    yield from (_begun(one) for one in (paper.subtitle, paper.standing) if one)
    yield from use
    for section in paper.sections:
        yield from [f"## {_escaped(section.title)}"] if section.title else []
        yield from _blocks((*section.commentary, *section.blocks))
    yield from use
    yield from mark


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield _line(block.words)
        case Heading():
            yield f"{'#' * block.level} {_said(block.words)}"
        case Bullets():
            yield from map(_list, nested(block))
        case Quote():
            yield "\n>\n".join(f"> {_line(words)}" for words in block.lines)
        case Table():
            yield _table(block)
        case Chart():
            yield _table(block.table)
        case Image():
            yield _picture(block)
        case Aside():
            yield _RULE
            yield from [f"**{_escaped(block.title)}**"] if block.title else []
            yield from _blocks(block.blocks)
            yield _RULE


def _list(nest: Nest) -> str:
    return "\n".join(_items(nest, ""))


def _items(nest: Nest, before: str) -> Iterator[str]:
    for place, item in enumerate(nest.items, 1):
        yield f"{before}{f'{place}.' if nest.numbered else '-'} {_line(item.words)}"
        for inner in item.inner:
            yield from _items(inner, before + _INDENT)


def _picture(image: Image) -> str:
    """Lead to a picture beside the file, or say in words what it shows."""
    if not image.content:
        return f"*{_escaped(image.missing)}*"
    if not image.name:
        return f"*{_escaped(f'Picture: {image.alt}')}*"
    return f"![{_escaped(image.alt)}](<{_address(image.name)}>)"


def _table(table: Table) -> str:
    caption = f"**{_escaped(table.caption)}**\n\n" if table.caption else ""
    heads = " | ".join(_escaped(head) for head in table.heads)
    rules = " | ".join("---" for _ in table.heads)
    rows = [" | ".join(_said(cell) for cell in row) for row in table.rows]
    return caption + "\n".join(f"| {row} |" for row in (heads, rules, *rows))


def _line(words: Words) -> str:
    """Write words that begin a line, so that they are not taken for a list."""
    return _BEGINNINGS.sub(_put_aside, _said(words))


def _begun(text: str) -> str:
    return _BEGINNINGS.sub(_put_aside, _escaped(text))


def _put_aside(found: re.Match[str]) -> str:
    if found[2].isdigit():
        return f"{found[1]}{found[2]}\\"
    return f"{found[1]}\\{found[2]}"


def _said(words: Words) -> str:
    return "".join(_span(span) for span in words).strip()


def _span(span: Span) -> str:
    text = _escaped(span.text)
    core = text.strip()
    if not core:
        return text
    marks = "**" * span.strong + "*" * span.em
    marked = f"{marks}{core}{marks[::-1]}"
    if span.outside:
        marked = f"[{marked}](<{_address(span.outside)}>)"
    return text.replace(core, marked, 1)


def _address(address: str) -> str:
    return _UNFIT.sub(lambda found: f"%{ord(found[0]):02X}", address)


def _escaped(text: str) -> str:
    marked = _MARKS.sub(r"\\\1", text)
    return "".join(_ENTITIES.get(one, one) for one in marked)
