"""`python -m benchmarks`: measure everything, and print tables in Markdown."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from benchmarks import board, exports, relevance, served
from benchmarks.clock import Times, memory_of
from benchmarks.engines import Fts5, Measured, Ours, Tantivy
from benchmarks.made import Press
from kb.content.library import Library
from kb.search.entries import entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.search.engine import Entry

STARTER = Path(__file__).parents[1] / "content"
EDITED = "lessons/lesson-1"
EDITS = 5


@click.command()
@click.option("--size", "sizes", type=int, multiple=True, default=(100, 500, 2000))
@click.option("--no-relevance", is_flag=True, help="Measure speed only.")
@click.option("--only-board", "only", flag_value="board", help="Pages of a board only.")
@click.option("--only-exports", "only", flag_value="exports", help="Exports only.")
def main(sizes: tuple[int, ...], *, no_relevance: bool, only: str | None) -> None:
    """Measure libraries of several sizes, a board, exports, and what searches find."""
    _say(
        f"Python {platform.python_version()}, {os.cpu_count()} cores;"
        f" SQLite FTS5 beside it, tantivy {version('tantivy')}\n"
    )
    for size in () if only else sizes:
        with tempfile.TemporaryDirectory(prefix="kb-bench-") as folder:
            measure(size, Path(folder))
    if only != "exports":
        with tempfile.TemporaryDirectory(prefix="kb-bench-") as folder:
            measure_board(Path(folder))
    if only != "board":
        measure_exports()
    if not (no_relevance or only):
        relevance.main(["--content", str(STARTER)], standalone_mode=False)


def measure(size: int, folder: Path) -> None:
    """Measure one size and print what came out."""
    press = Press(STARTER)
    content = press.library(folder / "content", size)
    questions = press.questions()
    kinds = list(questions.by_kind)
    library = Library(content, look_every=3600)
    start = time.perf_counter()
    made = list(entries(library))
    read = size / (time.perf_counter() - start)
    _say(f"## {size} documents of about 3,000 words\n")
    _say(f"Read, checked and rendered: {read:.0f} documents a second.\n")
    _row(
        "engine",
        "build, docs/s",
        "edit to searchable, ms",
        *(f"{k}, ms" for k in kinds),
    )
    _row(*["---"] * (3 + len(kinds)))
    for engine in (Ours(folder, library), Fts5(folder), Tantivy(folder)):
        built, edited = _build(engine, made), _edit(engine, library, content)
        asked = [_ask(engine, questions.by_kind[kind]) for kind in kinds]
        _row(engine.name, f"{size / built:.0f}", f"{edited.at(0.5) * 1000:.0f}", *asked)
    times, memory = served.pages(content, folder, questions)
    _row("kb, full page over HTTP", "", "", *(str(times[kind]) for kind in kinds))
    _say(
        f"\nTimes of questions are p50 / p95. The server holds {memory:.0f} MB;"
        f" this program, with all three engines, {memory_of(os.getpid()):.0f} MB.\n"
    )


def measure_board(folder: Path) -> None:
    """Measure the pages of a board, and print what came out."""
    _say(
        f"## A board: {board.DOCUMENTS // 2} reviews, {board.ACTIONS} actions,"
        f" {board.CHANGES} changes\n"
    )
    times, memory = board.pages(STARTER, folder)
    _row("page over HTTP", "ms")
    _row("---", "---")
    for name, taken in times.items():
        _row(name, str(taken))
    _say(f"\nTimes are p50 / p95. The server holds {memory:.0f} MB.\n")


def measure_exports() -> None:
    """Measure each export of a course pack, and print what came out."""
    _say(f"## Exports of a pack of {exports.LESSONS} lessons\n")
    _row("export", "s", "processor, s", "again, s", "most memory, MB", "file, kB")
    _row(*["---"] * 6)
    for output, form in exports.forms():
        cost = exports.measured(STARTER, output, form)
        times = (cost.seconds, cost.processor, cost.again)
        sizes = (f"{cost.memory:.0f}", f"{cost.size / 1000:.0f}")
        _row(f"{output}, {form}", *(f"{one:.2f}" for one in times), *sizes)
    idle = exports.idle(STARTER)
    _say(f"\nA process that only read the library holds {idle:.0f} MB at most.\n")


def _build(engine: Measured, made: Sequence[Entry]) -> float:
    """Time the index, of files that were read and rendered before."""
    start = time.perf_counter()
    engine.build(made)
    return time.perf_counter() - start


def _edit(engine: Measured, library: Library, content: Path) -> Times:
    """Time from a file that was just saved to a search that finds its new word."""
    times, file = Times(), content / f"{EDITED}.md"
    for number in range(EDITS):
        word = f"zyx{engine.name[0].lower()}{number}q"
        with file.open("a", encoding="utf-8") as out:
            out.write(f"\nThis page now says {word}.\n")
        with times.one():
            library.refresh()
            engine.update(library, EDITED)
            found = engine.search(word)
        if found != [EDITED]:
            message = f"{engine.name} did not find the edit: {found}"
            raise RuntimeError(message)
    return times


def _ask(engine: Measured, questions: tuple[str, ...]) -> str:
    engine.search(questions[0])
    times = Times()
    for words in questions:
        with times.one():
            engine.search(words)
    return str(times)


def _row(*cells: str) -> None:
    _say(f"| {' | '.join(cells)} |")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
