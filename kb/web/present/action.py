"""An action's page: what is asked, where it stands, what shows it, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.board.brag import brag
from kb.board.rules import missing_for_met
from kb.board.states import Closure, Sustained
from kb.board.wording import COLOUR, FIELDS, label
from kb.web.present import addresses, names
from kb.web.present.action_talk import Challenge, Note, Piece, challenges, notes, pieces
from kb.web.present.moments import moment
from kb.web.present.plan_choices import brief
from kb.web.present.words import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from kb.board.models import ActionChange
    from kb.board.seen import Item
    from kb.content.documents import Document
    from kb.content.settings import Tracking
    from kb.web.present.action_history import Line, Record

UNPUBLISHED = "A review that is not published yet"
STATES = ("response", "delivery", "assurance", "closure")
_LONG_TITLE = 90


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere, or just words."""

    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """One of the four fields: its value, and since when."""

    name: str
    label: str
    value: str
    since: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is asked, by what and by whom, since when, and of whom else."""

    words: str
    by: Link
    recommendation: str
    lessons: tuple[Link, ...]
    also: tuple[Link, ...]
    since: str
    asker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPage:
    """Everything on an action's page but its forms."""

    uid: str
    agency: str
    title: str
    is_long: bool
    colour: str
    colour_name: str
    colour_why: str
    asked: Asking
    states: tuple[State, ...]
    facts: tuple[tuple[str, Link], ...]
    evidence: tuple[Piece, ...]
    is_open: bool
    missing: tuple[str, ...]
    check: str
    came_back: tuple[Link, ...]
    notes: tuple[Note, ...]
    challenges: tuple[Challenge, ...]
    history: tuple[Line, ...]


def action_page(
    item: Item,
    changes: Sequence[ActionChange],
    record: Record,
    others: Iterable[Item],
    *,
    today: date,
    tracking: Tracking,
) -> ActionPage:
    """Set out an action as it stands in `item`, with the changes that led there."""
    action, shelf = item.action, record.shelf
    colour = brag(action, today, tracking)
    title = action.text or item.asked or "No words yet for what will be done"
    return ActionPage(
        uid=action.uid,
        agency=names.asked(shelf, action.of.agency),
        title=title,
        is_long=len(title) > _LONG_TITLE,
        colour=colour.colour,
        colour_name=COLOUR[colour.colour],
        colour_why=colour.why,
        asked=_asking(item, changes, record, others),
        states=tuple(_state(one, item, changes) for one in STATES),
        facts=tuple(_facts(item, record)),
        evidence=pieces(action, record),
        is_open=action.is_open,
        missing=missing_for_met(action) if action.is_open else (),
        check=_check(item),
        came_back=_leading_to(item.came_back),
        notes=notes(changes, record),
        challenges=challenges(changes, record),
        history=record.lines(changes),
    )


def _asking(
    item: Item,
    changes: Sequence[ActionChange],
    record: Record,
    others: Iterable[Item],
) -> Asking:
    of = item.action.of
    return Asking(
        words=item.asked,
        by=_by(item, record),
        recommendation=of.recommendation if item.document else "",
        lessons=_leading_to(one for one in item.lessons if one is not item.document),
        also=_also(item, others, record),
        since=day(of.created),
        asker=record.who(changes[0]) if changes else "",
    )


def _leading_to(documents: Iterable[Document]) -> tuple[Link, ...]:
    return tuple(Link(one.title, addresses.of(one.key)) for one in documents)


def _by(item: Item, record: Record) -> Link:
    """Say what asks for it, and no more than this reader may know."""
    key = item.action.of.document
    if item.document is not None:
        return Link(item.document.title, addresses.of(key))
    if record.shelf.remembers(key):
        return Link("A document that was withdrawn", addresses.of(key))
    return Link(UNPUBLISHED)


def _also(item: Item, others: Iterable[Item], record: Record) -> tuple[Link, ...]:
    """List the agencies that are asked for the same."""
    of = item.action.of
    return tuple(
        Link(brief(one, record.shelf), addresses.of_action(one.action.uid))
        for one in others
        if item.document is not None
        and one.action.of.recommendation == of.recommendation
        and one.action.uid != of.uid
    )


def _state(name: str, item: Item, changes: Iterable[ActionChange]) -> State:
    last = None
    for one in changes:
        last = one if one.field == name else last
    return State(
        name=name,
        label=FIELDS[name],
        value=label(name, getattr(item.action, name)),
        since=moment(last.at).split(" at ")[0] if last else day(item.action.of.created),
        why=last.words if last else "",
    )


def _facts(item: Item, record: Record) -> Iterable[tuple[str, Link]]:
    """List the plan, field by field; what is missing says so."""
    action = item.action
    owner, lead = (record.value(one, getattr(action, one)) for one in ("owner", "lead"))
    yield FIELDS["owner"], Link(owner or "Nobody is named yet")
    yield FIELDS["lead"], Link(lead or "Nobody is named yet")
    yield FIELDS["due"], Link(day(action.due) or "No date yet")
    yield FIELDS["measure"], Link(action.measure or "None chosen yet")
    if action.early:
        yield FIELDS["early"], Link("Begun before the review is published")
    key = action.policy.partition("#")[0]
    url = addresses.of(key) if key in record.shelf.keys else ""
    produced = record.value("policy", action.policy)
    yield FIELDS["policy"], Link(produced or "None recorded", url)
    if action.passed_to:
        yield FIELDS["passed_to"], Link(action.passed_to)
    if action.minute:
        yield FIELDS["minute"], Link(action.minute)
    if action.successor:
        known = action.successor in record.others
        url = addresses.of_action(action.successor) if known else ""
        yield (
            FIELDS["successor"],
            Link(record.value("successor", action.successor), url),
        )


def _check(item: Item) -> str:
    """Say in a sentence whether what was met has lasted, or when that is looked at."""
    action = item.action
    slips = f" It has slipped {action.slips} times." if action.slips > 1 else ""
    if action.sustained is Sustained.DUE and action.closure is not Closure.OPEN:
        return f"The board looks again on {day(action.check_due)}.{slips}"
    if action.sustained is Sustained.SUSTAINED:
        return f"The board looked again, and it has lasted.{slips}"
    if action.slips:
        return f"It was met and did not last, so it is open again.{slips}"
    return "Comes once it is closed as met."
