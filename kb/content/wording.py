"""Words that blame a child or a parent, and what to say instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The words of others: speech, titles of linked pages, code, set-off quotations.
_QUOTED = re.compile(
    r"“[^”]*”|\"[^\"\n]*\"|‘[^‘\n]*?’(?!\w)|(?<!\w)'[^'\n]+'(?!\w)"
    r"|\[[^\[\]]*\](?=\(https?:)|`[^`\n]*`|^ {0,3}>.*$",
    re.MULTILINE,
)

_NOT_BROUGHT = "say “was not brought” of a child"
_EXPLOITED = "say “child who was sexually exploited”"
_HAPPENING = "say what was happening to the child"
_SERIOUS: dict[str, str] = {
    r"(?:did not|didn['’]t) attend": _NOT_BROUGHT,
    r"DNA['’]?(?:d|ed|s)\b": _NOT_BROUGHT,
    r"(?:non|failed)[- ]attendances?": _NOT_BROUGHT,
    r"commit(?:s|ted|ting)? suicide": "say “died by suicide”",
    r"(?:successful|completed|failed|unsuccessful) suicide": (
        "say “died by suicide” or “tried to end their life”"
    ),
    r"(?:put(?:s|ting)?|plac(?:ed|es|ing)) (?:herself|himself|themsel(?:f|ves))"
    r" (?:at|in|into) (?:risk|danger|harm)": "say who or what the risk came from",
    r"child prostitut(?:e|es|ion)": _EXPLOITED,
    r"(?:young|underage|teenage) prostitutes?": _EXPLOITED,
    r"child(?:hood)? porn(?:ography)?|kiddie porn": (
        "say “images of child sexual abuse”"
    ),
    r"life-?style choices?": _HAPPENING,
    r"promiscu(?:ous|ity)": _HAPPENING,
    r"sexually active (?:child|girl|boy)": _HAPPENING,
    r"street-?wise": "say what the child had to cope with",
    r"attention[- ]seeking": "say what the child was telling us",
    r"absconds?|absconded|absconding": "say “went missing”",
    r"drug mules?": "say “child who was exploited to carry drugs”",
    r"mentally (?:handicapped|retarded)": "say “with a learning disability”",
    r"wheelchair[- ]bound|confined to a wheelchair": "say “uses a wheelchair”",
    r"illegitimate child(?:ren)?": "leave it out",
    r"broken homes?": "say what happened in the family",
    r"bad (?:mother|father|parent)s?": "say what the child needed and did not get",
}
_ADVICE: dict[str, str] = {
    r"hard[- ]to[- ]reach|hard to engage": "say whom services have not reached",
    r"non[- ]compliant|failed to (?:engage|comply|co-?operate)": (
        "say what was offered and what got in the way"
    ),
    r"(?:drug )?addicts?|alcoholics?(?! anonymous)": "say “person who depends on ...”",
    r"challenging behaviours?": "say what the child did, and when",
}
_RULES = [
    (re.compile(rf"\b(?:{said})(?!\w)", re.IGNORECASE), better, table is _SERIOUS)
    for table in (_SERIOUS, _ADVICE)
    for said, better in table.items()
]


@dataclass(frozen=True, slots=True)
class Unfitting:
    """Words that we do not use, and better ones."""

    text: str
    better: str
    start: int
    serious: bool


def unfitting(text: str) -> Iterator[Unfitting]:
    """Find words that we do not use, outside what is quoted."""
    own = _QUOTED.sub(lambda found: " " * len(found[0]), text)
    for pattern, better, serious in _RULES:
        for found in pattern.finditer(own):
            yield Unfitting(found[0], better, found.start(), serious)
