"""A pack as plain text, so that two versions of it can be compared by eye."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.training.pack import Kind
from kb.web.present import names
from kb.web.present.differences import Change, compared
from kb.web.present.packs import OWN, lasts, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.content.library import Shelf
    from kb.training.pack import Item, Pack, Part


def between(shelf: Shelf, before: Pack, after: Pack) -> tuple[Change, ...]:
    """Show what is different between two versions of a pack, part by part."""
    old, new = _said(shelf, before), _said(shelf, after)
    return tuple(
        Change(name, name, *compared(old.get(name, ""), new.get(name, "")))
        for name in dict.fromkeys((*old, *new))
        if old.get(name, "") != new.get(name, "")
    )


def _said(shelf: Shelf, pack: Pack) -> dict[str, str]:
    parts = {
        f"Part {number}": "\n".join(_part(shelf, part))
        for number, part in enumerate(pack.parts, start=1)
    }
    return {**about(shelf, pack), **parts}


def about(shelf: Shelf, pack: Pack) -> dict[str, str]:
    """Say what a pack says of itself, by the names of its form."""
    levels = shelf.settings.training.levels
    return {
        "Title": pack.title,
        "Introduction": pack.introduction,
        "Aims": "\n".join(pack.aims),
        "Learning outcomes": "\n".join(pack.outcomes),
        "Level": levels.get(pack.level, pack.level),
        "For these roles": "\n".join(names.asked(shelf, one) for one in pack.roles),
        "For these agencies": "\n".join(
            names.asked(shelf, one) for one in pack.agencies
        ),
    }


def item(one: Item) -> dict[str, str]:
    """Say what stands in an item, by the names of its form."""
    words = "Note for facilitators" if one.kind is Kind.DOCUMENT else "Text"
    return {
        "What it is called": one.title,
        words: one.text,
        "Minutes": str(one.minutes or ""),
        "Questions to discuss": "\n".join(one.questions),
    }


def _part(shelf: Shelf, part: Part) -> Iterator[str]:
    yield part.title
    for one in part.items:
        kind = OWN.get(one.kind, "Document")
        yield ""
        yield f"{kind}: {title_of(shelf, one)}"
        if one.text:
            yield one.text
        if one.minutes:
            yield lasts(one.minutes)
        yield from (f"- {question}" for question in one.questions)
