from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text

from kb.access import BOARD, PARTNERS, PUBLIC, reader_as
from kb.db import saving
from kb.errors import InvalidInputError, NotFoundError
from kb.training import effect, feedback, links, runs, said
from kb.training.feedback import FULL, OVER, Given
from kb.training.models import Answer
from kb.training.run import MOST_ANSWERS
from kb.training.runs import Came
from kb.training.steps import Step
from tests.training.courses import AFTER, DAY, LATER, LONG_AFTER, OPEN, at

if TYPE_CHECKING:
    from kb.training.said import Read
    from tests.training.courses import Courses

KEY = "only for tests, and long enough for it"
STORY = "I asked to see the cot"
ALL = {"lessons/ask-again", "reports/child-a"}


@pytest.fixture
def uid(courses: Courses) -> str:
    courses.pack()
    return courses.record()


def read(courses: Courses, uid: str, step: Step = Step.LATER) -> Read:
    of = courses.run(uid), step
    return said.read(courses.session, courses.seal, of, courses.training, LONG_AFTER)


def refused(courses: Courses, uid: str, *rated: int | None, words: str = "") -> str:
    with pytest.raises(InvalidInputError) as error:
        courses.answer(uid, Step.LATER, *rated, words=words)
    assert courses.session.scalars(select(Answer)).all() == []
    return next(iter(error.value.problems.values()))


def test_a_link_names_a_run_and_a_step_and_opens_only_as_we_signed_it() -> None:
    token = links.token(KEY, "0123456789abcdef", Step.LATER)
    assert links.opened(KEY, token) == ("0123456789abcdef", Step.LATER)
    assert links.opened(f"{KEY}.", token) is None
    # Of the last letter only some bits are of the signature.
    for place in range(len(token) - 1):
        changed = f"{token[:place]}{'x' if token[place] != 'x' else 'y'}"
        assert links.opened(KEY, changed + token[place + 1 :]) is None
    assert links.opened(KEY, "") is None
    assert links.opened(KEY, "ü.\ud800") is None


def test_an_answer_holds_numbers_and_sealed_words_and_nothing_else(
    courses: Courses, uid: str
) -> None:
    courses.answer(uid, Step.LATER, 4, None, words=f" {STORY} ")
    row = courses.session.execute(text("select * from feedback")).mappings().one()
    assert set(row) == {"id", "run_id", "step", "confidence", "words", "released"}
    assert (row["step"], row["confidence"]) == ("later", "[4, null]")
    assert courses.seal.open(row["words"]) == STORY


def test_sealed_words_do_not_tell_the_hour(courses: Courses, uid: str) -> None:
    courses.answer(uid, Step.LATER, 4, 4, words=STORY)
    kept = courses.session.scalar(select(Answer.words))
    assert kept
    opened = base64.urlsafe_b64decode(kept)
    assert opened[1:9] == bytes(8)


def test_rows_do_not_come_in_the_order_of_the_answers(
    courses: Courses, uid: str
) -> None:
    for number in range(20):
        courses.answer(uid, Step.LATER, 3, 3, words=f"Example {number:02}")
    rows = courses.session.scalars(select(Answer).order_by(Answer.id)).all()
    kept = [courses.seal.open(row.words) for row in rows]
    assert kept != sorted(kept)
    assert len({row.id for row in rows}) == 20
    assert {f"{n:032x}" for n in range(21)}.isdisjoint(f"{row.id:x}" for row in rows)


def test_a_form_sent_twice_counts_once_and_each_step_by_itself(
    courses: Courses, uid: str
) -> None:
    for step in (Step.AFTER, Step.AFTER, Step.LATER):
        courses.answer(uid, step, 3, 3, drawn="a" * 32)
    kept = courses.session.scalars(select(Answer.step)).all()
    assert sorted(kept) == ["after", "later"]


