"""Looking after accounts, for administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from flask import Blueprint, flash, redirect, render_template, request

from kb.access import Can, Role
from kb.accounts import events, letters, people, second_factor
from kb.accounts.last_seen import last_seen
from kb.errors import InvalidInputError, NotFoundError
from kb.mail import MailError
from kb.moments import written
from kb.web import current
from kb.web.forms import InviteForm, RoleForm
from kb.web.guard import Audience, Cache, needs
from kb.web.present import people as set_out

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from kb.accounts.models import Person
    from kb.mail import Letter

Kind = TypeVar("Kind", bound=RoleForm)
pages = Blueprint("people", __name__)
SEE_OTHER = 303


@pages.get("/people")
@needs(Can.MANAGE, audience=Audience.ANYONE, cache=Cache.NEVER)
def listing() -> str:
    """List everybody with an account."""
    return _listing(_with_choices(InviteForm()))


@pages.post("/people")
@needs(Can.MANAGE, audience=Audience.ANYONE, cache=Cache.NEVER)
def invite() -> ResponseReturnValue:
    """Invite somebody."""
    form = _with_choices(InviteForm())
    if form.validate():
        try:
            person, token = people.invite(
                current.session(),
                current.now(),
                current.who(),
                email=form.text("email"),
                name=form.text("name"),
                role=form.role.data,
                agency=form.agency.data,
                groups=form.groups.data or (),
                key=current.config().signing_key(),
            )
        except InvalidInputError as error:
            form.refuse(error.problems)
        else:
            link = f"{current.config().address}/invitation/{token}"
            title = current.settings().title
            _send(letters.invitation(person, link, title), link)
            return redirect(f"/people/{person.uid}", SEE_OTHER)
    return _listing(form), 422


@pages.get("/people/<uid>")
@needs(Can.MANAGE, audience=Audience.ANYONE, cache=Cache.NEVER)
def show(uid: str) -> str:
    """Show one account and what happened to it."""
    person = _person(uid)
    form = _with_choices(
        RoleForm(role=person.role, agency=person.agency, groups=person.groups.split())
    )
    return _one(person, form)


@pages.post("/people/<uid>")
@needs(Can.MANAGE, audience=Audience.ANYONE, cache=Cache.NEVER)
def change(uid: str) -> ResponseReturnValue:
    """Do to an account what the button says."""
    person = _person(uid)
    button = request.form.get("do", "")
    if button in BUTTONS:
        try:
            BUTTONS[button](person)
        except InvalidInputError as error:
            flash("; ".join(f"This {f} {words}" for f, words in error.problems.items()))
        return redirect(f"/people/{uid}", SEE_OTHER)
    form = _with_choices(RoleForm())
    if form.validate():
        try:
            people.change_role(
                current.session(),
                current.now(),
                current.who(),
                person,
                role=form.role.data,
                agency=form.agency.data,
                groups=form.groups.data or (),
            )
        except InvalidInputError as error:
            form.refuse(error.problems)
        else:
            flash("Saved. Every session of this person has ended.")
            return redirect(f"/people/{uid}", SEE_OTHER)
    return _one(person, form), 422


@pages.post("/roles")
@needs(Can.MANAGE, audience=Audience.ANYONE, cache=Cache.NEVER)
def require() -> ResponseReturnValue:
    """Ask roles for a second factor, or no longer."""
    wanted, now = set(request.form.getlist("role")), _rules()
    for role in Role:
        needed = role.value in wanted
        if needed != now[role.value]:
            second_factor.require(
                current.session(),
                current.now(),
                current.who(),
                role.value,
                needed=needed,
            )
    flash("Saved. Who has no second factor yet sets it up at the next sign-in.")
    return redirect("/people", SEE_OTHER)


def _disable(person: Person) -> None:
    people.disable(current.session(), current.now(), current.who(), person)
    flash("The account is closed, and every session of it has ended.")


def _enable(person: Person) -> None:
    people.enable(current.session(), current.now(), current.who(), person)
    _reset(person)


def _reset(person: Person) -> None:
    key = current.config().signing_key()
    token = people.reset(current.session(), current.now(), current.who(), person, key)
    link = f"{current.config().address}/reset/{token}"
    _send(letters.reset(person, link, current.settings().title), link)


def _forget_phone(person: Person) -> None:
    people.forget_second_factor(current.session(), current.now(), current.who(), person)
    flash("The second factor is taken away, and every session has ended.")


BUTTONS = {
    "disable": _disable,
    "enable": _enable,
    "reset": _reset,
    "forget-phone": _forget_phone,
}


def _send(letter: Letter, link: str) -> None:
    try:
        current.parts().outbox.send(letter, current.now())
        flash(_went(letter))
    except MailError:
        flash(f"No letter could be sent. Give this link, which works once: {link}")


def _went(letter: Letter) -> str:
    """Say where a letter went; into a folder it does not go by itself any further."""
    if current.config().mail.startswith("folder:"):
        return (
            "No mail server is set up, so the letter with the link waits in the folder"
            f" for mail. Whoever runs the site passes it on to {letter.to}."
        )
    return f"A letter with a link that works once went to {letter.to}."


def _person(uid: str) -> Person:
    person = people.find(current.session(), uid)
    if person is None:
        raise NotFoundError
    return person


def _rules() -> dict[str, bool]:
    kept = second_factor.rules(current.session())
    return {role.value: kept.get(role.value, False) for role in Role}


def _with_choices(form: Kind) -> Kind:
    named = current.settings()
    form.role.choices = list(set_out.ROLES.items())
    form.agency.choices = [
        ("", "The board’s own staff"),
        *((id_, agency.name) for id_, agency in named.agencies.items()),
    ]
    form.groups.choices = [(id_, named.audiences[id_]) for id_ in named.added_audiences]
    return form


def _listing(form: InviteForm) -> str:
    seen = last_seen(current.session())
    shown = [
        set_out.row(one, current.settings(), seen.get(one.id, ""))
        for one in _everybody()
    ]
    return render_template(
        "people/list.html",
        form=form,
        people=shown,
        rules=[(id_, set_out.ROLES[id_], on) for id_, on in _rules().items()],
    )


def _everybody() -> tuple[Person, ...]:
    return people.listed(current.session())


def _one(person: Person, form: RoleForm) -> str:
    happened = events.listed(current.session(), events.name_of(person))
    names = {events.name_of(one): one.name for one in _everybody()}
    resting = person.locked_until > written(current.now())
    return render_template(
        "people/show.html",
        form=form,
        person=set_out.row(person, current.settings()),
        mine=events.name_of(person) == current.who(),
        resting=resting,
        events=[set_out.event(one, names) for one in reversed(happened[-50:])],
    )
