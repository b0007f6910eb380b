"""What each may do to an action on its page, and what comes back when it cannot be."""

from __future__ import annotations

import pytest

from tests.web.action_forms import (
    action,
    asked,
    at,
    form,
    send,
)
from tests.web.tracking import Board, days


@pytest.fixture
def uid(board: Board) -> str:
    return asked(board)


def test_an_agency_answers_and_delivers_and_cannot_close(
    board: Board, uid: str
) -> None:
    ann = board.come("Ann Lead", "agency-lead", "police")
    page = ann.get(at(uid))
    page = ann.post(f"{at(uid)}/change", send(page, "response", response="accepted"))
    assert "Saved" in page.words
    page = ann.post(f"{at(uid)}/change", send(page, "delivery", delivery="delivered"))
    assert "Delivered since" in page.words
    fields = send(page, "delivery")
    fields |= {"part": ["closure"], "closure-closure": ["met"]}
    fields["closure-minute"] = ["4.2 of March"]
    refused = ann.post(f"{at(uid)}/change", fields)
    assert refused.status == 422
    assert "Only an approver of the board" in refused.words
    assert action(board, uid).is_open


def test_the_second_of_two_who_change_an_action_is_told_and_loses_nothing(
    board: Board, uid: str
) -> None:
    cy = board.come("Cy Member", "board-member")
    first = cy.get(at(uid))
    dee = board.come("Dee Member", "board-member")
    dee.post(
        f"{at(uid)}/change",
        send(dee.get(at(uid)), "plan", due="1/5/2030", words="Late"),
    )
    typed = send(first, "plan", due="30 June 2030", measure="Twenty records")
    told = cy.post(f"{at(uid)}/change", typed)
    assert told.status == 409
    assert "Somebody changed this action while you were writing" in told.words
    assert "Due , is now “1 May 2030”: Late Dee Member" in told.words
    kept = told.typed(form("plan"))
    assert kept["plan-due"] == ["30 June 2030"]
    assert kept["plan-measure"] == ["Twenty records"]
    assert action(board, uid).due == days(0).replace(2030, 5, 1)
    cy.post(f"{at(uid)}/change", kept)
    assert str(action(board, uid).due) == "2030-06-30"


def test_what_somebody_else_changed_is_not_undone_by_sending_again(
    board: Board, uid: str
) -> None:
    cy, dee = (board.come(name, "board-member") for name in ("Cy One", "Dee Two"))
    first = cy.get(at(uid))
    typed = send(dee.get(at(uid)), "plan", measure="Ten\r\nrecords", early="yes")
    dee.post(f"{at(uid)}/change", typed)
    told = cy.post(f"{at(uid)}/change", send(first, "plan", due="30/6/2030"))
    assert told.status == 409
    cy.post(f"{at(uid)}/change", told.typed(form("plan")))
    after = action(board, uid)
    assert (str(after.due), after.measure, after.early) == (
        "2030-06-30",
        "Ten\nrecords",
        True,
    )


def test_a_name_that_is_one_open_account_of_the_agency_is_that_person(
    board: Board, uid: str
) -> None:
    for name in ("Jo Brown", "Sam Grey", "Samuel Grey"):
        board.come(name, "agency-lead", "police")
    board.come("Kim Blue", "agency-lead", "health-visiting")
    cy = board.come("Cy Member", "board-member")
    typed = send(cy.get(at(uid)), "plan", owner="jo  BROWN", lead="Kim Blue")
    page = cy.post(f"{at(uid)}/change", typed)
    after = action(board, uid)
    assert after.owner.startswith("person:")
    assert after.lead == "Kim Blue"
    assert page.typed(form("plan"))["plan-owner"] == ["Jo Brown"]
    cy.post(f"{at(uid)}/change", send(page, "plan", lead="sam@example.org"))
    assert action(board, uid).owner == after.owner
    assert action(board, uid).lead.startswith("person:")
    names = {str(one["value"]) for one in page.soup.select("datalist#kb-people option")}
    assert names == {"Jo Brown", "Sam Grey", "Samuel Grey"}


@pytest.mark.parametrize(
    ("name", "typed", "field"),
    [
        ("plan", {"due": "next week"}, "plan-due"),
        ("plan", {"due": "31/2/2026"}, "plan-due"),
        ("plan", {"policy": "policies/nowhere"}, "plan-policy"),
        ("plan", {"what": "x" * 4001}, "plan-what"),
        ("plan", {"words": "Nothing else changed"}, "plan-words"),
        ("assurance", {"words": "Why"}, "assurance-assurance"),
        ("assurance", {"assurance": "evidenced-in-part"}, "assurance-words"),
        ("assurance", {"assurance": "perfect"}, "assurance-assurance"),
        ("note", {"words": "  "}, "note-words"),
        ("challenge", {"words": ""}, "challenge-words"),
        ("evidence", {"title": "Audit"}, "evidence-kind"),
        ("evidence", {"kind": "audit", "title": "Audit"}, "evidence-shows"),
        ("evidence", {"link": "javascript:alert(1)"}, "evidence-link"),
        ("evidence", {"link": "data:text/html,x"}, "evidence-link"),
    ],
)
def test_what_will_not_do_comes_back_by_field_with_everything_typed(
    board: Board, uid: str, name: str, typed: dict[str, str], field: str
) -> None:
    cy = board.come("Cy Member", "board-member")
    page = cy.get(at(uid))
    address = str(page.soup.select_one(form(name))["action"])  # type: ignore[index]
    before = action(board, uid)
    sent = send(page, name, **typed)
    refused = cy.post(address, sent)
    assert refused.status == 422
    assert f"#f-{field}" in refused.wrong()
    assert refused.soup.select_one(f"#f-{field}") is not None
    for one, value in refused.typed(form(name)).items():
        if one.startswith(f"{name}-") and sent.get(one, [""])[0] not in {
            "policies/nowhere",
            "perfect",
        }:
            assert value == sent.get(one, [""]), one
    assert action(board, uid) == before


def test_a_challenge_is_answered_and_both_stay(board: Board, uid: str) -> None:
    ann = board.come("Ann Lead", "agency-lead", "police")
    (challenge,) = action(board, uid).challenges
    page = ann.get(at(uid))
    page = ann.post(
        f"{at(uid)}/answer", send(page, f"answer-{challenge}", words="By the sergeant")
    )
    assert "How is it asked at night?" in page.words
    assert "The agency answers By the sergeant Ann Lead" in page.words
    assert action(board, uid).challenges == ()


def test_an_answer_to_what_somebody_else_has_answered_is_shown_to_be_copied(
    board: Board, uid: str
) -> None:
    ann = board.come("Ann Lead", "agency-lead", "police")
    name = f"answer-{action(board, uid).challenges[0]}"
    typed = send(ann.get(at(uid)), name, words="By the sergeant")
    ann.post(f"{at(uid)}/answer", typed)
    late = {f"{name}-words": ["By the inspector"]}
    refused = ann.post(f"{at(uid)}/answer", typed | late)
    assert refused.status == 422
    assert "It is not there any more." in refused.words
    assert refused.typed(form(name))[f"{name}-words"] == ["By the inspector"]


def test_evidence_that_is_struck_out_goes_and_stays_in_the_history(
    board: Board, uid: str
) -> None:
    cy = board.come("Cy Member", "board-member")
    ((piece, _),) = action(board, uid).evidence
    page = cy.get(at(uid))
    page = cy.post(
        f"{at(uid)}/strike", send(page, f"strike-{piece}", words="Of another year")
    )
    assert "No evidence yet." in page.words
    assert "Evidence struck out : “A briefing was held” Of another year" in page.words
