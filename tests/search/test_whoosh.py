"""The index in a folder: never half, never old, never somebody else's."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import time
from typing import TYPE_CHECKING

import pytest

from kb.access import ANYONE
from kb.errors import IndexBusyError
from kb.search.engine import Entry, Query
from kb.search.entries import entries
from kb.search.generations import FORMAT
from kb.search.whoosh_engine import WhooshEngine
from tests.factories import (
    an_empty_library,
    library_of,
    write_report,
    write_review,
)
from tests.search.searched import Searched

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kb.search.whoosh_segments import WhooshSegment

MANY = 12


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def searched(tmp_path: Path, index: Path) -> Searched:
    root = an_empty_library(tmp_path / "content")
    write_review(root, "child-a", "## Findings\n\nA kettle sang.\n")
    write_review(root, "child-b", "## Findings\n\nNo kettle.\n")
    write_report(root, "child-a", "## Events\n\nZebedee was there.\n")
    found = Searched(WhooshEngine(index), library_of(root), ANYONE)
    found.sync()
    return found


def again(searched: Searched, index: Path) -> Searched:
    return Searched(WhooshEngine(index), searched.library, searched.reader)


def files(index: Path, audience: str) -> list[Path]:
    return [path for path in (index / audience).rglob("*") if path.is_file()]


def words_on_disk(index: Path) -> bytes:
    """Give all that the index says, in plain bytes: Whoosh packs what it stores."""
    engine = WhooshEngine(index)
    held = [engine._segments(path.name) for path in sorted(index.iterdir())]  # noqa: SLF001
    parts = [part for found in held for segment in found for part in parts_of(segment)]
    raw = b"".join(p.read_bytes() for p in index.rglob("*") if p.is_file())
    return raw + "".join(parts).encode()


def test_an_index_that_was_there_is_used(searched: Searched, index: Path) -> None:
    assert again(searched, index).engine.held() == searched.engine.held()
    assert len(searched.engine.held()) == 3


def test_each_audience_has_a_folder_of_its_own(searched: Searched, index: Path) -> None:
    found = {p.name for p in index.iterdir() if p.is_dir()}
    assert found == {"public", "board"}
    public = b"".join(path.read_bytes() for path in files(index, "public"))
    assert b"kettl" in public
    assert b"zebede" not in public
    assert b"zebede" in b"".join(path.read_bytes() for path in files(index, "board"))
    assert searched.keys("kettle")


def test_what_another_process_wrote_is_noticed_at_once(
    searched: Searched, index: Path
) -> None:
    assert len(searched.keys("kettle")) == 2
    write_review(searched.root, "child-c", "## Findings\n\nA third kettle.\n")
    again(searched, index).sync()
    assert "reviews/child-c" in searched.engine.held()
    assert len(searched.keys("kettle")) == 3


def test_a_commit_keeps_what_was_read_of_other_segments(searched: Searched) -> None:
    searched.keys("kettle")
    engine = searched.engine
    assert isinstance(engine, WhooshEngine)
    before = engine._segments("public")[0].postings  # noqa: SLF001
    write_review(searched.root, "child-c", "## Findings\n\nA third kettle.\n")
    searched.sync()
    searched.keys("kettle")
    assert engine._segments("public")[0].postings is before  # noqa: SLF001


@pytest.mark.parametrize("part", ["toc", "pst", "trm", "_stored.col"])
@pytest.mark.parametrize("damage", ["removed", "cut", "flipped", "empty"])
def test_a_damaged_index_is_built_anew(
    searched: Searched, index: Path, part: str, damage: str
) -> None:
    expected = searched.results("kettle")
    path = next(path for path in files(index, "public") if path.name.endswith(part))
    content = path.read_bytes()
    path.unlink()
    if damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    if damage == "flipped":
        path.write_bytes(bytes([content[0] ^ 1]) + content[1:])
    if damage == "empty":
        path.write_bytes(b"")
    fresh = again(searched, index)
    assert fresh.results("kettle") == expected
    assert fresh.sync().rebuilt
    assert again(searched, index).engine.held() == fresh.engine.held()
    assert len(fresh.engine.held()) == 3


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", f'{{"format": {FORMAT}}}', '{"format": 99}', "null", "\x00",
     f'{{"format": {FORMAT}, "number": 1, "audiences": {{"public": 3}}}}'],
)  # fmt: skip
def test_a_damaged_table_of_contents_is_built_anew(
    searched: Searched, index: Path, content: str
) -> None:
    expected = searched.results("kettle")
    (index / "current.json").write_text(content, "utf-8")
    fresh = again(searched, index)
    assert fresh.results("kettle") == expected
    assert fresh.sync().rebuilt
    assert len(fresh.engine.held()) == 3


class Trap:
    """A pickle that leaves a trace when somebody opens it."""

    def __init__(self, trace: str) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (os.mkdir, (self.trace,))


@pytest.mark.parametrize("newer", [True, False])
def test_a_planted_pickle_is_never_opened(
    searched: Searched, index: Path, tmp_path: Path, *, newer: bool
) -> None:
    trace = tmp_path / "opened"
    toc = next(path for path in files(index, "public") if path.suffix == ".toc")
    whole = toc.read_bytes()
    segments = whole[: whole.index(b"\x80")] + pickle.dumps(Trap(str(trace)))
    target = toc.with_name("_MAIN_999.toc") if newer else toc
    target.unlink(missing_ok=True)
    target.write_bytes(segments)
    fresh = again(searched, index)
    assert len(fresh.keys("kettle")) == 2
    assert fresh.sync().rebuilt
    assert len(fresh.keys("kettle")) == 2
    assert not trace.exists()


def test_what_was_removed_is_out_of_the_files(searched: Searched, index: Path) -> None:
    assert b"Zebedee" in words_on_disk(index)
    (searched.root / "reports/child-a.md").unlink()
    searched.sync()
    left = words_on_disk(index)
    assert b"Zebedee" not in left
    assert b"zebede" not in left


def test_a_withdrawn_public_review_is_out_of_the_files(
    searched: Searched, index: Path
) -> None:
    for n in range(MANY):
        write_review(searched.root, f"child-n{n}", "## Findings\n\nA pan.\n")
    write_review(searched.root, "child-b", "## Findings\n\nXanadu.\n")
    searched.sync()
    assert b"xanadu" in words_on_disk(index)
    write_review(searched.root, "child-b", "## Findings\n\nXanadu.\n",
                 status="withdrawn")  # fmt: skip
    write_review(searched.root, "child-n1", "## Findings\n\nAnother pan.\n")
    searched.sync()
    public = WhooshEngine(index)._segments("public")  # noqa: SLF001
    every = [public_part for segment in public for public_part in parts_of(segment)]
    assert not any("Xanadu" in part for part in every)
    assert b"xanadu" not in b"".join(p.read_bytes() for p in files(index, "public"))


def parts_of(segment: WhooshSegment) -> list[str]:
    return [str(segment.parts(number)) for number in range(len(segment.documents))]


def test_what_was_cut_out_of_a_restricted_text_is_out_of_the_files(
    searched: Searched, index: Path
) -> None:
    write_report(searched.root, "child-a", "## Events\n\nSomebody was there.\n")
    searched.sync()
    left = words_on_disk(index)
    assert b"zebede" not in left
    assert b"Zebedee" not in left


def test_a_document_moves_to_the_folder_of_its_new_audience(
    searched: Searched, index: Path
) -> None:
    write_review(
        searched.root, "child-b", "## Findings\n\nNo kettle.\n", audience="editors"
    )
    searched.sync()
    assert (index / "editors").is_dir()
    assert searched.keys("kettle") == ["reviews/child-a"]
    assert set(searched.engine.held()) == {
        "reviews/child-a", "reviews/child-b", "reports/child-a",
    }  # fmt: skip


def test_only_the_current_files_are_kept(searched: Searched, index: Path) -> None:
    for n in range(3):
        write_review(searched.root, "child-c", f"## Findings\n\nKettle {n}.\n")
        searched.sync()
    assert len(list((index / "public").iterdir())) == 1


def test_many_small_changes_end_in_few_segments(searched: Searched) -> None:
    engine = searched.engine
    assert isinstance(engine, WhooshEngine)
    for n in range(MANY):
        write_review(searched.root, f"child-n{n}", f"## Findings\n\nKettle {n}.\n")
        searched.sync()
        assert len(engine._segments("public")) <= 9  # noqa: SLF001
    assert len(searched.keys("kettle", size=100)) == MANY + 2


def slowly(made: Iterator[Entry], started: threading.Event) -> Iterator[Entry]:
    for entry in made:
        started.set()
        time.sleep(0.2)
        yield entry


def test_a_second_writer_waits_or_says_that_the_index_is_busy(
    searched: Searched, index: Path
) -> None:
    started = threading.Event()
    made = slowly(entries(searched.library), started)
    first = threading.Thread(target=searched.engine.sync, args=(made,))
    first.start()
    assert started.wait(5)
    with pytest.raises(IndexBusyError):
        WhooshEngine(index, patience=0.1).sync(entries(searched.library))
    WhooshEngine(index, patience=20).sync(entries(searched.library))
    first.join()
    assert len(searched.keys("kettle")) == 2


def test_a_writer_that_fails_leaves_the_index_as_it_was(searched: Searched) -> None:
    held = dict(searched.engine.held())

    def broken() -> Iterator[Entry]:
        yield Entry(key="reviews/x", anchor="", audience="public", digest="1",
                    title="X", text="y")  # fmt: skip
        raise OSError("the disk went away")

    with pytest.raises(OSError, match="went away"):
        searched.engine.sync(broken())
    assert searched.engine.held() == held
    assert searched.sync().kept == 3


def _write(content: Path, index: Path) -> None:
    engine = WhooshEngine(index)
    while True:
        engine.sync(entries(library_of(content)), rebuild=True)


def test_a_writer_that_is_killed_leaves_a_whole_index(
    searched: Searched, index: Path
) -> None:
    old = dict(searched.engine.held())
    for n in range(MANY):
        write_review(searched.root, f"child-n{n}", f"## Findings\n\nKettle {n}.\n")
    new = {key: searched.read_by("editors").shelf.digest(key)
           for key in searched.read_by("editors").shelf.keys}  # fmt: skip
    start = multiprocessing.get_context("spawn")
    writer = start.Process(target=_write, args=(searched.root, index))
    writer.start()
    while searched.engine.held() == old:
        assert writer.is_alive()
        time.sleep(0.01)
    pid = writer.pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    writer.join()
    for pause in (0.02, 0.05, 0.09):
        assert again(searched, index).engine.held() == new
        child = start.Process(target=_write, args=(searched.root, index))
        child.start()
        before = (index / "current.json").stat().st_ino
        while (index / "current.json").stat().st_ino == before:
            time.sleep(0.005)
        time.sleep(pause)
        child.kill()
        child.join()
    fresh = again(searched, index)
    assert fresh.engine.held() == new
    assert fresh.sync().kept == len(new)


def test_threads_search_while_the_index_changes(searched: Searched) -> None:
    wrong: list[object] = []
    done = threading.Event()

    def look() -> None:
        shelf = searched.shelf
        while not done.is_set():
            results = searched.engine.search(Query(words="kettle"), shelf)
            if [hit.key for hit in results.hits] != expected:
                wrong.append(results)

    expected = searched.keys("kettle")
    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for n in range(4):
        write_review(searched.root, "child-c", f"## Findings\n\nPan {n}.\n")
        searched.sync()
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
