"""Hints beside what a board is about to ask: never a gate, always a sentence.

Sources. Brandon, Sidebotham, Bailey and Belderson, "A study of recommendations arising
from serious case reviews 2009-2010" (DFE-RR157, 2011): 47 recommendations a review on
average, most of them for training or a procedure, few for what children would notice.
"RCA2: Improving Root Cause Analyses and Actions to Prevent Harm" (2015): training and
a new policy are the weaker actions of its hierarchy, best joined to a stronger one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kb.board.seen import Item
    from kb.content.settings import Tracking


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a board is about to ask, or has asked."""

    asked: str = ""
    """The words of the recommendation or the lesson."""
    text: str = ""
    """What the agency will do."""
    owner: str = ""
    due: str = ""
    measure: str = ""
    recommendations: int = 0
    """How many the review makes so far."""
    place: tuple[str, str] = ("", "")
    """The document and the recommendation: the same asked of others is no overlap."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to think about, and the open actions that it is about."""

    name: str
    words: str
    like: tuple[Item, ...] = ()


#: Verbs of which nobody can tell whether they were done. The list is ours; that such
#: words make a recommendation hard to follow up is a finding of both studies above.
VAGUE = (
    "be aware of", "be mindful of", "be reminded", "consider", "encourage", "endeavour",
    "ensure", "explore", "look at", "promote", "raise awareness", "reflect on",
    "reinforce", "remind", "reiterate", "seek to", "strengthen", "take account of",
    "where possible",
)  # fmt: skip
#: These are nouns as well ("the review"), and are meant where a verb would stand.
VAGUE_VERBS = ("highlight", "review", "support")
_FIRST = r"(?:^|[.;:]\s+|\b(?:to|and|will|should|must|shall)\s+)"
_VAGUE = re.compile(
    rf"\b(?:{'|'.join(VAGUE)})(?:s|d|ed|ing|es)?\b|{_FIRST}(?:{'|'.join(VAGUE_VERBS)})\b",
    re.IGNORECASE,
)
_TRAINING = re.compile(
    r"\b(train(s|ed|ing)?|briefings?|workshops?|e-?learning|courses?|seminars?"
    r"|awareness|bulletins?|newsletters?|toolbox talks?)\b",
    re.IGNORECASE,
)
_POLICY = re.compile(
    r"\b(polic(y|ies)|procedures?|protocols?|guidance|guidelines?|pathways?"
    r"|templates?|forms?|checklists?|flow ?charts?)\b",
    re.IGNORECASE,
)
#: Words that say how practice would be seen.
_SEEN = re.compile(
    r"\b(audit\w*|observ\w*|dip.sampl\w*|sampl\w*|survey\w*|feedback|data|rates?"
    r"|per cent|percentage|supervis\w*|records? show\w*|interview\w*|voice"
    r"|children (say|tell|report)|famil(y|ies) (say|tell|report)|%)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]{3,}")
_SMALL = frozenset(
    "the and for that with from this are was were been have has had not all any who"
    " which their they them when where what how should must will would can may into"
    " its than then there these those each every staff agencies agency partners board"
    " ensure children child young people".split()
)
ALIKE, FEWEST_WORDS, MOST_LIKE = 80, 4, 3


def hints(plan: Plan, others: Iterable[Item], tracking: Tracking) -> tuple[Hint, ...]:
    """Say what to think about; `others` are the open actions that the asker sees."""
    found = [Hint(name, words) for name, says in _SAYS if (words := says(plan))]
    if plan.recommendations > tracking.most_recommendations:
        found.insert(0, Hint("many", _many(plan, tracking)))
    like = overlaps(plan, others)
    return (*found, Hint("like", LIKE, like)) if like else tuple(found)


LIKE = "This is close to what is open already. Could it be one action?"


def _many(plan: Plan, tracking: Tracking) -> str:
    return (
        f"The review makes {plan.recommendations} recommendations. More than"
        f" {tracking.most_recommendations} are hard to follow through: which of them"
        " would make the most difference to children?"
    )


def _weak(what: str) -> str:
    return (
        f"{what} alone seldom changes what children meet. What will make the right"
        " thing the easy thing, and how will you see it in practice?"
    )


def _vague(plan: Plan) -> str:
    found = (one.group(0).lower().split() for one in _VAGUE.finditer(plan.text))
    met = dict.fromkeys(
        words[-1] if words[-1] in VAGUE_VERBS else " ".join(words) for words in found
    )
    named = ", ".join(f"“{one}”" for one in list(met)[:MOST_LIKE])
    said = "Say who will do what, so that anybody can tell when it is done."
    return f"{named} can mean many things. {said}" if met else ""


def _only(kind: re.Pattern[str], other: re.Pattern[str], words: str) -> Says:
    """Say that a text holds one kind of answer and no way to see what it changed."""

    def says(plan: Plan) -> str:
        whole = f"{plan.text} {plan.measure}"
        met = kind.search(plan.text) and not other.search(plan.text)
        return words if met and not _SEEN.search(whole) else ""

    return says


def _both(plan: Plan) -> str:
    whole = f"{plan.text} {plan.measure}"
    met = _TRAINING.search(plan.text) and _POLICY.search(plan.text)
    return _weak("Training and a policy") if met and not _SEEN.search(whole) else ""


if TYPE_CHECKING:
    Says = Callable[[Plan], str]

NO_OWNER = "Nobody is named. An action with a name to it is more often done."
NO_DUE = "There is no date. Without one it can never be late."
NO_MEASURE = (
    "There is no measure of impact. How will you see that children are better off?"
    " It is best chosen now, before anything is done."
)
_SAYS: tuple[tuple[str, Says], ...] = (
    ("owner", lambda plan: "" if plan.owner.strip() else NO_OWNER),
    ("due", lambda plan: "" if plan.due.strip() else NO_DUE),
    ("measure", lambda plan: "" if plan.measure.strip() else NO_MEASURE),
    ("vague", _vague),
    ("training", _only(_TRAINING, _POLICY, _weak("Training"))),
    ("policy", _only(_POLICY, _TRAINING, _weak("A policy or procedure"))),
    ("both", _both),
)


def overlaps(plan: Plan, others: Iterable[Item]) -> tuple[Item, ...]:
    """Find the open actions whose words are close to these, the closest first."""
    words = _said(f"{plan.asked} {plan.text}")
    if len(words) < FEWEST_WORDS:
        return ()
    items = [one for one in others if _is_other(one, plan)]
    texts = [" ".join(sorted(_said(f"{one.asked} {one.action.text}"))) for one in items]
    return _closest(words, items, texts)


def _closest(
    words: frozenset[str], items: Sequence[Item], texts: Sequence[str]
) -> tuple[Item, ...]:
    found = process.extract(
        " ".join(sorted(words)),
        texts,
        scorer=fuzz.token_set_ratio,
        score_cutoff=ALIKE,
        limit=None,
    )
    shared = [
        items[at]
        for text, _, at in found
        if len(words.intersection(text.split())) >= FEWEST_WORDS
    ]
    return tuple(shared[:MOST_LIKE])


def _is_other(item: Item, plan: Plan) -> bool:
    of = item.action.of
    return item.action.is_open and (of.document, of.recommendation) != plan.place


def _said(text: str) -> frozenset[str]:
    """Give the words that carry what a text says."""
    return frozenset(_WORD.findall(text.lower())) - _SMALL
