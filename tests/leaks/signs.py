"""Ways to see a leak out of records, letters, logs and sessions."""

from __future__ import annotations

import logging
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

from sqlalchemy import select, text

from kb.access import BOARD, EDITORS, PARTNERS, PUBLIC, Role, reader_for
from kb.accounts import second_factor
from kb.accounts.models import Person
from kb.errors import NotAllowedError
from kb.publishing.desk import Desk
from kb.publishing.names import Author
from kb.web.guard import door_of
from tests.leaks.acted import PLACES
from tests.leaks.briefed import BRIEFINGS
from tests.leaks.furnished import pages_of_records
from tests.leaks.people import EVERYBODY, PASSWORD, Somebody, come
from tests.leaks.records import LESSON, MANAGERS
from tests.leaks.taught import COURSES
from tests.leaks.walk import ask, filled, leaks, places
from tests.leaks.world import GROUP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flask import Flask

    from kb.publishing.works import Works
    from tests.leaks.world import Secret, World

    Sign = Callable[[Flask, World], Iterable[str]]

#: What nothing in a world says.
WORD = "zuqqoqiqaxolk"
READ_BY_EDITORS = {"", EDITORS}


def hidden_from(world: World, somebody: Somebody) -> list[Secret]:
    """List the secrets that somebody must never meet."""
    mine = set(somebody.audiences)
    if somebody.role is Role.EDITOR and not somebody.fate:
        mine |= READ_BY_EDITORS
    mine |= {one.whose for one in PLACES if one.is_for(somebody)}
    mine |= {one.whose for one in BRIEFINGS if one.is_for(somebody)}
    mine |= {whose for one in COURSES for whose in one.shown_to(somebody)}
    if somebody.role is Role.ADMINISTRATOR:
        mine |= {MANAGERS}
    return [secret for secret in world.secrets if secret.audience not in mine]


def met(site: Flask, world: World) -> Iterator[str]:
    """Walk past all records as three people who may not read all of them."""
    for who in ("practitioner", "board member", "editor"):
        somebody = next(one for one in EVERYBODY if one.who == who)
        client, hidden = come(site, somebody), hidden_from(world, somebody)
        for address in pages_of_records(site, world):
            answer = ask(client, address)
            yield from leaks(answer, address, hidden)
            if answer.status in {403, 500}:
                yield f"{answer.status} at {address}"


def let_in(site: Flask, _: World) -> list[str]:
    """Come with a session that is over, or was never whole."""
    nobody, found = site.test_client(), []
    for somebody in EVERYBODY:
        if somebody.fate not in {"", "demoted"}:
            client = come(site, somebody)
            found += [
                f"{somebody} at {address}"
                for address in ("/account", "/desk", "/log")
                if ask(client, address) != ask(nobody, address)
            ]
    return found


def let_in_without_a_code(site: Flask, _: World) -> list[str]:
    """Give the right password where a second factor is asked for as well."""
    now = datetime.now(UTC)
    come(site, Somebody("hasty", Role.PRACTITIONER, frozenset(), fate="reset"))
    with site.extensions["kb"].sessions() as session:
        second_factor.require(session, now, "os:tests", "practitioner", needed=True)
    client = site.test_client()
    sent = {"email": "hasty@example.org", "password": PASSWORD}
    answer = client.post("/sign-in", data=sent)
    assert answer.status_code == 303, "the test no longer knows the password"
    status = client.get("/account").status_code
    return ["signed in"] if status == 200 else []


def signed_alone(site: Flask, _: World) -> list[str]:
    """Write something, and sign it oneself."""
    before = _file(site, LESSON)
    with writer(site) as desk, suppress(NotAllowedError):
        desk.sign(_proposed(desk, before))
    return ["signed"] if _file(site, LESSON) != before else []


def told(site: Flask, _: World) -> list[str]:
    """Let work wait, and read the letters about it, and the bytes of the records."""
    with writer(site) as desk:
        desk.keep("reviews", "", {"title": [WORD], "id": [WORD]}, "")
        _proposed(desk, _file(site, LESSON))
    folder = site.extensions["kb"].config.home
    letters = [
        str(message_from_bytes(path.read_bytes(), policy=policy.default))
        for path in (folder / "mail").glob("*.eml")
    ]
    assert letters
    rows = [path.read_bytes() for path in folder.glob("kb.sqlite3*")]
    found = ["a letter" for letter in letters if WORD in letter.lower()]
    return found + ["a row" for row in rows if WORD.encode() in row.lower()]


