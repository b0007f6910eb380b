"""What documents are made of: ids, texts, addresses, lists of values, and parts."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from kb.content.dates import Day, When  # noqa: TC001 - pydantic reads them

Slug = Annotated[
    str, StringConstraints(pattern=r"\A[a-z0-9]+(-[a-z0-9]+)*\z", max_length=80)
]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Url = Annotated[
    str,
    StringConstraints(
        pattern=r"\A(https?://\S+|annual-report-2012-13\.md(#L\d+)?)\z", max_length=2000
    ),
]


class Status(StrEnum):
    """Where a document is in its life. Only `published` is shown to readers."""

    COMMISSIONED = "commissioned"
    IN_PROGRESS = "in-progress"
    DRAFT = "draft"
    EMBARGOED = "embargoed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


class HarmType(StrEnum):
    """The four statutory categories of harm, and no others."""

    PHYSICAL_ABUSE = "physical-abuse"
    EMOTIONAL_ABUSE = "emotional-abuse"
    SEXUAL_ABUSE = "sexual-abuse"
    NEGLECT = "neglect"


class Urgency(StrEnum):
    """How soon a lesson wants attention."""

    ACT_NOW = "act-now"
    CAUTION = "caution"
    INFORM = "inform"
    GOOD_PRACTICE = "good-practice"


class Strength(StrEnum):
    """How much a lesson rests on."""

    ONE_CASE = "one-case"
    REPEATED = "repeated"
    NATIONAL = "national"


class UpdateStatus(StrEnum):
    """How far a policy update has come."""

    EXPLORATION = "exploration"
    PLANNED = "planned"
    IN_FORCE = "in-force"
    REPLACED = "replaced"


class Known(StrEnum):
    """How well it is known that a review or lesson led to a policy update."""

    DOCUMENTED = "documented"
    SAME_EVENTS = "same-events"
    INFERRED = "inferred"
    NONE_FOUND = "none-found"


class Part(BaseModel):
    """Anything inside a document: frozen, and without unknown keys."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True
    )


class Source(Part):
    """Where a fact can be checked."""

    key: str = ""
    """A short name that findings in the body refer to, such as s1."""
    url: Url
    """Web address, or a line of the annual report that ships with the library."""
    kind: Slug
    """What the source is, such as board-page, report-front or press."""
    seen_on: Day | None = None
    """The day on which somebody last looked at it."""


class Publication(Part):
    """One form in which a review came out."""

    form: Slug
    """Such as learning-brief, overview-report or seven-minute-briefing."""
    date: When | None = None
    """When it came out, as far as known."""


class LaterEvidence(Part):
    """Something that came to light after the review and changes how to read it."""

    text: Text
    """What it says, in own words."""
    url: Url
    """Where to check it."""


class Recommendation(Part):
    """Something that a review asks of a body."""

    id: Annotated[str, StringConstraints(pattern=r"\AR[0-9]{1,3}\z")]
    """R1, R2 ...; stable, since actions refer to it."""
    text: Text
    """What is asked, in own words."""
    addressees: tuple[Slug, ...] = ()
    """Agencies or roles that are asked; empty when the source does not say."""
    action: Slug | None = None
    """Class of action, such as training, procedure, audit or law."""
    lessons: tuple[Slug, ...] = ()
    """Lessons that it follows from."""
    source: str = ""
    """Key of the source in this file."""


class Update(Part):
    """One version of a policy: what changed, when, and what led to it."""

    date: When | None = None
    """When it took effect or was announced; empty when no source says."""
    date_note: str = ""
    """The date in words where a date does not say it, such as `yearly, in March`."""
    status: UpdateStatus
    """exploration, planned, in-force or replaced."""
    what_changed: Text
    """What is different now."""
    from_reviews: tuple[Slug, ...] = ()
    """Reviews that led to it."""
    from_lessons: tuple[Slug, ...] = ()
    """Lessons that led to it."""
    from_note: str = ""
    """What it came from, where no review is named."""
    known: Known = Field(alias="link")
    """How well the link is known: documented, same-events, inferred or none-found."""
    known_note: str = Field(default="", alias="link_note")
    """What exactly is known about the link."""
    sources: tuple[Source, ...] = ()
    """Where it can be checked."""
