"""Which fields the form of a kind of document has, read from the schema."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from kb.content.dates import When
from kb.content.sources import field_names
from kb.web.present import form_words as said
from kb.web.present.words import capital

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from kb.content.documents import Document


class Shape(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    LONG = "long"
    DAY = "day"
    WHEN = "when"
    NUMBER = "number"
    ONE = "one"
    MANY = "many"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form; `choices` names the list that its values come from."""

    name: str
    label: str
    hint: str
    shape: Shape
    required: bool = False
    choices: str = ""
    parts: tuple[Field, ...] = ()

    @property
    def one(self) -> str:
        """Name one of its rows."""
        return said.ONE[self.name]

    @property
    def of_texts(self) -> bool:
        """Say whether its rows are texts and not parts with fields of their own."""
        return [part.name for part in self.parts] == [TEXT]


#: What a row that is a mere text calls its one field.
TEXT = "text_alone"
#: Fields with ids, and the lists of `form_choices` that the ids come from.
CHOSEN = {
    "audience": "audiences",
    "themes": "themes",
    "ages": "ages",
    "review_type": "review_types",
    "nation": "nations",
    "naming": "namings",
    "outcome": "outcomes",
    "agencies": "agencies",
    "verification": "verification",
    "policy_kind": "policy_kinds",
    "for": "readers",
    "addressees": "readers",
    "review": "reviews",
    "reviews": "reviews",
    "from_reviews": "reviews",
    "lessons": "lessons",
    "from_lessons": "lessons",
}
_LONG = {"summary", "statement", "text", "what_changed", "methodology", "content_note"}
_LONG |= {"parallel_processes", "withdrawn_reason"}
_SHAPES: dict[type, Shape] = {date: Shape.DAY, When: Shape.WHEN, int: Shape.NUMBER}
_DATES = {
    Shape.DAY: "Such as 2024-05-01.",
    Shape.WHEN: "A year, a month or a day, such as 2024, 2024-05 or 2024-05-01.",
}
MARKDOWN = Field(
    "markdown", said.LABELS["markdown"], said.HINTS["markdown"], Shape.LONG
)


@cache
def fields(kind: type[Document]) -> tuple[Field, ...]:
    """List the fields of a kind of document, the text below them included."""
    return (*_fields(kind), MARKDOWN)


def _fields(model: type[BaseModel]) -> tuple[Field, ...]:
    return tuple(
        _field(model, written, model.model_fields[name])
        for name, written in field_names(model).items()
    )


def _field(model: type[BaseModel], name: str, info: FieldInfo) -> Field:
    inner = _inner(info.annotation)
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return _rows(name, info, _fields_of_part(inner))
    several = _is_tuple(info.annotation)
    choices = _choices(name, inner)
    if several and not choices:
        return _rows(name, info, (Field(TEXT, said.ONE[name], "", Shape.LONG),))
    shape = Shape.MANY if several else _shape(name, inner, choices)
    label = said.LABELS.get(name, capital(name.replace("_", " ")))
    return Field(
        name=name,
        label=label,
        hint=_hint(model, name, info, shape, label),
        shape=shape,
        required=info.is_required(),
        choices=choices,
    )


def _fields_of_part(part: type[BaseModel]) -> tuple[Field, ...]:
    """List the fields of a part, all of them: `id` is one of them there."""
    return tuple(
        _field(part, info.alias or name, info)
        for name, info in part.model_fields.items()
    )


def _rows(name: str, info: FieldInfo, parts: tuple[Field, ...]) -> Field:
    label = said.MANY.get(name, capital(name.replace("_", " ")))
    hint = said.HINTS.get(name, info.description or "")
    return Field(name, label, hint, Shape.ROWS, info.is_required(), parts=parts)


def _shape(name: str, inner: object, choices: str) -> Shape:
    if choices:
        return Shape.ONE
    if isinstance(inner, type) and inner in _SHAPES:
        return _SHAPES[inner]
    return Shape.LONG if name in _LONG or name.endswith("_note") else Shape.LINE


def _choices(name: str, inner: object) -> str:
    if isinstance(inner, type) and issubclass(inner, Enum):
        return inner.__name__
    return CHOSEN.get(name, "")


def _hint(
    model: type[BaseModel], name: str, info: FieldInfo, shape: Shape, label: str
) -> str:
    own = said.HINTS.get(f"{model.__name__}.{name}", said.HINTS.get(name))
    words = info.description or "" if own is None else own
    if words.rstrip(".") == label:
        words = ""
    return f"{words} {_DATES[shape]}".strip() if shape in _DATES else words


def _is_tuple(annotation: Any) -> bool:  # noqa: ANN401 - any type annotation
    return getattr(annotation, "__origin__", None) is tuple


def _inner(annotation: Any) -> Any:  # noqa: ANN401 - any type annotation
    """Find what an annotation is about: tuple[X, ...], Annotated[X, ...], X | None."""
    arguments = [one for one in get_args(annotation) if one not in {NoneType, ...}]
    if hasattr(annotation, "__metadata__") or arguments:
        return _inner(arguments[0])
    return annotation
