"""Briefings of documents for anybody, and what is taken out of course packs."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from kb.access import Role, Shared
from kb.accounts.models import Read
from kb.training.exports import outputs
from kb.web import taking_away
from tests.factories import SETTINGS, write_lesson, write_yaml
from tests.leaks.opened import opened
from tests.pictures import photograph, put
from tests.web.packing import SECRET, School, Trainer, open_school
from tests.web.site import links, open_site, page, words

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

LESSON = "/lessons/ask-again/briefing"
FORMS = ("docx", "pdf", "pptx", "md")
FILES = [(name, form) for name, one in outputs.OUTPUTS.items() for form in one.forms]


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return open_site(open_school(tmp_path).site.content).test_client()


@pytest.fixture
def school(tmp_path: Path) -> School:
    return open_school(tmp_path)


def test_each_document_offers_its_briefing(client: FlaskClient) -> None:
    for key in ("lessons/ask-again", "reviews/child-a", "policies/safer-sleep"):
        offered = links(page(client, f"/{key}"))
        for form, name in (("html", "web page"), ("pdf", "PDF")):
            assert (
                offered[f"Seven-minute briefing: {name}"] == f"/{key}/briefing.{form}"
            )


def test_the_page_of_a_briefing_has_its_points_its_code_and_its_files(
    client: FlaskClient,
) -> None:
    shown = page(client, f"{LESSON}.html")
    assert "5. What to do" in [one.get_text() for one in shown.select("h2")]
    assert shown.select_one("svg.kb-paper__code title")
    assert "Do not use it to find out who a child or family is" in words(shown)
    for form in FORMS:
        assert f"{LESSON}.{form}" in links(shown).values()


@pytest.mark.parametrize("form", FORMS)
def test_a_briefing_is_a_file_with_a_name_that_says_what_and_when(
    form: str, client: FlaskClient
) -> None:
    with client.get(f"{LESSON}.{form}") as answer:
        assert answer.status_code == 200
        assert answer.mimetype == outputs.MEDIA[form][1]
        named = answer.headers["Content-Disposition"]
        assert named.startswith('attachment; filename="ask-where-the-baby-sleeps-brief')
        assert named.endswith(f'.{form}"')
        assert answer.headers["Cache-Control"] == "public, max-age=60"
        assert b"baby sleeps" in opened(answer.data)


def test_a_head_asks_and_gets_nothing(client: FlaskClient) -> None:
    with client.head(f"{LESSON}.md") as answer:
        assert (answer.status_code, answer.data) == (200, b"")


def test_what_is_not_open_has_no_briefing_and_sounds_like_nothing(
    client: FlaskClient,
) -> None:
    for form in ("html", *FORMS):
        hidden, nowhere = (
            client.get(f"/lessons/{one}/briefing.{form}") for one in ("hush", "nobody")
        )
        assert hidden.status_code == nowhere.status_code == 404
        assert hidden.data == nowhere.data
    for address in ("/reports/child-a/briefing.pdf", f"{LESSON}.exe"):
        assert client.get(address).status_code == 404


def test_a_picture_of_a_lesson_is_shown_from_its_own_address(
    school: School,
) -> None:
    content = school.site.content
    write_lesson(
        content, "drawn", "## What to do\n\n![Five visits](/lessons/drawn/five.png)"
    )
    put(content, "lessons/drawn/five.png", photograph("PNG"))
    shown = page(open_site(content).test_client(), "/lessons/drawn/briefing.html")
    picture = shown.select_one("article img")
    assert picture
    assert (picture["src"], picture["alt"]) == (
        "/lessons/drawn/five.png",
        "Five visits",
    )
    assert not shown.select("[src^='data:'], [style]")


def test_the_logo_of_the_board_stands_on_the_page(school: School) -> None:
    content = school.site.content
    client = open_site(content).test_client()
    assert client.get("/logo").status_code == 404
    (content / "own.png").write_bytes(photograph("PNG"))
    write_yaml(content / "library.yaml", SETTINGS | {"training": {"logo": "own.png"}})
    client = open_site(content).test_client()
    assert page(client, f"{LESSON}.html").select_one("img.kb-paper__logo")
    with client.get("/logo") as answer:
        assert answer.mimetype == "image/png"


def test_a_template_that_is_no_document_is_named_on_a_page(school: School) -> None:
    content = school.site.content
    (content / "own.docx").write_bytes(b"Dear all")
    named = {"training": {"docx_template": "own.docx"}}
    write_yaml(content / "library.yaml", SETTINGS | named)
    client = open_site(content).test_client()
    said = words(page(client, f"{LESSON}.docx", 422), "body")
    assert "own.docx" in said
    assert "is no Word document" in said
    assert client.get(f"{LESSON}.pdf").status_code == 200


def test_who_has_not_signed_in_takes_no_pack_out(school: School) -> None:
    pack = school.come("Tess").begins("ask-again")
    visitor = school.site.app.test_client()
    assert "/sign-in" in visitor.get(f"{pack}/guide.pdf").headers["Location"]


@pytest.mark.parametrize(("output", "form"), FILES)
def test_a_trainer_takes_a_pack_out_in_every_form(
    output: str, form: str, school: School
) -> None:
    tess = school.come("Tess")
    pack = tess.begins("ask-again", "listen", aims=("Hear children",))
    with tess.client.get(f"{pack}/{output}.{form}") as answer:
        assert answer.status_code == 200, answer.data
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert b"Listen to the child" in opened(answer.data)
        if form != "html":
            named = f'filename="safer-sleep-{output}-'
            assert named in answer.headers["Content-Disposition"]


def kept(tess: Trainer, pack: str) -> int:
    with tess.school.site.works.sessions() as session:
        return len(tess._packs(session).versions(pack.rpartition("/")[2]))  # noqa: SLF001


def test_a_file_keeps_the_pack_as_it_was_and_a_look_does_not(school: School) -> None:
    tess = school.come("Tess")
    pack = tess.begins("ask-again")
    tess.client.get(f"{pack}/guide.html")
    tess.client.head(f"{pack}/guide.docx")
    assert kept(tess, pack) == 0
    tess.client.get(f"{pack}/guide.docx")
    assert kept(tess, pack) == 1


def test_who_may_only_read_a_pack_takes_it_out_and_keeps_nothing(
    school: School,
) -> None:
    tess, pria = school.come("Tess"), school.come("Pria", Role.PRACTITIONER)
    pack = tess.begins("ask-again")
    assert pria.client.get(f"{pack}/handout.docx").status_code == 404
    tess.shares(pack, Shared.PARTNERSHIP)
    with pria.client.get(f"{pack}/handout.docx") as answer:
        assert answer.status_code == 200
    assert kept(tess, pack) == 0


def test_what_holds_notes_for_facilitators_is_taken_out_by_trainers_alone(
    school: School,
) -> None:
    tess, pria = school.come("Tess"), school.come("Pria", Role.PRACTITIONER)
    far = school.come("Far", agency="health-visiting")
    pack = tess.begins("listen")
    note = {"form": "main .kb-edit", "words": "Pause here"}
    tess.send(tess.get(f"{pack}/items/{tess.uid(pack, 'listen')}"), **note)
    tess.shares(pack, Shared.PARTNERSHIP)
    for output, form in FILES:
        with pria.client.get(f"{pack}/{output}.{form}") as answer:
            taken = opened(answer.data) if answer.status_code == 200 else b""
        assert b"Pause here" not in taken, (output, form)
        assert (answer.status_code == 200) == (output in {"handout", "briefing"})
    with far.client.get(f"{pack}/guide.docx") as answer:
        assert b"Pause here" in opened(answer.data)


def test_who_asks_for_many_files_at_once_does_not_stop_other_pages(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = threading.BoundedSemaphore(1)
    full.acquire()
    monkeypatch.setattr(taking_away, "_IN_ALL", full)
    assert client.get(f"{LESSON}.md").status_code == 503
    full.release()
    for _ in range(2):
        assert client.get(f"{LESSON}.md").status_code == 200


def test_an_unknown_form_of_an_output_is_a_page_that_is_not_there(
    school: School,
) -> None:
    tess = school.come("Tess")
    pack = tess.begins("ask-again")
    for end in ("slides.pdf", "guide.zip", "pack.docx", "slides.html", "secret.pdf"):
        assert tess.client.get(f"{pack}/{end}").status_code == 404, end


def test_what_is_restricted_is_marked_and_written_down_before_it_goes_out(
    school: School,
) -> None:
    ellen = school.come("Ellen", Role.EDITOR, "")
    pack = ellen.begins("ask-again", "hush")
    with ellen.client.get(f"{pack}/handout.pdf") as answer:
        text = opened(answer.data).decode()
    assert SECRET in text
    assert "For members of the board only" in text
    with school.site.works.sessions() as session:
        read = session.scalars(select(Read).where(Read.how == "export"))
        assert {(one.who, one.document, one.audience) for one in read} == {
            (ellen.who, f"packs/{pack.rpartition('/')[2]}", "board"),
            (ellen.who, "lessons/hush", "board"),
        }
