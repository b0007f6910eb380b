"""Reading YAML so that nothing in it can be misread.

YAML fails open: of two keys the last wins, anchors and tags bring bombs, `no` is a
truth value. Here every value is text, a list or a mapping, each key stands once, and
whatever else YAML can do is refused with the line where it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from kb.errors import InvalidContentError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_CHARACTERS = 64 * 1024
MOST_LEVELS = 6
#: Line breaks to YAML that no editor of text shows as such, and the BOM.
_INVISIBLE = re.compile("[\ufeff\x85\u2028\u2029\r\x00]")
_EMPTY = {"", "~", "null"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a YAML text says, and on which line each key or item stands."""

    values: dict[str, Any]
    lines: Mapping[tuple[str | int, ...], int]

    def line(self, path: tuple[str | int, ...]) -> int:
        """Give the line of a key, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 0)


def load(text: str, first_line: int, file: str, most: int = MOST_CHARACTERS) -> Loaded:
    """Read a mapping, or raise everything that is wrong; lines count on from first."""
    reading = _Reading(file, first_line)
    reading.refuse_characters(text, most)
    try:
        reading.events = yaml.parse(text, Loader=yaml.CSafeLoader)
        values = reading.document()
    except yaml.YAMLError as error:
        reading.stop(_line_of(error, text), "", f"is not YAML: {_reason(error)}")
    if reading.problems:
        raise InvalidContentError(reading.problems)
    return Loaded(values, reading.lines)


class _Reading:
    """The state of reading one text: where it is and what was wrong so far."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.events: Iterator[yaml.Event] = iter(())
        self.lines: dict[tuple[str | int, ...], int] = {(): first_line}
        self.problems: list[Problem] = []

    def note(self, line: int, field: str, message: str) -> None:
        """Keep a problem and read on."""
        self.problems.append(Problem(self.file, self.first_line + line, field, message))

    def stop(self, line: int, field: str, message: str) -> NoReturn:
        """Give up: from here on nothing can be relied on."""
        self.note(line, field, message)
        raise InvalidContentError(self.problems)

    def refuse_characters(self, text: str, most: int) -> None:
        """Refuse a text that is too long or holds what nobody can see."""
        if len(text) > most:
            self.stop(0, "", f"is longer than {most} characters")
        if found := _INVISIBLE.search(text):
            line = text.count("\n", 0, found.start())
            code = f"U+{ord(found[0]):04X}"
            self.stop(line, "", f"holds an invisible character, {code}; delete it")

    def next(self) -> yaml.Event:
        """Take the next event, refusing what this dialect does not have."""
        event = next(self.events)
        line = _line(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self.stop(line, "", "anchors and aliases (& and *) are not used here")
        if tag := getattr(event, "tag", None):
            self.stop(line, "", f"tags such as {tag} are not used here")
        return event

    def document(self) -> dict[str, Any]:
        """Read the one mapping that a text must be."""
        self.next()
        if isinstance(self.next(), yaml.StreamEndEvent):
            self.stop(0, "", "is empty; fields were expected")
        event = self.next()
        if not isinstance(event, yaml.MappingStartEvent):
            message = "must be fields, one `name: value` a line"
            self.stop(_line(event), "", message)
        values = self.mapping((), 1)
        self.next()
        after = self.next()
        if not isinstance(after, yaml.StreamEndEvent):
            self.stop(_line(after), "", "holds a second YAML document")
        return values

    def value(self, event: yaml.Event, path: tuple[str | int, ...], level: int) -> Any:  # noqa: ANN401 - it is whatever the file says
        """Read whatever an event begins; an empty value is None."""
        if isinstance(event, yaml.ScalarEvent):
            plain = event.implicit[0]
            return None if plain and event.value.lower() in _EMPTY else event.value
        if level >= MOST_LEVELS:
            self.stop(_line(event), field_name(path), "is nested too deeply")
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path, level + 1)
        return self.mapping(path, level + 1)

    def mapping(self, path: tuple[str | int, ...], level: int) -> dict[str, Any]:
        """Read a mapping, each key once; keys with an empty value are left out."""
        values: dict[str, Any] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            line = _line(event)
            if not isinstance(event, yaml.ScalarEvent) or event.value == "<<":
                self.stop(line, field_name(path), "a field's name must be plain text")
            here = (*path, event.value)
            if here in self.lines:
                message = f"is written twice; first on line {self.lines[here]}"
                self.note(line, field_name(here), message)
            self.lines.setdefault(here, self.first_line + line)
            value = self.value(self.next(), here, level)
            if value is not None:
                values[event.value] = value
        return values

    def sequence(self, path: tuple[str | int, ...], level: int) -> list[Any]:
        """Read a list; an empty item is an error."""
        values: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            here = (*path, len(values))
            line = _line(event)
            self.lines[here] = self.first_line + line
            value = self.value(event, here, level)
            if value is None:
                self.note(line, field_name(here), "is an empty item")
            values.append(value)
        return values


def _line_of(error: yaml.YAMLError, text: str) -> int:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return error.problem_mark.line
    return text.count("\n", 0, getattr(error, "position", 0) or 0)


def _reason(error: yaml.YAMLError) -> str:
    if isinstance(error, yaml.MarkedYAMLError):
        return error.problem or "cannot be read"
    return "it holds a character that YAML does not allow"


def _line(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark else 0


def field_name(path: tuple[str | int, ...]) -> str:
    """Write a path as people say it: updates[2].status; items count from 1."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".")
