"""What pydantic found wrong, in plain words and with the line where it stands."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from kb.content.yaml_strict import Loaded, field_name
from kb.errors import InvalidContentError, Problem

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)

#: A file that is all wrong is not worth a second's work.
MOST_PROBLEMS = 50
_SLUG = "must be an id of lower-case letters, digits and hyphens, such as ask-again"
_WORDS = {
    "missing": "is missing",
    "string_pattern_mismatch": _SLUG,
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "string_type": "must be text",
    "tuple_type": "must be a list, one `- item` a line",
    "too_short": "must have at least {min_length} item",
    "enum": "must be one of {expected}",
    "int_parsing": "must be a whole number",
    "greater_than_equal": "must be {ge} or more",
    "model_type": "must be fields, one `name: value` a line",
    "value_error": "{error}",
}
#: What a pattern asks for, by a part of it; the first that fits holds.
_PATTERNS = {
    "mailto": "must begin with mailto:, tel: or https://",
    "http": "must be a web address that begins with https:// or http://",
    r"\AR[": "must be R and a number, such as R1",
}


def build(kind: type[Model], loaded: Loaded, file: str, **more: object) -> Model:
    """Make a value of a kind from what YAML says, or raise all that is wrong."""
    written = {
        name: f"is not written in the file; it is the {what}"
        for name, what in {"id": "file's name", "markdown": "text below"}.items()
        if name in more and name in loaded.values
    }
    problems = [
        Problem(file, loaded.line((name,)), name, message)
        for name, message in written.items()
    ]
    try:
        value = kind.model_validate({**loaded.values, **more})
    except ValidationError as error:
        details = _first_causes(error.errors())[:MOST_PROBLEMS]
        problems += [_problem(kind, loaded, file, detail) for detail in details]
    if problems:
        raise InvalidContentError(sorted(problems))
    return value


def _first_causes(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out that a list is too short when an item of it is only wrong."""
    inside = {detail["loc"][:place] for detail in details for place in _above(detail)}
    return [d for d in details if d["type"] != "too_short" or d["loc"] not in inside]


def _above(detail: ErrorDetails) -> range:
    return range(1, len(detail["loc"]))


def _problem(
    kind: type[BaseModel], loaded: Loaded, file: str, detail: ErrorDetails
) -> Problem:
    """Say one thing that is wrong: where, what was expected and what was found."""
    path = tuple(detail["loc"])
    name = field_name(path)
    message = _expected(kind, detail)
    if detail["type"] not in {"missing", "extra_forbidden"}:
        message += f"; found {_found(detail['input'])}"
    return Problem(file, loaded.line(path), name, message)


def _expected(kind: type[BaseModel], detail: ErrorDetails) -> str:
    if detail["type"] == "extra_forbidden":
        return f"is not a field here{_meant(kind, detail)}"
    context = dict(detail.get("ctx") or {})
    pattern = str(context.get("pattern", ""))
    for part, asked in _PATTERNS.items():
        if part in pattern:
            return asked
    words = _WORDS.get(detail["type"])
    return words.format_map(context) if words else detail["msg"]


def _meant(kind: type[BaseModel], detail: ErrorDetails) -> str:
    """Suggest the field that was meant, or list those that there are."""
    if len(detail["loc"]) > 1:
        return ""
    known = [
        field.alias or name
        for name, field in kind.model_fields.items()
        if name not in {"id", "markdown"}
    ]
    close = get_close_matches(str(detail["loc"][0]), known, n=1)
    if close:
        return f"; did you mean {close[0]}?"
    return f"; fields are {', '.join(known)}"


def _found(value: object, most: int = 60) -> str:
    text = repr(value)
    return text if len(text) <= most else text[: most - 3] + "..."
