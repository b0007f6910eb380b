"""The form that changes many actions: a date, an owner, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from kb.board.plans import values
from kb.web.forms import LONGEST, Form

if TYPE_CHECKING:
    from wtforms import Field


class ManyForm(Form):
    """A new date or a new owner for all, and why."""

    due = StringField("New date", [Length(max=40)])
    owner = StringField("New owner", [Length(max=200)])
    why = TextAreaField(
        "Why", [InputRequired("Say why, in a sentence"), Length(max=LONGEST)]
    )

    def validate_due(self, field: Field) -> None:
        """Take a day, or nothing beside an owner."""
        typed = str(field.data or "").strip()
        if typed and values.day(typed) is None:
            message = f"“{typed}” is not a day such as 2026-03-31 or 31/03/2026"
            raise ValidationError(message)
        if not typed and not self.text("owner").strip():
            raise ValidationError("Give a new date, a new owner, or both")
