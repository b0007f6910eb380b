"""`kb remind`: who answers for a page hears of its day, twice and no more."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

import pytest
import time_machine

from kb.accounts import people
from kb.db import open_database
from tests.factories import write_lesson, write_review

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from tests.cli.conftest import Kb

DUE = "2026-06-30"
FAR, TWO_MONTHS, NEAR, LATE = "2026-04-30", "2026-05-02", "2026-06-17", "2026-07-02"


@pytest.fixture(autouse=True)
def _somebody(kb: Kb) -> None:
    for name, role in (("Ann", "editor"), ("Bea", "editor"), ("Cy", "board-member")):
        person(kb, name, role)


def person(kb: Kb, name: str, role: str) -> None:
    with closing(open_database(f"sqlite:///{kb.database}")()) as session:
        people.invite(
            session,
            datetime(2026, 1, 1, tzinfo=UTC),
            "os:tests",
            email=f"{name.lower()}@example.org",
            name=name,
            role=role,
            agency="",
            key="k" * 32,
        )


def letters(kb: Kb) -> Iterator[EmailMessage]:
    for path in sorted((kb.folder / "mail").glob("*.eml")):
        yield message_from_bytes(path.read_bytes(), policy=policy.default)
        path.unlink()


def told(kb: Kb, day: str) -> list[str]:
    """Run the command on a day, and give to whom letters went."""
    with time_machine.travel(f"{day}T08:00:00+00:00", tick=False):
        assert kb("remind").code == 0
    return sorted(str(letter["To"]) for letter in letters(kb))


def test_an_owner_is_told_sixty_and_fourteen_days_before_and_then_no_more(
    kb: Kb,
) -> None:
    write_lesson(kb.content, "again", review_due=DUE, owner="Ann")
    assert told(kb, FAR) == []
    assert told(kb, TWO_MONTHS) == ["ann@example.org"]
    assert told(kb, TWO_MONTHS) == []
    assert told(kb, NEAR) == ["ann@example.org"]
    assert told(kb, LATE) == []


def test_who_is_late_is_told_once(kb: Kb) -> None:
    write_lesson(kb.content, "again", review_due=DUE, owner="ann@EXAMPLE.org")
    assert told(kb, LATE) == ["ann@example.org"]
    assert told(kb, LATE) == []


def test_a_page_that_names_nobody_here_is_for_every_editor(kb: Kb) -> None:
    write_review(kb.content, "other", public_until=DUE, owner="Business unit")
    assert told(kb, TWO_MONTHS) == ["ann@example.org", "bea@example.org"]


def test_who_answers_for_many_pages_gets_one_letter(kb: Kb) -> None:
    for number in range(5):
        write_lesson(kb.content, f"l-{number}", review_due=DUE, owner="Ann")
    assert told(kb, TWO_MONTHS) == ["ann@example.org"]


def test_a_new_day_is_told_anew(kb: Kb) -> None:
    write_lesson(kb.content, "again", review_due=DUE, owner="Ann")
    told(kb, NEAR)
    write_lesson(kb.content, "again", review_due="2026-12-31", owner="Ann")
    assert told(kb, "2026-11-20") == ["ann@example.org"]


def test_what_is_not_shown_reminds_nobody(kb: Kb) -> None:
    write_lesson(kb.content, "again", review_due=DUE, owner="Ann", status="draft")
    assert told(kb, NEAR) == []


def test_a_letter_says_nothing_of_the_case(kb: Kb) -> None:
    write_lesson(
        kb.content, "midthork", review_due=DUE, owner="Ann", title="Zorvak of Quillon"
    )
    with time_machine.travel(f"{NEAR}T08:00:00+00:00", tick=False):
        kb("remind")
    (letter,) = letters(kb)
    whole = letter.as_string().lower()
    assert not [w for w in ("midthork", "zorvak", "quillon", DUE) if w in whole]
    assert "http://127.0.0.1:8000/desk/due" in whole


def test_who_has_no_desk_is_led_to_the_front_page(kb: Kb) -> None:
    write_lesson(kb.content, "again", review_due=DUE, owner="Cy")
    with time_machine.travel(f"{NEAR}T08:00:00+00:00", tick=False):
        kb("remind")
    (letter,) = letters(kb)
    assert "http://127.0.0.1:8000/\n" in letter.get_content()


def test_who_could_not_be_reached_is_tried_again(
    kb: Kb, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_lesson(kb.content, "again", review_due=DUE, owner="Ann")
    monkeypatch.setenv("KB_MAIL", "smtp://127.0.0.1:9")
    assert told(kb, NEAR) == []
    monkeypatch.delenv("KB_MAIL")
    assert told(kb, NEAR) == ["ann@example.org"]


def test_nobody_to_tell_is_no_error(kb: Kb) -> None:
    write_lesson(kb.content, "again", review_due=DUE)
    with closing(open_database(f"sqlite:///{kb.database}")()) as session:
        for name in ("ann", "bea"):
            found = people.by_email(session, f"{name}@example.org")
            assert found is not None
            people.disable(session, datetime.now(UTC), "os:tests", found)
    assert told(kb, NEAR) == []
