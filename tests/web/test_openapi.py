"""What openapi.json says is what the pages do, whatever a program asks."""

from __future__ import annotations

import ast
import inspect
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from kb.access import EDITORS, PUBLIC
from kb.web import api, asking, parameters
from kb.web.openapi import schema_of
from tests.factories import a_small_library
from tests.web.site import open_site

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from schemathesis.schemas import BaseSchema

PROGRAMS = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=100,
    suppress_health_check=list(HealthCheck),
)
NAMES = {"/api/search": ["q", "kind", "theme", "size"], "/suggest": ["q"]}


@pytest.fixture(scope="module", params=[PUBLIC, EDITORS])
def described(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> BaseSchema:
    content = a_small_library(tmp_path_factory.mktemp("library") / "content")
    app = open_site(content, request.param)
    return schemathesis.openapi.from_wsgi("/api/openapi.json", app)


@pytest.mark.parametrize("path", NAMES)
@pytest.mark.parametrize("mode", schemathesis.GenerationMode)
def test_every_answer_is_as_described(
    described: BaseSchema, path: str, mode: schemathesis.GenerationMode
) -> None:
    @given(case=described[path]["GET"].as_strategy(generation_mode=mode))
    @PROGRAMS
    def ask(case: schemathesis.Case[Any]) -> None:
        seen.add(case.call_and_validate().status_code)

    seen: set[int] = set()
    ask()
    assert 200 in seen or mode.is_negative


def test_the_description_names_what_the_pages_read(client: FlaskClient) -> None:
    paths = client.get("/api/openapi.json").get_json()["paths"]
    told = {
        path: [one["name"] for one in pages["get"]["parameters"]]
        for path, pages in paths.items()
    }
    assert told == NAMES
    assert _read_by(asking.read_strictly) | {"kind", "theme"} == set(
        told["/api/search"]
    )
    assert _read_by(api.suggest) == set(told["/suggest"])


def _read_by(function: Any) -> set[str]:
    """List the parameters that a function's text names when it reads an address."""
    calls = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(function)))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"_one", "request.args.get", "arguments.get"}
    ]
    constants = (
        found.value
        for call in calls
        for found in call.args
        if isinstance(found, ast.Constant) and isinstance(found.value, str)
    )
    return set(filter(None, constants))


def test_what_is_described_is_what_is_taken(client: FlaskClient) -> None:
    told = client.get("/api/openapi.json").get_json()
    search = {
        one["name"]: one["schema"]
        for one in told["paths"]["/api/search"]["get"]["parameters"]
    }
    kinds, themes = (search[name]["items"]["enum"] for name in ("kind", "theme"))
    assert kinds == ["lesson", "review", "policy", "report"]
    assert {"neglect", "co-sleeping"} <= set(themes)
    sizes = (search["size"]["minimum"], search["size"]["maximum"])
    for name, values in {"kind": kinds, "theme": themes, "size": sizes}.items():
        for value in values:
            with client.get("/api/search", query_string={name: value}) as response:
                assert response.status_code == 200, (name, value)
    for size in (sizes[0] - 1, sizes[1] + 1):
        assert client.get(f"/api/search?size={size}").status_code == 400


def test_a_number_is_described_by_its_limits() -> None:
    size = parameters.Parameter(about="", expected="x", most=5, default=2)
    assert size.schema() == {
        "type": "integer",
        "minimum": 1,
        "maximum": 5,
        "default": 2,
    }
    taken = {
        one for one in ("", "0", "1", "5", "6", "1.0", "²", "-1") if size.takes(one)
    }
    assert taken == {"1", "5"}


def test_a_type_without_a_name_in_json_schema_stops_the_description() -> None:
    with pytest.raises(KeyError):
        schema_of(bytes)


def test_the_description_is_the_same_for_every_reader(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    content = a_small_library(tmp_path_factory.mktemp("library") / "content")
    answers = {
        open_site(content, level).test_client().get("/api/openapi.json").data
        for level in (PUBLIC, EDITORS)
    }
    assert len(answers) == 1
