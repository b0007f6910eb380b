"""Many actions that are changed at once, as their page lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kb.board import wording
from kb.board.action import written
from kb.web.present import addresses, names
from kb.web.present.tracker import one_line
from kb.web.present.words import day as said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kb.board.many import One
    from kb.board.seen import Item
    from kb.content.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Row:
    """One of the actions, and what would come of it."""

    uid: str
    version: int
    url: str
    title: str
    agency: str
    due: str
    owner: str
    changes: tuple[tuple[str, str, str], ...]
    """Field, before and after."""
    refused: str


def rows(
    items: Iterable[Item],
    found: Iterable[One],
    shelf: Shelf,
    people: Mapping[str, str],
) -> list[Row]:
    """Set the actions out, with what was found of each."""
    outcomes = {one.action.uid: one for one in found}
    return [_row(one, outcomes.get(one.action.uid), shelf, people) for one in items]


def _row(
    item: Item, outcome: One | None, shelf: Shelf, people: Mapping[str, str]
) -> Row:
    action = item.action
    return Row(
        uid=action.uid,
        version=action.version,
        url=addresses.of_action(action.uid),
        title=one_line(action.text or item.asked) or "An action without words yet",
        agency=names.asked(shelf, action.of.agency),
        due=said(action.due),
        owner=people.get(action.owner, action.owner),
        changes=tuple(_changes(outcome, people)) if outcome else (),
        refused=outcome.refused if outcome else "",
    )


def _changes(one: One, people: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for name, value in one.wanted.values.items():
        before = written(getattr(one.action, name))
        yield (
            wording.FIELDS[name],
            _said(name, before, people),
            _said(name, value, people),
        )


def _said(name: str, value: str, people: Mapping[str, str]) -> str:
    if name == "due":
        return said(date.fromisoformat(value)) if value else ""
    return people.get(value, value)
