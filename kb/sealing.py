"""Sealing: what must not be readable in the database is kept encrypted there.

Uses Fernet (AES-128-CBC with HMAC-SHA256, from the `cryptography` package) under a key
derived from the signing key with HKDF. Whoever loses the signing key loses what is
sealed: drafts, old revisions, second factors. The documents themselves are files.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kb.errors import SettingError


@dataclass(frozen=True, slots=True)
class Seal:
    """Closes texts, and opens those that it closed."""

    key: str = field(repr=False)

    def close(self, text: str) -> str:
        """Encrypt a text; the empty text stays empty."""
        if not text:
            return ""
        return self._fernet().encrypt(text.encode("utf-8", "surrogatepass")).decode()

    def close_undated(self, text: str) -> str:
        """Encrypt a text without the hour, which otherwise stands beside it openly."""
        if not text:
            return ""
        content = text.encode("utf-8", "surrogatepass")
        return self._fernet().encrypt_at_time(content, 0).decode()

    def open(self, sealed: str) -> str:
        """Decrypt a text; raise SettingError when another key closed it."""
        if not sealed:
            return ""
        try:
            found = self._fernet().decrypt(sealed.encode())
        except InvalidToken:
            message = "KB_SECRET_KEY is not the key with which the records were sealed."
            raise SettingError(message) from None
        return found.decode("utf-8", "surrogatepass")

    def _fernet(self) -> Fernet:
        derived = HKDF(SHA256(), 32, salt=None, info=b"kb sealed records")
        return Fernet(base64.urlsafe_b64encode(derived.derive(self.key.encode())))
