"""What the ledger leaves of a document: never more than its last decision allows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from kb.access import strictest
from kb.content.documents import Document, Lesson, Status
from kb.content.ledger import Ceiling
from kb.content.placing import is_cleared

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = TypeVar("Kind", bound=Document)


def ceiling_of(document: Document) -> Ceiling:
    """Give how open a document is by what its own file says."""
    gone = document.status is Status.WITHDRAWN
    return Ceiling(
        audience=document.audience,
        shown=document.status is Status.PUBLISHED,
        withdrawn_on=document.withdrawn_on if gone else None,
        reason=document.withdrawn_reason if gone else "",
        early=not isinstance(document, Lesson) or is_cleared(document),
    )


def under(document: Kind, ceiling: Ceiling | None) -> Kind:
    """Give a document as open as its file and its ceiling both allow."""
    changes = _changes(document, ceiling) if ceiling else {}
    return document.model_copy(update=changes) if changes else document


def narrowest(one: Ceiling, other: Ceiling) -> Ceiling:
    """Give what two ceilings both allow; where one is a withdrawal, it is that."""
    gone = next((c for c in (one, other) if c.withdrawn_on), one)
    return replace(
        gone,
        audience=strictest(one.audience, other.audience),
        shown=one.shown and other.shown,
        erased=one.erased or other.erased,
        early=one.early and other.early,
    )


def _changes(document: Document, ceiling: Ceiling) -> Mapping[str, object]:
    changes: dict[str, object] = {}
    narrower = strictest(document.audience, ceiling.audience)
    if narrower != document.audience:
        changes["audience"] = narrower
    if ceiling.withdrawn_on and document.status is not Status.WITHDRAWN:
        changes["status"] = Status.WITHDRAWN
        changes["withdrawn_on"] = ceiling.withdrawn_on
        changes["withdrawn_reason"] = ceiling.reason
    elif not ceiling.shown and document.status is Status.PUBLISHED:
        changes["status"] = Status.EMBARGOED
    if not ceiling.early and isinstance(document, Lesson) and is_cleared(document):
        changes |= {"cleared_by": "", "cleared_on": None}
    return changes
