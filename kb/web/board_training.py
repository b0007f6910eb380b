"""Figures of training for the dashboard, kept while the records stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.board.months import Year
from kb.content.documents import Review
from kb.publishing import trained
from kb.publishing.trained import Scope
from kb.training.stamp import stamp
from kb.web import current

if TYPE_CHECKING:
    from datetime import date

    from kb.board.choosing import Choice
    from kb.content.shelf import Shelf
    from kb.publishing.trained import Figures


def figures(choice: Choice, day: date) -> Figures:
    """Work out the figures of the board's year in which a day lies, up to that day."""
    shelf, session = current.shelf(), current.session()
    year = Year.of(day, current.settings().tracking.year_begins)
    scope = _scope(shelf, choice)

    def make() -> Figures:
        return trained.figures(session, shelf, year.begins, day, scope)

    name = ("training", choice, day, stamp(session))
    return current.recall().once(name, make)


def _scope(shelf: Shelf, choice: Choice) -> Scope:
    """Say which documents and whose staff are meant."""
    keys: frozenset[str] | None = None
    if choice.document:
        document = shelf.find(choice.document)
        lessons = shelf.lessons_of(document) if isinstance(document, Review) else ()
        keys = frozenset({choice.document, *(one.key for one in lessons)})
    if choice.theme:
        of_theme = shelf.with_theme(choice.theme, "lessons")
        carry = frozenset(one.key for one in of_theme)
        keys = carry if keys is None else keys & carry
    return Scope(keys, choice.agency)
