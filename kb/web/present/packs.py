"""A course pack as a page shows it: to read, and to build on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.access import PUBLIC
from kb.content.rendering import Rendered, render
from kb.training.pack import Item, Kind
from kb.web.present import addresses, names
from kb.web.present.words import listed, plural

if TYPE_CHECKING:
    from kb.content.documents import Document
    from kb.content.library import Shelf
    from kb.training.pack import Pack, Part

HOUR, LONGEST = 60, 90
OWN = {Kind.NOTE: "Note", Kind.EXERCISE: "Exercise", Kind.QUESTION: "To discuss"}


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One thing in a pack."""

    item: Item
    place: int
    """1, 2 ... in the whole pack."""
    kind: str
    title: str
    url: str
    lead: str
    mark: str
    """For whom the document is, when it is not for everybody."""
    text: Rendered
    minutes: str
    beside: str
    """What the trainer put beside it, in a few words."""
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part, with what stands in it."""

    uid: str
    title: str
    minutes: str
    planned: str
    """How long its template plans for it."""
    hint: str
    """What belongs there, says its template."""
    items: tuple[ItemShown, ...]


@dataclass(frozen=True, slots=True)
class PackShown:
    """A whole pack."""

    pack: Pack
    parts: tuple[PartShown, ...]
    facts: tuple[str, ...]
    introduction: Rendered
    level: str
    people: str


def lasts(minutes: int) -> str:
    """Say how long something takes: 45 min, 1 h 30 min; nothing for 0."""
    hours, left = divmod(minutes, HOUR)
    said = (f"{hours} h" if hours else "", f"{left} min" if left else "")
    return " ".join(one for one in said if one)


def facts(pack: Pack) -> tuple[str, ...]:
    """Say how much is in a pack and how long it takes."""
    told = (plural(len(pack.items), "item"), lasts(pack.minutes))
    return tuple(one for one in told if one)


def pack_shown(shelf: Shelf, pack: Pack) -> PackShown:
    """Set out a pack that holds nothing but what is on the shelf."""
    places = {item.uid: place for place, item in enumerate(pack.items, start=1)}
    last = len(pack.parts) - 1
    levels = shelf.settings.training.levels
    readers = (*pack.roles, *pack.agencies)
    return PackShown(
        pack=pack,
        parts=tuple(
            _part(shelf, part, places, (number == 0, number == last))
            for number, part in enumerate(pack.parts)
        ),
        facts=facts(pack),
        introduction=render(pack.introduction),
        level=levels.get(pack.level, names.plain(pack.level)),
        people=listed(names.people(shelf, one) for one in readers),
    )


def _part(
    shelf: Shelf, part: Part, places: dict[str, int], edges: tuple[bool, bool]
) -> PartShown:
    """Set out a part; `edges` says whether it is the first and the last one."""
    last = len(part.items) - 1
    return PartShown(
        uid=part.uid,
        title=part.title,
        minutes=lasts(part.minutes),
        planned=lasts(part.planned),
        hint=part.hint,
        items=tuple(
            item_shown(
                shelf,
                item,
                places[item.uid],
                (edges[0] and number == 0, edges[1] and number == last),
            )
            for number, item in enumerate(part.items)
        ),
    )


def item_shown(
    shelf: Shelf, item: Item, place: int = 1, edges: tuple[bool, bool] = (True, True)
) -> ItemShown:
    """Set out one thing; `edges` says whether nothing stands before and after it."""
    document = shelf.find(item.key) if item.kind is Kind.DOCUMENT else None
    return ItemShown(
        item=item,
        place=place,
        kind=_kind(item, document),
        title=title_of(shelf, item),
        url=addresses.of(item.key, item.anchor) if document else "",
        lead=_lead(document) if document and not item.anchor else "",
        mark=_mark(shelf, item.key) if document else "",
        text=render(item.text),
        minutes=lasts(item.minutes),
        beside=_beside(item),
        is_first=edges[0],
        is_last=edges[1],
    )


def title_of(shelf: Shelf, item: Item) -> str:
    """Say what an item is called: its own title, its document's, or its first words."""
    document = shelf.find(item.key) if item.kind is Kind.DOCUMENT else None
    if document is not None:
        section = _section(shelf, document, item.anchor)
        return f"{document.title}: {section}" if section else document.title
    if item.title:
        return item.title
    words = " ".join(item.text.split())
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()}…"


def _section(shelf: Shelf, document: Document, anchor: str) -> str:
    found = (one.heading for one in shelf.sections(document) if one.anchor == anchor)
    return next(found, "") if anchor else ""


def _kind(item: Item, document: Document | None) -> str:
    if document is None:
        return OWN.get(item.kind, "")
    kind = names.KINDS[document.kind]
    return f"Section of a {kind.lower()}" if item.anchor else kind


def _lead(document: Document) -> str:
    return getattr(document, "statement", "") or getattr(document, "summary", "")


def _mark(shelf: Shelf, key: str) -> str:
    audience = shelf.audience(key)
    return (
        "" if audience == PUBLIC else shelf.settings.audiences.get(audience, audience)
    )


def _beside(item: Item) -> str:
    note = "your note" if item.kind is Kind.DOCUMENT and item.text else ""
    asked = plural(len(item.questions), "question") if item.questions else ""
    return listed(one for one in (note, asked) if one)
