"""What a reader finds in an answer that is packed: in a document, a table or a PDF."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from pypdf import PdfReader

if TYPE_CHECKING:
    from collections.abc import Iterator


def opened(body: bytes) -> bytes:
    """Give all that stands in an answer, with what is packed in it unpacked."""
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            names = packed.namelist()
            members = (packed.read(name) for name in names)
            return b"\n".join((*members, *(name.encode() for name in names)))
    if body.startswith(b"%PDF-"):
        return "\n".join(_of_pdf(PdfReader(io.BytesIO(body)))).encode()
    return body


def _of_pdf(file: PdfReader) -> Iterator[str]:
    """Give the words of each page, where its links lead, and what the file says."""
    for page in file.pages:
        yield page.extract_text()
        for note in page.get("/Annots") or ():
            yield str(note.get_object())
    yield str(file.metadata)
