from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import a_small_library
from tests.web.editing import Seen, Site, Somebody, open_editing_site, typed_in
from tests.web.site import links

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return open_editing_site(a_small_library(tmp_path / "content"))


def begin(who: Somebody, key: str) -> Seen:
    """Open a draft of a document."""
    form = who.send(who.get(f"/edit/{key}"), form=f"form[action='/edit/{key}']")
    assert form.status == 200
    return form


PAGES = (
    "/desk",
    "/desk/due",
    "/edit/lessons/new",
    "/edit/lessons/ask-again",
    "/drafts/0123456789abcdef",
    "/drafts/0123456789abcdef/preview",
    "/drafts/0123456789abcdef/propose",
    "/drafts/0123456789abcdef/conflict",
    "/proposals/0123456789abcdef",
    "/withdraw/lessons/ask-again",
    "/embargo/lessons/ask-again",
)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("role", ["practitioner", "trainer", "board-member"])
def test_for_who_does_not_edit_there_is_no_such_page(
    site: Site, role: str, address: str
) -> None:
    who = site.somebody("Pat Reader", role)
    seen = who.get(address, 404)
    assert seen.words == who.get("/lessons/no-such-lesson", 404).words
    assert not links(who.get("/lessons/ask-again").soup, ".kb-tools").keys() & {
        "Edit",
        "Withdraw",
    }


def test_an_editor_finds_the_way_from_a_page_to_its_form(jane: Somebody) -> None:
    tools = links(jane.get("/lessons/ask-again").soup, ".kb-tools")
    assert tools == {
        "Edit": "/edit/lessons/ask-again",
        "History": "/lessons/ask-again/history",
        "Ask an agency to act": "/board/actions/new?document=lessons/ask-again",
        "Withdraw": "/withdraw/lessons/ask-again",
        "Embargo": "/embargo/lessons/ask-again",
    }


def test_looking_at_a_form_begins_no_draft(jane: Somebody) -> None:
    jane.get("/edit/lessons/ask-again")
    jane.get("/edit/lessons/new")
    assert "You have none" in jane.get("/desk").words


def test_a_new_lesson_is_begun_kept_and_found_on_the_desk(jane: Somebody) -> None:
    form = jane.send(jane.get("/edit/lessons/new"), title="Ask who is at home")
    assert form.typed()["id"] == ["ask-who-is-at-home"]
    kept = jane.send(form, "keep", statement="Ask who lives there.")
    assert "Kept" in kept.words
    assert "Ask who is at home" in links(jane.get("/desk").soup)
    assert jane.get(kept.address).typed()["statement"] == ["Ask who lives there."]


def test_a_title_is_asked_for(jane: Somebody) -> None:
    again = jane.send(jane.get("/edit/reviews/new"), title="  ")
    assert again.status == 422
    assert again.wrong() == {"#f-title": "Give it a title; you can change it later"}


def test_a_new_lesson_becomes_a_file_that_only_editors_see(
    site: Site, jane: Somebody
) -> None:
    form = jane.send(jane.get("/edit/lessons/new"), title="Ask who is at home")
    fields = form.typed() | {
        "statement": ["Ask who lives there."],
        "owner": ["Business unit"],
        "reviews": ["child-a"],
        "for": ["police"],
        "do": ["save"],
    }
    saved = jane.post(form.address, fields)
    assert saved.address == "/desk"
    assert "Saved: Ask who is at home" in saved.words
    assert "You have none" in saved.words
    assert "status: draft\n" in site.file("lessons/ask-who-is-at-home")
    jane.get("/lessons/ask-who-is-at-home")
    site.somebody("Pat Reader", "practitioner").get("/lessons/ask-who-is-at-home", 404)


def test_every_mistake_is_shown_at_once_and_beside_its_field(
    site: Site, jane: Somebody
) -> None:
    form = begin(jane, "policies/safer-sleep")
    wrong = jane.send(
        form,
        "save",
        title="",
        review_due="tomorrow",
        **{"updates-0-sources-0-url": "nowhere", "updates-0-date": "2020-13"},
        markdown="See [this](../lessons/no-such-lesson.md)",
    )
    assert wrong.status == 422
    places = [str(one["id"]) for one in wrong.soup.select("main form [id^=f-]")]
    assert list(wrong.wrong()) == sorted(
        {
            "#f-title",
            "#f-review_due",
            "#f-updates-0-sources-0-url",
            "#f-updates-0-date",
        },
        key=lambda place: places.index(place[1:]),
    )
    for place in wrong.wrong():
        input_ = wrong.soup.select_one(place)
        assert input_ is not None
        message = wrong.soup.select_one(f"{place}-wrong")
        assert message is not None
        assert str(message["id"]) in str(input_["aria-describedby"])
        assert input_["aria-invalid"] == "true"
    assert wrong.typed()["review_due"] == ["tomorrow"]
    assert "title: Safer sleep" in site.file("policies/safer-sleep")
    links_ = jane.send(
        wrong,
        "check",
        title="Safer sleep",
        review_due="",
        **{"updates-0-sources-0-url": "https://example.org", "updates-0-date": "2020"},
    )
    assert links_.status == 422
    assert list(links_.wrong()) == ["#f-markdown"]


