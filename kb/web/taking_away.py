"""Answering with a file that costs something to write: bounded, logged, and named."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flask import Response
from werkzeug.exceptions import ServiceUnavailable

from kb.access import PUBLIC
from kb.accounts import reads
from kb.content.beside import BesideError
from kb.errors import InvalidInputError
from kb.training.exports.outputs import MEDIA
from kb.web import current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kb.papers.model import Paper

#: How many files one address may have written.
FILES = "120/minute"
#: Files written at once, those with others that wait, and for how many seconds these
#: wait: memory has its bounds, and half of the threads are left for other pages.
_AT_ONCE, _IN_ALL = threading.BoundedSemaphore(2), threading.BoundedSemaphore(4)
_PATIENCE = 20.0
OK = 200


def was_given(answer: Response) -> bool:
    """Say whether a file was written: what is refused costs nothing."""
    return answer.status_code == OK


def written(write: Callable[[], bytes]) -> bytes:
    """Write a file when it is its turn; say that many are waiting when that lasts.

    What is wrong with a template of the board is said, as it is no fault of ours.
    """
    try:
        with _turn(_IN_ALL, 0), _turn(_AT_ONCE, _PATIENCE):
            return write()
    except BesideError as error:
        wrong = {error.name: error.message.rstrip(".")}
        raise InvalidInputError(wrong) from error


@contextmanager
def _turn(room: threading.BoundedSemaphore, patience: float) -> Iterator[None]:
    """Take a place for as long as the file is written, if one comes free in time."""
    if not room.acquire(timeout=patience):
        raise ServiceUnavailable
    try:
        yield
    finally:
        room.release()


def log(paper: Paper, beside: Mapping[str, str] | None = None) -> None:
    """Write down what of a paper is not for everyone, before it goes out."""
    shelf = current.shelf()
    documents = {key: shelf.audience(key) for key in paper.documents}
    every = {**(beside or {}), **documents}
    if any(audience != PUBLIC for audience in every.values()):
        reads.record(current.session(), current.who(), "export", every, current.now())


def attached(content: bytes, form: str, name: str) -> Response:
    """Give a file to keep under a name."""
    _, media = MEDIA[form]
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=media, headers=headers)
