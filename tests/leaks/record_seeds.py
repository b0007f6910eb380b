"""Mistakes with records, letters, logs and sessions, put in on purpose."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import request
from sqlalchemy import select

from kb import access
from kb.access import PUBLIC
from kb.accounts import sessions, signing_in
from kb.accounts.models import Person, SignIn
from kb.accounts.signing_in import Outcome
from kb.content import ceilings
from kb.publishing import letters, revisions, signing
from kb.publishing.drafts import Drafts
from kb.publishing.models import Draft, Proposal
from kb.sealing import Seal
from kb.web import current, guard
from kb.web.protecting import csrf
from kb.web.visitors import SignedIn
from tests.leaks.seeds import all_of_it

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    import pytest
    from flask import Flask
    from sqlalchemy.orm import Session

    from kb.publishing.acting import Acting
    from kb.publishing.models import Revision
    from kb.publishing.works import Works

    Patch = pytest.MonkeyPatch
    Seed = Callable[[Flask, Patch], None]


def every_version_is_for_all(_: Flask, patch: Patch) -> None:
    """Forget that a draft of then was for editors."""
    patch.setattr(revisions, "revision_audience", lambda **_: PUBLIC)


def a_version_is_for_the_readers_of_now(_: Flask, patch: Patch) -> None:
    """Forget for whom a version was when it was written."""
    patch.setattr(revisions, "revision_audience", lambda *, now, **_: now)


def what_was_taken_out_is_forgotten(_: Flask, patch: Patch) -> None:
    """Show what was taken out on purpose to the readers of then."""
    real = access.revision_audience
    patch.setattr(
        revisions,
        "revision_audience",
        lambda *, then, now, **_: real(then=then, now=now, closed=False),
    )


def old_versions_keep_their_links(_: Flask, patch: Patch) -> None:
    """Hand out old versions that name hidden documents."""
    patch.setattr(revisions, "narrow", lambda document, _: document)


def versions_count_up(_: Flask, patch: Patch) -> None:
    """Number versions, so that gaps say how many are hidden."""

    def name_of(row: Revision) -> str:
        return f"{''.join(c for c in row.at[:19] if c.isdecimal())}-{row.id:012x}"

    patch.setattr(revisions, "name_of", name_of)


def the_ledger_is_ignored(_: Flask, patch: Patch) -> None:
    """Believe the file of a document alone."""
    patch.setattr(ceilings, "under", lambda document, _: document)


def a_session_never_ends(_: Flask, patch: Patch) -> None:
    """Trust a token for ever."""
    patch.setattr(sessions, "alive", _whoever_it_was)


def half_a_session_is_enough(app: Flask, _: Patch) -> None:
    """Take somebody who has not given the code for signed in."""

    def signed_in(token: str) -> Any:
        found = sessions.alive(current.session(), current.now(), token)
        extra = current.settings().added_audiences
        return found and SignedIn(token, *found, extra)

    app.login_manager.user_loader(signed_in)  # type: ignore[attr-defined]


def the_second_factor_is_skipped(_: Flask, patch: Patch) -> None:
    """Let the right password be enough for everybody."""
    patch.setattr(signing_in, "_comes_next", lambda *_: Outcome.IN)


def writers_sign_their_own(_: Flask, patch: Patch) -> None:
    """Forget that somebody else has to sign."""
    real = signing.sign

    def sign(acting: Acting, uid: str, note: str) -> None:
        other = replace(acting.author, who="person:somebody-else")
        real(replace(acting, author=other), uid, note)

    patch.setattr(signing, "sign", sign)


def drafts_are_for_all_editors(_: Flask, patch: Patch) -> None:
    """Open a draft by its name alone."""

    def row(self: Drafts, uid: str) -> Any:
        return self.session.scalars(select(Draft).where(Draft.uid == uid)).one()

    patch.setattr(Drafts, "_row", row)


def the_desk_lists_all_drafts(_: Flask, patch: Patch) -> None:
    """List the drafts of everybody on everybody's desk."""

    def mine(self: Drafts) -> tuple[Any, ...]:
        return tuple(self._opened(row) for row in self.session.scalars(select(Draft)))

    patch.setattr(Drafts, "mine", mine)