def brought_back(site: Flask, _: World) -> list[str]:
    """Withdraw, and copy the old file over the tombstone."""
    before = _file(site, LESSON)
    with writer(site) as desk:
        desk.withdraw(LESSON, "It was wrong")
    works: Works = site.extensions["kb"]
    (works.config.content / f"{LESSON}.md").write_text(before, "utf-8")
    works.library.refresh()
    status = site.test_client().get(f"/{LESSON}").status_code
    return [] if status == 410 else [f"{status} for what was withdrawn"]


def not_written_down(site: Flask, world: World) -> list[str]:
    """Read what is restricted, and look whether the log has it."""
    board = Somebody("reading", Role.BOARD_MEMBER, frozenset({PUBLIC, PARTNERS, BOARD}))
    client, found = come(site, board), []
    restricted = [file for file in world.files if file.audience in {PARTNERS, BOARD}]
    for file in restricted:
        assert client.get(f"/{file.folder}/{file.id}").status_code == 200
        with site.extensions["kb"].sessions() as session:
            last = "SELECT document FROM read_log ORDER BY id DESC LIMIT 1"
            if session.scalar(text(last)) != f"{file.folder}/{file.id}":
                found.append(file.id)
    return found


def written_without_a_token(site: Flask, world: World) -> list[str]:
    """Send every form without the token of its page."""
    client, found = come(site, Somebody("editing", Role.EDITOR, frozenset())), []
    site.config["WTF_CSRF_ENABLED"] = True
    for rule in site.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            address = filled(rule.rule, next(iter(places(rule, world))))
            status = client.post(address).status_code
            found += [f"{status} at {address}"] * (status != 400)
    site.config["WTF_CSRF_ENABLED"] = False
    return found


def said_when_it_broke(site: Flask, _: World) -> list[str]:
    """Break a page over a title, and read the page and the log."""
    real = site.view_functions["about.show"]

    def breaks() -> str:
        raise RuntimeError(WORD)

    breaks.door = door_of(site, "about.show")  # type: ignore[attr-defined]
    site.view_functions["about.show"] = breaks
    with lines_of_the_log() as lines:
        page = site.test_client().get("/about").get_data(as_text=True)
    site.view_functions["about.show"] = real
    assert lines
    return [place for place in (page, *lines) if WORD in place]


@contextmanager
def lines_of_the_log() -> Iterator[list[str]]:
    """Collect every line that anything logs, as it would be written."""
    lines: list[str] = []
    shape = logging.Formatter()

    class Collecting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(shape.format(record))

    handler, root = Collecting(), logging.getLogger()
    kb, level = logging.getLogger("kb"), root.level
    passes_on = kb.propagate
    kb.propagate = True
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield lines
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
        kb.propagate = passes_on


@contextmanager
def writer(site: Flask) -> Iterator[Desk]:
    """Seat the editor who wrote what waits, for as long as the work takes.

    A withdrawal waits for whoever still reads the records.
    """
    works: Works = site.extensions["kb"]
    asked = select(Person).where(Person.name == "Ann Writer")
    with closing(works.sessions()) as session:
        person = session.scalars(asked).one()
        author = Author(f"person:{person.uid}", person.name, person.email)
        reader = reader_for(person.name, Role.EDITOR, (), [GROUP])
        yield Desk(works, session, reader, author=author, now=datetime.now(UTC))


def _proposed(desk: Desk, source: str) -> str:
    changed = source.replace("title: Ask about neglect", f"title: Ask {WORD}")
    assert changed != source
    base = desk.sheet(LESSON).fingerprint
    found = desk.findings("lessons", "open-lesson", changed)
    kept = {one.id: "The board's own" for one in found}
    return desk.propose(LESSON, changed, base, note=WORD, kept=kept, clearance=WORD)


def _file(site: Flask, key: str) -> str:
    works: Works = site.extensions["kb"]
    return (works.config.content / f"{key}.md").read_text("utf-8")


SIGNS: dict[str, Sign] = {
    sign.__name__: sign
    for sign in (
        let_in, let_in_without_a_code, said_when_it_broke, written_without_a_token,
        not_written_down, told, signed_alone, brought_back, met,
    )
}  # fmt: skip
