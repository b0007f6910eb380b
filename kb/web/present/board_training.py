"""Training and briefing on the dashboard: whom courses reached, what agencies said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.training.steps import Step
from kb.web.present import addresses, names
from kb.web.present.board_lines import Line, Lines, most
from kb.web.present.confidence import Confidence, change_said, confidence
from kb.web.present.where_used import Came, came, runs_said, staff_said
from kb.web.present.words import day, plural

if TYPE_CHECKING:
    from kb.content.documents import Lesson
    from kb.content.shelf import Shelf
    from kb.publishing.trained import Briefed, Figures, OfTheme


#: Themes shown at once; the others are a click away.
AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class ThemeShown:
    """The courses on the lessons of a theme, and how confidence changed."""

    label: str
    url: str
    courses: int
    staff: int
    after: str
    later: str


@dataclass(frozen=True, slots=True)
class TrainingShown:
    """Everything of training on the dashboard."""

    of: str
    """The days that it is about."""
    courses: str
    agencies: tuple[Came, ...]
    briefed: str
    overdue: Line | None
    confidence: Confidence
    themes: tuple[ThemeShown, ...]
    more_themes: tuple[ThemeShown, ...]
    never: Lines
    all_never: Line | None
    is_nothing: bool


def training(shelf: Shelf, found: Figures, fewest: int) -> TrainingShown:
    """Set out what is recorded of training."""
    themes = tuple(_theme(shelf, one) for one in found.themes)
    return TrainingShown(
        of=f"{day(found.first)} to {day(found.last)}",
        courses=_courses(found),
        agencies=came(shelf, found.reach.staff),
        briefed=_briefings(found.briefed),
        overdue=_overdue(found.briefed),
        confidence=confidence(found.effect, fewest),
        themes=themes[:AT_ONCE],
        more_themes=themes[AT_ONCE:],
        never=most(map(_lesson, found.never)),
        all_never=_all(found),
        is_nothing=found.is_nothing,
    )


def _courses(found: Figures) -> str:
    parts = (runs_said(found.reach), staff_said(found.reach))
    return ". ".join(one for one in parts if one)


def _briefings(found: Briefed) -> str:
    said = []
    if found.asked:
        asked = plural(found.asked, "briefing")
        said.append(f"{asked} asked for, {found.confirmed:,} of them confirmed.")
    if found.receipts:
        given, staff = plural(found.receipts, "confirmation"), f"{found.staff:,}"
        said.append(f"{given} by agencies, of {staff} staff briefed.")
    return " ".join(said)


def _overdue(found: Briefed) -> Line | None:
    if not found.overdue:
        return None
    words = f"{plural(found.overdue, 'briefing')} overdue"
    return Line(words, addresses.of_briefings([("state", "overdue")]), "")


def _theme(shelf: Shelf, one: OfTheme) -> ThemeShown:
    return ThemeShown(
        label=names.theme(shelf, one.theme),
        url=addresses.of_theme(one.theme),
        courses=len(one.reach.runs),
        staff=one.reach.total,
        after=_changed(one, Step.AFTER),
        later=_changed(one, Step.LATER),
    )


def _changed(one: OfTheme, step: Step) -> str:
    """Say how confidence changed, and of how many answers then and now."""
    found = one.effect.changes.get(step)
    if found is None:
        return ""
    return f"{change_said(found)} (n = {found.before.n}, {found.now.n})"


def _lesson(one: Lesson) -> Line:
    return Line(one.title, addresses.of(one.key), names.URGENCIES[one.urgency])


def _all(found: Figures) -> Line | None:
    if not found.never:
        return None
    number = len(found.never)
    words = f"All {number:,} lessons" if number > 1 else "Show it in the list"
    return Line(words, "/training/untrained", "")
