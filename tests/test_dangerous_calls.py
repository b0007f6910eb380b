"""What the code never does, so that whole kinds of attack have no hold."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]
#: Made while building from a checkout; never run by a page.
BUILDING = "kb/web/assets.py"
#: Runs the virus scanner that whoever runs the site named, and nothing else.
SCANNING = "kb/board/scanning.py"
#: Its forms of words stand in a table of its own; what was typed only fills them.
FORMS = "kb/content/validation.py"
#: Sets a page by a template of its own; what was typed only comes in as values.
TYPESETTING = "kb/papers/pdf.py"
#: The illustrative year is drawn by a number that anybody may know: the same each time.
DRAWING = {
    "kb/publishing/illustrating.py",
    "kb/publishing/illustrated_training.py",
}
#: Steps of the tables: they run before anything was typed.
STEPS = "kb/migrations/versions/"
SPEAK = {
    "socket", "ssl", "smtplib", "ftplib", "telnetlib", "http.client", "urllib.request",
    "requests", "httpx", "urllib3", "authlib",
}  # fmt: skip
#: Where something may speak to another machine: e-mail, and the identity provider.
MAY_SPEAK = re.compile(r"kb/mail\.py|kb/(web|accounts)/(oidc|openid)\w*\.py")
RUNS = {"eval", "exec", "compile", "__import__", "render_template_string"}
STARTS = {"subprocess", "multiprocessing", "pty"}
STARTING = {"system", "popen", "execv", "execvp", "spawnv", "posix_spawn", "startfile"}
ASKS = {"text", "execute", "exec_driver_sql", "executescript", "executemany"}
MATCHES = {
    "compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall",
    "finditer",
}  # fmt: skip
IN_A_SCRIPT = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
    r"|localStorage|sessionStorage|indexedDB|document\.cookie|__proto__|postMessage"
)


def name_of(node: ast.expr) -> str:
    """Give the last part of what is called: `execute` of `session.execute`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported(tree: ast.AST, modules: set[str]) -> list[str]:
    return [
        name
        for name in imports(tree)
        if name in modules or any(name.startswith(f"{one}.") for one in modules)
    ]


def runs_text(tree: ast.AST) -> list[str]:
    """Find code, templates and forms of words that are made while the program runs."""
    found = []
    for call in calls(tree):
        of_re = (
            isinstance(call.func, ast.Attribute) and name_of(call.func.value) == "re"
        )
        made = name_of(call.func) in RUNS and not of_re
        formed = name_of(call.func) in {"format", "format_map"} and not (
            isinstance(call.func, ast.Attribute)
            and isinstance(call.func.value, ast.Constant)
        )
        if made or formed or name_of(call.func) == "from_string":
            found.append(ast.unparse(call))
    return found + imported(tree, {"pickle", "marshal", "shelve", "dill"})


def glued_sql(tree: ast.AST) -> list[str]:
    return [
        ast.unparse(call)
        for call in calls(tree)
        if name_of(call.func) in ASKS
        and call.args
        and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ]


def starts_programs(tree: ast.AST) -> list[str]:
    started = [ast.unparse(c) for c in calls(tree) if name_of(c.func) in STARTING]
    return started + imported(tree, STARTS)


def plain(node: ast.expr) -> bool:
    """Say whether a pattern is written in the code, or has what came in escaped."""
    if isinstance(node, ast.JoinedStr):
        return all(plain(value) for value in node.values)
    if isinstance(node, ast.FormattedValue):
        return plain(node.value)
    if isinstance(node, ast.BinOp):
        return plain(node.left) and plain(node.right)
    if isinstance(node, ast.Call):
        return ast.unparse(node.func) == "re.escape"
    if isinstance(node, ast.Attribute):
        return node.attr == "pattern" and plain(node.value)
    return isinstance(node, ast.Constant) or name_of(node).lstrip("_").isupper()


def patterns_from_input(tree: ast.AST) -> list[str]:
    """Find patterns that a function makes; those of a module are made of its words."""
    return [
        ast.unparse(call)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for call in calls(function)
        if ast.unparse(call.func) in {f"re.{one}" for one in MATCHES}
        and not plain(call.args[0])
    ]


