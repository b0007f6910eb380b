"""Making points fit: they are cut where room ends, and say that there is more."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from kb.papers.model import Aside, Bullets, Heading, Paragraph, Quote, Table
from kb.papers.words import quiet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kb.papers.model import Block, Words

    Blocks = tuple[Block, ...]

MORE = "More on the page."
#: Letters on a line, and what stands around a paragraph or an item, in lines.
_LETTERS, _AROUND, _BETWEEN = 92, 0.6, 0.25
#: Lines that a picture or a chart takes: a third of a sheet.
_PICTURE = 22
#: Less than this of a paragraph is not worth beginning.
_FEWEST = 2


def fitted(points: Sequence[Blocks], room: float) -> tuple[Blocks, ...]:
    """Cut the longest points until all fit; short ones stay whole."""
    wanted = [sum(map(lines, point)) for point in points]
    most = _level(wanted, room)
    return tuple(
        point if need <= most else cut(point, most)
        for point, need in zip(points, wanted, strict=True)
    )


def cut(point: Blocks, room: float) -> Blocks:
    """Keep as much of a point as there is room for, and say that there is more."""
    return (*_kept(point, room - 1 - _AROUND), quiet(MORE))


def lines(block: Block) -> float:
    """Estimate how many lines a block takes."""
    match block:
        case Paragraph() | Heading():
            return _line(block.words) + _AROUND
        case Bullets():
            return sum(_line(one) + _BETWEEN for one in block.items) + _AROUND
        case Quote():
            return sum(_line(one) + _AROUND for one in block.lines)
        case Aside():
            return 2 + sum(map(lines, block.blocks))
        case Table():
            return 2 + sum(map(_row, block.rows))
    return _PICTURE


def _level(wanted: Sequence[float], room: float) -> float:
    """Find the height at which points are cut off so that all of them fit."""
    left, remaining = room, sorted(wanted)
    while remaining:
        share = left / len(remaining)
        if remaining[0] > share:
            return share
        left -= remaining.pop(0)
    return room


def _kept(point: Blocks, room: float) -> Iterator[Block]:
    for block in point:
        need = lines(block)
        if need <= room:
            room -= need
            yield block
            continue
        yield from _begun(block, room)
        return


def _begun(block: Block, room: float) -> Iterator[Block]:
    """Give the beginning of a block that does not fit."""
    if isinstance(block, Bullets):
        kept = first(block.items, room)
        if kept:
            yield replace(block, items=kept, inner=block.inner[: len(kept)])
    elif isinstance(block, Paragraph) and room - _AROUND >= _FEWEST:
        yield replace(block, words=shorter(block.words, int(room - _AROUND) * _LETTERS))


def first(items: Iterable[Words], room: float) -> tuple[Words, ...]:
    """Give the first items of a list for which there is room."""
    kept = []
    for words in items:
        room -= _line(words) + _BETWEEN
        if room < 0:
            break
        kept.append(words)
    return tuple(kept)


def shorter(words: Words, most: int) -> Words:
    """Cut words after a sentence, or else after a word, within so many letters."""
    text = "".join(span.text for span in words)
    if len(text) <= most:
        return words
    end = max(text.rfind(sign, 0, most) for sign in (". ", "? ", "! "))
    ending = ""
    if end < most // 2:
        end, ending = text.rfind(" ", 0, most), "…"
    end = end + 1 - bool(ending) if end > 0 else most - 1
    return _first(words, end, ending)


def _first(words: Words, letters: int, ending: str) -> Words:
    kept = []
    for span in words:
        text = span.text[:letters]
        letters -= len(text)
        kept.append(replace(span, text=text))
        if letters <= 0:
            break
    kept[-1] = replace(kept[-1], text=kept[-1].text + ending)
    return tuple(kept)


def _line(words: Words) -> int:
    return max(1, ceil(sum(len(span.text) for span in words) / _LETTERS))


def _row(row: tuple[Words, ...]) -> float:
    """Estimate a row of a table, whose cells share the line."""
    share = _LETTERS / max(1, len(row))
    most = max((sum(len(span.text) for span in cell) for cell in row), default=0)
    return max(1, ceil(most / share)) + _BETWEEN
