from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from kb.access import Role, Shared
from kb.accounts.models import Read
from tests.factories import write_lesson
from tests.web.packing import SECRET, School, open_school
from tests.web.site import links

if TYPE_CHECKING:
    from pathlib import Path

THREE = ("ask-again", "ask-who", "listen")


@pytest.fixture
def school(tmp_path: Path) -> School:
    return open_school(tmp_path)


def test_a_pack_begins_from_a_template_with_the_lessons_of_a_theme(
    school: School,
) -> None:
    tess = school.come("Tess")
    form = tess.get("/training/packs/new?theme=neglect")
    seen = tess.send(form, title="Sleep in a team meeting", template="team-meeting")
    assert "Sleep in a team meeting" in seen.words
    titles = [part.title for part in tess.pack(seen.address).parts]
    assert titles[:2] == ["Why today", "What we learned"]
    assert set(tess.slugs(seen.address)) == set(THREE)


def test_a_pack_without_a_title_is_asked_for_one_and_nothing_typed_is_lost(
    school: School,
) -> None:
    tess = school.come("Tess")
    form = tess.get("/training/packs/new?theme=neglect")
    seen = tess.send(form, title=" ", template="supervision")
    assert seen.status == 422
    assert seen.wrong() == {
        "#f-title": "What the course is called: Say what the pack is called"
    }
    typed = seen.typed()
    assert (typed["template"], typed["themes"]) == (["supervision"], ["neglect"])


def test_what_a_pack_is_about_is_said_once_and_shown(school: School) -> None:
    tess = school.come("Tess")
    pack = tess.begins("listen")
    form = tess.get(f"{pack}/about")
    seen = tess.send(
        form,
        title="Listening",
        introduction="Why we *listen*.",
        aims="Hear\n\nAsk",
        outcomes="I can ask",
        level="practice",
    )
    for words in ("Listening", "Why we listen", "Hear", "I can ask", "practice"):
        assert words in seen.words
    assert tess.pack(pack).aims == ("Hear", "Ask")


def test_a_lessons_own_questions_are_offered_and_put_in(school: School) -> None:
    tess = school.come("Tess")
    pack = tess.begins("ask-who")
    item = f"{pack}/items/{tess.uid(pack, 'ask-who')}"
    form = tess.get(item)
    offered = [str(one["value"]) for one in form.soup.select("[name=offered]")]
    assert offered == ["Who?", "When?"]
    fields = form.typed(".kb-edit")
    sent = {**fields, "questions": ["My own"], "offered": ["When?"], "minutes": ["10"]}
    seen = tess.post(item, sent)
    assert "10 min · 2 questions" in seen.words
    assert tess.pack(pack).items[0].questions == ("My own", "When?")
    left = tess.get(item).soup.select("[name=offered]")
    assert [str(one["value"]) for one in left] == ["Who?"]


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("note", {"words": "Bring tea"}),
        ("exercise", {"title": "In pairs", "words": "Talk"}),
        ("question", {"words": "Who was not asked?"}),
    ],
)
def test_a_trainer_writes_something_of_their_own(
    school: School, kind: str, typed: dict[str, str]
) -> None:
    tess = school.come("Tess")
    pack = tess.begins("listen")
    form = tess.get(f"{pack}/new/{kind}")
    empty = tess.send(form, minutes="ten", form="main .kb-edit")
    assert empty.status == 422
    assert "#f-minutes" in empty.wrong()
    seen = tess.send(empty, form="main .kb-edit", minutes="5", **typed)
    assert seen.status == 200
    assert tess.pack(pack).items[-1].kind == kind
    assert tess.pack(pack).minutes == 5
    assert next(iter(typed.values())) in seen.words


def test_parts_are_added_named_moved_and_taken_away_with_nothing_lost(
    school: School,
) -> None:
    tess = school.come("Tess")
    pack = tess.begins("listen")
    tess.send(tess.get(f"{pack}/parts/new"), title="Second")
    second = tess.pack(pack).parts[1].uid
    tess.does(f"{pack}/order", item=tess.uid(pack, "listen"), part=second)
    tess.send(tess.get(f"{pack}/parts/{second}"), do="up", title="Second")
    assert [one.title for one in tess.pack(pack).parts] == ["Second", "Part 1"]
    wrong = tess.send(tess.get(f"{pack}/parts/{second}"), title="")
    assert wrong.status == 422
    tess.send(tess.get(f"{pack}/parts/{second}"), title="Beginning")
    tess.send(tess.get(f"{pack}/parts/{second}"), do="drop", title="Beginning")
    assert [one.title for one in tess.pack(pack).parts] == ["Part 1"]
    assert tess.slugs(pack) == ["listen"]


