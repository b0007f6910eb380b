"""docs/security.md, docs/asvs.csv and /trust say what the tests show, and no more."""

from __future__ import annotations

import ast
import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from kb.accounts import invitations, passwords, second_factor, sessions, signing_in
from kb.accounts.models import Person
from kb.app import LARGEST_BODY
from kb.content.files import MOST_BYTES
from kb.search import asking
from kb.web import promises, protecting

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
STATES = {"met", "not met", "not applicable"}
#: Libraries and parts of Python that have to do with secrets.
CRYPTOGRAPHY = {
    "argon2", "authlib", "cryptography", "hashlib", "hmac", "itsdangerous", "joserfc",
    "pyotp",
}  # fmt: skip


@cache
def names_of_tests() -> frozenset[str]:
    return frozenset(
        f"{path.relative_to(ROOT).as_posix()}::{node.name}"
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


@cache
def requirements() -> tuple[dict[str, str], ...]:
    with (ROOT / "docs" / "asvs.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def tables() -> list[list[str]]:
    rows = [line.strip("|").split("|") for line in PAGE.splitlines() if "| " in line]
    return [[cell.strip() for cell in row] for row in rows]


def test_every_test_that_a_promise_names_is_there() -> None:
    named = {test for promise in promises.read().promises for test in promise.shown_by}
    assert named - names_of_tests() == set()


def test_a_test_that_is_not_there_is_seen() -> None:
    assert "tests/test_security_docs.py::test_of_nothing" not in names_of_tests()


def test_promises_are_numbered() -> None:
    numbers = [promise.number for promise in promises.read().promises]
    assert numbers == [f"P{number}" for number in range(1, len(numbers) + 1)]


def test_the_page_and_the_site_promise_the_same() -> None:
    written = {
        row[0]: (row[1], row[2])
        for row in tables()
        if len(row) == 3 and re.fullmatch(r"P\d+", row[0])
    }
    assert written == {
        promise.number: (
            f"**{promise.heading}.** {promise.words}",
            "<br>".join(f"`{one.removeprefix('tests/')}`" for one in promise.shown_by),
        )
        for promise in promises.read().promises
    }


def test_no_cell_of_the_table_is_empty_and_no_requirement_stands_twice() -> None:
    rows = requirements()
    assert all(cell.strip() for row in rows for cell in row.values())
    assert {row["state"] for row in rows} == STATES
    assert {row["level"] for row in rows} == {"1", "2"}
    assert all(re.fullmatch(r"V\d+\.\d+\.\d+", row["id"]) for row in rows)
    assert Counter(row["id"] for row in rows).most_common(1)[0][1] == 1


def test_the_table_is_whole() -> None:
    """Levels 1 and 2 of ASVS 5.0.0 without V17 (WebRTC): 70 and 176 requirements."""
    levels = Counter(row["level"] for row in requirements())
    assert levels == {"1": 70, "2": 176}


def test_every_requirement_that_is_met_names_tests_that_are_there() -> None:
    for row in requirements():
        named = row["test or reason"].split()
        if row["state"] == "met":
            assert set(named) <= names_of_tests(), row["id"]
        else:
            assert len(named) > 2, row["id"]


def test_the_page_counts_the_table() -> None:
    states = Counter(row["state"] for row in requirements())
    said = " ".join(PAGE.split())
    assert ", ".join(f"{states[one]} {one}" for one in sorted(STATES, key=len)) in said


def minutes(number: float) -> str:
    """Say how long something is, as the page does."""
    for size, name in ((24 * 60, "day"), (60, "hour"), (1, "minute")):
        if number >= size and not number % size and (name != "day" or number > size):
            count = int(number // size)
            return f"{count} {name}{'s' if count > 1 else ''}"
    raise ValueError(number)


def rate(limits: str) -> str:
    """Say how often something may be done, as the page does."""
    words = {"minute": "a minute", "hour": "an hour"}
    pairs = (one.split("/") for one in limits.split(";"))
    return ", ".join(f"{count} {words[each]}" for count, each in pairs)


def test_the_limits_on_the_page_are_those_of_the_code() -> None:
    def time(one: object) -> str:
        return minutes(one.total_seconds() / 60)  # type: ignore[attr-defined]

    megabyte = 1024 * 1024
    expected = {
        "length of a password": (
            f"{passwords.SHORTEST} to {passwords.LONGEST} characters"
        ),
        "wrong passwords or codes before an account rests": str(signing_in.MISTAKES),
        "how long it rests, doubled each time": (
            f"{time(signing_in.REST)}, at most {time(signing_in.LONGEST_REST)}"
        ),
        "tries to sign in from one address": rate(protecting.PER_ADDRESS),
        "tries at one account, from anywhere": rate(protecting.PER_ACCOUNT),
        "letters asked for to one address of e-mail": rate(protecting.LETTERS),
        "passwords that are hashed at the same moment": "2",
        "session of who reads restricted documents": (
            f"{time(sessions.IDLE)} unused, {time(sessions.MOST)} at most"
        ),
        "session of everybody else": (
            f"{time(sessions.IDLE_OPEN)} unused, {time(sessions.MOST_OPEN)} at most"
        ),
        "time for the second factor": time(sessions.PATIENCE),
        "an invitation": time(invitations.LASTS[invitations.INVITE]),
        "a link to reset a password": time(invitations.LASTS[invitations.RESET]),
        "spare codes": str(second_factor.SPARE_CODES),
        "size of what is sent at once": f"{LARGEST_BODY // megabyte} MB",
        "size of a document": f"{MOST_BYTES // megabyte} MB",
        "length of a question to search": (
            f"{asking.MOST_LETTERS} characters, {asking.MOST_WORDS} words"
        ),
    }
    written = {row[0]: row[1] for row in tables() if len(row) == 2}
    assert expected.items() <= written.items()


def test_every_way_in_stands_on_the_page() -> None:
    with (ROOT / "docs" / "routes.csv").open(encoding="utf-8", newline="") as file:
        rules = [row["rule"] for row in csv.DictReader(file)]
    ways = [
        rule
        for rule in rules
        if re.match(r"/(sign-in|invitation|reset|log-?in|oidc|token)\b", rule)
    ]
    assert [rule for rule in ways if f"`{rule}`" not in PAGE] == []


def test_every_use_of_cryptography_stands_on_the_page() -> None:
    used = {
        name.partition(".")[0]
        for path in (ROOT / "kb").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    section = PAGE.split("## Keys and encryption")[1].split("\n## ")[0]
    assert [one for one in sorted(used & CRYPTOGRAPHY) if one not in section] == []


def test_nothing_else_is_kept_by_which_somebody_could_get_in() -> None:
    """There is no hint and no secret question: an account has these fields only."""
    assert set(Person.__table__.columns.keys()) == {
        "id", "uid", "email", "name", "role", "agency", "groups", "password", "totp",
        "totp_step", "failures", "locked_until", "subject", "created", "disabled",
    }  # fmt: skip


@pytest.mark.parametrize("days", ["14 days", "90\ndays"])
def test_the_page_says_how_soon_holes_are_mended(days: str) -> None:
    components = PAGE.split("## Components")[1].split("\n## ")[0]
    assert days in components
