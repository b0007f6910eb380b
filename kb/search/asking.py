"""Reading what somebody typed. Whatever is typed, something is read and nothing raises.

Words are optional. "A phrase" must occur, -word and -"a phrase" must not, OR joins
alternatives, title:word looks in titles, theme:word at themes, and pref* finds every
word that starts so. Quotes and brackets without a partner are nothing at all.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from kb.search.analysis import LIGHT, STOP, fold, raw_words

MOST_LETTERS = 300
MOST_WORDS = 12
SHORTEST_PREFIX = 3
_PART = re.compile(
    r'(?P<minus>(?<!\S)-)?(?:(?P<field>title|theme):)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))',
    re.IGNORECASE,
)
_QUOTES = str.maketrans("\u201c\u201d\u201e\u00ab\u00bb", '"""""')


class Sort(StrEnum):
    """What kind of thing somebody asked for."""

    WORD = "word"
    PHRASE = "phrase"
    TITLE = "title"
    THEME = "theme"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that was asked for, as it was typed."""

    sort: Sort
    text: str

    @property
    def required(self) -> bool:
        """Say whether a document must have it."""
        return self.sort in {Sort.PHRASE, Sort.TITLE, Sort.THEME}


@dataclass(frozen=True, slots=True)
class Asked:
    """A whole question: groups of alternatives, and what must not occur."""

    text: str = ""
    groups: tuple[tuple[Unit, ...], ...] = ()
    excluded: tuple[Unit, ...] = ()
    note: str = ""


def clean(typed: str) -> str:
    """Take out what is not text: controls, lone surrogates, doubled spaces."""
    text = "".join(
        " " if c.isspace() else c
        for c in typed[: MOST_LETTERS * 4]
        if c.isspace() or unicodedata.category(c) not in {"Cc", "Cs", "Cf", "Cn"}
    )
    return " ".join(unicodedata.normalize("NFC", text).split())


def ask(typed: str) -> Asked:
    """Read what somebody typed."""
    text = clean(typed)
    long = len(text) > MOST_LETTERS or len(typed) > MOST_LETTERS * 4
    text = text[:MOST_LETTERS].strip()
    parts, cut = _first_words(_parts(text.translate(_QUOTES)))
    groups, excluded = _grouped(parts)
    note = ""
    if long:
        note = f"We searched for the first {MOST_LETTERS} characters."
    if cut:
        note = f"We searched for the first {MOST_WORDS} words."
    return Asked(text, groups, excluded, note)


def is_content(word: str) -> bool:
    """Say whether a word says what is looked for."""
    return fold(word) not in STOP


@dataclass(frozen=True, slots=True)
class _Part:
    unit: Unit | None  # None stands for OR
    minus: bool = False


def _parts(text: str) -> list[_Part]:
    parts: list[_Part] = []
    for found in _PART.finditer(text):
        minus = bool(found["minus"])
        if found["word"] == "OR" and not minus and not found["field"]:
            parts.append(_Part(None))
        elif found["phrase"] is not None:
            parts += _quoted(found["phrase"], found["field"], minus=minus)
        else:
            parts += _unquoted(found["word"], found["field"], minus=minus)
    return parts


def _quoted(text: str, field: str | None, *, minus: bool) -> list[_Part]:
    words = raw_words(text)
    if not words:
        return []
    sort = Sort(field.lower()) if field else Sort.PHRASE
    return [_Part(Unit(sort, " ".join(words)), minus)]


def _unquoted(text: str, field: str | None, *, minus: bool) -> list[_Part]:
    words = raw_words(text)
    if field and words:
        return [_Part(Unit(Sort(field.lower()), " ".join(words)), minus)]
    if text.endswith("*") and len(words) == 1 and len(words[0]) >= SHORTEST_PREFIX:
        return [_Part(Unit(Sort.PREFIX, words[0]), minus)]
    return [_Part(Unit(Sort.WORD, word), minus) for word in words]


def _first_words(parts: list[_Part]) -> tuple[list[_Part], bool]:
    kept: list[_Part] = []
    count = 0
    for part in parts:
        count += sum(map(is_content, raw_words(part.unit.text))) if part.unit else 0
        if count > MOST_WORDS:
            return kept, True
        kept.append(part)
    return kept, False


def _grouped(
    parts: list[_Part],
) -> tuple[tuple[tuple[Unit, ...], ...], tuple[Unit, ...]]:
    groups: list[tuple[Unit, ...]] = []
    excluded: list[Unit] = []
    joined = False
    for part in parts:
        if part.unit is None:
            joined = bool(groups)
        elif part.minus:
            excluded.append(part.unit)
        elif joined:
            groups[-1] = (*groups[-1], part.unit)
            joined = False
        else:
            groups.append((part.unit,))
    return tuple(groups), tuple(excluded)


def is_light(word: str) -> bool:
    """Say whether a word is in nearly every document, such as `lesson`."""
    return fold(word) in LIGHT
