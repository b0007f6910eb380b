"""The key that sessions are signed with, kept in a file where no setting holds it."""

from __future__ import annotations

import os
import secrets
import stat
from typing import TYPE_CHECKING

from kb.errors import SettingError

if TYPE_CHECKING:
    from pathlib import Path

LENGTH = 32


def kept(file: Path) -> str:
    """Read the key kept in a file that only its owner may read; make it if need be."""
    try:
        _make_key(file)
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            message = f"{file} can be read by others; run: chmod 600 {file}"
            raise SettingError(message)
        key = file.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        message = f"KB_SECRET_KEY is not set, and {file} cannot be used: {error}"
        raise SettingError(message) from None
    if len(key) < LENGTH:
        message = f"{file} must hold at least {LENGTH} characters; delete it."
        raise SettingError(message)
    return key


def _make_key(file: Path) -> None:
    """Write a new key under a name of its own, then give it its name if that is free.

    Of two programs that start at once, one makes the key and both use it.
    """
    if file.exists():
        return
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(LENGTH))
        os.link(draft, file)
    except FileExistsError:
        return
    finally:
        draft.unlink()
