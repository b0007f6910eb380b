"""Evidence for an action: adding a file or a link, striking it out, fetching a file."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, request, send_file

from kb.access import Can
from kb.board import records, rules
from kb.board.actions import Proof
from kb.board.evidence_files import EvidenceFiles, KeptFile
from kb.board.states import Kind
from kb.errors import InvalidInputError, NotAllowedError, NotFoundError
from kb.web import current
from kb.web.action_moves import do
from kb.web.guard import Cache, needs

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from kb.board.seen import Item
    from kb.web.action_forms import MoveForm

pages = Blueprint("evidence", __name__)
SANDBOX = "sandbox"


@pages.post("/board/actions/<uid>/evidence")
@needs(Can.READ, signed_in=True, cache=Cache.NEVER)
def add(uid: str) -> ResponseReturnValue:
    """Keep a piece of evidence; the one page that takes a large file."""
    return do(uid, "evidence", _add)


@pages.post("/board/actions/<uid>/strike")
@needs(Can.READ, signed_in=True, cache=Cache.NEVER)
def strike(uid: str) -> ResponseReturnValue:
    """Say that a piece of evidence does not stand."""
    return do(uid, "strike", _strike)


@pages.get("/board/evidence/<uid>")
@needs(Can.READ, signed_in=True, cache=Cache.NEVER)
def fetch(uid: str) -> Response:
    """Give a file to those who may see its action, to keep and not to run."""
    row, action = records.piece(current.session(), uid)
    current.item(action, how="export")
    if not row.digest:
        raise NotFoundError
    content = files().read(row.digest)
    answer = send_file(
        BytesIO(content), row.media, as_attachment=True, download_name=row.name
    )
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def files() -> EvidenceFiles:
    """Give the place where files of evidence are kept, beside the database."""
    config = current.config()
    most = current.settings().tracking.evidence_most_mb
    return EvidenceFiles(config.home / "evidence", most, config.scanner)


def _add(form: MoveForm, item: Item) -> str:
    if not rules.may(current.by(), item.action, "evidence"):
        raise NotAllowedError
    shows, link = form.typed("shows"), form.typed("link")
    kept = _kept(form)
    if not (kept or link or shows):
        words = "Say what it shows, or give a link or a file."
        raise InvalidInputError({"shows": words})
    file = kept or KeptFile("", "", "", 0)
    proof = Proof(
        kind=Kind(form.typed("kind")),
        title=form.typed("title"),
        shows=shows,
        link=link,
        digest=file.digest,
        name=file.name,
        media=file.media,
        size=file.size,
    )
    current.tracker().add_evidence(item.action.uid, proof)
    return "The evidence is kept."


def _kept(form: MoveForm) -> KeptFile | None:
    """Keep the file that was sent, if one was."""
    sent = form["file"].data
    if not sent or not sent.filename:
        return None
    return files().keep(sent.filename, sent.stream)


def _strike(form: MoveForm, item: Item) -> str:
    tracker, evidence = current.tracker(), request.form.get("to", "")
    tracker.strike_evidence(item.action.uid, evidence, form.typed("words"))
    return "Struck out. It stays in the history."
