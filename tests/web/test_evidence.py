"""Files of evidence on the page: who may add and fetch them, and how they are given."""

from __future__ import annotations

import io
import stat
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from kb.accounts import reads
from kb.board.evidence_files import MIB
from kb.board.states import Kind
from tests.factories import SETTINGS, write_yaml
from tests.web.action_forms import action, at, form, show
from tests.web.tracking import Board, open_board

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.editing import Seen, Somebody

PDF = b"%PDF-1.7\n%%EOF\n"
GIVEN = {
    "Content-Disposition": "attachment; filename=audit.pdf",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Content-Type": "application/pdf",
}


@pytest.fixture
def board(tmp_path: Path) -> Board:
    board = open_board(tmp_path)
    settings = SETTINGS | {"tracking": {"evidence_most_mb": 1}}
    write_yaml(board.site.content / "library.yaml", settings)
    board.site.works.library.refresh()
    return board


@pytest.fixture
def uid(board: Board) -> str:
    return board.ask("Ask who lives in the home")


@pytest.fixture
def ann(board: Board) -> Somebody:
    return board.come("Ann Lead", "agency-lead", "police")


def add(
    who: Somebody, uid: str, content: bytes, name: str = "audit.pdf", **typed: str
) -> Seen:
    """Send the form of evidence with a file, as a browser does."""
    said = {"kind": "audit", "title": "Twenty records", **typed}
    fields: dict[str, Any] = {**who.get(at(uid)).typed(form("evidence"))}
    fields |= {f"evidence-{one}": value for one, value in said.items()}
    fields["evidence-file"] = FileStorage(io.BytesIO(content), name)
    sent = who.client.post(f"{at(uid)}/evidence", **body(fields), follow_redirects=True)
    return who._seen(sent)  # noqa: SLF001 - as `post` does, with a file


def body(fields: dict[str, Any]) -> dict[str, Any]:
    """Write a form with a file as a browser sends it."""
    boundary, content = encode_multipart(fields)
    kind = f"multipart/form-data; boundary={boundary}"
    return {"data": content, "content_type": kind}


def link(page: Seen) -> str:
    (found,) = page.soup.select("main a[href^='/board/evidence/']")
    return str(found["href"])


def test_a_file_is_kept_beside_the_database_and_given_out_to_keep_and_not_to_run(
    board: Board, uid: str, ann: Somebody
) -> None:
    page = add(ann, uid, PDF, shows="It was asked in 18 of 20")
    assert "Audit · Ann Lead" in page.words
    assert "audit.pdf 1 KB" in page.words
    (file,) = (board.site.content.parent / "evidence").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with ann.client.get(link(page)) as answer:
        assert answer.data == PDF
        assert GIVEN.items() <= dict(answer.headers).items()
        policy = answer.headers["Content-Security-Policy"].split("; ")
    assert policy[:2] == ["sandbox", "default-src 'none'"]


@pytest.mark.parametrize(
    ("role", "agency", "status"),
    [
        ("agency-lead", "police", 200),
        ("agency-lead", "health-visiting", 404),
        ("board-member", "", 200),
        ("editor", "", 200),
        ("practitioner", "police", 404),
    ],
)
def test_a_file_is_for_those_who_may_see_its_action(
    board: Board, uid: str, ann: Somebody, role: str, agency: str, status: int
) -> None:
    address = link(add(ann, uid, PDF))
    somebody = board.come("Pat Reader", role, agency)
    with somebody.client.get(address) as answer:
        assert answer.status_code == status
    with board.site.app.test_client().get(address) as answer:
        assert answer.status_code == 303
    somebody.get("/board/evidence/0123456789abcdef", 404)


def test_evidence_without_a_file_has_nothing_to_fetch(
    board: Board, uid: str, ann: Somebody
) -> None:
    show(board, uid, Kind.AUDIT, "Twenty records")
    ((piece, _),) = action(board, uid).evidence
    ann.get(f"/board/evidence/{piece}", 404)


def test_fetching_a_file_of_what_is_not_public_is_written_down(board: Board) -> None:
    uid = board.ask("Ask at once", document="reviews/zebedee-hush", early="yes")
    ann = board.come("Ann Lead", "agency-lead", "police")
    address = link(add(ann, uid, PDF))
    ann.client.get(address).close()
    with board.site.works.sessions() as session:
        last = reads.recorded(session)[-1]
    assert (last.how, last.document) == ("export", "reviews/zebedee-hush")
    assert last.audience == "editors"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (PDF + bytes(MIB), "audit.pdf", "larger than 1 MB"),
        (b"MZ" + bytes(300), "audit.pdf", "something else"),
        (PDF, "audit.exe", "not taken"),
        (b"", "audit.pdf", "empty"),
    ],
)
def test_a_file_that_will_not_do_is_refused_beside_its_field_with_all_else_kept(
    board: Board, uid: str, ann: Somebody, content: bytes, name: str, words: str
) -> None:
    typed = {"shows": "Practice", "link": "https://example.org/a"}
    refused = add(ann, uid, content, name, **typed)
    assert refused.status == 422
    assert words in refused.wrong()["#f-evidence-file"]
    kept = refused.typed(form("evidence"))
    assert kept["evidence-shows"] == ["Practice"]
    assert kept["evidence-link"] == ["https://example.org/a"]
    assert action(board, uid).evidence == ()
    assert list((board.site.content.parent / "evidence").glob("*")) == []


def test_who_has_to_mend_another_field_is_told_to_choose_the_file_again(
    uid: str, ann: Somebody
) -> None:
    refused = add(ann, uid, PDF, kind="")
    assert "Choose audit.pdf again" in refused.wrong()["#f-evidence-file"]


def test_only_the_page_of_evidence_takes_a_file_and_not_from_strangers(
    board: Board, uid: str, ann: Somebody
) -> None:
    stranger = board.site.app.test_client()
    for client, move, size in (
        (ann.client, "note", 2),
        (ann.client, "evidence", 4),
        (stranger, "evidence", 2),
    ):
        large = body({"file": FileStorage(io.BytesIO(bytes(size * MIB)), "a.pdf")})
        with client.post(f"{at(uid)}/{move}", **large) as answer:
            assert answer.status_code == 413


def test_a_file_that_was_lost_is_owned_up_to(
    board: Board, uid: str, ann: Somebody
) -> None:
    address = link(add(ann, uid, PDF))
    (file,) = (board.site.content.parent / "evidence").iterdir()
    file.unlink()
    with ann.client.get(address) as answer:
        assert answer.status_code == 503
    assert "audit.pdf" in ann.get(at(uid)).words


def test_whoever_may_not_add_evidence_keeps_no_file(board: Board, uid: str) -> None:
    pat = board.come("Pat Reader", "practitioner", "police")
    token = pat.get("/account").typed("main form")["csrf_token"][0]
    data = {"csrf_token": token, "evidence-file": (io.BytesIO(PDF), "audit.pdf")}
    with pat.client.post(f"{at(uid)}/evidence", data=data) as answer:
        assert answer.status_code == 404
    assert not (board.site.content.parent / "evidence").exists()
