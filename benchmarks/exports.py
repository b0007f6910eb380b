"""Measuring each export of a course pack in a process of its own."""

from __future__ import annotations

import multiprocessing
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kb.access import PUBLIC, Reader
from kb.content.library import Library
from kb.training.exports.course import Taken
from kb.training.exports.outputs import OUTPUTS, file
from kb.training.pack import Item, Kind, Pack, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.content.shelf import Shelf

LESSONS, PARTS, MINUTES = 20, 4, 15
_ADDRESS = "https://learning.example.org"
_ANYBODY = Reader("", frozenset(), frozenset({PUBLIC}))
_AGAIN = 3


@dataclass(frozen=True, slots=True)
class Cost:
    """What an export took in a process that had made none before."""

    seconds: float
    processor: float
    """Seconds of one core, which other work on the machine changes little."""
    again: float
    """The same, once what is needed has been loaded."""
    memory: float
    """The most megabytes that the process held."""
    size: int
    """Bytes of the file."""


def forms() -> Iterator[tuple[str, str]]:
    """List what a pack can be taken out as."""
    for output, one in OUTPUTS.items():
        yield from ((output, form) for form in one.forms)


def measured(starter: Path, output: str, form: str) -> Cost:
    """Measure one export in a process that has done nothing else but read lessons."""
    fresh = multiprocessing.get_context("spawn")
    with fresh.Pool(1) as pool:
        return pool.apply(_cost, (starter, output, form))


def idle(starter: Path) -> float:
    """Give the megabytes of a process that has read the lessons and exports nothing."""
    fresh = multiprocessing.get_context("spawn")
    with fresh.Pool(1) as pool:
        return pool.apply(_idle, (starter,))


def pack(shelf: Shelf) -> Pack:
    """Make a pack of lessons from all over the library, with questions and notes."""
    every = sorted(key for key in shelf.keys if key.startswith("lessons/"))
    keys = every[:: len(every) // LESSONS][:LESSONS]
    each = LESSONS // PARTS
    parts = (
        Part(f"p{n}", f"Part {n + 1}", tuple(map(_item, keys[n * each :][:each])))
        for n in range(PARTS)
    )
    return Pack("A course of two days", parts=tuple(parts), aims=("To learn.",))


def _item(key: str) -> Item:
    asked = ("What would you do on Monday?", "Whom would you ring first?")
    said = "Begin with a round of names, and leave time at the end."
    return Item(key, Kind.DOCUMENT, key, text=said, minutes=MINUTES, questions=asked)


def _cost(starter: Path, output: str, form: str) -> Cost:
    shelf = Library(starter).shelf(_ANYBODY)
    taken = Taken(pack(shelf), "training/packs/0123")
    start = time.perf_counter()
    processor, content = _timed(shelf, taken, output, form)
    seconds, memory = time.perf_counter() - start, _peak()
    later = sorted(_timed(shelf, taken, output, form)[0] for _ in range(_AGAIN))
    return Cost(seconds, processor, later[_AGAIN // 2], memory, len(content))


def _timed(shelf: Shelf, taken: Taken, output: str, form: str) -> tuple[float, bytes]:
    start = time.process_time()
    content = _made(shelf, taken, output, form)
    return time.process_time() - start, content


def _made(shelf: Shelf, taken: Taken, output: str, form: str) -> bytes:
    moment = datetime.now(UTC)
    paper = OUTPUTS[output].write(shelf, taken, _ADDRESS, moment)
    return file(paper, form, shelf, taken, address=_ADDRESS, now=moment)


def _idle(starter: Path) -> float:
    pack(Library(starter).shelf(_ANYBODY))
    return _peak()


def _peak() -> float:
    """Give the most megabytes that this process has held.

    `resource.getrusage` would begin with those of the process that started this one.
    """
    status = Path("/proc/self/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024