TYPED = "Typed words that must not be lost.\r\n\r\n  Two spaces, “quotes” & <b>."


@pytest.mark.parametrize("do", ["keep", "check", "save", "preview", "add:notes"])
def test_what_is_typed_is_kept_whatever_the_button_and_whatever_is_wrong(
    jane: Somebody, do: str
) -> None:
    form = begin(jane, "reviews/child-a")
    jane.send(
        form,
        do,
        title="",
        markdown=TYPED,
        published="last year",
        child_count="two",
        **{"sources-0-seen_on": "31/12/2020", "sources-0-key": "  s 1"},
    )
    again = jane.get(form.address).typed()
    assert again["markdown"] == [TYPED]
    assert again["title"] == [""]
    assert again["published"] == ["last year"]
    assert again["child_count"] == ["two"]
    assert again["sources-0-seen_on"] == ["31/12/2020"]
    assert again["sources-0-key"] == ["  s 1"]


def test_what_is_typed_is_kept_by_the_page_itself_every_few_seconds(
    jane: Somebody,
) -> None:
    form = begin(jane, "lessons/ask-again")
    fields = form.typed() | {"title": ["Half a sen"], "do": ["autosave"]}
    answer = jane.client.post(form.address, data=fields)
    assert str(answer.json["kept"]).startswith("Kept on ")  # type: ignore[index]
    assert jane.get(form.address).typed()["title"] == ["Half a sen"]


def test_a_form_that_was_cut_off_on_its_way_throws_nothing_away(
    jane: Somebody,
) -> None:
    form = begin(jane, "lessons/ask-again")
    before = jane.get(form.address).typed()
    token = before["csrf_token"]
    jane.post(form.address, {"csrf_token": token, "title": ["Cut o"], "do": ["keep"]})
    assert jane.get(form.address).typed() | {"csrf_token": []} == before | {
        "csrf_token": []
    }


def test_rows_come_and_go_without_a_script_and_take_nothing_with_them(
    jane: Somebody,
) -> None:
    form = begin(jane, "reviews/child-a")
    two = jane.send(form, "add:sources", markdown="Typed before.")
    assert two.typed()["sources-1"] == ["row"]
    filled = jane.send(two, "add:recommendations", **{"sources-1-key": "s2"})
    gone = jane.send(filled, "remove:sources-0").typed()
    assert gone["markdown"] == ["Typed before."]
    assert gone["sources-1-key"] == ["s2"]
    assert "sources-0-key" not in gone
    assert gone["recommendations-0-id"] == [""]


def test_a_row_inside_a_row_can_be_added(jane: Somebody) -> None:
    form = begin(jane, "policies/safer-sleep")
    more = jane.send(form, "add:updates-0-sources")
    assert "updates-0-sources-1-url" in more.typed()


def test_only_what_the_form_asks_for_gets_into_a_draft_or_a_file(
    site: Site, jane: Somebody
) -> None:
    form = begin(jane, "lessons/ask-again")
    more = {"person": "person:0", "base": "0", "uid": "x", "id": "other", "body": "B"}
    fields = form.typed() | {name: [value] for name, value in more.items()}
    fields |= {"status": ["draft"], "do": ["save"]}
    saved = jane.post(form.address, fields)
    assert saved.address == "/desk"
    source = site.file("lessons/ask-again")
    assert "status: draft\n" in source
    assert not any(f"{name}:" in source for name in more)
    assert not (site.content / "lessons" / "other.md").exists()


def test_nobody_opens_or_changes_the_draft_of_somebody_else(
    jane: Somebody, sam: Somebody
) -> None:
    form = begin(jane, "lessons/ask-again")
    for address in ("", "/preview", "/propose", "/conflict"):
        sam.get(f"{form.address}{address}", 404)
    own = begin(sam, "lessons/ask-again")
    fields = own.typed() | {"title": ["Sam's"], "do": ["keep"]}
    assert sam.post(form.address, fields).status == 404
    assert jane.get(form.address).typed()["title"] != ["Sam's"]


def test_a_second_editor_is_told_who_is_writing_already_and_since_when(
    jane: Somebody, sam: Somebody
) -> None:
    begin(jane, "lessons/ask-again")
    before = sam.get("/edit/lessons/ask-again").words
    assert "Jane Editor is editing this already , since" in before
    form = begin(sam, "lessons/ask-again")
    assert "Jane Editor is editing this too , since" in form.words


