"""The tables of `docs/content.md`, as the code would write them."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, get_args

from kb.content import documents, settings, vocabulary

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

#: The headings of the page that have a table, and what is in it.
TABLES: dict[str, type[BaseModel]] = {
    "Every document": documents.Document,
    "Lesson": documents.Lesson,
    "Review": documents.Review,
    "Policy": documents.Policy,
    "Report": documents.Report,
    "An update of a policy": documents.Update,
    "A recommendation of a review": documents.Recommendation,
    "A source": documents.Source,
    "A publication": documents.Publication,
    "Later evidence": documents.LaterEvidence,
    "The library": settings.LibrarySettings,
    "An agency or role": settings.Agency,
    "A verification": settings.Verification,
    "A helpline": settings.Helpline,
    "How actions are followed up": settings.Tracking,
    "How courses are built": settings.Training,
    "A template of a course": settings.CourseTemplate,
    "A part of a template": settings.TemplatePart,
    "A term": vocabulary.Term,
}
NOT_WRITTEN = {"id", "markdown"}


def table(model: type[BaseModel]) -> list[str]:
    """Write the table of a model: its own fields, and not those of every document."""
    shared = set()
    if issubclass(model, documents.Document):
        shared = set(NOT_WRITTEN)
        if model is not documents.Document:
            shared |= set(documents.Document.model_fields)
    rows = [
        _row(field.alias or name, field)
        for name, field in model.model_fields.items()
        if name not in shared
    ]
    return ["| field | needed | what it says |", "| --- | --- | --- |", *rows]


def _row(name: str, field: FieldInfo) -> str:
    needed = "yes" if field.is_required() else "no"
    values = [value for one in _enums(field.annotation) for value in one]
    listed = f" One of {', '.join(f'`{value}`' for value in values)}." if values else ""
    said = " ".join((field.description or "").split())
    return f"| `{name}` | {needed} | {said}{listed} |"


def _enums(annotation: object) -> list[type[enum.StrEnum]]:
    """Find the enumeration in an annotation such as tuple[HarmType, ...]."""
    if isinstance(annotation, type) and issubclass(annotation, enum.StrEnum):
        return [annotation]
    return [found for part in get_args(annotation) for found in _enums(part)]
