from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.access import Role, Shared
from tests.web.packing import School, open_school
from tests.web.test_board_statements import counted
from tests.web.tracking import Board

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.packing import Trainer

THREE = ("ask-again", "ask-who", "listen")
LIGHT = 500_000
"""Bytes of a page that is still quick to load."""
SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def school(tmp_path: Path) -> School:
    return open_school(tmp_path)


def token(somebody: Trainer) -> str:
    return somebody.get("/account").typed("form[action='/sign-out']")["csrf_token"][0]


def goes_to(somebody: Trainer, pack: str, **sent: str) -> str:
    """Press a button of the order; give the address to which it leads."""
    fields = {"csrf_token": token(somebody), **sent}
    with somebody.client.post(f"{pack}/order", data=fields) as answer:
        assert answer.status_code == 303
        return str(answer.location)


def test_an_item_goes_down_and_up_and_its_mover_goes_on_at_the_same_button(
    school: School,
) -> None:
    tess = school.come("Tess")
    pack = tess.begins(*THREE)
    uid = tess.uid(pack, "ask-again")
    assert goes_to(tess, pack, down=uid) == f"{pack}#down-{uid}"
    assert "Moved to place 2 of 3." in tess.get(pack).words
    assert goes_to(tess, pack, down=uid) == f"{pack}#up-{uid}"
    assert tess.slugs(pack) == ["ask-who", "listen", "ask-again"]
    seen = tess.get(pack)
    assert seen.soup.select_one(f"#down-{uid}") is None
    for _ in range(2):
        place = goes_to(tess, pack, up=uid).partition("#")[2]
        assert tess.get(pack).soup.select_one(f"#{place}") is not None
    assert tess.slugs(pack) == list(THREE)


def test_down_at_the_end_of_a_part_leads_into_the_next(school: School) -> None:
    tess = school.come("Tess")
    pack = tess.begins(*THREE)
    tess.send(tess.get(f"{pack}/parts/new"), title="Later")
    seen = tess.does(f"{pack}/order", down=tess.uid(pack, "listen"))
    assert "Moved to place 3 of 3, in “Later”." in seen.words
    assert [len(part.items) for part in tess.pack(pack).parts] == [2, 1]


def test_a_script_is_told_the_whole_order(school: School) -> None:
    tess = school.come("Tess")
    pack = tess.begins(*THREE)
    first, last = tess.uid(pack, "ask-again"), tess.uid(pack, "listen")
    (part,) = tess.pack(pack).parts
    sent = {"csrf_token": token(tess), "item": last, "before": first, "part": part.uid}
    with tess.client.post(f"{pack}/order", data=sent, headers=SCRIPT) as answer:
        told = answer.get_json()
    assert told["said"] == "Moved to place 1 of 3."
    assert told["parts"][0]["items"] == [one.uid for one in tess.pack(pack).items]
    assert tess.slugs(pack) == ["listen", "ask-again", "ask-who"]


def test_of_two_who_move_items_at_once_neither_loses_anything(school: School) -> None:
    tess, tom = school.come("Tess"), school.come("Tom")
    pack = tess.begins(*THREE)
    tess.shares(pack, Shared.COLLEAGUES)
    for somebody in (tess, tom):
        somebody.get(pack)
    tess.does(f"{pack}/order", down=tess.uid(pack, "ask-again"))
    tom.does(f"{pack}/order", up=tess.uid(pack, "listen"))
    assert sorted(tess.slugs(pack)) == sorted(THREE)
    assert tess.slugs(pack) == ["ask-who", "listen", "ask-again"]


@pytest.mark.parametrize("way", ["up", "down", "item", "drop"])
def test_what_somebody_else_took_out_is_told_and_breaks_nothing(
    school: School, way: str
) -> None:
    tess, tom = school.come("Tess"), school.come("Tom")
    pack = tess.begins(*THREE)
    tess.shares(pack, Shared.COLLEAGUES)
    uid, part = tess.uid(pack, "listen"), tess.pack(pack).parts[0].uid
    tom.does(f"{pack}/order", drop=uid)
    sent = {"csrf_token": token(tess), way: uid, "part": part}
    with tess.client.post(f"{pack}/order", data=sent, headers=SCRIPT) as answer:
        assert answer.status_code == 409
        assert "Somebody took that out" in answer.get_json()["said"]
    assert "Somebody took that out" in tess.does(f"{pack}/order", **sent).words
    assert tess.slugs(pack) == ["ask-again", "ask-who"]


