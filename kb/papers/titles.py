"""Titles of slides, no two of which are alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from kb.papers.cutting import title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.papers.slide import Slide


def told_apart(slides: Sequence[Slide]) -> tuple[Slide, ...]:
    """Let no two titles be alike; the first slide keeps its own."""
    return tuple(_numbered(tuple(_with_parts(slides))))


def _with_parts(slides: Sequence[Slide]) -> Iterable[Slide]:
    """Say to which part a slide belongs where several parts have one like it."""
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for slide in slides:
        parts[slide.title.casefold()].add(slide.part)
    for slide in slides:
        alike = len(parts[slide.title.casefold()]) > 1
        if alike and slide.kind != "title" and slide.title != slide.part:
            yield replace(slide, title=title_of(f"{slide.title}: {slide.part}"))
        else:
            yield slide


def _numbered(slides: Sequence[Slide]) -> Iterable[Slide]:
    """Count those that are alike: (1 of 3)."""
    every = Counter(slide.title.casefold() for slide in slides)
    taken: set[str] = set()
    seen: Counter[str] = Counter()
    for slide in slides:
        name = slide.title.casefold()
        seen[name] += 1
        title = slide.title
        if every[name] > 1 and slide.kind != "title":
            title = f"{title} ({seen[name]} of {every[name]})"
        title = _free(title, taken)
        taken.add(title.casefold())
        yield replace(slide, title=title)


def _free(title: str, taken: set[str]) -> str:
    if title.casefold() not in taken:
        return title
    tries = (f"{title} [{number}]" for number in count(2))
    return next(one for one in tries if one.casefold() not in taken)
