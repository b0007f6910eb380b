"""The form of feedback: what it asks, what was typed into it, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.training.run import Run
    from kb.training.steps import Step

NOT_SAID = "none"
CHOICES = (
    ("1", "1 – not at all"),
    ("2", "2"),
    ("3", "3"),
    ("4", "4"),
    ("5", "5 – very"),
    (NOT_SAID, "Prefer not to say"),
)
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Rated:
    """A learning outcome, what was chosen, and what is wrong with that."""

    name: str
    outcome: str
    chosen: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it was sent, or as it begins."""

    rated: tuple[Rated, ...]
    words: str
    drawn: str
    wrong: list[dict[str, str]] = field(default_factory=list)
    words_wrong: str = ""

    @property
    def confidence(self) -> tuple[int | None, ...]:
        """Give what was chosen as numbers."""
        chosen = (one.chosen for one in self.rated)
        return tuple(None if one == NOT_SAID else int(one) for one in chosen)

    def refused(self, problems: Mapping[str, str]) -> Form:
        """Say what is wrong beside what was typed; nothing typed is lost."""
        rated = tuple(
            replace(one, wrong=problems.get(one.name, "")) for one in self.rated
        )
        named = {one.name for one in self.rated} | {"words"}
        wrong = [
            {"input": name if name in named else "", "text": words}
            for name, words in problems.items()
        ]
        return replace(
            self, rated=rated, wrong=wrong, words_wrong=problems.get("words", "")
        )


def form_of(
    run: Run, step: Step, sent: Mapping[str, str] | None = None, drawn: str = ""
) -> Form:
    """Make the form of a step, with what was sent if anything was."""
    typed = sent or {}
    known = {value for value, _ in CHOICES}
    rated = tuple(
        Rated(f"c{n}", outcome, typed.get(f"c{n}", ""))
        for n, outcome in enumerate(run.asked.outcomes)
    )
    words = typed.get("words", "").replace("\r\n", "\n")[:_LONGEST]
    asks = bool(run.asked.words_of(step))
    form = Form(rated, words if asks else "", typed.get("drawn", drawn)[:64])
    missing = {
        one.name: f"Choose one for “{one.outcome}”, or “Prefer not to say”"
        for one in rated
        if one.chosen not in known
    }
    return form.refused(missing) if sent is not None and missing else form
