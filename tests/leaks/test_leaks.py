"""Nothing that a reader may not read comes out by any address of the site."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kb.access import PUBLIC
from kb.web import actions_asked, asking, board_scope
from tests.leaks.site import (
    build_site,
    canaries_met,
    differences,
    everything,
    hidden_from,
    index,
    open_site,
    open_to_caches,
    sample,
)
from tests.leaks.walk import PARAMETERS, Walker, ask
from tests.leaks.world import LEVELS, World, build

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture(scope="module")
def world() -> World:
    return build()


@pytest.fixture(scope="module", params=LEVELS)
def level(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def site(world: World, level: str, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return build_site(world, tmp_path_factory.mktemp(level), level)


@pytest.fixture(scope="module")
def walker(site: Flask) -> Walker:
    """Give somebody who remembers, for all of these look at the same answers."""
    return Walker(site)


def test_no_secret_comes_out_at_any_address(
    world: World, site: Flask, walker: Walker, level: str
) -> None:
    asked = everything(world, site, hidden_from(world, level))
    assert list(canaries_met(world, walker, level, asked)) == []


def test_the_walk_meets_the_secrets_of_those_who_may_read_them(
    world: World, site: Flask, walker: Walker, level: str
) -> None:
    mine = {s.where for s in world.secrets if s not in hidden_from(world, level)}
    asked = [a for a in everything(world, site, ()) if "zu" in a]
    met = list(canaries_met(world, walker, "", asked))
    found = {where for where in mine for leak in met if leak.startswith(where)}
    unseen = {where.rpartition(": ")[2] for where in mine - found}
    assert unseen <= {"id", "theme", "pseudonym"}


def test_a_site_without_what_is_hidden_gives_the_very_same_bytes(
    world: World, site: Flask, walker: Walker, level: str, tmp_path: Path
) -> None:
    twin = Walker(build_site(world, tmp_path, level, cut_to=level))
    asked = everything(world, site, sample(hidden_from(world, level)))
    assert list(differences(walker, twin, asked)) == []


def test_an_index_made_when_all_was_open_does_not_move_a_byte(
    world: World, site: Flask, walker: Walker, level: str, tmp_path: Path
) -> None:
    index(world.write(tmp_path / "opened", opened=True), tmp_path / "stale")
    content = world.write(tmp_path / "content")
    stale = Walker(open_site(content, tmp_path / "stale", level))
    asked = everything(world, site, sample(hidden_from(world, level)))
    assert list(canaries_met(world, stale, level, asked)) == []
    assert list(differences(stale, walker, asked)) == []


def test_not_there_and_not_for_you_are_one_answer(
    world: World, site: Flask, level: str
) -> None:
    client = site.test_client()
    hidden = {s.audience for s in hidden_from(world, level)} - {""}
    for file in world.files:
        if file.audience in hidden:
            answer = ask(client, f"/{file.folder}/{file.id}")
            assert answer.status == 404
            assert answer == ask(client, f"/{file.folder}/no-such-thing")


def test_only_what_anyone_may_see_is_kept_by_caches(
    world: World, site: Flask, walker: Walker, level: str
) -> None:
    asked = everything(world, site, ())
    found = list(open_to_caches(walker, asked))
    assert (found == []) == (level != PUBLIC)


@pytest.mark.parametrize("audience", LEVELS)
def test_an_index_folder_holds_no_word_from_above(
    world: World, audience: str, tmp_path: Path
) -> None:
    index(world.write(tmp_path / "content"), tmp_path / "index")
    folder = tmp_path / "index" / audience
    held = b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    others = [s.word for s in world.secrets if s.audience != audience]
    assert [word for word in others if word.encode() in held] == []


def test_every_query_parameter_that_a_page_reads_is_walked() -> None:
    walked = {name for names in PARAMETERS.values() for name in names}
    read = {*asking.PARAMETERS, *actions_asked.NAMES, *board_scope.NAMES}
    for path in (Path(__file__).parents[2] / "kb" / "web").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            read |= _parameters_read(node)
    assert {"q", "from", "size"} <= read, "the test no longer sees what pages read"
    assert read == walked


#: How pages read what is in an address; the log hands its own on to its next page.
WAYS = {"request.args.to_dict", "request.args.get", "request.args,"}
#: How pages read what a form sends; tests/leaks/test_writes.py sends all of it.
FORMS = {
    "request.form", "request.form,", "request.form:", "request.form.get",
    "request.form.getlist", "request.form.items", "request.form.to_dict",
    "request.files.get",
}  # fmt: skip


def test_parameters_are_read_in_one_way_only() -> None:
    ways = set()
    for path in (Path(__file__).parents[2] / "kb" / "web").rglob("*.py"):
        ways |= set(
            re.findall(
                r"request\.(?:args|values|form|cookies|json|data|files)\S*",
                path.read_text("utf-8"),
            )
        )
    assert {way.split("(")[0] for way in ways} <= WAYS | FORMS


def _parameters_read(node: ast.AST) -> set[str]:
    """Name the parameters in `request.args.get("q")` or `_one(arguments, "q")`."""
    if not isinstance(node, ast.Call) or not node.args:
        return set()
    call = ast.unparse(node.func)
    from_address = call in {"request.args.get", "arguments.get"}
    first = node.args[0] if from_address else None
    if ast.unparse(node.args[0]) == "arguments" and len(node.args) > 1:
        first = node.args[1]
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        return {first.value}
    return set()