def test_colleagues_change_what_is_shared_and_others_read_it(school: School) -> None:
    tess, tom = school.come("Tess"), school.come("Tom")
    far = school.come("Far", agency="health-visiting")
    pria = school.come("Pria", Role.PRACTITIONER)
    pack = tess.begins(*THREE)
    for somebody in (tom, far, pria):
        somebody.get(pack, 404)
    tess.shares(pack, Shared.COLLEAGUES)
    assert "Edit or move" in tom.get(pack).words
    assert "Remove this pack" not in tom.get(pack).words
    assert tom.does(f"{pack}/remove").status == 403
    far.get(pack, 404)
    tess.shares(pack, Shared.PARTNERSHIP)
    assert "Safer sleep" in pria.get("/training").words
    for somebody in (far, pria):
        read = somebody.get(pack)
        assert "Listen to the child" in read.words
        assert "Edit or move" not in read.words
    assert "Make a copy" not in pria.get(pack).words
    copied = far.does(f"{pack}/copy")
    assert copied.address != pack
    assert far.slugs(copied.address) == list(THREE)


def test_notes_for_facilitators_are_shown_to_trainers_alone(school: School) -> None:
    tess, pria = school.come("Tess"), school.come("Pria", Role.PRACTITIONER)
    far = school.come("Far", agency="health-visiting")
    pack = tess.begins("listen")
    tess.send(
        tess.get(f"{pack}/items/{tess.uid(pack, 'listen')}"),
        form="main .kb-edit",
        words="Pause here",
    )
    tess.shares(pack, Shared.PARTNERSHIP)
    assert "Pause here" in far.get(pack).words
    assert "Pause here" not in pria.get(pack).words


def test_no_number_of_a_version_is_too_large_to_be_asked_for(school: School) -> None:
    tess = school.come("Tess")
    pack = tess.begins("listen")
    for number in (0, 2, 2**63 - 1, 2**63, 10**200):
        tess.get(f"{pack}/versions/{number}", 404)


def test_the_form_of_an_item_on_a_restricted_document_is_written_down(
    school: School,
) -> None:
    ed = school.come("Ed", Role.EDITOR, "")
    pack = ed.begins("hush")
    assert SECRET in ed.get(f"{pack}/items/{ed.uid(pack, 'hush')}").words
    with school.site.works.sessions() as session:
        read = session.scalars(select(Read).where(Read.document == "lessons/hush"))
        assert [(one.who, one.how) for one in read] == [(ed.who, "list")]


def test_a_shared_pack_shows_nobody_a_document_that_they_may_not_read(
    school: School,
) -> None:
    ed, tess = school.come("Ed", Role.EDITOR, ""), school.come("Tess")
    pack = ed.begins("listen", "hush", title="Quiet")
    assert SECRET in ed.get(pack).words
    ed.shares(pack, Shared.PARTNERSHIP)
    assert "Quiet" not in tess.get("/training").words
    for address in (pack, f"{pack}/find?q=listen", f"{pack}/about"):
        assert SECRET not in str(tess.get(address, 404).soup)
    assert tess.does(f"{pack}/copy").status == 404


def test_a_document_that_was_hidden_later_goes_with_the_words_beside_it(
    school: School,
) -> None:
    tess, far = school.come("Tess"), school.come("Far", agency="health-visiting")
    pack = tess.begins("listen", "ask-who")
    uid = tess.uid(pack, "listen")
    tess.send(tess.get(f"{pack}/items/{uid}"), form="main .kb-edit", words="Hush hush")
    tess.shares(pack, Shared.PARTNERSHIP)
    assert "Hush hush" in far.get(pack).words
    content = school.site.content
    write_lesson(content, "listen", title="Listen to the child", audience="board")
    school.site.works.library.refresh()
    for somebody, address in ((tess, pack), (far, pack), (tess, "/training")):
        seen = str(somebody.get(address).soup)
        assert "Listen to the child" not in seen
        assert "Hush hush" not in seen
    tess.get(f"{pack}/items/{uid}", 404)
    warned = tess.get(pack)
    assert "not open to you any more" in warned.words
    tess.does(f"{pack}/order", drop=uid)
    assert "not open to you any more" not in tess.get(pack).words


