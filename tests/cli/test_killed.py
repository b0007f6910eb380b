from __future__ import annotations

import fcntl
import json
import random
import signal
import time
from typing import TYPE_CHECKING

import pytest

from kb.access import ANYONE
from kb.search import open_engine
from kb.search.engine import Query
from kb.search.entries import entries
from kb.search.whoosh_engine import WhooshEngine
from tests.factories import library_of, write_lesson

if TYPE_CHECKING:
    from tests.cli.conftest import Kb

MANY = 60


def fill(kb: Kb, word: str) -> None:
    for number in range(MANY):
        write_lesson(kb.content, f"lesson-{number}", f"{word} here. " * 200)


def found(kb: Kb, word: str) -> int:
    """Search the index as it is, by the files as they were when it was made."""
    shelf = library_of(kb.content).shelf(ANYONE)
    query = Query(words=word, exact=True)
    return open_engine(f"whoosh:{kb.index}").search(query, shelf).total


@pytest.mark.parametrize("seed", range(6))
def test_an_index_that_is_killed_leaves_the_old_one_serving(kb: Kb, seed: int) -> None:
    fill(kb, "before")
    kb("index")
    (kb.content / "lessons" / "lesson-0.md").unlink()
    write_lesson(kb.content, "added", "after")
    chance = random.Random(seed)  # noqa: S311 - repeatable
    process = kb.start("index", "--rebuild")
    lock = kb.index / "lock"
    while process.poll() is None and not _held(lock):
        time.sleep(0.005)
    time.sleep(chance.uniform(0, 0.4))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert found(kb, "before") == MANY - 1
    answer = json.loads(kb("search", "after", "--json").out)
    assert "added" in {hit["id"] for hit in answer["hits"]}
    assert found(kb, "before") == MANY - 1


def _held(lock: object) -> bool:
    try:
        with open(str(lock), "ab") as file:  # noqa: PTH123
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def test_two_at_once_both_end_well(kb: Kb) -> None:
    fill(kb, "word")
    both = [kb.start("index"), kb.start("index")]
    for process in both:
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        assert "documents added" in out
    assert found(kb, "word") == MANY


def test_one_that_has_to_wait_too_long_says_so(
    kb: Kb, monkeypatch: pytest.MonkeyPatch
) -> None:
    kb("index")
    monkeypatch.setattr(WhooshEngine.__init__, "__defaults__", (0.1,))
    with (kb.index / "lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        answer = kb("index")
    assert answer.code == 75
    assert len(answer.err.splitlines()) == 1
    assert kb("index").code == 0


def test_a_file_that_goes_while_it_is_indexed_is_left_out(kb: Kb) -> None:
    fill(kb, "word")
    library = library_of(kb.content)
    engine = open_engine(f"whoosh:{kb.index}")

    def vanishing() -> object:
        for entry in entries(library):
            (kb.content / "lessons" / "lesson-7.md").unlink(missing_ok=True)
            yield entry

    engine.sync(vanishing())  # type: ignore[arg-type]
    assert found(kb, "word") == MANY - 1
