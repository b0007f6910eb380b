"""What a reader finds in an answer that is packed: in a document, a table or a PDF."""

from __future__ import annotations

import io
import zipfile

from pypdf import PdfReader


def opened(body: bytes) -> bytes:
    """Give all that stands in an answer, with what is packed in it unpacked."""
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return b"\n".join(packed.read(name) for name in packed.namelist())
    if body.startswith(b"%PDF-"):
        pages = PdfReader(io.BytesIO(body)).pages
        return "\n".join(page.extract_text() for page in pages).encode()
    return body
