"""The forms of course packs, by WTForms. What may be typed, the storey below says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import (
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from kb.web.action_forms import MoveForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wtforms import Field

SHORT, LINES, LONG = 200, 10_000, 20_000
MOST_MINUTES = 1440
MARKDOWN = "Markdown: a blank line parts paragraphs, - begins a point, **bold**."
EACH = "One on each line."
#: Inputs that are called otherwise than what they are for.
INPUTS = {"text": "words"}
NO_NAMES = "Nothing that tells who a child or a family is."


def right_minutes(_: object, field: Field) -> None:
    """Take a whole number of minutes, or nothing."""
    typed = str(field.data or "").strip()
    if typed and not (typed.isdecimal() and len(typed) <= len(str(MOST_MINUTES))):
        raise ValidationError("Write a whole number of minutes, such as 15")
    if typed and int(typed) > MOST_MINUTES:
        raise ValidationError(f"Write {MOST_MINUTES} minutes at most")


def text(label: str, hint: str = "", needed: str = "", most: int = LONG) -> Field:
    """Make a place for sentences."""
    first = InputRequired(needed) if needed else Optional()
    return TextAreaField(label, [first, Length(max=most)], description=hint)


def lines(label: str, hint: str = EACH) -> Field:
    """Make a place for several things, one on each line."""
    return TextAreaField(label, [Optional(), Length(max=LINES)], description=hint)


def title(label: str, needed: str, hint: str = "") -> Field:
    """Make a place for what something is called."""
    checks = [InputRequired(needed), Length(max=SHORT)]
    return StringField(label, checks, description=hint)


def minutes() -> Field:
    """Make a place for how long something takes."""
    checks = [Optional(), right_minutes]
    return StringField("Minutes", checks, description="Leave it empty if it is open.")


class PackForm(MoveForm):
    """A form of a page about a course pack."""

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Put what the storey below says beside the fields."""
        super().refuse({INPUTS.get(name, name): problems[name] for name in problems})

    def lines(self, name: str) -> tuple[str, ...]:
        """Give what was typed on each line that is not blank."""
        typed = (" ".join(line.split()) for line in self.typed(name).splitlines())
        return tuple(line for line in typed if line)

    def chosen(self, name: str) -> tuple[str, ...]:
        """Give what was ticked, in the order of the list."""
        ticked = set(self[name].data or ())
        return tuple(value for value, _ in self[name].choices if value in ticked)

    def number(self, name: str) -> int:
        """Give the number that was typed; 0 for none."""
        return int(self.typed(name) or 0)


class NewPackForm(PackForm):
    """What a new pack is called, what it is made for, and what it begins with."""

    title = title("What the course is called", "Say what the pack is called")
    template = RadioField("What it is for", [InputRequired("Choose what it is for")])
    themes = SelectMultipleField(
        "Begin with the lessons of these themes",
        [Optional()],
        description="The most urgent lessons of each. You can take any of them out.",
    )


class AboutForm(PackForm):
    """What a pack says of itself, and for whom it is."""

    title = title("Title", "Say what the pack is called")
    introduction = text("Introduction", MARKDOWN)
    aims = lines("Aims")
    outcomes = lines(
        "Learning outcomes",
        "One on each line, as in “I can ask about sleep in my own words”. Feedback asks"
        " how confident people are in each.",
    )
    level = SelectField("Level", [Optional()])
    roles = SelectMultipleField("For these roles", [Optional()])
    agencies = SelectMultipleField("For these agencies", [Optional()])


class DocumentForm(PackForm):
    """What a trainer adds to a document of the library."""

    minutes = minutes()
    words = text(
        "Note for facilitators",
        f"Only facilitators see it, beside the slide or in the guide. {NO_NAMES}",
    )
    questions = lines("Questions to discuss")
    offered = SelectMultipleField(
        "Put the lesson’s own questions in",
        [Optional()],
        validate_choice=False,
        description="Ticked ones are added to the questions above when you save.",
    )


class NoteForm(PackForm):
    """Words of the trainer between documents."""

    words = text("Note", f"Everybody sees it. {MARKDOWN} {NO_NAMES}", "Write something")
    minutes = minutes()


class ExerciseForm(PackForm):
    """Something that the group does."""

    title = title("What the exercise is called", "Say what the exercise is called")
    words = text("What people do", f"{MARKDOWN} {NO_NAMES}", "Say what people do")
    minutes = minutes()


class QuestionForm(PackForm):
    """Something that the group discusses."""

    words = text("Question to discuss", NO_NAMES, "Write a question")
    minutes = minutes()


class PartForm(PackForm):
    """What a part is called."""

    title = title("Title of the part", "Say what the part is called")
