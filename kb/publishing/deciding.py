"""What a change means for the ledger: whether it has to know, and taking that back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kb.access import strictest
from kb.content.ceilings import ceiling_of, narrowest
from kb.content.documents import KINDS, Status
from kb.content.files import parse
from kb.errors import InvalidContentError
from kb.moments import written

if TYPE_CHECKING:
    from kb.content.ledger import Ceiling, Entry
    from kb.publishing.models import Revision
    from kb.publishing.works import Works


def is_needed(works: Works, seen: Ceiling | None, entry: Entry) -> bool:
    """Say whether the ledger has to know: it does of all that is or was shown."""
    now = works.library.snapshot().documents.get(entry.key)
    shown = now is not None and now.status in {Status.PUBLISHED, Status.WITHDRAWN}
    return seen != entry.ceiling and bool(seen or shown or entry.ceiling.shown)


def closes(works: Works, seen: Ceiling | None, entry: Entry) -> bool:
    """Say whether a document will be no more open than it is; a tombstone is least."""
    now = works.library.snapshot().documents.get(entry.key)
    ceiling = entry.ceiling
    if seen is not None and (
        (seen.withdrawn_on and not ceiling.withdrawn_on)
        or (ceiling.early and not seen.early)
    ):
        return False
    if not ceiling.shown or now is None:
        return not ceiling.shown
    narrower = strictest(now.audience, ceiling.audience) == ceiling.audience
    return now.status is Status.PUBLISHED and narrower


def close(works: Works, seen: Ceiling | None, entry: Entry) -> Ceiling:
    """Close a document before anything else, and give what the ledger says then.

    What is hidden for more people than before is not wider yet: that waits for the
    record of the change, as every opening does.
    """
    first = narrowest(entry.ceiling, seen) if seen else entry.ceiling
    if first != seen:
        works.ledger.add(replace(entry, ceiling=first))
        works.library.refresh()
    return first


def is_wider(ceiling: Ceiling, known: Ceiling) -> bool:
    """Say whether one names an audience that the other does not reach."""
    return strictest(known.audience, ceiling.audience) != ceiling.audience


def asked(works: Works, revision: Revision) -> Ceiling:
    """Give how open a change makes its document; raise InvalidContentError."""
    folder, slug = revision.document.split("/")
    source = works.seal.open(revision.source)
    return ceiling_of(parse(KINDS[folder], slug, source).document)


def take_back(works: Works, revision: Revision) -> None:
    """Take back the line of the ledger that this change added, if it is the last.

    Two lines may be of one person and second. So what is taken for the change's own
    says what the change asked for, and nothing is ever opened by taking back.
    """
    about = [one for one in works.ledger.entries() if one.key == revision.document]
    if len(about) > 1:
        before, last = about[-2:]
        by_it = (last.who, written(last.at)) == (revision.who, revision.at)
        if by_it and last.ceiling.shown and _may_be_of(works, revision, last.ceiling):
            ceiling = narrowest(before.ceiling, last.ceiling)
            works.ledger.add(replace(last, ceiling=ceiling))


def _may_be_of(works: Works, revision: Revision, ceiling: Ceiling) -> bool:
    """Say whether a change asked for this; in doubt it did, since that closes."""
    try:
        return asked(works, revision) == ceiling
    except InvalidContentError:
        return True
