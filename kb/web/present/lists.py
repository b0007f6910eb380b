"""Lists of documents, grouped so that none is a wall."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.content.dates import When
from kb.content.documents import Lesson, Policy, Review, Urgency
from kb.web.present import addresses, names
from kb.web.present.hits import Meaning, meaning
from kb.web.present.thread import Step
from kb.web.present.timeline import Timeline, timeline
from kb.web.present.words import capital, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kb.content.documents import Document
    from kb.content.library import Shelf

NEWEST = 5
ACT_NOW = 6
READERS = 10
UNGROUPED = "Other"


@dataclass(frozen=True, slots=True)
class Row:
    """One document in a list."""

    kind: str
    title: str
    url: str
    lead: str
    act_now: bool
    meaning: Meaning
    when: When | None


@dataclass(frozen=True, slots=True)
class Part:
    """Documents of one theme; without a heading where a group is not parted."""

    heading: str
    url: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Documents that belong together."""

    heading: str
    anchor: str
    total: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A whole list: what it is, its groups, a picture, and ways to narrow it."""

    heading: str
    lead: str
    groups: tuple[Group, ...]
    total: int
    timeline: Timeline | None
    readers: tuple[Step, ...]
    search: str


def rows(shelf: Shelf, documents: Iterable[Document]) -> tuple[Row, ...]:
    """Set out documents as rows."""
    return tuple(_row(shelf, document) for document in documents)


def listing(shelf: Shelf, folder: str) -> Listing:
    """Group everything of one kind that is on the shelf."""
    documents = shelf.all(folder)
    heading, lead, group_of = LISTS[folder]
    groups: dict[tuple[int, str], list[Document]] = defaultdict(list)
    for document in documents:
        groups[group_of(shelf, document)].append(document)
    published = (d.published for d in documents if isinstance(d, Review))
    return Listing(
        heading=heading,
        lead=lead,
        groups=tuple(
            _group(shelf, name, place, groups[order, name])
            for place, (order, name) in enumerate(sorted(groups), start=1)
        ),
        total=len(documents),
        timeline=timeline((when.year for when in published if when), width=960),
        readers=_readers(shelf) if folder == Lesson.folder else (),
        search=addresses.of_search((("kind", documents[0].kind),)) if documents else "",
    )


def _group(shelf: Shelf, name: str, place: int, documents: list[Document]) -> Group:
    parts: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        parts[_topic(shelf, document) if document.kind == "lesson" else ""].append(
            document
        )
    return Group(
        heading=name,
        anchor=f"group-{place}",
        total=len(documents),
        parts=tuple(
            Part(
                names.theme(shelf, theme) if theme else "",
                addresses.of_theme(theme) if theme else "",
                _sorted(rows(shelf, parts[theme])),
            )
            for theme in sorted(parts, key=lambda one: names.theme(shelf, one))
        ),
    )


def _readers(shelf: Shelf) -> tuple[Step, ...]:
    """Link to the lessons for each of the agencies and roles that most are for."""
    often = Counter(one for lesson in shelf.every(Lesson) for one in lesson.readers)
    return tuple(
        Step(
            capital(names.people(shelf, one)),
            addresses.of_search((("kind", "lesson"), ("agency", one))),
            str(count),
        )
        for one, count in sorted(often.items(), key=lambda pair: (-pair[1], pair[0]))
    )[:READERS]


def act_now(shelf: Shelf) -> tuple[Row, ...]:
    """Choose the lessons that cannot wait, those that rest on most reviews first."""
    lessons = (doc for doc in shelf.all("lessons") if isinstance(doc, Lesson))
    urgent = [one for one in lessons if one.urgency is Urgency.ACT_NOW]
    urgent.sort(key=lambda one: (-len(shelf.reviews_of(one)), one.title))
    return rows(shelf, urgent[:ACT_NOW])


def newest(shelf: Shelf) -> tuple[Row, ...]:
    """Choose what came out last: reviews by publication, policies by their version."""
    dated = rows(shelf, (*shelf.all("reviews"), *shelf.all("policies")))
    known = [row for row in dated if row.when]
    known.sort(key=lambda row: (row.when or When(1), row.title), reverse=True)
    return tuple(known[:NEWEST])


def _row(shelf: Shelf, document: Document) -> Row:
    dates = {Review: "published", Policy: "current"}
    found = getattr(document, dates.get(type(document), "kind"))
    when = found if isinstance(found, When) else getattr(found, "date", None)
    return Row(
        kind=names.KINDS[document.kind],
        title=document.title,
        url=addresses.of(document.key),
        lead=getattr(document, "statement", "") or getattr(document, "summary", ""),
        act_now=isinstance(document, Lesson) and document.urgency is Urgency.ACT_NOW,
        meaning=meaning(shelf, document),
        when=when,
    )


def _sorted(given: tuple[Row, ...]) -> tuple[Row, ...]:
    by_title = sorted(given, key=lambda row: (not row.act_now, row.title.lower()))
    return tuple(sorted(by_title, key=lambda row: row.when or When(1), reverse=True))


def _topic(shelf: Shelf, document: Document) -> str:
    """Choose the first theme that says what was learned, not who or how old."""
    concepts = shelf.vocabulary.concepts
    known = [one for one in document.themes if one in concepts]
    topics = [one for one in known if concepts[one].group not in names.NOT_TOPICS]
    return next(iter(topics or known), "")


def _topics(shelf: Shelf, document: Document) -> tuple[int, str]:
    concept = shelf.vocabulary.concepts.get(_topic(shelf, document))
    group = concept.group if concept and concept.group in names.GROUPS else ""
    order = [*names.GROUPS, ""]
    return order.index(group), names.GROUPS.get(group, UNGROUPED)


def _period(_: Shelf, document: Document) -> tuple[int, str]:
    when = document.published if isinstance(document, Review) else None
    if when is None:
        return 1, "Year not known"
    half = when.year - when.year % 5
    return -half, f"{half} to {half + 4}"


def _policy_kind(shelf: Shelf, document: Document) -> tuple[int, str]:
    kind = document.policy_kind if isinstance(document, Policy) else ""
    kinds = list(shelf.settings.policy_kinds)
    place = kinds.index(kind) if kind in kinds else len(kinds)
    return place, names.policy_kind(shelf, kind)


LISTS: dict[str, tuple[str, str, Callable[[Shelf, Document], tuple[int, str]]]] = {
    "lessons": (
        "Lessons",
        "What reviews taught, each in one sentence and readable in a minute.",
        _topics,
    ),
    "reviews": (
        "Reviews",
        "What happened and what was learned, in our words, with links to check it.",
        _period,
    ),
    "policies": (
        "Policy updates",
        "What changed because of what was learned, and how well that is known.",
        _policy_kind,
    ),
}


def counts(shelf: Shelf) -> tuple[tuple[str, str], ...]:
    """Say how much of each kind there is, with the address of its list."""
    return tuple(
        (plural(len(shelf.all(folder)), name), f"/{folder}/")
        for folder, name in (
            ("lessons", "lesson"),
            ("reviews", "review"),
            ("policies", "policy"),
        )
    )
