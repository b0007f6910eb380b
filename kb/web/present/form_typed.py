"""What is typed into the form, and the fields of a document: from one to the other.

Typed values are texts by the names of inputs, such as `updates-0-sources-1-url`. A row
is there when an input of its name (`updates-0`) or of one of its fields is sent; the
numbers of rows have gaps where rows were removed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kb.web.present.form_fields import TEXT, Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kb.web.present.form_fields import Field

Typed = dict[str, list[str]]
MOST_ROWS = 200
ROW = "row"
_NUMBER = r"-([0-9]{1,6})(?=-|\Z)"


def values(fields: Iterable[Field], typed: Mapping[str, list[str]]) -> dict[str, Any]:
    """Read the fields of a document, right or wrong, from what was typed."""
    return _values(fields, typed, "")


def typed(fields: Iterable[Field], of: Mapping[str, Any]) -> Typed:
    """Fill in the form for the fields of a document."""
    filled: Typed = {}
    _fill(filled, fields, of, "")
    return filled


def rows(typed: Mapping[str, list[str]], name: str) -> list[str]:
    """List the rows of a repeated part by name, in order: sources-0, sources-2 ..."""
    pattern = re.compile(re.escape(name) + _NUMBER)
    found = {int(match[1]) for one in typed if (match := pattern.match(one))}
    return [f"{name}-{number}" for number in sorted(found)[:MOST_ROWS]]


def with_row(typed: Mapping[str, list[str]], name: str) -> tuple[Typed, str]:
    """Add an empty row after the last one; give its name too."""
    last = rows(typed, name)[-1:]
    number = int(last[0].rpartition("-")[2]) + 1 if last else 0
    added = f"{name}-{number}"
    return {**typed, added: [ROW]}, added


def without_row(typed: Mapping[str, list[str]], row: str) -> Typed:
    """Take a row away with everything in it."""
    return {
        name: value
        for name, value in typed.items()
        if name != row and not name.startswith(f"{row}-")
    }


def one(typed: Mapping[str, list[str]], name: str) -> str:
    """Give what stands in one input, with line ends as files have them."""
    first = next(iter(typed.get(name, [])), "")
    return first.replace("\r\n", "\n").replace("\r", "\n")


def _values(
    fields: Iterable[Field], typed: Mapping[str, list[str]], prefix: str
) -> dict[str, Any]:
    return {field.name: _value(field, typed, prefix + field.name) for field in fields}


def _value(field: Field, typed: Mapping[str, list[str]], name: str) -> Any:  # noqa: ANN401 - text, list or parts
    if field.shape is Shape.ROWS:
        found = [_values(field.parts, typed, f"{row}-") for row in rows(typed, name)]
        return [part[TEXT] for part in found] if field.of_texts else found
    if field.shape is Shape.MANY:
        return [value for value in typed.get(name, []) if value]
    return one(typed, name).strip()


def _fill(
    filled: Typed, fields: Iterable[Field], of: Mapping[str, Any], prefix: str
) -> None:
    for field in fields:
        value, name = of.get(field.name), prefix + field.name
        if field.shape is Shape.ROWS:
            for number, part in enumerate(value or ()):
                filled[f"{name}-{number}"] = [ROW]
                inside = {TEXT: part} if field.of_texts else part
                _fill(filled, field.parts, inside, f"{name}-{number}-")
        elif field.shape is Shape.MANY:
            filled[name] = list(value or ())
        else:
            filled[name] = [] if value is None else [str(value)]