def test_the_second_of_two_who_write_beside_a_lesson_sees_both_texts(
    school: School,
) -> None:
    tess, tom = school.come("Tess"), school.come("Tom")
    pack = tess.begins("listen")
    tess.shares(pack, Shared.COLLEAGUES)
    item = f"{pack}/items/{tess.uid(pack, 'listen')}"
    mine, theirs = tess.get(item), tom.get(item)
    tom.send(theirs, form="main .kb-edit", words="Bring the chart")
    seen = tess.send(mine, form="main .kb-edit", words="Bring the photograph")
    assert seen.status == 409
    assert "Somebody changed this while you were writing" in seen.words
    assert "chart" in seen.words
    assert seen.typed("main .kb-edit")["words"] == ["Bring the photograph"]
    assert tess.pack(pack).items[0].text == "Bring the chart"
    tess.send(seen, form="main .kb-edit", words="Bring the chart and the photograph")
    assert tess.pack(pack).items[0].text == "Bring the chart and the photograph"


def test_what_was_written_beside_something_that_was_taken_out_is_given_back(
    school: School,
) -> None:
    tess, tom = school.come("Tess"), school.come("Tom")
    pack = tess.begins("listen")
    tess.shares(pack, Shared.COLLEAGUES)
    item = f"{pack}/items/{tess.uid(pack, 'listen')}"
    mine = tess.get(item)
    tom.does(f"{pack}/order", drop=tom.uid(pack, "listen"))
    seen = tess.send(mine, form="main .kb-edit", words="Bring the photograph")
    assert seen.status == 409
    assert "Bring the photograph" in seen.soup.select("textarea")[0].get_text()
    assert not tess.pack(pack).items


def test_the_second_of_two_who_say_what_a_pack_is_about_sees_both(
    school: School,
) -> None:
    tess, tom = school.come("Tess"), school.come("Tom")
    pack = tess.begins("listen")
    tess.shares(pack, Shared.COLLEAGUES)
    mine, theirs = tess.get(f"{pack}/about"), tom.get(f"{pack}/about")
    tom.send(theirs, aims="See the home")
    seen = tess.send(mine, aims="See the child")
    assert seen.status == 409
    theirs_now, mine_now = seen.soup.select(".kb-changed__text")
    assert "home" in theirs_now.get_text()
    assert "child" in mine_now.get_text()
    assert seen.typed()["aims"] == ["See the child"]
    assert tess.pack(pack).aims == ("See the home",)


def test_nobody_moves_what_they_may_not_change(school: School) -> None:
    tess = school.come("Tess")
    far = school.come("Far", agency="health-visiting")
    pria = school.come("Pria", Role.PRACTITIONER)
    pack = tess.begins(*THREE)
    tess.shares(pack, Shared.PARTNERSHIP)
    uid = tess.uid(pack, "listen")
    moves = ("order", "add", "share", "keep", "remove", "about", f"items/{uid}")
    for somebody in (far, pria):
        for move in (*moves, "parts/new", "new/note"):
            typed = {"drop": uid, "shared": "private", "title": "X", "words": "X"}
            assert somebody.does(f"{pack}/{move}", **typed).status in {403, 404}
    assert tess.slugs(pack) == list(THREE)
    assert "Safer sleep" in pria.get(pack).words


def test_three_and_three_hundred_items_take_as_many_statements(
    school: School,
) -> None:
    tess = school.come("Tess")
    numbers = []
    for times in (1, 100):
        pack = tess.begins(*THREE * times)
        tess.get(pack)
        for address in ("/training", pack):
            with counted(Board(school.site)) as said:
                seen = tess.get(address)
            numbers.append(len(said))
        assert len(seen.soup.select("[data-item]")) == 3 * times
        assert len(str(seen.soup)) < LIGHT
    assert numbers[:2] == numbers[2:]
