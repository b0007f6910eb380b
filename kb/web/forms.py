"""The short forms of accounts, by WTForms; documents have their own form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_wtf import FlaskForm
from wtforms import PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.validators import EqualTo, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 1000
_NAMES = {"email": "E-mail address", "password": "Password"}
_NOW = "Your password now"


class Form(FlaskForm):  # type: ignore[misc]
    """A form that says all that is wrong at once."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Tokens are looked at before every write, not by each form."""

        csrf = False

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Put what the storey below says beside the fields."""
        for name, message in problems.items():
            field = self[name] if name in self else next(iter(self))
            field.errors = [*field.errors, f"{field.label.text} {message}"]

    def text(self, name: str) -> str:
        """Give what was typed into a field."""
        return str(self[name].data or "")

    @property
    def wrong(self) -> list[dict[str, str]]:
        """List what is wrong, each with its field."""
        return [
            {"input": name, "text": message}
            for name, messages in self.errors.items()
            for message in messages
        ]


def _needed(message: str) -> list[object]:
    return [InputRequired(message), Length(max=LONGEST)]


class SignInForm(Form):
    """An e-mail address and a password."""

    email = StringField(_NAMES["email"], _needed("Type your e-mail address"))
    password = PasswordField(_NAMES["password"], _needed("Type your password"))


class CodeForm(Form):
    """A code of the app, or a spare one."""

    code = StringField("Code", _needed("Type the code"))


class SecondFactorForm(CodeForm):
    """A code of the new app, from somebody who knows the password."""

    password = PasswordField(_NOW, [Length(max=LONGEST)])


class SwitchOffForm(Form):
    """No second factor any more, says somebody who knows the password."""

    old = PasswordField(_NOW, [Length(max=LONGEST)])


class ForgottenForm(Form):
    """Whose password was forgotten."""

    email = StringField(_NAMES["email"], _needed("Type your e-mail address"))


class NewPasswordForm(Form):
    """A new password, twice."""

    password = PasswordField("New password", _needed("Choose a password"))
    again = PasswordField(
        "The same again",
        [EqualTo("password", "The two passwords are not the same")],
    )


class ChangePasswordForm(Form):
    """The password of now, and a new one twice."""

    old = PasswordField("Password now", _needed("Type your password of now"))
    new = PasswordField("New password", _needed("Choose a new password"))
    again = PasswordField(
        "The new one again", [EqualTo("new", "The two passwords are not the same")]
    )


class RoleForm(Form):
    """What somebody may do, where they work, and which groups they belong to."""

    role = SelectField("Role", [InputRequired("Choose a role")])
    agency = SelectField("Agency", [Optional()])
    groups = SelectMultipleField(
        "Groups",
        [Optional()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class InviteForm(RoleForm):
    """Somebody new."""

    name = StringField("Name", _needed("Type the person’s name"))
    email = StringField(_NAMES["email"], _needed("Type the person’s e-mail address"))
