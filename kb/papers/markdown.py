"""A paper as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.papers.model import Bullets, Chart, Heading, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kb.papers.model import Block, Paper, Span, Words

#: What Markdown would take for a mark.
_MARKS = re.compile(r"([\\`*_{}\[\]#|])")
#: What no backslash puts aside in every kind of Markdown.
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "~": "&#126;"}
#: What makes a list, a heading or a rule at the beginning of a line.
_BEGINNINGS = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")


def markdown(paper: Paper) -> str:
    """Write a paper as Markdown."""
    return "\n\n".join(_parts(paper)) + "\n"


def _parts(paper: Paper) -> Iterator[str]:
    mark = f"**{_escaped(paper.mark)}**" if paper.mark else ""
    yield f"# {_escaped(paper.title)}"
    yield from [mark] if mark else []
    yield _escaped(paper.subtitle)
    yield _escaped(paper.standing)
    for section in paper.sections:
        yield f"## {_escaped(section.title)}"
        yield from _blocks(section.commentary)
        yield from _blocks(section.blocks)
    yield from [mark] if mark else []


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                yield _line(block.words)
            case Heading():
                yield f"{'#' * block.level} {_said(block.words)}"
            case Bullets():
                yield _bullets(block)
            case Table():
                yield _table(block)
            case Chart():
                yield _table(block.table)


def _bullets(block: Bullets) -> str:
    return "\n".join(
        f"{f'{place}.' if block.numbered else '-'} {_line(words)}"
        for place, words in enumerate(block.items, 1)
    )


def _table(table: Table) -> str:
    caption = f"**{_escaped(table.caption)}**\n\n" if table.caption else ""
    heads = " | ".join(_escaped(head) for head in table.heads)
    rules = " | ".join("---" for _ in table.heads)
    rows = [" | ".join(_said(cell) for cell in row) for row in table.rows]
    return caption + "\n".join(f"| {row} |" for row in (heads, rules, *rows))


def _line(words: Words) -> str:
    """Write words that begin a line, so that they are not taken for a list."""
    return _BEGINNINGS.sub(_put_aside, _said(words))


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
        address = span.outside.replace(" ", "%20").replace(">", "%3E")
        marked = f"[{marked}](<{address}>)"
    return text.replace(core, marked, 1)


def _escaped(text: str) -> str:
    marked = _MARKS.sub(r"\\\1", text)
    return "".join(_ENTITIES.get(one, one) for one in marked)
