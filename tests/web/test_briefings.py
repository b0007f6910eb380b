"""The board asks agencies to brief their staff, and agencies confirm it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest

from tests.factories import write_lesson
from tests.web.site import words
from tests.web.tracking import Board, days

if TYPE_CHECKING:
    from tests.web.editing import Seen, Somebody

NEW = "/board/briefings/new?document=lessons/ask-again"
OWN = "/agency/briefings/lessons/ask-again"


@pytest.fixture
def member(board: Board) -> Somebody:
    return board.come("Bo Member", "board-member")


@pytest.fixture
def lead(board: Board) -> Somebody:
    return board.come("Ann Lead", "agency-lead", "police")


def typed(number: int) -> str:
    day = days(number)
    return f"{day.day}/{day.month}/{day.year}"


def ask(member: Somebody, due: int = 30, *agencies: str) -> Seen:
    fields = member.get(NEW).typed()
    fields |= {"agencies": list(agencies or ["police"]), "due": [typed(due)]}
    return member.post("/board/briefings/new", fields)


def confirm(lead: Somebody, **said: str) -> Seen:
    given = {"day": typed(-1), "count": "12", "how": "team-meeting", **said}
    return lead.send(lead.get(OWN), form="form.kb-receipt", **given)


def a_lesson_for(board: Board, *readers: str) -> None:
    fields: dict[str, Any] = {"for": list(readers)}
    write_lesson(board.site.content, "ask-again", **fields)
    board.site.works.library.refresh()


def late(board: Board, agency: str = "police") -> None:
    """Let what was asked of an agency have been due some days ago."""
    day = days(-12).isoformat()
    with board.site.works.sessions() as session:
        session.connection().exec_driver_sql(
            "UPDATE briefing_asked SET due = ? WHERE agency = ?", (day, agency)
        )
        session.commit()


def cells(page: Seen) -> dict[str, str]:
    """Give the words of the matrix's first row by agency."""
    return {
        str(cell["data-head"]): " ".join(cell.get_text(" ").split())
        for cell in page.soup.select(".kb-matrix tbody tr:first-child td")
    }


def test_an_agency_confirms_what_the_board_asks_and_the_board_sees_it(
    member: Somebody, lead: Somebody
) -> None:
    asked = ask(member, 30, "police", "health-visiting")
    assert "Asked: Police and Health visiting." in asked.words
    assert cells(asked)["Police"].startswith("Asked due by")
    home = lead.get("/agency")
    assert "Briefings of our staff (1 to confirm)" in home.words
    done = confirm(lead, staff="20", words="Nights next week")
    assert "Confirmed: " in done.words
    assert "(0 to confirm)" in done.words
    page = member.get("/board/briefings")
    assert cells(page)["Police"].startswith("Confirmed 12 of 20 by")
    assert "Who has not confirmed (1)" in page.words
    assert "2 briefings asked for: 1 confirmed, 0 overdue." in page.words


def test_those_for_whom_a_lesson_is_are_ticked_already(
    board: Board, member: Somebody
) -> None:
    a_lesson_for(board, "police", "everyone")
    assert member.get(NEW).typed()["agencies"] == ["police"]


def test_what_is_overdue_comes_first_and_is_said_in_words(
    board: Board, member: Somebody
) -> None:
    ask(member, 30, "health-visiting")
    ask(member, 40, "police")
    late(board)
    page = member.get("/board/briefings")
    first = words(page.soup, ".kb-owing__one:first-child")
    assert first.startswith("Police")
    assert "Overdue was due by" in first
    assert "12 days ago" in first
    narrowed = member.get("/board/briefings?state=overdue")
    assert list(cells(narrowed)) == ["Police"]
    assert list(cells(member.get("/board/briefings?agency=health-visiting"))) == [
        "Health visiting"
    ]


def test_what_was_asked_by_mistake_is_taken_back(
    member: Somebody, lead: Somebody
) -> None:
    page = ask(member)
    again = member.send(page, form=".kb-owing__one form")
    assert "Taken back: Police is not asked any more." in again.words
    assert "(0 to confirm)" in lead.get("/agency").words


def test_who_was_asked_already_is_named_and_nothing_typed_is_lost(
    member: Somebody,
) -> None:
    ask(member)
    again = ask(member, 60, "police", "health-visiting")
    assert again.status == 422
    assert "Asked already, and not confirmed yet: Police." in again.words
    assert again.typed()["due"] == [typed(60)]
    assert again.typed()["agencies"] == ["police", "health-visiting"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("day", "yesterday", "Write a day such as"),
        ("day", "31/12/2999", "Name a day that has come"),
        ("count", "a dozen", "Say how many"),
        ("count", "9" * 5000, "40 characters"),
        ("staff", "3", "no fewer people"),
        ("how", "", "Choose how"),
    ],
)
def test_what_cannot_be_confirmed_is_said_beside_its_field(
    lead: Somebody, field: str, value: str, said: str
) -> None:
    page = confirm(lead, **{field: value, "words": "Nights next week"})
    assert page.status == 422
    assert f"#f-{field}" in page.wrong()
    assert said in page.wrong()[f"#f-{field}"]
    assert page.typed("form.kb-receipt")["words"] == ["Nights next week"]
    assert "What we confirmed" not in lead.get("/agency").words


