"""Making libraries that are large: the words of the starter library, and a long tail.

Every run makes the same documents. They mean nothing; what counts is that words are as
frequent, phrases as repeated and documents as long as in real reviews.
"""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import yaml

from kb.content import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEED = 2013
WORDS = 3000  #: in each document
TAIL = 20000  #: rare words, such as names of places and services
RARE = 0.06  #: how much of a text they make up
THEMED = 0.03  #: how much of it names one of the document's themes
SECTIONS = 8
_WORD = re.compile(r"[a-z]+")
_SYLLABLES = (
    "ba", "den", "ford", "hal", "ing", "ket", "lo", "mar", "ner", "ol", "pen", "ry",
    "sto", "ton", "ur", "ven", "wick", "yar",
)  # fmt: skip
_LONG = 6  #: letters; shorter words are poor questions
_SHARE = (("reviews", 0.5), ("lessons", 0.35), ("policies", 0.15))
_GROUPS = ("practice-theme", "harm-type", "family-factor")


@dataclass(frozen=True)
class Questions:
    """What is asked of a library, by kind of question."""

    by_kind: dict[str, tuple[str, ...]]


class Press:
    """Writes documents, always the same ones."""

    def __init__(self, starter: Path) -> None:
        self.starter = starter
        self.random = random.Random(SEED)  # noqa: S311 - the same every time

    @cached_property
    def frequencies(self) -> Counter[str]:
        """Count the words of the starter library."""
        files = sorted(self.starter.rglob("*.md"))
        texts = (file.read_text("utf-8").split("---\n")[-1] for file in files)
        return Counter(word for text in texts for word in _WORD.findall(text.lower()))

    @cached_property
    def tail(self) -> tuple[str, ...]:
        """Make rare words, each once."""
        made: dict[str, None] = {}
        while len(made) < TAIL:
            made[
                "".join(self.random.choices(_SYLLABLES, k=self.random.randint(2, 5)))
            ] = None
        return tuple(made)

    @cached_property
    def themes(self) -> tuple[vocabulary.Concept, ...]:
        """List the terms that documents are about."""
        words, _ = vocabulary.read(self.starter)
        return tuple(words.concepts.values())

    def library(self, root: Path, documents: int) -> Path:
        """Write a library of so many documents."""
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        for name in ("library.yaml", "vocabulary.yaml"):
            shutil.copy(self.starter / name, root / name)
        for number, (folder, slug) in enumerate(_names(documents)):
            (root / folder).mkdir(exist_ok=True)
            text = self._document(folder, number, documents)
            (root / folder / f"{slug}.md").write_text(text, "utf-8")
        return root

    def questions(self, each: int = 40) -> Questions:
        """Make questions of words and phrases that stand in the documents."""
        common = [
            w for w, _ in self.frequencies.most_common(1200)[150:] if len(w) >= _LONG
        ]
        labels = [c.label for c in self.themes if " " in c.label]
        pick = self.random.sample
        words = pick(common, each)
        return Questions(
            {
                "one word": tuple(words),
                "three words": tuple(" ".join(pick(common, 3)) for _ in range(each)),
                "phrase": tuple(f'"{label}"' for label in pick(labels, each)),
                "misspelt": tuple(word[:2] + word[3:] for word in reversed(words)),
            }
        )

    def _document(self, folder: str, number: int, documents: int) -> str:
        about = self.random.sample(self.themes, 4)
        front = yaml.safe_dump(self._front(folder, number, documents, about))
        return f"---\n{front}---\n\n{self._body(about)}"

    def _front(
        self, folder: str, number: int, documents: int, about: list[vocabulary.Concept]
    ) -> dict[str, Any]:
        review = f"review-{self.random.randrange(int(documents * _SHARE[0][1]))}"
        year = self.random.randint(1998, 2026)
        common: dict[str, Any] = {
            "title": f"{self._sentence(about, 7)[:-1]} {number}",
            "audience": "public",
            "status": "published",
            "owner": "Benchmark",
            "themes": [concept.id for concept in about],
        }
        own: dict[str, dict[str, Any]] = {
            "reviews": {
                "summary": self._sentence(about, 25), "review_type": "lcspr",
                "body": "A board", "nation": "england", "published": str(year),
                "harm_types": [self.random.choice(["neglect", "physical-abuse"])],
                "agencies": self.random.sample(["police", "school", "gp", "camhs"], 2),
                "verification": "full-report",
            },
            "lessons": {
                "statement": self._sentence(about, 20), "reviews": [review],
                "for": ["everyone"], "urgency": "inform", "strength": "one-case",
            },
            "policies": {
                "policy_kind": "protocol", "body": "A board",
                "updates": [
                    {
                        "date": str(year), "status": "in-force",
                        "what_changed": self._sentence(about, 20),
                        "from_reviews": [review], "link": "documented",
                    }
                ],
            },
        }  # fmt: skip
        return common | own[folder]

    def _body(self, about: list[vocabulary.Concept]) -> str:
        sections = []
        for number in range(SECTIONS):
            left, sentences = WORDS // SECTIONS, []
            while left > 0:
                sentences.append(self._sentence(about, self.random.randint(8, 26)))
                left -= len(sentences[-1].split())
            heading = f"## {self._sentence(about, 5)[:-1]} {number}"
            sections.append(f"{heading}\n\n{_paragraphs(sentences)}")
        return "\n\n".join(sections) + "\n"

    def _sentence(self, about: list[vocabulary.Concept], length: int) -> str:
        words = self.random.choices(self._known, cum_weights=self._weights, k=length)
        for place in range(length):
            chance = self.random.random()
            if chance < RARE:
                words[place] = self.tail[int(TAIL * self.random.random() ** 3)]
            elif chance < RARE + THEMED:
                concept = self.random.choice(about)
                words[place] = self.random.choice(
                    [concept.label, *concept.alternatives]
                )
        return f"{' '.join(words).capitalize()}."

    @cached_property
    def _known(self) -> tuple[str, ...]:
        return tuple(self.frequencies)

    @cached_property
    def _weights(self) -> tuple[int, ...]:
        return tuple(accumulate(self.frequencies.values()))


def _names(documents: int) -> Iterator[tuple[str, str]]:
    """Name the documents, reviews first."""
    left = documents
    for folder, share in _SHARE:
        here = left if folder == _SHARE[-1][0] else int(documents * share)
        left -= here
        kind = {"reviews": "review", "lessons": "lesson", "policies": "policy"}[folder]
        yield from ((folder, f"{kind}-{number}") for number in range(here))


def _paragraphs(sentences: list[str]) -> str:
    return "\n\n".join(
        " ".join(sentences[i : i + 5]) for i in range(0, len(sentences), 5)
    )
