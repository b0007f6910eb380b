"""The parts of the annual report on actions: how far, how old, what is carried over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.board import small_counts, waiting
from kb.board.brag import Colour, brag
from kb.board.choosing import Choice, meant
from kb.board.figures import FIGURES, overdue, success
from kb.board.wording import COLOUR
from kb.papers.model import Bar, Chart, Table
from kb.papers.words import (
    capital,
    counted,
    day_of,
    leading,
    listed,
    many,
    paragraph,
    quiet,
    say,
)

if TYPE_CHECKING:
    from kb.board.report_records import Count
    from kb.board.seen import Item
    from kb.board.waiting import Times
    from kb.content.shelf import Shelf
    from kb.papers.model import Block, Words

OPEN = FIGURES["open"]
_NOTHING = "No action is recorded"
#: What each colour means, in the order in which bars stand.
_MEANS = {
    Colour.BLUE: "closed as met",
    Colour.GREEN: "in time",
    Colour.AMBER: "due soon, or slow",
    Colour.RED: "overdue, not evidenced or not accepted",
    Colour.GREY: "passed on, reconsidered or overtaken",
}
_STEPS = {
    "response": "An answer",
    "delivery": "Delivery",
    "assurance": "Evidence that the board accepted",
}
#: Days up to which an overdue action belongs in a row; the last has no end.
_AGES = ((30, "Up to 30 days"), (90, "31 to 90 days"), (180, "91 to 180 days"))
_AGES_SAID = {
    small_counts.SEVERAL_AGES: "of several ages",
    small_counts.AGE_UNKNOWN: "whose age is not shown",
}
_OLDER = "More than 180 days"


def nothing(day: str) -> Block:
    """Say that nothing is recorded, which is not the same as nothing to do."""
    return paragraph(
        f"{_NOTHING} up to {day}. That says nothing of what agencies did: only that it"
        " was not recorded here."
    )


def implementation(count: Count, before: Count) -> list[Block]:
    """Say what was asked, answered, delivered, evidenced and closed, and its age."""
    day = count.standing.day
    if not count.standing.ons:
        return [nothing(day_of(day))]
    return [
        _course(count, before),
        _colours(count),
        *_overdue(count),
        _times(count),
        quiet(
            "Time counts from the publication of the review that asks, or from the day"
            " on which the agency was asked when that is earlier or nothing else is"
            " known."
        ),
    ]


def _course(count: Count, before: Count) -> Block:
    def in_year(what: str) -> Choice:
        return Choice(only=f"{what}-in-year")

    then, asked, now = before.of(OPEN), count.of(in_year("asked")), count.of(OPEN)
    return paragraph(
        "When the year began, ",
        before.said(OPEN, "action"),
        f" {many(then, 'was')} open. ",
        count.opening(in_year("asked"), "action"),
        f" {many(asked, 'was')} added. In the year agencies gave a first answer on ",
        count.number(in_year("answered")),
        " and delivered ",
        count.number(in_year("delivered")),
        "; the board found ",
        count.number(in_year("evidenced")),
        " evidenced and closed ",
        count.number(in_year("closed")),
        f". On {day_of(count.standing.day)}, ",
        count.said(OPEN, "action"),
        f" {many(now, 'was')} open.",
    )


def _colours(count: Count) -> Chart:
    bars = tuple(
        Bar(
            f"{COLOUR[colour]}: {means}",
            count.of(Choice(colour=colour)),
            colour,
            count.link(Choice(colour=colour)),
        )
        for colour, means in _MEANS.items()
    )
    title = f"How the actions stood on {day_of(count.standing.day)}"
    return Chart(title, ("State", "Actions"), bars)


def _overdue(count: Count) -> list[Block]:
    late = meant(count.standing.ons, FIGURES["overdue"])
    if not late:
        return [paragraph("No action was overdue.")]
    ages = overdue(count.standing)
    oldest, median = counted(ages.oldest, "day"), counted(ages.median, "day")
    how_late = (
        f" was overdue, by {oldest}."
        if len(late) == 1
        else f" were overdue, the longest by {oldest} and half by {median} or more."
    )
    first = paragraph(count.opening(FIGURES["overdue"], "action"), how_late)
    days = [(on.day - on.action.due).days for on in late if on.action.due]
    rows, last = [], 0
    for most, label in _AGES:
        rows.append((label, sum(last < age <= most for age in days)))
        last = most
    rows.append((_OLDER, sum(age > last for age in days)))
    table = tuple((say(label), say(str(number))) for label, number in rows)
    return [first, Table("Overdue actions by age", ("Overdue by", "Actions"), table)]


def _times(count: Count) -> Table:
    rows = tuple(_step(count, one) for one in waiting.times(count.standing))
    heads = ("Step", "Taken", "Half within", "Longest", "Still waiting", "Oldest")
    return Table("How long each step took", heads, rows)


def _step(count: Count, one: Times) -> tuple[Words, ...]:
    return (
        say(_STEPS[one.step]),
        say(leading(f"{one.count:,}", count.link(one.made))),
        say(counted(one.median, "day") if one.count else "–"),
        say(counted(one.longest, "day") if one.count else "–"),
        say(leading(f"{one.waiting:,}", count.link(one.waits))),
        say(counted(one.oldest, "day") if one.waiting else "–"),
    )


def carried_over(count: Count, shelf: Shelf, coming: str) -> list[Block]:
    """List what is still open at the end of the year."""
    day = day_of(count.standing.day)
    if not count.standing.ons:
        return [paragraph(f"{_NOTHING}, so none is carried over into {coming}.")]
    still = meant(count.standing.ons, OPEN)
    if not still:
        return [paragraph(f"No action was open on {day}; none is carried over.")]
    first = paragraph(
        count.opening(OPEN, "action"),
        f" {many(len(still), 'is')} carried over into {coming}.",
    )
    tracking, on = count.standing.tracking, count.standing.day
    rows = tuple(
        (
            say(agency(shelf, one.item)),
            say(leading(action_said(one.item), f"/board/actions/{one.action.uid}")),
            say(day_of(one.action.due) or "No date"),
            say(brag(one.action, on, tracking).why),
        )
        for one in still
    )
    heads = ("Agency", "Action", "Due", "How it stands")
    return [first, Table(f"Carried over into {coming}", heads, rows)]


def agency(shelf: Shelf, item: Item) -> str:
    """Give the name of the agency that was asked."""
    known = shelf.settings.readers.get(item.action.of.agency)
    return known.name if known else item.action.of.agency.replace("-", " ")


def action_said(item: Item) -> str:
    """Say what is to be done, in the words that there are."""
    return item.action.text or item.asked or "No words are recorded"


def left_out(count: Count) -> list[Block]:
    """Say what success rates leave out and why."""
    found = success(count.standing)
    if not found.of and not found.left_out:
        return [paragraph("No action was closed, so no rate of success is given.")]
    met = paragraph(
        "Of ",
        f"{counted(found.of, 'action')} closed as met or not met, ",
        count.number(FIGURES["met"]),
        f" {many(found.met, 'was')} met ({found.rate}%).",
    )
    out = paragraph(
        count.opening(FIGURES["left-out"], "action"),
        f" {many(found.left_out, 'is')} left out of that rate: reconsidered, overtaken,"
        " superseded, or passed to another body. That says nothing of success.",
    )
    return [*([met] if found.of else []), *([out] if found.left_out else [])]


def children(count: Count, shelf: Shelf) -> list[Block]:
    """Say how many children the reviews are about, as far as that gives nobody away."""
    fewest = count.standing.tracking.fewest
    counts, without = small_counts.by_age([on.item for on in count.standing.ons])
    if not counts:
        return []
    shown = small_counts.shown(counts, count.standing.day, fewest)
    concepts = shelf.vocabulary.concepts
    named = {one.id: one.label for one in concepts.values()} | _AGES_SAID
    groups = [f"{n} {named.get(age, age)}" for age, n in shown.items() if n]
    said = (
        f"The reviews that are followed up are about children: {listed(groups)}."
        if groups
        else "How many children the reviews are about is not given."
    )
    hidden = (
        f" Groups of fewer than {fewest} are withheld, and so are small differences,"
        " so that no child can be picked out."
    )
    more = (
        f" {capital(counted(without, 'review'))} {many(without, 'says')} no number."
        if without
        else ""
    )
    return [quiet(said + hidden + more)]
