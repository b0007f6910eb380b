from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.access import Role
from tests.web.packing import SECRET, School, open_school
from tests.web.site import links

if TYPE_CHECKING:
    from pathlib import Path

PLACES = (
    "/lessons/ask-again",
    "/reviews/child-a",
    "/policies/safer-sleep",
    "/search?q=ask",
    "/themes/neglect",
)


@pytest.fixture
def school(tmp_path: Path) -> School:
    return open_school(tmp_path)


def test_a_document_is_collected_where_it_is_read_and_its_reader_comes_back(
    school: School,
) -> None:
    tess = school.come("Tess")
    page = tess.get("/lessons/ask-again")
    seen = tess.send(page, form="#kb-collect", anchor="")
    assert seen.address == "/lessons/ask-again"
    assert "1 item" in str(seen.soup.select_one("#collected"))
    (pack,) = {url for url in links(seen.soup).values() if "/packs/" in url}
    assert tess.slugs(pack) == ["ask-again"]
    assert "Added to" not in tess.get("/lessons/ask-again").words


def test_sections_and_hits_go_into_the_same_pack_each_once(school: School) -> None:
    tess = school.come("Tess")
    page = tess.get("/lessons/ask-who")
    buttons = page.soup.select("button[name=anchor][form=kb-collect]")
    assert [one["value"] for one in buttons] == ["", "what-to-do", QUESTIONS]
    tess.send(page, form="#kb-collect", anchor=QUESTIONS)
    tess.send(page, form="#kb-collect", anchor=QUESTIONS)
    found = tess.get("/search?q=listen")
    seen = tess.send(found, form="#kb-collect", key="lessons/listen")
    assert seen.soup.select_one("#collected") is not None
    (pack,) = {url for url in links(seen.soup).values() if "/packs/" in url}
    assert tess.slugs(pack) == ["ask-who", "listen"]
    assert tess.pack(pack).items[0].anchor == QUESTIONS


QUESTIONS = "questions-for-supervision"


def test_what_was_collected_is_taken_out_again_at_once(school: School) -> None:
    tess = school.come("Tess")
    tess.send(tess.get("/lessons/listen"), form="#kb-collect", anchor="")
    page = tess.get("/lessons/ask-again")
    seen = tess.send(page, form="#kb-collect", anchor="")
    drop = str(seen.soup.select("#collected button[name=drop]")[0]["value"])
    seen = tess.send(seen, form="#collected form", drop=drop)
    assert seen.address == "/lessons/ask-again"
    (pack,) = {url for url in links(seen.soup).values() if "/packs/" in url}
    assert tess.slugs(pack) == ["listen"]


def test_a_trainer_chooses_into_which_pack_to_collect(school: School) -> None:
    tess = school.come("Tess")
    first, second = tess.begins(title="First"), tess.begins(title="Second")
    uid = second.rpartition("/")[2]
    tess.does("/training/collecting", pack=uid, back="/lessons/listen")
    tess.send(tess.get("/lessons/listen"), form="#kb-collect", anchor="")
    assert (tess.slugs(first), tess.slugs(second)) == ([], ["listen"])
    tess.does("/training/collecting", pack="new", back="/lessons/listen")
    seen = tess.send(tess.get("/lessons/ask-who"), form="#kb-collect", anchor="")
    assert tess.slugs(second) == ["listen"]
    assert "Collected on" in str(seen.soup.select_one("#collected"))


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example/", "/nowhere"]
)
def test_collecting_leads_to_no_other_site(school: School, back: str) -> None:
    tess = school.come("Tess")
    seen = tess.does("/training/collect", key="lessons/listen", anchor="", back=back)
    assert seen.address.startswith("/training/packs/")


@pytest.mark.parametrize(
    ("key", "anchor"),
    [
        ("lessons/hush", ""),
        ("lessons/nothing", ""),
        ("people/ann", ""),
        ("", ""),
        ("lessons/listen", "no such/anchor"),
    ],
)
def test_what_is_not_on_the_shelf_is_not_collected(
    school: School, key: str, anchor: str
) -> None:
    tess = school.come("Tess")
    seen = tess.does("/training/collect", key=key, anchor=anchor, back="/")
    assert seen.status == 404
    assert SECRET not in seen.words
    assert "You have none yet" in tess.get("/training").words


@pytest.mark.parametrize("place", PLACES)
def test_who_builds_no_packs_is_offered_nothing(school: School, place: str) -> None:
    pria, lead = (
        school.come("Pria", Role.PRACTITIONER),
        school.come("Li", Role.AGENCY_LEAD),
    )
    for somebody in (pria, lead):
        assert "course pack" not in str(somebody.get(place).soup)
    assert "kb-collect" in str(school.come("Tess").get(place).soup)


@pytest.mark.parametrize("place", PLACES)
def test_who_has_not_signed_in_gets_the_same_bytes_whatever_trainers_collect(
    school: School, place: str
) -> None:
    anybody = school.site.app.test_client()
    before = anybody.get(place).data
    tess = school.come("Tess")
    tess.send(tess.get("/lessons/listen"), form="#kb-collect", anchor="")
    assert tess.get(place).status == 200
    assert anybody.get(place).data == before
    assert b"course pack" not in before


def test_a_report_is_collected_by_who_may_read_it(school: School) -> None:
    ed = school.come("Ed", Role.EDITOR, "")
    seen = ed.send(ed.get("/reports/child-a"), form="#kb-collect", anchor="")
    (pack,) = {url for url in links(seen.soup).values() if "/packs/" in url}
    assert [one.key for one in ed.pack(pack).items] == ["reports/child-a"]


def test_what_cannot_be_collected_is_told_where_one_is(school: School) -> None:
    tess = school.come("Tess")
    sent = {"key": "lessons/listen", "anchor": "gone", "back": "/lessons/listen"}
    seen = tess.does("/training/collect", **sent)
    assert seen.address == "/lessons/listen"
    assert "has no such section any more" in seen.words
