"""Slides as tests look at them: what stands on one, and how much."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.papers.cutting import counted_words, lines_of, text_of
from kb.papers.model import Paper, Section
from kb.papers.slides import slides
from kb.papers.spoken import spoken

if TYPE_CHECKING:
    from kb.papers.model import Block
    from kb.papers.slide import Slide

WORD = re.compile(r"\w+")


def paper(*some: Block, title: str = "Part", notes: tuple[Block, ...] = ()) -> Paper:
    section = Section("part", title, some, notes=notes)
    return Paper("Course", "Board", "1 May 2026", (section,))


def inner(*some: Block) -> list[Slide]:
    return list(slides(paper(*some))[1:])


def shown(slide: Slide) -> list[str]:
    return [text_of(line.words) for line in slide.lines]


def words_on(slide: Slide) -> list[str]:
    lines = [line.words for line in slide.lines]
    drawn = spoken([slide.shown]) if slide.shown else ()
    said = [text_of(one) for one in (*lines, *slide.notes, *drawn)]
    return WORD.findall(" ".join((slide.title, *said)))


def words_of(one: Paper) -> set[str]:
    found = f"{one.title} {one.subtitle} {one.standing} {one.use}"
    for part in one.sections:
        lines = spoken((*part.commentary, *part.blocks, *part.notes))
        found = " ".join((found, part.title, *map(text_of, lines)))
    return set(WORD.findall(found))


def high(slide: Slide) -> int:
    small = [line for line in slide.lines if line.mark == "quiet"]
    every = sum(lines_of(line.words, line.depth) for line in slide.lines)
    return every - sum(lines_of(line.words, line.depth) for line in small) // 2


def wordy(slide: Slide) -> int:
    loud = [line for line in slide.lines if line.mark != "quiet"]
    return sum(counted_words(line.words) for line in loud or slide.lines)
