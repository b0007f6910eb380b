"""Whatever was stopped in the middle is finished or dropped, and nothing between."""

from __future__ import annotations

import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from dulwich import porcelain
from dulwich.repo import Repo
from sqlalchemy import select

from kb.content import writing
from kb.content.ceilings import ceiling_of
from kb.content.files import fingerprint
from kb.content.ledger import Entry
from kb.errors import WithdrawnError
from kb.publishing import changing
from kb.publishing.changing import Change
from kb.publishing.models import Proposal, Revision
from kb.publishing.names import Author
from tests.publishing.office import LESSON, NOW, Office

if TYPE_CHECKING:
    from pathlib import Path

ANN = Author("person:ann", "Ann", "ann@example.org")


def text(office: Office, old: str, new: str) -> str:
    source = office.file(LESSON)
    assert old in source
    return source.replace(old, new)


def intended(office: Office, source: str, by: Author = ANN) -> None:
    """Write a change down and go no further, as a program that was killed."""
    before = fingerprint(office.file(LESSON))
    change = Change(LESSON, source, before, by)
    with closing(office.works.sessions()) as session:
        changing.intend(office.works, session, change, change.document, NOW)


def states(office: Office) -> list[str]:
    with closing(office.works.sessions()) as session:
        asked = select(Revision.state).where(Revision.document == LESSON)
        return list(session.scalars(asked.order_by(Revision.id)))


def test_a_change_that_was_only_written_down_is_carried_out(office: Office) -> None:
    hidden = text(office, "published", "draft")
    intended(office, hidden)
    done = office.settled()
    assert (done.finished, done.dropped) == (1, 0)
    assert office.file(LESSON) == hidden
    assert states(office) == ["done"]
    assert LESSON not in office.finds("baby", "board")


def test_a_change_whose_file_is_written_is_finished(office: Office) -> None:
    hidden = text(office, "published", "draft")
    intended(office, hidden)
    office.path(LESSON).write_text(hidden, "utf-8")
    assert office.settled().finished == 1
    assert states(office) == ["done"]


def test_a_change_is_dropped_when_the_file_says_something_else(office: Office) -> None:
    intended(office, text(office, "published", "draft"))
    other = text(office, "Ask to see it", "By git")
    office.path(LESSON).write_text(other, "utf-8")
    done = office.settled()
    assert (done.dropped, done.found) == (1, 4)
    assert office.file(LESSON) == other
    assert states(office) == ["dropped", "done"]


def test_an_opening_that_the_ledger_does_not_have_is_dropped_and_waits_again(
    office: Office,
) -> None:
    shown = office.file(LESSON)
    office.desk().embargo(LESSON, "A trial")
    uid = office.propose(LESSON, shown)
    with closing(office.works.sessions()) as session:
        row = session.scalars(select(Proposal).where(Proposal.uid == uid)).one()
        signed = changing.Signature(row.id, "person:bea", "")
        before = fingerprint(office.file(LESSON))
        change = Change(LESSON, shown, before, ANN, signature=signed)
        changing.intend(office.works, session, change, change.document, NOW)
    assert office.settled().dropped == 1
    assert LESSON not in office.shelf("board").keys
    assert office.desk().proposal(uid).state == "waiting"
    office.desk("Bea").sign(uid)
    assert LESSON in office.shelf().keys


def test_an_interrupted_opening_does_not_lift_a_withdrawal(office: Office) -> None:
    shown = office.file(LESSON)
    office.desk().embargo(LESSON, "A trial")
    hidden = office.file(LESSON)
    intended(office, shown)
    office.desk("Cy").withdraw(LESSON, "It is being looked at again")
    office.path(LESSON).write_text(hidden, "utf-8")  # as if it could not be written
    office.settled()
    with pytest.raises(WithdrawnError):
        office.shelf("editors").get("lessons", "ask-again")
    assert "status: withdrawn" in office.file(LESSON)


def test_an_opening_that_fails_is_closed_again_in_the_ledger(office: Office) -> None:
    shown = office.file(LESSON)
    office.desk().embargo(LESSON, "A trial")
    intended(office, shown)
    opening = changing.Change(LESSON, shown, "", ANN).document
    office.works.ledger.add(Entry(NOW, ANN.who, LESSON, ceiling_of(opening)))
    office.path(LESSON).write_text(text(office, "Ask to see it", "By git"), "utf-8")
    office.settled()
    assert not office.works.ledger.ceilings()[LESSON].shown
    assert LESSON not in office.shelf("board").keys


