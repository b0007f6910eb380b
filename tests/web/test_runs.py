from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from kb.access import Shared
from kb.accounts.models import Person, Read
from kb.db import saving
from kb.training.models import PackRow, PackVersion, RunRow
from kb.training.steps import Step
from tests.web.running import OUTCOMES, STORY, Course, open_course
from tests.web.site import links

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.editing import Seen, Somebody, Typed


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return open_course(tmp_path)


def page(course: Course, run: str) -> Seen:
    return course.trainer.get(f"/training/runs/{run}")


def count(course: Course, run: str, *came: tuple[str, str, str], do: str = "") -> Seen:
    """Say by the page how many came."""
    fields = page(course, run).typed("form[action$=attendance]")
    names = ("agency", "role", "count")
    typed = {name: [one[place] for one in came] for place, name in enumerate(names)}
    sent = {**fields, **typed, "do": [do]}
    return course.trainer.post(f"/training/runs/{run}/attendance", sent)


def outsiders(course: Course) -> dict[str, Somebody]:
    """Let others sign in who have nothing to do with the pack."""
    roles = ("trainer", "practitioner", "agency-lead", "administrator")
    found = {role: course.site.somebody(f"{role}x Other", role) for role in roles}
    with closing(course.site.works.sessions()) as session, saving(session):
        others = update(Person).where(Person.name.endswith("Other"))
        session.execute(others.values(agency="police"))
    return found


def token(somebody: Somebody) -> Typed:
    """Give what a form of a page of theirs carries."""
    return somebody.get("/account").typed("form[action='/sign-out']")


def test_a_trainer_records_a_run_and_the_pack_is_kept_as_it_was(
    course: Course,
) -> None:
    run = course.record(place="The town hall")
    seen = page(course, run)
    for words in ("Safer sleep", "The town hall", "Jo Trainer", "Version 1"):
        assert words in seen.words
    assert links(seen.soup)["Ask where the baby sleeps"] == "/lessons/ask-again"
    with closing(course.site.works.sessions()) as session:
        assert session.scalars(select(PackVersion.why)).all() == ["run"]
    course.record()
    with closing(course.site.works.sessions()) as session:
        assert session.scalars(select(PackVersion.number)).all() == [1]
        assert session.scalars(select(RunRow.number)).all() == [1, 1]


def test_what_cannot_be_recorded_is_said_beside_the_field_and_nothing_is_lost(
    course: Course,
) -> None:
    form = course.trainer.get(f"/training/packs/{course.pack}/runs/new")
    for day in ("31/2/2026", "", "1/1/1990"):
        seen = course.trainer.send(form, day=day, place="Room 9", outcomes="One\nTwo")
        assert seen.status == 422
        assert set(seen.wrong()) == {"#f-day"}
        typed = seen.typed()
        assert typed["place"] == ["Room 9"]
        assert typed["outcomes"] == ["One\r\nTwo"]
    with closing(course.site.works.sessions()) as session:
        assert session.scalars(select(RunRow)).all() == []


def test_outcomes_of_a_pack_that_is_not_for_all_are_looked_at_before_all_see_them(
    tmp_path: Path,
) -> None:
    course = open_course(tmp_path, "reports/child-a")
    form = course.trainer.get(f"/training/packs/{course.pack}/runs/new")
    seen = course.trainer.send(form, day="2026-03-10")
    assert set(seen.wrong()) == {"#f-tells"}
    run = course.record(tells="yes")
    assert OUTCOMES[0] in course.visitor().get(course.form(run)).words
    assert "Safer sleep" not in course.visitor().get(course.form(run)).words


def test_who_came_is_counted_put_right_and_dated(course: Course) -> None:
    run = course.record()
    seen = count(course, run, ("police", "", "4"), ("health-visiting", "everyone", "8"))
    assert "12 people" in seen.words
    assert "Police Any role 4" in seen.words
    assert "Health visiting All agencies 8" in seen.words
    assert "as said on" in seen.words
    assert "1 person" in count(course, run, ("other", "", "1")).words


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (("police", "", "four"), "whole number"),
        (("police", "", "-1"), "whole number"),
        (("police", "", "9" * 400), "whole number"),
        (("police", "", "5001"), "whole number"),
        (("", "", "4"), "Choose the agency"),
        (("nobody", "", "4"), "Choose an agency"),
        (("police", "nobody", "4"), "Choose an agency and a role"),
    ],
)
def test_a_line_that_cannot_be_is_said_and_the_others_stay_typed(
    course: Course, line: tuple[str, str, str], problem: str
) -> None:
    run = course.record()
    seen = count(course, run, ("health-visiting", "", "7"), line)
    assert seen.status == 422
    assert problem in " ".join(seen.wrong().values())
    assert seen.typed("form[action$=attendance]")["count"][0] == "7"
    assert "Nobody has said yet" in page(course, run).words


