"""What a page may use, all of it already bound to whoever is looking.

This is the only module of the web layer that holds the whole library, the bare search
engine and the records. A page cannot name another reader than the one it serves.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from flask import current_app, g
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from kb.access import EDITORS, PUBLIC, Reader
from kb.accounts import events, people, reads, sessions
from kb.board import escalation, marking, records, seen
from kb.board import progress as board_progress
from kb.board.actions import Tracker
from kb.board.recalling import Recall
from kb.board.rules import By
from kb.errors import NotAllowedError, NotFoundError
from kb.publishing.desk import Desk
from kb.publishing.names import Author
from kb.search import suggest as completing
from kb.training.packs import Packs
from kb.web.visitors import SignedIn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy.orm import Session

    from kb.accounts.models import Person, SignIn
    from kb.board.progress import Progress
    from kb.board.seen import Item
    from kb.config import Config
    from kb.content.documents import Document
    from kb.content.library import Shelf
    from kb.content.settings import LibrarySettings
    from kb.publishing.works import Works
    from kb.search.engine import Query, Results
    from kb.search.suggest import Suggestion
    from kb.training.pack import Pack


def signed_in(token: str) -> SignedIn | None:
    """Find who holds the token of a whole session."""
    found = sessions.alive(session(), now(), token)
    if found is None or not found[0].complete:
        return None
    return SignedIn(token, *found, settings().added_audiences)


def reader() -> Reader:
    """Say who is looking."""
    return cast("Reader", current_user.reader)


def person() -> Person | None:
    """Give the account of whoever is looking."""
    return cast("Person | None", current_user.person)


def me() -> Person:
    """Give the account of whoever is looking, on pages for the signed in."""
    found = person()
    if found is None:
        raise NotAllowedError
    return found


def sign_in() -> SignIn | None:
    """Give the session of whoever is looking."""
    return cast("SignIn | None", current_user.sign_in)


def sign_in_now() -> SignIn:
    """Give the session of whoever is looking, on pages for the signed in."""
    found = sign_in()
    if found is None:
        raise NotAllowedError
    return found


def who() -> str:
    """Name whoever is looking, for the records."""
    found = person()
    return events.name_of(found) if found else ""


def now() -> datetime:
    """Give the time of this request."""
    if "now" not in g:
        g.now = datetime.now(UTC)
    return cast("datetime", g.now)


def session() -> Session:
    """Open the records for this request."""
    if "records" not in g:
        g.records = parts().sessions()
    return cast("Session", g.records)


def close(_: BaseException | None = None) -> None:
    """Close the records after a request."""
    records = g.pop("records", None)
    if records is not None:
        records.close()


def shelf() -> Shelf:
    """Get the documents that are open to whoever is looking."""
    return parts().library.shelf(reader())


def read(folder: str, identifier: str) -> Document:
    """Fetch a document to show it, and write down who read it if it is restricted."""
    seen = shelf()
    document = seen.get(folder, identifier)
    _log("show", {document.key: seen.audience(document.key)})
    return document


def desk() -> Desk:
    """Give what whoever is looking may do to documents."""
    found = person()
    author = Author(who(), found.name if found else "", found.email if found else "")
    return Desk(parts(), session(), reader(), author=author, now=now())


def by() -> By:
    """Name whoever is looking, with what they may do, for the board's tracker."""
    return By(who(), reader())


def recall() -> Recall:
    """Give the actions as whoever is looking sees them, worked out once."""
    return Recall(parts().remembered, session(), shelf(), reader())


def items(day: date | None = None) -> tuple[Item, ...]:
    """Give the actions that whoever is looking may see, now or as of a day."""
    return recall().items(day)


def item(uid: str, how: str = "track") -> Item:
    """Give one action to show it; write down a restricted document that asks for it."""
    found = seen.items([records.one(session(), uid)], shelf(), reader())
    if not found:
        raise NotFoundError
    shown(found, how)
    return found[0]


def shown(listed: Iterable[Item], how: str) -> None:
    """Write down restricted documents whose actions are about to be shown or taken.

    One that is not open to whoever is looking counts as for editors.
    """
    seen, keys = shelf(), {one.action.of.document for one in listed}
    open_ = {key: seen.audience(key) for key in keys & seen.keys}
    _log(how, {**dict.fromkeys(keys, EDITORS), **open_})


def progress() -> Progress:
    """Say how far the actions of public documents are, the same to everybody."""
    public, today = shelf().narrowed_to(frozenset({PUBLIC})), now().date()

    def make() -> Progress:
        told = escalation.told(session())
        return board_progress.progress(records.now(session()), public, told, today)

    taken_up = escalation.stamp(session())
    return recall().once(("progress", today, taken_up), make, None)


def demo() -> str:
    """Give the words that mark illustrative records; nothing where there are none.

    Who has not signed in reads on while the records cannot be read.
    """
    try:
        return marking.words(session())
    except SQLAlchemyError:
        session().rollback()
        return ""


def packs() -> Packs:
    """Give the course packs that whoever is looking may see, and change."""
    if "packs" not in g:
        makers, seal = people.open_accounts(session()), parts().seal
        g.packs = Packs(session(), seal, now(), who(), reader(), shelf(), makers)
    return cast("Packs", g.packs)


def pack_shown(pack: Pack, how: str = "list") -> None:
    """Write down the restricted documents of a pack that is about to be shown."""
    seen = shelf()
    _log(how, {key: seen.audience(key) for key in pack.keys})


def documents_shown(keys: Iterable[str]) -> None:
    """Write down the restricted ones of some documents that are about to be named."""
    seen = shelf()
    _log("list", {key: seen.audience(key) for key in seen.keys.intersection(keys)})


def tracker(batch: str = "") -> Tracker:
    """Give what whoever is looking may do to actions."""
    return Tracker(session(), now(), by(), settings().tracking, batch)


def settings() -> LibrarySettings:
    """Get what the library is called and which words it uses."""
    return parts().library.settings


def search(query: Query) -> Results:
    """Search among what is open to whoever is looking; log what is restricted."""
    seen = shelf()
    results = parts().engine.search(query, seen)
    _log("search", {hit.key: seen.audience(hit.key) for hit in results.hits})
    return results


def suggest(prefix: str) -> tuple[Suggestion, ...]:
    """Complete what somebody types from what is open to whoever is looking."""
    return completing.suggest(prefix, shelf())


def config() -> Config:
    """Get the settings of the site."""
    return parts().config


def parts() -> Works:
    """Get the library, its index and its records."""
    return cast("Works", current_app.extensions["kb"])


def _log(how: str, documents: dict[str, str]) -> None:
    """Write down what is about to be shown, before it is."""
    if any(audience != PUBLIC for audience in documents.values()):
        reads.record(session(), who(), how, documents, now())
