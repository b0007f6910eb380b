"""A paper as values for the template of its PDF: no word of it is ever source."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from kb.papers.direction import runs_left
from kb.papers.model import (
    Aside,
    Bullets,
    Chart,
    Heading,
    Image,
    Paragraph,
    Quote,
    Span,
    Table,
)
from kb.papers.nesting import nested
from kb.papers.pictures import points
from kb.papers.widths import shares

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kb.papers.model import Block, Paper, Words
    from kb.papers.nesting import Nest

Values = dict[str, Any]

#: A word longer than a line may be parted anywhere.
_LONG = re.compile(r"\S{24}(?=\S)")
_PARTING = "\u200b"
#: Millimetres that a picture has on its page.
_HIGHEST = 190
#: Millimetres of a point as screens show it: a small picture is not blown up.
_POINT = 25.4 / 96


def values(paper: Paper) -> Values:
    """Give all that the template sets; a picture is its bytes."""
    return {
        "title": paper.title,
        "subtitle": paper.subtitle,
        "standing": paper.standing,
        "mark": paper.mark,
        "use": paper.use,
        "small": paper.small,
        "logo": next(iter(_image(paper.logo)), None) if paper.logo else None,
        "sections": [
            {
                "title": section.title,
                "blocks": list(_blocks((*section.commentary, *section.blocks))),
            }
            for section in paper.sections
        ],
    }


def chart(block: Chart) -> Values:
    """Give the bars of a chart."""
    bars = [asdict(bar) for bar in block.bars]
    return {"kind": "chart", "title": block.title, "alt": block.alt, "bars": bars}


def _blocks(blocks: Iterable[Block]) -> Iterator[Values]:
    for block in blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[Values]:
    match block:
        case Paragraph():
            line = _line(block.words)
            yield {"kind": "paragraph", "line": line, "quiet": block.quiet}
        case Heading():
            level = block.level - 1
            yield {"kind": "heading", "line": _line(block.words), "level": level}
        case Bullets():
            yield from map(_list, nested(block))
        case Quote():
            yield {"kind": "quote", "lines": list(map(_line, block.lines))}
        case Table():
            yield _table(block)
        case Chart():
            yield chart(block)
            yield _table(replace(block.table, caption=""))
        case Image():
            yield from _image(block)
        case Aside():
            inner = list(_blocks(block.blocks))
            yield {"kind": "aside", "title": block.title, "blocks": inner}


def _list(nest: Nest) -> Values:
    items = [
        {"line": _line(item.words), "inner": list(map(_list, item.inner))}
        for item in nest.items
    ]
    return {"kind": "list", "items": items, "numbered": nest.numbered}


def _image(image: Image) -> Iterator[Values]:
    if not image.content:
        line = _line((Span(image.missing),))
        yield {"kind": "paragraph", "line": line, "quiet": True}
        return
    wide, high = points(image.content)
    width = min(image.width or wide * _POINT, _HIGHEST * wide / high)
    shown = {"content": image.content, "alt": image.alt, "width": width}
    yield {"kind": "image"} | shown


def _table(table: Table) -> Values:
    return {
        "kind": "table",
        "caption": table.caption,
        "heads": [_parted(head) for head in table.heads],
        "widths": list(shares(table)),
        "rows": [[_line(cell) for cell in row] for row in table.rows],
    }


def _line(words: Words) -> Values:
    spans = [
        {
            "text": _parted(span.text),
            "link": span.outside,
            "strong": span.strong,
            "em": span.em,
        }
        for span in words
    ]
    return {"spans": spans, "rtl": runs_left(words)}


def _parted(text: str) -> str:
    return _LONG.sub(lambda found: found[0] + _PARTING, text)
