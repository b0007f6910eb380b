"""The words of the field: terms, what else they are called, and how they hang together.

Not which documents carry them, and not how a search uses them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from kb.content import files, validation, yaml_strict
from kb.content.documents import Slug, Text  # noqa: TC001 - pydantic reads them
from kb.content.yaml_strict import Loaded
from kb.errors import InvalidContentError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

FILE = "vocabulary.yaml"
MOST_CHARACTERS = files.MOST_BYTES
_HISTORIC = re.compile(r"\s*\(historic term\)\s*\Z", re.IGNORECASE)


class Term(BaseModel):
    """A term as `vocabulary.yaml` writes it."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True
    )

    id: Slug
    """Its id; documents refer to it, so it stays."""
    preferred_label: Text
    """What every page calls it."""
    group: Slug
    """One of the groups of the file."""
    alternative_labels: tuple[Text, ...] = ()
    """Synonyms and acronyms; those ending `(historic term)` find and are not shown."""
    broader: tuple[Slug, ...] = ()
    """Ids of wider terms."""
    narrower: tuple[Slug, ...] = ()
    """Ids of narrower terms; worked out from `broader` too."""
    related: tuple[Slug, ...] = ()
    """Ids of terms worth looking at as well."""
    scope_note: str = ""
    """What the term means here."""


class _VocabularyFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = ""
    version: str = ""
    language: str = ""
    notes: tuple[str, ...] = ()
    groups: tuple[Slug, ...] = ()
    concepts: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """A term of the vocabulary."""

    id: str
    label: str
    group: str
    alternatives: tuple[str, ...] = ()
    historic: tuple[str, ...] = ()  #: for finding only, never shown
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    scope_note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """List all that the term is or was called, the label first."""
        return (self.label, *self.alternatives, *self.historic)


def same_name(text: str) -> str:
    """Fold a label so that case, hyphens, spaces and accents make no difference."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


@dataclass(frozen=True)
class Vocabulary:
    """All the terms."""

    concepts: Mapping[str, Concept] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    fingerprint: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def _names(self) -> Mapping[str, Concept]:
        names: dict[str, Concept] = {}
        for concept in self.concepts.values():
            for name in concept.names:
                names.setdefault(same_name(name), concept)
        return names

    def by_label(self, text: str) -> Concept | None:
        """Find the term that is called so, in any spelling of its name."""
        return self._names.get(same_name(text))

    def label(self, concept_id: str) -> str:
        """Give what pages call a term; an unknown one is called by its id."""
        concept = self.concepts.get(concept_id)
        return concept.label if concept else concept_id.replace("-", " ")

    def in_group(self, group: str) -> tuple[Concept, ...]:
        """List the terms of a group in the order of the file."""
        return tuple(c for c in self.concepts.values() if c.group == group)


def read(root: Path) -> tuple[Vocabulary, tuple[Problem, ...]]:
    """Read the vocabulary; a broken term is left out, a broken file gives none."""
    try:
        source = files.text_of(root / FILE, FILE)
        loaded = yaml_strict.load(source, 1, FILE, MOST_CHARACTERS)
        whole = validation.build(_VocabularyFile, loaded, FILE)
    except InvalidContentError as error:
        return Vocabulary(), error.problems
    problems: list[Problem] = []
    terms: dict[str, Term] = {}
    lines: dict[str, int] = {}
    for number, part in enumerate(_parts(loaded, whole)):
        line = loaded.line(("concepts", number))
        try:
            term = validation.build(Term, part, FILE)
        except InvalidContentError as error:
            problems += error.problems
            continue
        if term.id in terms:
            message = f"{term.id} is there twice; first on line {lines[term.id]}"
            problems.append(Problem(FILE, line, "id", message))
            continue
        terms[term.id], lines[term.id] = term, line
    problems += _unknown(terms, lines, whole.groups)
    concepts = {concept.id: concept for concept in _linked(terms)}
    problems += _doubled(concepts, lines)
    print_ = files.fingerprint(source)
    return Vocabulary(concepts, whole.groups, print_, lines), tuple(problems)


def _parts(loaded: Loaded, whole: _VocabularyFile) -> Iterator[Loaded]:
    """Cut the file into its terms, each with its lines."""
    lines: dict[object, dict[tuple[str | int, ...], int]] = defaultdict(dict)
    for path, line in loaded.lines.items():
        if path[:1] == ("concepts",) and len(path) > 1:
            lines[path[1]][path[2:]] = line
    for number, values in enumerate(whole.concepts):
        yield Loaded(values, lines[number])


def _linked(terms: Mapping[str, Term]) -> Iterator[Concept]:
    """Join the terms: narrower follows from broader, related holds both ways."""
    narrower: dict[str, list[str]] = defaultdict(list)
    related: dict[str, list[str]] = defaultdict(list)
    for term in terms.values():
        narrower[term.id] += term.narrower
        related[term.id] += term.related
        for wider in term.broader:
            narrower[wider].append(term.id)
        for other in term.related:
            related[other].append(term.id)
    for term in terms.values():
        former = [n for n in term.alternative_labels if _HISTORIC.search(n)]
        yield Concept(
            id=term.id,
            label=term.preferred_label,
            group=term.group,
            alternatives=tuple(n for n in term.alternative_labels if n not in former),
            historic=tuple(_HISTORIC.sub("", name) for name in former),
            broader=_known(term.broader, terms),
            narrower=_known(narrower[term.id], terms),
            related=_known(related[term.id], terms),
            scope_note=term.scope_note,
        )


def _known(ids: Iterable[str], terms: Mapping[str, Term]) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(ids) if one in terms)


def _unknown(
    terms: Mapping[str, Term], lines: Mapping[str, int], groups: tuple[str, ...]
) -> Iterator[Problem]:
    """Name every group and term that is referred to and not there."""
    for term in terms.values():
        if groups and term.group not in groups:
            yield Problem(FILE, lines[term.id], "group", f"{term.group} is not a group")
        for name in ("broader", "narrower", "related"):
            for other in getattr(term, name):
                if other not in terms:
                    message = f"{term.id}: {other} is not a term of the vocabulary"
                    yield Problem(FILE, lines[term.id], name, message)


def _doubled(
    concepts: Mapping[str, Concept], lines: Mapping[str, int]
) -> Iterator[Problem]:
    """Name every label that two terms share."""
    owner: dict[str, str] = {}
    for concept in concepts.values():
        for name in concept.names:
            other = owner.setdefault(same_name(name), concept.id)
            if other != concept.id:
                message = f"{concept.id}: “{name}” is a name of {other} too"
                yield Problem(FILE, lines[concept.id], "alternative_labels", message)
