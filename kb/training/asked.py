"""What a run's feedback asks, as it was when the run was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from kb.content.identifiers import identifiers
from kb.training.steps import Step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.content.settings import Training

MOST_OUTCOMES, LONGEST = 10, 200


@dataclass(frozen=True, slots=True)
class Asked:
    """The learning outcomes, and the questions about them."""

    outcomes: tuple[str, ...]
    confidence: str
    intention: str = ""
    """Asked just after; empty for nothing."""
    example: str = ""
    """Asked some weeks later; empty for nothing."""

    def words_of(self, step: Step) -> str:
        """Give the question of a step that is answered in words, or ""."""
        return {Step.AFTER: self.intention, Step.LATER: self.example}.get(step, "")


_JSON = TypeAdapter(Asked)


def asking(outcomes: Iterable[str], training: Training) -> Asked:
    """Ask about learning outcomes what the library asks now."""
    return Asked(
        tuple(dict.fromkeys(one.strip() for one in outcomes if one.strip())),
        training.confidence,
        training.intention,
        training.example,
    )


def problems(asked: Asked) -> dict[str, str]:
    """Say what is wrong with learning outcomes that anybody with a link will see."""
    if len(asked.outcomes) > MOST_OUTCOMES:
        return {"outcomes": f"Ask about {MOST_OUTCOMES} at most"}
    for number, outcome in enumerate(asked.outcomes, 1):
        if len(outcome) > LONGEST:
            return {"outcomes": f"Line {number} is longer than {LONGEST} letters"}
        for found in identifiers(outcome):
            words = f"Leave out “{found.text}” in line {number}: it may be {found.what}"
            return {"outcomes": words}
    return {}


def written(asked: Asked) -> str:
    """Write it as JSON."""
    return _JSON.dump_json(asked).decode()


def read(text: str) -> Asked:
    """Read it back from JSON."""
    return _JSON.validate_json(text)
