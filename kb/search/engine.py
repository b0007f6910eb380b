"""The language in which the rest of the program speaks to a search engine.

There is no way to search except as a reader with a shelf. An engine knows words and
where they stand; the shelf knows what this reader may read and what it says today.
Whatever comes out (hits, totals, counts, passages, suggestions, scores) is worked out
from documents on the shelf and from no others, so that a stale or shared index cannot
give anything away.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kb.content.dates import When
    from kb.content.library import Shelf

PAGE_SIZE = 10
MOST_HITS = 100


class Order(StrEnum):
    """How hits are sorted."""

    RELEVANCE = "relevance"
    DATE = "date"


#: The facets, in the order in which a page shows them. Values are ids.
FACETS = (
    "kind",
    "theme",
    "review_type",
    "harm_type",
    "age",
    "agency",
    "year",
    "nation",
    "policy_status",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What somebody asked for.

    `chosen` holds facet values by facet name; values of one facet are alternatives,
    different facets must all hold. `since` and `until` are inclusive. `exact` switches
    off synonyms and spelling. `size` is at most MOST_HITS; `page` counts from 1.
    """

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: When | None = None
    until: When | None = None
    order: Order = Order.RELEVANCE
    exact: bool = False
    page: int = 1
    size: int = PAGE_SIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an engine keeps of one section of a document.

    `digest` names the version of the whole document that the section was taken from.
    A document that the index holds in just this version may be named by one entry
    without title or text, which saves reading it.
    """

    key: str  #: lessons/ask-again
    anchor: str  #: what-to-do; "" for the lead, which carries title and metadata
    audience: str
    digest: str
    title: str = ""
    labels: str = ""  #: names of themes, agencies, ages, publisher, area
    heading: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of a section: runs of text, each marked as found or not."""

    anchor: str  #: "" for the top of the document
    heading: str
    runs: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """Give the passage as plain text."""
        return "".join(words for words, _ in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One found document, with its best passage first; at most three passages."""

    key: str
    score: float
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A page of hits, and counts that cover only what is on the shelf.

    `facets` gives, per facet, values and counts, the most frequent first. Counts of a
    facet leave that facet's own choice out, so that a second value can be added.
    `also` lists the synonyms that were searched too; `did_you_mean` is a whole query in
    better spelling, or "" ; `corrected` says that it was searched as well.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    did_you_mean: str = ""
    corrected: bool = False
    note: str = ""  #: such as "We searched for the first 12 words."


@dataclass(frozen=True, slots=True)
class Synced:
    """What bringing an index up to date did."""

    added: int
    removed: int
    kept: int
    rebuilt: bool


class Engine(Protocol):
    """A place that keeps entries and finds documents.

    `tests/search/test_engines.py` holds every engine to this.
    """

    def search(self, query: Query, shelf: Shelf) -> Results:
        """Find what a reader asked for among what is on their shelf."""

    def held(self) -> Mapping[str, str]:
        """Give the digest of every document that the index holds, by key."""

    def sync(self, entries: Iterable[Entry], *, rebuild: bool = False) -> Synced:
        """Make the index hold exactly these entries, touching only what differs.

        A reader sees the old state or the new one, never something between. Raises
        IndexBusyError when another process keeps the index busy for too long.
        """
