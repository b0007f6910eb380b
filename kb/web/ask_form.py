"""The form with which the board asks agencies to act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, Optional

from kb.content.documents import Review
from kb.web.action_forms import EARLY, MoveForm, early, line, right_day, sentences
from kb.web.present import names

if TYPE_CHECKING:
    from kb.content.documents import Document
    from kb.content.shelf import Shelf

LONGEST = 100
WHO_DOES = "Who does what, so that all can tell."
LEFT_EMPTY = "Left empty, the words of what is asked stand for it."


class AskForm(MoveForm):
    """What is asked, of whom, and how it will be seen that it helped."""

    recommendation = SelectField("Recommendation", [InputRequired("Choose one")])
    agencies = SelectMultipleField(
        "Asked of",
        [InputRequired("Choose at least one agency")],
        description="Each agency has an action of its own.",
    )
    what = sentences("What the agency will do", f"{WHO_DOES} {LEFT_EMPTY}")
    owner = line("Owner", "Who does it: a name, or the e-mail address of an account.")
    lead = line("Lead in the agency", "Who answers for it: a name or e-mail address.")
    due = StringField(
        "Due",
        [Optional(), Length(max=40), right_day],
        description="Such as 31/3/2026.",
    )
    measure = sentences(
        "Measure of impact",
        "How it will be seen that children are better off; chosen at the start.",
    )
    early = early(EARLY)


def fitted(form: AskForm, document: Document, shelf: Shelf) -> AskForm:
    """Offer the recommendations of a review, and the agencies of the library."""
    form["agencies"].choices = [
        (id_, agency.name) for id_, agency in shelf.settings.readers.items()
    ]
    asked = document.recommendations if isinstance(document, Review) else ()
    if asked:
        form["recommendation"].choices = [
            (one.id, _said(one.id, one.text)) for one in asked
        ]
    else:
        del form["recommendation"]
    return form


def addressees(document: Document, recommendation: str, shelf: Shelf) -> list[str]:
    """Give those whom a document asks itself."""
    found: tuple[str, ...] = getattr(document, "readers", ())
    if isinstance(document, Review):
        asked = {one.id: one.addressees for one in document.recommendations}
        found = tuple(asked.get(recommendation, ()))
    return [one for one in found if one in shelf.settings.readers]


def named(agencies: list[str], shelf: Shelf) -> list[str]:
    """Give the names of agencies."""
    return [names.asked(shelf, one) for one in agencies]


def _said(id_: str, text: str) -> str:
    short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
    return f"{id_} {short}"
