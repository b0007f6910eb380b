"""The piece of a document that shows best why it was found, with the words marked.

An engine's places say in which section to look. What is shown comes from the shelf,
as the document reads today.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kb.search.analysis import tokens
from kb.search.engine import Passage
from kb.search.entries import parts
from kb.search.segments import BODY, HEADING, field_of, section_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.search.ranking import Trace
    from kb.search.view import View

_LENGTH = 200
_LEAD_IN = 60
_MOST = 3
_MOST_MARKS = 500


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    row: tuple[str, ...]


def passages(number: int, view: View, traces: Sequence[Trace]) -> tuple[Passage, ...]:
    """Give the best passages of one document, at most three, the best first."""
    document = view.document(number)
    sections = parts(document, view.shelf)
    best = [n for n in _best_sections(number, traces) if n < len(sections)]
    rows = tuple(dict.fromkeys(row for trace in traces for row in trace.rows if row))
    chosen = [sections[n] for n in best[:_MOST]] or [_first_with_text(sections)]
    return tuple(
        Passage(anchor=anchor, heading=heading, runs=_runs(text, rows))
        for anchor, heading, text in chosen
    )


def _first_with_text(
    sections: Sequence[tuple[str, str, str]],
) -> tuple[str, str, str]:
    return next((section for section in sections if section[2]), sections[0])


def _best_sections(number: int, traces: Sequence[Trace]) -> list[int]:
    merit: dict[int, float] = defaultdict(float)
    for trace in traces:
        places = trace.found.of(number)
        fields = field_of(places)
        shown = places[(fields == BODY) | (fields == HEADING)]
        rarity = trace.weight / (1 + np.log1p(trace.found.frequency))
        sections, often = np.unique(section_of(shown), return_counts=True)
        for section, count in zip(sections.tolist(), often.tolist(), strict=True):
            merit[section] += rarity * (1 + np.log1p(count) / 4)
    return sorted(merit, key=lambda section: (-merit[section], section))


def _runs(text: str, rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, bool], ...]:
    marks = _marks(text, rows)
    start, end = _window(text, marks)
    runs: list[tuple[str, bool]] = []
    at = start
    for mark in marks:
        if at <= mark.start and mark.end <= end:
            runs.append((text[at : mark.start], False))
            runs.append((text[mark.start : mark.end], True))
            at = mark.end
    runs.append((text[at:end], False))
    before = "\u2026 " if start else ""
    after = " \u2026" if end < len(text) else ""
    flat = [(before, False), *runs, (after, False)]
    return _tidy(flat)


def _tidy(runs: Sequence[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    tidy: list[tuple[str, bool]] = []
    for words, marked in runs:
        line = words.replace("\n", " ")
        if tidy and not marked and not tidy[-1][1]:
            tidy[-1] = (tidy[-1][0] + line, False)
        elif line:
            tidy.append((line, marked))
    return tuple(tidy)


def _marks(text: str, rows: Sequence[tuple[str, ...]]) -> list[_Mark]:
    """Find where the rows of terms stand in the text, in order, none overlapping."""
    starting: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in rows:
        starting[row[0]].append(row)
    at: dict[tuple[int, str], tuple[int, int]] = {}
    found: list[tuple[int, tuple[str, ...]]] = []
    for token in tokens(text):
        for step, term in token.reading.terms:
            at[token.place + step, term] = (token.start, token.end)
            found += [(token.place + step, row) for row in starting.get(term, ())]
    marks: list[_Mark] = []
    for place, row in sorted(found, key=lambda pair: (pair[0], -len(pair[1]))):
        spans = [at.get((place + step, term)) for step, term in enumerate(row)]
        whole = [span for span in spans if span]
        after = not marks or whole[0][0] >= marks[-1].end
        if len(whole) == len(row) and after and len(marks) < _MOST_MARKS:
            marks.append(_Mark(whole[0][0], whole[-1][1], row))
    return marks


def _window(text: str, marks: Sequence[_Mark]) -> tuple[int, int]:
    """Choose the piece of text with the most different marks."""
    best, most = 0, -1
    for first, mark in enumerate(marks):
        within = [m for m in marks[first:] if m.end - mark.start <= _LENGTH - _LEAD_IN]
        merit = 10 * len({m.row for m in within}) + len(within)
        if merit > most:
            best, most = mark.start, merit
    start = _start(text, max(0, best - _LEAD_IN)) if most >= 0 else 0
    end = min(len(text), start + _LENGTH)
    if end < len(text):
        cut = text.rfind(" ", start + _LEAD_IN, end)
        end = cut if cut > 0 else end
    return start, end


def _start(text: str, at: int) -> int:
    """Start with a sentence if one begins near, or else with a word."""
    if at == 0:
        return 0
    for stop in (". ", "? ", "! ", "\n"):
        found = text.rfind(stop, max(0, at - _LEAD_IN), at + _LEAD_IN // 2)
        if found >= 0:
            return found + len(stop)
    space = text.find(" ", at)
    return space + 1 if 0 <= space < at + _LEAD_IN else at