def test_a_wrong_receipt_is_struck_out_and_confirmed_anew(
    member: Somebody, lead: Somebody
) -> None:
    ask(member)
    confirm(lead, count="120")
    struck = lead.send(lead.get(OWN), form=".kb-owing__one form")
    assert "Struck out; it counts nowhere." in struck.words
    assert "(1 to confirm)" in lead.get("/agency").words
    confirm(lead, count="12")
    assert cells(member.get("/board/briefings"))["Police"].startswith("Confirmed 12 by")


def test_an_agency_may_confirm_what_nobody_asked(
    member: Somebody, lead: Somebody
) -> None:
    confirm(lead)
    page = member.get("/board/briefings")
    assert cells(page)["Police"].startswith("Confirmed 12")
    assert "No agency has been asked to brief its staff yet." in page.words


def test_no_agency_is_asked_about_what_it_may_not_read(
    board: Board, member: Somebody, lead: Somebody
) -> None:
    ask(member)
    write_lesson(board.site.content, "ask-again", audience="board", title="Zebedee")
    board.site.works.library.refresh()
    for who, address in (
        (member, "/board/briefings"),
        (member, "/board/briefings.csv"),
        (lead, "/agency"),
    ):
        assert "Zebedee" not in who.client.get(address).get_data(as_text=True)
    member.get(NEW, 404)
    lead.get(OWN, 404)
    assert member.get("/lessons/ask-again").status == 200


def test_the_list_is_taken_as_csv_without_formulas(
    board: Board, member: Somebody, lead: Somebody
) -> None:
    write_lesson(board.site.content, "ask-again", title="=1+1")
    board.site.works.library.refresh()
    ask(member)
    confirm(lead, words="=cmd()", staff="20")
    with member.client.get("/board/briefings.csv") as answer:
        lines = list(csv.reader(io.StringIO(str(answer.data, "utf-8-sig"))))
    assert lines[0] == ["for", "For members of the board only."]
    row = dict(zip(lines[3], lines[4], strict=True))
    assert (row["title"], row["what the agency says"]) == ("'=1+1", "'=cmd()")
    assert (row["agency"], row["standing"]) == ("Police", "Confirmed")
    assert (row["briefed"], row["of"], row["how"]) == ("12", "20", "Team meeting")


@pytest.mark.parametrize("role", ["practitioner", "trainer", "agency-lead"])
def test_the_boards_pages_are_not_there_for_others(board: Board, role: str) -> None:
    other = board.come("Ola Other", role, "police")
    for address in ("/board/briefings", "/board/briefings.csv", NEW):
        other.get(address, 404)


def test_an_agency_sees_nothing_of_what_another_confirmed(
    board: Board, member: Somebody, lead: Somebody
) -> None:
    ask(member, 30, "police", "health-visiting")
    confirm(lead, words="Zebedee was on leave")
    other = board.come("Vi Lead", "agency-lead", "health-visiting")
    for address in ("/agency", OWN):
        assert "Zebedee" not in other.get(address).words
    assert "Not asked" not in other.get(OWN).words
    own = lead.get(OWN).soup.select_one(".kb-owing__one form")
    assert own is not None
    token = other.get(OWN).typed("form.kb-receipt")
    assert other.post(str(own["action"]), token).status == 404


def test_lessons_on_which_nobody_was_trained_are_listed_by_urgency(
    board: Board, member: Somebody, lead: Somebody
) -> None:
    write_lesson(board.site.content, "now", title="Know this", urgency="inform")
    write_lesson(board.site.content, "hush", title="Hush", audience="editors")
    board.site.works.library.refresh()
    page = member.get("/training/untrained")
    assert rows(page) == ["Ask where the baby sleeps", "Know this"]
    confirm(lead)
    page = member.get("/training/untrained")
    assert rows(page) == ["Know this"]
    assert "2 lessons: on 1 nobody was trained." in page.words


def test_it_can_be_asked_what_nobody_of_ones_own_agency_was_trained_on(
    board: Board, lead: Somebody
) -> None:
    a_lesson_for(board, "police", "health-visiting")
    confirm(lead)
    other = board.come("Vi Lead", "agency-lead", "health-visiting")
    address = "/training/untrained?agency=health-visiting&reached=agency"
    assert len(rows(other.get(address))) == 1
    assert "nobody of Health visiting" in other.get(address).words
    # Another agency's briefings are its own: the question is not answered.
    assert "nobody of Health visiting" not in lead.get(address).words


def rows(page: Seen) -> list[str]:
    return [one.get_text() for one in page.soup.select(".kb-row__title a")]
