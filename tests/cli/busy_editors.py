"""Two editors who never rest, until they are killed.

Every act is written into a diary before and after, so that whoever looks at what is
left knows what was promised.
"""

from __future__ import annotations

import json
import os
import random
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from kb.access import Role, reader_for
from kb.config import Config
from kb.content import writing
from kb.content.documents import Lesson, Status
from kb.content.files import parse
from kb.publishing.desk import Desk
from kb.publishing.names import Author
from kb.publishing.works import open_works
from tests.factories import LESSON as FIELDS
from tests.factories import as_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from kb.publishing.works import Works

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
KEY = "a key for tests only, and long enough for it"
REASON = "It is being looked at again"
SLUGS = ("first", "second", "third")
LINES = 150


@dataclass(frozen=True)
class State:
    """What is to be seen of a document; `number` is in every line of its text."""

    status: str
    audience: str
    number: int


@dataclass(frozen=True)
class Page:
    """One line of the diary: what an act on a document leads to."""

    slug: str
    done: bool
    state: State

    @property
    def line(self) -> str:
        return json.dumps(asdict(self)) + "\n"


def settings(home: Path, search: str = "") -> Config:
    return Config(
        content=home / "content",
        search=search or f"whoosh:{home / 'index'}",
        database=f"sqlite:///{home / 'kb.sqlite3'}",
        ledger=str(home / "ledger.jsonl"),
        mail=f"folder:{home / 'mail'}",
        secret_key=KEY,
    )


def text(state: State) -> str:
    front = FIELDS | {"status": state.status, "audience": state.audience}
    line = f"Word{state.number} is asked for by day and by night.\n\n"
    return f"---\n{as_yaml(front)}---\n\n{line * LINES}"


def state_of(source: str) -> State:
    """Read what a file says; fails when it is not entire."""
    document = parse(Lesson, "any", source).document
    lines = document.markdown.split("\n\n")
    numbers = {line.split()[0] for line in lines if line}
    if document.markdown:
        assert len(lines) == LINES
        assert len(numbers) == 1
    number = int(numbers.pop().removeprefix("Word")) if numbers else 0
    return State(document.status.value, document.audience, number)


class Editors:
    """Ann writes, Bea signs."""

    def __init__(self, home: Path, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - repeatable
        self.works = open_works(settings(home, self.chance.choice(["memory:", ""])))
        self.session = self.works.sessions()
        self.diary = os.open(home / "diary", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self.number = seed * 1000
        self.ann, self.bea = self.desk("Ann"), self.desk("Bea")

    def desk(self, name: str) -> Desk:
        author = Author(f"person:{name}", name, f"{name}@example.org")
        reader = reader_for(name, Role.EDITOR, (), ())
        return Desk(self.works, self.session, reader, author=author, now=NOW)

    def act(self) -> None:
        """Do something to some document."""
        slug = self.chance.choice(SLUGS)
        acts = (self.publish, self.publish, self.hide, self.narrow, self.withdraw,
                self.erase, self.embargo)  # fmt: skip
        self.chance.choice(acts)(slug, state_of(held(self.works, slug)))

    def publish(self, slug: str, _: State) -> None:
        self.number += 1
        state = State("published", "public", self.number)
        self.note(slug, state)
        uid = self.ann.propose(
            f"lessons/{slug}", text(state), self.base(slug), note="", kept={},
            clearance="Nobody had to",
        )  # fmt: skip
        self.bea.sign(uid)
        self.note(slug, state, done=True)

    def hide(self, slug: str, _: State) -> None:
        self.number += 1
        self.save(slug, State("draft", "public", self.number))

    def narrow(self, slug: str, now: State) -> None:
        if (now.status, now.audience) == (Status.PUBLISHED, "public"):
            self.save(slug, State("published", "board", now.number))

    def save(self, slug: str, state: State) -> None:
        self.note(slug, state)
        self.ann.save(f"lessons/{slug}", text(state), self.base(slug))
        self.note(slug, state, done=True)

    def withdraw(self, slug: str, now: State, *, erase: bool = False) -> None:
        number = 0 if erase else now.number
        state = State("withdrawn", now.audience, number)
        self.note(slug, state)
        assert self.ann.withdraw(f"lessons/{slug}", REASON, erase=erase)
        self.note(slug, state, done=True)

    def erase(self, slug: str, now: State) -> None:
        self.withdraw(slug, now, erase=True)

    def embargo(self, slug: str, now: State) -> None:
        if now.status == Status.PUBLISHED:
            state = State("embargoed", now.audience, now.number)
            self.note(slug, state)
            assert self.ann.embargo(f"lessons/{slug}", "A trial")
            self.note(slug, state, done=True)

    def base(self, slug: str) -> str:
        return self.ann.sheet(f"lessons/{slug}").fingerprint

    def note(self, slug: str, state: State, *, done: bool = False) -> None:
        os.write(self.diary, Page(slug, done, state).line.encode())


def held(works: Works, slug: str) -> str:
    source = writing.text_now(works.config.content, f"lessons/{slug}")
    assert source is not None
    return source


def diary(home: Path) -> list[Page]:
    lines = (home / "diary").read_text().splitlines()
    found = [json.loads(line) for line in lines]
    return [Page(one["slug"], one["done"], State(**one["state"])) for one in found]


class Bell(Protocol):
    """Something to ring, also across processes."""

    def set(self) -> None: ...


def work(home: Path, seed: int, started: Bell) -> None:
    """Work until somebody makes an end of it."""
    editors = Editors(home, seed)
    started.set()
    while True:
        editors.act()
