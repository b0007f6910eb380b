"""Changing the date or the owner of many actions at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kb.access import Role
from kb.board import records

if TYPE_CHECKING:
    from kb.board.action import Action
    from tests.web.editing import Seen, Somebody
    from tests.web.tracking import Board


@pytest.fixture
def member(board: Board) -> Somebody:
    return board.come("Bo Board", "board-member")


def tick(somebody: Somebody, *uids: str, asked: str = "agency=police") -> Seen:
    """Tick actions on the list, and ask to change them."""
    fields = somebody.get(f"/board/actions?{asked}").typed()
    return somebody.post("/board/change", fields | {"uid": list(uids)})


def actions(board: Board) -> dict[str, Action]:
    with board.site.works.sessions() as session:
        return {one.text: one for one in records.now(session)}


FORM = "form.kb-narrow"
WHY = "Agreed on 5 May"


def test_many_dates_are_changed_in_one_go_after_they_were_shown(
    board: Board, member: Somebody
) -> None:
    one, two = board.ask("One", due="2026-03-31"), board.ask("Two")
    board.ask("Three")
    page = tick(member, one, two)
    assert "Change 2 actions" in page.words
    page = member.send(page, "look", FORM, due="30/04/2026", why=WHY)
    assert "Due: from 31 March 2026 to 30 April 2026" in page.words
    assert actions(board)["One"].due == date(2026, 3, 31)
    done = member.send(page, "change")
    assert "2 actions changed." in done.words
    assert done.soup.select_one(".kb-chip") is not None
    found = {text: action.due for text, action in actions(board).items()}
    assert found == {"One": date(2026, 4, 30), "Two": date(2026, 4, 30), "Three": None}
    with board.site.works.sessions() as session:
        last = [records.history(session, uid)[-1] for uid in (one, two)]
    assert {change.words for change in last} == {WHY}
    assert last[0].batch == last[1].batch != ""


def test_a_new_owner_is_the_one_of_that_name_in_each_agency(
    board: Board, member: Somebody
) -> None:
    board.come("Ann Lead", "agency-lead", "police")
    police, nurses = board.ask("One"), board.ask("Two", "health-visiting")
    page = tick(member, police, nurses, asked="")
    page = member.send(page, "look", FORM, owner="ann lead", why=WHY)
    member.send(page, "change")
    found = actions(board)
    assert found["One"].owner.startswith("person:")
    assert found["Two"].owner == "ann lead"


def test_what_the_rules_refuse_is_told_by_name_and_the_others_can_be_changed(
    board: Board, member: Somebody
) -> None:
    closed, open_ = board.ask("Closed one"), board.ask("Open one")
    board.move(closed, Role.BOARD_APPROVER, words="No", minute="1", closure="overtaken")
    page = tick(member, closed, open_)
    page = member.send(page, "look", FORM, due="2026-04-30", why=WHY)
    said = "Closed one Police Stays as it is. The action is closed."
    assert said in page.words
    assert "Change this action" in page.words
    member.send(page, "change")
    assert actions(board)["Open one"].due == date(2026, 4, 30)
    assert actions(board)["Closed one"].due is None


def test_when_one_was_changed_meanwhile_none_is_until_it_is_confirmed_again(
    board: Board, member: Somebody
) -> None:
    one, two = board.ask("One"), board.ask("Two")
    page = member.send(tick(member, one, two), "look", FORM, due="2026-04-30", why=WHY)
    board.move(one, Role.EDITOR, due="2026-02-28")
    page = member.send(page, "change")
    assert page.status == 409
    assert "somebody else changed one of these meanwhile" in page.words
    assert "Due: from 28 February 2026 to 30 April 2026" in page.words
    assert actions(board)["Two"].due is None
    member.send(page, "change")
    assert {one.due for one in actions(board).values()} == {date(2026, 4, 30)}


def test_what_is_so_already_is_said_and_not_changed(
    board: Board, member: Somebody
) -> None:
    uid = board.ask("One", due="2026-04-30")
    page = member.send(tick(member, uid), "look", FORM, due="2026-04-30", why=WHY)
    assert "It is so already." in page.words
    assert "There is nothing to change." in page.words


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (
            {"due": "soon", "why": WHY},
            {"#f-due": "“soon” is not a day such as 2026-03-31 or 31/03/2026"},
        ),
        ({"why": WHY}, {"#f-due": "Give a new date, a new owner, or both"}),
        ({"due": "2026-04-30"}, {"#f-why": "Say why, in a sentence"}),
    ],
)
def test_what_is_wrong_is_said_by_field_and_nothing_typed_is_lost(
    board: Board, member: Somebody, typed: dict[str, str], wrong: dict[str, str]
) -> None:
    page = member.send(tick(member, board.ask("One")), "look", FORM, **typed)
    assert (page.status, page.wrong()) == (422, wrong)
    assert {k: v[0] for k, v in page.typed().items() if k in typed} == typed


def test_who_ticks_nothing_is_told_and_led_back(board: Board, member: Somebody) -> None:
    board.ask("One")
    page = tick(member)
    assert page.address == "/board/actions"
    assert "Nothing was ticked" in page.words
    assert page.soup.select_one(".kb-chip") is not None


def test_nobody_changes_what_they_may_not_see(board: Board, member: Somebody) -> None:
    hidden = board.ask("Hush", document="reviews/zebedee-hush")
    open_ = board.ask("One")
    page = tick(member, hidden, open_)
    assert "Change 1 action" in page.words
    assert "Hush" not in page.words
    page = member.send(page, "look", FORM, due="2026-04-30", why=WHY)
    fields = page.typed() | {"do": ["change"]}
    with board.site.works.sessions() as session:
        version = records.one(session, hidden).version
    fields["seen"] = [*fields["seen"], f"{hidden} {version}"]
    assert member.post("/board/change", fields).status == 409
    assert actions(board)["Hush"].due is None
    assert actions(board)["One"].due is None


def test_a_version_that_nobody_was_shown_changes_nothing(
    board: Board, member: Somebody
) -> None:
    one = board.ask("One")
    page = member.send(tick(member, one), "look", FORM, due="2026-04-30", why=WHY)
    fields = page.typed() | {"do": ["change"], "seen": [f"{one} {'9' * 5000}"]}
    assert member.post("/board/change", fields).status == 409
    assert actions(board)["One"].due is None
