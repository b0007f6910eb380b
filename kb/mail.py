"""Sending letters by e-mail, or writing them to a folder where there is no server.

A letter is plain text. It says that something waits, and never what: no title, no id,
no name of a child or place. Who writes letters sees to that; the tests look.
"""

from __future__ import annotations

import secrets
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote, urlsplit

from kb.errors import KbError, SettingError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

PATIENCE = 10.0  #: seconds to wait for the server
_FOLDER = "folder"


class MailError(KbError):
    """A letter could not be sent; the message says what the server said."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent to one person."""

    to: str
    subject: str
    text: str


class Outbox(Protocol):
    """Where letters go."""

    def send(self, letter: Letter, now: datetime) -> None:
        """Send a letter; raise MailError when it cannot be sent."""


def open_outbox(address: str, sender: str, home: Path) -> Outbox:
    """Open `folder:PATH` (seen from `home`), `smtp://...` or `smtps://...`."""
    scheme, _, rest = address.partition(":")
    if scheme == _FOLDER and rest:
        return Folder(home / rest, sender)
    parts = urlsplit(address)
    if parts.scheme in {"smtp", "smtps"} and parts.hostname:
        return Server(
            host=parts.hostname,
            port=parts.port or (465 if parts.scheme == "smtps" else 587),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            wrapped=parts.scheme == "smtps",
            sender=sender,
        )
    message = "KB_MAIL must be folder:PATH, smtp://USER:PASSWORD@HOST or smtps://..."
    raise SettingError(message)


@dataclass(frozen=True, slots=True)
class Folder:
    """Writes each letter into a file that only its owner may read."""

    folder: Path
    sender: str

    def send(self, letter: Letter, now: datetime) -> None:
        """Write the letter."""
        name = f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}.eml"
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = self.folder / name
            file.touch(mode=0o600)
            file.write_bytes(bytes(composed(letter, self.sender, now)))
        except OSError as error:
            message = f"{self.folder} (KB_MAIL) cannot be written: {error.strerror}"
            raise MailError(message) from None


@dataclass(frozen=True, slots=True)
class Server:
    """Sends letters by SMTP, over TLS unless the server is this machine."""

    host: str
    port: int
    user: str
    password: str
    wrapped: bool
    sender: str

    def send(self, letter: Letter, now: datetime) -> None:
        """Hand the letter to the server."""
        try:
            with self._connected() as server:
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(composed(letter, self.sender, now))
        except (OSError, smtplib.SMTPException) as error:
            message = f"{self.host}:{self.port} (KB_MAIL) did not take a letter: "
            raise MailError(message + type(error).__name__) from None

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.wrapped:
            return smtplib.SMTP_SSL(
                self.host, self.port, timeout=PATIENCE, context=context
            )
        server = smtplib.SMTP(self.host, self.port, timeout=PATIENCE)
        if self.host not in {"localhost", "127.0.0.1", "::1"}:
            _secure(server, context)
        return server


def _secure(server: smtplib.SMTP, context: ssl.SSLContext) -> None:
    """Go over to TLS, or hang up."""
    try:
        server.starttls(context=context)
    except BaseException:
        server.close()
        raise


def composed(letter: Letter, sender: str, now: datetime) -> EmailMessage:
    """Make the message, in plain text."""
    message = EmailMessage()
    message["From"], message["To"] = sender, letter.to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2] or "kb")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message
