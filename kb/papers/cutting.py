"""How much fits on a slide, and where a text is cut that does not fit.

Lines are counted as the default deck sets them: 26 points on a slide of 16:9.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.papers.model import Words

MOST_WORDS, MOST_LINES = 70, 9
MOST_TITLE = 90
#: What a line holds, and how much of it each step of a list takes.
_LETTERS, _STEP, _NARROWEST = 69, 3, 20
#: A paragraph of no more words is shown whole; of a longer one its first sentences.
_WHOLE, _BEGINNING = 40, 30
_WIDE = frozenset({"W", "F"})
_SENTENCE = re.compile(
    r"[.!?…][”’\"')\]]*(?=\s+\S)|[\u3002\uff01\uff1f\u061f\u06d4\u0964]"
)
#: Words whose full stop ends no sentence.
_SHORTENED = re.compile(r"(?:^|\W)(?:[A-Z]|Mr|Mrs|Ms|Dr|St|No|Prof|vs|cf|e\.g|i\.e)\.$")
_MORE = "…"


def text_of(words: Words) -> str:
    """Give words without their marks."""
    return "".join(span.text for span in words)


def counted_words(words: Words) -> int:
    """Count words as people do."""
    return len(text_of(words).split())


def lines_of(words: Words, depth: int = 0) -> int:
    """Say how many lines words take on a slide; nothing takes one too."""
    return max(1, math.ceil(_width(text_of(words)) / _letters(depth)))


def beginning(words: Words, depth: int = 0) -> Words:
    """Give words whole when they are few, or else their first sentences."""
    text, line = text_of(words), _letters(depth)
    if _fits(text, _WHOLE, line * MOST_LINES):
        return words
    some = line * (MOST_LINES - 2)
    ends = [found.end() for found in _SENTENCE.finditer(text) if _ends(text, found)]
    few = [end for end in ends if _fits(text[:end], _BEGINNING, some)]
    one = [end for end in ends[:1] if _fits(text[:end], MOST_WORDS, line * MOST_LINES)]
    if few or one:
        return up_to(words, max(few or one))
    return _ellipsed(words, _broken(text, _BEGINNING, some))


def title_of(text: str, most: int = MOST_TITLE) -> str:
    """Give a title whole when it is short, or else its first words."""
    if len(text) <= most:
        return text
    return f"{text[: _broken(text, len(text), most - 1)].rstrip(' ,;:')}{_MORE}"


def up_to(words: Words, end: int) -> Words:
    """Give words up to a letter."""
    kept = []
    for span in words:
        if end <= 0:
            break
        kept.append(replace(span, text=span.text[:end]))
        end -= len(span.text)
    return tuple(kept)


def _ends(text: str, found: re.Match[str]) -> bool:
    return not _SHORTENED.search(text[: found.end()])


def _letters(depth: int) -> int:
    """Say how many letters a line holds that stands so deep in a list."""
    return max(_LETTERS - _STEP * depth, _NARROWEST)


def _fits(text: str, most: int, width: int) -> bool:
    return len(text.split()) <= most and _width(text) <= width


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(one) in _WIDE) for one in text)


def _broken(text: str, most: int, width: int) -> int:
    """Find where to stop: before a word if there is one, or else inside of it."""
    end, wide = 0, 0
    for end, one in enumerate(text):
        wide += _width(one)
        if wide > width or len(text[: end + 1].split()) > most:
            break
    gap = text.rfind(" ", 0, end + 1)
    return gap if gap > end // 2 else end


def _ellipsed(words: Words, end: int) -> Words:
    kept = up_to(words, end)
    last = replace(kept[-1], text=f"{kept[-1].text.rstrip(' ,;:')}{_MORE}")
    return (*kept[:-1], last)
