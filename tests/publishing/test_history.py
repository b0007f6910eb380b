"""An old version is never more open than the document was then and is now."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kb.accounts import reads
from kb.errors import NotFoundError
from kb.publishing import revisions
from kb.publishing.due import due, public_until
from tests.factories import write_lesson, write_review
from tests.publishing.office import LESSON, NOW, Office, opened

if TYPE_CHECKING:
    from kb.publishing.revisions import Version


def open_to(office: Office, audience: str, key: str = LESSON) -> tuple[Version, ...]:
    shelf = office.shelf(audience)
    with closing(office.works.sessions()) as session:
        return revisions.open_to(session, office.works.seal, shelf, key)


def base(office: Office, key: str = LESSON) -> str:
    return office.desk().sheet(key).fingerprint


def test_every_version_is_kept_with_who_wrote_and_who_signed(office: Office) -> None:
    office.settled()
    text = office.file(LESSON).replace("Ask to see it", "Look")
    office.publish(LESSON, text)
    newest, first = office.desk().revisions(LESSON)
    assert (newest.by, newest.signed_by, newest.source) == ("Ann", "Bea", text)
    assert first.by == "Found in the folder"
    assert (newest.audience, newest.status) == ("public", "published")


def test_what_was_for_the_board_then_is_not_for_everybody_now(office: Office) -> None:
    key = "reports/child-a"
    office.settled()
    secret = office.file(key) + "\nFor the board only.\n"
    office.publish(key, secret)
    wide = secret.replace("audience: board", "audience: public")
    office.publish(key, wide.replace("For the board only.", ""))
    assert [one.audience for one in open_to(office, "", key)] == ["public"]
    assert len(open_to(office, "board", key)) == 3


def test_what_was_public_then_is_for_the_board_now(office: Office) -> None:
    office.settled()
    narrow = office.file(LESSON).replace("audience: public", "audience: board")
    office.desk().save(LESSON, narrow, base(office))
    with pytest.raises(NotFoundError):
        open_to(office, "")
    assert {one.audience for one in open_to(office, "board")} == {"board"}


def test_a_draft_of_then_is_for_editors(office: Office) -> None:
    text = office.file(LESSON).replace("published", "draft")
    office.desk().save("lessons/new", text + "\nNot yet checked.\n", "")
    office.publish("lessons/new", office.file(LESSON))
    assert len(open_to(office, "board", "lessons/new")) == 1
    assert len(open_to(office, "editors", "lessons/new")) == 2


def test_what_was_taken_out_on_purpose_is_for_editors(office: Office) -> None:
    office.settled()
    office.publish(
        LESSON, office.file(LESSON).replace("Ask to see it", "Look"), closes_old=True
    )
    assert len(open_to(office, "board")) == 1
    seen = open_to(office, "editors")
    assert [one.audience for one in seen] == ["public", "editors"]


def test_nothing_of_a_document_before_its_withdrawal_is_read_again(
    office: Office,
) -> None:
    office.settled()
    text = office.file(LESSON)
    office.desk().withdraw(LESSON, "It is being looked at again")
    with pytest.raises(NotFoundError):
        open_to(office, "editors")
    office.publish(LESSON, text)
    assert len(open_to(office, "board")) == 1


def test_an_old_version_names_only_what_its_reader_may_know_of(office: Office) -> None:
    content = office.home / "content"
    write_review(content, "midthork", audience="board")
    write_lesson(
        content,
        "ask-again",
        "See [the review](reviews/midthork).",
        reviews=["child-a", "midthork"],
    )
    office.settled()
    office.publish(LESSON, office.file(LESSON) + "\nMore.\n")
    for version in open_to(office, ""):
        assert "midthork" not in version.source
        assert "child-a" in version.source
        assert (version.by, version.note, version.signed_by) == ("", "", "")
    assert "midthork" in open_to(office, "board")[-1].source


def test_the_history_of_what_a_reader_may_not_know_of_is_not_there(
    office: Office,
) -> None:
    office.settled()
    with pytest.raises(NotFoundError):
        open_to(office, "partners", "reports/child-a")


def test_an_old_version_is_taken_up_again_as_a_draft(office: Office) -> None:
    office.settled()
    old = office.file(LESSON)
    office.publish(LESSON, old.replace("Ask to see it", "Look"))
    first = office.desk().revisions(LESSON)[-1]
    assert office.desk().restore(LESSON, first.name) == old
    with pytest.raises(NotFoundError):
        office.desk().restore("reviews/child-a", first.name)


def test_opening_a_restricted_document_at_the_desk_is_written_down(
    office: Office,
) -> None:
    office.desk().sheet(LESSON)
    office.desk().sheet("reports/child-a")
    with closing(office.works.sessions()) as session:
        read = [
            (one.how, one.document, one.audience) for one in reads.recorded(session)
        ]
    assert read == [("edit", "reports/child-a", "board")]


def test_drafts_are_kept_as_typed_and_only_for_who_types(office: Office) -> None:
    typed = {"title": [" a  b "], "for": ["police", "all"]}
    uid = office.desk().keep("lessons", "ask-again", typed, "x")
    assert office.desk().draft(uid).typed == typed
    assert office.desk().keep("lessons", "ask-again", {"title": ["c"]}, "x", uid) == uid
    assert office.desk().draft(uid).typed == {"title": ["c"]}
    assert office.desk("Bea").drafts() == ()
    with pytest.raises(NotFoundError):
        office.desk("Bea").draft(uid)
    with pytest.raises(NotFoundError):
        office.desk("Bea").discard(uid)
    assert [who for who, _ in office.desk("Bea").others(LESSON)] == ["Ann"]
    assert office.desk("Bea").others("lessons/other") == ()
    office.desk().discard(uid)
    assert office.desk().drafts() == ()


def test_nothing_typed_or_written_can_be_read_in_the_database(office: Office) -> None:
    office.desk().keep("lessons", "midthork", {"title": ["Zorvak"]}, "")
    text = office.file(LESSON) + "\nQuillon.\n"
    uid = office.propose(LESSON, text)
    office.desk("Bea").sign(uid, "Very Quillon")
    held = office.bytes_kept(index=False)
    assert not [w for w in (b"Zorvak", b"Quillon", b"midthork") if w in held]


def test_a_draft_outlives_the_program(office: Office) -> None:
    uid = office.desk().keep("lessons", "", {"title": ["Zorvak"]}, "")
    assert opened(office.home).desk().draft(uid).typed == {"title": ["Zorvak"]}


def test_what_is_due_soon_is_listed_the_oldest_first(office: Office) -> None:
    content = office.home / "content"
    write_review(content, "soon", public_until="2026-04-30", title="Soon")
    write_review(content, "late", public_until="2026-02-01", title="Late")
    write_review(content, "far", public_until="2026-05-02", title="Far")
    write_review(content, "hidden", public_until="2026-03-01", status="draft")
    write_lesson(content, "again", review_due="2026-03-05", owner="Ann")
    found = office.desk().due(NOW.date())
    assert [one.key for one in found.public_until_ends] == [
        "reviews/late",
        "reviews/soon",
    ]
    assert [(one.key, one.owner) for one in found.review_due] == [
        ("lessons/again", "Ann")
    ]
    assert due([], NOW.date()).review_due == ()


@pytest.mark.parametrize(
    ("published", "ends"),
    [("2026-03-02", "2027-03-02"), ("2028-02-29", "2029-02-28"),
     ("2026-12-31", "2027-12-31")],
)  # fmt: skip
def test_a_review_is_published_for_twelve_months_unless_told_otherwise(
    published: str, ends: str
) -> None:
    assert public_until(date.fromisoformat(published)).isoformat() == ends
