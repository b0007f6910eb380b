"""A paper as PDF: tagged, with a title and a language, for everybody (PDF/UA-1).

The text is handed to a fixed template as values; nothing of it is ever read as source.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from kb.errors import KbError
from kb.papers.direction import runs_left
from kb.papers.model import Bullets, Chart, Heading, Paragraph, Table
from kb.papers.widths import shares

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from kb.papers.model import Block, Paper, Words

HERE = Path(__file__).parent
_TEMPLATE, _PICTURE = HERE / "paper.typ", HERE / "chart.typ"
_PIXELS = 200.0
#: A word longer than a line may be parted anywhere.
_LONG = re.compile(r"\S{24}(?=\S)")
_PARTING = "\u200b"
#: What Typst says of a letter that no font of this machine has.
_NO_FONT = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
#: What joins signs into one, beside a sign that is a name now.
_JOINS = re.compile("(?<=\\])[\u200d\ufe0e\ufe0f]+|[\u200d\ufe0e\ufe0f]+(?=\\[)")
#: After so many different gaps in the fonts there is no use in going on.
_MOST_GAPS = 200


def pdf(paper: Paper, now: datetime) -> bytes:
    """Write a paper as PDF/UA-1."""
    text = json.dumps(_values(paper), ensure_ascii=False)
    for _ in range(_MOST_GAPS):
        try:
            return _compiled(text, now)
        except typst.TypstError as error:
            missing = _missing(str(error))
            if not missing:
                raise
            text = _named(text, missing)
    raise KbError("too many letters of this paper are in no font of this machine.")


def picture(shown: Chart) -> bytes:
    """Draw a picture as PNG."""
    values = json.dumps(_picture(shown), ensure_ascii=False)
    inputs = {"picture": values}
    made = typst.compile(_PICTURE, sys_inputs=inputs, format="png", ppi=_PIXELS)
    return bytes(made) if isinstance(made, bytes) else bytes(made[0])


def _compiled(text: str, now: datetime) -> bytes:
    return bytes(
        typst.compile(
            _TEMPLATE,
            sys_inputs={"paper": text},
            pdf_standards=["ua-1"],
            timestamp=_day(now),
        )
    )


def _day(now: datetime) -> int:
    """Give the beginning of a day, so that a day's files of one paper are the same."""
    return int(now.replace(hour=0, minute=0, second=0, microsecond=0).timestamp())


def _missing(error: str) -> str:
    """Name the letters that could not be shown."""
    found = _NO_FONT.search(error)
    if not found:
        return ""
    return _ESCAPE.sub(lambda one: chr(int(one[1], 16)), found[1])


def _named(text: str, missing: str) -> str:
    """Write what no font has by its name: a smile becomes [grinning face].

    Letters of one alphabet are missing together, and so they are named together.
    """
    families = {_family(one) for one in missing if not one.isascii()}
    named = "".join(
        f"[{unicodedata.name(one, f'U+{ord(one):04X}').lower()}]"
        if not one.isascii() and _family(one) in families
        else one
        for one in text
    )
    return _JOINS.sub("", named)


def _family(one: str) -> str:
    name = unicodedata.name(one, "")
    if unicodedata.category(one) == "Lo":
        return name.partition(" ")[0]
    return one


def _values(paper: Paper) -> dict[str, Any]:
    return {
        "title": paper.title,
        "subtitle": paper.subtitle,
        "standing": paper.standing,
        "mark": paper.mark,
        "sections": [
            {
                "title": section.title,
                "blocks": list(_blocks((*section.commentary, *section.blocks))),
            }
            for section in paper.sections
        ],
    }


def _blocks(blocks: Iterable[Block]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        match block:
            case Paragraph():
                line = _line(block.words)
                yield {"kind": "paragraph", "line": line, "quiet": block.quiet}
            case Heading():
                level = block.level - 1
                yield {"kind": "heading", "line": _line(block.words), "level": level}
            case Bullets():
                items = [_line(one) for one in block.items]
                yield {"kind": "bullets", "items": items, "numbered": block.numbered}
            case Table():
                yield _table(block)
            case Chart():
                yield _picture(block)
                yield _table(replace(block.table, caption=""))


def _picture(block: Chart) -> dict[str, Any]:
    bars = [asdict(bar) for bar in block.bars]
    return {
        "kind": "picture",
        "title": block.title,
        "alt": block.alt,
        "bars": bars,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": table.caption,
        "heads": [_parted(head) for head in table.heads],
        "widths": list(shares(table)),
        "rows": [[_line(cell) for cell in row] for row in table.rows],
    }


def _line(words: Words) -> dict[str, Any]:
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
