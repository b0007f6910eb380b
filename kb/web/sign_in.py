"""Coming in and going out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, session
from flask_login import login_user, logout_user

from kb.access import Can
from kb.accounts import second_factor, sessions, signing_in
from kb.accounts.signing_in import Attempt, Outcome
from kb.errors import InvalidInputError
from kb.web import current
from kb.web.devices import device
from kb.web.forms import CodeForm, SignInForm
from kb.web.going import onward
from kb.web.guard import Audience, Cache, needs
from kb.web.headers import FORGET
from kb.web.present import qr
from kb.web.protecting import PER_ACCOUNT, PER_ADDRESS, account_named, limiter

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from kb.accounts.models import Person, SignIn

pages = Blueprint("sign_in", __name__)
SEE_OTHER = 303
#: In the cookie: the session that still lacks its code, and where to go afterwards.
HALF, ONWARD, SECRET = "half", "onward", "secret"
REFUSED = (
    "That e-mail address and password do not belong together, or the account rests"
    " after too many mistakes. Wait a quarter of an hour, or ask for a new password."
)
WRONG_CODE = (
    "That is not the code now. Look at the app again; each code works once."
    " After five mistakes the account rests for a quarter of an hour."
)


@pages.get("/sign-in")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER)
def show() -> ResponseReturnValue:
    """Show the form."""
    wanted = onward(request.args.get("next", ""))
    if current.person():
        return redirect(wanted, SEE_OTHER)
    return _page(SignInForm(), wanted)


@pages.post("/sign-in")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER)
@limiter.limit(PER_ADDRESS)
@limiter.limit(PER_ACCOUNT, key_func=account_named)
def enter() -> ResponseReturnValue:
    """Try an e-mail address and a password."""
    form, wanted = SignInForm(), onward(request.form.get("next", ""))
    if not form.validate():
        return _page(form, wanted), 422
    attempt = signing_in.attempt(
        current.session(),
        current.now(),
        form.text("email"),
        form.text("password"),
        device(request.user_agent.string),
    )
    if attempt.outcome is Outcome.REFUSED:
        form.password.errors = [REFUSED]
        return _page(form, wanted), 422
    return go_on(attempt, wanted)


@pages.get("/sign-in/code")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER)
def ask_code() -> ResponseReturnValue:
    """Ask for the code of the app."""
    if _half() is None:
        return redirect("/sign-in", SEE_OTHER)
    return render_template("sign_in/code.html", form=CodeForm())


@pages.post("/sign-in/code")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER)
@limiter.limit(PER_ADDRESS)
def take_code() -> ResponseReturnValue:
    """Try a code."""
    form, found = CodeForm(), _half()
    if found is None:
        return redirect("/sign-in", SEE_OTHER)
    if form.validate():
        attempt = signing_in.attempt_code(
            current.session(),
            current.now(),
            found[0],
            form.text("code"),
            current.parts().seal,
        )
        if attempt.outcome is Outcome.IN:
            return go_on(attempt, session.get(ONWARD, "/"))
        form.code.errors = [WRONG_CODE]
    return render_template("sign_in/code.html", form=form), 422


@pages.get("/sign-in/set-up")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER)
def ask_set_up() -> ResponseReturnValue:
    """Ask somebody whose role needs it to set the second factor up."""
    found = _half()
    if found is None or found[1].totp:
        return redirect("/sign-in", SEE_OTHER)
    session.setdefault(SECRET, current.parts().seal.close(second_factor.begin()))
    return _set_up_page(CodeForm())


@pages.post("/sign-in/set-up")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER)
@limiter.limit(PER_ADDRESS)
def set_up() -> ResponseReturnValue:
    """Set the second factor up, show the spare codes, and let them in."""
    form, found = CodeForm(), _half()
    if found is None or found[1].totp or SECRET not in session:
        return redirect("/sign-in", SEE_OTHER)
    if not form.validate():
        return _set_up_page(form), 422
    seal = current.parts().seal
    try:
        spare = second_factor.confirm(
            current.session(),
            current.now(),
            found[1],
            seal.open(session[SECRET]),
            code=form.text("code"),
            seal=seal,
            but=found[0],
        )
    except InvalidInputError as error:
        form.refuse(error.problems)
        return _set_up_page(form), 422
    wanted = session.get(ONWARD, "/")
    attempt = signing_in.set_up(current.session(), current.now(), found[0])
    if attempt.outcome is not Outcome.IN:
        return redirect("/sign-in", SEE_OTHER)
    go_on(attempt, wanted)
    return render_template("account/spare_codes.html", spare=spare, onward=wanted)


@pages.post("/sign-out")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER)
def leave() -> ResponseReturnValue:
    """End the session."""
    sign_in = current.sign_in()
    if sign_in is not None:
        sessions.end(current.session(), current.now(), sign_in)
    logout_user()
    session.clear()
    return redirect("/", SEE_OTHER), FORGET


def go_on(attempt: Attempt, wanted: str) -> ResponseReturnValue:
    """Begin a new cookie, and lead to what comes next."""
    session.clear()
    if attempt.outcome is Outcome.IN:
        found = current.signed_in(attempt.token)
        if found is not None:
            login_user(found)
        return redirect(wanted, SEE_OTHER)
    session[HALF], session[ONWARD] = attempt.token, wanted
    needs_code = attempt.outcome is Outcome.NEEDS_CODE
    return redirect(f"/sign-in/{'code' if needs_code else 'set-up'}", SEE_OTHER)


def _half() -> tuple[SignIn, Person] | None:
    """Find who gave the right password and still has to give a code."""
    token = session.get(HALF, "")
    return sessions.alive(current.session(), current.now(), token) if token else None


def _page(form: SignInForm, wanted: str) -> str:
    provider = bool(current.config().oidc_issuer)
    return render_template(
        "sign_in/show.html", form=form, next=wanted, provider=provider
    )


def _set_up_page(form: CodeForm) -> str:
    found = _half()
    secret = current.parts().seal.open(session[SECRET])
    address = (
        second_factor.uri(secret, found[1], current.settings().title) if found else ""
    )
    return render_template(
        "sign_in/set_up.html", form=form, secret=secret, code=qr.svg(address)
    )
