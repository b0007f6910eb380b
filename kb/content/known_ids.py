"""Whether every id in a document is one that the library has."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from kb.content import settings, vocabulary
from kb.content.documents import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kb.content.files import ContentFile
    from kb.content.snapshot import Snapshot
    from kb.errors import Problem

AGE_GROUP = "age-group"
Path = tuple[str | int, ...]

#: Per kind: where an id stands (* for every item), where ids are looked up, and what
#: they are. Reviews of lessons and reports decide access: `kb.content.snapshot`.
_RULES: dict[str, tuple[tuple[str, str], ...]] = {
    "lessons": (("themes.*", "theme"), ("ages.*", "age"), ("for.*", "reader")),
    "reviews": (
        ("themes.*", "theme"),
        ("ages.*", "age"),
        ("agencies.*", "agency"),
        ("review_type", "review type"),
        ("nation", "nation"),
        ("outcome", "outcome"),
        ("naming", "naming"),
        ("verification", "verification"),
        ("recommendations.*.addressees.*", "reader"),
        ("recommendations.*.lessons.*", "lesson"),
    ),
    "policies": (
        ("themes.*", "theme"),
        ("policy_kind", "kind of policy"),
        ("nation", "nation"),
        ("updates.*.from_reviews.*", "review"),
        ("updates.*.from_lessons.*", "lesson"),
    ),
    "reports": (("themes.*", "theme"),),
}
_SETTINGS, _WORDS = settings.FILE, vocabulary.FILE


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of one sort that a library has, and where they are kept."""

    known: frozenset[str]
    home: str


def ids_of(snapshot: Snapshot) -> Mapping[str, Ids]:
    """Collect the ids that a library has, by what they are ids of."""
    named, words = snapshot.settings, snapshot.vocabulary
    ages = [concept.id for concept in words.in_group(AGE_GROUP)]
    found: dict[str, tuple[Iterable[str], str]] = {
        "theme": (words.concepts, _WORDS),
        "age": (ages, _WORDS),
        "reader": (named.readers, _SETTINGS),
        "agency": (named.agencies, _SETTINGS),
        "review type": (named.review_types, _SETTINGS),
        "nation": (named.nations, _SETTINGS),
        "outcome": (named.outcomes, _SETTINGS),
        "naming": (named.namings, _SETTINGS),
        "verification": (named.verification, _SETTINGS),
        "kind of policy": (named.policy_kinds, _SETTINGS),
    }
    for folder, kind in KINDS.items():
        here = [one.id for one in snapshot.documents.values() if one.folder == folder]
        found[kind.kind] = (here, folder)
    return {what: Ids(frozenset(known), home) for what, (known, home) in found.items()}


def unknown_ids(ids: Mapping[str, Ids], file: ContentFile) -> Iterator[Problem]:
    """Name every id in a document that the library does not have."""
    for pattern, what in _RULES[file.document.folder]:
        for path, found in _at(file.front.values, tuple(pattern.split("."))):
            if found not in ids[what].known:
                yield file.problem(path, _message(found, what, ids[what]))


def _at(
    value: Any,  # noqa: ANN401 - whatever the file says
    pattern: tuple[str, ...],
    path: Path = (),
) -> Iterator[tuple[Path, str]]:
    """Find the texts at a place; `updates.*.from_reviews.*` means every item."""
    if not pattern:
        yield path, str(value)
        return
    step, rest = pattern[0], pattern[1:]
    if step == "*":
        for number, item in enumerate(value):
            yield from _at(item, rest, (*path, number))
    elif step in value:
        yield from _at(value[step], rest, (*path, step))


def _message(found: str, what: str, ids: Ids) -> str:
    close = get_close_matches(found, ids.known, n=1)
    meant = f"; did you mean {close[0]}?" if close else ""
    return f"{found!r} is not in {ids.home}; expected the id of {_one(what)}{meant}"


def _one(what: str) -> str:
    """Put the right article before a noun."""
    return f"{'an' if what[0] in 'aeiou' else 'a'} {what}"
