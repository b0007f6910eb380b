"""Letters: to a folder, or to a real server in this process."""

from __future__ import annotations

import socket
import stat
from datetime import UTC, datetime
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller

from kb.accounts import letters
from kb.accounts.models import Person
from kb.errors import SettingError
from kb.mail import Letter, MailError, open_outbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LETTER = Letter("jo@example.org", "Etwas wartet – écoutez", "Hello Jo,\n\nline 2 ✓\n")
SENDER = "board@example.org"
LINK = "https://reviews.example.org/reset/x"


class Postbox:
    """Keeps what the server was given."""

    def __init__(self) -> None:
        self.got: list[tuple[str, list[str], bytes]] = []

    async def handle_DATA(  # noqa: N802 - as aiosmtpd names it
        self, _server: object, _session: object, envelope: Any
    ) -> str:
        self.got.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 OK"


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, int]]:
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


def test_a_letter_is_a_file_for_its_owner_only(tmp_path: Path) -> None:
    open_outbox("folder:post", SENDER, tmp_path).send(LETTER, NOW)
    (file,) = (tmp_path / "post").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "post").stat().st_mode) == 0o700
    read = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (read["to"], read["from"], read["subject"]) == (
        LETTER.to,
        SENDER,
        LETTER.subject,
    )
    assert read.get_content().replace("\r", "") == LETTER.text
    assert read.get_content_type() == "text/plain"


def test_a_letter_goes_to_a_server(
    postbox: tuple[Postbox, int], tmp_path: Path
) -> None:
    box, port = postbox
    open_outbox(f"smtp://127.0.0.1:{port}", SENDER, tmp_path).send(LETTER, NOW)
    ((sender, to, content),) = box.got
    assert (sender, to) == (SENDER, [LETTER.to])
    read = message_from_bytes(content, policy=policy.default)
    assert read.get_content().replace("\r", "").strip() == LETTER.text.strip()


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MailError, match="KB_MAIL"):
        open_outbox("smtp://127.0.0.1:9", SENDER, tmp_path).send(LETTER, NOW)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "post").write_text("in the way")
    with pytest.raises(MailError, match="post"):
        open_outbox("folder:post", SENDER, tmp_path).send(LETTER, NOW)


def test_a_line_break_in_an_address_or_subject_starts_no_new_header(
    tmp_path: Path,
) -> None:
    for letter in (
        Letter("jo@example.org\nBcc: all@example.org", "x", ""),
        Letter("jo@example.org", "x\r\nBcc: all@example.org", ""),
    ):
        with pytest.raises(ValueError, match="linefeed"):
            open_outbox("folder:post", SENDER, tmp_path).send(letter, NOW)


@pytest.mark.parametrize("address", ["", "folder:", "imap://x", "smtp:"])
def test_an_address_of_no_kind_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="KB_MAIL"):
        open_outbox(address, SENDER, tmp_path)


@pytest.mark.parametrize(
    "write",
    [
        lambda who: letters.invitation(who, LINK, "The library"),
        lambda who: letters.reset(who, LINK, "The library"),
        lambda who: letters.changed(who, "Your password", "The library"),
    ],
)
def test_a_letter_about_an_account_holds_nothing_of_the_library(
    write: Callable[[Person], Letter],
) -> None:
    known = {"name": "Jo", "email": "jo@example.org", "uid": "0123456789abcdef"}
    plain = Person(**known, role="practitioner", agency="", groups="")
    full = Person(**known, role="editor", agency="midthorpe", groups="case-alder")
    assert write(plain) == write(full)
    assert known["uid"] not in write(full).text


def test_letters_about_accounts_say_who_what_and_until_when() -> None:
    person = Person(name="Jo", email="jo@example.org")
    link = "https://reviews.example.org/invitation/x"
    for letter in (
        letters.invitation(person, link, "The library"),
        letters.reset(person, link, "The library"),
    ):
        assert letter.to == person.email
        assert "Hello Jo" in letter.text
        assert link in letter.text.split()
        assert "once" in letter.text
        assert "did not expect" in letter.text
