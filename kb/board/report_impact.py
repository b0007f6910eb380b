"""The parts of the annual report on effect: evidence, and challenge."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kb.board.choosing import Choice, meant
from kb.board.figures import FIGURES
from kb.board.learning import CAME_BACK, unproved
from kb.board.report_actions import action_said, agency
from kb.board.states import NOT_ENOUGH, Kind
from kb.board.wording import KIND
from kb.papers.model import Table
from kb.papers.words import (
    bullets,
    capital,
    counted,
    day_of,
    leading,
    many,
    paragraph,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.board.report_records import Challenge, Count
    from kb.board.seen import Item
    from kb.content.shelf import Shelf
    from kb.papers.model import Block

_LASTED = {
    "sustained": " had lasted when the board looked again",
    "slipped": " had slipped after being met",
    "check-due": " waited for the check whether it lasted",
}


def impact(count: Count, before: Count, shelf: Shelf) -> list[Block]:
    """Say what evidence there is that children are better off, and of what kind."""
    now = _kinds(on.item for on in count.standing.ons)
    if not now:
        return [paragraph("No evidence of impact is recorded.")]
    earlier = _kinds(on.item for on in before.standing.ons)
    rows = tuple(
        (
            say(KIND[kind]),
            say(str(now[kind])),
            say(str(max(now[kind] - earlier[kind], 0))),
            say("No" if kind in NOT_ENOUGH else "Yes"),
        )
        for kind in Kind
        if now[kind]
    )
    heads = ("Kind of evidence", "In all", "New in the year", "Can show practice")
    return [
        paragraph(
            capital(f"{counted(now.total(), 'piece')} of evidence"),
            f" {many(now.total(), 'was')} on record. The board had found ",
            count.said(FIGURES["evidenced"], "action"),
            f" evidenced. {_none_without(count)}",
        ),
        Table("Evidence by kind", heads, rows),
        *_lasting(count),
        *_back(count),
        *_unproved(count, shelf),
    ]


def _kinds(items: Iterable[Item]) -> Counter[Kind]:
    return Counter(Kind(kind) for item in items for _, kind in item.action.evidence)


def _none_without(count: Count) -> str:
    number = count.of(Choice(only="without-evidence"))
    return f"{capital(counted(number, 'action'))} had no evidence yet."


def _lasting(count: Count) -> list[Block]:
    """Say of what was met whether it lasted, as far as anybody looked."""
    found = [
        say(count.opening(FIGURES[name], "action"), words)
        for name, words in _LASTED.items()
        if count.of(FIGURES[name])
    ]
    if found:
        return [paragraph("Of what the board closed as met:"), bullets(found)]
    if not count.of(FIGURES["met"]):
        return []
    return [paragraph("The board has not looked yet whether what was met has lasted.")]


def _back(count: Count) -> list[Block]:
    back = meant(count.standing.ons, CAME_BACK)
    if not back:
        return []
    return [
        paragraph(
            count.opening(CAME_BACK, "action"),
            f" {many(len(back), 'was')} closed as met, and a review has taught the same"
            " lesson again since.",
        )
    ]


def _unproved(count: Count, shelf: Shelf) -> list[Block]:
    led = {
        one.key: list(dict.fromkeys(p.key for p, _ in shelf.policies_of(one)))
        for on in count.standing.ons
        for one in on.item.lessons
    }
    named = [
        (one, policy)
        for one in unproved(count.standing, led)
        if one.named and (policy := shelf.find(one.policy))
    ]
    if not named:
        return []
    return [
        paragraph(
            "No accepted evidence stands yet behind these changes, which actions say"
            " that they produced:"
        ),
        bullets(say(leading(policy.title, f"/{policy.key}")) for _, policy in named),
    ]


def challenges(shelf: Shelf, found: Sequence[Challenge]) -> list[Block]:
    """List what the board challenged in the year, and what it was answered."""
    if not found:
        return [paragraph("No challenge by the board is recorded in the year.")]
    waiting = sum(not one.answer for one in found)
    still = (
        f" {capital(counted(waiting, 'challenge'))} {many(waiting, 'waits')} for an"
        " answer."
        if waiting
        else " All were answered."
    )
    rows = tuple(
        (
            say(day_of(one.on)),
            say(
                leading(
                    f"{agency(shelf, one.item)}: {action_said(one.item)}",
                    f"/board/actions/{one.item.action.uid}",
                )
            ),
            say(one.words),
            say(one.answer or "No answer yet"),
        )
        for one in found
    )
    heads = ("Day", "Action", "Challenge", "Answer")
    return [
        paragraph(
            f"The board made {counted(len(found), 'challenge')} in the year.", still
        ),
        Table("Challenges and answers", heads, rows),
    ]
