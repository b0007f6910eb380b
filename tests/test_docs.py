from __future__ import annotations

import configparser
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement

from kb.cli import kb
from kb.config import SETTINGS, Config, variable

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click

ROOT = Path(__file__).parents[1]
PAGES = sorted(path for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")))
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def rows(page: str) -> Iterator[list[str]]:
    for line in page.splitlines():
        if line.startswith("|") and not line.startswith("| ---"):
            cells = re.split(r"(?<!\\)\|", line.strip("|"))
            yield [cell.strip().replace("\\|", "|") for cell in cells]


#: What the README says of a setting that is empty unless it is set.
EMPTY = {"secret_key": "made once", "ledger": "beside the database"}


def test_the_readme_lists_every_setting_with_its_default() -> None:
    listed = {
        cells[0].strip("`"): cells[1].strip("`")
        for cells in rows(README)
        if cells[0].startswith("`KB_")
    }
    plain = Config()
    assert listed == {
        variable(name): str(getattr(plain, name)) or EMPTY.get(name, "empty")
        for name in SETTINGS
    }


def test_no_other_variable_is_read_or_promised() -> None:
    known = {variable(name) for name in SETTINGS}
    sources = [*(ROOT / "kb").rglob("*.py"), *PAGES]
    for path in sources:
        named = re.findall(r"\bKB_[A-Z_]+\b", path.read_text("utf-8"))
        assert set(named) <= known, path


def commands() -> dict[str, click.Command]:
    return dict(kb.commands)


def test_the_readme_lists_every_command() -> None:
    listed = {
        cells[0].strip("`").split()[1]
        for cells in rows(README)
        if cells[0].startswith("`kb ")
    }
    assert listed == set(commands())


def test_the_readme_names_every_option_of_a_command() -> None:
    for cells in rows(README):
        if not cells[0].startswith("`kb "):
            continue
        command = commands()[cells[0].strip("`").split()[1]]
        options = {
            option
            for parameter in command.params
            for option in parameter.opts
            if option.startswith("--")
        }
        assert set(re.findall(r"--[a-z]+", cells[1])) == options, command.name


def test_every_command_explains_itself() -> None:
    for name, command in commands().items():
        assert command.help, name
        assert command.help.split("\n")[0].endswith("."), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_links_to_is_there(page: Path) -> None:
    words = re.sub(r"^ {4}.*$", "", page.read_text("utf-8"), flags=re.MULTILINE)
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", words):
        if not target.startswith("https://"):
            assert (page.parent / target).exists(), target


def test_decisions_are_numbered_and_say_what_they_cost() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [page.name[:4] for page in pages] == [
        f"{number:04}" for number in range(1, len(pages) + 1)
    ]
    for number, page in enumerate(pages, start=1):
        text = page.read_text("utf-8")
        assert text.startswith(f"# {number}. "), page.name
        for part in ("**Context.**", "**Decision.**", "**Price.**"):
            assert part in text, page.name
        assert len(text.splitlines()) < 60, page.name


def test_every_dependency_is_listed_with_its_licence() -> None:
    listed = {
        name.strip().lower()
        for cells in rows(CONTRIBUTING)
        for name in re.split(r",| \(", cells[0])
    }
    setup = configparser.ConfigParser(interpolation=None)
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    for requirement in (
        *setup["options"]["install_requires"].split(),
        *setup["options.extras_require"]["dev"].split(),
    ):
        name = Requirement(requirement).name.lower()
        assert ("types-*" if name.startswith("types-") else name) in listed, name


def test_the_version_is_in_the_changelog() -> None:
    setup = configparser.ConfigParser(interpolation=None)
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    assert setup["metadata"]["version"] in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_starter_library_is_as_large_as_is_said() -> None:
    for page in (README, (ROOT / "CHANGELOG.md").read_text("utf-8")):
        said = re.search(r"(\d+) reviews, (\d+) policies [a-z ,]+ (\d+) lessons", page)
        assert said
        counts = (
            len(list((ROOT / "content" / folder).glob("*.md")))
            for folder in ("reviews", "policies", "lessons")
        )
        assert [int(number) for number in said.groups()] == list(counts)


def test_the_two_commands_are_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"`?make ([a-z]+)", README + CONTRIBUTING):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
