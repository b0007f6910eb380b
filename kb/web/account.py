"""One's own account: password, second factor, sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, session

from kb.access import Can
from kb.accounts import people, second_factor, sessions, signing_in
from kb.errors import InvalidInputError
from kb.web import current
from kb.web.forms import ChangePasswordForm, Form, SecondFactorForm, SwitchOffForm
from kb.web.guard import Audience, Cache, needs
from kb.web.headers import FORGET
from kb.web.present import qr
from kb.web.present.moments import moment
from kb.web.protecting import PER_ADDRESS, limiter

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("account", __name__)
SEE_OTHER = 303
SECRET = "new-secret"  # noqa: S105 - the name of a cookie's field


@pages.get("/account")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER, signed_in=True)
def show() -> str:
    """Show one's own account."""
    return _page(ChangePasswordForm())


@pages.post("/account/password")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER, signed_in=True)
@limiter.limit(PER_ADDRESS)
def change_password() -> ResponseReturnValue:
    """Set another password."""
    form = ChangePasswordForm()
    if form.validate():
        try:
            signing_in.change_password(
                current.session(),
                current.now(),
                current.sign_in_now(),
                form.text("old"),
                form.text("new"),
            )
        except InvalidInputError as error:
            form.refuse(error.problems)
        else:
            flash("Your password is changed. Every other session has ended.")
            return redirect("/account", SEE_OTHER)
    return _page(form), 422


@pages.get("/account/second-factor")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER, signed_in=True)
def ask_second_factor() -> str:
    """Show how to set the second factor up, again or for the first time."""
    session.setdefault(SECRET, current.parts().seal.close(second_factor.begin()))
    return _set_up_page(SecondFactorForm(), SwitchOffForm())


@pages.post("/account/second-factor")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER, signed_in=True)
@limiter.limit(PER_ADDRESS)
def set_second_factor() -> ResponseReturnValue:
    """Set the second factor up, and show the spare codes once."""
    form, seal = SecondFactorForm(), current.parts().seal
    if SECRET not in session:
        return redirect("/account/second-factor", SEE_OTHER)
    if form.validate() and _is_sure(form, "password"):
        try:
            spare = second_factor.confirm(
                current.session(),
                current.now(),
                current.me(),
                seal.open(session[SECRET]),
                code=form.text("code"),
                seal=seal,
                but=current.sign_in_now(),
            )
        except InvalidInputError as error:
            form.refuse(error.problems)
        else:
            del session[SECRET]
            return render_template(
                "account/spare_codes.html", spare=spare, onward="/account"
            )
    return _set_up_page(form, SwitchOffForm()), 422


@pages.post("/account/second-factor/remove")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER, signed_in=True)
@limiter.limit(PER_ADDRESS)
def remove_second_factor() -> ResponseReturnValue:
    """Take the second factor away, unless the role asks for it; all sessions end."""
    if second_factor.required(current.session(), current.me()):
        flash("Your role asks for a second factor, so it stays.")
        return redirect("/account", SEE_OTHER)
    form = SwitchOffForm()
    if not (form.validate() and _is_sure(form, "old")):
        session.setdefault(SECRET, current.parts().seal.close(second_factor.begin()))
        return _set_up_page(SecondFactorForm(formdata=None), form), 422
    people.forget_second_factor(
        current.session(), current.now(), current.who(), current.me()
    )
    flash("The second factor is off. Sign in again.")
    return redirect("/sign-in", SEE_OTHER)


@pages.post("/account/sessions/<int:number>")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER, signed_in=True)
def end_session(number: int) -> ResponseReturnValue:
    """End one of one's own sessions."""
    for one in sessions.of(current.session(), current.now(), current.me()):
        if one.id == number:
            sessions.end(current.session(), current.now(), one)
            flash("That session has ended.")
            break
    return redirect("/account", SEE_OTHER)


@pages.post("/account/sign-out-everywhere")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER, signed_in=True)
def end_all() -> ResponseReturnValue:
    """End every session of one's own, this one too."""
    sessions.end_all(current.session(), current.now(), current.me())
    session.clear()
    flash("You are signed out everywhere.")
    return redirect("/sign-in", SEE_OTHER), FORGET


def _page(form: ChangePasswordForm) -> str:
    me, this = current.me(), current.sign_in_now()
    shown = [
        (one.id, one.device, moment(one.started), moment(one.seen), one.id == this.id)
        for one in sessions.of(current.session(), current.now(), me)
    ]
    return render_template(
        "account/show.html",
        form=form,
        me=me,
        sessions=shown,
        required=second_factor.required(current.session(), me),
    )


def _is_sure(form: Form, field: str) -> bool:
    """Ask again for the password of whoever has one: a session may be borrowed."""
    me = current.me()
    if not me.password or signing_in.knows(
        current.session(), current.now(), me, form.text(field)
    ):
        return True
    form[field].errors = ["That is not your password"]
    return False


def _set_up_page(form: SecondFactorForm, off: SwitchOffForm) -> str:
    me, secret = current.me(), current.parts().seal.open(session[SECRET])
    address = second_factor.uri(secret, me, current.settings().title)
    return render_template(
        "account/second_factor.html",
        form=form,
        off=off,
        me=me,
        secret=secret,
        code=qr.svg(address),
        required=second_factor.required(current.session(), me),
    )
