"""Measuring the board's pages as a browser of a signed-in member gets them."""

from __future__ import annotations

import http.client
import re
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import yaml

from benchmarks.clock import Times, memory_of
from benchmarks.followed import Ledger, now
from benchmarks.made import Press
from benchmarks.served import serving
from kb.access import Role
from kb.accounts import invitations, people
from kb.db import open_database

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

#: Half of the documents that are made are reviews.
DOCUMENTS, ACTIONS, CHANGES = 400, 5000, 60_000
RECOMMENDATIONS = 8
AGENCIES = ("police", "school", "gp", "camhs", "midwifery", "health-visiting")
ASKED = 40
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_EMAIL, _PASSWORD = "chair@example.org", "brass kettle orchard nine"


def pages(
    starter: Path, folder: Path, *, actions: int = ACTIONS, changes: int = CHANGES
) -> tuple[dict[str, Times], float]:
    """Time each page of a large board, and give the server's memory in megabytes."""
    press = Press(starter)
    content = press.library(folder / "content", DOCUMENTS)
    asked = list(_recommended(content, press.random))
    database = f"sqlite:///{folder / 'kb.sqlite3'}"
    moment = now()
    policies = [f"policies/{one.stem}" for one in (content / "policies").glob("*.md")]
    Ledger(asked, AGENCIES, policies, moment).fill(database, actions, changes)
    _account(database, moment)
    with serving(content, folder) as (port, process):
        line = http.client.HTTPConnection("127.0.0.1", port)
        cookie = _signed_in(line)
        times = {name: Times() for name in _addresses(moment)}
        for name, addresses in _addresses(moment).items():
            for address in addresses:
                with times[name].one():
                    _get(line, address, cookie)
        return times, memory_of(process)


def _addresses(moment: datetime) -> dict[str, list[str]]:
    """List what is asked of each page; a new day is one that was not asked before."""
    days = [(moment - timedelta(days=30 * n)).date() for n in range(1, ASKED + 1)]
    return {
        "dashboard, the first": ["/board"],
        "dashboard": ["/board"] * ASKED,
        "dashboard of an agency": [
            f"/board?agency={AGENCIES[n % len(AGENCIES)]}" for n in range(ASKED)
        ],
        "dashboard as of a new day": [f"/board?on={day}" for day in days],
        "dashboard as of a day": [f"/board?on={days[0]}"] * ASKED,
        "list": ["/board/actions?only=overdue"] * ASKED,
        "list as of a day": [f"/board/actions?on={days[0]}"] * ASKED,
    }


def _recommended(content: Path, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Let every review recommend something, each for some of its lessons."""
    lessons = sorted(one.stem for one in (content / "lessons").glob("*.md"))
    for file in sorted((content / "reviews").glob("*.md")):
        _, front, text = file.read_text("utf-8").split("---\n", 2)
        fields = yaml.safe_load(front)
        fields["recommendations"] = [
            {
                "id": f"R{number}",
                "text": "Ask each night where the baby sleeps, and write it down.",
                "lessons": chance.sample(lessons, 2),
            }
            for number in range(1, RECOMMENDATIONS + 1)
        ]
        fields["child_count"] = chance.randint(1, 3)
        file.write_text(f"---\n{yaml.safe_dump(fields)}---\n{text}", "utf-8")
        for one in fields["recommendations"]:
            yield f"reviews/{file.stem}", one["id"]


def _account(database: str, moment: datetime) -> None:
    key = "only for benchmarks, and long enough for it"
    given = {"email": _EMAIL, "name": "Chair", "role": Role.BOARD_APPROVER, "key": key}
    with open_database(database)() as session:
        _, token = people.invite(session, moment, "os:benchmark", agency="", **given)
        invitations.take_up(session, moment, token, key, _PASSWORD)


def _signed_in(line: http.client.HTTPConnection) -> str:
    """Come in by the page, and give the cookie."""
    line.request("GET", "/sign-in")
    answer = line.getresponse()
    first = _cookie(answer)
    found = _TOKEN.search(answer.read().decode())
    token = found[1] if found else ""
    typed = {"csrf_token": token, "email": _EMAIL, "password": _PASSWORD}
    headers = {"Cookie": first, "Content-Type": "application/x-www-form-urlencoded"}
    line.request("POST", "/sign-in", urlencode(typed), headers)
    answer = line.getresponse()
    answer.read()
    return _cookie(answer)


def _cookie(answer: http.client.HTTPResponse) -> str:
    given = answer.getheader("Set-Cookie") or ""
    return given.partition(";")[0]


def _get(line: http.client.HTTPConnection, address: str, cookie: str) -> None:
    line.request("GET", address, headers={"Cookie": cookie})
    answer = line.getresponse()
    answer.read()
    if answer.status != http.client.OK:
        message = f"{address} answered {answer.status}"
        raise RuntimeError(message)
