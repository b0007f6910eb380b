"""A draft: what somebody typed, the text it makes, and its page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kb.content import sources
from kb.content.documents import KINDS
from kb.web.present import form_typed
from kb.web.present.form_fields import MARKDOWN, Field, Shape, fields
from kb.web.present.form_problems import Wrong, placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kb.content.documents import Document
    from kb.errors import Problem
    from kb.web.present.form_typed import Typed

#: Where a new document will stand; what its file is called.
ADDRESS = Field(
    "id",
    "Address",
    "The end of the page's address, in small letters, figures and hyphens, such as"
    " ask-where-the-baby-sleeps. It stays, so put no name of a person in it.",
    Shape.LINE,
    required=True,
)
#: Begins the names of what is typed on the way to publishing, beside the form.
BESIDE = "_"


@dataclass(frozen=True)
class Writing:
    """What is typed for a document of a folder; `slug` is "" while it is new."""

    folder: str
    slug: str
    typed: Mapping[str, list[str]]

    @property
    def kind(self) -> type[Document]:
        """Give the kind of document."""
        return KINDS[self.folder]

    @property
    def new(self) -> bool:
        """Say whether the document does not exist yet."""
        return not self.slug

    @property
    def fields(self) -> tuple[Field, ...]:
        """List the fields of the form."""
        own = fields(self.kind)
        return (ADDRESS, *own) if self.new else own

    @property
    def identifier(self) -> str:
        """Give the id that the document has or will have."""
        return self.slug or form_typed.one(self.typed, ADDRESS.name).strip()

    @property
    def key(self) -> str:
        """Name the document among all of them."""
        return f"{self.folder}/{self.identifier}"

    @property
    def title(self) -> str:
        """Give the title as typed so far."""
        return form_typed.one(self.typed, "title").strip()

    @property
    def heading(self) -> str:
        """Say what is being written, with or without a title."""
        without = f"A {'new ' if self.new else ''}{self.kind.kind} without a title"
        return self.title or without

    @cached_property
    def values(self) -> dict[str, Any]:
        """Give the fields as typed, right or wrong."""
        return form_typed.values(fields(self.kind), self.typed)

    @property
    def source(self) -> str:
        """Write the text of the file."""
        front = {n: v for n, v in self.values.items() if n != MARKDOWN.name}
        return sources.written(self.kind, front, self.values[MARKDOWN.name])

    def wrong(self, problems: Iterable[Problem]) -> tuple[Wrong, ...]:
        """Find the input of every problem, the serious ones first."""
        found = placed(self.fields, self.typed, problems)
        return tuple(sorted(found, key=lambda one: not one.serious))


def typed_of(kind: type[Document], source: str) -> Typed:
    """Fill in the form with what a file says; raise InvalidContentError."""
    document = sources.read(kind, "any", source)
    whole = {**sources.fields_of(document), MARKDOWN.name: document.markdown}
    return form_typed.typed(fields(kind), whole)


def received(folder: str, sent: Mapping[str, list[str]], before: Typed) -> Typed:
    """Take from what was sent what belongs to the form, and keep what is beside it.

    Nothing else that is sent gets into a draft.
    """
    names = {field.name for field in fields(KINDS[folder])} | {ADDRESS.name}
    own = {n: list(v) for n, v in sent.items() if n.partition("-")[0] in names}
    beside = {n: v for n, v in before.items() if n.startswith(BESIDE)}
    return {**beside, **own}
