"""What else could go into a pack: what is about the same, and not in it yet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.content.dates import When
from kb.content.documents import Lesson, Review
from kb.search.engine import Order, Query
from kb.web.present import addresses, names
from kb.web.present.hits import hits
from kb.web.present.standing import current_policies
from kb.web.present.words import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kb.content.documents import Document
    from kb.content.library import Shelf
    from kb.search.engine import Results
    from kb.training.pack import Pack

    Search = Callable[[Query], Results]

THEMES, FOUND, SHOWN, MANY = 6, 25, 4, 20


@dataclass(frozen=True, slots=True)
class Suggested:
    """A document that could go into a pack, and why."""

    key: str
    title: str
    url: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What could go into a pack, by kind."""

    heading: str
    documents: tuple[Suggested, ...]


def suggestions(shelf: Shelf, pack: Pack, search: Search) -> tuple[Suggestions, ...]:
    """Suggest lessons, newer reviews and current policies for a pack."""
    held = [found for key in pack.keys if (found := shelf.find(key)) is not None]
    themes = themes_of(shelf, held)
    if not themes:
        return ()
    groups = (
        Suggestions(
            "Lessons on the same themes", _lessons(shelf, pack, search, themes)
        ),
        Suggestions("Newer reviews", _reviews(shelf, held, search, themes)),
        Suggestions("The policy that holds now", _policies(shelf, pack, held)),
    )
    return tuple(one for one in groups if one.documents)


def themes_of(shelf: Shelf, documents: Iterable[Document]) -> tuple[str, ...]:
    """Name what documents are about, most of them first; not who or how old."""
    concepts = shelf.vocabulary.concepts
    often = Counter(theme for one in documents for theme in dict.fromkeys(one.themes))
    topics = (
        theme
        for theme, _ in sorted(often.items(), key=lambda pair: (-pair[1], pair[0]))
        if theme in concepts and concepts[theme].group not in names.NOT_TOPICS
    )
    return tuple(topics)


def found(shelf: Shelf, pack: Pack, results: Results) -> tuple[Suggested, ...]:
    """Set out what a search found, less what is in the pack already."""
    return tuple(
        Suggested(one.key, one.title, one.url, one.kind, " · ".join(one.meaning.facts))
        for one in hits(shelf, results.hits)
        if one.key not in pack.keys
    )


def _lessons(
    shelf: Shelf, pack: Pack, search: Search, themes: tuple[str, ...]
) -> tuple[Suggested, ...]:
    chosen = {"theme": themes[:THEMES], "kind": ("lesson",)}
    results = search(Query(chosen=chosen, size=FOUND))
    documents = (shelf.find(hit.key) for hit in results.hits)
    left = [one for one in documents if one is not None and one.key not in pack.keys]
    left.sort(key=lambda one: -len({*one.themes} & {*themes}))
    return tuple(_suggested(one, _shared(shelf, one, themes)) for one in left[:SHOWN])


def _reviews(
    shelf: Shelf, held: list[Document], search: Search, themes: tuple[str, ...]
) -> tuple[Suggested, ...]:
    """Find reviews on the same that came out after all that the pack rests on."""
    known = {review.key: review for one in held for review in _rests_on(shelf, one)}
    newest = max((_when(one) for one in known.values()), default=When(1))
    chosen = {"theme": themes[:THEMES], "kind": ("review",)}
    results = search(Query(chosen=chosen, order=Order.DATE, size=FOUND))
    documents = (shelf.find(hit.key) for hit in results.hits)
    newer = [
        one
        for one in documents
        if isinstance(one, Review) and one.key not in known and _when(one) > newest
    ]
    return tuple(
        _suggested(one, f"{_when(one)}: {_shared(shelf, one, themes)}")
        for one in newer[:SHOWN]
    )


def _policies(shelf: Shelf, pack: Pack, held: list[Document]) -> tuple[Suggested, ...]:
    now = {
        one.url.lstrip("/"): one
        for document in held
        if isinstance(document, Lesson | Review)
        for one in current_policies(shelf, document)
        if one.in_force
    }
    return tuple(
        Suggested(key, one.title, one.url, one.kind, f"in force · {one.when}")
        for key, one in now.items()
        if key not in pack.keys
    )[:SHOWN]


def _rests_on(shelf: Shelf, document: Document) -> tuple[Review, ...]:
    if isinstance(document, Review):
        return (document,)
    return shelf.reviews_of(document) if isinstance(document, Lesson) else ()


def _when(review: Review) -> When:
    return review.published or When(1)


def _shared(shelf: Shelf, document: Document, themes: tuple[str, ...]) -> str:
    shared = [one for one in themes if one in document.themes]
    return listed(names.theme(shelf, one).lower() for one in shared[:3])


def _suggested(document: Document, why: str) -> Suggested:
    return Suggested(
        key=document.key,
        title=document.title,
        url=addresses.of(document.key),
        kind=names.KINDS[document.kind],
        why=why,
    )