def test_a_pack_warns_of_what_changed_until_somebody_looked(school: School) -> None:
    tess = school.come("Tess")
    pack = tess.begins("listen")
    write_lesson(school.site.content, "listen", "Other words.", title="Listen well")
    school.site.works.library.refresh()
    seen = tess.get(pack)
    assert "The text was changed" in seen.words
    assert "/lessons/listen/history" in links(seen.soup).values()
    assert "1 thing to look at" in tess.get("/training").words
    seen = tess.does(f"{pack}/looked", key="lessons/listen")
    assert "The text was changed" not in seen.words


def test_a_version_shows_what_is_different_since(school: School) -> None:
    tess = school.come("Tess")
    pack = tess.begins("listen")
    assert "Kept as version 1" in tess.does(f"{pack}/keep").words
    assert "Kept as version 1" in tess.does(f"{pack}/keep").words
    tess.does(f"{pack}/add", key="lessons/ask-who", part="")
    tess.does(f"{pack}/keep")
    first, second = (tess.get(f"{pack}/versions/{one}") for one in (1, 2))
    assert "Ask who lives there" in first.words.split("What is different now")[1]
    assert "Ask who lives there" in second.words
    assert "Nothing is different" in second.words
    tess.get(f"{pack}/versions/3", 404)


def test_what_is_about_the_same_is_offered_and_added(school: School) -> None:
    tess = school.come("Tess")
    pack = tess.begins("ask-again")
    seen = tess.get(pack)
    offered = [str(one["value"]) for one in seen.soup.select("[form=add][name=key]")]
    assert {"lessons/ask-who", "lessons/listen"} <= set(offered)
    assert "policies/safer-sleep" in offered
    assert "lessons/ask-again" not in offered
    found = tess.get(f"{pack}/find?q=lives")
    seen = tess.send(found, form="#add", key="lessons/ask-who")
    assert seen.address == f"{pack}/find"
    assert "Added: Ask who lives there" in seen.words
    assert tess.slugs(pack) == ["ask-again", "ask-who"]


def test_nothing_hidden_is_offered(school: School) -> None:
    tess = school.come("Tess")
    pack = tess.begins("listen")
    for address in (pack, f"{pack}/find", f"{pack}/find?q={SECRET}", "/training"):
        assert f"{SECRET} keeps" not in tess.get(address).words


def test_themes_that_no_pack_covers_lead_to_a_pack_on_them(school: School) -> None:
    tess = school.come("Tess")
    seen = tess.get("/training")
    assert "/training/packs/new?theme=neglect" in links(seen.soup).values()
    tess.begins("listen")
    seen = tess.get("/training")
    assert "/training/packs/new?theme=neglect" not in links(seen.soup).values()


def test_a_pack_is_removed_and_gone(school: School) -> None:
    tess = school.come("Tess")
    pack = tess.begins("listen")
    assert "Removed “Safer sleep”" in tess.does(f"{pack}/remove").words
    tess.get(pack, 404)


def test_a_pack_of_a_closed_account_is_taken_on(school: School) -> None:
    tess, tom = school.come("Tess"), school.come("Tom")
    pack = tess.begins("listen")
    tess.shares(pack, Shared.COLLEAGUES)
    school.close(tess)
    tom.get(pack, 404)
    assert "Nobody looks after these" in tom.get("/training").words
    seen = tom.does(f"{pack}/hand-over")
    assert seen.address == pack
    assert "Edit or move" in seen.words


def test_that_a_restricted_document_was_shown_in_a_pack_is_written_down(
    school: School,
) -> None:
    ed = school.come("Ed", Role.EDITOR, "")
    pack = ed.begins("listen", "hush")
    ed.get(pack)
    with school.site.works.sessions() as session:
        read = select(Read.document).where(Read.how == "list", Read.who == ed.who)
        assert session.scalars(read).all() == ["lessons/hush"]
