"""What every document page has: its thread, its themes, its owner, and who can help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.content.documents import Report
from kb.content.rendering import render
from kb.web.present import addresses, names
from kb.web.present.thread import Step, Thread, thread
from kb.web.present.words import day

if TYPE_CHECKING:
    from kb.content.documents import Document
    from kb.content.library import Shelf
    from kb.content.rendering import Rendered
    from kb.content.settings import Helpline


@dataclass(frozen=True, slots=True)
class Page:
    """A document, and what stands around it on its page."""

    document: Document
    kind: str
    body: Rendered
    thread: Thread
    themes: tuple[Step, ...]
    helplines: tuple[Helpline, ...]
    owner: str
    review_due: str
    audience: str
    briefings: tuple[Step, ...] = ()
    """Its seven-minute briefing, in each form."""


def page(shelf: Shelf, document: Document) -> Page:
    """Set out what stands around a document."""
    audience = shelf.audience(document.key)
    return Page(
        document=document,
        kind=names.KINDS[document.kind],
        body=render(document.markdown),
        thread=thread(shelf, document),
        themes=themes(shelf, document.themes),
        helplines=helplines(shelf, document) if document.content_note else (),
        owner=document.owner,
        review_due=day(document.review_due),
        audience=shelf.settings.audiences.get(audience, audience),
        briefings=_briefings(document),
    )


def _briefings(document: Document) -> tuple[Step, ...]:
    """Link to the briefing of a document; a restricted report has none."""
    if isinstance(document, Report):
        return ()
    return tuple(
        Step(name, addresses.of_briefing(document.key, form), "")
        for form, name in addresses.BRIEFINGS
        if form != "md"
    )


def themes(shelf: Shelf, ids: tuple[str, ...]) -> tuple[Step, ...]:
    """Link to the pages of some themes."""
    return tuple(
        Step(names.theme(shelf, one), addresses.of_theme(one), "") for one in ids
    )


def helplines(shelf: Shelf, document: Document) -> tuple[Helpline, ...]:
    """Choose the helplines that fit a document: its themes' own before general ones."""
    themed = [h for h in shelf.settings.helplines if set(h.themes) & {*document.themes}]
    general = [h for h in shelf.settings.helplines if not h.themes]
    return (*themed, *general)[:3]
