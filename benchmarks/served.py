"""Measuring pages as a browser gets them: `kb serve` in a process of its own."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from benchmarks.clock import Times, memory_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.made import Questions

FIRST_ANSWER = 300.0
OK = 200


@contextmanager
def serving(content: Path, folder: Path) -> Iterator[tuple[int, int]]:
    """Run `kb serve` and give its port and its process."""
    port = _free_port()
    settings = {
        "KB_CONTENT": str(content),
        "KB_SEARCH": f"whoosh:{folder / 'whoosh'}",
        "KB_DATABASE": f"sqlite:///{folder / 'kb.sqlite3'}",
        "KB_PORT": str(port),
    }
    command = [sys.executable, "-m", "kb.cli", "serve"]
    server = subprocess.Popen(  # noqa: S603 - our own command
        command, env=os.environ | settings, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(port, server)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait()


def pages(
    content: Path, folder: Path, questions: Questions
) -> tuple[dict[str, Times], float]:
    """Time full pages of results by kind of question, and give the server's memory."""
    with serving(content, folder) as (port, process):
        line = http.client.HTTPConnection("127.0.0.1", port)
        for asked in questions.by_kind.values():
            _get(line, asked[0])
        times = {kind: Times() for kind in questions.by_kind}
        for kind, asked in questions.by_kind.items():
            for words in asked:
                with times[kind].one():
                    _get(line, words)
        return times, memory_of(process)


def _get(line: http.client.HTTPConnection, words: str) -> None:
    line.request("GET", f"/search?{urlencode({'q': words})}")
    answer = line.getresponse()
    answer.read()
    if answer.status != OK:
        message = f"the search for {words!r} answered {answer.status}"
        raise RuntimeError(message)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + FIRST_ANSWER
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError("kb serve ended before it answered")
        try:
            with socket.create_connection(("127.0.0.1", port)):
                line = http.client.HTTPConnection("127.0.0.1", port)
                line.request("GET", "/healthz")
                line.getresponse().read()
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("kb serve did not answer")
