"""Letters about briefings: once for each step, and no word of what they are about."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

import pytest

from kb.access import Role
from kb.accounts import people
from kb.mail import MailError
from kb.publishing import briefing_letters
from kb.publishing.works import open_works
from kb.training import receipts
from tests.factories import a_small_library, write_lesson
from tests.publishing.office import settings
from tests.training.trained import LESSON, SAID, somebody

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from kb.mail import Letter
    from kb.publishing.works import Works

START = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)
PEOPLE = (
    ("olga", Role.AGENCY_LEAD, "police"),
    ("hal", Role.AGENCY_LEAD, "health-visiting"),
    ("prue", Role.PRACTITIONER, "police"),
    ("mo", Role.BOARD_MEMBER, ""),
)


def on(days: int) -> datetime:
    return START + timedelta(days=days)


@pytest.fixture
def works(tmp_path: Path) -> Works:
    a_small_library(tmp_path / "content")
    return open_works(replace(settings(tmp_path), mail=f"folder:{tmp_path / 'mail'}"))


@pytest.fixture
def session(works: Works) -> Iterator[Session]:
    with closing(works.sessions()) as session:
        for name, role, agency in PEOPLE:
            given = {"email": f"{name}@example.org", "name": name.capitalize()}
            people.invite(
                session,
                START,
                "os:tests",
                **given,
                role=role,
                agency=agency,
                key="k" * 32,
            )
        yield session


def ask(session: Session, *agencies: str, days: int = 30, key: str = LESSON) -> None:
    by = somebody(Role.BOARD_MEMBER, now=START)
    named = {one: one for one in agencies}
    receipts.ask(session, by, key, named, on(days).date())


def letters(tmp_path: Path) -> list[tuple[str, str]]:
    """Read every letter, to whom and what, and throw it away."""
    found = []
    for path in sorted((tmp_path / "mail").glob("*")):
        letter = message_from_bytes(path.read_bytes(), policy=policy.default)
        found.append((letter["To"], str(letter.get_content())))
        path.unlink()
    return found


def test_who_answers_for_an_agency_is_told_at_each_step_once(
    works: Works, session: Session, tmp_path: Path
) -> None:
    ask(session, "police")
    said = {}
    for days in (0, 1, 22, 23, 24, 30, 31, 60):
        briefing_letters.remind(works, session, on(days))
        said[days] = letters(tmp_path)
    assert {days: len(found) for days, found in said.items() if found} == {
        0: 1,
        23: 1,
        31: 1,
    }
    for days, words in {0: "asked for", 23: "due within a week", 31: "overdue"}.items():
        ((to, text),) = said[days]
        assert to == "olga@example.org"
        assert f"1 briefing {'was' if days == 0 else 'is'} {words}." in text
        assert "/agency#briefings" in text


def test_a_letter_says_nothing_of_what_it_is_about(
    works: Works, session: Session, tmp_path: Path
) -> None:
    ask(session, "police", "health-visiting")
    write_lesson(works.config.content, "second", title="Zebedee")
    ask(session, "police", key="lessons/second", days=3)
    assert briefing_letters.remind(works, session, on(0)) == 2
    found = dict(letters(tmp_path))
    assert "Zebedee" not in str(found)
    assert "sleeps" not in str(found)
    olga = found["olga@example.org"]
    assert "1 briefing is due within a week." in olga
    assert "1 briefing was asked for." in olga


def test_what_was_confirmed_or_taken_back_waits_for_nobody(
    works: Works, session: Session
) -> None:
    ask(session, "police", "health-visiting")
    by = somebody(Role.AGENCY_LEAD, "police", START)
    receipts.confirm(session, works.seal, by, LESSON, SAID)
    member = somebody(Role.BOARD_MEMBER, now=START)
    asked = receipts.read(session).each[LESSON, "health-visiting"].asked
    assert asked is not None
    receipts.take_back(session, member, asked.uid, {LESSON})
    assert briefing_letters.remind(works, session, on(0)) == 0


def test_nobody_is_written_to_about_what_agencies_may_not_read_any_more(
    works: Works, session: Session
) -> None:
    ask(session, "police")
    write_lesson(works.config.content, "ask-again", audience="board")
    assert briefing_letters.remind(works, session, on(0)) == 0


class Broken:
    """A post office that is closed."""

    def send(self, letter: Letter, now: datetime) -> None:
        message = f"{letter.subject} at {now}"
        raise MailError(message)


def test_who_could_not_be_reached_is_tried_again(
    works: Works, session: Session
) -> None:
    ask(session, "police")
    closed = replace(works, outbox=Broken())
    assert briefing_letters.remind(closed, session, on(0)) == 0
    assert briefing_letters.remind(works, session, on(1)) == 1
