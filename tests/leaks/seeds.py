"""Leaks put in on purpose, so that the tests for leaks are tested themselves.

Each seed is a mistake that somebody could make. It is given a site and the tool that
undoes changes after a test, and makes the mistake; one of the detectors has to see it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from flask import Response, current_app, request

from kb import access
from kb.access import EDITORS, reader_as
from kb.content import pictures, placing
from kb.content.picture_places import place_of
from kb.content.pictures import Picture
from kb.content.shelf import Shelf
from kb.content.snapshot import Snapshot
from kb.errors import NotAllowedError, NotFoundError
from kb.search import suggest as suggestions
from kb.search import view
from kb.web import current, guard, headers
from tests.leaks.world import GROUP

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from flask import Flask

    from kb.content.library import Library
    from kb.search.engine import Engine, Query, Results

    Patch = pytest.MonkeyPatch
    Seed = Callable[[Flask, Patch], None]

ALL = reader_as(EDITORS, [GROUP])


def library() -> Library:
    """Give the whole library of the site that is being asked."""
    found: Library = current_app.extensions["kb"].library
    return found


def all_of_it() -> Shelf:
    """Give the shelf of those who may read everything."""
    return library().shelf(ALL)


def every_reader_reads_all(_: Flask, patch: Patch) -> None:
    """Forget the one rule."""
    patch.setattr(current, "shelf", all_of_it)


def drafts_count_as_published(_: Flask, patch: Patch) -> None:
    """Forget the status of a document."""
    patch.setattr(
        placing,
        "audience_now",
        lambda *, stated, known, shown: stated if stated in known else EDITORS,  # noqa: ARG005
    )


def lessons_do_not_follow_their_review(_: Flask, patch: Patch) -> None:
    """Forget that a lesson is as hidden as its review."""
    patch.setattr(placing, "lesson_audience", lambda *, stated, **_: stated)


def links_are_not_cut(_: Flask, patch: Patch) -> None:
    """Hand out documents that name hidden ones."""
    patch.setattr("kb.content.shelf.narrow", lambda document, _: document)


def a_chain_names_everything(_: Flask, patch: Patch) -> None:
    """Build the chain from the whole library."""
    from kb.content import links  # noqa: PLC0415 - patched where it is used
    from kb.web.present import thread  # noqa: PLC0415

    real = links.chain
    patch.setattr(
        thread,
        "chain",
        lambda _, document: real(
            all_of_it(),
            all_of_it().find(document.key) or document,
        ),
    )


def hidden_is_forbidden(_: Flask, patch: Patch) -> None:
    """Say 403 where it must be 404."""
    real = Shelf.get

    def get(self: Shelf, folder: str, slug: str) -> Any:
        hidden = f"{folder}/{slug}" in self._snapshot.documents
        try:
            return real(self, folder, slug)
        except NotFoundError:
            if hidden:
                raise NotAllowedError from None
            raise

    patch.setattr(Shelf, "get", get)


def the_clock_of_hidden_pages_differs(app: Flask, _: Patch) -> None:
    """Add a header to the 404 of what exists."""

    def add(response: Response) -> Response:
        key = request.path.strip("/")
        if response.status_code == 404 and key in library().snapshot().documents:
            response.headers["X-Took"] = "3"
        return response

    app.after_request(add)


def tombstones_show_the_title(_: Flask, patch: Patch) -> None:
    """Put the title of a withdrawn document on its tombstone."""
    real = Shelf._tombstone  # noqa: SLF001

    def tombstone(self: Shelf, key: str) -> None:
        document = self._snapshot.documents.get(key)
        try:
            real(self, key)
        except Exception as error:
            error.reason = document.title if document else ""  # type: ignore[attr-defined]
            raise

    patch.setattr(Shelf, "_tombstone", tombstone)


def a_total_counts_everything(_: Flask, patch: Patch) -> None:
    """Count hidden documents on the front page."""
    from kb.web.present import lists  # noqa: PLC0415 - patched where it is used

    real = lists.counts
    patch.setattr(lists, "counts", lambda _: real(all_of_it()))


def an_etag_names_the_library(app: Flask, _: Patch) -> None:
    """Make a header from the state of the whole library."""

    def add(response: Response) -> Response:
        response.headers["ETag"] = all_of_it().version
        return response

    app.after_request(add)


def suggestions_come_from_everything(_: Flask, patch: Patch) -> None:
    """Complete titles from the whole library."""
    real = suggestions.suggest
    patch.setattr(current, "suggest", lambda prefix: real(prefix, all_of_it()))


def search_sees_everything(_: Flask, patch: Patch) -> None:
    """Search the whole library and leave hits out afterwards."""

    def search(query: Query) -> Results:
        engine: Engine = current_app.extensions["kb"].engine
        return engine.search(query, all_of_it())

    patch.setattr(current, "search", search)


def spelling_knows_everything(_: Flask, patch: Patch) -> None:
    """Correct spelling with the words of the whole index."""
    real = view._Part.words  # noqa: SLF001

    def words(self: Any) -> Any:
        numbers, self.numbers = self.numbers, abs(self.numbers)
        try:
            return real(self)
        finally:
            self.numbers = numbers

    patch.setattr(view._Part, "words", words)  # noqa: SLF001


def an_old_index_is_trusted(_: Flask, patch: Patch) -> None:
    """Take entries of documents as they were, not as they are."""

    class Anything(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 0

    patch.setattr(Shelf, "digest", lambda *_: Anything())


def caches_may_keep_all(_: Flask, patch: Patch) -> None:
    """Let shared caches keep the pages of those who signed in."""
    patch.setattr(headers, "_kept", lambda _: guard.Cache.PUBLIC)


def a_header_says_who_you_are(_: Flask, patch: Patch) -> None:
    """Trust a header that anybody can send."""
    real = current.reader
    patch.setattr(
        current,
        "reader",
        lambda: ALL if request.headers.get("User-Agent") else real(),
    )


def a_forgotten_list(app: Flask, _: Patch) -> None:
    """Add a page that lists the library."""

    def sitemap() -> str:
        return "\n".join(sorted(library().snapshot().documents))

    _page(app, "/sitemap.xml", "forgotten", sitemap)


def a_raw_page(app: Flask, _: Patch) -> None:
    """Add a page that gives the file as it stands."""

    def raw(identifier: str) -> str:
        path = library().root / "reviews" / f"{identifier}.md"
        return str(path.read_text("utf-8")) if path.is_file() else ""

    _page(app, "/reviews/<slug:identifier>/raw", "raw", raw)


def a_debug_page(app: Flask, _: Patch) -> None:
    """Add a page that shows problems with files."""

    def problems() -> str:
        documents = library().snapshot().documents
        return json.dumps({key: str(one) for key, one in documents.items()})

    _page(app, "/debug", "debug", problems)


def an_error_page_says_what_was_near(app: Flask, _: Patch) -> None:
    """Offer titles that are like the address on the page for what is not there."""

    def add(response: Response) -> Response:
        if response.status_code == 404:
            near = [d.title for d in library().snapshot().documents.values()]
            response.set_data(response.get_data() + "\n".join(near).encode())
        return response

    app.after_request(add)


def ids_count_up(app: Flask, _: Patch) -> None:
    """Number documents in the order of the whole library."""

    def add(response: Response) -> Response:
        keys = sorted(library().snapshot().documents)
        key = request.path.strip("/")
        if response.status_code == 200 and key in keys:
            response.headers["X-Document"] = str(keys.index(key))
        return response

    app.after_request(add)


def themes_are_those_of_the_library(_: Flask, patch: Patch) -> None:
    """List the themes of the whole library on pages that help."""
    from kb.web.present import themes  # noqa: PLC0415 - patched where it is used

    real = themes.most
    patch.setattr(themes, "most", lambda _: real(all_of_it()))


def scores_know_everything(_: Flask, patch: Patch) -> None:
    """Work out how rare a word is from all that the index holds."""
    real = view.View.__init__

    def init(self: Any, shelf: Shelf, segments: Any) -> None:
        real(self, shelf, segments)
        self.count += len(shelf._snapshot.documents)  # noqa: SLF001

    patch.setattr(view.View, "__init__", init)


def references_are_forgotten(_: Flask, patch: Patch) -> None:
    """Think that no document leads to another, so that nothing is cut."""
    nothing: dict[str, frozenset[str]] = defaultdict(frozenset)
    patch.setattr(Snapshot, "references", property(lambda _: nothing))


def an_unknown_audience_is_public(_: Flask, patch: Patch) -> None:
    """Read what a board added, and what it mistyped, as public."""
    patch.setattr(
        placing,
        "audience_now",
        lambda *, stated, known, shown: (  # noqa: ARG005
            (stated if stated in access.LADDER else "public") if shown else EDITORS
        ),
    )


def pictures_are_not_asked_for_on_the_shelf(_: Flask, patch: Patch) -> None:
    """Give every picture that is there."""

    def picture(self: Shelf, address: str) -> bytes | None:
        place = place_of(address)
        return self._snapshot.pictures.content(place) if place else None

    patch.setattr(Shelf, "picture", picture)
    patch.setattr(current, "read", lambda *_: None)


def pictures_come_as_they_are(_: Flask, patch: Patch) -> None:
    """Give the file of a picture with all that a camera wrote into it."""
    patch.setattr(pictures, "cleaned", Picture)


def _page(app: Flask, rule: str, name: str, page: Callable[..., str]) -> None:
    app.add_url_rule(rule, name, guard.needs(access.Can.READ)(page))


SPECIAL: dict[str, Seed] = {
    seed.__name__: seed
    for seed in (
        every_reader_reads_all, drafts_count_as_published,
        lessons_do_not_follow_their_review, links_are_not_cut, a_chain_names_everything,
        hidden_is_forbidden, the_clock_of_hidden_pages_differs,
        tombstones_show_the_title, a_total_counts_everything, an_etag_names_the_library,
        suggestions_come_from_everything, search_sees_everything,
        spelling_knows_everything, an_old_index_is_trusted, caches_may_keep_all,
        a_header_says_who_you_are, a_forgotten_list, a_raw_page, a_debug_page,
        an_error_page_says_what_was_near, ids_count_up, themes_are_those_of_the_library,
        scores_know_everything, references_are_forgotten, an_unknown_audience_is_public,
        pictures_are_not_asked_for_on_the_shelf, pictures_come_as_they_are,
    )
}  # fmt: skip
