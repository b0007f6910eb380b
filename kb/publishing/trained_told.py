"""Telling the figures of training in the words of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.board.report_training import Training
from kb.papers.model import Bar, Chart, Table
from kb.papers.words import (
    bullets,
    capital,
    counted,
    leading,
    many,
    paragraph,
    quiet,
    say,
)
from kb.training.reach import OTHER
from kb.training.steps import Step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.content.shelf import Shelf
    from kb.papers.model import Block
    from kb.publishing.trained import Figures, OfTheme
    from kb.training.effect import Change, Effect

#: Themes, and lessons on which nobody was trained, that a report names.
MOST = 12
_FEWEST_BARS = 2
_STEPS = {Step.AFTER: "just after the courses", Step.LATER: "some weeks later"}
_HEADS = ("Theme", "Courses", "Staff", "Just after", "Some weeks later")


def told(shelf: Shelf, found: Figures) -> Training:
    """Tell the figures of a year, and name the documents on which they rest."""
    if found.is_nothing:
        return Training(known=found.trained)
    never = found.never[:MOST]
    blocks = (
        *_courses(shelf, found),
        *_changed(found.effect, shelf.settings.training.fewest),
        *_by_theme(shelf, found.themes),
        *_briefed(found),
        *_never(found),
    )
    keys = {key for run in found.reach.runs for key in run.keys}
    keys |= {one.key for one in never} | (found.trained & shelf.keys)
    return Training(blocks, tuple(sorted(keys)), found.trained)


def _courses(shelf: Shelf, found: Figures) -> Iterable[Block]:
    courses, total = len(found.reach.runs), found.reach.total
    if not courses:
        yield paragraph(
            "No course is recorded in the year. That does not mean that there was none."
        )
        return
    came = f"{total:,} {'person' if total == 1 else 'people'} came" if total else ""
    yield paragraph(
        f"{capital(counted(courses, 'course'))} {many(courses, 'is')} recorded in the"
        f" year. {came or 'How many came is not recorded'}.",
        " Who came twice is counted twice." if courses > 1 and came else "",
    )
    bars = tuple(
        Bar(_agency(shelf, one), count) for one, count in found.reach.staff.items()
    )
    if len(bars) >= _FEWEST_BARS:
        yield Chart("Staff who came, by agency", ("Agency", "Staff"), bars)
    elif bars:
        yield paragraph(f"All of them were of one agency: {bars[0].label}.")


def _agency(shelf: Shelf, agency: str) -> str:
    settings = shelf.settings.agencies
    if agency in settings:
        return settings[agency].name
    return "Other agencies" if agency == OTHER else capital(agency.replace("-", " "))


def _changed(effect: Effect, fewest: int) -> Iterable[Block]:
    said = [
        f"{capital(_STEPS[step])}, confidence was {change.now.value:.1f} of 5"
        f" ({counted(change.now.n, 'answer')}), and before them"
        f" {change.before.value:.1f} ({counted(change.before.n, 'answer')}):"
        f" {_difference(change)}."
        for step, change in effect.changes.items()
    ]
    if not said:
        yield paragraph(
            "What the courses changed cannot be shown: too few people answered both"
            " before a course and after it, or their forms had not closed."
        )
        return
    yield paragraph(" ".join(said))
    yield quiet(
        "Means over all learning outcomes. Answers carry no name, so who answered first"
        " and who answered later may be different people. Forms with fewer than"
        f" {fewest} answers are not counted."
    )


def _difference(change: Change) -> str:
    difference = round(change.now.value, 1) - round(change.before.value, 1)
    if abs(difference) < 0.05:  # noqa: PLR2004 - less than is shown
        return "no change"
    return f"{'up' if difference > 0 else 'down'} by {abs(difference):.1f}"


def _by_theme(shelf: Shelf, themes: tuple[OfTheme, ...]) -> Iterable[Block]:
    if not themes:
        return
    concepts = shelf.vocabulary.concepts
    rows = tuple(
        (
            say(leading(capital(concepts[one.theme].label), f"/themes/{one.theme}")),
            say(str(len(one.reach.runs))),
            say(f"{one.reach.total:,}"),
            say(_change_of(one, Step.AFTER)),
            say(_change_of(one, Step.LATER)),
        )
        for one in themes[:MOST]
    )
    yield Table("Courses by theme, and how confidence changed", _HEADS, rows)
    if len(themes) > MOST:
        left = len(themes) - MOST
        words = f"{capital(counted(left, 'theme'))} with fewer courses"
        yield quiet(f"{words} {many(left, 'is')} not shown.")


def _change_of(one: OfTheme, step: Step) -> str:
    change = one.effect.changes.get(step)
    if change is None:
        return "Not shown"
    return f"{_difference(change)} (n = {change.before.n}, {change.now.n})"


def _briefed(found: Figures) -> Iterable[Block]:
    of = found.briefed
    said = []
    if of.asked:
        said.append(
            f"The board asked for {counted(of.asked, 'briefing')} of staff in the year;"
            f" {of.confirmed:,} of them {many(of.confirmed, 'was')} confirmed."
        )
    if of.overdue:
        late = counted(of.overdue, "briefing")
        said.append(f"{capital(late)} {many(of.overdue, 'was')} overdue at its end.")
    if of.receipts:
        said.append(
            f"Agencies confirmed {counted(of.receipts, 'briefing')} in the year, of"
            f" {of.staff:,} staff."
        )
    if said:
        yield paragraph(" ".join(said))
    else:
        yield paragraph("No agency was asked to brief its staff, or confirmed it.")


def _never(found: Figures) -> Iterable[Block]:
    number = len(found.never)
    if not number:
        yield paragraph("On every lesson of the library somebody was trained.")
        return
    most = f", the most urgent {MOST} of them" if number > MOST else ""
    yield paragraph(
        f"On {counted(number, 'lesson')} nobody was ever trained, as far as is"
        f" recorded{most}:"
    )
    yield bullets(say(leading(one.title, f"/{one.key}")) for one in found.never[:MOST])
