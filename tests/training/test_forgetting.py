"""What was written beside a document goes when the document is erased."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import pytest

from kb.access import Shared
from kb.publishing.works import open_works
from kb.training import moves
from kb.training.models import PackRow, PackVersion
from kb.training.pack import Item, Kind
from kb.training.packs import Packs
from kb.training.warnings import What
from tests.factories import a_small_library, write_lesson
from tests.publishing.office import NOW, REASON, Office, settings
from tests.training.packed import PEOPLE, TESS, a_pack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

KEY = "lessons/ask-again"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    a_small_library(tmp_path / "content")
    write_lesson(tmp_path / "content", "listen", title="Listen")
    works = open_works(settings(tmp_path))
    works.index()
    return Office(tmp_path, works)


@pytest.fixture
def session(office: Office) -> Iterator[Session]:
    with closing(office.works.sessions()) as found:
        office.sessions.append(found)
        yield found


def packs(office: Office, session: Session) -> Packs:
    library, looking = office.works.library, PEOPLE[TESS]
    library.refresh()
    shelf = library.shelf(looking)
    return Packs(session, office.works.seal, NOW, TESS, looking, shelf, {TESS})


def written(office: Office, session: Session) -> str:
    """Make a pack with words beside two lessons, and give its uid."""
    made = packs(office, session)
    uid = made.create(a_pack("ask-again", "listen")).uid
    item = Item("section", Kind.DOCUMENT, KEY, "what-to-do", text="Zorvak")
    made.apply(uid, partial(moves.add, item=item))
    for slug in ("ask-again", "listen"):
        edit = partial(
            moves.edit, uid=slug, text=f"Zorvak {slug}", questions=(f"Why {slug}?",)
        )
        made.apply(uid, edit)
    made.keep(uid)
    made.share(uid, Shared.PARTNERSHIP)
    return uid


def bodies(office: Office, session: Session) -> list[str]:
    rows = [*session.query(PackRow), *session.query(PackVersion)]
    return [office.works.seal.open(row.body) for row in rows]


@pytest.mark.parametrize("removed", [False, True])
def test_erasing_takes_the_words_beside_a_document_out_of_packs_and_versions(
    office: Office, session: Session, *, removed: bool
) -> None:
    uid = written(office, session)
    if removed:
        packs(office, session).remove(uid)
    assert office.desk().withdraw(KEY, REASON, erase=True)
    session.expire_all()
    found = bodies(office, session)
    assert len(found) == 2
    for body in found:
        assert "Zorvak ask-again" not in body
        assert "Why ask-again?" not in body
        assert "what-to-do" not in body
        assert "Zorvak listen" in body
        assert "Why listen?" in body


def test_who_builds_the_pack_is_told_that_it_is_gone(
    office: Office, session: Session
) -> None:
    uid = written(office, session)
    office.desk().withdraw(KEY, REASON, erase=True)
    (warned,) = packs(office, session).warnings(uid)
    assert (warned.key, warned.what) == (KEY, What.WITHDRAWN)
    assert warned.items == ("ask-again", "section")


def test_withdrawing_without_erasing_keeps_the_words_out_of_sight(
    office: Office, session: Session
) -> None:
    uid = written(office, session)
    office.desk().withdraw(KEY, REASON)
    session.expire_all()
    assert all("Zorvak ask-again" in body for body in bodies(office, session))
    assert "Zorvak ask-again" not in str(packs(office, session).one(uid))
