"""Nobody writes anything that is not theirs to write, whatever they send."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

import kb.web
from kb.access import Role
from kb.web import forms
from kb.web.guard import door_of
from tests.leaks.people import EVERYBODY, Somebody, come
from tests.leaks.records import record
from tests.leaks.site import index, open_real_site
from tests.leaks.walk import filled, places
from tests.leaks.world import World, build, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from werkzeug.routing import Rule

#: What everybody may send, signed in or not; it changes nothing but their own way in,
#: or is an answer that says nothing of who gave it.
OPEN = {
    "sign_in.enter", "sign_in.take_code", "sign_in.set_up", "sign_in.leave",
    "links_sent.ask_for_reset", "links_sent.take_up", "links_sent.set_anew",
    "feedback.answer",
}  # fmt: skip
#: What everybody who signed in may send about their own account.
OWN = "account."
#: What may be sent about an action that one sees: to all others it is not there.
ABOUT_ACTIONS = ("action_moves.", "evidence.")
BOARD = {Role.BOARD_MEMBER, Role.BOARD_APPROVER, Role.EDITOR}
#: Who may send what an address asks them to be able to do.
ALLOWED: dict[str, set[Role]] = {
    "edit documents": {Role.EDITOR},
    "manage people": {Role.ADMINISTRATOR},
    "track actions": BOARD,
    "answer for an agency": {
        Role.AGENCY_LEAD,
        Role.BOARD_MEMBER,
        Role.BOARD_APPROVER,
    },
    "approve closure": {Role.BOARD_APPROVER},
    "build course packs": {Role.TRAINER, Role.EDITOR},
}
#: Fields that would lift somebody, were they taken from what is sent.
LIFTING = {
    "do": "sign", "role": "administrator", "agency": "gp", "groups": "case-team",
    "audience": "public", "status": "published", "person": "1", "by": "person:1",
    "owner": "me", "uid": "0123456789abcdef", "title": "Taken over", "reason": "Mine",
    "note": "Mine", "id": "mine", "whole": "1", "email": "me@example.org", "name": "Me",
    "theirs": "0123456789ab", "next": "/desk", "erase": "yes", "clearance": "Mine",
    "password": "a long walk", "again": "a long walk", "old": "no", "new": "a walk",
    "code": "123456", "second_factor": "1", "closes_old": "1", "base": "0123456789ab",
    "response": "accepted", "delivery": "delivered", "assurance": "evidenced",
    "closure": "met", "sustained": "sustained", "minute": "4.2", "words": "Mine",
    "seen": "1", "part": "closure", "document": "lessons/mine", "recommendation": "R1",
    "successor": "0123456789abcdef", "passed_to": "gp", "policy": "policies/mine",
    "measure": "Mine", "lead": "me", "due": "2026-12-01", "early": "yes",
    "agencies": "gp", "what": "Mine", "why": "Mine", "kind": "audit", "shows": "Mine",
    "link": "https://example.org", "file": "mine.pdf", "text": "Mine", "to": "mine",
    "back": "/board", "plan": "0123456789abcdef", "pass_over": "yes",
    "day": "2026-12-01", "place": "Mine", "trainer": "Me", "outcomes": "Mine",
    "key": "lessons/mine", "anchor": "mine", "pack": "new", "shared": "partnership",
    "item": "0123456789ab", "before": "0123456789ab", "up": "0123456789ab",
    "down": "0123456789ab", "drop": "0123456789ab", "template": "half-day",
    "themes": "neglect", "introduction": "Mine", "aims": "Mine", "level": "practice",
    "roles": "everyone", "minutes": "1", "questions": "Mine", "offered": "Mine",
    "tells": "yes", "step": "later", "number": "1", "count": "1", "drawn": "0" * 32,
    "staff": "1", "how": "email",
}  # fmt: skip
#: Tables that say who did and read what; everything else must stay as it was.
LOGS = {"read_log", "account_log", "sign_in", "sqlite_sequence", "alembic_version"}


@pytest.fixture(scope="module")
def world() -> World:
    return build()


@pytest.fixture(scope="module")
def site(world: World, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    root = tmp_path_factory.mktemp("writes")
    content = world.write(root / "content")
    index(content, root / "index")
    app = open_real_site(content, root)
    app.config["WTF_CSRF_ENABLED"] = False
    record(world, app)
    return app


def writes(app: Flask) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            yield rule


def may(app: Flask, rule: Rule, somebody: Somebody) -> bool:
    """Say who may send to an address, by the table of roles written in this test."""
    if rule.endpoint in OPEN:
        return True
    if somebody.role is None or somebody.fate:
        return False
    if rule.endpoint.startswith(OWN):
        return True
    if rule.endpoint.startswith(ABOUT_ACTIONS):
        return somebody.role in BOARD | {Role.AGENCY_LEAD}
    door = door_of(app, rule.endpoint)
    assert door is not None
    return somebody.role in ALLOWED[door.needs]


def state(app: Flask) -> dict[str, object]:
    """Give everything that is kept: files, and the rows of every table but logs."""
    works = app.extensions["kb"]
    found: dict[str, object] = {
        str(path): path.read_bytes()
        for path in works.config.content.rglob("*")
        if path.is_file()
    }
    with works.sessions() as session:
        names = "SELECT name FROM sqlite_master WHERE type = 'table'"
        for (name,) in session.execute(text(names)).all():
            if name not in LOGS:
                rows = session.execute(text(f"SELECT * FROM {name}")).all()  # noqa: S608
                found[name] = [tuple(row) for row in rows]
    return found


@pytest.mark.parametrize("somebody", EVERYBODY, ids=str)
def test_whoever_may_not_write_changes_nothing_and_learns_nothing(
    world: World, site: Flask, somebody: Somebody
) -> None:
    client, met = come(site, somebody), []
    before = state(site)
    for rule in writes(site):
        if may(site, rule, somebody):
            continue
        for values in places(rule, world):
            address = filled(rule.rule, values)
            answer = client.post(address, data=LIFTING)
            expected = 404 if somebody.role and not somebody.fate else 401
            met += [f"{answer.status_code} at {address}"] * (
                answer.status_code != expected
            )
            told = words_in(answer.get_data(as_text=True))
            met += [s.where for s in world.secrets if s.word in told]
    assert met == []
    assert state(site) == before


def test_every_address_that_writes_is_for_somebody(site: Flask) -> None:
    for rule in writes(site):
        assert any(may(site, rule, one) for one in EVERYBODY), rule


def test_every_field_that_a_form_takes_is_sent() -> None:
    web = Path(kb.web.__file__).parent
    source = "".join(path.read_text("utf-8") for path in web.rglob("*.py"))
    read = set(re.findall(r'request\.form\.get(?:list)?\("(\w+)"', source))
    read |= set(re.findall(r'"(\w+)" in request\.form', source))
    for form in _forms():
        read |= {name for name, field in vars(form).items() if _is_field(field)}
    assert {"do", "reason", "email", "code", "role"} <= read
    assert read - set(LIFTING) == set()


def _forms() -> Iterator[type]:
    """Find every form of the site, in whatever module it stands."""
    for module in pkgutil.iter_modules(kb.web.__path__, "kb.web."):
        for found in vars(importlib.import_module(module.name)).values():
            if isinstance(found, type) and issubclass(found, forms.Form):
                yield found


def _is_field(found: object) -> bool:
    return type(found).__name__ == "UnboundField"


@pytest.mark.parametrize("somebody", EVERYBODY, ids=str)
def test_nothing_is_written_without_a_token_of_the_page(
    world: World, site: Flask, somebody: Somebody
) -> None:
    client = come(site, Somebody(f"{somebody} with no token", *_rest(somebody)))
    before = state(site)
    site.config["WTF_CSRF_ENABLED"] = True
    try:
        for rule in writes(site):
            for values in list(places(rule, world))[:3]:
                address = filled(rule.rule, values)
                assert client.post(address, data=LIFTING).status_code == 400, address
    finally:
        site.config["WTF_CSRF_ENABLED"] = False
    assert state(site) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://example.org"},
    ],
)
def test_nothing_is_written_from_a_page_of_another_site(
    site: Flask, headers: dict[str, str]
) -> None:
    client = come(
        site, Somebody(f"editor {len(str(headers))}", Role.EDITOR, frozenset())
    )
    for rule in writes(site):
        address = filled(rule.rule, next(iter(places(rule, build()))))
        answer = client.post(address, data=LIFTING, headers=headers)
        assert answer.status_code == 400, address


def _rest(somebody: Somebody) -> tuple[Role | None, frozenset[str]]:
    return somebody.role, somebody.audiences
