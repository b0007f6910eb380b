from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import a_small_library
from tests.web.editing import Site, Somebody, open_editing_site
from tests.web.site import links

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return open_editing_site(a_small_library(tmp_path / "content"))


def save(who: Somebody, key: str, **typed: str) -> None:
    form = who.send(who.get(f"/edit/{key}"), form="form.kb-begin")
    assert who.send(form, "save", **typed).address == "/desk"


def drafted(who: Somebody) -> None:
    """Make three versions of a lesson that only editors see."""
    save(who, "lessons/ask-again", status="draft", title="First")
    save(who, "lessons/ask-again", title="Second", markdown="The old words.")
    save(who, "lessons/ask-again", title="Third", markdown="The new words.")


def test_the_history_lists_who_saved_what_the_newest_first(jane: Somebody) -> None:
    drafted(jane)
    seen = jane.get("/lessons/ask-again/history")
    versions = seen.soup.select(".kb-version")
    assert len(versions) >= 3
    assert "Jane Editor" in versions[0].get_text()
    assert "The newest" in versions[0].get_text()


def test_a_version_says_what_was_different_before_and_since(jane: Somebody) -> None:
    drafted(jane)
    addresses = list(links(jane.get("/lessons/ask-again/history").soup, ".kb-version"))
    seen = jane.get("/lessons/ask-again/history")
    second = [str(a["href"]) for a in seen.soup.select(".kb-version a")][1]
    shown = jane.get(second).words
    assert addresses
    assert "[taken out: First ]" in shown
    assert "[put in: Second ]" in shown
    assert "[taken out: old ]" in shown
    assert "[put in: new ]" in shown


def test_an_older_version_is_restored_as_a_draft_and_not_at_once(
    site: Site, jane: Somebody
) -> None:
    drafted(jane)
    seen = jane.get("/lessons/ask-again/history")
    second = [str(a["href"]) for a in seen.soup.select(".kb-version a")][1]
    draft = jane.send(jane.get(second), form="form.kb-begin")
    assert draft.typed()["title"] == ["Second"]
    assert "title: Third" in site.file("lessons/ask-again")
    assert jane.send(draft, "save").address == "/desk"
    assert "title: Second" in site.file("lessons/ask-again")


def test_readers_have_no_history_of_what_was_not_for_them(
    site: Site, jane: Somebody
) -> None:
    pat = site.somebody("Pat Reader", "practitioner")
    anyone = Somebody(site.app.test_client())
    drafted(jane)
    versions = jane.get("/lessons/ask-again/history").soup.select(".kb-version a")
    for who in (pat, anyone):
        who.get("/lessons/ask-again/history", 404)
        for link in versions:
            who.get(str(link["href"]), 404)
        who.get("/reports/child-a/history", 404)
    site.somebody("Bo Board", "board-member").get("/reports/child-a/history")


def test_a_reader_sees_what_was_public_and_neither_who_wrote_it_nor_a_way_back(
    site: Site, jane: Somebody
) -> None:
    sam = site.somebody("Sam Okafor")
    for title in ("Once public", "Public now"):
        form = jane.send(jane.get("/edit/lessons/ask-again"), form="form.kb-begin")
        asked = jane.send(form, "save", title=title)
        waits = jane.send(asked, clearance="No case.", note="A note among editors.")
        sam.send(sam.get(waits.address), "sign")
    save(jane, "lessons/ask-again", status="draft", title="Never public")
    form = jane.send(jane.get("/edit/lessons/ask-again"), form="form.kb-begin")
    asked = jane.send(form, "save", status="published", title="Public now")
    sam.send(sam.get(jane.send(asked, clearance="No case.").address), "sign")
    anyone = Somebody(site.app.test_client())
    seen = anyone.get("/lessons/ask-again/history")
    shown = [
        anyone.get(str(a["href"])) for a in seen.soup.select(".kb-version__when a")
    ]
    said = seen.words + "".join(one.words for one in shown)
    assert len(shown) == 3
    assert "Once" in said
    assert not any(one.soup.select("main form[method=post]") for one in shown)
    for word in ("Jane", "Sam", "Never", "A note among editors"):
        assert word not in said


def test_there_is_no_history_of_what_is_not_there(jane: Somebody) -> None:
    jane.get("/lessons/nothing-here/history", 404)
    jane.get("/lessons/ask-again/history/999999", 404)


def test_a_version_of_another_document_is_not_shown_under_this_one(
    jane: Somebody,
) -> None:
    drafted(jane)
    seen = jane.get("/lessons/ask-again/history")
    number = str(seen.soup.select(".kb-version a")[0]["href"]).rpartition("/")[2]
    jane.get(f"/reviews/child-a/history/{number}", 404)
