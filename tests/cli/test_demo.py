"""`kb demo`: a whole year that nobody can take for real, in an empty database only."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from sqlalchemy import select

from kb.access import Role, reader_for
from kb.accounts import people, reads
from kb.accounts.models import Person
from kb.accounts.signing_in import Outcome, attempt
from kb.board import marking, records, seen
from kb.board.brag import Colour
from kb.board.choosing import Choice, chosen
from kb.board.models import ActionChange, ActionRow, BoardLetter, EvidenceRow
from kb.board.states import Assurance, Closure, Delivery, Response, Sustained
from kb.config import Config
from kb.db import open_database
from kb.publishing import trained
from kb.publishing.illustrating import illustrate
from kb.publishing.works import open_works
from kb.training import said
from kb.training.models import Answer, PackRow, Receipt, RunRow
from kb.training.pack import read
from kb.training.steps import Step
from tests.cli.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from kb.publishing.works import Works
    from tests.cli.conftest import Kb

MARK = "Illustrative: "


def opened(kb: Kb) -> Session:
    return open_database(f"sqlite:///{kb.database}")()


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Works:
    """Fill a database over the starter library."""
    folder = tmp_path_factory.mktemp("demo")
    config = Config(
        secret_key="k" * 32,
        content=ROOT / "content",
        search="memory:",
        database=f"sqlite:///{folder / 'kb.sqlite3'}",
    )
    works = open_works(config)
    with closing(works.sessions()) as session:
        illustrate(works, session, datetime.now(UTC), "brass kettle orchard nine", 1)
    return works


@pytest.fixture
def session(works: Works) -> Iterator[Session]:
    with closing(works.sessions()) as session:
        yield session


def test_a_year_has_something_of_everything(session: Session, works: Works) -> None:
    actions, today = records.now(session), datetime.now(UTC).date()
    shelf = works.library.level_shelf("board")
    chair = reader_for("Chair", Role.BOARD_APPROVER, (), ())
    items = seen.items(actions, shelf, chair)
    assert len(items) == len(actions) >= 40
    tracking = shelf.settings.tracking
    wanted = [Choice(colour=one) for one in Colour]
    wanted += [Choice(closure=one) for one in Closure if one is not Closure.SUPERSEDED]
    wanted += [Choice(sustained=one) for one in Sustained]
    wanted += [Choice(delivery=one) for one in Delivery]
    wanted += [Choice(assurance=one) for one in Assurance]
    wanted += [Choice(response=one) for one in Response if one is not Response.IN_PART]
    wanted += [
        Choice(only=one)
        for one in (
            "overdue",
            "stale",
            "came-back",
            "check-due",
            "challenged",
            "slipped",
        )
    ]
    empty = [one for one in wanted if not chosen(items, one, today, tracking)]
    assert empty == []
    steps = set(session.scalars(select(BoardLetter.step)))
    assert steps >= {"soon", "owner", "lead", "chair", "sustained", "challenge"}
    assert "clock" in set(session.scalars(select(ActionChange.who)))


def test_the_history_is_as_long_as_a_year_and_reads_back(session: Session) -> None:
    today = datetime.now(UTC).date()
    counts = [
        len(records.on(session, today - timedelta(days=days)))
        for days in (440, 365, 180, 90, 0)
    ]
    assert counts[0] == 0
    assert counts == sorted(counts)
    assert counts[1] > 5
    assert records.on(session, today) == records.now(session)


def test_every_text_says_that_it_is_illustrative(session: Session) -> None:
    for one in session.scalars(select(ActionChange)):
        if one.who != "clock":
            assert not one.words or one.words.startswith(MARK)
        assert not one.minute or one.minute.startswith(MARK)
        if one.after and one.field in {"text", "owner", "measure", "passed_to"}:
            assert one.after.startswith(MARK)
    for proof in session.scalars(select(EvidenceRow)):
        assert proof.title.startswith(MARK)
        assert not proof.shows or proof.shows.startswith(MARK)
    for person in session.scalars(select(Person)):
        assert person.name.startswith("Illustrative ")
        assert person.email.endswith("@example.org")
    assert marking.words(session) == "Illustrative data, made by kb demo"


def test_a_year_has_courses_answers_and_briefings(
    session: Session, works: Works
) -> None:
    shelf, today = works.library.level_shelf("board"), datetime.now(UTC).date()
    found = trained.figures(session, shelf, today - timedelta(days=365), today)
    assert len(found.reach.runs) == 5
    assert len(found.reach.staff) == 5
    assert set(found.effect.changes) == {Step.AFTER, Step.LATER}
    assert found.briefed.overdue
    assert 0 < found.briefed.confirmed < found.briefed.asked
    assert found.never
    reader = reader_for("Prue", Role.PRACTITIONER, (), ())
    keys = {key for run in found.reach.runs for key in run.keys}
    open_ = works.library.shelf(reader).keys
    assert said.released(session, works.seal, reader, *keys, open_=open_)


def test_every_text_of_training_says_that_it_is_illustrative(
    session: Session, works: Works
) -> None:
    seal = works.seal
    titles = [
        read(seal.open(row.body)).title for row in session.scalars(select(PackRow))
    ]
    places = list(session.scalars(select(RunRow.place)))
    sealed = [*session.scalars(select(Receipt.words))]
    sealed += session.scalars(select(Answer.words).where(Answer.words != ""))
    assert len(titles) == len(places) == 6
    for words in (*titles, *places, *map(seal.open, sealed)):
        assert words.startswith(MARK), words


def test_no_letter_went_to_anybody(session: Session, works: Works) -> None:
    assert session.scalar(select(BoardLetter.id).limit(1))
    assert not (works.config.home / "mail").exists()


def test_one_passphrase_is_shown_once_and_opens_every_account(kb: Kb) -> None:
    said = kb("demo").out
    (line,) = [one for one in said.splitlines() if one.startswith("Passphrase")]
    passphrase = line.rpartition(" ")[2]
    with closing(opened(kb)) as session:
        roles = set()
        for person in people.listed(session):
            found = attempt(session, datetime.now(UTC), person.email, passphrase)
            assert found.outcome is Outcome.IN, person.email
            roles.add(person.role)
        kept = kb.database.read_bytes()
    assert roles == set(Role)
    assert passphrase.encode() not in kept


def tale(kb: Kb) -> list[tuple[str, ...]]:
    """Give what happened without the random names."""
    with closing(opened(kb)) as session:
        columns = (
            ActionRow.document,
            ActionRow.agency,
            ActionChange.at,
            ActionChange.field,
            ActionChange.words,
            ActionChange.minute,
        )
        asked = select(*columns).join(ActionRow, ActionRow.id == ActionChange.action_id)
        return [tuple(row) for row in session.execute(asked.order_by(ActionChange.id))]


def test_the_same_seed_tells_the_same_year(kb: Kb) -> None:
    told = []
    for seed in ("4", "4", "5"):
        with time_machine.travel("2026-06-01T08:00:00+00:00", tick=False):
            assert kb("demo", "--seed", seed).code == 0
        told.append(tale(kb))
        for file in kb.folder.glob("kb.sqlite3*"):
            file.unlink()
    assert told[0] == told[1]
    assert told[0] != told[2]


def test_it_is_refused_where_anything_was_recorded(kb: Kb) -> None:
    with closing(opened(kb)) as session:
        reads.record(
            session, "os:jo", "show", {"reports/x": "board"}, datetime.now(UTC)
        )
    answer = kb("demo")
    assert answer.code == 1
    assert "holds a log of reads already" in answer.err
    assert "KB_DATABASE" in answer.err
    with closing(opened(kb)) as session:
        assert people.listed(session) == ()
        assert marking.words(session) == ""
    assert "Illustrative" not in answer.out


def test_it_is_refused_the_second_time(kb: Kb) -> None:
    assert kb("demo").code == 0
    before = tale(kb)
    answer = kb("demo")
    assert (answer.code, answer.out) == (1, "")
    assert "already" in answer.err
    assert tale(kb) == before


def test_a_library_without_lessons_has_nothing_to_ask(kb: Kb) -> None:
    for file in kb.content.glob("lessons/*.md"):
        file.unlink()
    answer = kb("demo")
    assert answer.code == 1
    assert "nothing to ask of anybody" in answer.err
    with closing(opened(kb)) as session:
        assert marking.words(session) == ""
