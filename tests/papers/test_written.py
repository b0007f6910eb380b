"""What somebody wrote as Markdown is the same things in a paper."""

from __future__ import annotations

import pytest

from kb.papers.model import Bullets, Image, Paragraph, Span, Table
from kb.papers.nesting import nested
from kb.papers.written import blocks, blocks_of
from tests.papers.lesson import ADDRESS, ALT, LESSON, drawn
from tests.papers.outlines import Thing, of_blocks


def things(text: str) -> list[Thing]:
    return list(of_blocks(blocks(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One\ntwo  \nthree", [("paragraph", 0, "One two three")]),
        ("## One\n\n#### Two", [("heading", 3, "One"), ("heading", 4, "Two")]),
        (
            "- a\n    1. b\n    2. c\n        - d\n- e",
            [("item", 0, "a"), ("counted", 1, "b"), ("counted", 1, "c"),
             ("item", 2, "d"), ("item", 0, "e")],
        ),
        ("1. a\n\n    more\n\n2. b", [("counted", 0, "a more"), ("counted", 0, "b")]),
        ("- - a", [("item", 0, "a")]),
        ("- a\n\n    > said", [("item", 0, "a said")]),
        ("> a\n>\n> b", [("quote", 0, "a"), ("quote", 0, "b")]),
        ("> - a\n> - b", [("quote", 0, "a"), ("quote", 0, "b")]),
        ("> > a", [("quote", 0, "a")]),
        ("> # A\n>\n> b", [("quote", 0, "A"), ("quote", 0, "b")]),
        ("    if a:\n        b\n\n    c",
         [("paragraph", 0, "if a:"), ("paragraph", 0, "b"), ("paragraph", 0, "c")]),
        ("a `b c` d", [("paragraph", 0, "a b c d")]),
        ("| a | b |\n|---|---|\n| 1 | 2 |", [("row", 2, "a | b"), ("row", 2, "1 | 2")]),
        ("a\n\n---\n\nb", [("paragraph", 0, "a"), ("paragraph", 0, "b")]),
        ("<b>a</b> <script>", [("paragraph", 0, "<b>a</b> <script>")]),
        ("&amp; &lt;", [("paragraph", 0, "& <")]),
    ],
)  # fmt: skip
def test_markdown_becomes_blocks(text: str, expected: list[Thing]) -> None:
    assert things(text) == expected


def test_strong_words_and_links_keep_the_gaps_between_them() -> None:
    (found,) = blocks("a **b** *c* [d **e**](https://example.org)f")
    assert found == Paragraph(
        (
            Span("a "),
            Span("b", strong=True),
            Span(" "),
            Span("c", em=True),
            Span(" "),
            Span("d ", "https://example.org"),
            Span("e", "https://example.org", strong=True),
            Span("f"),
        )
    )


def test_a_link_to_another_document_leads_there_on_this_site_alone() -> None:
    (found,) = blocks("[a](../lessons/ask-again.md)")
    assert isinstance(found, Paragraph)
    (span,) = found.words
    assert (span.link, span.outside) == ("/lessons/ask-again", "")


def test_a_picture_between_words_stands_between_two_paragraphs() -> None:
    found = blocks(f"before ![{ALT}]({ADDRESS}) after", lambda _: Image(drawn(), ""))
    first, picture, last = found
    assert isinstance(picture, Image)
    assert (picture.alt, picture.address) == (ALT, ADDRESS)
    assert [first, last] == [Paragraph((Span("before"),)), Paragraph((Span("after"),))]


def test_the_reader_is_asked_for_each_picture_by_its_address() -> None:
    asked: list[str] = []
    blocks(f"![a]({ADDRESS}) ![b](https://example.org/b.png)", asked.append)
    assert asked == [ADDRESS]


def test_tables_and_pictures_of_a_list_stand_below_it() -> None:
    picture = f'<img src="{ADDRESS}" alt="x">'
    grid = "<table><tr><th>h</th></tr><tr><td>c</td></tr></table>"
    html = f"<ul><li>a {picture} b</li><li>c {grid}</li></ul>"
    listed, shown, table = blocks_of(html)
    assert isinstance(listed, Bullets)
    assert listed.items == ((Span("a b"),), (Span("c"),))
    assert isinstance(shown, Image)
    assert table == Table("", ("h",), (((Span("c"),),),))


def test_a_picture_in_a_cell_or_a_heading_is_its_words() -> None:
    picture = f'<img src="{ADDRESS}" alt="A map">'
    html = f"<h2>See {picture}</h2><table><tr><th>{picture}</th></tr></table>"
    assert list(of_blocks(blocks_of(html))) == [
        ("heading", 3, "See A map"),
        ("row", 1, "A map"),
    ]


def test_lists_inside_lists_are_a_tree() -> None:
    (listed,) = blocks("- a\n    - b\n    - c\n- d")
    assert isinstance(listed, Bullets)
    (tree,) = nested(listed)
    assert [len(item.inner) for item in tree.items] == [1, 0]
    assert [item.words[0].text for item in tree.items[0].inner[0].items] == ["b", "c"]


def test_the_lesson_of_the_tests_has_its_picture() -> None:
    pictures = [one for one in LESSON.sections[0].blocks if isinstance(one, Image)]
    assert [(one.alt, one.name, one.width) for one in pictures] == [
        (ALT, "timeline.png", 120)
    ]
