"""The piece of a document that shows best why it was found, with the words marked.

Where the words stand is known from the places, so no text is searched again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from math import log1p
from typing import TYPE_CHECKING

import numpy as np

from kb.search.analysis import PIECE
from kb.search.engine import Passage
from kb.search.segments import BODY, HEADING, field_of, section_of, word_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.search.ranking import Trace
    from kb.search.segments import Parts
    from kb.search.view import View

_LENGTH = 200
_LEAD_IN = 60
_MOST = 3
_MOST_MARKS = 300
_STOP = re.compile(r"[.?!]\s+|\n")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A row of terms that stands in a section, at a place of its text."""

    section: int
    field: int
    word: int
    row: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    row: tuple[str, ...]


def passages(
    numbers: Sequence[int], view: View, traces: Sequence[Trace]
) -> list[tuple[Passage, ...]]:
    """Give the best passages of each document, at most three, the best first."""
    seen = _seen(numbers, view, traces)
    return [_passages(view.parts(number), seen[number]) for number in numbers]


def _passages(parts: Parts, seen: Sequence[_Seen]) -> tuple[Passage, ...]:
    best = [n for n in _best_sections(seen) if n < len(parts)][:_MOST]
    if not best:
        best = [next((n for n, part in enumerate(parts) if part[2]), 0)]
    return tuple(
        Passage(
            anchor=parts[n][0],
            heading=parts[n][1],
            runs=_runs(parts[n][2], [s for s in seen if s.section == n]),
        )
        for n in best
    )


def _seen(
    numbers: Sequence[int], view: View, traces: Sequence[Trace]
) -> dict[int, list[_Seen]]:
    """Find, for each document, where the rows of all traces stand in it."""
    seen: dict[int, list[_Seen]] = {number: [] for number in numbers}
    documents = np.array(numbers, np.int64)
    rows = {
        row: trace.weight for trace in reversed(traces) for row in trace.rows if row
    }
    for row, weight in rows.items():
        found = view.phrase(row)
        starts = np.searchsorted(found.places, documents << 32)
        ends = np.searchsorted(found.places, (documents + 1) << 32)
        rare = weight / (1 + log1p(found.frequency))
        for number, start, end in zip(numbers, starts, ends, strict=True):
            places = found.places[start:end]
            where = zip(
                section_of(places).tolist(),
                field_of(places).tolist(),
                word_of(places).tolist(),
                strict=True,
            )
            seen[number] += [_Seen(*at, row, rare) for at in where]
    return seen


def _best_sections(seen: Sequence[_Seen]) -> list[int]:
    often: dict[tuple[int, tuple[str, ...]], int] = defaultdict(int)
    merit: dict[int, float] = defaultdict(float)
    for s in seen:
        if s.field in {BODY, HEADING}:
            often[s.section, s.row] += 1
            merit[s.section] += s.weight / (2 ** often[s.section, s.row])
    return sorted(merit, key=lambda section: (-round(merit[section], 9), section))


def _runs(text: str, seen: Sequence[_Seen]) -> tuple[tuple[str, bool], ...]:
    marks = _marks(text, [s for s in seen if s.field == BODY])
    start, end = _window(text, marks)
    runs: list[tuple[str, bool]] = [("\u2026 " if start else "", False)]
    at = start
    for mark in marks:
        if at <= mark.start and mark.end <= end:
            runs.append((text[at : mark.start], False))
            runs.append((text[mark.start : mark.end], True))
            at = mark.end
    runs += [(text[at:end], False), (" \u2026" if end < len(text) else "", False)]
    return _tidy(runs)


def _tidy(runs: Sequence[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    """Join plain runs that touch, and put everything on one line."""
    tidy: list[tuple[str, bool]] = []
    for words, marked in runs:
        line = words.replace("\n", " ")
        if tidy and not marked and not tidy[-1][1]:
            tidy[-1] = (tidy[-1][0] + line, False)
        elif line:
            tidy.append((line, marked))
    return tuple(tidy)


def _marks(text: str, seen: Sequence[_Seen]) -> list[_Mark]:
    """Say where in a text the rows stand, in order, the longer one where two begin."""
    if not seen:
        return []
    marks: list[_Mark] = []
    ordered = sorted(seen, key=lambda s: (s.word, -len(s.row), s.row))[:_MOST_MARKS]
    enough = max(s.word + len(s.row) for s in ordered)
    pieces = [piece.span() for piece in islice(PIECE.finditer(text), enough)]
    for s in ordered:
        last = s.word + len(s.row) - 1
        if last < len(pieces):
            start = pieces[s.word][0]
            if not marks or start >= marks[-1].end:
                marks.append(_Mark(start, pieces[last][1], s.row))
    return marks


def _window(text: str, marks: Sequence[_Mark]) -> tuple[int, int]:
    """Choose the piece of text with the most different marks."""
    best, most, last = -1, 0, 0
    for first, mark in enumerate(marks):
        room = mark.start + _LENGTH - _LEAD_IN
        last = max(last, first)
        while last < len(marks) and marks[last].end <= room:
            last += 1
        merit = 10 * len({m.row for m in marks[first:last]}) + last - first
        if merit > most:
            best, most = mark.start, merit
    start = _start(text, best - _LEAD_IN) if best > _LEAD_IN else 0
    end = min(len(text), start + _LENGTH)
    if end < len(text):
        cut = text.rfind(" ", start + _LEAD_IN, end)
        end = cut if cut > 0 else end
    return start, end


def _start(text: str, at: int) -> int:
    """Start with a sentence if one begins near, or else with a word."""
    near = [
        found.end()
        for found in _STOP.finditer(text, max(0, at - _LEAD_IN), at + _LEAD_IN)
    ]
    if near:
        return near[-1]
    space = text.find(" ", at)
    return space + 1 if 0 <= space < at + _LEAD_IN else at
