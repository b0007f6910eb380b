from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: A file, an import that does not belong there, and the contract that says so.
BREAKS = [
    ("kb/access.py", "import kb.web.home", "Imports point down"),
    ("kb/content/dates.py", "import kb.search.engine", "Imports point down"),
    ("kb/search/engine.py", "import kb.accounts.reads", "Imports point down"),
    ("kb/content/dates.py", "import flask", "know Flask"),
    ("kb/search/asking.py", "from flask import request", "know Flask"),
    ("kb/web/search.py", "from whoosh import index", "know Whoosh"),
    ("kb/search/asking.py", "import whoosh.qparser", "know Whoosh"),
    ("kb/web/documents.py", "import kb.content.library", "Pages see a Shelf"),
    ("kb/web/documents.py", "from kb.content import files", "Pages see a Shelf"),
]
#: Where text may be declared to be safe HTML, and why: nh3 has cleaned it just before.
MARKUP_ALLOWED: set[str] = set()
SAFE_WORDS = {"Markup", "do_mark_safe"}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "lint-imports"
    return subprocess.run(  # noqa: S603 - our own tool
        [program, "--no-cache", "--no-logo"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    leave = shutil.ignore_patterns("__pycache__", "static")
    shutil.copytree(ROOT / "kb", tmp_path / "kb", ignore=leave)
    shutil.copy(ROOT / "setup.cfg", tmp_path / "setup.cfg")
    return tmp_path


def test_every_contract_is_kept(copy: Path) -> None:
    report = lint(copy)
    assert report.returncode == 0, report.stdout + report.stderr
    assert "4 kept, 0 broken" in report.stdout


@pytest.mark.parametrize(("file", "line", "contract"), BREAKS)
def test_a_contract_that_is_broken_is_reported(
    copy: Path, file: str, line: str, contract: str
) -> None:
    with (copy / file).open("a", encoding="utf-8") as out:
        out.write(f"\n{line}\n")
    report = lint(copy)
    assert report.returncode == 1
    broken = [row for row in report.stdout.splitlines() if " BROKEN" in row]
    assert any(contract in row for row in broken), report.stdout


def test_an_import_for_types_alone_breaks_nothing(copy: Path) -> None:
    with (copy / "kb" / "web" / "documents.py").open("a", encoding="utf-8") as out:
        out.write("\nif TYPE_CHECKING:\n    from kb.content.library import Library\n")
    assert lint(copy).returncode == 0


def sources() -> list[Path]:
    return sorted((ROOT / "kb").rglob("*.py"))


def declares_safe(text: str) -> bool:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Name) and node.id in SAFE_WORDS:
            return True
        if isinstance(node, ast.Attribute) and node.attr in SAFE_WORDS:
            return True
        if isinstance(node, ast.alias) and node.name.split(".")[-1] in SAFE_WORDS:
            return True
    return False


def test_text_is_declared_safe_only_where_it_was_cleaned() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path in sources()
        if declares_safe(path.read_text("utf-8"))
    }
    assert found == MARKUP_ALLOWED


@pytest.mark.parametrize(
    "text",
    ["from markupsafe import Markup", "import flask\nflask.Markup('<b>')", "Markup(x)"],
)
def test_a_new_place_that_declares_text_safe_is_seen(text: str) -> None:
    assert declares_safe(text)


def unsafe(template: str) -> list[str]:
    return re.findall(r"\|\s*safe\b|autoescape\s+false|\bMarkup\b", template)


def test_no_template_switches_escaping_off() -> None:
    templates = [p for p in (ROOT / "templates").rglob("*") if p.is_file()]
    assert templates
    for path in templates:
        assert unsafe(path.read_text("utf-8")) == [], path


@pytest.mark.parametrize(
    "text", ["{{ x|safe }}", "{{ x | safe }}", "{% autoescape false %}"]
)
def test_a_template_that_switches_escaping_off_is_seen(text: str) -> None:
    assert unsafe(text)


def tracked() -> list[Path]:
    """List the files of the repository, or of the folder where there is no git."""
    git = shutil.which("git") or "git"
    listed = subprocess.run(  # noqa: S603 - a fixed command
        [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


#: Put together here, so that this file does not name them either.
HOSTS = ["pypi" + ".org", "python" + "hosted.org", "npmjs" + ".org", "npmjs" + ".com"]
PLACES = ["/wo" + "rk/", "/ho" + "me/", "/ro" + "ot/", ".." + "/shared", "/t" + "mp/"]


def test_no_file_names_a_registry_or_a_place_on_this_machine() -> None:
    files = tracked()
    assert len(files) > 100
    for path in files:
        if path.suffix in {".png", ".ico"}:
            continue
        text = path.read_text("utf-8")
        assert named(text) == [], path.relative_to(ROOT)


def named(text: str) -> list[str]:
    """List the hosts and places in a text; `a/b/` does not begin with `/b/`."""
    hosts = [name for name in HOSTS if name in text]
    return hosts + [p for p in PLACES if re.search(rf"(?<![\w*]){re.escape(p)}", text)]


@pytest.mark.parametrize("name", [*HOSTS, *PLACES])
def test_a_registry_or_a_place_is_seen(name: str) -> None:
    assert named(f"see {name}x") == [name]


LONGEST = 250


def test_no_file_swallows_the_program() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in sources()}
    assert {path.name for path, length in lengths.items() if length > LONGEST} == set()
