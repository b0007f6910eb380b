"""What a board may name for itself, from `library.yaml`. Not what KB_* settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, field_validator

from kb.access import LADDER
from kb.content import files, validation, yaml_strict
from kb.content.documents import Slug, Text  # noqa: TC001 - pydantic reads them
from kb.errors import InvalidContentError, Problem

if TYPE_CHECKING:
    from pathlib import Path

FILE = "library.yaml"
_NAMES = {
    "public": "Everyone",
    "partners": "Staff of partner agencies",
    "board": "Members of the board",
    "editors": "Editors",
}


class _Part(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True
    )


class Agency(_Part):
    """An agency or role, and the people in it whom a lesson speaks to."""

    name: Text
    """Name of the agency or role."""
    people: Text
    """Its people, in the plural."""


class Verification(_Part):
    """How close the sources are to a review."""

    label: Text
    """A few words beside the facts."""
    meaning: Text
    """What that means, in a sentence."""


class Helpline(_Part):
    """Whom to talk to after reading something distressing."""

    name: Text
    """Who answers."""
    phone: str = ""
    """The number to ring."""
    url: str = Field(default="", pattern=r"\A(https?://\S+)?\z")
    """Their web address."""
    text: str = ""
    """What they are for and when they answer."""
    themes: tuple[Slug, ...] = ()
    """Themes beside which they are shown; empty for all."""


class Tracking(_Part):
    """How the board follows actions up."""

    areas: tuple[Text, ...] = ()
    """Areas whose documents are the board's own, such as Leeds; they go into its
    annual report. All do when neither areas nor publishers are set."""
    publishers: tuple[Text, ...] = ()
    """Names under which the board publishes, where an area does not say it."""
    year_begins: int = Field(default=4, ge=1, le=12)
    """The month in which the board's year begins."""
    cycle_months: int = Field(default=3, ge=1, le=12)
    """Months between two reports on progress; a note older than that is stale."""
    soon_days: int = Field(default=30, ge=1, le=365)
    """Days before its date from which an action is due soon."""
    answer_days: int = Field(default=30, ge=1, le=365)
    """Days after it is asked within which an agency answers."""
    sustained_months: int = Field(default=12, ge=1, le=60)
    """Months after a closure as met when the board looks whether it lasted."""
    escalation_days: tuple[int, int, int] = (0, 14, 28)
    """Days after its date when an overdue action is taken up with its owner, then with
    who answers for the agency, then with the chair."""
    chair: str = ""
    """Name or e-mail address of the account of the board's chair."""
    fewest: int = Field(default=5, ge=3, le=20)
    """Counts of children below this are withheld, and differences that give them."""
    evidence_most_mb: int = Field(default=20, ge=1, le=200)
    """The largest file of evidence that is taken, in megabytes."""
    most_recommendations: int = Field(default=10, ge=1, le=200)
    """How many recommendations of one review draw a remark that they are many."""


class TemplatePart(_Part):
    """A part of a course that a template begins with."""

    title: Text = Field(max_length=200)
    """What the part is called."""
    minutes: int = Field(default=0, ge=0, le=1440)
    """How long it should take; 0 when not said."""
    hint: str = ""
    """What belongs there; only who builds the course sees it."""


class CourseTemplate(_Part):
    """What a course pack can begin with."""

    name: Text
    """What the template is called."""
    purpose: str = ""
    """What it is for, in a sentence."""
    parts: tuple[TemplatePart, ...] = Field(min_length=1, max_length=50)
    """Its parts, in order."""


