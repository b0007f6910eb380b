"""The kinds of document, as frozen values. `docs/content.md` describes every field.

What stands here is the shape of a file's front matter and nothing else: whether a
theme or a linked document exists is looked at in `kb.content.checks`.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from kb.content.dates import Day, When
from kb.content.parts import (
    HarmType,
    Known,
    LaterEvidence,
    Part,
    Publication,
    Recommendation,
    Slug,
    Source,
    Status,
    Strength,
    Text,
    Update,
    UpdateStatus,
    Urgency,
    Url,
)

__all__ = [
    "KINDS",
    "Document",
    "HarmType",
    "Known",
    "LaterEvidence",
    "Lesson",
    "Part",
    "Policy",
    "Publication",
    "Recommendation",
    "Report",
    "Review",
    "Slug",
    "Source",
    "Status",
    "Strength",
    "Text",
    "Update",
    "UpdateStatus",
    "Urgency",
    "Url",
]


class Document(BaseModel):
    """What every document has."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True
    )
    kind: ClassVar[str]
    folder: ClassVar[str]

    id: Slug
    """The file's name without `.md`; not written in the front matter."""
    markdown: str = Field(default="", repr=False)
    """The text below the front matter; not written in it."""
    title: Text
    """What the document is called on every page."""
    audience: Slug
    """Who may read it: public, partners, board, editors or one that the board added."""
    status: Status
    """Where it is in its life; only `published` is shown."""
    owner: Text
    """Who answers for this page."""
    review_due: Day | None = None
    """The day by which somebody looks at the page again."""
    themes: tuple[Slug, ...] = ()
    """Ids of vocabulary terms."""
    content_note: str = ""
    """A sentence that warns of distressing content; empty when none is needed."""
    withdrawn_on: Day | None = None
    """The day on which it was withdrawn."""
    withdrawn_reason: str = ""
    """Why it was withdrawn, in words that say nothing of the case."""

    @property
    def key(self) -> str:
        """Name this document among all of them, such as `lessons/ask-again`."""
        return f"{self.folder}/{self.id}"


class Review(Document):
    """A review of what happened; the card that everybody sees, not the report."""

    kind: ClassVar[str] = "review"
    folder: ClassVar[str] = "reviews"

    summary: Text
    """What the review is about in one or two sentences."""
    review_type: Slug
    """A review type from `library.yaml`."""
    review_type_note: str = ""
    """What is uncertain about the type."""
    publisher: Text = Field(alias="body")
    """The board or body, under its name at publication; may be an unnamed board."""
    publisher_note: str = Field(default="", alias="body_note")
    """What is uncertain about the body."""
    nation: Slug
    """A nation from `library.yaml`; `not-shown` when the source does not say."""
    area: str = ""
    """The place, as part of the identity: area, pseudonym and year."""
    pseudonym: str = ""
    """What the review calls the child; two reviews may use the same one."""
    naming: Slug = "no-name"
    """How the review names the child or setting."""
    published: When | None = None
    """When it was published: a year, a month or a day; empty when not known."""
    published_note: str = ""
    """What is known about the dates."""
    harm_types: tuple[HarmType, ...] = ()
    """Statutory categories of harm; empty when no source gives or implies one."""
    ages: tuple[Slug, ...] = ()
    """Age groups of the vocabulary; empty when not known."""
    ages_note: str = ""
    """The age as the source gives it."""
    child_count: int | None = Field(default=None, ge=1)
    """How many children the review is about; empty when not shown."""
    outcome: Slug = "not-shown"
    """An outcome from `library.yaml`."""
    agencies: tuple[Slug, ...] = ()
    """Agencies that the source names; empty means not shown, not none."""
    agencies_note: str = ""
    """What is uncertain about the agencies."""
    methodology: str = ""
    """How the review was done, as far as known."""
    parallel_processes: str = ""
    """Criminal or other proceedings that held the review up."""
    publications: tuple[Publication, ...] = ()
    """The forms in which it came out."""
    public_until: Day | None = None
    """The day on which its time on the publisher's site ends."""
    recommendations: tuple[Recommendation, ...] = ()
    """What it asks of whom."""
    sources: tuple[Source, ...] = ()
    """Where the facts can be checked."""
    verification: Slug
    """How close the sources are to the review; a value of `library.yaml`."""
    later_evidence: tuple[LaterEvidence, ...] = ()
    """What came to light afterwards."""
    notes: tuple[Text, ...] = ()
    """Notes for readers about this card."""


class Lesson(Document):
    """One thing to do differently, learned from one or more reviews."""

    kind: ClassVar[str] = "lesson"
    folder: ClassVar[str] = "lessons"

    statement: Text
    """What the reviews teach, in one plain sentence."""
    reviews: tuple[Slug, ...] = ()
    """The reviews it comes from; at least one."""
    readers: tuple[Slug, ...] = Field(alias="for")
    """Roles and agencies of `library.yaml` who should read it."""
    ages: tuple[Slug, ...] = ()
    """Age groups of the vocabulary; empty when it is for all ages."""
    urgency: Urgency
    """act-now, caution, inform or good-practice."""
    strength: Strength
    """one-case, repeated or national."""
    cleared_by: str = ""
    """Who cleared it for release before its review; empty when nobody did."""
    cleared_on: Day | None = None
    """The day on which it was cleared for early release."""


class Policy(Document):
    """A protocol, procedure, law, campaign or service, with its versions."""

    kind: ClassVar[str] = "policy"
    folder: ClassVar[str] = "policies"

    policy_kind: Slug
    """A kind of policy from `library.yaml`."""
    publisher: Text = Field(alias="body")
    """Whose policy it is."""
    area: str = ""
    """The place where it holds; empty for a whole nation."""
    nation: Slug = "england"
    """A nation from `library.yaml`."""
    updates: tuple[Update, ...] = Field(min_length=1)
    """Its versions; the order in the file does not matter."""

    @property
    def history(self) -> tuple[Update, ...]:
        """List the versions, the newest first; one without a date comes last."""
        return tuple(
            sorted(self.updates, key=lambda u: u.date or When(1), reverse=True)
        )

    @property
    def current(self) -> Update:
        """Give the version that holds now: the newest in force, or else the newest."""
        in_force = [u for u in self.history if u.status is UpdateStatus.IN_FORCE]
        return (in_force or list(self.history))[0]


class Report(Document):
    """The restricted report of a review, beside the review's public card."""

    kind: ClassVar[str] = "report"
    folder: ClassVar[str] = "reports"

    review: Slug
    """The review that it is the report of."""


KINDS: dict[str, type[Document]] = {
    kind.folder: kind for kind in (Lesson, Review, Policy, Report)
}