def test_the_second_to_save_is_shown_both_texts_and_puts_them_together(
    site: Site, jane: Somebody, sam: Somebody
) -> None:
    jane.send(begin(jane, "lessons/ask-again"), "save", status="draft")
    first = begin(jane, "lessons/ask-again")
    second = begin(sam, "lessons/ask-again")
    jane.send(first, "save", title="What Jane wrote", statement="Jane's statement.")
    both = sam.send(
        second, "save", title="What Sam wrote", markdown="## What to do\n\nSam's text."
    )
    assert both.status == 409
    assert "What [only in theirs: Jane ] wrote" in both.words
    assert "What [only in yours: Sam ] wrote" in both.words
    assert "title: What Jane wrote" in site.file("lessons/ask-again")
    fields = both.typed()
    assert fields["take-title"] == fields["take-markdown"] == ["mine"]
    assert fields["take-statement"] == ["theirs"], "Sam had left it alone"
    together = sam.post(f"{second.address}/conflict", fields)
    typed = together.typed()
    assert typed["title"] == ["What Sam wrote"]
    assert typed["statement"] == ["Jane's statement."]
    saved = sam.send(together, "save")
    assert saved.address == "/desk"
    source = site.file("lessons/ask-again")
    assert "title: What Sam wrote" in source
    assert "statement: Jane's statement." in source
    assert "Sam's text." in source


def test_a_third_text_saved_while_two_are_put_together_is_shown_too(
    site: Site, jane: Somebody, sam: Somebody
) -> None:
    jane.send(begin(jane, "lessons/ask-again"), "save", status="draft")
    second = begin(sam, "lessons/ask-again")
    jane.send(begin(jane, "lessons/ask-again"), "save", title="Second")
    both = sam.send(second, "save", title="Mine")
    jane.send(begin(jane, "lessons/ask-again"), "save", title="Third")
    again = sam.post(f"{second.address}/conflict", both.typed())
    assert again.status == 409
    assert "Third" in again.words
    assert sam.get(second.address).typed()["title"] == ["Mine"]
    assert "title: Third" in site.file("lessons/ask-again")


def test_a_draft_that_was_overtaken_says_so_before_it_is_saved(
    jane: Somebody, sam: Somebody
) -> None:
    jane.send(begin(jane, "lessons/ask-again"), "save", status="draft")
    second = begin(sam, "lessons/ask-again")
    jane.send(begin(jane, "lessons/ask-again"), "save", title="Second")
    seen = sam.get(second.address)
    assert "Somebody saved another text since you began" in seen.words
    shown = sam.get(f"{second.address}/conflict")
    assert "Second" in shown.words


def test_a_draft_is_thrown_away_only_when_asked_twice(jane: Somebody) -> None:
    form = begin(jane, "lessons/ask-again")
    ask = jane.send(form, "discard", title="Nearly gone")
    assert "cannot be brought back" in ask.words
    assert jane.get(form.address).typed()["title"] == ["Nearly gone"]
    gone = jane.send(ask, "throw-away")
    assert gone.address == "/desk"
    jane.get(form.address, 404)


def test_a_preview_is_the_page_that_readers_will_see(jane: Somebody) -> None:
    form = begin(jane, "lessons/ask-again")
    seen = jane.send(form, "preview", markdown="## What to do\n\n**Look** twice.")
    assert seen.address == f"{form.address}/preview"
    assert seen.soup.select_one(".kb-prose strong") is not None
    assert "Leeds, Child A" in seen.words
    assert not seen.soup.select(".kb-tools")


@pytest.mark.parametrize(
    "key",
    ["lessons/ask-again", "reviews/child-a", "policies/safer-sleep", "reports/child-a"],
)
def test_a_document_of_each_kind_opens_previews_and_saves_as_a_draft(
    site: Site, jane: Somebody, key: str
) -> None:
    form = begin(jane, key)
    assert jane.send(form, "preview").status == 200
    before = site.works.library.refresh().documents[key]
    saved = jane.send(jane.get(form.address), "save", status="draft")
    assert saved.address == "/desk"
    after = site.works.library.refresh().documents[key]
    assert after == before.model_copy(update={"status": after.status})


def test_a_file_that_cannot_be_read_says_what_to_mend_and_opens_no_form(
    site: Site, jane: Somebody
) -> None:
    (site.content / "lessons" / "broken.md").write_text("---\ntitle: x\n---\n", "utf-8")
    seen = jane.get("/edit/lessons/broken")
    assert "cannot be read" in seen.words
    assert not seen.soup.select("main form[method=post]")


def test_a_long_list_lets_what_is_chosen_stand_first_and_open(jane: Somebody) -> None:
    form = begin(jane, "lessons/ask-again")
    box = form.soup.select_one("#f-themes input[checked]")
    assert box is not None
    assert box["value"] == "neglect"


def test_every_form_names_each_of_its_inputs(jane: Somebody) -> None:
    for key in ("lessons/ask-again", "reviews/child-a", "policies/safer-sleep"):
        form = begin(jane, key)
        labels = {str(one["for"]) for one in form.soup.select("label[for]")}
        ids = [str(one["id"]) for one in form.soup.select("[id]")]
        assert len(ids) == len(set(ids))
        for one in form.soup.select(".kb-edit :is(input, textarea, select)[id]"):
            assert str(one["id"]) in labels
        assert typed_in(form.soup.select_one(".kb-edit") or form.soup)
