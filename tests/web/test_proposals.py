from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from kb.publishing.models import Proposal
from tests.factories import a_small_library
from tests.web.editing import Seen, Site, Somebody, open_editing_site
from tests.web.site import links

if TYPE_CHECKING:
    from pathlib import Path

REASON = "It is the board's own office, on its public page."
CLEARANCE = "No case is open; the board's lawyer said so on Monday."


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return open_editing_site(a_small_library(tmp_path / "content"))


def asking(who: Somebody, **typed: str) -> Seen:
    """Change a published lesson, and be asked what a second person must know."""
    form = who.send(who.get("/edit/lessons/ask-again"), form="form.kb-begin")
    asked = who.send(form, "save", **typed)
    assert asked.address == f"{form.address}/propose"
    return asked


def proposed(who: Somebody, **typed: str) -> Seen:
    """Ask for sign-off."""
    asked = asking(who, **typed)
    seen = who.send(asked, clearance=CLEARANCE, note="Said it better.")
    assert seen.address.startswith("/proposals/")
    return seen


def test_what_readers_would_see_waits_for_a_second_person(
    site: Site, jane: Somebody, sam: Somebody
) -> None:
    waits = proposed(jane, title="Ask where everybody sleeps")
    assert "Ask where everybody sleeps" not in site.file("lessons/ask-again")
    assert "Ask where everybody sleeps" in links(sam.get("/desk").soup)
    seen = sam.get(waits.address)
    assert "Jane Editor wrote this lesson" in seen.words
    assert "Who will read it: Everyone" in seen.words
    assert "Said it better." in seen.words
    assert CLEARANCE in seen.words
    assert seen.soup.select_one("h1") is not None
    assert "Ask where everybody sleeps" in str(seen.soup.h1)
    signed = sam.send(seen, "sign", note="Read twice.")
    assert "Signed and saved" in signed.words
    assert "title: Ask where everybody sleeps" in site.file("lessons/ask-again")
    anyone = Somebody(site.app.test_client())
    assert "Ask where everybody sleeps" in anyone.get("/lessons/ask-again").words
    assert "Nothing waits" in sam.get("/desk").words


def test_the_writer_is_offered_no_signature_and_cannot_give_one(
    site: Site, jane: Somebody
) -> None:
    waits = proposed(jane, title="Mine alone")
    assert not waits.soup.select("button[value=sign]")
    assert "somebody else signs it" in waits.words
    answer = jane.send(waits, "sign")
    assert answer.status in {403, 404}
    assert "Mine alone" not in site.file("lessons/ask-again")
    assert "Waiting for sign-off" in jane.get(waits.address).words


def test_the_writer_can_take_it_back_and_only_the_writer(
    jane: Somebody, sam: Somebody
) -> None:
    waits = proposed(jane, title="Not yet")
    assert sam.send(sam.get(waits.address), "take-back").status in {403, 404}
    back = jane.send(jane.get(waits.address), "take-back")
    assert "It no longer waits" in back.words
    assert not back.soup.select("form[action^='/proposals/']")


def test_sending_back_needs_a_note_and_keeps_it(jane: Somebody, sam: Somebody) -> None:
    waits = proposed(jane, title="Not good yet")
    seen = sam.get(waits.address)
    asked = sam.send(seen, "send-back", note=" ")
    assert asked.status == 422
    assert asked.wrong() == {"#f-note": "Say what should be different"}
    sam.send(seen, "send-back", note="Name the ward less exactly.")
    told = jane.get(waits.address).words
    assert "Sent back" in told
    assert "Name the ward less exactly." in told


def test_a_text_that_was_overtaken_is_not_signed(
    site: Site, jane: Somebody, sam: Somebody
) -> None:
    waits = proposed(jane, title="Too late")
    path = site.content / "lessons" / "ask-again.md"
    path.write_text(site.file("lessons/ask-again").replace("Ask to see", "Look at"))
    answer = sam.send(sam.get(waits.address), "sign")
    assert "Not signed: somebody saved another text" in answer.words
    assert "Too late" not in site.file("lessons/ask-again")


def test_two_texts_are_put_together_before_anybody_is_asked_to_sign(
    site: Site, jane: Somebody
) -> None:
    form = jane.send(jane.get("/edit/lessons/ask-again"), form="form.kb-begin")
    path = site.content / "lessons" / "ask-again.md"
    path.write_text(site.file("lessons/ask-again").replace("Ask to see", "Look at"))
    seen = jane.send(form, "save", title="Too late")
    assert seen.status == 409
    assert "Somebody saved another text while you wrote" in seen.words


def test_what_was_narrowed_is_seen_as_it_will_look_when_it_is_opened_again(
    jane: Somebody, sam: Somebody
) -> None:
    form = jane.send(jane.get("/edit/lessons/ask-again"), form="form.kb-begin")
    assert jane.send(form, "save", audience="partners").address == "/desk"
    seen = sam.get(proposed(jane, audience="public").address).words
    assert "taken out: Staff of partner agencies" in seen
    assert "put in: Everyone" in seen
    assert "This is the page that its readers will see" in seen


FOUND = "The team is at LS1 4AP. Born on 3 March 2012, the child lived near."


def test_each_finding_is_mended_or_explained(site: Site, jane: Somebody) -> None:
    asked = asking(jane, markdown=FOUND)
    places = [one.get_text() for one in asked.soup.select(".kb-finding mark")]
    assert places == ["LS1 4AP", "3 March 2012"]
    missing = jane.send(asked)
    assert missing.status == 422
    assert len(missing.wrong()) == 3
    assert "#f-clearance" in missing.wrong()
    for place in missing.wrong():
        assert missing.soup.select_one(place) is not None
    assert _states(site) == []


