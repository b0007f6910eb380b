"""`kb briefing`: files of one document, and what is kept of taking them out."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from kb.access import Role, Shared, reader_for
from kb.accounts import reads
from kb.config import Config
from kb.publishing.works import open_works
from kb.training.packs import Packs
from tests.cli.invited import invite, who
from tests.factories import SETTINGS, write_lesson, write_review, write_yaml
from tests.training.packed import a_pack

if TYPE_CHECKING:
    from tests.cli.conftest import Answer, Kb

BEGINS = {
    "pdf": b"%PDF-",
    "docx": b"PK",
    "pptx": b"PK",
    "html": b"<!DOCTYPE html>",
    "md": b"# Ask where",
}


def asked(kb: Kb, name: str, form: str = "md", *more: str) -> Answer:
    out = kb.folder / f"briefing.{form}"
    return kb("briefing", name, "--format", form, "--out", str(out), *more)


def logged() -> set[tuple[str, str]]:
    with closing(open_works(Config.from_environment()).sessions()) as session:
        return {(read.how, read.document) for read in reads.recorded(session)}


def packed(slug: str, shared: Shared) -> str:
    """Let an editor make a pack of one lesson and share it; name it as `kb` does."""
    works, reader = open_works(Config.from_environment()), Role.EDITOR
    shelf = works.library.shelf(ed := reader_for("Ed", reader, (), ()))
    with closing(works.sessions()) as session:
        invite(session, [("ed", "editor", "")])
        maker, now = who(session, "ed"), datetime.now(UTC)
        packs = Packs(session, works.seal, now, maker, ed, shelf, {maker})
        held = packs.create(a_pack(slug, title="Thursday"))
        packs.share(held.uid, shared)
    return f"packs/{held.uid}"


def test_each_form_is_the_kind_of_file_that_it_says(kb: Kb) -> None:
    for form, beginning in BEGINS.items():
        answer = asked(kb, "ask-again", form)
        assert answer.code == 0, answer.err
        assert "Ask where the baby sleeps. For everyone." in answer.out
        assert (kb.folder / f"briefing.{form}").read_bytes().startswith(beginning)


def test_reviews_and_policies_have_one_too_and_reports_have_none(kb: Kb) -> None:
    assert asked(kb, "reviews/child-a").code == 0
    assert asked(kb, "safer-sleep").code == 0
    none = asked(kb, "reports/child-a", "md", "--as", "board")
    assert none.code == 1
    assert "lessons, reviews and policies have one" in none.err


def test_what_a_reader_may_not_read_has_none_for_that_reader(kb: Kb) -> None:
    write_review(kb.content, "quiet", audience="board")
    write_lesson(
        kb.content, "hush", title="Keep still", reviews=["quiet"], audience="board"
    )
    hidden, nowhere = asked(kb, "hush"), asked(kb, "nobody-knows-this")
    assert hidden.err.replace("hush", "nobody-knows-this") == nowhere.err
    assert not (kb.folder / "briefing.md").exists()
    answer = asked(kb, "hush", "md", "--as", "board")
    assert "For members of the board only" in answer.out
    assert "members of the board only" in (kb.folder / "briefing.md").read_text("utf-8")
    assert logged() == {("export", "lessons/hush"), ("export", "reviews/quiet")}


def test_a_template_that_is_no_document_is_named_and_nothing_is_written(kb: Kb) -> None:
    named = {"training": {"docx_template": "own.docx"}}
    write_yaml(kb.content / "library.yaml", SETTINGS | named)
    (kb.content / "own.docx").write_bytes(b"Dear all")
    answer = asked(kb, "ask-again", "docx")
    assert answer.code == 1
    assert answer.err.startswith("kb: own.docx: ")
    assert "is no Word document" in answer.err
    assert not (kb.folder / "briefing.docx").exists()
    checked = kb("check")
    assert checked.code == 1
    assert "library.yaml: training.docx_template: own.docx: " in checked.out


def test_a_file_that_cannot_be_written_is_named_in_words(kb: Kb) -> None:
    out = kb.folder / "no-such-folder" / "briefing.md"
    answer = kb("briefing", "ask-again", "--format", "md", "--out", str(out))
    assert answer.code == 1
    assert answer.err.startswith(f"kb: {out}: no such file or directory")


@pytest.mark.parametrize("form", BEGINS)
def test_a_pack_that_the_partnership_has_is_written_for_who_may_read_it(
    kb: Kb, form: str
) -> None:
    write_lesson(kb.content, "hush", title="Keep still", audience="board")
    name = packed("hush", Shared.PARTNERSHIP)
    for level in ("public", "partners"):
        refused = asked(kb, name, form, "--as", level)
        assert refused.code == 1
        assert f"there is no course pack '{name}'" in refused.err
        assert refused.err == asked(kb, name, form, "--as", "public").err
    assert not (kb.folder / f"briefing.{form}").exists()
    assert logged() == set()
    answer = asked(kb, name, form, "--as", "board")
    assert answer.code == 0, answer.err
    assert "Thursday. For members of the board only" in answer.out
    written = (kb.folder / f"briefing.{form}").read_bytes()
    assert written.startswith(BEGINS[form].replace(b"Ask where", b"Thursday"))
    if form == "md":
        assert "Keep still" in written.decode()
        assert f"/training/{name}" in written.decode()
    assert logged() == {("export", name), ("export", "lessons/hush")}


def test_a_pack_that_is_for_everybody_is_for_those_who_sign_in(kb: Kb) -> None:
    name = packed("ask-again", Shared.PARTNERSHIP)
    assert asked(kb, name).code == 1
    assert asked(kb, name, "md", "--as", "partners").code == 0


@pytest.mark.parametrize("shared", [Shared.PRIVATE, Shared.COLLEAGUES])
def test_a_pack_of_ones_own_stays_so(kb: Kb, shared: Shared) -> None:
    name = packed("ask-again", shared)
    answer, nowhere = (
        asked(kb, one, "md", "--as", "board") for one in (name, "packs/none")
    )
    assert answer.code == 1
    assert answer.err.replace(name, "packs/none") == nowhere.err