def test_an_opening_that_never_reached_the_ledger_opens_nothing_when_dropped(
    office: Office,
) -> None:
    """Not even when the same editor narrowed the document in the same second."""
    office.publish(LESSON, text(office, "Ask to see it", "Look"))
    shown = office.file(LESSON)
    narrowed = text(office, "audience: public", "audience: board")
    office.desk().save(LESSON, narrowed, fingerprint(shown))
    author = Author(office.works.ledger.entries()[-1].who, "Ann", "")
    intended(office, shown, author)
    assert office.settled().dropped == 1
    assert office.works.ledger.ceilings()[LESSON].audience == "board"
    office.path(LESSON).write_text(shown, "utf-8")  # as an old copy that came back
    assert LESSON not in office.shelf().keys


def test_a_hidden_document_is_not_for_more_people_before_that_is_on_record(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the ledger, and before the record."""
    office.publish(LESSON, text(office, "audience: public", "audience: board"))
    shown, base = office.file(LESSON), fingerprint(office.file(LESSON))
    wider = text(office, "audience: board", "audience: public")
    wider = wider.replace("status: published", "status: draft")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    desk = office.desk()
    with monkeypatch.context() as patch:
        patch.setattr(changing, "intend", killed)
        with pytest.raises(KeyboardInterrupt):
            desk.save(LESSON, wider, base)
    known = office.works.ledger.ceilings()[LESSON]
    assert (known.audience, known.shown) == ("board", False)
    assert office.file(LESSON) == shown
    office.settled()
    assert "status: embargoed" in office.file(LESSON)
    assert "audience: board" in office.file(LESSON)
    again = office.desk()
    again.save(LESSON, wider, fingerprint(office.file(LESSON)))
    known = office.works.ledger.ceilings()[LESSON]
    assert (known.audience, known.shown) == ("public", False)
    assert office.file(LESSON) == wider


def test_what_was_edited_with_git_is_on_record_once(office: Office) -> None:
    assert office.settled().found == 4
    assert office.settled().found == 0
    office.path(LESSON).write_text(text(office, "Ask to see it", "By git"), "utf-8")
    assert office.settled().found == 1
    newest = office.desk().revisions(LESSON)[0]
    assert (newest.by, newest.status) == ("Found in the folder", "published")
    assert "By git" in newest.source


def test_settling_waits_for_a_change_that_is_being_made(office: Office) -> None:
    """Or it would take that change for one that was interrupted, and carry it out."""
    hidden, before = text(office, "published", "draft"), office.file(LESSON)
    settling = threading.Thread(target=office.settled)
    with writing.only_change(office.home / "content"):
        intended(office, hidden)
        settling.start()
        settling.join(0.3)
        assert settling.is_alive()
        assert (office.file(LESSON), states(office)) == (before, ["intended"])
    settling.join()
    assert (office.file(LESSON), states(office)) == (hidden, ["done"])


@pytest.fixture
def repository(office: Office) -> Path:
    root = office.home / "content"
    porcelain.init(str(root))
    porcelain.add(
        str(root),
        paths=[
            str(p)
            for p in sorted(root.rglob("*.*"))
            if p.is_file() and ".git" not in p.parts
        ],
    )
    porcelain.commit(
        str(root),
        message=b"First",
        author=b"T <t@example.org>",
        committer=b"T <t@example.org>",
    )
    return root


def test_a_change_is_committed_under_the_name_of_its_writer(
    office: Office, repository: Path
) -> None:
    office.publish(LESSON, text(office, "Ask to see it", "Look"))
    with closing(Repo(str(repository))) as repo:
        last = repo[repo.head()]
        assert last.author == b"Ann <ann@example.org>"  # type: ignore[attr-defined]
        assert last.message == b"Edit lessons/ask-again"  # type: ignore[attr-defined]
    assert porcelain.status(str(repository)).unstaged == []


def test_a_repository_that_cannot_be_written_loses_nothing(
    office: Office, repository: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (repository / ".git" / "HEAD").write_bytes(b"\0 not a head")
    source = text(office, "Ask to see it", "Look")
    office.publish(LESSON, source)
    assert office.file(LESSON) == source
    assert "not committed" in caplog.text
    assert "Look" not in caplog.text


def test_a_folder_without_its_own_repository_is_left_alone(office: Office) -> None:
    porcelain.init(str(office.home))
    office.publish(LESSON, text(office, "Ask to see it", "Look"))
    with closing(Repo(str(office.home))) as repo:
        assert dict(repo.refs.as_dict()) == {}


def test_a_change_that_was_interrupted_is_committed_when_it_is_finished(
    office: Office, repository: Path
) -> None:
    intended(office, text(office, "published", "draft"))
    office.settled()
    assert porcelain.status(str(repository)).unstaged == []
