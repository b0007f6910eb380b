"""The form for a document, as its template shows it: every input, filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.web.present import form_words as said
from kb.web.present.form_choices import Choice, Choices, Group
from kb.web.present.form_fields import Shape
from kb.web.present.form_typed import one, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kb.content.library import Shelf
    from kb.web.present.form_choices import Groups
    from kb.web.present.form_fields import Field
    from kb.web.present.form_problems import Wrong

#: Up to so many choices stand open; more are folded, or are a list to open.
FEW = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One of a repeated part, with its inputs."""

    name: str
    legend: str
    inputs: tuple[Input, ...]
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Input:
    """A field of the form with what is typed in it and what is wrong with it.

    Of a field with many choices `chosen` are those that are ticked, `groups` the rest;
    of one with few `groups` are all.
    """

    field: Field
    name: str
    value: str = ""
    chosen: tuple[Choice, ...] = ()
    groups: Groups = ()
    rows: tuple[Row, ...] = ()
    wrong: tuple[str, ...] = ()
    values: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Name the input's place on the page."""
        return f"f-{self.name}"

    @property
    def few(self) -> bool:
        """Say whether all choices can stand open."""
        total = sum(len(group.choices) for group in self.groups) + len(self.chosen)
        return total <= FEW

    @property
    def template(self) -> str:
        """Name the way in which it is shown."""
        if self.field.shape is Shape.ONE:
            return "radios" if self.few else "select"
        if self.field.shape is Shape.MANY:
            return "boxes" if self.few else "picker"
        return _TEMPLATES.get(self.field.shape, "line")


_TEMPLATES = {Shape.LONG: "long", Shape.ROWS: "rows"}


@dataclass(frozen=True, slots=True)
class Section:
    """Inputs that belong together."""

    heading: str
    anchor: str
    inputs: tuple[Input, ...]


def sections(
    shelf: Shelf,
    known: Iterable[Field],
    typed: Mapping[str, list[str]],
    wrong: Iterable[Wrong] = (),
) -> tuple[Section, ...]:
    """Set out the form with the fields that are known."""
    by_name = {field.name: field for field in known}
    making = _Making(Choices(shelf), typed, _by_input(wrong))
    placed: list[tuple[str, list[Field]]] = [
        (heading, [by_name.pop(name) for name in listed if name in by_name])
        for heading, listed in said.SECTIONS
    ]
    placed.append(("More", list(by_name.values())))
    return tuple(
        Section(heading, f"part-{number}", making.inputs(found, ""))
        for number, (heading, found) in enumerate(placed, start=1)
        if found
    )


def in_order(sections: Iterable[Section], wrong: Iterable[Wrong]) -> tuple[Wrong, ...]:
    """Sort what is wrong: the serious first, each as the form comes to it."""
    names = [
        name
        for section in sections
        for input_ in section.inputs
        for name in _names(input_)
    ]
    places = {name: number for number, name in enumerate(names)}
    return tuple(
        sorted(wrong, key=lambda it: (not it.serious, places.get(it.input, -1)))
    )


def _names(input_: Input) -> Iterator[str]:
    """Name an input and all that stand inside it, from above."""
    yield input_.name
    for row in input_.rows:
        yield row.name
        for inside in row.inputs:
            yield from _names(inside)


def _by_input(wrong: Iterable[Wrong]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one_ in wrong:
        found[one_.input] = (*found.get(one_.input, ()), one_.here)
    return found


@dataclass(frozen=True, slots=True)
class _Making:
    """What every input is made from."""

    choices: Choices
    typed: Mapping[str, list[str]]
    wrong: Mapping[str, tuple[str, ...]]

    def inputs(self, fields: Iterable[Field], prefix: str) -> tuple[Input, ...]:
        """Make the inputs of some fields."""
        return tuple(self._input(field, prefix + field.name) for field in fields)

    def _input(self, field: Field, name: str) -> Input:
        chosen, groups = self._choices(field, name)
        return Input(
            field=field,
            name=name,
            value=one(self.typed, name),
            chosen=chosen,
            groups=groups,
            rows=self._rows(field, name) if field.shape is Shape.ROWS else (),
            wrong=self.wrong.get(name, ()),
            values=tuple(self.typed.get(name, ())),
        )

    def _rows(self, field: Field, name: str) -> tuple[Row, ...]:
        return tuple(
            Row(
                row,
                f"{field.one} {number}",
                self.inputs(field.parts, f"{row}-"),
                self.wrong.get(row, ()),
            )
            for number, row in enumerate(rows(self.typed, name), start=1)
        )

    def _choices(
        self, field: Field, name: str
    ) -> tuple[tuple[Choice, ...], tuple[Group, ...]]:
        """Part the choices into those that are made and the rest, unknown ones too."""
        if not field.choices:
            return (), ()
        groups = self.choices[field.choices]
        known = {one_.value: one_ for group in groups for one_ in group.choices}
        typed = [value for value in self.typed.get(name, []) if value]
        chosen = tuple(known.get(value, _unknown(value)) for value in typed)
        if field.shape is Shape.ONE or len(known) <= FEW:
            strangers = tuple(one_ for one_ in chosen if one_.value not in known)
            added = (Group("Not in the library", strangers),) if strangers else ()
            return (), (*groups, *added)
        return chosen, _without(groups, typed)


def _unknown(value: str) -> Choice:
    return Choice(value, f"{value} (not in the library)")


def _without(groups: Groups, values: list[str]) -> Groups:
    left = (
        Group(g.heading, tuple(one_ for one_ in g.choices if one_.value not in values))
        for g in groups
    )
    return tuple(group for group in left if group.choices)
