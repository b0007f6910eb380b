"""A letter goes only to a server that proves who it is, and never in clear."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from kb.mail import Letter, MailError, open_outbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LETTER = Letter("jo@example.org", "Something waits", "Hello Jo,\n")
#: This machine under a name that is not excused from TLS.
HOST = "127.0.0.2"


class Postbox:
    def __init__(self) -> None:
        self.got: list[str] = []

    async def handle_DATA(  # noqa: N802 - as aiosmtpd names it
        self, _server: object, _session: object, envelope: Any
    ) -> str:
        self.got.append(envelope.rcpt_tos[0])
        return "250 OK"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Make a certificate for HOST that nobody has heard of, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind((HOST, 0))
        return int(tried.getsockname()[1])


def served(box: Postbox, tls: ssl.SSLContext | None) -> Controller:
    return Controller(box, hostname=HOST, port=free_port(), ssl_context=tls)


@pytest.fixture
def secured(certificate: Path) -> Iterator[tuple[Postbox, int]]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    box = Postbox()
    server = served(box, tls)
    server.start()
    yield box, server.port
    server.stop()


@pytest.fixture
def open_server() -> Iterator[tuple[Postbox, int]]:
    box = Postbox()
    server = served(box, None)
    server.start()
    yield box, server.port
    server.stop()


def test_a_server_with_a_certificate_that_nobody_knows_gets_no_letter(
    secured: tuple[Postbox, int], tmp_path: Path
) -> None:
    box, port = secured
    outbox = open_outbox(f"smtps://{HOST}:{port}", "board@example.org", tmp_path)
    with pytest.raises(MailError, match="SSLCertVerificationError"):
        outbox.send(LETTER, NOW)
    assert box.got == []


def test_a_server_with_a_certificate_that_is_known_gets_it(
    secured: tuple[Postbox, int],
    certificate: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    box, port = secured
    outbox = open_outbox(f"smtps://{HOST}:{port}", "board@example.org", tmp_path)
    outbox.send(LETTER, NOW)
    assert box.got == [LETTER.to]


def test_a_server_that_speaks_in_clear_gets_no_letter(
    open_server: tuple[Postbox, int], tmp_path: Path
) -> None:
    box, port = open_server
    outbox = open_outbox(f"smtp://{HOST}:{port}", "board@example.org", tmp_path)
    with pytest.raises(MailError, match="SMTPNotSupportedError"):
        outbox.send(LETTER, NOW)
    assert box.got == []