def test_more_lines_can_be_had_without_losing_any(course: Course) -> None:
    run = course.record()
    seen = count(course, run, ("police", "", "4"), ("other", "", "2"), do="more")
    assert seen.status == 200
    typed = seen.typed("form[action$=attendance]")
    assert typed["count"] == ["4", "2", "", "", ""]
    assert "Nobody has said yet" in page(course, run).words


def test_nobody_is_asked_who_came_before_the_day(course: Course) -> None:
    seen = page(course, course.record(days=9))
    assert not seen.soup.select("form[action$=attendance]")
    assert "from the day of the course on" in seen.words


def test_the_links_and_codes_of_open_steps_are_shown_and_the_room_has_a_page(
    course: Course,
) -> None:
    run = course.record()
    seen = page(course, run)
    shown = [one["value"] for one in seen.soup.select("input[readonly]")]
    for step in Step:
        address = f"http://127.0.0.1:8000{course.form(run, step)}"
        assert address in shown
        room = course.trainer.get(f"/training/runs/{run}/room/{step}")
        assert room.soup.select_one("svg[role=img] path") is not None
        assert address in room.words


def test_a_change_is_shown_with_its_numbers_once_both_steps_are_closed(
    course: Course,
) -> None:
    run = course.record()
    course.answers(run, Step.BEFORE, 6, c0="1", c1="2")
    course.answers(run, Step.AFTER, 5, c0="4", c1="4")
    assert "1.0" not in page(course, run).words
    for step in (Step.BEFORE, Step.AFTER):
        assert "Closed" in course.close(run, step).words
    table = page(course, run).soup.select_one("table.kb-changes")
    assert table is not None
    rows = [" ".join(row.get_text(" ").split()) for row in table.select("tr")]
    assert rows[0].startswith("Learning outcome Before the course n = 6")
    assert "Just after the course n = 5" in rows[0]
    assert rows[1] == f"{OUTCOMES[0]} 1.0 4.0 +3.0"
    assert rows[2] == f"{OUTCOMES[1]} 2.0 4.0 +2.0"
    assert [th["scope"] for th in table.select("tbody th")] == ["row", "row"]


def test_fewer_than_five_answers_are_withheld_from_the_trainer_too(
    course: Course,
) -> None:
    run = course.record(days=-43)
    course.answers(run, Step.LATER, 4, c0="1", words=STORY)
    assert "Fewer than 5 people have rated" in page(course, run).words
    course.close(run, Step.LATER)
    seen = page(course, run)
    assert not seen.soup.select("table.kb-changes")
    assert STORY not in seen.words
    assert "Not shown: before the course, just after the course, some weeks later" in (
        seen.words
    )


def test_while_a_step_is_open_no_single_answer_is_seen_to_come_in(
    course: Course,
) -> None:
    run = course.record()
    seen = []
    for _ in range(11):
        course.answers(run, Step.AFTER, 1)
        said = page(course, run).soup.select_one("#step-after .kb-meta")
        assert said is not None
        seen.append(" ".join(said.get_text().split()).partition(". ")[2])
    few, five, ten = "Fewer than 5", "At least 5", "At least 10"
    expected = [*[few] * 4, *[five] * 5, *[ten] * 2]
    rest = "people have rated every outcome so far."
    assert seen == [f"{many} {rest}" for many in expected]


def test_a_run_that_could_not_be_recorded_is_no_use_of_the_pack(
    course: Course,
) -> None:
    form = course.trainer.get(f"/training/packs/{course.pack}/runs/new")
    assert course.trainer.send(form, day="1/1/1990").status == 422
    with closing(course.site.works.sessions()) as session:
        assert session.scalars(select(PackRow.used)).all() == [""]
        assert not session.scalars(select(PackVersion.number)).all()


def test_an_example_is_released_after_reading_and_can_be_held_back(
    course: Course,
) -> None:
    run = course.record(days=-43)
    course.answers(run, Step.LATER, 5, words=STORY)
    assert STORY not in page(course, run).words
    course.close(run, Step.LATER)
    seen = page(course, run)
    assert seen.words.count(STORY) >= 5
    assert "Shown beside the lessons." not in seen.words
    form = "form[action$=release]"
    seen = course.trainer.send(seen, "release", form)
    assert seen.words.count("Shown beside the lessons.") == 1
    seen = course.trainer.send(seen, "hold-back", form)
    assert "Shown beside the lessons." not in seen.words


def test_intentions_are_for_the_trainer_to_read_and_cannot_be_released(
    course: Course,
) -> None:
    run = course.record()
    course.answers(run, Step.AFTER, 5, words=STORY)
    course.close(run, Step.AFTER)
    seen = page(course, run)
    assert STORY in seen.words
    assert not seen.soup.select("form[action$=release]")


