"""A real server behind a proxy: each reader is counted for themselves."""

from __future__ import annotations

import http.client
import re
from contextlib import closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from tests.cli.test_serve import PATIENCE, answers, free_port, until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Kb

HTTPS = "https://kb.example.org"
ANN, BEN = "198.51.100.7", "2001:db8::7"
TRIES = 60
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Proxy:
    """One kept line to the server, as a proxy has it."""

    def __init__(self, port: int) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        answer, page = self.send("GET", "/sign-in", {})
        found = TOKEN.search(page)
        assert found is not None
        self.cookie, self.token = str(answer.headers["Set-Cookie"]), found[1]
        self.count = 0

    def send(
        self, method: str, address: str, headers: dict[str, str], body: str = ""
    ) -> tuple[http.client.HTTPResponse, str]:
        self.line.request(method, address, body, headers)
        answer = self.line.getresponse()
        return answer, answer.read().decode()

    def tries(self, comes_from: str) -> int:
        """Try to sign in without a password; nobody is asked for twice."""
        self.count += 1
        typed = {"email": f"n{self.count}@example.org", "csrf_token": self.token}
        headers = {
            "Cookie": self.cookie.partition(";")[0],
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": comes_from,
        }
        return self.send("POST", "/sign-in", headers, urlencode(typed))[0].status


@contextmanager
def behind(kb: Kb, address: str) -> Iterator[Proxy]:
    port = free_port()
    process = kb.start("serve", "--port", str(port), KB_ADDRESS=address)
    try:
        until(partial(answers, port))
        proxy = Proxy(port)
        with closing(proxy.line):
            yield proxy
    finally:
        process.terminate()
        process.communicate()


def test_behind_a_proxy_each_reader_is_counted_for_themselves(kb: Kb) -> None:
    with behind(kb, HTTPS) as proxy:
        assert {proxy.tries(ANN) for _ in range(TRIES)} == {422}
        assert proxy.tries(ANN) == 429
        assert proxy.tries(BEN) == 422
        # Whatever somebody says of themselves, the proxy adds whom it sees.
        for said in (BEN, "127.0.0.1", "", "unknown"):
            assert proxy.tries(f"{said}, {ANN}") == 429


def test_without_a_proxy_nobody_is_believed(kb: Kb) -> None:
    with behind(kb, "http://127.0.0.1:8000") as proxy:
        assert {proxy.tries(ANN) for _ in range(TRIES)} == {422}
        assert proxy.tries(BEN) == 429
