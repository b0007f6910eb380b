"""A small library with open and hidden lessons, and packs that are taken out of it."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from docx import Document
from pptx import Presentation

from kb.access import BOARD, PARTNERS, reader_as
from kb.training.exports import outputs
from kb.training.exports.course import Taken
from kb.training.pack import Item, Kind, Pack, Part
from tests.factories import (
    a_small_library,
    library_of,
    write_lesson,
    write_policy,
    write_review,
)
from tests.leaks.opened import opened
from tests.pictures import photograph, put

if TYPE_CHECKING:
    from pathlib import Path

    from kb.content.shelf import Shelf
    from kb.papers.model import Block, Paper, Section

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
SITE = "https://learning.example.org"
PAGE = "training/packs/0123456789abcdef"
#: Words that stand only in what a trainer may not read.
CANARIES = (
    "zuhiddentitle", "zuhiddenstatement", "zuhiddentext", "zuhiddenreview",
    "zuhiddenchild", "zuhiddenpolicy", "zuhiddennote", "zuhiddenquestion", "zuhidden-",
)  # fmt: skip
LESSON = """## What happens

A parent gives a reason and it is nearly good enough. The visit has run over.

In [the review of Child A](/reviews/child-a) nobody asked again.

## Why it matters

Wanting to know is **not** suspicion.

![A line of five visits](../lessons/ask-again/timeline.png)

## What to do

- Ask to see it.
- Ask who else was there.

## Questions for supervision

- What have I not seen for myself?
"""


def a_library(root: Path) -> Path:
    """Write open documents that lead to hidden ones, and a picture."""
    a_small_library(root)
    board = {"audience": BOARD}
    hidden = "zuhiddentext is known of zuhiddenchild."
    write_review(
        root, "child-a", "## Summary\n\nA baby died at home.\n\n## Findings\n\n"
        "- Nobody asked. ([s1](https://example.org/a))",
        pseudonym="Child A", themes=["neglect"], outcome="death",
        harm_types=["neglect"], content_note="Speaks of the death of a baby.",
    )  # fmt: skip
    write_review(
        root, "zuhidden-review", hidden, title="zuhiddenreview",
        pseudonym="zuhiddenchild", summary="zuhiddentext", **board,
    )  # fmt: skip
    write_lesson(
        root, "ask-again", LESSON, reviews=["child-a", "zuhidden-review"],
        content_note="Mentions harm to a child.",
    )  # fmt: skip
    write_lesson(
        root, "zuhidden-lesson", f"## What to do\n\n- {hidden}", title="zuhiddentitle",
        statement="zuhiddenstatement", reviews=["zuhidden-review"],
        content_note="zuhiddennote of a lesson.", **board,
    )  # fmt: skip
    write_policy(root, "zuhidden-policy", title="zuhiddenpolicy", **board)
    put(root, "lessons/ask-again/timeline.png", photograph("PNG", size=(80, 20)))
    return root


def shelf_of(root: Path, audience: str = PARTNERS) -> Shelf:
    """Give what readers of an audience may read."""
    return library_of(root).shelf(reader_as(audience))


def document(key: str, **values: object) -> Item:
    """Put a document into a pack."""
    return Item(key, Kind.DOCUMENT, key, **values)  # type: ignore[arg-type]


def a_pack() -> Pack:
    """Make a pack with all kinds of items, one of them hidden from trainers."""
    first = (
        Item("note", Kind.NOTE, text="We keep to **the room**.", minutes=10),
        document(
            "lessons/ask-again", text="Begin with our own audit.", minutes=20,
            questions=("What did we not ask?",),
        ),
        document(
            "lessons/zuhidden-lesson", text="zuhiddennote", minutes=15,
            questions=("zuhiddenquestion?",),
        ),
        document("reviews/child-a", minutes=5),
    )  # fmt: skip
    second = (
        Item("exercise", Kind.EXERCISE, title="In threes", text="1. Ask.\n2. Again."),
        Item("question", Kind.QUESTION, text="What will you do on Monday?", minutes=5),
        document("policies/safer-sleep"),
        document("lessons/ask-again", anchor="what-to-do"),
    )
    return Pack(
        "Asking again", introduction="For *everybody* who visits.",
        aims=("Know why we ask",), outcomes=("I can ask again",),
        roles=("everyone",), agencies=("police",), level="practice",
        parts=(
            Part("p1", "What we learned", first),
            Part("p2", "Break", (), planned=15),
            Part("p3", "Practising", second),
        ),
    )  # fmt: skip


def taken(pack: Pack, audience: str = PARTNERS) -> Taken:
    """Take a pack out whose own words are for an audience."""
    return Taken(pack, PAGE, audience)


def paper_of(output: str, shelf: Shelf, pack: Pack) -> Paper:
    """Write what is shown of a pack."""
    return outputs.OUTPUTS[output].write(shelf, taken(pack), SITE, NOW)


def file_of(output: str, form: str, shelf: Shelf, pack: Pack) -> bytes:
    """Write a pack as a file."""
    paper, out = paper_of(output, shelf, pack), taken(pack)
    return outputs.file(paper, form, shelf, out, address=SITE, now=NOW)


def said(content: bytes) -> str:
    """Give all words in a file."""
    return opened(content).decode("utf-8", "replace")


def titled(paper: Paper, title: str) -> Section:
    """Give the section of a title, whatever number stands before it."""
    (found,) = (one for one in paper.sections if one.title.endswith(title))
    return found


def words(blocks: tuple[Block, ...]) -> str:
    """Give all words of some blocks, as one would look for them."""
    return repr(blocks)


def headings(content: bytes, level: int = 1) -> list[str]:
    """Give the headings of a level in a Word document."""
    found = Document(io.BytesIO(content)).paragraphs
    return [
        one.text for one in found if one.style and one.style.name == f"Heading {level}"
    ]


def slides(content: bytes) -> list[tuple[str, str]]:
    """Give the title of each slide with what its speaker says."""
    return [
        (page.shapes.title.text_frame.text, page.notes_slide.notes_text_frame.text)
        for page in Presentation(io.BytesIO(content)).slides
    ]