def test_a_step_that_is_not_open_is_not_closed_again(course: Course) -> None:
    run = course.record()
    course.close(run, Step.AFTER)
    for step, words in (("after", "It was closed already"), ("later", "already")):
        sent = {**token(course.trainer), "step": [step]}
        seen = course.trainer.post(f"/training/runs/{run}/close", sent)
        assert words in seen.words
    sent = {**token(course.trainer), "step": ["never"]}
    assert course.trainer.post(f"/training/runs/{run}/close", sent).status == 404


def test_a_run_that_was_a_mistake_is_struck_out_for_good(course: Course) -> None:
    run = course.record()
    seen = course.trainer.send(page(course, run), form="form[action$=strike]")
    assert "struck out as a mistake" in seen.words
    assert not seen.soup.select("main form")
    assert not seen.soup.select("input[readonly]")
    for move in ("attendance", "close", "release", "strike"):
        address = f"/training/runs/{run}/{move}"
        answer = course.trainer.post(address, token(course.trainer))
        assert answer.status == 404
    course.trainer.get(f"/training/runs/{run}/room/after", 404)


def test_a_run_is_there_for_who_sees_its_pack_and_for_the_board(
    course: Course,
) -> None:
    run = course.record()
    others = outsiders(course)
    for somebody in others.values():
        somebody.get(f"/training/runs/{run}", 404)
    member = course.site.somebody("Mo Member", "board-member")
    seen = member.get(f"/training/runs/{run}")
    assert "A course whose pack you do not see" in seen.words
    assert "Safer sleep" not in seen.words
    assert not seen.soup.select("main form")
    course.share(Shared.PARTNERSHIP)
    for somebody in others.values():
        seen = somebody.get(f"/training/runs/{run}")
        assert "Safer sleep" in seen.words
        assert not seen.soup.select("main form[action*=runs]")


def test_only_who_may_change_the_pack_changes_a_run(course: Course) -> None:
    run = course.record()
    course.share(Shared.PARTNERSHIP)
    for somebody in outsiders(course).values():
        for move in ("attendance", "close", "release", "strike"):
            line = {"agency": ["police"], "role": [""], "count": ["1"]}
            sent = {**token(somebody), **line}
            assert somebody.post(f"/training/runs/{run}/{move}", sent).status == 404
        somebody.get(f"/training/packs/{course.pack}/runs/new", 404)
        somebody.get(f"/training/runs/{run}/room/after", 404)
    assert "Nobody has said yet" in page(course, run).words


def test_colleagues_to_whom_a_pack_is_shared_look_after_its_runs(
    course: Course,
) -> None:
    run = course.record()
    course.share(Shared.COLLEAGUES)
    colleague = course.site.somebody("Kim Colleague", "trainer")
    seen = colleague.get(f"/training/runs/{run}")
    assert colleague.send(seen, form="form[action$=strike]").status == 200
    assert "struck out" in page(course, run).words


def test_who_recorded_a_run_still_has_it_when_the_pack_is_removed(
    course: Course,
) -> None:
    run = course.record()
    pack = course.trainer.get(f"/training/packs/{course.pack}")
    course.trainer.send(pack, form="form[action$=remove]")
    seen = count(course, run, ("police", "", "3"))
    assert "3 people" in seen.words


def narrow(course: Course, key: str, audience: str) -> None:
    """Let a document be for fewer from now on."""
    path = course.site.content / f"{key}.md"
    path.write_text(path.read_text().replace("audience: public", audience))
    course.site.works.library.refresh()


def test_a_run_names_no_document_that_its_reader_may_not_read_now(
    tmp_path: Path,
) -> None:
    course = open_course(tmp_path, "reviews/child-a")
    run = course.record()
    course.share(Shared.PARTNERSHIP)
    member = course.site.somebody("Mo Member", "board-member")
    address = f"/training/runs/{run}"
    assert "Leeds, Child A" in member.get(address).words
    narrow(course, "reviews/child-a", "audience: editors")
    assert "Leeds, Child A" not in member.get(address).words
    assert "Leeds, Child A" not in page(course, run).words


def test_restricted_documents_of_a_run_are_written_down_when_they_are_named(
    course: Course,
) -> None:
    run = course.record()
    narrow(course, "lessons/ask-again", "audience: partners")
    assert "Ask where the baby sleeps" in page(course, run).words
    with closing(course.site.works.sessions()) as session:
        rows = session.execute(select(Read.how, Read.document)).all()
    assert [tuple(row) for row in rows] == [("list", "lessons/ask-again")]


def test_the_page_of_a_pack_lists_its_runs(course: Course) -> None:
    past, ahead, gone = (course.record(days=days) for days in (-43, 9, -1))
    course.strike(gone)
    seen = course.trainer.get(f"/training/packs/{course.pack}")
    found = {link.rpartition("/")[2] for link in links(seen.soup).values()}
    assert {past, ahead} <= found
    assert gone not in found
    assert "say how many came" in seen.words
