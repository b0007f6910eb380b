"""What the learning led to: changes of the year, and how well the link is known."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kb.board.choosing import Choice
from kb.board.report_scope import Dated
from kb.content.documents import Known, Lesson, Policy, Review, UpdateStatus
from kb.papers.words import (
    bullets,
    capital,
    counted,
    ended,
    kinds_listed,
    leading,
    many,
    only_year,
    paragraph,
    say,
    small,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.board.report_records import Count
    from kb.board.report_scope import Changed
    from kb.content.documents import Update
    from kb.content.shelf import Shelf
    from kb.papers.model import Block, Span, Words

_STATUS = {
    UpdateStatus.EXPLORATION: "being explored",
    UpdateStatus.PLANNED: "planned",
    UpdateStatus.IN_FORCE: "in force",
    UpdateStatus.REPLACED: "replaced since",
}
_KNOWN = {
    Known.DOCUMENTED: "a source says that learning led to",
    Known.SAME_EVENTS: (
        "no source says that a review led to the change; the same events stand behind"
    ),
    Known.INFERRED: (
        "no source says so, but an editor judged it likely that learning led to"
    ),
    Known.NONE_FOUND: "no source says that learning from a review led to",
}


def led_to(shelf: Shelf, found: Sequence[Changed], name: str) -> list[Block]:
    """Say what changed, and how well it is known that learning led to it."""
    if not found:
        return [
            paragraph(
                "No change to a policy, campaign or service is recorded with a date in"
                f" {name}."
            )
        ]
    kinds = Counter(small(_kind(shelf, policy)) for policy, _, _ in found)
    first = f"{capital(counted(len(found), 'change'))} {many(len(found), 'is')}"
    said = f"{first} recorded for {name}: {kinds_listed(kinds)}."
    blocks: list[Block] = [paragraph(said)]
    for known in Known:
        of_it = [one for one in found if one[1].known is known]
        if of_it:
            blocks += _group(shelf, known, of_it, len(found))
    return blocks


def _group(
    shelf: Shelf, known: Known, found: Sequence[Changed], total: int
) -> list[Block]:
    number = "one" if len(found) == 1 else str(len(found))
    said = f"{_KNOWN[known]} {many(len(found), 'it')}:"
    return [
        paragraph(capital(said) if total == 1 else f"For {number} of them {said}"),
        bullets(_change(shelf, *one) for one in found),
    ]


def _kind(shelf: Shelf, policy: Policy) -> str:
    known = shelf.settings.policy_kinds
    return known.get(policy.policy_kind, policy.policy_kind.replace("-", " "))


def _change(shelf: Shelf, policy: Policy, update: Update, dated: Dated) -> Words:
    stands = f" ({_kind(shelf, policy)}, {_STATUS[update.status]}): "
    sentences = (
        update.what_changed,
        only_year(str(update.date)) if dated is Dated.PERHAPS else "",
    )
    came, note = _came_from(shelf, update), update.known_note
    is_known = update.known is Known.DOCUMENTED
    came_by = " It came from " if is_known else " What is meant is "
    return say(
        leading(policy.title, f"/{policy.key}"),
        stands + " ".join(ended(one) for one in sentences if one),
        *([came_by, *came, "."] if came else []),
        f" {ended(note)}" if note else "",
    )


def _came_from(shelf: Shelf, update: Update) -> list[str | Span]:
    keys = [f"{Review.folder}/{one}" for one in update.from_reviews]
    keys += [f"{Lesson.folder}/{one}" for one in update.from_lessons]
    found = [one for key in keys if (one := shelf.find(key))]
    parts: list[str | Span] = []
    for place, one in enumerate(found):
        if place:
            parts.append(" and " if place == len(found) - 1 else ", ")
        parts.append(leading(f"“{one.title}”", f"/{one.key}"))
    return parts


def produced(count: Count, shelf: Shelf) -> list[Block]:
    """Say which policies actions name as what they produced."""
    keys = Counter(on.action.policy.partition("#")[0] for on in count.standing.ons)
    named = [(one, key) for key in sorted(keys) if key and (one := shelf.find(key))]
    if not named:
        return []
    return [
        paragraph("Actions of agencies name these as what they produced:"),
        bullets(
            say(
                leading(one.title, f"/{key}"),
                " (",
                count.said(Choice(policy=key), "action"),
                ")",
            )
            for one, key in named
        ),
    ]
