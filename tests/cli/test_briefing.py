"""`kb briefing`: files of one document, and what is kept of taking them out."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from kb.accounts import reads
from kb.db import open_database
from tests.factories import SETTINGS, write_lesson, write_review, write_yaml

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
    with closing(open_database(f"sqlite:///{kb.database}")()) as session:
        assert {(r.how, r.document) for r in reads.recorded(session)} == {
            ("export", "lessons/hush"),
            ("export", "reviews/quiet"),
        }


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
