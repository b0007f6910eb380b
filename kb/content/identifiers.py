"""What could identify a person in a text: numbers, addresses, exact dates of a life.

A finding is a question to a person, who looks before publishing. Not finding anything
proves nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.content.dates import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTH = "(?:" + "|".join(f"{name}|{name[:3]}" for name in MONTHS) + r")\b\.?"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
#: A run of letters is begun once and not at each of them, or long texts take long.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_NHS = re.compile(r"(?<![\d-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d-]*\d)")
_WEIGHTS = range(10, 1, -1)
_DATE = re.compile(
    rf"(?<!\d)(?:{_NTH}(?: of)? {_MONTH}(?:,? \d{{4}})?|{_MONTH} {_NTH}(?:,? \d{{4}})?"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?:\d{2})?|\d{4}-\d{2}-\d{2})(?!\d)",
    re.IGNORECASE,
)
#: What else carries an exact date, so that the nearest word decides.
_LIFE = re.compile(
    r"\b(?:born|birth\w*|d\.?o\.?b\b|die[ds]?|death|dead|killed|murdered|stillborn"
    r"|drowned|passed away|took (?:his|her|their) own life)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:publish\w*|published|report\w*|review\w*|guidance|statement|sentenced|convicted"
    r"|launched|announced|updated|force|act|court|inquiry|inspect\w*|meeting|seen"
    r"|issued|bulletin|page|news)\b",
    re.IGNORECASE,
)
_NEAR = 70
#: The end of a sentence or paragraph; the points of "d.o.b." end none.
_END = re.compile(r"(?<!\bd\.o\.b)[.!?]\s|\n\s*\n", re.IGNORECASE)
#: Addresses of the web and targets of links are not prose.
_NOT_PROSE = re.compile(r"https?://\S+|\]\([^)\s]*\)|annual-report-2012-13\.md\S*")


@dataclass(frozen=True, slots=True)
class Found:
    """Something in a text that could identify a person."""

    what: str
    text: str
    start: int
    serious: bool = True


_PATTERNS = (
    (
        "a postcode",
        re.compile(
            r"\b(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPS-UW]"
            r"|[A-HK-Y]\d[ABEHMNPRV-Y]) ?\d(?!ST|ND|RD|TH)[ABD-HJLNP-UW-Z]{2})\b",
            re.IGNORECASE,
        ),
        True,
    ),
    ("an e-mail address", _EMAIL, True),
    (
        "a phone number",
        re.compile(
            r"(?<![\d/-])(?:\+44 ?(?:\(0\) ?)?|\(?0)\d(?:\)?[ -]?\d){8,9}(?!\d)"
        ),
        True,
    ),
    (
        "a National Insurance number",
        re.compile(
            r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
            r" ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"
        ),
        True,
    ),
    (
        "a street address",
        re.compile(
            r"\b\d{1,4}[A-Za-z]? (?:[A-Z][\w'’-]+ ){1,3}(?:Street|Road|Avenue|Lane"
            r"|Close|Drive|Way|Court|Place|Terrace|Crescent|Gardens|Grove)\b"
        ),
        False,
    ),
)


def identifiers(text: str) -> Iterator[Found]:
    """Find what could identify a person."""
    prose = _NOT_PROSE.sub(lambda found: " " * len(found[0]), text)
    for what, pattern, serious in _PATTERNS:
        for found in pattern.finditer(prose):
            yield Found(what, found[0], found.start(), serious)
    for found in _NHS.finditer(prose):
        if is_nhs_number(found[0]):
            yield Found("an NHS number", found[0], found.start())
    for found in _DATE.finditer(prose):
        if _is_of_a_life(prose, found.start(), found.end()):
            yield Found("an exact date of birth or death", found[0], found.start())


def is_nhs_number(text: str) -> bool:
    """Say whether ten digits pass the check of an NHS number (modulus 11)."""
    digits = [int(digit) for digit in re.sub(r"\D", "", text)]
    if len(digits) != 10:  # noqa: PLR2004 - an NHS number has ten
        return False
    total = sum(a * b for a, b in zip(digits, _WEIGHTS, strict=False))
    return (11 - total % 11) % 11 == digits[9]


def _is_of_a_life(text: str, start: int, end: int) -> bool:
    """Say whether the word nearest to a date in its sentence is of birth or death."""
    before = _END.split(text[max(0, start - _NEAR) : start])[-1]
    after = _END.split(text[end : end + _NEAR])[0]
    return _distance(_LIFE, before, after) < _distance(_OTHER, before, after)


def _distance(words: re.Pattern[str], before: str, after: str) -> float:
    gaps = [len(before) - found.end() for found in words.finditer(before)]
    gaps += [found.start() for found in words.finditer(after)]
    return min(gaps, default=float("inf"))
