"""A review's page: the card first, then what was found, learned, asked and changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kb.web.present import addresses, names
from kb.web.present.page import Page, page
from kb.web.present.standing import PolicyShown, changed
from kb.web.present.thread import Step
from kb.web.present.words import capital, day, listed, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.content.documents import Recommendation, Review, Source
    from kb.content.library import Shelf


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the card; `note` is what is uncertain about it."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A recommendation: what was asked, of whom, and the lessons it follows from."""

    id: str
    text: str
    whom: str
    action: str
    lessons: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class SourceShown:
    """Where a fact can be checked; `url` is "" when it is not on the web."""

    key: str
    label: str
    url: str
    host: str
    seen: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Everything on a review's page that is not the same on every page."""

    page: Page
    review: Review
    card: tuple[Fact, ...]
    lessons: tuple[Step, ...]
    asked: tuple[Asked, ...]
    changes: tuple[PolicyShown, ...]
    verified: str
    verified_meaning: str
    sources: tuple[SourceShown, ...]
    report: Step | None


def review_page(shelf: Shelf, review: Review) -> ReviewPage:
    """Set out a review."""
    report = shelf.report_of(review)
    close = shelf.settings.verification.get(review.verification)
    return ReviewPage(
        page=page(shelf, review),
        review=review,
        card=tuple(fact for fact in _card(shelf, review) if fact.value),
        lessons=tuple(
            Step(lesson.title, addresses.of(lesson.key), lesson.statement)
            for lesson in shelf.lessons_of(review)
        ),
        asked=tuple(_asked(shelf, one) for one in review.recommendations),
        changes=changed(shelf, shelf.policies_of(review)),
        verified=names.verification(shelf, review.verification),
        verified_meaning=close.meaning if close else "",
        sources=sources(review.sources),
        report=Step(report.title, addresses.of(report.key), "") if report else None,
    )


def sources(given: tuple[Source, ...]) -> tuple[SourceShown, ...]:
    """Set out where facts can be checked."""
    return tuple(_source(one) for one in given)


def _source(one: Source) -> SourceShown:
    kind, seen = capital(one.kind.replace("-", " ")), day(one.seen_on)
    if one.url.startswith("http"):
        host = urlsplit(one.url).netloc.removeprefix("www.")
        return SourceShown(one.key, kind, one.url, host, seen)
    _, _, line = one.url.partition("#L")
    where = f", line {line}" if line else ""
    return SourceShown(one.key, f"Leeds annual report 2012/13{where}", "", "", seen)


def _card(shelf: Shelf, review: Review) -> Iterator[Fact]:
    settings = shelf.settings
    kind = names.review_type(shelf, review.review_type)
    yield Fact("Kind of review", kind, review.review_type_note)
    yield Fact("Board or body", review.publisher, review.publisher_note)
    yield Fact("Published", str(review.published or "Not known"), review.published_note)
    nation = names.nation(shelf, review.nation)
    yield Fact("Area", ", ".join(part for part in (review.area, nation) if part))
    ages = listed(names.theme(shelf, age) for age in review.ages)
    yield Fact("Age", capital(review.ages_note) or ages or "Not shown")
    if review.child_count:
        yield Fact("Children", plural(review.child_count, "child"))
    yield Fact("Outcome", settings.outcomes.get(review.outcome, ""))
    harm = listed(names.HARMS[one] for one in review.harm_types)
    yield Fact("Kind of harm", capital(harm.lower()) or "None stated")
    agencies = listed(names.asked(shelf, one) for one in review.agencies)
    yield Fact("Agencies", agencies or "Not shown", review.agencies_note)
    yield Fact("Name used", settings.namings.get(review.naming, ""))
    yield Fact("How it was done", review.methodology)
    yield Fact("Other proceedings", review.parallel_processes)
    forms = (capital(one.form.replace("-", " ")) for one in review.publications)
    yield Fact("Came out as", listed(forms))
    yield Fact("On the publisher's site until", day(review.public_until))


def _asked(shelf: Shelf, one: Recommendation) -> Asked:
    found = ((key, shelf.find(f"lessons/{key}")) for key in one.lessons)
    return Asked(
        id=one.id,
        text=one.text,
        whom=listed(names.asked(shelf, whom) for whom in one.addressees),
        action=capital((one.action or "").replace("-", " ")),
        lessons=tuple(
            Step(lesson.title, addresses.of(lesson.key), "")
            for _, lesson in found
            if lesson is not None
        ),
    )
