"""`kb ledger`, `kb release` and what `kb index` and `kb serve` do about closures."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from kb.cli.parts import person
from kb.content.ledger import Ceiling, Entry, Ledger
from tests.cli.test_serve import get, serving, until

if TYPE_CHECKING:
    from tests.cli.conftest import Kb

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
KEY = "lessons/ask-again"
GONE = Ceiling("public", shown=False, withdrawn_on=date(2026, 3, 2), reason="A mistake")


@pytest.fixture
def ledger(kb: Kb) -> Ledger:
    return Ledger(kb.folder / "ledger.jsonl")


def close(ledger: Ledger, ceiling: Ceiling = GONE, key: str = KEY) -> None:
    ledger.add(Entry(NOW, "person:ann", key, ceiling))


def test_a_ledger_in_which_nothing_is_closed_says_so(kb: Kb) -> None:
    assert kb("ledger").out == "Nothing is closed.\n"


def test_the_ledger_lists_what_is_closed_now_and_who_closed_it(
    kb: Kb, ledger: Ledger
) -> None:
    close(ledger)
    close(ledger, Ceiling("board", shown=True), "reviews/child-a")
    close(ledger, Ceiling("public", shown=False), "policies/safer-sleep")
    close(ledger, GONE, "reports/child-a")
    close(ledger, Ceiling("public", shown=True), "reports/child-a")
    assert kb("ledger").out.splitlines() == [
        f"{KEY}  withdrawn on 2026-03-02  2026-03-02  person:ann",
        "policies/safer-sleep  hidden  2026-03-02  person:ann",
        "reviews/child-a  for board at most  2026-03-02  person:ann",
    ]


def test_what_the_ledger_closed_no_command_shows(kb: Kb, ledger: Ledger) -> None:
    kb("index")
    close(ledger)
    assert kb("show", KEY, "--as", "editors").code == 1
    assert "ask-again" not in kb("search", "baby", "--as", "board").out
    assert "the ledger holds it at withdrawn" in kb("check").out


def test_kb_index_writes_a_tombstone_where_the_ledger_has_one(
    kb: Kb, ledger: Ledger
) -> None:
    close(ledger)
    assert kb("index").code == 0
    text = (kb.content / f"{KEY}.md").read_text("utf-8")
    assert "status: withdrawn" in text
    assert "withdrawn_reason: A mistake" in text


def test_a_closure_is_lifted_by_a_named_person_for_a_reason(
    kb: Kb, ledger: Ledger
) -> None:
    close(ledger)
    answer = kb("release", KEY, "--because", "A mix-up of two cases")
    assert answer.code == 0
    last = ledger.entries()[-1]
    assert (last.who, last.ceiling.reason) == (
        f"os:{person()}",
        "A mix-up of two cases",
    )
    assert kb("ledger").out == "Nothing is closed.\n"
    assert kb("show", KEY).code == 0


def test_what_was_lifted_stays_withdrawn_until_it_is_published(
    kb: Kb, ledger: Ledger
) -> None:
    close(ledger)
    kb("index")
    kb("release", KEY, "--because", "A mix-up of two cases")
    kb("index")
    assert kb("ledger").out == "Nothing is closed.\n"
    assert kb("show", KEY).code == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((KEY,), "--because"),
        ((KEY, "--because", " "), "--because"),
        (("lessons/other", "--because", "x"), "nothing closes lessons/other"),
    ],
)
def test_nothing_is_lifted_without_a_reason_or_a_closure(
    kb: Kb, ledger: Ledger, arguments: tuple[str, ...], says: str
) -> None:
    close(ledger)
    answer = kb("release", *arguments)
    assert answer.code != 0
    assert says in answer.err
    assert len(ledger.entries()) == 1


@pytest.mark.parametrize("command", ["index", "serve", "ledger", "search", "check"])
def test_a_ledger_that_was_touched_stops_every_command(
    kb: Kb, ledger: Ledger, command: str
) -> None:
    close(ledger)
    path = kb.folder / "ledger.jsonl"
    path.write_bytes(path.read_bytes().replace(b"false", b"true", 1))
    answer = kb(command, *(["baby"] if command == "search" else []))
    assert answer.code == 1
    assert "ledger.jsonl:1: the ledger (KB_LEDGER) was changed here" in answer.err


def test_an_old_file_that_comes_back_while_it_serves_is_not_shown(
    kb: Kb, ledger: Ledger
) -> None:
    path = kb.content / f"{KEY}.md"
    old = path.read_text("utf-8")
    with serving(kb) as port:
        assert get(port, f"/{KEY}")[0] == 200
        close(ledger)
        until(lambda: get(port, f"/{KEY}")[0] == 410)
        until(lambda: "status: withdrawn" in path.read_text("utf-8"))
        path.write_text(old, "utf-8")
        until(lambda: "status: withdrawn" in path.read_text("utf-8"))
        assert get(port, f"/{KEY}")[0] == 410