def a_letter_says_what_waits(_: Flask, patch: Patch) -> None:
    """Put the title of what waits into the letter about it."""

    def waiting(works: Works, session: Session, _: str, now: datetime) -> None:
        last = session.scalars(select(Proposal).order_by(Proposal.id.desc())).first()
        assert last is not None
        title = works.seal.open(last.source).split("\n")[1]
        words = f"Something waits: {title}", "Look at it:"
        letters.send(works, letters.editors(session), words, "/desk", now)

    patch.setattr(letters, "waiting", waiting)


def reads_are_not_written_down(_: Flask, patch: Patch) -> None:
    """Show what is restricted, and note nothing."""
    patch.setattr(current, "_log", lambda *_: None)


def a_line_of_the_log_has_the_message(app: Flask, patch: Patch) -> None:
    """Log an exception with all that it says."""
    patch.setattr(app, "log_exception", lambda e: app.logger.error("", exc_info=e))


def an_error_page_has_the_message(app: Flask, _: Patch) -> None:
    """Tell the reader what the exception says."""
    app.register_error_handler(500, lambda e: (str(e.original_exception), 500))


def drafts_are_kept_in_clear(_: Flask, patch: Patch) -> None:
    """Write into the database what was typed."""
    patch.setattr(Seal, "close", lambda _, text: text)


def a_form_takes_anything(app: Flask, patch: Patch) -> None:
    """Leave one form without its token."""
    view = app.view_functions["closing.do_withdraw"]
    name = f"{view.__module__}.{view.__name__}"
    patch.setattr(csrf, "_exempt_views", {name})


def the_log_names_what_is_hidden(_: Flask, patch: Patch) -> None:
    """Show the board the whole log."""
    _shelf_of_editors_at(patch, "log.show")


def the_table_of_the_log_names_what_is_hidden(_: Flask, patch: Patch) -> None:
    """Give the board the whole log as a table."""
    _shelf_of_editors_at(patch, "log.export")


def an_old_version_takes_the_shelf_of_editors(_: Flask, patch: Patch) -> None:
    """Read an old version as editors do."""
    _shelf_of_editors_at(patch, "history.version")


def everybody_has_a_desk(_: Flask, patch: Patch) -> None:
    """Ask nothing of who comes to a page."""
    patch.setattr(guard.Door, "needs", property(lambda _: None), raising=False)
    patch.setattr("kb.access.Reader.can", lambda *_: True)


def _shelf_of_editors_at(patch: Patch, endpoint: str) -> None:
    real = current.shelf
    patch.setattr(
        current,
        "shelf",
        lambda: all_of_it() if request.endpoint == endpoint else real(),
    )


def _whoever_it_was(session: Session, _: datetime, token: str) -> Any:
    asked = select(SignIn, Person).join(Person, Person.id == SignIn.person_id)
    return session.execute(
        asked.where(SignIn.token == sessions.digest(token))
    ).one_or_none()


SEEDS: dict[str, Seed] = {
    seed.__name__: seed
    for seed in (
        every_version_is_for_all, a_version_is_for_the_readers_of_now,
        what_was_taken_out_is_forgotten, old_versions_keep_their_links,
        versions_count_up, the_ledger_is_ignored, a_session_never_ends,
        half_a_session_is_enough, the_second_factor_is_skipped, writers_sign_their_own,
        drafts_are_for_all_editors, the_desk_lists_all_drafts,
        a_letter_says_what_waits, reads_are_not_written_down,
        a_line_of_the_log_has_the_message, an_error_page_has_the_message,
        drafts_are_kept_in_clear, a_form_takes_anything, the_log_names_what_is_hidden,
        the_table_of_the_log_names_what_is_hidden,
        an_old_version_takes_the_shelf_of_editors, everybody_has_a_desk,
    )
}  # fmt: skip
