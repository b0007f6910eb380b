"""What can be done to a pack: pure functions from one pack to the next.

A move names what it moves by uid and not by place, so that it means the same on a
pack that somebody else changed a moment ago. What is not there any more raises
NotFoundError, and what cannot be taken InvalidInputError; then the pack stays.

An item whose document is hidden from whoever moves is there without its words
(`kb.training.showing.covered`): it can be dropped, and nothing else.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from kb.errors import InvalidInputError, NotFoundError
from kb.training import bounds, seen_before
from kb.training.pack import MOST_ITEMS, MOST_PARTS, Item, Pack, Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Unpack

    from kb.training.typed import AboutTyped, ItemTyped

_BYTES = 6
UNTITLED = "Part 1"


def whole(pack: Pack) -> Pack:
    """Give a pack at least one part, and each part and item a uid of its own."""
    taken: set[str] = set()
    parts = pack.parts or (Part("", UNTITLED),)
    return replace(
        pack,
        parts=tuple(
            replace(
                part,
                uid=_free(part.uid, taken),
                items=tuple(
                    replace(item, uid=_free(item.uid, taken)) for item in part.items
                ),
            )
            for part in parts
        ),
    )


def add(pack: Pack, item: Item, part: str = "") -> Pack:
    """Put an item at the end of a part; of the last one when none is named."""
    if len(pack.items) >= MOST_ITEMS:
        message = (
            f"A pack holds {MOST_ITEMS} items at most, and this one is full. Take"
            " something out first, or begin another pack"
        )
        raise InvalidInputError({"items": message})
    item = bounds.item_within(replace(item, uid=_free(item.uid, _uids(pack))))
    into = _part(pack, part) if part else pack.parts[-1]
    return _with_part(pack, replace(into, items=(*into.items, item)))


def move(pack: Pack, uid: str, before: str = "", part: str = "") -> Pack:
    """Put an item before another one, or at the end of a part.

    When the one that was named is gone, it goes to the end of the part if one is
    named too.
    """
    item, _ = find(pack, uid)
    if uid == before:
        return pack
    places = {one.uid: each.uid for each in pack.parts for one in each.items}
    into = places.get(before) or _part(pack, part).uid
    return _put(drop(pack, uid), item, into, before)


def up(pack: Pack, uid: str) -> Pack:
    """Put an item before the one above it; from the top of a part into the next one.

    Covered items are passed over, so that whoever moves sees it move.
    """
    item, part = find(pack, uid)
    above = _shown(part.items[: part.items.index(item)])
    if above:
        return move(pack, uid, above[-1].uid)
    number = pack.parts.index(part)
    return move(pack, uid, part=pack.parts[number - 1].uid) if number else pack


def down(pack: Pack, uid: str) -> Pack:
    """Put an item after the one below it; from the end of a part into the next one."""
    item, part = find(pack, uid)
    below = _shown(part.items[part.items.index(item) + 1 :])
    if below:
        after = part.items[part.items.index(below[0]) + 1 :]
        before = after[0].uid if after else ""
        return _put(drop(pack, uid), item, part.uid, before)
    following = pack.parts[pack.parts.index(part) + 1 :]
    if not following:
        return pack
    first = following[0].items[0].uid if following[0].items else ""
    return _put(drop(pack, uid), item, following[0].uid, first)


def drop(pack: Pack, uid: str) -> Pack:
    """Take an item out."""
    _, part = find(pack, uid)
    left = tuple(item for item in part.items if item.uid != uid)
    return _with_part(pack, replace(part, items=left))


def edit(pack: Pack, uid: str, seen: str = "", **typed: Unpack[ItemTyped]) -> Pack:
    """Change what a trainer wrote in an item.

    `seen` is the digest (`kb.training.seen_before`) of the item that the form was
    filled from: when somebody changed it since, ConflictError has their text.
    """
    item, part = find(pack, uid)
    if item.is_covered:
        raise NotFoundError
    after = replace(item, **typed)
    if after == item:
        return pack
    seen_before.compare(seen, item)
    after = bounds.item_within(after)
    items = tuple(after if one is item else one for one in part.items)
    return _with_part(pack, replace(part, items=items))


def about(pack: Pack, seen: str = "", **typed: Unpack[AboutTyped]) -> Pack:
    """Change what a pack says of itself; `seen` as for `edit`."""
    after = replace(pack, **typed)
    if after == pack:
        return pack
    seen_before.compare(seen, pack)
    return bounds.about_within(after)


def add_part(pack: Pack, title: str, uid: str = "") -> Pack:
    """Put an empty part at the end."""
    if len(pack.parts) >= MOST_PARTS:
        message = f"A pack has {MOST_PARTS} parts at most; put this in one of them"
        raise InvalidInputError({"title": message})
    part = bounds.part_within(Part(_free(uid, _uids(pack)), title))
    return replace(pack, parts=(*pack.parts, part))


def rename_part(pack: Pack, uid: str, title: str) -> Pack:
    """Give a part another title."""
    return _with_part(pack, bounds.part_within(replace(_part(pack, uid), title=title)))


def drop_part(pack: Pack, uid: str) -> Pack:
    """Take a part out; its items go to the end of the one before, or after it."""
    part = _part(pack, uid)
    number = pack.parts.index(part)
    left = [one for one in pack.parts if one.uid != uid]
    if not left:
        message = "A pack has at least one part; rename this one instead"
        raise InvalidInputError({"part": message})
    if number:
        into = left[number - 1]
        left[number - 1] = replace(into, items=(*into.items, *part.items))
    else:
        left[0] = replace(left[0], items=(*part.items, *left[0].items))
    return replace(pack, parts=tuple(left))


def part_up(pack: Pack, uid: str) -> Pack:
    """Put a part before the one above it; the first one stays."""
    number = pack.parts.index(_part(pack, uid))
    return _swapped(pack, number - 1) if number else pack


def part_down(pack: Pack, uid: str) -> Pack:
    """Put a part after the one below it; the last one stays."""
    number = pack.parts.index(_part(pack, uid))
    return _swapped(pack, number) if number + 1 < len(pack.parts) else pack


def find(pack: Pack, uid: str) -> tuple[Item, Part]:
    """Find an item and the part in which it stands."""
    for each in pack.parts:
        for item in each.items:
            if item.uid == uid:
                return item, each
    raise NotFoundError


def change_items(pack: Pack, change: Callable[[Item], Item]) -> Pack:
    """Change each item, and leave everything where it stands."""
    parts = tuple(
        replace(part, items=tuple(map(change, part.items))) for part in pack.parts
    )
    return replace(pack, parts=parts)


def _part(pack: Pack, uid: str) -> Part:
    for part in pack.parts:
        if part.uid == uid:
            return part
    raise NotFoundError


def _with_part(pack: Pack, part: Part) -> Pack:
    parts = tuple(part if one.uid == part.uid else one for one in pack.parts)
    return replace(pack, parts=parts)


def _put(pack: Pack, item: Item, part: str, before: str) -> Pack:
    """Put an item in; at the end of the part when `before` does not stand in it."""
    into = _part(pack, part)
    uids = [one.uid for one in into.items]
    place = uids.index(before) if before in uids else len(uids)
    items = (*into.items[:place], item, *into.items[place:])
    return _with_part(pack, replace(into, items=items))


def _swapped(pack: Pack, number: int) -> Pack:
    parts = list(pack.parts)
    parts[number], parts[number + 1] = parts[number + 1], parts[number]
    return replace(pack, parts=tuple(parts))


def _shown(items: Iterable[Item]) -> list[Item]:
    return [item for item in items if not item.is_covered]


def _uids(pack: Pack) -> set[str]:
    return {part.uid for part in pack.parts} | {item.uid for item in pack.items}


def _free(uid: str, taken: set[str]) -> str:
    """Give a uid that is not taken, and take it."""
    while not uid or uid in taken:
        uid = secrets.token_hex(_BYTES)
    taken.add(uid)
    return uid
