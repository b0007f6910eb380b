"""The command `kb` over a library of its own, here or in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from kb.cli import run
from tests.factories import a_small_library

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Answer:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Kb:
    """The command, with a library, an index and a database in one folder."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def index(self) -> Path:
        return self.folder / "index"

    @property
    def database(self) -> Path:
        return self.folder / "kb.sqlite3"

    @property
    def settings(self) -> dict[str, str]:
        return {
            "KB_CONTENT": str(self.content),
            "KB_SEARCH": f"whoosh:{self.index}",
            "KB_DATABASE": f"sqlite:///{self.database}",
        }

    def __call__(self, *arguments: str) -> Answer:
        """Run a command here."""
        self.capture.readouterr()
        code = run(arguments)
        said = self.capture.readouterr()
        assert "Traceback" not in said.err
        return Answer(code, said.out, said.err)

    def start(self, *arguments: str, **env: str) -> subprocess.Popen[str]:
        """Start a command in a process of its own."""
        return subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "kb.cli", *arguments],
            cwd=ROOT,
            env={**os.environ, **self.settings, **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@pytest.fixture
def kb(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Kb:
    command = Kb(tmp_path, capsys)
    a_small_library(command.content)
    for name, value in command.settings.items():
        monkeypatch.setenv(name, value)
    return command
