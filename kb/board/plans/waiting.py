"""A plan between looking at it and bringing it in: a sealed file, for a day.

It can be larger than a form may be, so that it cannot wait in a hidden field; in the
database it would be in every backup. It is encrypted, since it may tell what the board
has not published, and whoever did not send it cannot open it.
"""

from __future__ import annotations

import base64
import json
import os
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from kb.errors import NotFoundError, SettingError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from kb.sealing import Seal

KEPT = timedelta(days=1)
_UID = re.compile(r"[0-9a-f]{32}")
ONLY_US, ONLY_OUR_FOLDER = 0o600, 0o700


@dataclass(frozen=True, slots=True)
class Waiting:
    """The folder in which plans wait."""

    folder: Path
    seal: Seal

    def keep(self, name: str, content: bytes, who: str, now: datetime) -> str:
        """Keep a plan; give the name under which who sent it can open it."""
        self.sweep(now)
        self.folder.mkdir(mode=ONLY_OUR_FOLDER, exist_ok=True)
        uid = secrets.token_hex(16)
        text = base64.b64encode(content).decode()
        sealed = self.seal.close(json.dumps({"name": name, "who": who, "plan": text}))
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(self.folder / uid, flags, ONLY_US), "w") as file:
            file.write(sealed)
        return uid

    def open(self, uid: str, who: str, now: datetime) -> tuple[str, bytes]:
        """Give the file name and the bytes; raise NotFoundError when they are gone."""
        self.sweep(now)
        try:
            if not _UID.fullmatch(uid):
                raise NotFoundError
            kept = json.loads(self.seal.open((self.folder / uid).read_text("utf-8")))
        except (FileNotFoundError, SettingError):
            raise NotFoundError from None
        if kept["who"] != who:
            raise NotFoundError
        return kept["name"], base64.b64decode(kept["plan"])

    def forget(self, uid: str) -> None:
        """Take a plan away that was brought in."""
        if _UID.fullmatch(uid):
            (self.folder / uid).unlink(missing_ok=True)

    def sweep(self, now: datetime) -> None:
        """Take away what has waited for a day."""
        if not self.folder.is_dir():
            return
        for file in self.folder.iterdir():
            if file.stat().st_mtime < (now - KEPT).timestamp():
                file.unlink(missing_ok=True)
