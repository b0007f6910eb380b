from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text

from kb.training import links
from kb.training.models import Answer
from kb.training.steps import Step
from tests.web.editing import KEY
from tests.web.running import OUTCOMES, STORY, Course, open_course

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return open_course(tmp_path)


def kept(course: Course) -> int:
    with closing(course.site.works.sessions()) as session:
        return len(session.scalars(select(Answer)).all())


def test_anybody_with_the_link_answers_and_is_thanked_with_a_helpline(
    course: Course,
) -> None:
    run = course.record()
    form = course.visitor().get(course.form(run))
    assert "Safer sleep" in form.words
    assert "How confident are you in this today?" in form.words
    for fieldset, outcome in zip(form.soup.select("fieldset"), OUTCOMES, strict=True):
        legend = fieldset.select_one("legend")
        assert legend is not None
        assert legend.get_text().strip() == outcome
        choices = fieldset.select("input[type=radio]")
        assert [one["value"] for one in choices] == ["1", "2", "3", "4", "5", "none"]
        assert not [one for one in choices if one.has_attr("checked")]
    seen = course.answer(run, words=STORY)
    assert seen.address.endswith("/thanks")
    assert "0800 1111" in seen.words
    assert kept(course) == 1


@pytest.mark.parametrize(
    ("step", "days", "question"),
    [
        (Step.BEFORE, 1, None),
        (Step.AFTER, 0, "What will you do differently?"),
        (Step.LATER, -42, "Give one example"),
    ],
)
def test_each_step_asks_its_own_question(
    course: Course, step: Step, days: int, question: str | None
) -> None:
    run = course.record(days=days)
    seen = course.visitor().get(course.form(run, step))
    assert bool(seen.soup.select("textarea")) == bool(question)
    assert (question or OUTCOMES[0]) in seen.words


def test_what_is_missing_or_tells_who_it_is_comes_back_with_all_that_was_typed(
    course: Course,
) -> None:
    run, browser = course.record(), course.visitor()
    form = browser.get(course.form(run))
    said = "Ring me on 0113 496 0000\r\nor write"
    seen = browser.send(form, c1="2", words=said)
    assert seen.status == 422
    assert set(seen.wrong()) == {"#f-c0"}
    typed = seen.typed()
    assert (typed["c1"], typed["words"]) == (["2"], [said])
    seen = browser.send(seen, c0="none")
    assert "“0113 496 0000” (a phone number)" in seen.wrong()["#f-words"]
    assert (seen.typed()["c0"], seen.typed()["words"]) == (["none"], [said])
    assert kept(course) == 0
    assert browser.send(seen, words="I will ask").address.endswith("/thanks")
    assert kept(course) == 1


def test_an_answer_with_nothing_in_it_is_not_kept(course: Course) -> None:
    seen = course.answer(course.record(), c0="none", c1="none")
    assert seen.wrong() == {"#f-c0": "Answer at least one question"}
    assert kept(course) == 0


@pytest.mark.parametrize("value", ["0", "6", "-1", "four", "9" * 5000, "٣", ""])
def test_a_number_that_was_not_offered_is_refused(course: Course, value: str) -> None:
    seen = course.answer(course.record(), c0=value)
    assert set(seen.wrong()) == {"#f-c0"}
    assert kept(course) == 0


def test_a_form_that_is_sent_twice_counts_once(course: Course) -> None:
    run, browser = course.record(), course.visitor()
    form = browser.get(course.form(run))
    for _ in range(3):
        seen = browser.send(form, c0="3", c1="3")
        assert seen.address.endswith("/thanks")
    assert kept(course) == 1
    browser.send(browser.get(course.form(run)), c0="3", c1="3")
    assert kept(course) == 2


def test_no_account_and_no_cookie_but_that_of_the_form_is_kept_with_an_answer(
    course: Course,
) -> None:
    run, browser = course.record(), course.visitor()
    form = browser.get(course.form(run))
    with browser.client.session_transaction() as cookie:
        assert set(cookie) == {"csrf_token"}
    browser.send(form, c0="3", c1="3")
    with browser.client.session_transaction() as cookie:
        assert set(cookie) == {"csrf_token"}
    course.trainer.send(course.trainer.get(course.form(run)), c0="4", c1="4")
    with closing(course.site.works.sessions()) as session:
        rows = session.execute(text("select * from feedback")).mappings().all()
    assert len(rows) == 2
    for row in rows:
        left = {**row, "id": 0, "run_id": 0}
        assert re.fullmatch(r"[\[\]{}a-z0-9, :'_]*", str(left)), left
        assert "person" not in str(left)


