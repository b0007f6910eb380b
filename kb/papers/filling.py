"""What follows each other fills as few slides as there must be."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from kb.papers.cutting import (
    MOST_LINES,
    MOST_WORDS,
    counted_words,
    lines_of,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kb.papers.slide import Said, Slide

_TEXTS = frozenset({"text", "quote", "aside"})
#: So few words stand large on a slide of their own.
_FEW = 30


def filled(pieces: Iterable[Slide]) -> Iterator[Slide]:
    """Put short things that follow each other on one slide."""
    telling = filter(_tells, pieces)
    for (kind, _), group in groupby(telling, lambda one: (one.kind, one.title)):
        run = list(group)
        yield from map(_stated, _balanced(run)) if kind in _TEXTS else run


def _stated(slide: Slide) -> Slide:
    """Let a sentence that has a slide to itself, or with its source, stand large."""
    first, *rest = slide.lines or (None,)
    if first is None or slide.kind != "text" or first.mark != "plain":
        return slide
    alone = all(line.mark == "quiet" for line in rest)
    few = counted_words(first.words) <= _FEW
    return replace(slide, kind="statement") if alone and few else slide


def _tells(piece: Slide) -> bool:
    """Say whether there is anything on a slide."""
    if not piece.lines:
        return True
    return any(text_of(line.words).strip() for line in piece.lines)


def _balanced(run: Sequence[Slide]) -> list[Slide]:
    """Use as few slides as there must be, each as full as the others."""
    fewest = len(_filled(run, MOST_LINES))
    tries = (_filled(run, most) for most in range(1, MOST_LINES + 1))
    return next(one for one in tries if len(one) == fewest)


def _filled(run: Sequence[Slide], most: int) -> list[Slide]:
    found: list[list[Slide]] = [[]]
    for piece in run:
        here = found[-1]
        if here and not _has_room((*here, piece), most):
            found.append(_leading(here, piece))
        found[-1].append(piece)
    return [_joined(some) for some in found]


def _leading(here: list[Slide], piece: Slide) -> list[Slide]:
    """Take away what leads to the next slide, if that has room for it."""
    last = here[-1].lines[-1:]
    leads = len(here) > 1 and last and last[0].leads
    return [here.pop()] if leads and _has_room((here[-1], piece)) else []


def _has_room(some: Iterable[Slide], most: int = MOST_LINES) -> bool:
    lines = [line for one in some for line in one.lines]
    # What a text rests on is set small under it, and would say nothing alone.
    loud = [line for line in lines if line.mark != "quiet"] or lines
    words = sum(counted_words(line.words) for line in loud)
    return words <= MOST_WORDS and sum(map(_high, lines)) <= most


def _high(line: Said) -> float:
    high = lines_of(line.words, line.depth)
    return high / 2 if line.mark == "quiet" else high


def _joined(some: Sequence[Slide]) -> Slide:
    lines = tuple(line for one in some for line in one.lines)
    notes = tuple(note for one in some for note in one.notes)
    return replace(some[0], lines=lines, notes=notes)
