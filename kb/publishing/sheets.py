"""A document as its file stands, and what is wrong with a text for its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.access import EDITORS, needs_sign_off
from kb.content import checks, writing
from kb.content.documents import KINDS, Status
from kb.content.files import fingerprint, parse
from kb.errors import ConflictError, InvalidContentError, NotFoundError, Problem
from kb.publishing import changing, closing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.content.documents import Document
    from kb.publishing.acting import Acting
    from kb.publishing.changing import Change
    from kb.publishing.works import Works


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document as its file stands; `document` is None when it cannot be read."""

    key: str
    source: str
    fingerprint: str
    document: Document | None
    problems: tuple[Problem, ...]
    audience: str
    status: str


def sheet(acting: Acting, key: str) -> Sheet:
    """Take a document, whatever its state, and write down that it was read."""
    snapshot = acting.works.library.refresh()
    folder, _, slug = key.partition("/")
    source = _source(acting.works, key)
    audience = snapshot.audiences.get(key, EDITORS)
    acting.log(key, audience)
    document = snapshot.documents.get(key)
    problems = () if document else _unreadable(folder, slug, source)
    status = document.status.value if document else ""
    print_ = fingerprint(source)
    return Sheet(key, source, print_, document, problems, audience, status)


def check(works: Works, folder: str, slug: str, source: str) -> tuple[Problem, ...]:
    """List all that is wrong with a text, but for what could identify somebody."""
    try:
        file = parse(KINDS[folder], slug, source)
    except InvalidContentError as error:
        return error.problems
    snapshot = works.library.refresh()
    found = checks.check_file(snapshot, file, works.config.content)
    return tuple({*found, *_telling(works, file.document, file.name)})


def valid(works: Works, change: Change) -> Document:
    """Read a text; raise all that is wrong with it."""
    folder, slug = change.key.split("/")
    found = check(works, folder, slug, change.source)
    serious = sorted(problem for problem in found if problem.serious)
    if serious:
        raise InvalidContentError(serious)
    return change.document


def waits(works: Works, document: Document) -> bool:
    """Say whether a text in the place of what is there needs a second person."""
    snapshot = works.library.refresh()
    now = snapshot.documents.get(document.key)
    shown = now is not None and now.status is Status.PUBLISHED
    after = document.audience if document.status is Status.PUBLISHED else None
    same = {"audience": document.audience}
    return needs_sign_off(
        before=snapshot.audiences[document.key] if shown else None,
        after=after,
        same_text=now is not None and now.model_copy(update=same) == document,
    )


def refuse_overtaken(works: Works, key: str, base: str) -> None:
    """Raise ConflictError when the file is not the one that a text began from."""
    theirs = writing.text_now(works.config.content, key)
    found = fingerprint(theirs) if theirs is not None else ""
    if found != base:
        raise ConflictError(theirs or "", found)


def refuse_closed(works: Works, key: str) -> None:
    """Raise ConflictError when the ledger closed what the file still shows."""
    snapshot = works.library.refresh()
    file = snapshot.files.get(key)
    if file is not None and snapshot.documents[key] != file.document:
        raise changing.conflict(works, key)


def _telling(works: Works, document: Document, name: str) -> Iterator[Problem]:
    """Name what is wrong with the words of a tombstone."""
    if document.status is not Status.WITHDRAWN:
        return
    now = works.library.snapshot().documents.get(document.key)
    for title in {document.title, now.title if now else document.title}:
        if wrong := closing.telling(title, document.withdrawn_reason):
            yield Problem(name, 0, "withdrawn_reason", wrong)


def _source(works: Works, key: str) -> str:
    folder, _, slug = key.partition("/")
    if folder not in KINDS or not slug:
        raise NotFoundError
    source = writing.text_now(works.config.content, key)
    if source is None:
        raise NotFoundError
    return source


def _unreadable(folder: str, slug: str, source: str) -> tuple[Problem, ...]:
    try:
        parse(KINDS[folder], slug, source)
    except InvalidContentError as error:
        return error.problems
    return ()
