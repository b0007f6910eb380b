"""From what was typed to what is looked up: words, concepts, phrases and conditions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.search.analysis import STOP, fold, reading
from kb.search.asking import Sort, Unit, is_light
from kb.search.spelling import mended
from kb.search.thesaurus import Span, Spoken, spoken

if TYPE_CHECKING:
    from kb.search.asking import Asked
    from kb.search.thesaurus import Thesaurus
    from kb.search.view import View


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word of the question that a document may have.

    `alternatives` are the units that stand for it, more than one only with OR;
    `mended` is a better spelling that is searched as well; `light` words rank but need
    not be covered.
    """

    alternatives: tuple[Unit, ...]
    mended: str = ""
    light: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that is looked up for one search."""

    wanted: tuple[Wanted, ...] = ()
    required: tuple[tuple[Unit, ...], ...] = ()
    excluded: tuple[Unit, ...] = ()
    spoken: tuple[Spoken, ...] = ()
    spans: tuple[Span, ...] = ()
    near: tuple[tuple[str, float], ...] = ()
    did_you_mean: str = ""
    corrected: bool = False


@dataclass(slots=True)
class _Draft:
    wanted: list[Wanted] = field(default_factory=list)
    required: list[tuple[Unit, ...]] = field(default_factory=list)
    spoken: list[Spoken] = field(default_factory=list)
    mended: dict[str, str] = field(default_factory=dict)


def question(
    asked: Asked, view: View, thesaurus: Thesaurus, *, exact: bool
) -> Question:
    """Work out what to look up."""
    draft = _Draft()
    empty = not any(_says_something(group) for group in asked.groups)
    for group in asked.groups:
        if all(unit.required for unit in group):
            draft.required.append(group)
        else:
            _want(group, draft, view, thesaurus, keep_empty=empty, exact=exact)
    words = tuple(draft.spoken)
    spans = () if exact else thesaurus.spans(words)
    named = {place for span in spans for place in range(span.start, span.end)}
    loose = [s for place, s in enumerate(words) if place not in named and not s.empty]
    near = thesaurus.near(words) if loose and not exact else []
    named_concepts = {concept for span in spans for concept in span.concepts}
    return Question(
        wanted=tuple(draft.wanted),
        required=tuple(draft.required),
        excluded=asked.excluded,
        spoken=words,
        spans=spans,
        near=tuple(pair for pair in near if pair[0] not in named_concepts),
        did_you_mean=_respelt(asked.text, draft.mended),
        corrected=bool(draft.mended) and not exact,
    )


def _want(
    group: tuple[Unit, ...], draft: _Draft, view: View, thesaurus: Thesaurus,
    *, keep_empty: bool, exact: bool,
) -> None:  # fmt: skip
    number = len(draft.wanted)
    only = group[0] if len(group) == 1 else None
    if only is None or only.sort is not Sort.WORD:
        draft.wanted.append(Wanted(group))
        return
    if fold(only.text) in STOP and not keep_empty:
        draft.spoken += spoken(only.text, -1)
        return
    better = _mended(only.text, view, thesaurus)
    if better:
        draft.mended[only.text] = better
    draft.spoken += spoken(only.text if exact or not better else better, number)
    draft.wanted.append(
        Wanted(group, "" if exact else better, light=is_light(only.text))
    )


def _mended(raw: str, view: View, thesaurus: Thesaurus) -> str:
    words = reading(raw).words
    better = tuple(mended(word, view, thesaurus) or word for word in words)
    return "-".join(better) if better != words else ""


def _says_something(group: tuple[Unit, ...]) -> bool:
    return any(u.sort is not Sort.WORD or fold(u.text) not in STOP for u in group)


def _respelt(text: str, better: dict[str, str]) -> str:
    if not better:
        return ""
    for wrong, right in better.items():
        text = re.sub(rf"(?<!\w){re.escape(wrong)}(?!\w)", right, text)
    return text
