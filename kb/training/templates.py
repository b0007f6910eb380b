"""What packs begin with: parts, how long each takes, and what belongs there.

A board adds templates of its own, or puts its own in the place of these, under
`training: templates:` in library.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from kb.training import moves
from kb.training.pack import Pack, Part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.content.settings import CourseTemplate, Training

BLANK, SEVEN_MINUTE = "blank", "seven-minute"


@dataclass(frozen=True, slots=True)
class Planned:
    """A part that a template begins with."""

    title: str
    minutes: int = 0
    """How long it should take; 0 when not said."""
    hint: str = ""
    """What belongs there."""


@dataclass(frozen=True, slots=True)
class Template:
    """What a pack can begin with."""

    name: str
    purpose: str
    parts: tuple[Planned, ...]

    @property
    def minutes(self) -> int:
        """Say how long it takes altogether."""
        return sum(part.minutes for part in self.parts)


_SEVEN_HINTS = (
    "Which review it is, and why it was done.",
    "What happened, in a few sentences that name nobody.",
    "How often this is seen, and what it does to children.",
    "The lesson, in one plain sentence.",
    "What people do differently from today.",
    "What policy or practice changed because of it.",
    "Where the review, the policy and help are to be found.",
)

#: The templates that every library has. The headings of the seven-minute briefing are
#: those of library.yaml: ask `templates`.
TEMPLATES: Mapping[str, Template] = MappingProxyType(
    {
        BLANK: Template(
            "Blank", "Begin with one empty part.", (Planned(moves.UNTITLED),)
        ),
        SEVEN_MINUTE: Template(
            "Seven-minute briefing",
            "One or two pages that a team reads together.",
            tuple(
                Planned(f"Point {number}", 1, hint)
                for number, hint in enumerate(_SEVEN_HINTS, start=1)
            ),
        ),
        "half-day": Template(
            "Half-day course",
            "Three hours with a break, for people of several agencies.",
            (
                Planned(
                    "Welcome and ground rules",
                    15,
                    "Say what is coming, what may be distressing, and that people may"
                    " step out.",
                ),
                Planned(
                    "What happened",
                    30,
                    "One or two reviews. Name nobody; keep to what practice can learn.",
                ),
                Planned(
                    "What we learned",
                    40,
                    "The lessons, each with the review that it comes from.",
                ),
                Planned("Break", 15, "Leave this empty, or say when to be back."),
                Planned(
                    "Practising",
                    45,
                    "Exercises in small groups of more than one agency.",
                ),
                Planned(
                    "What holds now",
                    20,
                    "The current policies, and what changed in them.",
                ),
                Planned(
                    "What I will do differently",
                    15,
                    "Everybody writes down one thing. Say where help is to be found.",
                ),
            ),
        ),
        "team-meeting": Template(
            "Team meeting",
            "Twenty minutes of a meeting that takes place anyway.",
            (
                Planned("Why today", 3, "One lesson, and why it matters here."),
                Planned("What we learned", 7, "The lesson and its review."),
                Planned("Questions for the team", 7, "Two or three, no more."),
                Planned("What we agree", 3, "Who does what, and by when."),
            ),
        ),
        "supervision": Template(
            "Supervision",
            "Half an hour for one worker and one supervisor.",
            (
                Planned("The lesson", 5, "Read it together."),
                Planned(
                    "A child you work with",
                    15,
                    "Questions that lead from the lesson to a child. Write nothing"
                    " about that child here.",
                ),
                Planned("What will be different", 10, "Agree one thing to try."),
            ),
        ),
        "newsletter": Template(
            "Newsletter",
            "A page to read without a meeting.",
            (
                Planned("In brief", 0, "The lesson in two sentences."),
                Planned("What we learned", 0, "One to three lessons."),
                Planned("What changed", 0, "New policies, and from when they hold."),
                Planned("Find out more", 0, "Courses, and whom to ask."),
            ),
        ),
    }
)


def templates(training: Training) -> Mapping[str, Template]:
    """Give the templates of a library, its own among them."""
    seven = TEMPLATES[SEVEN_MINUTE]
    headed = Template(
        seven.name,
        seven.purpose,
        tuple(
            Planned(heading, part.minutes, part.hint)
            for heading, part in zip(
                training.briefing_headings, seven.parts, strict=True
            )
        ),
    )
    own = {name: _own(one) for name, one in training.templates.items()}
    return {**TEMPLATES, SEVEN_MINUTE: headed, **own}


def begun(training: Training, template: str, title: str) -> Pack:
    """Begin a pack with the parts of a template; an unknown one is blank."""
    found = templates(training)
    name = template if template in found else BLANK
    parts = tuple(
        Part("", part.title, planned=part.minutes, hint=part.hint)
        for part in found[name].parts
    )
    return moves.whole(Pack(title, template=name, parts=parts))


def _own(template: CourseTemplate) -> Template:
    parts = tuple(
        Planned(part.title, part.minutes, part.hint) for part in template.parts
    )
    return Template(template.name, template.purpose, parts)
