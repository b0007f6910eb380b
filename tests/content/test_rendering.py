"""Markdown becomes safe HTML with anchors, and plain sections."""

from __future__ import annotations

import itertools
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.content.rendering import Section, render


def test_headings_begin_at_the_second_level_and_have_anchors() -> None:
    html = render("# What to do\n\n### Ask, “look” & listen\n\n# What to do").html
    assert re.findall("<h.*>", html) == [
        '<h2 id="what-to-do">What to do</h2>',
        '<h3 id="ask-look-listen">Ask, “look” &amp; listen</h3>',
        '<h2 id="what-to-do-2">What to do</h2>',
    ]


def test_no_two_anchors_are_the_same() -> None:
    text = "## a\n\n## a\n\n## a-2\n\n## a\n\n## !\n\n## ?"
    anchors = [one.anchor for one in render(text).sections]
    assert anchors == ["a", "a-2", "a-2-2", "a-3", "section", "section-2"]


def test_sections_are_plain_text_by_heading() -> None:
    text = (
        "Before *all*.\n\n## What **happens**\n\n"
        "- One & [two](https://x.org)\n- `three`"
        "\n\n## Table\n\na | b\n--|--\nc | d\n"
    )
    assert render(text).sections == (
        Section("", "", "Before all."),
        Section("what-happens", "What happens", "One & two\nthree"),
        Section("table", "Table", "a\nb\nc\nd"),
    )


def test_a_text_that_begins_with_a_heading_has_no_empty_beginning() -> None:
    assert [one.anchor for one in render("## A\n\nb").sections] == ["a"]
    assert render("").sections == ()


@pytest.mark.parametrize(
    ("markdown", "href"),
    [
        ("[a](../lessons/ask-again.md#what)", "/lessons/ask-again#what"),
        ("[a](/reviews/child-a)", "/reviews/child-a"),
        ("[a](policies/p)", "/policies/p"),
        ("[a](#here)", "#here"),
        ("[a](https://x.org/reviews/b)", "https://x.org/reviews/b"),
        ("<https://x.org>", "https://x.org"),
        ("[a](mailto:a@x.org)", "mailto:a@x.org"),
    ],
)
def test_a_link_goes_to_the_web_the_page_or_a_document(
    markdown: str, href: str
) -> None:
    assert f'href="{href}"' in render(markdown).html


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "/sign-out",
        "../../etc/passwd",
        "lessons/../../x",
        "file:///etc/passwd",
        "annual-report-2012-13.md#L126",
        "",
    ],
)
def test_a_link_goes_nowhere_else(target: str) -> None:
    assert "href" not in render(f"[a]({target})").html


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<div>\n\n<b onclick=x>y</b>\n\n</div>",
        "a <i>b</i>",
        "<!-- hidden -->",
        "<style>p{}</style>",
    ],
)
def test_html_in_a_text_is_shown_as_text(markdown: str) -> None:
    html = render(markdown).html
    assert set(re.findall(r"<(\w+)", html)) <= {"p"}
    assert "&lt;" in html


def test_pictures_are_not_fetched() -> None:
    assert "<img" not in render("![a](https://x.org/a.png)").html


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "[a](b" * 20_000,
        "![a](" * 8_000,
        "[" * 1_000_000,
        "# a\n" * 9_000,
        "a\n=\n" * 9_000,
        "[a\n\n" * 100_000,
        "> " * 3_000 + "a",
        "**a*b" * 7_000,
        "- a\n" * 10_000,
        "".join(" " * 4 * depth + "- a\n" for depth in range(300)),
        "x" * 1_000_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    began = time.thread_time()
    assert render(text).sections
    assert time.thread_time() - began < 3


def test_a_long_text_with_many_links_is_still_markdown() -> None:
    text = "- [word](https://x.org/a-rather-long-address-of-a-page)\n" * 500
    assert render(text).html.count("<a ") == 500


@settings(deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("ab \n#*_`[]()<>!-=|&:\\'\"1.~\x02\x03\x00"),
        max_size=300,
    )
)
def test_nothing_typed_breaks_rendering_or_gets_through(text: str) -> None:
    html = render(text).html
    assert set(re.findall(r"<(\w+)", html)) <= {
        *[
            "p",
            "a",
            "ul",
            "ol",
            "li",
            "em",
            "strong",
            "blockquote",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "code",
            "pre",
            "br",
            "hr",
        ],
        *["table", "thead", "tbody", "tr", "th", "td"],
    }
    levels = [2, *map(int, re.findall(r"<h(\d)", html))]
    assert all(b <= a + 1 for a, b in itertools.pairwise(levels))
