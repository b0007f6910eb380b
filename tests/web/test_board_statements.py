"""The number of SQL statements of the board's pages does not grow with its records."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from benchmarks.followed import Ledger
from tests.web.tracking import open_board

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.web.editing import Somebody
    from tests.web.tracking import Board

NOW = datetime.now(UTC)
MONTH_AGO = (NOW - timedelta(days=30)).date()
ASKED = [("reviews/child-a", "R1"), ("lessons/ask-again", "")]


def a_board(root: Path, actions: int) -> tuple[Board, Somebody]:
    """Open a board with so many actions, ten changes each."""
    root.mkdir()
    board = open_board(root)
    engine = board.site.works.sessions.kw["bind"]
    ledger = Ledger(ASKED, ("police", "health-visiting"), (), NOW)
    ledger.fill(str(engine.url), actions, 10 * actions)
    return board, board.come("Bo Member", "board-member")


@contextmanager
def counted(board: Board) -> Iterator[list[str]]:
    """Write down the statements that are sent meanwhile."""
    said: list[str] = []
    engine = board.site.works.sessions.kw["bind"]

    def note(_: object, __: object, statement: str, *___: object) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    "address",
    [
        "/board",
        f"/board?on={MONTH_AGO}",
        "/board?theme=neglect",
        "/board?agency=police",
        "/board/actions",
        f"/board/actions?on={MONTH_AGO}",
        "/lessons/ask-again",
        "/reviews/child-a",
        "/policies/safer-sleep",
    ],
)
def test_ten_and_five_hundred_actions_take_as_many_statements(
    tmp_path: Path, address: str
) -> None:
    numbers = []
    for actions in (10, 500):
        board, member = a_board(tmp_path / str(actions), actions)
        with counted(board) as first:
            member.get(address)
        with counted(board) as again:
            member.get(address)
        assert len(again) <= len(first)
        numbers.append((len(first), len(again)))
    assert numbers[0] == numbers[1]
