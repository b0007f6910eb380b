"""What is promised, from `promises.yaml`: in plain words, with the tests that show it.

A test sees to it that each test named there exists, and that docs/security.md says
the same.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from kb.content import validation, yaml_strict
from kb.content.documents import Text  # noqa: TC001 - pydantic reads it

FILE = Path(__file__).parent / "promises.yaml"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Promise(_Part):
    """Something promised, and the tests that would fail if it were not kept."""

    number: str = Field(pattern=r"\AP[0-9]+\z")
    part: Text
    heading: Text
    words: Text
    shown_by: tuple[str, ...] = Field(min_length=1)

    @property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """Give each test as a sentence, and the file in which it stands."""
        pairs = (test.split("::") for test in self.shown_by)
        return tuple((_sentence(name), file) for file, name in pairs)


class Promises(_Part):
    """All that is promised, and what is not."""

    promises: tuple[Promise, ...]
    not_promised: tuple[Text, ...]
    not_there_yet: tuple[Text, ...]

    @property
    def parts(self) -> dict[str, list[Promise]]:
        """Give the promises by the part of the work that they are about."""
        parts: dict[str, list[Promise]] = {}
        for promise in self.promises:
            parts.setdefault(promise.part, []).append(promise)
        return parts


@cache
def read() -> Promises:
    """Read what is promised."""
    source = FILE.read_text("utf-8")
    loaded = yaml_strict.load(source, 1, FILE.name)
    return validation.build(Promises, loaded, FILE.name)


def _sentence(name: str) -> str:
    words = name.removeprefix("test_").replace("_", " ")
    return words[:1].upper() + words[1:]
