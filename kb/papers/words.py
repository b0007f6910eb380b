"""How a paper says things: counts, lists, days, and words that lead somewhere."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from kb.content.dates import When
from kb.papers.model import Bullets, Paragraph, Span, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

#: Line ends and gaps become one space.
_GAPS = re.compile(r"\s+")
#: What turns the direction of all text that follows.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
#: Controls and halves of pairs, which no file may hold.
_UNFIT = frozenset({"Cc", "Cs"})
_NO_CHARACTER = 0xFFFE
_MANY = {
    "agency": "agencies",
    "piece": "pieces",
    "day": "days",
    "policy": "policies",
    "campaign": "campaigns",
    "is": "are",
    "was": "were",
    "has": "have",
    "says": "say",
    "waits": "wait",
    "comes": "come",
    "names": "name",
    "it": "them",
}


def clean(text: str) -> str:
    """Leave out what no file can hold and what would turn the text around it."""
    kept = (one for one in _GAPS.sub(" ", text) if one not in _TURNING)
    return "".join(one for one in kept if _is_fit(one))


def _is_fit(one: str) -> bool:
    no_character = ord(one) & _NO_CHARACTER == _NO_CHARACTER
    return not no_character and unicodedata.category(one) not in _UNFIT


def say(*parts: str | Span) -> Words:
    """Put words together."""
    return tuple(
        Span(clean(part)) if isinstance(part, str) else part for part in parts if part
    )


def paragraph(*parts: str | Span) -> Paragraph:
    """Make a paragraph."""
    return Paragraph(say(*parts))


def quiet(*parts: str | Span) -> Paragraph:
    """Make a paragraph that says what the text rests on."""
    return Paragraph(say(*parts), quiet=True)


def bullets(items: Iterable[Words]) -> Bullets:
    """Make a list."""
    return Bullets(tuple(items))


def leading(text: str, link: str) -> Span:
    """Make words that lead somewhere."""
    return Span(clean(text), link)


def many(number: int, one: str) -> str:
    """Give a word as it stands with a number: is, are; agency, agencies."""
    if number == 1:
        return one
    if one in _MANY:
        return _MANY[one]
    first, _, rest = one.partition(" ")
    if rest and first in {"record", "piece", "change", "lesson"}:
        return f"{many(number, first)} {rest}"
    if one.endswith("y") and one[-2] not in "aeiou":
        return f"{one[:-1]}ies"
    return f"{one}s"


def counted(number: int, one: str) -> str:
    """Say how many: no actions, 1 action, 7 actions."""
    return f"{f'{number:,}' if number else 'no'} {many(number, one)}"


def listed(words: Iterable[str]) -> str:
    """Join words as a sentence does: a, b and c."""
    every = list(words)
    if len(every) < 2:  # noqa: PLR2004 - one word needs no "and"
        return "".join(every)
    return f"{', '.join(every[:-1])} and {every[-1]}"


def capital(text: str) -> str:
    """Begin with a capital letter."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Begin with a small letter, except where a word is all capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def ended(text: str) -> str:
    """End a sentence with a full stop."""
    text = text.strip()
    return text if text.endswith((".", "?", "!", "…", ".”")) else f"{text}."


def day_of(day: date | None) -> str:
    """Write a day as people say it: 31 March 2013."""
    return str(When.parse(day)) if day else ""


def kinds_listed(kinds: Mapping[str, int]) -> str:
    """Name kinds, with their number where there are several of one."""
    return listed(f"{one} ({n})" if n > 1 else one for one, n in kinds.items())


def only_year(when: str) -> str:
    """Say that no more than a calendar year is known of a date."""
    return f"The record gives only {when} as its date, which may lie outside this year."
