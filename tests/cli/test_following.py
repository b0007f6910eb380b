"""What could not be indexed is tried again, and nobody who serves stops for it."""

from __future__ import annotations

import fcntl
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from kb.cli.parts import put_right
from kb.cli.serve import brought_up_to_date
from kb.config import Config
from kb.publishing.works import open_works
from kb.search.engine import Query
from tests.factories import write_lesson

if TYPE_CHECKING:
    from kb.publishing.works import Works
    from tests.cli.conftest import Kb


@pytest.fixture
def works(kb: Kb) -> Works:
    assert kb("index").code == 0
    return open_works(Config.from_environment())


def found(works: Works, words: str) -> int:
    shelf = works.library.level_shelf("public")
    return works.engine.search(Query(words=words), shelf).total


def test_a_busy_index_is_tried_again(
    kb: Kb, works: Works, capsys: pytest.CaptureFixture[str]
) -> None:
    works.engine._patience = 0.05  # type: ignore[attr-defined] # noqa: SLF001
    write_lesson(kb.content, "measure", "The cot.", title="Measure the cot")
    with (kb.index / "lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert brought_up_to_date(works) is None
    assert "Not indexed yet" in capsys.readouterr().err
    assert brought_up_to_date(works) is works.library.snapshot()
    assert found(works, "cot") == 1


def test_locked_records_do_not_keep_an_edit_from_being_found(
    kb: Kb, works: Works, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lesson(kb.content, "measure", "The cot.", title="Measure the cot")
    with works.sessions() as other, works.sessions() as ours:
        other.connection(execution_options={"writing": True})
        ours.connection().exec_driver_sql("PRAGMA busy_timeout = 50")
        ours.rollback()
        assert brought_up_to_date(works) is None
    assert "Not every change is settled yet" in capsys.readouterr().err
    assert found(works, "cot") == 1
    assert brought_up_to_date(works) is not None


def test_a_file_that_changes_while_others_are_settled_is_looked_at_once_more(
    kb: Kb, works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    def put_right_and_hear_of_another(works: Works) -> bool:
        settled = put_right(works)
        write_lesson(kb.content, "measure", "The cot.", title="Measure the cot")
        return settled

    module = import_module("kb.cli.serve")
    monkeypatch.setattr(module, "put_right", put_right_and_hear_of_another)
    seen = brought_up_to_date(works)
    assert seen is not None
    assert seen is not works.library.refresh()
