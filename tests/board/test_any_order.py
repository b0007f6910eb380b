"""Whatever anybody tries, in any order, the rules hold and nothing is lost."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from kb.access import Role
from kb.board import clock, records
from kb.board.action import Action, Change, State, step
from kb.board.actions import Asked, Proof, Tracker
from kb.board.rules import Wanted
from kb.board.states import (
    MET,
    NOT_ENOUGH,
    Assurance,
    Closure,
    Delivery,
    Kind,
    Response,
    Sustained,
)
from kb.content.settings import Tracking
from kb.db import open_database
from kb.errors import InvalidInputError, NotAllowedError
from kb.moments import read as moment
from tests.board.people import EVERYBODY, OWN, somebody

if TYPE_CHECKING:
    from collections.abc import Callable

    from kb.board.models import ActionChange

TRACKING = Tracking()
#: Everybody, and an approver who may be named as the owner.
PEOPLE = EVERYBODY | {"chair": somebody(Role.BOARD_APPROVER, who="person:chair")}
WHO = st.sampled_from(sorted(PEOPLE))
APPROVERS = {PEOPLE[one].who for one in ("approver", "other approver", "chair")}
VALUES: dict[str, list[str]] = {
    "response": [*Response],
    "delivery": [*Delivery],
    "assurance": [*Assurance],
    "closure": [*Closure],
    "sustained": [*Sustained],
    "owner": ["", "person:chair", "Jo"],
    "lead": ["", "person:chair"],
    "due": ["", "2026-02-01", "soon"],
    "early": ["", "yes"],
    "successor": ["", "nobody"],
    "passed_to": ["", "Schools"],
    "check_due": ["2020-01-01"],
    "evidence": ["e1 audit"],
    "known_reviews": ["reviews/x"],
}
WANTED = st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=3).flatmap(
    lambda names: st.fixed_dictionaries(
        {name: st.sampled_from(VALUES[name]) for name in names}
    )
)
#: Moves that tend to get somewhere, so that many a story gets closed as met.
LIKELY: tuple[tuple[str, dict[str, str]], ...] = (
    ("own lead", {"response": "accepted", "delivery": "delivered"}),
    ("own lead", {"response": "not-accepted", "delivery": "in-progress"}),
    ("approver", {"assurance": "evidenced"}),
    ("approver", {"closure": "met"}),
    ("chair", {"closure": "met"}),
    ("own approver", {"closure": "met"}),
    ("approver", {"closure": "exceeded", "assurance": "evidenced"}),
    ("approver", {"closure": "met", "assurance": "not-evidenced"}),
    ("other approver", {"sustained": "slipped"}),
    ("other approver", {"sustained": "sustained"}),
    ("approver", {"closure": "open"}),
    ("member", {"assurance": "plan-acceptable"}),
    ("editor", {"owner": "person:chair"}),
)
#: The way of an action that goes well.
WAY: tuple[tuple[str, dict[str, str]], ...] = (
    ("own lead", {"response": "accepted", "delivery": "delivered"}),
    ("approver", {"assurance": "evidenced"}),
    ("approver", {"closure": "met"}),
    ("approver", {"sustained": "sustained"}),
    ("approver", {"sustained": "slipped"}),
)
SAID = st.sampled_from(["Because it was seen", "Because it was seen", ""])
#: How stories went, to see that the test gets anywhere.
met_closures: list[str] = []


class AnyOrder(RuleBasedStateMachine):
    """One action, and everybody at it."""

    def __init__(self) -> None:
        super().__init__()
        self.session = open_database("sqlite://")()
        self.now = datetime(2026, 1, 5, 9, tzinfo=UTC)
        asked = Asked("lessons/ask-again", OWN, values={"text": "Ask each night"})
        self.uid = self.tracker("editor").add(asked)
        self.told = self.history()
        self.past: dict[date, tuple[Action, ...]] = {}

    def tracker(self, who: str) -> Tracker:
        return Tracker(self.session, self.now, PEOPLE[who], TRACKING)

    def history(self) -> tuple[Told, ...]:
        return tuple(Told.of(one) for one in records.history(self.session, self.uid))

    def action(self) -> Action:
        return records.one(self.session, self.uid)

    def attempt(self, what: Callable[[], object]) -> None:
        before = self.history()
        try:
            what()
        except (InvalidInputError, NotAllowedError):
            assert self.history() == before, "what is refused changes nothing"

    @rule(who=WHO, values=WANTED, words=SAID, minute=SAID)
    def change(self, who: str, values: dict[str, str], words: str, minute: str) -> None:
        wanted, seen = Wanted(values, words, minute), self.action().version
        self.attempt(lambda: self.tracker(who).change(self.uid, seen, wanted))

    @rule(move=st.sampled_from(LIKELY), words=SAID, minute=SAID)
    def get_somewhere(
        self, move: tuple[str, dict[str, str]], words: str, minute: str
    ) -> None:
        self.change(move[0], move[1], words, minute)

    @rule(far=st.integers(1, 5), kind=st.sampled_from([Kind.AUDIT, Kind.TRAINING]))
    def go_well(self, far: int, kind: Kind) -> None:
        """Go some or all of the way that the rules ask for."""
        lead = self.tracker("own lead")
        for uid in self.action().challenges:
            self.attempt(partial(lead.answer, self.uid, "By the sergeant", to=uid))
        for number, (who, values) in enumerate(WAY[:far]):
            if number == 1:
                self.add_evidence("own lead", kind)
            self.change(who, values, "As agreed", "Minute 4.2")

    @rule(who=WHO, kind=st.sampled_from(Kind))
    def add_evidence(self, who: str, kind: Kind) -> None:
        proof = Proof(kind, "Something seen")
        self.attempt(lambda: self.tracker(who).add_evidence(self.uid, proof))

    @rule(who=WHO, words=SAID)
    def strike(self, who: str, words: str) -> None:
        for uid, _ in self.action().evidence[:1]:
            strike = self.tracker(who).strike_evidence
            self.attempt(partial(strike, self.uid, uid, words))

    @rule(who=WHO, words=SAID)
    def speak(self, who: str, words: str) -> None:
        by = self.tracker(who)
        self.attempt(lambda: by.note(self.uid, words))
        self.attempt(lambda: by.challenge(self.uid, words))
        for uid in self.action().challenges[:1]:
            self.attempt(partial(by.answer, self.uid, words, to=uid))
        self.attempt(
            lambda: by.look_again(self.uid, ["reviews/x"], words=words, minute="4")
        )

    @rule(days=st.sampled_from([0, 1, 40, 200, -1, -60]))
    def wait(self, days: int) -> None:
        """Let days go by; a clock may also be put back."""
        self.now += timedelta(days=days)
        clock.tick(self.session, self.now, TRACKING)
        assert clock.tick(self.session, self.now, TRACKING) == ()
        self.look_back()

    def look_back(self) -> None:
        """See that the days before the last change look as they always did."""
        days = sorted({moment(one.at).date() for one in self.history()})
        for day in days[:-1]:
            then = records.on(self.session, day)
            assert self.past.setdefault(day, then) == then

    def last_day(self) -> date:
        return max(self.now.date(), moment(self.told[-1].at).date())

    @invariant()
    def nothing_that_was_told_is_lost(self) -> None:
        told = self.history()
        assert told[: len(self.told)] == self.told
        assert [one.at for one in told] == sorted(one.at for one in told)
        self.told = told

    @invariant()
    def the_action_is_what_its_changes_come_to(self) -> None:
        row, state = records.row_of(self.session, self.uid), folded(self.told)
        assert json.loads(row.state) == state
        assert row.version == len(self.told)
        assert records.now(self.session) == records.on(self.session, self.last_day())

    @invariant()
    def what_is_closed_as_met_keeps_every_rule(self) -> None:
        action = self.action()
        assert (action.closure in MET) == (action.check_due is not None)
        asked = action.sustained in {Sustained.DUE, Sustained.SUSTAINED}
        assert (action.closure in MET) == asked
        if action.closure in MET:
            met_closures.append(action.closure)
            assert action.delivery is Delivery.DELIVERED
            assert action.assurance is Assurance.EVIDENCED
            assert any(Kind(kind) not in NOT_ENOUGH for _, kind in action.evidence)
            self.look_at_who_closed()

    def look_at_who_closed(self) -> None:
        place = max(n for n, one in enumerate(self.told) if one.field == "closure")
        closing = self.told[place]
        before = self.told[:place]
        named = {one.after for one in before if one.field in {"owner", "lead"}}
        assert closing.minute.strip()
        assert closing.agency != OWN
        assert closing.who not in named
        assert closing.who in APPROVERS

    def teardown(self) -> None:
        self.look_back()
        self.session.close()


@dataclass(frozen=True)
class Told:
    """A change as the record has it."""

    at: str
    who: str
    agency: str
    field: str
    before: str
    after: str
    words: str
    minute: str

    @classmethod
    def of(cls, one: ActionChange) -> Told:
        return cls(
            one.at, one.who, one.agency, one.field,
            one.before, one.after, one.words, one.minute,
        )  # fmt: skip


def folded(told: tuple[Told, ...]) -> State:
    state: State = {}
    for one in told:
        on = moment(one.at).date()
        step(state, Change(one.field, one.after, on, minute=one.minute))
    return state


def test_no_order_of_moves_gets_round_a_rule() -> None:
    met_closures.clear()
    run_state_machine_as_test(
        AnyOrder,
        settings=settings(
            max_examples=60,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
    assert met_closures, "no story came as far as being met"
