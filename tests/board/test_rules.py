"""The rules as tables: who may change what, and what each change asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.board.rules import (
    WHO,
    Wanted,
    counts_as_success,
    may,
    missing_for_met,
    problems,
)
from kb.board.states import MET, NOT_ENOUGH, Closure, Kind
from kb.board.who import AFTER_CLOSURE, CLOCK, REFUSED
from tests.board.people import EVERYBODY, OPEN, READY, like, somebody

if TYPE_CHECKING:
    from kb.board.action import Action

BOARD = frozenset(
    "own member/other member/member/own approver/other approver/approver/"
    "own editor/editor".split("/")
)
OWN = frozenset({"own lead", "own member", "own approver"})
EDITORS = frozenset({"own editor", "editor"})
ELSEWHERE = frozenset(one for one in BOARD if not one.startswith("own"))

#: Written by hand, and not asked of the program: who may change each field.
MAY: dict[str, frozenset[str]] = {
    "text": BOARD,
    "due": BOARD,
    "measure": BOARD,
    "early": BOARD,
    "owner": BOARD | OWN,
    "lead": BOARD | OWN,
    "policy": BOARD | OWN,
    "response": OWN | EDITORS,
    "passed_to": OWN | EDITORS,
    "delivery": OWN | EDITORS,
    "note": BOARD | OWN,
    "evidence": BOARD | OWN,
    "struck": BOARD | OWN,
    "answer": OWN,
    "challenge": ELSEWHERE,
    "assurance": ELSEWHERE,
    "sustained": ELSEWHERE,
    "known_reviews": ELSEWHERE,
    "closure": frozenset({"other approver", "approver"}),
    "successor": frozenset({"other approver", "approver"}),
}
#: What time, the record and the program alone write.
NOBODY = ("check_due", "slips", "answered", "minute", "named", "uid", "nonsense")


@pytest.mark.parametrize("field", sorted(MAY))
@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may_change_each_field(field: str, who: str) -> None:
    assert may(EVERYBODY[who], OPEN, field) is (who in MAY[field])


def test_no_field_is_forgotten() -> None:
    assert set(MAY) == set(WHO)
    assert set(WHO.values()) <= set(REFUSED)


@pytest.mark.parametrize("field", NOBODY)
@pytest.mark.parametrize("who", EVERYBODY)
def test_what_the_record_writes_nobody_does(field: str, who: str) -> None:
    assert not may(EVERYBODY[who], READY, field)
    assert field in problems(EVERYBODY[who], READY, Wanted({field: "x"}, "y", "z"))


@pytest.mark.parametrize("closure", sorted(set(Closure) - {Closure.OPEN}))
@pytest.mark.parametrize("field", sorted(MAY))
def test_what_may_still_change_when_it_is_closed(field: str, closure: Closure) -> None:
    still = {
        "note", "evidence", "policy", "sustained", "closure", "challenge", "answer",
        "known_reviews", "owner", "lead",
    }  # fmt: skip
    assert still == AFTER_CLOSURE
    who = EVERYBODY[min(MAY[field])]
    assert may(who, like(READY, closure=closure), field) is (field in still)


@pytest.mark.parametrize(
    "fields", [{"owner": "person:1"}, {"lead": "person:1"}, {"named": ("person:1",)}]
)
def test_who_is_or_was_named_never_judges_it(fields: dict[str, str]) -> None:
    given = {"named": (*fields.values(),)} if "named" not in fields else fields
    mine = like(READY, **given)
    chair = somebody("board-approver", who="person:1")  # type: ignore[arg-type]
    for field in ("closure", "assurance", "sustained", "challenge", "known_reviews"):
        assert may(chair, READY, field)
        assert not may(chair, mine, field)
    assert not may(chair, mine, "response"), "to be named is not to be asked"


#: What is needed beside the new value: field, value, before; by whom.
WORDS = (
    ("response", "not-accepted", "own lead"),
    ("response", "accepted-by-another-route", "own lead"),
    ("response", "no-response", "editor"),
    ("response", "accepted", "editor"),
    ("delivery", "stopped", "own lead"),
    ("delivery", "in-progress", "editor"),
    ("assurance", "plan-not-acceptable", "member"),
    ("assurance", "not-evidenced", "member"),
    ("closure", "exceeded", "approver"),
    ("closure", "met-by-another-route", "approver"),
    ("closure", "not-met", "approver"),
    ("closure", "reconsidered", "approver"),
    ("closure", "overtaken", "approver"),
)


@pytest.mark.parametrize(("field", "value", "who"), WORDS)
def test_what_needs_words(field: str, value: str, who: str) -> None:
    action = READY if field == "closure" else OPEN
    for words in ("", "  \n"):
        found = problems(EVERYBODY[who], action, Wanted({field: value}, words, "4.2"))
        assert set(found) == {field}
    said = Wanted({field: value}, "The meeting said so", "4.2")
    assert problems(EVERYBODY[who], action, said) == {}


def test_an_agency_needs_no_words_to_accept_and_deliver() -> None:
    lead = EVERYBODY["own lead"]
    both = Wanted({"response": "accepted", "delivery": "delivered"})
    assert problems(lead, OPEN, both) == {}
    assert set(problems(lead, OPEN, Wanted({"delivery": "delivered"}))) == {"delivery"}


def test_what_is_delivered_is_taken_on() -> None:
    lead = EVERYBODY["own lead"]
    refuse = Wanted({"response": "not-accepted"}, "We never did")
    assert set(problems(lead, READY, refuse)) == {"response"}
    both = Wanted({"response": "not-accepted", "delivery": "in-progress"}, "We did not")
    assert problems(lead, READY, both) == {}


def test_what_is_for_another_body_names_it() -> None:
    lead = EVERYBODY["own lead"]
    alone = Wanted({"response": "for-another-body"}, "It is for schools")
    assert set(problems(lead, OPEN, alone)) == {"response"}
    named = Wanted({**alone.values, "passed_to": "Schools"}, alone.words)
    assert problems(lead, OPEN, named) == {}
    assert problems(lead, like(OPEN, passed_to="Schools"), alone) == {}


def test_an_agency_never_says_that_no_answer_came() -> None:
    said = Wanted({"response": "no-response"}, "Nobody answered")
    assert set(problems(EVERYBODY["own lead"], OPEN, said)) == {"response"}
    assert set(problems(EVERYBODY["own approver"], OPEN, said)) == {"response"}


@pytest.mark.parametrize("closure", sorted(set(Closure) - {Closure.OPEN}))
def test_every_closure_needs_a_minute(closure: Closure) -> None:
    by = EVERYBODY["approver"]
    values = {"closure": str(closure), "successor": "0b"}
    if closure is not Closure.SUPERSEDED:
        del values["successor"]
    assert set(problems(by, READY, Wanted(values, "Why", " "))) == {"minute"}
    assert set(problems(by, READY, Wanted(values, "Why", "4" * 201))) == {"minute"}
    assert problems(by, READY, Wanted(values, "Why", "Board, minute 4.2")) == {}
    again = Wanted({"closure": "open"}, "Why", "")
    assert set(problems(by, like(READY, closure=closure), again)) == {"minute"}


LACKS: tuple[tuple[dict[str, object], str], ...] = (
    ({"delivery": "in-progress"}, "delivered"),
    ({"delivery": "stopped"}, "delivered"),
    ({"assurance": "not-assessed"}, "evidenced"),
    ({"assurance": "plan-acceptable"}, "evidenced"),
    ({"assurance": "evidenced-in-part"}, "evidenced"),
    ({"assurance": "not-evidenced"}, "evidenced"),
    ({"evidence": ()}, "practice"),
    ({"evidence": (("e", "policy-text"), ("f", "training-record"))}, "practice"),
    ({"challenges": ("c1",)}, "challenge"),
)


@pytest.mark.parametrize("closure", sorted(MET))
@pytest.mark.parametrize(("lack", "said"), LACKS)
def test_what_lacks_anything_is_not_met(
    closure: str, lack: dict[str, object], said: str
) -> None:
    action = like(READY, **lack)
    (missing,) = missing_for_met(action)
    assert said in missing
    wanted = Wanted({"closure": closure}, "Why", "4.2")
    assert problems(EVERYBODY["approver"], action, wanted) == {"closure": missing}


@pytest.mark.parametrize("kind", Kind)
def test_a_text_or_a_training_alone_shows_no_effect(kind: Kind) -> None:
    action = like(READY, evidence=(("e", str(kind)),))
    assert bool(missing_for_met(action)) is (kind in NOT_ENOUGH)


def test_what_is_wanted_in_one_go_is_judged_by_what_it_comes_to() -> None:
    by = EVERYBODY["approver"]
    undone = Wanted({"closure": "met", "assurance": "not-evidenced"}, "Why", "4.2")
    assert set(problems(by, READY, undone)) == {"closure"}
    judged = Wanted({"closure": "met", "assurance": "evidenced"}, "Why", "4.2")
    assert problems(by, like(READY, assurance="plan-acceptable"), judged) == {}


def test_what_is_superseded_names_another_action() -> None:
    by = EVERYBODY["approver"]
    for successor in ({}, {"successor": ""}, {"successor": OPEN.uid}):
        wanted = Wanted({"closure": "superseded", **successor}, "Why", "4.2")
        assert "successor" in problems(by, OPEN, wanted)
    alone = Wanted({"successor": "0b"}, "Why", "4.2")
    assert set(problems(by, OPEN, alone)) == {"successor"}


def test_evidence_is_found_only_where_there_is_some() -> None:
    by = EVERYBODY["member"]
    for value in ("evidenced", "evidenced-in-part"):
        wanted = Wanted({"assurance": value}, "Seen")
        assert set(problems(by, OPEN, wanted)) == {"assurance"}
        some = like(OPEN, evidence=(("e", "training-record"),))
        assert problems(by, some, wanted) == {}


@pytest.mark.parametrize(
    "value", ["soon", "31/03/2026", "20260331", "2026-W01-1", "2026-02-30"]
)
def test_a_day_is_written_as_a_day(value: str) -> None:
    assert set(problems(EVERYBODY["member"], OPEN, Wanted({"due": value}))) == {"due"}
    assert problems(EVERYBODY["member"], OPEN, Wanted({"due": "2026-03-31"})) == {}


def test_all_that_is_wrong_is_said_at_once() -> None:
    values = {"due": "soon", "closure": "met", "assurance": "evidenced"}
    found = problems(EVERYBODY["own lead"], OPEN, Wanted(values))
    assert set(found) == set(values)


def test_whether_it_lasted_is_said_by_itself() -> None:
    met = like(READY, closure=Closure.MET, sustained="due")
    both = Wanted({"sustained": "slipped", "closure": "open"}, "It did not", "4.2")
    assert set(problems(EVERYBODY["approver"], met, both)) == {"sustained"}


@pytest.mark.parametrize("closure", Closure)
def test_what_counts_as_a_success(closure: Closure) -> None:
    said = {
        "met": True, "met-by-another-route": True, "exceeded": True, "not-met": False,
    }  # fmt: skip
    assert counts_as_success(like(READY, closure=closure)) is said.get(closure)


MOVES_OF_TIME = (
    ({"assurance": "plan-not-acceptable"}, OPEN, True),
    ({"assurance": "plan-not-acceptable"}, like(READY, closure=Closure.MET), False),
    ({"assurance": "evidenced"}, READY, False),
    ({"closure": "met"}, READY, False),
    ({"response": "no-response"}, OPEN, False),
)


@pytest.mark.parametrize(("values", "action", "right"), MOVES_OF_TIME)
def test_time_alone_only_lets_a_plan_fall_back(
    values: dict[str, str], action: Action, *, right: bool
) -> None:
    wanted = Wanted(values, "Two cycles went by", "4.2")
    assert (problems(CLOCK, action, wanted) == {}) is right
