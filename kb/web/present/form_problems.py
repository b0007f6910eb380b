"""From what is wrong with a file to the input of the form where it can be mended."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.web.present.form_fields import MARKDOWN, TEXT, Shape
from kb.web.present.form_typed import rows
from kb.web.present.words import capital

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kb.errors import Problem
    from kb.web.present.form_fields import Field

_VERBS = ("is ", "must ", "looks ", "has ", "holds ", "says ")
_STEP = re.compile(r"\.?(?P<name>[a-z_]+)(?:\[(?P<number>[0-9]+)\])?")


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something to mend: the input where it is (or "") and what to say there."""

    input: str
    where: str
    message: str
    serious: bool = True

    @property
    def text(self) -> str:
        """Say it with the place in the form, for the list at the top."""
        return _sentence(self.where, self.message)

    @property
    def here(self) -> str:
        """Say it with the name of the field, beside the field."""
        return _sentence(self.where.rpartition(", ")[2], self.message)


def _sentence(where: str, message: str) -> str:
    """Begin with the field: `Title is missing`, `Text: broken link ...`."""
    if not where:
        return capital(message)
    return f"{where} {message}" if message.startswith(_VERBS) else f"{where}: {message}"


def placed(
    fields: Iterable[Field],
    typed: Mapping[str, list[str]],
    problems: Iterable[Problem],
) -> tuple[Wrong, ...]:
    """Find the input of every problem, in the order in which the problems came."""
    known = tuple(fields)
    return tuple(_wrong(known, typed, problem) for problem in problems)


def _wrong(
    fields: tuple[Field, ...], typed: Mapping[str, list[str]], problem: Problem
) -> Wrong:
    if not problem.field:
        # What has a line and no field is said of the text below the fields.
        name = MARKDOWN.name if problem.line > 1 else ""
        where = MARKDOWN.label if name else ""
        return Wrong(name, where, problem.message, problem.serious)
    steps = list(_walk(fields, typed, problem.field))
    name = steps[-1][0] if steps else ""
    where = ", ".join(label for _, label in steps) or problem.field
    return Wrong(name, where, problem.message, problem.serious)


def _walk(
    fields: tuple[Field, ...], typed: Mapping[str, list[str]], path: str
) -> Iterator[tuple[str, str]]:
    """Follow a path such as updates[2].status through the form, step by step."""
    prefix = ""
    for step in _STEP.finditer(path):
        field = next((one for one in fields if one.name == step["name"]), None)
        if field is None:
            return
        name, number = prefix + field.name, int(step["number"] or 0)
        if field.shape is not Shape.ROWS or not number:
            yield name, field.label
            return
        found = rows(typed, name)
        if not 1 <= number <= len(found):
            yield name, field.label
            return
        row = found[number - 1]
        alone = field.of_texts
        yield (f"{row}-{TEXT}" if alone else row), f"{field.one} {number}"
        fields, prefix = field.parts, f"{row}-"