def weak_hashes(tree: ast.AST) -> list[str]:
    weak = {"md5", "sha1", "new"}
    called = [
        ast.unparse(c)
        for c in calls(tree)
        if ast.unparse(c.func) in {f"hashlib.{one}" for one in weak}
    ]
    return called + imported(tree, {f"hashlib.{one}" for one in weak})


def weak_chance(tree: ast.AST) -> list[str]:
    return imported(tree, {"random"})


def foreign_code(tree: ast.AST) -> list[str]:
    return imported(tree, {"ctypes", "cffi"})


def speaks(tree: ast.AST) -> list[str]:
    return imported(tree, SPEAK)


def everywhere(finds: Callable[[ast.AST], list[str]]) -> dict[str, list[str]]:
    found = {}
    for path in sorted((ROOT / "kb").rglob("*.py")):
        hits = finds(ast.parse(path.read_text("utf-8")))
        if hits:
            found[path.relative_to(ROOT).as_posix()] = hits
    return found


def test_no_text_is_run_as_code() -> None:
    assert everywhere(runs_text).keys() <= {FORMS, TYPESETTING}


def test_no_sql_is_put_together_from_text() -> None:
    found = everywhere(glued_sql)
    assert [path for path in found if not path.startswith(STEPS)] == [], found


def test_no_program_is_started_but_the_build_and_the_virus_scanner() -> None:
    assert everywhere(starts_programs).keys() <= {BUILDING, SCANNING}


def test_no_pattern_is_made_from_input() -> None:
    assert everywhere(patterns_from_input) == {}


def test_no_weak_hash_is_used() -> None:
    assert everywhere(weak_hashes) == {}


def test_no_weak_chance_is_used() -> None:
    assert everywhere(weak_chance).keys() <= DRAWING


def test_the_program_is_python_alone() -> None:
    assert everywhere(foreign_code) == {}
    kinds = {path.suffix for path in (ROOT / "kb").rglob("*") if path.is_file()}
    assert not kinds & {".c", ".pyx", ".so", ".pyd"}


def test_only_mail_and_the_identity_provider_are_spoken_to() -> None:
    spoken = everywhere(speaks)
    assert [path for path in spoken if not MAY_SPEAK.fullmatch(path)] == [], spoken


@pytest.mark.parametrize(
    ("finds", "text"),
    [
        (runs_text, "eval(typed)"),
        (runs_text, "render_template_string(typed)"),
        (runs_text, "typed.format(name=1)"),
        (runs_text, "from pickle import loads"),
        (glued_sql, "session.execute(f'DELETE FROM {table}')"),
        (glued_sql, "text('SELECT ' + typed)"),
        (starts_programs, "os.system(typed)"),
        (starts_programs, "import subprocess"),
        (patterns_from_input, "def f(typed):\n  return re.search(typed, 'x')"),
        (patterns_from_input, "def f(typed):\n  return re.compile(f'a{typed}')"),
        (weak_hashes, "hashlib.md5(b'')"),
        (weak_hashes, "from hashlib import sha1"),
        (weak_chance, "import random"),
        (foreign_code, "import ctypes"),
        (speaks, "from urllib.request import urlopen"),
        (speaks, "import requests"),
    ],
)
def test_a_dangerous_call_is_seen(
    finds: Callable[[ast.AST], list[str]], text: str
) -> None:
    assert finds(ast.parse(text))


def test_scripts_keep_nothing_in_the_browser_and_make_no_markup() -> None:
    scripts = list((ROOT / "kb" / "web" / "static").glob("*.js"))
    assert scripts
    for path in scripts:
        assert IN_A_SCRIPT.findall(path.read_text("utf-8")) == [], path


def filled_scripts(template: str) -> list[str]:
    return re.findall(
        r"<script\b(?![^>]*\bsrc=)[^>]*>|<script[^>]*>(?!</script>)", template
    )


def test_no_template_puts_anything_into_a_script() -> None:
    templates = list((ROOT / "templates").rglob("*.html"))
    assert templates
    for path in templates:
        assert filled_scripts(path.read_text("utf-8")) == [], path


@pytest.mark.parametrize("text", ["<script>x</script>", '<script src="/a">{{ x }}'])
def test_a_script_with_something_in_it_is_seen(text: str) -> None:
    assert filled_scripts(text)
