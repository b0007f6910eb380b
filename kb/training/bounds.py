"""How much may be typed in a pack. Everything that is too much is said at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kb.errors import InvalidInputError
from kb.training.pack import MOST_ITEMS, MOST_PARTS, Item, Kind, Pack, Part, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONGEST_TITLE, LONGEST_TEXT, LONGEST_LINE = 200, 20_000, 500
LONGEST_PACK = 2_000_000
"""Characters of a pack altogether, as JSON."""
MOST_LINES = 30
MOST_OUTCOMES = 10
MOST_MINUTES = 24 * 60
_NEEDED = {
    Kind.DOCUMENT: ("key", "Name the document"),
    Kind.NOTE: ("text", "Write the note"),
    Kind.QUESTION: ("text", "Write the question"),
    Kind.EXERCISE: ("title", "Say what the exercise is called"),
}


def item_within(item: Item) -> Item:
    """Give an item as it is kept; raise InvalidInputError when it says too much."""
    names_one = item.kind is Kind.DOCUMENT
    item = replace(
        item,
        key=item.key if names_one else "",
        anchor=item.anchor if names_one else "",
        title=item.title.strip(),
        text=item.text.strip(),
        questions=_lines(item.questions),
    )
    wrong = {
        "title": _too_long(item.title, LONGEST_TITLE),
        "text": _too_long(item.text, LONGEST_TEXT),
        "questions": _too_many(item.questions, MOST_LINES),
        "minutes": ""
        if 0 <= item.minutes <= MOST_MINUTES
        else f"Give minutes from 0 to {MOST_MINUTES}",
    }
    name, message = _NEEDED[item.kind]
    wrong[name] = wrong.get(name) or ("" if getattr(item, name) else message)
    _refuse(wrong)
    return item


def about_within(pack: Pack) -> Pack:
    """Give a pack as it is kept, as far as it is about what it says of itself."""
    pack = replace(
        pack,
        title=" ".join(pack.title.split()),
        introduction=pack.introduction.strip(),
        aims=_lines(pack.aims),
        outcomes=_lines(pack.outcomes),
        roles=tuple(dict.fromkeys(pack.roles)),
        agencies=tuple(dict.fromkeys(pack.agencies)),
    )
    wrong = {
        "title": _too_long(pack.title, LONGEST_TITLE)
        or ("" if pack.title else "Say what the pack is called"),
        "introduction": _too_long(pack.introduction, LONGEST_TEXT),
        "aims": _too_many(pack.aims, MOST_LINES),
        "outcomes": _too_many(pack.outcomes, MOST_OUTCOMES),
    }
    _refuse(wrong)
    return pack


def part_within(part: Part) -> Part:
    """Give a part as it is kept, as far as it is about what it is called."""
    part = replace(part, title=" ".join(part.title.split()))
    needed = "" if part.title else "Say what the part is called"
    _refuse({"title": _too_long(part.title, LONGEST_TITLE) or needed})
    return part


def pack_within(pack: Pack) -> Pack:
    """Give a whole pack as it is kept."""
    if len(pack.items) > MOST_ITEMS or len(pack.parts) > MOST_PARTS:
        message = f"A pack holds {MOST_ITEMS} items and {MOST_PARTS} parts at most"
        _refuse({"items": message})
    parts = tuple(
        replace(part_within(part), items=tuple(map(item_within, part.items)))
        for part in pack.parts
    )
    return replace(about_within(pack), parts=parts)


def whole_within(pack: Pack) -> str:
    """Write a pack as it is kept; refuse one that says too much altogether."""
    body = written(pack)
    if len(body) > LONGEST_PACK:
        message = (
            "The pack holds too much text altogether. Shorten something first, or"
            " begin another pack"
        )
        raise InvalidInputError({"text": message})
    return body


def _lines(lines: Iterable[str]) -> tuple[str, ...]:
    """Leave out empty lines, those that stand twice, and spaces around them."""
    plain = (" ".join(line.split()) for line in lines)
    return tuple(dict.fromkeys(line for line in plain if line))


def _too_long(text: str, most: int) -> str:
    if len(text) <= most:
        return ""
    return f"Use no more than {most:,} characters; there are {len(text):,}"


def _too_many(lines: tuple[str, ...], most: int) -> str:
    if len(lines) > most:
        return f"Give no more than {most}; there are {len(lines)}"
    return next(
        (_too_long(line, LONGEST_LINE) for line in lines if len(line) > LONGEST_LINE),
        "",
    )


def _refuse(wrong: Mapping[str, str]) -> None:
    found = {name: message for name, message in wrong.items() if message}
    if found:
        raise InvalidInputError(found)
