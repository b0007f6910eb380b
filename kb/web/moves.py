"""Which forms an action's page has, for whom, and how each is filled in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kb.board import rules
from kb.board.action import written
from kb.board.states import NEXT, Response
from kb.board.wording import KIND, VALUES
from kb.web import beside, current, named
from kb.web.action_forms import (
    INPUTS,
    REOPEN,
    AgainForm,
    AnswerForm,
    AssuranceForm,
    ChallengeForm,
    ClosureForm,
    DeliveryForm,
    EvidenceForm,
    MoveForm,
    NoteForm,
    PlanForm,
    ResponseForm,
    StrikeForm,
    SustainedForm,
    kept_choices,
)
from kb.web.present import plan_choices
from kb.web.present.days import typed_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from kb.board.seen import Item


@dataclass(frozen=True, slots=True)
class Move:
    """A move that the page of an action offers."""

    name: str
    form: type[MoveForm]
    address: str
    """The end of the address that it is sent to."""
    fields: tuple[str, ...]
    """Fields of which the mover may change one at least."""
    title: str
    button: str


_CHANGE = "change"
#: What the board says of an agency, and no agency of itself.
OURS = frozenset({Response.NONE})
_PLAN = ("text", "owner", "lead", "due", "measure", "policy", "early")
MOVES: dict[str, Move] = {
    one.name: one
    for one in (
        Move("response", ResponseForm, _CHANGE, ("response",),
             "Give the agency’s answer", "Save the answer"),
        Move("delivery", DeliveryForm, _CHANGE, ("delivery",),
             "Say how far it is", "Save how far it is"),
        Move("plan", PlanForm, _CHANGE, _PLAN, "Change the plan", "Save the plan"),
        Move("assurance", AssuranceForm, _CHANGE, ("assurance",),
             "Say what the board finds", "Save what the board finds"),
        Move("closure", ClosureForm, _CHANGE, ("closure",),
             "Close it", "Save the decision"),
        Move("sustained", SustainedForm, _CHANGE, ("sustained",),
             "Say whether it has lasted", "Save the check"),
        Move("note", NoteForm, "note", ("note",), "Add a note", "Add the note"),
        Move("challenge", ChallengeForm, "challenge", ("challenge",),
             "Challenge the agency", "Send the challenge"),
        Move("answer", AnswerForm, "answer", ("answer",), "Answer", "Send the answer"),
        Move("evidence", EvidenceForm, "evidence", ("evidence",),
             "Add evidence", "Add the evidence"),
        Move("strike", StrikeForm, "strike", ("struck",),
             "Strike it out", "Strike it out"),
        Move("again", AgainForm, "look-again", ("known_reviews",),
             "The board looked at it again", "We looked, and it stands"),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offered:
    """A form on the page, and what goes with it unseen."""

    move: Move
    form: MoveForm
    hidden: dict[str, str] = field(default_factory=dict)
    opened: bool = False
    """True when it was sent and could not be done."""


def offered(item: Item) -> dict[str, Offered]:
    """Give the forms that whoever is looking may use, by their names."""
    found: dict[str, Offered] = {}
    for name, move in MOVES.items():
        for about in _about(name, item) if _may(move, item) else ():
            form = filled(name, item, about, sent=False)
            if _has_a_choice(name, form):
                hidden = hidden_in(name, item.action.version, about)
                found[key_of(name, about)] = Offered(move, form, hidden)
    return found


def key_of(name: str, about: str) -> str:
    """Name a form on the page."""
    return f"{name}-{about}" if about else name


def hidden_in(name: str, seen: int, about: str) -> dict[str, str]:
    """Give what a form sends unseen: which it is, and what its sender had seen."""
    return {"part": name, "seen": str(seen), "to": about}


def _about(name: str, item: Item) -> tuple[str, ...]:
    """Give what there is a form of its own for; one without a name is the rule."""
    if name == "strike":
        return tuple(uid for uid, _ in item.action.evidence)
    if name == "answer":
        return item.action.challenges
    if name == "again":
        return ("",) if item.came_back else ()
    return ("",)


def is_there(name: str, item: Item, about: str) -> bool:
    """Say whether what a form is about has a place on the page."""
    return about in _about(name, item)


def _may(move: Move, item: Item) -> bool:
    by = current.by()
    return any(rules.may(by, item.action, one) for one in move.fields)


def _has_a_choice(name: str, form: MoveForm) -> bool:
    return name not in NEXT or len(form[name].choices) > 1


def filled(name: str, item: Item, about: str = "", *, sent: bool) -> MoveForm:
    """Make a form as it was sent, or as it stands before anybody typed."""
    prefix = f"{name}-{about}-" if about else f"{name}-"
    start = _START[name](item) if name in _START and not sent else {}
    typed = {} if sent else {"formdata": None}
    form = MOVES[name].form(prefix=prefix, data=start, **typed)
    return _FITTED[name](form, item) if name in _FITTED else form


def carried_over(form: MoveForm, name: str, before: Item, now: Item) -> None:
    """Let what the sender of a form left as it was say what stands there by now.

    Otherwise sending a form again would undo what somebody else changed meanwhile.
    """
    if name in _START:
        was, is_ = _START[name](before), _START[name](now)
        for one in was:
            if one in form and _same(form, one, was[one]):
                form[one].data = is_[one]


def _same(form: MoveForm, name: str, value: object) -> bool:
    if isinstance(value, bool):
        return bool(form[name].data) is value
    return form.typed(name) == str(value).strip()


def _plan_start(item: Item) -> dict[str, Any]:
    action = item.action
    start: dict[str, Any] = {one: written(getattr(action, one)) for one in _PLAN}
    names = {one: named.called(start[one]) for one in ("owner", "lead") if start[one]}
    hidden = plan_choices.is_hidden(action, current.shelf())
    return {
        **start,
        **names,
        "due": typed_day(action.due),
        "early": action.early,
        "policy": plan_choices.HIDDEN if hidden else action.policy,
        "what": action.text,
    }


def _fit_state(form: MoveForm, item: Item) -> MoveForm:
    """Offer what may follow on what stands there now."""
    for name in NEXT:
        if name in form:
            now = str(getattr(item.action, name))
            words = VALUES[name] if item.action.is_open else {**VALUES[name], **REOPEN}
            if current.by().is_asked(item.action):
                words = {one: said for one, said in words.items() if one not in OURS}
            form[name].choices = kept_choices(words, NEXT[name][now], form.typed(name))
    return form


def _fit_closure(form: MoveForm, item: Item) -> MoveForm:
    _fit_state(form, item)
    others = beside.items_about(item.action.of.document)
    form["successor"].choices = plan_choices.successors(others, item, current.shelf())
    return form


def _fit_evidence(form: MoveForm, _: Item) -> MoveForm:
    form["kind"].choices = [("", "Choose"), *KIND.items()]
    return form


def _fit_plan(form: MoveForm, item: Item) -> MoveForm:
    """Leave out what this person may not change."""
    by = current.by()
    for name in _PLAN:
        if not rules.may(by, item.action, name):
            del form[INPUTS.get(name, name)]
    if "policy" in form:
        form["policy"].choices = plan_choices.policies(item.action, current.shelf())
    return form


_START: dict[str, Callable[[Item], dict[str, Any]]] = {"plan": _plan_start}
_FITTED: dict[str, Callable[[MoveForm, Item], MoveForm]] = {
    "evidence": _fit_evidence,
    "plan": _fit_plan,
    "closure": _fit_closure,
    **dict.fromkeys(("response", "delivery", "assurance", "sustained"), _fit_state),
}