def test_reasons_are_kept_when_something_else_is_missing_and_shown_to_the_other(
    jane: Somebody, sam: Somebody
) -> None:
    asked = asking(jane, markdown=FOUND)
    names = [one for one in asked.typed() if one.startswith("why-")]
    fields = asked.typed()
    for name in names:
        fields[name] = [REASON]
        fields[name.replace("why-", "choice-")] = ["fine"]
    again = jane.post(asked.address, fields)
    assert list(again.wrong()) == ["#f-clearance"]
    assert [again.typed()[name] for name in names] == [[REASON], [REASON]]
    waits = jane.send(again, clearance=CLEARANCE)
    seen = sam.get(waits.address).words
    assert seen.count(f"Checked, not identifying, because: {REASON}") == 2


def test_choosing_to_mend_leads_back_to_the_draft_with_all_that_was_typed(
    jane: Somebody,
) -> None:
    asked = asking(jane, markdown=FOUND, title="My title")
    name = next(one for one in asked.typed() if one.startswith("why-"))
    fields = asked.typed() | {
        name.replace("why-", "choice-"): ["mend"],
        "clearance": [CLEARANCE],
    }
    form = jane.post(asked.address, fields)
    assert form.address == asked.address.removesuffix("/propose")
    assert form.typed()["markdown"] == [FOUND]
    mended = jane.send(form, "save", markdown="Nothing that shows who it was.")
    assert mended.typed()["clearance"] == [CLEARANCE]
    assert not mended.soup.select(".kb-finding")


def test_what_is_wrong_comes_before_sign_off(jane: Somebody) -> None:
    asked = asking(jane, title="Fine")
    draft = asked.address.removesuffix("/propose")
    jane.send(jane.get(draft), "keep", title="")
    seen = jane.get(asked.address, 422)
    assert seen.wrong() == {"#f-title": "Title is missing"}


def test_old_versions_are_closed_when_something_was_taken_out(
    site: Site, jane: Somebody, sam: Somebody
) -> None:
    def versions() -> int:
        seen = Somebody(site.app.test_client()).get("/lessons/ask-again/history")
        return len(seen.soup.select(".kb-version"))

    for statement in ("Named the street.", "Names it still."):
        waits = proposed(jane, statement=statement)
        sam.send(sam.get(waits.address), "sign")
    before = versions()
    asked = asking(jane, statement="Nothing of the street.")
    waits = jane.send(asked, clearance=CLEARANCE, closes_old="1")
    seen = sam.get(waits.address)
    assert "Older versions are closed" in seen.words
    sam.send(seen, "sign")
    assert before >= 2
    assert versions() == 1


def test_a_new_public_document_waits_as_a_whole(
    site: Site, jane: Somebody, sam: Somebody
) -> None:
    form = jane.send(jane.get("/edit/lessons/new"), title="Ask who is at home")
    fields = form.typed() | {
        "statement": ["Ask who lives there."],
        "owner": ["Business unit"],
        "reviews": ["child-a"],
        "for": ["police"],
        "status": ["published"],
        "do": ["save"],
    }
    waits = jane.send(jane.post(form.address, fields), clearance=CLEARANCE)
    assert not (site.content / "lessons" / "ask-who-is-at-home.md").exists()
    seen = sam.get(waits.address)
    assert "The whole text is new" in seen.words
    sam.send(seen, "sign")
    assert "status: published" in site.file("lessons/ask-who-is-at-home")


def test_an_embargo_at_once_hides_and_says_what_it_does(
    site: Site, jane: Somebody
) -> None:
    ask = jane.get("/embargo/reviews/child-a")
    assert "No date opens it again" in ask.words
    empty = jane.send(ask, reason=" ")
    assert empty.wrong() == {"#f-reason": "Say why, for the record"}
    done = jane.send(ask, reason="A trial was listed.")
    assert "Under embargo" in done.words
    Somebody(site.app.test_client()).get("/reviews/child-a", 404)
    assert "status: embargoed" in site.file("reviews/child-a")


def test_a_withdrawal_leaves_a_tombstone_and_asks_for_a_reason_that_tells_nothing(
    site: Site, jane: Somebody
) -> None:
    ask = jane.get("/withdraw/lessons/ask-again")
    assert "At once nobody finds or reads it" in ask.words
    telling = jane.send(ask, reason="About LS1 4AP.")
    assert telling.status == 422
    assert "LS1 4AP" in telling.wrong()["#f-reason"]
    assert telling.typed()["reason"] == ["About LS1 4AP."]
    done = jane.send(telling, reason="At the request of the board.")
    assert done.address == "/desk"
    stone = Somebody(site.app.test_client()).get("/lessons/ask-again", 410)
    assert "At the request of the board." in stone.words
    assert not links(stone.soup, ".kb-tools")
    theirs = links(jane.get("/lessons/ask-again", 410).soup, ".kb-tools")
    assert [jane.get(link).status for link in theirs.values()] == [200, 200]
    assert "Ask to see where" in site.file("lessons/ask-again")


def test_a_withdrawal_can_erase_the_text_too(site: Site, jane: Somebody) -> None:
    ask = jane.get("/withdraw/lessons/ask-again")
    jane.send(ask, reason="At the request of the board.", erase="1")
    assert "Ask to see where" not in site.file("lessons/ask-again")
    history = jane.get("/lessons/ask-again/history")
    for link in links(history.soup, ".kb-revisions").values():
        seen = jane.get(link)
        assert not seen.soup.select("form.kb-begin")


def _states(site: Site) -> list[str]:
    with site.works.sessions() as session:
        return [one.state for one in session.scalars(select(Proposal))]
