from __future__ import annotations

import http.client
import json
import shutil
import socket
import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from tests.factories import write_lesson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cli.conftest import Kb

PATIENCE = 90.0


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def serving(kb: Kb, *options: str) -> Iterator[int]:
    port = free_port()
    process = kb.start("serve", "--port", str(port), *options)
    try:
        until(lambda: answers(port))
        yield port
    finally:
        process.terminate()
        process.communicate()


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.1)


def get(port: int, address: str) -> tuple[int, bytes]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        line.request("GET", address)
        answer = line.getresponse()
        return answer.status, answer.read()
    finally:
        line.close()


def answers(port: int) -> bool:
    try:
        return get(port, "/healthz")[0] == 200
    except OSError:
        return False


def ids(port: int, words: str) -> set[str]:
    status, body = get(port, f"/api/search?q={words}")
    assert status == 200
    return {hit["id"] for hit in json.loads(body)["hits"]}


def test_serving_indexes_first(kb: Kb) -> None:
    with serving(kb) as port:
        assert get(port, "/lessons/ask-again")[0] == 200
        assert "ask-again" in ids(port, "baby")


def test_serving_says_how_the_first_account_is_made_until_there_is_one(kb: Kb) -> None:
    said = []
    for _ in range(2):
        port = free_port()
        process = kb.start("serve", "--port", str(port))
        until(partial(answers, port))
        process.terminate()
        said.append(process.communicate()[1])
        kb(*"user add --role administrator --name Jo jo@example.org".split())
    assert "Nobody has an account yet" in said[0]
    assert "kb user add --role administrator" in said[0]
    assert "Nobody" not in said[1]


def test_serving_mends_a_corrupt_index(kb: Kb) -> None:
    kb("index")
    (kb.index / "current.json").write_bytes(b"\0\0nonsense")
    for file in kb.index.rglob("*.pst"):
        file.write_bytes(b"")
    with serving(kb) as port:
        assert "ask-again" in ids(port, "baby")


def test_an_index_that_goes_while_it_serves_is_no_error_page(kb: Kb) -> None:
    with serving(kb) as port:
        shutil.rmtree(kb.index)
        assert get(port, "/search?q=baby")[0] == 200
        assert kb("index").code == 0
        until(lambda: "ask-again" in ids(port, "baby"))


def test_what_kb_index_does_meanwhile_is_found(kb: Kb) -> None:
    with serving(kb) as port:
        write_lesson(kb.content, "measure", "The cot.", title="Measure the cot")
        kb("index")
        until(lambda: "measure" in ids(port, "cot"))


def test_an_author_sees_an_edit_at_once(kb: Kb) -> None:
    with serving(kb, "--reload") as port:
        write_lesson(kb.content, "measure", "The cot.", title="Measure the cot")
        until(lambda: "measure" in ids(port, "cot"))
        (kb.content / "lessons" / "measure.md").write_text("broken")
        until(lambda: ids(port, "cot") == set())
        write_lesson(kb.content, "measure", "The crib.", title="Look at the crib")
        until(lambda: "measure" in ids(port, "crib"))


def test_a_port_that_is_taken_is_said_in_a_sentence(kb: Kb) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = kb.start("serve", "--port", str(taken.getsockname()[1]))
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (1, "")
    assert err.startswith("kb: cannot listen on 127.0.0.1:")
    assert len(err.splitlines()) == 1
