from __future__ import annotations

from typing import TYPE_CHECKING

from kb.access import BOARD
from tests.factories import an_empty_library, write_lesson, write_policy, write_review
from tests.web.site import links, open_site, page, words

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient


def test_a_lesson_says_what_to_do_before_how_we_know(client: FlaskClient) -> None:
    said = words(page(client, "/lessons/ask-again"))
    order = [
        "Act now",
        "Ask where the baby sleeps",
        "Ask to see where the baby sleeps, by day and by night.",
        "For health visitors",
        "found in 1 review, 2019",
        "Current policy",
        "Every parent is shown a safe place to sleep.",
        "What to do",
        "Reviews it comes from",
    ]
    places = [said.index(one) for one in order]
    assert places == sorted(places)


def test_the_chain_is_walked_from_review_to_policy_and_back(
    client: FlaskClient,
) -> None:
    lesson = links(page(client, "/reviews/child-a"), ".kb-chain")[
        "Ask where the baby sleeps"
    ]
    policy = links(page(client, lesson), ".kb-chain")["Safer sleep"]
    review = links(page(client, policy), ".kb-chain")["Leeds, Child A"]
    assert (lesson, policy, review) == (
        "/lessons/ask-again",
        "/policies/safer-sleep",
        "/reviews/child-a",
    )


def test_the_chain_is_a_picture_in_words_too(client: FlaskClient) -> None:
    picture = page(client, "/lessons/ask-again").select_one(".kb-thread svg")
    assert picture is not None
    assert picture.select_one("title")
    said = picture.select_one("desc")
    assert said is not None
    assert "This lesson (you are here)" in said.get_text()
    assert "Evidence of effect: none recorded yet" in said.get_text()
    assert len(picture.select("circle.kb-thread__bead")) == 5


def test_a_part_of_the_chain_that_is_missing_says_so(client: FlaskClient) -> None:
    soup = page(client, "/lessons/ask-again")
    missing = soup.select(".kb-thread__beads .kb-bead--missing")
    assert [one.get_text(" ", strip=True) for one in missing] == [
        "No recommendation none recorded here",
        "Evidence of effect none recorded yet",
    ]


def test_a_policy_shows_what_holds_now_and_then_its_history(content: Path) -> None:
    update = {"link": "inferred", "link_note": "The wording is the same."}
    write_policy(
        content,
        "two-versions",
        title="Two versions",
        updates=[
            {"date": "2015", "status": "replaced", "what_changed": "The old way."}
            | update,
            {"date": "2020-03", "status": "in-force", "what_changed": "The new way."}
            | update,
        ],
    )
    soup = page(open_site(content).test_client(), "/policies/two-versions")
    assert words(soup, ".kb-now").startswith("What is in force now The new way.")
    history = [
        " ".join(one.get_text(" ").split()) for one in soup.select(".kb-version")
    ]
    assert history[0].startswith("March 2020 In force The new way.")
    assert history[1].startswith("2015 Replaced The old way.")
    assert (
        "How well the link is known: inferred. The wording is the same." in history[0]
    )


def test_later_evidence_stands_before_the_old_criticism(content: Path) -> None:
    write_review(
        content,
        "old-one",
        "## Findings\n\nThe worker was blamed.",
        later_evidence=[
            {"text": "An appeal cleared her.", "url": "https://example.org/x"}
        ],
    )
    said = words(page(open_site(content).test_client(), "/reviews/old-one"))
    assert said.index("An appeal cleared her.") < said.index("The worker was blamed.")


def test_a_review_shows_the_card_whom_it_asked_and_how_it_is_verified(
    content: Path,
) -> None:
    asked = {
        "id": "R1",
        "text": "Show parents.",
        "addressees": ["police"],
        "lessons": ["ask-again"],
    }
    write_review(content, "asking", title="Asking", recommendations=[asked])
    soup = page(open_site(content).test_client(), "/reviews/asking")
    card = words(soup, ".kb-card")
    assert "Board or body Leeds Safeguarding Children Board" in card
    assert "How verified Whole report read. From the report." in card
    assert "R1 Show parents. To: Police" in words(soup, "#r1")
    assert soup.select_one("#s1 a.kb-source[href='https://example.org/a']")


def test_a_review_is_not_said_to_have_changed_what_only_its_lesson_did(
    content: Path,
) -> None:
    write_policy(
        content,
        "through",
        title="Through the lesson",
        updates=[
            {
                "date": "2021",
                "status": "in-force",
                "what_changed": "More.",
                "from_lessons": ["ask-again"],
                "link": "documented",
            }
        ],
    )
    said = words(page(open_site(content).test_client(), "/reviews/child-a"))
    assert "Safer sleep" in said
    assert "Through the lesson" not in said


def test_a_content_note_stands_above_with_a_helpline(content: Path) -> None:
    write_lesson(content, "hard", content_note="This page speaks of a death.")
    client = open_site(content).test_client()
    note = words(page(client, "/lessons/hard"), ".kb-note")
    assert note == (
        "Before you read: This page speaks of a death."
        " Childline 0800 1111 Who to talk to"
    )
    assert not page(client, "/lessons/ask-again").select(".kb-note")


def test_owner_and_review_date_stand_on_every_document(content: Path) -> None:
    write_lesson(content, "dated", review_due="2027-03-01")
    client = open_site(content).test_client()
    for address in ("/lessons/dated", "/reviews/child-a", "/policies/safer-sleep"):
        assert "Business unit answers for this page." in words(
            page(client, address), ".kb-owner"
        )
    assert "again by 1 March 2027" in words(page(client, "/lessons/dated"), ".kb-owner")


def test_a_restricted_report_is_linked_only_for_those_who_may_read_it(
    content: Path,
) -> None:
    public, board = (
        open_site(content, level).test_client() for level in ("public", BOARD)
    )
    assert "Restricted report" not in words(page(public, "/reviews/child-a"))
    assert (
        links(page(board, "/reviews/child-a"))["The report on Child A"]
        == "/reports/child-a"
    )
    assert "All of it." in words(page(board, "/reports/child-a"))
    page(public, "/reports/child-a", status=404)


def test_what_an_author_writes_cannot_become_markup(content: Path) -> None:
    bad = "<script>alert(1)</script>"
    write_lesson(
        content, "bad", f"## What to do\n\n{bad}", title=f"{bad} title", statement=bad
    )
    with open_site(content).test_client().get("/lessons/bad") as response:
        assert b"<script>alert" not in response.data
        assert b"&lt;script&gt;alert" in response.data


def test_lists_are_grouped_and_say_how_many(client: FlaskClient) -> None:
    lessons = page(client, "/lessons/")
    assert words(lessons, ".kb-group h2") == "Kinds of harm"
    assert words(lessons, ".kb-part__heading") == "Neglect"
    assert words(page(client, "/reviews/"), ".kb-group h2") == "2015 to 2019"
    assert words(page(client, "/policies/"), ".kb-group h2") == "Campaign"


def test_lessons_can_be_narrowed_to_those_for_my_work(client: FlaskClient) -> None:
    address = links(page(client, "/lessons/"))["Health visitors 1"]
    assert "Ask where the baby sleeps" in words(page(client, address))


def test_an_empty_library_still_has_pages(tmp_path: Path) -> None:
    client = open_site(an_empty_library(tmp_path / "empty")).test_client()
    for address in (
        "/",
        "/search?q=x",
        "/lessons/",
        "/reviews/",
        "/policies/",
        "/themes/",
        "/about",
    ):
        page(client, address)
