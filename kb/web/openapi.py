"""A description of the programming interface for programs: OpenAPI 3.1."""

from __future__ import annotations

from typing import (
    TYPE_CHECKING,
    Any,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from flask import Blueprint, jsonify, url_for

from kb.access import Can
from kb.search.answers import Answer
from kb.web import api, current, parameters
from kb.web.guard import Audience, needs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue

    from kb.web.parameters import Parameter

pages = Blueprint("openapi", __name__)
VERSION = "1.0"
#: Names of Python's types in JSON Schema.
_SIMPLE = {str: "string", int: "integer", float: "number"}


@pages.get("/api/openapi.json")
@needs(Can.READ, audience=Audience.ANYONE)
def show() -> ResponseReturnValue:
    """Describe what programs may ask and what they are answered."""
    themes = current.shelf().vocabulary.concepts
    search = _operation(
        "search",
        "Find documents, the best first",
        parameters.of_search(themes),
        Answer,
    )
    search["responses"]["400"] = _answer("A parameter cannot be used", api.Refused)
    suggest = _operation(
        "suggest",
        "Complete what somebody types with themes and titles",
        parameters.SUGGEST,
        list[api.Suggested],
    )
    return jsonify(
        openapi="3.1.0",
        info={"title": current.settings().title, "version": VERSION},
        servers=[{"url": "/"}],
        paths={
            url_for("api.search"): {"get": search},
            url_for("api.suggest"): {"get": suggest},
        },
    )


def _operation(
    name: str, summary: str, taken: Mapping[str, Parameter], given: object
) -> dict[str, Any]:
    """Describe a page: what it takes and what it answers when all is well."""
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [_parameter(key, one) for key, one in taken.items()],
        "responses": {"200": _answer(summary, given)},
    }


def _parameter(name: str, one: Parameter) -> dict[str, Any]:
    schema = one.schema()
    return {
        "name": name,
        "in": "query",
        "description": one.about,
        "schema": {"type": "array", "items": schema} if one.many else schema,
    }


def _answer(about: str, kind: object) -> dict[str, Any]:
    content = {"application/json": {"schema": schema_of(kind)}}
    return {"description": about, "content": content}


def schema_of(kind: Any) -> dict[str, Any]:  # noqa: ANN401 - any type of an answer
    """Describe a type as JSON Schema does; each key of a TypedDict is always there."""
    if is_typeddict(kind):
        hints = get_type_hints(kind)
        return {
            "type": "object",
            "properties": {name: schema_of(one) for name, one in hints.items()},
            "required": list(hints),
            "additionalProperties": False,
        }
    if get_origin(kind) is list:
        return {"type": "array", "items": schema_of(get_args(kind)[0])}
    if get_origin(kind) is dict:
        return {
            "type": "object",
            "additionalProperties": schema_of(get_args(kind)[1]),
        }
    return {"type": _SIMPLE[kind]}
