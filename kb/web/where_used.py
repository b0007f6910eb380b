"""Finding where a document or theme was used, for whoever has signed in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kb.access import Can, agencies_read
from kb.training import effect, reach, receipts, said
from kb.web import current
from kb.web.present import addresses, names
from kb.web.present import where_used as set_out
from kb.web.present.briefing_words import standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.web.present.briefing_words import Standing
    from kb.web.present.where_used import Used, WhereUsed

_KINDS = {"lessons": "lesson", "reviews": "review", "policies": "policy"}


def of_document(key: str) -> WhereUsed | None:
    """Find where a document was used; None for who has not signed in."""
    if not current.who():
        return None
    used = _used([key])
    if key in current.shelf().narrowed_to(agencies_read()).keys:
        used = _with_briefings(used, key)
    return _shown(f"this {_KINDS[key.partition('/')[0]]}", used)


def of_theme(theme: str) -> WhereUsed | None:
    """Find where the lessons of a theme were used, without counting a course twice."""
    if not current.who():
        return None
    keys = [one.key for one in current.shelf().with_theme(theme, "lessons")]
    return _shown("a lesson of this theme", _used(keys))


def _shown(of: str, used: Used) -> WhereUsed:
    fewest = current.settings().training.fewest
    return set_out.where_used(current.shelf(), of, used, fewest)


def _used(keys: Sequence[str]) -> Used:
    """Find courses, packs, effect and examples; as many statements for many keys."""
    session, shelf, today = current.session(), current.shelf(), current.now().date()
    runs = reach.standing(reach.counted(session, keys), today, shelf.keys)
    found = reach.of(runs, keys)
    training, seal = current.settings().training, current.parts().seal
    reader, open_ = current.reader(), shelf.keys
    examples = said.released(session, seal, reader, *keys, open_=open_)
    every = {words for some in examples.values() for words in some}
    return set_out.Used(
        reach=found,
        effect=effect.of_runs(session, found.uids, training, today),
        packs=current.packs().holding(keys),
        examples=sorted(every, key=str.casefold),
    )


def _with_briefings(used: Used, key: str) -> Used:
    """Add who confirmed a briefing, as far as whoever is looking may know of it."""
    reader = current.reader()
    own = reader.agency if reader.can(Can.ANSWER) else ""
    tracks = reader.can(Can.TRACK)
    return replace(
        used,
        briefed=_briefed(key, "" if tracks else own) if tracks or own else (),
        ask=addresses.of_new_briefing(key) if tracks else "",
        confirm=addresses.of_own_briefing(key) if own else "",
    )


def _briefed(key: str, agency: str) -> list[tuple[str, Standing]]:
    """Say how the briefing of each agency stands, or of one alone."""
    found, shelf = receipts.read(current.session(), [key], agency), current.shelf()
    today = current.now().date()
    named = [
        (names.asked(shelf, one.agency), standing(one, today))
        for one in found.each.values()
    ]
    return sorted(named, key=lambda one: one[0])
