"""What the links in letters lead to: taking up an account, setting a new password."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template

from kb.access import Can
from kb.accounts import invitations, letters
from kb.errors import InvalidInputError
from kb.mail import MailError
from kb.publishing.changing import log
from kb.web import current
from kb.web.forms import ForgottenForm, NewPasswordForm
from kb.web.guard import Audience, Cache, needs
from kb.web.protecting import LETTERS, PER_ADDRESS, account_named, limiter

if TYPE_CHECKING:
    from datetime import datetime

    from flask.typing import ResponseReturnValue

    from kb.mail import Letter, Outbox

pages = Blueprint("links_sent", __name__)
SEE_OTHER = 303


@pages.get("/forgotten")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER)
def forgotten() -> str:
    """Ask whose password was forgotten."""
    return render_template("sign_in/forgotten.html", form=ForgottenForm(), sent=False)


@pages.post("/forgotten")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER)
@limiter.limit(PER_ADDRESS)
@limiter.limit(LETTERS, key_func=account_named)
def ask_for_reset() -> ResponseReturnValue:
    """Send a link to whoever has an account, and say the same to everybody."""
    form = ForgottenForm()
    if not form.validate():
        return render_template("sign_in/forgotten.html", form=form, sent=False), 422
    config = current.config()
    found = invitations.ask_for_reset(
        current.session(), current.now(), form.text("email"), config.signing_key()
    )
    if found is not None:
        link = f"{config.address}/reset/{found[1]}"
        letter = letters.reset(found[0], link, current.settings().title)
        # A server takes its time; nobody is to learn from it who has an account.
        given = (current.parts().outbox, letter, current.now())
        Thread(target=_send, args=given, daemon=True).start()
    return render_template("sign_in/forgotten.html", form=form, sent=True)


@pages.get("/invitation/<token>")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER)
def invitation(token: str) -> ResponseReturnValue:
    """Let somebody who was invited choose a password."""
    return _choose(token)


@pages.get("/reset/<token>")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER)
def reset(token: str) -> ResponseReturnValue:
    """Let somebody choose a new password."""
    return _choose(token)


@pages.post("/invitation/<token>")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER)
@limiter.limit(PER_ADDRESS)
def take_up(token: str) -> ResponseReturnValue:
    """Set the password of an invited person."""
    return _set(token)


@pages.post("/reset/<token>")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER)
@limiter.limit(PER_ADDRESS)
def set_anew(token: str) -> ResponseReturnValue:
    """Set a new password."""
    return _set(token)


def _choose(token: str) -> ResponseReturnValue:
    key = current.config().signing_key()
    found = invitations.opened(current.session(), current.now(), token, key)
    if found is None:
        return render_template("sign_in/link_over.html"), 410
    return render_template(
        "sign_in/choose.html", form=NewPasswordForm(), person=found[1]
    )


def _set(token: str) -> ResponseReturnValue:
    form, key = NewPasswordForm(), current.config().signing_key()
    found = invitations.opened(current.session(), current.now(), token, key)
    if found is None:
        return render_template("sign_in/link_over.html"), 410
    if form.validate():
        try:
            invitations.take_up(
                current.session(), current.now(), token, key, form.text("password")
            )
        except InvalidInputError as error:
            form.refuse(error.problems)
        else:
            flash("Your password is set. Sign in with it.")
            return redirect("/sign-in", SEE_OTHER)
    return render_template("sign_in/choose.html", form=form, person=found[1]), 422


def _send(outbox: Outbox, letter: Letter, now: datetime) -> None:
    try:
        outbox.send(letter, now)
    except MailError as error:
        log.warning("a letter did not go out: %s", error)
