"""A program that is killed while it publishes leaves nothing half done."""

from __future__ import annotations

import multiprocessing
import random
import time
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.access import ANYONE
from kb.content.ceilings import ceiling_of
from kb.content.ledger import Ledger
from kb.content.library import Library
from kb.publishing.changing import DONE, DROPPED
from kb.publishing.models import Proposal, Revision
from kb.publishing.settling import settle
from kb.publishing.works import open_works
from kb.search.engine import Query
from kb.search.entries import entries
from tests.cli.busy_editors import (
    NOW,
    SLUGS,
    Page,
    State,
    diary,
    held,
    settings,
    state_of,
    text,
    work,
)
from tests.factories import a_small_library

if TYPE_CHECKING:
    from pathlib import Path

    from kb.publishing.works import Works

KILLS = 200
INDEXED_EVERY = 20
LONGEST = 0.12
#: What every one of these processes would load again, and we would wait for.
LOADED = [
    "pytest", "sqlalchemy.dialects.sqlite", "alembic.ddl.sqlite",
    "kb.search.memory", "kb.search.whoosh_engine", "tests.cli.busy_editors",
]  # fmt: skip
PUBLIC = {("published", "public")}


def kill_at_some_moment(home: Path, seed: int) -> None:
    """Let editors work in a process of their own, and end it without a word."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LOADED)
    started = context.Event()
    process = context.Process(target=work, args=(home, seed, started))
    process.start()
    assert started.wait(30)
    time.sleep(random.Random(seed).uniform(0, LONGEST))  # noqa: S311 - repeatable
    process.kill()
    process.join()
    assert process.exitcode == -9


def promised(home: Path, slug: str) -> tuple[State, State | None]:
    """Give the last state that was reached for sure, and the one under way."""
    pages = [page for page in diary(home) if page.slug == slug]
    done = [page.state for page in pages if page.done]
    return done[-1], None if pages[-1].done else pages[-1].state


def begin(home: Path) -> None:
    content = a_small_library(home / "content")
    first = State("published", "public", 1)
    for slug in SLUGS:
        (content / "lessons" / f"{slug}.md").write_text(text(first), "utf-8")
        note(home, slug, first)


def note(home: Path, slug: str, state: State) -> None:
    with (home / "diary").open("a") as file:
        file.write(Page(slug, done=True, state=state).line)


def look_before_settling(home: Path) -> None:
    """What was closed is closed, and every file is entire, with nobody's help."""
    library = Library(home / "content", ledger=Ledger(home / "ledger.jsonl"))
    shelf = library.shelf(ANYONE)
    for slug in SLUGS:
        source = (home / "content" / "lessons" / f"{slug}.md").read_text("utf-8")
        possible = {one for one in promised(home, slug) if one}
        assert state_of(source) in possible
        if PUBLIC.isdisjoint((one.status, one.audience) for one in possible):
            assert f"lessons/{slug}" not in shelf.keys


def look_after_settling(works: Works, home: Path) -> None:
    """What was promised was kept, and what was under way was done or left."""
    for slug in SLUGS:
        done, under_way = promised(home, slug)
        found = state_of(held(works, slug))
        possible = {done, under_way or done}
        if under_way and under_way.status == "draft" and done.status == "published":
            # It was closed, and stopped before the new text was written down.
            possible.add(replace(done, status="embargoed"))
        assert found in possible
        note(home, slug, found)


def look_whether_all_agree(works: Works) -> None:
    """File, record and ledger say the same about every document."""
    snapshot = works.library.refresh()
    with closing(works.sessions()) as session:
        revisions = list(session.scalars(select(Revision).order_by(Revision.id)))
        signed = select(Proposal.id).where(Proposal.state == "signed")
        assert set(session.scalars(signed)) == {
            one.proposal_id for one in revisions if one.state == DONE
        } - {None}
    assert {one.state for one in revisions} <= {DONE, DROPPED}
    last = {one.document: one for one in revisions if one.state == DONE}
    for key, file in snapshot.files.items():
        assert last[key].fingerprint == file.fingerprint
        assert last[key].audience == snapshot.audiences[key]
        assert snapshot.documents[key] == file.document
    for key, ceiling in works.ledger.ceilings().items():
        document = snapshot.documents[key]
        assert replace(ceiling, erased=False) == ceiling_of(document)


def look_at_the_index(works: Works) -> None:
    works.index()
    shelf = works.library.shelf(ANYONE)
    for slug in SLUGS:
        number, key = state_of(held(works, slug)).number, f"lessons/{slug}"
        asked = Query(words=f"Word{number}", exact=True)
        found = {hit.key for hit in works.engine.search(asked, shelf).hits}
        assert (key in found) == (key in shelf.keys)
    digests = {entry.key: entry.digest for entry in entries(works.library)}
    assert dict(works.engine.held()) == digests


def test_after_two_hundred_kills_every_document_is_entire_and_all_agree(
    tmp_path: Path,
) -> None:
    begin(tmp_path)
    works = open_works(settings(tmp_path))
    stopped = 0
    for seed in range(1, KILLS + 1):
        kill_at_some_moment(tmp_path, seed)
        look_before_settling(tmp_path)
        stopped += any(promised(tmp_path, slug)[1] is not None for slug in SLUGS)
        with closing(works.sessions()) as session:
            settle(works, session, NOW)
        look_after_settling(works, tmp_path)
        look_whether_all_agree(works)
        if seed % INDEXED_EVERY == 0:
            look_at_the_index(works)
    assert stopped > KILLS / 2
    left = {path.suffix for path in (tmp_path / "content" / "lessons").iterdir()}
    assert left == {".md"}
