"""The text of a file, made from a document's fields, so that people like to read it.

Fields stand in the order of the schema and empty ones are left out. Reading the text
gives the same fields again; `kb.content.files` reads it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import BaseModel

from kb.content import files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.content.documents import Document

#: Not written in the front matter: the file's name, and the text below.
APART = frozenset({"id", "markdown"})
_WIDTH = 100
_EMPTY: tuple[object, ...] = (None, "", [], {})
#: What `kb.content.yaml_strict` takes for nothing unless it stands in quotes.
_NOTHING = re.compile(r"^(?:~|null|)$", re.IGNORECASE)
#: Characters that must be written as escapes, or the file is refused.
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_READ_AS_TEXT = {"tag:yaml.org,2002:int", "tag:yaml.org,2002:timestamp"}


def text_of(document: Document) -> str:
    """Write a document as the text of its file."""
    return written(type(document), fields_of(document), document.markdown)


def written(kind: type[Document], fields: Mapping[str, Any], markdown: str) -> str:
    """Write fields, right or wrong, and the text below them."""
    front = yaml.dump(
        _ordered(kind, fields),
        Dumper=_Plain,
        allow_unicode=True,
        sort_keys=False,
        width=_WIDTH,
    )
    below = markdown.replace("\r\n", "\n").strip()
    fence = files.FENCE
    return f"{fence}\n{front}{fence}\n" + (f"\n{below}\n" if below else "")


def read(kind: type[Document], slug: str, source: str) -> Document:
    """Make a document of the text of its file, or raise InvalidContentError."""
    return files.parse(kind, slug, source).document


def fields_of(document: Document) -> dict[str, Any]:
    """Give the fields of a document by the names that its file has for them."""
    fields = _plain(document)
    return {name: value for name, value in fields.items() if name not in APART}


def field_names(kind: type[BaseModel]) -> dict[str, str]:
    """Give the name in the file of each field of a kind or part, in order."""
    return {
        name: field.alias or name
        for name, field in kind.model_fields.items()
        if name not in APART
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    """Make a value of texts, lists and mappings."""
    if isinstance(value, BaseModel):
        return {
            field.alias or name: _plain(getattr(value, name))
            for name, field in type(value).model_fields.items()
        }
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if value is None:
        return None
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _ordered(kind: type[Document], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Put fields into the order of the schema, without the empty ones."""
    known = {name: fields.get(name) for name in field_names(kind).values()}
    return _without_empty({**known, **fields})


def _without_empty(fields: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: _kept(value) for name, value in fields.items()}
    return {name: value for name, value in kept.items() if value not in _EMPTY}


def _kept(value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    """Leave out what is empty inside a part; items of a list all stay."""
    if isinstance(value, dict):
        return _without_empty(value)
    return [_kept(item) for item in value] if isinstance(value, list) else value


class _Plain(yaml.SafeDumper):
    """Writes as people do: dates bare, ids in one line, parts indented."""

    def increase_indent(
        self,
        flow: bool = False,  # noqa: FBT001, FBT002 - as PyYAML calls it
        indentless: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """Put the items of a list deeper than its name."""
        del indentless
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: object) -> bool:
        """Write a value twice where it stands twice; files have no anchors."""
        del data
        return True


_Plain.yaml_implicit_resolvers = {
    first: [rule for rule in rules if rule[0] not in _READ_AS_TEXT]
    for first, rules in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
_Plain.add_implicit_resolver("tag:yaml.org,2002:null", _NOTHING, ["~", "n", "N", ""])


def _text(dumper: _Plain, text: str) -> yaml.ScalarNode:
    """Write a text: several lines as they are, what nobody can see as escapes."""
    escaped = _ESCAPED.search(text) or text.endswith("\n")
    style = '"' if escaped else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


def _list(dumper: _Plain, items: list[Any]) -> yaml.SequenceNode:
    """Write ids in one line, and everything else one a line."""
    ids = all(isinstance(item, str) and _ID.fullmatch(item) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=ids)


_Plain.add_representer(str, _text)
_Plain.add_representer(list, _list)
