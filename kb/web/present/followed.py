"""What a board sees on a document's page: what was asked because of it, and done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kb.board import wording
from kb.board.choosing import Choice, chosen, placed
from kb.board.only import came_back, first_day
from kb.board.states import Assurance
from kb.content.documents import Document, Lesson, Policy, Review
from kb.web.present import addresses
from kb.web.present.thread import with_evidence
from kb.web.present.words import listed, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kb.board.seen import Item
    from kb.web.present.tracker import Looking, Row


@dataclass(frozen=True, slots=True)
class Done:
    """One action, and the kinds of evidence that stand for it."""

    row: Row
    evidence: str


@dataclass(frozen=True, slots=True)
class Part:
    """What was asked by one review or one recommendation."""

    heading: str
    url: str
    when: str
    actions: tuple[Done, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """What followed from a document, and whether it has come back."""

    heading: str
    came_back: str
    parts: tuple[Part, ...]
    listed: str
    """The list of all of it; empty without any."""
    over_time: str
    """The dashboard with its picture; empty for a policy."""
    items: tuple[Item, ...]
    evidenced: int


def followed(look: Looking, document: Document, items: Sequence[Item]) -> Followed:
    """Set out what followed from a document."""
    choice = _choice(document)
    tracking = look.shelf.settings.tracking
    about = chosen(items, choice, look.day, tracking)
    make = _PARTS[type(document)]
    return Followed(
        heading=_HEADINGS[type(document)],
        came_back=_came_back(look, about) if isinstance(document, Lesson) else "",
        parts=tuple(make(look, document, about)),
        listed=addresses.of_actions(choice.parameters.items()) if about else "",
        over_time=_over_time(choice) if about else "",
        items=about,
        evidenced=sum(_shows_effect(one) for one in about),
    )


def with_thread(shown: Any, found: Followed) -> Any:  # noqa: ANN401 - any document's page
    """Let the last bead of a page's thread say how much was found evidenced."""
    if not found.evidenced:
        return shown
    heading = f"{plural(found.evidenced, 'action')} evidenced"
    detail = f"of {len(found.items)}"
    thread = with_evidence(shown.page.thread, heading, detail, found.listed)
    return replace(shown, page=replace(shown.page, thread=thread))


def _choice(document: Document) -> Choice:
    if isinstance(document, Policy):
        return Choice(policy=document.key)
    return Choice(document=document.key)


def _over_time(choice: Choice) -> str:
    parameters = choice.parameters.items()
    return addresses.of_board(parameters) if choice.document else ""


def _shows_effect(item: Item) -> bool:
    return item.action.assurance is Assurance.EVIDENCED and item.action.shows_effect


def _came_back(look: Looking, about: Iterable[Item]) -> str:
    """Say how often it was taught again after an action on it was closed as met."""
    tracking = look.shelf.settings.tracking
    reviews = {
        review.key: review.title
        for on in placed(about, look.day, tracking)
        for review in came_back(on)
    }
    if not reviews:
        return ""
    times = "once" if len(reviews) == 1 else f"{len(reviews)} times"
    return f"It has come back {times} after it was met: {listed(reviews.values())}."


def _of_lesson(
    look: Looking, lesson: Document, about: Sequence[Item]
) -> Iterable[Part]:
    """Go through the reviews that taught it, the first one first."""
    if not isinstance(lesson, Lesson):
        return
    taught = sorted(look.shelf.reviews_of(lesson), key=first_day)
    for review in taught:
        own = (one for one in about if one.action.of.document == review.key)
        when = str(review.published or "")
        url = addresses.of(review.key)
        yield Part(review.title, url, when, _done(look, own))
    keys = {review.key for review in taught}
    rest = [one for one in about if one.action.of.document not in keys]
    if rest:
        yield Part("Asked because of the lesson itself", "", "", _done(look, rest))


def _of_review(
    look: Looking, review: Document, about: Sequence[Item]
) -> Iterable[Part]:
    """Go through its recommendations, and what else was asked."""
    if not isinstance(review, Review):
        return
    left = list(about)
    for one in review.recommendations:
        own = [i for i in left if _asks(i) == (review.key, one.id)]
        left = [i for i in left if i not in own]
        url = addresses.of(review.key, one.id.lower())
        yield Part(f"{one.id}: {one.text}", url, "", _done(look, own))
    if left:
        heading = "Asked because another review or a lesson teaches the same"
        yield Part(heading, "", "", _done(look, left))


def _asks(item: Item) -> tuple[str, str]:
    return item.action.of.document, item.action.of.recommendation


def _of_policy(
    look: Looking, policy: Document, about: Sequence[Item]
) -> Iterable[Part]:
    """Tell the actions that say that they produced it."""
    del policy
    if about:
        yield Part("", "", "", _done(look, about))


def _done(look: Looking, items: Iterable[Item]) -> tuple[Done, ...]:
    return tuple(Done(look.row(one), _evidence(one)) for one in items)


def _evidence(item: Item) -> str:
    kinds = dict.fromkeys(wording.KIND[kind] for _, kind in item.action.evidence)
    return f"Evidence: {listed(kinds).lower()}" if kinds else "No evidence yet"


_PARTS: dict[
    type[Document], Callable[[Looking, Document, Sequence[Item]], Iterable[Part]]
] = {Lesson: _of_lesson, Review: _of_review, Policy: _of_policy}
_HEADINGS: dict[type[Document], str] = {
    Lesson: "What was done about it, each time",
    Review: "What was done about each recommendation",
    Policy: "Actions that led to it, and their evidence",
}