@pytest.mark.parametrize("rated", [(3,), (3, 3, 3), (0, 3), (3, 6), (), (None, None)])
def test_numbers_that_were_not_asked_for_are_refused(
    courses: Courses, uid: str, rated: tuple[int | None, ...]
) -> None:
    assert refused(courses, uid, *rated)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ring me on 0113 496 0000", "“0113 496 0000” (a phone number)"),
        ("Write to jo@example.org", "“jo@example.org” (an e-mail address)"),
        ("I went to 4 Mill Lane", "“4 Mill Lane” (a street address)"),
        ("She was born on 3 May 2019", "“3 May 2019”"),
        ("x" * 2001, "2,000 letters"),
    ],
)
def test_words_that_could_tell_who_it_is_are_refused_and_named(
    courses: Courses, uid: str, words: str, expected: str
) -> None:
    assert expected in refused(courses, uid, 3, 3, words=words)


def test_words_that_were_not_asked_for_are_refused(courses: Courses, uid: str) -> None:
    with pytest.raises(InvalidInputError, match="Nothing is asked"):
        courses.answer(uid, Step.BEFORE, 3, 3, words=STORY)


def test_a_form_that_drew_nothing_is_refused(courses: Courses, uid: str) -> None:
    with pytest.raises(InvalidInputError, match="Load the form again"):
        courses.answer(uid, Step.LATER, 3, 3, drawn="1")


@pytest.mark.parametrize("step", list(Step))
def test_a_step_takes_answers_only_while_it_is_open(
    courses: Courses, uid: str, step: Step
) -> None:
    given = Given((3, 3), "", "a" * 32)
    for day in (DAY.replace(year=2025), LONG_AFTER):
        with pytest.raises(InvalidInputError, match=OVER):
            feedback.answer(courses.session, courses.seal, (uid, step), given, day)
    feedback.answer(courses.session, courses.seal, (uid, step), given, OPEN[step])
    assert courses.session.scalars(select(Answer.step)).all() == [step.value]


def test_a_run_that_was_struck_out_takes_no_answer(courses: Courses, uid: str) -> None:
    runs.strike(courses.session, at(AFTER), uid)
    assert refused(courses, uid, 3, 3) == OVER


def test_no_more_answer_than_came(courses: Courses, uid: str) -> None:
    courses.count(uid, Came("police", "", 2), Came("midwifery", "", 1))
    for _ in range(3):
        courses.answer(uid, Step.LATER, 3, 3)
    with pytest.raises(InvalidInputError, match=re.escape(FULL)):
        courses.answer(uid, Step.LATER, 3, 3)
    courses.answer(uid, Step.LATER, 3, 3, drawn=f"{1:032x}")
    assert len(courses.session.scalars(select(Answer)).all()) == 3


def test_while_nobody_said_how_many_came_there_is_an_end_too(
    courses: Courses, uid: str
) -> None:
    for _ in range(MOST_ANSWERS):
        courses.answer(uid, Step.BEFORE, 3, 3)
    with pytest.raises(InvalidInputError, match=re.escape(FULL)):
        courses.answer(uid, Step.BEFORE, 3, 3)


def test_words_are_read_in_the_order_of_the_alphabet_once_enough_answered(
    courses: Courses, uid: str
) -> None:
    for words in ("c", "a", "", "B"):
        courses.answer(uid, Step.LATER, 3, 3, words=words)
    assert not read(courses, uid).enough
    assert read(courses, uid).words == ()
    courses.answer(uid, Step.LATER, None, 3)
    assert [one.words for one in read(courses, uid).words] == ["a", "B", "c"]


def test_words_are_not_read_while_a_step_is_open(courses: Courses, uid: str) -> None:
    for _ in range(9):
        courses.answer(uid, Step.LATER, 3, 3, words=STORY)
    of = courses.run(uid), Step.LATER
    given = courses.session, courses.seal, of, courses.training
    assert not said.read(*given, LATER).enough
    runs.close(courses.session, at(LATER), uid, Step.LATER)
    of = courses.run(uid), Step.LATER
    assert said.read(*given[:2], of, courses.training, LATER).enough