def test_the_form_does_not_tell_who_is_signed_in(course: Course) -> None:
    run = course.record()
    form = course.trainer.get(course.form(run))
    assert "Jo Trainer" not in form.soup.get_text()
    assert not form.soup.select("nav, a[href='/account']")


def test_nothing_is_taken_without_the_token_of_the_form(course: Course) -> None:
    run, browser = course.record(), course.visitor()
    form = browser.get(course.form(run)).typed()
    sent = {**form, "c0": ["3"], "c1": ["3"], "words": [STORY]}
    for tampered in ("", "x", form["csrf_token"][0][:-3]):
        answer = browser.post(course.form(run), {**sent, "csrf_token": [tampered]})
        assert answer.status == 400
        assert STORY in answer.soup.get_text()
    other = {"Origin": "https://elsewhere.example"}
    refused = browser.client.post(course.form(run), data=sent, headers=other)
    assert refused.status_code == 400
    assert kept(course) == 0


def test_a_link_that_was_tampered_with_or_struck_leads_nowhere_in_the_same_words(
    course: Course,
) -> None:
    run, struck = course.record(), course.record()
    course.strike(struck)
    asks_nothing = course.record(outcomes="")
    good = course.form(run)
    unknown = f"/feedback/{links.token(KEY, '0' * 16, Step.AFTER)}"
    other_key = f"/feedback/{links.token(f'{KEY}.', run, Step.AFTER)}"
    wrong = [good[:-3], f"{good}x", good.replace("-after", "-later"), unknown]
    wrong += [other_key, course.form(struck), course.form(asks_nothing)]
    browser = course.visitor()
    fields = browser.get(good).typed()
    pages = set()
    for address in wrong:
        pages.add(str(browser.get(address, 410).soup))
        browser.get(f"{address}/thanks", 410)
        assert browser.post(address, fields).status == 410
    assert len(pages) == 1
    assert kept(course) == 0


def test_a_form_opens_and_closes_on_its_days(course: Course) -> None:
    early, over = course.record(), course.record(days=-29)
    browser = course.visitor()
    seen = browser.get(course.form(early, Step.LATER))
    assert "It opens on" in seen.words
    assert not seen.soup.select("main form")
    seen = browser.get(course.form(over), 410)
    assert "This form is closed" in seen.words
    fields = browser.get(course.form(early)).typed()
    answer = browser.post(course.form(over), {**fields, "c0": ["3"], "c1": ["3"]})
    assert answer.status == 422
    assert "This form is closed" in answer.words
    assert kept(course) == 0


def test_a_form_that_was_closed_while_somebody_typed_keeps_nothing_and_says_so(
    course: Course,
) -> None:
    run, browser = course.record(), course.visitor()
    form = browser.get(course.form(run))
    course.close(run, Step.AFTER)
    seen = browser.send(form, c0="3", c1="3", words=STORY)
    assert "This form is closed" in seen.words
    assert seen.typed()["words"] == [STORY]
    assert kept(course) == 0


def test_no_more_answers_are_taken_than_people_came(course: Course) -> None:
    run = course.record()
    page = course.trainer.get(f"/training/runs/{run}")
    sent = page.typed("form[action$=attendance]")
    line = {"agency": ["police"], "role": [""], "count": ["2"]}
    course.trainer.post(f"/training/runs/{run}/attendance", {**sent, **line})
    course.answers(run, Step.AFTER, 2)
    seen = course.answer(run, words=STORY)
    assert "as many answers as people who came" in seen.words
    assert seen.typed()["words"] == [STORY]
    assert kept(course) == 2


def test_the_title_of_a_pack_is_shown_while_all_that_it_teaches_is_for_all(
    course: Course,
) -> None:
    run = course.record()
    assert "Safer sleep" in course.visitor().get(course.form(run)).words
    path = course.site.content / "lessons" / "ask-again.md"
    path.write_text(path.read_text().replace("audience: public", "audience: board"))
    course.site.works.library.refresh()
    for somebody in (course.visitor(), course.trainer):
        words = somebody.get(course.form(run)).words
        assert "Safer sleep" not in words
        assert "Ask where the baby sleeps" not in words
        assert OUTCOMES[0] in words


def test_somebody_who_sends_without_end_is_stopped(course: Course) -> None:
    run, browser = course.record(), course.visitor()
    fields = browser.get(course.form(run)).typed()
    statuses = {browser.post(course.form(run), fields).status for _ in range(201)}
    assert statuses == {422, 429}
