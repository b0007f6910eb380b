"""A document's whole life in any order, with everybody looking after each step.

The test keeps its own account of who may read each document by now: what its file
says, and below that what was decided in the browser last. Whatever happens (old files
that come back, a backup that is restored, a dead indexer) nobody may see more.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from kb.access import BOARD, EDITORS, PARTNERS, PUBLIC, Role, reader_for
from kb.accounts import people
from kb.content import sources
from kb.content.documents import KINDS, Status
from kb.errors import NeedsSignOffError, NotAllowedError
from kb.publishing.desk import Desk
from kb.publishing.names import Author
from kb.publishing.proposing import OVERTAKEN
from kb.publishing.settling import settle
from tests.factories import an_empty_library, write_lesson, write_report, write_review
from tests.leaks.people import Somebody, come
from tests.leaks.site import index, open_real_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from kb.accounts.models import Person
    from kb.content.documents import Document

HIDDEN = ""
WORDS = {
    "reviews/child-a": "zurevaxolk",
    "lessons/ask-again": "zulesaxolk",
    "reports/child-a": "zurepaxolk",
}
ORDER = (PUBLIC, PARTNERS, BOARD, EDITORS)
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

#: Where to look for a word: its page, its history, its form, search and lists.
PLACES = (
    "/lessons/", "/reviews/",
    *(f"/{key}{more}" for key in WORDS for more in ("", "/history")),
    *(f"/api/search?q={word}" for word in WORDS.values()),
    *(f"/suggest?q={word[:5]}" for word in WORDS.values()),
    "/edit/reviews/child-a", "/search?q=zurevaxoll", "/search?q=findings",
)  # fmt: skip

READERS = {
    "anyone": (None, {PUBLIC}),
    "practitioner": (Role.PRACTITIONER, {PUBLIC, PARTNERS}),
    "board": (Role.BOARD_MEMBER, {PUBLIC, PARTNERS, BOARD}),
}


def narrower(one: str, other: str) -> str:
    """Give the stricter of two audiences; hidden is the strictest."""
    if HIDDEN in {one, other}:
        return HIDDEN
    return max(one, other, key=ORDER.index)


class Life(RuleBasedStateMachine):
    """Anything that can happen to three documents and their readers."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="kb-life-"))
        self.now = START
        self.alive = True
        self.backup: tuple[Path, dict[str, str]] | None = None

    @initialize()
    def begin(self) -> None:
        self.content = an_empty_library(self.root / "content")
        word = WORDS["reviews/child-a"]
        write_review(self.content, "child-a", f"## Findings\n\nA {word}.")
        write_lesson(self.content, "ask-again", f"Ask {WORDS['lessons/ask-again']}.")
        write_report(self.content, "child-a", f"All of {WORDS['reports/child-a']}.")
        index(self.content, self.root / "index")
        self.app: Flask = open_real_site(self.content, self.root)
        self.works = self.app.extensions["kb"]
        # Nothing is seen before somebody looks: `refresh`, as half a second later.
        self.works.library._look_every = 3600  # noqa: SLF001
        self.file = dict.fromkeys(WORDS, PUBLIC) | {"reports/child-a": BOARD}
        self.ceiling: dict[str, str | None] = dict.fromkeys(WORDS)
        self.came_back: set[str] = set()
        self.early = True
        self.old = {key: [self._text(key)] for key in WORDS}
        self.called: dict[str, str] = {}
        self.count = count()
        self.clients: dict[str, FlaskClient] = {}
        self.may = {name: set(audiences) for name, (_, audiences) in READERS.items()}
        for name, (role, _) in READERS.items():
            if role is None:
                self.clients[name] = self.app.test_client()
            else:
                self._let_in(name, role)
        self.records = self.works.sessions()
        settle(self.works, self.records, self.now)

    # What editors do

    @rule(key=st.sampled_from(sorted(WORDS)), audience=st.sampled_from(ORDER[:3]))
    def publish(self, key: str, audience: str) -> None:
        """Write, ask for sign-off, and sign, as two people."""
        changes = {"status": "published", "audience": audience}
        self._sign(key, self._changed(key, changes), audience)

    @rule(key=st.sampled_from(sorted(WORDS)), audience=st.sampled_from(ORDER[:3]))
    def try_to_publish_alone(self, key: str, audience: str) -> None:
        """Save what would be shown, without a second person."""
        changes = {"status": "published", "audience": audience, "owner": "Me"}
        desk, source = self._desk("person:writer"), self._changed(key, changes)
        with pytest.raises(NeedsSignOffError):
            desk.save(key, source, desk.sheet(key).fingerprint)

    @rule(key=st.sampled_from(sorted(WORDS)))
    def edit_hidden(self, key: str) -> None:
        """Take a document back to a draft, and write on."""
        changes = {"status": "draft", "owner": f"At {self.now:%H:%M}"}
        desk, source = self._desk("person:writer"), self._changed(key, changes)
        desk.save(key, source, desk.sheet(key).fingerprint)
        self._decided(key, HIDDEN)

    @rule(key=st.sampled_from(sorted(WORDS)))
    def embargo(self, key: str) -> None:
        with self._indexer():
            self._desk("person:writer").embargo(key, "A trial goes on")
        self._decided(key, HIDDEN)

    @rule(key=st.sampled_from(sorted(WORDS)))
    def withdraw(self, key: str) -> None:
        with self._indexer():
            self._desk("person:writer").withdraw(key, "Its time had ended")
        self._decided(key, HIDDEN)

    @rule()
    def clear_the_lesson_early(self) -> None:
        """Let the lesson be shown while its review may be hidden."""
        key = "lessons/ask-again"
        cleared = {"cleared_by": "The chair", "cleared_on": "2026-01-02"}
        changes = {"status": "published", "audience": PUBLIC, **cleared}
        self._sign(key, self._changed(key, changes), PUBLIC)

    @rule()
    def clear_the_lesson_no_longer(self) -> None:
        """Let the lesson wait for its review again, also when an old file comes."""
        key = "lessons/ask-again"
        changes = {"status": "published", "audience": PUBLIC}
        fields = dict.fromkeys(("cleared_by", "cleared_on"), "")
        self._sign(key, self._changed(key, changes | fields), PUBLIC)

    @rule(key=st.sampled_from(sorted(WORDS)), which=st.integers(0, 20))
    def put_an_older_version_back(self, key: str, which: int) -> None:
        """Take a version out of the history, and have it signed."""
        desk = self._desk("person:writer")
        versions = [one for one in desk.revisions(key) if one.source]
        if not versions:
            return
        source = desk.restore(key, versions[which % len(versions)].name)
        document = _read(key, source)
        shown = document.status is Status.PUBLISHED
        self._sign(key, source, document.audience if shown else HIDDEN)

    # What goes wrong

    @rule()
    def kill_or_revive_the_indexer(self) -> None:
        self.alive = not self.alive

    @rule(key=st.sampled_from(sorted(WORDS)), which=st.integers(0, 20))
    def an_old_file_comes_back(self, key: str, which: int) -> None:
        """Copy an old version over the file, as a careless sync would."""
        source, said = self.old[key][which % len(self.old[key])]
        (self.content / f"{key}.md").write_text(source, "utf-8")
        self.file[key] = said
        self.came_back.add(key)

    @rule()
    def back_up(self) -> None:
        """Take a backup of the database and the library, and not of the ledger."""
        place = Path(tempfile.mkdtemp(dir=self.root))
        shutil.copytree(self.content, place / "content")
        with (
            sqlite3.connect(self.root / "kb.sqlite3") as whole,
            sqlite3.connect(place / "kb.sqlite3") as copy,
        ):
            whole.backup(copy)
        whole.close()
        copy.close()
        self.backup = place, dict(self.file)

    @precondition(lambda self: self.backup is not None)
    @rule()
    def restore_the_backup(self) -> None:
        """Put an old database and old files in the place of those of now."""
        assert self.backup is not None
        place, said = self.backup
        shutil.rmtree(self.content)
        shutil.copytree(place / "content", self.content)
        with (
            sqlite3.connect(place / "kb.sqlite3") as whole,
            sqlite3.connect(self.root / "kb.sqlite3") as copy,
        ):
            whole.backup(copy)
        whole.close()
        copy.close()
        self.file = dict(said)
        self.came_back = set(WORDS)
        for name, (role, audiences) in READERS.items():
            self.may[name] = set(audiences)
            if role is not None:
                self._let_in(name, role)

    @rule()
    def put_right(self) -> None:
        """Do what `kb index` does."""
        for key in WORDS:
            if _read(key, self._source(key)).status is Status.WITHDRAWN:
                self.ceiling[key] = HIDDEN
        with self.works.sessions() as session, self._indexer():
            settle(self.works, session, self.now)
        for key in WORDS:
            if self.ceiling[key] is not None:
                self.file[key] = narrower(self.file[key], self.ceiling[key] or HIDDEN)
        self.came_back.clear()

    @rule(lost=st.booleans())
    def the_board_member_loses_the_role(self, lost: bool) -> None:
        role = Role.PRACTITIONER if lost else Role.BOARD_MEMBER
        now, who = datetime.now(UTC), "os:tests"
        with self.works.sessions() as session:
            person = self._account(session, "board")
            people.change_role(session, now, who, person, role=role, agency="")
        assert _text(self.clients["board"], "/account") == _text(
            self.app.test_client(), "/account"
        ), "the old session lives on"
        self._let_in("board", role)
        self.may["board"] = {PUBLIC, PARTNERS} if lost else {PUBLIC, PARTNERS, BOARD}

    @rule()
    def the_practitioner_is_shut_out(self) -> None:
        with self.works.sessions() as session:
            person = self._account(session, "practitioner")
            if not person.disabled:
                people.disable(session, datetime.now(UTC), "os:tests", person)
        self.may["practitioner"] = {PUBLIC}

    # What must hold

    @invariant()
    def nobody_sees_more_than_they_may(self) -> None:
        if not hasattr(self, "clients"):
            return
        self.works.library.refresh()
        for name, client in self.clients.items():
            pages = {place: _text(client, place) for place in PLACES}
            for key, word in WORDS.items():
                allowed = self._open_now(key) in self.may[name]
                seen = [place for place, text in pages.items() if word in text]
                assert allowed or not seen, f"{name} sees {key} at {seen}"
                if allowed:
                    assert f"/{key}" in seen, f"{name} no longer sees {key}"

    def teardown(self) -> None:
        self.records.close()
        shutil.rmtree(self.root, ignore_errors=True)

    def _open_now(self, key: str) -> str:
        """Say who may read a document by now, by this test's own account."""
        own = self._own(key)
        if key == "lessons/ask-again" and self._cleared():
            return own
        # A lesson is as hidden as its only review, and so is a report.
        return narrower(own, self._own("reviews/child-a"))

    def _own(self, key: str) -> str:
        ceiling = self.ceiling[key]
        said = self.file[key]
        return said if ceiling is None else narrower(said, ceiling)

    def _cleared(self) -> bool:
        return self.early and "cleared_by" in self._source("lessons/ask-again")

    def _sign(self, key: str, source: str, audience: str) -> None:
        """Ask for a signature and sign, as two people."""
        desk = self._desk("person:writer")
        uid = _proposed(desk, key, source)
        with pytest.raises(NotAllowedError):
            desk.sign(uid)
        with self._indexer():
            self._desk("person:signer").sign(uid)
        if desk.proposal(uid).state == OVERTAKEN:
            # The file says more than was decided; somebody has to put it right first.
            assert key in self.came_back
            return
        self._decided(key, audience)

    def _decided(self, key: str, audience: str) -> None:
        self.ceiling[key] = self.file[key] = audience
        if key == "lessons/ask-again":
            self.early = "cleared_by" in self._source(key)
        self.came_back.discard(key)
        self.old[key].append(self._text(key))

    def _text(self, key: str) -> tuple[str, str]:
        return self._source(key), self.file[key]

    def _source(self, key: str) -> str:
        return (self.content / f"{key}.md").read_text("utf-8")

    def _changed(self, key: str, changes: dict[str, str]) -> str:
        """Write a document with some fields changed, and never twice the same."""
        document = _read(key, self._source(key))
        fields = sources.fields_of(document)
        fields |= {"withdrawn_on": None, "withdrawn_reason": ""} | changes
        fields["owner"] = f"Owner at {self.now:%d %H:%M:%S}"
        return sources.written(type(document), fields, document.markdown)

    def _desk(self, who: str) -> Desk:
        self.now += timedelta(minutes=1)
        reader = reader_for(who, Role.EDITOR, (), ["case-group"])
        author = Author(who, who, f"{who[7:]}@example.org")
        # Whoever was here before has left: a withdrawal waits for who still reads.
        self.records.rollback()
        return Desk(self.works, self.records, reader, author=author, now=self.now)

    @contextmanager
    def _indexer(self) -> Iterator[None]:
        """Let the indexer be dead for a while, if it is."""
        if self.alive:
            yield
            return
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(type(self.works.engine), "sync", _dead)
            yield

    def _account(self, session: Session, name: str) -> Person:
        person = people.by_email(session, f"{self.called[name]}@example.org")
        assert person is not None
        return person

    def _let_in(self, name: str, role: Role) -> None:
        """Let somebody come in with a new account."""
        self.called[name] = f"{name}{next(self.count)}"
        somebody = Somebody(self.called[name], role, frozenset())
        self.clients[name] = come(self.app, somebody)


def _proposed(desk: Desk, key: str, source: str) -> str:
    base, said = desk.sheet(key).fingerprint, "Nobody else has to clear it"
    return desk.propose(key, source, base, note="", kept={}, clearance=said)


def _read(key: str, source: str) -> Document:
    folder, slug = key.split("/")
    return sources.read(KINDS[folder], slug, source)


def _text(client: FlaskClient, place: str) -> str:
    """Fetch a page, less what was asked for."""
    text = client.get(place).get_data(as_text=True).lower()
    asked = place.rpartition("q=")[2]
    return re.sub(rf"(q=|value=\"|“){asked}\b", "", text) if "q=" in place else text


def _dead(*_: object, **__: object) -> None:
    raise OSError("the indexer is dead")


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=8,
    stateful_step_count=16,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