def test_an_example_stands_beside_the_lessons_only_after_it_was_released(
    courses: Courses, uid: str
) -> None:
    for _ in range(5):
        courses.answer(uid, Step.LATER, 3, 3, words=STORY)

    def shown(level: str = PUBLIC) -> tuple[str, ...]:
        key, reader = "lessons/ask-again", reader_as(level)
        given = courses.session, courses.seal, reader, key
        return said.released(*given, open_=ALL).get(key, ())

    assert shown() == ()
    number = read(courses, uid).words[0].number
    said.release(courses.session, "person:jo", courses.run(uid), number)
    assert shown() == (STORY,)
    assert read(courses, uid).words[0].released
    said.hold_back(courses.session, courses.run(uid), number)
    assert shown() == ()


def test_an_example_of_a_pack_is_for_its_readers_alone(courses: Courses) -> None:
    courses.pack("p2", audience=BOARD)
    uid = courses.record("p2")
    for _ in range(5):
        courses.answer(uid, Step.LATER, 3, 3, words=STORY)
    number = read(courses, uid).words[0].number
    said.release(courses.session, "person:jo", courses.run(uid), number)
    for level, expected in ((PUBLIC, {}), (PARTNERS, {}), (BOARD, {STORY})):
        given = courses.session, courses.seal, reader_as(level)
        found = said.released(*given, "lessons/ask-again", open_=ALL)
        assert {one for some in found.values() for one in some} == set(expected)
    runs.strike(courses.session, at(LONG_AFTER), uid)
    assert not said.released(*given, "lessons/ask-again", open_=ALL)


def test_an_example_goes_from_every_lesson_when_one_of_its_course_is_hidden(
    courses: Courses, uid: str
) -> None:
    for _ in range(5):
        courses.answer(uid, Step.LATER, 3, 3, words=STORY)
    number = read(courses, uid).words[0].number
    said.release(courses.session, "person:jo", courses.run(uid), number)
    given = courses.session, courses.seal, reader_as(BOARD), "lessons/ask-again"
    assert said.released(*given, open_=ALL)
    # The report of the same pack was withdrawn, or is for others by now.
    assert not said.released(*given, open_={"lessons/ask-again"})


def test_words_about_a_report_go_when_it_is_erased(courses: Courses, uid: str) -> None:
    for _ in range(5):
        courses.answer(uid, Step.LATER, 3, 4, words=STORY)
    with saving(courses.session):
        said.forget(courses.session, "reports/child-a")
    assert read(courses, uid).words == ()


def test_only_an_example_of_that_very_run_is_released(
    courses: Courses, uid: str
) -> None:
    other = courses.record()
    for _ in range(5):
        courses.answer(uid, Step.AFTER, 3, 3, words=STORY)
        courses.answer(other, Step.LATER, 3, 3, words=STORY)
    intention = read(courses, uid, Step.AFTER).words[0].number
    example = read(courses, other).words[0].number
    for number in (intention, example, 1):
        with pytest.raises(NotFoundError):
            said.release(courses.session, "person:jo", courses.run(uid), number)


def test_words_about_a_document_go_when_it_is_erased_and_ratings_stay(
    courses: Courses, uid: str
) -> None:
    courses.pack("p2", keys=("lessons/other",))
    other = courses.record("p2")
    for run in (uid, other):
        for _ in range(5):
            courses.answer(run, Step.LATER, 3, 4, words=STORY)
    number = read(courses, uid).words[0].number
    said.release(courses.session, "person:jo", courses.run(uid), number)
    with saving(courses.session):
        said.forget(courses.session, "lessons/ask-again")
    assert read(courses, uid).words == ()
    assert len(read(courses, other).words) == 5
    reader = reader_as(PUBLIC)
    given = courses.session, courses.seal, reader
    assert not said.released(*given, "lessons/ask-again", open_=ALL)
    uids = [uid]
    found = effect.of_runs(courses.session, uids, courses.training, LONG_AFTER)
    assert found.steps[Step.LATER].n == 5
