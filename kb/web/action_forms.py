"""The small forms of an action's page, by WTForms: one for each move."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from flask_wtf.file import FileField
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from kb.board.states import Closure
from kb.web.forms import Form
from kb.web.present.days import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wtforms import Field

LONG, SHORT, MINUTE = 4000, 300, 200
LINK = re.compile(r"https?://[^\s<>\"]+\.[^\s<>\"]+")
WHY = "Kept with the change, for everybody who sees this action."
EARLY = (
    "It then sees what stands here, and nothing else of the review. Write nothing here"
    " that tells of it."
)
NO_NAMES = "Nothing that tells who a child or a family is."
#: Where a rule's words belong when they are not about the field that it names.
PLACES = {
    "Say why, in a sentence.": "words",
    "Say where the agency told the board so.": "words",
    "Say which body it is for.": "passed_to",
}
#: The inputs of fields that have another name in a form.
INPUTS = {"text": "what"}


def right_day(_: object, field: Field) -> None:
    """Take a day as people write it."""
    if field.data and field.data.strip() and day_of(field.data) is None:
        message = "Write a day such as 31/3/2026"
        raise ValidationError(message)


def _link(_: object, field: Field) -> None:
    """Take what leads to a page, and nothing else that an address can do."""
    if field.data and field.data.strip() and not LINK.fullmatch(field.data.strip()):
        message = "Write the whole address, beginning with https:// or http://"
        raise ValidationError(message)


def sentences(label: str, hint: str = "", needed: str = "") -> TextAreaField:
    """Make a place for a few sentences."""
    first = InputRequired(needed) if needed else Optional()
    return TextAreaField(label, [first, Length(max=LONG)], description=hint)


def line(label: str, hint: str = "", most: int = SHORT) -> StringField:
    """Make a place for a line that may stay empty."""
    return StringField(label, [Optional(), Length(max=most)], description=hint)


def early(hint: str = "") -> BooleanField:
    """Make the box to tick when an agency acts early."""
    label = "The agency acts before the review is published"
    return BooleanField(label, description=hint)


def choice(label: str, needed: str) -> SelectField:
    """Make a list to choose from; the rules say what may be chosen."""
    return SelectField(label, [InputRequired(needed)], validate_choice=False)


class MoveForm(Form):
    """A form among others on its page, each under a prefix of its own."""

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Put what the rules say beside the fields."""
        for name, message in problems.items():
            places = (PLACES.get(message, ""), INPUTS.get(name, name))
            field = next((self[one] for one in places if one in self), self.first)
            field.errors = [*field.errors, message]

    @property
    def first(self) -> Field:
        """Give the first field, beside which the rest is said."""
        return cast("Field", next(iter(self)))

    @property
    def wrong(self) -> list[dict[str, str]]:
        """List what is wrong, each with its field."""
        return [
            {"input": field.name, "text": f"{field.label.text}: {message}"}
            for field in self
            for message in field.errors
        ]

    def typed(self, name: str) -> str:
        """Give what was typed, without blanks around it."""
        text = self.text(name) if name in self else ""
        return text.replace("\r\n", "\n").strip()


class ResponseForm(MoveForm):
    """What the agency says to what is asked."""

    response = choice("Answer of the agency", "Choose an answer")
    passed_to = line("Which body it is for", "Only when it is for another body.")
    words = sentences("Why, or what exactly", WHY)


class DeliveryForm(MoveForm):
    """How far the agency is."""

    delivery = choice("How far it is", "Choose how far it is")
    words = sentences("What was done, or why it stopped", WHY)


class PlanForm(MoveForm):
    """What is to be done, by whom, by when, and how it will be seen."""

    what = sentences("What the agency will do", "Who does what, so that all can tell.")
    owner = line("Owner", "Who does it: a name, or the e-mail address of an account.")
    lead = line("Lead in the agency", "Who answers for it: a name or e-mail address.")
    due = StringField(
        "Due", [Optional(), Length(max=40), right_day], description="Such as 31/3/2026."
    )
    measure = sentences(
        "Measure of impact",
        "How it will be seen that children are better off; chosen at the start.",
    )
    policy = SelectField("Policy update that it produced", [Optional()])
    early = early(EARLY)
    words = sentences("Why it changes", WHY)


class AssuranceForm(MoveForm):
    """What the board thinks of the plan and of what it achieved."""

    assurance = choice("What the board finds", "Choose what the board finds")
    words = sentences("What that rests on", WHY)


class ClosureForm(MoveForm):
    """Closing an action, or opening it again."""

    closure = choice("Decision", "Choose a decision")
    minute = line("Minute", "Reference to the minute that decided it, such as 4.2.")
    words = sentences("Why", WHY)
    successor = SelectField("Action that takes its place", [Optional()])


class SustainedForm(MoveForm):
    """Whether what was met has lasted."""

    sustained = choice("Has it lasted?", "Choose whether it has lasted")
    words = sentences("How you know", "If it slipped, the action is open again.")


class NoteForm(MoveForm):
    """Progress, in a few words."""

    words = sentences("Note on progress", NO_NAMES, "Write a sentence")


class ChallengeForm(MoveForm):
    """A question of the board, which waits for an answer."""

    words = sentences("Challenge", "What the board wants to know.", "Write a sentence")


class AnswerForm(MoveForm):
    """The answer of the agency to a challenge."""

    words = sentences("Answer", NO_NAMES, "Write a sentence")


class EvidenceForm(MoveForm):
    """Something that shows what was achieved."""

    kind = SelectField(
        "Kind of evidence",
        [InputRequired("Choose what kind it is")],
        description="That a text was written or a training held is not enough alone.",
    )
    title = StringField(
        "What it is",
        [InputRequired("Say what it is, in a sentence"), Length(max=SHORT)],
        description=NO_NAMES,
    )
    shows = sentences("What it shows about practice and children")
    link = StringField("Link", [Optional(), Length(max=2000), _link])
    file = FileField("Or a file")


class StrikeForm(MoveForm):
    """Saying that a piece of evidence does not stand."""

    words = sentences("Why it does not stand", WHY, "Say why, in a sentence")


class AgainForm(MoveForm):
    """What the board decided after the same was found again."""

    words = sentences("What the board looked at", WHY, "Say what the board looked at")
    minute = line("Minute", "Needed to open it again.", MINUTE)


def kept_choices(
    named: Mapping[str, str], may_follow: frozenset[str], typed: str
) -> list[tuple[str, str]]:
    """List what may be chosen, and what was typed even if it may not be any more."""
    kept = [one for one in named.items() if one[0] in may_follow or one[0] == typed]
    return [("", "Choose"), *kept]


#: What closing is called on a button's list when an action is closed already.
REOPEN = {Closure.OPEN.value: "Open it again"}
