"""Answering with a file that costs something to write: bounded, logged, and named."""

from __future__ import annotations

import threading
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
    from collections.abc import Callable, Mapping

    from kb.papers.model import Paper

#: How many files one address may have written.
FILES = "120/minute"
#: Files written at once, and seconds for which another waits: memory has its bounds.
_AT_ONCE = threading.BoundedSemaphore(2)
_PATIENCE = 20.0
OK = 200


def was_given(answer: Response) -> bool:
    """Say whether a file was written: what is refused costs nothing."""
    return answer.status_code == OK


def written(write: Callable[[], bytes]) -> bytes:
    """Write a file when it is its turn; say that many are waiting when that lasts.

    What is wrong with a template of the board is said, as it is no fault of ours.
    """
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        raise ServiceUnavailable
    try:
        return write()
    except BesideError as error:
        wrong = {error.name: error.message.rstrip(".")}
        raise InvalidInputError(wrong) from error
    finally:
        _AT_ONCE.release()


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
