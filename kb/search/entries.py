"""Turning documents into what an engine keeps of them."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from kb.content.documents import Lesson, Policy, Report, Review
from kb.search.engine import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kb.content.documents import Document
    from kb.content.library import Library, Shelf

#: Where a text says which source it follows; of no use to who searches.
_SOURCE = re.compile(r" ?\(s\d+(?:, ?s\d+)*\)")
#: Anchors and headings that the pages have above what stands in the front matter.
RECOMMENDATIONS = ("kb_recommendations", "What it asked for")
UPDATES = ("kb_history", "How it came to this")


def parts(document: Document, shelf: Shelf) -> tuple[tuple[str, str, str], ...]:
    """Give the findable sections of a document: anchor, heading and text of each.

    The first is the lead. What stands in the front matter is found as well as what
    stands below it.
    """
    sections = list(shelf.sections(document))
    lead = [_lead(document)]
    if sections and not sections[0].anchor:
        lead.append(_SOURCE.sub("", sections.pop(0).text))
    written = [(s.anchor, s.heading, _SOURCE.sub("", s.text)) for s in sections]
    return (("", "", "\n".join(filter(None, lead))), *written, *_listed(document))


def entries(
    library: Library, held: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Entry]:
    """Give the entries of every document, each from the shelf of its own audience.

    Documents that an index has `held` in this very version are named, not read.
    """
    for audience in library.settings.audiences:
        shelf = library.level_shelf(audience)
        for key in sorted(shelf.keys):
            document = shelf.find(key)
            if document is None or shelf.audience(key) != audience:
                continue
            digest = shelf.digest(key)
            if held.get(key) == digest:
                yield Entry(key=key, anchor="", audience=audience, digest=digest)
            else:
                yield from of_document(document, shelf)


def of_document(document: Document, shelf: Shelf) -> Iterator[Entry]:
    """Give the entries of one document, its lead first."""
    key = document.key
    for number, (anchor, heading, text) in enumerate(parts(document, shelf)):
        yield Entry(
            key=key,
            anchor=anchor,
            audience=shelf.audience(key),
            digest=shelf.digest(key),
            title="" if number else document.title,
            labels="" if number else ". ".join(_labels(document, shelf)),
            heading=heading,
            text=text,
        )


def _lead(document: Document) -> str:
    if isinstance(document, Lesson):
        return document.statement
    if isinstance(document, Review):
        return document.summary
    return document.current.what_changed if isinstance(document, Policy) else ""


def _listed(document: Document) -> tuple[tuple[str, str, str], ...]:
    if isinstance(document, Review) and document.recommendations:
        text = "\n".join(r.text for r in document.recommendations)
        return ((*RECOMMENDATIONS, text),)
    if isinstance(document, Policy) and len(document.updates) > 1:
        earlier = [u for u in document.history if u is not document.current]
        text = "\n".join(f"{u.what_changed} {u.from_note}".strip() for u in earlier)
        return ((*UPDATES, text),)
    return ()


def _labels(document: Document, shelf: Shelf) -> Iterable[str]:
    concepts = shelf.vocabulary.concepts
    named = document.themes + (
        document.ages if isinstance(document, Lesson | Review) else ()
    )
    labels = [concepts[name].label for name in named if name in concepts]
    return [label for label in (*labels, *_particulars(document, shelf)) if label]


def _particulars(document: Document, shelf: Shelf) -> Iterable[str]:
    settings = shelf.settings
    bodies = {**settings.agencies, **settings.roles}
    if isinstance(document, Lesson):
        return [bodies[name].name for name in document.readers if name in bodies]
    if isinstance(document, Review):
        agencies = [bodies[name].name for name in document.agencies if name in bodies]
        kind = settings.review_types.get(document.review_type, "")
        return [
            *agencies, kind, document.publisher, document.area, document.pseudonym,
            *(harm.replace("-", " ") for harm in document.harm_types),
        ]  # fmt: skip
    if isinstance(document, Policy):
        kind = settings.policy_kinds.get(document.policy_kind, "")
        return [kind, document.publisher, document.area]
    return ["Report"] if isinstance(document, Report) else []
