"""Text as search sees it: words without case, accents, endings or hyphens.

A text is a row of places. One place may hold several terms: `co-sleeping` stands for
`co` and `sleep` at two places and for `cosleep` at the first of them, so that
co-sleeping, cosleeping and co sleeping find each other. A word in capitals stands for
its acronym too, written `^send`, so that SEND is not every letter that was sent.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import snowballstemmer

ACRONYM = "^"
_TOKEN = re.compile(r"[^\W_]+(?:['\u2019&\-\u2010\u2011][^\W_]+)*")
#: What stands at one place; the places of a text are its pieces in order.
PIECE = re.compile(r"[^\W_]+(?:['\u2019&][^\W_]+)*")
_HYPHEN = re.compile(r"[-\u2010\u2011]")
_CAPITALS = re.compile(r"([A-Z][A-Z0-9&]+)s?")
_POSSESSIVE = re.compile(r"['\u2019]s?\Z")
_AMERICAN = re.compile(r"(?<=\w{3})iz(e[ds]?|ing|ations?)\Z")
_LONGEST = 40
_IRREGULAR = {
    "children": "child", "men": "man", "women": "woman", "teeth": "tooth",
    "babies": "babi", "died": "die", "drank": "drink", "drunk": "drink",
    "taught": "teach", "overlying": "overlay", "overlie": "overlay",
    "overlain": "overlay", "slept": "sleep",
    "advice": "advis", "practice": "practis", "safety": "safe", "safer": "safe",
    "safely": "safe", "safest": "safe",
}  # fmt: skip

#: Words of a question that say nothing of what is looked for.
STOP = frozenset(
    """a about above after again all also am an and any are as at be been before
    being but by can could did do does doing done for from get gets got had has have
    having he her here hers him his how i if in into is it its just let like many
    may me might more most much must my need needs no nor of off on once only or
    other our out over own please shall she should show so some such tell than that
    the their them then there these they this those through to too under up us very
    was we were what when where which while who whom whose why will with would you
    your""".split()
)
#: Words that nearly every document of this library is about.
LIGHT = frozenset(
    """lesson lessons learn learned learnt learning review reviews case cases find
    finding findings happen happened led lead leads says said know known""".split()
)

_stemmer = snowballstemmer.stemmer("english")
_lock = Lock()  # the stemmer keeps the word that it works on in itself


@dataclass(frozen=True, slots=True)
class Reading:
    """What one token of a text stands for.

    `terms` are (step, term): how many places after the first, and what stands there.
    `width` is the number of places. `words` are the plain words in it, as spelt.
    """

    terms: tuple[tuple[int, str], ...]
    width: int
    words: tuple[str, ...]


def fold(text: str) -> str:
    """Take case and accents off a text."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in parts if not unicodedata.combining(c))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Cut the ending off a folded word, in British spelling."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    with _lock:
        cut: str = _stemmer.stemWord(_AMERICAN.sub(r"is\1", word))
    return cut


@lru_cache(maxsize=200_000)
def reading(raw: str) -> Reading:
    """Say what a token stands for."""
    pieces = [piece for piece in _HYPHEN.split(raw) if piece]
    words = tuple(_plain(piece) for piece in pieces)
    terms = [(step, stem(word)) for step, word in enumerate(words)]
    for step, piece in enumerate(pieces):
        if found := _CAPITALS.fullmatch(piece):
            acronym = fold(found[1])
            terms += [(step, ACRONYM + acronym), (step, acronym)]
    if len(words) > 1:
        terms.append((0, stem("".join(words)[:_LONGEST])))
    return Reading(tuple(dict.fromkeys(terms)), len(words), words)


def raw_words(text: str) -> list[str]:
    """List the tokens of a text as they are written."""
    return _TOKEN.findall(text)


def words_of(text: str) -> tuple[str, ...]:
    """List the plain words of a text, folded: one for every place."""
    return tuple(word for raw in raw_words(text) for word in reading(raw).words)


def places(text: str) -> tuple[str, ...]:
    """List the one plain term of every place of a text."""
    return tuple(map(stem, words_of(text)))


def _plain(piece: str) -> str:
    word = _POSSESSIVE.sub("", fold(piece))
    return re.sub(r"['\u2019]", "", word)[:_LONGEST]
