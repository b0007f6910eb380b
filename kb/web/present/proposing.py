"""Asking for sign-off: what is asked about each finding, and what was answered.

Answers are kept with the draft, under names that are no fields of the form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.errors import Problem
from kb.web.present.draft import BESIDE
from kb.web.present.form_problems import Wrong
from kb.web.present.form_typed import one

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kb.publishing.findings import Finding
    from kb.web.present.draft import Writing
    from kb.web.present.form_typed import Typed

CHOICE, WHY = "choice-", "why-"
MEND, FINE = "mend", "fine"
_NAMES = ("note", "clearance", "closes_old", CHOICE, WHY)


@dataclass(frozen=True, slots=True)
class Said:
    """What the writer says of a text when asking for sign-off."""

    note: str
    clearance: str
    closes_old: bool
    to_mend: bool
    kept: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """A finding of the identifier check, and what was answered so far."""

    id: str
    what: str
    text: str
    where: str
    input: str
    choice: str
    why: str
    wrong: str


def received(sent: Mapping[str, list[str]]) -> Typed:
    """Take the answers from what was sent, under the names they are kept by."""
    return {f"{BESIDE}{n}": list(v) for n, v in sent.items() if n.startswith(_NAMES)}


def without(typed: Mapping[str, list[str]]) -> Typed:
    """Give what is typed in the form alone."""
    return {n: list(v) for n, v in typed.items() if not n.startswith(BESIDE)}


def said(typed: Mapping[str, list[str]]) -> Said:
    """Read the answers; a reason counts only where the finding is to stay."""
    choices = _by_finding(typed, CHOICE)
    whys = _by_finding(typed, WHY)
    return Said(
        note=one(typed, f"{BESIDE}note").strip(),
        clearance=one(typed, f"{BESIDE}clearance").strip(),
        closes_old=bool(one(typed, f"{BESIDE}closes_old")),
        to_mend=MEND in choices.values(),
        kept={n: why for n, why in whys.items() if why and choices.get(n) == FINE},
    )


def questions(
    found: Iterable[Finding], writing: Writing, problems: Mapping[str, str]
) -> tuple[Question, ...]:
    """Set out a question for each finding."""
    choices = _by_finding(writing.typed, CHOICE)
    whys = _by_finding(writing.typed, WHY)
    asked = []
    for finding in found:
        problem = Problem("", finding.line, finding.field, finding.what)
        (place,) = writing.wrong([problem])
        asked.append(
            Question(
                id=finding.id,
                what=finding.what,
                text=finding.text,
                where=place.where,
                input=place.input,
                choice=choices.get(finding.id, ""),
                why=whys.get(finding.id, ""),
                wrong=problems.get(finding.id, ""),
            )
        )
    return tuple(asked)


def wrong(asked: Iterable[Question], problems: Mapping[str, str]) -> tuple[Wrong, ...]:
    """Say what is missing, each with the place where it is asked."""
    places = {question.id: question.text for question in asked}
    labels = {"note": "What you changed", "clearance": "Clearance in law"}
    return tuple(
        Wrong(
            f"{WHY}{name}" if name in places else name,
            places.get(name, labels.get(name, "")),
            message,
        )
        for name, message in problems.items()
    )


def _by_finding(typed: Mapping[str, list[str]], prefix: str) -> dict[str, str]:
    whole = f"{BESIDE}{prefix}"
    return {
        name.removeprefix(whole): one(typed, name).strip()
        for name in typed
        if name.startswith(whole)
    }
