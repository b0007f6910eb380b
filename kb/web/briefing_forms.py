"""The forms of briefings: what the board asks, and what an agency confirms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, Optional

from kb.content.documents import Lesson, Review
from kb.training.receipts import Said
from kb.web.action_forms import NO_NAMES, MoveForm, choice, right_day, sentences
from kb.web.present import names
from kb.web.present.briefing_words import HOW, standing
from kb.web.present.days import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kb.content.documents import Document
    from kb.content.shelf import Shelf
    from kb.training.briefed import Briefing

_SHORT = 40
_LONGEST_NUMBER = 9


class AskBriefingForm(MoveForm):
    """Whom the board asks to brief their staff, and by when."""

    agencies = SelectMultipleField(
        "Ask",
        [InputRequired("Choose at least one agency")],
        description="Each of them confirms for itself.",
    )
    due = StringField(
        "To be done by",
        [InputRequired("Name a day"), Length(max=_SHORT), right_day],
        description="Such as 31/3/2026. The agency is reminded a week before.",
    )


class ReceiptForm(MoveForm):
    """What an agency confirms."""

    day = StringField(
        "Briefed by",
        [InputRequired("Name the day"), Length(max=_SHORT), right_day],
        description="The day by which these staff had been briefed, such as 31/3/2026.",
    )
    count = StringField(
        "How many staff were briefed",
        [InputRequired("Say how many"), Length(max=_SHORT)],
        description="A number. Names are not needed.",
    )
    staff = StringField(
        "Of how many whom it concerns",
        [Optional(), Length(max=_SHORT)],
        description="A number; leave it empty if you do not know.",
    )
    how = choice("How they were briefed", "Choose how")
    words = sentences("Anything else the board should know", NO_NAMES)

    @property
    def said(self) -> Said:
        """Give what was typed; a number that is none is -1, which no rule takes."""
        return Said(
            day=day_of(self.typed("day")),
            count=_number(self.typed("count")),
            staff=_number(self.typed("staff")) if self.typed("staff") else 0,
            how=self.typed("how"),
            words=self.typed("words"),
        )


def _number(typed: str) -> int:
    plain = typed.replace(",", "").replace(" ", "")
    fits = plain.isascii() and plain.isdigit() and len(plain) <= _LONGEST_NUMBER
    return int(plain) if fits else -1


def receipt_form(form: ReceiptForm) -> ReceiptForm:
    """Offer the ways in which staff can be briefed."""
    ways = [(one.value, words) for one, words in HOW.items()]
    form["how"].choices = [("", "Choose"), *ways]
    return form


def ask_form(
    form: AskBriefingForm,
    shelf: Shelf,
    each: Mapping[tuple[str, str], Briefing],
    key: str,
    today: date,
) -> AskBriefingForm:
    """Offer the agencies of the library, each with how it stands already."""
    form["agencies"].choices = [
        (one, _with_standing(agency.name, each.get((key, one)), today))
        for one, agency in shelf.settings.agencies.items()
    ]
    return form


def _with_standing(name: str, briefing: Briefing | None, today: date) -> str:
    if briefing is None:
        return name
    found = standing(briefing, today)
    return f"{name} ({found.words.lower()}: {found.more})"


def suggested(document: Document, shelf: Shelf) -> list[str]:
    """Give the agencies that a document is for; a policy those of its lessons."""
    wanted: list[str] = []
    if isinstance(document, Lesson):
        wanted = list(document.readers)
    elif isinstance(document, Review):
        wanted = [
            one for lesson in shelf.lessons_of(document) for one in lesson.readers
        ]
    else:
        lessons = (
            lesson
            for lesson in shelf.every(Lesson)
            if any(
                policy.key == document.key for policy, _ in shelf.policies_of(lesson)
            )
        )
        wanted = [one for lesson in lessons for one in lesson.readers]
    return [one for one in shelf.settings.agencies if one in wanted]


def named(agencies: list[str], shelf: Shelf) -> list[str]:
    """Give the names of agencies."""
    return [names.asked(shelf, one) for one in agencies]