class Training(_Part):
    """How courses are built, and how people are asked what changed."""

    briefing_headings: tuple[Text, Text, Text, Text, Text, Text, Text] = (
        "Background",
        "What happened",
        "Why it matters",
        "What we learned",
        "What to do",
        "What changed",
        "Find out more",
    )
    """The seven headings of a seven-minute briefing, in the order of its points."""
    use: Text = (
        "For learning and training. Take the source's own words from the source. Do"
        " not use it to find out who a child or family is."
    )
    """What handed-out material may be used for; stands on every page of it."""
    logo: str = Field(default="", pattern=r"\A([\w-]+\.(png|jpg|jpeg))?\z")
    """A picture beside library.yaml that stands on material; empty for none."""
    docx_template: str = Field(default="", pattern=r"\A([\w-]+\.docx)?\z")
    """A Word document beside library.yaml whose styles and page are used."""
    pptx_template: str = Field(default="", pattern=r"\A([\w-]+\.pptx)?\z")
    """A presentation beside library.yaml whose layouts are used."""
    templates: dict[Slug, CourseTemplate] = {}
    """What packs can begin with beside blank, seven-minute, half-day, team-meeting,
    supervision and newsletter; one with such an id takes its place."""
    levels: dict[Slug, Text] = {
        "awareness": "Awareness",
        "practice": "Practice",
        "advanced": "Advanced or specialist",
    }
    """Levels of courses."""
    confidence: Text = "How confident are you in this today?"
    """What people are asked about each learning outcome, from 1 to 5."""
    intention: str = "What will you do differently?"
    """Asked just after a course; empty to leave it out."""
    example: str = (
        "Give one example of something that you did differently because of the course."
    )
    """Asked some weeks later; empty to leave it out."""
    later_days: int = Field(default=42, ge=7, le=365)
    """Days after a course on which people are asked what changed."""
    answer_days: int = Field(default=28, ge=7, le=365)
    """Days for which a form stays open."""
    fewest: int = Field(default=5, ge=3, le=20)
    """Answers of a run below this are withheld, and counted nowhere."""


class LibrarySettings(_Part):
    """The names and lists that a board can change."""

    title: Text = "Learning from reviews"
    """What the library is called."""
    subtitle: str = ""
    """What stands below the title."""
    publisher: str = ""
    """Who answers for the library."""
    brand_colour: str = Field(default="#0b4f4a", pattern=r"\A#[0-9a-fA-F]{6}\z")
    """The one colour that carries the board's identity."""
    contact: str = ""
    """Whom to ask."""
    security_contact: str = Field(
        default="", pattern=r"\A((mailto:[^\s@]+@|tel:\+?|https://)[^\s@]+)?\z"
    )
    """Where to report a hole: `mailto:`, `tel:` or `https://`; else the page /trust."""
    helplines: tuple[Helpline, ...] = ()
    """Whom to talk to after reading something distressing."""
    audiences: dict[Slug, Text] = _NAMES
    """Names of the audiences; public, partners, board and editors always exist."""
    review_types: dict[Slug, Text] = {}
    """Kinds of review."""
    agencies: dict[Slug, Agency] = {}
    """Agencies."""
    roles: dict[Slug, Agency] = {}
    """Roles that cut across agencies."""
    policy_kinds: dict[Slug, Text] = {}
    """Kinds of policy."""
    nations: dict[Slug, Text] = {}
    """Nations, and `not-shown`."""
    outcomes: dict[Slug, Text] = {}
    """What happened to the child."""
    namings: dict[Slug, Text] = {}
    """How a review names the child."""
    verification: dict[Slug, Verification] = {}
    """How close the sources are to the review, the closest first."""

    tracking: Tracking = Tracking()
    """How the board follows actions up."""
    training: Training = Training()
    """How courses are built, and how people are asked what changed."""

    @field_validator("audiences")
    @classmethod
    def _with_the_ladder(cls, named: dict[str, str]) -> dict[str, str]:
        """Let the four audiences exist whatever the file says."""
        return {**_NAMES, **named}

    @property
    def added_audiences(self) -> tuple[str, ...]:
        """List the audiences that the board added to the four."""
        return tuple(name for name in self.audiences if name not in LADDER)

    @property
    def readers(self) -> dict[str, Agency]:
        """Give agencies and roles together: all for whom a lesson can be."""
        return {**self.agencies, **self.roles}


def read(root: Path) -> tuple[LibrarySettings, str, tuple[Problem, ...]]:
    """Read the settings and their fingerprint; a broken file gives the plain ones."""
    try:
        source = files.text_of(root / FILE, FILE)
        loaded = yaml_strict.load(source, 1, FILE)
        settings = validation.build(LibrarySettings, loaded, FILE)
    except InvalidContentError as error:
        return LibrarySettings(), "", error.problems
    return settings, files.fingerprint(source), ()
