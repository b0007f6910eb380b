from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import distribution, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
BUILT_FROM = ("setup.cfg", "pyproject.toml", "README.md", "LICENSE")
ASK = """
import sys
from pathlib import Path
import kb
from kb.app import create_app, templates_folder
from kb.config import Config
home = Path(sys.argv[1])
assert Path(kb.__file__).is_relative_to(home), kb.__file__
assert templates_folder() == home / "kb" / "templates", templates_folder()
app = create_app(Config(content=Path(sys.argv[2]), search="memory:", secret_key="k"))
client = app.test_client()
for address in ("/", "/search?q=neglect", "/lessons/", "/static/govuk/govuk.css"):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status)
from kb.db import open_database
open_database("sqlite://")
from importlib import resources
assert (resources.files("kb.cli") / "drafts" / "lesson.md").is_file()
"""


@pytest.fixture(scope="module")
def setup() -> configparser.ConfigParser:
    read = configparser.ConfigParser(interpolation=None)
    read.read(ROOT / "setup.cfg", encoding="utf-8")
    return read


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    source = tmp_path_factory.mktemp("source")
    for name in BUILT_FROM:
        shutil.copy(ROOT / name, source / name)
    for folder in ("kb", "templates"):
        leave = shutil.ignore_patterns("__pycache__", "*.pyc")
        shutil.copytree(ROOT / folder, source / folder, ignore=leave)
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    options = ["--no-build-isolation", "--wheel-dir", str(target), str(source)]
    subprocess.run([*command, *options], check=True)  # noqa: S603 - our own package
    (made,) = target.glob("*.whl")
    return zipfile.ZipFile(made)


def packages_on_disk() -> set[str]:
    found = {p.parent for p in (ROOT / "kb").rglob("*.py")}
    names = {".".join(folder.relative_to(ROOT).parts) for folder in found}
    return names | {"kb.templates"}


def test_the_packages_listed_are_those_on_the_disk(
    setup: configparser.ConfigParser,
) -> None:
    listed = setup["options"]["packages"].split()
    assert listed == sorted(packages_on_disk())


def test_every_package_says_what_it_is_for() -> None:
    for name in packages_on_disk() - {"kb.templates"}:
        first = ROOT.joinpath(*name.split("."), "__init__.py")
        assert first.read_text("utf-8").startswith('"""'), name


def test_the_wheel_holds_every_file_of_the_program(wheel: zipfile.ZipFile) -> None:
    here = {
        f"kb/{path.relative_to(ROOT / 'kb').as_posix()}"
        for path in (ROOT / "kb").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    } | {
        f"kb/templates/{path.relative_to(ROOT / 'templates').as_posix()}"
        for path in (ROOT / "templates").rglob("*")
        if path.is_file()
    }
    inside = {name for name in wheel.namelist() if name.startswith("kb/")}
    assert inside == here
    assert "kb/web/static/govuk/govuk.css" in inside


def test_the_wheel_runs_away_from_the_checkout(
    wheel: zipfile.ZipFile, tmp_path: Path
) -> None:
    wheel.extractall(tmp_path)
    subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", ASK, str(tmp_path), str(ROOT / "content")],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        check=True,
    )


def test_the_command_is_installed() -> None:
    (point,) = distribution("kb").entry_points.select(group="console_scripts")
    assert (point.name, point.value) == ("kb", "kb.cli:main")


def pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {_plain(name): version for name, version in pairs}


def test_every_dependency_has_an_exact_version() -> None:
    listed = pinned()
    for requirement in requires("kb") or []:
        name = Requirement(requirement).name
        assert _plain(name) in listed, requirement


def test_the_versions_are_those_that_the_tests_run_with() -> None:
    listed = pinned()
    for requirement in requires("kb") or []:
        name = Requirement(requirement).name
        assert distribution(name).version == listed[_plain(name)]


def test_what_answers_differently_in_other_versions_is_pinned(
    setup: configparser.ConfigParser,
) -> None:
    wanted = setup["options"]["install_requires"].split()
    assert "whoosh3==3.54.0" in wanted
    assert "govuk-frontend-jinja==4.1.0" in wanted


def test_nothing_that_is_shipped_is_under_the_gpl() -> None:
    seen: set[str] = set()
    left = ["kb"]
    while left:
        name = left.pop()
        if name in seen:
            continue
        seen.add(name)
        said = distribution(name).metadata.json
        texts = [said.get(word, "") for word in ("license_expression", "license")]
        # Where there is a choice we take the one that is not the GPL.
        chosen = [re.sub(r" OR [AL]?GPL[\w.-]*", "", f"{text}"[:200]) for text in texts]
        licence = f"{chosen} {said.get('classifier')}"
        assert not re.search(r"\b[AL]?GPL|General Public", licence), name
        needed = map(Requirement, requires(name) or [])
        left += [
            one.name
            for one in needed
            if one.marker is None or one.marker.evaluate({"extra": ""})
        ]
    assert len(seen) > 15


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
